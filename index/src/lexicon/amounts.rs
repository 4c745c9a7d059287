//! How people ask for a sum, and in which units it is answered, from
//! `lexicon/amounts.txt`. All words come out folded.

use std::path::Path;

use policy_engine::{Amount, fold};

use crate::error::Result;
use crate::lexicon::list_file::{UniqueNames, has_own_lists, narrow, read_list, some_entries, syntax, words};

/// Reads `lexicon/amounts.txt`: how amounts are asked for, and in which units
/// they are answered. A folder without the file has none.
///
/// # Errors
/// `InvalidUtf8`, `Syntax`, `DuplicateEntry`.
pub fn read_amounts(root: &Path) -> Result<Vec<Amount>> {
    const NAME: &str = "amounts.txt";
    if has_own_lists(root) && !root.join("lexicon").join(NAME).exists() {
        return Ok(Vec::new());
    }
    let source = read_list(root, NAME)?;
    let mut names = UniqueNames::default();
    let mut amounts = Vec::new();
    for entry in some_entries(&source)? {
        let amount = parse_amount(entry.text).ok_or_else(|| syntax(&source, entry.line, "多少钱, 几块钱 => 元"))?;
        for phrase in &amount.asked {
            names.insert(&source, entry.line, phrase)?;
        }
        amounts.push(amount);
    }
    Ok(amounts)
}

fn parse_amount(text: &str) -> Option<Amount> {
    let text = narrow(text);
    let (asked, units) = text.split_once("=>")?;
    let folded = |text| words(text).map(fold).collect::<Vec<String>>();
    let (asked, units) = (folded(asked), folded(units));
    (!asked.is_empty()).then_some(Amount { asked, units })
}
