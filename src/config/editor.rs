//! The editor that links of a preview open.

use super::{At, Code, Node, Reader};
use crate::text;

/// A URL with places for `{path}`, `{line}` and `{column}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(String);

/// Editors by name, and the URLs that they take. Paths begin with a slash. The second name is that of the command, where
/// it is another.
const KNOWN: [(&str, &str, &str); 16] = [
    ("vscode", "code", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "code-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "codium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor", "cursor://file{path}:{line}:{column}"),
    ("windsurf", "windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zeditor", "zed://file{path}:{line}:{column}"),
    ("idea", "idea", "idea://open?file={path}&line={line}&column={column}"),
    ("webstorm", "webstorm", "webstorm://open?file={path}&line={line}&column={column}"),
    ("pycharm", "pycharm", "pycharm://open?file={path}&line={line}&column={column}"),
    ("phpstorm", "phpstorm", "phpstorm://open?file={path}&line={line}&column={column}"),
    ("rustrover", "rustrover", "rustrover://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "mate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("macvim", "mvim", "mvim://open?url=file://{path}&line={line}&column={column}"),
    ("bbedit", "bbedit", "bbedit://open?url=file://{path}&line={line}"),
    ("nova", "nova", "nova://open?path={path}&line={line}"),
];

impl Editor {
    /// Reads a known name or a URL of the writer's own.
    pub fn read(reader: &mut Reader, node: &Node) -> Option<Self> {
        let At { value, .. } = reader.words(node)?;
        if value.contains("{path}") && value.contains("://") {
            return Some(Self(value));
        }
        let known = KNOWN.iter().find(|(name, ..)| *name == value);
        if known.is_none() {
            let names: Vec<&str> = KNOWN.iter().map(|(name, ..)| *name).collect();
            let list = format!("{}, or a URL such as myeditor://open?file={{path}}&line={{line}}", names.join(", "));
            let help = match text::nearest(&value, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? There are: {list}"),
                None => format!("there are: {list}"),
            };
            reader.report(Code::InvalidValue, node, format!("`{value}` is no known editor")).help = Some(help);
        }
        known.map(|(.., url)| Self((*url).to_owned()))
    }

    /// The editor that a command such as `code --wait` starts; `None` for those that have no URLs.
    pub fn of_command(command: &str) -> Option<Self> {
        let program = command.split_whitespace().next()?;
        let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
        let name = name.strip_suffix(".exe").or_else(|| name.strip_suffix(".cmd")).unwrap_or(name);
        let known = KNOWN.iter().find(|(known, command, _)| *known == name || *command == name);
        known.map(|(.., url)| Self((*url).to_owned()))
    }

    /// The URL of a place in a file; `path` is percent-encoded.
    pub fn url(&self, path: &str, (line, column): (usize, usize)) -> String {
        let rooted = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let placed = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        placed.replace("{path}", &rooted)
    }
}

#[cfg(test)]
mod tests {
    use super::Editor;

    #[test]
    fn a_command_tells_the_editor() {
        let url = |command: &str| Editor::of_command(command).map(|editor| editor.url("/x/%E7%94%B2.md", (3, 5)));
        assert_eq!(url("code --wait").as_deref(), Some("vscode://file/x/%E7%94%B2.md:3:5"));
        assert_eq!(url("/usr/bin/zed").as_deref(), Some("zed://file/x/%E7%94%B2.md:3:5"));
        assert_eq!(url("idea").as_deref(), Some("idea://open?file=/x/%E7%94%B2.md&line=3&column=5"));
        assert_eq!(url("vim"), None);
        assert_eq!(url(""), None);
    }
}
