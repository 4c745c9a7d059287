//! Plain text, Markdown and lines of JSON; text that was broken to a width, in `wrapped`; tables set with spaces, in
//! `columns`.

mod columns;
pub(super) mod wrapped;

use columns::rows_set_with_spaces;
use wrapped::{RawLine, unwrapped};

use serde_json::{Map, Value};

use crate::structure::numbering::{Marker, split_marker};

use crate::importers::html::fields::is_beside_article;
use crate::importers::reading::{Field, LeftOut, ReadLine, Reading, Refusal, count, is_invisible};

/// No head in YAML is longer.
const MAX_HEAD_LINES: usize = 40;

/// Reads plain text, one paragraph a line. The marks of Markdown headings,
/// emphasis and quotations are left out.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading { num_original: count(text), ..Reading::default() };
    let is_markdown = text.lines().any(|line| heading(line).is_some());
    let mut lines: Vec<RawLine> = Vec::new();
    let mut after_blank = false;
    let shown: Vec<String> = text.lines().map(|raw| visible(raw, &mut reading)).collect();
    let num_head_lines = set_aside_head(&shown, &mut reading);
    let mut rows = rows_set_with_spaces(&shown);
    for (at, (raw, visible)) in text.lines().zip(shown).enumerate().skip(num_head_lines) {
        if let Some(row) = rows.remove(&at) {
            lines.extend(row.map(|it| RawLine::new(raw, ReadLine::new(it, format!("第{}行", at + 1)), after_blank)));
            after_blank = false;
            continue;
        }
        let kept = match table_row(&visible) {
            Some(row) => {
                reading.left_out.add_count(LeftOut::Markup, count(&visible) - count(&row));
                row
            }
            None if is_markdown => without_marks(&visible, &mut reading),
            None => visible,
        };
        let mut line = ReadLine::new(without_tab(&kept), format!("第{}行", at + 1));
        line.trim();
        let is_blank = line.text.trim().is_empty();
        if !is_blank {
            lines.push(RawLine::new(raw, line, after_blank));
        }
        after_blank = is_blank;
    }
    reading.lines = if is_markdown { lines.into_iter().map(|it| it.line).collect() } else { unwrapped(lines) };
    set_aside_tail(&mut reading);
    reading
}

/// A head in YAML between two lines of three hyphens, as programs that publish Markdown have it: how many lines it
/// has. What it calls the document counts where the text has no title.
fn set_aside_head(lines: &[String], reading: &mut Reading) -> usize {
    let is_rule = |it: &&String| it.trim_end() == "---";
    if !lines.first().is_some_and(|it| is_rule(&it)) {
        return 0;
    }
    let Some(length) = lines.iter().skip(1).take(MAX_HEAD_LINES).position(|it| is_rule(&it)) else { return 0 };
    let head = &lines[1..=length];
    let is_entry = |it: &String| it.starts_with([' ', '-', '#']) || key_and_value(it).is_some();
    if head.is_empty() || !head.iter().all(is_entry) {
        return 0;
    }
    for line in &lines[..length + 2] {
        reading.left_out.add(if is_rule(&line) { LeftOut::Markup } else { LeftOut::OtherFields }, line);
    }
    let title = head.iter().filter_map(|it| key_and_value(it)).find(|it| it.0 == "title" && !it.1.is_empty());
    reading.fields.extend(title.map(|(name, value)| Field { name: name.to_owned(), value: value.to_owned() }));
    length + 2
}

/// `title: "甲办法"`
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it));
    is_key.then(|| (key, value.trim().trim_matches(['"', '\''])))
}

/// The buttons of a page, pasted with its text.
fn set_aside_tail(reading: &mut Reading) {
    let num_tail = reading.lines.iter().rev().take_while(|it| is_beside_article(&it.text)).count();
    for line in reading.lines.split_off(reading.lines.len() - num_tail) {
        reading.left_out.add(LeftOut::Navigation, &line.text);
    }
}

