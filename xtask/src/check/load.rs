//! Many readers at once at a real nginx with the lines of the GUIDE: every answer is there, whole, and the right one.

use super::hosting::Server;
use crate::bench::measure::Measure;
use crate::dist::site::Site;
use crate::tools::{paths, setup};
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const NUM_CONNECTIONS: usize = 50;

/// Asks for the files of `dist/` in turn, `num` times in all, over connections that stay open.
///
/// # Errors
/// When nginx is missing, or an answer is not the file.
pub fn run(num: usize) -> Result<Vec<Measure>> {
    setup::for_hosting()?;
    let site = Site::read(&paths::dist())?;
    let files: Vec<(&str, &[u8])> = site.files().filter(|(path, _)| !path.starts_with("v/")).collect();
    ensure!(!files.is_empty(), "dist/ is not built");
    let server = Server::start()?;
    let start = Instant::now();
    let outcomes: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let ask = |first| {
            let (files, port) = (&files, server.port());
            move || ask_in_turn(port, files, (first..num).step_by(NUM_CONNECTIONS))
        };
        let threads: Vec<_> = (0..NUM_CONNECTIONS).map(|first| scope.spawn(ask(first))).collect();
        let lost = || Err(anyhow::anyhow!("a thread ended in the middle"));
        threads.into_iter().map(|it| it.join().unwrap_or_else(|_| lost())).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let mut times = Vec::new();
    for outcome in outcomes {
        times.extend(outcome?);
    }
    times.sort_unstable();
    let within = times.get(times.len() * 95 / 100).copied().unwrap_or_default();
    let row = |what, value, unit| Measure { what, value, unit, budget: None };
    Ok(vec![
        row("requests at 50 connections, all answered", times.len() as f64, ""),
        row("  per second", times.len() as f64 / seconds, "/s"),
        row("  95 % within", within.as_secs_f64() * 1e3, "ms"),
    ])
}

fn ask_in_turn(port: u16, files: &[(&str, &[u8])], turns: impl Iterator<Item = usize>) -> Result<Vec<Duration>> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut connection = BufReader::new(stream);
    let mut times = Vec::new();
    for turn in turns {
        let (path, bytes) = files[turn % files.len()];
        let start = Instant::now();
        write!(connection.get_mut(), "GET /zc/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        let body = answer(&mut connection).with_context(|| path.to_owned())?;
        ensure!(body == bytes, "{path} arrives as something else");
        times.push(start.elapsed());
    }
    Ok(times)
}

fn answer(connection: &mut BufReader<TcpStream>) -> Result<Vec<u8>> {
    let mut length = None;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    ensure!(line.starts_with("HTTP/1.1 200"), "answered {}", line.trim());
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':').filter(|it| it.0.eq_ignore_ascii_case("content-length")) {
            length = Some(value.trim().parse().with_context(|| name.to_owned())?);
        }
    }
    let mut body = vec![0; length.context("no length")?];
    connection.read_exact(&mut body)?;
    Ok(body)
}
