//! What the note box asks while somebody types: putting a phrase in, going to its gaps, turning a mark back
//! into text. All places are in bytes of the note.

use std::ops::Range;

use super::grammar::{PLAIN, Reading, digit_phrase, read};
use super::note::MarkKind;
use super::sentence::{GAP_WORDS, before_gap};
use crate::domain::Phrase;

/// A change to the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub range: Range<usize>,
    /// By what.
    pub with: String,
    /// Where the caret is then, in the new note; not empty where a gap is selected, which the next letter
    /// replaces.
    pub select: Range<usize>,
    /// What stands instead of `with` when Backspace is the very next key: the letters as they were typed, now
    /// only letters.
    pub back: String,
}

impl Edit {
    /// The note after it.
    pub fn apply(&self, note: &str) -> String {
        let before = note.get(..self.range.start).unwrap_or(note);
        let after = note.get(self.range.end..).unwrap_or_default();
        format!("{before}{}{after}", self.with)
    }
}

/// The key after which a phrase may be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The caret is after `.word` and the space that was just typed.
    Space,
    /// The caret is after `.word`, or after the digit that is the whole note.
    Tab,
    /// The same, and only where the phrase has a gap to go to: else Enter saves.
    Enter,
}

/// Puts the words of the phrase in whose mark ends at the caret; its first gap is selected. `None` where no
/// such mark ends there: the key then does what else it does.
pub fn expand(note: &str, caret: usize, press: Press, ctx: &Reading) -> Option<Edit> {
    let typed = note.get(..caret)?;
    let end = match press {
        Press::Space => typed.strip_suffix(char::is_whitespace)?.len(),
        Press::Tab | Press::Enter => typed.len(),
    };
    let marked = read(note.get(..end)?, ctx);
    let (place, _) =
        marked.marks.iter().find(|(place, kind)| *kind == MarkKind::Phrase && place.end == end)?;
    let mark = note.get(place.clone())?;
    let phrase = match mark.strip_prefix('.') {
        Some(word) => ctx.phrase(word, marked.kind.unwrap_or(ctx.kind))?,
        None if press == Press::Space || !note.get(end..)?.trim().is_empty() => return None,
        None => digit_phrase(mark, ctx)?,
    };
    if press == Press::Enter && !phrase.text.contains(GAP_WORDS) {
        return None;
    }
    let start_of_note = marked
        .marks
        .iter()
        .filter(|(_, kind)| matches!(kind, MarkKind::Kind | MarkKind::Siblings | MarkKind::Step))
        .any(|(mark, _)| note.get(mark.end..place.start).is_some_and(|between| between.trim().is_empty()));
    let said = note.get(..place.start)?.trim_end();
    let (from, join) = match said.chars().next_back() {
        Some(last) if !start_of_note && last.is_alphanumeric() => (said.len(), ". "),
        _ => (place.start, ""),
    };
    let (text, gap) = words_for_box(phrase, note.get(caret..)?.trim().is_empty());
    let with = format!("{join}{text}");
    let begins = from + join.len();
    let select = match gap {
        Some(gap) => begins + gap..begins + gap + GAP_WORDS.len(),
        None => from + with.len()..from + with.len(),
    };
    let back = format!("{}{}", note.get(from..place.start)?, plain(note.get(place.start..caret)?));
    Some(Edit { range: from..caret, with, select, back })
}

/// A phrase's words as they are put in, and where its first gap begins. Where the last word is a gap and
/// nothing follows, its full stop is left out, so that the caret in the gap is at the end of the note.
fn words_for_box(phrase: &Phrase, at_end: bool) -> (String, Option<usize>) {
    let gap = phrase.text.find(GAP_WORDS);
    let mut text = phrase.text.clone();
    match gap {
        None => text.push(' '),
        Some(_) if at_end => {
            let open = text.trim_end_matches('.');
            if open.ends_with(GAP_WORDS) {
                text.truncate(open.len());
            }
        }
        Some(_) => {}
    }
    (text, gap)
}

