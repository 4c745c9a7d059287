//! For which machines of halls and editors is `policy-index` built here, and by what?

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

/// Debian's own place: it is not on the path.
pub const WINE: &str = "/usr/lib/wine/wine64";

/// Any Linux, and Windows.
pub const PLATFORMS: [Platform; 2] = [LINUX, WINDOWS];

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
