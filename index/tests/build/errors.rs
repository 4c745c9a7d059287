//! Every kind of bad input is refused with file, line and a way out.

use crate::common::Root;
use policy_index::error::Kind;

const CONFIG: &str = "corpus/collections.toml";

#[test]
fn small_root_is_right_before_it_is_spoilt() {
    let build = Root::small().build();
    let ids: Vec<&str> = build.corpus.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids, ["2022-31-f1", "2022-31-f2", "2022-31-f3", "2022-31-1-1", "2022-31-1-2", "2022-31-2-p1"]);
    assert_eq!(build.corpus.clauses[3].text, "1. 建设步道。每个社区建设一条步道，方便居民健身。");
    assert_eq!(build.accounts[0].sum(), build.accounts[0].total);
}

#[test]
fn missing_file_is_named() {
    let root = Root::small();
    root.replace(CONFIG, "file = \"a.txt\"", "file = \"b.txt\"");
    root.check_error(Kind::MissingFile, &["b.txt"]);
}

#[test]
fn invalid_utf8_in_a_text_is_shown_with_its_line() {
    let root = Root::small();
    root.write_bytes("corpus/a.txt", b"\xe6\x9f\xb3\n\xff\n");
    root.check_error(Kind::InvalidUtf8, &["corpus/a.txt:2"]);
}

#[test]
fn toml_mistake_is_shown_with_its_line() {
    let root = Root::small();
    root.replace(CONFIG, "first_line = 1", "first_line = one");
    root.check_error(Kind::Syntax, &["collections.toml:8"]);
}

#[test]
fn misspelt_key_is_shown_with_its_line() {
    let root = Root::small();
    root.replace(CONFIG, "issuer", "isuer");
    root.check_error(Kind::Syntax, &["collections.toml:12", "isuer"]);
}

#[test]
fn unknown_collection_is_shown_with_those_there_are() {
    let root = Root::small();
    root.replace(CONFIG, "collection = \"paths\"", "collection = \"roads\"");
    root.check_error(Kind::UnknownCollection, &["collections.toml:6", "roads", "paths"]);
}

#[test]
fn document_given_twice_names_both_lines() {
    let root = Root::small();
    let entry = std::fs::read_to_string(root.path().join(CONFIG)).unwrap();
    let entry = &entry[entry.find("[[document]]").unwrap()..];
    root.append(CONFIG, &format!("\n{entry}"));
    root.check_error(Kind::DuplicateEntry, &["collections.toml:14", "first on line 5"]);
}

#[test]
fn lines_beyond_the_file_are_refused() {
    let root = Root::small();
    root.replace(CONFIG, "last_line = 25", "last_line = 2500");
    root.check_error(Kind::BadLines, &["collections.toml:5", "lines 1 to 29"]);
}

#[test]
fn lines_of_another_document_are_refused_with_where_this_one_is() {
    let root = Root::small();
    root.replace(CONFIG, "first_line = 1", "first_line = 11");
    root.check_error(Kind::BadLines, &["collections.toml:5", "printed on line 3"]);
}

#[test]
fn lines_that_run_into_the_next_document_are_refused() {
    let root = Root::small();
    root.replace(CONFIG, "last_line = 25", "last_line = 29");
    root.check_error(Kind::BadLines, &["collections.toml:5", "柳政办〔2022〕32号", "before line 29"]);
}

#[test]
fn title_that_is_not_the_printed_one_is_shown_as_printed() {
    let root = Root::small();
    root.replace(CONFIG, "title = \"柳州市人民政府办公室关于印发《柳州市步道", "title = \"关于印发《柳州市道路");
    root.check_error(Kind::BadLines, &["collections.toml:5", "title = ", "《柳州市步道建设办法》的通知"]);
}

#[test]
fn lines_that_leave_out_the_title_are_refused_with_where_it_begins() {
    let root = Root::small();
    root.replace(CONFIG, "first_line = 1", "first_line = 2");
    root.check_error(Kind::BadLines, &["collections.toml:5", "first_line = 1"]);
}

#[test]
fn issuer_that_does_not_head_the_pages_is_refused() {
    let root = Root::small();
    root.replace(CONFIG, "issuer = \"柳州市人民政府办公室\"", "issuer = \"柳州市政府办公室\"");
    root.check_error(Kind::BadLines, &["collections.toml:5", "line 17", "issuer = \"柳州市人民政府办公室\""]);
}

