//! The table every language fills: one field for each word or sentence of the page.

use policy_engine::{Facet, MatchKind};

use super::template::Template;
use crate::state::ErrorCode;

/// What an error says: what happened, and what to do.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the two sentences of an error, in this order")]
pub struct ErrorText {
    pub happened: &'static str,
    pub do_next: &'static str,
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is explained by the sentence it holds, see `zh_hans.rs`")]
pub struct Text {
    // The frame
    pub title: &'static str,
    pub promise: &'static str,
    pub source_line: &'static str,
    pub elder_mode: &'static str,
    pub standard_mode: &'static str,
    pub type_size: &'static str,
    pub sizes: [&'static str; 3],
    pub language: &'static str,
    pub theme: &'static str,
    pub themes: [&'static str; 3],
    pub data_version: Template<1>,
    pub data_from: Template<2>,
    pub disclaimer: &'static str,
    pub static_page: &'static str,
    pub full_page: &'static str,
    pub loading: &'static str,
    // The box
    pub search_label: &'static str,
    pub placeholder: &'static str,
    pub search: &'static str,
    pub clear: &'static str,
    pub suggestions: &'static str,
    pub suggested_clause: &'static str,
    pub suggested_question: &'static str,
    pub suggested_recent: &'static str,
    pub forget_recent: &'static str,
    // The start
    pub by_collection: &'static str,
    pub by_audience: &'static str,
    pub examples: &'static str,
    pub num_clauses: Template<1>,
    pub read_document: &'static str,
    // The hits
    pub results: &'static str,
    pub searching: &'static str,
    pub incomplete: &'static str,
    pub not_all_came: &'static str,
    pub about: Template<1>,
    pub num_hits: Template<1>,
    pub num_listed: Template<1>,
    pub more: Template<1>,
    pub all_shown: &'static str,
    pub all_on_page: Template<1>,
    pub skip_to_filters: &'static str,
    pub sort: &'static str,
    pub by_relevance: &'static str,
    pub by_document: &'static str,
    pub plain: &'static str,
    pub from_page: Template<1>,
    pub also_searched: Template<1>,
    pub found_by: Template<1>,
    pub listed: &'static str,
    pub filters: &'static str,
    pub filters_set: Template<1>,
    pub all_collections: &'static str,
    pub collection: &'static str,
    pub audience: &'static str,
    pub kind: &'static str,
    pub department: &'static str,
    pub more_values: Template<1>,
    pub no_filters: &'static str,
    pub show_hits: Template<1>,
    pub close: &'static str,
    pub remove_filter: Template<1>,
    pub only_within: Template<1>,
    pub corrected: Template<1>,
    pub literally: Template<1>,
    pub literal_on: &'static str,
    pub literal_off: &'static str,
    // Nothing found
    pub no_basis: &'static str,
    pub no_direct_basis: Template<1>,
    pub none_in_filter: &'static str,
    pub no_hits_filtered: &'static str,
    pub without_filters: Template<1>,
    pub near_terms: &'static str,
    pub near_clauses: &'static str,
    pub topics: &'static str,
    pub call: &'static str,
    pub call_number: &'static str,
    pub switch_to_elder: &'static str,
    // A clause
    pub back: &'static str,
    pub back_home: &'static str,
    pub official: &'static str,
    pub marks: Template<2>,
    pub previous_mark: &'static str,
    pub next_mark: &'static str,
    pub plain_heading: &'static str,
    pub plain_unofficial: &'static str,
    pub plain_unreviewed: &'static str,
    pub plain_reviewed: Template<1>,
    pub who: &'static str,
    pub what: &'static str,
    pub contact: &'static str,
    pub in_charge: &'static str,
    pub place: &'static str,
    pub whole_section: &'static str,
    pub previous_clause: &'static str,
    pub next_clause: &'static str,
    pub citation: &'static str,
    pub copy_citation: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub share: &'static str,
    pub link_copied: &'static str,
    pub qr: &'static str,
    pub qr_hint: &'static str,
    pub print: &'static str,
    pub printed_from: Template<2>,
    pub read_aloud: &'static str,
    pub stop_reading: &'static str,
    pub no_such_clause: &'static str,
    // Validity
    pub period: Template<2>,
    pub current: Template<2>,
    pub past: Template<2>,
    pub unstated: &'static str,
    pub not_yet: Template<1>,
    pub in_force: Template<1>,
    pub expired: Template<1>,
    pub term: Template<1>,
    pub until: Template<1>,
    pub open: &'static str,
    pub comma: &'static str,
    /// Repealed, printed anew, amended.
    pub changes: [Template<1>; 3],
    pub later: &'static str,
    pub explained_by: &'static str,
    pub explains: &'static str,
    // A document
    pub outline: &'static str,
    pub search_within: &'static str,
    pub issued: Template<2>,
    // Failure
    pub failed: &'static str,
    pub try_again: &'static str,
    pub errors: [ErrorText; 5],
    // Why a clause matched, in the order of `MatchKind`
    pub whys: [&'static str; 7],
    /// Queries that ask for elder mode; the national rules demand that the search knows them.
    pub elder_words: &'static [&'static str],
}

impl Text {
    /// The name of a facet.
    pub fn facet(&self, facet: Facet) -> &'static str {
        match facet {
            Facet::Audience => self.audience,
            Facet::Kind => self.kind,
            Facet::Department => self.department,
        }
    }

    /// How a clause matched.
    pub fn why(&self, why: MatchKind) -> &'static str {
        let [literal, synonym, pinyin, homophone, typo, plain, question] = self.whys;
        match why {
            MatchKind::Literal => literal,
            MatchKind::Synonym => synonym,
            MatchKind::Pinyin => pinyin,
            MatchKind::Homophone => homophone,
            MatchKind::Typo => typo,
            MatchKind::Plain => plain,
            MatchKind::Question => question,
        }
    }

    /// What an error says.
    pub fn error(&self, code: ErrorCode) -> ErrorText {
        let [network, damaged, version, wasm_blocked, mime] = self.errors;
        match code {
            ErrorCode::Network => network,
            ErrorCode::Damaged => damaged,
            ErrorCode::Version => version,
            ErrorCode::WasmBlocked => wasm_blocked,
            ErrorCode::Mime => mime,
        }
    }

    /// Whether a query asks for elder mode.
    pub fn asks_for_elder_mode(&self, query: &str) -> bool {
        self.elder_words.iter().any(|word| query.contains(word))
    }
}
