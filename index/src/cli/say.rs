//! Lines for people and pipes.

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