/// `第一条\t为了…`: a tab behind a number is a space, no cell.
fn without_tab(line: &str) -> String {
    match line.trim().split_once('\t') {
        Some((number, rest)) if !rest.contains('\t') && is_number(number) => format!("{number} {rest}"),
        _ => line.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    let (marker, rest) = split_marker(text.trim());
    marker != Marker::None && rest.is_empty()
}

fn visible(raw: &str, reading: &mut Reading) -> String {
    let gone: String = raw.chars().filter(|&c| is_invisible(c)).collect();
    reading.left_out.add(LeftOut::Invisible, &gone);
    raw.chars().filter(|&c| !is_invisible(c)).collect()
}

/// The words of `## 第一章 总则`.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let num_marks = line.len() - rest.len();
    ((1..=6).contains(&num_marks) && rest.starts_with(' ')).then(|| rest.trim_start())
}

/// `| 序号 | 标准 |` with tabs between its cells; nothing of the rule below the labels.
fn table_row(line: &str) -> Option<String> {
    let cells = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let is_rule = cells.chars().all(|c| c.is_whitespace() || "|:-".contains(c)) && cells.contains("--");
    let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
    Some(if is_rule { String::new() } else { cells.join("\t") })
}

fn without_marks(line: &str, reading: &mut Reading) -> String {
    let is_rule = |it: &str| it.len() >= 3 && it.bytes().all(|byte| b"-*_=".contains(&byte));
    let is_comment = |it: &str| it.starts_with("<!--") && it.ends_with("-->");
    let trimmed = line.trim();
    if is_rule(trimmed) || is_comment(trimmed) {
        reading.left_out.add(LeftOut::Markup, line);
        return String::new();
    }
    let kept = heading(line).or_else(|| line.strip_prefix("> ")).unwrap_or(line).replace("**", "");
    reading.left_out.add_count(LeftOut::Markup, count(line) - count(&kept));
    kept
}

/// Reads lines of JSON: the title and text of each object; everything else
/// that is a string is left out by class, marks and names are no text.
///
/// # Errors
/// A line that is no object.
pub(super) fn read_jsonl(text: &str) -> Result<Reading, Refusal> {
    let mut reading = Reading::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let object: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
            let chinese = format!("第{}行不是一个完整的 JSON 对象，请改好这一行再导入", at + 1);
            Refusal::new("json", chinese, format!("line {} is no JSON object: {error}", at + 1))
        })?;
        for (name, value) in &object {
            object_value(&mut reading, at + 1, name, value);
        }
    }
    Ok(reading)
}

