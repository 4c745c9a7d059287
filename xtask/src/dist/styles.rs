//! Style sheets in one piece. In `www/` they are a file per view, named one after the other by `@import`: so `trunk serve`
//! shows them as they are written. Published so, a browser would fetch them in turn before it paints.

use super::site::Site;
use anyhow::{Context, Result, ensure};

const START: &str = "@import \"";
const END: &str = "\";";

/// Puts the files that a sheet names in the place of their names.
///
/// # Errors
/// When a file is not there, or is named twice.
pub fn bundle(site: &mut Site) -> Result<()> {
    let sheets: Vec<String> = site.names().filter(|name| name.ends_with(".css")).map(str::to_owned).collect();
    for name in sheets {
        // It may be a part that another one took in.
        if site.get(&name).is_some() {
            let whole = in_one_piece(site, &name).with_context(|| name.clone())?;
            site.insert(&name, whole.into_bytes());
        }
    }
    Ok(())
}

fn in_one_piece(site: &mut Site, name: &str) -> Result<String> {
    let mut whole = String::new();
    for line in site.text(name)?.lines() {
        match imported(line) {
            Some(part) => {
                whole += &site.text(part)?;
                ensure!(!whole.contains(START), "{part} names files itself");
                // Nobody asks for it by its own name.
                site.remove(part);
            }
            None => whole += line,
        }
        whole.push('\n');
    }
    Ok(whole)
}

fn imported(line: &str) -> Option<&str> {
    line.strip_prefix(START)?.strip_suffix(END)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(files: &[(&str, &str)]) -> Result<Vec<(String, String)>> {
        let mut site = Site::default();
        files.iter().for_each(|(name, text)| site.insert(name, text.as_bytes().to_vec()));
        bundle(&mut site)?;
        let names: Vec<String> = site.names().map(str::to_owned).collect();
        names.into_iter().map(|name| Ok((name.clone(), site.text(&name)?))).collect()
    }

    #[test]
    fn parts_stand_in_the_order_in_which_they_are_named() {
        let files = [
            ("b.css", "b {}\n"),
            ("c.css", "c {}\n"),
            ("look.css", "/* All. */\n@import \"c.css\";\n@import \"b.css\";\n"),
        ];
        let whole = "/* All. */\nc {}\n\nb {}\n\n".to_owned();
        assert_eq!(bundled(&files).unwrap(), [("look.css".to_owned(), whole)]);
    }

    #[test]
    fn a_part_that_is_missing_is_named() {
        let error = format!("{:#}", bundled(&[("look.css", "@import \"hits.css\";\n")]).unwrap_err());
        assert!(error.contains("look.css") && error.contains("hits.css"), "{error}");
    }
}
