//! For which machines of halls and editors is `policy-index` there, and which of them are built here, by what?

/// A kind of machine.
pub struct Platform {
    /// As a hall's folder and the release archive call it.
    pub name: &'static str,
    /// As Rust calls it.
    pub target: &'static str,
    /// The compiler for C that the program needs, and the package of Debian that has it.
    pub compiler: (&'static str, &'static str),
    /// What runs its programs here.
    pub runner: Option<&'static str>,
}

/// Where the program lies in a hall's folder and in the release archive.
pub fn program_path(platform: &str) -> String {
    let suffix = if platform.starts_with("windows") { ".exe" } else { "" };
    format!("bin/{platform}/policy-index{suffix}")
}

/// Debian's own place: it is not on the path.
pub const WINE: &str = "/usr/lib/wine/wine64";

/// Every kind that a hall may have, as its install scripts ask for them: by system and processor.
pub const IN_HALLS: [&str; 5] =
    ["linux-x86_64", "linux-aarch64", "linux-loongarch64", "windows-x86_64", "windows-aarch64"];

/// Those that are built here: any Linux, and Windows.
pub const BUILT: [Platform; 2] = [LINUX, WINDOWS];

pub const LINUX: Platform = Platform {
    name: "linux-x86_64",
    target: "x86_64-unknown-linux-musl",
    compiler: ("musl-gcc", "musl-tools"),
    runner: None,
};

pub const WINDOWS: Platform = Platform {
    name: "windows-x86_64",
    target: "x86_64-pc-windows-gnu",
    compiler: ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"),
    runner: Some(WINE),
};
