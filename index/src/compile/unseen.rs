//! Characters that nobody sees and that change what everybody sees: they turn
//! the order of the text around, or end it for some programs.

use policy_engine::{Corpus, PlainNote};

/// A note for each text that holds one, with what to do.
pub(super) fn notes(corpus: &Corpus) -> Vec<String> {
    let mut notes = Vec::new();
    for (clause, heading) in corpus.clauses.iter().map(|it| (it, corpus.path(it).join(""))) {
        let PlainNote { summary, who, what, contact, .. } = clause.plain.clone().unwrap_or_default();
        let texts = [("its text", &clause.text), ("its headings", &heading), ("its title", &clause.title)];
        let plain = [summary, who, what, contact].concat();
        let found =
            texts.into_iter().chain([("its plain note", &plain)]).find_map(|(place, text)| Some((place, first(text)?)));
        notes.extend(found.map(|(place, it)| note(&clause.id, place, it)));
    }
    for document in &corpus.documents {
        notes.extend(first(&document.title).map(|it| note(&document.number, "its title", it)));
    }
    notes
}

fn note(id: &str, place: &str, found: char) -> String {
    let code = u32::from(found);
    format!("{id}: {place} holds U+{code:04X}, which nobody sees; take it out, in a printed text by an [[erratum]]")
}

fn first(text: &str) -> Option<char> {
    text.chars().find(|it| is_unseen(*it))
}

/// Bidirectional marks, embeddings, overrides and isolates; controls that are
/// no white space.
fn is_unseen(char: char) -> bool {
    let turns = matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (char.is_control() && !matches!(char, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use policy_engine::Clause;

    use super::*;

    #[test]
    fn what_nobody_sees_is_named() {
        let clause = |text: &str| Clause { id: "1-1".into(), text: text.into(), ..Clause::default() };
        let corpus = Corpus {
            clauses: vec![clause("补贴\t三百元\n"), clause("补贴\u{202e}元百三")],
            ..Corpus::default()
        };
        let notes = notes(&corpus);
        assert!(notes.len() == 1 && notes[0].starts_with("1-1: its text holds U+202E"), "{notes:?}");
        assert!(is_unseen('\0') && is_unseen('\u{2067}') && !is_unseen('\u{3000}'));
    }
}
