//! What is looked at, as a link: `#q=轮椅&c=rehab&a=残疾人&id=2022-31-8`. Parsing never fails: what is unknown is
//! left out, so that a mangled link still shows something. Whether a name exists in the index is known to `lookup`.
//!
//! | key | holds |
//! |---|---|
//! | `q` | the query |
//! | `c` | collection id, or `all` for every collection |
//! | `a` `k` `d` | audience, kind, department names, separated by `,` |
//! | `doc` | 文号: alone it shows the whole document, with `q` it searches inside |
//! | `at` | with `doc`: the clause at which the document is opened; what `q` asks is marked all through it |
//! | `id` | clause id |
//! | `lit` | `1`: only clauses with the words as typed |
//! | `by` | `doc`: in document order |

use policy_engine::{Facet, Order};

/// The value of `c` that lifts the collection an element was made for.
pub const ALL_COLLECTIONS: &str = "all";

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// As typed, trimmed.
    pub query: String,
    /// Collection id or [`ALL_COLLECTIONS`].
    pub collection: Option<String>,
    /// Facet values chosen, by name, in the order they were chosen.
    pub facets: Vec<(Facet, String)>,
    /// 文号 of a document.
    pub document: Option<String>,
    /// Id of the clause at which the document is opened.
    pub at: Option<String>,
    /// Clause id.
    pub clause: Option<String>,
    /// Only clauses with the words as typed.
    pub literal: bool,
    /// Order of the hits.
    pub order: Order,
}

/// Which of the four views a route shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Box, tiles, examples.
    Start,
    /// Hits.
    Results,
    /// One clause.
    Clause,
    /// A document from beginning to end.
    Document,
}

/// Every key but those of facets.
const KEYS: [&str; 7] = ["q", "c", "doc", "at", "id", "lit", "by"];
const FACET_KEYS: [(&str, Facet); 3] = [("a", Facet::Audience), ("k", Facet::Kind), ("d", Facet::Department)];

impl Route {
    /// A route that shows a place of a document, with what was asked marked in it.
    pub fn to_place(&self, number: &str, id: &str) -> Self {
        let Self { query, literal, .. } = self.clone();
        Self { query, literal, document: Some(number.into()), at: Some(id.into()), ..Self::default() }
    }

    /// A route that shows one clause and nothing else.
    pub fn to_clause(id: &str) -> Self {
        Self { clause: Some(id.into()), ..Self::default() }
    }

    /// Which view the route shows; a clause has precedence.
    pub fn view(&self) -> View {
        if self.clause.is_some() {
            View::Clause
        } else if self.document.is_some() && self.at.is_some() {
            View::Document
        } else if !self.query.is_empty() || !self.facets.is_empty() {
            View::Results
        } else if self.document.is_some() {
            View::Document
        } else if self.collection.as_deref().is_some_and(|it| it != ALL_COLLECTIONS) {
            View::Results
        } else {
            View::Start
        }
    }

    /// Number of filters set, for the badge of the filter button.
    pub fn num_filters(&self) -> usize {
        let collection = self.collection.as_deref().is_some_and(|it| it != ALL_COLLECTIONS);
        self.facets.len() + usize::from(collection) + usize::from(self.document.is_some())
    }

    /// Whether a facet value is chosen.
    pub fn has_facet(&self, facet: Facet, name: &str) -> bool {
        self.facets.iter().any(|(f, n)| *f == facet && n == name)
    }

    /// Whether what follows the `#` is a link of ours, the empty one included. The page around an element has
    /// anchors of its own, and they must not empty the box.
    pub fn is_ours(hash: &str) -> bool {
        let hash = hash.trim_start_matches('#');
        let is_known = |key: &str| KEYS.contains(&key) || FACET_KEYS.iter().any(|it| it.0 == key);
        hash.is_empty() || hash.split('&').any(|pair| pair.split_once('=').is_some_and(|it| is_known(it.0)))
    }

    /// Reads `#q=…`; the `#` may be missing.
    pub fn parse(hash: &str) -> Self {
        Self::parse_with(hash, &|_| None)
    }

    /// The same; `legacy` reads what is not in UTF-8.
    pub fn parse_with(hash: &str, legacy: Legacy<'_>) -> Self {
        let mut route = Self::default();
        // A messenger put what follows a second #.
        let pairs = hash.trim_start_matches('#').split('#').next().unwrap_or_default();
        for pair in pairs.split('&') {
            let Some((key, value)) = pair.split_once('=') else { continue };
            route.set(key, value, legacy);
        }
        route
    }

