//! One hit, the answer first: what it is called, what it means in plain words, the official words that answer, and one
//! line that says where they stand.

use super::snippet::{excerpt, marked};
use super::validity::validity_line;
use super::view_context::ViewProps;
use crate::dom::element::{Element, element};
use crate::i18n::Text;
use crate::lookup::answering;
use crate::state::{Action, Mode, Route};
use policy_engine::{Clause, Hit, MatchKind, Snippet, snippet_around};

/// A hit of the list. After Back its link has the focus again, found by `data-clause`. `is_shared`: how far all documents
/// of the list have run is said above it.
pub fn hit_item(view: &ViewProps<'_>, hit: &Hit, is_shared: bool) -> Element {
    let text = view.text;
    let clause = view.index.clause(hit.clause);
    let link = hit_link(view, clause);
    let plain = clause.plain.as_ref().map(|plain| {
        let tag = element("span", "policy-lookup__tag").text(text.plain);
        element("p", "policy-lookup__hit-plain").child(tag).child(marked(&plain.summary, &hit.highlights.plain, None))
    });
    let title = marked(&clause.title, &hit.highlights.title, None);
    element("li", "policy-lookup__hit")
        .attr("part", "hit")
        .key([clause.id.as_str(), if view.route.literal { " = " } else { " " }, &view.route.query].concat())
        .child(
            view.heading(1, "policy-lookup__hit-title").child(link.attr("data-clause", clause.id.clone()).child(title)),
        )
        .maybe(plain)
        .child(element("p", "policy-lookup__snippet").child(excerpt(&answering_snippet(view, clause, hit))))
        .child(foot(view, clause, hit, is_shared))
}

/// To the clause; for who searches in one document, to its place there, where all that matched is marked.
fn hit_link(view: &ViewProps<'_>, clause: &Clause) -> Element {
    const CLASS: &str = "policy-lookup__hit-link";
    if let Some(number) = view.route.document.as_deref().filter(|_| !view.route.query.is_empty()) {
        return view.place_link(CLASS, number, &clause.id);
    }
    let target = Route { clause: Some(clause.id.clone()), ..view.route.clone() };
    view.link(CLASS, &target, Action::Clause(clause.id.clone()))
}

/// Two lines of official text, around the words that answer.
fn answering_snippet(view: &ViewProps<'_>, clause: &Clause, hit: &Hit) -> Snippet {
    let max_chars = match view.mode {
        _ if view.width.is_roomy() => 76,
        Mode::Standard => 42,
        Mode::Elder => 36,
    };
    let answers = answering(&view.route.query, &clause.text);
    snippet_around(&clause.text, &hit.highlights.text, &answers, max_chars)
}

/// 文号 · heading · page, how it was found where that is not seen, and how far it has run.
fn foot(view: &ViewProps<'_>, clause: &Clause, hit: &Hit, is_shared: bool) -> Element {
    let (text, corpus) = (view.text, view.index.corpus());
    let foot = element("p", "policy-lookup__hit-foot");
    let Some(document) = corpus.document_of(clause) else { return foot };
    let path = corpus.path(clause);
    // On a phone the line holds no more than this.
    let has_room = view.width.is_roomy() || (is_shared && why(text, &hit.why).is_none());
    let heading =
        path.last().filter(|_| has_room).map(|it| element("span", "policy-lookup__hit-path").text((*it).to_owned()));
    let cite = |what: String| element("span", "policy-lookup__cite").text(what);
    foot.child(cite(document.number.clone()))
        .maybe(heading)
        .maybe((document.first_page > 0).then(|| cite(text.from_page.num(document.first_page as usize))))
        .maybe(why(text, &hit.why))
        .maybe((!is_shared).then(|| validity_line(text, document, view.config.today)))
}

/// How the clause matched, where none of its words is one that was typed.
fn why(text: &Text, why: &[MatchKind]) -> Option<Element> {
    let is_seen = why.is_empty() || why.contains(&MatchKind::Literal);
    let names = || why.iter().map(|it| text.why(*it)).collect::<Vec<_>>().join(text.listed);
    (!is_seen).then(|| element("span", "policy-lookup__why").text(text.found_by.fill([&names()])))
}
