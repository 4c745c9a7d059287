//! A library on a real object store of three nodes: published, read by a browser through the store's own web server, and
//! published again while one node is away. Nothing may be lost, and no answer may mix two releases.

use crate::dist::site::Site;
use crate::server::http::{self, Response};
use crate::tools::cluster::Cluster;
use crate::tools::{native, native_search, paths, process, setup};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

/// Two addresses, a blank between them: the website, and what is asked for the next release. The scenarios that read it
/// are in tests/browser/scenarios/object_store.rs.
const VARIABLE: &str = "POLICY_OBJECT_STORE";
const BUCKET: &str = "laws";
/// Asked of either release, in the browser and before by `policy-index`.
const QUERIES: [&str; 6] = ["轮椅", "就业补贴", "高校毕业生就业补贴", "健身步道", "创业担保货款", "残疾人就业"];
const NUM_HITS: &str = "5";
/// What the second release says at the end of every clause.
const CHANGED: &str = "（第二版）";

/// Starts the store that the scenarios need, which ends with the value, and tells `program` where it is. Without it the
/// program passes over them.
///
/// # Errors
/// When the store cannot be installed or refuses something.
pub fn start(program: &mut Command) -> Result<Store> {
    setup::for_object_store()?;
    let store = Store::start()?;
    program.env(VARIABLE, format!("{} {}", store.website, store.control));
    Ok(store)
}

/// The store with the first release in it, and a listener that goes on to the second when it is asked.
pub struct Store {
    website: String,
    control: String,
    /// Gone once the store has ended: the thread that listens outlives it.
    publisher: Arc<Mutex<Option<Publisher>>>,
}

impl Store {
    fn start() -> Result<Self> {
        let folder = paths::root().join("target/object-store");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let cluster = Cluster::start(&folder, BUCKET)?;
        let publisher = Publisher { folder, cluster, program: native::publishing_program()? };
        let releases = publisher.compile()?;
        publisher.upload_site(&releases)?;
        publisher.publish(&releases[0])?;
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let control = format!("http://{}/", listener.local_addr()?);
        let website = publisher.cluster.website(BUCKET);
        let [_, second] = releases;
        let publisher = Arc::new(Mutex::new(Some(publisher)));
        let asked = publisher.clone();
        std::thread::spawn(move || http::serve(&listener, move |_| said(&publish_next(&asked, &second))));
        Ok(Self { website, control, publisher })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.publisher.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Takes a node away and publishes; says how that went. To be asked once.
fn publish_next(publisher: &Mutex<Option<Publisher>>, release: &Path) -> String {
    let mut publisher = publisher.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(publisher) = publisher.as_mut() else { return "the store has ended".to_owned() };
    let went = publisher.cluster.take_one_away().and_then(|()| publisher.publish(release));
    went.map_or_else(|error| format!("{error:#}"), |()| "published".to_owned())
}

fn said(text: &str) -> Response {
    let headers = vec![("Content-Type", "text/plain".to_owned()), ("Access-Control-Allow-Origin", "*".to_owned())];
    Response { status: 200, headers, body: text.as_bytes().to_vec(), ..Response::default() }
}

struct Publisher {
    folder: PathBuf,
    cluster: Cluster,
    program: PathBuf,
}

impl Publisher {
    /// Two releases, each in a folder of its own: the clauses of the documents, and the same with other texts.
    fn compile(&self) -> Result<[PathBuf; 2]> {
        let printed = process::capture(Command::new(&self.program).current_dir(paths::root()).arg("clauses"))?;
        let clauses: Vec<Value> = printed.lines().map(serde_json::from_str).collect::<serde_json::Result<_>>()?;
        let changed = clauses.iter().cloned().map(|mut it| {
            it["text"] = json!(format!("{}{CHANGED}", it["text"].as_str().unwrap_or_default()));
            it
        });
        let folders = ["1", "2"].map(|it| self.folder.join(format!("library-{it}")));
        self.compile_one(&clauses, &folders[0], None)?;
        self.compile_one(&changed.collect::<Vec<_>>(), &folders[1], Some(&folders[0]))?;
        Ok(folders)
    }

    fn compile_one(&self, clauses: &[Value], out: &Path, previous: Option<&Path>) -> Result<()> {
        let file = out.with_extension("jsonl");
        fs::write(&file, clauses.iter().map(|it| format!("{it}\n")).collect::<String>())?;
        let mut compile = Command::new(&self.program);
        compile.current_dir(paths::root()).args(["compile", "--json", "--clauses"]).arg(file).arg("--library").arg(out);
        compile.args(previous.map(|_| "--previous")).args(previous);
        process::capture(&mut compile).map(|_| ())
    }

    /// What a release answers, by `policy-index`: texts of the best hits per question.
    fn answers(&self, library: &Path) -> Result<Value> {
        let answers = native_search::answers(&self.program, library, &QUERIES, NUM_HITS, &[])?;
        let texts = |answer: &Value| -> Result<Value> {
            let hits = answer["hits"].as_array().context("an answer without hits")?;
            Ok(hits.iter().map(|it| it["text"].clone()).collect())
        };
        let all = answers.iter().map(texts).collect::<Result<Vec<Value>>>()?;
        Ok(QUERIES.iter().zip(all).map(|it| json!({ "query": it.0, "texts": it.1 })).collect())
    }

    /// `dist/` and the page over a library where a city would put them, and what each release is to answer.
    fn upload_site(&self, releases: &[PathBuf; 2]) -> Result<()> {
        let site = self.folder.join("site");
        Site::read(&paths::dist())?.write(&site, None)?;
        Site::read(&paths::root().join("www/examples/library"))?.write(&site.join("example"), None)?;
        for (release, library) in (1..).zip(releases) {
            fs::write(site.join(format!("answers-{release}.json")), self.answers(library)?.to_string())?;
        }
        self.cluster.upload(&site, BUCKET, "")
    }

    fn publish(&self, library: &Path) -> Result<()> {
        self.cluster.publish(&self.program, library, &format!("s3://{BUCKET}/library"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What other packages read, by the names they have there.
    #[test]
    fn the_scenarios_are_those_that_the_tests_know() {
        assert!(include_str!("../../../tests/browser/settings.rs").contains(VARIABLE));
        assert!(include_str!("../../../tests/browser/scenarios/mod.rs").contains("\"object store: "));
        assert!(include_str!("../../../tests/browser/scenarios/object_store.rs").contains(CHANGED));
    }
}
