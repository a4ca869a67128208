//! The database by itself: people who sign in, and what opens a door for them.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        access_token::{AccessToken, Scope, Scopes, TokenName},
        account::{Account, AccountRole, AccountState},
        clock::Timestamp,
        ids::{AccessTokenId, InvitationId, LoginId},
        invitation::Invitation,
        limits,
        login::{Device, Login},
        participant::DisplayName,
        password_reset::PasswordReset,
        site_settings::{SignUpPolicy, SiteSettings},
        time_zone::TimeZoneName,
    },
    server::storage::Storage,
};

use crate::support::{START, TestFolder, account};

const SECOND: Duration = Duration::from_secs(1);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn login(number: u128, account: &Account, at: Timestamp) -> Login {
    let device = Device {
        browser: "Firefox".to_owned(),
        system: String::new(),
    };
    Login::begin(LoginId::from_uuid(id(number)), account.id, device, at)
}

fn invitation(number: u128, by: &Account, at: Timestamp) -> Invitation {
    Invitation {
        id: InvitationId::from_uuid(id(number)),
        invited_by: by.id,
        role: AccountRole::Learner,
        email: None,
        to: None,
        created_at: at,
        expires_at: at.plus(limits::INVITATION_LIFE),
    }
}

fn token(number: u128, account: &Account, at: Timestamp) -> AccessToken {
    AccessToken {
        id: AccessTokenId::from_uuid(id(number)),
        account_id: account.id,
        name: TokenName::clean("Calendar script").unwrap(),
        scopes: Scopes::new(vec![Scope::SessionsRead]).unwrap(),
        created_at: at,
        expires_at: at.plus(SECOND * 60),
        last_used_at: None,
    }
}

fn hash(number: u8) -> [u8; 32] {
    [number; 32]
}

/// A database with the accounts 1 and 2.
async fn seeded(folder: &TestFolder) -> (Storage, Account, Account) {
    let storage = Storage::open(&folder.path().join("test.db")).await.unwrap();
    let (one, two) = (account(1), account(2));
    let mut write = storage.begin().await.unwrap();
    for person in [&one, &two] {
        assert!(write.insert_account(person, "$hash").await.unwrap());
    }
    write.commit().await.unwrap();
    (storage, one, two)
}

#[tokio::test]
async fn an_account_is_found_as_it_was_stored() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let found = storage.find_account(one.id).await.unwrap().unwrap();
    assert_eq!(
        (found.account, found.password_hash.as_str()),
        (one, "$hash")
    );
    let found = storage.find_account_by_email(&two.email).await.unwrap();
    assert_eq!(found.unwrap().account, two);
    let nobody = account(3);
    assert!(storage.find_account(nobody.id).await.unwrap().is_none());
    let found = storage.find_account_by_email(&nobody.email).await.unwrap();
    assert!(found.is_none());
}

