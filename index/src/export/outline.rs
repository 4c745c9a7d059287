//! Which headings are new at a clause, their anchors, and the outline that
//! leads to them.

use policy_engine::{Clause, Corpus};

use super::static_page::{clauses_of, document_anchor, escape, push};
use super::table;

/// Levels of headings in the outline, below the document.
const SHOWN_LEVELS: usize = 2;

/// A heading where it is printed.
pub struct Heading<'a> {
    /// Headings above it.
    pub depth: usize,
    /// What links lead to.
    pub anchor: String,
    /// Its words.
    pub text: &'a str,
}

/// Follows the path from clause to clause.
#[derive(Default)]
pub struct Headings<'a> {
    path: &'a [String],
}

impl<'a> Headings<'a> {
    /// Each heading that the clause before did not stand under. The anchor is
    /// named after the clause and the depth, which no clause id looks like.
    pub fn new_ones(&mut self, clause: &'a Clause) -> Vec<Heading<'a>> {
        let shared = self.path.iter().zip(&clause.path).take_while(|(before, now)| before == now).count();
        self.path = &clause.path;
        let fresh = clause.path.iter().enumerate().skip(shared);
        let heading = |(depth, text): (usize, &'a String)| Heading {
            depth,
            anchor: format!("s-{}-{}", clause.id, depth + 1),
            text: text.as_str(),
        };
        fresh.map(heading).collect()
    }
}

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
        for Heading { depth, anchor, text } in headings.new_ones(clause) {
            // A table or a box deep inside a paragraph is no place to look for.
            if depth >= SHOWN_LEVELS || table::is_header(text) {
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
