//! What words are read as figures, and what is none.

use super::*;

fn reads(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let figures = figures_in(text);
        let read: Vec<String> = figures.iter().map(short).collect();
        assert_eq!(&read, expected, "{text}");
        for figure in &figures {
            assert_eq!(text.get(figure.range.clone()), Some(figure.words.as_str()), "{text}");
        }
    }
}

#[test]
fn chinese_amounts() {
    reads(&[
        ("便投入了高达135亿元人民币", &["13500000000 CNY"]),
        ("2022年，公有云收入为21.8亿元", &["2180000000 CNY"]),
        ("人民币135亿元", &["13500000000 CNY"]),
        ("人民币 135 亿元", &["13500000000 CNY"]),
        ("１３５亿元", &["13500000000 CNY"]),
        ("135億元", &["13500000000 CNY"]),
        ("30亿美元的估值", &["3000000000 USD"]),
        ("三千万美金", &["30000000 USD"]),
        ("1.5万亿日元", &["1500000000000 JPY"]),
        ("5千万港币", &["50000000 HKD"]),
        ("10億新臺幣", &["1000000000 TWD"]),
        ("2百万欧元和3万英镑", &["2000000 EUR", "30000 GBP"]),
        ("500亿韩元", &["50000000000 KRW"]),
        ("￥1,200.50", &["1200.5 CNY"]),
        ("1亿2000万元", &["120000000 CNY"]),
        ("3万5000元", &["35000 CNY"]),
        ("投入135亿用于研发", &["13500000000"]),
        ("合计135亿。", &["13500000000"]),
        ("10元素周期", &["10 元素周期"]),
    ]);
}

#[test]
fn chinese_numerals() {
    reads(&[
        ("一百三十五亿元", &["13500000000 CNY"]),
        ("两亿元", &["200000000 CNY"]),
        ("一点五万亿元", &["1500000000000 CNY"]),
        ("二十一点八亿元", &["2180000000 CNY"]),
        ("一亿零三百万元", &["103000000 CNY"]),
        ("两万五千元", &["25000 CNY"]),
        ("一万五元、两万五美元、三百五万元", &[]),
        ("一万五千元", &["15000 CNY"]),
        ("一亿零五元", &["100000005 CNY"]),
        ("六成五的收入", &["65 percent"]),
        ("近六成半", &["about 65 percent"]),
        ("三成五以上", &["at-least 35 percent"]),
        ("三成五大客户、三成一线城市、三成五十", &[]),
        ("三成半导体", &["30 percent"]),
        ("三成", &["30 percent"]),
        ("百分之六点九", &["6.9 percent"]),
        ("百分之一百二十", &["120 percent"]),
        ("百分之百", &["100 percent"]),
        ("千分之三", &["0.3 percent"]),
        ("萬分之五", &["0.05 percent"]),
        ("百分之十至百分之十五", &["10..15 percent"]),
        ("千分之三至百分之五", &["0.3 percent", "5 percent"]),
        ("三千分之一、3/4", &[]),
        ("三到四成", &["30..40 percent"]),
        ("十款产品", &["10 款产品"]),
        ("五国", &["5 国"]),
        ("五个国家", &["5 个国家"]),
        ("零一万物、百度、千问、一些、十分、万一、统一的一个", &[]),
        ("三成员、三成員、二〇二四、五四、百分百、三分之一、双十一", &[]),
    ]);
}

#[test]
fn shares_and_ranks() {
    reads(&[
        ("收入的6.9%，", &["6.9 percent"]),
        ("６．９％", &["6.9 percent"]),
        ("下降-0.5%", &["-0.5 percent"]),
        ("增加了3.2个百分点", &["3.2 percentage-point"]),
        ("上调25个基点", &["0.25 percentage-point"]),
        ("6.9 per cent of revenue", &["6.9 percent"]),
        ("rose 25 basis points", &["0.25 percentage-point"]),
        ("by 3 percentage points", &["3 percentage-point"]),
        ("3‰", &["0.3 percent"]),
        ("iOS效率榜第17位", &["17 rank"]),
        ("跻身前十名，排名前10，排在前10位，前五大客户", &[]),
        ("among the top 10, a top 10 vendor", &[]),
        ("目前10名员工", &["10 名员工"]),
        ("第十七名", &["17 rank"]),
        ("排名17", &["17 rank"]),
        ("排在第17。", &["17 rank"]),
        ("国内第二大云厂商", &["2 rank"]),
        ("ranked 17th, at No. 17 or place 17", &["17 rank", "17 rank", "17 rank"]),
        ("# 两个词", &["2 个词"]),
        ("第一季度、第三方、第二次、第五章、第一个季度", &[]),
        ("the 17th century and May 17th", &[]),
    ]);
}

