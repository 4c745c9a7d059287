//! The reader's choice of type size, colours and language, kept on the device.

use yew::prelude::*;

use crate::dom::browser::{recall, remember};
use crate::state::{Action, Lang, Mode, State, Theme};

const KEY: &str = "policy-lookup.preferences";

/// Keeps every change of the choice; what was kept is in the first rendering already (`take_over_page`). Does nothing when
/// not `enabled`, or where storage is blocked.
#[hook]
pub fn use_preferences(enabled: bool, state: &State) {
    let is_first = use_mut_ref(|| true);
    let (mode, theme, lang, size) = (state.mode, state.theme, state.lang, state.size);
    use_effect_with((enabled, mode, theme, lang, size), move |(enabled, ..)| {
        // What nobody chose is not written.
        if !is_first.replace(false) && *enabled {
            remember(KEY, &format_line(mode, theme, lang, size));
        }
    });
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

    #[test]
    fn a_choice_survives_being_kept() {
        let line = format_line(Mode::Elder, Theme::Dark, Lang::ZhHant, 2);
        let actions =
            [Action::Mode(Mode::Elder), Action::Theme(Theme::Dark), Action::Lang(Lang::ZhHant), Action::Size(2)];
        assert_eq!(parse_line(&line), actions);
    }

    #[test]
    fn what_somebody_else_wrote_there_is_ignored() {
        assert_eq!(parse_line(""), []);
        assert_eq!(parse_line("{\"a\":1} dark"), [Action::Theme(Theme::Dark)]);
    }
}
