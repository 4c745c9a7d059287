//! `policy-index check`, `stats` and `clauses`: what is in the documents and
//! the lists, without writing an index.

use std::path::Path;

use crate::compile::build::{Build, BuildOptions, build};
use crate::compile::digest::encode;
use crate::error::{IndexError, Kind, Result};
use crate::gazette::accounting::Account;
use crate::importers::kept::marks::MARKS;
use crate::importers::kept::{Kept, Scrutiny};
use policy_engine::{Clause, Corpus, Day, Facet, Index, SearchOptions};

use super::terminal::say::{name_left_out, say};

/// Prints the account of every document, and what an editor should look at.
///
/// # Errors
/// Whatever is wrong with the input.
pub(super) fn run(root: &Path) -> Result<()> {
    let build = build(root, BuildOptions { scrutiny: Scrutiny::ReadAgain, ..BuildOptions::default() })?;
    for account in &build.accounts {
        print_account(account)?;
    }
    let total: usize = build.accounts.iter().map(|it| it.total).sum();
    let sum: usize = build.accounts.iter().map(Account::sum).sum();
    say!("字数账平（{sum} of {total} characters accounted for: exact）");
    for kept in &build.imported {
        print_kept(kept)?;
    }
    let (reviewed, open) = build.num_notes;
    say!(
        "便民说明：{reviewed} 条已审，{open} 条未审（plain notes: {reviewed} checked by an official, {open} not yet）"
    );
    let unreached = build.warnings.iter().filter(|it| it.starts_with("lexicon/")).count();
    say!("词表：{unreached} 个词在文件里没有出现（lexicon: {unreached} words that stand nowhere in the documents）");
    for warning in &build.warnings {
        say!("提示 note: {warning}");
    }
    check_questions(&build)?;
    let undecided: usize = build.imported.iter().map(|it| it.record.problems.len() + it.stale.len()).sum();
    let (clauses, things) = (build.corpus.clauses.len(), build.warnings.len() + undecided);
    say!("共 {clauses} 条，{things} 处要看，没有错误（{clauses} clauses, {things} things to look at, no errors）");
    Ok(())
}

/// Asks every question: names those whose clause is not among the first
/// three, and counts those whose clause is not first.
fn check_questions(build: &Build) -> Result<()> {
    let bytes = encode(&build.corpus)?;
    let index =
        Index::open(&bytes).map_err(|it| Box::new(IndexError::new(Kind::Engine, it.to_string(), "report it")))?;
    let options = SearchOptions { limit: NUM_FIRST, ..SearchOptions::default() };
    let (mut num, mut num_first) = (0, 0);
    for (at, questions) in &build.questions {
        let id = &build.corpus.clauses[*at].id;
        for question in questions {
            let hits = index.search(question, &options).hits;
            let rank = hits.iter().position(|it| it.clause.0 as usize == *at);
            num += 1;
            num_first += usize::from(rank == Some(0));
            if rank.is_none() {
                say!(
                    "提示 note: 问“{question}”找不到它的条款 {id}（question “{question}” does not find its clause {id}）"
                );
            }
        }
    }
    say!("相似问：{num} 问，{num_first} 问首位就是它的条款（questions: {num}, {num_first} find their clause first）");
    Ok(())
}

/// Hits that a reader sees at once.
const NUM_FIRST: usize = 3;

fn print_account(account: &Account) -> Result<()> {
    say!("{}", account.number);
    let parts = [
        ("条款正文（clause text）", account.clauses),
        ("小标题（headings）", account.headings),
        ("表头（column labels）", account.labels),
        ("页眉页脚（page furniture）", account.furniture),
        ("目录（printed contents）", account.contents),
        ("落款（signature）", account.signature),
        ("下一份的标题（next title）", account.next_title),
        ("空白（white space）", account.space),
        ("勘误去掉（taken out by errata）", account.removed),
    ];
    for (name, count) in parts.into_iter().filter(|part| part.1 > 0) {
        say!("  {count:>8}  {name}");
    }
    if account.inserted > 0 {
        say!("- {:>8}  勘误补上（put in by errata）", account.inserted);
    }
    say!("= {:>8}  共 {} 字（characters）", account.sum(), account.total);
    Ok(())
}

