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
    // All alike, so that each would be found at the place of every other.
    let alike = "<p>甲乙丙丁。</p>".repeat(10 * MANY);
    let copies = format!("<div class=\"tab\">{alike}</div><div class=\"tab\" style=\"display:none\">{alike}</div>");
    assert!(!is_told(&format!("<html><body>{copies}</body></html>")));
}

#[test]
fn containers_and_tabs_are_told_from_their_names() {
    let containers = repeated(|at| format!("<div class=\"content\"><p>第{at}条{LONG}</p></div>"));
    assert_eq!(lines(&format!("<html><body>{containers}</body></html>")).len(), MANY);
    let tabs = repeated(|at| format!("<span>甲乙{at}</span>"));
    let headings = repeated(|at| format!("<h2>丙丁{at}</h2>"));
    let page = format!("<html><body><div><p>{LONG}</p><p>{tabs}</p>{headings}<p>{LONG}</p></div></body></html>");
    assert_eq!(lines(&page).len(), MANY + 3);
}

#[test]
fn menus_within_each_other_and_below_each_other_are_left_out() {
    let menus = repeated(|_| "<div class=\"menu\"><a>甲</a></div>".to_owned());
    assert_eq!(lines(&format!("<html><body><div><p>{LONG}</p>{menus}</div></body></html>")).len(), 1);
    let (open, close) = ("<div class=\"nav\">".repeat(60), "</div>".repeat(60));
    let deep = format!("{open}{}<h1>甲市步道办法</h1>{close}", "乙丙，".repeat(MANY));
    assert_eq!(lines(&format!("<html><body>{deep}</body></html>")).len(), 2);
}

#[test]
fn tables_that_place_things_are_gone_through_once() {
    let rows = repeated(|_| "<tr><td><table><tr><td>甲乙</td></tr></table></td></tr>".to_owned());
    assert_eq!(lines(&format!("<html><body><table>{rows}</table></body></html>")).len(), MANY);
}
