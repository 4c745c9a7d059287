//! The folder of a document: `original.*`, `source.txt`, `map.tsv`,
//! `document.toml`. What editors add beside them stays when a document is
//! imported again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use pinyin::ToPinyin;
use sha2::{Digest, Sha256};

use super::CORPUS;
use super::record::{Facts, MAP, RECORD, Record, SOURCE};
use crate::importers::dates::{Date, plain};
use crate::importers::import::Imported;
use crate::importers::reading::{Reading, Refusal};

/// Letters of a title that an id takes.
const MAX_TITLE_LETTERS: usize = 10;

/// What is written, and where.
pub struct Folder<'a> {
    /// The folder with `corpus/`.
    pub root: &'a Path,
    /// The original as received.
    pub bytes: &'a [u8],
}

impl Folder<'_> {
    /// Writes the folder, all of it or nothing, and gives the record its id and
    /// time. The same bytes imported again give the same folder.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn write(&self, imported: &mut Imported) -> Result<PathBuf, Refusal> {
        let corpus = self.root.join(CORPUS);
        let (id, known) = free_id(&corpus, &imported.record);
        imported.record.id = id;
        let is_same = known.as_ref().is_some_and(|it| it.original.sha256 == imported.record.original.sha256);
        let time = known.as_ref().filter(|_| is_same).map(|it| it.original.time.clone());
        imported.record.original.time = time.unwrap_or_else(now);
        if imported.record.collection.is_empty()
            && let Some(known) = &known
        {
            imported.record.collection.clone_from(&known.collection);
        }
        if let Some(known) = &known {
            imported.record.keep_decisions(known);
        }
        let dir = corpus.join(&imported.record.id);
        self.write_files(&corpus, &dir, imported).map_err(|error| unwritable(&dir, &error))?;
        Ok(dir)
    }

    fn write_files(&self, corpus: &Path, dir: &Path, imported: &Imported) -> io::Result<()> {
        let record = toml::to_string(&imported.record).map_err(io::Error::other)?;
        let new = corpus.join(format!(".{}.part", imported.record.id));
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        fs::create_dir_all(&new)?;
        let written = write_all(
            &new,
            dir,
            &[
                (&imported.record.original.file, self.bytes),
                (SOURCE, source(&imported.reading).as_bytes()),
                (MAP, map(&imported.reading).as_bytes()),
                (RECORD, record.as_bytes()),
            ],
        );
        if written.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_dir_all(&new);
        }
        written
    }
}

/// Writes into `new`; then it becomes `dir`, with what editors kept there.
fn write_all(new: &Path, dir: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    for (name, bytes) in files {
        fs::write(new.join(name), bytes)?;
    }
    if !dir.exists() {
        return fs::rename(new, dir);
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("original.") && !new.join(&name).exists() {
            fs::rename(entry.path(), new.join(&name))?;
        }
    }
    fs::remove_dir_all(dir)?;
    fs::rename(new, dir)
}

/// One paragraph a line.
pub fn source(reading: &Reading) -> String {
    reading.lines.iter().map(|it| format!("{}\n", it.text)).collect()
}

/// Line, place in the original, ranges of made characters.
pub fn map(reading: &Reading) -> String {
    let mut out = "line\tplace\tmade\n".to_owned();
    for (at, line) in reading.lines.iter().enumerate() {
        let made: Vec<String> = line.made.iter().map(|it| format!("{}..{}", it.start, it.end)).collect();
        out.push_str(&format!("{}\t{}\t{}\n", at + 1, line.place.replace(['\t', '\n'], " "), made.join(",")));
    }
    out
}

/// The id, with `v2` behind it where another document has it already, which is no
/// number of a clause; and the record of this document's earlier import.
fn free_id(corpus: &Path, record: &Record) -> (String, Option<Record>) {
    for copy in 1.. {
        let id = if copy == 1 { record.id.clone() } else { format!("{}v{copy}", record.id) };
        let dir = corpus.join(&id);
        if !dir.exists() {
            return (id, None);
        }
        let known = Record::read(corpus, &id).ok();
        if known.as_ref().is_none_or(|it| is_same_document(it, record)) {
            return (id, known);
        }
    }
    (record.id.clone(), None)
}

