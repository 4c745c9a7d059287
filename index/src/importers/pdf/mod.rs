//! PDFs with text: glyphs and their places become lines, lines paragraphs.
//!
//! - `lines`: glyphs to lines
//! - `page`: which way up it is read
//! - `columns`: one column after the other
//! - `rules`, `tables`: the printed lines of a page, and the tables they make
//! - `over_pages`: rows and cells that a page cuts in two
//! - `unruled`: tables without printed lines
//! - `furniture`: running heads and page numbers, found by repetition
//! - `paragraphs`: lines to paragraphs and rows, by geometry
//! - `poppler`: a second opinion, where that program is installed

mod columns;
mod furniture;
mod lines;
mod over_pages;
mod page;
mod paragraphs;
mod poppler;
mod rules;
mod tables;
mod unruled;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use pdf_oxide::PdfDocument;

use super::reading::{ReadLine, Reading, Refusal, problem};
use super::sniff::password;
use columns::in_reading_order;
use lines::{Glyph, Line, glyphs_of_span};
use page::lines_of_page;
use rules::{Rule, rules_of};

/// Reads a PDF.
///
/// # Errors
/// A file that is damaged or protected, or pictures without text.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    if is_cut(bytes) {
        return Err(damaged("its end is missing"));
    }
    let mut reading = Reading::default();
    let drawn = drawn_pages(bytes)?;
    let num_pages = drawn.len();
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let letters = |glyphs: &Vec<Glyph>| glyphs.iter().map(|it| it.letter).collect();
    let letters: Vec<String> = drawn.iter().map(|it| letters(&it.0)).collect();
    for (glyphs, rules) in drawn {
        reading.num_original += glyphs.iter().filter(|it| !it.letter.is_whitespace()).count();
        pages.push(lines_of_page(glyphs, &rules, pages.len() + 1, &mut reading.left_out));
    }
    if reading.num_original == 0 {
        return Err(scan(num_pages));
    }
    let num_original = reading.num_original;
    furniture::leave_out(&mut pages, &mut reading.left_out);
    let mut pages: Vec<Vec<Line>> = pages.into_iter().map(in_reading_order).collect();
    over_pages::join(&mut pages);
    reading.lines = paragraphs::join(&pages);
    if num_original < num_pages * 40 {
        let chinese = format!("{num_pages} 页只有 {num_original} 个字，可能有的页是图片，请对照原件");
        let english = format!("{num_pages} pages hold only {num_original} characters, some may be pictures");
        reading.problems.push(problem(0, "few-characters", &chinese, &english));
    }
    let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c) || c == '\u{fffd}';
    if let Some(at) = reading.lines.iter().position(|it| it.text.contains(is_private)) {
        let chinese = "有的字在字体里没有通用编码，读成了空位符号，请对照原件改正";
        let english = "some characters have no code in the font; compare with the original";
        reading.problems.push(problem(at + 1, "unknown-glyphs", chinese, english));
    }
    let is_unruled = |it: &ReadLine| it.text.contains('\t') && !it.place.contains(paragraphs::IN_TABLE);
    if let Some(at) = reading.lines.iter().position(is_unruled) {
        let chinese =
            "PDF 里没有画线的表格只能按行读出，格子里换行的字会散开，请对照原件，最好改用 Word 文件或网页导入";
        let english = "tables of a PDF without printed lines are read line by line, cells of several lines fall apart; a Word file or web page is better";
        reading.problems.push(problem(at + 1, "table-in-pdf", chinese, english));
    }
    reading.problems.extend(poppler::second_opinion(bytes, &letters));
    Ok(reading)
}

/// A file whose download broke off: the parser would put together what is there, without the fonts and pages that
/// stood behind. What a whole file says last is where its table of objects is.
fn is_cut(bytes: &[u8]) -> bool {
    let last = |part: &[u8]| bytes.windows(part.len()).rposition(|it| it == part);
    last(b"startxref") < last(b"endobj")
}

/// Glyphs and printed lines of a page.
type Drawn = (Vec<Glyph>, Vec<Rule>);

thread_local! {
    /// This thread reads a file of which nobody knows whether it is whole.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Glyphs and printed lines of every page. Files come from anywhere: a panic inside the parser is
/// a damaged file, and one sentence says so.
fn drawn_pages(bytes: &[u8]) -> Result<Vec<Drawn>, Refusal> {
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                usual(info);
            }
        }));
    });
    IS_QUIET.set(true);
    let read = catch_unwind(AssertUnwindSafe(|| pages_of(bytes)));
    IS_QUIET.set(false);
    read.unwrap_or_else(|_| Err(damaged("the parser gave up")))
}

fn pages_of(bytes: &[u8]) -> Result<Vec<Drawn>, Refusal> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|error| open_error(&error.to_string()))?;
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(locked());
    }
    let num_pages = document.page_count().map_err(|error| open_error(&error.to_string()))?;
    // Spans, not single characters: only they know every way in which fonts map to Unicode.
    let page = |at| document.extract_spans(at).map_err(|error| damaged(&error.to_string()));
    let glyphs = |at| Ok(page(at)?.iter().flat_map(glyphs_of_span).collect());
    // Drawings that cannot be read leave the words as they are.
    let rules = |at| rules_of(&document.extract_paths(at).unwrap_or_default());
    (0..num_pages).map(|at| Ok((glyphs(at)?, rules(at)))).collect()
}

fn open_error(error: &str) -> Refusal {
    let lower = error.to_lowercase();
    if lower.contains("password") || lower.contains("encrypt") { locked() } else { damaged(error) }
}

fn locked() -> Refusal {
    password(
        "用 PDF 阅读器打开并去掉密码，或向发文单位索取 Word 文件",
        "take the password off or ask for the Word file",
    )
}

fn damaged(error: &str) -> Refusal {
    let chinese = "PDF 已损坏，读不出来，请重新下载，或用阅读器打开后另存为 PDF，再导入";
    Refusal::new("damaged", chinese, format!("the PDF is damaged ({error}); download it again or save it anew"))
}

fn scan(num_pages: usize) -> Refusal {
    let chinese = format!(
        "这份 PDF 的 {num_pages} 页都是图片（扫描件），没有文字，请向发文单位索取 Word 文件，或先做文字识别并逐字校对，再导入"
    );
    let english =
        format!("all {num_pages} pages are pictures; ask for the Word file, or recognise and proof-read the text");
    Refusal::new("scan", chinese, english)
}

#[cfg(test)]
mod tests;
