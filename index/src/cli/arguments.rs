//! The arguments of the command line, and which command they mean.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use policy_engine::Day;

use super::terminal::report::report;
use super::{check, compile, diff, eval, hall, html, plain_hash, questions, search, search_library, sign};
use crate::compile::library::Layout;
use crate::error::IndexError;
use crate::gazette::catalogue::CATALOGUE;
use crate::hall::Slot;

/// Compiles gazette text into the index file the widget searches.
#[derive(Parser)]
#[command(name = "policy-index", version)]
struct Arguments {
    /// Folder with corpus/, lexicon/ and plain/ [default: index/, here or above]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compile the documents of collections.toml, or any corpus of JSON lines
    Compile {
        /// The index file to write
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        out: PathBuf,
        /// One clause per line: {"id", "collection", "document", "path": [], "title", "text", "questions": []}
        #[arg(long, value_name = "FILE.jsonl")]
        clauses: Option<PathBuf>,
        /// What `learn` wrote: which words and clauses belong together
        #[arg(long, value_name = "VECTORS", conflicts_with = "library")]
        vectors: Option<PathBuf>,
        /// Write a library of many small files into this folder in place of the index file
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
        /// The library of the release before: what it holds already is not written again
        #[arg(long, value_name = "DIR", requires = "library")]
        previous: Option<PathBuf>,
        /// Put all files of a kind into one, for hosts that limit their number; the host must serve ranges of bytes
        #[arg(long, requires = "library")]
        pack: bool,
        /// Leave out plain notes that no official has checked
        #[arg(long, env = "POLICY_REVIEWED_ONLY", value_parser = clap::builder::FalseyValueParser::new())]
        reviewed_only: bool,
        /// Let questions teach words alone: to see what leanings of characters bring
        #[arg(long)]
        teach_words: bool,
        /// Tell of it in one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Account for every character of the documents, and look over lexicon and notes
    Check,
    /// Count clauses, words, facets and notes
    Stats,
    /// Write every clause as one line of JSON
    Clauses {
        /// The day for which validity is told, 2025-05-01 [default: this day]
        #[arg(long, value_name = "DATE", value_parser = day)]
        today: Option<Day>,
    },
    /// Write all clauses of an index file as one page of HTML without scripts
    Html {
        /// The index file
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// The page to write
        #[arg(long, value_name = "FILE", default_value = "target/policies.html")]
        out: PathBuf,
        /// Tell of it in one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Search an index file, or a library
    Search {
        /// The index file
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// The folder of a library in place of the index file
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
        /// Keep the files of a library from query to query
        #[arg(long, requires = "library")]
        session: bool,
        /// Only in this collection
        #[arg(long, value_name = "ID")]
        collection: Option<String>,
        /// Most hits
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// One JSON object per query and line
        #[arg(long)]
        json: bool,
        /// Only clauses with the words as typed
        #[arg(long)]
        literal: bool,
        /// The day for which validity is told, 2025-05-01 [default: this day]
        #[arg(long, value_name = "DATE", value_parser = day)]
        today: Option<Day>,
        /// The words to search, or - for one query per line of standard input
        #[arg(required = true, value_name = "QUERY", allow_hyphen_values = true)]
        query: Vec<String>,
    },
    /// 导入文件：网页、Word（.docx）、PDF、文本（Import web pages, Word files, PDFs and text as offices publish them）
    #[cfg(feature = "import")]
    Import {
        /// 要导入的文件（The files to import）
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// 归入哪个栏目（The collection they belong to）
        #[arg(long, value_name = "COLLECTION")]
        into: Option<String>,
        /// 每个文件输出一行 JSON（One JSON object per file and line）
        #[arg(long)]
        json: bool,
    },
    /// Learn from questions which words and clauses belong together, for `compile --vectors`
    #[cfg(feature = "learn")]
    Learn(super::learn::Options),
    /// 比较两个索引文件或分片库：哪些条款新增、删去、改动、改号，哪些便民说明和相似问要重写（What changed between two index files or libraries）
    Diff {
        /// 旧的索引文件，或分片库的文件夹（The old index file, or the folder of a library）
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// 新的索引文件，或分片库的文件夹（The new one）
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// 输出一个 JSON 对象（One JSON object）
        #[arg(long)]
        json: bool,
    },
    /// Put a library into an S3-compatible store: its files first, its root last
    #[cfg(feature = "publish")]
    Publish {
        /// The folder of the library
        dir: PathBuf,
        /// Where to: s3://BUCKET/PREFIX; keys and endpoint by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,
        /// AWS_ENDPOINT
        address: String,
        /// Change nothing, list what would be done
        #[arg(long)]
        dry_run: bool,
        /// How many days the files of a replaced release stay
        #[arg(long, value_name = "DAYS", default_value_t = 7)]
        grace: u64,
        /// Tell of it in one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Measure answers against a file of questions
    Eval {
        /// The index file
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// Columns id, type, query, collection, relevant; with --qrels: id, question
        #[arg(long, value_name = "TSV")]
        queries: PathBuf,
        /// Relevant clauses by id, columns id of the question, id of the clause: prints R@10, R@100 and MRR@10
        #[arg(long, value_name = "TSV")]
        qrels: Option<PathBuf>,
        /// Mechanisms to switch off, to see what each is worth
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        without: Vec<String>,
    },
    /// Find the weights that tell an answer from what is only near, or those of the ranking
    Fit {
        /// The index file
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// Files of questions, as for `eval`
        #[arg(long, required = true, value_name = "TSV", num_args = 1..)]
        queries: Vec<PathBuf>,
        /// The weights of the ranking instead
        #[arg(long)]
        ranking: bool,
    },
    /// Sort a list of queries without an answer by the clauses that may answer them
    Questions {
        /// The index file
        #[arg(long, value_name = "FILE", default_value = "target/policies.idx")]
        index: PathBuf,
        /// The list as the page exports it, one JSON object per line: query, count
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Print the hash that binds a plain note to its clause
    PlainHash {
        /// Write the hashes of these clauses' notes into plain/*.toml
        #[arg(long)]
        update: bool,
        /// Ids of clauses; all when none is given
        #[arg(value_name = "CLAUSE")]
        clauses: Vec<String>,
    },
    /// Make a key pair for signing kiosk folders
    Keygen {
        /// The secret key to write; the public one gets .pub added
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Print the id of a public key, as minisign and the about screen show it
    KeyId {
        /// The public key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Start a hall's kiosk: the last good content at once, newer content from sticks behind it; the browser is started
    /// again whenever its page is dead, frozen or gone. Settings are read from POLICY_KIOSK_BROWSER,
    /// POLICY_KIOSK_MOUNTS (where sticks are, with * for any name), POLICY_KIOSK_STICK_SECONDS
    Hall(hall::Options),
    /// Check a folder, lay it beside the content in use and check it there: what `hall` does in a process of its own
    #[command(hide = true)]
    Stage {
        /// The folder
        dir: PathBuf,
        /// The installation
        #[arg(long, value_name = "DIR")]
        home: PathBuf,
        /// The content in use
        #[arg(long, value_name = "A|B", value_parser = hall::slot)]
        in_use: Option<Slot>,
    },
    /// Start a browser with the input and output of this process as its pipes: what `hall` does under Windows
    #[command(hide = true)]
    HandOver {
        /// The browser and its arguments, behind `--`
        #[arg(last = true, required = true, value_name = "BROWSER")]
        command: Vec<OsString>,
    },
    /// Sign a kiosk folder
    Sign {
        /// The folder with manifest.json
        dir: PathBuf,
        /// The secret key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Also a folder that was made in the future: no hall takes anything older afterwards
        #[arg(long)]
        force: bool,
    },
    /// Sign the next public key with this one, so that halls take it
    SignKey {
        /// The next public key
        new: PathBuf,
        /// The secret key that halls trust today
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Check that a public key is signed with another one
    VerifyKey {
        /// The next public key, with its .minisig beside it
        new: PathBuf,
        /// The public key trusted today
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Check a signed kiosk folder
    Verify {
        /// The folder with manifest.json
        dir: PathBuf,
        /// The public key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Refuse the folder unless it was made after this one, signed with the same key
        #[arg(long, value_name = "DIR")]
        newer_than: Option<PathBuf>,
    },
}

/// Runs the command that the arguments of the process name; an error goes to
/// standard error, with the lines of the input it is about.
pub fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{:?}", report(*error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Box<IndexError>> {
    let root = arguments.root.unwrap_or_else(default_root);
    let done = match arguments.command {
        Command::Compile { out, clauses, vectors, library, previous, pack, reviewed_only, teach_words, json } => {
            let (clauses, vectors) = (clauses.as_deref(), vectors.as_deref());
            let options = compile::Options { clauses, vectors, reviewed_only, teach_words, json };
            match library {
                Some(dir) => {
                    let layout = if pack { Layout::Packs } else { Layout::Files };
                    let library = compile::LibraryOptions { dir: &dir, previous: previous.as_deref(), layout };
                    compile::run_library(&root, &library, &options)
                }
                None => compile::run(&root, &out, &options),
            }
        }
        Command::Check => check::run(&root),
        Command::Stats => check::stats(&root),
        Command::Clauses { today } => check::clauses(&root, today),
        Command::Html { index, out, json } => html::run(&index, &out, json),
        Command::Search { index, library, session, collection, limit, json, literal, today, query } => {
            let options = search::Options { collection, limit, json, literal, today };
            match library {
                Some(dir) => search_library::run(&dir, session, &options, &query),
                None => search::run(&index, &options, &query),
            }
        }
        #[cfg(feature = "import")]
        Command::Import { files, into, json } => return super::import::run(&root, &files, into.as_deref(), json),
        #[cfg(feature = "learn")]
        Command::Learn(options) => super::learn::run(&root, options),
        Command::Diff { old, new, json } => diff::run(&old, &new, json),
        #[cfg(feature = "publish")]
        Command::Publish { dir, address, dry_run, grace, json } => {
            super::publish::run(&dir, &address, dry_run, grace, json)
        }
        Command::Eval { index, queries, qrels, without } => eval::run(&index, &queries, qrels.as_deref(), &without),
        Command::Fit { index, queries, ranking } => eval::fit_weights(&index, &queries, ranking),
        Command::Questions { index, from } => questions::run(&index, &from),
        Command::PlainHash { update, clauses } => plain_hash::run(&root, update, &clauses),
        Command::Keygen { key } => sign::keygen(&key),
        Command::KeyId { key } => sign::key_id(&key),
        Command::Hall(options) => return hall::run(options),
        Command::Stage { dir, home, in_use } => return Ok(hall::stage(&dir, &home, in_use)),
        Command::HandOver { command } => return hall::hand_over(&command),
        Command::Sign { dir, key, force } => sign::sign(&dir, &key, force),
        Command::SignKey { new, key } => sign::sign_key(&new, &key),
        Command::VerifyKey { new, key } => sign::verify_key(&new, &key),
        Command::Verify { dir, key, newer_than } => sign::verify(&dir, &key, newer_than.as_deref()),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// A day as `2025-05-01`; others cannot be compared.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write the day as 2025-05-01".to_owned())
}

/// `index/` in this folder or one above, so that the command works anywhere in
/// the repository.
fn default_root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let holds_corpus = |dir: &PathBuf| dir.join(CATALOGUE).is_file();
    let found = here.ancestors().flat_map(|dir| [dir.join("index"), dir.to_path_buf()]).find(holds_corpus);
    found.unwrap_or_else(|| PathBuf::from("index"))
}
