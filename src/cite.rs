//! How a clause is quoted: `《…通知》柳政办〔2022〕31号，四、市人力资源社会保障局 1.，2024年第5期公报第68页起`.
//! Citations are in the language of the documents, whatever the language of the interface.

use policy_engine::{Clause, Corpus, Document};

/// The citation of a clause, complete.
pub fn citation(corpus: &Corpus, clause: &Clause) -> String {
    let mut out = String::new();
    let document = document_of(corpus, clause);
    if let Some(document) = document {
        out.push('《');
        out.push_str(&document.title);
        out.push('》');
        out.push_str(&document.number);
    }
    let place = place(clause);
    if !place.is_empty() {
        out.push('，');
        out.push_str(&place);
    }
    if let Some(source) = document.map(source).filter(|it| !it.is_empty()) {
        out.push('，');
        out.push_str(&source);
    }
    out
}

/// Where a document was published: `2024年第5期公报第68页起`; empty where nothing is known.
pub fn source(document: &Document) -> String {
    let mut out = String::new();
    if document.gazette.is_empty() {
        return out;
    }
    out.push_str(&document.gazette);
    out.push_str("公报");
    if document.first_page > 0 {
        out.push('第');
        out.push_str(&document.first_page.to_string());
        out.push_str("页起");
    }
    out
}

/// Where in the document a clause stands: `四、市人力资源社会保障局 1.`
pub fn place(clause: &Clause) -> String {
    let mut parts: Vec<&str> = clause.path.iter().map(String::as_str).collect();
    let number = printed_number(&clause.text);
    // A heading that is the clause's own first line already carries the number.
    if !number.is_empty() && !parts.last().is_some_and(|last| clause.text.starts_with(*last)) {
        parts.push(number);
    }
    parts.join(" ")
}

/// The document a clause stands in.
pub fn document_of<'a>(corpus: &'a Corpus, clause: &Clause) -> Option<&'a Document> {
    corpus.documents.get(usize::from(clause.document))
}

/// The number printed before a clause: `1.`, `（一）`, `三、`, `第四条`; empty where there is none.
pub fn printed_number(text: &str) -> &str {
    let text = text.trim_start();
    let len = parenthesised(text).or_else(|| counted(text)).or_else(|| article(text)).unwrap_or(0);
    text.get(..len).unwrap_or_default()
}

/// Length in bytes of `（一）`, `(3)`.
fn parenthesised(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['（', '('])?;
    let number = numeral_len(inner)?;
    let close = inner.get(number..)?.chars().next().filter(|c| "）)".contains(*c))?;
    Some(text.len() - inner.len() + number + close.len_utf8())
}

/// Length in bytes of `1.`, `三、`; not of `1.5`.
fn counted(text: &str) -> Option<usize> {
    let number = numeral_len(text)?;
    let mut rest = text.get(number..)?.chars();
    let mark = rest.next().filter(|c| ".．、".contains(*c))?;
    let decimal = mark == '.' && rest.next().is_some_and(|c| c.is_ascii_digit());
    (!decimal).then(|| number + mark.len_utf8())
}

/// Length in bytes of `第四条`.
fn article(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('第')?;
    let number = numeral_len(inner)?;
    let unit = inner.get(number..)?.chars().next().filter(|c| "章节条款项".contains(*c))?;
    Some('第'.len_utf8() + number + unit.len_utf8())
}

/// Length in bytes of a numeral at the start, of at most four characters.
fn numeral_len(text: &str) -> Option<usize> {
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let num = text.chars().take_while(|c| is_numeral(*c)).count();
    (1..=4).contains(&num).then(|| text.chars().take(num).map(char::len_utf8).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_are_found_and_nothing_else() {
        let rows = [
            ("1. 加强管理", "1."),
            ("12．加强", "12．"),
            ("三、保障", "三、"),
            ("（一）总体要求", "（一）"),
            ("(十二)其他", "(十二)"),
            ("第四条 本办法", "第四条"),
            ("1.5万人", ""),
            ("2025年，全市", ""),
            ("一是加强", ""),
            ("支持柳州市院校", ""),
            ("", ""),
            ("（另有规定）", ""),
            ("20222022、", ""),
        ];
        for (text, number) in rows {
            assert_eq!(printed_number(text), number, "{text}");
        }
    }

    #[test]
    fn a_citation_names_document_place_and_page() {
        let document = Document {
            number: "柳政办〔2022〕31号".into(),
            title: "关于印发措施清单的通知".into(),
            gazette: "2024年第5期".into(),
            first_page: 68,
            ..Document::default()
        };
        let clause = Clause {
            path: vec!["四、市人力资源社会保障局".into()],
            text: "1. 加强管理。在全市范围内".into(),
            ..Clause::default()
        };
        let mut corpus = Corpus { documents: vec![document], ..Corpus::default() };
        assert_eq!(
            citation(&corpus, &clause),
            "《关于印发措施清单的通知》柳政办〔2022〕31号，四、市人力资源社会保障局 1.，2024年第5期公报第68页起"
        );
        corpus.documents[0].first_page = 0;
        assert!(citation(&corpus, &clause).ends_with("，2024年第5期公报"));
        corpus.documents[0].gazette.clear();
        assert!(citation(&corpus, &clause).ends_with("市人力资源社会保障局 1."));
    }
}
