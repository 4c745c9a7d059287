//! Questions without an answer: counted on the device whose staff asked for it, seen and exported by them alone.

use super::page::has_started;
use crate::check::check;
use crate::page::{Page, Result};

const LIST: &str = "unanswered.html";
const SWITCH: &str = ".unanswered input";
const ROW: &str = ".unanswered tbody tr";
const LINES: &str = ".unanswered textarea";
const NOTICE: &str = ".policy-lookup-counting";
const BOX: &str = ".policy-lookup__input";
/// What the page says when it knows no answer.
const NONE: &str = ".policy-lookup__notice";

const QUESTION: &str = "护照在哪里办";
const WITH_NUMBER: &str = "450203199001011234护照办好没有";

pub async fn are_counted_where_asked(page: &Page) -> Result {
    ask(page, QUESTION).await?;
    page.open(LIST).await?;
    page.wait_for("the page to know that nothing is counted", async || {
        Ok(page.text(".unanswered__sum").await?.filter(|it| it == "还没有。"))
    })
    .await?;
    check(page.count(ROW).await? == 0, || "it is counted though nobody asked for it".to_owned())?;
    page.check_axe("unanswered, empty").await?;
    page.click(SWITCH).await?;
    page.open("").await?;
    page.appears(NOTICE).await?;
    page.check_axe("the page that counts").await?;
    for question in [QUESTION, WITH_NUMBER] {
        ask(page, question).await?;
        // Who leaves before the page counts is not counted.
        page.appears(NOTICE).await?;
    }
    // An answer is none of it.
    page.open("#q=就业补贴").await?;
    page.appears(".policy-lookup__hit").await?;
    let lines = lines(page).await?;
    check(lines == format!("{{\"query\":\"{QUESTION}\",\"count\":1}}\n"), || format!("counted is {lines}"))?;
    page.check_axe("unanswered").await?;
    for _ in 0..2 {
        page.click("[data-do=clear]").await?;
    }
    page.wait_for("the list to be empty", async || Ok((page.count(ROW).await? == 0).then_some(()))).await?;
    page.check_is_clean().await
}

/// A visitor's question is counted, nothing else stays, and no visitor comes to the list.
pub async fn a_hall_counts(page: &Page) -> Result {
    page.open("?mode=kiosk&unanswered=1&idle_seconds=600").await?;
    let said = page.wait_for("the first screen", async || page.text(".policy-lookup__kiosk-forgotten").await).await?;
    // What counts comes after the first screen.
    has_started(page).await?;
    check(said.contains("只记问法和次数"), || format!("it says {said}"))?;
    page.click(".policy-lookup__kiosk-begin").await?;
    page.click(BOX).await?;
    page.press(QUESTION).await?;
    page.click(".policy-lookup__submit").await?;
    page.appears(".policy-lookup__kiosk-call").await?;
    check(page.count("a[href*=unanswered]").await? == 0, || "a visitor comes to the list".to_owned())?;
    let lines = lines(page).await?;
    check(lines == format!("{{\"query\":\"{QUESTION}\",\"count\":1}}\n"), || format!("counted is {lines}"))?;
    page.check_is_clean().await
}

/// Asks and waits for the answer that there is none. The page is left by the next step, which settles what was asked.
async fn ask(page: &Page, question: &str) -> Result {
    page.open(&format!("?{}#q={question}", question.len())).await?;
    page.appears(NONE).await
}

/// What the staff would export.
async fn lines(page: &Page) -> Result<String> {
    page.open(LIST).await?;
    page.wait_for("the list", async || Ok((page.count(ROW).await? > 0).then_some(()))).await?;
    page.value(LINES).await
}
