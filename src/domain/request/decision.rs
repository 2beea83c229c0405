//! What a person decides of a line of the record before it goes out, and why.

use serde::{Deserialize, Serialize};

use crate::domain::day::Moment;
use crate::domain::id::PersonId;

/// What stands where words are left out.
pub const LEFT_OUT: &str = "[left out]";

/// What becomes of a line, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What becomes of it.
    pub treatment: Treatment,
    /// Why.
    pub why: Why,
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Treatment {
    /// It goes out as it is.
    Allow,
    /// It goes out without these words, wherever they stand in it. They are kept as they were marked, not as places in
    /// the text, so that nothing that is said around them can move what is left out.
    Redact(Vec<String>),
    /// It is counted, and not shown.
    Withhold,
}

/// A decision as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What was decided last; `None` where that was taken back.
    pub decision: Option<Decision>,
    /// How many times it was decided: what the next decision must have seen.
    pub revision: u32,
    /// By whom it was decided last, and when.
    pub by: Option<(PersonId, Moment)>,
}

/// Why a line goes out, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It is the child's own.
    TheirOwn,
    /// Whoever else it is about agrees.
    Agreed,
    /// Whoever asks knows it, or said it.
    KnownToThem,
    /// It is about somebody else.
    SomebodyElse,
    /// Somebody said it in confidence.
    InConfidence,
    /// An agency gave it, and it is for them to say.
    Agency,
    /// It would be likely to do serious harm.
    Harm,
    /// A law or a court forbids it, or it is legal advice.
    Law,
}

impl Why {
    /// All of them, in the order of the choice.
    pub const ALL: [Why; 8] = [
        Why::TheirOwn,
        Why::Agreed,
        Why::KnownToThem,
        Why::SomebodyElse,
        Why::InConfidence,
        Why::Agency,
        Why::Harm,
        Why::Law,
    ];

    /// In plain words, as the person who decides reads them and whoever asked.
    pub fn label(self) -> &'static str {
        match self {
            Why::TheirOwn => "it is about the child",
            Why::Agreed => "whoever else it is about agrees",
            Why::KnownToThem => "whoever asks knows it already",
            Why::SomebodyElse => "it is about somebody else",
            Why::InConfidence => "somebody told us in confidence",
            Why::Agency => "another agency gave it to us, and it is theirs to give",
            Why::Harm => "giving it would be likely to do serious harm",
            Why::Law => "a law or a court does not let us give it",
        }
    }

    /// Its name in commands and in JSON: `somebody-else`.
    pub fn code(self) -> &'static str {
        match self {
            Why::TheirOwn => "their-own",
            Why::Agreed => "agreed",
            Why::KnownToThem => "known-to-them",
            Why::SomebodyElse => "somebody-else",
            Why::InConfidence => "in-confidence",
            Why::Agency => "agency",
            Why::Harm => "harm",
            Why::Law => "law",
        }
    }

    /// Whether it is a reason to let a line out; else it is one to leave something out.
    pub fn lets_out(self) -> bool {
        matches!(self, Why::TheirOwn | Why::Agreed | Why::KnownToThem)
    }

    /// The reasons that fit what becomes of a line.
    pub fn of(treatment: &Treatment) -> impl Iterator<Item = Why> {
        let out = *treatment == Treatment::Allow;
        Why::ALL.into_iter().filter(move |why| why.lets_out() == out)
    }
}

/// Why a line can't be decided so. Its text is what a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionTrouble {
    /// The reason is of another kind.
    #[error("That reason does not fit: “{}”.", .0.label())]
    OtherReason(Why),
    /// Nothing was marked.
    #[error("Mark the words that are left out.")]
    NothingMarked,
}

