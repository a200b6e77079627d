//! A line that says how far a long build is, on a terminal only.
//!
//! In: the steps of a build, or of a look at other hosts. Out: one line on standard error that comes after a moment and goes at the end.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::build::Step;
use crate::external;

/// Builds that are shorter show nothing: a line that flashes by only disturbs.
const PATIENCE: Duration = Duration::from_millis(300);
/// Between two states of the line.
const PAUSE: Duration = Duration::from_millis(50);

pub struct Line {
    start: Instant,
    is_terminal: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    what: &'static str,
    done: usize,
    all: usize,
    shown_at: Option<Instant>,
    /// Columns of the line that is on the terminal.
    width: usize,
}

impl Line {
    pub fn new(start: Instant) -> Self {
        Self { start, is_terminal: stderr().is_terminal(), state: Mutex::default() }
    }

    pub fn step(&self, step: Step) {
        self.change(|state| match step {
            Step::Reading => state.begin("reading", 0),
            Step::Making(files) => state.begin("making", files),
            Step::Made => state.done += 1,
            Step::Writing => state.begin("writing", 0),
        });
    }

    /// The steps of a look at other hosts.
    pub fn links(&self, step: external::Step) {
        self.change(|state| match step {
            external::Step::Asking(addresses) => state.begin("asking other hosts", addresses),
            external::Step::Asked => state.done += 1,
        });
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        if !self.is_terminal {
            return;
        }
        let Ok(mut state) = self.state.lock() else { return };
        change(&mut state);
        if self.start.elapsed() > PATIENCE && state.shown_at.is_none_or(|at| at.elapsed() > PAUSE) {
            let words = state.words();
            state.show(&words);
            state.shown_at = Some(Instant::now());
        }
    }

    pub fn clear(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        if state.width > 0 {
            state.show("");
        }
    }
}

impl State {
    fn begin(&mut self, what: &'static str, all: usize) {
        (self.what, self.done, self.all, self.shown_at) = (what, 0, all, None);
    }

    fn words(&self) -> String {
        match self.all {
            0 => self.what.to_owned(),
            all => format!("{} {} of {all}", self.what, self.done),
        }
    }

    /// Writes over the line before, which is ASCII as this one, so that its columns are its bytes.
    fn show(&mut self, words: &str) {
        let mut terminal = stderr();
        // A terminal that takes nothing shows nothing.
        let _ = write!(terminal, "\r{words:width$}\r{words}", width = self.width);
        let _ = terminal.flush();
        self.width = words.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_counts_says_how_far_it_is() {
        let mut state = State::default();
        state.begin("reading", 0);
        assert_eq!(state.words(), "reading");
        state.begin("making", 12);
        state.done += 5;
        assert_eq!(state.words(), "making 5 of 12");
    }
}
