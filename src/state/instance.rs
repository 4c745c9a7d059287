//! The state of one instance and what changes it. Pure: no DOM, no clock, no index; effects (history, scrolling,
//! announcements) are in `hooks` and only read what is here.
//!
//! The [`Route`] is what a link can hold; everything beside it is forgotten when the page is closed.

use std::rc::Rc;

use policy_engine::Facet;
use yew::Reducible;

use super::action::Action;
use super::config::{Config, Mode, Theme};
use super::history::{HistoryEntry, HistoryStep};
use super::lang::Lang;
use super::route::{ALL_COLLECTIONS, Route, View, decode_pasted};

/// Hits shown at first, and added by 更多.
pub const PAGE_SIZE: usize = 20;
/// Places kept to come back to.
const MOST_PLACES: usize = 50;
/// Steps of the type size in elder mode: 22, 26 and 30 px.
pub const NUM_SIZES: u8 = 3;

/// Everything an instance knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is looked at.
    pub route: Route,
    /// The text in the box; runs ahead of the query while an input method composes.
    pub input: String,
    /// Number of the latest request; an announcement with an older one is dropped.
    pub request: u32,
    /// Whether the latest request came by a letter: then the first hits have to be there at once, and no more.
    pub is_typed: bool,
    /// Most hits shown.
    pub limit: usize,
    /// Whether the list of suggestions is open.
    pub suggestions_open: bool,
    /// Index of the suggestion that the arrow keys chose.
    pub active_suggestion: Option<usize>,
    /// Whether the filter sheet of a narrow screen is open.
    pub sheet_open: bool,
    /// Standard or elder.
    pub mode: Mode,
    /// Light or dark.
    pub theme: Theme,
    /// Language of the interface.
    pub lang: Lang,
    /// Step of the type size in elder mode, below [`NUM_SIZES`].
    pub size: u8,
    /// Place of the highlight stepped to in the clause view.
    pub mark: usize,
    /// Whether the last copying or sharing worked, in the words of the interface; empty before the first.
    pub said: &'static str,
    /// Whether the QR code of a clause was shown, or hidden where it is shown by itself.
    pub toggled_qr: bool,
    /// How often what did not come was asked for again.
    pub num_retries: u32,
    /// How the history follows the last change.
    pub step: HistoryStep,
    /// Counts the changes the history has to follow.
    pub revision: u32,
    /// Counts the stops made for Back: several changes may be shown by one rendering, and none may be lost.
    pub num_stops: u32,
    /// Views left since the start, the latest last: 返回 returns to the last one.
    pub trail: Vec<HistoryEntry>,
    /// How far the view was scrolled before the last change.
    pub left_at: f64,
    /// How far the view is to be scrolled after it; `None`: stays where it is.
    pub arrive_at: Option<f64>,
    /// The clause that was shown, or the place of the document, before the last change.
    pub last_clause: Option<String>,
}

impl State {
    /// The state an instance starts in.
    pub fn new(config: &Config) -> Self {
        Self {
            route: Route { query: config.query.trim().into(), ..Route::default() },
            input: config.query.to_string(),
            request: 0,
            is_typed: false,
            limit: PAGE_SIZE,
            suggestions_open: false,
            active_suggestion: None,
            sheet_open: false,
            mode: config.mode,
            theme: config.theme,
            lang: config.lang,
            size: 0,
            mark: 0,
            said: "",
            toggled_qr: false,
            num_retries: 0,
            step: HistoryStep::Stay,
            revision: 0,
            num_stops: 0,
            trail: Vec::new(),
            left_at: 0.0,
            arrive_at: None,
            last_clause: None,
        }
    }

