//! How does a document that an office published get in?
//!
//! - `kept`: how is an imported document kept, and is it still what was imported?
//! - `jsonl`: any corpus at all, one clause per line
//!
//! With the feature `import`, in the order of the work:
//!
//! - `sniff`: what kind of file is this, and can it be read?
//! - `reading`: what every reader yields: lines, their places, what was left out
//! - `html`, `docx`, `pdf`, `text`: the readers
//! - `counting`: automatic numbers as Word and browsers write them
//! - `dates`, `facts`: what the document says of itself
//! - `import`: everything in order, both ledgers held; `imported`: what that yields
//!
//! Deliberately absent: guesses. A reader that cannot read refuses; where text
//! and page disagree, both are kept and an editor decides.

pub mod jsonl;
pub mod kept;

#[cfg(feature = "import")]
mod counting;
#[cfg(feature = "import")]
mod dates;
#[cfg(feature = "import")]
mod docx;
#[cfg(feature = "import")]
mod facts;
#[cfg(feature = "import")]
mod html;
#[cfg(feature = "import")]
pub mod import;
#[cfg(feature = "import")]
pub mod imported;
#[cfg(feature = "import")]
mod pdf;
#[cfg(feature = "import")]
pub mod reading;
#[cfg(feature = "import")]
mod sniff;
#[cfg(feature = "import")]
mod text;
