//! What every command needs: where things are, how other programs are started and installed, what day it is.
//!
//! - [`paths`] · Where is it?
//! - [`process`] · How is another program started?
//! - [`setup`], [`install`] · Which programs must be on the machine, and how does one get there?
//! - [`ports`] · Where may a server listen, and does it?
//! - [`platforms`] · Which other machines is it built for?
//! - [`native`] · Where is `policy-index`, built for speed or for another machine?
//! - [`native_search`] · What does it answer over a library?
//! - [`cluster`] · Where does an object store come from?
//! - [`lock`], [`tree`] · Which packages are built, and which end up in a program?
//! - [`hash`], [`date`] · Which bytes, which day?

pub mod cluster;
pub mod date;
pub mod hash;
mod install;
pub mod lock;
pub mod native;
pub mod native_search;
pub mod paths;
pub mod platforms;
pub mod ports;
pub mod process;
pub mod setup;
pub mod tree;
