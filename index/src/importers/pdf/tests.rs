use super::lines::{Glyph, Line};
use super::rules::Rule;
use super::*;
use crate::importers::reading::{LeftOut, LeftOuts};

const SIZE: f32 = 10.0;

/// Glyphs of a line, one em each.
fn glyphs(words: &str, x: f32, y: f32) -> Vec<Glyph> {
    let letters = words.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
    let place = |at: usize| x + SIZE * at as f32;
    letters
        .map(|(at, letter)| Glyph { letter, x: place(at), right: place(at) + SIZE, y, size: SIZE, rotation: 0.0 })
        .collect()
}

/// Pages of lines given as words, left edge and baseline.
pub(super) fn pages(pages: &[&[(&str, f32, f32)]]) -> (Vec<Vec<Line>>, LeftOuts) {
    let mut left_out = LeftOuts::default();
    let lines = pages.iter().enumerate().map(|(at, page)| {
        let glyphs = page.iter().flat_map(|it| glyphs(it.0, it.1, it.2)).collect();
        lines_of_page(glyphs, &[], at + 1, &mut left_out)
    });
    (lines.collect(), left_out)
}

pub(super) fn texts(pages: &[Vec<Line>]) -> Vec<String> {
    let pages: Vec<Vec<Line>> = pages.iter().cloned().map(in_reading_order).collect();
    paragraphs::join(&pages).into_iter().map(|it| it.text).collect()
}

/// Glyphs of a line as large as this.
pub(super) fn large(words: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
    let letter = |(at, letter): (usize, char)| {
        let x = x + size * at as f32;
        Glyph { letter, x, right: x + size, y, size, rotation: 0.0 }
    };
    words.chars().enumerate().map(letter).collect()
}

#[test]
fn lines_join_to_paragraphs_over_pages() {
    let (mut read, mut left_out) = pages(&[
        &[
            ("甲市公报", 150.0, 800.0),
            ("第一条　为了方便居民健身，根据有关法", 70.0, 700.0),
            ("律法规的规定，结合本市的实际，制定本办法。", 50.0, 684.0),
            ("第二条　建设步道应当遵守下列各项规定", 70.0, 668.0),
            ("：不得占用耕地和林地，不得破坏绿化带和树", 50.0, 652.0),
            ("- 1 -", 200.0, 40.0),
        ],
        &[
            ("甲市公报", 150.0, 800.0),
            ("木的生长，不得妨碍交通。", 50.0, 700.0),
            ("第三条　本办法自公布之日起施行。", 70.0, 684.0),
            ("- 2 -", 200.0, 40.0),
        ],
    ]);
    furniture::leave_out(&mut read, &mut left_out);
    assert_eq!((left_out.0[&LeftOut::RunningHead], left_out.0[&LeftOut::PageNumber]), (8, 6));
    let right = [
        "第一条 为了方便居民健身，根据有关法律法规的规定，结合本市的实际，制定本办法。",
        "第二条 建设步道应当遵守下列各项规定：不得占用耕地和林地，不得破坏绿化带和树木的生长，不得妨碍交通。",
        "第三条 本办法自公布之日起施行。",
    ];
    assert_eq!(texts(&read), right);
}

#[test]
fn a_line_that_leaves_room_for_a_long_word_goes_on() {
    let (read, _) = pages(&[&[
        ("第一条　根据上级关于步道建设的若干意见的", 70.0, 700.0),
        ("通知，按照《甲市的办法》（甲府", 50.0, 684.0),
        ("〔２０１８〕１９号）有关的规定，结合本市的", 50.0, 668.0),
        ("实际，制定本办法。", 50.0, 652.0),
        ("第二条　乙。", 70.0, 636.0),
    ]]);
    assert_eq!(texts(&read).len(), 2, "{:?}", texts(&read));
}

#[test]
fn letters_printed_twice_count_once() {
    let (read, left_out) = pages(&[&[("粗体", 50.0, 700.0), ("粗体", 50.5, 700.0)]]);
    assert_eq!((texts(&read), left_out.0[&LeftOut::Duplicate]), (vec!["粗体".to_owned()], 2));
}

