//! Makes the exports of the library part of the wasm file; starting is left to `boot.js` and `embed.js`.

fn main() {
    policy_lookup::failure::keep();
}
