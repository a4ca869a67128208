//! The secret address under which calendar programs read somebody's sessions; made anew, it is shown once.

use leptos::prelude::*;

use super::{banner::Refusal, copy_button::CopyButton, icon::Icon};
use crate::{
    api::calendar_feed,
    app::{asking::Asking, text::sessions as words},
};

/// The card.
#[island(lazy)]
pub fn CalendarAddress() -> impl IntoView {
    let make = Asking::default();
    let busy = make.busy();
    let address = RwSignal::new(None::<String>);
    let label = move || match (busy.get(), address.with(Option::is_some)) {
        (true, _) => words::MAKING_ADDRESS,
        (false, true) => words::RENEW_ADDRESS,
        (false, false) => words::MAKE_ADDRESS,
    };
    view! {
        <section class="calendar-card" aria-labelledby="calendar">
            <span class="row-sign">
                <Icon name="calendar"/>
            </span>
            <div class="calendar-words">
                <h2 class="title-4" id="calendar">
                    {words::CALENDAR}
                </h2>
                <p>{words::CALENDAR_LEAD}</p>
                {move || {
                    address
                        .get()
                        .map(|address| {
                            view! {
                                <p class="once-secret mono">{address.clone()}</p>
                                <CopyButton
                                    what=address
                                    label=words::COPY_ADDRESS
                                    name=words::COPY_ADDRESS
                                    done=words::ADDRESS_COPIED
                                    class="button button-soft button-44"
                                />
                            }
                                .into_any()
                        })
                }}
                <p class="hint">{words::ADDRESS_ONCE}</p>
                <Refusal why=make.refusal_words()/>
            </div>
            <button
                type="button"
                class="button button-secondary button-44 calendar-make"
                aria-busy=move || busy.get().to_string()
                on:click=move |_| {
                    make.ask(
                        calendar_feed(),
                        move |made| {
                            if let Ok(made) = made {
                                address.try_set(Some(made));
                            }
                        },
                    );
                }
            >
                {label}
            </button>
        </section>
    }
    .into_any()
}
