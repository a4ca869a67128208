//! Rules that somebody saves under a name: the form for new ones, and for those that are there. Plain HTML.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::Redirect, hooks::use_params_map};

use super::{
    answered::{Answered, typed},
    state::{NoAnswer, StatePage},
};
use crate::{
    api::{PresetView, SavePreset, my_presets},
    app::{
        components::{
            field::TextField, page::Page, select::Select, session_art::Art,
            settings_part::SettingsAnswer, switch::Switch,
        },
        door,
        text::{self, rules as words, sessions},
        viewer::Viewer,
    },
    domain::{
        door::Door,
        ids::PresetId,
        limits,
        own_preset::PresetForm,
        preset::Preset,
        role::{Grant, Role},
        rules::RuleSet,
    },
    protocol::{
        error_code::ErrorCode,
        preset_query::{PRESET_FORM, PRESETS, TYPED},
        route::Route,
    },
};

/// What the name answers for.
const AT_NAME: [ErrorCode; 2] = [ErrorCode::NameEmpty, ErrorCode::NameTaken];
/// The parts that rules are for.
const PARTS: [(Role, &str); 2] = [
    (Role::Collaborator, "form[collaborator][]"),
    (Role::Viewer, "form[viewer][]"),
];

/// The page of `/account/presets/new`; a guest signs in first.
#[component]
pub fn NewPresetPage() -> impl IntoView {
    let viewer = Viewer::current();
    if viewer.account.is_none() {
        return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
    }
    let filled = refused()
        .unwrap_or_else(|| PresetForm::of(String::new(), &RuleSet::of(Preset::Conversation)));
    draw(None, &filled, &Answered::read())
}

/// The page of `/account/presets/{id}`; somebody else's are as none.
#[component]
pub fn PresetPage() -> impl IntoView {
    let viewer = Viewer::current();
    let (answered, refused) = (Answered::read(), refused());
    let id = use_params_map()
        .with_untracked(|params| params.get("id"))
        .and_then(|id| id.parse::<PresetId>().ok());
    Suspend::new(async move {
        if viewer.account.is_none() {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        }
        let presets = match my_presets().await {
            Ok(presets) => presets,
            Err(error) => {
                let lead = text::refusal(error.code);
                return view! { <NoAnswer why=error.code lead=lead again=Route::Account/> }
                    .into_any();
            }
        };
        match presets.into_iter().find(|preset| Some(preset.id) == id) {
            Some(PresetView { id, name, rules }) => {
                let filled =
                    refused.unwrap_or_else(|| PresetForm::of(name.as_str().to_owned(), &rules));
                draw(Some(id), &filled, &answered)
            }
            None => {
                door::set_page_status(404);
                view! {
                    <StatePage art=Art::Alone title=words::GONE lead=words::GONE_LEAD>
                        <div class="actions">
                            <a class="button button-primary" href=Route::Account.path()>
                                {words::TO_ACCOUNT}
                            </a>
                        </div>
                    </StatePage>
                }
                .into_any()
            }
        }
    })
}

/// What was typed into a form that was refused.
fn refused() -> Option<PresetForm> {
    serde_json::from_str(&typed(TYPED)).ok()
}

fn draw(id: Option<PresetId>, filled: &PresetForm, answered: &Answered) -> AnyView {
    let title = if id.is_some() {
        words::EDIT
    } else {
        words::NEW
    };
    door::set_page_title(title);
    let back = format!("{}#{PRESETS}", Route::Account.path());
    let refused = answered.elsewhere(PRESET_FORM, &AT_NAME);
    let wrong = answered.wrong(PRESET_FORM, &AT_NAME);
    let name = filled.name.clone();
    let (grants, coming_in, limits_of) = (grants(filled), coming_in(filled), limits_of(filled));
    view! {
        <Page>
            <div class="new-session wrap">
                <h1 class="title-1">{title}</h1>
                <form class="new-session-form rules-form" method="post" action=SavePreset::url()>
                    <SettingsAnswer refused=refused/>
                    {id
                        .map(|id| {
                            view! { <input type="hidden" name="id" value=id.to_string()/> }.into_any()
                        })}
                    <TextField
                        id="name"
                        name="form[name]"
                        label=words::NAME
                        max_length=limits::PRESET_NAME_CHARS
                        required=true
                        value=name
                        hint=Some(words::NAME_HINT.to_owned())
                        wrong=wrong
                    />
                    {grants} {coming_in} {limits_of}
                    <div class="new-session-end">
                        <button type="submit" class="button button-primary button-56">
                            {words::SAVE}
                        </button>
                        <a class="button button-quiet button-56" href=back>
                            {text::CANCEL}
                        </a>
                    </div>
                </form>
            </div>
        </Page>
    }
    .into_any()
}

