//! Which sentences of a text are phrases of the bank as they were taken, and what was typed into their gaps.

use super::{GAP, Phrase, Phrases};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A sentence of the bank.
    Phrase(Filled<'a>),
    /// Words of somebody's own.
    Free(&'a str),
}

/// A phrase as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<'a> {
    /// Which.
    pub phrase: &'a Phrase,
    /// What stands in its gaps, in their order; `None` where it stands in its form without them.
    pub gaps: Option<Vec<&'a str>>,
    /// The sentence as it stands.
    pub text: &'a str,
}

impl Filled<'_> {
    /// The same in easy words.
    pub fn plain(&self) -> String {
        match &self.gaps {
            Some(gaps) => fill(self.phrase.plain(), |index| gaps.get(index).map(ToString::to_string)),
            None => self.text.to_string(),
        }
    }
}

/// A phrase's words with something in each gap, by its number.
pub(super) fn fill(words: &str, within: impl Fn(usize) -> Option<String>) -> String {
    let mut filled = String::with_capacity(words.len());
    for (index, piece) in words.split(GAP).enumerate() {
        if let Some(before) = index.checked_sub(1) {
            filled.push_str(&within(before).unwrap_or_default());
        }
        filled.push_str(piece);
    }
    filled
}

impl Phrases {
    /// The text in pieces. Of the bank, those of these codes are looked for, each a whole sentence: one whose words
    /// were changed afterwards is somebody's own.
    pub fn pieces<'a>(&'a self, text: &'a str, codes: &[String]) -> Vec<Piece<'a>> {
        let phrases: Vec<&Phrase> = codes.iter().filter_map(|code| self.code(code)).collect();
        let mut pieces = Vec::new();
        let (mut free, mut at) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            // Of two that fit, the one that says more of it itself.
            let found = phrases.iter().filter_map(|phrase| taken(phrase, rest));
            match found.max_by_key(|filled| own_letters(filled)) {
                Some(filled) => {
                    push_free(&mut pieces, text.get(free..at));
                    at += filled.text.len();
                    free = at;
                    pieces.push(Piece::Phrase(filled));
                    at += rest_of_space(text, at);
                }
                None => at += to_next_sentence(rest),
            }
        }
        push_free(&mut pieces, text.get(free..));
        pieces
    }
}

fn push_free<'a>(pieces: &mut Vec<Piece<'a>>, text: Option<&'a str>) {
    if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
        pieces.push(Piece::Free(text));
    }
}

fn rest_of_space(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len())
}

/// How far it is to where the next sentence may begin.
fn to_next_sentence(text: &str) -> usize {
    let mut ended = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() && ended {
            return at + rest_of_space(text, at);
        }
        ended = ends(letter) || (ended && letter == '”');
    }
    text.len()
}

fn ends(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…' | '”')
}

/// The letters of a phrase that are not in its gaps.
fn own_letters(filled: &Filled) -> usize {
    filled.text.len() - filled.gaps.iter().flatten().map(|gap| gap.len()).sum::<usize>()
}

/// The phrase with which a text begins, as a whole sentence.
fn taken<'a>(phrase: &'a Phrase, text: &'a str) -> Option<Filled<'a>> {
    let filled = |(end, gaps): (usize, Vec<&'a str>), without: bool| {
        Some(Filled { phrase, gaps: (!without).then_some(gaps), text: text.get(..end)? })
    };
    // What the form without says would fit into a gap as well.
    let without = phrase.without.as_deref().and_then(|words| held(text, words));
    let whole = || held(text, &phrase.text).and_then(|held| filled(held, false));
    without.and_then(|held| filled(held, true)).or_else(whole)
}

