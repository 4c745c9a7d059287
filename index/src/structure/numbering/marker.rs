//! A printed number: what kind it is, which value it has, and which one comes next.

use policy_engine::{Number, NumberKind};

/// What a line starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `第一部分`
    Division(u32),
    /// `第一编`
    Part(u32),
    /// `第一章`
    Chapter(u32),
    /// `第一节`
    Section(u32),
    /// `第一条`, `第一条之二`: the number, and the one behind 之 or 0
    Article(u32, u32),
    /// `Ⅰ．`
    Roman(u32),
    /// `甲、`
    Stem(u32),
    /// `一、`
    Chinese(u32),
    /// `（一）`
    ChineseInBrackets(u32),
    /// `1.` or `1、`
    Number(u32),
    /// `1.2`, `1.2.3`: how many numbers, and the last one; `1 总则` above them
    Decimal(u8, u32),
    /// `（1）`
    NumberInBrackets(u32),
    /// `1)`
    NumberBeforeBracket(u32),
    /// `①`
    Circled(u32),
    /// `A.`
    Letter(u32),
    /// `专栏1`
    Box(u32),
    /// `表1`
    Table(u32),
    /// `附件`, alone in its line or with its title behind a colon; 0 without a number
    Annex(u32),
    /// `——`
    Dash,
    /// Nothing of the above.
    None,
}

impl Marker {
    /// Depth of the heading, the smallest is outermost; `None` for what is no
    /// heading of the outline. In tens, so that boxes, tables and paragraphs of
    /// articles fit between.
    pub fn level(self) -> Option<u8> {
        Some(match self {
            // An annex may have parts and chapters of its own.
            Self::Annex(_) => 3,
            Self::Division(_) => 4,
            Self::Part(_) => 7,
            Self::Chapter(_) => 10,
            Self::Section(_) => 20,
            Self::Article(..) => 30,
            Self::Roman(_) => 38,
            // Where it stands in its document is known there.
            Self::Stem(_) => 39,
            Self::Chinese(_) => 40,
            Self::ChineseInBrackets(_) => 50,
            Self::Number(_) => 60,
            // Where sections are numbered so, they stand above items `1.`; that is known there.
            Self::Decimal(depth, _) => 59 + depth.min(9),
            Self::NumberInBrackets(_) => 70,
            Self::NumberBeforeBracket(_) => 75,
            Self::Circled(_) => 80,
            Self::Letter(_) => 85,
            Self::Box(_) | Self::Table(_) | Self::Dash | Self::None => return None,
        })
    }

    /// The number as the index keeps it.
    pub fn printed(self) -> Option<Number> {
        let kind = match self {
            Self::Division(_) => NumberKind::Division,
            Self::Part(_) => NumberKind::Part,
            Self::Chapter(_) => NumberKind::Chapter,
            Self::Section(_) => NumberKind::Section,
            Self::Article(..) => NumberKind::Article,
            Self::Roman(_) => NumberKind::Roman,
            Self::Chinese(_) => NumberKind::Chinese,
            Self::ChineseInBrackets(_) => NumberKind::ChineseInBrackets,
            Self::Number(_) | Self::Decimal(..) => NumberKind::Arabic,
            Self::NumberInBrackets(_) | Self::NumberBeforeBracket(_) => NumberKind::ArabicInBrackets,
            Self::Circled(_) => NumberKind::Circled,
            Self::Letter(_) => NumberKind::Letter,
            Self::Box(_) => NumberKind::Box,
            Self::Table(_) => NumberKind::Table,
            Self::Annex(_) => NumberKind::Annex,
            Self::Stem(_) | Self::Dash | Self::None => return None,
        };
        let suffix = if let Self::Article(_, suffix) = self { suffix } else { 0 };
        Some(Number { kind, value: self.number(), suffix })
    }

    /// The printed number, 0 where there is none.
    pub fn number(self) -> u32 {
        match self {
            Self::Division(n)
            | Self::Part(n)
            | Self::Chapter(n)
            | Self::Section(n)
            | Self::Article(n, _)
            | Self::Roman(n)
            | Self::Stem(n)
            | Self::Chinese(n)
            | Self::ChineseInBrackets(n)
            | Self::Number(n)
            | Self::Decimal(_, n)
            | Self::NumberInBrackets(n)
            | Self::NumberBeforeBracket(n)
            | Self::Circled(n)
            | Self::Letter(n)
            | Self::Box(n)
            | Self::Table(n)
            | Self::Annex(n) => n,
            Self::Dash | Self::None => 0,
        }
    }

    /// A numbering may begin with it.
    pub fn is_first(self) -> bool {
        self.number() == 1 && !matches!(self, Self::Article(_, 1..))
    }

    /// It is the next one after `last` of the same kind: 第四条 and 第三条之一
    /// after 第三条.
    pub fn follows(self, last: Self) -> bool {
        match (self, last) {
            (Self::Article(n, suffix), Self::Article(last, _)) if n != last => n == last + 1 && suffix == 0,
            (Self::Article(_, suffix), Self::Article(_, last)) => suffix == last + 1,
            _ => self.number() == last.number() + 1,
        }
    }

    /// As a message names it: `第三条之一`, `（2）`.
    pub fn named(self) -> String {
        self.printed().map_or_else(String::new, Number::printed)
    }

    /// Its part of an id: `4`, `3z1` for 第三条之一.
    pub fn id_part(self) -> String {
        match self {
            Self::Annex(n) => format!("a{}", n.max(1)),
            Self::Article(n, suffix) if 0 < suffix => format!("{n}z{suffix}"),
            _ => self.number().to_string(),
        }
    }

    /// 编, 章, 节, 第一部分: what divides a text above its articles.
    pub fn divides(self) -> bool {
        matches!(self, Self::Division(_) | Self::Part(_) | Self::Chapter(_) | Self::Section(_))
    }
}
