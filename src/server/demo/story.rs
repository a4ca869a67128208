//! What happened: three people, what they talked about, and what they have arranged.

use std::time::Duration;

use uuid::Uuid;

use super::PastClock;
use crate::{
    domain::{
        account::{Account, AccountRole},
        clock::Timestamp,
        ids::{AccountId, Instance, LocalRef, SessionId},
        password::Password,
        policy::CallKind,
        schedule::{AppointmentForm, Meeting, Reach},
    },
    protocol::client_message::{ClientMessage, MediaState},
    server::{
        rooms::{Hello, OutboxReader, RoomSocket, outbox},
        secret::Ticket,
        service::{NewAccount, ServiceError, Services, wall_time},
    },
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The people: name, address, role.
pub const DEMO_PEOPLE: [(&str, &str, AccountRole); 3] = [
    ("Maya Lindqvist", "maya@example.org", AccountRole::Mentor),
    ("Tomás Rivera", "tomas@example.org", AccountRole::Learner),
    ("Ada Okafor", "ada@example.org", AccountRole::Admin),
];

/// Who takes part in the story.
struct Cast {
    maya: Account,
    tomas: Account,
    ada: Account,
}

/// Somebody inside a room.
struct Inside {
    ticket: Ticket,
    room: RoomSocket,
    // Who does not listen is put out.
    _heard: OutboxReader,
}

/// Something to be arranged. What is not said is as in the planning form.
struct Planned<'a> {
    title: &'a str,
    meeting: Meeting,
    with: &'a [AccountId],
    starts_at: Timestamp,
    minutes: u32,
    weekly: bool,
}

/// Fills an empty place: everybody signs in with `password`, and has their clock in `time_zone`. `services` run by
/// `clock`.
///
/// # Errors
/// What the services say.
pub async fn tell(
    services: &Services,
    clock: &PastClock,
    password: &Password,
    time_zone: &str,
) -> Result<(), ServiceError> {
    let mut people = Vec::with_capacity(DEMO_PEOPLE.len());
    for (name, email, role) in DEMO_PEOPLE {
        let new = NewAccount {
            email: email.to_owned(),
            name: name.to_owned(),
            password: password.clone(),
            time_zone: time_zone.to_owned(),
        };
        people.push(services.add_account(new, role).await?);
    }
    let Ok([maya, tomas, ada]) = <[Account; 3]>::try_from(people) else {
        return Err(ServiceError::Unavailable);
    };
    let story = Story {
        services,
        clock,
        // Appointments are on the hour.
        hour: Timestamp::from_micros(clock.end().as_micros() / HOUR_MICROS * HOUR_MICROS),
    };
    let cast = Cast { maya, tomas, ada };
    story.past(&cast).await?;
    story.to_come(&cast).await?;
    story.live(&cast).await
}

const HOUR_MICROS: i64 = 60 * 60 * 1_000_000;

struct Story<'a> {
    services: &'a Services,
    clock: &'a PastClock,
    /// The last full hour.
    hour: Timestamp,
}

