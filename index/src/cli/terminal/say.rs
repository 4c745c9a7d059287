//! Lines for people and pipes.

use crate::compile::build::Build;

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

/// Names on standard error what was left out, and why.
pub(crate) fn name_left_out(build: &Build) {
    for document in build.left_out() {
        eprintln!("未收录 left out: {document}");
    }
}
