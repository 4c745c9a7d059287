//! The policy that the widget is served with.

/// All that the widget needs from the site that embeds it is `'wasm-unsafe-eval'`.
pub const STRICT_CSP: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; \
     base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types policy-lookup";