/// The next empty gap from the caret on, else the first of the note.
pub fn next_gap(note: &str, caret: usize) -> Option<Range<usize>> {
    let place = match note.get(caret..).and_then(|rest| rest.find(GAP_WORDS)) {
        Some(place) => caret + place,
        None => note.find(GAP_WORDS)?,
    };
    Some(place..place + GAP_WORDS.len())
}

/// Drops the clause of the first empty gap: the phrase takes its form without. Where its words have been
/// changed, the gap alone goes. `None` where there is no gap.
pub fn drop_gap(note: &str, ctx: &Reading) -> Option<Edit> {
    let gap = next_gap(note, 0)?;
    for phrase in &ctx.phrases.0 {
        let Some(without) = phrase.without.as_deref() else { continue };
        let open = phrase.text.trim_end_matches('.');
        let Some(offset) = open.find(GAP_WORDS) else { continue };
        let Some(start) = gap.start.checked_sub(offset) else { continue };
        if note.get(start..).is_some_and(|rest| rest.starts_with(open)) {
            let with = without.trim_end_matches('.').to_string();
            let caret = start + with.len();
            let range = start..start + open.len();
            let back = note.get(range.clone())?.to_string();
            return Some(Edit { range, with, select: caret..caret, back });
        }
    }
    let start = before_gap(note.get(..gap.start)?, note.get(gap.end..)?).len();
    let range = start..gap.end;
    let back = note.get(range.clone())?.to_string();
    Some(Edit { range, with: String::new(), select: start..start, back })
}

/// What is offered in a gap of the note, where it is a gap with choices of a phrase whose words stand around it.
pub fn choices<'a>(note: &str, gap: &Range<usize>, ctx: &Reading<'a>) -> Option<&'a [String]> {
    let (before, after) = (note.get(..gap.start)?, note.get(gap.end..)?);
    let offering =
        ctx.phrases.0.iter().filter(|phrase| phrase.choices.iter().any(|choices| !choices.is_empty()));
    let mut best: Option<(usize, &[String])> = None;
    for phrase in offering {
        let bits: Vec<&str> = phrase.text.trim_end_matches('.').split(GAP_WORDS).collect();
        for (index, choices) in phrase.choices.iter().enumerate().filter(|(_, choices)| !choices.is_empty()) {
            let around = bits.get(index).zip(bits.get(index + 1));
            let Some((left, right)) =
                around.filter(|(left, right)| before.ends_with(**left) && after.starts_with(**right))
            else {
                continue;
            };
            // Its words before that gap, with anything in its gaps, and nothing of another sentence before them.
            let mut rest = before.strip_suffix(left).unwrap_or_default();
            let begun = bits.iter().take(index).rev().all(|bit| match rest.rfind(bit) {
                Some(place) => {
                    rest = rest.get(..place).unwrap_or_default();
                    true
                }
                None => false,
            });
            let alone = !rest.ends_with(char::is_alphanumeric);
            let length = left.len() + right.len();
            if begun && alone && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, choices));
            }
        }
    }
    best.map(|(_, choices)| choices)
}

/// What Backspace does right after a mark was read: the mark becomes text, and its letters stay. `None` where
/// no mark ends at the caret: Backspace then takes a letter as ever.
pub fn backspace(note: &str, caret: usize, ctx: &Reading) -> Option<Edit> {
    // A mark further on may have changed what is read here, so the note is read as it stands.
    let marked = read(note, ctx);
    let ends_here = |(place, kind): &&(Range<usize>, MarkKind)| {
        place.end == caret && !place.is_empty() && *kind != MarkKind::Escape
    };
    let (place, _) = marked.marks.iter().find(ends_here)?;
    let with = plain(note.get(place.clone())?);
    let caret = place.start + with.len();
    Some(Edit { range: place.clone(), back: with.clone(), with, select: caret..caret })
}

/// The same letters, the first of them only a character.
fn plain(mark: &str) -> String {
    let mut letters = mark.chars();
    match letters.next() {
        Some(first) => format!("{first}{PLAIN}{}", letters.as_str()),
        None => String::new(),
    }
}
