//! Suggestions while typing, out of the root: nothing is fetched for them but, once letters are typed, how characters
//! sound.

use crate::index::text::Text;
use crate::library::files::file_id::{FileId, FileKind};
use crate::library::library::Library;
use crate::library::lists::Lists;
use crate::query::phonetic::PhoneticMatcher;
use crate::query::query::Input;
use crate::search::results::Suggestion;
use crate::search::suggester::words_that_begin;

impl Library {
    /// Words of the dictionary that begin with `input`, typed as characters, pinyin, initials or mixed, the most used
    /// first, at most `limit`. Their clauses are not counted: `num_clauses` is 0. Costs time in the words and in the
    /// square of the letters: callers cut the input.
    ///
    /// # Errors
    /// The file that is needed first, where letters were typed: [`Library::insert`] it or [`Library::give_up`] it, and
    /// ask again.
    pub fn suggest(&self, input: &str, limit: usize) -> Result<Vec<Suggestion>, FileId> {
        let lists = Lists::new(self);
        let input = Input::new(&lists, input);
        if input.chars.is_empty() {
            return Ok(Vec::new());
        }
        let spelling = self.file(FileKind::Spelling, 0).filter(|it| !self.has(*it) && !self.is_given_up(*it));
        if let Some(missing) = spelling.filter(|_| input.chars.iter().any(char::is_ascii_lowercase)) {
            return Err(missing);
        }
        let phonetic = PhoneticMatcher { text: &lists, readings: self.readings(), vocabulary: &self.vocabulary };
        let suggestion = |text| Suggestion { text, clause: None, is_question: false, num_clauses: 0 };
        let words = words_that_begin(&input, &phonetic, limit);
        Ok(words.into_iter().map(|it| suggestion(lists.decode(it))).collect())
    }
}
