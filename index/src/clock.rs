//! The only clock of the build step: which moment is it, and which day where the documents are in force?

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{Timestamp, tz};
use policy_engine::Day;

/// China has one zone, eight hours before UTC, and no summer time.
const ZONE: tz::Offset = tz::offset(8);

/// This day in China.
pub fn today() -> Day {
    let written = ZONE.to_datetime(Timestamp::now()).date().to_string();
    Day::parse(&written).unwrap_or_else(|| unreachable!("the clock says {written}"))
}

/// This second in China, `2025-05-01 08:05:09`, as people read it in a log.
pub fn second_in_china() -> String {
    ZONE.to_datetime(Timestamp::now()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The second of a time in UTC, `2025-05-01T08:05:09Z`; 1970 for a clock before that or after the year 9999.
pub fn moment(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let second = i64::try_from(seconds).ok().and_then(|it| Timestamp::from_second(it).ok());
    second.unwrap_or(Timestamp::UNIX_EPOCH).to_string()
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