#[tokio::test]
async fn an_address_belongs_to_one_account() {
    let folder = TestFolder::new();
    let (storage, one, _) = seeded(&folder).await;
    let mut write = storage.begin().await.unwrap();
    let again = Account {
        email: one.email.clone(),
        ..account(3)
    };
    assert!(!write.insert_account(&again, "$other").await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(storage.list_accounts().await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_empty_database_has_no_account() {
    let folder = TestFolder::new();
    let storage = Storage::open(&folder.path().join("test.db")).await.unwrap();
    assert!(!storage.has_accounts().await.unwrap());
    let mut write = storage.begin().await.unwrap();
    assert!(!write.has_accounts().await.unwrap());
    write.insert_account(&account(1), "$hash").await.unwrap();
    assert!(write.has_accounts().await.unwrap());
    assert!(!storage.has_accounts().await.unwrap(), "not yet committed");
    write.commit().await.unwrap();
    assert!(storage.has_accounts().await.unwrap());
}

#[tokio::test]
async fn what_may_change_of_an_account_changes_and_the_rest_stays() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let changed = Account {
        name: DisplayName::clean("aa").unwrap(),
        role: AccountRole::Admin,
        time_zone: TimeZoneName::utc(),
        state: AccountState::Disabled { since: START },
        ..two.clone()
    };
    let mut write = storage.begin().await.unwrap();
    write.update_account(&changed).await.unwrap();
    write.set_password_hash(two.id, "$new").await.unwrap();
    let seen = write.find_account(two.id).await.unwrap();
    assert_eq!(seen, Some(changed.clone()));
    write.commit().await.unwrap();
    let found = storage.find_account(two.id).await.unwrap().unwrap();
    assert_eq!(
        (&found.account, found.password_hash.as_str()),
        (&changed, "$new")
    );
    let found = storage.find_account(one.id).await.unwrap().unwrap();
    assert_eq!(
        (&found.account, found.password_hash.as_str()),
        (&one, "$hash")
    );
    // By name, whatever the case.
    assert_eq!(storage.list_accounts().await.unwrap(), [changed, one]);
}

#[tokio::test]
async fn admins_who_are_disabled_do_not_count() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let mut write = storage.begin().await.unwrap();
    assert_eq!(write.count_active_admins().await.unwrap(), 0);
    for (person, state) in [
        (one, AccountState::Active),
        (two, AccountState::Disabled { since: START }),
    ] {
        let role = AccountRole::Admin;
        let admin = Account {
            role,
            state,
            ..person
        };
        write.update_account(&admin).await.unwrap();
    }
    assert_eq!(write.count_active_admins().await.unwrap(), 1);
}

#[tokio::test]
async fn a_login_is_found_until_it_is_over() {
    let folder = TestFolder::new();
    let (storage, one, _) = seeded(&folder).await;
    let begun = login(10, &one, START);
    let mut write = storage.begin().await.unwrap();
    write.insert_login(&begun, hash(1)).await.unwrap();
    write.commit().await.unwrap();
    let found = storage.find_login(hash(1), START).await.unwrap();
    assert_eq!(found, Some((begun.clone(), one.clone())));
    assert_eq!(storage.find_login(hash(2), START).await.unwrap(), None);
    assert_eq!(
        storage.find_login(hash(1), begun.expires_at).await.unwrap(),
        None
    );

    let used = begun.used(START.plus(limits::NOTE_USE_EVERY)).unwrap();
    let mut write = storage.begin().await.unwrap();
    write.note_login_use(&used).await.unwrap();
    write.commit().await.unwrap();
    let found = storage.find_login(hash(1), begun.expires_at).await.unwrap();
    assert_eq!(found, Some((used, one)), "a use makes it last");
}

#[tokio::test]
async fn a_disabled_account_is_signed_in_nowhere_and_its_tokens_open_nothing() {
    let folder = TestFolder::new();
    let (storage, one, _) = seeded(&folder).await;
    let mut write = storage.begin().await.unwrap();
    write
        .insert_login(&login(10, &one, START), hash(1))
        .await
        .unwrap();
    write
        .insert_token(&token(20, &one, START), hash(2))
        .await
        .unwrap();
    let state = AccountState::Disabled { since: START };
    write
        .update_account(&Account { state, ..one })
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.find_login(hash(1), START).await.unwrap(), None);
    assert_eq!(storage.find_token(hash(2), START).await.unwrap(), None);
}

#[tokio::test]
async fn logins_are_listed_and_ended_for_their_own_account_only() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let later = START.plus(SECOND);
    let (first, second) = (login(10, &one, START), login(11, &one, later));
    let (third, other) = (login(12, &one, START), login(13, &two, START));
    let mut write = storage.begin().await.unwrap();
    for (number, login) in (1..).zip([&first, &second, &third, &other]) {
        write.insert_login(login, hash(number)).await.unwrap();
    }
    assert!(!write.delete_login(one.id, other.id).await.unwrap());
    assert!(write.delete_login(one.id, first.id).await.unwrap());
    assert!(!write.delete_login(one.id, first.id).await.unwrap());
    write.commit().await.unwrap();
    let listed = storage.list_logins(one.id, later).await.unwrap();
    assert_eq!(listed, [second, third.clone()], "the last used first");
    let over = third.expires_at;
    assert_eq!(storage.list_logins(one.id, over).await.unwrap().len(), 1);

    let mut write = storage.begin().await.unwrap();
    write.delete_login_by_secret(hash(3)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.list_logins(one.id, later).await.unwrap().len(), 1);
    let mut write = storage.begin().await.unwrap();
    write.delete_logins(one.id).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.list_logins(one.id, later).await.unwrap(), []);
    assert_eq!(storage.list_logins(two.id, later).await.unwrap(), [other]);
}

