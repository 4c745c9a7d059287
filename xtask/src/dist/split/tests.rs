//! A small program as the linker would write it: `main` calls a gate and a helper, the gate calls the helper and a
//! function of its own, by name and by the table, and takes a constant of its own.

use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection, Elements, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, Instruction, LinkingSection, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, SymbolTable, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, Validator, WasmFeatures};

const MAIN: u32 = 0;
const GATE: u32 = 1;
const OWN: u32 = 2;
const HELPER: u32 = 3;
const LISTED: u32 = 4;
const NAMES: [&str; 5] = ["main", "_RNv13policy_lookup9late_gate", "own", "helper", "listed"];
/// Where the constants begin, and where that of the late part does.
const EARLY_AT: i32 = 1024;
const LATE_AT: i32 = EARLY_AT + 32;

fn body(instructions: &[Instruction<'_>]) -> Function {
    let mut function = Function::new([]);
    for instruction in instructions {
        function.instruction(instruction);
    }
    function.instruction(&Instruction::End);
    function
}

/// What a body mentions: a kind of relocation and a symbol.
type Mentions = Vec<(u8, u32)>;

/// The sections before the notes, and the bodies.
fn program() -> (Module, Vec<(Function, Mentions)>) {
    use Instruction::{Call, Drop, GlobalGet, I32Const};
    let bodies = vec![
        (body(&[Call(GATE), Call(HELPER)]), vec![(0, GATE), (0, HELPER)]),
        (
            body(&[Call(OWN), Call(HELPER), I32Const(1), Drop, I32Const(LATE_AT), Drop]),
            vec![(0, OWN), (0, HELPER), (1, LISTED), (4, 6)],
        ),
        (body(&[GlobalGet(0), Drop]), vec![]),
        (body(&[]), vec![(4, 5)]),
        (body(&[]), vec![]),
    ];
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    bodies.iter().for_each(|_| {
        functions.function(0);
    });
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 2,
        maximum: Some(2),
        table64: false,
        shared: false,
    });
    let mut memory = MemorySection::new();
    memory.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut globals = GlobalSection::new();
    globals.global(GlobalType { val_type: ValType::I32, mutable: true, shared: false }, &ConstExpr::i32_const(7));
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0).export("main", ExportKind::Func, MAIN);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(vec![LISTED].into()));
    module.section(&types).section(&functions).section(&tables).section(&memory).section(&globals);
    module.section(&exports).section(&elements);
    (module, bodies)
}

/// The program with what the linker keeps beside it.
fn linked() -> Vec<u8> {
    let (mut module, bodies) = program();
    let mut code = CodeSection::new();
    // From the number of functions on, as relocations count.
    let (mut relocations, mut at) = (Vec::new(), 1);
    for (function, mentions) in &bodies {
        let len = function.byte_len() as u32;
        for (kind, symbol) in mentions {
            relocations.push((*kind, at + 2, *symbol));
        }
        at += 1 + len;
        code.function(function);
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(EARLY_AT), [[b'e'; 32], [b'l'; 32]].concat());
    let mut symbols = SymbolTable::new();
    for (index, name) in (0..).zip(NAMES) {
        symbols.function(0, index, Some(name));
    }
    symbols.data(0, "early", Some(DataSymbolDefinition { index: 0, offset: 0, size: 32 }));
    symbols.data(0, "late", Some(DataSymbolDefinition { index: 0, offset: 32, size: 32 }));
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let mut notes = vec![7, relocations.len() as u8];
    for (kind, offset, symbol) in relocations {
        notes.extend([kind, offset as u8, symbol as u8]);
        // An addend, for what names a constant.
        notes.extend((kind == 4).then_some(0));
    }
    module.section(&code).section(&data).section(&linking);
    module.section(&CustomSection { name: "reloc.CODE".into(), data: notes.into() });
    module.section(&names());
    module.finish()
}

fn names() -> NameSection {
    let mut functions = NameMap::new();
    for (index, name) in (0..).zip(NAMES) {
        functions.append(index, name);
    }
    let mut section = NameSection::new();
    section.functions(&functions);
    section
}

fn num_functions(module: &[u8]) -> usize {
    let bodies = Parser::new(0).parse_all(module).map(Result::unwrap);
    bodies.filter(|it| matches!(it, Payload::CodeSectionEntry(_))).count()
}

fn constants(module: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let sections = Parser::new(0).parse_all(module).map(Result::unwrap);
    let segments = sections.filter_map(|it| if let Payload::DataSection(all) = it { Some(all) } else { None });
    let segments = segments.flatten().map(Result::unwrap);
    segments.map(|it| (parts::address(&it).unwrap(), it.data.to_vec())).collect()
}

fn elements(module: &[u8]) -> Vec<(u32, Vec<u32>)> {
    let sections = Parser::new(0).parse_all(module).map(Result::unwrap);
    let lists = sections.filter_map(|it| if let Payload::ElementSection(all) = it { Some(all) } else { None });
    lists.flatten().map(|it| parts::element(it.unwrap()).unwrap()).collect()
}

fn late_names(linked: &[u8]) -> Vec<String> {
    let mut names: Vec<String> = reach::late_part(linked, is_gate).unwrap().functions.into_iter().collect();
    names.sort();
    names
}

#[test]
fn what_is_only_behind_a_gate_is_late() {
    assert_eq!(late_names(&linked()), ["_RNv13policy_lookup9late_gate", "listed", "own"]);
}

#[test]
fn both_modules_are_whole_and_share_the_rest() {
    let linked = linked();
    let (early, late) = split(&linked, &linked).unwrap();
    let features = WasmFeatures::MVP | WasmFeatures::MUTABLE_GLOBAL;
    for module in [&early, &late] {
        Validator::new_with_features(features).validate_all(module).unwrap();
    }
    assert_eq!((num_functions(&early), num_functions(&late)), (2, 3));
    assert_eq!(constants(&early), [(EARLY_AT as u32, vec![b'e'; 32])]);
    assert_eq!(constants(&late), [(LATE_AT as u32, vec![b'l'; 32])]);
    // The listed function at its place, the gate at a new one behind it; before them comes the helper, which is imported.
    assert_eq!(elements(&late), [(1, vec![3, 1])]);
}

#[test]
fn a_gate_is_called_by_its_place() {
    let linked = linked();
    let (early, _) = split(&linked, &linked).unwrap();
    let parts = Parts::read(&early).unwrap();
    let operators = parts.bodies[0].get_operators_reader().unwrap().into_iter().map(Result::unwrap);
    let operators: Vec<Operator<'_>> = operators.collect();
    assert!(
        matches!(operators[..2], [Operator::I32Const { value: 2 }, Operator::CallIndirect { .. }]),
        "{operators:?}"
    );
    assert_eq!(parts.table.unwrap().initial, 3);
}

#[test]
fn a_file_without_relocations_is_refused() {
    let (mut module, bodies) = program();
    let mut code = CodeSection::new();
    bodies.iter().for_each(|it| {
        code.function(&it.0);
    });
    module.section(&code).section(&names());
    let module = module.finish();
    let error = split(&module, &module).unwrap_err();
    assert!(error.to_string().contains("--emit-relocs"), "{error}");
}

#[test]
fn gates_are_known_by_the_beginning_of_their_names() {
    assert!(is_gate("_RNvNtCs1_13policy_lookup4i18n9late_text"));
    assert!(!is_gate("_RNvNtCs1_13policy_lookup4i18n14translate_text"));
    assert!(!is_gate("_RNvNtCs1_4yew4i18n9late_text"));
}
