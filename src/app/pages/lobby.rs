//! Before the call: one's own picture, the session, one's name. Going in works with no device at all.

use leptos::{ev, html, prelude::*, server_fn::ServerFn};

use crate::{
    api::{JoinSession, Seat, join_session},
    app::{
        asking::Asking,
        call_view::CallView,
        components::{
            avatar::Avatar,
            banner::Refusal,
            check_link::check_link,
            field::TextField,
            form::PostForm,
            icon::icon,
            no_script::NoScript,
            page::Page,
            preview::{Preview, devices_problem},
            submit_button::SubmitButton,
        },
        door,
        text::{self, join as words},
        viewer::Viewer,
    },
    call::call_state::Phase,
    domain::limits,
    protocol::{error_code::ErrorCode, route::Route},
};

/// The page.
#[component]
pub fn Lobby(view: CallView) -> impl IntoView {
    let session = view.session.get_value();
    let kind = session.kind;
    let publishes = session.grants.publishes();
    let join = Asking::default();
    let name = NodeRef::<html::Input>::new();

    Effect::new(move |_| {
        if let (Some(input), Some(saved)) = (name.get(), door::saved_name())
            && input.value().is_empty()
        {
            input.set_value(&saved);
        }
    });
    let blocked = devices_problem(view);
    let knocks = session.knocks;
    let label = Signal::derive(move || {
        if knocks {
            words::KNOCK.to_owned()
        } else if blocked.get().is_some() {
            words::join_without(kind).to_owned()
        } else {
            words::JOIN.to_owned()
        }
    });
    let going_in = view.read(|state| state.phase == Phase::Entering);
    let busy = Signal::derive(move || join.busy().get() || going_in.get());

    let id = session.id;
    let code = session.code.clone();
    let submit = Callback::new(move |event: ev::SubmitEvent| {
        let Some(name) = name.get_untracked() else {
            return;
        };
        event.prevent_default();
        door::save_name(name.value().trim());
        if !busy.get_untracked() {
            let asked = join_session(id, name.value(), code.clone());
            join.ask(asked, move |joined| {
                match joined.map_err(|error| error.code) {
                    Ok(_) => view.call.enter(),
                    // The page itself says why, and what to do.
                    Err(
                        ErrorCode::SessionFull
                        | ErrorCode::SessionLocked
                        | ErrorCode::SessionEnded
                        | ErrorCode::Removed
                        | ErrorCode::NotAdmitted,
                    ) => door::go_to(&Route::Join(id).path()),
                    Err(_) => {}
                }
            });
        }
    });

    let live = RwSignal::new(words::LIVE.to_owned());
    let clock = door::every(30_000);
    let started_at = session.started_at;
    Effect::new(move |_| {
        clock.track();
        live.set(words::live_for(
            door::now().since(started_at).as_secs() / 60,
        ));
    });

    let title = match session.title.as_str() {
        "" => text::UNTITLED.to_owned(),
        title => title.to_owned(),
    };
    view! {
        <Page class="main main-centred">
                <div class="join wrap">
                    <Preview view=view/>
                    <div>
                        <div class="join-about">
                            <span class="badge badge-live">{live}</span>
                            <h1 class="title-2">{title}</h1>
                            <p class="lead">{words::with(session.host_name.as_str())}</p>
                            <Inside seats=session.inside/>
                        </div>
                        <PostForm class="join-form" action=JoinSession::url() submit=submit>
                            <input type="hidden" name="id" value=session.id.to_string()/>
                            <input type="hidden" name="code" value=session.code/>
                            <TextField
                                id="name"
                                name="name"
                                label=words::YOUR_NAME
                                max_length=limits::NAME_CHARS
                                hint=Some(words::guest_hint(session.guest_name.as_str()))
                                autocomplete="name"
                                value=Viewer::current().name()
                                node_ref=name
                            />
                            <SubmitButton
                                label=label
                                busy_label=words::JOINING
                                busy=busy
                                class="button button-primary button-56 button-wide"
                            />
                        </PostForm>
                        <Refusal why=join.refusal_words()/>
                        <p class="join-note">
                            {move || {
                                icon(if blocked.get().is_some() { "info" } else { "person" }, "")
                            }}
                            {move || {
                                if blocked.get().is_some() {
                                    view! { <span>{words::WITHOUT_DEVICES}</span> }.into_any()
                                } else {
                                    let [before, part, after] = if publishes {
                                        words::may(kind)
                                    } else {
                                        words::MAY_WATCH
                                    };
                                    view! { <span>{before} <b>{part}</b> {after}</span> }.into_any()
                                }
                            }}
                        </p>
                        <p class="join-check">{check_link("link")}</p>
                        <NoScript text=words::NO_SCRIPT/>
                    </div>
                </div>
        </Page>
    }
    .into_any()
}

/// Who is in there already.
#[component]
fn Inside(seats: Vec<Seat>) -> impl IntoView {
    let names: Vec<&str> = seats
        .iter()
        .filter_map(|seat| seat.name.as_str().split(' ').next())
        .collect();
    let sentence = words::inside(&names);
    let avatars = seats
        .iter()
        .take(4)
        .map(|seat| {
            view! { <Avatar id=seat.id.as_uuid() name=seat.name.clone() class="avatar avatar-32"/> }
                .into_any()
        })
        .collect_view();
    let some = !seats.is_empty();
    view! {
        <p class="join-inside">
            {some.then(|| view! { <span class="avatars">{avatars}</span> }.into_any())}
            <span>{sentence}</span>
        </p>
    }
    .into_any()
}
