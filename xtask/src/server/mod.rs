//! A small static server for 127.0.0.1: what a well-configured web server would send, and, for the tests, what a badly
//! configured one sends. `serve` shows `dist/`, `static` any folder with the faults asked for.

pub mod answer;
mod csp;
mod faults;
pub mod http;

use crate::dist::{self, sizes};
use crate::tools::{native, paths, process, setup};
use answer::Answers;
use anyhow::{Result, anyhow};
use clap::Parser;
use csp::STRICT_CSP;
use faults::Faults;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs, builds and serves dist/.
#[derive(Parser)]
#[command(bin_name = "cargo xtask serve")]
struct ServeOptions {
    /// 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Also builds a library of this corpus (an object with id, collection, document, path, title, text a line) and a
    /// page that searches it
    #[arg(long, value_name = "FILE.jsonl")]
    library: Option<PathBuf>,
}

pub fn serve_main(args: &[String]) -> Result<()> {
    let options = ServeOptions::parse_from(args);
    // First: a port that somebody else has should be known before the build, not minutes later.
    let listener = listen(options.port)?;
    setup::for_building()?;
    dist::build()?;
    // Also compresses the files once, so that the first visit does not wait for it.
    println!("{}", sizes::table(&sizes::measure()?));
    let mounts = options.library.as_deref().map(library_of).transpose()?;
    println!("serving dist/ on {} (Ctrl-C ends it)", address(&listener)?);
    if mounts.is_some() {
        let address = address(&listener)?;
        println!("the page over the library: {address}library.html (in a page of somebody else: {address}example/)");
    }
    let answers = Answers::new(paths::dist(), Some(STRICT_CSP.to_owned()), Faults::default());
    let answers = answers.with_mounts(mounts.unwrap_or_default());
    http::serve(&listener, move |request| answers.answer(request));
    Ok(())
}

/// Compiles the library of a corpus; what is served beside dist/ then.
fn library_of(clauses: &Path) -> Result<Vec<(String, PathBuf)>> {
    let folder = paths::root().join("target/library");
    let mut compile = Command::new(native::program()?);
    process::run(compile.args(["compile", "--clauses"]).arg(clauses).arg("--library").arg(&folder))?;
    Ok(vec![("library".to_owned(), folder), ("example".to_owned(), paths::root().join("www/examples/library"))])
}

/// Serves a folder and prints the address.
#[derive(Parser)]
#[command(bin_name = "cargo xtask static")]
struct StaticOptions {
    #[arg(long)]
    dir: PathBuf,
    /// 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// `strict`, `none`, or the value of the header
    #[arg(long, default_value = "strict")]
    csp: String,
    /// Serves another folder too, below a name
    #[arg(long, value_name = "NAME=DIR", value_parser = faults::parse_pair)]
    mount: Vec<(String, String)>,
    /// Ends when its standard input does, that is, when the test that started it ends, however it ends
    #[arg(long)]
    until_stdin_closes: bool,
    #[command(flatten)]
    faults: Faults,
}

pub fn static_main(args: &[String]) -> Result<()> {
    let options = StaticOptions::parse_from(args);
    let csp = match options.csp.as_str() {
        "none" => None,
        "strict" => Some(STRICT_CSP.to_owned()),
        value => Some(value.to_owned()),
    };
    let listener = listen(options.port)?;
    println!("{}", address(&listener)?);
    std::io::stdout().flush()?;
    if options.until_stdin_closes {
        std::thread::spawn(|| {
            let mut rest = Vec::new();
            // An error also means that nobody is there any more.
            let _ = std::io::stdin().read_to_end(&mut rest);
            std::process::exit(0);
        });
    }
    let mounts = options.mount.into_iter().map(|(name, folder)| (name, folder.into())).collect();
    let answers = Answers::new(options.dir, csp, options.faults).with_mounts(mounts);
    http::serve(&listener, move |request| answers.answer(request));
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("port {port} is in use by another program; end that, or add --port 0"),
        _ => anyhow!("cannot listen on 127.0.0.1:{port}: {error}"),
    })
}

fn address(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}/", listener.local_addr()?))
}
