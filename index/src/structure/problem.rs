//! What an editor should look at: never a reason to leave a document out.

/// A doubt about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its number in the file, counted from 1.
    pub line: usize,
    /// A word that tells problems apart: `number-order`, `looks-numbered`, `row-width`.
    pub code: &'static str,
    /// What is doubtful, in Chinese.
    pub chinese: String,
    /// The same in English.
    pub english: String,
}

impl Problem {
    /// In Chinese, then in English.
    pub fn message(&self) -> String {
        format!("{}（{}）", self.chinese, self.english)
    }
}
