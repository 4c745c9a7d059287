//! Damage is refused with a reason, older files are reopened, equal input
//! gives equal bytes.

use std::time::{Duration, Instant};

use policy_engine::{
    Amount, Bucket, Change, Clause, Collection, Corpus, Day, Document, Facet, FacetId, FacetValue, FormatError,
    Heading, HeadingId, Index, Latent, Later, Leanings, Lexicon, Number, NumberKind, PlainNote, Questions, Synonym,
    Terms, buckets_of, encode, sections,
};
use policy_index::cli::render;
use policy_index::compile::build::{BuildOptions, build};
use policy_index::compile::digest::encode as encode_build;
use proptest::prelude::*;

use crate::common::{BYTES, root};

/// 岗 speaks for the clause, 照 against any.
fn leanings() -> Leanings {
    let bucket = |it: char, doubt, clauses| Bucket { number: buckets_of(&[it])[0], rarity: 20, doubt, clauses };
    let mut buckets = vec![bucket('岗', -7, vec![(0, 2)]), bucket('照', 5, vec![])];
    buckets.sort_by_key(|it| it.number);
    Leanings { buckets, step: 1500, doubt_step: 200 }
}

fn small() -> Vec<u8> {
    let corpus = Corpus {
        data_version: "0".to_owned(),
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: vec!["问".into()] }],
        documents: vec![Document {
            number: "号".into(),
            period: Some((2021, 2025)),
            kind: "解读".into(),
            other_numbers: vec!["令".into()],
            published: Day::new(2024, 1, 5),
            terms: Terms {
                effective: Day::new(2024, 2, 1),
                until: Day::new(2029, 1, 31),
                basis: "第二条".into(),
                later: vec![Later {
                    change: Change::Amended,
                    from: Day::new(2027, 1, 1),
                    document: Some(0),
                    name: "乙".into(),
                }],
                ..Terms::default()
            },
            explains: Some(0),
            ..Document::default()
        }],
        headings: vec![Heading { text: "一、就业".into(), columns: vec!["名".into()], ..Heading::default() }],
        clauses: vec![Clause {
            id: "1".into(),
            heading: Some(HeadingId(0)),
            number: Some(Number { kind: NumberKind::Arabic, value: 1, suffix: 0 }),
            title: "就业补贴".into(),
            text: "就业补贴。就业补贴按规定发放。".into(),
            plain: Some(PlainNote { summary: "补钱".into(), ..PlainNote::default() }),
            questions: Questions { asked: vec!["没活干有钱领吗".into()], words: vec!["下岗".into()] },
            ..Clause::default()
        }],
        lexicon: Lexicon {
            words: vec!["就业".into(), "补贴".into()],
            synonyms: vec![
                Synonym { from: "找活".into(), to: "就业".into(), weight: 80 },
                Synonym { from: "护照".into(), to: String::new(), weight: 0 },
            ],
            stop_words: vec!["吗".into()],
            amounts: vec![Amount { asked: vec!["多少".into()], units: vec!["元".into()] }],
            readings: vec![('业', "ye".into()), ('就', "jiu".into())],
            variants: vec![('業', '业')],
            asked_words: vec![("下岗".into(), 1), ("公司".into(), 7)],
        },
        latent: Latent { num_dims: 2, weight_percent: 70, words: vec![1, 2, 3, 4], clauses: vec![5, -6] },
        leanings: leanings(),
        ..Corpus::default()
    };
    encode(&corpus).unwrap()
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let good = small();
    for end in 0..good.len() {
        assert!(Index::open(&good[..end]).is_err(), "cut at {end} of {}", good.len());
    }
}

#[test]
fn a_file_with_any_byte_changed_is_refused() {
    let good = small();
    for at in 0..good.len() {
        for mask in [1, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[at] ^= mask;
            assert!(Index::open(&bad).is_err(), "byte {at} ^ {mask:#x}");
        }
    }
}

#[test]
fn a_file_with_bytes_behind_it_is_refused() {
    let mut bad = small();
    bad.push(0);
    assert!(Index::open(&bad).is_err());
}

