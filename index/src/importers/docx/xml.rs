//! A part of the file as a tree of elements; names without their prefixes.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Deeper trees are no documents.
const MAX_DEPTH: usize = 256;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name, prefix aside.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub children: Vec<Node>,
}

/// Something in an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
}

/// Parses a part; what is not well formed is an error.
pub(super) fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) if open.len() < MAX_DEPTH => open.push(element(&start)),
            Event::Start(_) => return Err("too deep".to_owned()),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err("an end without a beginning".to_owned()) };
                add(&mut open, Node::Element(done));
            }
            Event::Text(text) => add_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => add_text(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_predefined_entity(&name.xml_content(XmlVersion::Implicit1_0))
                    .map(str::to_owned);
                add_text(&mut open, &resolved.or(known).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err("an element has no end".to_owned()),
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

/// Words parted by a reference are one text.
fn add_text(open: &mut [Element], words: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => parent.children.push(Node::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let attributes = start.attributes().filter_map(Result::ok).map(|it| {
        let value = it.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned();
        (local(it.key.as_ref()), value)
    });
    Element { name: local(start.name().as_ref()), attributes: attributes.collect(), children: Vec::new() }
}

impl Element {
    /// The value of an attribute, prefix aside.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// Elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|it| match it {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name directly in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|it| it.name == name)
    }

    /// Follows names downwards.
    pub(super) fn at(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// `w:val` of the first element of this name directly in it.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(|it| it.attr("val"))
    }

    /// A switch that is on: there, and not said to be off.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|it| !matches!(it.attr("val"), Some("0" | "false" | "off" | "none")))
    }

    /// All elements of this name anywhere in it.
    pub(super) fn descendants<'a>(&'a self, name: &'a str) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.elements().flat_map(move |it| {
            let own = (it.name == name).then_some(it);
            own.into_iter().chain(it.descendants(name))
        }))
    }

    /// Words directly in it.
    pub(super) fn own_text(&self) -> String {
        let texts = self.children.iter().filter_map(|it| match it {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}
