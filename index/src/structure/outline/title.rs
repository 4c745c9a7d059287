//! What a clause is called: its topic sentence, its heading or its first
//! phrase, always words of its own.

use crate::structure::numbering::answers::behind_answer;
use crate::structure::numbering::split_marker;

/// Longest title taken whole.
const MAX_TITLE_CHARS: usize = 44;
/// Where a longer sentence is cut at a comma.
const MAX_PHRASE_CHARS: usize = 32;
/// Longest phrase that is better than a piece of it.
const MAX_LONG_PHRASE_CHARS: usize = 52;
/// A shorter phrase says too little.
const MIN_PHRASE_CHARS: usize = 8;
/// Words before a colon that name nothing.
const NO_NAMES: [&str; 4] = ["附件", "备注", "说明", "注释"];
/// Longest name before a colon: `二站一室一基地：…`.
const MAX_NAME_CHARS: usize = 40;

/// The title of a clause with this text.
pub fn title_of(text: &str) -> String {
    // 答： may stand in a line of its own.
    let mut lines = text.lines().map(|it| behind_answer(it).unwrap_or(it));
    let (_, body) = split_marker(lines.find(|it| !it.trim().is_empty()).unwrap_or(text));
    let sentence = first_sentence(body).unwrap_or(body).trim_end_matches('。').trim();
    let name = sentence.split('：').next().unwrap_or(sentence).trim();
    let has_name = name.len() < sentence.len()
        && balanced(name)
        && (2..=MAX_NAME_CHARS).contains(&name.chars().count())
        && !NO_NAMES.contains(&name);
    let sentence = if has_name { name } else { sentence };
    let title = if sentence.chars().count() <= MAX_TITLE_CHARS { sentence } else { first_phrases(sentence) };
    title.trim_end_matches(['：', '，', '、']).to_owned()
}

/// What stands before the first stop outside of all brackets. The brackets are counted on the way: in a long line one
/// that never closes would have all of it read again at every stop.
fn first_sentence(body: &str) -> Option<&str> {
    let mut open = [0_i32; 3];
    let end = body.char_indices().find(|&(_, c)| {
        for (pair, open) in PAIRS.iter().zip(&mut open) {
            *open += i32::from(c == pair.0) - i32::from(c == pair.1);
        }
        matches!(c, '。' | '；' | '！' | '？') && open == [0; 3]
    });
    end.map(|it| &body[..it.0])
}

/// The words of a heading, without its number.
pub fn words_of_heading(heading: &str) -> &str {
    split_marker(heading).1.trim_end_matches(['。', '：'])
}

/// As many whole phrases as fit, or the first where that is longer; else up to a
/// closing bracket or an enumeration comma; cut anywhere if need be.
/// `根据《…》和《…》，为促进产业发展，…` says what it is about behind the document it cites.
fn first_phrases(sentence: &str) -> &str {
    let cut = || sentence.char_indices().nth(MAX_PHRASE_CHARS).map_or(sentence, |(at, _)| &sentence[..at]);
    let purpose = || sentence.split_once('，').filter(|it| cites(it.0)).and_then(|it| short_phrases(it.1));
    let phrase = short_phrases(sentence).or_else(purpose).or_else(|| long_phrase(sentence));
    let condition = || longest_up_to(sentence, "，", MAX_PHRASE_CHARS);
    let part = || longest_up_to(sentence, "》", MAX_TITLE_CHARS);
    let name = || longest_up_to(sentence, "、”）", MAX_PHRASE_CHARS);
    phrase.or_else(condition).or_else(part).or_else(name).unwrap_or_else(cut).trim_end()
}

fn short_phrases(sentence: &str) -> Option<&str> {
    beginnings(sentence, MAX_PHRASE_CHARS).last()
}

fn long_phrase(sentence: &str) -> Option<&str> {
    beginnings(sentence, MAX_LONG_PHRASE_CHARS).next()
}

/// Whole phrases from the first on that say something and are no longer than this, shortest first.
fn beginnings(sentence: &str, max_chars: usize) -> impl Iterator<Item = &str> {
    let ends = sentence.match_indices('，').map(|(at, _)| at).chain([sentence.len()]);
    let says = |title: &&str| MIN_PHRASE_CHARS <= title.chars().count() && balanced(title) && !leads_on(title);
    ends.map(|at| &sentence[..at]).take_while(move |it| it.chars().nth(max_chars).is_none()).filter(says)
}

