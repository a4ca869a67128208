//! What tests of a floor by itself make by hand, where no use case makes it for them.

use uuid::Uuid;
use visavis::domain::{
    account::{Account, AccountRole, AccountState, Language},
    clock::Timestamp,
    email_address::EmailAddress,
    ids::{AccountId, LocalRef},
    participant::DisplayName,
    time_zone::TimeZoneName,
};

/// When all of it begins.
pub const START: Timestamp = Timestamp::from_millis(1_763_640_000_000);

/// Somebody who signs in; the number tells them from others.
pub fn account(number: u128) -> Account {
    Account {
        id: AccountId::from_uuid(Uuid::from_u128(number)),
        email: EmailAddress::parse(&format!("p{number}@example.org")).unwrap(),
        name: DisplayName::clean(&format!("P{number}")).unwrap(),
        role: AccountRole::Mentor,
        time_zone: TimeZoneName::parse("Europe/Lisbon").unwrap(),
        language: Language::English,
        created_at: START,
        state: AccountState::Active,
    }
}

/// What a page calls a message before the room has numbered it.
pub fn local_ref(number: u128) -> LocalRef {
    LocalRef::from_uuid(Uuid::from_u128(number))
}
