//! `prerender INDEX`: prints what `www/index.html` shows before any script has run: the start page, rendered by the
//! same components from the same index, and the error messages that must be at hand when the wasm is not.

use std::future::Future;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use policy_engine::Index;
use policy_lookup::app::{App, AppProps};
use policy_lookup::i18n;
use policy_lookup::lookup::{SharedIndex, Source};
use policy_lookup::state::{Config, ErrorCode, Handover, Lang, LoadError};
use policy_lookup::views::failure;
use yew::LocalServerRenderer;
use yew::prelude::*;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: prerender INDEX\nprints the start page for www/index.html");
        return ExitCode::FAILURE;
    };
    match start_page(&path) {
        Ok(html) => {
            println!("{html}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{path}: {message}; make it with `cargo run -p policy-index -- compile --out {path}`");
            ExitCode::FAILURE
        }
    }
}

fn start_page(path: &str) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let index = Index::open(&bytes).map_err(|error| error.to_string())?;
    let source = Source::Ready(SharedIndex::new(index));
    let props = AppProps { config: Config::default(), source, handover: Handover::default() };
    let app = render(LocalServerRenderer::<App>::with_props(props).hydratable(false).render());
    let failures = render(LocalServerRenderer::<Failures>::new().hydratable(false).render());
    let loading = i18n::text(Lang::default()).loading;
    Ok([
        "<div class=\"policy-lookup-loading\" id=\"policy-lookup-loading\" role=\"status\" hidden>",
        "<span>",
        loading,
        "</span><progress class=\"policy-lookup-progress\" max=\"100\" aria-label=\"",
        loading,
        "\"></progress></div>\n<div id=\"policy-lookup\">",
        &app,
        "</div>\n<template id=\"policy-lookup-failures\">",
        &failures,
        "</template>",
    ]
    .concat())
}

/// One message per error code; `boot.js` shows the one it needs.
#[component]
fn Failures() -> Html {
    let text = i18n::text(Lang::default());
    let message = |code| failure(text, &LoadError { code, message: String::new() }, &Config::default());
    ErrorCode::ALL.into_iter().map(message).collect()
}

/// Runs a future that never waits: rendering without suspense.
fn render(future: impl Future<Output = String>) -> String {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(html) = future.as_mut().poll(&mut context) {
            return html;
        }
    }
}
