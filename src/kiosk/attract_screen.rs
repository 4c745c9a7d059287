//! The screen between two visits: nothing moves. A touch anywhere begins a visit, one of a topic or a question begins with
//! that.

use policy_engine::{Collection, Corpus};
use yew::prelude::*;

use crate::i18n;
use crate::lookup::{Source, examples};
use crate::state::{Action, Config, Lang};

/// Questions that fit below the topics.
const MOST_QUESTIONS: usize = 4;

/// The screen; `begin` is called by any touch of it, with what the visit begins with. Without an index it says why;
/// `today` (days since 1970) tells whether the data is old.
pub fn attract_screen(config: &Config, source: &Source, today: i64, begin: &Callback<Option<Action>>) -> Html {
    let (text, words) = (i18n::text(config.lang), i18n::kiosk_text(config.lang));
    let problem = match source {
        Source::Loading => Some(text.loading.to_owned()),
        Source::Failed(error) => Some([text.failed, "：", text.error(error.code).happened].concat()),
        _ => None,
    };
    html! {
        <main class="policy-lookup policy-lookup--elder policy-lookup--kiosk policy-lookup__kiosk-attract" data-theme="light" lang={config.lang.tag()}>
            <p class="policy-lookup__source">{ text.source_line }</p>
            <h1 class="policy-lookup__kiosk-name">{ text.title }</h1>
            <p class="policy-lookup__kiosk-promise">{ text.promise }</p>
            if let Some(problem) = problem {
                <p class="policy-lookup__kiosk-problem" role="status">{ problem }</p>
            } else {
                <button type="button" class="policy-lookup__kiosk-begin" onclick={begin.reform(|_| None)}>{ words.touch_to_start }</button>
            }
            if let Some(index) = source.index() {
                { topics(config.lang, index.corpus(), begin) }
                { questions(text.examples, index.corpus(), begin) }
                { in_english(config, begin) }
            }
            if let Some(days) = config.kiosk.days_too_old(today) {
                <p class="policy-lookup__kiosk-old" role="status">{ words.old_data.fill([&days.to_string()]) }</p>
            }
            <p class="policy-lookup__kiosk-forgotten">{ words.kept(&config.kiosk) }</p>
        </main>
    }
}

fn choice(class: &'static str, name: &str, begin: &Callback<Option<Action>>, action: Action) -> Html {
    let onclick = begin.reform(move |_| Some(action.clone()));
    html! { <li><button type="button" {class} {onclick}>{ name.to_owned() }</button></li> }
}

fn topics(lang: Lang, corpus: &Corpus, begin: &Callback<Option<Action>>) -> Html {
    let topic = |it: &Collection| {
        choice(
            "policy-lookup__kiosk-topic",
            &i18n::name_in(lang, &it.name),
            begin,
            Action::Collection(Some(it.id.clone())),
        )
    };
    html! { <ul class="policy-lookup__kiosk-topics">{ for corpus.collections.iter().take(3).map(topic) }</ul> }
}

fn questions(heading: &'static str, corpus: &Corpus, begin: &Callback<Option<Action>>) -> Html {
    let asked = examples(corpus, None).into_iter().take(MOST_QUESTIONS);
    let question = |it: &str| choice("policy-lookup__kiosk-hot", it, begin, Action::Ask(it.to_owned()));
    html! {<>
        <h2 class="policy-lookup__kiosk-asked">{ heading }</h2>
        <ul class="policy-lookup__kiosk-questions">{ for asked.map(question) }</ul>
    </>}
}

fn in_english(config: &Config, begin: &Callback<Option<Action>>) -> Html {
    if config.lang == Lang::En {
        return Html::default();
    }
    let onclick = begin.reform(|_| Some(Action::Lang(Lang::En)));
    let name = i18n::own_name(Lang::En);
    html! { <button type="button" class="policy-lookup__kiosk-language" lang="en" {onclick}>{ name }</button> }
}
