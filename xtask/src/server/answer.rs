//! From a request to a response: which file, with which headers.

use super::faults::Faults;
use super::http::{Request, Response};
use crate::dist::{compress, kiosk_file};
use crate::tools::hash::sha256;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The folder and how it is served.
pub struct Answers {
    root: PathBuf,
    /// Folders of other places, by the name under which they are served.
    mounts: Vec<(String, PathBuf)>,
    csp: Option<String>,
    faults: Faults,
}

impl Answers {
    /// `csp`: the value of the header, if one is sent.
    pub fn new(root: PathBuf, csp: Option<String>, faults: Faults) -> Self {
        Self { root, mounts: Vec::new(), csp, faults }
    }

    /// Serves other folders too, each below its name.
    pub fn with_mounts(self, mounts: Vec<(String, PathBuf)>) -> Self {
        Self { mounts, ..self }
    }

    /// The folder and the path in it that are meant.
    fn place<'a>(&'a self, path: &'a str) -> (&'a Path, &'a str) {
        let below = |(name, folder): &'a (String, PathBuf)| {
            Some((folder.as_path(), path.strip_prefix(name)?.strip_prefix('/')?))
        };
        self.mounts.iter().find_map(below).unwrap_or((&self.root, path))
    }

    /// The response, after the time that the faults ask for.
    pub fn answer(&self, request: &Request) -> Response {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return plain(405, "only GET and HEAD");
        }
        let Some(path) = clean_path(&request.url) else {
            return plain(400, "not a path inside this folder");
        };
        std::thread::sleep(self.faults.delay(&path));
        if self.faults.is_failing(&path) {
            return plain(500, "something is wrong here");
        }
        match self.read(request, &path) {
            Some(bytes) => Response { is_cut: self.faults.is_cut(&path), ..self.file(request, &path, bytes) },
            // Browsers request it from every site; a 404 would be an error in the console of every page.
            None if path == "favicon.ico" => plain(204, ""),
            None => plain(404, "not found"),
        }
    }

    /// `None` when there is no such file inside the folder, or a fault says so.
    fn read(&self, request: &Request, path: &str) -> Option<Vec<u8>> {
        if self.faults.is_missing(path) {
            return None;
        }
        let is_fresh = request.header("Cache-Control").is_some_and(|value| value.contains("no-cache"));
        let (folder, rest) = self.place(path);
        let file = self.faults.replacement(path, is_fresh).or_else(|| inside(folder, rest))?;
        Some(self.faults.spoil(path, fs::read(file).ok()?))
    }

    fn file(&self, request: &Request, path: &str, bytes: Vec<u8>) -> Response {
        let etag = format!("\"{}\"", &sha256(&bytes)[..16]);
        let mut headers = self.headers(path);
        headers.push(("ETag", etag.clone()));
        if request.header("If-None-Match").is_some_and(|tags| tags.contains(&etag)) {
            return Response { status: 304, headers, ..Response::default() };
        }
        let part = request.header("Range").filter(|_| !self.faults.is_whole(path));
        if let Some(range) = part.and_then(|it| range(it, bytes.len())) {
            headers.push(("Content-Range", format!("bytes {}-{}/{}", range.start(), range.end(), bytes.len())));
            return Response { status: 206, headers, body: bytes[range].to_vec(), is_cut: false };
        }
        let compressed = (compress::is_compressible(path) && accepts_brotli(request)).then(|| compress::brotli(&bytes));
        if let Some(Ok(body)) = compressed {
            headers.push(("Content-Encoding", "br".to_owned()));
            return Response { status: 200, headers, body, is_cut: false };
        }
        Response { status: 200, headers, body: bytes, is_cut: false }
    }

    fn headers(&self, path: &str) -> Vec<(&'static str, String)> {
        let caching =
            if has_hash(path) || is_of_release(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mime = self.faults.mime(path).unwrap_or_else(|| mime(path));
        let mut headers = vec![
            ("Content-Type", mime.to_owned()),
            ("Cache-Control", caching.to_owned()),
            ("Vary", self.faults.vary().to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            // A government website loads the widget from another host.
            ("Access-Control-Allow-Origin", "*".to_owned()),
        ];
        if self.faults.is_attachment(path) {
            headers.push(("Content-Disposition", "attachment".to_owned()));
        }
        let policy = self.faults.policy(path).or(self.csp.as_deref().filter(|_| !brings_policy(path)));
        headers.extend(policy.map(|value| ("Content-Security-Policy", value.to_owned())));
        headers
    }
}

/// A file for the disk has a stricter policy inside; with both it would not start.
fn brings_policy(path: &str) -> bool {
    path.rsplit('/').next() == Some(kiosk_file::NAME)
}

/// `bytes=100-349`, the only form that is asked for here; `None` sends all.
fn range(header: &str, len: usize) -> Option<RangeInclusive<usize>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
    (first <= last && last < len).then_some(first..=last)
}

