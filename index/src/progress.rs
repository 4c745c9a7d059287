//! How far a long step has come, for whoever shows it.

/// What is told while a large corpus is read; everything may be ignored.
pub trait Progress: Sync {
    /// The length of the next step, in texts or lines.
    fn begin(&self, _what: &str, _length: usize) {}
    /// One text or line done.
    fn step(&self) {}
}

/// Says nothing.
pub struct Quiet;
impl Progress for Quiet {}
