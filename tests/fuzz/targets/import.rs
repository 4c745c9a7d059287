//! `cargo xtask soak fuzz-import`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    policy_fuzz::import::run(bytes);
});
