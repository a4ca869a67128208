//! Which device to take of those that a browser lists, and what people see of it.
//!
//! What somebody chose is remembered by the browser's id and by the words on the device: browsers change the ids,
//! with other cookies for example, and then the words still find it.

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceKind {
    /// One is heard by it.
    Microphone,
    /// One is seen by it.
    Camera,
    /// The others are heard by it.
    Speaker,
}

/// A device as the browser lists it (W3C Media Capture and Streams §9.3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedDevice {
    /// The browser's id for this page; never empty in a list.
    pub id: String,
    /// The words on it.
    pub label: String,
}

impl ListedDevice {
    /// As one text, to be kept.
    pub fn to_text(&self) -> String {
        [self.id.as_str(), self.label.as_str()].join("\n")
    }

    /// Out of a text that was kept.
    pub fn from_text(text: &str) -> Option<Self> {
        let (id, label) = text.split_once('\n')?;
        Some(Self {
            id: id.to_owned(),
            label: label.to_owned(),
        })
    }
}

/// What a browser lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeviceLists {
    /// Microphones.
    pub microphones: Vec<ListedDevice>,
    /// Cameras.
    pub cameras: Vec<ListedDevice>,
    /// Speakers.
    pub speakers: Vec<ListedDevice>,
}

impl DeviceLists {
    /// The devices of a kind, to be changed.
    pub const fn of_mut(&mut self, kind: DeviceKind) -> &mut Vec<ListedDevice> {
        match kind {
            DeviceKind::Microphone => &mut self.microphones,
            DeviceKind::Camera => &mut self.cameras,
            DeviceKind::Speaker => &mut self.speakers,
        }
    }
}

/// The device of the list that somebody meant: the one of this id, else the one of these words.
pub fn find<'a>(list: &'a [ListedDevice], meant: &ListedDevice) -> Option<&'a ListedDevice> {
    list.iter()
        .find(|device| device.id == meant.id)
        .or_else(|| {
            list.iter()
                .find(|device| !device.label.is_empty() && device.label == meant.label)
        })
}

/// What follows from a new list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follow {
    /// What is used stays.
    Stay,
    /// Use this one: the chosen one is there, or the one in use is gone.
    Take(ListedDevice),
}

/// What follows when the devices were `before` and are `now`, one is `chosen` and one is `used`. A device is left only
/// when it has gone, or when the chosen one has come: what stays as it was leads to nothing.
pub fn follow(
    before: &[ListedDevice],
    now: &[ListedDevice],
    chosen: Option<&ListedDevice>,
    used: Option<&str>,
) -> Follow {
    let Some(used) = used else {
        return Follow::Stay;
    };
    let wanted = chosen.and_then(|chosen| find(now, chosen));
    let has = |list: &[ListedDevice], id: &str| list.iter().any(|device| device.id == id);
    if let Some(wanted) = wanted
        && wanted.id != used
        && !has(before, &wanted.id)
    {
        return Follow::Take(wanted.clone());
    }
    match wanted.or_else(|| now.first()) {
        Some(next) if has(before, used) && !has(now, used) => Follow::Take(next.clone()),
        _ => Follow::Stay,
    }
}

/// Which way a camera looks (W3C Media Capture and Streams §12.1), where the browser says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facing {
    /// At the person.
    User,
    /// Away from the person.
    Environment,
}

impl Facing {
    /// The browser's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Environment => "environment",
        }
    }

    /// What the browser's word says; none for a word that says neither.
    pub fn of(word: &str) -> Option<Self> {
        [Self::User, Self::Environment]
            .into_iter()
            .find(|facing| facing.word() == word)
    }

    /// The other way.
    pub const fn other(self) -> Self {
        match self {
            Self::User => Self::Environment,
            Self::Environment => Self::User,
        }
    }
}

/// How to get at the other camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherCamera {
    /// There is none.
    None,
    /// The one that looks this way; a telephone has several of them, and its browser knows which is meant.
    Facing(Facing),
    /// The next of the list.
    Listed(ListedDevice),
}

