//! A file that an editor was sent.

use std::time::{Duration, Instant};

use policy_index::importers::import::read;

use crate::layout::crc32;

/// Imports the bytes. What begins with `DOCX` stands for a Word file: its parts
/// follow, with a 0 between them, and are put into an archive here, so that a
/// change reaches the reader instead of the compressed stream.
pub fn run(bytes: &[u8]) -> bool {
    let start = Instant::now();
    let imported = match bytes.strip_prefix(b"DOCX") {
        Some(parts) => read(&archive(parts), "通知.docx"),
        None => read(bytes, "通知.html"),
    };
    assert!(start.elapsed() < Duration::from_secs(20), "{} bytes took {:?}", bytes.len(), start.elapsed());
    imported.is_ok()
}

const NAMES: [&str; 4] = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"];

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn archive(parts: &[u8]) -> Vec<u8> {
    let mut files = vec![("[Content_Types].xml", TYPES.as_bytes()), ("_rels/.rels", RELS.as_bytes())];
    files.extend(NAMES.into_iter().zip(parts.split(|it| *it == 0)));
    stored(&files)
}

/// A zip archive without compression.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x50];
        about.extend(crc32(content).to_le_bytes());
        about.extend([content.len() as u32; 2].map(u32::to_le_bytes).concat());
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        let start = bytes.len() as u32;
        bytes.extend([b"PK\x03\x04", &about[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\0", &about[..], &[0; 10], &start.to_le_bytes(), name.as_bytes()].concat());
    }
    let num = (files.len() as u16).to_le_bytes();
    let (start, length) = ((bytes.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    bytes.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &num, &num, &length, &start, &[0, 0]].concat());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_file_of_parts_is_read() {
        let text = "第一条 为促进就业，制定本办法。";
        let document = format!(
            r#"DOCX<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
        );
        assert!(run(document.as_bytes()));
        let read = read(&archive(&document.as_bytes()[4..]), "a.docx").unwrap();
        assert_eq!((read.format.name(), read.reading.lines[0].text.as_str()), ("docx", text));
    }
}
