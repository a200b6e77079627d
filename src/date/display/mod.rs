//! Dates written out for readers.
//!
//! In: parsed EDTF and a language. Out: a phrase that says all that the date says, never empty. It knows no HTML.

mod chinese;
mod english;
mod parts;

use edtf_core::Edtf;

use super::Language;

pub(super) use english::month_name;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Full,
    Short,
}

pub(super) fn display(edtf: &Edtf, language: Language, form: Form) -> String {
    match language {
        Language::English => english::write(edtf, form),
        Language::Chinese | Language::TraditionalChinese => language.in_script(chinese::write(edtf, form)),
    }
}
