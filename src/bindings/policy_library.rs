//! Questions to a library, for JavaScript: what `PolicyLibrary` in `embed.js` is built on. Every question returns
//! `{needs: [path, …]}`, relative to the folder of the root, or `{value}`.

use policy_engine::json::{SearchObject, search_object};
use policy_engine::{FileId, LibraryAnswer, LibraryPage, SearchOptions};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::library_engine::LibraryEngine;
use super::policy_index::{CollectionObject, check_names, clause_to_js, limit, route, to_js};
use super::today::today;
use crate::lookup;

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
    /// The best hits, as `Engine::search` of one file; and `num_hits`, `more` where more clauses may match,
    /// `incomplete` where files were given up.
    pub fn search(&self, query: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let (route, limit) = (route(query, options)?, limit(options, 20)?);
        let answer = self.library.with(|library| {
            check_names(library.corpus(), &route)?;
            let scope = lookup::Scope { collection: None, today: today() };
            let options = SearchOptions { limit, ..lookup::options(library.corpus(), &route, scope, limit) };
            Ok::<_, JsValue>(library.search(&route.query, &options))
        })?;
        match answer {
            LibraryAnswer::Needs(files) => needs(&files),
            LibraryAnswer::Page(page) => to_js(&Reply::Value(library_object(query, &page))),
        }
    }

    /// What could be meant by a beginning; `options`: `limit`. Clauses are not counted.
    pub fn suggest(&self, prefix: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let limit = limit(options, 8)?;
        match self.library.with(|it| it.suggest(prefix, limit)) {
            Ok(suggestions) => to_js(&Reply::Value(suggestions)),
            Err(missing) => needs(&[missing]),
        }
    }

    /// A clause by its id, or `null`.
    pub fn clause(&self, id: &str) -> Result<JsValue, JsValue> {
        let page = match self.library.with(|it| it.find_clause(id)) {
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
        self.library.with(|library| {
            let num_clauses = |at| library.num_clauses_in(at) as usize;
            let all = (0..).zip(library.collections());
            let object =
                |(at, it): (u16, &'_ policy_engine::Collection)| (num_clauses(at), it.id.clone(), it.name.clone());
            let all: Vec<_> = all.map(object).collect();
            to_js(
                &all.iter()
                    .map(|(num_clauses, id, name)| CollectionObject { id, name, num_clauses: *num_clauses })
                    .collect::<Vec<_>>(),
            )
        })
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
