//! Sentences with slots.

/// A sentence with `N` slots, written `{}`. Counted when compiled.
#[derive(Clone, Copy, Debug)]
pub struct Template<const N: usize>(&'static str);

impl<const N: usize> Template<N> {
    /// Does not compile (as part of a table) unless `text` has `N` slots.
    pub const fn new(text: &'static str) -> Self {
        assert!(num_slots(text) == N, "wrong number of {{}}");
        Self(text)
    }

    /// The sentence with its slots filled, left to right.
    pub fn fill(&self, parts: [&str; N]) -> String {
        fill(self.0, &parts)
    }
}

impl Template<1> {
    /// The sentence with a number in its slot.
    pub fn num(&self, num: usize) -> String {
        self.fill([&num.to_string()])
    }
}

const fn num_slots(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut num) = (0, 0);
    while at + 1 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1] == b'}' {
            num += 1;
        }
        at += 1;
    }
    num
}

fn fill(text: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut parts = parts.iter();
    for (place, piece) in text.split("{}").enumerate() {
        if place > 0 {
            out.push_str(parts.next().copied().unwrap_or_default());
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_from_left_to_right() {
        assert_eq!(Template::<2>::new("{} / {} 条").fill(["3", "{}"]), "3 / {} 条");
        assert_eq!(Template::<1>::new("{}").num(0), "0");
        assert_eq!(Template::<0>::new("无").fill([]), "无");
    }
}
