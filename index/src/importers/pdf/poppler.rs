//! A second opinion from `pdftotext`, where it is installed: on every page both must
//! find the same characters.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

use crate::importers::kept::record::Problem;
use crate::importers::reading::{is_invisible, problem};

/// As many characters as a message shows.
const MAX_SHOWN: usize = 12;

/// A problem for each page on which poppler finds a character that was not read, or
/// does not find one that was. `pages` are the characters read on each.
pub(super) fn second_opinion(bytes: &[u8], pages: &[String]) -> Vec<Problem> {
    let Some(text) = text(bytes) else { return Vec::new() };
    compare(&text, pages)
}

fn compare(text: &str, pages: &[String]) -> Vec<Problem> {
    let theirs = text.split('\u{c}').map(counts).chain(std::iter::repeat(BTreeMap::new()));
    pages
        .iter()
        .zip(theirs)
        .zip(1..)
        .filter_map(|((own, theirs), page)| difference(page, &counts(own), &theirs))
        .collect()
}

/// Two programs tell widths of marks, ligatures and what has no code in its own way.
fn counts(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\u{fffd}';
    for c in text.nfkc().filter(|&c| !c.is_whitespace() && !is_invisible(c) && !is_private(c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Letters that are printed twice for boldness are counted by one of them once: more of
/// what both find is no difference.
fn difference(page: usize, own: &BTreeMap<char, usize>, theirs: &BTreeMap<char, usize>) -> Option<Problem> {
    let beyond = |a: &BTreeMap<char, usize>, b: &BTreeMap<char, usize>| -> String {
        a.keys().filter(|it| !b.contains_key(it)).take(MAX_SHOWN).collect()
    };
    let more = |it: (&char, &usize)| theirs.get(it.0).is_some_and(|count| it.1 < count);
    let fewer: String = own.iter().filter(|it| more(*it)).map(|it| it.0).take(MAX_SHOWN).collect();
    let lost = format!("{}{fewer}", beyond(theirs, own));
    let added = beyond(own, theirs);
    if lost.is_empty() && added.is_empty() {
        return None;
    }
    let chinese = format!("第{page}页与另一个程序（pdftotext）读出的字不同：这里少“{lost}”，多“{added}”，请对照原件");
    let english = format!("page {page}: pdftotext finds other characters; compare with the original");
    Some(problem(0, "second-opinion", &chinese, &english))
}

/// The program reads from a pipe and writes to one; a thread feeds it.
fn text(bytes: &[u8]) -> Option<String> {
    let mut command = Command::new("pdftotext");
    command.args(["-layout", "-enc", "UTF-8", "-", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take()?;
    let bytes = bytes.to_vec();
    // It may stop reading early; then its answer counts, not ours.
    let feeder = std::thread::spawn(move || drop(input.write_all(&bytes)));
    let output = child.wait_with_output().ok()?;
    let _ = feeder.join();
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(theirs: &str, own: &[&str]) -> Vec<String> {
        let own: Vec<String> = own.iter().map(|it| (*it).to_owned()).collect();
        compare(theirs, &own).into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn the_page_with_other_characters_is_named() {
        assert_eq!(messages("甲 乙\n丙\u{c}丁丁戊\u{c}", &["丙乙甲", "丁丁戊"]), [""; 0], "order is no difference");
        let lost = messages("甲乙丙\u{c}丁丁戊\u{c}", &["甲乙丙", "丁戊己"]);
        assert_eq!(lost.len(), 1);
        assert!(lost[0].starts_with("第2页") && lost[0].contains("少“丁”，多“己”"), "{}", lost[0]);
        assert_eq!(messages("甲\u{c}", &["甲", "乙"]).len(), 1, "a page that it does not find");
    }

    #[test]
    fn forms_of_a_character_and_shadows_are_no_difference() {
        assert_eq!(messages("⽼年人，ﬁ\u{200b}\u{e001}\u{c}", &["老年人年,fi"]), [""; 0]);
    }
}
