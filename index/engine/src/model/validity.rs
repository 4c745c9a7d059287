//! How far the period of a document has run. Never “in force”: no document
//! says so of itself.

use crate::model::corpus::Document;

/// State of a document's period against a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// 规划期内
    Current,
    /// 规划期已满，请以最新政策为准
    Past,
    /// 未注明有效期，请向发文单位核实
    Unstated,
}

impl Document {
    /// The state of the document in a calendar year.
    ///
    /// # Examples
    /// ```
    /// use policy_engine::{Document, Validity};
    ///
    /// let plan = Document { period: Some((2021, 2025)), ..Document::default() };
    /// assert_eq!([2025, 2026].map(|year| plan.validity(year)), [Validity::Current, Validity::Past]);
    /// ```
    pub fn validity(&self, year: u16) -> Validity {
        match self.period {
            None => Validity::Unstated,
            Some((_, last)) if last < year => Validity::Past,
            Some(_) => Validity::Current,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_has_three_states() {
        let document = |period| Document { period, ..Document::default() };
        assert_eq!(document(None).validity(2026), Validity::Unstated);
        assert_eq!(document(Some((2021, 2025))).validity(2025), Validity::Current);
        assert_eq!(document(Some((2021, 2025))).validity(2026), Validity::Past);
    }
}
