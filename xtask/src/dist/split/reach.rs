//! What is behind the gates, and only there? Read from what the linker keeps with `--emit-relocs`: every place in code and
//! constants that mentions a function or a constant.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo};

/// What may come later.
#[derive(Debug, Default)]
pub struct LatePart {
    /// Functions, by their names in the file.
    pub functions: HashSet<String>,
    /// Constants, by their addresses; ascending and disjoint.
    pub constants: Vec<Range<u32>>,
    /// The bytes of every segment of constants with its address, to be compared with those of the file that is cut.
    pub segments: Vec<(u32, Vec<u8>)>,
}

/// # Errors
/// When the file cannot be read or has no relocations.
pub fn late_part(linked: &[u8], is_gate: impl Fn(&str) -> bool) -> Result<LatePart> {
    let file = Linked::read(linked)?;
    let mentions = file.mentions()?;
    let gates: HashSet<u32> = file.names.iter().filter(|it| is_gate(it.1)).map(|it| *it.0).collect();
    let roots: Vec<Node> = file.roots.iter().map(|it| Node::Function(*it)).collect();
    let early = reached(&mentions, roots, &gates);
    let behind = reached(&mentions, gates.iter().map(|it| Node::Function(*it)).collect(), &HashSet::new());
    let mut late = LatePart { segments: file.segments_with_addresses(), ..LatePart::default() };
    let mut constants = BTreeSet::new();
    for node in behind.difference(&early) {
        match node {
            Node::Function(index) => late.functions.extend(file.names.get(index).cloned()),
            Node::Constant(symbol) => constants.extend(file.address_of(*symbol)),
        }
    }
    late.constants = constants.into_iter().map(|(start, end)| start..end).collect();
    Ok(late)
}

/// Something that is mentioned and mentions others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    /// By its index.
    Function(u32),
    /// By its place in the table of symbols.
    Constant(usize),
}

/// Everything that can be come to from `roots` without going through a gate.
fn reached(mentions: &HashMap<Node, Vec<Node>>, roots: Vec<Node>, gates: &HashSet<u32>) -> HashSet<Node> {
    let (mut seen, mut waiting) = (HashSet::new(), roots);
    while let Some(node) = waiting.pop() {
        let is_closed = matches!(node, Node::Function(index) if gates.contains(&index));
        if !is_closed && seen.insert(node) {
            waiting.extend(mentions.get(&node).into_iter().flatten());
        }
    }
    seen
}

#[derive(Default)]
struct Linked<'a> {
    /// Functions that JavaScript or the start calls.
    roots: Vec<u32>,
    names: HashMap<u32, String>,
    symbols: Vec<SymbolInfo<'a>>,
    /// Places in the file, ascending, with the function that is there.
    bodies: Vec<(Range<u64>, u32)>,
    segments: Vec<Segment<'a>>,
    code: Option<Section>,
    constants: Option<Section>,
    relocations: HashMap<u32, Vec<RelocationEntry>>,
}

struct Section {
    number: u32,
    start: u64,
}

struct Segment<'a> {
    address: u32,
    /// Where its bytes are in the file.
    start: u64,
    bytes: &'a [u8],
}

impl<'a> Linked<'a> {
    fn read(module: &'a [u8]) -> Result<Linked<'a>> {
        let mut file = Linked::default();
        let (mut number, mut next_function) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            let section = payload.as_section().map(|(_, range)| Section { number, start: range.start });
            number += u32::from(section.is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        next_function += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => file.add_exports(exports)?,
                Payload::StartSection { func, .. } => file.roots.push(func),
                Payload::CodeSectionStart { .. } => file.code = section,
                Payload::CodeSectionEntry(body) => {
                    file.bodies.push((body.range(), next_function));
                    next_function += 1;
                }
                Payload::DataSection(segments) => {
                    file.constants = section;
                    file.add_segments(segments)?;
                }
                Payload::CustomSection(custom) => file.add_custom(custom.as_known())?,
                _ => {}
            }
        }
        Ok(file)
    }

    fn add_exports(&mut self, exports: wasmparser::ExportSectionReader<'a>) -> Result<()> {
        for export in exports {
            let export = export?;
            if export.kind == ExternalKind::Func {
                self.roots.push(export.index);
            }
        }
        Ok(())
    }

