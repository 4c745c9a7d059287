//! A small S3 in the test's own process: as much of the protocol as publishing speaks, over HTTP, so that headers, parts,
//! lists in several pages and connections that break are those of a network. It keeps what it was sent, and may be told to
//! lose its power after a number of requests.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ClientOptions, RetryConfig};

const BUCKET: &str = "laws";
/// So few that a small library has several pages.
const NAMES_PER_PAGE: usize = 3;
const AT: &str = "Thu, 01 Jan 2026 00:00:00 GMT";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    pub bytes: Vec<u8>,
    pub content_type: String,
    pub cache_control: String,
    /// In how many parts it came; 0 for one that came in one piece.
    pub num_parts: usize,
    /// When it was put there.
    at: jiff::Timestamp,
}

#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Object>,
    /// By the id of the upload: headers, and parts by their numbers.
    uploads: BTreeMap<String, (Object, BTreeMap<u32, Vec<u8>>)>,
    num_requests: usize,
    /// Requests that are still answered; `None` for all.
    power: Option<usize>,
}

/// A running server; its thread ends with the process.
#[derive(Clone)]
pub struct S3 {
    kept: Arc<Mutex<Kept>>,
    address: String,
}

impl S3 {
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let kept = Arc::new(Mutex::new(Kept::default()));
        let server = Self { kept: Arc::clone(&kept), address };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(&stream, &kept));
            }
        });
        server
    }

    /// A client that gives up at once: nobody waits for power to come back.
    pub fn client(&self) -> AmazonS3 {
        let retry = RetryConfig { max_retries: 0, ..RetryConfig::default() };
        let keys = AmazonS3Builder::new().with_access_key_id("publisher").with_secret_access_key("secret");
        let options = ClientOptions::new().with_allow_http(true);
        let place = keys.with_endpoint(&self.address).with_region("test").with_bucket_name(BUCKET);
        place.with_retry(retry).with_client_options(options).build().unwrap()
    }

    /// From now on only so many requests are answered; `None`: all.
    pub fn power(&self, num_requests: Option<usize>) {
        self.kept.lock().unwrap().power = num_requests;
    }

    pub fn num_requests(&self) -> usize {
        self.kept.lock().unwrap().num_requests
    }

    pub fn object(&self, key: &str) -> Option<Object> {
        self.kept.lock().unwrap().objects.get(key).cloned()
    }

    pub fn num_open_uploads(&self) -> usize {
        self.kept.lock().unwrap().uploads.len()
    }
}

