//! One line per step, with its seconds: what is going on and what took the time.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::failure::Result;

/// The steps of one command, in order.
#[derive(Default)]
pub struct Steps {
    done: RefCell<Vec<(String, Duration)>>,
}

impl Steps {
    /// Says what begins, does it, and says how long it took.
    pub fn step<T>(&self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("==> {name}");
        let started = now();
        let outcome = work();
        let took = started.elapsed();
        match &outcome {
            Ok(_) => eprintln!("    {name}: {}", seconds(took)),
            Err(_) => eprintln!("    {name}: failed after {}", seconds(took)),
        }
        self.done.borrow_mut().push((name.to_owned(), took));
        outcome
    }

    /// Repeats all steps, because the output of compilers has pushed their lines out of sight.
    pub fn summary(&self, title: &str) {
        let done = self.done.borrow();
        eprintln!("\n{title}");
        for (name, took) in done.iter() {
            eprintln!("{:>9}  {name}", seconds(*took));
        }
        eprintln!(
            "{:>9}  together",
            seconds(done.iter().map(|(_, took)| *took).sum())
        );
    }
}

/// The wall clock of this helper; it measures how long the person waited and decides nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "the helper only shows how long a step took"
)]
fn now() -> Instant {
    Instant::now()
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
