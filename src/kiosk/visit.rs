//! One visit: head, main, input panel and navigation bar, from top to bottom.

use policy_engine::SearchResults;
use yew::prelude::*;

use super::about_screen::about_screen;
use super::input_panel::InputPanel;
use super::nav_bar::nav_bar;
use super::results_screen::results_screen;
use super::start_screen::start_screen;
use super::state::{Touch, Visit};
use super::warning::Warning;
use crate::components::{ViewProps, headline};
use crate::hooks::{
    HostEvent, use_announcer, use_answer, use_document_marks, use_events, use_haste, use_marks, use_place,
    use_print_date, use_view, use_voice,
};
use crate::i18n;
use crate::lookup::{Source, Supply};
use crate::state::{Action, Config, Lang, Mode, View, Width};
use crate::views::{Reading, Shown, reading_view, route_view};

/// Props of [`VisitView`].
#[derive(Properties, PartialEq)]
pub struct VisitProps {
    /// What the hall set.
    pub config: Config,
    /// Where the index is.
    pub source: Source,
    /// What the visitor does.
    pub visit: Visit,
    /// Today in days since 1970.
    pub today: i64,
    /// Takes what is touched.
    pub on: Callback<Touch>,
}

/// Everything a visitor sees.
#[component]
pub fn VisitView(props: &VisitProps) -> Html {
    let (config, visit, on) = (&props.config, &props.visit, &props.on);
    let (lang, route) = (visit.lookup.lang, &visit.lookup.route);
    let (text, words) = (i18n::text(lang), i18n::kiosk_text(lang));
    let main = use_node_ref();
    let index = props.source.index();
    let answer = use_answer(&visit.lookup, index, config);
    let shown_by = (visit.lookup.revision, visit.about);
    use_view(&visit.lookup, shown_by, &main, |main, scroll| main.set_scroll_top(scroll as i32));
    let haste = use_haste(&visit.lookup, answer.as_ref());
    let found = answer.as_deref().filter(|_| route.view() == View::Results);
    // Half a word on the keyboard is no question yet.
    let asked = found.filter(|_| !visit.keyboard && !route.query.is_empty());
    use_events(&main, asked.map(|it| HostEvent::search(route, it, None)));
    let message = found.map(|it| headline(text, route, it, Supply::default())).unwrap_or_default();
    let [speaks, speaks_next] = use_announcer(message.into(), visit.lookup.request);
    let look = use_look(&main, on);
    let marks = use_marks(index, route, visit.lookup.mark, &main);
    let document_marks = use_document_marks(index, route);
    use_place(&main, route.view() == View::Document, visit.lookup.revision);
    use_print_date(&main, visit.lookup.revision);
    let voice = use_voice(route.clause.as_deref());

    let shown = Shown { state: &visit.lookup, width: Width::default(), haste: &haste, answer: answer.as_deref() };
    let reading = Reading { document_marks: &document_marks, marks: &marks, voice: voice.as_ref() };
    let old_data = config.kiosk.days_too_old(props.today);
    let has_input_panel = !visit.about && matches!(route.view(), View::Start | View::Results);
    html! {
        <div class={root_class(visit, has_input_panel)} data-theme="light" data-size="0" lang={lang.tag()}>
            <header class="policy-lookup__kiosk-head">
                <span class="policy-lookup__source">{ text.source_line }</span>
                <h1 class="policy-lookup__title">{ text.title }</h1>
                { other_language(config, lang, &look) }
                if let Some(days) = old_data {
                    <p class="policy-lookup__kiosk-old" role="status">{ words.old_data.fill([&days.to_string()]) }</p>
                }
            </header>
            <main class="policy-lookup__kiosk-stage" tabindex="-1" ref={main.clone()}>
                { main_view(props, &shown, &reading, &main, &look) }
            </main>
            if let Some(index) = index.cloned().filter(|_| has_input_panel) {
                <InputPanel {lang} {index} input={visit.lookup.input.clone()} keyboard={visit.keyboard} {on} />
            }
            { nav_bar(lang, visit, on) }
            if let Some(seconds_left) = visit.seconds_left {
                <Warning {lang} {seconds_left} {on} />
            }
            <div class="policy-lookup__unseen" role="status" aria-live="polite"><span key={speaks.as_str()}>{ &speaks }</span></div>
            <div class="policy-lookup__unseen" role="status" aria-live="polite"><span key={speaks_next.as_str()}>{ &speaks_next }</span></div>
        </div>
    }
}

/// One touch to English, or back to the language of the hall.
fn other_language(config: &Config, lang: Lang, look: &Callback<Action>) -> Html {
    let other = if lang == Lang::En { config.lang } else { Lang::En };
    if other == lang {
        return Html::default();
    }
    let onclick = look.reform(move |_: MouseEvent| Action::Lang(other));
    let name = i18n::own_name(other);
    html! { <button type="button" class="policy-lookup__kiosk-language" lang={other.tag()} {onclick}>{ name }</button> }
}

fn root_class(visit: &Visit, has_input_panel: bool) -> Classes {
    classes!(
        "policy-lookup",
        "policy-lookup--elder",
        "policy-lookup--kiosk",
        (!has_input_panel).then_some("policy-lookup--kiosk-reading"),
        (has_input_panel && visit.keyboard).then_some("policy-lookup--kiosk-typing"),
        visit.low.then_some("policy-lookup--kiosk-low"),
        visit.large.then_some("policy-lookup--kiosk-large"),
        visit.contrast.then_some("policy-lookup--kiosk-contrast"),
    )
}

/// Sends actions to the state, and before each change of view how far the main element was scrolled, so that 返回 can
/// restore it.
#[hook]
fn use_look(main: &NodeRef, on: &Callback<Touch>) -> Callback<Action> {
    use_callback((main.clone(), on.clone()), |action: Action, (main, on)| {
        if action.leaves_place() {
            let scroll = main.cast::<web_sys::Element>().map_or(0, |it| it.scroll_top());
            on.emit(Touch::Look(Action::Left(f64::from(scroll))));
        }
        on.emit(match action {
            Action::Back => Touch::Back,
            action => Touch::Look(action),
        });
    })
}

fn main_view(
    props: &VisitProps,
    shown: &Shown<'_>,
    reading: &Reading<'_>,
    main: &NodeRef,
    look: &Callback<Action>,
) -> Html {
    let Some(index) = props.source.index() else { return Html::default() };
    let (config, on) = (&props.config, &props.on);
    if props.visit.about {
        return about_screen(config, shown.state.lang, index, on);
    }
    let view = ViewProps {
        lang: shown.state.lang,
        text: i18n::text(shown.state.lang),
        config,
        mode: Mode::Elder,
        width: Width::default(),
        index,
        supply: Supply::default(),
        route: &shown.state.route,
        page_url: "",
        root: main,
        on: look,
    };
    let start = |page: &SearchResults| start_screen(&view, &page.counts, on);
    let reading = || reading_view(&view, shown.state, reading);
    let results = |page: &SearchResults| results_screen(&view, page, shown.haste, props.visit.keyboard);
    route_view(view.route, shown, reading, start, results)
}
