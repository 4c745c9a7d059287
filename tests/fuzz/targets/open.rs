//! `cargo xtask soak fuzz-open`
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    policy_fuzz::open::run(bytes);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let change = |section: &mut [u8], used| fuzzer_mutate(section, used, section.len());
    let changed = policy_fuzz::open::mutate(&data[..size], max_size, seed, change);
    if max_size < changed.len() {
        return size;
    }
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
});
