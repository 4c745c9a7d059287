//! `policy-index compile`: builds, writes, and says how large everything is.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

use crate::compile::build::{BuildOptions, build};
use crate::compile::corpus::{import, import_for_library, use_vectors};
use crate::compile::digest::{encode, set_data_version};
use crate::compile::library::{Layout, Written, write_library};
use crate::compile::replace::replace;
use crate::error::{IndexError, Kind, Result};
use crate::learn::vectors::Vectors;
use crate::lexicon::files::LexiconFiles;
use crate::progress::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use policy_engine::{Corpus, FormatError, Index, detach_learned};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::terminal::open_index::learned_beside;
use super::terminal::say::{name_left_out, say};

/// Compressing more than this takes minutes and tells nobody anything.
const MAX_COMPRESSED_BYTES: usize = 4 << 20;
/// Shorter steps are over before a bar is drawn.
const MIN_BAR_LENGTH: usize = 2000;

/// What to compile, and how to tell of it.
pub(super) struct Options<'a> {
    /// A file of clauses in place of the gazette.
    pub clauses: Option<&'a Path>,
    /// What `learn` wrote.
    pub vectors: Option<&'a Path>,
    pub reviewed_only: bool,
    /// As [`BuildOptions::teach_words`].
    pub teach_words: bool,
    /// As [`BuildOptions::untaught`].
    pub untaught: bool,
    /// One JSON object in place of the tables.
    pub json: bool,
}

/// Where a library goes.
pub(super) struct LibraryOptions<'a> {
    /// The folder to write.
    pub dir: &'a Path,
    /// The folder of the release before.
    pub previous: Option<&'a Path>,
    /// How its files lie there.
    pub layout: Layout,
}

/// Compiles the gazette, or the clauses of a file, into the files of a library.
///
/// # Errors
/// Whatever is wrong with the input; then the root is as before.
pub(super) fn run_library(root: &Path, library: &LibraryOptions<'_>, options: &Options<'_>) -> Result<()> {
    let start = Instant::now();
    let bars = Bars::default();
    let (corpus, warnings) = match options.clauses {
        Some(path) => (import_for_library(path, &LexiconFiles::read(root)?, &bars)?, Vec::new()),
        None => of_documents(root, options, options.teach_words)?,
    };
    let counts = (corpus.documents.len(), corpus.clauses.len(), corpus.data_version.clone());
    if !options.json {
        report(&corpus)?;
    }
    let written = write_library(corpus, library.dir, library.previous, library.layout, &bars)?;
    bars.finish();
    warnings.iter().for_each(|it| eprintln!("提示 note: {it}"));
    let seconds = start.elapsed().as_secs_f64();
    let Written { release, num_files, num_bytes, num_new_files, num_new_bytes, root_bytes } = written;
    let dir = library.dir.display();
    if options.json {
        let (documents, clauses, data_version) = counts;
        let counts = json!({
            "library": library.dir, "release": release, "data_version": data_version,
            "documents": documents, "clauses": clauses, "files": num_files,
            "bytes": num_bytes, "new_files": num_new_files, "new_bytes": num_new_bytes, "root_bytes": root_bytes,
            "seconds": seconds,
        });
        say!("{counts}");
        return Ok(());
    }
    say!(
        "已写入（wrote）{dir}：版本（release）{release}，{num_files} 个文件（files），{num_bytes} 字节，入口（root）{root_bytes} 字节"
    );
    say!(
        "新增（new）{num_new_files} 个文件，{num_new_bytes} 字节，用时 {seconds:.2} 秒，数据版本（data version）{}",
        counts.2
    );
    Ok(())
}

/// The corpus of the documents, and what there is to say about it.
fn of_documents(root: &Path, options: &Options<'_>, teach_words: bool) -> Result<(Corpus, Vec<String>)> {
    let Options { reviewed_only, untaught, .. } = *options;
    let options = BuildOptions { reviewed_only, teach_words, untaught, ..BuildOptions::default() };
    let build = build(root, options)?;
    name_left_out(&build);
    Ok((build.corpus, build.warnings))
}

/// Compiles the gazette, or the clauses of a file, into `out`.
///
/// # Errors
/// Whatever is wrong with the input; then nothing is written.
pub(super) fn run(root: &Path, out: &Path, options: &Options<'_>) -> Result<()> {
    let start = Instant::now();
    let bars = Bars::default();
    let vectors = options.vectors.map(Vectors::read).transpose()?;
    let (corpus, warnings) = match options.clauses {
        Some(path) => import(path, &LexiconFiles::read(root)?, vectors.as_ref(), &bars)?,
        None => with_vectors(of_documents(root, options, options.teach_words)?, vectors.as_ref())?,
    };
    let (bytes, learned) = detach_learned(&encode(&corpus)?).map_err(|error| unreadable(&error))?;
    bars.finish();
    write(out, &bytes)?;
    put_learned(&learned_beside(out), learned.as_deref())?;
    let seconds = start.elapsed().as_secs_f64();
    for warning in warnings {
        eprintln!("提示 note: {warning}");
    }
    let sizes = sizes(&bytes)?;
    if options.json {
        say!("{}", summary(&corpus, &sizes, out, seconds));
        return Ok(());
    }
    report(&corpus)?;
    table(&sizes)?;
    say!(
        "已写入（wrote）{}，{} 字节，用时 {seconds:.2} 秒，数据版本（data version）{}",
        out.display(),
        bytes.len(),
        corpus.data_version
    );
    Ok(())
}

type Noted = (Corpus, Vec<String>);

