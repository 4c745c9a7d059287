//! What the page did wrong, for [`crate::check`], and what it searched. Each engine has its own way of telling.

use crate::bidi::Bidi;
use crate::engine::Engine;
use crate::page::{Page, Result};
use serde_json::{Value, json};

/// Keeps what was searched and what the page's policy refused. A page that has it already keeps the one it has.
const WATCH: &str = "
    if (!globalThis.policyTestSearched) {
        globalThis.policyTestSearched = [];
        document.addEventListener('policy-lookup:search', event => policyTestSearched.push(event.detail.query));
        globalThis.policyTestViolations = [];
        document.addEventListener('securitypolicyviolation', event => policyTestViolations.push(
            `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
    }
";

/// Keeps what the console gets, where the driver does not: from now on, and the violations from before.
const LISTEN: &str = "
    if (!globalThis.policyTestConsole) {
        globalThis.policyTestConsole = [];
        for (const name of ['error', 'warn', 'info', 'log', 'debug']) {
            const say = console[name];
            console[name] = (...words) => { policyTestConsole.push(`${name} ${words.join(' ')}`); say.apply(console, words) };
        }
        addEventListener('error', event => policyTestConsole.push(`error ${event.message}`));
        addEventListener('unhandledrejection', event => policyTestConsole.push(`rejection ${event.reason}`));
        const past = new ReportingObserver(() => {}, { types: ['csp-violation'], buffered: true });
        past.observe();
        for (const { body } of past.takeRecords()) policyTestViolations.push(`${body.effectiveDirective} ${body.blockedURL}`);
        past.disconnect();
    }
";

/// Where the console's lines come from.
pub enum Console {
    /// The driver keeps them.
    Driver,
    /// The browser sends them as they come.
    Bidi(Box<Bidi>),
    /// Our own script in the page does, once the page is loaded: nothing runs before.
    Page,
}

impl Page {
    /// To be called once, before anything is loaded.
    pub async fn watch(&mut self) -> Result {
        match self.engine {
            Engine::Chromium => {
                let watch = json!({ "source": WATCH });
                self.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await?;
            }
            Engine::Firefox => {
                let url = self.driver.capabilities().get("webSocketUrl").and_then(Value::as_str);
                let bidi = Bidi::connect(url.ok_or("the driver names no socket")?).await?;
                let script = json!({ "functionDeclaration": format!("() => {{ {WATCH} }}") });
                bidi.send("script.addPreloadScript", script).await?;
                self.console = Console::Bidi(Box::new(bidi));
            }
            Engine::WebKit => self.console = Console::Page,
        }
        Ok(())
    }

    /// To be called after each load.
    pub async fn watch_loaded(&self) -> Result {
        if let Console::Page = self.console {
            self.script(&format!("{WATCH} {LISTEN}"), vec![]).await?;
        }
        Ok(())
    }

    /// What the console got since the last time it was asked.
    pub async fn console(&self) -> Result<Vec<String>> {
        match &self.console {
            Console::Driver => {
                let entries = self.driver.browser_log().await?;
                Ok(entries.into_iter().map(|entry| format!("{:?} {}", entry.level, entry.message)).collect())
            }
            Console::Bidi(bidi) => bidi.console().await,
            Console::Page => {
                let entries = self.script("return globalThis.policyTestConsole?.splice(0) ?? []", vec![]).await?;
                Ok(serde_json::from_value(entries)?)
            }
        }
    }
}
