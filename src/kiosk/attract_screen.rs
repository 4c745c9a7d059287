//! The screen between two visits: nothing moves, and a touch anywhere begins a visit.

use yew::prelude::*;

use crate::i18n;
use crate::lookup::Source;
use crate::state::Config;

/// The screen; `begin` is called by any touch of it. Without an index it says why; `today` (days since 1970) tells whether
/// the data is old.
pub fn attract_screen(config: &Config, source: &Source, today: i64, begin: Callback<()>) -> Html {
    let (text, words) = (i18n::text(config.lang), i18n::kiosk_text(config.lang));
    let problem = match source {
        Source::Ready(_) => None,
        Source::Loading => Some(text.loading.to_owned()),
        Source::Failed(error) => Some([text.failed, "：", text.error(error.code).happened].concat()),
    };
    html! {
        <main class="policy-lookup policy-lookup--elder policy-lookup--kiosk policy-lookup__kiosk-attract" data-theme="light" lang={config.lang.tag()}>
            <p class="policy-lookup__source">{ text.source_line }</p>
            <h1 class="policy-lookup__kiosk-name">{ text.title }</h1>
            <p class="policy-lookup__kiosk-promise">{ text.promise }</p>
            if let Some(problem) = problem {
                <p class="policy-lookup__kiosk-problem" role="status">{ problem }</p>
            } else {
                <button type="button" class="policy-lookup__kiosk-begin" onclick={move |_| begin.emit(())}>{ words.touch_to_start }</button>
            }
            if let Some(days) = config.kiosk.days_too_old(today) {
                <p class="policy-lookup__kiosk-old" role="status">{ words.old_data.fill([&days.to_string()]) }</p>
            }
            <p class="policy-lookup__kiosk-forgotten">{ words.all_forgotten }</p>
        </main>
    }
}
