//! One's own hand on a shared screen: the tools, and how a mouse, a finger, a pen and the arrow keys become marks.

use leptos::{ev, prelude::*};

use super::{icon::icon, screen_marks::Board};
use crate::{
    app::{call_view::CallView, door, text::screen as words},
    call::mark_batch::MarkBatch,
    domain::{ids::ParticipantId, limits},
    protocol::annotation::{Mark, Spot},
};

/// One step of an arrow key, in ten-thousandths of the picture; with the shift key a fine one.
const STEP: i32 = 200;
const FINE_STEP: i32 = 25;

/// What the hand holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// A pointer that the others see.
    Point,
    /// A pen.
    Draw,
}

/// The hand. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct Hand {
    view: CallView,
    board: Board,
    screen: ParticipantId,
    /// What it holds; nothing while one only looks.
    pub tool: RwSignal<Option<Tool>>,
    /// Whether lines stay.
    stays: RwSignal<bool>,
    batch: StoredValue<MarkBatch>,
    waiting: StoredValue<bool>,
    /// The number of the line that is being drawn.
    line: StoredValue<u32>,
    drawing: StoredValue<bool>,
    /// Where the pointer was last.
    at: StoredValue<Option<Spot>>,
}

impl Hand {
    /// An empty hand over the screen of `screen`.
    pub fn new(view: CallView, board: Board, screen: ParticipantId) -> Self {
        // Numbers of an earlier life of this page are not used again.
        let first = door::now().as_millis().to_le_bytes();
        let hand = Self {
            view,
            board,
            screen,
            tool: RwSignal::new(None),
            stays: RwSignal::new(false),
            batch: StoredValue::new(MarkBatch::default()),
            waiting: StoredValue::new(false),
            line: StoredValue::new(u32::from_le_bytes([first[0], first[1], first[2], first[3]])),
            drawing: StoredValue::new(false),
            at: StoredValue::new(None),
        };
        let may = Memo::new(move |_| view.grants().get().annotate);
        Effect::new(move |_| {
            if !may.get() {
                hand.hold(None);
            }
        });
        hand
    }

    /// Takes a tool, or lays it down.
    pub fn hold(self, tool: Option<Tool>) {
        if self.tool.get_untracked() == Some(Tool::Point) && tool != Some(Tool::Point) {
            self.lift();
        }
        self.drawing.set_value(false);
        self.tool.set(tool);
    }

    /// The pointer of the machine is pressed at `at`. Whether the hand has use for it.
    pub fn down(self, at: Spot) -> bool {
        match self.tool.get_untracked() {
            None => return false,
            Some(Tool::Point) => self.point(at),
            Some(Tool::Draw) => {
                self.line.update_value(|line| *line = line.wrapping_add(1));
                self.drawing.set_value(true);
                self.draw(at);
            }
        }
        true
    }

    /// It moves to `at`.
    pub fn moved(self, at: Spot) {
        match self.tool.get_untracked() {
            Some(Tool::Point) => self.point(at),
            Some(Tool::Draw) if self.drawing.get_value() => self.draw(at),
            _ => {}
        }
    }

    /// It is let go of.
    pub fn up(self) {
        self.drawing.set_value(false);
    }

    /// It leaves the picture.
    pub fn leave(self) {
        if self.tool.get_untracked() == Some(Tool::Point) {
            self.lift();
        }
    }

