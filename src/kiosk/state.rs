//! What a kiosk knows and what a touch changes. Pure: no DOM, no clock, no index. What is looked at is kept by the same
//! [`State`] as on the page; here is only what a hall adds to it.

use std::rc::Rc;

use yew::Reducible;

use super::candidates::Candidate;
use crate::state::{Action, Config, State, View};

/// Letters and characters the box holds at most, as on the page.
const MOST_CHARS: usize = 200;

/// Everything a kiosk knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Kiosk {
    /// What the hall set.
    pub config: Config,
    /// Today in days since 1970; 0 until the clock was read.
    pub today: i64,
    /// Visits since the start, this one included.
    pub num_visits: u32,
    /// What this visitor does; `None` on the attract screen.
    pub visit: Option<Visit>,
}

/// What is dropped when a visitor leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// What is looked at, and the trail behind it.
    pub lookup: State,
    /// Whether the keyboard is shown.
    pub keyboard: bool,
    /// Whether the about screen is shown.
    pub about: bool,
    /// Controls in the lower half, for wheelchair users.
    pub low: bool,
    /// Larger type.
    pub large: bool,
    /// Stronger contrast.
    pub contrast: bool,
    /// Seconds left to answer the idle warning; `None` while it is not shown.
    pub seconds_left: Option<u32>,
}

/// What can happen at a kiosk.
#[derive(Clone, Debug, PartialEq)]
pub enum Touch {
    /// The attract screen came; today in days since 1970.
    Day(i64),
    /// The attract screen was touched; today in days since 1970.
    Begin(i64),
    /// What can happen on the page as well.
    Look(Action),
    /// A key of the keyboard.
    Key(char),
    /// 退格
    Erase,
    /// A candidate was taken.
    Take(Candidate),
    /// The keyboard is shown or hidden.
    Keyboard(bool),
    /// The about screen is shown or left.
    About(bool),
    /// Low layout, or not.
    Low,
    /// Larger type, or not.
    Large,
    /// Stronger contrast, or not.
    Contrast,
    /// One step back: from the about screen, the keyboard, then the view.
    Back,
    /// Nobody has touched the screen for long.
    Idle,
    /// A second of the warning has passed.
    Second,
    /// 继续使用
    Stay,
    /// The visitor has left, or the program has failed: everything is forgotten.
    End,
}

impl Kiosk {
    /// A kiosk that shows the attract screen.
    pub fn new(config: &Config) -> Self {
        Self { config: config.clone(), today: 0, num_visits: 0, visit: None }
    }

    /// Changes the state; `Reducible` wraps this.
    pub fn apply(&mut self, touch: Touch) {
        match (touch, &mut self.visit) {
            (Touch::Day(today), _) => self.today = today,
            (Touch::Begin(today), None) => {
                self.today = today;
                self.num_visits += 1;
                self.visit = Some(Visit::new(&self.config));
            }
            (Touch::End, _) => self.visit = None,
            (Touch::Second, Some(Visit { seconds_left: Some(0 | 1), .. })) => self.visit = None,
            (touch, Some(visit)) => visit.apply(touch, self.config.kiosk.warning_seconds),
            (_, None) => {}
        }
    }
}

impl Visit {
    fn new(config: &Config) -> Self {
        Self {
            lookup: State::new(config),
            keyboard: false,
            about: false,
            low: false,
            large: false,
            contrast: false,
            seconds_left: None,
        }
    }

    fn apply(&mut self, touch: Touch, warning_seconds: u32) {
        match touch {
            Touch::Look(action) => self.look(action),
            Touch::Key(key) => self.type_key(key),
            Touch::Erase => {
                let mut input = self.lookup.input.clone();
                input.pop();
                self.look(Action::Input(input));
            }
            Touch::Take(candidate) => self.take(candidate),
            Touch::Keyboard(shown) => self.keyboard = shown,
            Touch::About(shown) => self.about = shown,
            Touch::Low => self.low = !self.low,
            Touch::Large => self.large = !self.large,
            Touch::Contrast => self.contrast = !self.contrast,
            Touch::Back => self.go_back(),
            Touch::Idle => self.seconds_left = Some(warning_seconds),
            Touch::Second => self.seconds_left = self.seconds_left.map(|it| it.saturating_sub(1)),
            Touch::Stay => self.seconds_left = None,
            Touch::Day(_) | Touch::Begin(_) | Touch::End => {}
        }
    }

    fn look(&mut self, action: Action) {
        match action {
            Action::Input(_) | Action::Clear => self.keyboard = true,
            Action::Suggestions(_) | Action::Left(_) | Action::Mark(_) | Action::More | Action::Lang(_) => {}
            // Something was chosen: it needs the room.
            _ => self.keyboard = false,
        }
        self.about &= matches!(action, Action::Lang(_));
        self.lookup.apply(action);
    }

    fn type_key(&mut self, key: char) {
        let mut input = self.lookup.input.clone();
        if input.chars().count() < MOST_CHARS {
            input.push(key);
        }
        self.look(Action::Input(input));
    }

    fn take(&mut self, candidate: Candidate) {
        self.look(match candidate.clause {
            Some(id) => Action::Clause(id.to_string()),
            None => Action::Input(candidate.input.to_string()),
        });
    }

    fn go_back(&mut self) {
        if self.about {
            self.about = false;
        } else if self.keyboard {
            self.keyboard = false;
        } else if self.can_go_back() {
            self.look(Action::Back);
        }
    }

    /// Whether 返回 leads anywhere.
    pub fn can_go_back(&self) -> bool {
        self.about || self.keyboard || self.lookup.route.view() != View::Start
    }
}