#[test]
fn date_that_is_not_the_printed_one_is_refused() {
    let root = Root::small();
    root.append(CONFIG, "date = \"2022-04-16\"\n");
    root.check_error(Kind::BadLines, &["collections.toml:5", "date = \"2022-04-15\""]);
}

#[test]
fn date_above_the_number_does_not_hide_the_title_of_the_next_document() {
    let root = Root::small();
    root.replace("corpus/a.txt", "2022年4月16日 柳政办", "2022年4月16日\n\n柳政办");
    root.replace(CONFIG, "last_line = 25", "last_line = 27");
    assert_eq!(root.build().accounts[0].next_title, 22);
}

#[test]
fn text_behind_the_last_line_is_pointed_out() {
    let root = Root::small();
    assert_eq!(root.build().warnings, [""; 0]);
    root.replace(CONFIG, "last_line = 25", "last_line = 23");
    assert!(root.build().warnings.iter().any(|it| it.contains("a.txt:25") && it.contains("last_line")));
}

#[test]
fn title_of_the_next_document_is_left_out_and_noted() {
    let root = Root::small();
    let before = root.build();
    root.replace(CONFIG, "last_line = 25", "last_line = 27");
    let build = root.build();
    assert_eq!(build.corpus.clauses, before.corpus.clauses);
    assert!(build.warnings.iter().any(|it| it.contains("a.txt:27")), "{:?}", build.warnings);
    assert_eq!(build.accounts[0].sum(), build.accounts[0].total);
}

/// A gap is the text's, not the editor's: it is shown, and nothing is refused.
#[test]
fn heading_out_of_order_is_shown_with_both_lines() {
    let root = Root::small();
    root.replace("corpus/a.txt", "二、市残联", "三、市残联");
    let build = root.build();
    assert!(build.warnings[0].starts_with("corpus/a.txt:23: “三、市残联”"), "{:?}", build.warnings);
    assert!(build.warnings[0].contains("第13行的一、"), "{:?}", build.warnings);
    assert!(build.corpus.clauses.iter().any(|it| it.id == "2022-31-3-p1"));
}

#[test]
fn item_out_of_order_is_shown_with_its_line() {
    let root = Root::small();
    root.replace("corpus/a.txt", "2. 维护步道", "4. 维护步道");
    let build = root.build();
    assert!(build.warnings[0].starts_with("corpus/a.txt:21: "), "{:?}", build.warnings);
    assert!(build.corpus.clauses.iter().any(|it| it.id == "2022-31-1-4"));
}

#[test]
fn erratum_that_matches_nothing_is_refused() {
    let root = Root::small();
    let erratum =
        "\n[[erratum]]\ndocument = \"柳政办〔2022〕31号\"\nfind = \"铁道\"\nreplace = \"步道\"\nreason = \"识别\"\n";
    root.append(CONFIG, erratum);
    root.check_error(Kind::NoSuchText, &["collections.toml:14", "铁道", "0 times"]);
}

#[test]
fn erratum_that_matches_twice_is_refused() {
    let root = Root::small();
    let erratum =
        "\n[[erratum]]\ndocument = \"柳政办〔2022〕31号\"\nfind = \"步道\"\nreplace = \"路\"\nreason = \"识别\"\n";
    root.append(CONFIG, erratum);
    root.check_error(Kind::NoSuchText, &["collections.toml:14", "not once"]);
}

#[test]
fn erratum_mends_and_is_accounted_for() {
    let root = Root::small();
    let erratum = "\n[[erratum]]\ndocument = \"柳政办〔2022〕31号\"\nfind = \"残疾人配置辅具\"\nreplace = \"残疾人配置辅助器具\"\nreason = \"识别\"\n";
    root.append(CONFIG, erratum);
    let build = root.build();
    assert_eq!(build.corpus.clauses[5].text, "为残疾人配置辅助器具。");
    let account = &build.accounts[0];
    assert_eq!((account.removed, account.inserted), (7, 9));
    assert_eq!(account.sum(), account.total);
}

#[test]
fn erratum_for_an_unknown_document_is_refused() {
    let root = Root::small();
    let erratum =
        "\n[[erratum]]\ndocument = \"柳政办〔2022〕99号\"\nfind = \"步\"\nreplace = \"路\"\nreason = \"识别\"\n";
    root.append(CONFIG, erratum);
    root.check_error(Kind::UnknownDocument, &["collections.toml:14", "柳政办〔2022〕99号"]);
}

