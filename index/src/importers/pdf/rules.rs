//! The printed lines of a page: where they cross, there is a table.

use pdf_oxide::elements::{PathContent, PathOperation};

/// Two lines no further apart, in points, are one, or touch.
pub(super) const NEAR: f32 = 2.5;
/// A shorter line is a part of a letter or a dash.
const MIN_LENGTH: f32 = 4.0;
/// A drawing has more lines than any table.
const MAX_RULES: usize = 4_000;

/// A line along the page or down it, in points from the lower left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// From left to right, not from top to bottom.
    pub is_level: bool,
    /// Height of a level one, distance from the left edge of an upright one.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Rule {
    /// Between two points, if it is level or upright and long enough.
    fn between((x, y): (f32, f32), (to_x, to_y): (f32, f32)) -> Option<Self> {
        let (width, height) = ((to_x - x).abs(), (to_y - y).abs());
        let is_level = height <= 1.0 && MIN_LENGTH < width;
        let is_upright = width <= 1.0 && MIN_LENGTH < height;
        let (at, from, to) = if is_level { (y, x, to_x) } else { (x, y, to_y) };
        (is_level || is_upright).then(|| Self { is_level, at, from: from.min(to), to: from.max(to) })
    }

    /// It passes over this place.
    pub(super) fn covers(&self, place: f32) -> bool {
        self.from - NEAR <= place && place <= self.to + NEAR
    }

    fn touches(&self, other: &Self) -> bool {
        if self.is_level == other.is_level {
            return (self.at - other.at).abs() <= NEAR && self.from <= other.to + NEAR && other.from <= self.to + NEAR;
        }
        self.covers(other.at) && other.covers(self.at)
    }
}

/// The level and upright lines of a page's drawings.
pub(super) fn rules_of(paths: &[PathContent]) -> Vec<Rule> {
    let rules: Vec<Rule> = paths.iter().flat_map(rules_of_path).collect();
    if rules.len() <= MAX_RULES { rules } else { Vec::new() }
}

fn rules_of_path(path: &PathContent) -> Vec<Rule> {
    let mut rules = Vec::new();
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    for operation in &path.operations {
        match *operation {
            PathOperation::MoveTo(x, y) => (start, at) = ((x, y), (x, y)),
            PathOperation::LineTo(x, y) => {
                rules.extend(Rule::between(at, (x, y)));
                at = (x, y);
            }
            PathOperation::CurveTo(.., x, y) => at = (x, y),
            PathOperation::ClosePath => {
                rules.extend(Rule::between(at, start));
                at = start;
            }
            PathOperation::Rectangle(x, y, width, height) => {
                rules.extend(rules_of_box((x, y), (x + width, y + height), path.stroke_color.is_some()));
            }
        }
    }
    rules
}

/// A thin box is a line; the sides of a wide one are lines where they are drawn.
fn rules_of_box((x, y): (f32, f32), (to_x, to_y): (f32, f32), is_drawn: bool) -> Vec<Rule> {
    let (width, height) = ((to_x - x).abs(), (to_y - y).abs());
    let (middle_x, middle_y) = ((x + to_x) / 2.0, (y + to_y) / 2.0);
    let sides = match () {
        () if height <= NEAR => vec![((x, middle_y), (to_x, middle_y))],
        () if width <= NEAR => vec![((middle_x, y), (middle_x, to_y))],
        () if is_drawn => {
            let corners = [(x, y), (to_x, y), (to_x, to_y), (x, to_y)];
            (0..4).map(|it| (corners[it], corners[(it + 1) % 4])).collect()
        }
        () => Vec::new(),
    };
    sides.into_iter().filter_map(|(from, to)| Rule::between(from, to)).collect()
}

/// Lines that hang together.
pub(super) fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    let mut is_seen = vec![false; rules.len()];
    for start in 0..rules.len() {
        open.extend((!is_seen[start]).then_some(start));
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut is_seen[at], true) {
                continue;
            }
            group[at] = start;
            open.extend((0..rules.len()).filter(|&it| !is_seen[it] && rules[at].touches(&rules[it])));
        }
    }
    let of = |number: usize| rules.iter().zip(&group).filter(move |it| *it.1 == number).map(|it| *it.0);
    (0..rules.len()).map(|it| of(it).collect::<Vec<_>>()).filter(|it| !it.is_empty()).collect()
}
