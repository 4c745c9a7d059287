//! Here is a link, how does it become a picture that a camera reads? As SVG nodes, with the quiet zone that cameras need;
//! the modules come from the crate qrcodegen.

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use crate::dom::element::element;

const QUIET_ZONE: i32 = 4;

/// The code for `content`, with error correction M, which a creased printout survives; nothing above 2,331 bytes.
pub fn qr(content: &str, label: &'static str) -> Html {
    let Ok(code) = QrCode::encode_binary(content.as_bytes(), QrCodeEcc::Medium) else { return Html::default() };
    let side = (code.size() + 2 * QUIET_ZONE).to_string();
    let view_box = ["0 0 ", &side, " ", &side].concat();
    let light = element("rect", "policy-lookup__qr-light").attr("width", side.clone()).attr("height", side);
    let dark = outline(code.size(), |row, column| code.get_module(column, row));
    let svg =
        element("svg", "policy-lookup__qr").attr("viewBox", view_box).attr("role", "img").attr("aria-label", label);
    svg.child(light).child(element("path", "policy-lookup__qr-dark").attr("d", dark)).into()
}

/// One sub-path per run of dark modules in a row: `M4 4h7v1h-7z`.
fn outline(size: i32, is_dark: impl Fn(i32, i32) -> bool) -> String {
    let mut path = String::new();
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let end = (column..size).find(|it| !is_dark(row, *it)).unwrap_or(size);
            if column < end {
                let (x, y) = ((column + QUIET_ZONE).to_string(), (row + QUIET_ZONE).to_string());
                let width = (end - column).to_string();
                path.push_str(&["M", &x, " ", &y, "h", &width, "v1h-", &width, "z"].concat());
            }
            column = end + 1;
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
        let dark = |row: i32, column: i32| rows[row as usize].as_bytes()[column as usize] == b'#';
        assert_eq!(outline(3, dark), "M4 4h2v1h-2zM5 6h2v1h-2z");
    }
}