    fn add_segments(&mut self, segments: wasmparser::DataSectionReader<'a>) -> Result<()> {
        for segment in segments {
            let segment = segment?;
            let address = super::parts::address(&segment)?;
            let start = segment.range.end - segment.data.len() as u64;
            self.segments.push(Segment { address, start, bytes: segment.data });
        }
        Ok(())
    }

    fn add_custom(&mut self, custom: KnownCustom<'a>) -> Result<()> {
        match custom {
            KnownCustom::Name(names) => self.names.extend(super::parts::function_names(names)?),
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(relocations) => {
                let entries: Result<Vec<_>, _> = relocations.entries().into_iter().collect();
                self.relocations.insert(relocations.section_index(), entries?);
            }
            _ => {}
        }
        Ok(())
    }

    /// Who mentions whom.
    fn mentions(&self) -> Result<HashMap<Node, Vec<Node>>> {
        let mut mentions: HashMap<Node, Vec<Node>> = HashMap::new();
        let code = self.code.as_ref().context("the program has no code")?;
        let entries = self.relocations.get(&code.number);
        for entry in entries.context("the linker kept no relocations: it needs --emit-relocs")? {
            let at = code.start + u64::from(entry.offset);
            let place = self.bodies.partition_point(|it| it.0.end <= at);
            let (range, function) = self.bodies.get(place).context("a relocation is outside the code")?;
            if at < range.start {
                bail!("a relocation is between two functions");
            }
            mentions.entry(Node::Function(*function)).or_default().extend(self.mentioned(entry)?);
        }
        let owners = self.owners();
        let constants = self.constants.as_ref().and_then(|it| Some((it, self.relocations.get(&it.number)?)));
        for (section, entry) in constants.into_iter().flat_map(|(section, all)| all.iter().map(move |it| (section, it)))
        {
            let owner = self.owner(&owners, section.start + u64::from(entry.offset));
            let owner = owner.context("a constant that belongs to nobody mentions something")?;
            mentions.entry(Node::Constant(owner)).or_default().extend(self.mentioned(entry)?);
        }
        Ok(mentions)
    }

    fn mentioned(&self, entry: &RelocationEntry) -> Result<Option<Node>> {
        // These number types, not symbols.
        if entry.ty == RelocationType::TypeIndexLeb {
            return Ok(None);
        }
        let symbol = entry.index as usize;
        Ok(match self.symbols.get(symbol).context("a relocation names no symbol")? {
            SymbolInfo::Func { index, .. } => Some(Node::Function(*index)),
            SymbolInfo::Data { symbol: Some(_), .. } => Some(Node::Constant(symbol)),
            _ => None,
        })
    }

    /// The symbols of constants by segment and place in it.
    fn owners(&self) -> Vec<(u32, Range<u32>, usize)> {
        let defined = self.symbols.iter().enumerate().filter_map(|(at, symbol)| match symbol {
            SymbolInfo::Data { symbol: Some(it), .. } => Some((it.index, it.offset..it.offset + it.size, at)),
            _ => None,
        });
        let mut owners: Vec<_> = defined.collect();
        owners.sort_by_key(|it| (it.0, it.1.start, it.1.end));
        owners
    }

    fn owner(&self, owners: &[(u32, Range<u32>, usize)], at: u64) -> Option<usize> {
        let segment = self.segments.iter().position(|it| (it.start..it.start + it.bytes.len() as u64).contains(&at))?;
        let offset = u32::try_from(at - self.segments.get(segment)?.start).ok()?;
        let end = owners.partition_point(|it| (it.0 as usize, it.1.start) <= (segment, offset));
        let (number, range, symbol) = owners.get(end.checked_sub(1)?)?;
        (*number as usize == segment && range.contains(&offset)).then_some(*symbol)
    }

    fn address_of(&self, symbol: usize) -> Option<(u32, u32)> {
        let SymbolInfo::Data { symbol: Some(it), .. } = self.symbols.get(symbol)? else { return None };
        let start = self.segments.get(it.index as usize)?.address + it.offset;
        Some((start, start + it.size))
    }

    fn segments_with_addresses(&self) -> Vec<(u32, Vec<u8>)> {
        self.segments.iter().map(|it| (it.address, it.bytes.to_vec())).collect()
    }
}
