//! Several modules as one script, for a file that cannot import anything: each becomes a function that returns what the
//! module exports. Understands the imports and exports at the beginning of a line; anything else stops the
//! build.

use super::site::Site;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;

/// The text of a script that does what the module `entry` does.
///
/// # Errors
/// When a module is missing or uses a form of import or export that is not understood.
pub fn bundle(site: &Site, entry: &str) -> Result<String> {
    let mut bundle = Bundle { site, done: BTreeSet::new(), text: String::new() };
    bundle.add(entry)?;
    Ok(bundle.text)
}

struct Bundle<'a> {
    site: &'a Site,
    done: BTreeSet<String>,
    text: String,
}

impl Bundle<'_> {
    /// Adds a module after those that it imports.
    fn add(&mut self, name: &str) -> Result<()> {
        if !self.done.insert(name.to_owned()) {
            return Ok(());
        }
        let source = self.site.text(name)?;
        let (mut body, mut exports) = (String::new(), Vec::new());
        for line in source.lines() {
            let line = self.line(line, &mut exports).with_context(|| format!("in {name}"))?;
            body += &line;
            body.push('\n');
        }
        let (variable, exports) = (variable(name), exports.join(", "));
        self.text += &format!("const {variable} = (() => {{\n{body}return {{ {exports} }};\n}})();\n");
        Ok(())
    }

    fn line(&mut self, line: &str, exports: &mut Vec<String>) -> Result<String> {
        if let Some(import) = line.strip_prefix("import ").filter(|it| !it.starts_with('(')) {
            return self.import(import);
        }
        let Some(export) = line.strip_prefix("export ") else {
            return Ok(line.to_owned());
        };
        if let Some(list) = export.strip_prefix('{') {
            let list = list.trim_end_matches([';', ' ']).strip_suffix('}').context("an export over several lines")?;
            exports.extend(list.split(',').map(exported));
            return Ok(String::new());
        }
        exports.push(declared(export).with_context(|| format!("not understood: {line}"))?.to_owned());
        Ok(export.to_owned())
    }

    /// `{ a, b } from "./c.js";` and `* as c from "./c.js";`
    fn import(&mut self, import: &str) -> Result<String> {
        let (names, path) = import.split_once(" from ").with_context(|| format!("not understood: import {import}"))?;
        let name = path.trim_end_matches(';').trim_matches('"').strip_prefix("./").context("not a file beside it")?;
        self.add(name)?;
        let names = match names.strip_prefix("* as ") {
            Some(all) => all.to_owned(),
            None if names.starts_with('{') => names.replace(" as ", ": "),
            None => bail!("not understood: import {import}"),
        };
        Ok(format!("const {names} = {};", variable(name)))
    }
}

/// `a` → `a`, `a as b` → `b: a`.
fn exported(name: &str) -> String {
    let name = name.trim();
    name.split_once(" as ").map_or(name.to_owned(), |(inside, outside)| format!("{outside}: {inside}"))
}

/// The name in `async function a(…`, `class a {`, `const a = …`.
fn declared(declaration: &str) -> Option<&str> {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["function ", "class ", "const "].iter().find_map(|word| rest.strip_prefix(word))?;
    let end = rest.find(|it: char| !it.is_alphanumeric() && it != '_' && it != '$')?;
    rest.get(..end).filter(|it| !it.is_empty())
}

/// `policy-lookup.js` → `module_policy_lookup_js`.
fn variable(name: &str) -> String {
    format!("module_{}", name.replace(|it: char| !it.is_ascii_alphanumeric(), "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(files: &[(&str, &str)]) -> Result<String> {
        let mut site = Site::default();
        for (name, text) in files {
            site.insert(name, text.as_bytes().to_vec());
        }
        bundle(&site, files[0].0)
    }

    #[test]
    fn modules_come_before_those_that_import_them() {
        let text = bundled(&[
            ("a.js", "import * as b from \"./b.js\";\nimport { d, e as f } from \"./c.js\";\nb.start(d, f);"),
            ("b.js", "export async function start(it) {}\nfunction init() {}\nexport { stop, init as default };"),
            ("c.js", "import { start } from \"./b.js\";\nexport const d = 1;\nexport class e {}"),
        ])
        .unwrap();
        let expected = "const module_b_js = (() => {\nasync function start(it) {}\nfunction init() {}\n\n\
            return { start, stop, default: init };\n})();\n\
            const module_c_js = (() => {\nconst { start } = module_b_js;\nconst d = 1;\nclass e {}\n\
            return { d, e };\n})();\n\
            const module_a_js = (() => {\nconst b = module_b_js;\nconst { d, e: f } = module_c_js;\nb.start(d, f);\n\
            return {  };\n})();\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_not_understood_stops_the_build() {
        for source in ["import a from \"./b.js\";", "import \"./b.js\";", "export default 1;", "export {\n  a };"] {
            let error = bundled(&[("a.js", source), ("b.js", "")]).unwrap_err();
            assert!(format!("{error:#}").contains("in a.js"), "{source}: {error:#}");
        }
        assert!(bundled(&[("a.js", "import { b } from \"./missing.js\";")]).is_err());
    }
}
