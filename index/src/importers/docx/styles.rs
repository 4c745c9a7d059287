//! What styles say about numbers, hidden text and names.

use std::collections::HashMap;

use super::xml::Element;

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    num_id: Option<String>,
    level: Option<usize>,
    is_hidden: Option<bool>,
    is_strong: Option<bool>,
    /// It has a level in the outline of the document.
    is_heading: Option<bool>,
}

/// All styles by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &Element) -> Self {
        let styles = part.descendants("style").filter_map(|it| Some((it.attr("styleId")?.to_owned(), style(it))));
        Self(styles.collect())
    }

    /// The style and those it is based on, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = self.0.get_key_value(id);
        // Styles based on each other would go round for ever.
        std::iter::successors(first, |(_, style)| self.0.get_key_value(style.based_on.as_ref()?))
            .take(20)
            .map(|(id, style)| (id.as_str(), style))
    }

    /// List and level of a style, and the style that says so.
    pub(super) fn numbering<'a>(&'a self, id: &'a str) -> Option<(&'a str, &'a str, Option<usize>)> {
        let (at, style) = self.chain(id).find(|(_, it)| it.num_id.is_some())?;
        Some((at, style.num_id.as_deref()?, style.level))
    }

    /// Text in this style is not shown.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, it)| it.is_hidden).unwrap_or(false)
    }

    /// Text in this style is bold.
    pub(super) fn is_strong(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, it)| it.is_strong).unwrap_or(false)
    }

    /// Paragraphs in this style are headings.
    pub(super) fn is_heading(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, it)| it.is_heading).unwrap_or(false)
    }
}

fn style(element: &Element) -> Style {
    let num = element.at(&["pPr", "numPr"]);
    let switch = |name: &str| {
        let properties = element.child("rPr").filter(|it| it.child(name).is_some())?;
        Some(properties.is_on(name))
    };
    let outline_level = element.at(&["pPr"]).and_then(|it| it.value("outlineLvl"));
    Style {
        based_on: element.value("basedOn").map(str::to_owned),
        num_id: num.and_then(|it| it.value("numId")).map(str::to_owned),
        level: num.and_then(|it| it.value("ilvl")).and_then(|it| it.parse().ok()),
        is_hidden: switch("vanish"),
        is_strong: switch("b"),
        // The tenth level is that of running text.
        is_heading: outline_level.map(|it| it != "9"),
    }
}