/// Where these words end with which the text begins, and what their gaps hold: something, and never the end of a
/// sentence.
fn held<'a>(text: &'a str, words: &str) -> Option<(usize, Vec<&'a str>)> {
    let bits: Vec<&str> = words.split(GAP).collect();
    let (first, others) = bits.split_first()?;
    let mut at = text.starts_with(first).then_some(first.len())?;
    let mut gaps = Vec::new();
    let is_whole =
        |at: usize| text.get(at..).is_some_and(|rest| !rest.starts_with(|c: char| !c.is_whitespace()));
    for (index, bit) in others.iter().enumerate() {
        let rest = text.get(at..)?;
        let last = index + 1 == others.len();
        let (gap, _) =
            rest.match_indices(bit).find(|(found, _)| !last || is_whole(at + found + bit.len()))?;
        let gap = rest.get(..gap)?;
        let sentence_ends = gap.char_indices().any(|(end, letter)| {
            ends(letter)
                && gap
                    .get(end + letter.len_utf8()..)
                    .is_some_and(|after| after.starts_with(char::is_whitespace))
        });
        if gap.trim().is_empty() || sentence_ends || gap.contains('\n') {
            return None;
        }
        gaps.push(gap);
        at += gap.len() + bit.len();
    }
    is_whole(at).then_some((at, gaps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    fn bank() -> Phrases {
        let phrase = |code: &str, text: &str, without: Option<&str>| Phrase {
            without: without.map(str::to_string),
            ..Phrase::new(code, Kind::Feedback, "x", text)
        };
        Phrases(vec![
            phrase("tired", "Tired, woke at [ ].", Some("Tired.")),
            phrase("ate", "Ate {all|most} of {lunch|tea}.", Some("Sat down to eat.")),
            phrase("most", "Ate most of it.", None),
            phrase("collects", "[ ] is collecting today.", Some("Someone else is collecting today.")),
            phrase("slept", "Slept [ ] minutes.", Some("Slept.")),
            phrase("read", "Read [ ] together.", Some("Read a favourite book together.")),
        ])
    }

    /// A phrase as `code(gap|gap)`, its form without as `code-`, free words as they are.
    fn said(text: &str) -> String {
        let bank = bank();
        let codes: Vec<String> = bank.0.iter().map(|phrase| phrase.code.clone()).collect();
        let pieces = bank.pieces(text, &codes).into_iter().map(|piece| match piece {
            Piece::Free(words) => words.to_string(),
            Piece::Phrase(Filled { phrase, gaps: None, .. }) => format!("{}-", phrase.code),
            Piece::Phrase(Filled { phrase, gaps: Some(gaps), .. }) => {
                format!("{}({})", phrase.code, gaps.join("|"))
            }
        });
        pieces.collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn what_was_typed_into_the_gaps_is_found_again_and_changed_words_are_somebodys_own() {
        for (text, found) in [
            ("Tired, woke at 5.", "tired(5)"),
            ("Tired, woke at 5.30.", "tired(5.30)"),
            ("Tired. Slept 40 minutes.", "tired- / slept(40)"),
            ("Ate most of lunch.", "ate(most|lunch)"),
            ("Ate most of it.", "most()"),
            ("Ate all of the rice and most of the peas.", "ate(all|the rice and most of the peas)"),
            ("Read the bear book together.", "read(the bear book)"),
            ("Read a favourite book together.", "read-"),
            ("Gran is collecting today.", "collects(Gran)"),
            (
                "Poured for a long time. Slept 40 minutes. Then sang.",
                "Poured for a long time. / slept(40) / Then sang.",
            ),
            ("Mum: “Tired.” Slept.", "Mum: “Tired.” / slept-"),
            // Changed afterwards, run on, or not ended.
            ("Tired, woke at five, cross.", "tired(five, cross)"),
            ("Very tired, woke at 5.", "Very tired, woke at 5."),
            ("Tired, woke at 5!", "Tired, woke at 5!"),
            ("Tired, woke at 5. Up late.", "tired(5) / Up late."),
            ("Slept. Then 40 minutes.", "slept- / Then 40 minutes."),
            ("Read the bear book. Sang together.", "Read the bear book. Sang together."),
            ("Slept 40", "Slept 40"),
            ("Slept.Well", "Slept.Well"),
            ("", ""),
        ] {
            assert_eq!(said(text), found, "{text}");
        }
    }

    #[test]
    fn only_what_it_was_written_with_is_looked_for() {
        let bank = bank();
        assert_eq!(bank.pieces("Slept 40 minutes.", &["tired".into()]), [Piece::Free("Slept 40 minutes.")]);
        assert!(
            bank.pieces("Slept 40 minutes.", &["gone".into(), "slept".into()])[0]
                != Piece::Free("Slept 40 minutes.")
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "(Tired\\.|Slept [a-z0-9.“” ]{0,6}minutes\\.|Ate |all of |lunch|[ .!?a-zé”]{0,4}){0,6}") {
            let bank = bank();
            let codes: Vec<String> = bank.0.iter().map(|phrase| phrase.code.clone()).collect();
            let kept = bank.pieces(&text, &codes).into_iter().map(|piece| match piece {
                Piece::Free(words) => words.to_string(),
                Piece::Phrase(filled) => filled.text.to_string(),
            });
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(bare(&kept.collect::<Vec<_>>().join(" ")), bare(&text));
        }
    }
}
