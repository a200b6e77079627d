//! Numbers as they are written: digits, Chinese numerals, and the words that multiply them.
//!
//! In: folded letters and a place. Out: the number there. What a number counts is not known here.

use super::decimal::Decimal;
use super::letters::Letters;

/// A number in words. All positions are indexes of characters.
#[derive(Debug, Clone)]
pub struct Number {
    pub end: usize,
    /// The number without its multiplier.
    pub digits: Decimal,
    /// The power of ten that words such as 亿 or `billion` multiply by.
    pub power: i32,
    /// The power of ten of the last digit shown, without the multiplier.
    pub last: i32,
    pub script: Script,
    /// 多 or 余 stands in the number: 10多亿.
    pub and_more: bool,
}

/// How the number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Digits,
    /// Digits with commas between thousands.
    Grouped,
    /// 一百三十五
    Numerals,
}

/// What stands where a number may begin.
pub enum Reading {
    Number(Number),
    /// Something that looks like a number and is none, up to this place.
    Other(usize),
}

impl Number {
    pub fn value(&self) -> Option<Decimal> {
        self.digits.times_power_of_ten(self.power)
    }

    pub fn resolution(&self) -> Option<Decimal> {
        Decimal::power_of_ten(self.power.checked_add(self.last)?)
    }

    pub fn is_multiplied(&self) -> bool {
        self.power > 0
    }
}

/// Reads the number that begins at `start`; `None` if none can begin there.
pub fn read(letters: &Letters, start: usize) -> Option<Reading> {
    let first = letters.at(start)?;
    if first.is_ascii_digit() {
        return Some(digits(letters, start));
    }
    is_numeral(first).then(|| numerals(letters, start))
}

/// Reads 百 as it stands in 百分之百.
pub fn hundred(letters: &Letters, start: usize) -> Option<Reading> {
    let end = letters.after(start, "百").filter(|end| !letters.at(*end).is_some_and(is_numeral))?;
    let digits = Decimal::from(100);
    Some(Reading::Number(Number { end, digits, power: 0, last: 0, script: Script::Numerals, and_more: false }))
}

/// The digit that a single numeral gives after 成, and where it ends: the 5 of 六成五.
pub fn last_tenth(letters: &Letters, at: usize) -> Option<(Decimal, usize)> {
    let digit = letters.at(at).and_then(|letter| if letter == '半' { Some(5) } else { digit_of(letter) })?;
    Some((Decimal::from(digit), at + 1))
}

pub fn is_numeral(character: char) -> bool {
    digit_of(character).is_some() || power_of(character).is_some()
}

fn digit_of(character: char) -> Option<i64> {
    let value = match character {
        '零' | '〇' => 0,
        '两' => 2,
        _ => 1 + i64::try_from("一二三四五六七八九".chars().position(|numeral| numeral == character)?).ok()?,
    };
    Some(value)
}

