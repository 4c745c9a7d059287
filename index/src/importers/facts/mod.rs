//! What does a document say of itself, and where?
//!
//! - `read`: all facts of a document, and what is doubtful about them
//! - `head`: number, title and date above the text
//! - `title`: over how many lines does it go?
//! - `numbers`: what is a number of a document?
//! - `offices`: who issued it, and when?
//! - `own_words`: which words of a decision are those of the document it changes?
//! - `terms`: from when to when is it in force?
//! - `cited`: which documents are only cited?
//! - `repeals`: what does it repeal, in whole or in part?
//! - `extension`: which other documents does it let last longer?
//! - `listed`: which documents do its tables and lists name?
//! - `compare`: do the page's fields say the same as the text?

mod cited;
mod compare;
mod extension;
mod head;
mod listed;
mod numbers;
mod offices;
mod own_words;
mod read;
mod repeals;
mod terms;
#[cfg(test)]
mod tests;
mod title;

pub(super) use numbers::is_number;
pub(super) use read::{Found, clean_title, read_facts};
pub(super) use title::is_name;