/// The path of a URL inside the folder, or `None` for one that tries to leave it.
fn clean_path(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = decode(path)?;
    let is_safe = |part: &str| part != ".." && part != "." && !part.contains(['\\', '\0', ':']);
    if !path.split('/').all(is_safe) {
        return None;
    }
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// `%E6%98%AF` → 是.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The file, if it really is inside the folder: a link may lead out of it.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let file = root.join(path).canonicalize().ok()?;
    (file.starts_with(root.canonicalize().ok()?) && file.is_file()).then_some(file)
}

/// `name-0123456789ab.css`: such a file never changes.
fn has_hash(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let is_hash =
        |hash: &str| hash.len() == crate::dist::names::HASH_CHARS && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    stem.rsplit_once('-').is_some_and(|(_, hash)| is_hash(hash))
}

/// `p/17/4471.12`: a file of a library, whose name holds the release that wrote it.
fn is_of_release(path: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').is_some_and(|(number, release)| is_number(number) && is_number(release))
}

/// How files of such a name are sent.
pub fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("ts") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

fn accepts_brotli(request: &Request) -> bool {
    request.header("Accept-Encoding").is_some_and(|value| value.split(',').any(|it| it.trim() == "br"))
}

fn plain(status: u16, text: &str) -> Response {
    let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
    Response { status, headers, body: text.as_bytes().to_vec(), is_cut: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        for url in
            ["/../Cargo.toml", "/a/../../b", "/%2e%2e/a", "/..%2fa", "/..\\a", "/%00", "//../a", "/C:/a", "x", "/%f"]
        {
            assert_eq!(clean_path(url), None, "{url}");
        }
        for (url, path) in [("/", "index.html"), ("/v/1/?a=..", "v/1/index.html"), ("/%E6%98%AF.html#x", "是.html")] {
            assert_eq!(clean_path(url).as_deref(), Some(path), "{url}");
        }
    }

    #[test]
    fn a_part_of_a_file_is_sent_where_it_lies_in_it() {
        assert_eq!(range("bytes=2-4", 5), Some(2..=4));
        for header in ["bytes=2-5", "bytes=4-2", "bytes=-2", "bytes=2-", "lines=1-2", "bytes=1-2,4-4"] {
            assert_eq!(range(header, 5), None, "{header}");
        }
    }

    #[test]
    fn a_mount_is_another_folder() {
        let answers = Answers::new("dist".into(), None, Faults::default());
        let answers = answers.with_mounts(vec![("library".to_owned(), "elsewhere".into())]);
        assert_eq!(answers.place("library/p/0/1.1"), (Path::new("elsewhere"), "p/0/1.1"));
        for path in ["library", "libraryroot", "index.html"] {
            assert_eq!(answers.place(path), (Path::new("dist"), path));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_cannot_leave_the_folder() {
        let folder = std::env::temp_dir().join(format!("policy-static-{}", std::process::id()));
        fs::create_dir_all(folder.join("site")).unwrap();
        fs::write(folder.join("outside"), "secret").unwrap();
        fs::write(folder.join("site/inside"), "public").unwrap();
        std::os::unix::fs::symlink(folder.join("outside"), folder.join("site/link")).unwrap();
        assert!(inside(&folder.join("site"), "inside").is_some());
        assert_eq!(inside(&folder.join("site"), "link"), None);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(has_hash("icons/a-0123456789ab.svg"));
        assert!(is_of_release("library/p/17/4471.12"));
        for path in ["library/root", "v/0.1.0/embed.js", "p/17/4471.", "p/17/4471.12a"] {
            assert!(!is_of_release(path), "{path}");
        }
        for path in
            ["embed.js", "policy-lookup.css", "a-0123456789zz.js", "snippets/policy-lookup-1234567890abcdef/a.js"]
        {
            assert!(!has_hash(path), "{path}");
        }
    }
}
