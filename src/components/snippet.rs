//! Text with highlights. Clause text only ever becomes text nodes.

use std::ops::Range;

use policy_engine::Snippet;
use yew::prelude::*;

/// `text` with `<mark>` around its highlights: ascending, disjoint byte ranges on character boundaries (a range that is
/// not is left unmarked). The one numbered `current` is set apart.
pub fn marked(text: &str, highlights: &[Range<usize>], current: Option<usize>) -> Html {
    let mut out = Vec::with_capacity(highlights.len() * 2 + 1);
    let mut done = 0;
    for (place, range) in highlights.iter().enumerate() {
        let (Some(before), Some(found)) = (text.get(done..range.start), text.get(range.clone())) else { continue };
        out.push(text_node(before));
        let is_current = current == Some(place);
        let class = if is_current { "policy-lookup__mark policy-lookup__mark--current" } else { "policy-lookup__mark" };
        out.push(html! { <mark {class}>{ found.to_owned() }</mark> });
        done = range.end;
    }
    out.push(text_node(text.get(done..).unwrap_or_default()));
    out.into_iter().collect()
}

fn text_node(text: &str) -> Html {
    Html::from(text.to_owned())
}

/// An excerpt with its highlights and ellipses.
pub fn excerpt(snippet: &Snippet) -> Html {
    html! {<>
        if snippet.cut_start { {"…"} }
        { marked(&snippet.text, &snippet.highlights, None) }
        if snippet.cut_end { {"…"} }
    </>}
}