impl Reducible for Kiosk {
    type Action = Touch;

    fn reduce(self: Rc<Self>, touch: Touch) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        next.apply(touch);
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Lang;

    fn after(touches: &[Touch]) -> Kiosk {
        let mut kiosk = Kiosk::new(&Config::default());
        for touch in touches {
            kiosk.apply(touch.clone());
        }
        kiosk
    }

    fn keys(letters: &str) -> Vec<Touch> {
        [Touch::Begin(1)].into_iter().chain(letters.chars().map(Touch::Key)).collect()
    }

    fn visit(kiosk: &Kiosk) -> &Visit {
        kiosk.visit.as_ref().unwrap()
    }

    fn candidate(input: &str, clause: Option<&'static str>) -> Touch {
        let input = input.to_owned().into();
        Touch::Take(Candidate { text: "词".into(), input, clause: clause.map(Into::into) })
    }

    #[test]
    fn keys_are_searched_as_typed() {
        let kiosk = after(&keys("gsly"));
        let lookup = &visit(&kiosk).lookup;
        assert_eq!((lookup.input.as_str(), lookup.route.query.as_str()), ("gsly", "gsly"));
        assert!(visit(&kiosk).keyboard);
    }

    #[test]
    fn candidates_replace_the_letters_and_add_up() {
        let mut touches = keys("gs");
        touches.extend([candidate("工伤", None), Touch::Key('l'), Touch::Key('y'), candidate("工伤轮椅", None)]);
        assert_eq!(visit(&after(&touches)).lookup.route.query, "工伤轮椅");
        touches.extend([Touch::Erase, Touch::Erase]);
        assert_eq!(visit(&after(&touches)).lookup.route.query, "工伤");
        touches.push(Touch::Look(Action::Clear));
        let kiosk = after(&touches);
        assert_eq!(visit(&kiosk).lookup.input, "");
        assert!(visit(&kiosk).keyboard, "after 清空 one goes on typing");
    }

    #[test]
    fn a_title_opens_its_clause_and_back_leads_to_the_letters() {
        let mut touches = keys("gs");
        touches.push(candidate("工伤保险", Some("2022-31-4-1")));
        let kiosk = after(&touches);
        assert_eq!(visit(&kiosk).lookup.route.view(), View::Clause);
        assert!(!visit(&kiosk).keyboard, "the clause has the whole screen");
        touches.push(Touch::Back);
        assert_eq!(visit(&after(&touches)).lookup.route.query, "gs");
    }

    #[test]
    fn back_never_leaves() {
        let mut touches = keys("gs");
        touches.extend([Touch::About(true), Touch::Back, Touch::Back]);
        let kiosk = after(&touches);
        assert!(!visit(&kiosk).about && !visit(&kiosk).keyboard && visit(&kiosk).can_go_back());
        touches.extend([Touch::Back, Touch::Back, Touch::Back]);
        let kiosk = after(&touches);
        assert_eq!(visit(&kiosk).lookup.route.view(), View::Start);
        assert!(!visit(&kiosk).can_go_back());
    }

    #[test]
    fn an_idle_visitor_is_asked_and_then_forgotten() {
        let config = Config::default();
        let seconds = config.kiosk.warning_seconds;
        let mut touches = keys("gs");
        touches.extend([Touch::Low, Touch::Large, Touch::Contrast, Touch::Idle]);
        assert_eq!(visit(&after(&touches)).seconds_left, Some(seconds));
        let stayed: Vec<Touch> = touches.iter().cloned().chain([Touch::Second, Touch::Stay]).collect();
        assert_eq!(visit(&after(&stayed)).seconds_left, None);
        assert_eq!(visit(&after(&stayed)).lookup.input, "gs");
        touches.extend((1..seconds).map(|_| Touch::Second));
        assert_eq!(visit(&after(&touches)).seconds_left, Some(1));
        touches.push(Touch::Second);
        assert_eq!(after(&touches), Kiosk { today: 1, num_visits: 1, ..Kiosk::new(&config) });
    }

    #[test]
    fn the_next_visitor_starts_afresh() {
        let mut touches = keys("gs");
        touches.extend([Touch::Low, Touch::Large, Touch::Contrast, Touch::End, Touch::Key('x'), Touch::Begin(2)]);
        let kiosk = after(&touches);
        assert_eq!(visit(&kiosk), &Visit::new(&Config::default()));
        assert_eq!((kiosk.num_visits, kiosk.today), (2, 2));
    }

    #[test]
    fn a_language_is_chosen_for_one_visit() {
        let touches = [Touch::Begin(1), Touch::Keyboard(true), Touch::Look(Action::Lang(Lang::En))];
        let kiosk = after(&touches);
        assert!(visit(&kiosk).lookup.lang == Lang::En && visit(&kiosk).keyboard, "the keyboard stays");
        let next = after(&[&touches[..], &[Touch::End, Touch::Begin(2)]].concat());
        assert_eq!(visit(&next).lookup.lang, Lang::ZhHans);
    }

    #[test]
    fn a_second_touch_of_the_attract_screen_changes_nothing() {
        let mut touches = keys("gs");
        touches.push(Touch::Begin(1));
        assert_eq!(after(&touches), after(&keys("gs")));
    }

    #[test]
    fn the_box_holds_no_more_than_on_the_page() {
        let kiosk = after(&keys(&"a".repeat(MOST_CHARS + 5)));
        assert_eq!(visit(&kiosk).lookup.input.len(), MOST_CHARS);
    }
}