    /// Changes the state; `Reducible` wraps this.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Input(text) => self.type_text(text),
            Action::Submit(text) => {
                self.type_text(text);
                self.close_suggestions();
            }
            Action::Ask(text) => self.ask(text),
            Action::Clear => self.clear(),
            Action::Suggestions(open) => {
                self.suggestions_open = open;
                self.active_suggestion = None;
            }
            Action::Move { forward, num } => self.move_suggestion(forward, num),
            Action::Sheet(open) => self.sheet_open = open,
            Action::More => self.limit += PAGE_SIZE,
            Action::Left(scroll) => self.left_at = scroll,
            Action::Back => self.go_back(),
            Action::Arrive(place) => self.arrive(*place, HistoryStep::Arrive),
            Action::Mark(place) => self.mark = place,
            Action::Say(said) => self.said = said,
            Action::Retry => self.num_retries += 1,
            Action::ToggleQr => self.toggled_qr = !self.toggled_qr,
            Action::Mode(mode) => self.mode = mode,
            Action::Theme(theme) => self.theme = theme,
            Action::Lang(lang) => self.lang = lang,
            Action::Size(size) => self.size = size.min(NUM_SIZES - 1),
            other => self.turn(other),
        }
    }

    /// Actions that lead to another route, worth a stop for Back.
    fn turn(&mut self, action: Action) {
        let mut route = self.route.clone();
        let narrows =
            matches!(action, Action::Collection(_) | Action::Facet(..) | Action::Literal(_) | Action::Order(_));
        match action {
            Action::Collection(id) => route.collection = id,
            Action::Facet(facet, name) => toggle_facet(&mut route, facet, name),
            Action::Browse(facet, name) => {
                route = Route { facets: vec![(facet, name)], ..Route::default() };
                self.input.clear();
            }
            Action::Show(shown) => {
                self.input.clone_from(&shown.query);
                route = *shown;
            }
            Action::Within(document) => route.document = document,
            Action::Unfilter => {
                route.facets.clear();
                route.document = None;
                // Asked to look everywhere, an element made for one collection does.
                route.collection = Some(ALL_COLLECTIONS.into()).filter(|_| !route.query.is_empty());
            }
            Action::Order(order) => route.order = order,
            Action::Literal(literal) => route.literal = literal,
            Action::Clause(id) => route.clause = Some(id),
            Action::Document(number) => {
                route = Route { document: Some(number), ..Route::default() };
                self.input.clear();
            }
            Action::Place(number, id) => route = route.to_place(&number, &id),
            Action::Home => {
                route = Route::default();
                self.input.clear();
            }
            _ => {}
        }
        self.close_suggestions();
        let stays = narrows && self.route.view() == route.view();
        self.sheet_open &= stays;
        self.go(route, HistoryStep::Push);
        if stays {
            // The choice must not run away from under the finger.
            self.arrive_at = None;
        }
    }

    fn type_text(&mut self, text: String) {
        // Copied out of an address, it is the words that are meant.
        let query = decode_pasted(text.trim(), &|_| None).unwrap_or_else(|| text.trim().to_owned());
        self.suggestions_open = !query.is_empty();
        self.active_suggestion = None;
        self.input = text;
        if query == self.route.query && self.route.clause.is_none() && self.route.at.is_none() {
            return;
        }
        // Back from typed results leads to where typing began, not through every letter.
        let typing = self.route.view() == View::Results && !self.route.query.is_empty();
        let literal = self.route.literal && !query.is_empty();
        let route = Route { query, clause: None, at: None, literal, ..self.route.clone() };
        self.go(route, if typing { HistoryStep::Replace } else { HistoryStep::Push });
        self.is_typed = true;
    }

    fn ask(&mut self, text: String) {
        let route = Route { query: text.trim().into(), clause: None, at: None, literal: false, ..self.route.clone() };
        self.input = text;
        self.close_suggestions();
        self.go(route, HistoryStep::Push);
    }

    fn clear(&mut self) {
        self.input.clear();
        self.close_suggestions();
        let route = Route { query: String::new(), clause: None, at: None, literal: false, ..self.route.clone() };
        self.go(route, HistoryStep::Push);
    }

    fn move_suggestion(&mut self, forward: bool, num: usize) {
        // The first press opens a closed list: until then nobody has worked out what is in it.
        self.suggestions_open = true;
        self.active_suggestion = match (self.active_suggestion, forward) {
            _ if num == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(num - 1),
            // Past either end the text as typed is reached again.
            (Some(at), true) => Some(at + 1).filter(|next| *next < num),
            (Some(at), false) => at.checked_sub(1),
        };
    }

    fn close_suggestions(&mut self) {
        self.suggestions_open = false;
        self.active_suggestion = None;
    }

    fn go(&mut self, route: Route, step: HistoryStep) {
        if route == self.route {
            return;
        }
        if step == HistoryStep::Push {
            self.num_stops += 1;
            if self.trail.len() == MOST_PLACES {
                self.trail.remove(0);
            }
            self.trail.push(HistoryEntry { route: self.route.clone(), limit: self.limit, scroll: self.left_at });
        }
        let place = HistoryEntry { route, limit: PAGE_SIZE, scroll: 0.0 };
        self.settle(place, step);
    }

    fn go_back(&mut self) {
        let place = self.trail.pop().unwrap_or_else(|| {
            // Opened by a link: there is no list behind the clause, so make the one it would have come from.
            let mut route = self.route.clone();
            let from_clause = route.clause.take().is_some();
            let route = if from_clause && route.view() != View::Start { route } else { Route::default() };
            HistoryEntry { route, limit: PAGE_SIZE, scroll: 0.0 }
        });
        self.arrive(place, HistoryStep::Replace);
    }

    fn arrive(&mut self, place: HistoryEntry, step: HistoryStep) {
        self.input.clone_from(&place.route.query);
        self.close_suggestions();
        self.sheet_open = false;
        self.settle(place, step);
    }

    fn settle(&mut self, place: HistoryEntry, step: HistoryStep) {
        let left = std::mem::replace(&mut self.route, place.route);
        // Arrived where one is, as when a link has been read, nothing was left.
        let is_same = left == self.route;
        self.last_clause = left.clause.or(left.at).filter(|_| !is_same);
        self.limit = place.limit.max(PAGE_SIZE);
        self.arrive_at = Some(place.scroll);
        self.mark = 0;
        self.said = "";
        self.toggled_qr = false;
        self.is_typed = false;
        self.step = step;
        self.revision += 1;
        self.request += 1;
    }
}