#[test]
fn english_amounts() {
    reads(&[
        ("put CNY 13.5 billion into it", &["13500000000 CNY"]),
        ("RMB 13.5 billion", &["13500000000 CNY"]),
        ("RMB13.5bn", &["13500000000 CNY"]),
        ("$3bn", &["3000000000 USD"]),
        ("US$3 billion", &["3000000000 USD"]),
        ("a $3-billion valuation", &["3000000000 USD"]),
        ("HK$20m and €5k", &["20000000 HKD", "5000 EUR"]),
        ("3 billion dollars", &["3000000000 USD"]),
        ("3 billion U.S. dollars", &["3000000000 USD"]),
        ("3bn yuan", &["3000000000 CNY"]),
        ("1.5 trillion yen", &["1500000000000 JPY"]),
        ("CNY 324 million, 6.9% of", &["324000000 CNY", "6.9 percent"]),
        ("1,200 users", &["1200 users"]),
        ("1,200 paying users in May", &["1200 paying users"]),
        ("2 million of them", &["2000000"]),
        ("10k users", &["10000 users"]),
        ("1.5K users", &["1500 users"]),
        ("a 4k screen, 32k上下文, 10k", &[]),
        ("won 10 awards", &["10 awards"]),
        ("$10 t-shirts", &["10 USD"]),
    ]);
}

#[test]
fn bounds() {
    reads(&[
        ("投了135亿元以上", &["at-least 13500000000 CNY"]),
        ("合计不低于135亿元", &["at-least 13500000000 CNY"]),
        ("至少135亿元", &["at-least 13500000000 CNY"]),
        ("不少于 10 款", &["at-least 10 款"]),
        ("超过135亿元", &["more-than 13500000000 CNY"]),
        ("超过了135亿元", &["more-than 13500000000 CNY"]),
        ("逾10亿元", &["more-than 1000000000 CNY"]),
        ("超10亿元", &["more-than 1000000000 CNY"]),
        ("135亿多元", &["more-than 13500000000 CNY"]),
        ("135亿余元", &["more-than 13500000000 CNY"]),
        ("10多亿元", &["more-than 1000000000 CNY"]),
        ("10余款产品", &["more-than 10 款产品"]),
        ("10多个国家", &["more-than 10 个国家"]),
        ("10款多模态产品", &["10 款多模态"]),
        ("10亿元余额", &["1000000000 CNY"]),
        ("10个多月", &["10 个多月"]),
        ("100+", &["at-least 100"]),
        ("不超过5%", &["at-most 5 percent"]),
        ("至多5%", &["at-most 5 percent"]),
        ("10人以内", &["at-most 10 人"]),
        ("不足5%", &["less-than 5 percent"]),
        ("不到三成", &["less-than 30 percent"]),
        ("低于3亿元", &["less-than 300000000 CNY"]),
        ("约47亿元", &["about 4700000000 CNY"]),
        ("人民币约47亿元", &["about 4700000000 CNY"]),
        ("约合人民币47亿元", &["about 4700000000 CNY"]),
        ("将近50%", &["about 50 percent"]),
        ("近50%", &["about 50 percent"]),
        ("最近5个国家", &["5 个国家"]),
        ("签约30亿元", &["3000000000 CNY"]),
        ("簽約30億元", &["3000000000 CNY"]),
        ("合约30亿元", &["3000000000 CNY"]),
        ("预约3000人", &["3000 人"]),
        ("节约5%", &["5 percent"]),
        ("條約10項", &["10 項"]),
        ("违约10亿元、续约10亿元", &["1000000000 CNY", "1000000000 CNY"]),
        ("大约10亿元", &["about 1000000000 CNY"]),
        ("募集约10亿元", &["about 1000000000 CNY"]),
        ("折合约10亿元", &["about 1000000000 CNY"]),
        ("签约约30亿元", &["about 3000000000 CNY"]),
        ("135亿元左右", &["about 13500000000 CNY"]),
        ("达到6.9%", &["6.9 percent"]),
        ("about 6.9%", &["about 6.9 percent"]),
        ("at least CNY 13.5 billion", &["at-least 13500000000 CNY"]),
        ("more than $3bn", &["more-than 3000000000 USD"]),
        ("no more than 10 users", &["at-most 10 users"]),
        ("up to 10 percent", &["at-most 10 percent"]),
        ("less than 10%", &["less-than 10 percent"]),
        ("moreover 10%", &["10 percent"]),
    ]);
}

