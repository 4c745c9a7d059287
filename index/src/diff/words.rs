//! Which words of a text went, and which are new? `dissimilar` tells it; here stands what it compares.

/// A text as it is compared: without white space but that between Latin words or figures.
pub fn compared(text: &str) -> String {
    let mut compared = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
        if is_latin(compared.chars().next_back()) && is_latin(word.chars().next()) {
            compared.push(' ');
        }
        compared.push_str(word);
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;
    use dissimilar::Chunk;

    fn shown(old: &str, new: &str) -> String {
        let part = |chunk: &Chunk| match chunk {
            Chunk::Equal(words) => (*words).to_owned(),
            Chunk::Delete(words) => format!("-{words}-"),
            Chunk::Insert(words) => format!("+{words}+"),
        };
        dissimilar::diff(&compared(old), &compared(new)).iter().map(part).collect()
    }

    #[test]
    fn what_went_and_what_came_is_told_apart() {
        assert_eq!(shown("给予补贴五千元。", "给予补贴一万元。"), "给予补贴-五千-+一万+元。");
        assert_eq!(shown("甲甲", "甲甲甲"), "甲甲+甲+");
        assert_eq!(shown("甲乙丙", "甲丙"), "甲-乙-丙");
        assert_eq!((shown("", "甲"), shown("甲", "甲"), shown("", "")), ("+甲+".into(), "甲".into(), String::new()));
    }

    #[test]
    fn what_both_have_by_chance_is_no_part() {
        assert_eq!(shown("由民政局受理。", "向街道政务窗口申请。"), "-由民政局受理-+向街道政务窗口申请+。");
        assert_eq!(shown("2023年8月起", "2024年9月起"), "202-3年8-+4年9+月起");
    }

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(shown("甲\n　乙 A  B", "甲乙A B"), "甲乙A B");
    }

    #[test]
    fn texts_with_nothing_in_common_are_one_difference() {
        let (old, new) = ("甲".repeat(3_000), "乙".repeat(3_000));
        assert_eq!(shown(&old, &new), format!("-{old}-+{new}+"));
    }
}
