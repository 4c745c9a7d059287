//! Something is on its way: a line that moves, where nothing else has to move for it.

use crate::dom::element::{Element, element};
use crate::lookup::Supply;

/// The line under the box; it takes no room, and is seen only where waiting takes a while. None where nothing is waited for.
pub fn busy_line(supply: Supply) -> Option<Element> {
    supply.library().map(|it| element("div", "policy-lookup__busy").flag("hidden", !it.is_waiting))
}
