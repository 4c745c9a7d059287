//! A module, read as far as cutting it needs.

use anyhow::{Context, Result, bail, ensure};
use std::collections::HashMap;
use wasmparser::{
    Data, DataKind, ElementItems, ElementKind, Export, FunctionBody, KnownCustom, Operator, Parser, Payload, TypeRef,
};

/// Where constants that are copied when a module starts lie in memory.
///
/// # Errors
/// When that is not known before it runs.
pub fn address(segment: &Data<'_>) -> Result<u32> {
    let DataKind::Active { memory_index: 0, offset_expr } = &segment.kind else { bail!("constants without a place") };
    constant(offset_expr)
}

fn constant(expression: &wasmparser::ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("a place that is not a number: {other:?}"),
    }
}

/// The sections of a module. Functions are numbered as in the module: imports first.
#[derive(Default)]
pub struct Parts<'a> {
    pub types: &'a [u8],
    pub imports: &'a [u8],
    /// The type of each function.
    pub function_types: Vec<u32>,
    pub num_imports: u32,
    pub table: Option<wasmparser::TableType>,
    pub memory: &'a [u8],
    pub globals: &'a [u8],
    pub global_types: Vec<wasmparser::GlobalType>,
    pub exports: Vec<Export<'a>>,
    pub start: Option<u32>,
    /// What stands in the table from the first place of each list on.
    pub elements: Vec<(u32, Vec<u32>)>,
    pub bodies: Vec<FunctionBody<'a>>,
    /// Constants with their addresses.
    pub segments: Vec<(u32, &'a [u8])>,
    pub names: HashMap<u32, String>,
}

impl<'a> Parts<'a> {
    /// # Errors
    /// When the module cannot be read, or has something in it that programs of ours have not.
    pub fn read(module: &'a [u8]) -> Result<Parts<'a>> {
        let mut parts = Parts::default();
        for payload in Parser::new(0).parse_all(module) {
            parts.add(payload?, module)?;
        }
        Ok(parts)
    }

    fn add(&mut self, payload: Payload<'a>, module: &'a [u8]) -> Result<()> {
        let bytes = |range: std::ops::Range<u64>| &module[range.start as usize..range.end as usize];
        match payload {
            Payload::TypeSection(types) => self.types = bytes(types.range()),
            Payload::ImportSection(imports) => {
                self.imports = bytes(imports.range());
                for import in imports.into_imports() {
                    let import = import?;
                    let TypeRef::Func(function_type) = import.ty else { bail!("{} is not a function", import.name) };
                    self.function_types.push(function_type);
                    self.num_imports += 1;
                }
            }
            Payload::FunctionSection(types) => {
                for function_type in types {
                    self.function_types.push(function_type?);
                }
            }
            Payload::TableSection(tables) => {
                ensure!(tables.count() == 1, "there is more than one table");
                self.table = tables.into_iter().next().transpose()?.map(|it| it.ty);
            }
            Payload::MemorySection(memory) => self.memory = bytes(memory.range()),
            Payload::GlobalSection(globals) => {
                self.globals = bytes(globals.range());
                for global in globals {
                    self.global_types.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => self.exports = exports.into_iter().collect::<Result<_, _>>()?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(lists) => {
                for list in lists {
                    self.elements.push(element(list?)?);
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    self.segments.push((address(&segment)?, segment.data));
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    self.names = function_names(names)?.into_iter().collect();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The body of a function that is not imported.
    pub fn body(&self, function: u32) -> Result<&FunctionBody<'a>> {
        let at = function.checked_sub(self.num_imports).context("an imported function has no body")?;
        self.bodies.get(at as usize).context("there is no such function")
    }

    pub fn num_functions(&self) -> u32 {
        self.num_imports + self.bodies.len() as u32
    }
}

/// The place of a list in the table, and the functions in it.
///
/// # Errors
/// When it is not known before the module runs where they stand, or they are no functions.
pub fn element(list: wasmparser::Element<'_>) -> Result<(u32, Vec<u32>)> {
    let ElementKind::Active { table_index: None | Some(0), offset_expr } = &list.kind else {
        bail!("functions of a table without a place");
    };
    let ElementItems::Functions(functions) = list.items else { bail!("a table of something else than functions") };
    Ok((constant(offset_expr)?, functions.into_iter().collect::<Result<_, _>>()?))
}

/// The names of functions by their index.
pub fn function_names(names: wasmparser::NameSectionReader<'_>) -> Result<Vec<(u32, String)>> {
    let mut all = Vec::new();
    for part in names {
        if let wasmparser::Name::Function(functions) = part? {
            for name in functions {
                let name = name?;
                all.push((name.index, name.name.to_owned()));
            }
        }
    }
    Ok(all)
}
