//! What the data are, as a person can check it: the latest issue of the gazette and the latest document in it.

use policy_engine::Corpus;

use crate::i18n::Text;

/// `资料：2024年第5期公报，文件印发至2022-09-01`; where issue or date is not known, the version of the data.
pub fn data_line(text: &Text, corpus: &Corpus) -> String {
    match (corpus.latest_gazette(), corpus.latest_date()) {
        ("", _) | (_, "") => text.data_version.fill([&corpus.data_version]),
        (gazette, date) => text.data_from.fill([gazette, date]),
    }
}

#[cfg(test)]
mod tests {
    use policy_engine::Document;

    use super::*;
    use crate::i18n;
    use crate::state::Lang;

    #[test]
    fn data_are_named_by_issue_and_date() {
        let document =
            |gazette: &str, date: &str| Document { gazette: gazette.into(), date: date.into(), ..Document::default() };
        let corpus = |documents| Corpus { data_version: "0123".into(), documents, ..Corpus::default() };
        let said = |documents| data_line(i18n::text(Lang::ZhHans), &corpus(documents));
        let several = vec![
            document("2024年第5期", "2022-04-15"),
            document("2024年第12期", "2022-04-16"),
            document("2023年第24期", "2022-09-01"),
        ];
        assert_eq!(said(several), "资料：2024年第12期公报，文件印发至2022-09-01");
        assert_eq!(said(vec![document("", "")]), "数据版本 0123");
    }
}
