//! How others come in: the link, the picture to scan, the id; and for the host the end of it.

use leptos::{html, prelude::*};

use super::{
    copy_button::CopyButton,
    icon::Icon,
    role_links::RoleLinks,
    session_controls::{SessionControls, TimeLeft},
};
use crate::{
    app::{
        call_view::CallView,
        door,
        text::{self, room as words},
    },
    protocol::route::Route,
};

/// The panel.
#[component]
pub fn SessionPanel(view: CallView) -> impl IntoView {
    let session = view.session.get_value();
    let id = session.id.to_string();
    let link = session.link;
    let taken = view.read(|state| state.people.len() + 1);
    let seats = session.max_participants;
    let moderates = view.moderates();
    let title = match session.title.as_str() {
        "" => text::NAME.to_owned(),
        title => title.to_owned(),
    };

    // Known only in the browser, so it is asked for once the panel is there.
    let can_share = RwSignal::new(false);
    Effect::new(move |_| can_share.set(door::can_share()));
    let share_link = link.clone();
    let share = move |_| door::share(title.clone(), share_link.clone());

    let shown = NodeRef::<html::Input>::new();
    let select = move |_| {
        if let Some(shown) = shown.get_untracked() {
            shown.select();
        }
    };

    view! {
        <div class="rail-scroll session-panel">
            <section class="link-card" aria-labelledby="link-title">
                <div class="link-card-head">
                    <h2 id="link-title">{words::JOIN_LINK}</h2>
                    <span class="hint">{move || words::seats(taken.get(), seats)}</span>
                </div>
                <input
                    class="link-shown"
                    type="text"
                    readonly
                    aria-labelledby="link-title"
                    value=link.clone()
                    node_ref=shown
                    on:focus=select
                />
                <div class="link-actions">
                    <CopyButton
                        what=link
                        label=words::COPY_LINK
                        name=words::COPY_LINK
                        done=words::LINK_COPIED
                        class="button button-44 button-primary"
                    />
                    {move || {
                        can_share
                            .get()
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="button button-44 button-tonal"
                                        on:click=share.clone()
                                    >
                                        <Icon name="share"/>
                                        {words::SHARE}
                                    </button>
                                }
                                    .into_any()
                            })
                    }}
                </div>
            </section>
            {move || moderates.get().then(|| view! { <RoleLinks view=view/> }.into_any())}
            <section class="scan">
                <img
                    class="scan-code"
                    src=Route::QrCode(session.id).path()
                    alt=words::SCAN_ALT
                    width="112"
                    height="112"
                />
                <div>
                    <h2>{words::SCAN}</h2>
                    <p>{words::SCAN_LEAD}</p>
                </div>
            </section>
            <section class="panel-row">
                <div>
                    <p>{words::SESSION_ID}</p>
                    <p class="mono">{id.clone()}</p>
                </div>
                <CopyButton what=id name=words::COPY_ID done=words::ID_COPIED class="icon-button"/>
            </section>
            <TimeLeft view=view/>
            {move || {
                moderates
                    .get()
                    .then(|| {
                        view! {
                            <SessionControls view=view/>
                            <section class="panel-row panel-row-end">
                                <div>
                                    <h2>{words::END}</h2>
                                    <p>{words::END_LEAD}</p>
                                </div>
                                <button
                                    type="button"
                                    class="button button-44 button-tonal"
                                    aria-label=words::END
                                    on:click=move |_| view.ending.set(true)
                                >
                                    {words::END_SHORT}
                                </button>
                            </section>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
    .into_any()
}
