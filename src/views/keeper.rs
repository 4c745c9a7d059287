//! What is seen to while nobody looks: the focus in the filter sheet, the event for filters, choices kept on the device.

use yew::prelude::*;

use crate::hooks::{use_filter_event, use_preferences, use_sheet_focus};
use crate::late::Late;
use crate::state::{Action, State};

/// Props of `Keeper`.
#[derive(Clone, Properties, PartialEq)]
pub struct KeeperProps {
    /// Whether anything may be kept on the device.
    pub may_remember: bool,
    /// The state of the instance.
    pub state: UseReducerHandle<State>,
    /// The element around everything.
    pub root: NodeRef,
    /// Takes what is to be done.
    pub on: Callback<Action>,
}

/// Shows nothing. A component, so that its hooks come with the late part.
#[inline(never)]
pub fn late_keeper(_: Late, props: KeeperProps) -> Html {
    html! { <Keeper ..props /> }
}

/// Shows nothing.
#[component]
fn Keeper(props: &KeeperProps) -> Html {
    let KeeperProps { may_remember, state, root, on } = props;
    use_preferences(*may_remember, state);
    use_filter_event(root, &state.route);
    use_sheet_focus(root, state.sheet_open, on);
    Html::default()
}