/// The other camera, while `used` looks this way.
pub fn other_camera(
    cameras: &[ListedDevice],
    used: Option<&str>,
    facing: Option<Facing>,
) -> OtherCamera {
    match (cameras.len(), facing) {
        (0 | 1, _) => OtherCamera::None,
        (_, Some(facing)) => OtherCamera::Facing(facing.other()),
        (count, None) => {
            let at = cameras
                .iter()
                .position(|device| Some(device.id.as_str()) == used);
            OtherCamera::Listed(cameras[at.map_or(0, |at| (at + 1) % count)].clone())
        }
    }
}

/// What the browser does to the microphone's sound (W3C Media Capture and Streams §12.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Processing {
    /// Takes out what comes from the own speaker.
    pub echo: bool,
    /// Takes out noise.
    pub noise: bool,
    /// Keeps the voice at one loudness.
    pub gain: bool,
}

impl Default for Processing {
    fn default() -> Self {
        Self {
            echo: true,
            noise: true,
            gain: true,
        }
    }
}

impl Processing {
    /// As a text to be kept: a letter for each that is off.
    pub fn to_text(self) -> String {
        [(self.echo, 'e'), (self.noise, 'n'), (self.gain, 'g')]
            .into_iter()
            .filter_map(|(on, letter)| (!on).then_some(letter))
            .collect()
    }

    /// Out of a text that was kept.
    pub fn from_text(text: &str) -> Self {
        Self {
            echo: !text.contains('e'),
            noise: !text.contains('n'),
            gain: !text.contains('g'),
        }
    }
}

/// One kind of device, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picker {
    /// What there is; empty as long as the browser keeps it to itself.
    pub list: Vec<ListedDevice>,
    /// The id of the one that is used, or would be.
    pub used: Option<String>,
}

impl Picker {
    /// The words on the one that is used; empty when it is not known.
    pub fn label(&self) -> &str {
        let used = self.list.iter().find(|device| self.is_used(device));
        used.map_or("", |device| &device.label)
    }

    /// Whether this one is used, or would be.
    pub fn is_used(&self, device: &ListedDevice) -> bool {
        self.used.as_ref() == Some(&device.id)
    }
}

/// Something about the own devices that is worth a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceNews {
    /// Counts up, so that a view knows which it has said.
    pub number: u32,
    /// Which device.
    pub kind: DeviceKind,
    /// What.
    pub what: DeviceChange,
}

/// What happened to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceChange {
    /// Another one is used than before, without anybody having asked for it just now: these are its words.
    Uses(String),
    /// It is gone, and there is no other.
    Gone,
    /// What was chosen could not be had; what was there goes on.
    Refused,
}

/// The own devices as people see them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnDevices {
    /// Microphones.
    pub microphones: Picker,
    /// Cameras.
    pub cameras: Picker,
    /// Speakers.
    pub speakers: Picker,
    /// Whether this browser lets a page choose the speaker; else the system does.
    pub chooses_speaker: bool,
    /// Whether the camera looks away from the person, so that its picture is no mirror.
    pub looks_away: bool,
    /// What is done to the microphone's sound.
    pub processing: Processing,
    /// The speaker is being tried out.
    pub sounding: bool,
    /// What happened last.
    pub news: Option<DeviceNews>,
}

impl OwnDevices {
    /// The devices of a kind.
    pub const fn picker(&self, kind: DeviceKind) -> &Picker {
        match kind {
            DeviceKind::Microphone => &self.microphones,
            DeviceKind::Camera => &self.cameras,
            DeviceKind::Speaker => &self.speakers,
        }
    }

    /// The devices of a kind, to be changed.
    pub const fn picker_mut(&mut self, kind: DeviceKind) -> &mut Picker {
        match kind {
            DeviceKind::Microphone => &mut self.microphones,
            DeviceKind::Camera => &mut self.cameras,
            DeviceKind::Speaker => &mut self.speakers,
        }
    }

