//! Doing something with the page, as a person does: through keys, clicks and an input method, never by script.

use crate::browser::Size;
use crate::page::{BETWEEN_LOOKS, Page, Result};
use crate::watch::Console;
use serde_json::json;
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};

impl Page {
    /// Loads a page of the site. A new `#` on the same page only changes the address, as it does for a person.
    pub async fn open(&self, path: &str) -> Result {
        self.go(&format!("{}{path}", self.site)).await
    }

    /// Loads any page. A driver has been seen to come back in the middle of a long one.
    pub async fn go(&self, url: &str) -> Result {
        self.driver.goto(url).await?;
        self.wait_for("the whole page", async || {
            let is_whole = self.script("return document.readyState !== 'loading'", vec![]).await?;
            Ok((is_whole == json!(true)).then_some(()))
        })
        .await?;
        self.watch_loaded().await
    }

    /// Makes the page this large, whatever the window's frame takes.
    pub async fn resize(&self, size: Size) -> Result {
        let (width, height) = size;
        match &self.console {
            Console::Driver => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
            }
            Console::Bidi(bidi) => {
                let viewport = json!({ "width": width, "height": height });
                let wanted = json!({ "context": bidi.context().await?, "viewport": viewport });
                bidi.send("browsingContext.setViewport", wanted).await?;
            }
            Console::Page => self.resize_window(size).await?,
        }
        Ok(())
    }

    async fn resize_window(&self, (width, height): Size) -> Result {
        let frame = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![]).await?;
        let frame: (u32, u32) = serde_json::from_value(frame)?;
        self.driver.set_window_rect(0, 0, width + frame.0, height + frame.1).await?;
        self.wait_for("the window to have its size", async || {
            let size = self.script("return [innerWidth, innerHeight]", vec![]).await?;
            Ok((size == json!([width, height])).then_some(()))
        })
        .await
    }

    /// Sets a media feature, `prefers-color-scheme` say.
    pub async fn prefer(&self, feature: &str, value: &str) -> Result {
        let media = json!({ "features": [{ "name": feature, "value": value }] });
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    pub async fn click(&self, selector: &str) -> Result {
        self.act_on(selector, async |element| element.click().await).await
    }

    /// Types into the element that matches, key by key.
    pub async fn type_text(&self, selector: &str, text: &str) -> Result {
        self.act_on(selector, async |element| element.send_keys(text).await).await
    }

    /// An element that was replaced between look and act, as the program replaces the prerendered page, is looked for
    /// again.
    async fn act_on(&self, selector: &str, act: impl AsyncFn(&WebElement) -> WebDriverResult<()>) -> Result {
        let what = format!("{selector} to stay");
        let outcome = self.wait_for(&what, async || {
            let Some(element) = self.settled(selector).await? else { return Ok(None) };
            match act(&element).await {
                Err(error) if was_replaced(&error) => Ok(None),
                outcome => Ok(Some(outcome)),
            }
        });
        Ok(outcome.await??)
    }

    /// The element, if another look finds the same. WebKit's driver presses and lets go in two steps, and a hit of an
    /// earlier letter that is replaced between them takes no click; the others do both in one.
    async fn settled(&self, selector: &str) -> Result<Option<WebElement>> {
        let element = self.element(selector).await?;
        if !matches!(self.console, Console::Page) {
            return Ok(Some(element));
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
        let again = self.element(selector).await?;
        Ok((again.element_id() == element.element_id()).then_some(again))
    }

    /// Goes on typing where the focus is, special keys included (`thirtyfour::Key`).
    pub async fn press(&self, key: impl Into<thirtyfour::TypingData>) -> Result {
        let keys = key.into().to_string();
        let outcome = self.wait_for("the focus to stay", async || {
            let focused = self.driver.active_element().await?;
            match focused.send_keys(&keys).await {
                Err(error) if was_replaced(&error) => Ok(None),
                outcome => Ok(Some(outcome)),
            }
        });
        Ok(outcome.await??)
    }

    /// Shows `letters` as an input method does before a choice is made: underlined, in composition.
    pub async fn compose(&self, letters: &str) -> Result {
        let end = letters.encode_utf16().count();
        let composition = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
        self.driver.cdp().send_raw("Input.imeSetComposition", composition).await?;
        Ok(())
    }

    /// Ends the composition with what was chosen.
    pub async fn commit(&self, text: &str) -> Result {
        self.driver.cdp().send_raw("Input.insertText", json!({ "text": text })).await?;
        Ok(())
    }
}

fn was_replaced(error: &thirtyfour::error::WebDriverError) -> bool {
    use WebDriverErrorInner::{ElementNotInteractable, StaleElementReference};
    matches!(error.as_inner(), StaleElementReference(_) | ElementNotInteractable(_))
}
