//! Credentials that a TURN server can check without having been told of them: a name that says when it runs out, and
//! an HMAC of it under a shared secret (coturn's `use-auth-secret`, draft-uberti-behave-turn-rest-00 §2.2).
//!
//! The name travels in the clear, so it has neither the session's id, which is its link, nor the participant's: only
//! what the key makes of both.

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
};

const PSEUDONYM_BYTES: usize = 16;
/// The end of a name that is for a trial.
const TRIAL: &str = ":trial";
/// How long a trial may take.
const TRIAL_LIFE: Duration = Duration::from_secs(60);

/// One participant in one session, as a TURN server knows them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pseudonym([u8; PSEUDONYM_BYTES]);

impl Pseudonym {
    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; PSEUDONYM_BYTES];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pseudonym")
    }
}

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// We never issued it.
    Unknown,
    /// It has run out.
    Expired,
}

/// A name and its password.
pub(super) struct Pass {
    pub(super) username: String,
    pub(super) password: String,
    pub(super) lasts: Duration,
}

/// Issues and checks credentials under one secret.
#[derive(Clone)]
pub struct Credentials {
    secret: Vec<u8>,
    life: Duration,
}

impl Credentials {
    /// For what the server's key makes the secret of its own relay.
    pub const PURPOSE: &[u8] = b"relay";

    /// Under `secret`, each good for `life`.
    pub const fn new(secret: Vec<u8>, life: Duration) -> Self {
        Self { secret, life }
    }

    pub(super) fn issue(
        &self,
        session: SessionId,
        participant: ParticipantId,
        now: Timestamp,
    ) -> Pass {
        let ends = now.plus(self.life).as_millis() / 1_000;
        let username = format!("{ends}:{}", self.pseudonym(session, participant));
        Pass {
            password: self.password(&username),
            username,
            lasts: self.life,
        }
    }

    /// A name and its password for somebody who is in no session and only tries whether the relay is reached; `chance`
    /// tells them from others.
    pub fn issue_for_trial(
        &self,
        chance: [u8; PSEUDONYM_BYTES],
        now: Timestamp,
    ) -> (String, String) {
        let ends = now.plus(TRIAL_LIFE.min(self.life)).as_millis() / 1_000;
        let username = format!("{ends}:{}{TRIAL}", Pseudonym(chance));
        let password = self.password(&username);
        (username, password)
    }

    /// Whose name it is, and its password. That the name is ours shows only when the password does.
    pub(super) fn check(
        &self,
        username: &str,
        now: Timestamp,
    ) -> Result<(Pseudonym, String), Refused> {
        let plain = username.strip_suffix(TRIAL).unwrap_or(username);
        let (_, pseudonym) = plain.split_once(':').ok_or(Refused::Unknown)?;
        let ends = ends(plain).ok_or(Refused::Unknown)?;
        let pseudonym = Pseudonym::parse(pseudonym).ok_or(Refused::Unknown)?;
        if ends < now {
            return Err(Refused::Expired);
        }
        Ok((pseudonym, self.password(username)))
    }

    pub(super) fn pseudonym(&self, session: SessionId, participant: ParticipantId) -> Pseudonym {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect(ANY_LENGTH);
        mac.update(b"pseudonym");
        mac.update(session.as_uuid().as_bytes());
        mac.update(participant.as_uuid().as_bytes());
        let mut bytes = [0; PSEUDONYM_BYTES];
        bytes.copy_from_slice(&mac.finalize().into_bytes()[..PSEUDONYM_BYTES]);
        Pseudonym(bytes)
    }

    fn password(&self, username: &str) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.secret).expect(ANY_LENGTH);
        mac.update(username.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }
}

/// When a name runs out.
fn ends(username: &str) -> Option<Timestamp> {
    let seconds: i64 = username.split(':').next()?.parse().ok()?;
    Some(Timestamp::from_millis(seconds.saturating_mul(1_000)))
}

