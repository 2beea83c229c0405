//! How long a text may be. What somebody writes in a day is far shorter; what a paste by mistake holds is not.

use super::change::Change;
use super::practice::Held;
use super::request::{Decision, Treatment};

/// So many characters fit a note, and every other field in which somebody types.
pub const NOTE: usize = 2_000;

/// So many fit the text beside a statement of self-evaluation. No text of an entry or a record is longer than this either,
/// with its phrases written out.
pub const TEXT: usize = 10_000;

/// The texts of a change that somebody wrote or pasted in.
fn texts(change: &Change) -> Vec<&str> {
    match change {
        Change::Entry(entry) => vec![&entry.text],
        Change::Amend { text, .. } | Change::EvidenceText { text, .. } => vec![text],
        Change::SendBack { question: text, .. } | Change::Gap { reason: text, .. } => vec![text],
        Change::Hold { reason: text, .. } | Change::Release { reason: text, .. } => vec![text],
        Change::Erase(erasure) => vec![&erasure.why],
        Change::HeardBack { heard, childs_words, .. } => {
            std::iter::once(heard).chain(childs_words).map(String::as_str).collect()
        }
        Change::Request { request, .. } => {
            request.extended.iter().map(|extension| extension.why.as_str()).collect()
        }
        Change::Decide { decision: Some(Decision { treatment: Treatment::Redact(parts), .. }), .. } => {
            parts.iter().map(String::as_str).collect()
        }
        Change::FollowUpDone { how, .. } => how.iter().map(String::as_str).collect(),
        Change::Practice(record) | Change::AmendPractice { record, .. } => {
            let fields = record.fields.values().filter_map(|held| match held {
                Held::Text(text) | Held::Choice(text) => Some(text.as_str()),
                _ => None,
            });
            fields.chain([record.text.as_str()]).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether one of its texts is longer than any may be.
pub fn too_long(change: &Change) -> bool {
    texts(change).into_iter().any(|text| text.chars().count() > TEXT)
}
