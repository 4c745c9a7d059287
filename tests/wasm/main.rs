//! The engine as it runs on a phone: compiled to wasm, where `usize` has 32 bits and arithmetic differs in the corners.
//! `cargo xtask test wasm` runs it by Node. Natively this file is empty; what the engine finds is tested in `suite`.
#![cfg(target_arch = "wasm32")]

use policy_engine::{Clause, Collection, Corpus, Document, FormatError, Index, Lexicon, SearchOptions, encode};
use wasm_bindgen_test::wasm_bindgen_test;

const LOAN: &str = "（一）降低创业担保贷款申请门槛。";
const TRAIL: &str = "（二）增建体育健身步道、笼式多功能运动场。";

fn index_file() -> Vec<u8> {
    let clause =
        |id: &str, text: &str| Clause { id: id.into(), title: text.into(), text: text.into(), ..Clause::default() };
    let corpus = Corpus {
        collections: vec![Collection { id: "c".into(), name: "政策".into(), examples: vec![] }],
        documents: vec![Document { number: "柳政办〔2022〕22号".into(), ..Document::default() }],
        clauses: vec![clause("loan", LOAN), clause("trail", TRAIL)],
        lexicon: Lexicon { words: ["创业", "步道", "贷款"].map(String::from).into(), ..Lexicon::default() },
        ..Corpus::default()
    };
    encode(&corpus).unwrap()
}

#[wasm_bindgen_test]
fn every_substring_finds_its_clause() {
    let index = Index::open(&index_file()).unwrap();
    for (id, text) in [("loan", LOAN), ("trail", TRAIL)] {
        let chars: Vec<char> = text.chars().collect();
        for start in 0..chars.len() {
            for end in start + 1..=chars.len() {
                let query: String = chars[start..end].iter().collect();
                let page = index.search(&query, &SearchOptions::default());
                let found = page.hits.iter().any(|hit| index.clause(hit.clause).id == id);
                assert!(found, "{query} does not find {id}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn highlights_are_the_words_searched() {
    let index = Index::open(&index_file()).unwrap();
    let page = index.search("步道", &SearchOptions::default());
    let range = page.hits[0].highlights.text[0].clone();
    assert_eq!(&TRAIL[range], "步道");
}

#[wasm_bindgen_test]
fn a_damaged_index_is_an_error_and_no_trap() {
    let good = index_file();
    for end in 0..good.len() {
        assert!(Index::open(&good[..end]).is_err(), "cut at {end}");
    }
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0xff;
        assert!(Index::open(&bad).is_err(), "changed at {place}");
    }
}

#[wasm_bindgen_test]
fn an_index_of_another_version_is_named_as_such() {
    let mut other = index_file();
    other[policy_engine::MAGIC.len()] ^= 1;
    assert!(matches!(Index::open(&other), Err(FormatError::Version { .. })));
}
