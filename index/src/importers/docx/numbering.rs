//! The number that Word prints before a paragraph: `numbering.xml`, ECMA-376
//! part 1, 17.9. Lists of one abstract definition count together; a list with
//! a start of its own begins again where it first appears.

use std::collections::{HashMap, HashSet};

use super::xml::Element;
use crate::importers::counting::counted;

/// Word knows no deeper lists.
const NUM_LEVELS: usize = 9;

/// How a level is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Counts on through uses of levels above this one (one-based); `None`: any level above restarts it.
    restart: Option<usize>,
    is_legal: bool,
    suffix: String,
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    link: Option<String>,
    linked_style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document and how far they have counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; NUM_LEVELS]>,
    restarted: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &Element) -> Self {
        let abstracts = part.descendants("abstractNum");
        let abstracts = abstracts.filter_map(|it| Some((it.attr("abstractNumId")?.to_owned(), definition(it))));
        let lists = part.descendants("num").filter_map(|it| Some((it.attr("numId")?.to_owned(), list(it)?)));
        Self { abstracts: abstracts.collect(), lists: lists.collect(), ..Self::default() }
    }

    /// The definition of a list; one that only names a style is looked up there.
    fn definition(&self, list: &List) -> String {
        let link = self.abstracts.get(&list.definition).and_then(|it| it.link.clone());
        let by_style = |style: &String| self.abstracts.iter().find(|it| it.1.linked_style.as_ref() == Some(style));
        link.as_ref().and_then(by_style).map_or_else(|| list.definition.clone(), |it| it.0.clone())
    }

    /// The level of a list that a style is bound to.
    pub(super) fn level_of_style(&self, num_id: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(num_id)?;
        let levels = &self.abstracts.get(&self.definition(list))?.levels;
        levels.iter().find(|it| it.1.style.as_deref() == Some(style)).map(|it| *it.0)
    }

    /// Counts a paragraph and returns what Word prints before it.
    pub(super) fn next(&mut self, num_id: &str, level: usize) -> Option<String> {
        let list = self.lists.get(num_id)?.clone();
        let definition = self.definition(&list);
        let levels = |at: usize| list.levels.get(&at).or_else(|| self.abstracts.get(&definition)?.levels.get(&at));
        let own = levels(level)?.clone();
        let all: Vec<Option<Level>> = (0..NUM_LEVELS).map(|at| levels(at).cloned()).collect();
        let counters = self.counters.entry(definition).or_default();
        let override_start = list.starts.get(&level).copied();
        let is_restart = override_start.is_some() && self.restarted.insert((num_id.to_owned(), level));
        let start = override_start.unwrap_or(own.start);
        let counter = counters.get_mut(level)?;
        *counter = Some(if is_restart { start } else { counter.map_or(start, |it| it + 1) });
        for (below, other) in all.iter().enumerate().skip(level + 1) {
            let restart = other.as_ref().and_then(|it| it.restart).unwrap_or(below);
            if level < restart {
                counters[below] = None;
            }
        }
        printed(&own, &all, counters)
    }
}

/// The text of a level, `%1` and so on replaced.
fn printed(own: &Level, all: &[Option<Level>], counters: &[Option<u32>; NUM_LEVELS]) -> Option<String> {
    if own.format == "bullet" {
        // Signs of symbol fonts have no meaning outside of them.
        let sign = own.text.trim().to_owned();
        let is_shown = !sign.is_empty() && !sign.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
        return is_shown.then(|| format!("{sign} "));
    }
    let mut out = own.text.clone();
    for (at, level) in all.iter().enumerate() {
        let mark = format!("%{}", at + 1);
        let Some(level) = level.as_ref().filter(|_| out.contains(&mark)) else { continue };
        let format = if own.is_legal { "decimal" } else { level.format.as_str() };
        let number = counters[at].unwrap_or(level.start);
        out = out.replace(&mark, &counted(format, number).unwrap_or_default());
    }
    if out.trim().is_empty() {
        return None;
    }
    if own.suffix != "nothing" {
        out.push(' ');
    }
    Some(out)
}

fn definition(element: &Element) -> Abstract {
    let levels = element.elements().filter(|it| it.name == "lvl").filter_map(level);
    Abstract {
        levels: levels.collect(),
        link: element.value("numStyleLink").map(str::to_owned),
        linked_style: element.value("styleLink").map(str::to_owned),
    }
}

fn list(element: &Element) -> Option<List> {
    let mut list = List { definition: element.value("abstractNumId")?.to_owned(), ..List::default() };
    for change in element.elements().filter(|it| it.name == "lvlOverride") {
        let Some(at) = change.attr("ilvl").and_then(|it| it.parse().ok()) else { continue };
        if let Some(start) = change.value("startOverride").and_then(|it| it.parse().ok()) {
            list.starts.insert(at, start);
        }
        if let Some((_, level)) = change.child("lvl").and_then(level) {
            list.levels.insert(at, level);
        }
    }
    Some(list)
}

fn level(element: &Element) -> Option<(usize, Level)> {
    let at = element.attr("ilvl")?.parse().ok().filter(|it| *it < NUM_LEVELS)?;
    let number = |name: &str| element.value(name).and_then(|it| it.parse::<u32>().ok());
    let format = element.value("numFmt").or_else(|| {
        // A format that old programs do not know is inside a choice.
        element.descendants("numFmt").next().and_then(|it| it.attr("val"))
    });
    let level = Level {
        start: number("start").unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: element.value("lvlText").unwrap_or_default().to_owned(),
        restart: number("lvlRestart").and_then(|it| usize::try_from(it).ok()),
        is_legal: element.is_on("isLgl"),
        suffix: element.value("suff").unwrap_or("tab").to_owned(),
        style: element.value("pStyle").map(str::to_owned),
    };
    Some((at, level))
}
