//! By which style a bibliography writes the sources that are not Chinese.

use hayagriva::archive::ArchivedStyle;

use crate::diagnostic::Code;
use crate::text;
use crate::yaml::{Node, Reader};

/// The style where the settings name none: that of the American Psychological Association.
pub const DEFAULT: &str = "apa";

/// The name of a style that is known.
pub fn read(reader: &mut Reader, node: &Node) -> Option<String> {
    let name = reader.words(node)?.value;
    if ArchivedStyle::by_name(&name).is_some() {
        return Some(name);
    }
    let names = ArchivedStyle::all().iter().flat_map(|style| style.names());
    let near = text::nearest(&name, names.copied());
    let help = near
        .map_or_else(|| "such as apa, chicago-author-date, ieee".to_owned(), |near| format!("did you mean `{near}`?"));
    reader.report(Code::InvalidValue, node, format!("there is no citation style `{name}`")).help = Some(help);
    None
}
