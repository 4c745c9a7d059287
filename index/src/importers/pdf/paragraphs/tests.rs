use crate::importers::pdf::page::lines_of_page;
use crate::importers::pdf::tests::{FULL, column, large, texts};
use crate::importers::reading::LeftOuts;

/// Lines of an em of 10 below a title of 14, from 700 down.
fn under_title(title: (&str, f32), lines: &[(&str, f32)]) -> Vec<String> {
    let mut glyphs = large(title.0, title.1, 730.0, 14.0);
    for (at, (words, x)) in lines.iter().enumerate() {
        glyphs.extend(large(words, *x, 700.0 - 16.0 * at as f32, 10.0));
    }
    texts(&[lines_of_page(glyphs, &[], 1, &mut LeftOuts::default())])
}

#[test]
fn an_entry_of_the_contents_is_a_line_of_its_own() {
    let found = column(&[
        (FULL, 50.0),
        ("甲乙丙。", 50.0),
        ("第一章　总则…………………………１", 50.0),
        ("第二章　附则………………………1２", 50.0),
        ("第一章　总则", 120.0),
    ]);
    assert_eq!(found.last().map(String::as_str), Some("第一章 总则"), "{found:?}");
    let latin = column(&[("第二章　附则……………………12", 50.0), ("第一章　总则", 110.0), (FULL, 50.0), (FULL, 50.0)]);
    assert_eq!(latin[..2], ["第二章 附则……………………12", "第一章 总则"]);
}

#[test]
fn a_day_at_the_right_edge_ends_a_signature() {
    let right = 50.0 + 10.0 * (FULL.chars().count() as f32 - 10.0);
    let title = "甲市步道收费管理办法";
    let found = column(&[(FULL, 50.0), ("甲。", 50.0), ("2026年1月15日", right), (title, 130.0), (FULL, 50.0)]);
    assert!(found.iter().any(|it| it == "2026年1月15日") && found.iter().any(|it| it == title), "{found:?}");
}

#[test]
fn what_leads_on_with_room_for_the_next_word_ends_its_paragraph() {
    let nearly = "各县区人民政府，市政府各部门、各直属：";
    let found = column(&[(FULL, 50.0), ("甲乙。", 50.0), (nearly, 50.0), (FULL, 50.0), ("甲。", 50.0)]);
    assert_eq!(found[1], nearly, "{found:?}");
    // The bracket and its first character do not fit.
    let tight = "各县区人民政府，市政府各部门、各直属机：";
    let found = column(&[(FULL, 50.0), (tight, 50.0), ("《甲》乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。", 50.0)]);
    assert!(found.iter().any(|it| it.contains("：《甲》")), "{found:?}");
}

#[test]
fn a_list_at_the_edge_begins_below_a_full_line_that_leads_to_it() {
    let leads = "各县区市政府各部门应当提交下列内容：";
    let item = "1.甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未；";
    let indented = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未";
    let lines = [(indented, 70.0), (FULL, 50.0), ("甲。", 50.0), (indented, 70.0), ("乙。", 50.0), (leads, 70.0)];
    let found = column(&[&lines[..], &[(item, 50.0), ("2.丙。", 50.0)]].concat());
    assert_eq!(found[found.len() - 3..], [leads, item, "2.丙。"], "{found:?}");
}

#[test]
fn a_title_that_fills_its_line_is_no_part_of_the_next() {
    // Half a character inside of both edges.
    let title = "甲市人民政府关于修改甲市养犬办法的决定";
    let lines = [(FULL, 50.0), (FULL, 50.0), ("甲乙。", 50.0), (title, 55.0), (FULL, 50.0), ("甲。", 50.0)];
    let found = column(&lines);
    assert!(found.contains(&title.to_owned()), "{found:?}");
}

#[test]
fn an_indented_line_that_leaves_as_much_room_goes_on() {
    let found = column(&[
        ("一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午", 70.0),
        ("未申酉。", 50.0),
        ("二、甲乙丙丁戊己庚辛壬癸子丑寅卯辰", 70.0),
        ("的，按丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", 50.0),
        ("甲乙。", 50.0),
        ("三、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午", 70.0),
        ("未。", 50.0),
    ]);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn the_title_has_edges_of_its_own_and_shows_those_of_short_lines() {
    // The bracket hangs over the edge; the rest of the title is centred below it.
    let full = (FULL, 50.0);
    let lines = [full, full, ("甲乙丙。", 50.0), full, full, ("丁。", 50.0)];
    let mut glyphs = large("《甲市促进民营经济发展若干措》", 52.0, 760.0, 14.0);
    glyphs.extend(large("政策解读", 122.0, 738.0, 14.0));
    for (at, (words, x)) in lines.iter().enumerate() {
        glyphs.extend(large(words, *x, 700.0 - 16.0 * at as f32, 10.0));
    }
    let found = texts(&[lines_of_page(glyphs, &[], 1, &mut LeftOuts::default())]);
    assert_eq!(found[0], "《甲市促进民营经济发展若干措》政策解读");
    // No line is full, but the title is in the middle: the first leaves room for a word.
    let short = [("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午。", 50.0), ("甲乙丙丁戊己庚辛。", 50.0)];
    assert_eq!(under_title(("甲市步道指南", 113.0), &short).len(), 3);
}