#[test]
fn pieces_under_each_other_are_cells() {
    let (read, _) = pages(&[&[
        ("序号　　　　标准　　　　备注", 50.0, 700.0),
        ("１　　　　　城市　　　　甲", 50.0, 680.0),
        ("２　　　　　农村　　　　乙", 50.0, 660.0),
    ]]);
    assert_eq!(texts(&read), ["序号\t标准\t备注", "１\t城市\t甲", "２\t农村\t乙"]);
}

#[test]
fn damaged_files_are_refused() {
    assert_eq!(read(b"%PDF-1.7\nnothing").unwrap_err().code, "damaged");
}

#[test]
fn a_file_whose_end_is_missing_is_told_from_one_saved_twice() {
    let whole = "%PDF-1.7\n1 0 obj <<>> endobj\nxref\ntrailer <<>>\nstartxref\n30\n%%EOF\n";
    let begun = &whole[..whole.find("xref").unwrap()];
    let fast_web = format!("{whole}2 0 obj <<>> endobj\n");
    for (file, is_missing) in
        [(whole.to_owned(), false), (whole.repeat(2), false), (begun.to_owned(), true), (fast_web, true)]
    {
        assert_eq!(is_cut(file.as_bytes()), is_missing, "{file}");
    }
}

#[test]
fn what_is_set_to_the_right_is_no_part_of_what_follows() {
    let (read, _) = pages(&[&[
        ("请按照本通知的要求认真组织实施，确保工作落实到位", 50.0, 700.0),
        ("。", 50.0, 684.0),
        ("甲市民政局", 240.0, 668.0),
        ("２０２４年１月２日", 200.0, 652.0),
        ("甲市步道办法", 120.0, 636.0),
        ("第一条甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", 50.0, 620.0),
    ]]);
    let texts = texts(&read);
    assert_eq!(texts[1..4], ["甲市民政局", "２０２４年１月２日", "甲市步道办法"], "{texts:?}");
}

#[test]
fn a_number_before_a_year_begins_a_line() {
    let (read, _) = pages(&[&[
        ("（一）甲乙丙丁戊己庚辛，按照下列标准执行：", 50.0, 700.0),
        ("1.2023年以来连续缴纳社会保险费满十二个月；", 50.0, 684.0),
        ("2.甲乙丙丁。", 50.0, 668.0),
    ]]);
    assert_eq!(texts(&read).len(), 3, "{:?}", texts(&read));
}

#[test]
fn the_last_line_of_a_paragraph_is_not_stretched() {
    let full = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉";
    let nearly = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。";
    let words = [full; 9].into_iter().chain([nearly, full, full]);
    let lines: Vec<_> = words.zip(0..).map(|(words, at)| (words, 50.0, 700.0 - 16.0 * at as f32)).collect();
    let (read, _) = pages(&[&lines]);
    assert_eq!(texts(&read).len(), 2, "{:?}", texts(&read));
    // Lines of a page that is not stretched end where their words do.
    let short = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未";
    let ragged: Vec<_> = [full, short, full, nearly, short, nearly, full]
        .into_iter()
        .zip(0..)
        .map(|(words, at)| (words, 50.0, 700.0 - 16.0 * at as f32))
        .collect();
    let (read, _) = pages(&[&ragged]);
    assert_eq!(texts(&read).len(), 1, "{:?}", texts(&read));
}

#[test]
fn a_long_line_without_an_end_goes_on_at_the_left_edge() {
    let (read, _) = pages(&[&[
        ("第一条　补贴资金由甲乙丙丁戊己庚辛壬癸子", 70.0, 700.0),
        ("第二条　补贴资金由财政按照比例分", 70.0, 684.0),
        ("担，纳入预算。", 50.0, 668.0),
        ("第三条　乙。", 70.0, 652.0),
    ]]);
    assert_eq!(texts(&read)[1], "第二条 补贴资金由财政按照比例分担，纳入预算。");
}

