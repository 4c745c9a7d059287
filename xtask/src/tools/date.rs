//! Days as people write them; there is one calendar here and no time zones. By hand: the crate jiff adds ten seconds to the
//! start of every first `cargo xtask`, while nothing else can run.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: u64 = 86_400;

/// Seconds since 1970; 0 for a clock set before that.
pub fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs())
}

/// The day of a time in UTC: `2026-11-23`.
pub fn day(time: SystemTime) -> String {
    let mut days = seconds(time) / SECONDS_PER_DAY;
    let mut year = 1970;
    while days >= year_days(year) {
        days -= year_days(year);
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

/// The second of a time in UTC: `2026-11-23T08:05:09Z`.
pub fn moment(time: SystemTime) -> String {
    let second = seconds(time) % SECONDS_PER_DAY;
    format!("{}T{:02}:{:02}:{:02}Z", day(time), second / 3600, second / 60 % 60, second % 60)
}

fn year_days(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_are_those_of_the_clock() {
        // date -u -d @1795478399
        assert_eq!(moment(UNIX_EPOCH + Duration::from_secs(1_795_478_399)), "2026-11-23T23:59:59Z");
        assert_eq!(moment(UNIX_EPOCH + Duration::from_secs(3_661)), "1970-01-01T01:01:01Z");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        // date -u -d @…
        for (seconds, written) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_078_012_800, "2004-02-29"),
            (1_795_478_399, "2026-11-23"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(UNIX_EPOCH + Duration::from_secs(seconds)), written);
        }
    }
}