/// A table of boxes: a row for each thing that one can do, a column for each part.
fn grants(filled: &PresetForm) -> AnyView {
    let has = |role, grant| match role {
        Role::Viewer => filled.viewer.contains(&grant),
        _ => filled.collaborator.contains(&grant),
    };
    let rows = Grant::ALL.map(|grant| {
        let boxes = PARTS.map(|(role, name)| {
            view! {
                <td>
                    <label class="grant-box">
                        <span class="unseen">{words::grant_of(role, grant)}</span>
                        <input
                            class="check"
                            type="checkbox"
                            name=name
                            value=grant.word()
                            checked=has(role, grant)
                        />
                    </label>
                </td>
            }
            .into_any()
        });
        view! {
            <tr>
                <th scope="row">{words::grant(grant)}</th>
                {boxes.into_iter().collect::<Vec<_>>()}
            </tr>
        }
        .into_any()
    });
    let heads =
        PARTS.map(|(role, _)| view! { <th scope="col">{words::part(role)}</th> }.into_any());
    view! {
        <fieldset class="choices">
            <legend class="field-label">{words::GRANTS}</legend>
            <table class="grants">
                <thead>
                    <tr>
                        <td></td>
                        {heads.into_iter().collect::<Vec<_>>()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect::<Vec<_>>()}</tbody>
            </table>
            <p class="hint">{words::GRANTS_HINT}</p>
        </fieldset>
    }
    .into_any()
}

fn coming_in(filled: &PresetForm) -> AnyView {
    let doors = [Door::Open, Door::Lobby]
        .map(|door| (door.word().to_owned(), words::door(door).to_owned()))
        .to_vec();
    let parts = PARTS
        .map(|(role, _)| (role.word().to_owned(), words::newcomers(role).to_owned()))
        .to_vec();
    let histories = with_present(&words::HISTORIES, filled.history.parse().ok());
    let histories = std::iter::once(None)
        .chain(histories.into_iter().map(Some))
        .map(|last| (figure(last), words::history(last)))
        .collect::<Vec<_>>();
    let PresetForm {
        guests,
        take_over,
        relay_only,
        ..
    } = *filled;
    let (door, newcomers) = (filled.door.word(), filled.newcomers.word());
    let history = filled.history.clone();
    view! {
        <fieldset class="choices rules-group">
            <legend class="field-label">{words::COMING_IN}</legend>
            <div class="settings-pair">
                <Select
                    id="door"
                    name="form[door]"
                    label=words::DOOR
                    options=doors
                    chosen=door
                />
                <Select
                    id="newcomers"
                    name="form[newcomers]"
                    label=words::NEWCOMERS
                    options=parts
                    chosen=newcomers
                />
                <Select
                    id="history"
                    name="form[history]"
                    label=words::HISTORY
                    options=histories
                    chosen=history
                />
            </div>
            <div class="switch-rows">
                <Switch
                    name="form[guests]"
                    label=words::LET_GUESTS
                    hint=words::LET_GUESTS_HINT
                    checked=guests
                />
                <Switch
                    name="form[take_over]"
                    label=words::LET_TAKE_OVER
                    hint=words::LET_TAKE_OVER_HINT
                    checked=take_over
                />
                <Switch
                    name="form[relay_only]"
                    label=words::LET_RELAY_ONLY
                    hint=words::RELAY_ONLY_HINT
                    checked=relay_only
                />
            </div>
        </fieldset>
    }
    .into_any()
}

fn limits_of(filled: &PresetForm) -> AnyView {
    let options = |all: Vec<u32>, in_words: fn(u32) -> String| {
        all.into_iter()
            .map(|figure| (figure.to_string(), in_words(figure)))
            .collect::<Vec<_>>()
    };
    let mut lengths = vec![(String::new(), words::NO_LENGTH.to_owned())];
    let figures = with_present(&words::LENGTHS, filled.minutes.parse().ok());
    lengths.extend(options(figures, sessions::length));
    let seats = with_present(&words::SEATS, Some(filled.seats));
    let extension = with_present(&words::EXTENSION_LENGTHS, Some(filled.extension_minutes));
    let extensions = with_present(&words::EXTENSIONS, Some(filled.extensions));
    let chosen = [
        filled.minutes.clone(),
        filled.seats.to_string(),
        filled.extension_minutes.to_string(),
        filled.extensions.to_string(),
    ];
    let [minutes, chosen_seats, extension_minutes, chosen_extensions] = chosen;
    view! {
        <fieldset class="choices">
            <legend class="field-label">{words::LIMITS}</legend>
            <div class="settings-pair">
                <Select
                    id="minutes"
                    name="form[minutes]"
                    label=words::LENGTH
                    options=lengths
                    chosen=minutes
                />
                <Select
                    id="seats"
                    name="form[seats]"
                    label=words::SEATS_LABEL
                    options=options(seats, words::seats)
                    chosen=chosen_seats
                />
                <Select
                    id="extension-minutes"
                    name="form[extension_minutes]"
                    label=words::EXTENSION_LENGTH
                    options=options(extension, sessions::length)
                    chosen=extension_minutes
                />
                <Select
                    id="extensions"
                    name="form[extensions]"
                    label=words::EXTENSIONS_LABEL
                    options=options(extensions, words::times)
                    chosen=chosen_extensions
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// The figures to choose from, with the one that holds now.
fn with_present(all: &[u32], present: Option<u32>) -> Vec<u32> {
    let mut all = all.to_vec();
    if let Some(present) = present.filter(|present| !all.contains(present)) {
        all.push(present);
        all.sort_unstable();
    }
    all
}

fn figure(figure: Option<u32>) -> String {
    figure.map_or_else(String::new, |figure| figure.to_string())
}
