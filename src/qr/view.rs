//! A QR code on the page: SVG nodes, no image, with the quiet zone that cameras need.

use yew::prelude::*;

use super::encoder::encode;
use crate::dom::element::element;

const QUIET_ZONE: usize = 4;

/// The code for `content`; nothing if it does not fit.
pub fn qr(content: &str, label: &'static str) -> Html {
    let Some(code) = encode(content.as_bytes()) else { return Html::default() };
    let side = (code.size + 2 * QUIET_ZONE).to_string();
    let view_box = ["0 0 ", &side, " ", &side].concat();
    let light = element("rect", "policy-lookup__qr-light").attr("width", side.clone()).attr("height", side);
    let dark = outline(code.size, |row, column| code.is_dark(row, column));
    let svg =
        element("svg", "policy-lookup__qr").attr("viewBox", view_box).attr("role", "img").attr("aria-label", label);
    svg.child(light).child(element("path", "policy-lookup__qr-dark").attr("d", dark)).into()
}

/// One sub-path per run of dark modules in a row: `M4 4h7v1h-7z`.
fn outline(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut path = String::new();
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let run = (column..size).take_while(|it| is_dark(row, *it)).count();
            if run > 0 {
                let (x, y) = ((column + QUIET_ZONE).to_string(), (row + QUIET_ZONE).to_string());
                let width = run.to_string();
                [&["M", &x, " ", &y, "h", &width, "v1h-", &width, "z"].concat()]
                    .into_iter()
                    .for_each(|it| path.push_str(it));
            }
            column += run + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_become_bars() {
        let rows = ["##.", "...", ".##"];
        let dark = |row: usize, column: usize| rows[row].as_bytes()[column] == b'#';
        assert_eq!(outline(3, dark), "M4 4h2v1h-2zM5 6h2v1h-2z");
    }
}
