//! `cargo xtask soak fuzz-library`
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    policy_fuzz::library::run(bytes);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let change = |body: &mut [u8], used| fuzzer_mutate(body, used, body.len());
    let changed = policy_fuzz::library::mutate(&data[..size], max_size, seed, change);
    if max_size < changed.len() {
        return size;
    }
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
});
