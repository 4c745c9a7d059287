//! The contents of the page: documents by collection, with links to their
//! chapters and sections.

use maud::{Markup, html};
use policy_engine::Corpus;

use super::heading::Headings;
use super::markup::{clauses_of, document_anchor};

/// Levels of headings in the outline, below the document.
const SHOWN_LEVELS: usize = 2;

/// A heading of the outline.
struct Link<'a> {
    /// At most one deeper than the link before it.
    depth: usize,
    anchor: String,
    text: &'a str,
}

/// A list of links: documents by collection, with their chapters and sections.
pub(super) fn outline(corpus: &Corpus) -> Markup {
    html! {
        nav.policies__outline aria-label="目录" {
            h2 #contents { "目录" }
            ul {
                @for (at, document) in corpus.documents.iter().enumerate() {
                    li {
                        a href={ "#" (document_anchor(at)) } { (collection_name(corpus, at)) "：" span { (document.number) } }
                        // Folded, so that a phone shows all documents at once; browsers too old
                        // to fold show everything.
                        details { summary { "各章节" } (list(&links(corpus, at), 0)) }
                    }
                    "\n"
                }
            }
        }
    }
}

fn collection_name(corpus: &Corpus, document: usize) -> &str {
    let collection =
        clauses_of(corpus, document).next().and_then(|it| corpus.collections.get(usize::from(it.collection)));
    collection.map_or("", |it| it.name.as_str())
}

/// The headings that are shown. Where a level is left out, the next one moves up.
fn links(corpus: &Corpus, document: usize) -> Vec<Link<'_>> {
    let mut headings = Headings::default();
    let printed = clauses_of(corpus, document).flat_map(|clause| headings.up_to(corpus, clause));
    let mut num_open = 0;
    // Nobody looks for a table or a box deep inside a paragraph.
    let shown = printed.filter(|it| it.depth < SHOWN_LEVELS);
    shown
        .map(|it| {
            let depth = it.depth.min(num_open);
            num_open = depth + 1;
            Link { depth, anchor: it.anchor, text: it.text }
        })
        .collect()
}

/// Links of one depth, each with the list of what is below it.
fn list(links: &[Link<'_>], depth: usize) -> Markup {
    html! {
        @if !links.is_empty() {
            ul {
                @for part in links.chunk_by(|_, next| depth < next.depth) {
                    li {
                        a href={ "#" (part[0].anchor) } { (part[0].text) }
                        (list(&part[1..], depth + 1))
                    }
                }
            }
        }
    }
}