#[test]
fn a_title_that_breaks_within_its_brackets_goes_on() {
    let (read, _) = pages(&[&[
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 50.0, 716.0),
        ("甲市步道三年行动方案（２０２４—", 90.0, 700.0),
        ("２０２６年）", 140.0, 684.0),
        ("一、建设步道。", 70.0, 668.0),
    ]]);
    assert_eq!(texts(&read)[1], "甲市步道三年行动方案（２０２４—２０２６年）");
}

/// Lines of a grid with these edges, without those that merged cells leave out.
fn grid(columns: &[f32], rows: &[f32]) -> Vec<Rule> {
    let (left, right) = (columns[0], columns[columns.len() - 1]);
    let (top, bottom) = (rows[0], rows[rows.len() - 1]);
    let level = rows.iter().map(|&at| Rule { is_level: true, at, from: left, to: right });
    level.chain(columns.iter().map(|&at| Rule { is_level: false, at, from: bottom, to: top })).collect()
}

#[test]
fn cells_of_several_lines_stay_whole_within_printed_lines() {
    let rules = grid(&[40.0, 80.0, 140.0, 200.0], &[720.0, 690.0, 640.0, 610.0]);
    let words = [
        ("步道标准表", 90.0, 735.0),
        ("序号", 45.0, 700.0),
        ("项目", 85.0, 700.0),
        ("标准", 145.0, 700.0),
        ("１", 45.0, 664.0),
        ("建设步道", 85.0, 672.0),
        ("的单位", 85.0, 656.0),
        ("８００", 145.0, 664.0),
        ("２", 45.0, 620.0),
        ("居民", 85.0, 620.0),
        ("５００", 145.0, 620.0),
        ("特此公告。", 50.0, 590.0),
    ];
    let letters = words.iter().flat_map(|it| glyphs(it.0, it.1, it.2)).collect();
    let lines = lines_of_page(letters, &rules, 1, &mut LeftOuts::default());
    let right = ["步道标准表", "序号\t项目\t标准", "１\t建设步道的单位\t８００", "２\t居民\t５００", "特此公告。"];
    assert_eq!(texts(&[lines]), right);
}

#[test]
fn merged_cells_are_told_by_the_lines_that_are_not_there() {
    // The first cell of both rows is one; the lower row has one cell over two columns.
    let mut rules = grid(&[40.0, 80.0, 140.0, 200.0], &[720.0, 690.0, 660.0, 630.0]);
    rules.retain(|it| it.is_level != (it.at == 660.0) || it.at != 660.0);
    rules.push(Rule { is_level: true, at: 660.0, from: 80.0, to: 200.0 });
    rules.retain(|it| it.is_level || it.at != 140.0);
    rules.push(Rule { is_level: false, at: 140.0, from: 660.0, to: 720.0 });
    let words = [
        ("类别", 45.0, 700.0),
        ("项目", 85.0, 700.0),
        ("标准", 145.0, 700.0),
        ("甲", 45.0, 656.0),
        ("步道", 85.0, 670.0),
        ("８００", 145.0, 670.0),
        ("另行规定", 85.0, 640.0),
    ];
    let letters = words.iter().flat_map(|it| glyphs(it.0, it.1, it.2)).collect();
    let lines = lines_of_page(letters, &rules, 1, &mut LeftOuts::default());
    let read = paragraphs::join(&[lines]);
    let texts: Vec<&str> = read.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["类别\t项目\t标准", "甲\t步道\t８００", "甲\t另行规定\t"]);
    assert_eq!((read[1].num_made(), read[2].num_made()), (0, 1));
}

#[test]
fn labels_printed_again_on_the_next_page_are_no_row_and_rows_alike_are_no_heads() {
    let page = |first: &str, second: &str| {
        let rules = grid(&[40.0, 80.0, 200.0], &[720.0, 690.0, 660.0, 630.0]);
        let words = [("序号", "标准"), (first, "按月发放"), (second, "按月发放")];
        let cells = words.iter().zip([700.0, 670.0, 640.0]);
        let letters = cells.flat_map(|(it, y)| [glyphs(it.0, 45.0, y), glyphs(it.1, 85.0, y)].concat()).collect();
        lines_of_page(letters, &rules, 1, &mut LeftOuts::default())
    };
    let mut left_out = LeftOuts::default();
    let mut read = [page("1", "2"), page("3", "4"), page("5", "6")];
    furniture::leave_out(&mut read, &mut left_out);
    let right =
        ["序号\t标准", "1\t按月发放", "2\t按月发放", "3\t按月发放", "4\t按月发放", "5\t按月发放", "6\t按月发放"];
    assert_eq!((texts(&read), left_out.0[&LeftOut::RunningHead]), (right.map(str::to_owned).to_vec(), 8));
}

