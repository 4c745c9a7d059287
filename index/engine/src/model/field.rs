//! The fields of a clause that are searched, and the number of a character.

/// Number of a character in the alphabet of an index; 0 parts fields.
pub(crate) type CharId = u16;

/// Where in a clause a match occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Field {
    Path = 0,
    Title = 1,
    Text = 2,
    Plain = 3,
    Question = 4,
}

impl Field {
    /// The words of the document itself.
    pub(crate) fn is_official(self) -> bool {
        !matches!(self, Self::Plain | Self::Question)
    }
}
