//! A library of many files, for JavaScript: `library.js` fetches the files that are asked for and inserts them here.

use policy_engine::{FileId, Library, LibraryError};
use wasm_bindgen::prelude::*;

use super::js_error::error;
use crate::lookup::SharedLibrary;

/// An opened library.
#[wasm_bindgen]
pub struct LibraryEngine {
    pub(super) library: SharedLibrary,
}

#[wasm_bindgen]
impl LibraryEngine {
    /// Opens the bytes of a root.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &[u8]) -> Result<LibraryEngine, JsValue> {
        let library = Library::open(root).map(SharedLibrary::new);
        library.map(|library| LibraryEngine { library }).map_err(|it| library_error(&it))
    }

    /// Takes the bytes of a file that was asked for. Throws `damaged` for anything else, and nothing has changed.
    pub fn insert(&self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let file = file(path)?;
        self.library.change(|it| it.insert(file, bytes)).map_err(|it| library_error(&it))
    }

    /// The paths of the files that a search for this fetches first.
    #[cfg(feature = "library")]
    pub fn plan(&self, query: &str) -> Vec<String> {
        let files = self.library.with(|it| it.plan(query, &policy_engine::SearchOptions::default()));
        files.iter().map(ToString::to_string).collect()
    }

    /// Of a packed library: the file that holds this one, and the first and last byte of it there: `pack/p.12 100-349`.
    pub fn place(&self, path: &str) -> Option<String> {
        let place = self.library.with(|it| it.place(FileId::parse(path)?))?;
        let [first, last] = [place.start, place.start + place.len - 1].map(|it| it.to_string());
        Some([&place.pack, " ", &first, "-", &last].concat())
    }

    /// Goes on without a file that cannot be had.
    pub fn give_up(&self, path: &str) -> Result<(), JsValue> {
        let file = file(path)?;
        self.library.change(|it| it.give_up(file));
        Ok(())
    }

    /// Asks again for what was given up, and forgets all files if more than `max_files` are here.
    pub fn refresh(&self, max_files: usize) {
        self.library.refresh(max_files);
    }

    /// Version of the data.
    #[wasm_bindgen(getter)]
    pub fn data_version(&self) -> String {
        self.library.with(|it| it.corpus().data_version.clone())
    }

    /// Which release of the library this root names: 1, 2 and so on.
    #[wasm_bindgen(getter)]
    pub fn release(&self) -> u16 {
        self.library.with(Library::release)
    }
}

fn file(path: &str) -> Result<FileId, JsValue> {
    FileId::parse(path).ok_or_else(|| error("bad-argument", &[path, ": is no file of a library"].concat()))
}

fn library_error(failed: &LibraryError) -> JsValue {
    let code = if matches!(failed, LibraryError::Version { .. }) { "version" } else { "damaged" };
    error(code, &failed.to_string())
}
