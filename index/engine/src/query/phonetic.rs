//! Reads sounds as words: a run of letters typed as pinyin or initials, and
//! characters an input method got wrong. Everything it returns occurs in the
//! text of the index; the parser says whether it is used.

use crate::index::text::Text;
use crate::index::vocabulary::{Vocabulary, Word};
use crate::model::field::CharId;
use crate::query::query::Input;
use crate::text::pinyin::{Reading, Syllable};
use crate::text::readings::Readings;

/// What an index knows about the sound of its text.
pub(crate) struct PhoneticMatcher<'a> {
    pub text: &'a dyn Text,
    pub readings: &'a Readings,
    pub vocabulary: &'a Vocabulary,
}

/// A string of the index that sounds like what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub chars: Vec<CharId>,
    /// Smaller is closer to what was typed.
    pub cost: u32,
    /// How often it occurs in the text, or a measure that grows with it.
    pub weight: u32,
}

/// Cost of each character at one position of a pattern; `NO` does not fit.
type Costs = Vec<u8>;
const NO: u8 = u8::MAX;
/// Readings by the id of their character.
type Sounds<'a> = Vec<&'a [Syllable]>;
/// A reading that many speakers mix up with the one typed.
const COST_ALIKE: u8 = 2;
/// A syllable that may go on after the last letter typed.
const COST_BROKEN_OFF: u8 = 3;
/// Patterns longer than this are not scanned: nobody types them in
/// one breath, and time grows with them.
const MAX_PARTS: usize = 24;

/// Fewer letters are one slip away from too much.
const MIN_SLIP_LETTERS: usize = 6;
/// Two whole syllables are rather a word that the text lacks: beijing, gupiao.
const MIN_SPELLED_LETTERS: usize = 10;

