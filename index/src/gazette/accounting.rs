//! Nothing lost, nothing invented: every character of a document's lines is counted
//! twice, once in the raw file and once in what was made of it, and the two sums
//! must be equal.

use std::collections::BTreeMap;

use policy_engine::ancestors;

use crate::error::{Kind, Result};
use crate::gazette::catalogue::DocumentEntry;
use crate::gazette::document::ReadDocument;
use crate::gazette::lines::LineUse;
use crate::source::Source;
use crate::structure::lines::trimmed;
use crate::structure::lines::typography::{compact, plain_chars};

/// Characters of a document's lines by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// 文号
    pub number: String,
    /// All characters of the lines, line breaks included.
    pub total: usize,
    /// In the text of clauses.
    pub clauses: usize,
    /// In headings, and in the paths of clauses.
    pub headings: usize,
    /// In column labels, and in the paths of rows.
    pub labels: usize,
    /// Page furniture.
    pub furniture: usize,
    /// Printed contents.
    pub contents: usize,
    /// Name and date under the text.
    pub signature: usize,
    /// Title of the next document on the last page.
    pub next_title: usize,
    /// Blank lines, indents, line breaks.
    pub space: usize,
    /// Taken away by errata.
    pub removed: usize,
    /// Put in by errata.
    pub inserted: usize,
}

impl Account {
    /// What the parts add up to; equals `total` in an account that is right.
    pub fn sum(&self) -> usize {
        let words = self.clauses + self.headings + self.labels + self.furniture + self.contents;
        (words + self.signature + self.next_title + self.space + self.removed).saturating_sub(self.inserted)
    }
}

/// Accounts for every character of the document.
///
/// # Errors
/// `Accounting` if a line has no use, a clause is not made of its lines, a
/// heading is in no path, or the parts do not add up.
pub fn account(entry: &DocumentEntry, source: &Source, read: &ReadDocument) -> Result<Account> {
    let mut account = Account {
        number: entry.document.number.clone(),
        removed: read.mended.0,
        inserted: read.mended.1,
        ..Account::default()
    };
    for number in entry.lines.0..=entry.lines.1 {
        count_line(&mut account, source, read, number)?;
    }
    check_clauses(source, read)?;
    check_headings(source, read)?;
    if account.sum() == account.total {
        return Ok(account);
    }
    let message = format!("{} of {} characters are accounted for", account.sum(), account.total);
    source.error_at(Kind::Accounting, entry.lines.0, message, HELP).fail()
}

const HELP: &str = "this is a fault of the build step, not of the text: please report it with the lines shown; \
                    an [[erratum]] or [[move]] for the line may help meanwhile";

/// The total comes from the raw line, the parts from what was made of it.
fn count_line(account: &mut Account, source: &Source, read: &ReadDocument, number: usize) -> Result<()> {
    let raw = source.range(number).map_or(0, |range| range.start);
    let next = source.range(number + 1).map_or(source.text.len(), |range| range.start);
    let raw = &source.text[raw..next];
    account.total += raw.chars().count();
    let printed = trimmed(raw);
    if printed.trim().is_empty() {
        account.space += raw.chars().count();
        return Ok(());
    }
    account.space += raw.chars().count() - printed.chars().count();
    let (Some(used), Some(words)) = (read.uses.get(&number), read.words.get(&number)) else {
        return source
            .error_at(Kind::Accounting, number, "this line is in no clause, heading or furniture", HELP)
            .fail();
    };
    let count = words.chars().count();
    let part = match used {
        LineUse::Clause(at) => {
            account.clauses += clause_chars(words, read, *at);
            // Empty cells at the end of a note are no text.
            account.space += count - clause_chars(words, read, *at);
            return Ok(());
        }
        LineUse::Heading => &mut account.headings,
        LineUse::Labels => &mut account.labels,
        LineUse::Furniture => &mut account.furniture,
        LineUse::Contents => &mut account.contents,
        LineUse::Signature => &mut account.signature,
        LineUse::NextTitle => &mut account.next_title,
    };
    *part += count;
    Ok(())
}

/// How many characters of the line the clause holds.
fn clause_chars(words: &str, read: &ReadDocument, at: usize) -> usize {
    let holds = |part: &str| read.drafts.get(at).is_some_and(|draft| draft.text.contains(part));
    let part = if holds(words) { words } else { words.trim() };
    part.chars().count()
}

/// A clause is its lines, in order, and nothing else.
fn check_clauses(source: &Source, read: &ReadDocument) -> Result<()> {
    for draft in &read.drafts {
        let printed: String = draft.lines.iter().filter_map(|line| read.words.get(line)).map(String::as_str).collect();
        let first = draft.lines.first().copied().unwrap_or(1);
        if compact(&printed) != compact(&draft.text) {
            let message = format!("clause {} is not made of its lines", draft.id);
            return source.error_at(Kind::Accounting, first, message, HELP).fail();
        }
    }
    let mut used: BTreeMap<usize, &str> = BTreeMap::new();
    for draft in &read.drafts {
        for &line in &draft.lines {
            if let Some(other) = used.insert(line, &draft.id) {
                let message = format!("this line is in two clauses, {other} and {}", draft.id);
                return source.error_at(Kind::Accounting, line, message, HELP).fail();
            }
        }
    }
    Ok(())
}

/// Every heading and label is found again above some clause, or in it.
fn check_headings(source: &Source, read: &ReadDocument) -> Result<()> {
    let Some(line) = lost_headings(read).next() else { return Ok(()) };
    let help = format!("nothing stands under this heading, or it was cut in two; {HELP}");
    source.error_at(Kind::Accounting, line, "this heading is above no clause", help).fail()
}

/// Lines of headings and labels that are neither above a clause nor in one.
pub fn lost_headings(read: &ReadDocument) -> impl Iterator<Item = usize> {
    let mut known = String::new();
    let mut heading = None;
    for draft in &read.drafts {
        if heading != draft.heading {
            heading = draft.heading;
            let printed = ancestors(&read.headings, heading).flat_map(|(_, it)| [it.text.clone(), it.columns.concat()]);
            printed.for_each(|it| known.extend(plain_chars(&it).chain(['\n'])));
        }
        known.extend(plain_chars(&draft.title).chain(['\n']).chain(plain_chars(&draft.text)).chain(['\n']));
    }
    read.uses.iter().filter_map(move |(line, used)| {
        let printed = read.words.get(line).map_or("", String::as_str);
        // Labels of two rows follow each other, cell by cell.
        let is_known = |part: &str| {
            let words: String = plain_chars(part).collect();
            known.contains(words.trim_matches([':', '：', '(', ')']))
        };
        let is_lost = match used {
            LineUse::Heading => !is_known(printed),
            LineUse::Labels => !printed.split('\t').all(is_known),
            _ => false,
        };
        is_lost.then_some(*line)
    })
}