/// `…在风险可控、商业可持续前提下，` is no more than a condition.
fn leads_on(phrase: &str) -> bool {
    ["下", "之后", "同时", "基础上"].iter().any(|end| phrase.ends_with(end))
}

/// The longest beginning that ends at one of `stops`, commas left out.
fn longest_up_to<'a>(sentence: &'a str, stops: &str, max_chars: usize) -> Option<&'a str> {
    let ends = sentence.char_indices().filter(|(_, c)| stops.contains(*c));
    let ends = ends.map(|(at, c)| at + if c == '，' || c == '、' { 0 } else { c.len_utf8() });
    let fits = |title: &&str| MIN_PHRASE_CHARS <= title.chars().count() && balanced(title);
    let short = ends.map(|at| &sentence[..at]).take_while(|it| it.chars().nth(max_chars).is_none());
    short.filter(fits).last()
}

/// A phrase that is little more than a verb and the name of a document.
fn cites(phrase: &str) -> bool {
    phrase.chars().skip(1).take(MIN_PHRASE_CHARS).any(|c| c == '《')
}

/// The name of a table row: its cell without the number, colons kept.
pub fn title_of_cell(cell: &str) -> String {
    let (_, body) = split_marker(cell);
    body.chars().take(MAX_TITLE_CHARS).collect()
}

/// Brackets and quotation marks.
const PAIRS: [(char, char); 3] = [('（', '）'), ('“', '”'), ('《', '》')];

/// No bracket or quotation mark is left open.
fn balanced(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    PAIRS.iter().all(|it| count(it.0) == count(it.1))
}

/// A heading that names an office says who, not what.
pub fn names_an_office(heading: &str) -> bool {
    let words = words_of_heading(heading);
    let short = words.chars().count() <= 14;
    let local = words.starts_with(['市', '县', '区']) || ["市", "海关", "分局"].iter().any(|it| words.contains(it));
    short && local && words.ends_with(['局', '委', '办', '联', '关', '会', '院', '厅'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_may_begin_below_its_label() {
        check("答：\n乙可以申请补贴。", "乙可以申请补贴");
        check("答：", "答");
    }

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
        check("（联系人：张三，电话：8812345）", "（联系人：张三，电话：8812345）");
        check("A3：最高60万元。可以上浮。", "最高60万元");
        check("答：1.多子女家庭，上浮20%；", "多子女家庭，上浮20%");
    }

    #[test]
    fn long_sentence_is_cut_at_a_phrase() {
        check(
            "按照国家统一部署，统筹规划、统一建设，配合自治区实施“金保工程”三期建设，建设全区人力资源和社会保障信息系统，拓展。",
            "按照国家统一部署，统筹规划、统一建设",
        );
    }

    #[test]
    fn purpose_names_what_begins_with_a_citation() {
        let text = "根据《关于印发支持康复辅助器具产业国家综合创新试点政策措施清单的通知》（民发〔2020〕150号）精神，为促进产业创新发展，现结合柳州市实际制定支持康复辅助器具产业的措施清单。";
        check(text, "为促进产业创新发展");
        let text = "认真贯彻落实《广西壮族自治区人民政府办公厅关于加强全民健身场地设施建设发展群众体育的实施意见》精神，全面完成市、县城乡体育设施专项规划，编制可用于体育设施建设的非体育用地、非体育建筑目录。";
        check(text, "全面完成市、县城乡体育设施专项规划");
    }

    #[test]
    fn longer_phrase_is_better_than_a_piece() {
        let text = "各级体育行政部门要指导体育协会、俱乐部建立完善裁判员、运动员培养管理，领导班子选举、换届，财务管理等制度规范。";
        check(text, "各级体育行政部门要指导体育协会、俱乐部建立完善裁判员、运动员培养管理");
        let text =
            "鼓励和引导银行业金融机构在风险可控、商业可持续前提下，对柳州市康复辅助器具企业的融资需求给予积极支持。";
        check(text, text.trim_end_matches('。'));
    }

    #[test]
    fn quoted_name_is_not_cut() {
        check(
            "各县区、新区及各有关单位要继续全面贯彻落实《柳州市康复辅助器具产业综合创新试点工作方案》明确的各项试点任务，统筹谋划。",
            "各县区、新区及各有关单位要继续全面贯彻落实《柳州市康复辅助器具产业综合创新试点工作方案》",
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
