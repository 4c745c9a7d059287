//! The page inside a page saved whole (`multipart/related`), and the text of a
//! page in the encoding it names.

use encoding_rs::Encoding;

use crate::importers::reading::Refusal;
use crate::importers::sniff::{decode, find};

/// The page's text.
///
/// # Errors
/// Bytes that are text in no encoding.
pub(crate) fn page(bytes: &[u8]) -> Result<String, Refusal> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let is_saved_whole = start.trim_start().starts_with("mime-version:") || start.contains("multipart/related");
    if is_saved_whole && let Some(part) = html_part(bytes) {
        return decoded(&part);
    }
    decoded(bytes)
}

/// As the page itself says, unless its bytes say otherwise.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let has_mark = Encoding::for_bom(bytes).is_some();
    if !has_mark && std::str::from_utf8(bytes).is_err() {
        let named = named_encoding(bytes).and_then(|it| it.decode_without_bom_handling_and_without_replacement(bytes));
        if let Some(text) = named {
            return Ok(text.into_owned());
        }
    }
    decode(bytes).or_else(|refusal| {
        // One broken character in a page of thousands is shown as such.
        let encoding = named_encoding(bytes).unwrap_or(encoding_rs::UTF_8);
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        let num_broken = text.chars().filter(|c| *c == '\u{fffd}').count();
        if num_broken * 200 < text.chars().count() { Ok(text.into_owned()) } else { Err(refusal) }
    })
}

fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let at = find(start, b"charset=").map(|at| at + b"charset=".len())?;
    let name: Vec<u8> = start[at..]
        .iter()
        .copied()
        .skip_while(|it| b"\"'".contains(it))
        .take_while(|it| it.is_ascii_alphanumeric() || b"-_".contains(it))
        .collect();
    Encoding::for_label(&name)
}

/// The first part that is HTML, its transfer encoding undone.
fn html_part(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0;
    let mut kinds: &[&[u8]] = &[b"content-type: text/html", b"content-type:text/html"];
    let mut ends: &[&[u8]] = &[b"\r\n\r\n", b"\n\n"];
    loop {
        let rest = bytes.get(at..)?;
        let (kind, _) = first_of(&mut kinds, |it| find_ignoring_case(rest, it))?;
        let (end, length) = first_of(&mut ends, |it| find(&rest[kind..], it))?;
        let head_start = rest[..kind].windows(2).rposition(|it| it == b"--").unwrap_or(0);
        let head = String::from_utf8_lossy(&rest[head_start..kind + end]).to_lowercase();
        let body = &rest[kind + end + length..];
        let body = &body[..find(body, b"\n--").unwrap_or(body.len())];
        if !body.is_empty() {
            return Some(undone(&head, body));
        }
        at += kind + end + length;
    }
}

/// Where the first of the parts that is found is, and how long it is. What is nowhere in the rest of a file is not looked
/// for again further down.
fn first_of(parts: &mut &[&[u8]], find: impl Fn(&[u8]) -> Option<usize>) -> Option<(usize, usize)> {
    while let Some((part, others)) = parts.split_first() {
        if let Some(at) = find(part) {
            return Some((at, part.len()));
        }
        *parts = others;
    }
    None
}

fn find_ignoring_case(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|it| it.eq_ignore_ascii_case(part))
}

fn undone(head: &str, body: &[u8]) -> Vec<u8> {
    if head.contains("quoted-printable") {
        return unquoted(body);
    }
    if head.contains("base64") { from_base64(body) } else { body.to_vec() }
}

fn unquoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        let hex = body.get(at + 1..at + 3).and_then(|it| std::str::from_utf8(it).ok());
        match (body[at], hex.and_then(|it| u8::from_str_radix(it, 16).ok())) {
            (b'=', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'=', None) => {
                // A soft end of line.
                at += 1;
                while body.get(at).is_some_and(|it| *it == b'\r') {
                    at += 1;
                }
                at += usize::from(body.get(at) == Some(&b'\n'));
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn from_base64(body: &[u8]) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = body.iter().filter_map(|byte| alphabet.iter().position(|it| it == byte));
    let (mut out, mut bits, mut num_bits) = (Vec::new(), 0_u32, 0);
    for value in values {
        bits = bits << 6 | u32::try_from(value).unwrap_or_default();
        num_bits += 6;
        if num_bits >= 8 {
            num_bits -= 8;
            out.push((bits >> num_bits & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_saved_whole_are_unpacked() {
        let quoted = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
                      Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                      <p>=E7=94=B2=\r\n</p>\r\n--x--\r\n";
        assert_eq!(page(quoted.as_bytes()).unwrap().trim(), "<p>甲</p>");
        let base64 = "MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\nContent-Transfer-Encoding: base64\n\
                      Content-Type: text/html\n\nPHA+55SyPC9wPg==\n--x--\n";
        assert_eq!(page(base64.as_bytes()).unwrap(), "<p>甲</p>");
    }

    #[test]
    fn very_many_parts_without_a_page_are_passed_over() {
        let parts = "content-type:text/html\n\n\n--\n".repeat(20_000);
        assert_eq!(html_part(parts.as_bytes()), None);
    }

    #[test]
    fn pages_are_read_in_the_encoding_they_name() {
        let page_text = "<meta charset=\"gb2312\"><p>甲</p>";
        assert_eq!(page(&encoding_rs::GBK.encode(page_text).0).unwrap(), page_text);
        assert_eq!(page(page_text.as_bytes()).unwrap(), page_text, "bytes that are UTF-8 are UTF-8");
    }
}
