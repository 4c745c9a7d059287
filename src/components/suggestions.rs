//! What the box offers while something is typed: near terms, clause titles, and before that what was searched lately.

use std::rc::Rc;

use policy_engine::Index;
use yew::prelude::*;

use crate::dom::element::{all, el};
use crate::dom::icon::{CLAUSE, RECENT, SEARCH, icon};
use crate::i18n::Text;

/// Few enough to stay in sight above a phone's keyboard.
const MOST_OFFERS: usize = 6;

/// One line under the box.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// A term, with the number of clauses that hold it.
    Term(AttrValue, u32),
    /// A clause, by title and id.
    Clause(AttrValue, AttrValue),
    /// A query of this device.
    Recent(AttrValue),
}

impl Offer {
    /// What stands in the line.
    pub fn text(&self) -> &AttrValue {
        match self {
            Offer::Term(text, _) | Offer::Clause(text, _) | Offer::Recent(text) => text,
        }
    }
}

/// The offers for what stands in the box, best first; recent queries while it is empty.
pub fn offers(index: &Index, input: &str, recent: &[AttrValue]) -> Rc<[Offer]> {
    let input = input.trim();
    if input.is_empty() {
        return recent.iter().take(MOST_OFFERS).cloned().map(Offer::Recent).collect();
    }
    // Offering exactly what was typed leads nowhere.
    let found = index.suggest(input, MOST_OFFERS + 1).into_iter().filter(|it| it.text != input);
    let offer = |it: policy_engine::Suggestion| match it.clause {
        Some(id) => Offer::Clause(it.text.into(), id.into()),
        None => Offer::Term(it.text.into(), it.num_clauses),
    };
    found.take(MOST_OFFERS).map(offer).collect()
}

/// What a line shows.
pub fn offer_line(text: &Text, offer: &Offer) -> Html {
    let (path, note) = match offer {
        Offer::Term(_, num) => (SEARCH, text.num_clauses.fill([&num.to_string()])),
        Offer::Clause(..) => (CLAUSE, text.offer_clause.to_owned()),
        Offer::Recent(_) => (RECENT, text.offer_recent.to_owned()),
    };
    let name = el("span", "policy-lookup__offer-text").text(offer.text().clone());
    all([icon(path), name.into(), el("span", "policy-lookup__offer-note").text(note).into()])
}
