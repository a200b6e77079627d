//! What runs in the browser, as it is built into the program.

/// Modules and styles by name, below `.postil/`.
const FILES: [(&str, &str); 0] = [];

/// A file of the client.
pub fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