#[tokio::test]
async fn of_too_many_logins_those_used_longest_ago_end() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let mut write = storage.begin().await.unwrap();
    for number in 1..=4 {
        let at = START.plus(SECOND * u32::from(number));
        let login = login(10 + u128::from(number), &one, at);
        write.insert_login(&login, hash(number)).await.unwrap();
    }
    let other = login(20, &two, START);
    write.insert_login(&other, hash(9)).await.unwrap();
    write.delete_oldest_logins(one.id, 2).await.unwrap();
    write.commit().await.unwrap();
    let listed = storage.list_logins(one.id, START).await.unwrap();
    let ids: Vec<Uuid> = listed.iter().map(|login| login.id.as_uuid()).collect();
    assert_eq!(ids, [id(14), id(13)]);
    assert_eq!(storage.list_logins(two.id, START).await.unwrap(), [other]);
}

#[tokio::test]
async fn an_invitation_is_good_once_and_until_it_is_over() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let open = invitation(30, &one, START);
    let bound = Invitation {
        email: Some(two.email.clone()),
        ..invitation(31, &one, START.plus(SECOND))
    };
    let back = invitation(32, &one, START);
    let mut write = storage.begin().await.unwrap();
    for (number, invitation) in (1..).zip([&open, &bound, &back]) {
        write
            .insert_invitation(invitation, hash(number))
            .await
            .unwrap();
    }
    write.delete_invitation(back.id).await.unwrap();
    write.commit().await.unwrap();
    let listed = storage.list_invitations(START).await.unwrap();
    assert_eq!(listed, [bound.clone(), open.clone()]);
    let found = storage.find_invitation(hash(2), START).await.unwrap();
    assert_eq!(found, Some(bound.clone()));
    assert_eq!(storage.find_invitation(hash(3), START).await.unwrap(), None);
    let over = open.expires_at;
    assert_eq!(storage.find_invitation(hash(1), over).await.unwrap(), None);
    assert_eq!(storage.list_invitations(over).await.unwrap(), [bound]);

    let mut write = storage.begin().await.unwrap();
    assert_eq!(write.take_invitation(hash(1), over).await.unwrap(), None);
    let taken = write.take_invitation(hash(1), START).await.unwrap();
    assert_eq!(taken, Some(open));
    assert_eq!(write.take_invitation(hash(1), START).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_is_found_until_it_is_over_or_revoked() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let (kept, revoked) = (token(20, &one, START), token(21, &one, START));
    let mut write = storage.begin().await.unwrap();
    write.insert_token(&kept, hash(1)).await.unwrap();
    write.insert_token(&revoked, hash(2)).await.unwrap();
    assert_eq!(write.list_tokens(one.id, START).await.unwrap().len(), 2);
    assert!(!write.delete_token(two.id, revoked.id).await.unwrap());
    assert!(write.delete_token(one.id, revoked.id).await.unwrap());
    let later = START.plus(SECOND);
    write.note_token_use(kept.id, later).await.unwrap();
    write.commit().await.unwrap();
    let used = AccessToken {
        last_used_at: Some(later),
        ..kept
    };
    let found = storage.find_token(hash(1), START).await.unwrap();
    assert_eq!(found, Some((used.clone(), one.clone())));
    assert_eq!(storage.find_token(hash(2), START).await.unwrap(), None);
    let over = used.expires_at;
    assert_eq!(storage.find_token(hash(1), over).await.unwrap(), None);
    assert_eq!(storage.list_tokens(one.id, START).await.unwrap(), [used]);
    assert_eq!(storage.list_tokens(one.id, over).await.unwrap(), []);
    assert_eq!(storage.list_tokens(two.id, START).await.unwrap(), []);
}

