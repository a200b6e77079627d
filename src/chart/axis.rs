//! The marks along a scale of days, with their words.
//!
//! In: a scale and a language. Out: [`Tick`]s whose words don't overlap. Knows nothing of what is drawn on the scale.

use super::scale::{FOLD, Piece, Scale};
use super::width::width;
use crate::date::{Date, Day, Language};

/// The size of the words.
pub const SIZE: f64 = 11.0;
/// From a tick to its words, and from there to whatever follows.
pub const BESIDE: f64 = 4.0;

/// A mark and the words that begin beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    pub x: f64,
    /// Empty where they would overlap others.
    pub text: String,
}

/// From one tick to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    /// The 1st, 8th, 15th and 22nd of each month.
    Week,
    Months(i64),
    Years(i64),
}

/// The ticks of all stretches that are not folded.
pub fn ticks(scale: &Scale, language: Language) -> Vec<Tick> {
    let open = scale.pieces().iter().filter(|piece| !piece.is_folded);
    open.flat_map(|piece| ticks_of(piece, language)).collect()
}

fn ticks_of(piece: &Piece, language: Language) -> Vec<Tick> {
    let step = Step::of(piece.day_width());
    let mut days = step.days(piece.days);
    // A stretch in which no tick falls, or only a late one, says at its beginning when it is.
    if days.first().is_none_or(|first| (first - piece.days.0) as f64 * piece.day_width() > step.room()) {
        days.insert(0, piece.days.0);
    }
    let mut free_from = f64::NEG_INFINITY;
    let mut ticks = Vec::new();
    for day in days {
        let x = piece.left + (day - piece.days.0) as f64 * piece.day_width();
        let text = step.words(Day::from_number(day), language);
        let end = x + BESIDE + width(&text, SIZE);
        // Behind a stretch comes a fold or the margin, in which no tick stands.
        let fits = x >= free_from && end <= piece.right + FOLD;
        if fits {
            free_from = end + BESIDE;
        }
        ticks.push(Tick { x, text: if fits { text } else { String::new() } });
    }
    ticks
}

impl Step {
    /// The finest step that leaves room for its words.
    fn of(day_width: f64) -> Self {
        let years = (0..12u32).flat_map(|power| [1, 2, 5].map(|digit| Step::Years(digit * 10i64.pow(power))));
        let fine = [Step::Day, Step::Week, Step::Months(1), Step::Months(3), Step::Months(6)];
        let mut all = fine.into_iter().chain(years);
        all.find(|step| step.least_days() * day_width >= step.room()).unwrap_or(Step::Years(1_000_000_000_000))
    }

    fn least_days(self) -> f64 {
        match self {
            Step::Day => 1.0,
            Step::Week => 7.0,
            Step::Months(months) => 28.0 * months as f64,
            Step::Years(years) => 365.0 * years as f64,
        }
    }

    /// The width that the words of a tick want.
    fn room(self) -> f64 {
        match self {
            Step::Day | Step::Week => 96.0,
            Step::Months(_) => 72.0,
            Step::Years(years) if years < 100 => 48.0,
            Step::Years(_) => 64.0,
        }
    }

    /// The days of a stretch on which ticks fall.
    fn days(self, (first, behind): (i64, i64)) -> Vec<i64> {
        let start = Day::from_number(first);
        let later =
            |months: i64| (0..).map(move |count| Day { month: 1, ..start }.month_start(count * months).number());
        let within = |day: &i64| *day < behind;
        match self {
            Step::Day => (first..behind).collect(),
            Step::Week => {
                let starts = later(1).take_while(within);
                starts
                    .flat_map(|start| [0, 7, 14, 21].map(|days| start + days))
                    .filter(|day| (first..behind).contains(day))
                    .collect()
            }
            Step::Months(months) => later(months).take_while(within).filter(|day| *day >= first).collect(),
            Step::Years(years) => {
                let begin = start.year.div_euclid(years) * years;
                let starts = (0..).map(|count| Day { year: begin + count * years, month: 1, day: 1 }.number());
                starts.take_while(within).filter(|day| *day >= first).collect()
            }
        }
    }

    fn words(self, day: Day, language: Language) -> String {
        let text = match self {
            Step::Day | Step::Week => day.to_string(),
            Step::Months(_) => day.to_string().chars().take(7).collect(),
            Step::Years(_) => day.to_string().chars().take(4).collect(),
        };
        if (0..=9999).contains(&day.year) {
            return Date::parse(&text).map_or(text, |date| date.display_short(language));
        }
        day.year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> i64 {
        Date::parse(text).unwrap().earliest().unwrap().number()
    }

    fn texts(days: &[&str], language: Language) -> Vec<String> {
        let days: Vec<i64> = days.iter().map(|text| day(text)).collect();
        ticks(&Scale::new(&days, (0.0, 800.0)), language).into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn ticks_are_as_fine_as_there_is_room_for() {
        assert_eq!(texts(&["2024-05-01", "2024-05-03"], Language::English), ["1 May 2024", "2 May 2024", "3 May 2024"]);
        assert_eq!(
            texts(&["2024-01-20", "2024-07-03"], Language::Chinese),
            ["2024年2月", "2024年3月", "2024年4月", "2024年5月", "2024年6月", ""]
        );
        assert_eq!(texts(&["1998", "2003-02"], Language::Chinese)[..2], ["1998年1月", "1998年7月"]);
        assert_eq!(texts(&["0203", "0548"], Language::English)[..3], ["203", "250", "300"]);
    }

    #[test]
    fn each_stretch_between_folds_says_when_it_is() {
        let texts = texts(
            &["2010-03-02", "2010-03-03", "2010-03-05", "2024-05-11", "2024-05-13", "2024-05-17"],
            Language::English,
        );
        assert!(texts.iter().any(|text| text.contains("2010")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("2024")), "{texts:?}");
    }

    proptest! {
        #[test]
        fn words_never_overlap(days in prop::collection::vec(-800_000i64..800_000, 1..20)) {
            let scale = Scale::new(&days, (0.0, 900.0));
            let ticks = ticks(&scale, Language::Chinese);
            prop_assert!(ticks.len() < 80, "{} ticks", ticks.len());
            let mut free_from = -1.0;
            for tick in ticks.iter().filter(|tick| !tick.text.is_empty()) {
                prop_assert!(tick.x >= free_from, "{ticks:?}");
                free_from = tick.x + BESIDE + width(&tick.text, SIZE);
            }
        }
    }
}