/// Opens damage that keeps the checksum (what a hand or a bug would write)
/// and uses what opens. It need not be refused, but nothing may panic, hang or
/// fill the memory.
pub(crate) fn open_and_use(bytes: &[u8]) {
    let start = Instant::now();
    if let Ok(index) = Index::open(bytes) {
        for query in ["就业补贴吗", "找不到活 补贴多少", "jybt", "a"] {
            index.search(query, &Default::default());
        }
        index.suggest("jiu", 8);
        let corpus = index.corpus();
        corpus.clauses.iter().take(100).for_each(|it| drop((corpus.full_citation(it), corpus.columns(it).len())));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{} bytes took {:?}", bytes.len(), start.elapsed());
}

/// The file with these sections: right lengths, right checksum.
fn laid(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = small()[..8].to_vec();
    sections.iter().for_each(|it| bytes.extend((it.len() as u32).to_le_bytes()));
    sections.iter().for_each(|it| bytes.extend(it));
    bytes.extend(crc32(&bytes).to_le_bytes());
    bytes
}

fn sections_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    sections(bytes).unwrap().into_iter().map(|it| bytes[it.1].to_vec()).collect()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[test]
fn a_changed_byte_under_a_right_checksum_never_panics() {
    let good = sections_of(&small());
    for (section, bytes) in good.iter().enumerate() {
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff, bytes[at].wrapping_add(1), bytes[at].wrapping_sub(1)] {
                let mut odd = good.clone();
                odd[section][at] = value;
                open_and_use(&laid(&odd));
            }
        }
    }
}

const NUM_SECTIONS: usize = 11;

/// A change of a section: bytes put in the place of others.
type Splice = (prop::sample::Index, prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Splice>> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(vec![0, 1, 2, 0x10, 0x7f, 0x80, 0xc1, 0xff])];
    let bytes = prop_oneof![
        prop::collection::vec(byte, 0..5),
        (any::<u8>(), 1..64usize).prop_map(|(byte, len)| vec![byte; len]),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6usize, bytes), 1..6)
}

/// Sections taken from two files, then changed, cut and repeated.
#[test]
fn changed_sections_under_a_right_checksum_never_panic() {
    let files = [sections_of(&small()), sections_of(&encode(&repeating()).unwrap())];
    let config = ProptestConfig { cases: num_inputs(), failure_persistence: None, ..Default::default() };
    proptest!(config, |(mixture in prop::collection::vec(0..NUM_SECTIONS, NUM_SECTIONS), changes in changes())| {
        let mut odd: Vec<Vec<u8>> = (0..NUM_SECTIONS).map(|at| files[usize::from(mixture[at] == 0)][at].clone()).collect();
        for (section, at, taken, put) in changes {
            let section = &mut odd[section.index(NUM_SECTIONS)];
            let start = at.index(section.len() + 1);
            let end = (start + taken).min(section.len());
            section.splice(start..end, put);
        }
        open_and_use(&laid(&odd));
    });
}

/// Twenty thousand in the suite; a long run sets the variable to millions.
pub(crate) fn num_inputs() -> u32 {
    std::env::var("POLICY_FUZZ_INPUTS").ok().and_then(|it| it.parse().ok()).unwrap_or(20_000)
}

/// Rows of tables, deep headings, long terms, many notes.
fn repeating() -> Corpus {
    let heading = |at: u32| Heading {
        parent: at.checked_sub(1).map(HeadingId),
        text: "一、就业困难人员".into(),
        columns: vec!["名称".into(), "标准".into()],
        ..Heading::default()
    };
    let clause = |at: u32| {
        let mut clause = Clause { id: at.to_string(), heading: Some(HeadingId(at % 9)), ..Clause::default() };
        clause.set_cells(["就业困难人员", "每月补贴三百元", ""]);
        clause.plain = Some(PlainNote { what: "补贴三百元".into(), ..PlainNote::default() });
        clause.questions = Questions { asked: vec!["没活干怎么办".into()], words: vec!["没活干".into()] };
        clause
    };
    let words = ["就业", "困难人员", "就业困难人员", "每月补贴三百元", "补贴"];
    Corpus {
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: vec![] }],
        documents: vec![Document::default()],
        headings: (0..9).map(heading).collect(),
        clauses: (0..12).map(clause).collect(),
        lexicon: Lexicon {
            words: words.map(String::from).into(),
            synonyms: vec![Synonym { from: "找不到活".into(), to: "就业困难人员".into(), weight: 80 }],
            asked_words: vec![("没活干".into(), 12)],
            ..Lexicon::default()
        },
        ..Corpus::default()
    }
}