#[test]
fn a_row_that_a_page_cuts_is_a_row() {
    let mut rules = grid(&[40.0, 80.0, 140.0, 200.0], &[690.0, 660.0]);
    rules.iter_mut().filter(|it| !it.is_level).for_each(|it| it.to = 740.0);
    let words = [("项目八乙", 85.0, 726.0), ("按国家规", 145.0, 726.0), ("定执行", 145.0, 710.0), ("九", 45.0, 670.0)];
    let letters = words.iter().flat_map(|it| glyphs(it.0, it.1, it.2)).collect();
    let lines = lines_of_page(letters, &rules, 1, &mut LeftOuts::default());
    assert_eq!(texts(&[lines]), ["\t项目八乙\t按国家规定执行", "九\t\t"]);
}

/// A page with a table of three columns: what is printed at the left edge of each column, rows from 700 down.
fn table_on_page(page: usize, rows: &[f32], words: &[(&str, f32, f32)], drop: &[(f32, f32)]) -> Vec<Line> {
    let mut rules = grid(&[40.0, 80.0, 140.0, 200.0], rows);
    // Lines that a merged cell leaves out: from the left edge to this place.
    for &(at, to) in drop {
        rules.iter_mut().filter(|it| it.is_level && it.at == at).for_each(|it| it.from = to);
    }
    let letters = words.iter().flat_map(|it| glyphs(it.0, it.1, it.2)).collect();
    lines_of_page(letters, &rules, page, &mut LeftOuts::default())
}

#[test]
fn rows_and_cells_that_a_page_cuts_are_put_together() {
    let head = [("类别", 45.0, 710.0), ("项目", 85.0, 710.0), ("标准", 145.0, 710.0)];
    let first = [("甲类", 45.0, 680.0), ("建设步道", 85.0, 680.0), ("每人每月", 145.0, 680.0), ("五百", 145.0, 664.0)];
    let second = [("维护步道", 85.0, 640.0), ("按照实际", 145.0, 640.0), ("发生的费", 145.0, 624.0)];
    let above = [&head[..], &first, &second].concat();
    // The rest of the row, and two more rows beside the cell that reached over the end of the page.
    let below = [("用支付", 145.0, 710.0), ("清扫步道", 85.0, 680.0), ("八百", 145.0, 680.0), ("其他", 85.0, 650.0)];
    let end = [("乙类", 45.0, 620.0), ("路灯", 85.0, 620.0), ("一千", 145.0, 620.0)];
    let mut pages = vec![
        table_on_page(1, &[725.0, 695.0, 655.0, 610.0], &above, &[(655.0, 80.0)]),
        table_on_page(
            2,
            &[725.0, 695.0, 665.0, 635.0, 605.0],
            &[&below[..], &end].concat(),
            &[(695.0, 80.0), (665.0, 80.0)],
        ),
    ];
    over_pages::join(&mut pages);
    let read = paragraphs::join(&pages);
    let texts: Vec<&str> = read.iter().map(|it| it.text.as_str()).collect();
    let right = [
        "类别\t项目\t标准",
        "甲类\t建设步道\t每人每月五百",
        "甲类\t维护步道\t按照实际发生的费用支付",
        "甲类\t清扫步道\t八百",
        "甲类\t其他\t",
        "乙类\t路灯\t一千",
    ];
    assert_eq!(texts, right);
    assert_eq!(read.iter().map(ReadLine::num_made).collect::<Vec<_>>(), [0, 0, 2, 2, 2, 0]);
}

