//! The lists of `lexicon/` as editors may leave them: what is refused, what is
//! pointed out, and what is understood although a keyboard or Notepad wrote it.

use crate::common::Root;
use policy_index::error::Kind;

const CONFIG: &str = "corpus/collections.toml";

#[test]
fn list_without_an_entry_is_refused() {
    for file in ["synonyms", "stop_words", "elsewhere", "amounts", "audiences", "kinds", "departments"] {
        let name = format!("lexicon/{file}.txt");
        let root = Root::small();
        root.write(&name, "# 说明\n");
        root.check_error(Kind::Syntax, &[&format!("{name}:1"), "no entry"]);
    }
}

#[test]
fn rule_word_that_stands_nowhere_is_pointed_out() {
    let root = Root::small();
    root.append("lexicon/kinds.txt", "赛事: 步道, 马拉松, !铁道\n");
    let warnings = root.build().warnings;
    assert!(warnings.iter().any(|it| it.contains("lexicon/kinds.txt:3") && it.contains("马拉松")), "{warnings:?}");
    assert!(warnings.iter().any(|it| it.contains("铁道")), "{warnings:?}");
    assert_eq!(warnings.len(), 2);
}

#[test]
fn wide_marks_of_a_chinese_keyboard_are_named() {
    let cases = [
        ("first_line = 1", "first_line　= 1", "wide space"),
        ("first_line = 1", "first_line ＝ 1", "＝"),
        ("id = \"paths\"", "id = “paths”", "“"),
    ];
    for (from, to, mark) in cases {
        Root::small().replace(CONFIG, from, to).check_error(Kind::Syntax, &["collections.toml:", mark, "input method"]);
    }
}

#[test]
fn wide_marks_in_lists_mean_the_plain_ones() {
    let root = Root::small();
    root.write("lexicon/synonyms.txt", "跑道 ＝＞ 步道 ＠80\n");
    root.write("lexicon/kinds.txt", "资金补贴：补贴，经费，！经费卡\n");
    root.write("lexicon/departments.txt", "市体育局 ｜ 柳州市体育局 ｜ 体育局\n");
    root.build();
}

/// Notepad writes a mark before the first line and \r before each \n.
#[test]
fn files_saved_by_notepad_are_read_alike() {
    let (plain, notepad) = (Root::small(), Root::small());
    let lists = ["synonyms", "stop_words", "elsewhere", "amounts", "audiences", "kinds", "departments"]
        .map(|it| format!("lexicon/{it}.txt"));
    for name in lists.iter().map(String::as_str).chain([CONFIG, "corpus/a.txt"]) {
        let text = std::fs::read_to_string(notepad.path().join(name)).unwrap();
        notepad.write(name, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(plain.build().corpus, notepad.build().corpus);
}

#[test]
fn text_in_another_encoding_is_refused() {
    let root = Root::small();
    root.write_bytes("lexicon/kinds.txt", b"\xff\xfe\x44\x8d\x34\x8d\x3a\x00");
    root.check_error(Kind::InvalidUtf8, &["lexicon/kinds.txt:1", "UTF-16", "资贴:"]);
    // 资金补贴 as Notepad saves it by default on an old Windows.
    root.write_bytes("lexicon/kinds.txt", b"# 1\n\xd7\xca\xbd\xf0: \xb2\xb9\xcc\xf9\n");
    root.check_error(Kind::InvalidUtf8, &["lexicon/kinds.txt:2", "GBK", "资金: 补贴"]);
}

#[test]
fn entries_without_form_are_refused() {
    let lists = [
        ("lexicon/synonyms.txt", "跑步机\n", "synonyms.txt:3"),
        ("lexicon/synonyms.txt", "跑步机 => 步道 @很像\n", "synonyms.txt:3"),
        ("lexicon/amounts.txt", "多少钱\n", "amounts.txt:2"),
        ("lexicon/audiences.txt", "老年人\n", "audiences.txt:2"),
        ("lexicon/kinds.txt", "赛事:\n", "kinds.txt:3"),
        ("lexicon/departments.txt", "市公安局\n", "departments.txt:3"),
    ];
    for (file, line, shown) in lists {
        Root::small().append(file, line).check_error(Kind::Syntax, &[shown, "README.md"]);
    }
}

#[test]
fn lexicon_entry_defined_twice_names_both_lines() {
    let root = Root::small();
    root.append("lexicon/synonyms.txt", "路 => 步道\n跑道 => 健身\n");
    root.check_error(Kind::DuplicateEntry, &["lexicon/synonyms.txt:4", "first on line 2", "跑道"]);
}

#[test]
fn entries_of_every_list_are_refused_a_second_time() {
    let lists = [
        ("lexicon/stop_words.txt", "请问\n", "stop_words.txt:4"),
        ("lexicon/audiences.txt", "残疾人: 盲人\n", "audiences.txt:2"),
        ("lexicon/kinds.txt", "场地设施: 路\n", "kinds.txt:3"),
        ("lexicon/departments.txt", "市聋协 | | 残联\n", "departments.txt:3"),
    ];
    for (file, line, shown) in lists {
        Root::small().append(file, line).check_error(Kind::DuplicateEntry, &[shown, "first on line"]);
    }
}

#[test]
fn missing_lexicon_file_is_named() {
    let root = Root::small();
    std::fs::remove_file(root.path().join("lexicon/kinds.txt")).unwrap();
    root.check_error(Kind::MissingFile, &["kinds.txt"]);
}

#[test]
fn invalid_utf8_is_shown_with_its_line() {
    let root = Root::small();
    root.write_bytes("lexicon/stop_words.txt", b"\xe8\xaf\xb7\n\n\xb2\xb9\xcc\xf9\n");
    root.check_error(Kind::InvalidUtf8, &["lexicon/stop_words.txt:3", "UTF-8"]);
}

#[test]
fn a_folder_without_amounts_is_built_all_the_same() {
    let root = Root::small();
    assert_eq!(root.build().corpus.lexicon.amounts[0].units, ["元"]);
    std::fs::remove_file(root.path().join("lexicon/amounts.txt")).unwrap();
    assert!(root.build().corpus.lexicon.amounts.is_empty());
}
