//! Work that may wait until the reader sees what they did.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
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
    // A frame's callbacks run before it is painted, what they put off runs after.
    let after = |work| {
        Timeout::new(0, work).forget();
    };
    on_next_frame(after, work)
}

/// Does `work` in the next picture, with all else that it shows.
pub fn in_next_frame(work: impl FnOnce() + 'static) -> Later {
    on_next_frame(|work| work(), work)
}

type Work = Box<dyn FnOnce()>;

fn on_next_frame(run: fn(Work), work: impl FnOnce() + 'static) -> Later {
    let is_dropped = Rc::new(Cell::new(false));
    let flag = is_dropped.clone();
    let work: Work = Box::new(move || {
        if !flag.get() {
            work();
        }
    });
    if document().hidden() {
        // A page that nobody sees draws nothing, and is to be ready when it is seen.
        Timeout::new(0, work).forget();
    } else {
        let on_frame = Closure::once_into_js(move || run(work));
        // Refused by no window.
        let _ = window().request_animation_frame(on_frame.unchecked_ref());
    }
    Later(is_dropped)
}
