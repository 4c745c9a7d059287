//! What the characters of a question say about the clause that is meant,
//! learned from the questions people ask (相似问): 摔 and 骑 lean towards the
//! clause about couriers, whatever words they stand in. A linear model with
//! one weight per character and clause; nothing of it is text.

/// What was learned. Characters share a bucket with a few others, so that no
/// list of them is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leanings {
    /// The buckets that lean anywhere, ascending by number.
    pub buckets: Vec<Bucket>,
    /// What a step is worth, in thousandths.
    pub step: u32,
    /// What a step of doubt is worth, in thousandths.
    pub doubt_step: u32,
}

/// The characters of one bucket; or, where no character has its number, pairs of characters, which doubt and lean to no
/// clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Its number, below [`NUM_BUCKETS`].
    pub number: u16,
    /// How rare its characters are among questions, in quarters of a natural
    /// logarithm, below [`PAIR`]; for pairs [`PAIR`] and their mark.
    pub rarity: u8,
    /// How far it speaks against any answer, in steps from -[`MAX_DOUBT`] to
    /// as much: what is asked for is settled elsewhere.
    pub doubt: i8,
    /// The clauses that it speaks for, ascending by index, each with 1 to
    /// [`MAX_STEPS`] steps.
    pub clauses: Vec<(u32, u8)>,
}

/// How many buckets there are.
pub const NUM_BUCKETS: u32 = 4096;
/// From this on a rarity says that a bucket is of pairs, and which: pairs of one number are told apart by a mark.
pub const PAIR: u8 = 64;
/// What a pair weighs, against the rarity of a character.
pub const PAIR_WEIGHT: u8 = 20;
/// The furthest that a bucket leans.
pub const MAX_STEPS: u8 = 3;
/// The furthest that a bucket doubts.
pub const MAX_DOUBT: i8 = 7;

impl Leanings {
    /// Where clauses of documents begin and end to which nothing leans, by turns and ascending: nobody asked for them, so
    /// that not to lean there says nothing. `documents`: where each begins, and the number of all clauses. Costs time in
    /// what leans.
    pub(crate) fn untaught(&self, documents: &[u32]) -> Vec<u32> {
        let mut is_taught = vec![false; documents.len()];
        for (clause, _) in self.buckets.iter().flat_map(|it| &it.clauses) {
            let document = documents.partition_point(|start| start <= clause);
            is_taught.iter_mut().take(document).skip(document - 1).for_each(|it| *it = true);
        }
        let mut bounds = Vec::new();
        for it in documents.windows(2).zip(is_taught).filter(|it| !it.1 && it.0[0] < it.0[1]).map(|it| it.0) {
            if bounds.last() == Some(&it[0]) {
                bounds.pop();
            } else {
                bounds.push(it[0]);
            }
            bounds.push(it[1]);
        }
        bounds
    }
}

/// Whether a clause lies between bounds, as [`Leanings::untaught`] gives them.
pub(crate) fn lies_between(bounds: &[u32], clause: u32) -> bool {
    bounds.partition_point(|it| *it <= clause) % 2 == 1
}

impl Bucket {
    /// Whether it is of pairs.
    pub fn is_of_pairs(&self) -> bool {
        PAIR <= self.rarity
    }
}

/// The buckets of the Han characters of a folded question, ascending, each
/// once. Figures and letters ask for nothing by themselves.
///
/// # Examples
/// ```
/// use policy_engine::buckets_of;
/// let chars: Vec<char> = "骑手，骑手8".chars().collect();
/// assert_eq!(buckets_of(&chars).len(), 2);
/// ```
pub fn buckets_of(folded: &[char]) -> Vec<u16> {
    // Fibonacci hashing (Knuth, *The Art of Computer Programming*, 6.4): the upper bits are mixed best.
    let bucket = |it: &char| ((*it as u32).wrapping_mul(0x9e37_79b1) >> 16) % NUM_BUCKETS;
    let mut buckets: Vec<u16> = folded.iter().filter(|it| is_han(**it)).map(|it| bucket(it) as u16).collect();
    buckets.sort_unstable();
    buckets.dedup();
    buckets
}

/// The pairs of neighbouring Han characters of a folded question, each once: the number of the bucket, which is its own
/// where no character of a question has it, and what stands there for its rarity.
pub fn pairs_of(folded: &[char]) -> Vec<(u16, u8)> {
    let mut pairs = Vec::new();
    for it in folded.windows(2).filter(|it| is_han(it[0]) && is_han(it[1])) {
        let hash = ((it[0] as u32) << 16 | it[1] as u32).wrapping_mul(0x9e37_79b1);
        // Of the lower bits the first character moves none.
        pairs.push(((hash >> 20) as u16, PAIR + (hash >> 14) as u8 % PAIR));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn is_han(it: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_leans_to_is_untaught() {
        let leaning_to = |clauses: &[u32]| {
            let bucket = Bucket { clauses: clauses.iter().map(|it| (*it, 1)).collect(), ..Bucket::default() };
            Leanings { buckets: vec![bucket], ..Leanings::default() }
        };
        let untaught = |clauses: &[u32]| leaning_to(clauses).untaught(&[0, 2, 4, 4, 7]);
        assert_eq!(untaught(&[]), [0, 7]);
        assert_eq!(untaught(&[1, 6]), [2, 4]);
        assert_eq!(untaught(&[2]), [0, 2, 4, 7]);
        assert!(untaught(&[0, 3, 4]).is_empty() && leaning_to(&[]).untaught(&[0, 0]).is_empty());
        assert_eq!([1, 2, 3, 4].map(|it| lies_between(&[2, 4], it)), [false, true, true, false]);
    }

    #[test]
    fn only_han_characters_lean_anywhere() {
        assert!(buckets_of(&['a', '5', '，', ' ']).is_empty());
        assert_eq!(buckets_of(&['骑', '手']), buckets_of(&['手', '骑', '手']));
    }

    #[test]
    fn pairs_are_of_neighbours_in_their_order() {
        assert_eq!(pairs_of(&['几', '点', '，', '几', '点']).len(), 1);
        assert_ne!(pairs_of(&['几', '点']), pairs_of(&['点', '几']));
        assert!(pairs_of(&['几', '8', '点']).is_empty() && pairs_of(&['几']).is_empty());
        assert!(pairs_of(&['几', '点']).iter().all(|it| u32::from(it.0) < NUM_BUCKETS && PAIR <= it.1));
    }
}
