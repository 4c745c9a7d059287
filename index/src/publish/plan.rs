//! Which files go up and which may go away. Pure: what lies in the store comes as a list.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What a store holds, by the name below the place of the library: length in bytes, and how long ago it was put there.
pub(super) type Listing = BTreeMap<String, (u64, Duration)>;

/// Where the roots of all releases are kept, so that later ones know what earlier ones named.
pub(super) const ROOTS: &str = "roots";

/// What is to be done beside exchanging the root.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Names of files to put there.
    pub put: Vec<String>,
    /// Names of files that no reader can ask for any more.
    pub remove: Vec<String>,
}

/// A release that the store knows: what its root names.
pub(super) struct Release {
    /// 1, 2 and so on.
    pub number: u16,
    /// Names of its files, the root left out.
    pub names: BTreeSet<String>,
}

/// `files`: name, length and release of each file of the new release. Those that the release itself wrote go up in any
/// case, for an earlier attempt may have been of other contents; older ones only where they are missing. `known`: the
/// releases whose roots are kept, ascending.
pub(super) fn plan(
    files: &[(String, u64, u16)],
    release: u16,
    there: &Listing,
    known: &[Release],
    grace: Duration,
) -> Plan {
    let is_there = |name: &str, len: u64| there.get(name).is_some_and(|it| it.0 == len);
    let needed = files.iter().filter(|(name, len, written)| *written == release || !is_there(name, *len));
    let names: BTreeSet<&str> = files.iter().map(|it| it.0.as_str()).collect();
    let in_use: Vec<&Release> = in_use(there, known, grace);
    let is_named = |name: &str| names.contains(name) || in_use.iter().any(|it| it.names.contains(name));
    let is_old = |(name, (_, age)): &(&String, &(u64, Duration))| {
        grace < *age && name.as_str() != "root" && !name.starts_with(ROOTS) && !is_named(name)
    };
    Plan {
        put: needed.map(|it| it.0.clone()).collect(),
        remove: there.iter().filter(is_old).map(|it| it.0.clone()).collect(),
    }
}

/// Releases that somebody may still read: the last one, and those that were replaced less than `grace` ago.
fn in_use<'a>(there: &Listing, known: &'a [Release], grace: Duration) -> Vec<&'a Release> {
    let age = |it: &Release| there.get(&root_name(it.number)).map_or(Duration::ZERO, |it| it.1);
    let successors = known.iter().skip(1).map(Some).chain([None]);
    let is_in_use = |(_, next): &(&'a Release, Option<&'a Release>)| next.is_none_or(|it| age(it) <= grace);
    known.iter().zip(successors).filter(is_in_use).map(|it| it.0).collect()
}

/// Where the root of a release is kept.
pub(super) fn root_name(release: u16) -> String {
    format!("{ROOTS}/{release}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn listing(files: &[(&str, u64, u32)]) -> Listing {
        files.iter().map(|(name, len, days)| ((*name).to_owned(), (*len, DAY * *days))).collect()
    }

    fn release(number: u16, names: &[&str]) -> Release {
        Release { number, names: names.iter().map(|it| (*it).to_owned()).collect() }
    }

    fn check(there: &[(&str, u64, u32)], known: &[Release], put: &[&str], remove: &[&str]) {
        let files = [("p/0/0.1".to_owned(), 10, 1), ("p/0/1.2".to_owned(), 20, 2)];
        let plan = plan(&files, 2, &listing(there), known, DAY * 7);
        assert_eq!((plan.put, plan.remove), (owned(put), owned(remove)));
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn what_is_there_already_stays() {
        check(&[], &[], &["p/0/0.1", "p/0/1.2"], &[]);
        check(&[("p/0/0.1", 10, 30), ("root", 5, 30)], &[], &["p/0/1.2"], &[]);
        // Half of it arrived.
        check(&[("p/0/0.1", 9, 30)], &[], &["p/0/0.1", "p/0/1.2"], &[]);
        // An earlier attempt at this very release.
        check(&[("p/0/0.1", 10, 0), ("p/0/1.2", 20, 0)], &[], &["p/0/1.2"], &[]);
    }

    #[test]
    fn what_a_reader_may_still_ask_for_stays() {
        let old = [("p/0/0.1", 10, 90), ("p/0/1.1", 20, 90), ("roots/1", 5, 90)];
        let names = ["p/0/0.1", "p/0/1.1"];
        // The first release is the last one so far.
        check(&old, &[release(1, &names)], &["p/0/1.2"], &[]);
        // It was replaced today, and a week ago.
        let replaced = |days| [&old[..], &[("p/0/1.2", 20, days), ("roots/2", 5, days)]].concat();
        let known = || [release(1, &names), release(2, &["p/0/0.1", "p/0/1.2"])];
        check(&replaced(0), &known(), &["p/0/1.2"], &[]);
        check(&replaced(8), &known(), &["p/0/1.2"], &["p/0/1.1"]);
    }
}
