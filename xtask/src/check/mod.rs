//! Everything that is checked: quick checks, long runs, and the browser for both.
//!
//! - [`mod@test`] · Which checks are there, from the quickest to the slowest?
//! - [`soak`] · What shows only in large numbers?
//! - [`fuzz`] · What does hostile input do?
//! - [`deps`] · Which package may know which?
//! - [`hosting`] · Do the lines for webmasters hold in a real server?
//! - [`object_store`] · And a library in a real object store, while a part of that is away?
//! - [`load`] · And when many ask at once?
//! - [`platforms`] · Do the programs for other systems run there?
//! - [`deny`] · Where do packages come from, and under which licences?
//! - [`examples`] · How is the npm package tried beside React, Vue and others?
//! - [`browser`] · How are the scenarios in `tests/browser` started?

pub mod browser;
pub mod deny;
mod deps;
mod examples;
mod fuzz;
mod hosting;
mod load;
mod object_store;
mod platforms;
pub mod soak;
pub mod test;

/// What the site is built without and every test is built with, so that nothing is compiled a second time.
pub const FEATURES: &str = "policy-index/import,policy-index/learn,policy-index/publish,policy-fuzz/build";