/// When the trial is over that `username` is for; none when it is somebody's who is in a session.
pub(super) fn trial_ends(username: &str) -> Option<Timestamp> {
    ends(username.strip_suffix(TRIAL)?)
}

const ANY_LENGTH: &str = "HMAC takes a key of any length (RFC 2104 §2)";

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const LIFE: Duration = Duration::from_secs(600);
    const NOW: Timestamp = Timestamp::from_millis(1_763_640_000_000);

    fn credentials() -> Credentials {
        Credentials::new(b"north".to_vec(), LIFE)
    }

    fn ids() -> (SessionId, ParticipantId) {
        (
            SessionId::from_uuid(Uuid::from_u128(1)),
            ParticipantId::from_uuid(Uuid::from_u128(2)),
        )
    }

    #[test]
    fn the_password_is_the_one_that_coturn_computes() {
        // printf 1433895918:sender | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(
            credentials().password("1433895918:sender"),
            "76HUHNsYYOyPeL8W+kySOCHaOJI="
        );
    }

    #[test]
    fn a_name_is_good_until_the_time_that_it_says() {
        let (session, participant) = ids();
        let pass = credentials().issue(session, participant, NOW);
        let (pseudonym, password) = credentials().check(&pass.username, NOW.plus(LIFE)).unwrap();
        assert_eq!(pseudonym, credentials().pseudonym(session, participant));
        assert_eq!(password, pass.password);
        let after = NOW.plus(LIFE + Duration::from_secs(1));
        assert_eq!(
            credentials().check(&pass.username, after),
            Err(Refused::Expired)
        );
    }

    #[test]
    fn another_session_another_participant_and_another_key_make_another_name() {
        let (session, participant) = ids();
        let own = credentials().pseudonym(session, participant);
        let other_session = SessionId::from_uuid(Uuid::from_u128(3));
        let other_participant = ParticipantId::from_uuid(Uuid::from_u128(4));
        let other_key = Credentials::new(b"south".to_vec(), LIFE);
        assert!(own != credentials().pseudonym(other_session, participant));
        assert!(own != credentials().pseudonym(session, other_participant));
        assert!(own != other_key.pseudonym(session, participant));
    }

    #[test]
    fn a_name_tells_nothing_of_the_session() {
        let (session, participant) = ids();
        let name = credentials().issue(session, participant, NOW).username;
        assert!(!name.contains(&session.as_uuid().simple().to_string()));
        assert!(!name.contains(&participant.as_uuid().simple().to_string()));
    }

    #[test]
    fn a_trial_is_told_from_a_seat_and_is_short() {
        let (session, participant) = ids();
        let pass = credentials().issue(session, participant, NOW);
        assert_eq!(trial_ends(&pass.username), None);
        let (username, password) = credentials().issue_for_trial([7; 16], NOW);
        let ends = NOW.plus(TRIAL_LIFE);
        assert_eq!(trial_ends(&username), Some(ends));
        assert_eq!(credentials().check(&username, ends).unwrap().1, password);
        let after = ends.plus(Duration::from_secs(1));
        assert_eq!(credentials().check(&username, after), Err(Refused::Expired));
        // A name without its end is another name.
        let seated = username.strip_suffix(TRIAL).unwrap();
        assert_ne!(credentials().check(seated, NOW).unwrap().1, password);
    }

    #[test]
    fn what_was_never_issued_is_unknown() {
        for wrong in [
            "",
            "1763640000",
            ":",
            "never:00112233445566778899aabbccddeeff",
            "9999999999:00112233445566778899aabbccddeef",
            "9999999999:00112233445566778899aabbccddeeég",
            "9999999999:+0112233445566778899aabbccddee+f0",
        ] {
            assert_eq!(
                credentials().check(wrong, NOW),
                Err(Refused::Unknown),
                "{wrong}"
            );
        }
    }
}