#[test]
fn move_that_matches_nothing_is_refused() {
    let root = Root::small();
    let stray =
        "\n[[move]]\ndocument = \"柳政办〔2022〕31号\"\nline = \"铁道\"\nafter = \"建设步道\"\nreason = \"版面\"\n";
    root.append(CONFIG, stray);
    root.check_error(Kind::NoSuchText, &["collections.toml:14", "铁道"]);
}

#[test]
fn two_clauses_with_one_id_name_both_lines() {
    let root = Root::small();
    let pin = "\n[[pin]]\nid = \"2022-31-1-2\"\ndocument = \"柳政办〔2022〕31号\"\ntext = \"1. 建设步道\"\n";
    root.append(CONFIG, pin);
    root.check_error(Kind::DuplicateId, &["corpus/a.txt:21", "first on line 15", "2022-31-1-2"]);
}

#[test]
fn pin_keeps_an_id() {
    let root = Root::small();
    let pin = "\n[[pin]]\nid = \"old-name\"\ndocument = \"柳政办〔2022〕31号\"\ntext = \"1. 建设步道\"\n";
    root.append(CONFIG, pin);
    assert_eq!(root.build().corpus.clauses[3].id, "old-name");
    root.replace(CONFIG, "text = \"1. 建设步道\"", "text = \"1. 建设铁道\"");
    root.check_error(Kind::NoSuchText, &["collections.toml:14", "0 clauses"]);
}

#[test]
fn empty_files_are_named() {
    let root = Root::small();
    root.write("corpus/a.txt", "");
    root.check_error(Kind::BadLines, &["collections.toml:5", "a.txt is empty"]);
    root.write(CONFIG, "");
    root.check_error(Kind::Syntax, &["collections.toml:1", "no [[document]]"]);
}

#[test]
fn period_that_ends_before_it_begins_is_refused() {
    let root = Root::small();
    root.append(CONFIG, "period = [2025, 2021]\n");
    root.check_error(Kind::Syntax, &["collections.toml:5", "period = [2021, 2025]"]);
}

/// A digit too many was written and could not be opened again.
#[test]
fn a_period_of_impossible_years_is_refused() {
    for period in ["[2021, 20250]", "[202, 2025]", "[0, 0]"] {
        let root = Root::small();
        root.append(CONFIG, &format!("period = {period}\n"));
        root.check_error(Kind::Syntax, &["collections.toml:5", "1949 to 2199"]);
    }
}

/// Text that turns its order around reads otherwise than it is.
#[test]
fn what_nobody_sees_is_pointed_out() {
    let root = Root::small();
    root.replace("corpus/a.txt", "方便居民健身", "方便\u{202e}居民健身");
    let warnings = root.build().warnings;
    assert!(warnings.iter().any(|it| it.starts_with("2022-31-1-1: its text holds U+202E")), "{warnings:?}");
}

#[test]
fn nothing_is_mended_without_a_reason() {
    let entries = [
        "[[erratum]]\ndocument = \"柳政办〔2022〕31号\"\nfind = \"铁道\"\nreplace = \"步道\"\nreason = \" \"\n",
        "[[move]]\ndocument = \"柳政办〔2022〕31号\"\nline = \"铁道\"\nafter = \"步道\"\nreason = \"\"\n",
        "[[pin]]\nid = \"\"\ndocument = \"柳政办〔2022〕31号\"\ntext = \"1. 建设步道\"\n",
    ];
    for entry in entries {
        let root = Root::small();
        root.append(CONFIG, &format!("\n{entry}"));
        root.check_error(Kind::Syntax, &["collections.toml:14", "needs"]);
    }
}

#[test]
fn note_for_words_that_changed_is_refused_with_the_new_hash() {
    let root = Root::small();
    let note = |hash: &str| {
        format!(
            "[[note]]\nclause = \"2022-31-2-p1\"\ntext_hash = \"{hash}\"\nsummary = \"残联管\"\nreviewed_by = \"\"\n"
        )
    };
    let hash = policy_index::enrich::plain_notes::text_hash("为残疾人配置辅具。");
    root.write("plain/a.toml", &note(&hash));
    let build = root.build();
    assert_eq!(build.corpus.clauses[5].plain.as_ref().unwrap().summary, "残联管");
    assert_eq!(build.num_notes, (0, 1));
    root.write("plain/a.toml", &note("0123456789abcdef"));
    root.check_error(Kind::StaleNote, &["plain/a.toml:3", &hash, "为残疾人配置辅具。"]);
}

#[test]
fn note_for_no_clause_is_refused() {
    let root = Root::small();
    root.write("plain/a.toml", "\n[[note]]\nclause = \"2022-31-9\"\ntext_hash = \"\"\nsummary = \"无\"\n");
    root.check_error(Kind::UnknownClause, &["plain/a.toml:2", "2022-31-9"]);
}

