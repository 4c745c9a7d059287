//! As much of HTTP/1.1 as a browser on the same machine needs: requests without a body, answers with a length, one
//! thread for each connection. (A pool of threads, as tiny_http has it, lets a connection wait for ever behind another
//! that the browser only keeps open.)

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// Longer than any address or header a browser sends.
const MAX_LINE_BYTES: u64 = 16 * 1024;
const MAX_HEADERS: usize = 100;

/// What a browser asks.
#[derive(Debug, Default, PartialEq)]
pub struct Request {
    pub method: String,
    pub url: String,
    headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What it gets. The length is added when it is sent.
#[derive(Debug, Default, PartialEq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// The connection ends in the middle of the body.
    pub is_cut: bool,
}

/// Answers every connection, each in a thread of its own, until the process ends.
pub fn serve(listener: &TcpListener, answer: impl Fn(&Request) -> Response + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().flatten() {
        let answer = Arc::clone(&answer);
        // An error ends this connection: the browser went away, or it was no browser.
        std::thread::spawn(move || converse(&stream, &*answer));
    }
}

/// Answers one request after the other.
fn converse(stream: &TcpStream, answer: &dyn Fn(&Request) -> Response) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        let is_plain = matches!(request.method.as_str(), "GET" | "HEAD");
        write_response(stream, &answer(&request), request.method != "HEAD")?;
        // Anything else may have a body, which nobody has read.
        if !is_plain {
            break;
        }
    }
    Ok(())
}

/// `None` when the other side has closed, or what came is not HTTP.
fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<Request>> {
    let first = read_line(reader)?;
    let mut words = first.split(' ');
    let (Some(method), Some(url), Some(_)) = (words.next(), words.next(), words.next()) else { return Ok(None) };
    let mut request = Request { method: method.to_owned(), url: url.to_owned(), headers: Vec::new() };
    while request.headers.len() < MAX_HEADERS {
        let line = read_line(reader)?;
        let Some((name, value)) = line.split_once(':') else { return Ok(line.is_empty().then_some(request)) };
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
    Ok(None)
}

/// Without the end of the line.
fn read_line(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = Vec::new();
    reader.take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn write_response(mut stream: impl Write, response: &Response, with_body: bool) -> std::io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {} {}\r\n", response.status, reason(response.status)).into_bytes();
    for (name, value) in &response.headers {
        write!(bytes, "{name}: {value}\r\n")?;
    }
    if !matches!(response.status, 204 | 304) {
        write!(bytes, "Content-Length: {}\r\n", response.body.len())?;
    }
    bytes.extend(b"\r\n");
    let half = if response.is_cut { response.body.len() / 2 } else { response.body.len() };
    if with_body {
        bytes.extend(&response.body[..half]);
    }
    stream.write_all(&bytes)?;
    stream.flush()?;
    if response.is_cut { Err(std::io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        304 => "Not Modified",
        400 => "Bad Request",
        206 => "Partial Content",
        404 => "Not Found",
        405 => "Method Not Allowed",
        500 => "Internal Server Error",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_request_after_the_other() {
        let mut reader = &b"GET /a HTTP/1.1\r\nAccept-Encoding: gzip, br\r\n\r\nHEAD / HTTP/1.1\r\n\r\n"[..];
        let first = read_request(&mut reader).unwrap().unwrap();
        assert_eq!((first.method.as_str(), first.url.as_str()), ("GET", "/a"));
        assert_eq!(first.header("accept-encoding"), Some("gzip, br"));
        assert_eq!(read_request(&mut reader).unwrap().unwrap().method, "HEAD");
        assert_eq!(read_request(&mut reader).unwrap(), None);
        assert_eq!(read_request(&mut &b"\x16\x03\x01"[..]).unwrap(), None);
    }

    #[test]
    fn a_browser_that_asked_for_the_head_gets_no_body() {
        let response =
            Response { status: 200, headers: vec![("A", "b".to_owned())], body: b"body".to_vec(), is_cut: false };
        for (with_body, body) in [(true, "body"), (false, "")] {
            let mut sent = Vec::new();
            write_response(&mut sent, &response, with_body).unwrap();
            let expected = format!("HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 4\r\n\r\n{body}");
            assert_eq!(String::from_utf8(sent).unwrap(), expected);
        }
    }

    #[test]
    fn a_cut_answer_promises_more_than_it_sends() {
        let response = Response { status: 200, headers: vec![], body: b"body".to_vec(), is_cut: true };
        let mut sent = Vec::new();
        assert!(write_response(&mut sent, &response, true).is_err(), "the connection goes on");
        assert_eq!(String::from_utf8(sent).unwrap(), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo");
    }
}
