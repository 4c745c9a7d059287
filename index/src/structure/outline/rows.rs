//! What becomes of a table: its caption, its labels, its rows.

use policy_engine::{ClauseForm, Number, NumberKind};

use crate::structure::lines::typography::is_closed;
use crate::structure::outline::builder::OutlineBuilder;
use crate::structure::outline::doubts::uneven;
use crate::structure::outline::heading_stack::{HeadingKind, OpenHeading};
use crate::structure::outline::table::{
    group_column, heads_rows, is_question, name_column, only_cell, pairs_from, second_labels,
};
use crate::structure::outline::title::title_of_cell;
use crate::structure::paragraphs::{Block, Layout, Shape};

impl OutlineBuilder<'_> {
    /// A table belongs to the innermost open heading; on pages, where what an item owns is not told apart,
    /// to the section and not to the last （五） before it.
    pub(super) fn table(&mut self, block: &Block, number: u32) {
        self.collecting = false;
        self.stack.close_to(if self.layout == Layout::Pages { 50 } else { 90 });
        self.num_tables = self.num_tables.max(number);
        self.out.heading_lines.extend(&block.lines);
        let part = self.stack.fresh(self.id, &format!("t{number}"));
        self.open(OpenHeading::new(HeadingKind::Table, 95, part), block);
    }

    /// A table without number; it belongs to the innermost open heading.
    pub(super) fn caption(&mut self, block: &Block) {
        self.collecting = false;
        self.stack.close_to(if block.is_appendix() { self.level_of_appendix() } else { 90 });
        self.out.heading_lines.extend(&block.lines);
        let heading = self.unnumbered_table();
        self.open(heading, block);
    }

    fn unnumbered_table(&mut self) -> OpenHeading {
        self.num_tables += 1;
        OpenHeading::new(HeadingKind::Table, 95, format!("t{}", self.num_tables))
    }

    pub(super) fn row(&mut self, block: &Block, rest: &[Block]) {
        self.collecting = false;
        if !self.stack.in_table() {
            let heading = self.unnumbered_table();
            self.stack.push(heading, "", None);
        }
        self.begin_pairs(block, rest);
        let Some(table) = self.stack.top_mut() else { return };
        let has_rows = rest.first().is_some_and(|next| next.shape == Shape::Row);
        if let Some(question) = asked(block, rest).filter(|_| table.has_labels && table.num_columns == 0) {
            self.stack.open_group(&question);
            self.out.heading_lines.extend(&block.lines);
        } else if !table.has_labels && has_rows {
            let second = second_labels(&block.cells, rest);
            table.awaits_labels = second.is_some();
            table.group_column = group_column(&rest[usize::from(second.is_some())..]);
            let labels = second.unwrap_or_else(|| block.cells.clone());
            table.name_column = name_column(&labels);
            self.stack.set_columns(&labels);
            self.out.labels.extend(&block.lines);
        } else if std::mem::take(&mut table.awaits_labels)
            || 0 < table.rows && heads_rows(rest) && self.stack.are_columns(&block.cells)
        {
            // Labels may be printed again, on the next page or below the name of a part.
            self.out.labels.extend(&block.lines);
        } else if let Some(only) = only_cell(&block.cells).filter(|it| is_closed(it)) {
            self.table_note(block, only);
        } else if let Some(only) = only_cell(&block.cells).filter(|_| heads_rows(rest)) {
            self.stack.open_table_part(only);
            self.out.heading_lines.extend(&block.lines);
        } else {
            self.data_row(block);
        }
    }

    /// A table of labels and values has no header.
    fn begin_pairs(&mut self, block: &Block, rest: &[Block]) {
        let Some(table) = self.stack.top_mut().filter(|it| !it.has_labels) else { return };
        let rows = rest.iter().take_while(|it| it.shape == Shape::Row);
        let rows: Vec<&[String]> = std::iter::once(block).chain(rows).map(|it| it.cells.as_slice()).collect();
        let Some(from) = pairs_from(&rows) else { return };
        table.name_column = Some(from);
        let is_counted = block.cells.first().is_some_and(|it| it.trim() == "1");
        table.group_column = (from > 0 && !is_counted).then_some(0);
        self.stack.set_columns(&[]);
    }

    /// `注：[]内为五年累计数。` in the first cell of the last row.
    fn table_note(&mut self, block: &Block, note: &str) {
        if let Some(table) = self.stack.top_mut() {
            table.close_parts();
        }
        let note = Block { text: note.to_owned(), cells: Vec::new(), ..block.clone() };
        self.paragraph(&note, &[]);
    }

    fn data_row(&mut self, block: &Block) {
        let Some(table) = self.stack.top_mut() else { return };
        let num_columns = table.num_columns;
        if self.layout == Layout::Paragraphs && num_columns != 0 && block.cells.len() != num_columns {
            // Once for the table: where one row is uneven, others are.
            table.num_columns = 0;
            let line = block.lines.first().copied().unwrap_or_default();
            self.out.problems.push(uneven(line, block.cells.len(), num_columns));
        }
        let mut cells: Vec<&str> = block.cells.iter().map(|it| it.trim()).collect();
        let named = table.name_column.and_then(|at| cells.get(at)).copied();
        table.rows += 1;
        let row = table.rows;
        if let Some(first) = table.group_column.filter(|&at| at < cells.len()).map(|at| cells.remove(at)) {
            if !first.is_empty() {
                self.stack.open_group(first);
            }
            if cells.first().is_some_and(|cell| cell.is_empty()) {
                cells[0] = first;
            }
        }
        let is_name = |cell: &&str| title_of_cell(cell).chars().filter(|c| !c.is_ascii()).count() >= 2;
        let name = named.into_iter().chain(cells.iter().copied()).find(is_name).or(cells.first().copied());
        let name = name.unwrap_or_default();
        let part = self.stack.fresh(self.id, &row.to_string());
        let id = self.stack.id(self.id, Some(&part));
        self.push(id, block, title_of_cell(name), ClauseForm::Row);
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.number = Some(Number { kind: NumberKind::Row, value: row, suffix: 0 });
        }
    }
}

/// The words of a row 问, with a row 答 below it.
fn asked(block: &Block, rest: &[Block]) -> Option<String> {
    let answer = rest.first().filter(|it| it.shape == Shape::Row)?.cells.first()?;
    let is_asked =
        block.cells.first().is_some_and(|it| is_question(it)) && answer.trim().starts_with(['答', '回', '解']);
    is_asked.then(|| block.cells.iter().map(|it| it.trim()).collect::<Vec<_>>().join(" ").trim().to_owned())
}
