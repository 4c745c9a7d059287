//! Why there is no index.

use policy_engine::FormatError;

/// Why there is no index; the names are those of the JS API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// `network`: not downloaded.
    Network,
    /// `damaged`: not the file that was published.
    Damaged,
    /// `version`: made for another version of this program.
    Version,
    /// `wasm-blocked`: no WebAssembly, or a policy that forbids it.
    WasmBlocked,
    /// `mime`: sent as something else.
    Mime,
}

impl ErrorCode {
    /// All codes, in the order of `Text::errors`.
    pub const ALL: [ErrorCode; 5] =
        [ErrorCode::Network, ErrorCode::Damaged, ErrorCode::Version, ErrorCode::WasmBlocked, ErrorCode::Mime];

    /// The name in the JS API.
    pub fn name(self) -> &'static str {
        match self {
            ErrorCode::Network => "network",
            ErrorCode::Damaged => "damaged",
            ErrorCode::Version => "version",
            ErrorCode::WasmBlocked => "wasm-blocked",
            ErrorCode::Mime => "mime",
        }
    }

    /// The inverse of [`ErrorCode::name`]; anything else counts as damage.
    pub fn from_name(name: &str) -> ErrorCode {
        Self::ALL.into_iter().find(|code| code.name() == name).unwrap_or(ErrorCode::Damaged)
    }
}

/// Why loading failed.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadError {
    /// What kind.
    pub code: ErrorCode,
    /// For the webmaster, in English.
    pub message: String,
}

impl From<FormatError> for LoadError {
    fn from(error: FormatError) -> Self {
        let code = match error {
            FormatError::Version { .. } => ErrorCode::Version,
            _ => ErrorCode::Damaged,
        };
        Self { code, message: error.to_string() }
    }
}
