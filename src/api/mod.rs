//! Server functions: what a page asks and is answered, one a file.
//!
//! Each parses, calls one service, sets a cookie where one is due, and maps the error. The bodies exist in
//! the server's build only; the browser's build has the calls.

mod account_view;
mod calendar_feed;
mod cancel_session;
mod change_password;
mod change_person;
mod change_profile;
mod change_session;
mod change_site_settings;
mod chat_history;
mod close_session;
mod create_session;
mod delete_message;
mod end_login;
mod end_session;
mod error;
mod export_chat;
mod find_session;
mod invite_person;
mod join_session;
mod list_people;
mod list_time_zones;
mod make_token;
mod my_account;
mod my_logins;
mod my_people;
mod my_session;
mod my_sessions;
mod my_tokens;
mod open_sessions;
mod revoke_token;
mod schedule_session;
mod send_chat;
mod session_view;
mod sign_in;
mod sign_out;
mod sign_out_everywhere;
mod sign_up;
mod site_settings;
mod start_live;
mod view_session;
mod view_sign_up;
mod withdraw_invitation;

pub use account_view::{AccountView, InvitationView, PersonView, TokenView};
pub use calendar_feed::{CalendarFeed, calendar_feed};
pub use cancel_session::{CancelSession, cancel_session};
pub use change_password::{ChangePassword, change_password};
pub use change_person::{ChangePerson, change_person};
pub use change_profile::{ChangeProfile, change_profile};
pub use change_session::{ChangeSession, change_session};
pub use change_site_settings::{ChangeSiteSettings, change_site_settings};
pub use chat_history::{ChatHistory, ChatPage, chat_history};
pub use close_session::{CloseSession, close_session};
pub use create_session::{CreateSession, create_session};
pub use delete_message::{DeleteMessage, delete_message};
pub use end_login::{EndLogin, end_login};
pub use end_session::{EndSession, end_session};
pub use error::ApiError;
pub use export_chat::{ExportChat, export_chat};
pub use find_session::{FindSession, find_session};
pub use invite_person::{InvitePerson, MadeInvitation, invite_person};
pub use join_session::{JoinSession, Joined, join_session};
pub use list_people::{ListPeople, PeopleView, list_people};
pub use list_time_zones::{ListTimeZones, list_time_zones};
pub use make_token::{MadeToken, MakeToken, make_token};
pub use my_account::{MyAccount, my_account};
pub use my_logins::{LoginView, MyLogins, my_logins};
pub use my_people::{MyPeople, PersonToAsk, my_people};
pub use my_session::{MySession, MySessionView, my_session};
pub use my_sessions::{MySessions, MySessionsView, my_sessions};
pub use my_tokens::{MyTokens, my_tokens};
pub use open_sessions::{OpenSessions, OpenSessionsView, open_sessions};
pub use revoke_token::{RevokeToken, revoke_token};
pub use schedule_session::{ScheduleSession, schedule_session};
pub use send_chat::{SendChat, send_chat};
pub use session_view::{PersonCard, PlanView, SessionCard, StateView, VisitorCard};
pub use sign_in::{SignIn, sign_in};
pub use sign_out::{SignOut, sign_out};
pub use sign_out_everywhere::{SignOutEverywhere, sign_out_everywhere};
pub use sign_up::{SignUp, sign_up};
pub use site_settings::{SiteSettingsView, ViewSiteSettings, site_settings};
pub use start_live::{LiveCodeView, StartLive, start_live};
pub use view_session::{
    CancelledSession, EndedSession, OpenSession, ScheduledSession, Seat, SessionView, Summary,
    ViewSession, view_session,
};
pub use view_sign_up::{SignUpView, ViewSignUp, view_sign_up};
pub use withdraw_invitation::{WithdrawInvitation, withdraw_invitation};
