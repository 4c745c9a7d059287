//! Makes the exports of the library part of the wasm file; starting it is left to `loader.js`.

fn main() {
    policy_lookup::failure::keep();
}
