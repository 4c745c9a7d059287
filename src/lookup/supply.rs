//! How much of what was asked is here? All of it, where one file holds everything; a library comes by parts.

/// How much is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supply {
    /// For a library.
    of_library: Option<OfLibrary>,
}

/// How much of a library is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfLibrary {
    /// Files are on their way.
    pub is_waiting: bool,
    /// What is shown answers another route than the one that was asked for.
    pub is_stale: bool,
    /// More clauses may match than were counted.
    pub is_cut: bool,
    /// Clauses were counted by their texts, and not only by the lists of the words.
    pub is_counted: bool,
    /// Whether the values of facets were counted over all clauses.
    pub counts_facets: bool,
    /// Files did not come: words may not have been looked up, clauses may be missing.
    pub is_incomplete: bool,
    /// Documents of the library.
    pub num_documents: usize,
}

impl Supply {
    /// That of a library.
    pub fn of_library(it: OfLibrary) -> Self {
        Self { of_library: Some(it) }
    }

    /// That of a library; the program of the page knows none and has no code for it.
    pub fn library(&self) -> Option<OfLibrary> {
        if cfg!(feature = "library") { self.of_library } else { None }
    }

    /// Whether files are on their way.
    pub fn is_waiting(&self) -> bool {
        self.library().is_some_and(|it| it.is_waiting)
    }

    /// Whether what is shown answers another question than the one that was asked.
    pub fn is_stale(&self) -> bool {
        self.library().is_some_and(|it| it.is_waiting && it.is_stale)
    }

    /// Whether files did not come.
    pub fn is_incomplete(&self) -> bool {
        self.library().is_some_and(|it| it.is_incomplete)
    }
}