struct Request {
    method: String,
    key: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Request {
    fn header(&self, name: &str) -> String {
        self.headers.get(name).cloned().unwrap_or_default()
    }

    fn read(reader: &mut impl BufRead) -> Result<Option<Self>> {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut words = line.split_whitespace();
        let (Some(method), Some(url)) = (words.next(), words.next()) else { return Ok(None) };
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let pair =
            |it: &str| it.split_once('=').map_or((it.to_owned(), String::new()), |it| (it.0.into(), plain(it.1)));
        let query = query.split('&').filter(|it| !it.is_empty()).map(pair).collect();
        let key = plain(path.trim_start_matches('/').strip_prefix(BUCKET).unwrap_or_default().trim_start_matches('/'));
        let (method, mut headers) = (method.to_owned(), BTreeMap::new());
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").and_then(|it| it.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok(Some(Self { method, key, query, headers, body }))
    }
}

/// `%2F` → `/`.
fn plain(coded: &str) -> String {
    let mut parts = coded.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// Until the other side closes, or the power is gone.
fn serve(stream: &TcpStream, kept: &Mutex<Kept>) -> Result<()> {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = Request::read(&mut reader)? {
        let mut kept = kept.lock().unwrap();
        match &mut kept.power {
            Some(0) => return Ok(()),
            Some(left) => *left -= 1,
            None => {}
        }
        kept.num_requests += 1;
        let (status, more, body) = kept.answer(&request);
        drop(kept);
        let length = body.len();
        write!(
            writer,
            "HTTP/1.1 {status} .\r\nETag: \"e\"\r\nLast-Modified: {AT}\r\n{more}Content-Length: {length}\r\n\r\n"
        )?;
        writer.write_all(&body)?;
    }
    Ok(())
}

type Answer = (u16, String, Vec<u8>);

fn xml(text: String) -> Answer {
    (200, "Content-Type: application/xml\r\n".to_owned(), text.into_bytes())
}

impl Kept {
    fn answer(&mut self, request: &Request) -> Answer {
        let is_signed = request.header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=publisher/");
        let asks = |name: &str| request.query.contains_key(name);
        match request.method.as_str() {
            _ if !is_signed => (403, String::new(), Vec::new()),
            "GET" if asks("list-type") => self.list(request),
            "GET" => self.objects.get(&request.key).map_or((404, String::new(), Vec::new()), |it| {
                (200, format!("Content-Type: {}\r\n", it.content_type), it.bytes.clone())
            }),
            "PUT" if asks("uploadId") => self.put_part(request),
            "PUT" => {
                self.objects.insert(request.key.clone(), object(request));
                (200, String::new(), Vec::new())
            }
            "POST" if asks("uploads") => self.begin(request),
            "POST" if asks("uploadId") => self.complete(request),
            "POST" if asks("delete") => self.delete(request),
            "DELETE" if asks("uploadId") => {
                self.uploads.remove(&request.query["uploadId"]);
                (204, String::new(), Vec::new())
            }
            other => panic!("the server does not know {other} {} {:?}", request.key, request.query),
        }
    }

    fn list(&self, request: &Request) -> Answer {
        let wanted = |name: &str| request.query.get(name).cloned().unwrap_or_default();
        let (prefix, after) = (wanted("prefix"), wanted("continuation-token"));
        let all: Vec<_> = self.objects.iter().filter(|it| it.0.starts_with(&prefix) && *it.0 > after).collect();
        let page = &all[..all.len().min(NAMES_PER_PAGE)];
        let entry = |it: &(&String, &Object)| {
            let (key, size, at) = (it.0, it.1.bytes.len(), it.1.at);
            format!(
                "<Contents><Key>{key}</Key><LastModified>{at}</LastModified><ETag>e</ETag><Size>{size}</Size></Contents>"
            )
        };
        let next = page.last().filter(|_| page.len() < all.len());
        let next = next.map(|it| format!("<NextContinuationToken>{}</NextContinuationToken>", it.0));
        let entries: String = page.iter().map(entry).collect();
        let (is_cut, next) = (next.is_some(), next.unwrap_or_default());
        xml(format!("<ListBucketResult><IsTruncated>{is_cut}</IsTruncated>{next}{entries}</ListBucketResult>"))
    }

    fn begin(&mut self, request: &Request) -> Answer {
        let id = format!("upload-{}", self.num_requests);
        self.uploads.insert(id.clone(), (object(request), BTreeMap::new()));
        xml(format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"))
    }

    fn put_part(&mut self, request: &Request) -> Answer {
        let (_, parts) = self.uploads.get_mut(&request.query["uploadId"]).unwrap();
        parts.insert(request.query["partNumber"].parse().unwrap(), request.body.clone());
        (200, String::new(), Vec::new())
    }

    fn complete(&mut self, request: &Request) -> Answer {
        let (object, parts) = self.uploads.remove(&request.query["uploadId"]).unwrap();
        let (num_parts, bytes) = (parts.len(), parts.into_values().flatten().collect());
        self.objects.insert(request.key.clone(), Object { bytes, num_parts, ..object });
        xml("<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>".to_owned())
    }

    fn delete(&mut self, request: &Request) -> Answer {
        let body = String::from_utf8_lossy(&request.body);
        let mut gone = String::new();
        for key in body.split("<Key>").skip(1).filter_map(|it| it.split("</Key>").next()) {
            self.objects.remove(key);
            gone += &format!("<Deleted><Key>{key}</Key></Deleted>");
        }
        xml(format!("<DeleteResult>{gone}</DeleteResult>"))
    }
}

fn object(request: &Request) -> Object {
    let (content_type, cache_control) = (request.header("content-type"), request.header("cache-control"));
    Object { bytes: request.body.clone(), content_type, cache_control, num_parts: 0, at: jiff::Timestamp::now() }
}
