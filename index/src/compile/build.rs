//! From a folder with `corpus/`, `lexicon/` and `plain/` to a `Corpus` the
//! engine can encode. The steps are in folders of their own; here is their order.

use std::collections::BTreeMap;
use std::path::Path;

use policy_engine::{Clause, Corpus, Day, FacetId, FacetValue, PlainNote, Questions, Validity, fold};

use crate::compile::corpus::{texts_of, texts_untaught};
use crate::compile::digest::set_data_version;
use crate::compile::imported::{Documents, read_documents};
use crate::compile::unseen;
use crate::enrich::leanings::learn;
use crate::enrich::plain_notes::Notes;
use crate::enrich::question_words::{add_questions, shortest};
use crate::enrich::questions::{BoundQuestions, QuestionFiles};
use crate::enrich::validity;
use crate::error::Result;
use crate::gazette::accounting::Account;
use crate::gazette::reader::Gazette;
use crate::importers::kept::{Kept, Scrutiny};
use crate::lexicon::facet_rules::{self, FacetRule, FacetRules, drop_unused, read_rules};
use crate::lexicon::files::LexiconFiles;
use crate::lexicon::list_file::{has_own_lists, nowhere};
use crate::structure::clause_draft::ClauseDraft;

/// Audiences and kinds, with the names of their files.
type RuleFiles = [(&'static str, Vec<FacetRule>); 2];

/// What to build.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuildOptions {
    /// Leave out plain notes that no official has checked.
    pub reviewed_only: bool,
    /// Let questions teach words and not leanings: a library has no room for
    /// what is known of every clause.
    pub teach_words: bool,
    /// Leave out plain notes and questions: an index of documents that have
    /// just come in, for measuring what it answers.
    pub untaught: bool,
    /// How closely the folders of imported documents are looked at.
    pub scrutiny: Scrutiny,
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
    /// Per clause: how people ask for it.
    pub questions: BTreeMap<usize, Vec<String>>,
    /// What an editor should look at; nothing that stops the build.
    pub warnings: Vec<String>,
    /// The folders of imported documents; what has faults is not in the corpus.
    pub imported: Vec<Kept>,
}

impl Build {
    /// How far each document of the corpus is in force on a day.
    pub fn validities(&self, today: Day) -> Vec<Validity> {
        self.corpus.documents.iter().map(|it| it.validity(today)).collect()
    }

    /// Names every document that was left out, and why.
    pub fn left_out(&self) -> impl Iterator<Item = String> {
        let faults =
            |it: &Kept| it.faults.iter().map(|fault| format!("corpus/{}: {fault}", it.name)).collect::<Vec<_>>();
        self.imported.iter().flat_map(faults)
    }
}

/// Questions of a clause that travel as they are.
const NUM_ASKED: usize = 1;

fn add_shortest(corpus: &mut Corpus, by_clause: &BTreeMap<usize, Vec<String>>) {
    for (at, questions) in by_clause {
        corpus.clauses[*at].questions = Questions { asked: shortest(questions, NUM_ASKED), ..Questions::default() };
    }
}

/// Builds the corpus of the documents in `root/corpus/collections.toml` and of those that were imported into
/// `root/corpus`. An imported document that has faults is left out, and is named in [`Build::left_out`].
///
/// # Errors
/// The first thing wrong in any other input; nothing is written.
pub fn build(root: &Path, options: BuildOptions) -> Result<Build> {
    let Documents { mut gazette, imported } = read_documents(root, options.scrutiny)?;
    validity::relate(&mut gazette.catalogue.documents);
    let bases = validity::bases(&gazette);
    let lists = LexiconFiles::read(root)?;
    let notes = Notes::read(root)?;
    let rules = [("audiences.txt", read_rules(root, "audiences.txt")?), ("kinds.txt", read_rules(root, "kinds.txt")?)];
    let rule_warnings = rule_warnings(&rules, &gazette);
    let (facets, values) = facets(rules, &gazette, &lists)?;
    let mut bound = notes.bind(&gazette.drafts, |id| gazette.left_out.iter().any(|it| it.holds(id)))?;
    let mut asked = QuestionFiles::read(root)?.bind(&gazette.drafts);
    if options.reviewed_only {
        bound.retain(|_, note| !note.reviewed_by.is_empty());
    }
    if options.untaught {
        (bound, asked) = (BTreeMap::new(), BoundQuestions::default());
    }
    let Gazette { catalogue, drafts, headings, document_of, accounts, mut warnings, .. } = gazette;
    let indices: Vec<(usize, usize)> = document_of.iter().map(|&at| (at, catalogue.documents[at].collection)).collect();
    let clauses = drafts.into_iter().zip(facets).zip(indices).enumerate();
    let clauses = clauses.map(|(at, ((draft, facets), index))| clause(draft, index, facets, bound.remove(&at)));
    let clauses: Vec<Clause> = clauses.collect();
    let mut corpus = Corpus {
        documents: catalogue.documents.into_iter().map(|it| it.document).collect(),
        collections: catalogue.collections,
        facets: values,
        headings,
        clauses,
        ..Corpus::default()
    };
    validity::set_bases(&mut corpus, bases);
    let texts = texts_of(&corpus);
    let untaught = texts_untaught(&corpus, |at| asked.by_clause.contains_key(&at));
    if has_own_lists(root) {
        warnings.extend(rule_warnings);
        warnings.extend(lists.warnings(&fold(&texts.join("\n"))));
    }
    corpus.lexicon = lists.lexicon(&texts, &untaught, || ())?;
    if options.teach_words {
        add_questions(&mut corpus, &asked.by_clause);
    } else {
        add_shortest(&mut corpus, &asked.by_clause);
        corpus.leanings = learn(&asked.by_clause, &asked.unanswered);
    }
    warnings.extend(asked.notes);
    warnings.extend(unseen::notes(&corpus));
    set_data_version(&mut corpus)?;
    Ok(Build { corpus, accounts, num_notes: notes.num_reviewed(), questions: asked.by_clause, warnings, imported })
}

/// Facets of every clause, and the values they point to.
fn facets(rules: RuleFiles, gazette: &Gazette, lists: &LexiconFiles) -> Result<(Vec<Vec<FacetId>>, Vec<FacetValue>)> {
    let [(_, audiences), (_, kinds)] = rules;
    let rules = FacetRules::new(audiences, kinds, &lists.departments);
    let mut facets: Vec<_> = gazette.drafts.iter().map(|draft| rules.of(draft, gazette.words_above(draft))).collect();
    let ids: Vec<&str> = gazette.drafts.iter().map(|draft| draft.id.as_str()).collect();
    rules.apply_exceptions(&gazette.catalogue, &ids, &mut facets)?;
    let values = drop_unused(rules.values, &mut facets);
    Ok((facets, values))
}

/// Words of the rules that no clause has: a slip of the pen, or a document gone.
fn rule_warnings(rules: &RuleFiles, gazette: &Gazette) -> Vec<String> {
    let words = |it| gazette.words_above(it).chain([it.text.as_str()]);
    let texts: Vec<&str> = gazette.drafts.iter().flat_map(words).collect();
    let corpus = fold(&texts.join("\n"));
    let of_file = |(name, rules): &(&str, Vec<FacetRule>)| {
        let unreached = facet_rules::unreached(rules, &corpus).into_iter();
        unreached.map(|(line, word)| nowhere(&format!("lexicon/{name}"), line, word)).collect::<Vec<_>>()
    };
    rules.iter().flat_map(of_file).collect()
}

/// A clause from its draft and the indices of its document and collection.
fn clause(
    draft: ClauseDraft,
    (document, collection): (usize, usize),
    facets: Vec<FacetId>,
    plain: Option<PlainNote>,
) -> Clause {
    // More than 65,535 documents do not fit the format; encoding refuses them.
    let small = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
    let mut clause = Clause {
        id: draft.id,
        collection: small(collection),
        document: small(document),
        heading: draft.heading,
        number: draft.number,
        title: draft.title,
        text: draft.text,
        form: draft.form,
        facets,
        plain,
        questions: Questions::default(),
        cells: Vec::new(),
    };
    if !draft.cells.is_empty() {
        clause.set_cells(draft.cells.iter().map(String::as_str));
    }
    clause
}
