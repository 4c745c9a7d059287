//! Work that may wait until the reader sees what they did.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Work that waits; dropped, it is not done.
pub struct Later(Rc<Cell<bool>>);

impl Drop for Later {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

/// Does `work` once the next picture is on the screen.
pub fn after_next_frame(work: impl FnOnce() + 'static) -> Later {
    let is_dropped = Rc::new(Cell::new(false));
    let flag = is_dropped.clone();
    // A frame's callbacks run before it is painted, what they put off runs after.
    let on_frame = Closure::once_into_js(move || {
        let work = move || {
            if !flag.get() {
                work();
            }
        };
        Timeout::new(0, work).forget();
    });
    // Refused by no window; and one that nobody sees draws when it is seen again.
    let _ = window().request_animation_frame(on_frame.unchecked_ref());
    Later(is_dropped)
}
