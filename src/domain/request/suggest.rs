//! What the program suggests for a line that a person has to decide, and why. It suggests where a rule can tell, and says
//! what to look at where none can; nothing is decided by it.

use std::collections::BTreeSet;

use super::decision::{Decision, LEFT_OUT, Treatment, Why, without};
use super::held::Cause;

/// What is suggested for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to decide; `None` where only whoever reads it can tell.
    pub decision: Option<Decision>,
    /// Why, or what to look at, in a sentence.
    pub because: &'static str,
}

impl Suggestion {
    /// For a line with these words that is to be decided for these causes, and in which these names of others stand, and
    /// these words that may be a name or a word: `in May`.
    pub fn of(causes: &BTreeSet<Cause>, words: &str, named: &[String], words_too: &[String]) -> Suggestion {
        let (treatment, why, because) = if causes.contains(&Cause::Restricted) {
            return Suggestion::look("Ask whoever gave it, or whose it is, before you decide.");
        } else if causes.contains(&Cause::OtherHome) {
            (Treatment::Withhold, Why::SomebodyElse, "It is another household's words, or about its adults.")
        } else if causes.contains(&Cause::Others) {
            let named: Vec<String> =
                named.iter().filter(|name| words.contains(name.as_str())).cloned().collect();
            match without(words, &named).filter(|_| !named.is_empty()) {
                None if !words_too.is_empty() => {
                    return Suggestion::look("A word in it may be a child's name: read it whole.");
                }
                None => return Suggestion::look("No name tells whom it is about: read it whole."),
                Some(left) if !left.replace(LEFT_OUT, "").contains(char::is_alphanumeric) => {
                    return Suggestion::look(
                        "It is about someone else alone. Does whoever asks know it already?",
                    );
                }
                Some(_) => {}
            }
            let because = match words_too {
                [] => "The rest is about the child. See that it does not tell who they are.",
                _ => "A word in the rest may be a child's name too: read it whole.",
            };
            (Treatment::Redact(named), Why::SomebodyElse, because)
        } else {
            let because = match causes.contains(&Cause::Private) {
                true => "It is about the child and names nobody else. That it is private keeps nothing back.",
                false => {
                    "It is about the child and names nobody else. That staff said it keeps nothing back."
                }
            };
            (Treatment::Allow, Why::TheirOwn, because)
        };
        Suggestion { decision: Some(Decision { treatment, why }), because }
    }

    fn look(because: &'static str) -> Suggestion {
        Suggestion { decision: None, because }
    }

    /// Whether it is one of the plain ones, which go out as they are and can be decided together.
    pub fn is_plain(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.treatment == Treatment::Allow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_nobody_else_is_plain_and_what_an_agency_gave_is_never_suggested_for() {
        let said = "Isla hit him, and he cried.";
        let isla = ["Isla".to_string()];
        let redact = Treatment::Redact(isla.to_vec());
        // What is no more than the name of a brother would say nothing without it.
        let alone = Suggestion::of(&[Cause::Others].into(), "Isla.", &isla, &[]);
        assert_eq!(alone.decision, None);
        // What is not private is not said to be.
        let because = |cause| Suggestion::of(&[cause].into(), said, &[], &[]).because;
        assert!(because(Cause::Private).ends_with("That it is private keeps nothing back."));
        assert!(because(Cause::Staff).ends_with("That staff said it keeps nothing back."));
        for (causes, named, treatment) in [
            (&[Cause::Private][..], &[][..], Some(Treatment::Allow)),
            (&[Cause::Staff], &[], Some(Treatment::Allow)),
            (&[Cause::Private, Cause::Staff], &[], Some(Treatment::Allow)),
            (&[Cause::Others], &isla, Some(redact.clone())),
            (&[Cause::Others, Cause::Private], &isla, Some(redact)),
            // It was struck: it stood with the wrong child, and no name says so.
            (&[Cause::Others], &[], None),
            // A name that is not in the words would leave them as they are.
            (&[Cause::Others], &["Ben".to_string()], None),
            (&[Cause::OtherHome], &[], Some(Treatment::Withhold)),
            (&[Cause::OtherHome, Cause::Others], &isla, Some(Treatment::Withhold)),
            (&[Cause::Restricted], &[], None),
            (&[Cause::Restricted, Cause::OtherHome, Cause::Others], &isla, None),
        ] {
            let suggested = Suggestion::of(&causes.iter().copied().collect(), said, named, &[]);
            let plain = treatment == Some(Treatment::Allow);
            assert_eq!(suggested.decision.as_ref().map(|decision| &decision.treatment), treatment.as_ref());
            assert_eq!(suggested.is_plain(), plain, "{causes:?}");
            if let Some(decision) = suggested.decision {
                assert_eq!(decision.check(), Ok(()), "{causes:?}");
            }
        }
    }
}
