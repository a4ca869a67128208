//! People and settings, for admins: who has an account, who is invited, what goes on, and what holds for the site. Plain
//! forms, but for the link that is shown once.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::{
    answered::Answered,
    inviter::Inviter,
    open_sessions::{OpenSessions, SESSIONS},
    state::{BackToStart, NoAnswer, StatePage},
};
use crate::{
    api::{
        ApiError, ChangePerson, ChangeSiteSettings, InvitationView, MakePasswordLink,
        OpenSessionsView, PasswordLink, PeopleView, PersonView, SiteSettingsView,
        WithdrawInvitation, handed_password_link, list_people, open_sessions, site_settings,
    },
    app::{
        components::{
            avatar::Avatar,
            choice_card::ChoiceCard,
            field::TextField,
            icon::Icon,
            moment::Moment,
            once::HandedLink,
            page::Page,
            row_form::RowForm,
            session_art::Art,
            settings_part::{SettingsAnswer, SettingsPart},
        },
        door,
        text::{self, account, admin as words},
        viewer::Viewer,
        wall_clocks::{Times, WallClocks},
    },
    domain::{account::AccountRole, ids::AccountId, site_settings::SignUpPolicy},
    protocol::{error_code::ErrorCode, route::Route},
};

/// The names of the forms in the query; also the ids of their parts.
const PEOPLE: &str = "people";
const INVITATIONS: &str = "invitations";
const SETTINGS: &str = "settings";

/// The page of `/admin`; a guest signs in first.
#[component]
pub fn AdminPage() -> impl IntoView {
    let answered = Answered::read();
    let viewer = Viewer::current();
    let clocks = WallClocks::current();
    Suspend::new(async move {
        let Some(me) = viewer.account.clone() else {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        };
        match Looked::fetch().await {
            Ok(looked) => {
                let times = Times::new(clocks, &me, looked.sessions.server_time);
                draw(me.id, looked, times, &answered)
            }
            Err(error) if error.code == ErrorCode::NotAllowed => {
                door::set_page_status(403);
                view! {
                    <StatePage art=Art::Apart title=words::NOT_FOR_YOU lead=words::NOT_FOR_YOU_LEAD>
                        <div class="actions">
                            <BackToStart/>
                        </div>
                    </StatePage>
                }
                .into_any()
            }
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Admin/> }.into_any()
            }
        }
    })
}

/// What stands on the page.
struct Looked {
    people: PeopleView,
    sessions: OpenSessionsView,
    settings: SiteSettingsView,
    /// A link for a new password that was made just now.
    handed: Option<PasswordLink>,
}

impl Looked {
    async fn fetch() -> Result<Self, ApiError> {
        Ok(Self {
            people: list_people().await?,
            sessions: open_sessions().await?,
            settings: site_settings().await?,
            handed: handed_password_link().await?,
        })
    }
}

fn draw(me: AccountId, looked: Looked, times: Times, answered: &Answered) -> AnyView {
    door::set_page_title(words::TITLE);
    let PeopleView {
        people,
        invitations,
    } = looked.people;
    let people = people
        .into_iter()
        .map(|one| person(one, me))
        .collect::<Vec<_>>();
    let invitations = (!invitations.is_empty()).then(|| {
        let rows = invitations.into_iter().map(invitation).collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    let people_refused = answered.elsewhere(PEOPLE, &[]);
    let invitations_refused = answered.elsewhere(INVITATIONS, &[]);
    let sessions_refused = answered.elsewhere(SESSIONS, &[]);
    let settings = site(looked.settings, answered);
    let handed = looked.handed.map(|made| {
        let title = words::password_link(made.name.as_str());
        view! { <HandedLink title=title link=made.link path=Route::Admin.path()/> }.into_any()
    });
    view! {
        <Page>
            <div class="settings wrap">
                <h1 class="title-1">{words::TITLE}</h1>
                <SettingsPart id=PEOPLE title=words::PEOPLE hint=words::PEOPLE_HINT>
                    <SettingsAnswer refused=people_refused/>
                    {handed}
                    <ul class="rows">{people}</ul>
                </SettingsPart>
                <SettingsPart id=INVITATIONS title=words::INVITE hint=words::INVITE_HINT>
                    <SettingsAnswer refused=invitations_refused/>
                    {invitations}
                    <Inviter/>
                </SettingsPart>
                <OpenSessions sessions=looked.sessions times=times refused=sessions_refused/>
                <SettingsPart id=SETTINGS title=words::SETTINGS hint=words::SETTINGS_HINT>
                    {settings}
                </SettingsPart>
            </div>
        </Page>
    }
    .into_any()
}

/// A person with what can be changed about them.
fn person(person: PersonView, me: AccountId) -> AnyView {
    let name = person.name.to_string();
    let menu = format!("person-{}", person.id);
    let you = (person.id == me).then(
        || view! { <span class="row-you">{format!("({})", words::YOU.to_lowercase())}</span> },
    );
    let disabled = (!person.active)
        .then(|| view! { <span class="badge badge-disabled">{words::DISABLED}</span> });
    let roles = [
        AccountRole::Mentor,
        AccountRole::Learner,
        AccountRole::Admin,
    ]
    .into_iter()
    .filter(|role| *role != person.role)
    .map(|role| {
        let (change, sign) = match role {
            AccountRole::Mentor => ("make_mentor", "people"),
            AccountRole::Learner => ("make_learner", "person"),
            AccountRole::Admin => ("make_admin", "shield"),
        };
        view! { <Change change=change sign=sign words=words::make(role)/> }
    })
    .collect::<Vec<_>>();
    let link = person.active.then(|| {
        view! {
            <button type="submit" class="menu-item" formaction=MakePasswordLink::url()>
                <Icon name="key"/>
                {words::PASSWORD_LINK}
            </button>
        }
        .into_any()
    });
    let last = if person.active {
        view! { <Change change="disable" sign="lock" words=words::DISABLE danger=true/> }
    } else {
        view! { <Change change="enable" sign="check" words=words::ENABLE/> }
    };
    view! {
        <li class="row" data-disabled=(!person.active).then_some("")>
            <Avatar id=person.id.as_uuid() name=person.name/>
            <div class="row-words">
                <p class="row-title">{name.clone()} " " {you}</p>
                <p class="hint">{person.email.to_string()}</p>
            </div>
            <div class="row-badges">
                {disabled}
                <span class=role_class(person.role)>{words::role(person.role)}</span>
            </div>
            <button
                type="button"
                class="icon-button"
                popovertarget=menu.clone()
                aria-label=words::more(&name)
            >
                <Icon name="more"/>
            </button>
            <form class="menu row-menu" id=menu popover="auto" method="post" action=ChangePerson::url()>
                <input type="hidden" name="id" value=person.id.to_string()/>
                {roles}
                <hr class="menu-line"/>
                {link}
                <Change change="end_logins" sign="sign-out" words=words::END_LOGINS/>
                {last}
            </form>
        </li>
    }
    .into_any()
}

fn role_class(role: AccountRole) -> &'static str {
    match role {
        AccountRole::Admin => "badge badge-waiting",
        AccountRole::Mentor => "badge badge-host",
        AccountRole::Learner => "badge",
    }
}

/// One thing that can be changed about a person: a button of their form.
#[component]
fn Change(
    change: &'static str,
    sign: &'static str,
    words: &'static str,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let class = if danger {
        "menu-item menu-item-danger"
    } else {
        "menu-item"
    };
    view! {
        <button type="submit" class=class name="change" value=change>
            <Icon name=sign/>
            {words}
        </button>
    }
    .into_any()
}

