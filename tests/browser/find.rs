//! Looking at the page. Selectors are CSS and reach into every shadow root, so that the same scenario runs on the page
//! and on an embedded element.

use crate::page::{Page, Result};
use serde_json::{Value, json};
use thirtyfour::WebElement;

/// All matches below `root`, in document order, those in shadow roots after the light ones.
const DEEP: &str = "
    const deep = (root, selector) => {
        const found = [...root.querySelectorAll(selector)];
        for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) found.push(...deep(element.shadowRoot, selector));
        }
        return found;
    };
";

impl Page {
    /// How many there are.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        let count = self.deep(selector, "found.length").await?;
        Ok(count.as_u64().unwrap_or_default() as usize)
    }

    /// Waits until there is one.
    pub async fn appears(&self, selector: &str) -> Result {
        self.wait_for(selector, async || Ok((self.count(selector).await? > 0).then_some(()))).await
    }

    /// What each says, white space joined.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let texts = self.deep(selector, "found.map(it => it.textContent.replace(/\\s+/g, ' ').trim())").await?;
        Ok(serde_json::from_value(texts)?)
    }

    /// What the first one says; `None` when there is none.
    pub async fn text(&self, selector: &str) -> Result<Option<String>> {
        Ok(self.texts(selector).await?.into_iter().next())
    }

    /// An attribute of the first one.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<Option<String>> {
        let script = format!("{DEEP} return deep(document, arguments[0])[0]?.getAttribute(arguments[1]) ?? null");
        let value = self.script(&script, vec![json!(selector), json!(name)]).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// The text in the first input.
    pub async fn value(&self, selector: &str) -> Result<String> {
        Ok(self.deep(selector, "found[0]?.value ?? ''").await?.as_str().unwrap_or_default().to_owned())
    }

    /// The first one that is visible, for clicks and keys.
    pub async fn element(&self, selector: &str) -> Result<WebElement> {
        self.wait_for(&format!("a visible {selector}"), async || {
            let script = format!(
                "{DEEP} return deep(document, arguments[0])
                    .find(it => it.getClientRects().length > 0 && getComputedStyle(it).visibility === 'visible') ?? null"
            );
            let found = self.driver.execute(&script, vec![json!(selector)]).await?;
            Ok(found.element().ok())
        })
        .await
    }

    /// The part of the address after `#`, percent signs resolved.
    pub async fn fragment(&self) -> Result<String> {
        let fragment = self.script("return decodeURIComponent(location.hash.slice(1))", vec![]).await?;
        Ok(fragment.as_str().unwrap_or_default().to_owned())
    }

    /// Every query that was searched since the page was loaded, in order, as the page's events tell it.
    pub async fn searched(&self) -> Result<Vec<String>> {
        let searched = self.script("return globalThis.policyTestSearched ?? []", vec![]).await?;
        Ok(serde_json::from_value(searched)?)
    }

    async fn deep(&self, selector: &str, expression: &str) -> Result<Value> {
        let script = format!("{DEEP} const found = deep(document, arguments[0]); return {expression}");
        self.script(&script, vec![json!(selector)]).await
    }
}
