//! What curl wrote, taken apart: the heads of every answer on the way, and the body of the last.
//!
//! In: bytes. Out: the steps of the way and what follows them. Knows of no process.

/// The head of one answer. Names of fields are in lower case, as they come, and may occur several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub status: u16,
    pub fields: Vec<(String, String)>,
}

impl Head {
    /// The first field of this name, which is given in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether curl follows it to another address.
    pub fn leads_on(&self) -> bool {
        (300..400).contains(&self.status) && self.field("location").is_some_and(|place| !place.is_empty())
    }
}

/// The heads in their order without those that only say that an answer will come (1xx), and the bytes behind them.
///
/// A head follows another only where that one leads on, so that a body that looks like a head is a body.
pub fn heads(mut bytes: &[u8]) -> (Vec<Head>, &[u8]) {
    let mut heads: Vec<Head> = Vec::new();
    while heads.last().is_none_or(Head::leads_on) {
        let Some((head, rest)) = head(bytes) else { break };
        bytes = rest;
        if head.status >= 200 {
            heads.push(head);
        }
    }
    (heads, bytes)
}

/// One head up to its blank line; `None` where it is not whole. Source: RFC 9112 §4 and §5.
fn head(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let mut rest = bytes.strip_prefix(b"HTTP/").map(|_| bytes)?;
    let status = status(line(&mut rest)?)?;
    let mut fields: Vec<(String, String)> = Vec::new();
    loop {
        let line = line(&mut rest)?;
        if line.is_empty() {
            return Some((Head { status, fields }, rest));
        }
        let line = String::from_utf8_lossy(line);
        if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let at = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at_checked(at)?;
    *rest = after.get(1..)?;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

fn status(line: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(line.get(..line.len().min(16))?).ok()?;
    line.split(' ').nth(1)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_and_the_body_are_told_apart() {
        let bytes = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 301 Moved\r\nLocation: /b\r\nX-A: 1\r\n\r\n\
                      HTTP/2 200 \r\ncontent-type: text/html\r\n\r\nHTTP/1.1 500 is a body\r\n\r\n";
        let (heads, body) = heads(bytes);
        assert_eq!(heads.iter().map(|head| head.status).collect::<Vec<_>>(), [301, 200]);
        assert_eq!(heads[0].field("location"), Some("/b"));
        assert_eq!(heads[1].field("content-type"), Some("text/html"));
        assert_eq!(body, b"HTTP/1.1 500 is a body\r\n\r\n");
    }

    #[test]
    fn what_is_not_whole_is_no_head() {
        for bytes in [&b""[..], b"HTTP/1.1 200 OK\r\nA: b\r\n", b"HTTP/1.1 x\r\n\r\n", b"<html>", b"HTTP/\n\n"] {
            assert_eq!(heads(bytes).0, [], "{:?}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(heads(b"HTTP/1.0 204\n\n").0.len(), 1);
    }
}