    fn set(&mut self, key: &str, value: &str, legacy: Legacy<'_>) {
        if let Some((_, facet)) = FACET_KEYS.iter().find(|(name, _)| *name == key) {
            let names = value.split(',').map(|it| decode(it, legacy)).filter(|name| !name.is_empty());
            self.facets.extend(names.map(|name| (*facet, name)));
            return;
        }
        let value = decode(value, legacy);
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match key {
            "q" => self.query = value.into(),
            "c" => self.collection = Some(value.into()),
            "doc" => self.document = Some(value.into()),
            "at" => self.at = Some(value.into()),
            "id" => self.clause = Some(value.into()),
            "lit" => self.literal = value == "1",
            "by" if value == "doc" => self.order = Order::Document,
            _ => {}
        }
    }

    /// Writes the route as `#q=…`; the start page is the empty string.
    pub fn format(&self) -> String {
        let mut out = String::new();
        push_pair(&mut out, "q", &encode(&self.query));
        push_pair(&mut out, "c", &encode(self.collection.as_deref().unwrap_or_default()));
        for (key, facet) in FACET_KEYS {
            let names: Vec<String> =
                self.facets.iter().filter(|(f, _)| *f == facet).map(|(_, name)| encode(name)).collect();
            push_pair(&mut out, key, &names.join(","));
        }
        push_pair(&mut out, "doc", &encode(self.document.as_deref().unwrap_or_default()));
        push_pair(&mut out, "at", &encode(self.at.as_deref().unwrap_or_default()));
        push_pair(&mut out, "id", &encode(self.clause.as_deref().unwrap_or_default()));
        push_pair(&mut out, "lit", if self.literal { "1" } else { "" });
        push_pair(&mut out, "by", if self.order == Order::Document { "doc" } else { "" });
        out
    }
}

fn push_pair(out: &mut String, key: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    out.push(if out.is_empty() { '#' } else { '&' });
    out.push_str(key);
    out.push('=');
    out.push_str(value);
}

