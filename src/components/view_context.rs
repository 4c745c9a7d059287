//! What the views of a route have in common. They are plain functions: a component of Yew's costs every phone some 3 KB
//! of wasm, and the root draws anew only when its state changes, which is when a view does.

use yew::prelude::*;

use super::data_line::data_line;
use crate::dom::element::{Element, element};
use crate::dom::link;
use crate::i18n::{Text, name_in};
use crate::lookup::{SharedIndex, Supply};
use crate::state::{Action, Config, Lang, Mode, Route, Width};

/// What every view needs.
#[derive(Clone, Copy)]
pub struct ViewProps<'a> {
    /// Language of the interface.
    pub lang: Lang,
    /// Its words.
    pub text: &'static Text,
    /// The configuration.
    pub config: &'a Config,
    /// Standard or elder.
    pub mode: Mode,
    /// The room there is.
    pub width: Width,
    /// The index.
    pub index: &'a SharedIndex,
    /// How much of what was asked that is.
    pub supply: Supply,
    /// What is shown.
    pub route: &'a Route,
    /// Address of the page, empty on the page itself.
    pub page_url: &'a str,
    /// The element around everything.
    pub root: &'a NodeRef,
    /// Takes what the reader does.
    pub on: &'a Callback<Action>,
}

impl ViewProps<'_> {
    /// Documents that are searched.
    pub fn num_documents(&self) -> usize {
        self.supply.library().map_or_else(|| self.index.corpus().documents.len(), |it| it.num_documents)
    }

    /// What the data are. Of a library a part is here, whose documents say nothing of the others.
    pub fn data_line(&self) -> String {
        match self.supply.library() {
            Some(_) => self.text.data_version.fill([&self.index.corpus().data_version]),
            None => data_line(self.text, self.index.corpus()),
        }
    }

    /// What a collection, an audience, a kind or a department is called in the language of the interface.
    pub fn name(&self, name: &str) -> AttrValue {
        name_in(self.lang, name)
    }

    /// A link to a route, which an ordinary tap turns into an action.
    pub fn link(&self, class: &'static str, route: &Route, action: Action) -> Element {
        link::link(class, link::href(self.page_url, route), self.on, action)
    }

    /// A link to a clause.
    pub fn clause_link(&self, class: &'static str, id: &str) -> Element {
        self.link(class, &Route::to_clause(id), Action::Clause(id.into()))
    }

    /// A link to a whole document, by its 文号.
    pub fn document_link(&self, number: &str) -> Element {
        let route = Route { document: Some(number.into()), ..Route::default() };
        self.link("", &route, Action::Document(number.into()))
    }

    /// A heading, `below` levels under that of the view.
    pub fn heading(&self, below: u8, class: &'static str) -> Element {
        element(self.config.heading(below), class)
    }

    /// Whether the filters stand beside the hits; large type leaves no room for them.
    pub fn has_filters_beside(&self) -> bool {
        self.width.is_wide() && self.mode == Mode::Standard
    }

    /// A link to a place of a document, by its 文号 and the clause that stands there.
    pub fn place_link(&self, class: &'static str, number: &str, id: &str) -> Element {
        let route = self.route.to_place(number, id);
        self.link(class, &route, Action::Place(number.into(), id.into()))
    }

    /// A button that does an action.
    pub fn button(&self, class: &'static str, action: Action) -> Element {
        link::button(class, self.on, action)
    }
}
