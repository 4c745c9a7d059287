//! How often an answer is still found when the words of a clause are typed
//! with a slip, or in another script: a rate per kind of slip, over the words
//! of every clause, that must hold.

use std::collections::HashMap;
use std::sync::LazyLock;

use policy_engine::pinyin::Syllables;
use policy_engine::{SearchOptions, fold};

use crate::common::INDEX;

/// Characters with their usual reading.
static READINGS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let readings = INDEX.corpus().lexicon.readings.iter();
    readings.filter_map(|(it, names)| Some((*it, names.split(' ').next()?))).collect()
});

/// Neighbouring words of titles, four to eight Han characters together: what
/// a person types. Each once.
fn phrases() -> Vec<Vec<char>> {
    let mut phrases: Vec<Vec<char>> = Vec::new();
    for clause in &INDEX.corpus().clauses {
        let words = INDEX.tokens(&clause.title);
        let terms = words.windows(2).filter(|it| it.iter().all(|it| it.1));
        let joined = terms.map(|it| it.iter().flat_map(|it| it.0.chars()).collect::<Vec<char>>());
        phrases
            .extend(joined.filter(|it| (4..=8).contains(&it.len()) && it.iter().all(|it| READINGS.contains_key(it))));
    }
    phrases.sort();
    phrases.dedup();
    phrases
}

/// Numbers without a pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Of all phrases typed with the slip, at least `rate` find a clause that
/// holds the phrase among the first three. `slip` gives `None` where it
/// cannot be made.
#[track_caller]
fn check(rate: f64, slip: impl Fn(&[char], &mut Dice) -> Option<String>) {
    let mut dice = Dice(20_220_415);
    let typed = phrases().into_iter().filter_map(|it| Some((slip(&it, &mut dice)?, it.iter().collect())));
    let typed: Vec<_> = typed.collect();
    assert!(100 < typed.len(), "{} phrases are no measure", typed.len());
    check_all(rate, typed);
}

/// Pairs of what is typed and what is meant.
#[track_caller]
fn check_all(rate: f64, typed: Vec<(String, String)>) {
    let is_missed = |(typed, meant): &&(String, String)| {
        let page = INDEX.search(typed, &SearchOptions { limit: 3, ..SearchOptions::default() });
        let holds = |it: &policy_engine::Hit| {
            let clause = INDEX.clause(it.clause);
            let above = INDEX.corpus().path(clause);
            [clause.title.as_str(), &clause.text].into_iter().chain(above).any(|it| fold(it).contains(meant))
        };
        !page.hits.iter().any(holds)
    };
    let missed: Vec<_> = typed.iter().filter(is_missed).collect();
    let reached = 1.0 - missed.len() as f64 / typed.len() as f64;
    println!("{reached:.3} of {}", typed.len());
    assert!(rate <= reached, "{reached:.3} of {}: {:?}", typed.len(), &missed[..missed.len().min(20)]);
}

fn reading(it: char) -> &'static str {
    READINGS.get(&it).copied().unwrap_or_default()
}

fn spelled(phrase: &[char]) -> String {
    phrase.iter().map(|it| reading(*it)).collect()
}

/// The phrase with the character at `at` replaced.
fn with(phrase: &[char], at: usize, it: &str) -> String {
    let (before, after) = (phrase[..at].iter(), phrase[at + 1..].iter());
    before.collect::<String>() + it + &after.collect::<String>()
}

/// Another character that fits, in an order that depends on the dice.
fn another(dice: &mut Dice, fits: impl Fn(char, &str) -> bool) -> Option<char> {
    let readings = &INDEX.corpus().lexicon.readings;
    let start = dice.roll(readings.len());
    let from_start = readings[start..].iter().chain(&readings[..start]);
    from_start
        .map(|(it, names)| (*it, names.split(' ').next().unwrap_or_default()))
        .find(|it| fits(it.0, it.1))
        .map(|it| it.0)
}

#[test]
fn full_pinyin() {
    check(0.9, |it, _| Some(spelled(it)));
}

#[test]
fn pinyin_with_a_slip_of_the_finger() {
    check(0.8, |it, dice| {
        let mut typed: Vec<char> = spelled(it).chars().collect();
        let (at, letter) = (dice.roll(typed.len() - 1), (b'a' + dice.roll(26) as u8) as char);
        match dice.roll(4) {
            0 => typed.swap(at, at + 1),
            1 => drop(typed.remove(at)),
            2 => typed.insert(at, letter),
            _ => typed[at] = letter,
        }
        Some(typed.into_iter().collect())
    });
}

#[test]
fn pinyin_broken_off_in_the_last_syllable() {
    check(0.9, |it, _| {
        let typed = spelled(it);
        Some(typed[..typed.len() - 1].to_owned())
    });
}

#[test]
fn initials() {
    check(0.9, |it, _| (5 <= it.len()).then(|| it.iter().filter_map(|it| reading(*it).chars().next()).collect()));
}