impl PhoneticMatcher<'_> {
    /// What a run of letters may mean, likeliest first, at most `max`:
    /// strings of the text, and rows of its words that occur nowhere together
    /// (jybt: 就业补贴); besides, those of `keys` that they spell out. Where
    /// there are none of these, what they may mean with one slip of a finger;
    /// the second value: whether they spell something else without.
    pub(crate) fn letters<'k>(
        &self,
        letters: &str,
        max: usize,
        keys: impl Iterator<Item = &'k [CharId]> + Clone,
    ) -> (Vec<Candidate>, bool) {
        self.text.wants_readings();
        let syllables = self.readings.syllables;
        let mut readings = syllables.parse(letters, MAX_READINGS);
        readings.retain(|it| it.parts.len() <= MAX_PARTS);
        let found = self.read(&readings, max, keys.clone());
        let is_spelled = readings.iter().any(|it| it.parts.iter().all(|part| 1 < part.len()));
        let least = if is_spelled { MIN_SPELLED_LETTERS } else { MIN_SLIP_LETTERS };
        if !found.is_empty() || !(least..=MAX_PARTS).contains(&letters.len()) {
            return (found, false);
        }
        let mended = self.read(&syllables.one_slip_away(letters), max, keys);
        if mended.is_empty() { (found, false) } else { (mended, is_spelled) }
    }

    /// What some readings of the same letters may mean.
    fn read<'k>(&self, readings: &[Reading], max: usize, keys: impl Iterator<Item = &'k [CharId]>) -> Vec<Candidate> {
        let sounds = self.sounds();
        let parts = self.costs_of(readings, &sounds);
        let last = self.last_costs_of(readings, &sounds);
        let mut found = Vec::new();
        for reading in readings {
            let costs = |part: &String| parts.iter().find(|it| it.0 == part).map_or(&[][..], |it| &it.1);
            let mut pattern: Vec<&[u8]> = reading.parts.iter().map(costs).collect();
            if let Some((part, at)) = reading.parts.last().zip(pattern.last_mut()) {
                *at = last.iter().find(|it| it.0 == part).map_or(*at, |it| &it.1);
            }
            let mut candidates = self.phrases(&pattern);
            // A slip is a guess already: a row of words that occur nowhere together would be another.
            candidates.extend(Some(&pattern).filter(|_| !reading.is_slip).and_then(|it| self.words(it)));
            found.extend(candidates.into_iter().map(|it| Candidate { cost: it.cost + reading.cost, ..it }));
        }
        let mut found = best(found, max);
        found.extend(self.spelled(readings, &parts, keys));
        found
    }

    /// The strings that are spelled out in whole syllables; what occurs
    /// nowhere in the text is passed over.
    fn spelled<'k>(
        &self,
        readings: &[Reading],
        parts: &[(&str, Costs)],
        strings: impl Iterator<Item = &'k [CharId]>,
    ) -> Vec<Candidate> {
        let whole = readings.iter().filter(|it| it.parts.iter().all(|part| 1 < part.len()));
        let costs = |part: &String| parts.iter().find(|it| it.0 == part).map_or(&[][..], |it| &it.1);
        let patterns: Vec<(u32, Vec<&[u8]>)> =
            whole.map(|it| (it.cost, it.parts.iter().map(costs).collect())).collect();
        let mut found = Vec::new();
        let has_len = |it: &&[CharId]| patterns.iter().any(|(_, pattern)| pattern.len() == it.len());
        for chars in strings.filter(has_len).filter(|it| it.iter().all(|it| self.text.occurs(*it))) {
            for (cost, pattern) in patterns.iter().filter(|it| it.1.len() == chars.len()) {
                let more = fit(pattern, chars).map(|it| it + cost + COST_KEY);
                found.extend(more.map(|cost| Candidate { chars: chars.to_vec(), cost, weight: 1 }));
            }
        }
        found
    }

    /// What fits each part of the readings, which share most of them.
    fn costs_of<'a>(&self, readings: &'a [Reading], sounds: &Sounds<'_>) -> Vec<(&'a str, Costs)> {
        let mut parts: Vec<&str> = readings.iter().flat_map(|it| &it.parts).map(String::as_str).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.into_iter().map(|it| (it, self.part_costs(it, sounds))).collect()
    }

    /// What fits a part at the end, where a syllable may be broken off though
    /// what was typed is one: zha of 发展.
    fn last_costs_of<'a>(&self, readings: &'a [Reading], sounds: &Sounds<'_>) -> Vec<(&'a str, Costs)> {
        let syllables = self.readings.syllables;
        let mut parts: Vec<&str> = readings.iter().filter_map(|it| it.parts.last()).map(String::as_str).collect();
        parts.sort_unstable();
        parts.dedup();
        let starts =
            |part: &str, id: usize| 1 < part.len() && sounds[id].iter().any(|it| syllables.name(*it).starts_with(part));
        let broken_off = |part: &str| {
            let mut costs = self.part_costs(part, sounds);
            for (id, cost) in costs.iter_mut().enumerate().filter(|it| COST_BROKEN_OFF < *it.1) {
                if starts(part, id) {
                    *cost = COST_BROKEN_OFF;
                }
            }
            costs
        };
        parts.into_iter().map(|it| (it, broken_off(it))).collect()
    }

    /// The readings of the start of a word typed in letters, or in characters
    /// followed by letters (`体yu`): what each costs and what fits its positions.
    pub(crate) fn beginnings(&self, folded: &[char]) -> Vec<(u32, Vec<Vec<u8>>)> {
        let first = folded.iter().position(char::is_ascii_lowercase).unwrap_or(folded.len());
        let (fixed, letters) = folded.split_at(first);
        let fixed = fixed.iter().map(|typed| self.each_char(|it| if it == *typed { 0 } else { NO }));
        let fixed: Vec<Costs> = fixed.collect();
        let letters: String = letters.iter().collect();
        let readings = self.readings.syllables.parse(&letters, 4).into_iter().filter(|it| !it.parts.is_empty());
        let sounds = self.sounds();
        let costs = |it: &Reading| it.parts.iter().map(|it| self.part_costs(it, &sounds)).collect::<Vec<_>>();
        readings.map(|it| (it.cost, [fixed.clone(), costs(&it)].concat())).collect()
    }

    /// Which characters of the index may have been typed as `part`.
    fn part_costs(&self, part: &str, sounds: &Sounds<'_>) -> Costs {
        let syllables = self.readings.syllables;
        let typed = syllables.find(part);
        let cost = |readings: &&[Syllable]| {
            let name = |it: &Syllable| syllables.name(*it);
            match typed {
                Some(typed) if readings.contains(&typed) => 0,
                Some(typed) if readings.iter().any(|it| syllables.sound_alike(*it, typed)) => COST_ALIKE,
                None if readings.iter().any(|it| name(it).starts_with(part)) => 0,
                // One vowel may be an initial too: a for 安.
                Some(_) if part.len() == 1 && readings.iter().any(|it| name(it).starts_with(part)) => COST_ALIKE,
                _ => NO,
            }
        };
        std::iter::once(NO).chain(sounds.iter().skip(1).map(cost)).collect()
    }

    /// The readings of every character, looked up once for all parts.
    fn sounds(&self) -> Sounds<'_> {
        let chars = (1..=self.text.num_chars()).map(|id| self.readings.readings(self.text.char_of(id as CharId)));
        std::iter::once(&[][..]).chain(chars).collect()
    }

    fn each_char(&self, cost: impl Fn(char) -> u8) -> Costs {
        let chars = (1..=self.text.num_chars()).map(|id| cost(self.text.char_of(id as CharId)));
        std::iter::once(NO).chain(chars).collect()
    }

    /// Characters and words that fit the whole pattern, where the text is not at hand.
    fn known_phrases(&self, pattern: &[&[u8]]) -> Vec<Candidate> {
        let candidate = |chars: &[CharId], weight: u32| {
            let rarity = COST_PHRASE - (1 + weight).ilog2().min(COST_PHRASE);
            Some(Candidate { chars: chars.to_vec(), cost: fit(pattern, chars)? + rarity, weight })
        };
        if pattern.len() == 1 {
            let ids = 1..=self.text.num_chars() as CharId;
            return ids.filter_map(|it| candidate(&[it], self.text.num_of(it) as u32)).collect();
        }
        let words = self.vocabulary.words().filter(|it| it.chars.len() == pattern.len());
        words.filter_map(|it| candidate(it.chars, 1 << it.value.min(27))).collect()
    }

    /// Strings of the text that fit the whole pattern. Costs time in the occurrences of what fits its rarest position.
    fn phrases(&self, pattern: &[&[u8]]) -> Vec<Candidate> {
        let Some(text) = self.text.whole() else { return self.known_phrases(pattern) };
        let num_fitting = |costs: &[u8]| fitting_ids(costs).map(|id| text.num_of(id)).sum::<usize>();
        let Some((offset, rarest)) = pattern.iter().enumerate().min_by_key(|it| num_fitting(it.1)) else {
            return Vec::new();
        };
        let mut fitting = Vec::new();
        for id in fitting_ids(rarest) {
            for start in text.positions_of(id).filter_map(|at| at.checked_sub(offset)) {
                let window = text.chars().get(start..start + pattern.len());
                fitting.extend(window.and_then(|it| Some((it, fit(pattern, it)?))));
            }
        }
        let candidate = |(chars, cost, weight): (&[CharId], u32, u32)| {
            let rarity = COST_PHRASE - (1 + weight).ilog2().min(COST_PHRASE);
            Candidate { chars: chars.to_vec(), cost: cost + rarity, weight }
        };
        counted(fitting).map(candidate).collect()
    }

    /// The most plausible row of words that fits the pattern: fewest words,
    /// then the commonest.
    fn words(&self, pattern: &[&[u8]]) -> Option<Candidate> {
        let mut best: Vec<Option<Candidate>> = vec![None; pattern.len() + 1];
        best[0] = Some(Candidate { chars: Vec::new(), cost: 0, weight: 0 });
        for start in 0..pattern.len() {
            let Some(so_far) = best[start].clone() else { continue };
            let mut reach = |word: Word<'_>| {
                let end = start + word.chars.len();
                let Some(cost) = pattern.get(start..end).and_then(|it| fit(it, word.chars)) else { return };
                let total = so_far.cost + cost + COST_WORD - u32::from(word.value).min(COST_WORD);
                if best[end].as_ref().is_none_or(|it| total < it.cost) {
                    let chars = [so_far.chars.as_slice(), word.chars].concat();
                    best[end] = Some(Candidate { chars, cost: total, weight: 0 });
                }
            };
            for id in fitting_ids(pattern[start]) {
                self.vocabulary.words_from(id).filter(|it| 1 < it.chars.len()).for_each(&mut reach);
            }
        }
        best.pop().flatten()
    }

    /// Pairs of characters of the text that differ from the pair at `spot` in
    /// one character, which sounds alike, closest first, then commonest.
    pub(crate) fn homophones(&self, input: &Input, spot: usize) -> Vec<Candidate> {
        self.text.wants_readings();
        let (first, second) = (spot, spot + 1);
        let mut found = Vec::new();
        let mut add = |pair: [CharId; 2], cost| {
            let weight = self.text.num_pairs(pair[0], pair[1]) as u32;
            if 0 < weight {
                found.push(Candidate { chars: pair.to_vec(), cost, weight });
            }
        };
        if self.text.occurs(input.ids[second]) {
            self.alike(input.chars[first]).for_each(|(id, cost)| add([id, input.ids[second]], cost));
        }
        if self.text.occurs(input.ids[first]) {
            self.alike(input.chars[second]).for_each(|(id, cost)| add([input.ids[first], id], cost));
        }
        best(found, MAX_HOMOPHONES)
    }

    /// Other characters of the text that sound like this one.
    fn alike(&self, typed: char) -> impl Iterator<Item = (CharId, u32)> + '_ {
        let ids = 1..=self.text.num_chars() as CharId;
        ids.filter_map(move |id| {
            let it = self.text.char_of(id);
            let distance = self.readings.distance(it, typed).filter(|_| it != typed)?;
            Some((id, 2 + distance))
        })
    }
}

