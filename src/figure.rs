//! stub
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);
impl Decimal {
    pub fn parse(t: &str) -> Result<Decimal, ()> {
        t.replace(".", "").parse().map(Decimal).map_err(|_| ())
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    About,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}
#[derive(Clone)]
pub struct ReadFigure {
    pub words: String,
}
pub struct ClaimValue {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    pub unit: String,
    pub bound: Option<Bound>,
}
pub fn figures_in(_t: &str) -> Vec<ReadFigure> {
    Vec::new()
}
pub fn figures_of_unit<'a>(f: &'a [ReadFigure], _u: &str) -> Vec<&'a ReadFigure> {
    f.iter().collect()
}
pub fn agrees(_r: &ReadFigure, _c: &ClaimValue) -> bool {
    true
}
pub fn format_value(_v: &ClaimValue, _l: crate::date::Language) -> String {
    String::from("135亿元")
}
