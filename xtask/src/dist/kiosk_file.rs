//! `kiosk.html`: the parts of the site put into one file, which opens from a disk without any server.
//!
//! Scripts and styles are inline, so the policy of the file names them by hash and allows nothing else, no connection at
//! all.

use super::bundle::bundle;
use super::names::{INDEX, KIOSK_WASM, STYLE};
use super::scripts;
use super::site::Site;
use crate::tools::hash::sha256;
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

pub const NAME: &str = "kiosk.html";

/// Of use only inside [`NAME`].
const STARTER: &str = "kiosk.js";
const KIOSK_STYLE: &str = "kiosk.css";
const ICON: &str = "icon.svg";
const SETTINGS_START: &str = "<script type=\"application/json\" id=\"policy-lookup-settings\">";

/// `'unsafe-eval'` is for engines before Chromium 97, which ask for it before they compile wasm. It opens nothing: under
/// Trusted Types without any policy, a text is never evaluated.
const POLICY: &str = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Takes the template and its starter out of the site and returns the finished file; `None` where there is no template.
/// `facts` are added to the settings.
///
/// # Errors
/// When a part is missing or the template does not name it.
pub fn take_out(site: &mut Site, facts: &Map<String, Value>) -> Result<Option<String>> {
    if site.get(NAME).is_none() {
        return Ok(None);
    }
    let file = assemble(site, facts)?;
    site.remove(NAME);
    site.remove(STARTER);
    Ok(Some(file))
}

fn assemble(site: &Site, facts: &Map<String, Value>) -> Result<String> {
    let part = |name: &str| site.get(name).with_context(|| format!("there is no {name}"));
    let icon = format!("data:image/svg+xml;base64,{}", BASE64.encode(part(ICON)?));
    let styles = [site.text(STYLE)?, site.text(KIOSK_STYLE)?];
    let script = format!("\n{}", scripts::shrink_one(&bundle(site, STARTER)?)?);
    ensure!(!script.contains("</script"), "a script holds `</script`, which would end it");
    ensure!(styles.iter().all(|it| !it.contains("</style")), "a style sheet holds `</style`, which would end it");

    let mut page = site.text(NAME)?;
    let mut put = |place: &str, what: &str| replace_once(&mut page, place, what);
    put("<!-- xtask:policy -->", &policy(&script, &styles))?;
    put("href=\"icon.svg\"", &format!("href=\"{icon}\""))?;
    for (name, style) in [STYLE, KIOSK_STYLE].iter().zip(&styles) {
        put(&format!("<link rel=\"stylesheet\" href=\"{name}\">"), &format!("<style>{style}</style>"))?;
    }
    for name in [KIOSK_WASM, INDEX] {
        let bytes = part(name)?;
        let inlined = format!(" data-sha256=\"{}\">{}", sha256(bytes), BASE64.encode(bytes));
        put(&format!(" src=\"{name}\">"), &inlined)?;
    }
    put(&format!("<script type=\"module\" src=\"{STARTER}\">"), &format!("<script type=\"module\">{script}"))?;
    with_settings(&page, facts)
}

fn policy(script: &str, styles: &[String]) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)));
    let styles: Vec<_> = styles.iter().map(|it| hash(it)).collect();
    let script = hash(script);
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}; \
         script-src {script} 'wasm-unsafe-eval' 'unsafe-eval'; style-src {}\">",
        styles.join(" ")
    )
}

/// The file with these settings in place of those it has.
///
/// # Errors
/// When it has no block of settings.
pub fn with_settings(page: &str, changes: &Map<String, Value>) -> Result<String> {
    let (before, block, after) = around_settings(page)?;
    let mut settings: Map<String, Value> = serde_json::from_str(block).context("the settings in kiosk.html")?;
    settings.extend(changes.clone());
    // Inside a script element only `<` could mean something else.
    let settings = serde_json::to_string_pretty(&settings)?.replace('<', "\\u003c");
    Ok(format!("{before}{SETTINGS_START}\n{settings}\n</script>{after}"))
}

/// The settings it has.
///
/// # Errors
/// When it has no block of settings.
pub fn settings(page: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(around_settings(page)?.1).context("the settings in kiosk.html")
}

/// What is before the settings, the settings, what is behind.
fn around_settings(page: &str) -> Result<(&str, &str, &str)> {
    let missing = "kiosk.html has no block `policy-lookup-settings`";
    let (before, rest) = page.split_once(SETTINGS_START).context(missing)?;
    let (block, after) = rest.split_once("</script>").context(missing)?;
    Ok((before, block, after))
}

fn replace_once(page: &mut String, place: &str, what: &str) -> Result<()> {
    ensure!(page.matches(place).count() == 1, "{NAME} must hold `{place}` once");
    *page = page.replacen(place, what, 1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"<!-- xtask:policy --><link rel="icon" href="icon.svg">
<link rel="stylesheet" href="policy-lookup.css"><link rel="stylesheet" href="kiosk.css">
<script type="application/json" id="policy-lookup-settings">{ "idle_seconds": 60 }</script>
<script id="a" src="policy-lookup-kiosk_bg.wasm"></script><script id="b" src="policies.idx"></script>
<script type="module" src="kiosk.js"></script>"#;

    fn site(style: &str) -> Site {
        let files = [
            (NAME, TEMPLATE),
            (STARTER, "start();"),
            (STYLE, style),
            (KIOSK_STYLE, "b{}"),
            (ICON, "<svg/>"),
            (KIOSK_WASM, "wasm"),
            (INDEX, "index"),
        ];
        let mut site = Site::default();
        for (name, text) in files {
            site.insert(name, text.as_bytes().to_vec());
        }
        site
    }

    fn facts() -> Map<String, Value> {
        Map::from_iter([("version".to_owned(), Value::from("1.2.3"))])
    }

    #[test]
    fn everything_is_inside() {
        let mut site = site("a{}");
        let page = take_out(&mut site, &facts()).unwrap().unwrap();
        assert!(!page.contains("src=") && !page.contains("href=\"icon"), "{page}");
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        for part in [
            "style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=' 'sha256-",
            "<style>a{}</style>",
            &format!("data-sha256=\"{}\">{}<", sha256(b"index"), BASE64.encode("index")),
            "\"idle_seconds\": 60",
            "\"version\": \"1.2.3\"",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert_eq!((site.get(NAME), site.get(STARTER)), (None, None));
    }

    #[test]
    fn what_would_end_an_element_is_refused() {
        assert!(assemble(&site("a{}</style>"), &facts()).is_err());
    }

    #[test]
    fn the_file_tells_its_settings() {
        let page = assemble(&site("a{}"), &facts()).unwrap();
        assert_eq!(settings(&page).unwrap()["idle_seconds"], 60);
    }

    #[test]
    fn a_setting_cannot_leave_its_block() {
        let page = assemble(&site("a{}"), &facts()).unwrap();
        let changes = Map::from_iter([("page_url".to_owned(), Value::from("</script><b>"))]);
        let changed = with_settings(&page, &changes).unwrap();
        assert!(!changed.contains("<b>"));
        assert!(with_settings(&changed, &Map::new()).unwrap().contains("\\u003c/script>"));
    }
}
