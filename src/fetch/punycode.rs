//! Names of hosts in letters that are not ASCII, as the name system knows them.
//!
//! In: one label of a name, mapped to its normal form. Out: `xn--…`. Source: RFC 3492, with its names and parameters.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// A label with its prefix; `None` where its code points are too many or too large for the algorithm.
pub fn label(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let all = u32::try_from(label.chars().count()).ok()?;
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while handled < all {
        let next = label.chars().map(u32::from).filter(|code| *code >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for code in label.chars().map(u32::from) {
            if code < n {
                delta = delta.checked_add(1)?;
            } else if code == n {
                push_variable(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, if handled == basic { DAMP } else { 2 });
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(format!("xn--{output}"))
}

/// A number in digits whose weights depend on the bias (§3.3).
fn push_variable(output: &mut String, mut number: u32, bias: u32) {
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if number < threshold {
            break;
        }
        output.push(digit(threshold + (number - threshold) % (BASE - threshold)));
        number = (number - threshold) / (BASE - threshold);
        k += BASE;
    }
    output.push(digit(number));
}

/// a to z are 0 to 25, 0 to 9 are 26 to 35.
fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, BASE).unwrap_or('a')
}

/// The bias for the next number (§3.4); `damp` is larger for the first.
fn adapt(delta: u32, points: u32, damp: u32) -> u32 {
    let mut delta = delta / damp;
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_of_the_standard() {
        for (written, coded) in [
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("他們爲什麽不說中文", "xn--ihqwctvzc91f659drss3x8bo0yb"),
            ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
            ("bücher", "xn--bcher-kva"),
            ("中国", "xn--fiqs8s"),
        ] {
            assert_eq!(label(written).as_deref(), Some(coded));
        }
    }
}
