//! Which words of a text went, and which are new? By the longest sequence of
//! characters that both texts have.

/// Who has a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both texts.
    Both,
    /// The old one: these words went.
    Old,
    /// The new one: these words came.
    New,
}

/// More comparisons than this are not made: the texts have little in common.
const MAX_COMPARISONS: usize = 4_000_000;

/// The parts of two texts in their order, without white space but that between Latin
/// words or figures; what differs stands old before new. What is the same and shorter than what differs on either
/// side of it is a coincidence and no part of its own. Costs time and memory in the
/// product of the lengths of what differs.
pub fn parts(old: &str, new: &str) -> Vec<(Side, String)> {
    let (old, new) = (spaced(old), spaced(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let longest_end = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(longest_end).take_while(|(a, b)| a == b).count();
    let mut parts = vec![(Side::Both, old[..start].to_vec())];
    parts.extend(runs(&old[start..old.len() - end], &new[start..new.len() - end]));
    parts.push((Side::Both, old[old.len() - end..].to_vec()));
    parts.retain(|it| !it.1.is_empty());
    while let Some(at) = coincidence(&parts) {
        parts = without(parts, at);
    }
    parts.into_iter().map(|(side, words)| (side, words.into_iter().collect())).collect()
}

type Part = (Side, Vec<char>);

fn spaced(text: &str) -> Vec<char> {
    let mut spaced: Vec<char> = Vec::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
        if is_latin(spaced.last().copied()) && is_latin(word.chars().next()) {
            spaced.push(' ');
        }
        spaced.extend(word.chars());
    }
    spaced
}

/// Steps of the longest common sequence, each with those beside it that are alike.
fn runs(old: &[char], new: &[char]) -> Vec<Part> {
    if old.is_empty() || new.is_empty() || MAX_COMPARISONS / old.len() < new.len() {
        return vec![(Side::Old, old.to_vec()), (Side::New, new.to_vec())];
    }
    let lengths = common_lengths(old, new);
    let length = |a: usize, b: usize| lengths[a * (new.len() + 1) + b];
    let (mut a, mut b) = (0, 0);
    let mut parts: Vec<Part> = Vec::new();
    while a < old.len() || b < new.len() {
        let (side, c) = if a < old.len() && b < new.len() && old[a] == new[b] {
            (a, b) = (a + 1, b + 1);
            (Side::Both, old[a - 1])
        } else if b == new.len() || a < old.len() && length(a, b + 1) <= length(a + 1, b) {
            a += 1;
            (Side::Old, old[a - 1])
        } else {
            b += 1;
            (Side::New, new[b - 1])
        };
        match parts.last_mut().filter(|it| it.0 == side) {
            Some(open) => open.1.push(c),
            None => parts.push((side, vec![c])),
        }
    }
    parts.chunk_by(|a, b| a.0 != Side::Both && b.0 != Side::Both).flat_map(old_before_new).collect()
}

/// How long the longest sequence is that both have from each place on, row by row.
fn common_lengths(old: &[char], new: &[char]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut lengths = vec![0; width * (old.len() + 1)];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            lengths[a * width + b] = if old[a] == new[b] {
                lengths[(a + 1) * width + b + 1] + 1
            } else {
                lengths[(a + 1) * width + b].max(lengths[a * width + b + 1])
            };
        }
    }
    lengths
}

fn old_before_new(parts: &[Part]) -> Vec<Part> {
    let of = |side: Side| parts.iter().filter(|it| it.0 == side).flat_map(|it| it.1.iter().copied()).collect();
    let sorted = [Side::Both, Side::Old, Side::New].map(|it| (it, of(it)));
    sorted.into_iter().filter(|it: &Part| !it.1.is_empty()).collect()
}

/// Where something stands between two differences and is shorter than both of them.
fn coincidence(parts: &[Part]) -> Option<usize> {
    let differs = |it: &&Part| it.0 != Side::Both;
    let longest = |it: &mut dyn Iterator<Item = &Part>| it.map(|it| it.1.len()).max().unwrap_or(0);
    (1..parts.len()).find(|&at| {
        let before = longest(&mut parts[..at].iter().rev().take_while(differs));
        let behind = longest(&mut parts[at + 1..].iter().take_while(differs));
        parts[at].0 == Side::Both && parts[at].1.len() < before.min(behind)
    })
}

/// The differences around what is at `at` as one, which holds it on both sides.
fn without(mut parts: Vec<Part>, at: usize) -> Vec<Part> {
    let differs = |it: &&Part| it.0 != Side::Both;
    let start = at - parts[..at].iter().rev().take_while(differs).count();
    let end = at + 1 + parts[at + 1..].iter().take_while(differs).count();
    let of = |side: Side| {
        let own = parts[start..end].iter().filter(|it| it.0 == side || it.0 == Side::Both);
        (side, own.flat_map(|it| it.1.iter().copied()).collect())
    };
    let merged = [of(Side::Old), of(Side::New)];
    parts.splice(start..end, merged);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let part = |(side, words): (Side, String)| match side {
            Side::Both => words,
            Side::Old => format!("-{words}-"),
            Side::New => format!("+{words}+"),
        };
        parts(old, new).into_iter().map(part).collect()
    }

    #[test]
    fn what_went_and_what_came_is_told_apart() {
        assert_eq!(shown("给予补贴五千元。", "给予补贴一万元。"), "给予补贴-五千-+一万+元。");
        assert_eq!(shown("甲甲", "甲甲甲"), "甲甲+甲+");
        assert_eq!(shown("甲乙丙", "甲丙"), "甲-乙-丙");
        assert_eq!(shown("2023年8月起", "2024年9月起"), "202-3-+4+年-8-+9+月起");
        assert_eq!((shown("", "甲"), shown("甲", "甲"), shown("", "")), ("+甲+".into(), "甲".into(), String::new()));
    }

    #[test]
    fn a_character_that_both_have_by_chance_is_no_part() {
        assert_eq!(shown("由民政局受理。", "向街道政务窗口申请。"), "-由民政局受理-+向街道政务窗口申请+。");
    }

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(shown("甲\n　乙 A  B", "甲乙A B"), "甲乙A B");
    }

    #[test]
    fn both_texts_are_whole_in_the_parts() {
        let (old, new) = (
            "一、建设步道，每年五十公里；养护费由市财政承担。",
            "一、每年建设步道六十公里，养护费由县财政和社会承担。",
        );
        let of = |side: Side| -> String {
            let own = parts(old, new).into_iter().filter(|it| it.0 == side || it.0 == Side::Both);
            own.map(|it| it.1).collect()
        };
        assert_eq!((of(Side::Old).as_str(), of(Side::New).as_str()), (old, new));
    }

    #[test]
    fn texts_too_long_to_compare_are_one_difference() {
        let (old, new) = ("甲".repeat(3_000), "乙".repeat(3_000));
        assert_eq!(parts(&old, &new), [(Side::Old, old.clone()), (Side::New, new.clone())]);
    }
}
