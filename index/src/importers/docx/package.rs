//! The parts of a Word file.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{Element, parse};
use crate::importers::reading::Refusal;
use crate::importers::sniff::password;

/// A part larger than this is a bomb, not a document.
const MAX_PART_BYTES: u64 = 256 << 20;

/// An open file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    main: String,
    targets: HashMap<String, String>,
}

impl<'a> Package<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let mut package = Self { archive, main: String::new(), targets: HashMap::new() };
        let is_main = |it: &&String| it.starts_with("word/document") && it.ends_with(".xml");
        package.main = package.names().iter().find(is_main).cloned().unwrap_or_default();
        let name = package.main.rsplit('/').next().unwrap_or_default().to_owned();
        let relations = package.part(&format!("word/_rels/{name}.rels"))?;
        let pairs = relations.descendants("Relationship");
        let pairs = pairs.filter_map(|it| Some((it.attr("Id")?.to_owned(), it.attr("Target")?.to_owned())));
        package.targets = pairs.collect();
        Ok(package)
    }

    /// Names of all parts, in their order.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
    }

    /// The text proper.
    pub(super) fn main_document(&mut self) -> Result<Element, Refusal> {
        let name = self.main.clone();
        let document = self.part(&name)?;
        document.at(&["document", "body"]).cloned().ok_or_else(|| damaged("no body"))
    }

    /// A part as a tree; an empty one where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Element, Refusal> {
        let Some(bytes) = self.bytes(name)? else { return Ok(Element::default()) };
        let text = crate::importers::sniff::decode(&bytes)?;
        parse(&text).map_err(|error| damaged(&format!("{name}: {error}")))
    }

    /// What a relation of the text refers to: name and bytes.
    pub(super) fn target(&mut self, id: &str) -> Result<Option<(String, Vec<u8>)>, Refusal> {
        let Some(target) = self.targets.get(id) else { return Ok(None) };
        let name = target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned);
        Ok(self.bytes(&name)?.map(|bytes| (name, bytes)))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) if error.to_string().to_lowercase().contains("password") => {
                return Err(password("用 Word 打开并去掉密码", "open it in Word and take the password off"));
            }
            Err(error) => return Err(damaged(&error.to_string())),
        };
        let mut bytes = Vec::new();
        file.take(MAX_PART_BYTES).read_to_end(&mut bytes).map_err(|error| damaged(&error.to_string()))?;
        Ok(Some(bytes))
    }
}

fn damaged(error: &str) -> Refusal {
    let chinese = "Word 文件已损坏，请用 Word 打开修复并另存为 .docx，再导入";
    Refusal::new(
        "damaged",
        chinese,
        format!("the Word file is damaged ({error}); repair it in Word, save it, then import"),
    )
}
