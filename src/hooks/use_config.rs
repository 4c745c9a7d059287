//! The attributes of an element may change at any time; what the reader chose stays unless the attribute beside it
//! changed.

use yew::prelude::*;

use crate::state::{Action, Config, State};

/// Follows the configuration: each part that changed or was set again is done as if the reader had done it. The collection is no part of
/// the state and needs nothing.
#[hook]
pub fn use_config(state: &UseReducerHandle<State>, config: &Config) {
    let dispatcher = state.dispatcher();
    let known = use_mut_ref(|| config.clone());
    use_effect_with(config.clone(), move |config| {
        let before = known.replace(config.clone());
        if before.mode != config.mode || before.told.mode != config.told.mode {
            dispatcher.dispatch(Action::Mode(config.mode));
        }
        if before.theme != config.theme || before.told.theme != config.told.theme {
            dispatcher.dispatch(Action::Theme(config.theme));
        }
        if before.lang != config.lang || before.told.lang != config.told.lang {
            dispatcher.dispatch(Action::Lang(config.lang));
        }
        if before.query != config.query || before.told.query != config.told.query {
            dispatcher.dispatch(Action::Ask(config.query.to_string()));
        }
        if before.told.clear != config.told.clear {
            dispatcher.dispatch(Action::Home);
        }
    });
}
