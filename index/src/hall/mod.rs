//! Is the kiosk there, and what does it show? A hall's machine starts
//! `policy-index hall` and nothing else: it shows the last good content, takes
//! newer content from sticks that its key vouches for, and starts the browser
//! again whenever its page is dead, frozen or somewhere else, so that visitors
//! see the attract screen, or do so again within half a minute.
//!
//! - `launch`: everything in order
//! - `content`: which of the two folders is in use, and how does that change?
//! - `sticks`: which folders on sticks may be content?
//! - `update`: how does newer content come from there?
//! - `browsers`: which browser, and what is it told?
//! - `keeper`: starts the browser, again and again, until the staff says so
//! - `browser`: the process and the pipe through which it is asked
//! - `pulse`: what its answers say about the page
//! - `log`: what happened, for the staff
//! - `unanswered`: what visitors asked and did not find, counted

mod browser;
mod browsers;
mod content;
mod keeper;
mod launch;
mod log;
mod pulse;
mod sticks;
mod unanswered;
mod update;

pub use browser::hand_over;
pub use content::{Content, Slot, Step};
pub use keeper::{Hall, Shown, keep};
pub use launch::{Ended, Launch, Settings, launch, stop_file};
pub use update::code;
