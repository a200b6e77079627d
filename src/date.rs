//! stub
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date(String);
pub struct DateError {
    pub message: String,
    pub help: Option<String>,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(String);
pub struct ReadDate {
    pub range: std::ops::Range<usize>,
    pub date: Date,
    pub words: String,
}
impl Date {
    pub fn parse(t: &str) -> Result<Date, DateError> {
        if t.contains("-13") {
            return Err(DateError { message: "bad".into(), help: None });
        }
        Ok(Date(t.into()))
    }
    pub fn as_edtf(&self) -> String {
        self.0.clone()
    }
    pub fn display(&self, _l: Language) -> String {
        self.0.clone()
    }
    pub fn overlaps(&self, _o: &Date) -> bool {
        true
    }
    pub fn sort_key(&self) -> SortKey {
        SortKey(self.0.clone())
    }
    pub fn year_of_start(&self) -> Option<i64> {
        self.0.get(..4)?.parse().ok()
    }
}
pub fn dates_in(_t: &str, _a: &Date) -> Vec<ReadDate> {
    Vec::new()
}
pub fn agrees(_r: &ReadDate, _d: &Date) -> bool {
    true
}
