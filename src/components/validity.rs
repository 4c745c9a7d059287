//! How far a document's period has run: three states, and never 现行有效, because no document says so.

use policy_engine::{Document, SearchResults, Validity};
use yew::prelude::*;

use super::view_context::ViewProps;
use crate::dom::element::element;
use crate::dom::icon::{CURRENT, PAST, icon};
use crate::i18n::Text;

/// The sentence about a document's validity in a year; in year 0, which nobody knows, only its period.
pub fn validity_text(text: &Text, document: &Document, year: u16) -> String {
    let years = |(from, to): (u16, u16)| [from.to_string(), to.to_string()];
    let period = document.period.map(years).unwrap_or_default();
    let [from, to] = [period[0].as_str(), period[1].as_str()];
    match document.validity(year) {
        // Prerendered: nobody knows yet on which day it will be read.
        Validity::Current if year == 0 => text.period.fill([from, to]),
        Validity::Current => text.current.fill([from, to]),
        Validity::Past => text.past.fill([from, to]),
        Validity::Unstated => text.unstated.to_owned(),
    }
}

/// The line shown with a clause.
pub fn validity_line(text: &Text, document: &Document, year: u16) -> Html {
    let (class, path) = match document.validity(year) {
        Validity::Current if year == 0 => {
            return element("span", "policy-lookup__validity").text(validity_text(text, document, year)).into();
        }
        Validity::Current => ("policy-lookup__validity policy-lookup__validity--current", CURRENT),
        Validity::Past => ("policy-lookup__validity policy-lookup__validity--past", PAST),
        Validity::Unstated => ("policy-lookup__validity", PAST),
    };
    element("span", class).child(icon(path)).text(validity_text(text, document, year)).into()
}

/// A document of the list, if all documents of the list have run equally far: then that is said once, above it.
pub fn shared_validity<'a>(view: &ViewProps<'a>, page: &SearchResults) -> Option<&'a Document> {
    let corpus = view.index.corpus();
    let mut documents = page.hits.iter().filter_map(|it| corpus.document_of(view.index.clause(it.clause)));
    let first = documents.next()?;
    let said = |it: &Document| validity_text(view.text, it, view.config.year);
    let (all, mut last) = (said(first), first);
    for document in documents {
        if !std::ptr::eq(document, last) && said(document) != all {
            return None;
        }
        last = document;
    }
    Some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;
    use crate::state::LANGS;

    #[test]
    fn without_a_day_only_the_period_is_said() {
        let document = Document { period: Some((2021, 2025)), ..Document::default() };
        for text in LANGS.map(i18n::text) {
            let said = validity_text(text, &document, 0);
            assert!(said.contains("2021") && said.contains("2025"), "{said}");
            assert!(!said.contains('内') && !said.contains('內') && !said.contains("Within"), "{said}");
        }
        assert_eq!(validity_text(i18n::text(LANGS[0]), &document, 2025), "规划期内（2021–2025年）");
    }
}
