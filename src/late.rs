//! What may be called only once the late part of the program is here?
//!
//! The programs of the page and of libraries travel in two files each (`xtask/src/dist/split`): a first answer is there
//! sooner when the reading of clauses and documents, filters, suggestions and the other languages come a moment after it.
//! The border is where functions named `late_…` are called, and nowhere else. Each of them takes a [`Late`], which nobody
//! has before `loader.js` has said that the part is in its place; what else belongs to the part follows from who calls
//! whom.
//!
//! Such a function is `#[inline(never)]`: the border is found by its name.

use std::cell::{Cell, RefCell};

use yew::prelude::*;

/// That the late part is here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Late(());

/// How far the late part is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrival {
    /// On its way.
    Coming,
    /// Here.
    Here(Late),
    /// It did not come; it is asked for again.
    Missing,
}

impl Arrival {
    /// What the functions of the late part ask for.
    pub fn late(self) -> Option<Late> {
        match self {
            Arrival::Here(late) => Some(late),
            Arrival::Coming | Arrival::Missing => None,
        }
    }
}

/// The programs of the page and of libraries are in two files: not that of the kiosk, which is one file on a stick, and
/// nothing that runs outside a browser.
const IS_SPLIT: bool = cfg!(all(target_arch = "wasm32", feature = "widget", not(feature = "kiosk")));

thread_local! {
    static ARRIVAL: Cell<Arrival> = const { Cell::new(if IS_SPLIT { Arrival::Coming } else { Arrival::Here(Late(())) }) };
    static WAITING: RefCell<Vec<UseStateSetter<Arrival>>> = const { RefCell::new(Vec::new()) };
}

/// The late part, if it is here.
pub fn late() -> Option<Late> {
    ARRIVAL.get().late()
}

/// Says whether the late part has come; all instances draw anew.
pub fn arrive(is_here: bool) {
    let arrival = if is_here { Arrival::Here(Late(())) } else { Arrival::Missing };
    ARRIVAL.set(arrival);
    WAITING.with_borrow(|all| all.iter().for_each(|it| it.set(arrival)));
    if is_here {
        WAITING.take();
    }
}

/// How far the late part is, for a component that shows something else until it is here.
#[hook]
pub fn use_late() -> Arrival {
    let arrival = use_state_eq(|| ARRIVAL.get());
    let setter = arrival.setter();
    use_effect_with((), move |()| {
        let now = ARRIVAL.get();
        setter.set(now);
        if now.late().is_none() {
            WAITING.with_borrow_mut(|all| all.push(setter));
        }
    });
    *arrival
}
