//! Icons: one path each, on a grid of 24, drawn with a stroke in the colour of the text. Never the only sign of a
//! meaning, so hidden from screen readers.

use yew::prelude::*;

use super::element::element;

pub const SEARCH: &str = "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.5 15.5L20.5 20.5";
pub const CLOSE: &str = "M6 6L18 18M18 6L6 18";
pub const BACK: &str = "M14.5 5L7.5 12L14.5 19";
pub const NEXT: &str = "M9.5 5L16.5 12L9.5 19";
pub const UP: &str = "M5 14.5L12 7.5L19 14.5";
pub const DOWN: &str = "M5 9.5L12 16.5L19 9.5";
pub const FILTER: &str = "M4 7H20M7 12H17M10 17H14";
pub const RECENT: &str = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8V12.5L15 14.5";
pub const CLAUSE: &str = "M6 3.5H15L18.5 7V20.5H6ZM9 9H15M9 13H15.5M9 17H13";
pub const SHARE: &str = "M12 15V4M8 7.5L12 3.5L16 7.5M6 11.5V20H18V11.5";
pub const COPY: &str = "M9 9H19.5V20H9ZM5 15.5V4.5H15.5";
pub const QR: &str = "M4 4H10V10H4ZM14 4H20V10H14ZM4 14H10V20H4ZM14 14H16.5V16.5M20 14V16.5M14 20V19M17 20H20V19";
pub const PRINT: &str = "M7 8.5V4H17V8.5M7 16.5H4.5V8.5H19.5V16.5H17M7 13.5H17V20H7Z";
pub const SPEAK: &str = "M4 9.5V14.5H7.5L12 18.5V5.5L7.5 9.5ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11";
pub const STOP: &str = "M7 7H17V17H7Z";
pub const PHONE: &str = "M6.5 4H10L11.5 8.5L9.3 10.2A11 11 0 0 0 13.8 14.7L15.5 12.5L20 14V17.5A2.5 2.5 0 0 1 17.5 20A13.5 13.5 0 0 1 4 6.5A2.5 2.5 0 0 1 6.5 4Z";
pub const PAST: &str = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 7.5V13M12 16V16.5";
pub const CURRENT: &str = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M8.5 12.2L11 14.7L15.7 9.5";

/// One icon.
pub fn icon(path: &'static str) -> Html {
    let svg = element("svg", "policy-lookup__icon").attr("viewBox", "0 0 24 24").state("aria-hidden", true);
    svg.state("focusable", false).child(element("path", "").attr("d", path)).into()
}
