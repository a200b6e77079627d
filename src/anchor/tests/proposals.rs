//! What is proposed where an annotation stands nowhere.

use super::*;

/// The words of the proposal for an orphan, and its selector.
fn proposed(text: &str, selector: &Selector, earlier: Option<&str>) -> Option<(String, Selector)> {
    let text = Text::new(text);
    match anchor(&text, selector, earlier) {
        Anchored::Orphan { proposal } => proposal.map(|proposal| {
            assert_eq!(
                anchor(&text, &proposal.selector, None),
                Anchored::At(proposal.range.clone()),
                "a proposal anchors"
            );
            (text.as_str()[proposal.range].to_owned(), proposal.selector)
        }),
        other => panic!("{selector:?} is no orphan in {:?}: {other:?}", text.as_str()),
    }
}

const STORY: &str = "5月15日，字节跳动发布豆包大模型，主力模型的定价比行业低99.3%。5月21日，阿里云宣布通义千问\
                     主力模型降价97%，百度随后宣布两款模型免费。业内人士称，价格战才刚刚开始。";

#[test]
fn an_edited_quote_is_proposed_at_its_place() {
    for (old, new, before, expected) in [
        ("阿里云宣布通义千问", "阿里云正式宣布通义千问", "", "阿里云正式宣布通义千问"),
        ("降价97%", "降价 90%", "", "降价 90%"),
        ("百度随后", "百度随即", "", "百度随即"),
        ("豆包大模型", "豆包", "", "豆包"),
        ("字节跳动", "字节", "", "字节"),
    ] {
        let text = STORY.replace(old, new);
        let found = proposed(&text, &quote_in(before, old, ""), Some(STORY));
        assert_eq!(found.as_ref().map(|(words, _)| words.as_str()), Some(expected), "{old} → {new}");
    }
}

#[test]
fn a_deleted_quote_is_not_proposed_elsewhere() {
    let sentence = "5月21日，阿里云宣布通义千问主力模型降价97%，百度随后宣布两款模型免费。";
    let text = STORY.replace(sentence, "");
    for words in [sentence, "阿里云", "通义千问主力模型降价97%", "5月21日"] {
        assert_eq!(proposed(&text, &quote(words), Some(STORY)), None, "{words}");
        assert_eq!(proposed(&text, &quote(words), None), None, "{words}");
    }
    let text = STORY.replace("阿里云", "");
    assert_eq!(proposed(&text, &quote("阿里云"), Some(STORY)), None, "only the quote itself was deleted");
}

#[test]
fn a_selectors_own_context_serves_where_no_earlier_text_is_known() {
    let text = STORY.replace("百度随后宣布", "百度立即宣布");
    let (words, _) = proposed(&text, &quote_in("降价97%，", "百度随后宣布", "两款模型"), None).expect("a proposal");
    assert_eq!(words, "百度立即宣布");
    let text = STORY.replace("两款模型免费", "三款模型免费");
    let (words, _) = proposed(&text, &quote("随后宣布两款模型免费"), None).expect("a long quote is known by itself");
    assert_eq!(words, "随后宣布三款模型免费");
    assert_eq!(proposed(&text, &quote("两款"), None), None, "a short one is not");
    assert_eq!(proposed(STORY, &numbered(quote("模型"), 9), None), None, "a number says nothing about another text");
}

#[test]
fn an_earlier_text_that_does_not_match_is_no_help() {
    assert_eq!(proposed(STORY, &quote("腾讯云"), Some("全然不同的文字")), None);
    assert_eq!(proposed(STORY, &quote("腾讯云"), Some("腾讯云，腾讯云")), None);
}

#[test]
fn two_likely_places_are_no_proposal() {
    let earlier = "序言。阿里云今日宣布降价。结语。";
    let text = "序言。阿里云今天宣布降价。结语。序言。阿里云今天宣布降价。结语。";
    assert_eq!(proposed(text, &quote("阿里云今日宣布"), Some(earlier)), None);
}

#[test]
fn a_proposal_comes_with_the_context_it_needs() {
    let earlier = "腾讯云降价。此外，阿里云也宣布大模型跌价了，百度免费。";
    let text = earlier.replace("跌价", "降价");
    let (words, selector) = proposed(&text, &quote("跌价"), Some(earlier)).expect("a proposal");
    assert_eq!((words.as_str(), selector), ("降价", quote_in("型", "降价", "")));
}

#[test]
fn both_ends_of_a_passage_are_proposed() {
    let text = STORY.replace("阿里云宣布", "阿里云正式宣布").replace("刚刚开始", "刚开始");
    let selector = passage("阿里云宣布", "刚刚开始");
    let (words, selector) = proposed(&text, &selector, Some(STORY)).expect("a proposal");
    assert!(words.starts_with("阿里云正式宣布") && words.ends_with("才刚开始"), "{words}");
    assert_eq!(selector, passage("阿里云正式宣布", "刚开始"));
    let text = STORY.replace("业内人士称，价格战才刚刚开始。", "");
    assert_eq!(proposed(&text, &passage("阿里云宣布", "刚刚开始"), Some(STORY)), None, "its end is gone");
}
