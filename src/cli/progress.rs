//! A line that says how far a long build is, on a terminal only.
//!
//! In: the steps of a build, or of a look at other hosts. Out: one line on standard error that comes after a moment and goes at the end.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::Step;
use crate::external;

/// Builds that are shorter show nothing: a line that flashes by only disturbs.
const PATIENCE: Duration = Duration::from_millis(300);

pub struct Line {
    bar: ProgressBar,
    start: Instant,
    shown: Once,
}

impl Line {
    pub fn new(start: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        // A template of ours that could not be read would leave indicatif's own.
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self { bar, start, shown: Once::new() }
    }

    pub fn step(&self, step: Step) {
        match step {
            Step::Reading => self.bar.set_message("reading"),
            Step::Making(files) => {
                self.bar.set_length(files as u64);
                self.bar.set_message("making");
            }
            Step::Made => self.bar.inc(1),
            Step::Writing => self.bar.set_message("writing"),
        }
        self.show();
    }

    /// The steps of a look at other hosts.
    pub fn links(&self, step: external::Step) {
        match step {
            external::Step::Asking(addresses) => {
                self.bar.set_length(addresses as u64);
                self.bar.set_message("asking other hosts");
            }
            external::Step::Asked => self.bar.inc(1),
        }
        self.show();
    }

    fn show(&self) {
        if self.start.elapsed() > PATIENCE {
            // Draws nothing where standard error is no terminal.
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
