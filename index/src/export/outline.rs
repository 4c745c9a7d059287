//! The contents of the page: documents by collection, with links to their
//! chapters and sections.

use policy_engine::Corpus;

use super::heading::{Headings, PrintedHeading};
use super::markup::{clauses_of, document_anchor, escape, push};

/// Levels of headings in the outline, below the document.
const SHOWN_LEVELS: usize = 2;

/// A list of links: documents by collection, with their chapters and sections.
pub fn outline(out: &mut String, corpus: &Corpus) {
    out.push_str("<nav class=\"policies__outline\" aria-label=\"目录\">\n<h2 id=\"contents\">目录</h2>\n<ul>\n");
    for (at, document) in corpus.documents.iter().enumerate() {
        let collection =
            clauses_of(corpus, at).next().and_then(|it| corpus.collections.get(usize::from(it.collection)));
        let name = collection.map_or("", |it| it.name.as_str());
        push(out, &["<li><a href=\"#", &document_anchor(at), "\">", &escape(name), "：", &escape(&document.number)]);
        // Folded, so that a phone shows all documents at once; browsers too old
        // to fold show everything.
        out.push_str("</a>\n<details><summary>各章节</summary>\n");
        sections(out, corpus, at);
        out.push_str("</details></li>\n");
    }
    out.push_str("</ul>\n</nav>\n");
}

/// Nested lists, one `<ul>` per level that is open.
fn sections(out: &mut String, corpus: &Corpus, document: usize) {
    let mut headings = Headings::default();
    let mut open = 0;
    for clause in clauses_of(corpus, document) {
        for PrintedHeading { depth, anchor, text, .. } in headings.up_to(corpus, clause) {
            // Nobody looks for a table or a box deep inside a paragraph.
            if depth >= SHOWN_LEVELS {
                continue;
            }
            // Where a level is left out, the next one moves up.
            let depth = depth.min(open);
            while open > depth + 1 {
                out.push_str("</li></ul>");
                open -= 1;
            }
            if open == depth + 1 {
                out.push_str("</li>\n");
            }
            while open < depth + 1 {
                out.push_str("<ul>");
                open += 1;
            }
            push(out, &["<li><a href=\"#", &escape(&anchor), "\">", &escape(text), "</a>"]);
        }
    }
    for _ in 0..open {
        out.push_str("</li></ul>");
    }
    out.push('\n');
}
