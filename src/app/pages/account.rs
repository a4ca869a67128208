//! Somebody's own account: profile, password, devices, access tokens. Plain forms, but for what is shown once.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::{answered::Answered, state::NoAnswer, token_maker::TokenMaker};
use crate::{
    api::{
        AccountView, ApiError, ChangePassword, ChangeProfile, DeletePreset, EndLogin, LoginView,
        PresetView, RevokeToken, SignOutEverywhere, TokenView, list_time_zones, my_logins,
        my_presets, my_tokens,
    },
    app::{
        components::{
            field::TextField,
            icon::Icon,
            moment::Moment,
            page::Page,
            password_field::PasswordField,
            row_form::RowForm,
            select::Select,
            settings_part::{SettingsAnswer, SettingsPart},
            time_zone::OfferTimeZone,
        },
        door,
        text::{self, account as words, rules},
        viewer::Viewer,
    },
    domain::{access_token::Scope, account::Language, limits, time_zone::TimeZoneName},
    protocol::{error_code::ErrorCode, preset_query::PRESETS, route::Route},
};

/// The names of the forms in the query; also the ids of their parts.
const PROFILE: &str = "profile";
const PASSWORD: &str = "password";
const DEVICES: &str = "devices";
const TOKENS: &str = "tokens";
/// What the fields answer for.
const AT_NAME: [ErrorCode; 1] = [ErrorCode::NameEmpty];
const AT_PRESENT: [ErrorCode; 1] = [ErrorCode::WrongPassword];
const AT_NEW: [ErrorCode; 1] = [ErrorCode::PasswordRefused];
/// The id of the list of time zones.
const ZONES: &str = "time-zone";

/// The page of `/account`; a guest signs in first.
#[component]
pub fn AccountPage() -> impl IntoView {
    let answered = Answered::read();
    let viewer = Viewer::current();
    Suspend::new(async move {
        let Some(account) = viewer.account.clone() else {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        };
        match Belongings::fetch().await {
            Ok(belongings) => draw(account, belongings, &answered),
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Account/> }.into_any()
            }
        }
    })
}

/// What belongs to an account.
struct Belongings {
    zones: Vec<TimeZoneName>,
    logins: Vec<LoginView>,
    tokens: Vec<TokenView>,
    presets: Vec<PresetView>,
}

impl Belongings {
    async fn fetch() -> Result<Self, ApiError> {
        Ok(Self {
            zones: list_time_zones().await?,
            logins: my_logins().await?,
            tokens: my_tokens().await?,
            presets: my_presets().await?,
        })
    }
}

fn draw(account: AccountView, belongings: Belongings, answered: &Answered) -> AnyView {
    door::set_page_title(words::TITLE);
    let Belongings {
        zones,
        logins,
        tokens,
        presets,
    } = belongings;
    let profile = profile(&account, zones, answered);
    let password = password(&account, answered);
    let devices = devices(logins, answered);
    let tokens = access_tokens(tokens, answered);
    let presets = own_rules(presets, answered);
    view! {
        <Page>
            <div class="settings wrap">
                <h1 class="title-1">{words::TITLE}</h1>
                <SettingsPart id=PROFILE title=words::PROFILE hint=words::PROFILE_HINT>
                    {profile}
                </SettingsPart>
                <SettingsPart id=PASSWORD title=words::PASSWORD hint=words::PASSWORD_HINT>
                    {password}
                </SettingsPart>
                <SettingsPart id=PRESETS title=rules::PRESETS hint=rules::PRESETS_HINT>
                    {presets}
                </SettingsPart>
                <SettingsPart id=DEVICES title=words::DEVICES hint=words::DEVICES_HINT>
                    {devices}
                </SettingsPart>
                <SettingsPart id=TOKENS title=words::TOKENS hint=words::TOKENS_HINT>
                    {tokens}
                </SettingsPart>
            </div>
        </Page>
    }
    .into_any()
}

fn profile(account: &AccountView, zones: Vec<TimeZoneName>, answered: &Answered) -> AnyView {
    let chosen = account.time_zone.to_string();
    // A zone that has lost its place in the list is still theirs.
    let mut names: Vec<String> = zones.into_iter().map(String::from).collect();
    if !names.contains(&chosen) {
        names.insert(0, chosen.clone());
    }
    let zones = names
        .into_iter()
        .map(|zone| (zone.clone(), words::zone_name(&zone)))
        .collect::<Vec<_>>();
    let languages = Language::ALL
        .map(|language| {
            (
                language.tag().to_owned(),
                text::language(language).to_owned(),
            )
        })
        .to_vec();
    view! {
        <form class="settings-form" method="post" action=ChangeProfile::url()>
            <SettingsAnswer
                refused=answered.elsewhere(PROFILE, &AT_NAME)
                done=answered.is_done(PROFILE).then_some(words::SAVED)
            />
            <TextField
                id="name"
                name="name"
                label=words::NAME
                max_length=limits::NAME_CHARS
                autocomplete="name"
                required=true
                value=account.name.to_string()
                hint=Some(words::NAME_HINT.to_owned())
                wrong=answered.wrong(PROFILE, &AT_NAME)
            />
            <div class="settings-pair">
                <Select
                    id="language"
                    name="language"
                    label=words::LANGUAGE
                    options=languages
                    chosen=account.language.tag()
                />
                <div class="field">
                    <Select
                        id=ZONES
                        name="time_zone"
                        label=words::TIME_ZONE
                        options=zones
                        chosen=chosen.clone()
                    />
                    <OfferTimeZone chosen=chosen list=ZONES/>
                </div>
            </div>
            <button type="submit" class="button button-primary">
                {words::SAVE}
            </button>
        </form>
    }
    .into_any()
}

