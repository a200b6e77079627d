//! Scalars with a meaning: dates and decimals as the format writes them.
//!
//! In: a YAML node. Out: a value of `date` or `figure`, or a report at the node.

use crate::date::Date;
use crate::diagnostic::Code;
use crate::figure::Decimal;
use crate::source::At;
use crate::yaml::{Node, Reader, Value};

/// An EDTF date.
pub fn date(reader: &mut Reader, node: &Node) -> Option<At<Date>> {
    if matches!(node.value, Value::List(_)) {
        reader.report(Code::InvalidDate, node, "a date is text, not a list").help =
            Some("a set of dates wants quotation marks: \"[2024-05-01..2024-05-10]\"".into());
        return None;
    }
    let text = reader.words(node)?;
    match Date::parse(&text.value) {
        Ok(value) => Some(At { value, span: text.span }),
        Err(error) => {
            let problem = reader.report(Code::InvalidDate, node, error.message);
            problem.help = error.help;
            None
        }
    }
}

/// An exact decimal number.
pub fn decimal(reader: &mut Reader, node: &Node) -> Option<Decimal> {
    let text = reader.words(node)?.value;
    match Decimal::parse(&text) {
        Ok(value) => Some(value),
        Err(_) => {
            reader.report(Code::InvalidValue, node, format!("`{text}` is not a number")).help =
                Some("write digits and at most one point: 13500000000, 6.9, -0.5".into());
            None
        }
    }
}

/// A number, or a range `[low, high]` with null for an open end.
pub fn range(reader: &mut Reader, node: &Node) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let Value::List(ends) = &node.value else {
        let value = decimal(reader, node)?;
        return Some((Some(value.clone()), Some(value)));
    };
    let [low, high] = ends.as_slice() else {
        reader.report(Code::WrongShape, node, "a range is [low, high]").help =
            Some("null stands for an open end: [5, null]".into());
        return None;
    };
    let mut end = |node: &Node| match node.value {
        Value::Null => Some(None),
        _ => decimal(reader, node).map(Some),
    };
    let (low, high) = (end(low)?, end(high)?);
    if low.is_none() && high.is_none() {
        reader.report(Code::InvalidValue, node, "a range has at least one end");
        return None;
    }
    if matches!((&low, &high), (Some(low), Some(high)) if low > high) {
        reader.report(Code::InvalidValue, node, "this range ends before it begins").help =
            Some("write the lower number first".into());
        return None;
    }
    Some((low, high))
}
