//! The law of page breaks: wherever a page ends within a sentence, the clauses
//! are the same.

use policy_index::gazette::Gazette;
use policy_index::text::{compact, is_closed};
use proptest::prelude::*;

use crate::common::{Root, real_root};

const FIRST_LINE: usize = 1032;
const LAST_LINE: usize = 1241;

/// The lines of 柳政办〔2022〕28号.
fn lines() -> Vec<String> {
    let text = std::fs::read_to_string(real_root().join("corpus/gazette-2024-05.txt")).unwrap();
    text.lines().skip(FIRST_LINE - 1).take(LAST_LINE + 1 - FIRST_LINE).map(str::to_owned).collect()
}

/// Ids and words of the clauses these lines give; a space at the end of a line
/// is not printed.
fn clauses(lines: &[String]) -> Vec<(String, String)> {
    let root = Root::small();
    root.write("corpus/a.txt", &(lines.join("\n") + "\n"));
    root.replace("corpus/collections.toml", "last_line = 25", &format!("last_line = {}", lines.len()));
    root.replace("corpus/collections.toml", "number = \"柳政办〔2022〕31号\"", "number = \"柳政办〔2022〕28号\"");
    root.replace(
        "corpus/collections.toml",
        "《柳州市步道建设办法》的通知",
        "柳州市全民健身实施计划（2021-2025年）的通知",
    );
    let gazette = Gazette::read(root.path()).unwrap_or_else(|error| panic!("{}", error.render()));
    gazette.drafts.into_iter().map(|draft| (draft.id, compact(&draft.text))).collect()
}

/// Running text: long, and not a line that a page already cut.
fn is_paragraph(line: &str) -> bool {
    line.chars().count() > 60 && line.ends_with('。')
}

/// Few cases by default, because each reads the whole document; PROPTEST_CASES
/// asks for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { 48 };
    ProptestConfig { cases, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn page_break_within_a_sentence_changes_no_clause(line in any::<prop::sample::Index>(), at in 1_usize..60) {
        let whole = lines();
        let paragraphs: Vec<usize> = (0..whole.len()).filter(|&line| is_paragraph(&whole[line])).collect();
        let line = paragraphs[line.index(paragraphs.len())];
        let cut = whole[line].char_indices().nth(at).map(|(cut, _)| cut).unwrap();
        let (before, after) = whole[line].split_at(cut);
        prop_assume!(!is_closed(before));
        let mut broken = whole.clone();
        let page = ["", "——柳州市人民政府办公室——", ""].map(str::to_owned);
        let parts = std::iter::once(before.to_owned()).chain(page).chain([after.to_owned()]);
        broken.splice(line..=line, parts);
        let (broken, whole) = (clauses(&broken), clauses(&whole));
        let differing = broken.iter().zip(&whole).find(|(a, b)| a != b);
        prop_assert!(differing.is_none() && broken.len() == whole.len(), "cut after “{}”: {:?}", before, differing);
    }
}
