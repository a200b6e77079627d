//! The interface words of the built-in themes, in Chinese and English.
//!
//! In: a page's language. Out: [`Words`], which templates see as `words`, and counts in words. `zh-*` is Chinese, every
//! other language English. Must not know pages.

use serde::Serialize;

use crate::local::primary;
use crate::markdown::Label;

macro_rules! words {
    ($($name:ident: $chinese:literal, $english:literal;)*) => {
        /// Every word that a page says of itself.
        #[derive(Debug, Serialize)]
        pub struct Words { $(pub $name: &'static str,)* }

        static CHINESE: Words = Words { $($name: $chinese,)* };
        static ENGLISH: Words = Words { $($name: $english,)* };
    };
}

words! {
    home: "首页", "Home";
    articles: "报告", "Reports";
    entities: "实体", "Entities";
    topics: "主题", "Topics";
    timeline: "时间线", "Timeline";
    claims: "数据", "Figures";
    sources: "来源", "Sources";
    search: "搜索", "Search";
    search_hint: "报告、实体、事件、数据、批注", "Reports, entities, events, figures, notes";
    search_needs_script: "搜索需要 JavaScript。下面是全部名称。", "Searching needs JavaScript. Here are all names.";
    search_help: "几个词都要出现；“引号”内逐字查找；-词 排除；主题:云、实体:阿里云、年份:2024 缩小范围。",
        "All words must be there; \"quoted\" words stand as they are; -word leaves out; topic:cloud, entity:aliyun, year:2024 narrow.";
    search_results: "结果", "Results";
    search_count: "{} 条结果", "{} results";
    search_all: "全部 {} 条结果", "All {} results";
    search_nothing: "没有找到“{}”。", "Nothing was found for “{}”.";
    search_near: "是否要找：", "Did you mean:";
    search_failed: "搜索数据没有取到，请稍后再试。", "The data of the search could not be had; please try again later.";
    search_more: "更多结果", "More results";
    search_page: "页面", "Pages";
    search_notes: "批注", "Notes";
    search_year: "年份", "Year";
    search_topic: "主题", "Topic";
    feed: "订阅", "Feed";
    calendar: "日历", "Calendar";
    data_files: "数据文件", "Data files";
    skip: "跳到正文", "Skip to the content";
    site_navigation: "站点导航", "Site";
    breadcrumbs: "当前位置", "You are here";
    pages: "分页", "Pages";
    newer: "上一页", "Previous page";
    older: "下一页", "Next page";
    more: "更多", "More";
    all_articles: "全部报告", "All reports";
    all_entities: "全部实体", "All entities";
    whole_timeline: "完整时间线", "The whole timeline";
    made_with: "由 Postil 生成", "Made with Postil";
    newest: "最新报告", "Newest reports";
    latest_events: "最近事件", "Latest events";
    most_mentioned: "热门", "Most mentioned";
    subtopics: "下级主题", "Subtopics";
    parent_topic: "上级主题", "Part of";
    contents: "目录", "Contents";
    updated: "更新于", "Updated";
    origin: "原文", "First published by";
    draft: "草稿", "Draft";
    annotations: "批注", "Annotations";
    marks: "标注", "Marks";
    clean_reading: "清读", "Clean reading";
    figures_here: "本文数据", "Figures of this article";
    sources_here: "本文来源", "Sources of this article";
    cite_article: "引用本文", "Cite this article";
    cite_passage: "引用此段", "Cite this passage";
    copied: "已复制", "Copied";
    theme: "明暗", "Light and dark";
    theme_choices: "跟随系统,浅色,深色", "As the system,Light,Dark";
    in_all: "全站", "On this site";
    entity_column: "对象", "Of";
    background: "背景", "Background";
    orphans: "未能定位的批注", "Annotations without a place";
    orphans_explained: "这些批注引用的原文已不在正文中，或不止一处，因此列于此处。",
        "The words that these annotations quote are no longer in the text, or stand there more than once.";
    mentioned: "文中提及", "Mentioned here";
    mentions: "提及", "Mentions";
    machine_readable: "批注数据（JSON）", "Annotations as data (JSON)";
    entity: "提及", "Mention";
    event: "事件", "Event";
    claim: "论断", "Claim";
    relation: "关系", "Relation";
    note: "注", "Note";
    source: "来源", "Source";
    events: "事件", "Events";
    relations: "关系", "Relations";
    comment: "评注", "Comment";
    context: "背景", "Context";
    definition: "释义", "Definition";
    question: "疑问", "Question";
    correction: "更正", "Correction";
    occurred: "已发生", "Occurred";
    planned: "计划中", "Planned";
    postponed: "推迟", "Postponed";
    cancelled: "取消", "Cancelled";
    reported: "据报道", "Reported";
    confirmed: "已证实", "Confirmed";
    rumored: "传闻", "Rumored";
    estimated: "估计", "Estimate";
    forecast: "预测", "Forecast";
    disputed: "有争议", "Disputed";
    denied: "被否认", "Denied";
    superseded: "已被取代", "Superseded";
    retracted: "已撤回", "Retracted";
    primary: "一手", "Primary";
    secondary: "二手", "Secondary";
    tertiary: "三手", "Tertiary";
    anonymous: "匿名", "Anonymous";
    this_article: "本文", "This article";
    as_of: "截至", "As of";
    date: "日期", "Date";
    title: "标题", "Title";
    kind: "类型", "Kind";
    name: "名称", "Name";
    status: "状态", "Status";
    measure: "指标", "Measure";
    value: "数值", "Value";
    report: "报告", "Report";
    participants: "相关方", "Involved";
    aliases: "又名", "Also known as";
    website: "网站", "Website";
    inception: "成立", "Founded";
    dissolution: "终止", "Ended";
    listings: "上市", "Listings";
    distinct_from: "不同于", "Not to be confused with";
    co_mentioned: "常一同提及", "Often mentioned with";
    by_year: "按年份", "By year";
    undated_pages: "未署日期", "Undated pages";
    by_letter: "按首字母", "By letter";
    everything: "全部", "All";
    filter: "筛选", "Filter";
    subject: "主体", "Subject";
    asserted: "实线：报告写明的关系", "Solid: stated by a report";
    together: "虚线：只是同篇提及", "Dotted: only mentioned in the same reports";
    not_drawn: "未画出", "Not drawn";
    accounts: "各方记述", "Accounts";
    differences: "说法不一", "Accounts differ";
    disagreement: "数据不一致", "Figures disagree";
    authors: "作者", "Authors";
    container: "刊载于", "In";
    publisher: "出版方", "Publisher";
    issued: "发表", "Issued";
    accessed: "访问", "Accessed";
    archived: "存档", "Archived copy";
    tier: "层级", "Tier";
    rests_on_this: "以此为据", "What rests on this";
    all_events: "全部事件", "All events";
    several_months: "跨月", "Over months";
    within_year: "年内", "In the year";
    undated: "年份不详", "Year unknown";
    overview: "概览图，列表里有同样的内容", "Overview; the list says the same";
    reset: "清除", "Clear";
    entity_facet: "实体", "Entity";
    no_kind: "未分类", "No kind";
    other: "其他", "Other";
    sign_day: "某一天", "On a day";
    sign_within: "某月、某年之内", "Some time within";
    sign_lasting: "一段时间", "Over a time";
    sign_bound: "不早于或不晚于某日", "No earlier or no later";
    sign_open: "一端不限", "Open-ended";
    sign_unknown: "起止不详", "Beginning or end unknown";
    sign_doubtful: "约略或存疑", "Approximate or in doubt";
    sign_planned: "尚未发生", "Not yet";
    fact: "属性", "Fact";
    passage: "段落", "Passage";
    whole_article: "全文", "The whole article";
    disagrees: "不一致", "Disagrees";
    original: "原文", "Original";
    direct: "直接依据", "Directly";
    indirect: "间接依据", "Through others";
    has_from: "其说法来自", "Has it from";
    gives_to: "转引者", "Cited by";
    nothing_yet: "暂无内容", "Nothing here yet";
    not_found: "找不到该页", "Page not found";
    not_found_explained: "网址可能有误，或页面已经移走。", "The address may be wrong, or the page has moved.";
    moved: "本页已移至", "This page has moved to";
    blank: "", " ";
    comma: "、", ", ";
    semicolon: "；", "; ";
    colon: "：", ": ";
    open_bracket: "（", " (";
    close_bracket: "）", ")";
    note_alert: "注意", "Note";
    tip_alert: "提示", "Tip";
    important_alert: "重要", "Important";
    warning_alert: "警告", "Warning";
    caution_alert: "当心", "Caution";
    footnotes: "脚注", "Footnotes";
    back_to_text: "返回正文", "Back to the text";
    done: "已完成", "Done";
    to_do: "未完成", "To do";
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Articles,
    Entities,
    Mentions,
    Events,
    Claims,
    Rows,
    Relations,
    Sources,
    Accounts,
    Roots,
    /// Chains of sources.
    Chains,
    /// Whatever rests on a source.
    Statements,
    /// Groups of claims that contradict each other.
    Disagreements,
    Minutes,
    Months,
    Years,
}

impl Words {
    /// The words for a page's language.
    pub fn of(language: &str) -> &'static Self {
        if is_chinese(language) { &CHINESE } else { &ENGLISH }
    }

    fn is_chinese(&self) -> bool {
        std::ptr::eq(self, &CHINESE)
    }

    /// A number of things in words: `3 篇报告`, `1 report`, `3 reports`.
    pub fn count(&self, number: usize, counted: Counted) -> String {
        let (chinese, one, several) = match counted {
            Counted::Articles => ("篇报告", "report", "reports"),
            Counted::Entities => ("个实体", "entity", "entities"),
            Counted::Mentions => ("处提及", "mention", "mentions"),
            Counted::Events => ("个事件", "event", "events"),
            Counted::Claims => ("条数据", "figure", "figures"),
            Counted::Rows => ("行", "row", "rows"),
            Counted::Relations => ("条关系", "relation", "relations"),
            Counted::Sources => ("个来源", "source", "sources"),
            Counted::Accounts => ("处记述", "account", "accounts"),
            Counted::Roots => ("个源头", "root", "roots"),
            Counted::Chains => ("条来源", "source chain", "source chains"),
            Counted::Statements => ("条陈述", "statement", "statements"),
            Counted::Disagreements => ("处数据不一致", "disagreement", "disagreements"),
            Counted::Minutes => ("分钟读完", "minute to read", "minutes to read"),
            Counted::Months => ("个月", "month", "months"),
            Counted::Years => ("年", "year", "years"),
        };
        match (self.is_chinese(), number) {
            (true, _) => format!("{number} {chinese}"),
            (false, 1) => format!("1 {one}"),
            (false, _) => format!("{number} {several}"),
        }
    }

    /// A month for narrow places, counted from 1: `5月`, `May`.
    pub fn month(&self, month: u8) -> String {
        if self.is_chinese() {
            return format!("{month}月");
        }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        names.get(usize::from(month).saturating_sub(1)).map_or_else(String::new, ToString::to_string)
    }

    /// A stretch of time in which nothing is.
    pub fn gap(&self, length: &str) -> String {
        if self.is_chinese() { format!("空 {length}") } else { format!("gap: {length}") }
    }

    /// How many things of a list are shown; scripts put the first number in place of `{}`.
    pub fn shown_of(&self, all: &str) -> String {
        if self.is_chinese() { format!("显示 {{}} / {all}") } else { format!("{{}} of {all} shown") }
    }

    /// What this page has of a list that goes on: `本页 200 个事件`.
    pub fn here(&self, count: &str) -> String {
        if self.is_chinese() { format!("本页 {count}") } else { format!("{count} on this page") }
    }

    /// Figures of which equal ones share a row.
    pub fn in_rows(&self, figures: &str, rows: &str) -> String {
        if self.is_chinese() {
            format!("{figures}，相同的合为一行：{rows}")
        } else {
            format!("{figures}, equal ones in one row: {rows}")
        }
    }

    /// That a page's filters look at its own events only.
    pub fn filtered_here(&self, events: &str, (first, last): (&str, &str)) -> String {
        let is_chinese = self.is_chinese();
        let to = if is_chinese { "至" } else { " to " };
        let years = if first == last { first.to_owned() } else { format!("{first}{to}{last}") };
        if is_chinese {
            format!("只筛选本页的 {events}：{years}。别的年份从上面的柱条进入。")
        } else {
            format!("Filters the {events} of this page, {years}. The bars above lead to other years.")
        }
    }

    /// How many of the events a picture shows.
    pub fn drawn_of(&self, drawn: usize, all: usize) -> String {
        if self.is_chinese() {
            format!("图中画出 {drawn} 个，共 {all} 个；列表里是全部。")
        } else {
            format!("The picture shows {drawn} of {all}; the list has all of them.")
        }
    }

    /// A page of a list: `第 2 页`, `page 2`.
    pub fn page(&self, number: usize) -> String {
        if self.is_chinese() { format!("第 {number} 页") } else { format!("page {number}") }
    }

    /// A word of the format — a kind of annotation or note, a status, a tier — as a reader reads it.
    pub fn format_word(&self, id: &str) -> &'static str {
        match id {
            "entity" => self.entity,
            "event" => self.event,
            "claim" => self.claim,
            "relation" => self.relation,
            "note" => self.note,
            "source" => self.source,
            "comment" => self.comment,
            "context" => self.context,
            "definition" => self.definition,
            "question" => self.question,
            "correction" => self.correction,
            "occurred" => self.occurred,
            "planned" => self.planned,
            "postponed" => self.postponed,
            "cancelled" => self.cancelled,
            "reported" => self.reported,
            "confirmed" => self.confirmed,
            "rumored" => self.rumored,
            "estimated" => self.estimated,
            "forecast" => self.forecast,
            "disputed" => self.disputed,
            "denied" => self.denied,
            "superseded" => self.superseded,
            "retracted" => self.retracted,
            "primary" => self.primary,
            "secondary" => self.secondary,
            "tertiary" => self.tertiary,
            "anonymous" => self.anonymous,
            _ => "",
        }
    }

    /// An article as it is cited: authors (may be empty), title, and site, date and URL, of which each may be empty.
    /// Chinese after GB/T 7714-2015, 8.11, without the day of the citation, which the reader adds.
    pub fn citation(&self, authors: &str, title: &str, rest: [&str; 3]) -> String {
        let titled = if self.is_chinese() { format!("{title}[EB/OL]") } else { format!("“{title}”") };
        let [site, date, url] = rest;
        let published: Vec<&str> = [site, date].into_iter().filter(|part| !part.is_empty()).collect();
        let parts = [authors.to_owned(), titled, published.join(", "), url.to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }

    /// What a body says of itself.
    pub fn label(&self, label: Label) -> &'static str {
        match label {
            Label::Note => self.note_alert,
            Label::Tip => self.tip_alert,
            Label::Important => self.important_alert,
            Label::Warning => self.warning_alert,
            Label::Caution => self.caution_alert,
            Label::Footnotes => self.footnotes,
            Label::BackToText => self.back_to_text,
            Label::Done => self.done,
            Label::ToDo => self.to_do,
            Label::Annotations => self.annotations,
        }
    }
}