/// Puts vectors into the corpus of the documents.
fn with_vectors((mut corpus, mut notes): Noted, vectors: Option<&Vectors>) -> Result<Noted> {
    if let Some(vectors) = vectors {
        notes.extend(use_vectors(&mut corpus, vectors));
        set_data_version(&mut corpus)?;
    }
    Ok((corpus, notes))
}

/// Opens the bytes as a browser will before they replace anything.
fn write(out: &Path, bytes: &[u8]) -> Result<()> {
    Index::open(bytes).map_err(|error| unreadable(&error))?;
    put(out, bytes)
}

/// Writes what a corpus taught, or takes away what another one did.
fn put_learned(out: &Path, learned: Option<&[u8]>) -> Result<()> {
    match learned {
        Some(bytes) => put(out, bytes),
        None if out.exists() => std::fs::remove_file(out).map_err(|error| unwritable(out, &error)),
        None => Ok(()),
    }
}

/// Writes bytes beside the target, and renames once they are on the disk: a
/// failure leaves the old file whole.
pub(super) fn put(out: &Path, bytes: &[u8]) -> Result<()> {
    replace(out, bytes).map_err(|error| unwritable(out, &error))
}

fn unwritable(out: &Path, error: &std::io::Error) -> Box<IndexError> {
    let message = format!("{}: cannot be written: {error}", out.display());
    Box::new(IndexError::new(Kind::Unwritable, message, "check the folder's permissions and the free space"))
}

fn unreadable(error: &FormatError) -> Box<IndexError> {
    let help = "please report it: the build wrote what the engine cannot read";
    Box::new(IndexError::new(Kind::Engine, error.to_string(), help))
}

fn report(corpus: &Corpus) -> Result<()> {
    let clauses_of =
        |test: &dyn Fn(&policy_engine::Clause) -> bool| corpus.clauses.iter().filter(|it| test(it)).count();
    if corpus.documents.len() <= 100 {
        for (at, document) in corpus.documents.iter().enumerate() {
            let count = clauses_of(&|clause| usize::from(clause.document) == at);
            say!("{count:>7} 条（clauses）  {}  {}", document.number, document.title);
        }
    }
    for (at, collection) in corpus.collections.iter().enumerate().take(100) {
        let count = clauses_of(&|clause| usize::from(clause.collection) == at);
        say!("{count:>7} 条（clauses）  在（in）{}  {}", collection.id, collection.name);
    }
    let (documents, clauses, terms) = (corpus.documents.len(), corpus.clauses.len(), corpus.lexicon.words.len());
    say!(
        "{documents:>7} 份文件（documents），{clauses} 条（clauses），{terms} 个词（terms），{} 条同义词（synonyms）",
        corpus.lexicon.synonyms.len()
    );
    Ok(())
}

/// A section of the file, or all of it.
#[derive(Serialize)]
struct Size {
    name: &'static str,
    bytes: usize,
    /// `None` for files whose compression takes minutes.
    brotli: Option<usize>,
}

fn sizes(bytes: &[u8]) -> Result<Vec<Size>> {
    let sections = policy_engine::sections(bytes).map_err(|error| unreadable(&error))?;
    let parts = sections.iter().map(|(name, range)| (*name, &bytes[range.clone()])).chain([("whole file", bytes)]);
    let parts: Vec<(&'static str, &[u8])> = parts.collect();
    let is_small = bytes.len() <= MAX_COMPRESSED_BYTES;
    let size = |&(name, part): &(&'static str, &[u8])| Size {
        name,
        bytes: part.len(),
        brotli: is_small.then(|| brotli_len(part)),
    };
    Ok(parts.par_iter().map(size).collect())
}

fn table(sizes: &[Size]) -> Result<()> {
    say!("{:<12}{:>12}{:>12}  各部分的字节（bytes per section）", "section", "bytes", "brotli");
    for Size { name, bytes, brotli } in sizes {
        let brotli = brotli.map_or_else(|| "-".to_owned(), |it| it.to_string());
        say!("{name:<12}{bytes:>12}{brotli:>12}");
    }
    Ok(())
}

/// What the tables tell, for programs.
fn summary(corpus: &Corpus, sizes: &[Size], out: &Path, seconds: f64) -> Value {
    json!({
        "file": out,
        "data_version": corpus.data_version,
        "documents": corpus.documents.len(),
        "clauses": corpus.clauses.len(),
        "terms": corpus.lexicon.words.len(),
        "synonyms": corpus.lexicon.synonyms.len(),
        "sections": sizes,
        "seconds": seconds,
    })
}

fn brotli_len(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    // Compressing memory into memory has no way to fail.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters);
    out.len()
}

/// Progress bars for long steps.
#[derive(Default)]
pub(super) struct Bars {
    bar: std::sync::Mutex<Option<ProgressBar>>,
    style: OnceLock<Option<ProgressStyle>>,
}

impl Bars {
    pub(super) fn finish(&self) {
        if let Some(bar) = self.current() {
            bar.finish_and_clear();
        }
    }

    fn current(&self) -> Option<ProgressBar> {
        self.bar.lock().ok().and_then(|bar| bar.clone())
    }
}

impl Progress for Bars {
    fn begin(&self, what: &str, length: usize) {
        self.finish();
        let style = || ProgressStyle::with_template("{msg:14} [{bar:40}] {pos}/{len} {eta} left").ok();
        let bar = (length >= MIN_BAR_LENGTH).then(|| ProgressBar::new(length as u64).with_message(what.to_owned()));
        if let (Some(bar), Some(style)) = (&bar, self.style.get_or_init(style)) {
            bar.set_style(style.clone());
        }
        if let Ok(mut current) = self.bar.lock() {
            *current = bar;
        }
    }

    fn step(&self) {
        if let Some(bar) = self.current() {
            bar.inc(1);
        }
    }
}
