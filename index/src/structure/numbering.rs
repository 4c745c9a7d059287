//! The official numbering (GB/T 9704): 第一章, 第一节, 一、, （一）, 1., (1), and the
//! marks of gazette print: 专栏, 表, 附件, ——, ①. Only what a line starts with;
//! whether it is a heading is decided in `paragraphs`.

use policy_engine::{Number, NumberKind};

/// What a line starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `第一章`
    Chapter(u32),
    /// `第一节`
    Section(u32),
    /// `第一条`
    Article(u32),
    /// `一、`
    Chinese(u32),
    /// `（一）`
    ChineseInBrackets(u32),
    /// `1.` or `1、`
    Number(u32),
    /// `（1）`
    NumberInBrackets(u32),
    /// `①`
    Circled(u32),
    /// `专栏1`
    Box(u32),
    /// `表1`
    Table(u32),
    /// `附件` alone in its line, 0 without a number
    Annex(u32),
    /// `——`
    Dash,
    /// Nothing of the above.
    None,
}

impl Marker {
    /// Depth of the heading, 1 is outermost; `None` for what is no heading of
    /// the outline.
    pub fn level(self) -> Option<u8> {
        Some(match self {
            Self::Annex(_) | Self::Chapter(_) => 1,
            Self::Section(_) => 2,
            Self::Article(_) => 3,
            Self::Chinese(_) => 4,
            Self::ChineseInBrackets(_) => 5,
            Self::Number(_) => 6,
            Self::NumberInBrackets(_) => 7,
            Self::Circled(_) => 8,
            Self::Box(_) | Self::Table(_) | Self::Dash | Self::None => return None,
        })
    }

    /// The number as the index keeps it.
    pub fn printed(self) -> Option<Number> {
        let kind = match self {
            Self::Chapter(_) => NumberKind::Chapter,
            Self::Section(_) => NumberKind::Section,
            Self::Article(_) => NumberKind::Article,
            Self::Chinese(_) => NumberKind::Chinese,
            Self::ChineseInBrackets(_) => NumberKind::ChineseInBrackets,
            Self::Number(_) => NumberKind::Arabic,
            Self::NumberInBrackets(_) => NumberKind::ArabicInBrackets,
            Self::Circled(_) => NumberKind::Circled,
            Self::Box(_) => NumberKind::Box,
            Self::Table(_) => NumberKind::Table,
            Self::Annex(_) => NumberKind::Annex,
            Self::Dash | Self::None => return None,
        };
        Some(Number { kind, value: self.number(), suffix: 0 })
    }

    /// The printed number, 0 where there is none.
    pub fn number(self) -> u32 {
        match self {
            Self::Chapter(n)
            | Self::Section(n)
            | Self::Article(n)
            | Self::Chinese(n)
            | Self::ChineseInBrackets(n)
            | Self::Number(n)
            | Self::NumberInBrackets(n)
            | Self::Circled(n)
            | Self::Box(n)
            | Self::Table(n)
            | Self::Annex(n) => n,
            Self::Dash | Self::None => 0,
        }
    }
}

/// Splits a trimmed line into its marker and what follows, without the space
/// between. `专栏` and `表` keep everything up to their number in the marker.
pub fn split_marker(line: &str) -> (Marker, &str) {
    ordinal(line)
        .or_else(|| chinese(line))
        .or_else(|| bracketed(line))
        .or_else(|| number(line))
        .or_else(|| circled(line))
        .or_else(|| labelled(line))
        .or_else(|| line.strip_prefix("——").map(|rest| (Marker::Dash, rest)))
        .map_or((Marker::None, line), |(marker, rest)| (marker, rest.trim_start()))
}

/// `第一章`, `第一节`, `第一条`
fn ordinal(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = chinese_number(line.strip_prefix('第')?)?;
    let mut chars = rest.chars();
    let marker = match chars.next()? {
        '章' => Marker::Chapter(n),
        '节' => Marker::Section(n),
        '条' => Marker::Article(n),
        _ => return None,
    };
    let rest = chars.as_str();
    // 第一节课、第一条是… are running text; a heading has a space or nothing.
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((marker, rest))
}

/// `一、`
fn chinese(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = chinese_number(line)?;
    Some((Marker::Chinese(n), rest.strip_prefix('、')?))
}