#[test]
fn one_character_in_letters() {
    check(0.9, |it, dice| {
        let at = dice.roll(it.len());
        Some(with(it, at, reading(it[at])))
    });
}

#[test]
fn pinyin_as_it_is_spoken_in_the_south() {
    check(0.9, |it, _| {
        let plain = spelled(it);
        let heard = plain.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ing", "in");
        (heard != plain).then_some(heard)
    });
}

#[test]
fn a_character_that_sounds_the_same() {
    check(0.9, |it, dice| {
        let at = dice.roll(it.len());
        let wrong = another(dice, |other, name| other != it[at] && name == reading(it[at]))?;
        Some(with(it, at, &wrong.to_string()))
    });
}

#[test]
fn a_character_that_sounds_alike() {
    let table = Syllables::default();
    check(0.9, |it, dice| {
        let at = dice.roll(it.len());
        let meant = table.find(reading(it[at]))?;
        let alike = |name: &str| table.find(name).is_some_and(|name| name != meant && table.sound_alike(name, meant));
        let wrong = another(dice, |_, name| alike(name))?;
        Some(with(it, at, &wrong.to_string()))
    });
}

#[test]
fn a_wrong_character() {
    check(0.9, |it, dice| {
        let at = dice.roll(it.len());
        let wrong = another(dice, |_, name| name != reading(it[at]))?;
        Some(with(it, at, &wrong.to_string()))
    });
}

#[test]
fn a_missing_character() {
    check(0.9, |it, dice| Some(with(it, dice.roll(it.len()), "")));
}

#[test]
fn a_doubled_character() {
    check(0.9, |it, dice| {
        let at = dice.roll(it.len());
        Some(with(it, at, &format!("{0}{0}", it[at])))
    });
}

#[test]
fn two_characters_swapped() {
    check(0.9, |it, dice| {
        let at = dice.roll(it.len() - 1);
        let mut typed = it.to_vec();
        typed.swap(at, at + 1);
        (typed != it).then(|| typed.iter().collect())
    });
}

#[test]
fn traditional_characters() {
    let variants = &INDEX.corpus().lexicon.variants;
    let traditional = |it: char| variants.iter().find(|pair| pair.1 == it).map_or(it, |pair| pair.0);
    check(1.0, |it, _| {
        let typed: Vec<char> = it.iter().map(|it| traditional(*it)).collect();
        (typed != it).then(|| typed.iter().collect())
    });
}

/// Whole numbers below 10,000 as they are spoken.
fn spoken(number: usize) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let (mut text, mut rest, mut skipped) = (String::new(), number, false);
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / unit;
        rest %= unit;
        if 0 < digit {
            text += if skipped && !text.is_empty() { "零" } else { "" };
            text += &format!("{}{name}", digits[digit]);
        }
        skipped = digit == 0;
    }
    text.strip_prefix("一十").map_or(text.clone(), |it| format!("十{it}"))
}

/// Numbers of the texts with two Han characters on both sides: (spoken, as
/// printed).
fn numbers() -> Vec<(String, String)> {
    let mut numbers = Vec::new();
    for clause in &INDEX.corpus().clauses {
        let chars: Vec<char> = fold(&clause.text).chars().collect();
        let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let is_han = |at: usize| chars.get(at).is_some_and(|it| READINGS.contains_key(it));
        let starts = (2..chars.len()).filter(|at| is_digit(*at) && is_han(at - 1) && is_han(at - 2));
        for start in starts {
            let end = (start..).find(|at| !is_digit(*at)).unwrap_or(start);
            let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
            let number = text(start, end).parse().ok().filter(|it| (1..10_000).contains(it) && end - start < 4);
            if let Some(number) = number.filter(|_| is_han(end) && is_han(end + 1)) {
                let typed = text(start - 2, start) + &spoken(number) + &text(end, end + 2);
                numbers.push((typed, text(start - 2, end + 2)));
            }
        }
    }
    numbers
}

#[test]
fn numbers_in_words() {
    assert_eq!([10, 25, 105, 330, 2000].map(spoken), ["十", "二十五", "一百零五", "三百三十", "二千"]);
    let numbers = numbers();
    assert!(10 < numbers.len(), "{numbers:?}");
    check_all(0.9, numbers);
}

/// A syllable spelled inside Chinese is read as what makes a word with its neighbour.
#[test]
fn a_lone_syllable_makes_a_word_with_its_neighbour() {
    let typed = ["体yu补贴", "轮yi补贴", "健shen步道", "jian身步道", "工shang辅具", "足qiu场", "社bao补贴"];
    let read = ["育", "椅", "身", "健", "伤", "球", "保"];
    for (query, expected) in typed.iter().zip(read) {
        let page = INDEX.search(query, &SearchOptions::default());
        assert_eq!(page.corrections[0].to, expected, "{query}");
    }
}
