//! A day of the calendar. The engine has no clock: the day it is comes from outside.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day; days compare as they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

impl Day {
    /// The day, if there is a month and a day of these numbers; whether that
    /// month has so many days is not looked at.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_day = (1..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then(|| Self(u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)))
    }

    /// From `2025-05-01`.
    ///
    /// # Examples
    /// ```
    /// use policy_engine::Day;
    ///
    /// let day = Day::parse("2025-05-01");
    /// assert_eq!(day.map(|it| it.to_string()).as_deref(), Some("2025-05-01"));
    /// assert!(Day::parse("2025-5-1").is_none() && Day::parse("2025-13-01").is_none());
    /// assert!(Day::parse("2024-12-31") < day);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| {
            let digits = bytes.get(from..to)?;
            let add = |sum: u32, it: &u8| it.is_ascii_digit().then(|| sum * 10 + u32::from(*it - b'0'));
            digits.iter().try_fold(0, add)
        };
        let is_written = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        let number = number(0, 4)? * 10_000 + number(5, 7)? * 100 + number(8, 10)?;
        Self::from_number(number).filter(|_| is_written)
    }

    /// Its year.
    pub fn year(self) -> u16 {
        (self.0 / 10_000) as u16
    }

    /// `20250501`, as the index file has it.
    #[cfg(feature = "write")]
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// From `20250501`.
    pub(crate) fn from_number(number: u32) -> Option<Self> {
        Self::new(u16::try_from(number / 10_000).ok()?, (number / 100 % 100) as u8, (number % 100) as u8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.0 / 100 % 100, self.0 % 100)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
