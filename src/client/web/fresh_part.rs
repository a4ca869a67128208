//! A part of a page that the server draws, kept as the server would draw it now.
//!
//! The page is fetched anew when the server says that something has changed, and every minute; of what comes, only the
//! part is taken, and only when it differs. While somebody has a menu or a dialog open, it waits: what they are
//! pointing at must not move. A page that nobody sees keeps no stream open.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTemplateElement, Response};

use super::{
    event_listener::EventListener,
    event_stream::EventStream,
    page::{self, document, window},
    task::Task,
    timer::Ticker,
};
use crate::protocol::route::CHANGES_PATH;

/// The name of the events.
const CHANGED: &str = "changed";
/// How often it is looked whether there is something to do.
const LOOK: Duration = Duration::from_secs(1);
/// After this many looks, times have changed.
const LOOKS: u32 = 60;
/// What must not be disturbed.
const BUSY: &str = "dialog[open], :popover-open";

/// The part; dropping it leaves it as it is.
pub struct FreshPart {
    _seen: EventListener,
    _looking: Ticker,
    part: Rc<Part>,
}

struct Part {
    id: &'static str,
    stream: RefCell<Option<EventStream>>,
    /// Whether it is to be fetched.
    due: Cell<bool>,
    /// Whether it is being fetched.
    fetching: Cell<bool>,
    looks: Cell<u32>,
}

impl FreshPart {
    /// Keeps the element `id` fresh.
    pub fn new(id: &'static str) -> Self {
        let part = Rc::new(Part {
            id,
            stream: RefCell::new(None),
            due: Cell::new(false),
            fetching: Cell::new(false),
            looks: Cell::new(0),
        });
        part.listen();
        let seen = Rc::clone(&part);
        let looking = Rc::clone(&part);
        Self {
            _seen: page::on_visibility(move || seen.listen()),
            _looking: Ticker::every(LOOK, move || looking.look()),
            part,
        }
    }
}

impl Drop for FreshPart {
    fn drop(&mut self) {
        self.part.stream.take();
    }
}

impl Part {
    /// Opens the stream while the page is seen. Its first event comes at once, so that nothing is missed.
    fn listen(self: &Rc<Self>) {
        let part = Rc::downgrade(self);
        let stream = page::is_visible().then(|| {
            EventStream::open(CHANGES_PATH, CHANGED, move || {
                if let Some(part) = part.upgrade() {
                    part.due.set(true);
                    part.fetch();
                }
            })
        });
        self.stream.replace(stream.flatten());
    }

    fn look(self: &Rc<Self>) {
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() >= LOOKS && page::is_visible() {
            self.due.set(true);
        }
        self.fetch();
    }

    /// Fetches it when it is due and nothing stands against it.
    fn fetch(self: &Rc<Self>) {
        let busy = document().query_selector(BUSY).ok().flatten().is_some();
        if !self.due.get() || self.fetching.get() || busy {
            return;
        }
        self.due.set(false);
        self.looks.set(0);
        self.fetching.set(true);
        let part = Rc::clone(self);
        Task::detached(async move {
            // A server that does not answer now is asked again in a minute.
            if let Some(html) = fetch_page().await {
                part.replace(&html);
            }
            part.fetching.set(false);
        });
    }

    /// Takes the part out of a whole page. The focus stays where it was, when that is still there.
    fn replace(&self, html: &str) -> Option<()> {
        let fresh = part_of(html, self.id)?;
        let shown = document().get_element_by_id(self.id)?;
        if shown.inner_html() == fresh {
            return None;
        }
        let focus = document().active_element().map(|element| element.id());
        shown.set_inner_html(&fresh);
        let focused = focus.filter(|id| !id.is_empty())?;
        let element = document().get_element_by_id(&focused)?;
        element.dyn_into::<HtmlElement>().ok()?.focus().ok()
    }
}

/// What stands in the element `id` of the page at `path`; none when it cannot be had, or leads elsewhere.
pub async fn fetch_part(path: &str, id: &str) -> Option<String> {
    let answer = fetch(path).await.filter(|answer| !answer.redirected())?;
    part_of(&read(&answer).await?, id)
}

/// What stands in the element `id` of a whole page.
fn part_of(html: &str, id: &str) -> Option<String> {
    let shelf: HtmlTemplateElement = document()
        .create_element("template")
        .ok()?
        .dyn_into()
        .ok()?;
    shelf.set_inner_html(html);
    let wanted = format!("#{id}");
    let part = shelf.content().query_selector(&wanted).ok().flatten()?;
    Some(part.inner_html())
}

/// The page that is shown, as the server draws it now. One that leads elsewhere now is loaded.
async fn fetch_page() -> Option<String> {
    let answer = fetch(&window().location().href().ok()?).await?;
    if answer.redirected() {
        page::go_to(&answer.url());
        return None;
    }
    read(&answer).await
}

async fn fetch(address: &str) -> Option<Response> {
    JsFuture::from(window().fetch_with_str(address))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

async fn read(answer: &Response) -> Option<String> {
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
