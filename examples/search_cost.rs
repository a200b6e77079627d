//! What making the search of a site costs.
//!
//! In comes the folder of a site. The site is read once and its index made several times; the least of the times counts, since
//! other work only adds to it:
//!
//!     cargo run --release --example search_cost SITE [TIMES]

use std::path::Path;
use std::time::Duration;

use postil::build;
use postil::search::{Form, Index};
use postil::site::Choice;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: search_cost SITE [TIMES]");
        std::process::exit(2);
    };
    let times: usize = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(3);
    let checked = match build::check(Path::new(&folder), Choice::Published) {
        Ok(checked) => checked,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    let text: usize = checked.site.articles.values().map(|article| article.document.text.len()).sum();
    let resident = status("VmRSS:");
    let mut least = Duration::MAX;
    let mut size = 0;
    for _ in 0..times.max(1) {
        let before = processor();
        let index = Index::of(&checked.site, Form::Fetched);
        least = least.min(processor() - before);
        size = index.files().map(|(_, bytes)| bytes.len()).sum();
    }
    let (text, size) = (text as f64 / 1e6, size as f64 / 1e6);
    let seconds = least.as_secs_f64();
    println!("{text:.1} MB of text, index {size:.1} MB");
    println!("{seconds:.2} s of processor time, {:.3} s per MB", seconds / text.max(f64::EPSILON));
    println!("{} MB of memory beside the site's {} MB", (status("VmHWM:") - resident) / 1000, resident / 1000);
}

/// The processor time of this process so far, of all its threads (Linux: proc(5), stat, in ticks of a hundredth of a second).
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// A line of /proc/self/status in kB.
fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0)
}
