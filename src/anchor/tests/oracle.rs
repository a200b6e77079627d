//! Anchoring compared with the letter of the format, on generated texts.

use proptest::prelude::*;

use super::*;

/// The places of a selector by the letter of the format: try every range of the text.
fn by_the_letter(text: &str, selector: &Selector) -> Vec<Range<usize>> {
    let same = |one: &str, other: &str| strip(one) == strip(other);
    let cuts: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
    let find = |words: &str| {
        let ranges =
            cuts.iter().flat_map(|start| cuts.iter().filter(move |end| *end > start).map(move |end| *start..*end));
        let trimmed = |range: &Range<usize>| text[range.clone()].trim() == &text[range.clone()];
        let mut found: Vec<_> = ranges.filter(trimmed).filter(|range| same(&text[range.clone()], words)).collect();
        found.sort_by_key(|range| range.start);
        found
    };
    let (before, after, nth) = selector.context();
    let found = match selector {
        Selector::Quote { quote, .. } => find(quote),
        Selector::Passage { from, to, .. } => {
            let ends = find(to);
            let end =
                |start: &Range<usize>| ends.iter().find(|end| end.start >= start.end).map(|end| start.start..end.end);
            find(from).iter().filter_map(end).collect()
        }
    };
    let fits = |range: &Range<usize>| {
        let lefts = (0..=range.start).filter(|at| text.is_char_boundary(*at));
        let rights = (range.end..=text.len()).filter(|at| text.is_char_boundary(*at));
        lefts.map(|at| &text[at..range.start]).any(|left| same(left.trim(), before.unwrap_or_default()))
            && rights.map(|at| &text[range.end..at]).any(|right| same(right.trim(), after.unwrap_or_default()))
    };
    let left: Vec<_> = found.into_iter().filter(fits).collect();
    match nth {
        None => told_by_blanks(text, selector, left),
        Some(nth) => {
            left.into_iter().enumerate().filter(|(index, _)| index + 1 == nth).map(|(_, range)| range).collect()
        }
    }
}

/// Where blanks are written that don't count, they decide if exactly one place has them.
fn told_by_blanks(text: &str, selector: &Selector, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let (before, after, _) = selector.context();
    let (before, after) = (runs(before.unwrap_or_default()), runs(after.unwrap_or_default()));
    let (first, last) = match selector {
        Selector::Quote { quote, .. } => (quote.trim(), quote.trim()),
        Selector::Passage { from, to, .. } => (from.trim(), to.trim()),
    };
    let (first, last) = (runs(first), runs(last));
    let idle = [&before, &after, &first, &last].into_iter().any(|words| *words != strip(words));
    let literal: Vec<_> = places
        .iter()
        .filter(|place| {
            let inside = &text[(*place).clone()];
            let whole = matches!(selector, Selector::Passage { .. }) || inside == first;
            whole
                && inside.starts_with(&first)
                && inside.ends_with(&last)
                && text[..place.start].ends_with(&before)
                && text[place.end..].starts_with(&after)
        })
        .cloned()
        .collect();
    if idle && places.len() > 1 && literal.len() == 1 { literal } else { places }
}

/// Runs of blanks as one space; blanks alone are nothing.
fn runs(words: &str) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    let mut words = words.to_owned();
    while words.contains("  ") {
        words = words.replace("  ", " ");
    }
    words
}

/// Words as they are compared, for the alphabet of the generated texts.
fn strip(words: &str) -> String {
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for cjk in ["中", "。", "𠮷"] {
        words = words.replace(&format!("{cjk} "), cjk).replace(&format!(" {cjk}"), cjk);
    }
    words
}

fn words(longest: usize) -> impl Strategy<Value = String> {
    let alphabet = vec!['a', 'b', '中', '。', '𠮷', '한', ' '];
    proptest::collection::vec(proptest::sample::select(alphabet), 0..=longest).prop_map(String::from_iter)
}

fn selectors() -> impl Strategy<Value = Selector> {
    let context = || proptest::option::of(words(2));
    let nth = || proptest::option::weighted(0.3, 0..4usize);
    prop_oneof![
        (words(3), context(), context(), nth())
            .prop_map(|(quote, before, after, nth)| { Selector::Quote { quote, before, after, nth } }),
        (words(2), words(2), context(), context(), nth())
            .prop_map(|(from, to, before, after, nth)| Selector::Passage { from, to, before, after, nth }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn anchoring_follows_the_letter_of_the_format(text in words(24), selector in selectors()) {
        let text = Text::new(&text);
        let expected = by_the_letter(text.as_str(), &selector);
        match anchor(&text, &selector, None) {
            Anchored::At(range) => prop_assert_eq!(vec![range], expected),
            Anchored::Orphan { .. } => prop_assert!(expected.is_empty(), "{:?}", expected),
            Anchored::Ambiguous { places, .. } => prop_assert!(places.len() > 1 && places == expected, "{:?}", expected),
        }
    }

    #[test]
    fn what_is_told_anchors_to_its_place(text in words(30), selector in selectors()) {
        let text = Text::new(&text);
        if let Anchored::Ambiguous { places, telling } = anchor(&text, &selector, None) {
            prop_assert_eq!(telling.len(), places.len());
            for (place, telling) in places.iter().zip(telling) {
                for context in [&telling.before, &telling.after].into_iter().flatten() {
                    prop_assert_eq!(context.trim(), context);
                }
                let is_passage = matches!(selector, Selector::Passage { .. });
                prop_assert!(is_passage || telling.nth.is_none());
                let told = selector.clone().told_by(telling);
                prop_assert_eq!(anchor(&text, &told, None), Anchored::At(place.clone()));
            }
        }
    }

    #[test]
    fn nothing_shorter_tells_places_apart(text in words(24), words in words(2)) {
        let text = Text::new(&text.replace(' ', ""));
        let Anchored::Ambiguous { telling, .. } = anchor(&text, &quote(&words), None) else { return Ok(()) };
        for Telling { range, before, after, .. } in telling {
            let length = |context: Option<String>| context.map_or(0, |context| context.chars().count());
            let told = length(before) + length(after);
            for (left, right) in (0..told).flat_map(|left| (0..told - left).map(move |right| (left, right))) {
                let (before, after) = (text.context(range.clone(), left).0, text.context(range.clone(), right).1);
                let found = anchor(&text, &quote_in(before, &words, after), None);
                prop_assert!(matches!(found, Anchored::Ambiguous { .. }), "{:?} {:?}", before, after);
            }
        }
    }

    #[test]
    fn the_shortest_selector_anchors_to_its_range(text in words(30), start in 0..90usize, length in 1..20usize) {
        let text = Text::new(&text);
        let range = start..start + length;
        if let Some(words) = text.as_str().get(range.clone()) {
            let lead = words.len() - words.trim_start().len();
            let expected = range.start + lead..range.start + lead + words.trim().len();
            match shortest_selector(&text, range) {
                Some(selector) => prop_assert_eq!(anchor(&text, &selector, None), Anchored::At(expected)),
                None => prop_assert_eq!(words.trim(), ""),
            }
        }
    }

    #[test]
    fn a_proposal_anchors_to_its_place(earlier in words(60), text in words(60), selector in selectors()) {
        let text = Text::new(&text);
        for earlier in [None, Some(earlier.as_str())] {
            if let Anchored::Orphan { proposal: Some(proposal) } = anchor(&text, &selector, earlier) {
                prop_assert_eq!(anchor(&text, &proposal.selector, None), Anchored::At(proposal.range));
            }
        }
    }
}
