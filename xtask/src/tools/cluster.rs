//! Three nodes of an S3-compatible store on loopback, each with a disk of its own: what one of them holds, the other two
//! do. A tool of tests and benches, as a browser is; nothing of ours knows it.

use super::{ports, process};
use crate::dist::compress::{brotli, is_compressible};
use crate::dist::site::Site;
use crate::server::answer::mime;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// As the store calls its place.
const REGION: &str = "garage";
/// The name that browsers look up below `localhost`, which is this machine.
const WEB_DOMAIN: &str = ".web.localhost";
const NUM_NODES: usize = 3;
/// A secret of nobody: the nodes listen on loopback, for the length of a test.
const RPC_SECRET: &str = "1799bccfd7411eddcf9ebd316bc1f5287ad12a68094e1c6ac6abde7e6feae1ec";
const PATIENCE: Duration = Duration::from_secs(60);

/// A running cluster; its nodes end with the value.
pub struct Cluster {
    nodes: Vec<Node>,
    /// Name and secret.
    key: [String; 2],
}

struct Node {
    process: Child,
    config: PathBuf,
    s3_port: u16,
    web_port: u16,
}

impl Cluster {
    /// Starts the nodes in an empty folder, and makes a bucket that is a website, with a key for it.
    ///
    /// # Errors
    /// When a node does not start or refuses what it is told.
    pub fn start(folder: &Path, bucket: &str) -> Result<Self> {
        let nodes =
            (1..=NUM_NODES).map(|it| Node::start(&folder.join(it.to_string()))).collect::<Result<Vec<Node>>>()?;
        let ids = nodes.iter().map(Node::id).collect::<Result<Vec<String>>>()?;
        for id in &ids[1..] {
            nodes[0].tell(&["node", "connect", id])?;
        }
        for (at, id) in ids.iter().enumerate() {
            let short = id.split('@').next().unwrap_or(id);
            nodes[0].tell(&["layout", "assign", "--zone", &format!("z{at}"), "--capacity", "1G", short])?;
        }
        nodes[0].tell(&["layout", "apply", "--version", "1"])?;
        nodes[0].tell(&["bucket", "create", bucket])?;
        let made = nodes[0].tell(&["key", "create", "publisher"])?;
        let key = [field(&made, "Key ID")?, field(&made, "Secret key")?];
        nodes[0].tell(&["bucket", "allow", "--read", "--write", "--owner", bucket, "--key", &key[0]])?;
        nodes[0].tell(&["bucket", "website", "--allow", bucket])?;
        Ok(Self { nodes, key })
    }

    /// Puts a folder below `prefix` as a city would: with types, and compressed, for a store compresses nothing itself.
    ///
    /// # Errors
    /// When the store refuses one of its files.
    pub fn upload(&self, folder: &Path, bucket: &str, prefix: &str) -> Result<()> {
        for (name, bytes) in Site::read(folder)?.files().filter(|(name, _)| !name.starts_with("v/")) {
            self.put(bucket, &format!("{prefix}{name}"), bytes).with_context(|| name.to_owned())?;
        }
        Ok(())
    }

    fn put(&self, bucket: &str, name: &str, bytes: &[u8]) -> Result<()> {
        let mut curl = process::command("curl");
        curl.args(["--silent", "--show-error", "--fail", "--aws-sigv4", &format!("aws:amz:{REGION}:s3"), "--user"]);
        curl.arg(self.key.join(":")).arg("--header").arg(format!("content-type: {}", mime(name)));
        // Older curls sign without it, and the store refuses that.
        curl.args(["--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"]);
        let file = self.nodes[0].config.with_file_name("upload");
        if is_compressible(name) {
            curl.args(["--header", "content-encoding: br"]);
            fs::write(&file, brotli(bytes)?)?;
        } else {
            fs::write(&file, bytes)?;
        }
        curl.arg("--upload-file").arg(file).arg(format!("{}/{bucket}/{name}", self.endpoint()));
        process::capture(&mut curl).map(|_| ())
    }

