//! What the readers of Chinese share: relative years, ends of years and months, words that only look like dates.
//!
//! In: a cursor. Out: what the word there means. Order matters in each table: the longer word stands first.

use super::partial::Part;

/// Years relative to this one.
pub(super) const YEARS: [(&str, i64); 10] = [
    ("大前年", -3),
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("去年", -1),
    ("上一年", -1),
    ("上年", -1),
    ("前年", -2),
    ("明年", 1),
    ("后年", 2),
];

/// Before these characters the word of [`YEARS`] ends another word: 如今年轻, 说明年底, 成本年增.
pub(super) const NO_YEAR_AFTER: &str = "如当现至说表证声注成资样基以之此其过战三多数几十";

/// Months relative to this one.
pub(super) const MONTHS: [(&str, i64); 9] = [
    ("上上个月", -2),
    ("上个月", -1),
    ("上月", -1),
    ("这个月", 0),
    ("本月", 0),
    ("下下个月", 2),
    ("下个月", 1),
    ("下月", 1),
    ("今月", 0),
];

/// Parts of a year that are named after it; 初 and 中 are checked by their neighbours.
pub(super) const PARTS_OF_YEAR: [(&str, Part); 28] = [
    ("上半年", Part::Code(40)),
    ("下半年", Part::Code(41)),
    ("第一季度", Part::Code(33)),
    ("第二季度", Part::Code(34)),
    ("第三季度", Part::Code(35)),
    ("第四季度", Part::Code(36)),
    ("首季度", Part::Code(33)),
    ("一季度", Part::Code(33)),
    ("二季度", Part::Code(34)),
    ("三季度", Part::Code(35)),
    ("四季度", Part::Code(36)),
    ("第1季度", Part::Code(33)),
    ("第2季度", Part::Code(34)),
    ("第3季度", Part::Code(35)),
    ("第4季度", Part::Code(36)),
    ("1季度", Part::Code(33)),
    ("2季度", Part::Code(34)),
    ("3季度", Part::Code(35)),
    ("4季度", Part::Code(36)),
    ("前三季度", Part::Months(1, 9)),
    ("前3季度", Part::Months(1, 9)),
    ("前两季度", Part::Months(1, 6)),
    ("前二季度", Part::Months(1, 6)),
    ("第一季", Part::Code(33)),
    ("第二季", Part::Code(34)),
    ("第三季", Part::Code(35)),
    ("第四季", Part::Code(36)),
    ("前三个季度", Part::Months(1, 9)),
];

/// Before a quarter without a year these make it a count or another's: 近三季度, 这一季度.
pub(super) const NO_QUARTER_AFTER: &str = "近续去每个前隔跨这那该同任哪某另";

pub(super) const SEASONS: [(&str, u8); 12] = [
    ("春季", 21),
    ("春天", 21),
    ("夏季", 22),
    ("夏天", 22),
    ("秋季", 23),
    ("秋天", 23),
    ("冬季", 24),
    ("冬天", 24),
    ("春", 21),
    ("夏", 22),
    ("秋", 23),
    ("冬", 24),
];

pub(super) const PARTS_OF_MONTH: [(&str, Part); 7] = [
    ("上旬", Part::Days(1, 10)),
    ("中旬", Part::Days(11, 20)),
    ("下旬", Part::Days(21, 0)),
    ("初", Part::Days(1, 10)),
    ("底", Part::Days(20, 0)),
    ("末", Part::Days(20, 0)),
    ("中", Part::Days(10, 20)),
];

/// Names that hold a date and mean none.
pub(super) const NAMES: [&str; 9] =
    ["今日头条", "明日方舟", "明日之后", "明日之星", "今日资本", "今日美术", "今日说法", "21世纪经济", "21世纪教育"];

/// A date after these is counted from one that the text has told before, or comes back each time.
pub(super) const ELSEWHERE: [&str; 24] = [
    "同年", "当年", "次年", "翌年", "那年", "该年", "每年", "历年", "逐年", "往年", "早年", "常年", "来年", "同月",
    "当月", "次月", "翌月", "每月", "该月", "农历", "阴历", "旧历", "正月", "腊月",
];

/// 初 begins another word: 2024年初创公司.
pub(super) const NO_START_BEFORE: &str = "创步级次始衷中审赛稿见学心恋夏";

/// 中 after a year is the middle of it only before these; elsewhere it begins 中国, 中央, 中心.
pub(super) const MIDDLE_BEFORE: &str = "发推上开公宣正之至到时前就已将的";

/// After a month these make it another word, unless one of [`MONTH_BEFORE`] stands there: 5月活用户, 3月期.
pub(super) const NO_MONTH_BEFORE: &str = "活龄嫂饼球亮票卡内期天";
pub(super) const MONTH_BEFORE: [&str; 3] = ["活动", "期间", "天气"];

/// Before a number these make it a count or an ordinal.
pub(super) const COUNTED_AFTER: &str = "第近每逾满超约仅共达续后前这那去来历短数几上/-–—~";

/// After a day without a month these make it a span: 3日内, 5日均线.
pub(super) const NO_DAY_BEFORE: &str = "内前后间游均线活元报常益本年化夜行程历志记用程之以";
