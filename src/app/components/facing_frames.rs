//! Two frames, curve to curve, with a drawn person in each: what this place is for. Only on the home page.

use leptos::prelude::*;

use super::icon::Icon;
use crate::app::text::home;

/// The drawing with its bar and its speech bubble.
#[component]
pub fn FacingFrames() -> impl IntoView {
    let [left, right] = home::PEOPLE;
    view! {
        <div class="facing" role="img" aria-label=home::DRAWING>
            <div class="facing-frame facing-left" data-speaking="yes">
                <img src="/portrait-left.svg" alt="" width="288" height="420"/>
                <span class="name-label">
                    <span class="voice">
                        <i></i>
                        <i></i>
                        <i></i>
                    </span>
                    {left}
                </span>
            </div>
            <div class="facing-frame facing-right">
                <img src="/portrait-right.svg" alt="" width="288" height="420"/>
                <span class="name-label">{right}</span>
            </div>
            <p class="facing-said">{home::SAID}</p>
            <div class="facing-bar">
                <span>
                    <Icon name="mic"/>
                </span>
                <span>
                    <Icon name="camera"/>
                </span>
                <span>
                    <Icon name="chat"/>
                </span>
                <span>
                    <Icon name="leave"/>
                </span>
            </div>
        </div>
    }
    .into_any()
}
