//! The title of the page says what is shown: in the list of tabs, in bookmarks, first of all to who has it read aloud.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use yew::prelude::*;

use crate::i18n::Text;
use crate::lookup::SharedIndex;
use crate::state::{Route, View};

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

/// What a view is called: the query and how much was found, the clause, the document; nothing for the start page.
pub fn title_of(text: &Text, route: &Route, index: Option<&SharedIndex>, headline: &str) -> Option<String> {
    let index = index?;
    match route.view() {
        View::Start => None,
        View::Results if route.query.is_empty() => Some(headline.to_owned()),
        View::Results => Some([&route.query, " · ", headline].concat()),
        View::Clause => {
            let found = route.clause.as_deref().and_then(|id| index.find_clause(id));
            Some(found.map_or_else(|| text.no_such_clause.to_owned(), |id| index.clause(id).title.clone()))
        }
        View::Document => {
            let number = route.document.as_ref()?;
            let found = index.corpus().documents.iter().find(|it| it.number == *number);
            Some(found.map_or(number, |it| &it.title).clone())
        }
    }
}
