//! Work that may wait until the reader sees what they did.

use std::cell::Cell;
use std::rc::Rc;

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
    on_next_frame(in_next_task, work)
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
        in_next_task(work);
    } else {
        let on_frame = Closure::once_into_js(move || run(work));
        // Refused by no window.
        let _ = window().request_animation_frame(on_frame.unchecked_ref());
    }
    Later(is_dropped)
}

/// A `Timeout` that is forgotten would keep its closure as long as the page lives, a kilobyte for each visitor of a kiosk.
fn in_next_task(work: Work) {
    let task = Closure::once_into_js(work);
    // Refused by no window.
    let _ = window().set_timeout_with_callback(task.unchecked_ref());
}
