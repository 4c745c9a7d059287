//! The root of a kiosk: the attract screen or one visit, the idle clock, and nothing that leads out.

use yew::prelude::*;

use super::attract_screen::attract_screen;
use super::hooks::{forget_device, today, use_idle, use_no_way_out, use_seconds};
use super::state::{Kiosk, Touch};
use super::visit::VisitView;
use crate::lookup::Source;
use crate::state::{Action, Config};

/// Props of [`KioskApp`].
#[derive(Clone, Properties, PartialEq)]
pub struct KioskProps {
    /// The configuration.
    pub config: Config,
    /// Where the index is.
    pub source: Source,
    /// Every new number forgets the visitor: the way in for JavaScript.
    #[prop_or_default]
    pub num_resets: u32,
}

/// One kiosk.
#[component]
pub fn KioskApp(props: &KioskProps) -> Html {
    let config = &props.config;
    let kiosk = use_reducer(|| Kiosk::new(config));
    let on = {
        let dispatcher = kiosk.dispatcher();
        use_callback((), move |touch: Touch, ()| dispatcher.dispatch(touch))
    };
    let begin = use_callback(on.clone(), |first: Option<Action>, on: &Callback<Touch>| {
        on.emit(Touch::Begin(today()));
        first.into_iter().for_each(|it| on.emit(Touch::Look(it)));
    });
    let is_visited = kiosk.visit.is_some();
    let is_warning = kiosk.visit.as_ref().is_some_and(|it| it.seconds_left.is_some());
    use_idle(is_visited && !is_warning, config.kiosk.idle_ms, on.reform(|()| Touch::Idle));
    use_seconds(is_warning, on.reform(|()| Touch::Second));
    use_no_way_out(is_visited, on.reform(|()| Touch::Back));
    use_forgetting(is_visited);
    use_day(is_visited, on.clone());
    {
        let on = on.clone();
        use_effect_with(props.num_resets, move |_| on.emit(Touch::End));
    }

    html! {
        if let Some(visit) = &kiosk.visit {
            // A new key for every visitor: hooks and nodes of the one before are dropped.
            <VisitView key={kiosk.num_visits} config={config.clone()} source={props.source.clone()} visit={visit.clone()}
                today={kiosk.today} {on} />
        } else {
            { attract_screen(config, &props.source, kiosk.today, &begin) }
        }
    }
}

/// Leaves nothing on the device once the visitor has gone.
#[hook]
fn use_forgetting(is_visited: bool) {
    use_effect_with(is_visited, |is_visited| {
        if !*is_visited {
            forget_device();
        }
    });
}

/// Reads the date whenever the attract screen appears, which warns of old data.
#[hook]
fn use_day(is_visited: bool, on: Callback<Touch>) {
    use_effect_with(is_visited, move |is_visited| {
        if !*is_visited {
            on.emit(Touch::Day(today()));
        }
    });
}