/// The account of an imported document, from its original to its source.
fn print_kept(kept: &Kept) -> Result<()> {
    let characters = &kept.record.characters;
    say!("corpus/{}  {}", kept.name, kept.record.facts.title.value);
    for (class, count) in &characters.left_out {
        say!("  {count:>8}  {class}");
    }
    say!("  {:>8}  正文（source）", characters.source);
    if characters.made > 0 {
        say!("- {:>8}  补出（made）", characters.made);
    }
    say!("= {:>8}  原件（of the original）", characters.original);
    for problem in &kept.record.problems {
        say!("待核对 note: corpus/{}/source.txt:{}: {}: {}", kept.name, problem.line, problem.code, problem.message);
    }
    for stale in &kept.stale {
        say!("标记失效 note: corpus/{}/{MARKS}: {stale}", kept.name);
    }
    for fault in &kept.faults {
        say!("未收录 left out: corpus/{}: {fault}", kept.name);
    }
    Ok(())
}

/// Counts what is in the corpus.
///
/// # Errors
/// Whatever is wrong with the input.
pub(super) fn stats(root: &Path) -> Result<()> {
    let build = build(root, BuildOptions::default())?;
    name_left_out(&build);
    let corpus = &build.corpus;
    for (at, collection) in corpus.collections.iter().enumerate() {
        let clauses = corpus.clauses.iter().filter(|clause| usize::from(clause.collection) == at);
        let (count, chars) = clauses.fold((0, 0), |(n, chars), it| (n + 1, chars + it.text.chars().count()));
        say!("{count:>6} 条（clauses）  {chars:>7} 字（characters）  {}  {}", collection.id, collection.name);
    }
    let lexicon = &corpus.lexicon;
    say!("{:>6} 个词（terms）", lexicon.words.len());
    say!("{:>6} 条同义词（synonyms），{} 个停用词（stop words）", lexicon.synonyms.len(), lexicon.stop_words.len());
    say!("{:>6} 个字有读音（readings），{} 个异体字（variants）", lexicon.readings.len(), lexicon.variants.len());
    say!(
        "{:>6} 条便民说明（plain notes），{} 条已审（checked）",
        build.num_notes.0 + build.num_notes.1,
        build.num_notes.0
    );
    print_facets(corpus)
}

fn print_facets(corpus: &Corpus) -> Result<()> {
    for (facet, name) in [
        (Facet::Audience, "人群（audience）"),
        (Facet::Kind, "事项（kind）"),
        (Facet::Department, "部门（department）"),
    ] {
        let has_one = |clause: &&policy_engine::Clause| {
            clause.facets.iter().any(|id| corpus.facets.get(usize::from(id.0)).is_some_and(|it| it.facet == facet))
        };
        say!(
            "{name}：{} / {} 条有（clauses have one）",
            corpus.clauses.iter().filter(has_one).count(),
            corpus.clauses.len()
        );
        for (at, value) in corpus.facets.iter().enumerate().filter(|(_, value)| value.facet == facet) {
            let count = corpus.clauses.iter().filter(|it| it.facets.iter().any(|id| usize::from(id.0) == at)).count();
            say!("{count:>6}  {} {}", value.name, value.long_name);
        }
    }
    Ok(())
}

/// Prints every clause as one line of JSON, with whom it is for, what it is
/// about and who is responsible.
///
/// # Errors
/// Whatever is wrong with the input.
pub(super) fn clauses(root: &Path, today: Option<Day>) -> Result<()> {
    let build = build(root, BuildOptions::default())?;
    name_left_out(&build);
    let validities = build.validities(today.unwrap_or_else(crate::clock::today));
    let corpus = build.corpus;
    for clause in &corpus.clauses {
        let object = serde_json::json!({
            "id": clause.id,
            "collection": corpus.collections[usize::from(clause.collection)].id,
            "document": corpus.documents[usize::from(clause.document)].number,
            "path": corpus.path(clause),
            "columns": corpus.columns(clause),
            "citation": corpus.citation(clause),
            "validity": validities[usize::from(clause.document)],
            "title": clause.title,
            "text": clause.text,
            "form": clause.form,
            "audiences": names(&corpus, clause, Facet::Audience),
            "kinds": names(&corpus, clause, Facet::Kind),
            "departments": names(&corpus, clause, Facet::Department),
        });
        let line = serde_json::to_string(&object)
            .map_err(|error| Box::new(IndexError::new(Kind::Engine, error.to_string(), "please report it")))?;
        say!("{line}");
    }
    Ok(())
}

fn names<'a>(corpus: &'a Corpus, clause: &Clause, facet: Facet) -> Vec<&'a str> {
    let values = clause.facets.iter().filter_map(|id| corpus.facets.get(usize::from(id.0)));
    values.filter(|it| it.facet == facet).map(|it| it.name.as_str()).collect()
}
