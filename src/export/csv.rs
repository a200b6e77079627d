//! Tables as comma-separated values (RFC 4180), safe to open in a spreadsheet.
//!
//! In: column names and rows of cells. Out: UTF-8 text whose lines end in CRLF. There is no byte order mark: RFC 4180
//! knows none, and most programs that read CSV take it as part of the first column's name. Knows no columns.

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// A decimal or a count as a program writes it, such as `-6.9`.
    Number(String),
    Nothing,
}

impl Cell {
    pub fn text(words: impl Into<String>) -> Self {
        Cell::Text(words.into())
    }

    pub fn maybe(words: Option<impl Into<String>>) -> Self {
        words.map_or(Cell::Nothing, Cell::text)
    }

    pub fn count(number: usize) -> Self {
        Cell::Number(number.to_string())
    }

    /// Several words in one cell.
    pub fn list<Word: AsRef<str>>(words: impl IntoIterator<Item = Word>) -> Self {
        let words: Vec<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
        Cell::Text(words.join("; "))
    }
}

/// A table with a header line.
pub fn table<const COLUMNS: usize>(
    columns: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [Cell; COLUMNS]>,
) -> String {
    let mut written = String::new();
    line(&mut written, &columns.map(Cell::text));
    rows.into_iter().for_each(|row| line(&mut written, &row));
    written
}

fn line(written: &mut String, cells: &[Cell]) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            written.push(',');
        }
        match cell {
            Cell::Text(words) => written.push_str(&quoted(&harmless(words))),
            Cell::Number(digits) => written.push_str(digits),
            Cell::Nothing => {}
        }
    }
    written.push_str("\r\n");
}

/// Spreadsheets run a cell that begins with one of these as a formula (OWASP, CSV Injection); some do so for the full
/// width forms that Chinese keyboards write. An apostrophe before it makes it text.
fn harmless(words: &str) -> String {
    let first = words.trim_start_matches(' ').chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{words}"),
        _ => words.to_owned(),
    }
}

/// Quotation marks where a comma, a quotation mark or a line break wants them, and where blanks at the ends could get lost.
fn quoted(words: &str) -> String {
    let plain = !words.contains([',', '"', '\r', '\n']) && words.trim() == words;
    if plain { words.to_owned() } else { format!("\"{}\"", words.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [[Cell::text("阿里云, \"通义\""), Cell::Number("-6.9".into()), Cell::text("两\n行"), Cell::Nothing]];
        let written = table(["a", "b", "c", "d"], rows);
        assert_eq!(written, "a,b,c,d\r\n\"阿里云, \"\"通义\"\"\",-6.9,\"两\n行\",\r\n");
    }

    #[test]
    fn no_text_is_a_formula() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0"] {
            let written = table(["a"], [[Cell::text(words)]]);
            let cell = written.lines().nth(1).unwrap().trim_start_matches('"');
            assert!(cell.starts_with('\''), "{written}");
        }
        assert_eq!(table(["a"], [[Cell::text("2024-05-17")]]), "a\r\n2024-05-17\r\n");
    }
}
