//! Pages of very many small things come to an end in good time.

use super::*;

const MANY: usize = 6000;

/// The page around an article of this content.
fn article(inside: &str) -> String {
    format!("<html><body><div id=\"zoomcon\"><p>{LONG}</p>{inside}</div></body></html>")
}

fn repeated(part: impl Fn(usize) -> String) -> String {
    (0..MANY).map(part).collect()
}

#[test]
fn paragraphs_and_items_know_their_places() {
    let items = repeated(|_| "<li>甲</li>".to_owned());
    let lines = reading(&article(&format!("{}<ol>{items}</ol>", repeated(|_| "<p>甲乙。</p>".to_owned())))).lines;
    assert_eq!(lines[MANY].place, format!("#zoomcon > p[{}]", MANY + 1));
    assert_eq!(lines[2 * MANY].place, format!("#zoomcon > ol[{}] > li[{MANY}]", MANY + 2));
    assert_eq!(lines[2 * MANY].text, format!("{MANY}. 甲"));
}

#[test]
fn rows_and_cells_know_their_places() {
    let row = |cells: &str| format!("<tr>{cells}</tr>");
    let rows = row("<td>甲</td><td>乙</td>").repeat(MANY);
    let wide = row(&repeated(|_| "<td colspan=2>3元</td>".to_owned()));
    let lines = reading(&article(&format!("<table>{rows}</table><table>{wide}{wide}</table>"))).lines;
    assert_eq!(lines[MANY].place, format!("#zoomcon > table[2] > tbody[1] > tr[{MANY}]"));
    assert_eq!(lines[MANY + 2].made.len(), MANY - 1);
}

#[test]
fn hidden_panels_are_looked_at_once() {
    let shown = format!("<div class=\"tab\" id=\"zoomcon\"><p>{LONG}</p></div>");
    let panels = repeated(|at| format!("<div class=\"tab\" style=\"display:none\">甲{at}。</div>"));
    let is_told = |page: &str| reading(page).problems.iter().any(|it| it.code == "hidden-text");
    assert!(is_told(&format!("<html><body>{shown}{panels}</body></html>")));
    let copied = repeated(|at| format!("<p>甲乙丙丁{at}。</p>"));
    let copies = format!("<div class=\"tab\">{copied}</div><div class=\"tab\" style=\"display:none\">{copied}</div>");
    assert!(!is_told(&format!("<html><body>{copies}</body></html>")));
}
