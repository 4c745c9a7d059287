//! A decision that changes another document quotes it. What stands in the quotation marks is the other's: its 有效期5年
//! is not how long the decision lasts.

use crate::importers::dates::plain;
use crate::importers::reading::ReadLine;

/// A quotation that ends further down does not end at all.
const MAX_QUOTED_LINES: usize = 60;

/// The lines without white space, and without what the document called `title` quotes where it changes another.
pub(super) fn own_words(lines: &[ReadLine], title: &str) -> Vec<String> {
    let texts: Vec<String> = lines.iter().map(|it| paired(plain(&it.text))).collect();
    if !["修改", "修正", "修订", "调整", "决定"].iter().any(|it| title.contains(it)) {
        return texts;
    }
    let mut is_open = false;
    let own = |(at, text): (usize, &String)| {
        let (own, stays_open) = unquoted(text, is_open);
        let ends = || texts[at + 1..].iter().take(MAX_QUOTED_LINES).any(|it| it.contains('”'));
        let is_lost = stays_open && !ends();
        is_open = stays_open && !is_lost;
        if is_lost { text.clone() } else { own }
    };
    texts.iter().enumerate().map(own).collect()
}

/// The words outside of quotation marks, and whether the last are still open. Every paragraph of a quotation may begin
/// with a mark of its own, and only the last ends with one. Marks within a title are part of it.
fn unquoted(text: &str, is_open: bool) -> (String, bool) {
    let (mut own, mut depth, mut titles) = (String::new(), usize::from(is_open), 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '“' if titles == 0 && !(is_open && at == 0) => depth += 1,
            '”' if titles == 0 && 0 < depth => depth -= 1,
            '“' if titles == 0 => {}
            _ if 0 < depth => {}
            _ => {
                titles = if c == '《' { titles + 1 } else { titles.saturating_sub(usize::from(c == '》')) };
                own.push(c);
            }
        }
    }
    (own, 0 < depth)
}

/// Straight marks, where they come in pairs, as the two that they stand for.
fn paired(text: String) -> String {
    let num = text.matches('"').count();
    if num == 0 || !num.is_multiple_of(2) {
        return text;
    }
    let mut is_open = false;
    let mark = |c: char| {
        is_open ^= c == '"';
        match c {
            '"' if is_open => '“',
            '"' => '”',
            other => other,
        }
    };
    text.chars().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_decision_quotes_is_not_its_own() {
        let title = "甲市人民政府关于修改《乙办法》的决定";
        let own = |text: &str, title: &str| {
            own_words(&text.lines().map(|it| ReadLine::new(it, "")).collect::<Vec<_>>(), title).join("|")
        };
        for (text, right) in [
            ("一、第九条修改为：“有效期5年。”", "一、第九条修改为："),
            ("一、第九条修改为：\"有效期5年。\"", "一、第九条修改为："),
            ("将“甲”修改为“乙”。\n本决定自公布之日起施行。", "将修改为。|本决定自公布之日起施行。"),
            ("修改为：“（一）甲；\n（二）乙。\n“（三）丙。”\n丁。", "修改为：|||丁。"),
            ("修改为：“称“甲”者，为乙。”丙", "修改为：丙"),
            ("修改为：“甲，为乙。\n丙", "修改为：“甲，为乙。|丙"),
            ("废止《甲市“十四五”规划》。", "废止《甲市“十四五”规划》。"),
        ] {
            assert_eq!(own(text, title), right, "{text}");
        }
        assert_eq!(own("“十四五”期间", "甲市步道办法"), "“十四五”期间");
    }
}
