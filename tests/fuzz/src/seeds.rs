//! Files to begin with: every section is in use.

use std::sync::LazyLock;

use policy_engine::{
    Amount, Bucket, Change, Clause, Collection, Corpus, Day, Document, Facet, FacetId, FacetValue, Heading, HeadingId,
    Latent, Later, Leanings, Lexicon, Number, NumberKind, PlainNote, Questions, Synonym, Terms, buckets_of, encode,
};

static INDEXES: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| [small(), repeating(), ended()].iter().map(|it| encode(it).unwrap()).collect());

/// Index files, as this build writes them.
pub fn indexes() -> &'static [Vec<u8>] {
    &INDEXES
}

fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(String::from).into()
}

/// 岗 speaks for the first clause, 照 against any.
fn leanings() -> Leanings {
    let bucket = |it: char, doubt, clauses| Bucket { number: buckets_of(&[it])[0], rarity: 20, doubt, clauses };
    let mut buckets = vec![bucket('岗', -7, vec![(0, 2)]), bucket('照', 5, vec![])];
    buckets.sort_by_key(|it| it.number);
    Leanings { buckets, step: 1500, doubt_step: 200 }
}

fn small() -> Corpus {
    let clause = Clause {
        id: "1".into(),
        heading: Some(HeadingId(0)),
        number: Some(Number { kind: NumberKind::Arabic, value: 1, suffix: 0 }),
        title: "就业补贴".into(),
        text: "就业补贴。就业补贴按规定发放三百元。".into(),
        facets: vec![FacetId(0)],
        plain: Some(PlainNote { summary: "补钱".into(), ..PlainNote::default() }),
        questions: Questions { asked: strings(["没活干有钱领吗"]), words: strings(["下岗"]) },
        ..Clause::default()
    };
    let synonym = |from: &str, to: &str, weight| Synonym { from: from.into(), to: to.into(), weight };
    Corpus {
        data_version: "2024-05".to_owned(),
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: strings(["问"]) }],
        documents: vec![Document {
            number: "柳政办〔2022〕31号".into(),
            period: Some((2021, 2025)),
            ..Document::default()
        }],
        facets: vec![FacetValue { facet: Facet::Kind, name: "补贴".into(), long_name: String::new() }],
        headings: vec![Heading { text: "一、就业".into(), columns: strings(["名"]), ..Heading::default() }],
        clauses: vec![clause],
        lexicon: Lexicon {
            words: strings(["就业", "补贴"]),
            synonyms: vec![synonym("找活", "就业", 80), synonym("护照", "", 0)],
            stop_words: strings(["吗"]),
            amounts: vec![Amount { asked: strings(["多少"]), units: strings(["元"]) }],
            readings: vec![('业', "ye".into()), ('就', "jiu".into())],
            variants: vec![('業', '业')],
            asked_words: vec![("下岗".into(), 1), ("公司".into(), 7)],
        },
        latent: Latent { num_dims: 2, weight_percent: 50, words: vec![1, 2, 3, 4], clauses: vec![5, -6] },
        leanings: leanings(),
    }
}

/// Documents that later ones ended, explain and amend.
pub fn ended() -> Corpus {
    let later =
        |change, document| Later {
            change, from: Day::new(2025, 5, 1), document, name: "甲政办〔2025〕1号".into()
        };
    let document = |at: u16| Document {
        number: format!("甲政办〔2024〕{}号", at + 1),
        title: "关于印发就业补贴办法的通知".into(),
        issuer: "甲市人民政府".into(),
        date: "2024-04-15".into(),
        kind: "规范性文件".into(),
        other_numbers: strings(["甲府规1号"]),
        published: Day::new(2024, 4, 20),
        terms: Terms {
            effective: Day::new(2024, 5, 1),
            until: Day::new(2029, 4, 30),
            is_open: at == 2,
            basis: "第九条".into(),
            later: vec![later(Change::Repealed, Some(1)), later(Change::Amended, None)],
        },
        explains: (at == 2).then_some(0),
        ..Document::default()
    };
    let clause = |at: u16| Clause {
        id: format!("d{at}"),
        document: at,
        title: "补贴".into(),
        text: "每人每月补贴三百元，有效期五年。".into(),
        ..Clause::default()
    };
    Corpus {
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: vec![] }],
        documents: (0..3).map(document).collect(),
        clauses: (0..3).map(clause).collect(),
        lexicon: Lexicon { words: strings(["补贴", "有效期"]), ..Lexicon::default() },
        ..Corpus::default()
    }
}

/// Rows of tables, deep headings, long terms, many notes.
fn repeating() -> Corpus {
    let heading = |at: u32| Heading {
        parent: at.checked_sub(1).map(HeadingId),
        text: "一、就业困难人员".into(),
        columns: strings(["名称", "标准"]),
        ..Heading::default()
    };
    let clause = |at: u32| {
        let mut clause = Clause { id: at.to_string(), heading: Some(HeadingId(at % 9)), ..Clause::default() };
        clause.set_cells(["就业困难人员", "每月补贴三百元", ""]);
        clause.plain = Some(PlainNote { what: "补贴三百元".into(), ..PlainNote::default() });
        clause.questions = Questions { asked: strings(["没活干怎么办"]), words: strings(["没活干"]) };
        clause
    };
    Corpus {
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: vec![] }],
        documents: vec![Document::default()],
        headings: (0..9).map(heading).collect(),
        clauses: (0..12).map(clause).collect(),
        lexicon: Lexicon {
            words: strings(["就业", "困难人员", "就业困难人员", "每月补贴三百元", "补贴"]),
            synonyms: vec![Synonym { from: "找不到活".into(), to: "就业困难人员".into(), weight: 80 }],
            asked_words: vec![("没活干".into(), 12)],
            ..Lexicon::default()
        },
        ..Corpus::default()
    }
}