    /// A key is pressed while the picture has the focus. Whether the hand has use for it.
    pub fn key(self, event: &ev::KeyboardEvent) -> bool {
        let Some(tool) = self.tool.get_untracked() else {
            return false;
        };
        let step = if event.shift_key() { FINE_STEP } else { STEP };
        let (right, down) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0),
            "ArrowRight" => (step, 0),
            "ArrowUp" => (0, -step),
            "ArrowDown" => (0, step),
            "Escape" => {
                self.hold(None);
                return true;
            }
            _ => return false,
        };
        if tool == Tool::Point {
            let at = self.at.get_value().unwrap_or(Spot::at((0.5, 0.5)));
            self.point(at.moved(right, down));
        }
        tool == Tool::Point
    }

    fn point(self, at: Spot) {
        self.at.set_value(Some(at));
        self.show(Mark::Point { at });
        self.batch.update_value(|batch| batch.point(at));
        self.tell();
    }

    fn draw(self, at: Spot) {
        let (line, stays) = (self.line.get_value(), self.stays.get_untracked());
        let points = vec![at];
        self.show(Mark::Draw {
            line,
            points,
            stays,
        });
        self.batch.update_value(|batch| batch.draw(line, stays, at));
        self.tell();
    }

    /// There is no pointer any more, if there was one.
    fn lift(self) {
        if self.at.get_value().is_none() {
            return;
        }
        self.at.set_value(None);
        self.batch.update_value(MarkBatch::forget_pointer);
        self.say(Mark::Lift {});
    }

    /// Takes one's own lines away.
    fn clear(self) {
        self.batch.set_value(MarkBatch::default());
        self.say(Mark::Clear {});
    }

    fn say(self, mark: Mark) {
        self.show(mark.clone());
        self.view.call.annotate(self.screen, mark);
    }

    fn show(self, mark: Mark) {
        if let Some(me) = self.view.me().get_untracked() {
            self.board.show_own(me, self.screen, mark);
        }
    }

    /// Tells the others what gathered, now or as soon as it may be told.
    fn tell(self) {
        let mark = self
            .batch
            .try_update_value(|batch| batch.take(door::now()))
            .flatten();
        if let Some(mark) = mark {
            self.view.call.annotate(self.screen, mark);
        }
        let more = self.batch.try_with_value(|batch| !batch.is_empty());
        if more == Some(true) && !self.waiting.get_value() {
            self.waiting.set_value(true);
            set_timeout(
                move || {
                    if self.waiting.try_set_value(false).is_none() {
                        self.tell();
                    }
                },
                limits::MARK_EVERY,
            );
        }
    }
}

/// The tools in the bar of the screen; nothing for who may not use them.
pub fn tools(hand: Hand) -> AnyView {
    let view = hand.view;
    let grants = view.grants();
    let button = move |tool: Tool, sign: &'static str, word: &'static str| {
        view! {
            <button
                type="button"
                class="screen-tool"
                aria-pressed=move || (hand.tool.get() == Some(tool)).to_string()
                on:click=move |_| {
                    let held = hand.tool.get_untracked() == Some(tool);
                    hand.hold((!held).then_some(tool));
                }
            >
                {icon(sign, "")}
                <span>{word}</span>
            </button>
        }
        .into_any()
    };
    (move || {
        let grants = grants.get();
        let clear_all = grants.moderate.then(|| clear_all(hand.view, hand.board, hand.screen));
        if !grants.annotate {
            return clear_all;
        }
        Some(view! {
            {button(Tool::Point, "pointer", words::POINT)}
            {button(Tool::Draw, "pen", words::DRAW)}
            {move || {
                (hand.tool.get() == Some(Tool::Draw))
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="screen-tool screen-tool-quiet"
                                title=words::KEEP
                                aria-pressed=move || hand.stays.get().to_string()
                                on:click=move |_| hand.stays.update(|stays| *stays = !*stays)
                            >
                                {icon("lock", "")}
                                <span>{words::KEEP}</span>
                            </button>
                        }
                            .into_any()
                    })
            }}
            <button type="button" class="screen-tool screen-tool-quiet" title=words::CLEAR_HINT on:click=move |_| hand.clear()>
                {icon("eraser", "")}
                <span>{words::CLEAR}</span>
            </button>
            {clear_all}
        }
        .into_any())
    })
    .into_any()
}

/// Takes everybody's lines off the screen of `screen`: for who shares it, and for hosts. There while anything is drawn.
pub fn clear_all(view: CallView, board: Board, screen: ParticipantId) -> AnyView {
    let drawn = Memo::new(move |_| board.is_drawn_on(screen));
    (move || {
        drawn.get().then(|| {
            view! {
                <button
                    type="button"
                    class="screen-tool"
                    title=words::CLEAR_ALL
                    on:click=move |_| {
                        if let Some(me) = view.me().get_untracked() {
                            board.show_own(me, screen, Mark::ClearAll {});
                        }
                        view.call.annotate(screen, Mark::ClearAll {});
                    }
                >
                    {icon("eraser", "")}
                    <span>{words::CLEAR_ALL}</span>
                </button>
            }
            .into_any()
        })
    })
    .into_any()
}