#[test]
fn a_row_on_the_next_page_stays_a_row() {
    let head = [("类别", 45.0, 710.0), ("项目", 85.0, 710.0), ("标准", 145.0, 710.0)];
    let first = [("甲类", 45.0, 680.0), ("建设步道", 85.0, 680.0), ("八百", 145.0, 680.0)];
    let page = |words: &[(&str, f32, f32)]| {
        let mut pages = vec![
            table_on_page(1, &[725.0, 695.0, 665.0], &[&head[..], &first].concat(), &[]),
            table_on_page(2, &[725.0, 695.0, 665.0], words, &[]),
        ];
        over_pages::join(&mut pages);
        texts(&pages)[2].clone()
    };
    // A short cell does not break off, what is numbered begins, and a blank one of one row is blank.
    assert_eq!(page(&[("九百", 145.0, 710.0), ("乙", 45.0, 680.0)]), "\t\t九百");
    assert_eq!(page(&[("2.维护", 85.0, 710.0), ("乙", 45.0, 680.0)]), "\t2.维护\t");
    assert_eq!(page(&[("维护", 85.0, 710.0), ("九百", 145.0, 710.0), ("乙", 45.0, 680.0)]), "\t维护\t九百");
}

/// One line below the other from 700 down, each with its left edge.
pub(super) fn column(lines: &[(&str, f32)]) -> Vec<String> {
    let lines: Vec<_> = lines.iter().zip(0..).map(|(it, at)| (it.0, it.1, 700.0 - 16.0 * at as f32)).collect();
    texts(&pages(&[&lines]).0)
}

pub(super) const FULL: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉";

#[test]
fn paragraphs_that_are_set_apart_are_told_by_that() {
    let mut y = 716.0;
    let mut lines = Vec::new();
    for _ in 0..5 {
        y -= 10.0;
        // The first paragraph ends with a full line, the second with a short one.
        for words in [FULL, FULL, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申。"] {
            y -= 16.0;
            lines.push((words, 50.0, y));
        }
        y -= 10.0;
        for words in [FULL, "甲乙丙。"] {
            y -= 16.0;
            lines.push((words, 50.0, y));
        }
    }
    let found = texts(&pages(&[&lines]).0);
    assert_eq!(found.len(), 10, "{found:?}");
}

#[test]
fn a_line_that_is_not_stretched_ends_its_paragraph() {
    let full = [(FULL, 50.0); 6];
    let salutation = [("各县区人民政府，市政府各部门、各单：", 50.0)];
    assert_eq!(column(&[&salutation[..], &full[..]].concat()).len(), 2);
}