fn object_value(reading: &mut Reading, at: usize, name: &str, value: &Value) {
    let Value::String(words) = value else { return };
    reading.num_original += count(words);
    if name != "text" {
        reading.left_out.add(LeftOut::OtherFields, words);
        if at == 1 {
            reading.fields.push(Field { name: name.to_owned(), value: words.trim().to_owned() });
        }
        return;
    }
    for paragraph in words.lines() {
        let mut line = ReadLine::new(visible(paragraph, reading), format!("第{at}行"));
        line.trim();
        if !line.text.trim().is_empty() {
            reading.lines.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(reading: &Reading) -> Vec<&str> {
        reading.lines.iter().map(|it| it.text.as_str()).collect()
    }

    #[test]
    fn invisible_marks_never_part_a_number_from_its_line() {
        let reading = read("\u{feff}第一章 总则\n\n\u{200b}第一条 甲。\n1\t甲\t\n");
        assert_eq!(lines(&reading), ["第一章 总则", "第一条 甲。", "1\t甲\t"]);
        assert_eq!(lines(&read("第一条\t甲。\n1.\t乙。\n1\t丙\n")), ["第一条 甲。", "1. 乙。", "1\t丙"]);
        assert_eq!((reading.num_original, reading.left_out.0[&LeftOut::Invisible]), (14, 2));
    }

    #[test]
    fn the_buttons_of_a_pasted_page_are_no_text() {
        let reading = read(
            "甲办法\n第一条 乙。\n【返回顶部】【关闭窗口】扫一扫在手机打开当前页\n分享：\n编辑：王五　审核：李四\n来源：甲发布\n阅读 1024\n",
        );
        assert_eq!(lines(&reading), ["甲办法", "第一条 乙。"]);
    }

    #[test]
    fn a_table_set_with_spaces_may_have_very_many_columns() {
        let row = "乙    ".repeat(59_999);
        let text = format!("{}\n{row}\n{row}\n", "名称  ".repeat(60_000));
        assert!(lines(&read(&text)).iter().all(|it| it.split('\t').count() == 60_000));
    }

    #[test]
    fn lines_that_were_broken_to_a_width_are_put_together() {
        let long = "为了加强城乡规划建设管理，协调城乡空间布局，改善人居环境，促进经济社会全面";
        let rest = "协调可持续发展，制定本办法。";
        // With indents a paragraph begins where one is, whatever stands before it.
        let indented = format!(
            "甲市步道办法\r\n　　第一条　{long}\r\n{rest}\r\n　　{long}又又又\r\n第二\r\n　　第二条　{long}\r\n乙。\r\n"
        );
        let whole = [
            "甲市步道办法".to_owned(),
            format!("第一条　{long}{rest}"),
            format!("{long}又又又第二"),
            format!("第二条　{long}乙。"),
        ];
        assert_eq!(lines(&read(&indented)), whole);
        // The number of a document is a line of its own, however wide the title above it.
        let title = "甲市人民政府关于印发甲市城乡步道规划建设管理办法及其实施方案（2026）的通知";
        let numbered = indented.replace("甲市步道办法", &format!("{title}\r\n甲政发〔2026〕3号"));
        assert_eq!(lines(&read(&numbered))[..2], [title, "甲政发〔2026〕3号"]);
        // Without, where a number is.
        let flat = format!(
            "第一条 {long}\n{rest}\n第二条 {long}\n{rest}\n（一）{long}；\n（二）{long}\n{rest}\n第三条 {long}\n乙。\n"
        );
        let found = read(&flat);
        let beginnings: Vec<String> = lines(&found).iter().map(|it| it.chars().take(3).collect()).collect();
        assert_eq!(beginnings, ["第一条", "第二条", "（一）", "（二）", "第三条"]);
        assert_eq!(found.num_original, found.lines.iter().map(|it| count(&it.text)).sum::<usize>());
    }

    #[test]
    fn a_list_begins_below_what_leads_to_it_however_full_that_line_is() {
        let long = "为了加强城乡规划建设管理，协调城乡空间布局，改善人居环境，促进经济社会全面";
        let leads = "申请步道建设资金补助的单位，应当在每年九月底以前向市主管部门提交下列内容：";
        let full = "申请单位的名称、地址、法定代表人姓名、联系电话和步道建设的具体位置及长度；";
        let text = format!(
            "　　{long}\n协调发展。\n　　{long}\n乙。\n　　{leads}\n1.{full}\n2.{full}\n3.资金。\n　　{leads}\n\
             （一）甲；（二）乙；（三）丙。\n"
        );
        let found = read(&text);
        let items = [leads.to_owned(), format!("1.{full}"), format!("2.{full}"), "3.资金。".to_owned()];
        assert_eq!(lines(&found)[2..6], items);
        assert_eq!(
            lines(&found)[6..],
            [format!("{leads}（一）甲；（二）乙；（三）丙。")],
            "it runs on within its paragraph"
        );
        let names = "关于废止《甲水市供水办法》等3件规范性文件的通知\n甲府〔2024〕7号\n各区：\n决定废止以下文件：\n\
            1.《甲水市供水办法》（甲政发〔2010〕1号）\n2.《甲水市排水办法》（甲政发〔2011〕2号）\n\
            3.《甲水市用水办法》（甲政发〔2012〕3号）\n本通知自印发之日起施行。\n";
        assert_eq!(lines(&read(names)).len(), 8, "they are as wide as the title");
    }

    #[test]
    fn columns_that_are_set_with_spaces_are_cells() {
        let text = "一、补贴标准\n\n序号    名称          补贴标准        备注\n1       轮椅          每人1500元      每五年\n\
            \u{20}                                     一次\n2       助听器        每人3000元      儿童优先，\n\
            \u{20}                     （双耳）        由医院评估\n3       坐便椅        每人300元\n\n二、乙。\n";
        let reading = read(text);
        let rows = [
            "序号\t名称\t补贴标准\t备注",
            "1\t轮椅\t每人1500元\t每五年一次",
            "2\t助听器\t每人3000元（双耳）\t儿童优先，由医院评估",
            "3\t坐便椅\t每人300元\t",
        ];
        assert_eq!(lines(&reading), [&["一、补贴标准"], &rows[..], &["二、乙。"]].concat());
        assert_eq!(reading.num_original, reading.lines.iter().map(|it| count(&it.text)).sum::<usize>());
        let grouped = "    序号  项目      金额\n    一、培训类\n    1     技能培训  12.5\n    二、补贴类\n    2     社保补贴  30\n";
        let rows = ["序号\t项目\t金额", "一、培训类\t\t", "1\t技能培训\t12.5", "二、补贴类\t\t", "2\t社保补贴\t30"];
        assert_eq!(lines(&read(grouped)), rows);
        let wide = "序号    名称    备注\n1       这一格比它的栏要宽  甲\n2       乙      丙\n";
        assert_eq!(lines(&read(wide)), ["序号\t名称\t备注", "1\t这一格比它的栏要宽\t甲", "2\t乙\t丙"]);
        let two = "名称        收费（元/月）\n甲一幼      480\n乙二幼      520\n咨询电话：0772-555555\n";
        assert_eq!(lines(&read(two)), ["名称\t收费（元/月）", "甲一幼\t480", "乙二幼\t520", "咨询电话：0772-555555"]);
        let parts = "序号    名称    备注\n1       甲      乙\n2       丙      丁\n二、戊类\n序号    名称    备注\n1       己      庚\n";
        let rows = ["1\t甲\t乙", "2\t丙\t丁", "二、戊类", "序号\t名称\t备注", "1\t己\t庚"];
        assert_eq!(lines(&read(parts))[1..], rows, "labels again are a table of their own");
        for text in [
            "甲市民政局      甲市财政局      甲市残联\n2026年1月1日\n",
            "甲      乙      丙\n丁。\n戊。\n",
            "甲      乙      丙\n丁      戊      己\n庚\n辛\n",
            "甲一      乙二\n丙三      丁四\n戊五      己六\n",
            "单位：      地址：\n甲      乙\n丙      丁\n",
        ] {
            assert!(read(text).lines.iter().all(|it| !it.text.contains('\t')), "{text}");
        }
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let long = "为了加强城乡规划建设管理，协调城乡空间布局，改善人居环境";
        let titles = format!("{long}\n{long}通知\n第一条 {long}。\n{long}，制定本办法。\n名单：\n甲公司\n乙公司\n");
        assert_eq!(read(&titles).lines.len(), 7);
    }

    #[test]
    fn marks_of_markdown_are_left_out_and_counted() {
        let reading = read("# 甲办法\n\n## 第一章 总则\n\n<!-- INFO END -->\n\n第一条 **甲**乙。\n");
        assert_eq!(lines(&reading), ["甲办法", "第一章 总则", "第一条 甲乙。"]);
        let source: usize = reading.lines.iter().map(|it| count(&it.text)).sum();
        assert_eq!(reading.num_original, source + reading.left_out.0[&LeftOut::Markup]);
        let table = read("| 序号 | 标准 |\n|---|:-:|\n| 1 | |\n");
        assert_eq!((lines(&table), table.left_out.0[&LeftOut::Markup]), (vec!["序号\t标准", "1\t"], 15));
        assert_eq!(lines(&read("# 号键说明\n#键")), ["号键说明", "#键"], "a heading has a space");
    }

    #[test]
    fn a_head_in_yaml_is_no_text() {
        let head = "---\ntitle: \"甲办法\"\ntags:\n  - 步道\ndate: 2024-02-01\n---\n";
        let reading = read(&format!("{head}\n# 甲办法\n\n第一条 乙。\n"));
        assert_eq!(lines(&reading), ["甲办法", "第一条 乙。"]);
        assert_eq!(reading.field(&["title"]).map(|it| it.value.as_str()), Some("甲办法"));
        let source: usize = reading.lines.iter().map(|it| count(&it.text)).sum();
        assert_eq!(reading.num_original, source + reading.left_out.0.values().sum::<usize>());
        for text in ["---\n甲办法\n---\n乙。\n", "---\n甲办法：乙\n丙\n", "甲办法\n---\ntitle: 甲\n---\n"]
        {
            assert!(read(text).fields.is_empty(), "{text}");
        }
    }

    #[test]
    fn lines_of_json_bring_their_text() {
        let reading =
            read_jsonl("{\"id\": \"a\", \"text\": \"甲。\\n乙。\"}\n\n{\"id\": \"b\", \"text\": \"丙。\"}\n").unwrap();
        assert_eq!(lines(&reading), ["甲。", "乙。", "丙。"]);
        assert_eq!(read_jsonl("{\"id\"").unwrap_err().code, "json");
    }
}