#[tokio::test]
async fn an_account_has_one_link_for_a_new_password_and_none_while_it_is_disabled() {
    let folder = TestFolder::new();
    let (storage, one, two) = seeded(&folder).await;
    let reset = PasswordReset::begin(one.id, START);
    let newer = PasswordReset::begin(one.id, START.plus(SECOND));
    let other = PasswordReset::begin(two.id, START);
    let mut write = storage.begin().await.unwrap();
    for (reset, number) in [(reset, 1), (newer, 2), (other, 3)] {
        write
            .put_password_reset(&reset, hash(number))
            .await
            .unwrap();
    }
    write.commit().await.unwrap();
    let find = async |number: u8, at| storage.find_password_reset(hash(number), at).await.unwrap();
    assert_eq!(find(1, START).await, None);
    assert_eq!(find(2, START).await, Some((newer, one.clone())));
    assert_eq!(find(2, newer.expires_at).await, None);

    let mut write = storage.begin().await.unwrap();
    let over = newer.expires_at;
    assert_eq!(
        write.take_password_reset(hash(2), over).await.unwrap(),
        None
    );
    let taken = write.take_password_reset(hash(2), START).await.unwrap();
    assert_eq!(taken, Some(newer));
    assert_eq!(
        write.take_password_reset(hash(2), START).await.unwrap(),
        None
    );
    let since = START.plus(SECOND);
    let disabled = Account {
        state: AccountState::Disabled { since },
        ..two.clone()
    };
    write.update_account(&disabled).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(find(3, START).await, None);

    let mut write = storage.begin().await.unwrap();
    write.update_account(&two).await.unwrap();
    write.delete_password_reset(one.id).await.unwrap();
    let almost = START.plus(SECOND);
    assert_eq!(
        write.delete_expired_password_resets(almost).await.unwrap(),
        0
    );
    write.commit().await.unwrap();
    assert_eq!(find(3, START).await, Some((other, two.clone())));
    let mut write = storage.begin().await.unwrap();
    write.delete_password_reset(two.id).await.unwrap();
    write.put_password_reset(&reset, hash(4)).await.unwrap();
    let over = reset.expires_at;
    assert_eq!(write.delete_expired_password_resets(over).await.unwrap(), 1);
    write.commit().await.unwrap();
    assert_eq!(find(3, START).await, None);
}

#[tokio::test]
async fn what_is_over_is_deleted_and_what_is_not_stays() {
    let folder = TestFolder::new();
    let (storage, one, _) = seeded(&folder).await;
    let later = START.plus(SECOND);
    let mut write = storage.begin().await.unwrap();
    for (number, at) in [(1, START), (2, later)] {
        let key = u128::from(number);
        let login = login(10 + key, &one, at);
        write.insert_login(&login, hash(number)).await.unwrap();
        let invitation = invitation(30 + key, &one, at);
        write
            .insert_invitation(&invitation, hash(number))
            .await
            .unwrap();
        let token = token(20 + key, &one, at);
        write.insert_token(&token, hash(number)).await.unwrap();
    }
    let over = START.plus(limits::LOGIN_LIFE);
    assert_eq!(write.delete_expired_logins(over).await.unwrap(), 1);
    let over = START.plus(limits::INVITATION_LIFE);
    assert_eq!(write.delete_expired_invitations(over).await.unwrap(), 1);
    let over = START.plus(SECOND * 60);
    assert_eq!(write.delete_expired_tokens(over).await.unwrap(), 1);
    write.commit().await.unwrap();
    assert!(storage.find_login(hash(2), START).await.unwrap().is_some());
    assert!(
        storage
            .find_invitation(hash(2), START)
            .await
            .unwrap()
            .is_some()
    );
    assert!(storage.find_token(hash(2), START).await.unwrap().is_some());
}

#[tokio::test]
async fn settings_are_as_they_come_until_they_are_changed() {
    let folder = TestFolder::new();
    let (storage, ..) = seeded(&folder).await;
    let usual = SiteSettings::default();
    assert_eq!(storage.read_site_settings().await.unwrap(), usual);
    for sign_up in [SignUpPolicy::Open, SignUpPolicy::Closed] {
        let changed = SiteSettings {
            sign_up,
            guests_may_begin: false,
            retention_days: Some(7),
        };
        let mut write = storage.begin().await.unwrap();
        write.put_site_settings(changed).await.unwrap();
        assert_eq!(write.read_site_settings().await.unwrap(), changed);
        write.commit().await.unwrap();
        assert_eq!(storage.read_site_settings().await.unwrap(), changed);
    }
}
