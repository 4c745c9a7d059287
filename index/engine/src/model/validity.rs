//! How far is a document in force on a day? Never more certain than its own
//! words: what names no last day is not in force, it is unstated.

use serde::Serialize;

use crate::model::corpus::Document;
use crate::model::day::Day;
use crate::model::terms::{Later, Terms};

/// State of a document on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 尚未施行
    NotYet,
    /// 有效期内
    InForce,
    /// 已过有效期
    Expired,
    /// 已被废止, or printed anew
    Repealed,
    /// 已修改
    Amended,
    /// 规划期内
    Planned,
    /// 规划期已满，请以最新政策为准
    PlanOver,
    /// 文中未写明有效期，请向发文单位核实
    #[default]
    Unstated,
}

impl State {
    /// Whether the document is no longer to be relied on.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Expired | Self::Repealed | Self::PlanOver)
    }
}

/// What is said of a document on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// How far it is in force.
    pub state: State,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// Where that stands, or which document ended or changed this one.
    pub basis: String,
}

impl Document {
    /// How far the document is in force on a day.
    ///
    /// # Examples
    /// ```
    /// use policy_engine::{Day, Document, State, Terms};
    ///
    /// let terms = Terms { until: Day::parse("2029-01-31"), ..Terms::default() };
    /// let document = Document { terms, ..Document::default() };
    /// let states = ["2029-01-31", "2029-02-01"].map(|it| Day::parse(it).map(|day| document.validity(day).state));
    /// assert_eq!(states, [Some(State::InForce), Some(State::Expired)]);
    /// ```
    pub fn validity(&self, today: Day) -> Validity {
        let Terms { effective, until, basis, .. } = &self.terms;
        let (state, later) = (self.state(today), self.later(today));
        if let Some(later) = later.filter(|_| matches!(state, State::Repealed | State::Amended)) {
            return Validity { state, from: *effective, until: *until, basis: later.name.clone() };
        }
        match self.period.filter(|_| matches!(state, State::Planned | State::PlanOver)) {
            Some((first, last)) => Validity {
                state,
                from: Day::new(first, 1, 1),
                until: Day::new(last, 12, 31),
                basis: [&first.to_string(), "—", &last.to_string(), "年"].concat(),
            },
            None => Validity { state, from: *effective, until: *until, basis: basis.clone() },
        }
    }

    /// The state alone: what later documents did, its own days, its planning
    /// period, in this order.
    pub fn state(&self, today: Day) -> State {
        let terms = &self.terms;
        let later = self.later(today);
        match self.period {
            _ if later.is_some_and(|it| it.change.ends()) => State::Repealed,
            _ if terms.effective.is_some_and(|it| today < it) => State::NotYet,
            _ if terms.until.is_some_and(|it| it < today) => State::Expired,
            _ if later.is_some() => State::Amended,
            _ if terms.until.is_some() || terms.is_open => State::InForce,
            Some((_, last)) if last < today.year() => State::PlanOver,
            Some(_) => State::Planned,
            None => State::Unstated,
        }
    }

    /// What later documents have done to it by a day: what ended it, or else
    /// its last amendment.
    pub fn later(&self, today: Day) -> Option<&Later> {
        let done = || self.terms.later.iter().filter(|it| it.from.is_none_or(|from| from <= today));
        done().find(|it| it.change.ends()).or_else(|| done().next_back())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::terms::Change;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn document(terms: Terms) -> Document {
        Document { terms, ..Document::default() }
    }

    #[track_caller]
    fn check(document: &Document, days: &[(&str, State)]) {
        for (today, state) in days {
            assert_eq!(document.validity(day(today)).state, *state, "{today}");
        }
    }

    #[test]
    fn a_document_runs_from_its_first_day_to_its_last() {
        let dated = document(Terms {
            effective: Some(day("2024-02-01")),
            until: Some(day("2029-01-31")),
            basis: "第二条".into(),
            ..Terms::default()
        });
        let days = [
            ("2024-01-31", State::NotYet),
            ("2024-02-01", State::InForce),
            ("2029-01-31", State::InForce),
            ("2029-02-01", State::Expired),
        ];
        check(&dated, &days);
        let validity = dated.validity(day("2026-01-01"));
        assert_eq!((validity.from, validity.basis.as_str()), (Some(day("2024-02-01")), "第二条"));
    }

    #[test]
    fn nothing_is_in_force_that_does_not_say_so() {
        check(&Document::default(), &[("2026-01-01", State::Unstated)]);
        let begun = document(Terms { effective: Some(day("2024-02-01")), ..Terms::default() });
        check(&begun, &[("2024-01-31", State::NotYet), ("2024-02-01", State::Unstated)]);
        check(&document(Terms { is_open: true, ..Terms::default() }), &[("2026-01-01", State::InForce)]);
    }

    #[test]
    fn a_plan_runs_to_the_end_of_its_last_year() {
        let plan = Document { period: Some((2021, 2025)), ..Document::default() };
        check(&plan, &[("2025-12-31", State::Planned), ("2026-01-01", State::PlanOver)]);
        assert_eq!(plan.validity(day("2026-01-01")).until, Some(day("2025-12-31")));
        let dated = Document { terms: Terms { until: Some(day("2023-12-31")), ..Terms::default() }, ..plan };
        check(&dated, &[("2023-12-31", State::InForce), ("2024-01-01", State::Expired)]);
    }

    #[test]
    fn later_documents_count_from_their_day() {
        let later = |change, from: &str, name: &str| Later {
            change,
            from: Day::parse(from),
            document: None,
            name: name.to_owned(),
        };
        let changed = document(Terms {
            until: Some(day("2029-01-31")),
            later: vec![
                later(Change::Amended, "2025-01-01", "甲"),
                later(Change::Amended, "2026-01-01", "乙"),
                later(Change::Repealed, "2027-01-01", "丙"),
            ],
            ..Terms::default()
        });
        let days = [
            ("2024-12-31", State::InForce),
            ("2025-01-01", State::Amended),
            ("2026-12-31", State::Amended),
            ("2027-01-01", State::Repealed),
            ("2030-01-01", State::Repealed),
        ];
        check(&changed, &days);
        let names = ["2025-12-31", "2026-01-01", "2027-01-01"].map(|it| changed.validity(day(it)).basis);
        assert_eq!(names, ["甲", "乙", "丙"]);
        let undated = document(Terms { later: vec![later(Change::Reissued, "", "丁")], ..Terms::default() });
        check(&undated, &[("2020-01-01", State::Repealed)]);
    }
}