#[test]
fn second_note_names_both_places() {
    let root = Root::small();
    let note = "[[note]]\nclause = \"2022-31-2-p1\"\ntext_hash = \"\"\nsummary = \"无\"\n";
    root.write("plain/a.toml", &format!("{note}\n{note}"));
    root.check_error(Kind::DuplicateEntry, &["plain/a.toml:6", "first on line 1"]);
    root.write("plain/a.toml", note);
    root.write("plain/b.toml", note);
    root.check_error(Kind::DuplicateEntry, &["plain/b.toml:1", "plain/a.toml"]);
}

#[test]
fn facet_exceptions_are_applied_and_checked() {
    let root = Root::small();
    root.append(CONFIG, "\n[[facet]]\nclause = \"2022-31-1-2\"\nadd = [\"残疾人\"]\nremove = [\"资金补贴\"]\n");
    let build = root.build();
    let names: Vec<&str> =
        build.corpus.clauses[4].facets.iter().map(|id| build.corpus.facets[usize::from(id.0)].name.as_str()).collect();
    assert_eq!(names, ["残疾人", "场地设施", "市体育局"]);
    root.replace(CONFIG, "add = [\"残疾人\"]", "add = [\"盲人\"]");
    root.check_error(Kind::UnknownFacet, &["collections.toml:14", "盲人"]);
    root.replace(CONFIG, "clause = \"2022-31-1-2\"", "clause = \"2022-31-1-9\"");
    root.check_error(Kind::UnknownClause, &["collections.toml:14", "2022-31-1-9"]);
}

/// One bad document among good ones is left out by name; what is said of its
/// clauses elsewhere is no fault then.
#[test]
fn a_bad_document_is_left_out_and_the_others_are_published() {
    let root = Root::small();
    let before = root.build();
    let entry = "\n[[document]]\ncollection = \"paths\"\nfile = \"a.txt\"\nfirst_line = 27\nlast_line = 29\n\
                 number = \"柳政办〔2022〕33号\"\ntitle = \"关于印发下一个文件的通知\"\nissuer = \"柳州市人民政府办公室\"\n";
    root.append(CONFIG, entry);
    root.append(CONFIG, "\n[[pin]]\nid = \"a\"\ndocument = \"柳政办〔2022〕33号\"\ntext = \"甲\"\n");
    root.append(CONFIG, "\n[[facet]]\nclause = \"2022-33-1\"\nadd = [\"残疾人\"]\n");
    root.write(
        "plain/a.toml",
        "[[note]]\nclause = \"2022-33-2\"\ntext_hash = \"0000000000000000\"\nsummary = \"甲\"\n",
    );
    let build = root.build();
    assert_eq!(build.corpus.clauses, before.corpus.clauses);
    assert_eq!(build.accounts, before.accounts);
    let left_out = &build.warnings[0];
    assert!(left_out.starts_with("未收录 柳政办〔2022〕33号"), "{left_out}");
    assert!(left_out.contains("collections.toml:14") && left_out.contains("left out"), "{left_out}");
}

/// Two offices share a serial: the second is left out until it has an id of its own.
#[test]
fn a_document_with_ids_of_another_is_left_out() {
    let root = Root::small();
    let text = std::fs::read_to_string(root.path().join("corpus/a.txt")).unwrap();
    root.write("corpus/b.txt", &text.replace("柳政办〔2022〕31号", "柳民规〔2022〕31号"));
    let config = std::fs::read_to_string(root.path().join(CONFIG)).unwrap();
    let entry = config[config.find("[[document]]").unwrap()..].replace("柳政办", "柳民规").replace("a.txt", "b.txt");
    root.append(CONFIG, &format!("\n{entry}"));
    let build = root.build();
    assert_eq!(build.corpus.documents.len(), 1);
    assert!(build.warnings[0].contains("柳民规〔2022〕31号") && build.warnings[0].contains("2022-31-f1"));
    root.append(CONFIG, "id = \"lmg-2022-31\"\n");
    assert_eq!(root.build().corpus.documents.len(), 2);
}

/// An editor reads first in Chinese what is wrong and what to do.
#[test]
fn errors_speak_chinese_first() {
    let root = Root::small();
    root.replace("corpus/collections.toml", "collection = \"paths\"", "collection = \"roads\"");
    root.check_error(Kind::UnknownCollection, &["× 没有这个栏目，请核对 id", "roads"]);
}
