use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A Word file of these parts.
fn file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    )
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn item(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

/// Reads a file and holds its ledger.
fn reading(parts: &[(&str, &str)]) -> Reading {
    let reading = read(&file(parts)).unwrap();
    let source: usize = reading.lines.iter().map(|it| count(&it.text) - it.num_made()).sum();
    let left_out: usize = reading.left_out.0.values().sum();
    assert_eq!(reading.num_original, source + left_out, "every character of the file: {reading:#?}");
    reading
}

fn lines(reading: &Reading) -> Vec<&str> {
    reading.lines.iter().map(|it| it.text.as_str()).collect()
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering(levels: &str, lists: &str) -> String {
    format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{lists}</w:numbering>"
    )
}

const LIST: &str = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

#[test]
fn articles_count_on_through_chapters_and_items_begin_again() {
    let levels = [
        level(0, "chineseCountingThousand", "第%1章", ""),
        level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
        level(2, "chineseCounting", "（%3）", ""),
    ];
    let body = [(0, "总则"), (1, "甲。"), (1, "乙："), (2, "丙；"), (2, "丁。"), (0, "标准"), (1, "戊："), (2, "己。")];
    let body: String = body.iter().map(|it| item(1, it.0, it.1)).collect();
    let reading =
        reading(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering(&levels.concat(), LIST))]);
    let right = [
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙：",
        "（一） 丙；",
        "（二） 丁。",
        "第二章 标准",
        "第三条 戊：",
        "（一） 己。",
    ];
    assert_eq!(lines(&reading), right);
    assert_eq!(reading.lines[1].num_made(), 4 - 1, "numbers are made, the space behind them is none");
}

#[test]
fn lists_of_one_definition_count_together_unless_one_begins_again() {
    let lists = format!(
        "{LIST}<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/>\
         <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"
    );
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(3, 0, "丁")].concat();
    let levels = level(0, "decimal", "%1.", "<w:suff w:val=\"nothing\"/>");
    let reading =
        reading(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering(&levels, &lists))]);
    assert_eq!(lines(&reading), ["1.甲", "2.乙", "5.丙", "6.丁"]);
}

#[test]
fn styles_bring_numbers_of_their_own() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"tiao\"><w:pPr><w:numPr><w:numId w:val=\"1\"/>\
        </w:numPr></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"tiao2\"><w:basedOn w:val=\"tiao\"/></w:style></w:styles>";
    let styled = |style: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = [styled("tiao", "甲"), styled("tiao2", "乙"), styled("other", "丙")].concat();
    let levels = [
        level(0, "chineseCounting", "第%1章", ""),
        level(1, "chineseCounting", "第%2条", "<w:pStyle w:val=\"tiao\"/>"),
    ];
    let reading = reading(&[
        ("word/document.xml", &document(&body)),
        ("word/styles.xml", styles),
        ("word/numbering.xml", &numbering(&levels.concat(), LIST)),
    ]);
    assert_eq!(lines(&reading), ["第一条 甲", "第二条 乙", "丙"]);
}

#[test]
fn changes_are_taken_as_made_and_what_is_not_shown_is_left_out() {
    let body = "<w:p><w:r><w:t>每人</w:t></w:r><w:del><w:r><w:delText>500</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>800</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>元</w:t></w:r></w:hyperlink>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
        <w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>。</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>\
        <w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t><w:br/><w:t>换行</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let note = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>注。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let head = format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", paragraph("公报"));
    let remark = format!("<w:comments xmlns:w=\"w\"><w:comment>{}</w:comment></w:comments>", paragraph("批"));
    let reading = reading(&[
        ("word/document.xml", &document(body)),
        ("word/footnotes.xml", note),
        ("word/header1.xml", &head),
        ("word/comments.xml", &remark),
    ]);
    assert_eq!(lines(&reading), ["每人800元。", "前半后半", "控件", "换行", "注释：", "1. 注。"]);
    let left_out: Vec<(&str, usize)> = reading.left_out.0.iter().map(|it| (it.0.name(), *it.1)).collect();
    assert_eq!(left_out, [("header", 2), ("hidden", 1), ("deleted", 3), ("comment", 1), ("field_code", 4)]);
    assert!(reading.problems.iter().any(|it| it.code == "tracked-changes"));
}