#[test]
fn ranges() {
    reads(&[
        ("10亿至15亿元", &["1000000000..1500000000 CNY"]),
        ("10-15亿元", &["1000000000..1500000000 CNY"]),
        ("10亿~15亿", &["1000000000..1500000000"]),
        ("10亿元到15亿元", &["1000000000..1500000000 CNY"]),
        ("在46.6亿元到47.3亿元之间", &["4660000000..4730000000 CNY"]),
        ("在6.85%与6.95%之间", &["6.85..6.95 percent"]),
        ("6.85%与6.95%", &["6.85 percent", "6.95 percent"]),
        ("10–15%", &["10..15 percent"]),
        ("10%-15%", &["10..15 percent"]),
        ("between 10 and 15 billion", &["10000000000..15000000000"]),
        ("10 to 15 percent", &["10..15 percent"]),
        ("$10-15 million", &["10000000..15000000 USD"]),
        ("US$10 million to US$15 million", &["10000000..15000000 USD"]),
        ("第5至8位", &["5..8 rank"]),
        ("3至5个国家", &["3..5 个国家"]),
        ("10% and 15%", &["10 percent", "15 percent"]),
        ("-5%至10%", &["-5..10 percent"]),
    ]);
}

#[test]
fn a_change_has_two_figures() {
    reads(&[
        ("从10%到15%", &["10 percent", "15 percent"]),
        ("從10%到15%", &["10 percent", "15 percent"]),
        ("从15%降到10%", &["15 percent", "10 percent"]),
        ("由15%至10%", &["15 percent", "10 percent"]),
        ("由10亿元至15亿元", &["1000000000 CNY", "1500000000 CNY"]),
        ("从10到15亿元", &["1000000000 CNY", "1500000000 CNY"]),
        ("从约3个到5个国家", &["about 3 个", "5 个国家"]),
        ("从3到5个国家", &["3 个国家", "5 个国家"]),
        ("from 10% to 15%", &["10 percent", "15 percent"]),
        ("from $10 million to $15 million", &["10000000 USD", "15000000 USD"]),
        ("从5月17日至23日", &[]),
    ]);
}

#[test]
fn what_is_no_figure() {
    for text in [
        "十余家",
        "数亿元",
        "数十家",
        "两位数",
        "上百亿元",
        "几十亿元",
        "双位数",
        "十几亿元",
        "好几亿",
        "十多亿",
        "double digits",
        "dozens of users",
        "三位数增长",
        "2024年",
        "去年8月",
        "5月17日",
        "5月23日",
        "2024年上半年",
        "二〇二四年五月十七日",
        "10时31分",
        "90年代",
        "21世纪",
        "17 May 2024",
        "May 17, 2024",
        "Dec. 17",
        "3 June 2024",
        "Q1 2024",
        "in 2024",
        "2023–2024",
        "2024-05-17",
        "2024/5/17",
        "10:31",
        "2024年第一季度",
        "GPT-4",
        "qwen2.5",
        "V3",
        "qwen1.5 110b",
        "gpt-4-32k",
        "v1.5.2",
        "7B",
        "10:31 a.m.",
        "at 10 a.m.",
        "17 to 23 May",
        "5月17日至23日",
        "17–23 May 2024",
        "Qwen2-72B",
    ] {
        let read: Vec<String> = figures_in(text).iter().map(short).collect();
        assert!(read.is_empty(), "{text}: {read:?}");
    }
}

#[test]
fn the_last_digit_shown_has_the_resolution() {
    for (text, resolution) in [
        ("135亿元", "100000000"),
        ("21.8亿元", "10000000"),
        ("6.9%", "0.1"),
        ("6.90%", "0.01"),
        ("三成", "10"),
        ("10款", "1"),
        ("CNY 13.5 billion", "100000000"),
        ("1,200 users", "1"),
        ("1亿2000万元", "10000"),
        ("一百亿元", "100000000"),
        ("二十一点八亿", "10000000"),
    ] {
        assert_eq!(
            figures_in(text).first().map(|figure| figure.resolution.clone()),
            Some(number(resolution)),
            "{text}"
        );
    }
}
