//! The built-in vocabulary: types of entities, predicates of relations, roles in events, kinds of events.
//!
//! Each has an id and words in Chinese and English. Settings add to these lists or give other words.

use crate::local::Local;

/// A word of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub label: Local,
    /// For predicates: how the relation reads from the object's side.
    pub inverse: Option<Local>,
    /// For types: the type of schema.org.
    pub schema_org: Option<String>,
}

impl Term {
    pub fn new(label: Local) -> Self {
        Self { label, inverse: None, schema_org: None }
    }
}

fn term((id, chinese, english): (&str, &str, &str)) -> (String, Term) {
    (id.to_owned(), Term::new(Local::both(chinese, english)))
}

/// Entity types with their schema.org types; the first four are FollowTheMoney's.
pub fn types() -> Vec<(String, Term)> {
    let list = [
        ("Person", "人物", "Person", "Person"),
        ("Company", "公司", "Company", "Corporation"),
        ("Organization", "组织", "Organization", "Organization"),
        ("PublicBody", "公共机构", "Public body", "GovernmentOrganization"),
        ("Media", "媒体", "Media", "NewsMediaOrganization"),
        ("Product", "产品", "Product", "Product"),
        ("Model", "模型", "Model", "SoftwareApplication"),
        ("Place", "地点", "Place", "Place"),
        ("Concept", "概念", "Concept", "DefinedTerm"),
        ("Work", "作品", "Work", "CreativeWork"),
    ];
    list.into_iter()
        .map(|(id, chinese, english, schema)| {
            let (id, mut term) = term((id, chinese, english));
            term.schema_org = Some(schema.to_owned());
            (id, term)
        })
        .collect()
}

/// Predicates read between subject and object, as in 阿里巴巴 投资 月之暗面, with the words from the object's side.
pub fn predicates() -> Vec<(String, Term)> {
    let list = [
        ("investor-in", "投资", "invests in", "获其投资", "backed by"),
        ("owner-of", "拥有", "owns", "属于", "owned by"),
        ("parent-of", "旗下有", "parent of", "母公司为", "subsidiary of"),
        ("subsidiary-of", "母公司为", "subsidiary of", "旗下有", "parent of"),
        ("partner-of", "合作伙伴是", "partner of", "合作伙伴是", "partner of"),
        ("competitor-of", "竞争对手是", "competitor of", "竞争对手是", "competitor of"),
        ("customer-of", "采购自", "customer of", "供应给", "supplier of"),
        ("supplier-of", "供应给", "supplier of", "采购自", "customer of"),
        ("employee-of", "任职于", "works for", "员工有", "employer of"),
        ("executive-of", "任高管于", "executive of", "高管有", "has executive"),
        ("founder-of", "创立", "founded", "创始人是", "founded by"),
        ("member-of", "加入", "member of", "成员有", "has member"),
        ("developer-of", "开发", "develops", "开发者是", "developed by"),
        ("publisher-of", "发布", "publishes", "发布者是", "published by"),
        ("operator-of", "运营", "operates", "运营者是", "operated by"),
        ("located-in", "位于", "located in", "其地有", "location of"),
        ("part-of", "属于", "part of", "包含", "has part"),
        ("successor-of", "接替", "successor of", "后继是", "predecessor of"),
        ("related-to", "关联", "related to", "关联", "related to"),
    ];
    list.into_iter()
        .map(|(id, chinese, english, inverse_chinese, inverse_english)| {
            let (id, mut term) = term((id, chinese, english));
            term.inverse = Some(Local::both(inverse_chinese, inverse_english));
            (id, term)
        })
        .collect()
}

pub fn roles() -> Vec<(String, Term)> {
    let list = [
        ("party", "参与方", "Party"),
        ("organizer", "主办方", "Organizer"),
        ("speaker", "发言人", "Speaker"),
        ("investor", "投资方", "Investor"),
        ("investee", "被投方", "Investee"),
        ("acquirer", "收购方", "Acquirer"),
        ("target", "标的", "Target"),
        ("developer", "开发者", "Developer"),
        ("subject", "主体", "Subject"),
        ("location", "地点", "Location"),
        ("regulator", "监管方", "Regulator"),
    ];
    list.into_iter().map(term).collect()
}

pub fn event_kinds() -> Vec<(String, Term)> {
    let list = [
        ("release", "发布", "Release"),
        ("announcement", "宣布", "Announcement"),
        ("partnership", "合作", "Partnership"),
        ("investment", "投资", "Investment"),
        ("funding", "融资", "Funding"),
        ("acquisition", "收购", "Acquisition"),
        ("price-change", "调价", "Price change"),
        ("launch", "上线", "Launch"),
        ("personnel", "人事", "Personnel"),
        ("regulation", "监管", "Regulation"),
        ("incident", "事故", "Incident"),
        ("report", "报道", "Report"),
        ("conference", "会议", "Conference"),
        ("open-source", "开源", "Open source"),
        ("expansion", "扩张", "Expansion"),
        ("milestone", "里程碑", "Milestone"),
        ("other", "其他", "Other"),
    ];
    list.into_iter().map(term).collect()
}
