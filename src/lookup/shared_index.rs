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
    /// The index opened last, for as long as a widget holds it, and the fingerprint of its bytes.
    static OPENED: RefCell<Option<(Vec<u8>, Weak<Index>)>> = const { RefCell::new(None) };
}

/// Bytes at the end of the file that go into its fingerprint; the last four are its checksum.
const FINGERPRINT_BYTES: usize = 8;

/// Opens an index, or hands out the one that is already open.
///
/// # Errors
/// `version` for a file of another format, `damaged` for anything else that is not an index; always `version` in a program
/// that opens none.
pub fn open(bytes: &[u8]) -> Result<SharedIndex, LoadError> {
    if !OPENS_FILES {
        return Err(LoadError { code: ErrorCode::Version, message: "this program opens libraries alone".to_owned() });
    }
    let fingerprint = fingerprint(bytes);
    let known = OPENED.with_borrow(|opened| {
        let (print, index) = opened.as_ref()?;
        index.upgrade().filter(|_| *print == fingerprint)
    });
    if let Some(index) = known {
        return Ok(SharedIndex(index));
    }
    let index = Rc::new(Index::open(bytes)?);
    OPENED.with_borrow_mut(|opened| *opened = Some((fingerprint, Rc::downgrade(&index))));
    Ok(SharedIndex(index))
}

fn fingerprint(bytes: &[u8]) -> Vec<u8> {
    let head = bytes.len().min(FINGERPRINT_BYTES * 4);
    let tail = bytes.len().saturating_sub(FINGERPRINT_BYTES);
    let mut out = bytes.len().to_le_bytes().to_vec();
    out.extend_from_slice(bytes.get(..head).unwrap_or_default());
    out.extend_from_slice(bytes.get(tail..).unwrap_or_default());
    out
}
