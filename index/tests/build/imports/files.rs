//! Which files go in, and what is said of those that do not.

use super::*;

#[test]
fn what_does_not_go_in_is_told_in_one_sentence_and_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    let old_word = file(&dir, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more");
    let empty = file(&dir, "b.html", "<html><body><script>var a;</script></body></html>");
    for (path, words) in
        [(&old_word, "另存为 .docx"), (&empty, "没有读到任何文字"), (&"/no/such.html".to_owned(), "打不开")]
    {
        let output = import(dir.path(), &[path]);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(said.contains(words) && said.trim().lines().count() == 1 && said.trim().ends_with('。'), "{said}");
        assert!(output.stdout.is_empty() && !dir.path().join("corpus").exists());
    }
    let page = file(&dir, "c.html", PAGE);
    let output = import(dir.path(), &[&old_word, &page]);
    assert_eq!(output.status.code(), Some(1));
    assert!(dir.path().join("corpus/jfg-2024-7").exists(), "the others go in");
}

#[test]
fn text_in_every_encoding_gives_the_same_source() {
    let words = "甲市步道办法\n甲府规〔2024〕7号\n第一条 甲。\n";
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("utf8.txt", words.as_bytes().to_vec()),
        ("gbk.txt", encoding_rs::GBK.encode(words).0.into_owned()),
        ("wide.txt", [vec![0xff, 0xfe], wide].concat()),
    ] {
        let dir = TempDir::new().unwrap();
        let line = imported(&import(dir.path(), &[&file(&dir, name, bytes), "--json"]));
        assert_eq!(line["title"], "甲市步道办法", "{name}");
        assert_eq!(fs::read_to_string(dir.path().join("corpus/jfg-2024-7/source.txt")).unwrap(), words, "{name}");
    }
}

/// Pages as offices publish them, where they lie beside the repository.
#[test]
fn real_documents_go_in() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents/html");
    let Ok(entries) = fs::read_dir(&documents) else {
        eprintln!("skipped: no documents in {}", documents.display());
        return;
    };
    let dir = TempDir::new().unwrap();
    let files: Vec<String> = entries.map(|it| it.unwrap().path().to_str().unwrap().to_owned()).collect();
    let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    arguments.push("--json");
    let output = import(dir.path(), &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), files.len());
}

#[test]
fn a_folder_is_no_file() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("来文");
    fs::create_dir(&folder).unwrap();
    let output = import(dir.path(), &[folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("来文 是文件夹或设备，不是文件，请写出") && !dir.path().join("corpus").exists()
    );
}

/// A file of the tests' own.
fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build/data").join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_locked_pdf_is_refused_and_a_restricted_one_is_read() {
    let dir = TempDir::new().unwrap();
    let output = import(dir.path(), &[&data("locked.pdf"), "--json"]);
    let refused: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!((output.status.code(), &refused["refused"]["code"]), (Some(1), &"password".into()));
    assert!(text(&output.stderr).contains("文件有密码保护") && !dir.path().join("corpus").exists());
    // What may not be printed or copied can be read without a password.
    imported(&import(dir.path(), &[&data("restricted.pdf"), "--json"]));
    let source = fs::read_dir(dir.path().join("corpus")).unwrap().next().unwrap().unwrap().path().join("source.txt");
    assert_eq!(fs::read_to_string(source).unwrap(), "Footpaths of the city, and who keeps them.\n");
}