/// An invitation that nobody has used yet.
fn invitation(invitation: InvitationView) -> AnyView {
    let words = words::invitation(
        invitation.role,
        invitation.name.as_ref().map(|name| name.as_str()),
        invitation.email.as_ref().map(|email| email.as_str()),
    );
    view! {
        <li class="row">
            <span class="row-sign">
                <Icon name="link"/>
            </span>
            <div class="row-words">
                <p class="row-title">{words.clone()}</p>
                <p class="hint">
                    {words::GOOD_UNTIL} " " <Moment at=invitation.expires_at clock=true/>
                </p>
            </div>
            <RowForm action=WithdrawInvitation::url() id=invitation.id.to_string() label=words::WITHDRAW name=words::withdraw(&words)/>
        </li>
    }
    .into_any()
}

/// What holds for the site.
fn site(view: SiteSettingsView, answered: &Answered) -> AnyView {
    let SiteSettingsView {
        settings,
        most_retention_days: most,
    } = view;
    let days = settings
        .retention_days
        .map(|days| days.to_string())
        .unwrap_or_default();
    let wrong = answered
        .refusal(SETTINGS)
        .filter(|why| *why == ErrorCode::BadRequest)
        .map(|_| words::RETENTION_WRONG);
    let policies = [
        (SignUpPolicy::Open, "open", words::OPEN, "people"),
        (
            SignUpPolicy::ByInvitation,
            "by_invitation",
            words::BY_INVITATION,
            "link",
        ),
        (SignUpPolicy::Closed, "closed", words::CLOSED, "lock"),
    ]
    .map(|(policy, value, title, icon)| {
        view! {
            <ChoiceCard
                name="sign_up"
                value=value
                title=title
                icon=icon
                checked=settings.sign_up == policy
            />
        }
    });
    view! {
        <form class="settings-form" method="post" action=ChangeSiteSettings::url()>
            <SettingsAnswer
                refused=answered.elsewhere(SETTINGS, &[ErrorCode::BadRequest])
                done=answered.is_done(SETTINGS).then_some(account::SAVED)
            />
            <fieldset class="choices">
                <legend class="field-label">{words::WHO_SIGNS_UP}</legend>
                <div class="choices-row choices-row-3">{policies.into_iter().collect::<Vec<_>>()}</div>
            </fieldset>
            <label class="switch-row">
                <span>
                    {words::GUESTS_BEGIN} <span class="hint switch-hint">{words::GUESTS_BEGIN_HINT}</span>
                </span>
                <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    name="guests_may_begin"
                    value="true"
                    checked=settings.guests_may_begin
                />
            </label>
            <TextField
                id="retention"
                name="retention_days"
                label=words::RETENTION
                kind="number"
                value=days
                hint=Some(words::retention_hint(most))
                wrong=wrong
            />
            <button type="submit" class="button button-secondary">
                {account::SAVE}
            </button>
        </form>
    }
    .into_any()
}
