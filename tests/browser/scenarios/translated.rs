//! A page whose text nodes somebody else replaced, as page translators and reading aids do: what is shown afterwards is
//! what would be shown without them. Otherwise one clause is shown under the address of another.

use crate::check::check;
use crate::page::{Page, Result};
use serde_json::json;

const MAIN: &str = "[data-size] .policy-lookup__main, [data-size] .policy-lookup__kiosk-stage";
const TITLE: &str = ".policy-lookup__view-title";

/// Every text, in shadow roots too, in two elements of the translator's.
const TRANSLATE: &str = "
    const translate = root => {
        if (root.shadowRoot) translate(root.shadowRoot);
        for (const node of [...root.childNodes]) {
            if (node.nodeType === Node.TEXT_NODE && node.data.trim() && !/^(SCRIPT|STYLE)$/.test(root.nodeName)) {
                const font = document.createElement('font');
                font.append(Object.assign(document.createElement('font'), { textContent: node.data }));
                node.replaceWith(font);
            } else translate(node);
        }
    };
    translate(document.body)";

/// Places one after the other: clause to clause, list to list, document to document.
const PLACES: &[&str] = &[
    "id=2022-31-4-1",
    "id=2022-31-4-2",
    "id=2022-22-2-6-p1",
    "q=轮椅&id=2022-31-4-1",
    "q=轮椅",
    "q=补贴",
    "q=补贴&a=企业",
    "q=助听器&c=fitness",
    "q=量子纠缠",
    "q=护照",
    "doc=柳政办〔2022〕31号",
    "doc=柳政办〔2022〕22号",
    "c=rehab",
    "c=employment",
];

pub async fn page_stays_true(page: &Page) -> Result {
    stays_true(page, async |page| page.open("").await).await
}

pub async fn element_stays_true(page: &Page) -> Result {
    let open = async |page: &Page| {
        page.open("embed.html").await?;
        let add = "const element = document.createElement('policy-lookup');
            element.setAttribute('url-state', '');
            document.body.replaceChildren(element)";
        page.script(add, vec![]).await?;
        Ok(())
    };
    stays_true(page, open).await
}

async fn stays_true(page: &Page, open: impl AsyncFn(&Page) -> Result) -> Result {
    let plain = walk(page, &open, "").await?;
    let translated = walk(page, &open, TRANSLATE).await?;
    for ((place, plain), translated) in PLACES.iter().zip(plain).zip(translated) {
        check(plain == translated, || format!("#{place} says\n{translated}\ninstead of\n{plain}"))?;
    }
    page.check_is_clean().await
}

/// What each place says; `script` runs before each step.
async fn walk(page: &Page, open: &impl AsyncFn(&Page) -> Result, script: &str) -> Result<Vec<String>> {
    page.open("policies.html").await?;
    open(page).await?;
    page.appears("[data-size] .policy-lookup__start").await?;
    // What reads clauses and documents comes a moment after the program.
    go_to(page, "doc=柳政办〔2022〕28号").await?;
    page.appears(".policy-lookup__body").await?;
    let mut said = Vec::new();
    for place in PLACES {
        page.script(script, vec![]).await?;
        go_to(page, place).await?;
        said.push(settled(page).await?);
    }
    Ok(said)
}

async fn go_to(page: &Page, place: &str) -> Result {
    page.script("location.hash = arguments[0]", vec![json!(place)]).await?;
    Ok(())
}

/// The kiosk has no address to go to: hands go from clause to clause.
pub async fn kiosk_stays_true(page: &Page) -> Result {
    let plain = touch(page, "").await?;
    let translated = touch(page, TRANSLATE).await?;
    check(plain == translated, || format!("it says\n{translated:?}\ninstead of\n{plain:?}"))?;
    page.check_is_clean().await
}

async fn touch(page: &Page, script: &str) -> Result<Vec<String>> {
    page.open("policies.html").await?;
    page.open("?mode=kiosk&idle_seconds=600").await?;
    page.click(".policy-lookup__kiosk-begin").await?;
    let mut said = Vec::new();
    for step in [".policy-lookup__kiosk-question", ".policy-lookup__hit-link"] {
        page.script(script, vec![]).await?;
        page.click(step).await?;
        said.push(settled(page).await?);
    }
    for _ in 0..2 {
        page.script(script, vec![]).await?;
        let before = page.text(TITLE).await?;
        page.click(".policy-lookup__neighbour:last-child").await?;
        page.wait_for("the next clause", async || Ok((page.text(TITLE).await? != before).then_some(()))).await?;
        said.push(settled(page).await?);
    }
    Ok(said)
}

/// Two looks at the same text, some frames apart.
async fn settled(page: &Page) -> Result<String> {
    page.painted().await?;
    let said = page.text(MAIN).await?;
    said.ok_or_else(|| "nothing is shown".into())
}
