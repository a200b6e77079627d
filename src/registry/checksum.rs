//! Check digits of identifiers: LEI, ISIN, USCC, and the form of Wikidata's ids.
//!
//! In: a scheme and a code. Out: whether the code can be right, or what is wrong with it in words.

/// Unknown schemes are taken as they are.
///
/// # Errors
/// What a right code would look like.
pub fn verify(scheme: &str, code: &str) -> Result<(), String> {
    let (valid, wanted) = match scheme {
        "wikidata" => (wikidata(code), "Q and digits, such as Q42"),
        "lei" => (lei(code), "20 letters and digits with the check digits of ISO 17442"),
        "isin" => (isin(code), "12 letters and digits with the check digit of ISO 6166"),
        "uscc" => (uscc(code), "18 letters and digits with the check digit of GB 32100-2015"),
        _ => (true, ""),
    };
    if valid { Ok(()) } else { Err(wanted.to_owned()) }
}

fn wikidata(code: &str) -> bool {
    code.strip_prefix('Q').is_some_and(|digits| {
        !digits.is_empty() && !digits.starts_with('0') && digits.chars().all(|c| c.is_ascii_digit())
    })
}

/// ISO 7064 MOD 97-10 over digits, letters counting from 10.
fn lei(code: &str) -> bool {
    let remainder = code.chars().try_fold(0u32, |rest, c| {
        let value = c.to_digit(36).filter(|_| !c.is_ascii_lowercase())?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    code.len() == 20 && remainder == Some(1)
}

/// Luhn's algorithm over digits, letters written as two digits.
fn isin(code: &str) -> bool {
    let shape = code.len() == 12
        && code.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && code.chars().take(2).all(|c| c.is_ascii_uppercase());
    let digits: String = code.chars().filter_map(|c| c.to_digit(36)).map(|value| value.to_string()).collect();
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    shape && sum.is_multiple_of(10)
}

/// GB 32100-2015: weights are powers of 3 modulo 31, over digits and letters without I, O, S, V, Z.
fn uscc(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    let Some((check, body)) = values.as_deref().and_then(<[usize]>::split_last) else { return false };
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize = body.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    body.len() == 17 && (31 - sum % 31) % 31 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_right_codes_from_wrong_ones() {
        // Apple's ISIN and the example LEI of GLEIF's own documentation.
        assert!(verify("isin", "US0378331005").is_ok());
        assert!(verify("isin", "US0378331006").is_err());
        assert!(verify("lei", "506700GE1G29325QX363").is_ok());
        assert!(verify("lei", "506700GE1G29325QX364").is_err());
        assert!(verify("wikidata", "Q42").is_ok());
        assert!(verify("wikidata", "42").is_err());
        assert!(verify("uscc", "91330000799655058C").is_err());
        assert!(verify("other", "anything").is_ok());
    }

    #[test]
    fn a_changed_character_of_a_uscc_is_noticed() {
        let right = (0..31).filter_map(|check| {
            let code = format!("9133010079965505{}{}", '8', "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().nth(check)?);
            uscc(&code).then_some(code)
        });
        assert_eq!(right.count(), 1);
    }

    #[test]
    fn odd_input_is_wrong_and_no_crash() {
        for code in ["", "一二三", "é", "000000000000", "IIIIIIIIIIIIIIIIII"] {
            for scheme in ["wikidata", "lei", "isin", "uscc"] {
                assert!(verify(scheme, code).is_err(), "{scheme} {code}");
            }
        }
    }
}
