//! A library of many files, for JavaScript: what `PolicyLibrary` in `embed.js` is built on. It says which files it
//! needs; `library.js` fetches them. Every question returns `{needs: [path, …]}`, relative to the folder of the root,
//! or `{value}`.

use policy_engine::json::{SearchObject, search_object};
use policy_engine::{FileId, Library, LibraryAnswer, LibraryError, LibraryPage, SearchOptions};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::js_error::error;
use super::policy_index::{CollectionObject, check_names, clause_to_js, limit, route, to_js};
use super::today::today;
use crate::lookup;

/// An opened library.
#[wasm_bindgen]
pub struct LibraryEngine {
    library: Library,
}

/// An answer, or what is missing for it.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Reply<T> {
    Needs(Vec<String>),
    Value(T),
}

#[derive(Serialize)]
struct LibraryObject {
    #[serde(flatten)]
    object: SearchObject,
    num_hits: usize,
    more: bool,
    incomplete: bool,
}

#[wasm_bindgen]
impl LibraryEngine {
    /// Opens the bytes of a root.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &[u8]) -> Result<LibraryEngine, JsValue> {
        Library::open(root).map(|library| LibraryEngine { library }).map_err(|it| library_error(&it))
    }

    /// Takes the bytes of a file that was asked for. Throws `damaged` for anything else, and nothing has changed.
    pub fn insert(&mut self, path: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let file = file(path)?;
        self.library.insert(file, bytes).map_err(|it| library_error(&it))
    }

    /// Goes on without a file that cannot be had.
    pub fn give_up(&mut self, path: &str) -> Result<(), JsValue> {
        self.library.give_up(file(path)?);
        Ok(())
    }

    /// Asks again for what was given up, and forgets all files if more than `max_files` are here.
    pub fn refresh(&mut self, max_files: usize) {
        self.library.hope_again();
        if max_files < self.library.num_files() {
            self.library.forget();
        }
    }

    /// The best hits, as `Engine::search` of one file; and `num_hits`, `more` where more clauses may match,
    /// `incomplete` where files were given up.
    pub fn search(&self, query: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let (route, limit) = (route(query, options)?, limit(options, 20)?);
        check_names(self.library.corpus(), &route)?;
        let scope = lookup::Scope { collection: None, today: today() };
        let options = SearchOptions { limit, ..lookup::options(self.library.corpus(), &route, scope, limit) };
        match self.library.search(&route.query, &options) {
            LibraryAnswer::Needs(files) => needs(&files),
            LibraryAnswer::Page(page) => to_js(&Reply::Value(library_object(query, &page))),
        }
    }

    /// What could be meant by a beginning; `options`: `limit`. Clauses are not counted.
    pub fn suggest(&self, prefix: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        match self.library.suggest(prefix, limit(options, 8)?) {
            Ok(suggestions) => to_js(&Reply::Value(suggestions)),
            Err(missing) => needs(&[missing]),
        }
    }

    /// A clause by its id, or `null`.
    pub fn clause(&self, id: &str) -> Result<JsValue, JsValue> {
        let page = match self.library.find_clause(id) {
            LibraryAnswer::Needs(files) => return needs(&files),
            LibraryAnswer::Page(page) => page,
        };
        let value = match page.results.hits.first() {
            Some(hit) => clause_to_js(&page.index, hit.clause)?,
            None => JsValue::NULL,
        };
        let reply = js_sys::Object::new();
        // Fails only for frozen objects; this one is new.
        let _ = js_sys::Reflect::set(&reply, &"value".into(), &value);
        Ok(reply.into())
    }

    /// The collections, in the order of their tiles.
    pub fn collections(&self) -> Result<JsValue, JsValue> {
        let num_clauses = |at| self.library.num_clauses_in(at) as usize;
        let all = (0..).zip(self.library.collections());
        let objects = all.map(|(at, it)| CollectionObject { id: &it.id, name: &it.name, num_clauses: num_clauses(at) });
        to_js(&objects.collect::<Vec<_>>())
    }

    /// Version of the data.
    #[wasm_bindgen(getter)]
    pub fn data_version(&self) -> String {
        self.library.corpus().data_version.clone()
    }

    /// Which release of the library this root names: 1, 2 and so on.
    #[wasm_bindgen(getter)]
    pub fn release(&self) -> u16 {
        self.library.release()
    }
}

fn library_object(query: &str, page: &LibraryPage) -> LibraryObject {
    let LibraryPage { index, results, is_cut, num_given_up, .. } = page;
    let object = search_object(index, query, results, 0).with_highlights(results);
    LibraryObject { object, num_hits: results.num_hits, more: *is_cut, incomplete: 0 < *num_given_up }
}

fn needs(files: &[FileId]) -> Result<JsValue, JsValue> {
    to_js(&Reply::<()>::Needs(files.iter().map(ToString::to_string).collect()))
}

fn file(path: &str) -> Result<FileId, JsValue> {
    FileId::parse(path).ok_or_else(|| error("bad-argument", &[path, ": is no file of a library"].concat()))
}

fn library_error(failed: &LibraryError) -> JsValue {
    let code = if matches!(failed, LibraryError::Version { .. }) { "version" } else { "damaged" };
    error(code, &failed.to_string())
}