fn is_same_document(known: &Record, record: &Record) -> bool {
    let title = |it: &Record| plain(&it.facts.title.value);
    known.original.sha256 == record.original.sha256 || title(known) == title(record)
}

fn unwritable(dir: &Path, error: &io::Error) -> Refusal {
    let chinese = format!("写不进文件夹 {}，请检查写入权限和磁盘空间", dir.display());
    Refusal::new("unwritable", chinese, format!("{} cannot be written: {error}", dir.display()))
}

/// Hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Office, year and serial where there is a number; issuer, day and title otherwise.
pub fn id_of(facts: &Facts) -> String {
    if let Some(id) = facts.numbers.first().and_then(|it| id_of_number(&it.value, facts)) {
        return id;
    }
    let title = facts.title.value.split_once("关于").map_or(facts.title.value.as_str(), |it| it.1);
    let issuer = facts.issuers.first().map_or("", |it| it.value.as_str());
    let day = facts.signed.as_ref().or(facts.published.as_ref()).map(|it| it.value.replace('-', ""));
    let parts = [initials(issuer, MAX_TITLE_LETTERS), day.unwrap_or_default(), initials(title, MAX_TITLE_LETTERS)];
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    if parts.is_empty() { "document".to_owned() } else { parts.join("-") }
}

/// `jzbg-2025-7` for 甲政办规〔2025〕7号, `jsrmzfl-2021-179` for a decree.
fn id_of_number(number: &str, facts: &Facts) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if let Some((office, rest)) = number.split_once('〔') {
        let (year, serial) = rest.split_once('〕')?;
        let serial = digits(serial).trim_start_matches('0').to_owned();
        let office = initials(office, usize::MAX);
        let parts: Vec<&str> = [office.as_str(), year, &serial].into_iter().filter(|it| !it.is_empty()).collect();
        return Some(parts.join("-"));
    }
    if let Some((office, serial)) = number.split_once('第') {
        let (office, printed) =
            match office.strip_suffix('年').and_then(|it| it.split_at_checked(it.len().checked_sub(4)?)) {
                Some((office, year)) if year.bytes().all(|it| it.is_ascii_digit()) => (office, Some(year.to_owned())),
                _ => (office, None),
            };
        let dated = facts.signed.as_ref().or(facts.published.as_ref()).map(|it| it.value[..4].to_owned());
        let office = initials(office, usize::MAX);
        let parts = [Some(office), printed.or(dated), Some(digits(serial))];
        return Some(parts.into_iter().flatten().collect::<Vec<_>>().join("-"));
    }
    Some(number.to_lowercase())
}

/// First letters of the readings; letters and digits stay.
fn initials(text: &str, max: usize) -> String {
    let letter = |c: char| match c.to_pinyin() {
        Some(reading) => reading.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    plain(text).chars().filter_map(letter).take(max).collect()
}

/// This moment as `2025-05-01T08:30:00Z`.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let days = u32::try_from(seconds / 86_400).unwrap_or_default();
    let epoch = Date::new(1970, 1, 1).map(|it| it.plus_days(days).iso()).unwrap_or_default();
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    format!("{epoch}T{hours:02}:{minutes:02}:{:02}Z", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers::kept::record::Fact;

    fn fact(value: &str) -> Fact {
        Fact { value: value.to_owned(), read: String::new() }
    }

    #[test]
    fn ids_carry_the_office() {
        let mut facts = Facts { numbers: vec![fact("甲政办规〔2025〕7号")], ..Facts::default() };
        assert_eq!(id_of(&facts), "jzbg-2025-7");
        facts.numbers = vec![fact("广州市人民政府令第179号")];
        facts.signed = Some(fact("2021-01-29"));
        assert_eq!(id_of(&facts), "gzsrmzfl-2021-179");
        facts.numbers = vec![fact("甲市民政局公告2024年第5号")];
        assert_eq!(id_of(&facts), "jsmzjgg-2024-5");
        facts.numbers = Vec::new();
        facts.title = fact("甲市民政局关于发放补贴的公告");
        facts.issuers = vec![fact("甲市民政局")];
        assert_eq!(id_of(&facts), "jsmzj-20210129-ffbtdgg");
    }

    #[test]
    fn the_clock_is_read_in_utc() {
        assert_eq!(now().len(), "2025-05-01T08:30:00Z".len());
        assert!(now().as_str() > "2025");
    }
}
