//! How changes are noticed, and that a watch which tells nothing is found out.

use std::fs;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use notify::event::{AccessKind, AccessMode, CreateKind, DataChange, Flag, ModifyKind};
use notify::{Event, EventKind};
use tempfile::TempDir;

use super::*;
use crate::path::ContentPath;

const PAGE: &str = "---\ntitle: 甲\ndate: 2024\n---\n\n字。\n";

fn preview() -> (TempDir, Arc<Preview>) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    fs::write(folder.path().join("postil.yaml"), "title: 站\n").unwrap();
    fs::write(folder.path().join("content/articles/a.md"), PAGE).unwrap();
    let live = Live::open(folder.path()).unwrap();
    let listen = Listen { port: 0, host: None };
    let preview = Preview::new(live, &listen, Arc::new(|_| {})).unwrap();
    (folder, Arc::new(preview))
}

#[test]
fn a_watch_that_tells_nothing_is_found_out() {
    let (folder, preview) = preview();
    preview.opened(&ContentPath::new("articles/a.md"));
    let (sender, told) = channel::<watch::Told>();
    let file = folder.path().join("content/articles/a.md");
    let saving = std::thread::spawn({
        let file = file.clone();
        move || {
            // After the first look at the files, whenever that is: each save has a time of its own.
            for number in 0..1000 {
                // By renaming, as many editors save: else the look might fall between emptying and writing.
                let new = file.with_extension("new");
                fs::write(&new, PAGE.replace('字', &format!("字{number}"))).unwrap();
                fs::rename(&new, &file).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(50));
                if Arc::strong_count(&ENDED) > 1 {
                    return;
                }
            }
        }
    });
    let why = watch::listen(&preview, &told, |_| {});
    let _ended = Arc::clone(&ENDED);
    saving.join().unwrap();
    drop(sender);
    assert_eq!(why, format!("{} changed, and the system did not tell", file.display()));
    let shown = preview.read(|live| live.site().articles[&ContentPath::new("articles/a.md")].document.text.clone());
    assert!(shown.starts_with("字") && shown.len() > "字。".len(), "what was not told is seen all the same: {shown}");
}

/// Cloned when the watch was found out.
static ENDED: std::sync::LazyLock<Arc<()>> = std::sync::LazyLock::new(|| Arc::new(()));

#[test]
fn reading_is_no_change_and_what_the_system_lost_is_looked_for() {
    let event = |kind: EventKind| Event::new(kind).add_path("/x/a.md".into());
    let (sender, told) = channel::<watch::Told>();
    let reading = [AccessKind::Open(AccessMode::Any), AccessKind::Read, AccessKind::Close(AccessMode::Read)];
    for kind in reading {
        sender.send(Ok(event(EventKind::Access(kind)))).unwrap();
    }
    let first = event(EventKind::Access(AccessKind::Any));
    let batch = watch::Batch::collect(Ok(first.clone()), &told);
    assert_eq!(batch, watch::Batch::default());
    sender.send(Ok(event(EventKind::Modify(ModifyKind::Data(DataChange::Any))))).unwrap();
    sender.send(Ok(event(EventKind::Create(CreateKind::File)))).unwrap();
    let batch = watch::Batch::collect(Ok(first.clone()), &told);
    assert_eq!(batch.paths.len(), 1, "several steps of one save are one batch");
    sender.send(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))).unwrap();
    assert!(watch::Batch::collect(Ok(first), &told).everything);
}

#[test]
fn names_that_lead_here_are_known() {
    let listen = |host: Option<&str>| Listen { port: 8000, host: host.map(str::to_owned) };
    for host in ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7:8000", "blog.localhost", "LOCALHOST"] {
        assert!(listen(None).answers_to(host), "{host}");
    }
    for host in ["evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::1", "a@localhost:1"] {
        assert!(!listen(None).answers_to(host), "{host}");
    }
    assert!(listen(Some("wu-mac.local")).answers_to("wu-mac.local:8000"));
}

#[test]
fn news_are_told_once_a_change_is_in_the_site() {
    let folder = preview();
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let keep = Arc::clone(&told);
    let live = Live::open(folder.0.path()).unwrap();
    let tell: Tell = Arc::new(move |news| {
        if let News::Changed { files, problems, .. } = news {
            keep.lock().unwrap().push(format!("{} {}", files.join(" "), problems.len()));
        }
    });
    let preview = Preview::new(live, &Listen { port: 0, host: None }, tell).unwrap();
    let file = folder.0.path().join("content/articles/a.md");
    fs::write(&file, PAGE.replace('字', "[x](nowhere.md)")).unwrap();
    let paths = [file.clone()].into();
    assert_eq!(preview.version(), 1);
    preview.update(Some(&paths));
    preview.update(Some(&paths));
    assert_eq!((preview.version(), told.lock().unwrap().clone()), (2, vec!["content/articles/a.md 1".to_owned()]));
}
