//! What goes wrong between a server and a browser, on demand. Nothing here happens unless asked for.

use super::csp::STRICT_CSP;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// A path is relative to the root; one that starts with `*` means all that end like the rest (`*.wasm`), since
/// most names carry a hash.
#[derive(Args, Default)]
pub struct Faults {
    /// Answers 404
    #[arg(long, value_name = "PATH")]
    missing: Vec<String>,
    /// Answers 500
    #[arg(long, value_name = "PATH")]
    fail: Vec<String>,
    /// Promises all, sends the first half and closes the connection
    #[arg(long, value_name = "PATH")]
    cut: Vec<String>,
    /// Sends the first half
    #[arg(long, value_name = "PATH")]
    truncate: Vec<String>,
    /// Changes the byte in the middle
    #[arg(long, value_name = "PATH")]
    damage: Vec<String>,
    /// Sends another file instead
    #[arg(long, value_name = "PATH=FILE", value_parser = parse_pair)]
    replace: Vec<(String, String)>,
    /// Sends another file as a cache would: only a browser that asks past its caches gets the true one
    #[arg(long, value_name = "PATH=FILE", value_parser = parse_pair)]
    stale: Vec<(String, String)>,
    /// Sends another content security policy; `strict` as for --csp
    #[arg(long, value_name = "PATH=POLICY", value_parser = parse_pair)]
    policy: Vec<(String, String)>,
    /// Names another MIME type
    #[arg(long, value_name = "PATH=TYPE", value_parser = parse_pair)]
    mime: Vec<(String, String)>,
    /// Sends it as a file to be saved
    #[arg(long, value_name = "PATH")]
    attach: Vec<String>,
    /// Sends another `Vary` with every file
    #[arg(long, value_name = "HEADERS")]
    vary: Option<String>,
    /// Sends all of it where a part was asked for
    #[arg(long, value_name = "PATH")]
    whole: Vec<String>,
    /// Answers late
    #[arg(long, value_name = "PATH=MILLISECONDS", value_parser = parse_delay)]
    delay: Vec<(String, u64)>,
}

impl Faults {
    pub fn is_missing(&self, path: &str) -> bool {
        self.missing.iter().any(|pattern| matches(pattern, path))
    }

    pub fn is_failing(&self, path: &str) -> bool {
        self.fail.iter().any(|pattern| matches(pattern, path))
    }

    pub fn is_cut(&self, path: &str) -> bool {
        self.cut.iter().any(|pattern| matches(pattern, path))
    }

    /// `is_fresh`: the browser asked past its caches.
    pub fn replacement(&self, path: &str, is_fresh: bool) -> Option<PathBuf> {
        let stale = find(&self.stale, path).filter(|_| !is_fresh);
        stale.or_else(|| find(&self.replace, path)).map(PathBuf::from)
    }

    pub fn policy(&self, path: &str) -> Option<&str> {
        let policy = find(&self.policy, path)?;
        Some(if policy == "strict" { STRICT_CSP } else { policy })
    }

    pub fn mime(&self, path: &str) -> Option<&str> {
        find(&self.mime, path).map(String::as_str)
    }

    pub fn is_attachment(&self, path: &str) -> bool {
        self.attach.iter().any(|pattern| matches(pattern, path))
    }

    pub fn is_whole(&self, path: &str) -> bool {
        self.whole.iter().any(|pattern| matches(pattern, path))
    }

    pub fn vary(&self) -> &str {
        self.vary.as_deref().unwrap_or("Accept-Encoding")
    }

    pub fn delay(&self, path: &str) -> Duration {
        Duration::from_millis(find(&self.delay, path).copied().unwrap_or(0))
    }

    /// The file as it arrives.
    pub fn spoil(&self, path: &str, mut bytes: Vec<u8>) -> Vec<u8> {
        if self.truncate.iter().any(|pattern| matches(pattern, path)) {
            bytes.truncate(bytes.len() / 2);
        }
        let middle = bytes.len() / 2;
        let is_damaged = self.damage.iter().any(|pattern| matches(pattern, path));
        if let Some(byte) = bytes.get_mut(middle).filter(|_| is_damaged) {
            *byte ^= 0xff;
        }
        bytes
    }
}

fn find<'a, T>(pairs: &'a [(String, T)], path: &str) -> Option<&'a T> {
    pairs.iter().find(|(pattern, _)| matches(pattern, path)).map(|(_, value)| value)
}

/// `*` stands for anything, once.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => path.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        None => path == pattern,
    }
}

pub fn parse_pair(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("expected PATH=VALUE")?;
    Ok((path.to_owned(), value.to_owned()))
}

fn parse_delay(text: &str) -> Result<(String, u64), String> {
    let (path, value) = parse_pair(text)?;
    Ok((path, value.parse().map_err(|_| format!("{value} is not a number of milliseconds"))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_only_what_it_names() {
        let faults = Faults { truncate: vec!["a.idx".into()], damage: vec!["*.wasm".into()], ..Faults::default() };
        assert_eq!(faults.spoil("a.idx", vec![1, 2, 3, 4]), [1, 2]);
        assert_eq!(faults.spoil("x-0.wasm", vec![1, 2, 3]), [1, 2 ^ 0xff, 3]);
        assert_eq!(faults.spoil("b.idx", vec![1, 2, 3]), [1, 2, 3]);
    }

    #[test]
    fn a_pattern_names_hashed_files() {
        let hit = ["kiosk-mode-1f.js", "kiosk-mode-.js", "boot-1f.js", "kiosk-mode-1f.css"];
        assert_eq!(hit.map(|it| matches("kiosk-mode-*.js", it)), [true, true, false, false]);
    }

    #[test]
    fn a_cache_holds_the_old_file_until_it_is_asked_past() {
        let pair = |path: &str, file: &str| (path.to_owned(), file.to_owned());
        let faults = Faults { stale: vec![pair("a.idx", "old.idx")], ..Faults::default() };
        assert_eq!(faults.replacement("a.idx", false), Some(PathBuf::from("old.idx")));
        assert_eq!(faults.replacement("a.idx", true), None);
    }
}
