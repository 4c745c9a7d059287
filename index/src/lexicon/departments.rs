//! Offices and their names, from `lexicon/departments.txt`, and which of them
//! a text speaks of.

use std::path::Path;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use policy_engine::fold;

use crate::error::Result;
use crate::lexicon::list_file::{UniqueNames, read_list, some_entries, syntax, words};

/// A line of `departments.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Short name as the gazette prints it: `市残联`.
    pub name: String,
    /// Full name, or empty.
    pub long_name: String,
    /// Other names.
    pub aliases: Vec<String>,
}

impl Department {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let long = Some(self.long_name.as_str()).filter(|it| !it.is_empty() && *it != self.name);
        std::iter::once(self.name.as_str()).chain(long).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Reads `lexicon/departments.txt`.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax`, `DuplicateEntry` (two offices with
/// one name included).
pub fn read_departments(root: &Path) -> Result<Vec<Department>> {
    let source = read_list(root, "departments.txt")?;
    let mut names = UniqueNames::default();
    let mut departments = Vec::new();
    for entry in some_entries(&source)? {
        let department =
            parse(entry.text).ok_or_else(|| syntax(&source, entry.line, "市残联 | 柳州市残疾人联合会 | 残联"))?;
        for name in department.names() {
            names.insert(&source, entry.line, name)?;
        }
        departments.push(department);
    }
    Ok(departments)
}

fn parse(text: &str) -> Option<Department> {
    let mut columns = text.split(['|', '｜']).map(str::trim);
    let name = columns.next().filter(|it| !it.is_empty())?.to_owned();
    let long_name = columns.next()?.to_owned();
    let aliases = columns.next().map(|it| words(it).map(str::to_owned).collect()).unwrap_or_default();
    columns.next().is_none().then_some(Department { name, long_name, aliases })
}

/// Finds offices in texts: the longest name counts where names overlap.
#[derive(Debug)]
pub struct Offices {
    /// Finds the folded names; `None` only if they are more than an automaton can hold.
    automaton: Option<AhoCorasick>,
    /// Per name, as the automaton numbers them: the name and the index of its department.
    names: Vec<(String, usize)>,
}

impl Offices {
    /// Takes the departments in their order.
    pub fn new(departments: &[Department]) -> Self {
        let names = departments.iter().enumerate().flat_map(|(at, it)| it.names().map(move |name| (fold(name), at)));
        let names: Vec<(String, usize)> = names.filter(|(name, _)| !name.is_empty()).collect();
        let longest = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names.iter().map(|it| &it.0));
        Self { automaton: longest.ok(), names }
    }

    /// Indices of the departments that the folded text names, ascending. Costs time in the length of the text.
    pub fn find(&self, text: &str) -> Vec<usize> {
        let matches = self.automaton.iter().flat_map(|it| it.find_iter(text));
        let office = |it: Match| {
            let (name, at) = &self.names[it.pattern().as_usize()];
            let is_ours = !is_of_another_place(&text[..it.start()]) && !is_begun_word(name, &text[it.end()..]);
            is_ours.then_some(*at)
        };
        let mut found: Vec<usize> = matches.filter_map(office).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// 国家统计局 and 自治区药监局 are not the city's.
fn is_of_another_place(before: &str) -> bool {
    ["国家", "自治区", "国务院", "全国", "中央"].iter().any(|it| before.ends_with(it))
}

/// The 扶贫办 in 扶贫办法 is no office.
fn is_begun_word(name: &str, after: &str) -> bool {
    name.ends_with('办') && after.starts_with(['法', '理', '公', '事', '学', '好'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_name_counts_and_other_places_do_not() {
        let lines = [
            "市统计局 | 柳州市统计局 | 统计局",
            "国家统计局柳州调查队 | | ",
            "市残联 | 柳州市残疾人联合会 | 残联",
            "市乡村振兴局 | | 扶贫办",
        ];
        let departments: Vec<_> = lines.iter().map(|it| parse(it).unwrap()).collect();
        let offices = Offices::new(&departments);
        assert_eq!(offices.find("由市统计局会同市残联"), [0, 2]);
        assert_eq!(offices.find("来源于国家统计局全国调查"), Vec::<usize>::new());
        assert_eq!(offices.find("国家统计局柳州调查队"), [1]);
        assert_eq!(offices.find("出台三项社保扶贫办法"), Vec::<usize>::new());
        assert_eq!(offices.find("市扶贫办牵头"), [3]);
    }
}