/// `（一）`, `(一)`, `（1）`, `(1)`
fn bracketed(line: &str) -> Option<(Marker, &str)> {
    let inner = line.strip_prefix(['（', '('])?;
    if let Some((n, rest)) = chinese_number(inner) {
        return Some((Marker::ChineseInBrackets(n), rest.strip_prefix(['）', ')'])?));
    }
    let (n, rest) = arabic_number(inner)?;
    Some((Marker::NumberInBrackets(n), rest.strip_prefix(['）', ')'])?))
}

/// `1.`, `1．`, `1、`; not `1.5亿元`.
fn number(line: &str) -> Option<(Marker, &str)> {
    let (n, rest) = arabic_number(line)?;
    let rest = rest.strip_prefix(['.', '．', '、'])?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((Marker::Number(n), rest))
}

/// `①` to `⑳`
fn circled(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    Some((Marker::Circled(u32::from(first) - u32::from('①') + 1), &line[first.len_utf8()..]))
}

/// `专栏1 …`, `表1：…`, `附件1`
fn labelled(line: &str) -> Option<(Marker, &str)> {
    if let Some(rest) = line.strip_prefix("专栏") {
        let (n, rest) = any_number(rest.trim_start())?;
        return Some((Marker::Box(n), rest));
    }
    if let Some(rest) = line.strip_prefix('表') {
        let (n, rest) = any_number(rest.trim_start())?;
        let end = rest.is_empty() || rest.starts_with(['：', ':', ' ', '\u{3000}']);
        return end.then(|| (Marker::Table(n), rest.trim_start_matches(['：', ':'])));
    }
    let rest = line.strip_prefix("附件")?.trim();
    let digits = rest.trim_end_matches(['：', ':']);
    if digits.is_empty() {
        return Some((Marker::Annex(0), ""));
    }
    let (n, rest) = any_number(digits)?;
    rest.is_empty().then_some((Marker::Annex(n), ""))
}

fn any_number(text: &str) -> Option<(u32, &str)> {
    arabic_number(text).or_else(|| chinese_number(text))
}

/// Up to three digits, so that years are not taken for numbers.
fn arabic_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let n = text.get(..end).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    Some((n, &text[end..]))
}

/// 一 to 九百九十九.
fn chinese_number(text: &str) -> Option<(u32, &str)> {
    let (mut total, mut digit, mut end) = (0, None, 0);
    for c in text.chars() {
        if let Some(value) = "零一二三四五六七八九".chars().position(|d| d == c) {
            digit = Some(u32::try_from(value).ok()?);
        } else if c == '十' || c == '百' {
            total += digit.take().unwrap_or(1) * if c == '十' { 10 } else { 100 };
        } else {
            break;
        }
        end += c.len_utf8();
    }
    (end > 0).then(|| (total + digit.unwrap_or(0), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, marker: Marker, rest: &str) {
        assert_eq!(split_marker(line), (marker, rest), "{line}");
    }

    #[test]
    fn markers_of_gb_t_9704_are_read() {
        check("第一章 全面开启", Marker::Chapter(1), "全面开启");
        check("第十二节 指导思想", Marker::Section(12), "指导思想");
        check("十一、柳州银保监分局", Marker::Chinese(11), "柳州银保监分局");
        check("（五）关注重点", Marker::ChineseInBrackets(5), "关注重点");
        check("(三)研究方法。", Marker::ChineseInBrackets(3), "研究方法。");
        check("1. 支持", Marker::Number(1), "支持");
        check("12.“提升", Marker::Number(12), "“提升");
        check("（2）开展", Marker::NumberInBrackets(2), "开展");
        check("②四级", Marker::Circled(2), "四级");
        check("专栏 2 中医药", Marker::Box(2), "中医药");
        check("表1：", Marker::Table(1), "");
        check("附件 2", Marker::Annex(2), "");
        check("附件", Marker::Annex(0), "");
        check("——坚持党的领导。", Marker::Dash, "坚持党的领导。");
    }

    #[test]
    fn running_text_has_no_marker() {
        for line in [
            "2035年柳州市",
            "1.5亿元，",
            "一是以数字化",
            "第一节课",
            "表彰奖励",
            "附件：1. 重点项目清单",
            "专栏姓“专”",
            "27家增加至66家",
            "（含疫苗）",
            "十分重要",
        ] {
            check(line, Marker::None, line);
        }
    }
}
