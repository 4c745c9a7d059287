//! What a clause is called: its topic sentence, its heading or its first
//! phrase, always words of its own.

use crate::numbering::split_marker;

/// Longest title taken whole.
const MAX_TITLE_CHARS: usize = 44;
/// Where a longer sentence is cut at a comma.
const MAX_PHRASE_CHARS: usize = 32;
/// A shorter phrase says too little.
const MIN_PHRASE_CHARS: usize = 8;
/// Longest name before a colon: `二站一室一基地：…`.
const MAX_NAME_CHARS: usize = 40;

/// The title of a clause with this text.
pub fn title_of(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let (_, body) = split_marker(line);
    let stops = body.match_indices(['。', '；', '！', '？']).map(|(at, _)| &body[..at]);
    let sentence = stops.into_iter().find(|it| balanced(it)).unwrap_or(body).trim_end_matches('。').trim();
    let name = sentence.split('：').next().unwrap_or(sentence).trim();
    let has_name = name.len() < sentence.len() && (2..=MAX_NAME_CHARS).contains(&name.chars().count());
    let sentence = if has_name { name } else { sentence };
    let title = if sentence.chars().count() <= MAX_TITLE_CHARS { sentence } else { first_phrases(sentence) };
    title.trim_end_matches(['：', '，', '、']).to_owned()
}

/// The words of a heading, without its number.
pub fn words_of_heading(heading: &str) -> &str {
    split_marker(heading).1.trim_end_matches(['。', '：'])
}

/// As many whole phrases as fit: up to a comma, a closing bracket or an
/// enumeration comma, in this order of preference; cut anywhere if need be.
fn first_phrases(sentence: &str) -> &str {
    let after = |stops: &'static str, max_chars: usize| {
        let ends = sentence.char_indices().filter(move |(_, c)| stops.contains(*c));
        let ends = ends.map(|(at, c)| at + if c == '，' || c == '、' { 0 } else { c.len_utf8() });
        let fits = |title: &&str| (MIN_PHRASE_CHARS..=max_chars).contains(&title.chars().count()) && balanced(title);
        ends.map(|at| &sentence[..at]).rfind(fits)
    };
    let cut = sentence.char_indices().nth(MAX_PHRASE_CHARS).map_or(sentence.len(), |(at, _)| at);
    let phrase = after("，", MAX_PHRASE_CHARS).or_else(|| after("》", MAX_TITLE_CHARS));
    phrase.or_else(|| after("、”）", MAX_PHRASE_CHARS)).unwrap_or(&sentence[..cut]).trim_end()
}

/// The name of a table row: its cell without the number, colons kept.
pub fn title_of_cell(cell: &str) -> String {
    let (_, body) = split_marker(cell);
    body.chars().take(MAX_TITLE_CHARS).collect()
}

/// No bracket or quotation mark is left open.
fn balanced(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('（') == count('）') && count('“') == count('”') && count('《') == count('》')
}

/// A heading that names an office says who, not what.
pub fn names_an_office(heading: &str) -> bool {
    let words = words_of_heading(heading);
    let short = words.chars().count() <= 14;
    let place = words.starts_with(['市', '县', '区']) || ["市", "海关", "分局"].iter().any(|it| words.contains(it));
    short && place && words.ends_with(['局', '委', '办', '联', '关', '会', '院', '厅'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str) {
        assert_eq!(title_of(text), title);
        assert!(text.contains(title));
    }

    #[test]
    fn topic_sentence_names_the_clause() {
        check("1. 支持科技项目立项。鼓励和支持柳州市", "支持科技项目立项");
        check("——坚持系统观念。加强前瞻性思考、", "坚持系统观念");
    }

    #[test]
    fn name_before_a_colon_names_the_clause() {
        check("16. 二站一室一基地：院士工作站、博士后工作站", "二站一室一基地");
        check("1.创新人才培养工程：支持广西科技大学", "创新人才培养工程");
    }

    #[test]
    fn long_sentence_is_cut_at_a_phrase() {
        check(
            "按照国家统一部署，统筹规划、统一建设，配合自治区实施“金保工程”三期建设，建设全区人力资源和社会保障信息系统，拓展。",
            "按照国家统一部署，统筹规划、统一建设",
        );
    }

    #[test]
    fn quoted_name_is_not_cut() {
        check(
            "各县区、新区及各有关单位要按照《柳州市康复辅助器具产业综合创新试点工作方案》明确的试点任务，统筹谋划。",
            "各县区、新区及各有关单位要按照《柳州市康复辅助器具产业综合创新试点工作方案》",
        );
    }

    #[test]
    fn row_is_named_by_its_whole_cell() {
        assert_eq!(title_of_cell("5.其中：农民工参加职业培训人次（万人次）"), "其中：农民工参加职业培训人次（万人次）");
    }

    #[test]
    fn offices_are_told_from_subjects() {
        assert!(names_an_office("一、市发展改革委"));
        assert!(names_an_office("十一、柳州银保监分局"));
        assert!(names_an_office("九、柳州海关"));
        assert!(!names_an_office("（一）指导思想"));
        assert!(!names_an_office("第四节 健全统一规范灵活的人力资源市场体系"));
    }
}
