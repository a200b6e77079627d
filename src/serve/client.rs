//! What runs in the browser, as it is built into the program.
//!
//! In: a name. Out: the text of a module or style. It is no part of any theme: a build never has it.

/// Modules and styles by name, below `.postil/`.
const FILES: [(&str, &str); 11] = [
    ("annotate.js", include_str!("client/annotate.js")),
    ("client.css", include_str!("client/client.css")),
    ("client.js", include_str!("client/client.js")),
    ("combobox.js", include_str!("client/combobox.js")),
    ("dom.js", include_str!("client/dom.js")),
    ("forms.js", include_str!("client/forms.js")),
    ("live.js", include_str!("client/live.js")),
    ("morph.js", include_str!("client/morph.js")),
    ("panel.js", include_str!("client/panel.js")),
    ("text.js", include_str!("client/text.js")),
    ("words.js", include_str!("client/words.js")),
];

/// A file of the client.
pub fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