/// LEB128.
fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while 0x80 <= number {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// Where a list of numbers ends that begins at byte `at`.
fn after_list(bytes: &[u8], at: usize) -> usize {
    let after = |at: usize| at + bytes[at..].iter().position(|it| *it < 0x80).unwrap() + 1;
    let len = bytes[at..after(at)].iter().rev().fold(0, |len, it| len << 7 | usize::from(it & 0x7f));
    (0..len).fold(after(at), |at, _| after(at))
}

#[track_caller]
fn check_bomb(section: &str, change: impl Fn(&mut Vec<Vec<u8>>)) {
    let mut parts = sections_of(&small());
    change(&mut parts);
    let bytes = laid(&parts);
    let start = Instant::now();
    let refusal = Index::open(&bytes).map(|_| ());
    assert!(matches!(refusal, Err(FormatError::Damaged { section: it }) if it == section), "{refusal:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

/// 2^`depth` words: every node has two steps to the one before it.
fn doubling_terms(depth: usize) -> Vec<u8> {
    let mut section: Vec<u8> = [3u64, 0].into_iter().flat_map(u64::to_le_bytes).collect();
    section.extend([0, 0, 1, 0, 0x10, 2]);
    (1..depth).for_each(|_| section.extend([1, 1, 1, 0, 0x10, 2]));
    let root = section.len() as u64 - 1;
    section.extend([1 << depth, root].into_iter().flat_map(u64::to_le_bytes).chain([0; 4]));
    section
}

#[test]
fn files_that_stand_for_gigabytes_are_refused() {
    check_bomb("terms", |parts| parts[1] = doubling_terms(40));
    check_bomb("terms", |parts| parts[1] = doubling_terms(20));
    // Ten thousand collections whose examples are the longest string there is.
    check_bomb("meta", |parts| {
        let text = [1].repeat(40_000);
        let meta = parts[0].clone();
        // Behind the commonest strings, the alphabet and the version of the data, which is empty.
        let at = (0..3).fold(0, |at, _| after_list(&meta, at)) + 1;
        parts[0] = [&meta[..at], &number(100_000_000), &text].concat();
    });
    // A million headings by their number alone.
    check_bomb("headings", |parts| parts[2] = number(100_000_000));
    // Headings, each below the one before, and as many clauses below the last.
    check_bomb("texts", |parts| {
        let num = 3_000;
        let column = |value: usize| number(value).repeat(num);
        let parents: Vec<u8> = (0..num).flat_map(number).collect();
        let empty = vec![0; num];
        parts[2] =
            [number(num), column(0), parents, column(0), column(0), column(0), column(0), empty.clone()].concat();
        let (below, plain) = (column(num), column(0));
        let columns = [&plain, &plain, &below, &plain, &plain, &plain, &plain, &plain, &plain, &plain];
        parts[3] = [number(num), columns.map(std::clone::Clone::clone).concat(), empty.clone(), empty.clone()].concat();
        parts[4] = [number(num), column(0), empty].concat();
        (parts[5], parts[9], parts[10]) = (vec![0], vec![0; 2], vec![0; 5]);
    });
    // The whole text as the target of every entry.
    check_bomb("thesaurus", |parts| {
        let text_end = parts[4].len() - 1;
        parts[4].splice(text_end..text_end, [1].repeat(5_000));
        let num = 1_000;
        let targets = [number(1), number(1), number(5_000), number(1), number(num), number(0)].concat();
        parts[6] = [targets, vec![0; num], vec![50; num]].concat();
    });
}

#[test]
fn what_has_no_form_in_the_file_is_not_written() {
    let refused = |change: &dyn Fn(&mut Corpus)| {
        let mut corpus = repeating();
        change(&mut corpus);
        encode(&corpus).unwrap_err().to_string()
    };
    assert!(refused(&|it| it.documents[0].period = Some((2021, 20_250))).contains("years 1 to 9999"));
    assert!(refused(&|it| it.documents[0].period = Some((0, 0))).contains("years 1 to 9999"));
    assert!(refused(&|it| it.documents[0].explains = Some(1)).contains("points to nothing"));
    let later = || Later { change: Change::Repealed, from: None, document: Some(1), name: String::new() };
    assert!(refused(&|it| it.documents[0].terms.later.push(later())).contains("points to nothing"));
    assert!(refused(&|it| it.headings[3].document = 1).contains("points to nothing"));
    assert!(refused(&|it| it.headings[3].parent = Some(HeadingId(3))).contains("points to nothing"));
    assert!(refused(&|it| it.clauses[1].cells[0] = 1..2).contains("cells of clause 1"));
    assert!(refused(&|it| it.lexicon.synonyms[0].weight = 101).contains("weight 101"));
    assert!(refused(&|it| it.clauses[1].questions.words.push("没钱".into())).contains("words of clause 1"));
    let bucket = Bucket { number: 7, rarity: 1, doubt: 0, clauses: vec![(999, 1)] };
    assert!(refused(&|it| it.leanings.buckets.push(bucket.clone())).contains("bucket 7"));
    assert!(refused(&|it| it.latent.num_dims = 4_096).contains("learn again"));
    let facets = |it: &mut Corpus| {
        let value = FacetValue { facet: Facet::Kind, name: "补贴".into(), long_name: String::new() };
        it.facets = vec![value.clone(), value];
        it.clauses[2].facets = vec![FacetId(1), FacetId(0)];
    };
    assert!(refused(&facets).contains("facets of clause 2 do not ascend"));
    let long = |it: &mut Corpus| {
        it.headings[0].text = "就业困难人员".repeat(2_000);
        it.clauses = vec![it.clauses[0].clone(); 2_000];
    };
    assert!(refused(&long).contains("repeats itself"));
}

#[track_caller]
fn check_refusal(bytes: &[u8], expected: &str) {
    let error = Index::open(bytes).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn every_refusal_says_what_to_do() {
    check_refusal(b"", "index is cut off: 0 of at least");
    check_refusal(&[b'x'; 100], "not an index file; compile one with `policy-index compile`");
    let mut newer = small();
    newer[4] = 99;
    check_refusal(&newer, "index has format 99, this build reads 6; compile it again");
    let mut flipped = small();
    let last = flipped.len() - 10;
    flipped[last] ^= 1;
    check_refusal(&flipped, "load it again");
    assert_eq!(Index::open(&newer).map(|_| ()), Err(FormatError::Version { expected: 6, got: 99 }));
}

fn kept(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/data").join(name)).unwrap()
}

#[test]
fn earlier_formats_are_refused_by_name() {
    check_refusal(&kept("index_v1.idx"), "index has format 1, this build reads 6; compile it again");
    check_refusal(&kept("index_v2.idx"), "index has format 2, this build reads 6; compile it again");
    check_refusal(&kept("index_v3.idx"), "index has format 3, this build reads 6; compile it again");
    check_refusal(&kept("index_v4.idx"), "index has format 4, this build reads 6; compile it again");
    check_refusal(&kept("index_v5.idx"), "index has format 5, this build reads 6; compile it again");
}

/// While format 6 is not released, whoever changes its bytes makes this file
/// anew: `KEEP_INDEX=1 cargo test -p policy-tests --test suite the_kept_format_6`.
#[test]
fn the_kept_format_6_is_reopened() {
    if std::env::var_os("KEEP_INDEX").is_some() {
        std::fs::write(root().join("tests/data/index_v6.idx"), small()).unwrap();
    }
    let bytes = kept("index_v6.idx");
    let index = Index::open(&bytes).unwrap();
    let page = index.search("找活", &Default::default());
    assert_eq!(index.clause(page.hits[0].clause).id, "1");
    assert_eq!(index.corpus().clauses[0].questions.words, ["下岗"]);
    assert_eq!(index.corpus().leanings, leanings());
    assert_eq!(bytes, small(), "the bytes of format 6 changed: see above; once it is released, change VERSION");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let again = build(&root().join("index"), BuildOptions::default()).map_err(|it| render(&it)).unwrap();
    assert!(*BYTES == encode_build(&again.corpus).map_err(|it| render(&it)).unwrap());
}
