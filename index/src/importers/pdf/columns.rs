//! Columns of running text: where the white strip between two of them is, and
//! their lines one column after the other.

use super::lines::{Glyph, Line, Piece, hardly_apart, layers, lines_of_glyphs, on_baselines};

/// So many lines of a column make it one.
const MIN_COLUMN_LINES: usize = 5;
/// So many, where no character stands in the strip between them.
const MIN_CLEAR_LINES: usize = 3;
/// Half the width of that strip, in ems.
const HALF_STRIP_EM: f32 = 0.3;
/// A full line of a column leaves no more of it white.
const MIN_INK: f32 = 0.7;

/// The middle between two columns of running text, if the page is set so.
pub(super) fn gutter(rows: &[Line]) -> Option<f32> {
    let left = rows.iter().map(Line::x).fold(f32::MAX, f32::min);
    let right = rows.iter().map(Line::right).fold(f32::MIN, f32::max);
    let width = right - left;
    if rows.len() < MIN_COLUMN_LINES || width <= 0.0 {
        return None;
    }
    let pieces = || rows.iter().flat_map(|it| &it.pieces);
    let crossing = |x: f32| pieces().filter(|it| it.x < x - 1.0 && x + 1.0 < it.right).count();
    let (middle, fewest) = fewest_at(left, width, crossing)?;
    let is_full = |it: &Piece, from: f32, to: f32| it.right - it.x > 0.7 * (to - from);
    let num_left = pieces().filter(|it| it.right <= middle + 1.0 && is_full(it, left, middle)).count();
    let num_right = pieces().filter(|it| it.x >= middle - 1.0 && is_full(it, middle, right)).count();
    let is_column = |count: usize| count >= MIN_COLUMN_LINES && count * 3 >= rows.len();
    (fewest * 4 <= rows.len() && is_column(num_left) && is_column(num_right)).then_some(middle)
}

/// The place where the fewest lines cross, in the middle third of the width, and how many do.
fn fewest_at(left: f32, width: f32, crossing: impl Fn(f32) -> usize) -> Option<(f32, usize)> {
    let candidates = (70..=130).map(|half| left + width * half as f32 / 200.0);
    let counted: Vec<(f32, usize)> = candidates.map(|x| (x, crossing(x))).collect();
    let fewest = counted.iter().map(|it| it.1).min()?;
    let best: Vec<f32> = counted.iter().filter(|it| it.1 == fewest).map(|it| it.0).collect();
    Some((best[best.len() / 2], fewest))
}

/// The lines of a page whose columns stand so close that the lines of both would
/// read as one: each tells its column, 0 for those across. `None` for other pages.
pub(super) fn lines_in_columns(glyphs: &[Glyph], page: usize) -> Option<Vec<Line>> {
    let rows: Vec<Vec<Glyph>> = on_baselines(glyphs.to_vec(), hardly_apart).into_iter().flat_map(layers).collect();
    let middle = clear_gutter(&rows)?;
    let mut sides: [Vec<Glyph>; 3] = Default::default();
    for row in rows {
        let across = crosses(&row, middle);
        for glyph in row {
            let column = if across { 0 } else { 1 + usize::from(middle < glyph.x) };
            sides[column].push(glyph);
        }
    }
    let lines = sides
        .into_iter()
        .enumerate()
        .flat_map(|(column, own)| lines_of_glyphs(own, page).into_iter().map(move |it| Line { column, ..it }));
    Some(lines.collect())
}

fn words(row: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    row.iter().filter(|it| !it.letter.is_whitespace())
}

fn crosses(row: &[Glyph], x: f32) -> bool {
    words(row).any(|it| it.x < x + HALF_STRIP_EM * it.size && x - HALF_STRIP_EM * it.size < it.right)
}

/// The middle of a white strip down the page, with full lines on either side.
fn clear_gutter(rows: &[Vec<Glyph>]) -> Option<f32> {
    let all = || rows.iter().flat_map(|it| words(it));
    let (left, right) =
        (all().map(|it| it.x).fold(f32::MAX, f32::min), all().map(|it| it.right).fold(f32::MIN, f32::max));
    let (middle, fewest) = fewest_at(left, right - left, |x| rows.iter().filter(|it| crosses(it, x)).count())?;
    let is_full = |row: &Vec<Glyph>, from: f32, to: f32| {
        let ink: f32 = words(row).filter(|it| from <= it.x && it.right <= to).map(|it| it.right - it.x).sum();
        !crosses(row, middle) && MIN_INK * (to - from) < ink
    };
    let num_left = rows.iter().filter(|it| is_full(it, left, middle)).count();
    let num_right = rows.iter().filter(|it| is_full(it, middle, right)).count();
    let is_column = |count: usize| MIN_CLEAR_LINES <= count;
    let is_set = fewest * 4 <= rows.len() && rows.len() <= 3 * (num_left + num_right);
    (is_set && is_column(num_left) && is_column(num_right)).then_some(middle)
}

