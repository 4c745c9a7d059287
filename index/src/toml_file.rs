//! The TOML files that people write: a mistake names its line and what to do.

use crate::error::{Kind, Result};
use crate::source::Source;

/// Parses a TOML file; a mistake in it is shown at its line.
///
/// # Errors
/// `Syntax`.
pub fn parse_toml<T: serde::de::DeserializeOwned>(source: &Source) -> Result<T> {
    toml::from_str(&source.text).map_err(|error| {
        let line = source.line_of(error.span().map_or(0, |span| span.start));
        let message = error.message().replace('\n', " ");
        let wide = source.line(line).and_then(wide_mark);
        let help = wide.map_or_else(
            || {
                "compare the entry with its neighbours: every value needs its name, an equals sign and, for words, \
                straight quotes around them; values in [ ] need a comma between them"
                    .to_owned()
            },
            |mark| {
                let name = if mark == '\u{3000}' { "a wide space".to_owned() } else { format!("the wide mark {mark}") };
                format!("{name} stands outside the quotes: type it again with the Chinese input method switched off")
            },
        );
        Box::new(source.error_at(Kind::Syntax, line, message, help))
    })
}

/// A mark of the Chinese keyboard where TOML wants the plain one.
fn wide_mark(line: &str) -> Option<char> {
    let outside = line.split('"').step_by(2);
    outside.flat_map(str::chars).find(|c| "＝“”＂，［］＃\u{3000}".contains(*c))
}
