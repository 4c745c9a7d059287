//! What kind of file is this? Told by its content, never by its name; what
//! cannot be read is refused by a sentence that says what to do.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::reading::Refusal;

/// Every text in Chinese is full of these, in both forms of the letters.
const FREQUENT: &str = "，。、；：（）「」的一是在不了有和人這这中大為为上個个國国以要他時时來来用們们到說说於于地出就分對对成會会可主發发年動动同工也能下過过子行市第";
/// In a text of other letters fewer are frequent.
const MIN_FREQUENT_PERCENT: usize = 8;

/// Kinds of files that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A web page, or one saved with everything in one file.
    Html,
    /// A Word file of 2007 or later.
    Docx,
    /// A PDF.
    Pdf,
    /// Plain text or Markdown.
    Text,
    /// One JSON object per line.
    Jsonl,
}

impl Format {
    /// As `document.toml` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Text => "text",
            Self::Jsonl => "jsonl",
        }
    }

    /// What the kept original's name ends in.
    pub fn extension(self) -> &'static str {
        if self == Self::Text { "txt" } else { self.name() }
    }
}

/// Tells the kind of a file, or why it cannot be read.
///
/// # Errors
/// A file of a kind that is not read.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ole(bytes));
    }
    if bytes.starts_with(b"PK") {
        return zipped(bytes);
    }
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(resave("rtf", " RTF 文件", "an RTF file"));
    }
    if [&b"Rar!"[..], b"7z\xbc\xaf", b"\x1f\x8b"].iter().any(|it| bytes.starts_with(it)) {
        return Err(archive());
    }
    if is_picture(bytes) {
        return Err(picture());
    }
    let text = decode(bytes)?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(empty());
    }
    Ok(if is_html(start) {
        Format::Html
    } else if is_jsonl(start) {
        Format::Jsonl
    } else {
        Format::Text
    })
}

/// Old Word files and protected new ones share their first bytes.
fn ole(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return password("用 Word 打开并去掉打开密码", "open it in Word and take the password off");
    }
    if has("Workbook") {
        return spreadsheet();
    }
    if has("WpsDocument") || find(bytes, b"WPS Office").is_some() || find(bytes, b"Kingsoft").is_some() {
        return resave("wps", " WPS 文字（.wps）", "an old WPS file");
    }
    if has("PowerPoint Document") {
        return slides();
    }
    // Files of WPS are built like those of Word, and most say nothing else of themselves.
    resave("doc", "旧版 Word 或 WPS 文件（.doc、.wps）", "an old file of Word or WPS (.doc, .wps)")
}

fn zipped(bytes: &[u8]) -> Result<Format, Refusal> {
    // Names of members are readable both before each one and at the end.
    let has = |name: &[u8]| find(bytes, name).is_some();
    if has(b"word/document") || (has(b"word/") && has(b"[Content_Types].xml")) {
        return Ok(Format::Docx);
    }
    if has(b"OFD.xml") {
        let chinese = "这是 OFD 版式文件，还不能读取，请用 OFD 阅读器另存为 PDF，或向发文单位索取 Word 文件，再导入";
        return Err(Refusal::new("ofd", chinese, "this is an OFD file; save it as PDF or ask for the Word file"));
    }
    if has(b"opendocument.text") {
        return Err(resave("odt", " OpenDocument 文件（.odt）", "an OpenDocument file (.odt)"));
    }
    if has(b"xl/workbook") {
        return Err(spreadsheet());
    }
    if has(b"ppt/presentation") {
        return Err(slides());
    }
    Err(archive())
}

fn archive() -> Refusal {
    let chinese = "这是压缩包，请先解压，再逐个导入里面的文件";
    Refusal::new("zip", chinese, "this is an archive; unpack it and import the files in it")
}

fn slides() -> Refusal {
    let chinese = "这是演示文稿（PPT），请把文字贴进 Word 文件另存为 .docx，再导入";
    Refusal::new("pptx", chinese, "these are slides; paste their text into a Word file (.docx)")
}

fn spreadsheet() -> Refusal {
    let chinese = "这是 Excel 表格，请把表格贴进 Word 文件另存为 .docx，再导入";
    Refusal::new("xlsx", chinese, "this is a spreadsheet; paste the table into a Word file (.docx)")
}

fn resave(code: &'static str, chinese: &str, english: &str) -> Refusal {
    let chinese = format!("这是{chinese}，不能直接读取，请用 Word 或 WPS 打开，另存为 .docx，再导入");
    Refusal::new(
        code,
        chinese,
        format!("this is {english}; open it in Word or WPS, save it as .docx, then import that"),
    )
}

/// A file that a password protects.
pub(super) fn password(chinese: &str, english: &str) -> Refusal {
    let chinese = format!("文件有密码保护，读不出文字，请{chinese}，另存后再导入");
    Refusal::new("password", chinese, format!("the file is protected by a password; {english}, save it, then import"))
}

/// A file that holds something, but no text.
pub(super) fn no_text(chinese: &str, english: &str) -> Refusal {
    let chinese = format!("文件里没有读到任何文字，请{chinese}");
    Refusal::new("no-text", chinese, format!("no text was found in the file; {english}"))
}

fn empty() -> Refusal {
    no_text("检查文件是否为空，重新保存后再导入", "see whether the file is empty, save it again, then import")
}

fn picture() -> Refusal {
    let chinese = "这是图片，没有文字可读，请先做文字识别并校对，存成 .docx 或 UTF-8 文本，再导入";
    Refusal::new("picture", chinese, "this is a picture; recognise and proof-read its text, save that as .docx or text")
}

fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\0", b"II*\0", b"MM\0*"];
    starts.iter().any(|it| bytes.starts_with(it))
}

fn is_html(text: &str) -> bool {
    let start: String = text.chars().take(4096).collect::<String>().to_lowercase();
    let is_saved_whole = start.contains("mime-version:") && start.contains("content-type:");
    let tags = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<p>", "<p ", "<table", "<span"];
    is_saved_whole || (start.contains('<') && tags.iter().any(|tag| start.contains(tag)))
}

fn is_jsonl(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.starts_with('{') && serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(first).is_ok()
}

/// Text in UTF-8, UTF-16, GBK or Big5, without the mark at its beginning.
///
/// # Errors
/// Bytes that are text in none of them.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return whole(encoding, &bytes[length..]);
    }
    if let Some(encoding) = wide(bytes) {
        return whole(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text.to_owned()),
        _ => whole(if is_big5(bytes) { BIG5 } else { GB18030 }, bytes),
    }
}

/// Bytes of Big5 are text in GB18030 as well, but of rare characters.
fn is_big5(bytes: &[u8]) -> bool {
    let share = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let wide = || text.chars().filter(|c| !c.is_ascii());
        Some(wide().filter(|c| FREQUENT.contains(*c)).count() * 100 / wide().count().max(1))
    };
    let (as_big5, as_gbk) = (share(BIG5).unwrap_or(0), share(GB18030).unwrap_or(0));
    MIN_FREQUENT_PERCENT <= as_big5 && 3 * as_gbk < as_big5
}

/// UTF-16 without a mark has a zero beside every line's end.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = || bytes.chunks_exact(2);
    let has = |pair: [u8; 2]| pairs().any(|it| it == pair);
    let is_likely = bytes.len() >= 4 && bytes.len().is_multiple_of(2);
    match (has([b'\n', 0]), has([0, b'\n'])) {
        (true, false) if is_likely => Some(UTF_16LE),
        (false, true) if is_likely => Some(UTF_16BE),
        _ => None,
    }
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refusal> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.filter(|it| is_text(it)).map(std::borrow::Cow::into_owned).ok_or_else(|| {
        let chinese = "认不出这是什么文件，请用 Word 或浏览器打开，另存为 .docx、网页或 UTF-8 文本，再导入";
        Refusal::new("unknown", chinese, "this kind of file is not known; save it as .docx, web page or UTF-8 text")
    })
}

/// Nearly every sequence of bytes is text in GB18030; what people wrote holds no
/// control characters to speak of.
fn is_text(text: &str) -> bool {
    let num_controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    !text.contains('\0') && num_controls * 100 <= text.len()
}

/// Place of `part` in `bytes`.
pub(super) fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|&byte| byte == first) {
        if bytes[from + at..].starts_with(part) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn kinds_are_told_by_content() {
        let gbk = encoding_rs::GBK.encode("<html><body><p>甲</p></body></html>").0.into_owned();
        let rows: [(&[u8], Format); 8] = [
            ("标题\n甲。".as_bytes(), Format::Text),
            (&encoding_rs::GBK.encode("标题\n甲。").0, Format::Text),
            (&wide_bytes("标题\n甲。"), Format::Text),
            (&gbk, Format::Html),
            (b"\n <!DOCTYPE HTML><title>x</title>", Format::Html),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", Format::Html),
            (b"{\"id\": \"a\", \"text\": \"b\"}\n", Format::Jsonl),
            (b"%PDF-1.7\n", Format::Pdf),
        ];
        for (bytes, format) in rows {
            assert_eq!(sniff(bytes), Ok(format), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn big5_is_told_from_gbk_by_its_frequent_characters() {
        let traditional = "甲市關於長者步道的辦法\n第一條 為了規範步道的建設和管理，方便居民，制定本辦法。\n第二條 市民可以使用步道。\n";
        assert_eq!(decode(&BIG5.encode(traditional).0).as_deref(), Ok(traditional));
        let simplified = "甲市步道办法\n第一条 为了规范步道的建设和管理，制定本办法。\n";
        for text in [simplified, traditional, "步道名称\n甲\n乙"] {
            assert_eq!(decode(&GB18030.encode(text).0).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let ole = |stream: &str| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), wide_bytes(stream)].concat();
        for (bytes, code) in [
            (ole("WordDocument"), "doc"),
            (ole("EncryptedPackage"), "password"),
            (ole("WpsDocument"), "wps"),
            (ole("Workbook"), "xlsx"),
            (ole("PowerPoint Document"), "pptx"),
            (b"PK\x03\x04.....ppt/presentation.xml".to_vec(), "pptx"),
            (b"Rar!\x1a\x07\x01\0".to_vec(), "zip"),
            (b"7z\xbc\xaf\x27\x1c".to_vec(), "zip"),
            (b"\x81\x30\x81\x30\x02\x03\x04\x05\x06".to_vec(), "unknown"),
            (b"PK\x03\x04.....OFD.xml".to_vec(), "ofd"),
            (b"PK\x03\x04.....a.txt".to_vec(), "zip"),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text".to_vec(), "odt"),
            (b"\x89PNG\r\n".to_vec(), "picture"),
            (b" \n\n".to_vec(), "no-text"),
            (b"\x01\x02\xff\0\0\0".to_vec(), "unknown"),
        ] {
            let refusal = sniff(&bytes).unwrap_err();
            assert_eq!(refusal.code, code);
            assert!(refusal.chinese.contains('请') && !refusal.to_string().contains('\n'), "{refusal}");
        }
    }
}
