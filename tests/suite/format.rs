//! Damage is refused with a reason, older files are reopened, equal input
//! gives equal bytes.

use policy_engine::{
    Amount, Clause, Collection, Corpus, Document, FormatError, Heading, HeadingId, Index, Latent, Lexicon, Number,
    NumberKind, PlainNote, Questions, Synonym, encode, sections,
};
use policy_index::cli::render;
use policy_index::compile::build::{BuildOptions, build};
use policy_index::compile::digest::encode as encode_build;

use crate::common::{BYTES, root};

fn small() -> Vec<u8> {
    let corpus = Corpus {
        data_version: "0".to_owned(),
        collections: vec![Collection { id: "c".into(), name: "名".into(), examples: vec!["问".into()] }],
        documents: vec![Document { number: "号".into(), period: Some((2021, 2025)), ..Document::default() }],
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
        latent: Latent { num_dims: 2, words: vec![1, 2, 3, 4], clauses: vec![5, -6] },
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

/// Damage that keeps the checksum: what a hand or a bug would write. It need
/// not be refused, but nothing may panic on the way. The terms are left out:
/// the `fst` crate reads its own bytes on trust, and checking them a second
/// time would bring 17 KB of tables to every phone; the checksum of the file
/// covers them against everything but a forger.
#[test]
fn a_changed_byte_under_a_right_checksum_never_panics() {
    let good = small();
    let sections = sections(&good).unwrap();
    let terms = sections.iter().find(|it| it.0 == "terms").unwrap().1.clone();
    for at in (8..good.len() - 4).filter(|it| !terms.contains(it)) {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut odd = good.clone();
            odd[at] = value;
            let body = odd.len() - 4;
            let crc = crc32(&odd[..body]).to_le_bytes();
            odd[body..].copy_from_slice(&crc);
            if let Ok(index) = Index::open(&odd) {
                index.search("就业补贴吗", &Default::default());
                index.suggest("jiu", 8);
            }
        }
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
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
    check_refusal(&newer, "index has format 99, this build reads 4; compile it again");
    let mut flipped = small();
    let last = flipped.len() - 10;
    flipped[last] ^= 1;
    check_refusal(&flipped, "load it again");
    assert_eq!(Index::open(&newer).map(|_| ()), Err(FormatError::Version { expected: 4, got: 99 }));
}

fn kept(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/data").join(name)).unwrap()
}

#[test]
fn earlier_formats_are_refused_by_name() {
    check_refusal(&kept("index_v1.idx"), "index has format 1, this build reads 4; compile it again");
    check_refusal(&kept("index_v2.idx"), "index has format 2, this build reads 4; compile it again");
    check_refusal(&kept("index_v3.idx"), "index has format 3, this build reads 4; compile it again");
}

#[test]
fn the_released_format_4_is_reopened() {
    let bytes = kept("index_v4.idx");
    let index = Index::open(&bytes).unwrap();
    let page = index.search("找活", &Default::default());
    assert_eq!(index.clause(page.hits[0].clause).id, "1");
    assert_eq!(index.corpus().clauses[0].questions.words, ["下岗"]);
    assert_eq!(bytes, small(), "format 4 is released: change VERSION when its bytes change");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let again = build(&root().join("index"), BuildOptions::default()).map_err(|it| render(&it)).unwrap();
    assert!(*BYTES == encode_build(&again.corpus).map_err(|it| render(&it)).unwrap());
}
