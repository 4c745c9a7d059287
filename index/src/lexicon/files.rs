//! All files of `lexicon/` together, and what they make of the words of a corpus.

use std::path::Path;

use policy_engine::{Amount, Lexicon, fold};

use crate::error::Result;
use crate::language::readings::readings;
use crate::language::segmenter::{WordSegmenter, is_term};
use crate::language::variants::variants;
use crate::lexicon::amounts::read_amounts;
use crate::lexicon::common::{common, read_common};
use crate::lexicon::departments::{Department, read_departments};
use crate::lexicon::full_forms::full_forms;
use crate::lexicon::list_file::nowhere;
use crate::lexicon::stop_words::{StopWords, read_elsewhere, read_stop_words};
use crate::lexicon::synonyms::{SynonymEntry, SynonymFile, leading_nowhere, read_synonyms, thesaurus, unreached};

/// The lists of `lexicon/`.
#[derive(Debug, Default)]
pub struct LexiconFiles {
    synonyms: Vec<SynonymFile>,
    common: Vec<SynonymEntry>,
    stop_words: StopWords,
    elsewhere: Vec<String>,
    amounts: Vec<Amount>,
    /// Offices, in the order of their lines.
    pub departments: Vec<Department>,
}

impl LexiconFiles {
    /// Reads the lists under `root/lexicon`.
    ///
    /// # Errors
    /// As the readers of the single files.
    pub fn read(root: &Path) -> Result<Self> {
        let (synonyms, common) = (read_synonyms(root)?, read_common(root)?);
        let (stop_words, elsewhere) = (read_stop_words(root)?, read_elsewhere(root)?);
        let amounts = read_amounts(root)?;
        let departments = read_departments(root)?;
        Ok(Self { synonyms, common, stop_words, elsewhere, amounts, departments })
    }

    /// Everything the search needs to know about words. `untaught`: those of
    /// the texts whose documents nobody wrote questions for. `done` is called
    /// after each text that was cut.
    ///
    /// # Errors
    /// `Engine` if the character tables cannot be loaded.
    pub fn lexicon(&self, texts: &[&str], untaught: &[&str], done: impl Fn() + Sync) -> Result<Lexicon> {
        let corpus = fold(&texts.join("\n"));
        let entries = self.synonyms.iter().flat_map(|it| &it.entries);
        let mut synonyms = thesaurus(entries, &self.departments, &corpus);
        synonyms.extend(common(&self.common, &synonyms, &self.elsewhere, &fold(&untaught.join("\n"))));
        synonyms.extend(full_forms(&self.elsewhere, &synonyms, &corpus));
        synonyms.extend(leading_nowhere(&self.elsewhere, &synonyms, &corpus));
        let names: Vec<&str> = self.departments.iter().flat_map(Department::names).collect();
        // An office no clause names has no synonyms and would only take up room.
        let known = synonyms.iter().flat_map(|it| [it.from.as_str(), it.to.as_str()]);
        let mut words = WordSegmenter::new(names.iter().copied()).words(texts, done);
        words.extend(known.map(fold).filter(|word| is_term(word)));
        words.sort_unstable();
        words.dedup();
        let mut stop_words: Vec<String> = self.stop_words.strong.iter().chain(&self.stop_words.weak).cloned().collect();
        stop_words.sort_unstable();
        stop_words.dedup();
        let spelled = || texts.iter().copied().chain(words.iter().map(String::as_str));
        let (readings, variants, amounts) = (readings(spelled()), variants(spelled())?, self.amounts.clone());
        Ok(Lexicon { readings, variants, words, synonyms, stop_words, amounts, asked_words: Vec::new() })
    }

    /// What an editor should look at: entries whose words `corpus`, the folded
    /// text of all clauses, does not hold.
    pub fn warnings(&self, corpus: &str) -> Vec<String> {
        let of_file = |file: &SynonymFile| {
            let words = unreached(&file.entries, corpus).into_iter();
            words.map(|(line, word)| nowhere(&file.name, line, &word)).collect::<Vec<_>>()
        };
        self.synonyms.iter().flat_map(of_file).collect()
    }
}
