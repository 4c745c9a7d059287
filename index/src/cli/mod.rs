//! One module per group of commands: arguments in, library calls, lines out.

pub mod check;
pub mod compile;
pub mod eval;
pub mod html;
pub mod open_index;
pub mod plain_hash;
pub mod search;
pub mod sign;

/// Prints a line, and ends quietly when nobody reads any more (`| head`).
macro_rules! say {
    ($($argument:tt)*) => {{
        use std::io::Write;
        if writeln!(std::io::stdout(), $($argument)*).is_err() {
            return Ok(());
        }
    }};
}
pub(crate) use say;