#[test]
fn a_centred_title_and_a_signed_day_are_lines_of_their_own() {
    let title = ("甲市步道建设三年行动方案的通知公告", 65.0);
    assert_eq!(
        column(&[(FULL, 50.0), ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申。", 50.0), title, (FULL, 50.0), (FULL, 50.0)])
            .len(),
        3
    );
    let wide = [
        (FULL, 50.0),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申。", 50.0),
        (FULL, 50.0),
        ("的决定", 135.0),
        (FULL, 50.0),
    ];
    assert!(column(&wide).iter().any(|it| it.ends_with("酉的决定")), "{:?}", column(&wide));
    let number = [
        (FULL, 50.0),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申。", 50.0),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午的批复", 50.0),
        ("甲府〔２０２０〕８号", 100.0),
        (FULL, 50.0),
    ];
    assert!(column(&number).contains(&"甲府〔２０２０〕８号".to_owned()), "{:?}", column(&number));
    let signed = [(FULL, 50.0), (FULL, 50.0), ("市　长　王大明一二", 140.0), ("２０２２年３月１日", 140.0)];
    let found = column(&signed);
    assert_eq!(found.last().map(String::as_str), Some("２０２２年３月１日"), "{found:?}");
}

#[test]
fn short_paragraphs_show_the_edge_in_few_lines() {
    let short = [("（一）甲乙丙丁；", 70.0); 12];
    let long = [
        ("（二）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午", 70.0),
        ("未申；", 50.0),
        ("（三）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。", 70.0),
    ];
    let found = column(&[&short[..], &long[..2], &short[..], &long[..], &[("三、甲乙", 70.0)]].concat());
    assert_eq!(found.len(), 12 + 1 + 12 + 2 + 1, "{found:?}");
}

#[test]
fn sections_in_figures_begin_a_line() {
    let found = column(&[
        (FULL, 50.0),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申。", 50.0),
        ("1.3　适用范围", 50.0),
        (FULL, 50.0),
    ]);
    assert!(found.iter().any(|it| it.starts_with("1.3")), "{found:?}");
}

#[test]
fn a_sentence_ends_its_paragraph_where_the_next_word_would_have_fitted() {
    let full = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉";
    let nearly = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。";
    let lines = |words: &[&'static str]| -> Vec<(&'static str, f32, f32)> {
        words.iter().zip(0..).map(|(words, at)| (*words, 50.0, 700.0 - 16.0 * at as f32)).collect()
    };
    let (read, _) = pages(&[&lines(&[full, full, nearly, full, "甲乙。", nearly, full, full, "甲乙。"])]);
    let lengths: Vec<usize> = texts(&read).iter().map(|it| it.chars().count()).collect();
    assert_eq!(lengths, [59, 23, 19, 43]);
    // A bracket stays with what it holds: the two do not fit.
    let (read, _) = pages(&[&lines(&[full, full, nearly, "（甲）乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未。", full, full])]);
    assert_eq!(texts(&read)[0].chars().count(), 59 + 21 + 40, "{:?}", texts(&read));
}

#[test]
fn a_page_of_short_paragraphs_shows_indents_and_no_edges() {
    let (read, _) = pages(&[
        &[
            ("第一条　甲乙丙丁戊己庚辛壬癸子丑寅卯辰", 70.0, 700.0),
            ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌", 50.0, 684.0),
            ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉。", 50.0, 668.0),
        ],
        &[
            ("第二条　甲乙丙丁：", 70.0, 700.0),
            ("（一）甲乙丙丁戊；", 70.0, 684.0),
            ("（二）甲乙丙丁戊己庚；", 70.0, 668.0),
            ("（三）甲乙丙丁戊己庚；", 70.0, 652.0),
            ("（四）甲乙丙丁戊；", 70.0, 636.0),
            ("（五）甲乙丙丁戊己；", 70.0, 620.0),
            ("（六）甲乙丙丁戊；", 70.0, 604.0),
            ("（七）甲乙丙丁戊。", 70.0, 588.0),
            ("第三条　甲乙丙丁。", 70.0, 572.0),
        ],
    ]);
    assert_eq!(texts(&read).len(), 10, "{:?}", texts(&read));
}

#[test]
fn lists_and_contents_are_no_tables() {
    let (read, _) = pages(&[&[
        ("1.", 50.0, 700.0),
        ("甲乙", 75.0, 700.0),
        ("丙丁", 115.0, 700.0),
        ("2.", 50.0, 684.0),
        ("甲乙", 75.0, 684.0),
        ("丙丁", 115.0, 684.0),
        ("3.", 50.0, 668.0),
        ("甲乙", 75.0, 668.0),
        ("丙丁", 115.0, 668.0),
    ]]);
    assert!(read[0].iter().all(|it| it.row.is_none()), "{:?}", read[0]);
    let contents: Vec<_> = (0..4)
        .flat_map(|at| {
            let y = 700.0 - 16.0 * at as f32;
            [("第一章", 50.0, y), ("总则……………", 90.0, y), ("1", 200.0, y)]
        })
        .collect();
    let (read, _) = pages(&[&contents]);
    assert!(read[0].iter().all(|it| it.row.is_none()), "{:?}", read[0]);
}

#[test]
fn a_list_within_its_paragraph_goes_on_in_the_next_line() {
    let (read, _) = pages(&[&[
        ("第三条　甲局履行下列职责：（一）编制养护计划；", 50.0, 700.0),
        ("（二）监督检查；（三）组织考核。", 50.0, 684.0),
        ("第四条　乙局的职责：", 50.0, 668.0),
        ("（一）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申；", 50.0, 652.0),
        ("（二）甲乙丙丁戊。", 50.0, 636.0),
    ]]);
    assert_eq!(texts(&read).len(), 4, "{:?}", texts(&read));
    assert!(texts(&read)[0].ends_with("（三）组织考核。"));
}
