//! Today, as people write it; there is one calendar here and no time zones.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: u64 = 86_400;

/// The day of a time in UTC, `2025-05-01`; before 1970 its first day.
pub fn day(time: SystemTime) -> String {
    // Counted from March of the year 0, so that a leap day ends its year.
    let days = seconds(time) / SECONDS_PER_DAY + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * march_month + 2) / 5 + 1, (march_month + 2) % 12 + 1);
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The second of a time in UTC, `2025-05-01T08:05:09Z`.
pub fn moment(time: SystemTime) -> String {
    let second = seconds(time) % SECONDS_PER_DAY;
    format!("{}T{:02}:{:02}:{:02}Z", day(time), second / 3_600, second / 60 % 60, second % 60)
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_are_those_of_the_clock() {
        let rows = [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_478_399, "2026-11-23T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ];
        for (seconds, written) in rows {
            assert_eq!(moment(UNIX_EPOCH + Duration::from_secs(seconds)), written);
        }
    }
}