    /// `policy-index publish` of a library.
    ///
    /// # Errors
    /// When it fails.
    pub fn publish(&self, program: &Path, library: &Path, place: &str) -> Result<()> {
        let [key, secret] = &self.key;
        let mut publish = Command::new(program);
        publish.arg("publish").arg(library).arg(place);
        publish.env("AWS_ACCESS_KEY_ID", key).env("AWS_SECRET_ACCESS_KEY", secret).env("AWS_REGION", REGION);
        publish.env("AWS_ENDPOINT", self.endpoint()).env("AWS_ALLOW_HTTP", "true");
        process::run(&mut publish)
    }

    /// Where the store is told to put things.
    fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.nodes[0].s3_port)
    }

    /// Where a browser finds a bucket.
    pub fn website(&self, bucket: &str) -> String {
        format!("http://{bucket}{WEB_DOMAIN}:{}/", self.nodes[0].web_port)
    }

    /// Ends the last node, at once: its process and its disk are gone.
    ///
    /// # Errors
    /// When it has ended before.
    pub fn take_one_away(&mut self) -> Result<()> {
        let mut node = self.nodes.pop().context("no node is left")?;
        node.process.kill()?;
        node.process.wait()?;
        let disk = node.config.parent().context("a node without a folder")?;
        fs::remove_dir_all(disk.join("data"))?;
        Ok(())
    }
}

impl Node {
    fn start(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let [rpc, s3, web] = ports::free()?;
        let config = folder.join("garage.toml");
        fs::write(&config, configuration(folder, rpc, s3, web))?;
        let log = fs::File::create(folder.join("log"))?;
        let mut server = garage(&config);
        server.arg("server").stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let process = server.spawn().context("garage does not start")?;
        let mut node = Self { process, config, s3_port: s3, web_port: web };
        let log = node.config.with_file_name("log");
        ports::wait(&mut node.process, &[rpc, s3, web], &format!("see {}", log.display()))?;
        Ok(node)
    }

    fn id(&self) -> Result<String> {
        Ok(self.tell(&["node", "id", "-q"])?.trim().to_owned())
    }

    /// Again for a while where nodes have not found each other yet.
    fn tell(&self, words: &[&str]) -> Result<String> {
        let start = Instant::now();
        loop {
            let output = garage(&self.config).args(words).stdin(Stdio::null()).output()?;
            if output.status.success() {
                return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            ensure!(start.elapsed() < PATIENCE, "garage {}: {said}", words.join(" "));
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn garage(config: &Path) -> Command {
    let mut garage = process::command("garage");
    garage.arg("-c").arg(config);
    garage
}

/// What is written three times may be read and written while one of three is away.
fn configuration(folder: &Path, rpc: u16, s3: u16, web: u16) -> String {
    let folder = folder.display();
    format!(
        "metadata_dir = \"{folder}/meta\"\ndata_dir = \"{folder}/data\"\ndb_engine = \"sqlite\"\n\
         replication_factor = 3\nconsistency_mode = \"consistent\"\n\
         rpc_bind_addr = \"127.0.0.1:{rpc}\"\nrpc_public_addr = \"127.0.0.1:{rpc}\"\nrpc_secret = \"{RPC_SECRET}\"\n\
         [s3_api]\ns3_region = \"{REGION}\"\napi_bind_addr = \"127.0.0.1:{s3}\"\nroot_domain = \".s3.localhost\"\n\
         [s3_web]\nbind_addr = \"127.0.0.1:{web}\"\nroot_domain = \"{WEB_DOMAIN}\"\nindex = \"index.html\"\n"
    )
}

/// `Key ID:  GK31c2f218a2e44f485b94239e` → the value.
fn field(said: &str, name: &str) -> Result<String> {
    let found = said.lines().find_map(|it| it.trim().strip_prefix(name)?.trim_start().strip_prefix(':'));
    Ok(found.with_context(|| format!("garage said no {name}: {said}"))?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_a_new_key_are_read() {
        let said = "==== ACCESS KEY INFORMATION ====\nKey ID:              GK31c2\nKey name:            publisher\nSecret key:          b892c0\n";
        assert_eq!(
            (field(said, "Key ID").unwrap(), field(said, "Secret key").unwrap()),
            ("GK31c2".into(), "b892c0".into())
        );
        assert!(field(said, "Created").is_err());
    }
}
