//! The currencies that are read and written.
//!
//! In: folded letters. Out: ISO 4217 codes, and their names in Chinese.

use super::letters::Letters;

/// Of each currency its code, its Chinese name, its signs before a number and its names on either side of one.
struct Currency {
    code: &'static str,
    chinese: &'static str,
    signs: &'static [&'static str],
    names: &'static [&'static str],
}

impl Currency {
    /// The names that may stand before a number: English words there belong to something else (“won 10 prizes”).
    fn leading_names(&self) -> impl Iterator<Item = &'static str> {
        let leads = |name: &&str| !name.is_ascii() || *name == "rmb" || name.eq_ignore_ascii_case(self.code);
        self.names.iter().copied().filter(leads)
    }
}

/// Longer names stand before those that they contain.
const CURRENCIES: [Currency; 14] = [
    Currency {
        code: "USD",
        chinese: "美元",
        signs: &["us$"],
        names: &["usd", "美元", "美金", "u.s. dollars", "us dollars", "u.s. dollar", "us dollar"],
    },
    Currency {
        code: "HKD",
        chinese: "港元",
        signs: &["hk$"],
        names: &["hkd", "港元", "港币", "元港币", "hong kong dollars", "hk dollars"],
    },
    Currency {
        code: "TWD",
        chinese: "新台币",
        signs: &["nt$"],
        names: &["twd", "新台币", "元新台币", "台币", "元台币", "new taiwan dollars", "taiwan dollars"],
    },
    Currency {
        code: "SGD",
        chinese: "新加坡元",
        signs: &["s$"],
        names: &["sgd", "新加坡元", "新元", "singapore dollars"],
    },
    Currency { code: "AUD", chinese: "澳元", signs: &["a$"], names: &["aud", "澳元", "australian dollars"] },
    Currency { code: "CAD", chinese: "加元", signs: &["c$"], names: &["cad", "加元", "canadian dollars"] },
    Currency { code: "EUR", chinese: "欧元", signs: &["€"], names: &["eur", "欧元", "euros", "euro"] },
    Currency { code: "GBP", chinese: "英镑", signs: &["£"], names: &["gbp", "英镑", "pounds", "pound"] },
    Currency { code: "JPY", chinese: "日元", signs: &[], names: &["jpy", "日元", "日圆", "japanese yen", "yen"] },
    Currency { code: "KRW", chinese: "韩元", signs: &["₩"], names: &["krw", "韩元", "韩圆", "won"] },
    Currency {
        code: "INR", chinese: "印度卢比", signs: &["₹"], names: &["inr", "印度卢比", "卢比", "rupees"]
    },
    Currency {
        code: "CHF", chinese: "瑞士法郎", signs: &[], names: &["chf", "瑞士法郎", "瑞郎", "swiss francs"]
    },
    Currency { code: "RUB", chinese: "卢布", signs: &["₽"], names: &["rub", "卢布", "roubles", "rubles"] },
    Currency {
        code: "CNY",
        chinese: "元",
        signs: &["¥"],
        names: &["cny", "rmb", "元人民币", "人民币", "yuan", "renminbi"],
    },
];

/// Characters that make another word of 元 when they follow it: 元素, 元件, 元宇宙, 元年, 元组, 元旦.
const NOT_AFTER_YUAN: &str = "素件宇年组旦老首";

/// The currency that stands right before `end`, and where it begins.
pub fn before(letters: &Letters, end: usize) -> Option<(usize, &'static str)> {
    for currency in &CURRENCIES {
        let sign = currency.signs.iter().find_map(|sign| letters.ending(end, sign));
        let name = currency.leading_names().find_map(|name| letters.ending_word(end, name));
        if let Some(start) = sign.or(name) {
            return Some((start, currency.code));
        }
    }
    letters.ending(end, "$").map(|start| (start, "USD"))
}

/// Where the sign or name of a currency ends that begins at `start`, before a number.
pub fn leading(letters: &Letters, start: usize) -> Option<usize> {
    let words = CURRENCIES.iter().flat_map(|currency| currency.signs.iter().copied().chain(currency.leading_names()));
    words.chain(["$"]).find_map(|words| letters.after(start, words))
}

/// The currency whose name stands at `start`, and where it ends.
pub fn after(letters: &Letters, start: usize) -> Option<(usize, &'static str)> {
    for currency in &CURRENCIES {
        if let Some(end) = currency.names.iter().find_map(|name| after_name(letters, start, name)) {
            return Some((end, currency.code));
        }
    }
    if let Some(end) = letters.after_word(start, "dollars").or_else(|| letters.after_word(start, "dollar")) {
        return Some((end, "USD"));
    }
    let end = letters.after(start, "元")?;
    (!letters.at(end).is_some_and(|next| NOT_AFTER_YUAN.contains(next))).then_some((end, "CNY"))
}

/// The code that a unit names, by code or by name: `cny`, `RMB`, 元, 美元.
pub fn code(unit: &str) -> Option<&'static str> {
    let letters = Letters::of(unit);
    after(&letters, 0).filter(|(end, _)| *end == letters.len()).map(|(_, code)| code)
}

/// The Chinese name of the currency with this code.
pub fn chinese(code: &str) -> Option<&'static str> {
    CURRENCIES.iter().find(|currency| currency.code == code).map(|currency| currency.chinese)
}

fn after_name(letters: &Letters, start: usize, name: &str) -> Option<usize> {
    if name.is_ascii() { letters.after_word(start, name) } else { letters.after(start, name) }
}
