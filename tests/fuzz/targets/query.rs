//! `cargo xtask soak fuzz-query`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    policy_fuzz::query::run(bytes);
});
