//! The door to a look at whether a call would work: views ask, `client/join_check` looks.

use leptos::{
    html,
    prelude::{
        Effect, Get, LocalStorage, NodeRef, RwSignal, Set, SetValue, StoredValue, UpdateValue,
    },
};

use crate::{
    api,
    call::join_check::JoinCheck,
    client::{
        join_check::{Checker, Servers, Shows},
        web::media_element::Picture,
    },
};

/// A look at whether a call would work from here, of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct CheckHandle {
    /// What was found out.
    pub check: RwSignal<JoinCheck>,
    /// The own microphone's level, 0 to 6 bars.
    pub level: RwSignal<u8>,
    checker: StoredValue<Option<Checker>, LocalStorage>,
}

impl CheckHandle {
    /// A look that begins with the page.
    pub fn begin() -> Self {
        let (check, level) = (RwSignal::new(JoinCheck::default()), RwSignal::new(0));
        let checker = StoredValue::new_local(None);
        let handle = Self {
            check,
            level,
            checker,
        };
        Effect::new(move |_| {
            checker.set_value(Some(Checker::new(
                CheckSignals { check, level },
                Box::new(|| Box::pin(ask_trial_servers())),
            )));
            handle.look();
        });
        handle
    }

    /// Looks at everything that needs nobody's click, from the beginning.
    pub fn look(&self) {
        self.tell(Checker::look);
    }

    /// Asks for camera and microphone; call it from a click.
    pub fn try_devices(&self) {
        self.tell(Checker::try_devices);
    }

    /// Lets go of them.
    pub fn let_go(&self) {
        self.tell(Checker::let_go);
    }

    /// Puts the own picture into `video`.
    pub fn show_picture(&self, video: NodeRef<html::Video>) {
        let handle = *self;
        Effect::new(move |_| {
            let picture = video.get().map(Picture::new);
            handle.tell(|checker| checker.show_picture(picture));
        });
    }

    fn tell(&self, what: impl FnOnce(&mut Checker)) {
        let _ = self
            .checker
            .try_update_value(|checker| checker.as_mut().map(what));
    }
}

/// Where the look is shown.
struct CheckSignals {
    check: RwSignal<JoinCheck>,
    level: RwSignal<u8>,
}

impl Shows for CheckSignals {
    fn show(&self, check: &JoinCheck) {
        let _ = self.check.try_set(check.clone());
    }

    fn show_level(&self, bars: u8) {
        let _ = self.level.try_set(bars);
    }
}

async fn ask_trial_servers() -> Option<Servers> {
    let told = api::trial_servers().await.ok()?;
    Some(Servers {
        servers: told.ice_servers,
        has_relay: told.has_relay,
    })
}