/// What a string of the text costs that occurs once; common ones cost less.
const COST_PHRASE: u32 = 6;
/// What a key of the thesaurus costs: as much as a string that occurs often.
const COST_KEY: u32 = 3;
/// What each word of a row costs that occurs once: more than a string, so
/// that what occurs together is preferred.
const COST_WORD: u32 = 10;
/// Ways to read a run of letters that are tried.
const MAX_READINGS: usize = 6;
/// Pairs worth trying in their surroundings.
const MAX_HOMOPHONES: usize = 24;

/// Strings with their cost, each once, with how often it was there.
pub(crate) fn counted(mut strings: Vec<(&[CharId], u32)>) -> impl Iterator<Item = (&[CharId], u32, u32)> {
    strings.sort_unstable();
    let mut counted: Vec<(&[CharId], u32, u32)> = Vec::new();
    for (chars, cost) in strings {
        match counted.last_mut().filter(|it| it.0 == chars) {
            Some(last) => last.2 += 1,
            None => counted.push((chars, cost, 1)),
        }
    }
    counted.into_iter()
}

pub(crate) fn best(mut found: Vec<Candidate>, max: usize) -> Vec<Candidate> {
    found.sort_by(|a, b| (a.cost, b.weight, &a.chars).cmp(&(b.cost, a.weight, &b.chars)));
    let mut kept: Vec<Candidate> = Vec::new();
    for it in found {
        if kept.len() < max && kept.iter().all(|other| other.chars != it.chars) {
            kept.push(it);
        }
    }
    kept
}

/// The characters that fit one position, ascending.
fn fitting_ids(costs: &[u8]) -> impl Iterator<Item = CharId> + '_ {
    (0..).zip(costs).filter(|it| *it.1 != NO).map(|it| it.0)
}

fn fit(pattern: &[impl AsRef<[u8]>], chars: &[CharId]) -> Option<u32> {
    let mut total = 0;
    for (costs, it) in pattern.iter().zip(chars) {
        match costs.as_ref()[usize::from(*it)] {
            NO => return None,
            cost => total += u32::from(cost),
        }
    }
    Some(total)
}

/// What it costs to read the start of `chars` as the pattern.
pub(crate) fn fit_start(pattern: &[Costs], chars: &[CharId]) -> Option<u32> {
    chars.get(..pattern.len()).and_then(|it| fit(pattern, it))
}
