//! The list of scenarios. Each is named by what holds when it passes.

mod page;

use crate::browser::Size;
use crate::page::{Page, Result};
use std::pin::Pin;

pub const PHONE: Size = (390, 844);
const NARROW: Size = (320, 568);
pub const DESKTOP: Size = (1280, 800);

type Run = for<'a> fn(&'a Page) -> Pin<Box<dyn Future<Output = Result> + 'a>>;

/// One thing that must hold.
pub struct Scenario {
    pub name: &'static str,
    /// Arguments for `cargo xtask static`: faults, headers.
    pub server: &'static [&'static str],
    pub size: Size,
    pub run: Run,
}

impl Scenario {
    /// The name, fit for a file.
    pub fn file_name(&self) -> String {
        self.name.replace([' ', ',', '#', '='], "-")
    }
}

/// Names without anything else: a well-configured server, a desktop.
macro_rules! scenario {
    ($name:literal, $run:path $(, server: $server:expr)? $(, size: $size:expr)?) => {
        Scenario {
            name: $name,
            server: { let _server: &'static [&'static str] = &[]; $(let _server = $server;)? _server },
            size: { let _size = DESKTOP; $(let _size = $size;)? _size },
            run: |page| Box::pin($run(page)),
        }
    };
}

pub const SCENARIOS: &[Scenario] = &[
    scenario!("the page loads", page::loads),
    scenario!("the page loads on a phone", page::loads, size: PHONE),
    scenario!("a question finds the clause", page::question_finds_clause),
    scenario!("what an input method has not finished is not searched", page::composition_is_not_searched),
    scenario!("a link opens a clause", page::link_opens_clause),
    scenario!("back restores the results", page::back_restores_results),
    scenario!("the arrow keys choose what is offered", page::arrow_keys_choose),
    scenario!("nothing is wider than a small phone", page::fits_the_width, size: NARROW),
    scenario!("no accessibility fault in the dark", page::dark_is_accessible),
    scenario!("no accessibility fault in large type", page::elder_is_accessible, size: PHONE),
    scenario!("a damaged index is reported", page::index_is_refused, server: &["--damage", "policies.idx"]),
    scenario!("half an index is reported", page::index_is_refused, server: &["--truncate", "policies.idx"]),
    scenario!("a missing index is reported", page::index_is_refused, server: &["--missing", "policies.idx"]),
    scenario!("a wrong MIME type is no obstacle", page::loads_and_answers, server: &["--mime", "*.wasm=text/plain"]),
    scenario!("what is typed before the program arrives is searched", page::early_typing_is_searched,
        server: &["--delay", "*.wasm=1500"]),
];
