//! The law of page breaks: wherever a page ends within a sentence, the clauses
//! are the same.

use policy_index::cli::render;
use policy_index::gazette::reader::Gazette;
use policy_index::structure::lines::typography::{compact, is_closed};
use policy_index::structure::numbering::split_marker;
use proptest::prelude::*;

use crate::common::{Root, real_root};

/// Serial of the 文号, first and last line, title.
type Printed = (u32, usize, usize, &'static str);

/// Three documents of different build: headings over paragraphs, items with
/// text under headings, boxes and a table.
const DOCUMENTS: [Printed; 3] = [
    (28, 1032, 1241, "柳州市全民健身实施计划（2021-2025年）的通知"),
    (29, 1242, 1449, "柳州市城市内涝治理实施方案（2021-2025年）的通知"),
    (37, 1886, 2184, "《柳州市中医药发展“十四五”规划》的通知"),
];

fn lines((_, first, last, _): Printed) -> Vec<String> {
    let text = std::fs::read_to_string(real_root().join("corpus/gazette-2024-05.txt")).unwrap();
    text.lines().skip(first - 1).take(last + 1 - first).map(str::to_owned).collect()
}

/// Ids and words of the clauses these lines give; a space at the end of a line
/// is not printed.
fn clauses((serial, _, _, title): Printed, lines: &[String]) -> Vec<(String, String)> {
    let root = Root::small();
    root.write("corpus/a.txt", &(lines.join("\n") + "\n"));
    root.replace("corpus/collections.toml", "last_line = 25", &format!("last_line = {}", lines.len()));
    root.replace("corpus/collections.toml", "〔2022〕31号", &format!("〔2022〕{serial}号"));
    root.replace("corpus/collections.toml", "《柳州市步道建设办法》的通知", title);
    let gazette = Gazette::read(root.path()).unwrap_or_else(|error| panic!("{}", render(&error)));
    gazette.drafts.into_iter().map(|draft| (draft.id, compact(&draft.text))).collect()
}

/// Running text: long, and not a line that a page already cut.
fn is_paragraph(line: &str) -> bool {
    line.chars().count() > 60 && line.ends_with('。') && !line.contains('\t')
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
    fn page_break_within_a_sentence_changes_no_clause(
        document in prop::sample::select(DOCUMENTS.as_slice()),
        line in any::<prop::sample::Index>(),
        at in 1_usize..60,
    ) {
        let whole = lines(document);
        let paragraphs: Vec<usize> = (0..whole.len()).filter(|&line| is_paragraph(&whole[line])).collect();
        let line = paragraphs[line.index(paragraphs.len())];
        let cut = whole[line].char_indices().nth(at).map(|(cut, _)| cut).unwrap();
        let (before, after) = whole[line].split_at(cut);
        // No printer parts a number from its bracket or its stop.
        let is_whole_number = split_marker(before).0 == split_marker(&whole[line]).0;
        // Digits alone in their line are a page number.
        let is_page_number = before.bytes().all(|byte| byte.is_ascii_digit());
        prop_assume!(!is_closed(before) && is_whole_number && !is_page_number);
        let mut broken = whole.clone();
        let page = ["", "——柳州市人民政府办公室——", ""].map(str::to_owned);
        let parts = std::iter::once(before.to_owned()).chain(page).chain([after.to_owned()]);
        broken.splice(line..=line, parts);
        let (broken, whole) = (clauses(document, &broken), clauses(document, &whole));
        let differing = broken.iter().zip(&whole).find(|(a, b)| a != b);
        prop_assert!(differing.is_none() && broken.len() == whole.len(), "cut after “{}”: {:?}", before, differing);
    }
}
