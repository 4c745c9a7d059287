//! What a document is called where it is kept: the beginning of its clauses' ids.

use pinyin::ToPinyin;

use crate::importers::dates::{number as number_in_words, plain};
use crate::importers::kept::record::Facts;

/// Letters of a title that an id takes.
const MAX_TITLE_LETTERS: usize = 10;

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
        // 〔十六届〕第39号: an assembly counts by its terms.
        let term = year.strip_suffix('届').and_then(|it| number_in_words(it.trim_start_matches('第')));
        let year = term.map_or_else(|| year.to_owned(), |it| it.to_string());
        let parts: Vec<&str> = [office.as_str(), &year, &serial].into_iter().filter(|it| !it.is_empty()).collect();
        return Some(parts.join("-"));
    }
    if let Some((office, serial)) = number.split_once('第') {
        let (office, printed) =
            match office.strip_suffix('年').and_then(|it| it.split_at_checked(it.len().checked_sub(4)?)) {
                Some((office, year)) if year.bytes().all(|it| it.is_ascii_digit()) => (office, Some(year.to_owned())),
                _ => (office, None),
            };
        let dated = facts.signed.as_ref().or(facts.published.as_ref()).map(|it| it.value[..4].to_owned());
        // `2026年第2号`: whose it is stands in the title or below the text.
        let issuer = facts.issuers.first().filter(|_| office.is_empty()).map_or(office, |it| it.value.as_str());
        let office = Some(initials(issuer, usize::MAX)).filter(|it| !it.is_empty());
        let parts = [office, printed.or(dated), Some(digits(serial))];
        return Some(parts.into_iter().flatten().collect::<Vec<_>>().join("-"));
    }
    // `gz0320190014`, `db4521-t-012-2026`: a folder bears the name.
    let words = number.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    Some(words.collect::<Vec<_>>().join("-").to_lowercase())
}

/// First letters of the readings; letters and digits stay.
fn initials(text: &str, max: usize) -> String {
    let letter = |c: char| match c.to_pinyin() {
        Some(reading) => reading.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    plain(text).chars().filter_map(letter).take(max).collect()
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
        let (numbers, issuers) = (vec![fact("2024年第5号")], vec![fact("甲市民政局")]);
        assert_eq!(id_of(&Facts { numbers, issuers, ..Facts::default() }), "jsmzj-2024-5");
        facts.numbers = vec![fact("甲市人民代表大会常务委员会公告〔十六届〕第39号")];
        assert_eq!(id_of(&facts), "jsrmdbdhcwwyhgg-16-39");
        facts.numbers = vec![fact("DB4521/T 012—2026")];
        assert_eq!(id_of(&facts), "db4521-t-012-2026");
        facts.numbers = Vec::new();
        facts.title = fact("甲市民政局关于发放补贴的公告");
        facts.issuers = vec![fact("甲市民政局")];
        assert_eq!(id_of(&facts), "jsmzj-20210129-ffbtdgg");
    }
}
