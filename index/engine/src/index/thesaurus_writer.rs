//! Writes the thesaurus; `thesaurus` reads it.

use std::collections::{BTreeMap, BTreeSet};

use crate::format::writer::Writer;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::model::corpus::Synonym;
use crate::model::field::Field;

/// An official word: the position of its first occurrence in the text, and
/// its length in characters.
type Place = (usize, usize);

/// What a group of keys leads to: indices in the list of official words,
/// ascending, each with its weight.
type Targets = Vec<(usize, u8)>;

/// The entries as they are written: groups of keys that lead to the same
/// official words. What leads to a word that occurs nowhere is left out.
pub(crate) struct Groups<'a> {
    /// The official words, ascending.
    places: Vec<Place>,
    groups: Vec<(Targets, Vec<&'a str>)>,
}

impl<'a> Groups<'a> {
    /// Costs time in the occurrences of the official words.
    pub(crate) fn new(synonyms: &'a [Synonym], text: &Postings) -> Self {
        let rows = synonyms.iter().map(|it| (it, place(&it.to, text)));
        let rows: Vec<_> = rows.filter(|it| it.1.is_some() || it.0.to.is_empty()).collect();
        let places: BTreeSet<Place> = rows.iter().filter_map(|it| it.1).collect();
        let places: Vec<Place> = places.into_iter().collect();
        let groups = groups(&rows, &places);
        Self { places, groups }
    }

    /// Everything people type that leads somewhere.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.groups.iter().flat_map(|it| &it.1).copied()
    }

    /// Layout: the official words, as positions in the text (ascending
    /// differences, then lengths); the groups of keys that lead to the same
    /// words: how many words, how many keys; then the first word of each
    /// (groups are in their order, so these are differences too), the others
    /// (differences within a group), all weights, and all keys. Like beside
    /// like, for the compressor.
    pub(crate) fn write(&self, writer: &mut Writer<'_>) {
        let Self { places, groups } = self;
        writer.ascending(places.iter().map(|it| it.0));
        places.iter().for_each(|it| writer.number(it.1));
        writer.list(groups, |writer, it| {
            writer.number(it.0.len());
            writer.number(it.1.len());
        });
        let words = || groups.iter().filter_map(|(targets, _)| targets.split_first());
        writer.differences(words().map(|(first, _)| first.0));
        for (first, others) in words() {
            writer.differences(others.iter().map(|it| it.0 - first.0));
        }
        groups.iter().flat_map(|it| &it.0).for_each(|it| writer.number(usize::from(it.1)));
        self.keys().for_each(|it| writer.text(it));
    }
}

/// The keys of each group of targets.
fn groups<'a>(rows: &[(&'a Synonym, Option<Place>)], places: &[Place]) -> Vec<(Targets, Vec<&'a str>)> {
    let mut by_key: BTreeMap<&str, Targets> = BTreeMap::new();
    for (synonym, place) in rows {
        // Every word is in the list it was collected into.
        let target = place.map(|place| (places.partition_point(|it| *it < place), synonym.weight));
        by_key.entry(&synonym.from).or_default().extend(target);
    }
    let mut groups: BTreeMap<Targets, Vec<&str>> = BTreeMap::new();
    for (key, mut targets) in by_key {
        targets.sort_unstable();
        targets.dedup_by_key(|it| it.0);
        groups.entry(targets).or_default().push(key);
    }
    groups.into_iter().collect()
}

fn place(to: &str, text: &Postings) -> Option<Place> {
    let pattern = text.encode(to)?;
    let first = text.occurrences(&pattern).filter(|it| it.field != Field::Question).map(|it| it.position).min()?;
    Some((first as usize, pattern.len()))
}
