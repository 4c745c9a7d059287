//! What the browser's answers say about the page. Messages in, signs of life
//! out: no process, no clock.

use serde_json::{Value, json};

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The page answers, and nobody uses it.
    Free,
    /// The page answers.
    Busy,
    /// The process that draws the page is gone.
    Crashed,
    /// The browser shows another page than ours.
    Away,
    /// An answer that says nothing about the page.
    Nothing,
}

/// The conversation with the browser, in the words of its debugging protocol.
pub(super) struct Pulse {
    /// What the address of the page ends in.
    page: String,
    /// Names the page once the browser has told.
    session: Option<String>,
    num_sent: u64,
    /// What the page has counted and nobody has taken yet.
    counted: String,
}

impl Pulse {
    /// Of a page whose file has this name.
    pub(super) fn new(file_name: &str) -> Self {
        Self { page: format!("/{file_name}"), session: None, num_sent: 0, counted: String::new() }
    }

    /// What to ask next.
    pub(super) fn question(&mut self) -> Value {
        self.num_sent += 1;
        let id = self.num_sent;
        match &self.session {
            // Told of deaths, wherever they happen.
            None if id == 1 => {
                json!({ "id": id, "method": "Target.setDiscoverTargets", "params": { "discover": true } })
            }
            None => json!({ "id": id, "method": "Target.getTargets" }),
            Some(session) => json!({
                "id": id,
                "method": "Runtime.evaluate",
                "sessionId": session,
                "params": { "expression": self.expression(), "returnByValue": true },
            }),
        }
    }

    /// Runs in the page; nothing of what a visitor does is read. Where the hall has
    /// questions without an answer counted, they are taken while nobody is there.
    fn expression(&self) -> String {
        let page = Value::from(self.page.as_str());
        format!(
            "location.protocol !== 'file:' || !location.pathname.endsWith({page}) ? 'away' : \
             document.querySelector('.policy-lookup__kiosk-attract') ? \
             'free' + (window.takeUnanswered ? takeUnanswered() : '') : 'busy'"
        )
    }

    /// What the page has counted since this was called last: lines of JSON.
    pub(super) fn take_counted(&mut self) -> String {
        std::mem::take(&mut self.counted)
    }

    /// What a message says, and what to send at once.
    pub(super) fn hear(&mut self, message: &Value) -> (Sign, Option<Value>) {
        match message["method"].as_str() {
            // There is one page, and nothing else that draws.
            Some("Target.targetCrashed" | "Inspector.targetCrashed") => return (Sign::Crashed, None),
            Some("Target.detachedFromTarget") => self.session = None,
            _ => {}
        }
        let result = &message["result"];
        if let Some(session) = result["sessionId"].as_str() {
            self.session = Some(session.to_owned());
        } else if let Some(targets) = result["targetInfos"].as_array() {
            return (Sign::Nothing, self.attach(targets));
        }
        let said = result["result"]["value"].as_str().unwrap_or_default();
        let sign = match said {
            "busy" => Sign::Busy,
            "away" => Sign::Away,
            _ => match said.strip_prefix("free") {
                Some(counted) => {
                    self.counted += counted;
                    Sign::Free
                }
                None => Sign::Nothing,
            },
        };
        (sign, None)
    }

    fn attach(&mut self, targets: &[Value]) -> Option<Value> {
        let page = targets.iter().find(|it| it["type"] == "page")?;
        self.num_sent += 1;
        let params = json!({ "targetId": page["targetId"], "flatten": true });
        Some(json!({ "id": self.num_sent, "method": "Target.attachToTarget", "params": params }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_asked() {
        let mut pulse = Pulse::new("kiosk.html");
        assert_eq!(pulse.question()["method"], "Target.setDiscoverTargets");
        assert_eq!(pulse.question()["method"], "Target.getTargets");
        let targets = json!({ "id": 2, "result": { "targetInfos": [
            { "type": "browser", "targetId": "b" }, { "type": "page", "targetId": "p" },
        ] } });
        let (sign, attach) = pulse.hear(&targets);
        assert_eq!((sign, attach.unwrap()["params"]["targetId"].as_str()), (Sign::Nothing, Some("p")));
        assert_eq!(pulse.hear(&json!({ "id": 3, "result": { "sessionId": "s" } })), (Sign::Nothing, None));
        let question = pulse.question();
        assert_eq!(
            (question["method"].as_str(), question["sessionId"].as_str()),
            (Some("Runtime.evaluate"), Some("s"))
        );
        assert!(question["params"]["expression"].as_str().unwrap().contains("\"/kiosk.html\""));
    }

    #[test]
    fn answers_are_signs_of_life() {
        let mut pulse = Pulse::new("kiosk.html");
        let answer = |value: &str| json!({ "id": 9, "result": { "result": { "type": "string", "value": value } } });
        for (value, sign) in [("free", Sign::Free), ("busy", Sign::Busy), ("away", Sign::Away), ("", Sign::Nothing)] {
            assert_eq!(pulse.hear(&answer(value)).0, sign, "{value}");
        }
        let error = json!({ "id": 9, "error": { "message": "Session with given id not found." } });
        assert_eq!(pulse.hear(&error).0, Sign::Nothing);
        assert_eq!(pulse.hear(&json!({ "method": "Target.targetCrashed" })).0, Sign::Crashed);
    }

    #[test]
    fn what_was_counted_comes_with_the_sign_that_nobody_is_there() {
        let mut pulse = Pulse::new("kiosk.html");
        let line = "{\"query\":\"护照\",\"count\":2}\n";
        let answer = json!({ "id": 9, "result": { "result": { "type": "string", "value": format!("free{line}") } } });
        assert_eq!(pulse.hear(&answer).0, Sign::Free);
        assert_eq!((pulse.take_counted().as_str(), pulse.take_counted().as_str()), (line, ""));
    }

    #[test]
    fn a_page_that_was_left_is_looked_for_again() {
        let mut pulse = Pulse::new("kiosk.html");
        pulse.question();
        pulse.hear(&json!({ "id": 3, "result": { "sessionId": "s" } }));
        pulse.hear(&json!({ "method": "Target.detachedFromTarget" }));
        assert_eq!(pulse.question()["method"], "Target.getTargets");
    }
}
