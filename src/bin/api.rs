//! The wasm of the JavaScript interface; starting is left to `loader.js`.

fn main() {
    policy_lookup::failure::keep();
}
