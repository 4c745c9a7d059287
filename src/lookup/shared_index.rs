//! One index per page: all widgets of a page share it. Fetching is left to JavaScript, which can show progress and
//! failure before any wasm has arrived.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::{Rc, Weak};

use policy_engine::Index;

use crate::state::{ErrorCode, LoadError};

/// An index shared by all instances; equal when it is the same one.
#[derive(Clone)]
pub struct SharedIndex(Rc<Index>);

impl SharedIndex {
    /// Takes an index that is already open.
    pub fn new(index: Index) -> Self {
        Self(Rc::new(index))
    }
}

impl Deref for SharedIndex {
    type Target = Index;

    fn deref(&self) -> &Index {
        &self.0
    }
}

impl PartialEq for SharedIndex {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Whether this program opens index files. That of libraries does not, and carries nothing that would.
pub const OPENS_FILES: bool = cfg!(any(not(feature = "library"), feature = "kiosk", feature = "api"));

thread_local! {
    /// What is open, for as long as a widget holds it, each with the fingerprint of its bytes. Several where elements of
    /// one page name different files: their steps take turns.
    static OPENED: RefCell<Vec<(Vec<u8>, Weak<Index>)>> = const { RefCell::new(Vec::new()) };
}

/// Bytes at the end of the file that go into its fingerprint; the last four are its checksum.
const FINGERPRINT_BYTES: usize = 8;

/// Opens an index, or hands out the one that is already open.
///
/// # Errors
/// `version` for a file of another format, `damaged` for anything else that is not an index; always `version` in a program
/// that opens none.
pub fn open(bytes: &[u8]) -> Result<SharedIndex, LoadError> {
    let mut opening = Opening::new(bytes)?;
    loop {
        if let Some(index) = opening.step()? {
            return Ok(index);
        }
    }
}

/// An index that is opened in steps, so that a page can draw between them.
pub struct Opening {
    fingerprint: Vec<u8>,
    /// What is left to do; nothing once it is open.
    begun: Option<Box<policy_engine::Opening>>,
    is_linked: bool,
    index: Option<SharedIndex>,
}

impl Opening {
    /// The first step; see [`open`].
    pub fn new(bytes: &[u8]) -> Result<Self, LoadError> {
        if !OPENS_FILES {
            return Err(none_opened());
        }
        let fingerprint = fingerprint(bytes);
        let index = known(&fingerprint);
        let begun = if index.is_none() { Some(Box::new(policy_engine::Opening::new(bytes)?)) } else { None };
        Ok(Self { fingerprint, begun, is_linked: false, index })
    }

    /// The next step; the index after the last.
    pub fn step(&mut self) -> Result<Option<SharedIndex>, LoadError> {
        if !OPENS_FILES {
            return Err(none_opened());
        }
        if let Some(opening) = self.begun.as_mut().filter(|_| !self.is_linked) {
            opening.link()?;
            self.is_linked = true;
        } else if let Some(opening) = self.begun.take() {
            // Another one may have been quicker with the same bytes.
            self.index = Some(match known(&self.fingerprint) {
                Some(index) => index,
                None => keep(self.fingerprint.clone(), opening.finish()?),
            });
        }
        Ok(self.index.clone())
    }
}

fn none_opened() -> LoadError {
    LoadError { code: ErrorCode::Version, message: "this program opens libraries alone".to_owned() }
}

fn known(fingerprint: &[u8]) -> Option<SharedIndex> {
    let of = |it: &&(Vec<u8>, Weak<Index>)| it.0 == fingerprint;
    OPENED.with_borrow(|opened| opened.iter().filter(of).find_map(|it| it.1.upgrade()).map(SharedIndex))
}

fn keep(fingerprint: Vec<u8>, index: Index) -> SharedIndex {
    let index = Rc::new(index);
    OPENED.with_borrow_mut(|opened| {
        opened.retain(|it| it.1.strong_count() != 0);
        opened.push((fingerprint, Rc::downgrade(&index)));
    });
    SharedIndex(index)
}

fn fingerprint(bytes: &[u8]) -> Vec<u8> {
    let head = bytes.len().min(FINGERPRINT_BYTES * 4);
    let tail = bytes.len().saturating_sub(FINGERPRINT_BYTES);
    let mut out = bytes.len().to_le_bytes().to_vec();
    out.extend_from_slice(bytes.get(..head).unwrap_or_default());
    out.extend_from_slice(bytes.get(tail..).unwrap_or_default());
    out
}
