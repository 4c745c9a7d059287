//! Which headings are new at a clause, and their anchors.

use policy_engine::Clause;

/// A heading where it is printed.
pub struct Heading<'a> {
    /// Headings above it.
    pub depth: usize,
    /// What links lead to.
    pub anchor: String,
    /// Its words.
    pub text: &'a str,
}

/// Follows the path from clause to clause.
#[derive(Default)]
pub struct Headings<'a> {
    path: &'a [String],
}

impl<'a> Headings<'a> {
    /// Each heading that was not above the clause before. The anchor is
    /// named after the clause and the depth, which no clause id looks like.
    pub fn new_ones(&mut self, clause: &'a Clause) -> Vec<Heading<'a>> {
        let shared = self.path.iter().zip(&clause.path).take_while(|(before, now)| before == now).count();
        self.path = &clause.path;
        let fresh = clause.path.iter().enumerate().skip(shared);
        let heading = |(depth, text): (usize, &'a String)| Heading {
            depth,
            anchor: format!("s-{}-{}", clause.id, depth + 1),
            text: text.as_str(),
        };
        fresh.map(heading).collect()
    }
}
