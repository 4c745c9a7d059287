//! From a folder with `corpus/`, `lexicon/` and `plain/` to a `Corpus` the
//! engine can encode. Each step stands in its own module; here is their order.

use std::path::Path;

use policy_engine::{Amount, Clause, Corpus, FacetId, FacetValue, Latent, Lexicon, PlainNote, fold};
use sha2::{Digest, Sha256};

use crate::enrich::plain_notes::Notes;
use crate::error::{IndexError, Kind, Result};
use crate::gazette::accounting::Account;
use crate::gazette::reader::Gazette;
use crate::language::readings::{readings, variants};
use crate::language::segmenter::{Cutter, is_term};
use crate::lexicon::departments::{Department, read_departments};
use crate::lexicon::facet_rules::{self, Facets, Rule, drop_unused, read_rules};
use crate::lexicon::synonyms::{
    StopWords, SynonymEntry, leading_nowhere, read_amounts, read_elsewhere, read_stop_words, read_synonyms, thesaurus,
    unreached,
};
use crate::structure::clause_draft::ClauseDraft;

/// Audiences and kinds, with the names of their files.
type RuleFiles = [(&'static str, Vec<Rule>); 2];

/// What to build.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuildOptions {
    /// Leave out plain notes that no official has checked.
    pub reviewed_only: bool,
}

/// A corpus and what there is to say about it.
#[derive(Debug)]
pub struct Build {
    /// What goes into the index.
    pub corpus: Corpus,
    /// Every character of every document.
    pub accounts: Vec<Account>,
    /// Plain notes checked by an official, and not yet.
    pub num_notes: (usize, usize),
    /// What an editor should look at; nothing that stops the build.
    pub warnings: Vec<String>,
}

/// The lists of `lexicon/`.
#[derive(Debug, Default)]
pub struct Lists {
    /// Name of the file of synonyms, for warnings.
    synonyms_name: String,
    synonyms: Vec<SynonymEntry>,
    stop_words: StopWords,
    elsewhere: Vec<String>,
    amounts: Vec<Amount>,
    departments: Vec<Department>,
}

impl Lists {
    /// Reads the lists under `root/lexicon`.
    ///
    /// # Errors
    /// As [`crate::lexicon::synonyms`] and [`crate::lexicon::departments`].
    pub fn read(root: &Path) -> Result<Self> {
        let (source, synonyms) = read_synonyms(root)?;
        let (stop_words, elsewhere) = (read_stop_words(root)?, read_elsewhere(root)?);
        let amounts = read_amounts(root)?;
        let departments = read_departments(root)?;
        Ok(Self { synonyms_name: source.name, synonyms, stop_words, elsewhere, amounts, departments })
    }

    /// Everything the search needs to know about words. `done` is called after
    /// each text that was cut.
    ///
    /// # Errors
    /// `Engine` if the character tables cannot be loaded.
    pub fn lexicon(&self, texts: &[&str], done: impl Fn() + Sync) -> Result<Lexicon> {
        let corpus = fold(&texts.join("\n"));
        let mut synonyms = thesaurus(&self.synonyms, &self.departments, &corpus);
        synonyms.extend(leading_nowhere(&self.elsewhere, &synonyms, &corpus));
        let names: Vec<&str> = self.departments.iter().flat_map(Department::names).collect();
        // An office no clause names has no synonyms and would only take up room.
        let known = synonyms.iter().flat_map(|it| [it.from.as_str(), it.to.as_str()]);
        let mut words = Cutter::new(names.iter().copied()).words(texts, done);
        words.extend(known.map(fold).filter(|word| is_term(word)));
        words.sort_unstable();
        words.dedup();
        let mut stop_words: Vec<String> = self.stop_words.strong.iter().chain(&self.stop_words.weak).cloned().collect();
        stop_words.sort_unstable();
        stop_words.dedup();
        let spelled = || texts.iter().copied().chain(words.iter().map(String::as_str));
        let (readings, variants, amounts) = (readings(spelled()), variants(spelled())?, self.amounts.clone());
        Ok(Lexicon { readings, variants, words, synonyms, stop_words, amounts })
    }

    fn warnings(&self, corpus: &str) -> Vec<String> {
        let name = &self.synonyms_name;
        unreached(&self.synonyms, corpus).into_iter().map(|(line, word)| nowhere(name, line, &word)).collect()
    }
}

/// Builds the corpus of the documents in `root/corpus/collections.toml`.
///
/// # Errors
/// The first thing wrong in any input; nothing is written.
pub fn build(root: &Path, options: BuildOptions) -> Result<Build> {
    let gazette = Gazette::read(root)?;
    let lists = Lists::read(root)?;
    let notes = Notes::read(root)?;
    let rules = [("audiences.txt", read_rules(root, "audiences.txt")?), ("kinds.txt", read_rules(root, "kinds.txt")?)];
    let rule_warnings = rule_warnings(&rules, &gazette.drafts);
    let (facets, values) = facets(rules, &gazette, &lists)?;
    let mut bound = notes.bind(&gazette.drafts)?;
    if options.reviewed_only {
        bound.retain(|_, note| !note.reviewed_by.is_empty());
    }
    let Gazette { catalogue, drafts, document_of, accounts, mut warnings, .. } = gazette;
    let places: Vec<(usize, usize)> = document_of.iter().map(|&at| (at, catalogue.documents[at].collection)).collect();
    let clauses = drafts.into_iter().zip(facets).zip(places).enumerate();
    let clauses = clauses.map(|(at, ((draft, facets), place))| clause(draft, place, facets, bound.remove(&at)));
    let clauses: Vec<Clause> = clauses.collect();
    let texts = texts_of(&clauses);
    warnings.extend(rule_warnings);
    warnings.extend(lists.warnings(&fold(&texts.join("\n"))));
    let mut corpus = Corpus {
        data_version: String::new(),
        documents: catalogue.documents.into_iter().map(|it| it.document).collect(),
        lexicon: lists.lexicon(&texts, || ())?,
        collections: catalogue.collections,
        facets: values,
        clauses,
        latent: Latent::default(),
    };
    set_data_version(&mut corpus)?;
    Ok(Build { corpus, accounts, num_notes: notes.num_reviewed(), warnings })
}

/// Facets of every clause, and the values they point to.
fn facets(rules: RuleFiles, gazette: &Gazette, lists: &Lists) -> Result<(Vec<Vec<FacetId>>, Vec<FacetValue>)> {
    let [(_, audiences), (_, kinds)] = rules;
    let rules = Facets::new(audiences, kinds, &lists.departments);
    let mut facets: Vec<_> = gazette.drafts.iter().map(|draft| rules.of(draft)).collect();
    let ids: Vec<&str> = gazette.drafts.iter().map(|draft| draft.id.as_str()).collect();
    rules.apply_exceptions(&gazette.catalogue, &ids, &mut facets)?;
    let values = drop_unused(rules.values, &mut facets);
    Ok((facets, values))
}

/// Words of the rules that no clause has: a slip of the pen, or a document gone.
fn rule_warnings(rules: &RuleFiles, drafts: &[ClauseDraft]) -> Vec<String> {
    let texts: Vec<&str> = drafts.iter().flat_map(|it| it.path.iter().chain([&it.text])).map(String::as_str).collect();
    let corpus = fold(&texts.join("\n"));
    let of_file = |(name, rules): &(&str, Vec<Rule>)| {
        let unreached = facet_rules::unreached(rules, &corpus).into_iter();
        unreached.map(|(line, word)| nowhere(&format!("lexicon/{name}"), line, word)).collect::<Vec<_>>()
    };
    rules.iter().flat_map(of_file).collect()
}

fn nowhere(name: &str, line: usize, word: &str) -> String {
    format!("{name}:{line}: “{word}” stands nowhere in the documents")
}

/// A clause from its draft and the places of its document and collection.
fn clause(draft: ClauseDraft, place: (usize, usize), facets: Vec<FacetId>, plain: Option<PlainNote>) -> Clause {
    // More than 65,535 documents do not fit the format; encoding refuses them.
    let small = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
    Clause {
        id: draft.id,
        collection: small(place.1),
        document: small(place.0),
        path: draft.path,
        title: draft.title,
        text: draft.text,
        form: draft.form,
        facets,
        plain,
    }
}

/// Every text people may search in.
pub fn texts_of(clauses: &[Clause]) -> Vec<&str> {
    let mut texts = Vec::new();
    let mut path: &[String] = &[];
    for clause in clauses {
        if path != clause.path {
            path = &clause.path;
            texts.extend(path.iter().map(String::as_str));
        }
        texts.extend([clause.title.as_str(), clause.text.as_str()]);
        if let Some(note) = &clause.plain {
            texts.extend([&note.summary, &note.who, &note.what, &note.contact].map(String::as_str));
        }
    }
    texts
}

/// A hash over everything that is in the index.
///
/// # Errors
/// `Engine` if the corpus cannot be encoded.
pub fn set_data_version(corpus: &mut Corpus) -> Result<()> {
    corpus.data_version.clear();
    let digest = Sha256::digest(encode(corpus)?);
    corpus.data_version = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Ok(())
}

/// The index file of a corpus.
///
/// # Errors
/// `Engine` with the engine's reason.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>> {
    policy_engine::encode(corpus).map_err(|error| {
        let help = "the message says which list is too long or which entry points nowhere";
        Box::new(IndexError::new(Kind::Engine, error.to_string(), help))
    })
}