#[test]
fn text_boxes_stand_behind_their_paragraph_once() {
    let held = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("框"));
    let body = format!(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{held}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{held}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{}",
        paragraph("乙")
    );
    let reading = reading(&[("word/document.xml", &document(&body))]);
    assert_eq!(lines(&reading), ["甲", "框", "乙"]);
    assert_eq!(reading.left_out.0[&LeftOut::Alternate], 1);
}

#[test]
fn merged_cells_are_repeated_below_the_header() {
    let cell = |properties: &str, words: &[&str]| {
        let paragraphs: String = words.iter().map(|it| paragraph(it)).collect();
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
    };
    let (begin, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        [cell(begin, &["类别"]), cell("<w:gridSpan w:val=\"2\"/>", &["标准"])].concat(),
        [cell(on, &[""]), cell("", &["儿童"]), cell("", &["成人"])].concat(),
        [cell(begin, &["助行"]), cell("", &["500元"]), cell("", &["300元", "（另计）"])].concat(),
        [cell(on, &[""]), cell("", &["200元"]), cell("", &["100元"])].concat(),
    ];
    let rows: String = rows.iter().map(|it| format!("<w:tr>{it}</w:tr>")).collect();
    let body = format!("<w:tbl>{rows}</w:tbl>{}", paragraph("后"));
    let reading = reading(&[("word/document.xml", &document(&body))]);
    let right = ["类别\t标准\t", "\t儿童\t成人", "助行\t500元\t300元 （另计）", "助行\t200元\t100元", "后"];
    assert_eq!(lines(&reading), right);
    assert_eq!((reading.lines[3].made.len(), reading.lines[3].num_made()), (1, 2));
}

#[test]
fn a_document_within_the_document_is_read() {
    let relations = "<Relationships><Relationship Id=\"rId1\" Target=\"afchunk.mht\"/></Relationships>";
    let page = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><title>=E9=A2=98</title></head><body><h1>=E7=94=B2</h1>\
        <p>=E4=B9=99</p></body></html>\r\n--x--\r\n";
    let reading = reading(&[
        ("word/document.xml", &document("<w:altChunk r:id=\"rId1\"/>")),
        ("word/_rels/document.xml.rels", relations),
        ("word/afchunk.mht", page),
    ]);
    assert_eq!(lines(&reading), ["甲", "乙"]);
    assert!(reading.lines[0].place.starts_with("word/afchunk.mht"));
}

#[test]
fn damaged_files_are_refused() {
    assert_eq!(read(b"PK\x03\x04word/document.xml").unwrap_err().code, "damaged");
    let open = file(&[("word/document.xml", "<w:document><w:body><w:p>")]);
    assert_eq!(read(&open).unwrap_err().code, "damaged");
}

#[test]
fn cells_that_hold_nothing_but_their_number_are_read() {
    let cell = |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>");
    let number = || cell("", &item(1, 0, ""));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let table = [
        row(&["序号", "名称", "儿童", "成人"].map(|it| cell("", &paragraph(it)))),
        row(&[number(), cell("", &paragraph("轮椅")), cell("", &paragraph("900")), cell("", &paragraph("800"))]),
        row(&[number(), cell("", &paragraph("坐便椅")), cell(wide, &paragraph("300"))]),
        row(&[number(), cell("", &paragraph("")), cell(wide, &paragraph(""))]),
    ];
    let body = [item(1, 0, ""), format!("<w:tbl>{}</w:tbl>", table.concat())].concat();
    let levels = level(0, "decimal", "%1", "<w:suff w:val=\"nothing\"/>");
    let reading =
        reading(&[("word/document.xml", &document(&body)), ("word/numbering.xml", &numbering(&levels, LIST))]);
    assert_eq!(lines(&reading), ["序号\t名称\t儿童\t成人", "2\t轮椅\t900\t800", "3\t坐便椅\t300\t300"]);
    assert_eq!(reading.lines[2].num_made(), 4);
}
