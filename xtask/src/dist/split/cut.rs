//! Takes the late part out of a module: two modules come of it.

use super::parts::Parts;
use super::reach::LatePart;
use crate::dist::short_names::short_name;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, Instruction, Module, RawSection, SectionId, StartSection, TableSection,
};
use wasmparser::{ExternalKind, FunctionBody, Operator};

/// What the late module calls the early one, and what `loader.js` hands it under that name.
const EARLY: &str = "early";
/// Before every name that only the two modules know.
const OWN: &str = "$";
/// A hole smaller than this costs more than the bytes in it.
const MIN_HOLE_BYTES: u32 = 24;

/// The early and the late module.
///
/// # Errors
/// When `late` is not a part of `parts`, or the module is none that can be cut.
pub fn cut(parts: &Parts<'_>, late: &LatePart) -> Result<(Vec<u8>, Vec<u8>)> {
    ensure!(
        late.segments.iter().map(|it| (it.0, it.1.as_slice())).eq(parts.segments.iter().copied()),
        "the constants are not where the linker put them"
    );
    let plan = Plan::new(parts, late)?;
    Ok((plan.early()?, plan.late()?))
}

struct Plan<'a> {
    parts: &'a Parts<'a>,
    /// In the order of the module.
    late: BTreeSet<u32>,
    /// Late functions that the early module calls by a place in the table.
    gates: BTreeMap<u32, u32>,
    /// What the late module uses of the early one.
    shared: BTreeSet<u32>,
    globals: BTreeSet<u32>,
    holes: Vec<Range<u32>>,
}

