use super::*;
use crate::importers::pdf::tests::{pages, texts};

const SIZE: f32 = 10.0;

/// Words with left edge and baseline, a character an em wide.
fn rows(words: &[(&str, f32, f32)]) -> Vec<String> {
    let glyphs = words.iter().flat_map(|&(words, x, y)| {
        let letter = move |(at, letter): (usize, char)| {
            let x = x + SIZE * at as f32;
            Glyph { letter, x, right: x + SIZE, y, size: SIZE, rotation: 0.0 }
        };
        words.chars().enumerate().map(letter).collect::<Vec<_>>()
    });
    let (lines, rest) = take_unruled(glyphs.collect(), 1);
    assert!(lines.is_empty() || rest.is_empty(), "{rest:?}");
    lines.iter().map(Line::text).collect()
}

#[test]
fn a_cell_in_the_middle_of_rows_reaches_over_them() {
    let found = rows(&[
        ("维度", 50.0, 700.0),
        ("指标", 110.0, 700.0),
        ("单位", 200.0, 700.0),
        ("危房幢数", 110.0, 682.0),
        ("栋", 200.0, 682.0),
        ("住房", 50.0, 673.0),
        ("漏水处数", 110.0, 664.0),
        ("处", 200.0, 664.0),
        ("充电桩", 110.0, 646.0),
        ("个", 200.0, 646.0),
        ("小区", 50.0, 628.0),
        ("车位", 110.0, 628.0),
        ("个", 200.0, 628.0),
        ("步道", 110.0, 610.0),
        ("里", 200.0, 610.0),
    ]);
    assert_eq!(
        found,
        [
            "维度\t指标\t单位",
            "住房\t危房幢数\t栋",
            "住房\t漏水处数\t处",
            "小区\t充电桩\t个",
            "小区\t车位\t个",
            "小区\t步道\t里"
        ]
    );
}

#[test]
fn a_remark_of_several_lines_reaches_over_the_rows_beside_it() {
    let found = rows(&[
        ("档次", 50.0, 700.0),
        ("标准", 110.0, 700.0),
        ("备注", 200.0, 700.0),
        ("一档", 50.0, 680.0),
        ("八百元", 110.0, 680.0),
        ("集中供养的，由供养", 200.0, 672.0),
        ("机构统筹使用，每月", 200.0, 660.0),
        ("二档", 50.0, 660.0),
        ("五百元", 110.0, 660.0),
        ("发放。", 200.0, 648.0),
        ("三档", 50.0, 640.0),
        ("三百元", 110.0, 640.0),
    ]);
    let remark = "集中供养的，由供养机构统筹使用，每月发放。";
    let row = |words: &str| format!("{words}\t{remark}");
    assert_eq!(found, ["档次\t标准\t备注".to_owned(), row("一档\t八百元"), row("二档\t五百元"), row("三档\t三百元")]);
}

#[test]
fn a_single_remark_beside_the_middle_row_is_its_own() {
    let found = rows(&[
        ("档次", 50.0, 700.0),
        ("标准", 110.0, 700.0),
        ("备注", 200.0, 700.0),
        ("一档", 50.0, 680.0),
        ("八百元", 110.0, 680.0),
        ("二档", 50.0, 660.0),
        ("五百元", 110.0, 660.0),
        ("试行", 200.0, 660.0),
        ("三档", 50.0, 640.0),
        ("三百元", 110.0, 640.0),
    ]);
    assert_eq!(found[1..], ["一档\t八百元\t", "二档\t五百元\t试行", "三档\t三百元\t"]);
}

/// A table whose labels are given.
fn labelled(labels: &[(&'static str, f32, f32)]) -> Vec<String> {
    let mut words = labels.to_vec();
    for (at, name) in ["甲区", "乙区", "丙区"].into_iter().enumerate() {
        let y = 664.0 - 18.0 * at as f32;
        words.push((name, 50.0, y));
        words.extend(
            ["986", "850", "752", "644"].into_iter().zip(0..).map(|(it, at)| (it, 120.0 + 60.0 * at as f32, y)),
        );
    }
    rows(&words)
}

#[test]
fn labels_over_several_columns_stand_above_them() {
    let below = [("城镇", 120.0, 682.0), ("农村", 180.0, 682.0), ("城镇", 240.0, 682.0), ("农村", 300.0, 682.0)];
    let right = [
        "地区\t低保月标准\t\t特困月标准\t",
        "\t城镇\t农村\t城镇\t农村",
        "甲区\t986\t850\t752\t644",
        "乙区\t986\t850\t752\t644",
        "丙区\t986\t850\t752\t644",
    ];
    // In the middle of their cells.
    let middle = [("低保月标准", 140.0, 700.0), ("特困月标准", 260.0, 700.0), ("地区", 50.0, 691.0)];
    assert_eq!(labelled(&[&middle[..], &below[..]].concat()), right);
    // At the upper edge, words to the left.
    let top = [("地区", 50.0, 700.0), ("低保月标准", 120.0, 700.0), ("特困月标准", 240.0, 700.0)];
    assert_eq!(labelled(&[&top[..], &below[..]].concat()), right);
}

#[test]
fn cells_that_take_several_lines_are_whole_without_printed_lines() {
    let (read, _) = pages(&[&[
        ("甲市步道管理养护补助标准表，共三类步道，按年发放给养护人", 50.0, 720.0),
        ("序", 50.0, 700.0),
        ("步道名称", 80.0, 693.0),
        ("养护人", 160.0, 693.0),
        ("标准", 230.0, 693.0),
        ("号", 50.0, 686.0),
        ("1", 50.0, 655.0),
        ("滨江步道东", 80.0, 662.0),
        ("路段", 80.0, 648.0),
        ("甲街道", 160.0, 655.0),
        ("100元", 230.0, 655.0),
        ("2", 50.0, 624.0),
        ("山脚步道", 80.0, 624.0),
        ("乙街道和丙", 160.0, 631.0),
        ("街道", 160.0, 617.0),
        ("200元", 230.0, 624.0),
        ("附件所列步道，由市民政局每年公布一次，可以增加或者减少。", 50.0, 580.0),
    ]]);
    assert_eq!(
        texts(&read)[1..4],
        ["序号\t步道名称\t养护人\t标准", "1\t滨江步道东路段\t甲街道\t100元", "2\t山脚步道\t乙街道和丙街道\t200元"],
        "{:?}",
        texts(&read)
    );
    assert_eq!(texts(&read).len(), 5);
}
