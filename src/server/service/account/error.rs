//! Why something about an account was not done, and the stable word for it.

use crate::protocol::error_code::ErrorCode;

/// Why something about an account was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nobody is signed in, or not any more.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// There is no such account, or this is not its password: which of them is not told.
    #[error("the address or the password is wrong")]
    WrongLogin,
    /// This is not the password that they have.
    #[error("the present password is wrong")]
    WrongPassword,
    /// The password is right, but an admin has disabled the account.
    #[error("the account is disabled")]
    Disabled,
    /// This is no e-mail address.
    #[error("this is no e-mail address")]
    EmailMalformed,
    /// Somebody has this address already.
    #[error("there is an account with this address already")]
    EmailTaken,
    /// Nothing is left of the name after cleaning.
    #[error("the name is empty")]
    NameEmpty,
    /// The password is too short, too long, or known from the address or the name.
    #[error(
        "the password has to have 10 to 128 characters, and must not be the address or the name"
    )]
    PasswordRefused,
    /// There is no such time zone.
    #[error("there is no such time zone")]
    TimeZoneUnknown,
    /// Nobody may sign up, or only by invitation.
    #[error("signing up is closed, or by invitation only")]
    SignUpClosed,
    /// The invitation was used, was taken back, is over, is for another address, or never was.
    #[error("the invitation is not good, or not any more")]
    InvitationInvalid,
    /// The link for a new password was used, was replaced, is over, or never was.
    #[error("the link for a new password is not good, or not any more")]
    PasswordLinkInvalid,
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// Without them nobody could look after the server.
    #[error("this is the last admin")]
    LastAdmin,
    /// The token would allow nothing, or last too long or not at all.
    #[error("a token needs a scope, and lasts from a day to a year")]
    TokenMalformed,
    /// A setting is not what it can be.
    #[error("an ended session is kept for a whole number of days, from 1 on")]
    SettingMalformed,
    /// They have as many tokens as one may have.
    #[error("there are too many tokens")]
    TooManyTokens,
    /// They have saved as many rules as one may have.
    #[error("there are too many presets")]
    TooManyPresets,
    /// They have saved other rules under this name.
    #[error("there is a preset of this name already")]
    PresetNameTaken,
    /// They have saved no such rules.
    #[error("there is no such preset")]
    PresetNotFound,
}

impl AccountError {
    /// The stable word for it.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::NotSignedIn => ErrorCode::NotSignedIn,
            Self::WrongLogin => ErrorCode::WrongLogin,
            Self::WrongPassword => ErrorCode::WrongPassword,
            Self::Disabled => ErrorCode::AccountDisabled,
            Self::EmailMalformed => ErrorCode::EmailMalformed,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::NameEmpty => ErrorCode::NameEmpty,
            Self::PasswordRefused => ErrorCode::PasswordRefused,
            Self::TimeZoneUnknown => ErrorCode::TimeZoneUnknown,
            Self::SignUpClosed => ErrorCode::SignUpClosed,
            Self::InvitationInvalid => ErrorCode::InvitationInvalid,
            Self::PasswordLinkInvalid => ErrorCode::PasswordLinkInvalid,
            Self::NotFound => ErrorCode::AccountNotFound,
            Self::LastAdmin => ErrorCode::LastAdmin,
            Self::TokenMalformed | Self::SettingMalformed => ErrorCode::BadRequest,
            Self::TooManyTokens => ErrorCode::TooManyTokens,
            Self::TooManyPresets => ErrorCode::TooManyPresets,
            Self::PresetNameTaken => ErrorCode::NameTaken,
            Self::PresetNotFound => ErrorCode::PresetNotFound,
        }
    }
}
