//! The search without the interface, for JavaScript: what `PolicyIndex` in `embed.js` is built on. Values go out by
//! serde-wasm-bindgen, errors as `Error` objects with a `code`.

use js_sys::Reflect;
use policy_engine::json::search_object;
use policy_engine::{ClauseId, Corpus, Facet, Index, PlainNote, SearchOptions, Validity};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::js_error::{error, load_error};
use super::today::today;
use crate::lookup::{self, SharedIndex};
use crate::state::{ALL_COLLECTIONS, Route};

/// An opened index.
#[wasm_bindgen]
pub struct Engine {
    index: SharedIndex,
}

#[derive(Serialize)]
struct ClauseObject<'a> {
    id: &'a str,
    collection: &'a str,
    document: &'a str,
    path: Vec<&'a str>,
    columns: &'a [String],
    title: &'a str,
    text: &'a str,
    plain: Option<&'a PlainNote>,
    departments: Vec<&'a str>,
    citation: String,
    validity: Option<Validity>,
}

#[derive(Serialize)]
pub(super) struct CollectionObject<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub num_clauses: usize,
}

#[wasm_bindgen]
impl Engine {
    /// Opens the bytes of an index; a second call with the same file shares the first one's memory.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Engine, JsValue> {
        lookup::open(bytes).map(|index| Engine { index }).map_err(|error| load_error(&error))
    }

    /// The best hits, as `embed.d.ts` has them, with `highlights` in UTF-16 units. `options`: `collection`, `audience`,
    /// `department`, `limit`, `literal`.
    pub fn search(&self, query: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let (route, limit) = (route(query, options)?, limit(options, 20)?);
        check_names(self.index.corpus(), &route)?;
        let scope = lookup::Scope { collection: None, today: today() };
        let options = SearchOptions { limit, ..lookup::options(self.index.corpus(), &route, scope, limit) };
        let start = js_sys::Date::now();
        let page = self.index.search(&route.query, &options);
        let micros = ((js_sys::Date::now() - start) * 1_000.0) as u64;
        to_js(&search_object(&self.index, query, &page, micros).with_highlights(&page))
    }

    /// What could be meant by a beginning; `options`: `limit`.
    pub fn suggest(&self, prefix: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        to_js(&self.index.suggest(prefix, limit(options, 8)?))
    }

    /// A clause by its id, or `null`.
    pub fn clause(&self, id: &str) -> Result<JsValue, JsValue> {
        match self.index.find_clause(id) {
            Some(found) => clause_to_js(&self.index, found),
            None => Ok(JsValue::NULL),
        }
    }

    /// The collections, in the order of their tiles.
    pub fn collections(&self) -> Result<JsValue, JsValue> {
        let corpus = self.index.corpus();
        let num = |at: usize| corpus.clauses.iter().filter(|it| usize::from(it.collection) == at).count();
        let object = |(at, it): (usize, &'_ policy_engine::Collection)| (at, it.id.clone(), it.name.clone());
        let all: Vec<_> = corpus.collections.iter().enumerate().map(object).collect();
        to_js(
            &all.iter().map(|(at, id, name)| CollectionObject { id, name, num_clauses: num(*at) }).collect::<Vec<_>>(),
        )
    }

    /// Version of the data, as the foot of the page shows it.
    #[wasm_bindgen(getter)]
    pub fn data_version(&self) -> String {
        self.index.corpus().data_version.clone()
    }
}

/// What JavaScript gets of a clause.
pub(super) fn clause_to_js(index: &Index, found: ClauseId) -> Result<JsValue, JsValue> {
    let (corpus, clause) = (index.corpus(), index.clause(found));
    let departments = lookup::values_of(corpus, clause, Facet::Department);
    to_js(&ClauseObject {
        id: &clause.id,
        collection: corpus.collections.get(usize::from(clause.collection)).map_or("", |it| &it.id),
        document: corpus.documents.get(usize::from(clause.document)).map_or("", |it| &it.number),
        path: corpus.path(clause),
        columns: corpus.columns(clause),
        title: &clause.title,
        text: &clause.text,
        plain: clause.plain.as_ref(),
        departments: departments.into_iter().map(|it| it.name.as_str()).collect(),
        citation: corpus.full_citation(clause),
        validity: today().and_then(|it| Some(corpus.document_of(clause)?.validity(it))),
    })
}

/// A misspelt name must not silently search everything.
pub(super) fn check_names(corpus: &Corpus, route: &Route) -> Result<(), JsValue> {
    let known = |id: &&str| *id == ALL_COLLECTIONS || corpus.collections.iter().any(|it| it.id == *id);
    if let Some(id) = route.collection.as_deref().filter(|id| !known(id)) {
        return Err(error("bad-argument", &["collection: there is no ", id].concat()));
    }
    match route.facets.iter().find(|(facet, name)| lookup::facet_id(corpus, *facet, name).is_none()) {
        Some((_, name)) => Err(error("bad-argument", &["audience or department: there is no ", name].concat())),
        None => Ok(()),
    }
}

pub(super) fn route(query: &str, options: &JsValue) -> Result<Route, JsValue> {
    let mut facets = Vec::new();
    for (name, facet) in [("audience", Facet::Audience), ("department", Facet::Department)] {
        facets.extend(string(options, name)?.map(|value| (facet, value)));
    }
    Ok(Route {
        query: query.trim().to_owned(),
        collection: string(options, "collection")?,
        facets,
        literal: property(options, "literal").is_truthy(),
        ..Route::default()
    })
}

fn property(options: &JsValue, name: &str) -> JsValue {
    Reflect::get(options, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn string(options: &JsValue, name: &str) -> Result<Option<String>, JsValue> {
    let value = property(options, name);
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.as_string().map(Some).ok_or_else(|| error("bad-argument", &[name, ": must be a string"].concat()))
}

pub(super) fn limit(options: &JsValue, default: usize) -> Result<usize, JsValue> {
    let value = property(options, "limit");
    if value.is_undefined() || value.is_null() {
        return Ok(default);
    }
    let whole = value.as_f64().filter(|it| it.fract() == 0.0 && (0.0..=10_000.0).contains(it));
    whole.map(|it| it as usize).ok_or_else(|| error("bad-argument", "limit: must be a whole number from 0 to 10000"))
}

pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
