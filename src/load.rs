//! Bytes to an index, once per page: however many widgets stand on it, they share one index in memory.
//! Fetching is left to JavaScript, which can show progress and failure before any wasm has arrived.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::{Rc, Weak};

use policy_engine::{FormatError, Index};

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

/// Why there is no index; the names are those of the JS API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// `network`: not downloaded.
    Network,
    /// `damaged`: not the file that was published.
    Damaged,
    /// `version`: made for another version of this program.
    Version,
    /// `wasm-blocked`: no WebAssembly, or a policy that forbids it.
    WasmBlocked,
    /// `mime`: sent as something else.
    Mime,
}

impl ErrorCode {
    /// All codes, in the order of `Text::errors`.
    pub const ALL: [ErrorCode; 5] =
        [ErrorCode::Network, ErrorCode::Damaged, ErrorCode::Version, ErrorCode::WasmBlocked, ErrorCode::Mime];

    /// The name in the JS API.
    pub fn name(self) -> &'static str {
        match self {
            ErrorCode::Network => "network",
            ErrorCode::Damaged => "damaged",
            ErrorCode::Version => "version",
            ErrorCode::WasmBlocked => "wasm-blocked",
            ErrorCode::Mime => "mime",
        }
    }

    /// The inverse of [`ErrorCode::name`]; anything else counts as damage.
    pub fn from_name(name: &str) -> ErrorCode {
        Self::ALL.into_iter().find(|code| code.name() == name).unwrap_or(ErrorCode::Damaged)
    }
}

/// What is known about a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadError {
    /// What kind.
    pub code: ErrorCode,
    /// For the webmaster, in English.
    pub message: String,
}

impl From<FormatError> for LoadError {
    fn from(error: FormatError) -> Self {
        let code = match error {
            FormatError::Version { .. } => ErrorCode::Version,
            _ => ErrorCode::Damaged,
        };
        Self { code, message: error.to_string() }
    }
}

thread_local! {
    /// The index opened last, as long as somebody holds it, and the checksum at its end.
    static OPENED: RefCell<Option<(Vec<u8>, Weak<Index>)>> = const { RefCell::new(None) };
}

/// Bytes at the end of the file by which two copies are told apart: its checksum.
const FINGERPRINT_BYTES: usize = 8;

/// Opens an index, or hands out the one that is already open.
///
/// # Errors
/// `version` for a file of another format, `damaged` for anything else that is not an index.
pub fn open(bytes: &[u8]) -> Result<SharedIndex, LoadError> {
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