/// Percent-encodes everything but letters, digits and `-._~`, so that messengers do not cut the link short.
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Undoes [`encode`]; `+` is a space, a broken escape stays as it is. Links come in other encodings too: `%u5C31` of
/// old scripts, code within code, and bytes that are no UTF-8, which are for `legacy` to read; what it cannot read becomes
/// `�`.
fn decode(text: &str, legacy: Legacy<'_>) -> String {
    let said = match String::from_utf8(unescape(text)) {
        Ok(said) => said,
        Err(error) => {
            // Cut off in the middle of a character, and sound before it.
            let is_cut = error.utf8_error().error_len().is_none();
            let read = if is_cut { None } else { legacy(error.as_bytes()) };
            read.unwrap_or_else(|| String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
    };
    // Shorter each time, so this ends.
    let again = if said.len() < text.len() { decode_pasted(&said, legacy) } else { None };
    again.unwrap_or(said)
}

/// Reads bytes that are no UTF-8.
pub type Legacy<'a> = &'a dyn Fn(&[u8]) -> Option<String>;

/// What `text` says if it is nothing but the code of words that are not ASCII: copied out of an address, or encoded
/// twice.
pub fn decode_pasted(text: &str, legacy: Legacy<'_>) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"%-._~+".contains(&byte);
    if !text.contains('%') || !text.bytes().all(plain) {
        return None;
    }
    let said = decode(text, legacy);
    (!said.is_ascii() && !said.contains(char::REPLACEMENT_CHARACTER)).then_some(said)
}

fn unescape(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        if let Some(value) = hex(rest, b"%", 2).and_then(|it| u8::try_from(it).ok()) {
            out.push(value);
            at += 3;
        } else if let Some((read, num_bytes)) = utf16(rest) {
            out.extend_from_slice(read.encode_utf8(&mut [0; 4]).as_bytes());
            at += num_bytes;
        } else {
            out.push(if byte == b'+' { b' ' } else { byte });
            at += 1;
        }
    }
    out
}

/// The character of one or two units, `%u8F6E` say, at the beginning, and their length.
fn utf16(rest: &[u8]) -> Option<(char, usize)> {
    const NUM_BYTES: usize = 6;
    let unit = |rest: &[u8]| hex(rest, b"%u", 4).and_then(|it| u16::try_from(it).ok());
    let units = [Some(unit(rest)?), rest.get(NUM_BYTES..).and_then(unit)];
    let read = char::decode_utf16(units.into_iter().flatten()).next()?.ok()?;
    Some((read, NUM_BYTES * read.len_utf16()))
}

/// The number in `digits` hexadecimal digits behind `mark`.
fn hex(rest: &[u8], mark: &[u8], digits: usize) -> Option<u32> {
    let digits = rest.strip_prefix(mark)?.get(..digits)?;
    digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Route {
        Route {
            query: "轮椅 & 50% = 补贴".into(),
            collection: Some("rehab".into()),
            facets: vec![(Facet::Audience, "残疾人".into()), (Facet::Department, "市残联, 市医保局".into())],
            document: Some("柳政办〔2022〕31号".into()),
            at: Some("2022-31-4-1".into()),
            clause: Some("2022-31-4-1".into()),
            literal: true,
            order: Order::Document,
        }
    }

    #[test]
    fn a_route_survives_its_link() {
        assert_eq!(Route::parse(&full().format()), full());
        assert_eq!(Route::parse(&Route::default().format()), Route::default());
    }

    #[test]
    fn a_link_holds_only_what_a_messenger_leaves_alone() {
        let plain = |c: char| c.is_ascii_alphanumeric() || "#&=%,-._~".contains(c);
        assert!(full().format().chars().all(plain), "{}", full().format());
    }

    #[test]
    fn links_written_by_hand_are_read() {
        let route = Route::parse("#q=就业补贴&c=employment&x=1&&q2");
        assert_eq!((route.query.as_str(), route.collection.as_deref()), ("就业补贴", Some("employment")));
        assert_eq!(Route::parse("q=a+b").query, "a b");
    }

    #[test]
    fn mangled_links_still_show_something() {
        for hash in ["#q=%", "#q=%E8%BD", "#q=%zz", "#=&==&id", "#%", "###q=1"] {
            let route = Route::parse(hash);
            assert_eq!(Route::parse(&route.format()), route, "{hash}");
        }
        assert_eq!(Route::parse("#q=50%").query, "50%");
    }

    #[test]
    fn links_of_every_encoding_are_read() {
        let gbk = |bytes: &[u8]| (bytes == b"\xBE\xCD\xD2\xB5").then(|| "就业".to_owned());
        let query = |hash: &str| Route::parse_with(hash, &gbk).query;
        assert_eq!(query("#q=%25E5%25B0%25B1%25E4%25B8%259A"), "就业");
        assert_eq!(query("#q=%2525E5%2525B0%2525B1"), "就");
        assert_eq!(query("#q=%u5C31%u4E1A"), "就业");
        assert_eq!(query("#q=%uD83D%uDE00"), "😀");
        assert_eq!(query("#q=%BE%CD%D2%B5"), "就业");
        assert_eq!(query("#q=%25BE%25CD%25D2%25B5"), "就业");
        assert_eq!(query("#q=就业补贴#wechat_redirect"), "就业补贴");
        assert_eq!(query("#q=a+b%2Bc"), "a b+c");
        assert_eq!(query("#q=%E8%BD%AE%E6"), "轮�");
        for text in ["50%", "50%25", "100%20", "%zz", "%u12", "轮椅%20"] {
            assert_eq!(decode_pasted(text, &|_| None), None, "{text}");
        }
    }

    #[test]
    fn anchors_of_other_people_are_no_links_of_ours() {
        let ours = ["", "#", "#q=补贴", "#lang=en&c=rehab", "#a=残疾人"].map(Route::is_ours);
        let others = ["#news", "#main&top", "#tab=2", "#q"].map(Route::is_ours);
        assert_eq!((ours, others), ([true; 5], [false; 4]));
        assert!(Route::is_ours(&full().format()));
    }

    #[test]
    fn a_clause_is_shown_before_the_list_it_came_from() {
        assert_eq!(full().view(), View::Clause);
        assert_eq!(Route { clause: None, at: None, ..full() }.view(), View::Results);
        assert_eq!(Route { clause: None, ..full() }.view(), View::Document);
        let document = Route { document: Some("31号".into()), ..Route::default() };
        assert_eq!(document.view(), View::Document);
        assert_eq!(Route { query: "轮椅".into(), ..document }.view(), View::Results);
        assert_eq!(Route::parse("#c=rehab").view(), View::Results);
        assert_eq!(Route::parse("#c=all").view(), View::Start);
        assert_eq!(Route::default().view(), View::Start);
    }
}