impl<'a> Plan<'a> {
    fn new(parts: &'a Parts<'a>, part: &LatePart) -> Result<Plan<'a>> {
        let exported: BTreeSet<u32> =
            parts.exports.iter().filter(|it| it.kind == ExternalKind::Func).map(|it| it.index).collect();
        let is_late = |index: &u32| {
            let name = parts.names.get(index);
            name.is_some_and(|it| part.functions.contains(it)) && !exported.contains(index)
        };
        let late: BTreeSet<u32> = (parts.num_imports..parts.num_functions()).filter(is_late).collect();
        ensure!(
            !late.is_empty(),
            "functions have other names than the linker gave them: the link needs data-no-demangle"
        );
        let holes = part.constants.iter().filter(|it| MIN_HOLE_BYTES <= it.end - it.start).cloned().collect();
        let mut plan = Plan {
            parts,
            late,
            gates: BTreeMap::new(),
            shared: BTreeSet::new(),
            globals: BTreeSet::new(),
            holes: joined(holes),
        };
        plan.find_crossings()?;
        Ok(plan)
    }

    /// Calls from one module to the other.
    fn find_crossings(&mut self) -> Result<()> {
        let table = self.parts.table.context("the module has no table")?;
        let mut next_place = u32::try_from(table.initial)?;
        for function in self.parts.num_imports..self.parts.num_functions() {
            let from_late = self.late.contains(&function);
            for operator in self.parts.body(function)?.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index: called } => match (from_late, self.late.contains(&called)) {
                        (true, false) => {
                            self.shared.insert(called);
                        }
                        (false, true) => {
                            self.gates.entry(called).or_insert_with(|| {
                                next_place += 1;
                                next_place - 1
                            });
                        }
                        _ => {}
                    },
                    Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } if from_late => {
                        self.globals.insert(global_index);
                    }
                    Operator::RefFunc { .. } | Operator::MemoryInit { .. } | Operator::DataDrop { .. } => {
                        bail!("an instruction that names functions or constants in a way that is not known here");
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn early(&self) -> Result<Vec<u8>> {
        let parts = self.parts;
        let is_early = |it: &u32| !self.late.contains(it);
        let kept: Vec<u32> = (0..parts.num_functions()).filter(is_early).collect();
        let numbers: HashMap<u32, u32> = kept.iter().copied().zip(0..).collect();
        let mut module = Module::new();
        module.section(&raw(SectionId::Type, parts.types));
        if !parts.imports.is_empty() {
            module.section(&raw(SectionId::Import, parts.imports));
        }
        let own = || kept.iter().copied().filter(|it| parts.num_imports <= *it);
        module.section(&self.function_types(own()));
        module.section(&self.larger_table()?);
        module.section(&raw(SectionId::Memory, parts.memory)).section(&raw(SectionId::Global, parts.globals));
        module.section(&self.exports(&numbers)?);
        if let Some(function_index) = parts.start.and_then(|it| numbers.get(&it).copied()) {
            module.section(&StartSection { function_index });
        }
        let mut elements = ElementSection::new();
        for (place, functions) in &parts.elements {
            // Nobody calls what is late before the late module has put it there: any function does until then.
            let functions: Vec<u32> = functions.iter().map(|it| numbers.get(it).copied().unwrap_or(0)).collect();
            elements.active(None, &place_in(*place), Elements::Functions(functions.into()));
        }
        module.section(&elements);
        let mut code = CodeSection::new();
        for function in own() {
            code.function(&self.moved(parts.body(function)?, &numbers, &HashMap::new())?);
        }
        module.section(&code).section(&self.constants(true));
        Ok(module.finish())
    }

    fn late(&self) -> Result<Vec<u8>> {
        let parts = self.parts;
        let mut imports = ImportSection::new();
        let memory = parts.exports.iter().find(|it| it.kind == ExternalKind::Memory);
        let memory = memory.context("the module does not export its memory")?.name;
        let memory_type = wasm_encoder::MemoryType {
            minimum: 0,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import(EARLY, memory, memory_type);
        let table = self.larger_table_type()?;
        imports.import(EARLY, &own_name("t", 0), wasm_encoder::TableType { maximum: None, ..table });
        for (at, function) in self.shared.iter().enumerate() {
            imports.import(EARLY, &own_name("", at), EntityType::Function(self.type_of(*function)?));
        }
        for (at, global) in self.globals.iter().enumerate() {
            let global_type = parts.global_types.get(*global as usize).context("there is no such global")?;
            imports.import(EARLY, &own_name("g", at), RoundtripReencoder.global_type(*global_type)?);
        }
        let numbers: HashMap<u32, u32> = self.shared.iter().chain(&self.late).copied().zip(0..).collect();
        let globals: HashMap<u32, u32> = self.globals.iter().copied().zip(0..).collect();
        let mut code = CodeSection::new();
        for function in &self.late {
            code.function(&self.moved(parts.body(*function)?, &numbers, &globals)?);
        }
        let mut module = Module::new();
        module.section(&raw(SectionId::Type, parts.types)).section(&imports);
        module.section(&self.function_types(self.late.iter().copied()));
        module.section(&self.late_elements(&numbers)).section(&code).section(&self.constants(false));
        Ok(module.finish())
    }

    fn type_of(&self, function: u32) -> Result<u32> {
        self.parts.function_types.get(function as usize).copied().context("there is no such function")
    }

    fn function_types(&self, functions: impl Iterator<Item = u32>) -> FunctionSection {
        let mut section = FunctionSection::new();
        for function_type in functions.filter_map(|it| self.type_of(it).ok()) {
            section.function(function_type);
        }
        section
    }

    /// With a place more for every gate.
    fn larger_table_type(&self) -> Result<wasm_encoder::TableType> {
        let table = self.parts.table.context("the module has no table")?;
        let mut table = RoundtripReencoder.table_type(table)?;
        let num = self.gates.len() as u64;
        table.minimum += num;
        table.maximum = table.maximum.map(|it| it + num);
        Ok(table)
    }

    fn larger_table(&self) -> Result<TableSection> {
        let mut section = TableSection::new();
        section.table(self.larger_table_type()?);
        Ok(section)
    }

    /// Those of the module, and what the late one uses.
    fn exports(&self, numbers: &HashMap<u32, u32>) -> Result<ExportSection> {
        let mut exports = ExportSection::new();
        for export in &self.parts.exports {
            let is_function = export.kind == ExternalKind::Func;
            let index = if is_function { numbers.get(&export.index).copied() } else { Some(export.index) };
            let kind = RoundtripReencoder.export_kind(export.kind)?;
            exports.export(export.name, kind, index.context("an exported function is late")?);
        }
        exports.export(&own_name("t", 0), ExportKind::Table, 0);
        for (at, function) in self.shared.iter().enumerate() {
            let index = numbers.get(function).context("a shared function is late")?;
            exports.export(&own_name("", at), ExportKind::Func, *index);
        }
        for (at, global) in self.globals.iter().enumerate() {
            exports.export(&own_name("g", at), ExportKind::Global, *global);
        }
        Ok(exports)
    }

    /// What the late module writes into the table: each run of places that were left to it.
    fn late_elements(&self, numbers: &HashMap<u32, u32>) -> ElementSection {
        let listed =
            self.parts.elements.iter().flat_map(|(place, functions)| (*place..).zip(functions.iter().copied()));
        let gates = self.gates.iter().map(|(function, place)| (*place, *function));
        let mut places: Vec<(u32, u32)> = listed.filter(|it| self.late.contains(&it.1)).chain(gates).collect();
        places.sort_unstable();
        let mut section = ElementSection::new();
        for run in places.chunk_by(|one, next| one.0 + 1 == next.0) {
            let functions: Vec<u32> = run.iter().filter_map(|it| numbers.get(&it.1).copied()).collect();
            section.active(None, &place_in(run[0].0), Elements::Functions(functions.into()));
        }
        section
    }

    /// The constants outside the holes, or those in them.
    fn constants(&self, early: bool) -> DataSection {
        let mut section = DataSection::new();
        for (address, bytes) in &self.parts.segments {
            let all = *address..*address + bytes.len() as u32;
            let inside = self.holes.iter().filter(|it| all.start <= it.start && it.end <= all.end).cloned();
            let ranges = if early { between(&all, inside) } else { inside.collect() };
            for range in ranges {
                let piece = &bytes[(range.start - address) as usize..(range.end - address) as usize];
                section.active(0, &place_in(range.start), piece.iter().copied());
            }
        }
        section
    }

    /// A function as it is in the module where the functions have these `numbers`, and the `globals` others than here.
    fn moved(
        &self,
        body: &FunctionBody<'_>,
        numbers: &HashMap<u32, u32>,
        globals: &HashMap<u32, u32>,
    ) -> Result<Function> {
        let global = |index: u32| globals.get(&index).copied().unwrap_or(index);
        let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } => match numbers.get(&function_index) {
                    Some(number) => {
                        function.instruction(&Instruction::Call(*number));
                    }
                    None => {
                        let place = self.gates.get(&function_index).context("a call that leads nowhere")?;
                        let type_index = self.type_of(function_index)?;
                        function.instruction(&Instruction::I32Const(place.cast_signed()));
                        function.instruction(&Instruction::CallIndirect { type_index, table_index: 0 });
                    }
                },
                Operator::GlobalGet { global_index } => {
                    function.instruction(&Instruction::GlobalGet(global(global_index)));
                }
                Operator::GlobalSet { global_index } => {
                    function.instruction(&Instruction::GlobalSet(global(global_index)));
                }
                other => {
                    function.instruction(&RoundtripReencoder.instruction(other)?);
                }
            }
        }
        Ok(function)
    }
}

fn raw(id: SectionId, data: &[u8]) -> RawSection<'_> {
    RawSection { id: id.into(), data }
}

fn own_name(kind: &str, number: usize) -> String {
    [OWN, kind, &short_name(number)].concat()
}

fn place_in(place: u32) -> ConstExpr {
    ConstExpr::i32_const(place.cast_signed())
}

/// Ranges that meet become one. `ranges` ascend.
fn joined(ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut all: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match all.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => all.push(range),
        }
    }
    all
}

/// What is left of `all` without the holes in it.
fn between(all: &Range<u32>, holes: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    let mut from = all.start;
    for hole in holes {
        left.push(from..hole.start);
        from = hole.end;
    }
    left.push(from..all.end);
    left.retain(|it| it.start < it.end);
    left
}