/// Whether a page of this language says its own words in Chinese.
pub fn is_chinese(language: &str) -> bool {
    primary(language) == "zh"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::{ClaimStatus, EventStatus, NoteKind};

    #[test]
    fn every_language_has_words() {
        for (language, home) in [("zh-Hans", "首页"), ("zh", "首页"), ("ZH-TW", "首页"), ("en", "Home"), ("fr", "Home")]
        {
            assert_eq!(Words::of(language).home, home, "{language}");
        }
    }

    #[test]
    fn english_tells_one_from_several() {
        let (chinese, english) = (Words::of("zh-Hans"), Words::of("en"));
        assert_eq!(english.count(1, Counted::Entities), "1 entity");
        assert_eq!(english.count(0, Counted::Entities), "0 entities");
        assert_eq!(english.count(2, Counted::Mentions), "2 mentions");
        assert_eq!(chinese.count(1, Counted::Articles), "1 篇报告");
    }

    #[test]
    fn every_word_of_the_format_is_named() {
        let kinds = ["entity", "event", "claim", "relation", "note", "source"].into_iter();
        let statuses = ClaimStatus::ALL.iter().map(|(id, _)| *id).chain(EventStatus::ALL.iter().map(|(id, _)| *id));
        for id in kinds.chain(statuses).chain(NoteKind::ALL.iter().map(|(id, _)| *id)) {
            assert!(!Words::of("zh").format_word(id).is_empty(), "{id}");
        }
    }
}
