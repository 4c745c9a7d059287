//! The title of the page says what is shown: in the list of tabs, in bookmarks, first of all to who has it read aloud.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use policy_engine::Corpus;
use yew::prelude::*;

use crate::i18n::{self, name_in};
use crate::late::{self, Late};
use crate::lookup::{SharedIndex, find_document};
use crate::state::{Lang, Route, View};

/// Without a letter for so long, what was typed gets its title: nobody reads one for every letter, and the browser has to
/// tell it to its window each time.
const REST_MS: u32 = 200;

/// `shown`: what the view is called; `None` leaves the title as the page was published with, or gives it back. In
/// somebody else's page (`is_ours` false) the title is not touched.
#[hook]
pub fn use_title(is_ours: bool, shown: Option<String>, site: &'static str, is_typed: bool) {
    let published = use_mut_ref(|| None::<Rc<str>>);
    use_effect_with((is_ours, shown, site), move |(is_ours, shown, site)| {
        let mut published = published.borrow_mut();
        let title = match shown {
            _ if !is_ours => None,
            Some(shown) => {
                published.get_or_insert_with(|| document().title().into());
                Some(Rc::from([shown, " · ", site].concat()))
            }
            None => published.clone(),
        };
        let set = move |title: Rc<str>| document().set_title(&title);
        // Dropped when the next letter comes.
        let later = title.and_then(|title| {
            if !is_typed {
                set(title);
                return None;
            }
            Some(Timeout::new(REST_MS, move || set(title)))
        });
        move || drop(later)
    });
}

/// What a view is called: the query and how much was found; nothing for the start page.
pub fn title_of(lang: Lang, route: &Route, index: Option<&SharedIndex>, headline: &str) -> Option<String> {
    let index = index?;
    match route.view() {
        View::Start => None,
        View::Results if !route.query.is_empty() => Some([&route.query, " · ", headline].concat()),
        _ => late::late().map(|late| late_title(late, lang, route, index, headline)),
    }
}

/// What is browsed and how much there is, the clause, the document.
#[inline(never)]
fn late_title(_: Late, lang: Lang, route: &Route, index: &SharedIndex, headline: &str) -> String {
    let corpus = index.corpus();
    let found = match route.view() {
        View::Clause => {
            let id = route.clause.as_deref().and_then(|id| index.find_clause(id));
            id.map(|id| &index.clause(id).title)
        }
        View::Document => {
            let place = route.document.as_deref().and_then(|number| find_document(corpus, number));
            place.map(|it| &corpus.documents[usize::from(it)].title)
        }
        _ => return browsed(lang, route, corpus) + headline,
    };
    found.map_or(i18n::text(lang).no_such_clause, |it| it.as_str()).to_owned()
}

/// The names of what was chosen, each with the dot after it.
fn browsed(lang: Lang, route: &Route, corpus: &Corpus) -> String {
    let collection = corpus.collections.iter().find(|it| Some(&it.id) == route.collection.as_ref());
    let names = collection.map(|it| &it.name).into_iter().chain(route.facets.iter().map(|it| &it.1));
    names.map(|it| [&*name_in(lang, it), " · "].concat()).collect()
}
