//! A library answers by and by: what it says is shown as soon as the files for it are here. One round of files is on its
//! way at a time, and the next is for what is asked by then: the last question wins, and typing does not flood the network.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use policy_engine::FileId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::late::Late;
use crate::lookup::{
    Asked, Bring, Found, Said, Source, SuggestionLine, Supply, Wanted, ask, begin, late_library_suggestions,
};
use crate::state::{Config, State};

/// Files are fetched once a letter has had no other after it for so long; what is here already answers at once.
const TYPING_MS: u32 = 150;

/// The conversation with a library.
#[derive(Default)]
struct Talk {
    said: Option<Said>,
    /// What was asked last, after how many arrivals, and what was missing then.
    asked: Option<(Wanted, u32)>,
    missing: Vec<FileId>,
    /// Rounds of files that came.
    num_arrivals: u32,
    is_fetching: bool,
    /// For what files were fetched last.
    fetched_for: Option<Wanted>,
}

impl Talk {
    /// Asks where that has not been done yet.
    fn ask(&mut self, wanted: &Wanted) {
        let is_known = self.asked.as_ref().is_some_and(|it| it.0 == *wanted && it.1 == self.num_arrivals);
        if is_known {
            return;
        }
        if self.asked.as_ref().is_none_or(|it| it.0 != *wanted) {
            begin(wanted);
        }
        let Asked { said, missing } = ask(wanted, self.said.as_ref());
        self.said = said.or(self.said.take());
        self.missing = missing;
        self.asked = Some((wanted.clone(), self.num_arrivals));
    }

    /// How long to wait before the files that are missing are fetched.
    fn patience_ms(&self, wanted: &Wanted, is_typed: bool) -> u32 {
        if is_typed && self.fetched_for.as_ref() != Some(wanted) { TYPING_MS } else { 0 }
    }
}

/// What a library says to the route; `None` if `source` is none.
#[hook]
pub fn use_library(source: &Source, state: &State, config: &Config) -> Option<Found> {
    let talk = use_mut_ref(Talk::default);
    let update = use_force_update();
    let (library, bring) = match source {
        Source::Library(library, bring) => (Some(library.clone()), Some(bring.clone())),
        _ => (None, None),
    };
    let wanted = library.map(|library| Wanted {
        library,
        route: state.route.clone(),
        collection: config.collection.as_ref().map(ToString::to_string),
        limit: config.max_hits.map_or(state.limit, |most| most.min(state.limit)),
        today: config.today,
        num_retries: state.num_retries,
    });
    wanted.iter().for_each(|it| talk.borrow_mut().ask(it));
    let num_arrivals = talk.borrow().num_arrivals;
    let (fetching, is_typed) = (talk.clone(), state.is_typed);
    use_effect_with((wanted.clone(), bring, num_arrivals), move |(wanted, bring, _)| {
        let later = wanted.clone().zip(bring.clone()).and_then(|it| fetch(fetching, it, is_typed, update));
        move || drop(later)
    });
    let talk = talk.borrow();
    wanted.map(|it| found(&talk, &it))
}

/// Fetches what is missing, soon; `None` where there is nothing to wait for.
fn fetch(
    talk: Rc<RefCell<Talk>>,
    (wanted, bring): (Wanted, Bring),
    is_typed: bool,
    update: UseForceUpdateHandle,
) -> Option<Timeout> {
    let patience_ms = {
        let talk = talk.borrow();
        if talk.missing.is_empty() || talk.is_fetching {
            return None;
        }
        talk.patience_ms(&wanted, is_typed)
    };
    let start = move || {
        let mut now = talk.borrow_mut();
        now.is_fetching = true;
        now.fetched_for = Some(wanted);
        let coming = bring.bring(&now.missing);
        drop(now);
        spawn_local(async move {
            coming.await;
            let mut now = talk.borrow_mut();
            now.is_fetching = false;
            now.num_arrivals += 1;
            drop(now);
            update.force_update();
        });
    };
    if patience_ms == 0 {
        start();
        return None;
    }
    Some(Timeout::new(patience_ms, start))
}

fn found(talk: &Talk, wanted: &Wanted) -> Found {
    let is_waiting = !talk.missing.is_empty();
    let Some(said) = talk.said.as_ref().filter(|it| it.stays_for(wanted)) else {
        let supply = Supply::of_library(crate::lookup::OfLibrary { is_waiting: true, ..Default::default() });
        let (marks, document_marks) = Default::default();
        return Found { index: None, answer: None, marks, document_marks, supply };
    };
    Found {
        index: Some(said.index.clone()),
        answer: Some(said.answer.clone()),
        marks: Rc::new(wanted.route.clause.as_deref().map(|id| said.marks_of(id)).unwrap_or_default()),
        document_marks: said.marks.clone(),
        supply: Supply::of_library(said.supply(wanted, is_waiting)),
    }
}

/// The lines under the box out of the root; `None` if `source` is no library. How characters sound is fetched when
/// letters are typed.
#[hook]
pub fn use_library_suggestions(
    source: &Source,
    state: &State,
    recent: &Rc<[AttrValue]>,
    late: Option<Late>,
) -> Option<Rc<[SuggestionLine]>> {
    let update = use_force_update();
    let coming = use_mut_ref(|| None::<FileId>);
    let none = || Rc::<[SuggestionLine]>::from([]);
    let (library, bring) = match source {
        Source::Library(library, bring) => (Some(library.clone()), Some(bring.clone())),
        _ => (None, None),
    };
    let library = library?;
    let Some(late) = late.filter(|_| state.suggestions_open) else { return Some(none()) };
    let lines = library.with(|it| late_library_suggestions(late, it, &state.input, recent));
    let missing = lines.as_ref().err().copied();
    if let (Some(file), Some(bring)) = (missing.filter(|it| *coming.borrow() != Some(*it)), bring) {
        *coming.borrow_mut() = Some(file);
        let arrived = bring.bring(&[file]);
        spawn_local(async move {
            arrived.await;
            *coming.borrow_mut() = None;
            update.force_update();
        });
    }
    Some(lines.unwrap_or_else(|_| none()))
}