fn power_of(character: char) -> Option<i32> {
    match character {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

fn digits(letters: &Letters, start: usize) -> Reading {
    let mut reading = one_part(letters, start);
    if let Reading::Number(number) = &mut reading {
        while add_lower_part(letters, number).is_some() {}
    }
    reading
}

/// Reads digits and the multiplier after them.
fn one_part(letters: &Letters, start: usize) -> Reading {
    let (mut end, script) = whole_part(letters, start);
    let mut last = 0;
    if letters.at(end) == Some('.') && letters.at(end + 1).is_some_and(|next| next.is_ascii_digit()) {
        let places = run_of_digits(letters, end + 1);
        last = -i32::try_from(places - end - 1).unwrap_or(i32::MAX);
        end = places;
    }
    let written: String = (start..end).filter_map(|at| letters.at(at)).filter(|letter| *letter != ',').collect();
    let Ok(digits) = Decimal::parse(&written) else { return Reading::Other(end) };
    let mut number = Number { end, digits, power: 0, last, script, and_more: false };
    multiply(letters, &mut number);
    Reading::Number(number)
}

/// Where the digits before the point end: commas count where exactly three digits follow each.
fn whole_part(letters: &Letters, start: usize) -> (usize, Script) {
    let plain = run_of_digits(letters, start);
    let mut end = plain;
    while plain - start <= 3 && letters.at(end) == Some(',') && run_of_digits(letters, end + 1) == end + 4 {
        end += 4;
    }
    (end, if end > plain { Script::Grouped } else { Script::Digits })
}

fn run_of_digits(letters: &Letters, mut at: usize) -> usize {
    while letters.at(at).is_some_and(|letter| letter.is_ascii_digit()) {
        at += 1;
    }
    at
}

/// Takes the multiplier after the digits: 千万, 亿, 多万, `billion`, `-million`.
fn multiply(letters: &Letters, number: &mut Number) {
    let mut at = letters.skip_blanks(number.end);
    // 10 多万 is 10多万, but 10多个 has no multiplier and keeps 多 for what follows.
    let more = matches!(letters.at(at), Some('多' | '余'));
    at += usize::from(more);
    let first = at;
    while let Some(power) = letters.at(at).and_then(power_of).filter(|_| !is_other_word(letters, at)) {
        number.power = number.power.saturating_add(power);
        at += 1;
    }
    if at > first {
        number.end = at;
        number.and_more = more;
        return;
    }
    let word = letters.skip_blanks(number.end + usize::from(letters.at(number.end) == Some('-')));
    for (name, power) in [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)] {
        if let Some(end) = letters.after_word(word, name) {
            (number.power, number.end) = (power, end);
        }
    }
}

/// Takes the abbreviated multiplier that may follow the digits of an amount of money: `$3bn`, `€10m`.
pub fn abbreviated(letters: &Letters, number: &mut Number) {
    if number.is_multiplied() {
        return;
    }
    let end = number.end;
    for (name, power) in [("k", 3), ("m", 6), ("mn", 6), ("bn", 9), ("b", 9), ("tn", 12), ("t", 12)] {
        let at = if name.len() > 1 { letters.skip_blanks(end) } else { end };
        if let Some(end) = letters.after_word(at, name) {
            (number.power, number.end) = (power, end);
        }
    }
}

/// Whether the numeral begins another word: 5千米, 10千瓦, 5百分点.
fn is_other_word(letters: &Letters, at: usize) -> bool {
    let next = letters.at(at + 1).unwrap_or(' ');
    match letters.at(at) {
        Some('千') => "米克瓦卡帕问".contains(next),
        Some('百') => "分度".contains(next),
        _ => false,
    }
}

/// Adds what follows a multiplier in a mixed number: the 2000万 of 1亿2000万, the 5000 of 3万5000.
fn add_lower_part(letters: &Letters, number: &mut Number) -> Option<()> {
    if number.power < 4 || number.and_more || number.last < 0 || !letters.at(number.end)?.is_ascii_digit() {
        return None;
    }
    let Reading::Number(lower) = one_part(letters, number.end) else { return None };
    let fills = lower.power == 0 && i32::try_from(lower.end - number.end).is_ok_and(|length| length == number.power);
    if lower.last < 0 || !(fills || (lower.is_multiplied() && lower.value()? < Decimal::power_of_ten(number.power)?)) {
        return None;
    }
    let (value, unit) = (number.value()?.checked_add(&lower.value()?)?, lower.power);
    number.digits = value.times_power_of_ten(unit.checked_neg()?)?;
    (number.power, number.end, number.and_more) = (unit, lower.end, lower.and_more);
    Some(())
}

/// Reads Chinese numerals. A run of them that is no number is passed over whole: the 一万 of 零一万物 is none.
fn numerals(letters: &Letters, start: usize) -> Reading {
    let mut end = start;
    while letters.at(end).is_some_and(is_numeral) {
        end += 1;
    }
    let run: Vec<char> = (start..end).filter_map(|at| letters.at(at)).collect();
    if is_inexact(letters, start, end, &run) {
        return Reading::Other(after_inexact(letters, end));
    }
    let whole = Whole::of(&run);
    let places = places_after(letters, end);
    let number = match places {
        Some(places) if run.iter().all(|numeral| !matches!(numeral, '万' | '亿')) => {
            whole.and_then(|whole| with_places(letters, (end, places), &whole))
        }
        _ => whole.and_then(|whole| whole.number(end)),
    };
    number.map_or(Reading::Other(end), |mut number| {
        let more = matches!(letters.at(number.end), Some('多' | '余')) && number.is_multiplied();
        number.end += usize::from(more);
        number.and_more = more;
        Reading::Number(number)
    })
}

/// Whether the words give no number but a size: 数亿, 上百亿, 十余, 十几亿, 好几千.
fn is_inexact(letters: &Letters, start: usize, end: usize, run: &[char]) -> bool {
    let before = letters.before(start).is_some_and(|before| "数几上成".contains(before));
    let after = letters.at(end).is_some_and(|next| "余多几数来".contains(next));
    before || (after && !matches!(run.last(), Some('万' | '亿')))
}

/// Where the words that go on from an inexact number end.
fn after_inexact(letters: &Letters, mut end: usize) -> usize {
    while letters.at(end).is_some_and(|next| is_numeral(next) || "余多几数来".contains(next)) {
        end += 1;
    }
    end
}

/// Where the numerals after 点 end, if some stand there.
fn places_after(letters: &Letters, end: usize) -> Option<usize> {
    let first = letters.after(end, "点")?;
    let mut at = first;
    while letters.at(at).and_then(digit_of).is_some() {
        at += 1;
    }
    (at > first).then_some(at)
}

/// The number with the numerals after 点, which stand between the two ends, and the multiplier after them.
fn with_places(letters: &Letters, ends: (usize, usize), whole: &Whole) -> Option<Number> {
    let places: String = (ends.0 + 1..ends.1)
        .filter_map(|at| letters.at(at).and_then(digit_of))
        .map(|digit| digit.to_string())
        .collect();
    let digits = Decimal::parse(&format!("{}.{places}", whole.value.times_power_of_ten(whole.power)?)).ok()?;
    let last = -i32::try_from(places.len()).ok()?;
    let mut number = Number { end: ends.1, digits, power: 0, last, script: Script::Numerals, and_more: false };
    while let Some(power) = letters.at(number.end).and_then(power_of) {
        number.power = number.power.saturating_add(power);
        number.end += 1;
    }
    Some(number)
}

/// A whole number in numerals, divided by the 万 or 亿 at its end.
struct Whole {
    value: Decimal,
    power: i32,
}

impl Whole {
    /// Reads numerals by place: every unit multiplies the digit before it, 万 and 亿 all before them. A row of digits
    /// without units (二〇二四, 五四) is no number.
    fn of(run: &[char]) -> Option<Whole> {
        let power = match run {
            [.., '万', '亿'] => 12,
            [.., '亿'] => 8,
            [.., '万'] => 4,
            _ => 0,
        };
        let mut sum = Sum::default();
        for numeral in run {
            sum.take(*numeral)?;
        }
        let value = Decimal::from(sum.total()?).times_power_of_ten(-power)?;
        Some(Whole { value, power })
    }

    fn number(&self, end: usize) -> Option<Number> {
        let digits = self.value.clone();
        Some(Number { end, digits, power: self.power, last: 0, script: Script::Numerals, and_more: false })
    }
}

/// The numerals read so far.
#[derive(Default)]
struct Sum {
    hundred_millions: i64,
    ten_thousands: i64,
    section: i64,
    /// The digit that waits for its unit.
    digit: Option<i64>,
    /// The unit read last.
    unit: Option<i64>,
    after_zero: bool,
    began: bool,
}

impl Sum {
    fn take(&mut self, numeral: char) -> Option<()> {
        if let Some(digit) = digit_of(numeral) {
            return self.take_digit(digit);
        }
        let first = !std::mem::replace(&mut self.began, true);
        let unit = 10_i64.checked_pow(u32::try_from(power_of(numeral)?).ok()?)?;
        if unit >= 10_000 {
            return self.close(unit);
        }
        // Only ten may begin a number without a digit: 十五, 百度 and 千问 are no numbers.
        let digit = match self.digit.take() {
            Some(digit) => digit,
            None if unit == 10 && first => 1,
            None => return None,
        };
        let descends = self.unit.is_none_or(|last| unit < last);
        self.section += digit * unit;
        (self.unit, self.after_zero) = (Some(unit), false);
        descends.then_some(())
    }

    fn take_digit(&mut self, digit: i64) -> Option<()> {
        let first = !std::mem::replace(&mut self.began, true);
        if self.digit.is_some() || (self.after_zero && digit == 0) {
            return None;
        }
        if digit > 0 {
            self.digit = Some(digit);
        } else if first {
            // Zero stands alone or before 点; nothing may follow it.
            self.digit = Some(0);
        } else {
            self.after_zero = true;
        }
        Some(())
    }

    /// The digit without a unit, zero if there is none. After a unit above ten it needs a zero before it: 一万五 is
    /// 15000 to some and 10005 to others.
    fn last_digit(&self) -> Option<i64> {
        let digit = self.digit.unwrap_or(0);
        (digit == 0 || self.after_zero || self.unit.is_none_or(|unit| unit == 10)).then_some(digit)
    }

    /// Ends a section at 万 or 亿.
    fn close(&mut self, unit: i64) -> Option<()> {
        let section = self.section + self.last_digit()?;
        self.digit = None;
        let closed = if unit == 10_000 {
            let free = self.ten_thousands == 0 && section > 0;
            self.ten_thousands = section;
            free
        } else {
            let all = self.ten_thousands * 10_000 + section;
            let free = self.hundred_millions == 0 && all > 0;
            (self.hundred_millions, self.ten_thousands) = (all, 0);
            free
        };
        (self.section, self.unit, self.after_zero) = (0, Some(unit), false);
        closed.then_some(())
    }

    fn total(&self) -> Option<i64> {
        let high = self.hundred_millions.checked_mul(100_000_000)?;
        high.checked_add(self.ten_thousands * 10_000)?.checked_add(self.section)?.checked_add(self.last_digit()?)
    }
}
