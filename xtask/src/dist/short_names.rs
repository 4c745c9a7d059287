//! Short names for what wasm and glue import and export. Those of wasm-bindgen carry a hash, `__wbg_focus_0a8d513ea5d8338e`:
//! it is in both files, and no compression makes it smaller.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{ExportSectionReader, ImportSectionReader, Parser, Payload, TypeRef};

/// A function, in both sections.
const FUNCTION: u8 = 0;

/// The module and its glue with other names for every import and for the exports that only the glue knows.
///
/// # Errors
/// When the module cannot be read or imports anything but functions, or the glue does not know a name.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names { glue: glue.to_owned(), short: BTreeMap::new() };
    let mut out = module.get(..8).context("not a wasm module")?.to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        let section = match payload {
            Payload::ImportSection(imports) => names.imports(imports)?,
            Payload::ExportSection(exports) => names.exports(exports)?,
            _ => module[bytes(range)].to_vec(),
        };
        out.push(id);
        put_bytes(&mut out, &section);
    }
    Ok((out, names.glue))
}

struct Names {
    glue: String,
    /// By the long name.
    short: BTreeMap<String, String>,
}

impl Names {
    fn imports(&mut self, imports: ImportSectionReader<'_>) -> Result<Vec<u8>> {
        let mut section = Vec::new();
        let mut num = 0;
        for import in imports.into_imports() {
            let import = import?;
            let TypeRef::Func(function_type) = import.ty else { bail!("{} is not a function", import.name) };
            put_bytes(&mut section, import.module.as_bytes());
            put_bytes(&mut section, self.name(import.name)?.as_bytes());
            section.push(FUNCTION);
            put_number(&mut section, function_type as usize);
            num += 1;
        }
        Ok(counted(num, section))
    }

    fn exports(&mut self, exports: ExportSectionReader<'_>) -> Result<Vec<u8>> {
        let mut section = Vec::new();
        let mut num = 0;
        for export in exports {
            let export = export?;
            // Others are called by their names from scripts of ours, or looked for by tools.
            let is_internal = ["__wb", "wasm_bindgen_", "_R"].iter().any(|start| export.name.starts_with(start));
            let name = if is_internal { self.name(export.name)? } else { export.name.to_owned() };
            put_bytes(&mut section, name.as_bytes());
            section.push(export.kind as u8);
            put_number(&mut section, export.index as usize);
            num += 1;
        }
        Ok(counted(num, section))
    }

    /// The short name, also written into the glue.
    fn name(&mut self, long: &str) -> Result<String> {
        if let Some(short) = self.short.get(long) {
            return Ok(short.clone());
        }
        let short = short_name(self.short.len());
        let glue = replace_word(&self.glue, long, &short);
        if glue == self.glue {
            bail!("the glue does not know {long}");
        }
        self.glue = glue;
        self.short.insert(long.to_owned(), short.clone());
        Ok(short)
    }
}

/// `_0`, `_1` … `_z`, `_10`: no name of the glue's own looks like that.
pub fn short_name(number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let digit = char::from(DIGITS[number % 36]);
    if number < 36 { format!("_{digit}") } else { format!("{}{digit}", short_name(number / 36)) }
}

/// Replaces a name where it is not a part of a longer one.
fn replace_word(text: &str, word: &str, by: &str) -> String {
    let is_inside = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || "_$".contains(it));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let is_part = is_inside(before.chars().next_back()) || is_inside(after.chars().next());
        out += before;
        out += if is_part { word } else { by };
        rest = after;
    }
    out + rest
}

/// A module of this size is in memory: its places are numbers of this machine.
fn bytes(range: Range<u64>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn counted(num: usize, items: Vec<u8>) -> Vec<u8> {
    let mut section = Vec::new();
    put_number(&mut section, num);
    section.extend(items);
    section
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// LEB128.
fn put_number(out: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    while 0x80 <= rest {
        out.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports a function `glue.NAME` and exports it under each of two names.
    fn module(import: &str, exports: [&str; 2]) -> Vec<u8> {
        let mut imports = vec![1];
        put_bytes(&mut imports, b"glue");
        put_bytes(&mut imports, import.as_bytes());
        imports.extend([FUNCTION, 0]);
        let mut exported = vec![2];
        for name in exports {
            put_bytes(&mut exported, name.as_bytes());
            exported.extend([FUNCTION, 0]);
        }
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        for (id, section) in [(2, imports), (7, exported)] {
            module.push(id);
            put_bytes(&mut module, &section);
        }
        module
    }

    #[test]
    fn both_files_get_the_same_short_names() {
        let glue = "import0 = { __wbg_focus_12: focus, __wbg_focus_123: 1 }; wasm.__wbindgen_free(); wasm.mount();";
        let (short, glue) = shorten(&module("__wbg_focus_12", ["__wbindgen_free", "mount"]), glue).unwrap();
        assert_eq!(short, module("_0", ["_1", "mount"]));
        assert_eq!(glue, "import0 = { _0: focus, __wbg_focus_123: 1 }; wasm._1(); wasm.mount();");
    }

    #[test]
    fn a_glue_that_does_not_fit_is_refused() {
        assert!(shorten(&module("__wbg_focus_12", ["a", "b"]), "__wbg_focus_1").is_err());
        assert!(shorten(b"glue", "").is_err());
    }

    #[test]
    fn names_are_short_and_all_different() {
        let names: std::collections::BTreeSet<_> = (0..2_000).map(short_name).collect();
        assert_eq!((names.len(), names.iter().map(String::len).max()), (2_000, Some(4)));
    }
}
