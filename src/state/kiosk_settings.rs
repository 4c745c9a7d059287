//! The settings of a service hall. Plain data; `bindings` reads it from the JSON configuration.

use yew::AttrValue;

/// The settings of one kiosk.
#[derive(Clone, Debug, PartialEq)]
pub struct KioskSettings {
    /// Milliseconds without a touch until the visitor is asked; 60 s by default.
    pub idle_ms: u32,
    /// Seconds the visitor has to answer; WCAG 2.2.1 asks for 20 at least.
    pub warning_seconds: u32,
    /// Whether a printer is attached.
    pub printer: bool,
    /// Whether questions without an answer are counted; visitors are told.
    pub unanswered: bool,
    /// Version of the program, for the about screen.
    pub version: AttrValue,
    /// Day the data was compiled, `2026-11-23`; empty when unknown.
    pub data_date: AttrValue,
    /// Days after which the data is called old.
    pub old_after_days: u32,
    /// Id of the key the content was signed with; empty when unsigned.
    pub key_id: AttrValue,
}

impl Default for KioskSettings {
    fn default() -> Self {
        Self {
            idle_ms: 60_000,
            warning_seconds: 20,
            printer: false,
            unanswered: false,
            version: AttrValue::Static(env!("CARGO_PKG_VERSION")),
            data_date: AttrValue::Static(""),
            old_after_days: 180,
            key_id: AttrValue::Static(""),
        }
    }
}

impl KioskSettings {
    /// Age of the data in days when that is more than the hall allows; `today` in days since 1970.
    pub fn days_too_old(&self, today: i64) -> Option<i64> {
        let age = today - day_of(&self.data_date)?;
        (age > i64::from(self.old_after_days)).then_some(age)
    }
}

/// Days from 1970-01-01 to a date written `2026-11-23`; what follows the day is ignored. `None` for anything else.
pub fn day_of(date: &str) -> Option<i64> {
    let mut parts = date.get(..10)?.split('-').map(|it| it.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March: the leap day is then the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    /// From 0000-03-01 to 1970-01-01.
    const DAYS_TO_1970: i64 = 719_468;
    Some(era * 146_097 + day_of_era - DAYS_TO_1970)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let rows = [
            ("1970-01-01", Some(0)),
            ("1970-03-01", Some(59)),
            ("2000-02-29", Some(11_016)),
            ("2026-11-23", Some(20_780)),
            ("2026-11-23T08:00:00Z", Some(20_780)),
            ("2026-13-01", None),
            ("2026/11/23", None),
            ("", None),
            ("二〇二六年十一月", None),
        ];
        for (date, day) in rows {
            assert_eq!(day_of(date), day, "{date}");
        }
    }

    #[test]
    fn data_is_old_only_after_the_days_the_hall_allows() {
        let settings = KioskSettings { data_date: "2026-01-01".into(), old_after_days: 30, ..KioskSettings::default() };
        let compiled = day_of("2026-01-01").unwrap();
        assert_eq!(settings.days_too_old(compiled + 30), None);
        assert_eq!(settings.days_too_old(compiled + 31), Some(31));
        assert_eq!(KioskSettings::default().days_too_old(compiled), None, "an unknown date is not an old one");
    }
}
