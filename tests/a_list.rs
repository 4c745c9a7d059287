//! A document with a list, which the three of the gazette have none of: for the suite and for browsers.

use policy_engine::{Clause, Collection, Corpus, Document, Heading, HeadingId, Number, NumberKind};

/// 第三条 with fourteen items between two other articles.
pub fn with_a_list() -> Corpus {
    let number = |kind, value| Some(Number { kind, value, suffix: 0 });
    let clause = |id: String, heading: u32, number, text: String| Clause {
        title: text.clone(),
        heading: Some(HeadingId(heading)),
        id,
        number,
        text,
        ..Clause::default()
    };
    let article = |at: u32, text: &str| clause(format!("x-{at}"), 0, number(NumberKind::Article, at), text.into());
    let item = |at| {
        let own = number(NumberKind::ChineseInBrackets, at);
        clause(format!("x-3-{at}"), 1, own, format!("（{at}）第{at}个条件；"))
    };
    let heading = |parent, kind, value, text: &str| Heading {
        parent,
        number: number(kind, value),
        text: text.into(),
        ..Heading::default()
    };
    let headings = vec![
        heading(None, NumberKind::Chapter, 1, "第一章 条件"),
        heading(Some(HeadingId(0)), NumberKind::Article, 3, "第三条"),
    ];
    let lead = [article(2, "第二条 本办法适用于本市。"), article(3, "第三条 申请人应当符合下列条件：")];
    let clauses = lead.into_iter().chain((1..=14).map(item)).chain([article(4, "第四条 其他。")]);
    Corpus {
        collections: vec![Collection { id: "x".into(), name: "例".into(), examples: vec![] }],
        documents: vec![Document { number: "甲政办〔2025〕1号".into(), ..Document::default() }],
        headings,
        clauses: clauses.collect(),
        ..Corpus::default()
    }
}