impl Story<'_> {
    /// Two sessions that took place, and one that was called off.
    async fn past(&self, cast: &Cast) -> Result<(), ServiceError> {
        let Cast { maya, tomas, .. } = cast;
        self.talk(
            cast,
            "CSS layout clinic",
            self.hour.minus(12 * DAY),
            &[
                (
                    maya,
                    "Open your page and press F12. What does the grid overlay say?",
                ),
                (
                    tomas,
                    "Three columns. But the middle one is wider than it should be.",
                ),
                (
                    maya,
                    "It has a long word in it. Try minmax(0, 1fr) instead of 1fr.",
                ),
                (tomas, "Oh, now I get it!"),
                (
                    maya,
                    "For next time: rebuild the cards of your portfolio that way.",
                ),
            ],
        )
        .await?;
        self.talk(
            cast,
            "Portfolio review",
            self.hour.minus(5 * DAY),
            &[
                (tomas, "The cards are done. I used subgrid for the titles."),
                (
                    maya,
                    "They line up. Now read the page with a keyboard only.",
                ),
                (tomas, "I never see where I am."),
                (maya, "So that is what we look at next week."),
            ],
        )
        .await?;
        self.clock.move_to(self.hour.minus(4 * DAY));
        let off = Planned {
            title: "Reading club",
            meeting: Meeting::Open,
            with: &[tomas.id, cast.ada.id],
            starts_at: self.hour.minus(2 * DAY),
            minutes: 45,
            weekly: false,
        };
        let id = self.plan(maya, off).await?;
        self.clock.move_to(self.hour.minus(3 * DAY));
        let why = "I am on a train at that time. Let us find another day.";
        self.services
            .cancel_session(maya, id, why, Reach::ThisOne)
            .await
    }

    /// What is to come, one of it every week.
    async fn to_come(&self, cast: &Cast) -> Result<(), ServiceError> {
        let Cast { maya, tomas, ada } = cast;
        self.clock.move_to(self.hour.minus(DAY));
        for (planner, planned) in [
            (
                maya,
                Planned {
                    title: "Focus you can see",
                    meeting: Meeting::Mentoring,
                    with: &[tomas.id],
                    starts_at: self.hour.plus(3 * HOUR),
                    minutes: 60,
                    weekly: false,
                },
            ),
            (
                maya,
                Planned {
                    title: "Weekly hour",
                    meeting: Meeting::Mentoring,
                    with: &[tomas.id],
                    starts_at: self.hour.plus(2 * DAY),
                    minutes: 60,
                    weekly: true,
                },
            ),
            (
                ada,
                Planned {
                    title: "Getting to know each other",
                    meeting: Meeting::Interview,
                    with: &[maya.id],
                    starts_at: self.hour.plus(4 * DAY),
                    minutes: 30,
                    weekly: false,
                },
            ),
            (
                ada,
                Planned {
                    title: "Reading club",
                    meeting: Meeting::Open,
                    with: &[maya.id, tomas.id],
                    starts_at: self.hour.plus(9 * DAY),
                    minutes: 45,
                    weekly: false,
                },
            ),
        ] {
            self.plan(planner, planned).await?;
        }
        Ok(())
    }

    /// One that is going on: both have been inside, and either can go in again.
    async fn live(&self, cast: &Cast) -> Result<(), ServiceError> {
        let Cast { maya, tomas, .. } = cast;
        let begun = self.clock.end().minus(9 * MINUTE);
        self.clock.move_to(begun.minus(MINUTE));
        let planned = Planned {
            title: "A question about forms",
            meeting: Meeting::Mentoring,
            with: &[tomas.id],
            starts_at: begun,
            minutes: 30,
            weekly: false,
        };
        let id = self.plan(maya, planned).await?;
        self.clock.move_to(begun);
        self.services.start_live(maya, id).await?;
        let [host, guest] = [self.enter(id, maya).await?, self.enter(id, tomas).await?];
        self.clock.pass(MINUTE);
        self.write(id, &host, "I start the kettle. Back in five minutes.")
            .await?;
        self.clock.pass(MINUTE);
        for inside in [host, guest] {
            inside.room.say(ClientMessage::Leave {}).await;
        }
        self.clock.move_to(self.clock.end());
        Ok(())
    }

    /// Maya and Tomás meet, say this, and part.
    async fn talk(
        &self,
        cast: &Cast,
        title: &str,
        starts_at: Timestamp,
        said: &[(&Account, &str)],
    ) -> Result<(), ServiceError> {
        let Cast { maya, tomas, .. } = cast;
        self.clock.move_to(starts_at.minus(DAY));
        let planned = Planned {
            title,
            meeting: Meeting::Mentoring,
            with: &[tomas.id],
            starts_at,
            minutes: 60,
            weekly: false,
        };
        let id = self.plan(maya, planned).await?;
        self.clock.move_to(starts_at);
        self.services.start_live(maya, id).await?;
        let host = self.enter(id, maya).await?;
        self.clock.pass(MINUTE);
        let guest = self.enter(id, tomas).await?;
        for (who, body) in said {
            self.clock.pass(9 * MINUTE);
            let inside = if who.id == maya.id { &host } else { &guest };
            self.write(id, inside, body).await?;
        }
        self.clock.pass(4 * MINUTE);
        self.services.end_session(id, Some(&host.ticket)).await
    }

    async fn plan(
        &self,
        planner: &Account,
        planned: Planned<'_>,
    ) -> Result<SessionId, ServiceError> {
        let form = AppointmentForm {
            title: planned.title.to_owned(),
            kind: CallKind::Video,
            meeting: planned.meeting,
            guests: planned.meeting == Meeting::Open,
            with: planned.with.to_vec(),
            starts: wall_time(planned.starts_at, &planner.time_zone).to_string(),
            time_zone: String::new(),
            minutes: planned.minutes,
            weekly: planned.weekly,
            rules: String::new(),
            newcomer: String::new(),
            newcomer_email: String::new(),
        };
        Ok(self.services.schedule_session(planner, form).await?.id)
    }

    async fn enter(&self, id: SessionId, account: &Account) -> Result<Inside, ServiceError> {
        let seated = self
            .services
            .join_session(id, "", None, Some(account), "")
            .await?;
        let hello = Hello {
            instance: Instance(1),
            last_seq: None,
            media: MediaState::default(),
            host: "localhost".into(),
        };
        let (heard, reader) = outbox();
        let room = self
            .services
            .enter_room(seated.participant, hello, heard)
            .await?;
        Ok(Inside {
            ticket: seated.ticket.ok_or(ServiceError::NotJoined)?,
            room,
            _heard: reader,
        })
    }

    async fn write(&self, id: SessionId, who: &Inside, body: &str) -> Result<(), ServiceError> {
        let local_ref = LocalRef::from_uuid(Uuid::from_bytes(self.services.randomness.bytes()));
        self.services
            .send_chat(id, Some(&who.ticket), local_ref, body.to_owned())
            .await?;
        Ok(())
    }
}
