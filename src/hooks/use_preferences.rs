//! The reader's choice of type size, colours and language, kept on the device.

use yew::prelude::*;

use crate::dom::browser::{recall, remember};
use crate::state::{Action, Lang, Mode, State, Theme};

const KEY: &str = "policy-lookup.preferences";

/// What nobody has to keep: how the page is for everybody.
const UNCHOSEN: &str = "standard auto zh-Hans 0";

/// Keeps every change of the choice, also one made before this part of the program was here; what was kept is in the
/// first rendering already (`take_over_page`). Does nothing when not `enabled`, or where storage is blocked.
#[hook]
pub fn use_preferences(enabled: bool, state: &State) {
    let (mode, theme, lang, size) = (state.mode, state.theme, state.lang, state.size);
    use_effect_with((enabled, mode, theme, lang, size), move |(enabled, ..)| {
        let line = format_line(mode, theme, lang, size);
        if *enabled && is_news(&line, recall(KEY).as_deref()) {
            remember(KEY, &line);
        }
    });
}

/// Whether a choice has to be written: what nobody chose is not.
fn is_news(line: &str, kept: Option<&str>) -> bool {
    line != kept.unwrap_or(UNCHOSEN)
}

/// What was chosen on this device.
pub fn kept_choices() -> Vec<Action> {
    parse_line(&recall(KEY).unwrap_or_default())
}

fn format_line(mode: Mode, theme: Theme, lang: Lang, size: u8) -> String {
    [mode.name(), theme.name(), lang.tag(), &size.to_string()].join(" ")
}

/// The choices in a line; a word that is not understood is left out.
fn parse_line(line: &str) -> Vec<Action> {
    let words: Vec<&str> = line.split(' ').collect();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let choices = [
        Mode::from_name(word(0)).map(Action::Mode),
        Theme::from_name(word(1)).map(Action::Theme),
        Lang::from_tag(word(2)).map(Action::Lang),
        word(3).parse().ok().map(Action::Size),
    ];
    choices.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Config;

    #[test]
    fn a_choice_survives_being_kept() {
        let line = format_line(Mode::Elder, Theme::Dark, Lang::ZhHant, 2);
        let actions =
            [Action::Mode(Mode::Elder), Action::Theme(Theme::Dark), Action::Lang(Lang::ZhHant), Action::Size(2)];
        assert_eq!(parse_line(&line), actions);
    }

    #[test]
    fn only_what_was_chosen_is_written() {
        let State { mode, theme, lang, size, .. } = State::new(&Config::default());
        assert_eq!(format_line(mode, theme, lang, size), UNCHOSEN);
        let large = "elder auto zh-Hans 2";
        let rows = [
            (UNCHOSEN, None, false),
            (UNCHOSEN, Some(UNCHOSEN), false),
            (UNCHOSEN, Some(large), true),
            (large, None, true),
            (large, Some(large), false),
            (large, Some("elder auto zh-Hans 0"), true),
        ];
        for (line, kept, expected) in rows {
            assert_eq!(is_news(line, kept), expected, "{line} after {kept:?}");
        }
    }

    #[test]
    fn what_somebody_else_wrote_there_is_ignored() {
        assert_eq!(parse_line(""), []);
        assert_eq!(parse_line("{\"a\":1} dark"), [Action::Theme(Theme::Dark)]);
    }
}
