//! Text with highlights. Clause text only ever becomes text nodes.

use std::ops::Range;

use policy_engine::Snippet;
use yew::prelude::*;

use crate::dom::element::{all, element, text};

/// `all` with `<mark>` around its highlights: ascending, disjoint byte ranges on character boundaries (a range that is
/// not is left unmarked). The one numbered `current` is set apart.
pub fn marked(all: &str, highlights: &[Range<usize>], current: Option<usize>) -> Html {
    let mut out = Vec::with_capacity(highlights.len() * 2 + 1);
    let mut done = 0;
    for (place, range) in highlights.iter().enumerate() {
        let (Some(before), Some(found)) = (all.get(done..range.start), all.get(range.clone())) else { continue };
        out.push(text(before.to_owned()));
        let is_current = current == Some(place);
        let class = if is_current { "policy-lookup__mark policy-lookup__mark--current" } else { "policy-lookup__mark" };
        out.push(element("mark", class).text(found.to_owned()).into());
        done = range.end;
    }
    out.push(text(all.get(done..).unwrap_or_default().to_owned()));
    out.into_iter().collect()
}

/// An excerpt with its highlights and ellipses.
pub fn excerpt(snippet: &Snippet) -> Html {
    let ellipsis = |cut: bool| if cut { text("…") } else { Html::default() };
    let marked = marked(&snippet.text, &snippet.highlights, None);
    all([ellipsis(snippet.cut_start), marked, ellipsis(snippet.cut_end)])
}
