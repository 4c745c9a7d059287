//! A small root with everything a build needs, to be spoilt one place at a
//! time; and copies of the real one.

use std::fs;
use std::path::{Path, PathBuf};

use policy_index::cli::render;
use policy_index::compile::build::{Build, BuildOptions, build};
use policy_index::error::Kind;
use tempfile::TempDir;

const GAZETTE: &str = "\
柳州市人民政府办公室关于印发《柳州市步道建设办法》的通知

2022年4月15日 柳政办〔2022〕31号

各县、区人民政府，各有关单位：

《柳州市步道建设办法》已经市人民政府同意，现印发给你们。

柳州市步道建设办法

为了建设步道，制定本办法。

一、市体育局

1. 建设步道。每个社区建设一条步

——柳州市人民政府办公室——

道，方便居民健身。

2. 维护步道。给予社区资金补贴。

二、市残联

为残疾人配置辅具。

柳州市人民政府办公室关于印发下一个文件的通知

2022年4月16日 柳政办〔2022〕32号
";

const COLLECTIONS: &str = "\
[[collection]]
id = \"paths\"
name = \"步道\"

[[document]]
collection = \"paths\"
file = \"a.txt\"
first_line = 1
last_line = 25
number = \"柳政办〔2022〕31号\"
title = \"柳州市人民政府办公室关于印发《柳州市步道建设办法》的通知\"
issuer = \"柳州市人民政府办公室\"
";

/// A root in a folder that goes away with it.
pub struct Root {
    dir: TempDir,
}

impl Root {
    /// One document of three sections, and a line in every list.
    pub fn small() -> Self {
        let root = Self { dir: tempfile::tempdir().unwrap() };
        root.write("corpus/a.txt", GAZETTE);
        root.write("corpus/collections.toml", COLLECTIONS);
        root.write("lexicon/synonyms.txt", "# 说法\n跑道 => 步道 @80\n");
        root.write("lexicon/stop_words.txt", "请问\n# weak\n的\n");
        root.write("lexicon/elsewhere.txt", "护照\n");
        root.write("lexicon/amounts.txt", "多少钱, 几块钱 => 元\n");
        root.write("lexicon/audiences.txt", "残疾人: 残疾人\n");
        root.write("lexicon/kinds.txt", "资金补贴: 补贴\n场地设施: 步道\n");
        root.write("lexicon/departments.txt", "市体育局 | 柳州市体育局 | 体育局\n市残联 | 柳州市残疾人联合会 | 残联\n");
        root
    }

    /// A copy of what this repository compiles.
    pub fn real() -> Self {
        let root = Self { dir: tempfile::tempdir().unwrap() };
        for folder in ["corpus", "lexicon", "plain"] {
            let Ok(files) = fs::read_dir(real_root().join(folder)) else { continue };
            for file in files {
                let file = file.unwrap().path();
                let name = file.file_name().unwrap().to_str().unwrap();
                root.write_bytes(&format!("{folder}/{name}"), &fs::read(&file).unwrap());
            }
        }
        root
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    /// Writes a file that may be anything.
    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Appends to a file.
    pub fn append(&self, name: &str, text: &str) -> &Self {
        let before = fs::read_to_string(self.path().join(name)).unwrap_or_default();
        self.write(name, &(before + text));
        self
    }

    /// Changes words that must be there.
    pub fn replace(&self, name: &str, from: &str, to: &str) -> &Self {
        let before = fs::read_to_string(self.path().join(name)).unwrap();
        assert!(before.contains(from), "{from} is not in {name}");
        self.write(name, &before.replacen(from, to, 1));
        self
    }

    /// The build, which must succeed.
    pub fn build(&self) -> Build {
        build(self.path(), BuildOptions::default()).unwrap_or_else(|error| panic!("{}", render(&error)))
    }

    /// The error, which must be of this kind and show these words.
    pub fn check_error(&self, kind: Kind, shown: &[&str]) {
        let Err(error) = build(self.path(), BuildOptions::default()) else { panic!("the build should fail") };
        let rendered = render(&error);
        assert_eq!(error.kind, kind, "{rendered}");
        for words in shown {
            assert!(rendered.contains(words), "no {words} in:\n{rendered}");
        }
        assert!(rendered.contains("help: "), "no help in:\n{rendered}");
    }
}

/// `index/` of this repository.
pub fn real_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