fn toggle_facet(route: &mut Route, facet: Facet, name: String) {
    if route.has_facet(facet, &name) {
        route.facets.retain(|(f, n)| *f != facet || *n != name);
    } else {
        route.facets.push((facet, name));
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        next.apply(action);
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[Action]) -> State {
        let mut state = State::new(&Config::default());
        for action in actions {
            state.apply(action.clone());
        }
        state
    }

    fn typed(text: &str) -> Action {
        Action::Input(text.into())
    }

    #[test]
    fn back_leads_to_where_typing_began_not_through_every_letter() {
        let state = after(&[typed("轮"), typed("轮椅"), typed("轮椅补")]);
        assert_eq!((state.route.query.as_str(), state.step), ("轮椅补", HistoryStep::Replace));
        assert_eq!(state.trail.len(), 1);
        let state = after(&[typed("轮"), typed("轮椅"), Action::Back]);
        assert_eq!((state.route, state.input.as_str()), (Route::default(), ""));
    }

    #[test]
    fn back_restores_list_filters_and_scroll() {
        let open = [
            typed("补贴"),
            Action::Facet(Facet::Audience, "企业".into()),
            Action::More,
            Action::Left(812.0),
            Action::Clause("2022-31-1-1".into()),
        ];
        let state = after(&open);
        assert_eq!((state.route.view(), state.arrive_at), (View::Clause, Some(0.0)));
        let mut state = state;
        state.apply(Action::Back);
        assert_eq!(state.route.query, "补贴");
        assert!(state.route.has_facet(Facet::Audience, "企业"));
        assert_eq!((state.limit, state.arrive_at), (2 * PAGE_SIZE, Some(812.0)));
        assert_eq!(state.input, "补贴");
    }

    #[test]
    fn back_from_a_clause_opened_by_a_link_leads_to_its_list() {
        let arrive = |hash: &str| {
            Action::Arrive(Box::new(HistoryEntry { route: Route::parse(hash), ..HistoryEntry::default() }))
        };
        let state = after(&[arrive("#q=轮椅&id=2022-31-8"), Action::Back]);
        assert_eq!((state.route.query.as_str(), state.route.clause), ("轮椅", None));
        assert_eq!(after(&[arrive("#id=2022-31-8"), Action::Back]).route, Route::default());
    }

    #[test]
    fn every_search_has_its_own_number() {
        let mut numbers = vec![after(&[]).request];
        let mut state = after(&[]);
        for action in [typed("轮"), typed("轮椅"), Action::Literal(true), Action::Clear] {
            state.apply(action);
            numbers.push(state.request);
        }
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    }

    #[test]
    fn only_a_letter_is_in_haste() {
        assert!(after(&[typed("轮"), typed("轮椅")]).is_typed);
        for then in [Action::Facet(Facet::Kind, "培训".into()), Action::Ask("就业".into()), Action::Back] {
            assert!(!after(&[typed("轮椅"), then]).is_typed);
        }
    }

    #[test]
    fn spaces_around_the_text_do_not_search_again() {
        let (once, twice) = (after(&[typed("轮椅")]), after(&[typed("轮椅"), typed("轮椅 ")]));
        assert_eq!(once.request, twice.request);
        assert_eq!(twice.input, "轮椅 ");
    }

    #[test]
    fn words_copied_out_of_an_address_are_read() {
        let state = after(&[typed("%E5%B0%B1%E4%B8%9A")]);
        assert_eq!((state.route.query.as_str(), state.input.as_str()), ("就业", "%E5%B0%B1%E4%B8%9A"));
        assert_eq!(after(&[typed("95%")]).route.query, "95%");
    }

    #[test]
    fn arrow_keys_pass_through_the_typed_text_at_both_ends() {
        let step = |forward| Action::Move { forward, num: 2 };
        let at = |actions: &[Action]| after(actions).active_suggestion;
        assert_eq!(at(&[step(true)]), Some(0));
        assert_eq!(at(&[step(true), step(true)]), Some(1));
        assert_eq!(at(&[step(true), step(true), step(true)]), None);
        assert_eq!(at(&[step(false)]), Some(1));
        assert_eq!(at(&[step(true), step(false)]), None);
        let opened = after(&[Action::Move { forward: true, num: 0 }]);
        assert!(opened.suggestions_open && opened.active_suggestion.is_none());
    }

    #[test]
    fn typing_reopens_the_suggestions_and_forgets_the_place_in_them() {
        let state = after(&[typed("就业"), Action::Move { forward: true, num: 3 }, typed("就业补")]);
        assert!(state.suggestions_open);
        assert_eq!(state.active_suggestion, None);
        assert!(!after(&[typed("就业"), Action::Submit("就业".into())]).suggestions_open);
        assert!(!after(&[typed("就业"), typed("")]).suggestions_open);
    }

    #[test]
    fn filters_add_up_and_come_off_by_one_action() {
        let chosen = [
            typed("培训"),
            Action::Collection(Some("employment".into())),
            Action::Facet(Facet::Audience, "农民工".into()),
            Action::Facet(Facet::Kind, "培训".into()),
        ];
        let mut state = after(&chosen);
        assert_eq!(state.route.num_filters(), 3);
        state.apply(Action::Facet(Facet::Kind, "培训".into()));
        assert_eq!(state.route.num_filters(), 2);
        state.apply(Action::Unfilter);
        assert_eq!((state.route.num_filters(), state.route.query.as_str()), (0, "培训"));
    }

    #[test]
    fn a_place_of_a_document_keeps_what_was_asked() {
        let place = Action::Place("柳政办〔2022〕31号".into(), "2022-31-8".into());
        let mut state = after(&[Action::Document("柳政办〔2022〕31号".into()), typed("轮椅")]);
        assert_eq!(state.route.view(), View::Results);
        state.apply(place);
        assert_eq!((state.route.view(), state.route.query.as_str()), (View::Document, "轮椅"));
        state.apply(Action::Back);
        assert_eq!((state.route.view(), state.last_clause.as_deref()), (View::Results, Some("2022-31-8")));
        state.apply(typed("轮椅补贴"));
        assert_eq!(state.route.at, None);
    }

    #[test]
    fn typing_in_a_clause_view_searches() {
        let state = after(&[Action::Clause("2022-31-8".into()), typed("轮椅")]);
        assert_eq!((state.route.view(), state.step), (View::Results, HistoryStep::Push));
    }

    #[test]
    fn what_was_said_of_a_clause_is_not_said_of_the_next() {
        let shown = [Action::Clause("x".into()), Action::Say("copied"), Action::ToggleQr];
        let mut state = after(&shown);
        assert_eq!((state.said, state.toggled_qr), ("copied", true));
        state.apply(Action::Clause("y".into()));
        assert_eq!((state.said, state.toggled_qr), ("", false));
        assert!(!Action::ToggleQr.leaves_place() && !Action::Say("").leaves_place());
    }

    #[test]
    fn choosing_a_filter_does_not_scroll_the_list_away() {
        assert_eq!(after(&[typed("就业"), Action::Facet(Facet::Kind, "培训".into())]).arrive_at, None);
        assert_eq!(after(&[Action::Collection(Some("rehab".into()))]).arrive_at, Some(0.0));
        assert_eq!(after(&[typed("就业"), Action::Clause("x".into())]).arrive_at, Some(0.0));
    }

    #[test]
    fn more_hits_do_not_move_the_view() {
        let state = after(&[typed("就业"), Action::More]);
        assert_eq!((state.limit, state.revision), (2 * PAGE_SIZE, after(&[typed("就业")]).revision));
    }
}
