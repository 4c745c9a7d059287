//! The lines that the GUIDE gives to webmasters, in a real nginx: read from GUIDE.md, put around `dist/`, and asked by a
//! browser for every page. A line that was never served is a promise.

use crate::tools::{paths, ports, process, setup};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Two addresses, a blank between them: the widget's and that of a website on another origin. The scenarios that read it
/// are in tests/browser/scenarios/hosting.rs.
const VARIABLE: &str = "POLICY_HOSTING";
/// The website that may frame us, as the GUIDE writes it.
const EXAMPLE: &str = "https://www.example.gov.cn";

/// Starts the server that the scenarios need, which ends with the value, and tells `program` where it is. Without it the
/// program passes over them.
///
/// # Errors
/// When nginx is missing, refuses the lines, or does not answer.
pub fn start(program: &mut Command) -> Result<Server> {
    setup::for_hosting()?;
    let server = Server::start()?;
    program.env(VARIABLE, format!("{} {}", server.addresses[0], server.addresses[1]));
    Ok(server)
}

/// nginx with two sites.
pub struct Server {
    process: Child,
    addresses: [String; 2],
    ports: [u16; 2],
}

impl Server {
    /// With `dist/` as it is, on free ports.
    ///
    /// # Errors
    /// When it refuses the lines, or does not answer.
    pub fn start() -> Result<Server> {
        let folder = paths::root().join("target/hosting");
        let ports = ports::free()?;
        let addresses = ports.map(|port| format!("http://127.0.0.1:{port}/"));
        lay_out(&folder, &addresses)?;
        let guide = fs::read_to_string(paths::root().join("www/GUIDE.md"))?;
        fs::write(folder.join("nginx.conf"), configuration(&lines(&guide)?, ports, &folder, &addresses))?;
        let mut nginx = process::command("nginx");
        nginx.arg("-p").arg(&folder).args(["-c", "nginx.conf", "-e", "stderr"]).stdin(Stdio::null());
        let mut server = Server { process: nginx.spawn().context("nginx does not start")?, addresses, ports };
        ports::wait(&mut server.process, &ports, "nginx may have refused the lines of GUIDE.md, see above")?;
        Ok(server)
    }

    /// Where the widget is.
    pub fn port(&self) -> u16 {
        self.ports[0]
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its workers end with their master only when it is asked to end.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        if asked.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// `dist/` where the GUIDE puts it, and a page of another website.
fn lay_out(folder: &Path, addresses: &[String; 2]) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.join("temp"))?;
    fs::create_dir_all(folder.join("host"))?;
    for entry in walkdir::WalkDir::new(paths::dist()) {
        let entry = entry.context("dist/ is not built")?;
        let place = folder.join("site/zc").join(entry.path().strip_prefix(paths::dist())?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    let widget = format!("{}zc/", addresses[0]);
    let page = |more: &str| {
        format!(
            "<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>某市政府</title><h1>某市政府</h1>{more}"
        )
    };
    let script = format!("<script type=\"module\" src=\"{widget}embed.js\"></script>");
    fs::write(
        folder.join("host/element.html"),
        page(&format!("{script}<policy-lookup query=\"轮椅\"></policy-lookup>")),
    )?;
    let framed = format!("{script}<policy-lookup frame query=\"轮椅\"></policy-lookup>");
    fs::write(folder.join("host/frame.html"), page(&framed))?;
    fs::write(folder.join("host/stolen.html"), page(&format!("<iframe src=\"{widget}index.html\"></iframe>")))?;
    Ok(())
}

/// What stands in the GUIDE between the fences.
fn lines(guide: &str) -> Result<String> {
    let (_, rest) = guide.split_once("```nginx\n").context("GUIDE.md has no lines for nginx")?;
    let (lines, _) = rest.split_once("```").context("the lines for nginx do not end")?;
    ensure!(lines.contains(EXAMPLE), "the lines name no {EXAMPLE} that may frame us");
    Ok(lines.to_owned())
}

/// As small as it can be around the lines; a second server is the website of somebody else, whose policy allows what the
/// GUIDE asks for and nothing more.
fn configuration(lines: &str, ports: [u16; 2], folder: &Path, addresses: &[String; 2]) -> String {
    let lines = lines.replace(EXAMPLE, addresses[1].trim_end_matches('/'));
    let widget = addresses[0].trim_end_matches('/');
    let temp = folder.join("temp");
    let temp = temp.display();
    let [widget_port, host_port] = ports;
    format!(
        "daemon off; worker_processes 1; pid {temp}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n\
         client_body_temp_path {temp}/a; proxy_temp_path {temp}/b; fastcgi_temp_path {temp}/c; uwsgi_temp_path {temp}/d; \
         scgi_temp_path {temp}/e;\n\
         server {{\nlisten 127.0.0.1:{widget_port};\nroot {site};\n{lines}\n}}\n\
         server {{\nlisten 127.0.0.1:{host_port};\nroot {host};\ntypes {{ text/html html; }}\n\
         add_header Content-Security-Policy \"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {widget}; \
         style-src 'self' {widget}; connect-src 'self' {widget}; img-src 'self' {widget}; frame-src {widget}\";\n}}\n}}\n",
        site = folder.join("site").display(),
        host = folder.join("host").display(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_has_lines_for_a_server() {
        let guide = include_str!("../../../www/GUIDE.md");
        let lines = lines(guide).unwrap();
        for words in [
            "location /zc/",
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "nosniff",
            "Referrer-Policy no-referrer",
            "Access-Control-Allow-Origin",
            "gzip_vary on",
            "brotli_types",
            "location = /zc/kiosk.html",
        ] {
            assert!(lines.contains(words), "{words}");
        }
        assert!(super::lines("no fence").is_err());
    }

    /// What other packages read, by the names they have there.
    #[test]
    fn the_scenarios_are_those_that_the_tests_know() {
        assert!(include_str!("../../../tests/browser/settings.rs").contains(VARIABLE));
        assert!(include_str!("../../../tests/browser/scenarios/mod.rs").contains("\"hosting: "));
    }
}
