//! A library answers as the single file of the same corpus does: the same queries asked of both.

use std::collections::{BTreeMap, BTreeSet};

use policy_engine::json::{SearchObject, search_object};
use policy_engine::{
    Corpus, FileId, Index, Library, LibraryAnswer, LibraryFile, LibraryPage, LibraryWriter, SearchOptions, encode,
};

use policy_index::compile::build::{BuildOptions, build};

/// A library in memory.
pub struct Shelf {
    pub root: Vec<u8>,
    pub files: BTreeMap<FileId, Vec<u8>>,
}

impl Shelf {
    pub fn of(corpus: &Corpus, release: u16) -> Self {
        let mut files = BTreeMap::new();
        let mut emit = |file: LibraryFile| -> Result<u16, std::convert::Infallible> {
            let id = FileId { kind: file.kind, number: file.number, release };
            files.insert(id, file.bytes(release));
            Ok(release)
        };
        let writer = LibraryWriter::new(corpus).unwrap();
        let root = writer.write(release, &|_| (), &mut emit).unwrap();
        Self { root, files }
    }

    pub fn open(&self) -> Library {
        Library::open(&self.root).unwrap()
    }

    /// The page for a query, and how many files each round fetched.
    pub fn search(&self, query: &str, options: &SearchOptions) -> (LibraryPage, Vec<usize>) {
        let mut library = self.open();
        let mut rounds = Vec::new();
        loop {
            match library.search(query, options) {
                LibraryAnswer::Page(page) => return (*page, rounds),
                LibraryAnswer::Needs(files) => {
                    assert!(rounds.len() < 12, "{query}: no end of rounds {rounds:?}");
                    rounds.push(files.len());
                    files.iter().for_each(|it| library.insert(*it, &self.files[it]).unwrap());
                }
            }
        }
    }
}

fn ids(object: &SearchObject, num: usize) -> Vec<&str> {
    object.hits.iter().take(num).map(|it| it.id.as_str()).collect()
}

/// Queries of every kind that the single file understands.
const QUERIES: &[&str] = &[
    "就业补贴",
    "高校毕业生就业补贴",
    "康复辅助器具",
    "做辅具的小厂能拿到什么贷款",
    "公园里有没有步道",
    "jiuyebutie",
    "jiuye bt",
    "体yu公园",
    "体yu补贴",
    "康付产业",
    "就补业贴",
    "補貼",
    "百分之九十五",
    "31号文",
    "柳政办〔2022〕31号",
    "柳政办〔2022〕99号",
    "残联负责什么",
    "医保局",
    "健身步道",
    "15分钟健身圈",
    "找不到工作怎么办",
    "残疾人就业",
    "轮椅多少钱",
    "社会保险补贴",
    "护照怎么办",
];

#[test]
fn a_library_answers_as_the_single_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = build(root, BuildOptions::default()).unwrap().corpus;
    let index = Index::open(&encode(&corpus).unwrap()).unwrap();
    let shelf = Shelf::of(&corpus, 1);
    let options = SearchOptions { limit: 10, ..SearchOptions::default() };
    let mut others = Vec::new();
    for query in QUERIES {
        let expected = search_object(&index, query, &index.search(query, &options), 0);
        let (page, rounds) = shelf.search(query, &options);
        let got = search_object(&page.index, query, &page.results, 0);
        let best = |it: &SearchObject| ids(it, 3).into_iter().map(str::to_owned).collect::<BTreeSet<String>>();
        let is_first = !expected.confident || ids(&got, 1) == ids(&expected, 1);
        let same = is_first && (got.confident, best(&got)) == (expected.confident, best(&expected));
        if !same {
            others.push(format!(
                "{query}: {} {:?} {rounds:?}, the single file {} {:?}",
                got.confident,
                ids(&got, 3),
                expected.confident,
                ids(&expected, 3)
            ));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
