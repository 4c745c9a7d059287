//! What documents say of their validity: days, and what later ones did to them. How far one is in force on a day is for
//! `validity` to say.

use crate::model::day::Day;

/// What a document, or a later one, says of its validity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// First day in force.
    pub effective: Option<Day>,
    /// Last day in force.
    pub until: Option<Day>,
    /// 长期有效, in its own words.
    pub is_open: bool,
    /// Where that stands: `第五十四条`; empty if nowhere.
    pub basis: String,
    /// What later documents did to it, the earliest first.
    pub later: Vec<Later>,
}

/// What a later document did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// What it did.
    pub change: Change,
    /// From which day on; always, where none is known.
    pub from: Option<Day>,
    /// Its index in [`crate::Corpus::documents`], if it is there.
    pub document: Option<u16>,
    /// Its 文号, or its title in 书名号.
    pub name: String,
}

/// What a later document does to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Change {
    /// 废止
    Repealed = 0,
    /// 重新印发
    Reissued = 1,
    /// 修改
    Amended = 2,
}

impl Change {
    pub(crate) const ALL: [Self; 3] = [Self::Repealed, Self::Reissued, Self::Amended];

    /// Whether nothing of the earlier document is left in force.
    pub fn ends(self) -> bool {
        self != Self::Amended
    }
}