impl Decision {
    /// Whether it can be decided so.
    ///
    /// # Errors
    /// Where the reason is of another kind, or no words were marked to be left out.
    pub fn check(&self) -> Result<(), DecisionTrouble> {
        if !Why::of(&self.treatment).any(|why| why == self.why) {
            return Err(DecisionTrouble::OtherReason(self.why));
        }
        match &self.treatment {
            Treatment::Redact(parts)
                if parts.is_empty() || parts.iter().any(|part| part.trim().is_empty()) =>
            {
                Err(DecisionTrouble::NothingMarked)
            }
            _ => Ok(()),
        }
    }
}

/// The words without the marked parts, each place of each of them; `None` where a part does not stand in them, so that
/// what was decided was decided of other words.
pub fn without(words: &str, parts: &[String]) -> Option<String> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for part in parts {
        let before = places.len();
        // Places that overlap count too: of “anana” in “ananana” nothing may be left over.
        let begins = words.char_indices().map(|(at, _)| at);
        places.extend(
            begins
                .filter(|at| words.get(*at..).is_some_and(|rest| !part.is_empty() && rest.starts_with(part)))
                .map(|at| (at, at + part.len())),
        );
        if places.len() == before {
            return None;
        }
    }
    places.sort_unstable();
    let (mut out, mut done) = (String::with_capacity(words.len()), 0);
    for (from, to) in places {
        if from > done || done == 0 {
            out.push_str(words.get(done..from)?);
            out.push_str(LEFT_OUT);
        }
        done = done.max(to);
    }
    out.push_str(words.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(marked: &[&str]) -> Vec<String> {
        marked.iter().map(|part| (*part).to_string()).collect()
    }

    #[test]
    fn every_place_of_marked_words_is_left_out_and_nothing_else() {
        let gap = LEFT_OUT;
        for (words, marked, left) in [
            ("Isla hit her. Isla cried.", &["Isla"][..], Some(format!("{gap} hit her. {gap} cried."))),
            ("ananana", &["anana"], Some(gap.to_string())),
            ("Isla and Ben", &["Isla and", "and Ben"], Some(gap.to_string())),
            // A part within another one, before its end.
            ("Isla hit Ben", &["Isla hit", "sl"], Some(format!("{gap} Ben"))),
            ("Played with Ben", &["Ben", "Played"], Some(format!("{gap} with {gap}"))),
            ("Zoë and Zoé", &["Zoé"], Some(format!("Zoë and {gap}"))),
            ("Played alone", &["Ben"], None),
            ("Ben played", &["Ben", "Isla"], None),
            ("Ben played", &[""], None),
        ] {
            assert_eq!(without(words, &parts(marked)), left, "{words} {marked:?}");
        }
    }

    #[test]
    fn no_marked_words_are_left_whatever_they_are() {
        proptest::proptest!(|(words in "[abé ]{0,24}", marked in proptest::collection::vec("[abé ]{1,4}", 1..4))| {
            if let Some(left) = without(&words, &marked) {
                for kept in left.split(LEFT_OUT) {
                    for part in &marked {
                        proptest::prop_assert!(!kept.contains(part.as_str()), "{words:?} {marked:?} {left:?}");
                    }
                }
            } else {
                proptest::prop_assert!(marked.iter().any(|part| !words.contains(part.as_str())));
            }
        });
    }

    #[test]
    fn a_line_goes_out_or_stays_for_a_reason_that_fits() {
        for why in Why::ALL {
            for (treatment, fits) in [
                (Treatment::Allow, why.lets_out()),
                (Treatment::Withhold, !why.lets_out()),
                (Treatment::Redact(parts(&["Isla"])), !why.lets_out()),
            ] {
                assert_eq!(Decision { treatment, why }.check().is_ok(), fits, "{why:?}");
            }
        }
        for marked in [&[][..], &[" "], &["Isla", ""]] {
            let decision = Decision { treatment: Treatment::Redact(parts(marked)), why: Why::SomebodyElse };
            assert_eq!(decision.check(), Err(DecisionTrouble::NothingMarked), "{marked:?}");
        }
    }
}
