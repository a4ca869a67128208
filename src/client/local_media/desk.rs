//! What there is to choose from, what was chosen, and what of it this browser remembers.

use crate::{
    call::own_devices::{
        DeviceChange, DeviceKind, DeviceLists, Follow, ListedDevice, OwnDevices, Picker,
        Processing, find, follow,
    },
    client::web::{
        media_devices::{Device, Wish},
        media_element::can_choose_speaker,
        storage::Shelf,
    },
};

const PROCESSING: &str = "processing";

/// The devices as people see them, and what was chosen of them.
pub struct Desk {
    /// What people see.
    pub shown: OwnDevices,
    microphone: Option<ListedDevice>,
    camera: Option<ListedDevice>,
    speaker: Option<ListedDevice>,
}

impl Desk {
    /// What this browser remembers; nothing is listed yet.
    pub fn new() -> Self {
        let kept = |kind| ListedDevice::from_text(&Shelf::Browser.get(key(kind))?);
        Self {
            shown: OwnDevices {
                chooses_speaker: can_choose_speaker(),
                processing: Shelf::Browser
                    .get(PROCESSING)
                    .map_or_else(Processing::default, |text| Processing::from_text(&text)),
                ..OwnDevices::default()
            },
            microphone: kept(DeviceKind::Microphone),
            camera: kept(DeviceKind::Camera),
            speaker: kept(DeviceKind::Speaker),
        }
    }

    /// What was chosen.
    pub const fn chosen(&self, kind: DeviceKind) -> Option<&ListedDevice> {
        match kind {
            DeviceKind::Microphone => self.microphone.as_ref(),
            DeviceKind::Camera => self.camera.as_ref(),
            DeviceKind::Speaker => self.speaker.as_ref(),
        }
    }

    /// Somebody chose this one, or the system's; it is remembered.
    pub fn choose(&mut self, kind: DeviceKind, device: Option<ListedDevice>) {
        let text = device.as_ref().map(ListedDevice::to_text);
        Shelf::Browser.set(key(kind), &text.unwrap_or_default());
        self.choose_for_now(kind, device);
    }

    /// Somebody chose this one for as long as the page lives.
    pub fn choose_for_now(&mut self, kind: DeviceKind, device: Option<ListedDevice>) {
        match kind {
            DeviceKind::Microphone => self.microphone = device,
            DeviceKind::Camera => self.camera = device,
            DeviceKind::Speaker => self.speaker = device,
        }
    }

    /// What is done to the sound from now on; it is remembered.
    pub fn process(&mut self, processing: Processing) {
        self.shown.processing = processing;
        Shelf::Browser.set(PROCESSING, &processing.to_text());
    }

    /// How to ask for a device of this kind, as it was chosen and as `listed`.
    pub fn wish(
        listed: &[ListedDevice],
        chosen: Option<&ListedDevice>,
        processing: Processing,
    ) -> Wish {
        let device = chosen.map(|chosen| find(listed, chosen).unwrap_or(chosen).id.clone());
        Wish {
            device: device.map(Device::Rather),
            processing,
            ..Wish::default()
        }
    }

    /// How to ask for this device and no other.
    pub fn only(&self, id: &str) -> Wish {
        Wish {
            device: Some(Device::Only(id.to_owned())),
            processing: self.shown.processing,
            ..Wish::default()
        }
    }

    /// Takes a new list, and says what follows for a device of which there is a track.
    pub fn list(&mut self, kind: DeviceKind, now: Vec<ListedDevice>) -> Follow {
        let chosen = self.chosen(kind).cloned();
        let picker = self.shown.picker_mut(kind);
        let before = std::mem::replace(&mut picker.list, now);
        follow(
            &before,
            &picker.list,
            chosen.as_ref(),
            picker.used.as_deref(),
        )
    }

    /// Which one will be used when it is asked for, while there is no track.
    pub fn expect(&mut self, kind: DeviceKind) {
        let chosen = self.chosen(kind).cloned();
        let picker = self.shown.picker_mut(kind);
        let next = chosen.and_then(|chosen| find(&picker.list, &chosen));
        picker.used = next.or(picker.list.first()).map(|device| device.id.clone());
    }

    /// Takes a new list of speakers. One that is gone gives way to the system's choice, and comes back with itself.
    pub fn list_speakers(&mut self, lists: &mut DeviceLists) {
        let before = self.speaker_id().to_owned();
        self.shown.speakers.list = std::mem::take(&mut lists.speakers);
        let first = self.shown.speakers.used.is_none();
        self.use_speaker();
        if !first && before != self.speaker_id() {
            let label = self.shown.speakers.label().to_owned();
            self.shown
                .tell(DeviceKind::Speaker, DeviceChange::Uses(label));
        }
    }

    /// Uses the chosen speaker if it is there, else the system's choice.
    pub fn use_speaker(&mut self) {
        let Picker { list, used } = &mut self.shown.speakers;
        let wanted = self.speaker.as_ref();
        let there = wanted.and_then(|wanted| find(list, wanted));
        *used = Some(there.map_or_else(String::new, |device| device.id.clone()));
    }

    /// The id of the speaker; empty for the system's choice.
    pub fn speaker_id(&self) -> &str {
        self.shown.speakers.used.as_deref().unwrap_or_default()
    }
}

const fn key(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Microphone => "microphone",
        DeviceKind::Camera => "camera",
        DeviceKind::Speaker => "speaker",
    }
}