fn password(account: &AccountView, answered: &Answered) -> AnyView {
    let at_fields = [AT_PRESENT, AT_NEW].concat();
    view! {
        <form class="settings-form" method="post" action=ChangePassword::url()>
            <SettingsAnswer
                refused=answered.elsewhere(PASSWORD, &at_fields)
                done=answered.is_done(PASSWORD).then_some(words::PASSWORD_CHANGED)
            />
            // Tells a keeper of passwords whose it is.
            <input type="text" hidden autocomplete="username" value=account.email.to_string()/>
            <div class="settings-pair">
                <PasswordField
                    id="present"
                    name="present"
                    label=words::PRESENT_PASSWORD
                    new=false
                    wrong=answered.wrong(PASSWORD, &AT_PRESENT).map(str::to_owned)
                />
                <PasswordField
                    id="new"
                    name="new"
                    label=words::NEW_PASSWORD
                    new=true
                    hint=Some(words::password_hint())
                    wrong=answered.wrong(PASSWORD, &AT_NEW).map(str::to_owned)
                />
            </div>
            <button type="submit" class="button button-secondary">
                {words::CHANGE_PASSWORD}
            </button>
        </form>
    }
    .into_any()
}

fn own_rules(presets: Vec<PresetView>, answered: &Answered) -> AnyView {
    let list = if presets.is_empty() {
        view! { <p class="quiet">{rules::NO_PRESETS}</p> }.into_any()
    } else {
        let rows = presets.into_iter().map(own_rule).collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <SettingsAnswer
            refused=answered.elsewhere(PRESETS, &[])
            done=answered.is_done(PRESETS).then_some(rules::PRESETS_SAVED)
        />
        {list}
        <div class="settings-end">
            <a class="button button-secondary button-44" href=Route::NewPreset.path()>
                <Icon name="plus"/>
                {rules::NEW}
            </a>
        </div>
    }
    .into_any()
}

fn own_rule(preset: PresetView) -> AnyView {
    let name = preset.name.as_str().to_owned();
    view! {
        <li class="row">
            <span class="row-sign">
                <Icon name="sliders"/>
            </span>
            <div class="row-words">
                <p class="row-title">{name.clone()}</p>
                <p class="hint">{rules::summary(&preset.rules)}</p>
            </div>
            <div class="row-actions">
                <a
                    class="button button-quiet button-44"
                    href=Route::Preset(preset.id).path()
                    aria-label=rules::change(&name)
                >
                    {rules::CHANGE}
                </a>
                <RowForm
                    action=DeletePreset::url()
                    id=preset.id.to_string()
                    label=rules::DELETE
                    name=rules::delete(&name)
                />
            </div>
        </li>
    }
    .into_any()
}

fn devices(logins: Vec<LoginView>, answered: &Answered) -> AnyView {
    let refused = answered.elsewhere(DEVICES, &[]);
    let rows = logins.into_iter().map(device).collect::<Vec<_>>();
    view! {
        <SettingsAnswer refused=refused/>
        <ul class="rows">{rows}</ul>
        <form class="settings-end" method="post" action=SignOutEverywhere::url()>
            <button type="submit" class="button button-secondary button-44">
                {words::SIGN_OUT_EVERYWHERE}
            </button>
        </form>
    }
    .into_any()
}

fn device(login: LoginView) -> AnyView {
    let name = words::device(&login.browser, &login.system);
    let end = if login.here {
        view! { <span class="badge badge-here">{words::THIS_DEVICE}</span> }.into_any()
    } else {
        view! {
            <RowForm action=EndLogin::url() id=login.id.to_string() label=words::SIGN_OUT name=words::sign_out_of(&name)/>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <span class="row-sign">
                <Icon name="screen"/>
            </span>
            <div class="row-words">
                <p class="row-title">{name}</p>
                <p class="hint">{words::LAST_USED} " " <Moment at=login.last_used_at clock=true/></p>
            </div>
            {end}
        </li>
    }
    .into_any()
}

fn access_tokens(tokens: Vec<TokenView>, answered: &Answered) -> AnyView {
    let refused = answered.elsewhere(TOKENS, &[]);
    let list = if tokens.is_empty() {
        view! { <p class="quiet">{words::NO_TOKENS}</p> }.into_any()
    } else {
        let rows = tokens.into_iter().map(access_token).collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <SettingsAnswer refused=refused/>
        {list}
        <TokenMaker/>
        <p class="hint">
            <a class="link" href=Route::Api.path()>
                {words::ABOUT_API}
            </a>
        </p>
    }
    .into_any()
}

fn access_token(token: TokenView) -> AnyView {
    let name = token.name.as_str().to_owned();
    let may = Vec::<Scope>::from(token.scopes)
        .into_iter()
        .map(words::scope)
        .collect::<Vec<_>>()
        .join(", ");
    let used = match token.last_used_at {
        None => words::NEVER_USED.into_any(),
        Some(at) => {
            view! { {words::LAST_USED.to_lowercase()} " " <Moment at=at clock=true/> }.into_any()
        }
    };
    view! {
        <li class="row">
            <span class="row-sign">
                <Icon name="key"/>
            </span>
            <div class="row-words">
                <p class="row-title">{name.clone()}</p>
                <p class="hint">{may}</p>
                <p class="hint">
                    {words::UNTIL} " " <Moment at=token.expires_at clock=false/> ", " {used}
                </p>
            </div>
            <RowForm action=RevokeToken::url() id=token.id.to_string() label=words::REVOKE name=words::revoke(&name)/>
        </li>
    }
    .into_any()
}
