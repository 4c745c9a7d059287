//! Offices and their names, from `lexicon/departments.txt`, and which of them
//! a text speaks of.

use std::collections::HashMap;
use std::path::Path;

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
    /// By first character: the rest of the folded name and the index of its
    /// department, longest first.
    names: HashMap<char, Vec<(String, usize)>>,
}

impl Offices {
    /// Takes the departments in their order.
    pub fn new(departments: &[Department]) -> Self {
        let mut names: HashMap<char, Vec<(String, usize)>> = HashMap::new();
        for (at, department) in departments.iter().enumerate() {
            for name in department.names().map(fold) {
                let mut chars = name.chars();
                if let Some(first) = chars.next() {
                    names.entry(first).or_default().push((chars.as_str().to_owned(), at));
                }
            }
        }
        names.values_mut().for_each(|rests| rests.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b))));
        Self { names }
    }

    /// Indices of the departments that the folded text names, ascending.
    pub fn find(&self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let mut chars = text.chars();
        while let Some(first) = chars.next() {
            let rest = chars.as_str();
            let hit = self.names.get(&first).and_then(|names| names.iter().find(|it| rest.starts_with(it.0.as_str())));
            if let Some((name, at)) = hit {
                let before = &text[..text.len() - rest.len() - first.len_utf8()];
                if !is_of_another_place(before) && !is_begun_word(name, &rest[name.len()..]) {
                    found.push(*at);
                }
                chars = rest[name.len()..].chars();
            }
        }
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
