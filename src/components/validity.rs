//! How far a document is in force, in its own words; what ended it, and what explains it.

use policy_engine::{Change, Corpus, Day, Document, SearchResults, State, Terms, marked_title};
use yew::prelude::*;

use super::view_context::ViewProps;
use crate::dom::element::{Element, element};
use crate::dom::icon::{CURRENT, PAST, icon};
use crate::i18n::Text;

/// The sentence about a document's validity on a day; without one only what no day changes. Prerendered pages have none:
/// nobody knows yet on which day they will be read.
pub fn validity_text(text: &Text, document: &Document, today: Option<Day>) -> String {
    let terms = &document.terms;
    let is_dated = terms.until.is_some() || terms.is_open;
    let Some(today) = today else {
        return match document.period {
            _ if is_dated => text.term.fill([&span(text, terms)]),
            Some(period) => text.period.fill(years(period).each_ref().map(String::as_str)),
            None => text.unstated.to_owned(),
        };
    };
    let later = document.later(today).map(|it| (it.change, it.name.as_str()));
    match document.state(today) {
        State::Repealed | State::Amended => {
            let (change, name) = later.unwrap_or((Change::Amended, ""));
            let [repealed, reissued, amended] = &text.changes;
            match change {
                Change::Repealed => repealed,
                Change::Reissued => reissued,
                Change::Amended => amended,
            }
            .fill([name])
        }
        State::NotYet => text.not_yet.fill([&terms.effective.map(|it| it.to_string()).unwrap_or_default()]),
        State::InForce => text.in_force.fill([&span(text, terms)]),
        State::Expired => text.expired.fill([&span(text, terms)]),
        state @ (State::Planned | State::PlanOver) => {
            let said = if state == State::Planned { &text.current } else { &text.past };
            said.fill(years(document.period.unwrap_or_default()).each_ref().map(String::as_str))
        }
        State::Unstated => text.unstated.to_owned(),
    }
}

fn years((first, last): (u16, u16)) -> [String; 2] {
    [first.to_string(), last.to_string()]
}

/// Until when, and where that stands.
fn span(text: &Text, terms: &Terms) -> String {
    let until = terms.until.map_or_else(|| text.open.to_owned(), |it| text.until.fill([&it.to_string()]));
    [until.as_str(), if terms.basis.is_empty() { "" } else { text.comma }, &terms.basis].concat()
}

/// The line shown with a clause.
pub fn validity_line(text: &Text, document: &Document, today: Option<Day>) -> Html {
    const CLASS: &str = "policy-lookup__validity";
    let is_dated = document.period.is_some() || document.terms.until.is_some() || document.terms.is_open;
    let (class, path) = match today.map(|it| document.state(it)) {
        None if is_dated => (CLASS, None),
        Some(State::InForce | State::Planned) => {
            ("policy-lookup__validity policy-lookup__validity--current", Some(CURRENT))
        }
        Some(state) if state.is_over() => ("policy-lookup__validity policy-lookup__validity--past", Some(PAST)),
        _ => (CLASS, Some(PAST)),
    };
    let line = element("span", class);
    let line = match path {
        Some(path) => line.child(icon(path)),
        None => line,
    };
    line.text(validity_text(text, document, today)).into()
}

/// A document of the list, if all documents of the list have run equally far: then that is said once, above it.
pub fn shared_validity<'a>(view: &ViewProps<'a>, page: &SearchResults) -> Option<&'a Document> {
    let corpus = view.index.corpus();
    let mut documents = page.hits.iter().filter_map(|it| corpus.document_of(view.index.clause(it.clause)));
    let first = documents.next()?;
    let said = |it: &Document| validity_text(view.text, it, view.config.today);
    let (all, mut last) = (said(first), first);
    for document in documents {
        if !std::ptr::eq(document, last) && said(document) != all {
            return None;
        }
        last = document;
    }
    Some(first)
}

/// Links to what took the document's place or changed it, what explains it, and what it explains; nothing for most.
pub fn related_line(view: &ViewProps<'_>, at: u16) -> Option<Element> {
    let (text, corpus) = (view.text, view.index.corpus());
    let document = corpus.documents.get(usize::from(at))?;
    let later = view.config.today.and_then(|it| document.later(it)).and_then(|it| it.document);
    let explaining = (0..).zip(&corpus.documents).filter(|(_, it)| it.explains == Some(at)).map(|(other, _)| other);
    let links: Vec<Element> = later
        .into_iter()
        .map(|it| (text.later, it))
        .chain(explaining.map(|it| (text.explained_by, it)))
        .chain(document.explains.map(|it| (text.explains, it)))
        .filter_map(|(label, it)| related(view, corpus, label, it))
        .collect();
    (!links.is_empty()).then(|| element("p", "policy-lookup__document-line policy-lookup__related").children(links))
}

fn related(view: &ViewProps<'_>, corpus: &Corpus, label: &'static str, at: u16) -> Option<Element> {
    let other = corpus.documents.get(usize::from(at))?;
    let link = view.document_link(&other.number).text(marked_title(&other.title));
    Some(element("span", "policy-lookup__cite").text(label).child(link))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;
    use crate::state::LANGS;
    use policy_engine::Later;

    fn said(document: &Document, today: &str) -> String {
        validity_text(i18n::text(LANGS[0]), document, Day::parse(today))
    }

    fn dated() -> Document {
        let day = |text| Day::parse(text);
        let terms = Terms {
            effective: day("2024-02-01"),
            until: day("2029-01-31"),
            basis: "第二条".into(),
            later: vec![Later {
                change: Change::Repealed,
                from: day("2028-01-01"),
                document: None,
                name: "甲府规〔2027〕9号".into(),
            }],
            ..Terms::default()
        };
        Document { terms, ..Document::default() }
    }

    #[test]
    fn validity_is_said_for_the_day() {
        for (today, right) in [
            ("2024-01-31", "尚未施行（自2024-02-01起施行）"),
            ("2024-02-01", "有效期内（至2029-01-31，第二条）"),
            ("2028-01-01", "已被甲府规〔2027〕9号废止"),
        ] {
            assert_eq!(said(&dated(), today), right, "{today}");
        }
        let mut ended = dated();
        ended.terms.later.clear();
        assert_eq!(said(&ended, "2029-02-01"), "已过有效期（至2029-01-31，第二条）");
        let plan = Document { period: Some((2021, 2025)), ..Document::default() };
        assert_eq!(said(&plan, "2025-12-31"), "规划期内（2021–2025年）");
        assert_eq!(said(&plan, "2026-01-01"), "规划期已满（2021–2025年），请以最新政策为准");
        assert_eq!(said(&Document::default(), "2026-01-01"), "文中未写明有效期，请向发文单位核实");
    }

    #[test]
    fn without_a_day_only_what_no_day_changes_is_said() {
        let plan = Document { period: Some((2021, 2025)), ..Document::default() };
        for text in LANGS.map(i18n::text) {
            for (document, first, last) in [(&plan, "2021", "2025"), (&dated(), "第二条", "2029-01-31")] {
                let said = validity_text(text, document, None);
                assert!(said.contains(first) && said.contains(last), "{said}");
                assert!(!said.contains('内') && !said.contains('內') && !said.contains("Within"), "{said}");
            }
        }
    }
}
