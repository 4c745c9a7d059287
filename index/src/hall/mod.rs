//! Is the kiosk still there? A browser that died is started again, and so is
//! one that lives but whose page is dead, frozen or somewhere else: visitors
//! see the attract screen, or do so again within half a minute.
//!
//! - `keeper`: starts the browser, again and again, until the staff says so
//! - `browser`: the process and the pipe through which it is asked
//! - `pulse`: what its answers say about the page

mod browser;
mod keeper;
mod pulse;

pub use keeper::{Hall, keep};
