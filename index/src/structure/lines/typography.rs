//! What the marks and the form of a line of Chinese official text say: whether its
//! sentence ends, whether it is page furniture, a date or a 文号.

use std::sync::LazyLock;

use regex_lite::Regex;

/// The text without any white space.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `part`, at least eight characters long, occurs in `whole`; white space and
/// the kind of dash or bracket do not matter.
pub fn same_words(whole: &str, part: &str) -> bool {
    let part: String = plain_chars(part).collect();
    part.chars().count() >= 8 && plain_chars(whole).collect::<String>().contains(&part)
}

/// The characters without white space, marks in one form.
pub fn plain_chars(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace()).map(plain_mark)
}

/// One form for the marks that print and recognition mix up.
fn plain_mark(c: char) -> char {
    match c {
        '—' | '－' | '–' | '─' => '-',
        '（' => '(',
        '）' => ')',
        '〈' => '<',
        '〉' => '>',
        other => other,
    }
}

/// The last sentence is finished: nothing is missing behind it.
pub fn is_closed(text: &str) -> bool {
    let end = text.trim_end();
    let bare = end.trim_end_matches(['”', '’', '）', ')', '〕', '】', '》', '」']);
    if bare.ends_with(['。', '！', '？', '：', '!', '?', ':']) {
        return true;
    }
    // A full stop of half width, no decimal point and no end of an abbreviation.
    let is_written = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || "”》）".contains(c);
    if bare.strip_suffix('.').is_some_and(|it| it.ends_with(is_written)) {
        return true;
    }
    // …。（责任单位：市教育局） is finished although no stop follows the bracket.
    bare.len() < end.len() && bracket_follows_stop(end)
}

fn bracket_follows_stop(text: &str) -> bool {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' | '〕' | '】' => depth += 1,
            '（' | '(' | '〔' | '【' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at == 0 && text.contains('：') || text[..at].trim_end().ends_with(['。', '！', '？']);
        }
    }
    false
}

/// Holds more than one sentence or a colon within: running text, no heading.
pub fn has_inner_stop(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['。', '；', '：', '”', '）', ')']);
    bare.contains(['。', '；', '：', '！', '？'])
}

/// `——柳州市人民政府办公室——` and its worn forms, page numbers.
pub fn is_furniture(text: &str, issuer: &str) -> bool {
    if text.contains('\t') {
        return false;
    }
    let bare = compact(text);
    let name = bare.trim_matches(|c| "—－-–─·".contains(c));
    if name.len() == bare.len() {
        return !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    }
    name == issuer || name.ends_with("人民政府公报") || name.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2022年4月15日` and nothing else.
pub fn is_date(text: &str) -> bool {
    DATE.is_match(&compact(text).chars().map(half_width).collect::<String>())
}

/// `４` as `4`.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// `2022年4月15日` at the beginning of a line as `2022-04-15`.
pub fn iso_date(text: &str) -> Option<String> {
    let text = compact(text);
    let [year, month, day] = DAY.captures(&text)?.extract().1;
    Some(format!("{year:0>4}-{month:0>2}-{day:0>2}"))
}

/// `2022年4月15日 柳政办〔2022〕31号`, or the number alone.
pub fn is_number_line(text: &str) -> bool {
    NUMBER_LINE.is_match(&compact(text))
}

static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d+年\d+月\d+日$"));
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,4})年(\d{1,2})月(\d{1,2})日"));
static NUMBER_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\d+年\d+月\d+日)?[^〔\[]{1,8}[〔\[]\d{4}[〕\]]\d+号$"));

/// Compiles a pattern written in this crate.
pub(in crate::structure) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of our own: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_sentences_are_known() {
        for text in ["实施。", "“不断线”。", "如下：", "监管。（责任单位：市政管办〔市行政审批局〕）", "（团队）。"]
        {
            assert!(is_closed(text), "{text}");
        }
        for text in ["强化落", "引进“优秀人才接触柳州计划”", "免减缓降53亿元，", "（含1小时）", "（责任单位：市政管办"]
        {
            assert!(!is_closed(text), "{text}");
        }
    }

    #[test]
    fn furniture_is_known_in_all_its_forms() {
        let office = "柳州市人民政府办公室";
        for text in ["——柳州市人民政府办公室——", "——柳州市人民政府办公室", "柳州市人民政府办公室——", "— 12 —", "48"]
        {
            assert!(is_furniture(text, office), "{text}");
        }
        for text in ["柳州市人民政府办公室", "——坚持系统观念。加强前瞻性思考、", "2022年"]
        {
            assert!(!is_furniture(text, office), "{text}");
        }
    }

    #[test]
    fn number_lines_are_known() {
        assert!(is_number_line("2022年4月15日 柳政办〔2022〕31号"));
        assert!(is_number_line("柳政办〔2022〕31号"));
        assert!(!is_number_line("根据《通知》（民发〔2020〕150号）和"));
        assert!(!is_number_line("柳州市人民政府办公室关于印发2022年通知 柳政办〔2022〕22号(3)"));
    }

    #[test]
    fn dates_are_known() {
        assert!(is_date("2022年4月15日"));
        assert_eq!(iso_date("2022年4月5日 柳政办〔2022〕31号").as_deref(), Some("2022-04-05"));
        assert_eq!(iso_date("柳政办〔2022〕31号"), None);
        assert!(!is_date("2022年4月15日 柳政办〔2022〕31号"));
        assert!(!is_date("（一）宣传动员阶段：2022年1月—4月。"));
    }
}
