//! Statements about the page that hold in every scenario. Each says what it found instead.

use crate::page::{Page, Result};
use serde_json::Value;

impl Page {
    /// Nothing in the console, at any level, and nothing refused by the content security policy.
    pub async fn check_is_clean(&self) -> Result {
        let violations = self.script("return globalThis.policyTestViolations ?? []", vec![]).await?;
        check(violations == Value::Array(vec![]), || format!("the policy was violated: {violations}"))?;
        let console = self.console().await?;
        check(console.is_empty(), || format!("the console says: {}", console.join(" | ")))
    }

    /// No accessibility fault that axe-core knows, in the page as it is now, shadow roots included.
    pub async fn check_axe(&self, state: &str) -> Result {
        self.check_axe_in("html", state).await
    }

    /// The same for a part of the page.
    pub async fn check_axe_in(&self, selector: &str, state: &str) -> Result {
        let axe = std::fs::read_to_string(&self.axe)
            .map_err(|error| format!("{}: {error}; `cargo xtask setup` installs it", self.axe.display()))?;
        self.script(&format!("if (!globalThis.axe) {{ {axe}; }}"), vec![]).await?;
        let run = "const done = arguments[arguments.length - 1];
            axe.run(arguments[0], { resultTypes: ['violations'] }).then(
                result => done(result.violations.map(it => `${it.id}: ${it.help} – ${it.nodes.map(
                    node => `${node.target.join(' ')} (${node.failureSummary})`).join(', ')}`)),
                error => done([String(error)]))";
        let found = self.driver.execute_async(run, vec![serde_json::json!(selector)]).await?.json().clone();
        let found: Vec<String> = serde_json::from_value(found)?;
        check(found.is_empty(), || format!("axe, {state}: {}", found.join("\n     ")))
    }
}

/// An error with this message, unless `holds`.
pub fn check(holds: bool, message: impl FnOnce() -> String) -> Result {
    if holds { Ok(()) } else { Err(message().into()) }
}
