//! The clock: which day is it on the calendar of the device?

use js_sys::Date;
use policy_engine::Day;

/// The day; `None` for a year beyond four digits.
pub fn today() -> Option<Day> {
    let now = Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    Day::new(year, now.get_month() as u8 + 1, now.get_date() as u8)
}