    /// Notes what happened.
    pub fn tell(&mut self, kind: DeviceKind, what: DeviceChange) {
        let number = self.news.as_ref().map_or(0, |news| news.number) + 1;
        self.news = Some(DeviceNews { number, kind, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(id: &str, label: &str) -> ListedDevice {
        ListedDevice {
            id: id.to_owned(),
            label: label.to_owned(),
        }
    }

    fn desk() -> Vec<ListedDevice> {
        vec![device("a", "Built-in"), device("b", "Headset")]
    }

    #[test]
    fn a_device_is_known_by_its_id_and_by_its_words_when_the_ids_have_changed() {
        let list = desk();
        let id = |meant| find(&list, &meant).map(|device| device.id.as_str());
        assert_eq!(id(device("b", "another name")), Some("b"));
        assert_eq!(id(device("of last week", "Headset")), Some("b"));
        assert_eq!(id(device("of last week", "")), None);
        assert_eq!(id(device("of last week", "Sold")), None);
    }

    #[test]
    fn what_was_chosen_is_remembered_as_it_was() {
        let chosen = device("b", "Headset (USB)");
        assert_eq!(ListedDevice::from_text(&chosen.to_text()), Some(chosen));
        assert_eq!(ListedDevice::from_text("no line"), None);
        for text in ["", "e", "ng", "eng"] {
            assert_eq!(Processing::from_text(text).to_text(), text);
        }
        assert_eq!(Processing::from_text(""), Processing::default());
    }

    #[test]
    fn a_device_that_is_pulled_out_gives_way_to_another_and_comes_back_when_it_was_chosen() {
        let (all, rest) = (desk(), desk()[..1].to_vec());
        let headset = &all[1];
        let gone = follow(&all, &rest, Some(headset), Some("b"));
        assert_eq!(gone, Follow::Take(all[0].clone()));
        let back = follow(&rest, &all, Some(headset), Some("a"));
        assert_eq!(back, Follow::Take(headset.clone()));
        assert_eq!(follow(&rest, &all, None, Some("a")), Follow::Stay);
    }

    #[test]
    fn with_the_last_device_gone_there_is_none_to_take() {
        assert_eq!(follow(&desk(), &[], None, Some("a")), Follow::Stay);
    }

    #[test]
    fn the_first_list_with_words_leads_to_the_chosen_one_under_its_new_id() {
        let chosen = device("of last week", "Headset");
        let wanted = follow(&[], &desk(), Some(&chosen), Some("a"));
        assert_eq!(wanted, Follow::Take(device("b", "Headset")));
    }

    #[test]
    fn a_list_that_says_nothing_new_leads_to_nothing() {
        let all = desk();
        assert_eq!(follow(&all, &all, Some(&all[1]), Some("a")), Follow::Stay);
        assert_eq!(follow(&all, &all, None, Some("unheard of")), Follow::Stay);
        assert_eq!(follow(&all, &all[..1], Some(&all[1]), None), Follow::Stay);
    }

    #[test]
    fn the_other_camera_is_the_one_on_the_other_side_or_the_next() {
        let all = desk();
        let environment = OtherCamera::Facing(Facing::Environment);
        assert_eq!(
            other_camera(&all, Some("a"), Some(Facing::User)),
            environment
        );
        let next = |used| other_camera(&all, used, None);
        assert_eq!(next(Some("a")), OtherCamera::Listed(all[1].clone()));
        assert_eq!(next(Some("b")), OtherCamera::Listed(all[0].clone()));
        assert_eq!(next(None), OtherCamera::Listed(all[0].clone()));
        assert_eq!(
            other_camera(&all[..1], Some("a"), Some(Facing::User)),
            OtherCamera::None
        );
    }

    #[test]
    fn news_are_told_from_each_other_by_their_number() {
        let mut devices = OwnDevices::default();
        devices.tell(DeviceKind::Camera, DeviceChange::Gone);
        devices.tell(DeviceKind::Camera, DeviceChange::Gone);
        assert_eq!(devices.news.map(|news| news.number), Some(2));
    }
}