/// The lines of a page, one column after the other.
pub(super) fn in_reading_order(rows: Vec<Line>) -> Vec<Line> {
    if rows.iter().any(|it| 0 < it.column) {
        return one_after_the_other(rows);
    }
    match gutter(&rows) {
        Some(middle) => one_after_the_other(rows.into_iter().flat_map(|it| parted(it, middle)).collect()),
        None => rows,
    }
}

/// Lines across both columns part the page; between them left comes before right.
fn one_after_the_other(rows: Vec<Line>) -> Vec<Line> {
    let (mut done, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.column {
            1 => left.push(row),
            2 => right.push(row),
            _ => {
                done.append(&mut left);
                done.append(&mut right);
                done.push(row);
            }
        }
    }
    done.append(&mut left);
    done.append(&mut right);
    done
}

/// The line of each column; one across both stays.
fn parted(row: Line, middle: f32) -> Vec<Line> {
    if row.row.is_some() || row.pieces.iter().any(|it| it.x < middle - 1.0 && middle + 1.0 < it.right) {
        return vec![row];
    }
    let (y, size, page) = (row.y, row.size, row.page);
    let (left, right): (Vec<Piece>, Vec<Piece>) = row.pieces.into_iter().partition(|it| it.x < middle);
    let of = |(column, pieces)| Line { pieces, y, size, page, column, row: None, is_guessed: false, shape: None };
    [(1, left), (2, right)].into_iter().filter(|it| !it.1.is_empty()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers::pdf::tests::{large, pages, texts};

    /// The words of a page of two columns, in reading order.
    fn read(gap: f32, num_lines: usize) -> Vec<String> {
        let mut glyphs = large("甲市供水办法", 220.0, 760.0, 14.0);
        for line in 0..num_lines {
            let y = 700.0 - 20.0 * line as f32;
            let words =
                |side: char| (0..15).map(|_| side).chain("一二三四五六七八".chars().nth(line)).collect::<String>();
            glyphs.extend(large(&words('左'), 40.0, y, 14.0));
            glyphs.extend(large(&words('右'), 40.0 + 16.0 * 14.0 + gap, y, 14.0));
        }
        let lines = lines_in_columns(&glyphs, 1).unwrap_or_else(|| lines_of_glyphs(glyphs, 1));
        let mut lines = lines;
        lines.sort_by(|a, b| b.y.total_cmp(&a.y));
        in_reading_order(lines).iter().map(|it| it.text().chars().rev().take(2).collect()).collect()
    }

    #[test]
    fn columns_close_to_each_other_are_read_one_after_the_other() {
        for (gap, num_lines) in [(11.0, 6), (17.0, 6), (23.0, 6), (23.0, 3), (45.0, 4)] {
            let side = |side: char| "一二三四五六".chars().take(num_lines).map(move |it| format!("{it}{side}"));
            let right: Vec<String> = ["法办".to_owned()].into_iter().chain(side('左')).chain(side('右')).collect();
            assert_eq!(read(gap, num_lines), right, "{gap}, {num_lines}");
        }
    }

    #[test]
    fn a_foot_printed_over_both_columns_is_a_line_of_its_own() {
        let line = |x: f32, at: usize| large("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", x, 700.0 - 20.0 * at as f32, 14.0);
        let mut glyphs: Vec<Glyph> = (0..4).flat_map(|at| [line(40.0, at), line(290.0, at)].concat()).collect();
        glyphs.extend(large("甲市公报二〇二四", 240.0, 641.0, 10.0));
        let lines = lines_in_columns(&glyphs, 1).unwrap();
        let across: Vec<String> = lines.iter().filter(|it| it.column == 0).map(Line::text).collect();
        assert_eq!((across, lines.len()), (vec!["甲市公报二〇二四".to_owned()], 9));
    }

    #[test]
    fn a_page_of_one_column_has_no_strip() {
        let line = |at: usize| large(&"甲乙丙丁戊己庚辛壬癸".repeat(3), 50.0, 700.0 - 20.0 * at as f32, 14.0);
        assert!(lines_in_columns(&(0..8).flat_map(line).collect::<Vec<_>>(), 1).is_none());
        // Names side by side are a list.
        let names = |at: usize| [50.0, 300.0].map(|x| large("甲某某", x, 700.0 - 20.0 * at as f32, 14.0)).concat();
        assert!(lines_in_columns(&(0..8).flat_map(names).collect::<Vec<_>>(), 1).is_none());
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut page: Vec<(&str, f32, f32)> = vec![("甲市步道管理办法的通知公告", 130.0, 760.0)];
        for at in 0..8 {
            page.push(("左左左左左左左左左左左左左左左", 50.0, 700.0 - 16.0 * at as f32));
            page.push(("右右右右右右右右右右右右右右右", 230.0, 700.0 - 16.0 * at as f32));
        }
        let (read, _) = pages(&[&page]);
        let words = texts(&read);
        assert_eq!(words.len(), 2, "{words:?}");
        assert_eq!(words[1], format!("{}{}", "左".repeat(120), "右".repeat(120)));
    }
}
