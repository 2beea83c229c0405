//! What keys do to words that are written, in a card's note and in a row's sentence alike: a phrase for its mark, the
//! list of phrases, gaps, and choosing in a gap by a digit, by first letters, or by typing other words.

use std::ops::Range;

use ratatui::crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

use super::desk;
use super::field::Field;
use crate::capture::editor::{self, backspace, drop_gap, expand, next_gap};
use crate::capture::grammar::{PLAIN, own_kind};
use crate::capture::phrases::{Found, choice};
use crate::capture::{MarkKind, Press as Key, Reading, read};
use crate::domain::phrase::GAP;
use crate::domain::{ChildId, Kind, Phrase};
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;

/// For whom words are written, and of which kind where they say no other.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui::screen) struct Pen<'a> {
    /// What has to be known to read them.
    pub session: &'a Session,
    /// Who gets them.
    pub children: &'a [ChildId],
    /// Of which kind they are.
    pub kind: Kind,
}

/// What came of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) struct Did {
    /// Something is to be kept.
    pub changed: bool,
    /// Nothing is left to do here: Enter saves, Tab goes on.
    pub done: bool,
}

impl Did {
    const CHANGED: Did = Did { changed: true, done: false };
    const DONE: Did = Did { changed: false, done: true };
}

/// A gap with choices in which somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choosing {
    /// Where its words begin.
    from: usize,
    /// What is offered.
    choices: Vec<String>,
}

impl Pen<'_> {
    /// A letter, or a space, behind which a phrase's mark becomes its words.
    pub fn letter(&self, field: &mut Field, letter: char) {
        if self.choose(field, letter) {
            return;
        }
        field.write(letter.encode_utf8(&mut [0; 4]));
        if letter == ' ' {
            self.expand(field, Key::Space);
        }
    }

    /// Enter: takes what is offered, goes to the next empty gap, and leaves one out where it is there already.
    pub fn enter(&self, field: &mut Field) -> Did {
        if field.accept() {
            return Did { done: field.selected().is_empty(), ..Did::CHANGED };
        }
        if self.take_phrase(field, false) || self.expand(field, Key::Enter) {
            return Did::CHANGED;
        }
        let Some(gap) = next_gap(field.text(), 0) else { return Did::DONE };
        if field.selected() != gap {
            field.go(gap);
        } else if let Some(edit) = self.reading(field, |ctx| drop_gap(field.text(), ctx)) {
            field.apply(&edit);
        }
        Did::CHANGED
    }

    /// Tab: takes what is offered, or goes to the next empty gap.
    pub fn tab(&self, field: &mut Field) -> Did {
        if field.accept() || self.take_phrase(field, true) || self.expand(field, Key::Tab) {
            return Did::CHANGED;
        }
        let Some(gap) = next_gap(field.text(), field.caret()) else { return Did::DONE };
        field.go(gap);
        Did { changed: false, done: false }
    }

    /// The marks in the words, and where they stand.
    pub fn marks(&self, field: &Field) -> Vec<(Range<usize>, MarkKind)> {
        self.reading(field, |ctx| read(field.text(), ctx).marks)
    }

    /// Whether Tab puts the words of a phrase in for its mark.
    pub fn puts_in(&self, field: &Field) -> bool {
        let stands = |ctx: &Reading| expand(field.text(), field.caret(), Key::Tab, ctx).is_some();
        self.listed(field, true).is_some() || self.reading(field, stands)
    }

    /// Whether Enter puts the words of a phrase in for its mark, because they have a gap to fill.
    pub fn fills(&self, field: &Field) -> bool {
        self.reading(field, |ctx| expand(field.text(), field.caret(), Key::Enter, ctx).is_some())
    }

    /// Backspace: turns words back into the mark for which they were put in, else takes a letter away.
    pub fn erase(&self, field: &mut Field) {
        let edit = self.reading(field, |ctx| backspace(field.text(), field.caret(), ctx));
        if field.turn_back() {
            return;
        }
        match edit.filter(|_| field.selected().is_empty()) {
            Some(edit) => {
                field.apply(&edit);
                field.turn_back();
            }
            None => self.erase_letter(field),
        }
    }

    /// Takes a letter away. A gap in which nothing is left of what was typed is the gap again, with its choices.
    fn erase_letter(&self, field: &mut Field) {
        let choosing = field.choosing.take();
        field.erase();
        let Some(choosing) = choosing else { return };
        if field.caret() > choosing.from {
            field.choosing = Some(choosing);
        } else if field.caret() == choosing.from {
            field.write(GAP);
            field.go(choosing.from..choosing.from + GAP.len());
        }
    }

    /// Marks the next line of the list of phrases, or the one before. Answers whether the list is open.
    pub fn step(&self, field: &mut Field, down: bool) -> bool {
        let Some((_, found)) = self.found(field) else { return false };
        let most = found.len().saturating_sub(1);
        field.line = match field.line {
            None => Some(0),
            Some(line) if down => Some((line + 1).min(most)),
            Some(line) => Some(line.saturating_sub(1)),
        };
        true
    }

    /// The phrases that the letters behind a mark find, and where those letters stand. `None` where no mark is begun.
    pub fn found(&self, field: &Field) -> Option<(Range<usize>, Vec<Found<'_>>)> {
        let (place, letters) = begun(field)?;
        Some((place, desk::found(self.session, self.kind_of(field), &letters)))
    }

    /// The line of the list that Enter takes, or Tab, which is `sure` of it: the one that was gone to, else the first
    /// where letters find it.
    pub fn marked(&self, field: &Field, sure: bool) -> Option<usize> {
        let (_, letters) = begun(field)?;
        let kind = self.kind_of(field);
        // What is a phrase as it stands is saved as it stands.
        let exact = || self.reading(field, |ctx| ctx.phrase(&letters, kind).is_some());
        match field.line {
            None if letters.is_empty() && !sure || exact() => None,
            line => Some(line.unwrap_or(0)),
        }
    }

    /// The phrase that Enter, or Tab, would take of the list.
    pub fn listed(&self, field: &Field, sure: bool) -> Option<(Range<usize>, &Phrase)> {
        let line = self.marked(field, sure)?;
        let (place, found) = self.found(field)?;
        found.get(line).map(|(_, phrase)| (place, *phrase))
    }

    /// What is offered where the caret is, and which of it the letters so far mean.
    pub fn offered(&self, field: &Field) -> Option<(Vec<String>, Option<usize>)> {
        let Some(choosing) = &field.choosing else {
            return self.choices(field).map(|choices| (choices, None));
        };
        let typed = field.text().get(choosing.from..field.caret()).unwrap_or_default();
        let meant = choosing.choices.iter().position(|choice| choice.eq_ignore_ascii_case(typed));
        Some((choosing.choices.clone(), meant))
    }

    /// The keys that take a choice by its number. Where letters were typed they are taken back first; only then a
    /// digit is the choice and no word of one's own.
    pub fn choice_keys(&self, field: &Field, number: usize) -> Vec<Chord> {
        let typed = field
            .choosing
            .as_ref()
            .and_then(|choosing| field.text().get(choosing.from..field.selected().start));
        let letters = typed.map_or(0, |typed| typed.graphemes(true).count());
        // What stands there of a choice goes with the first.
        let backs = letters + usize::from(field.completes());
        let erase = Chord::plain(KeyCode::Backspace);
        std::iter::repeat_n(erase, backs).chain(tap::number(number)).collect()
    }

    fn reading<T>(&self, field: &Field, with: impl FnOnce(&Reading) -> T) -> T {
        desk::reading_for(self.session, field.text(), self.children, self.kind, with)
    }

    fn kind_of(&self, field: &Field) -> Kind {
        own_kind(field.text()).map_or(self.kind, |(own, _)| own)
    }

    /// Puts the words of a phrase in for its mark before the caret. Answers whether there was one.
    fn expand(&self, field: &mut Field, key: Key) -> bool {
        let edit = self.reading(field, |ctx| expand(field.text(), field.caret(), key, ctx));
        if let Some(edit) = &edit {
            field.apply(edit);
        }
        edit.is_some()
    }

    fn take_phrase(&self, field: &mut Field, sure: bool) -> bool {
        let Some((place, phrase)) = self.listed(field, sure) else { return false };
        field.go(place);
        field.write(&format!(".{} ", phrase.word));
        self.expand(field, Key::Space);
        true
    }

    /// What is offered in the gap that is selected, where that is a gap with choices.
    fn choices(&self, field: &Field) -> Option<Vec<String>> {
        let gap = field.selected();
        if !field.on_gap() {
            return None;
        }
        self.reading(field, |ctx| editor::choices(field.text(), &gap, ctx).map(<[String]>::to_vec))
    }

    /// A letter in a gap with choices. Answers whether it was taken: a digit takes its choice, letters are completed
    /// to the first choice that begins with them, and whatever fits none is only typed.
    fn choose(&self, field: &mut Field, letter: char) -> bool {
        if field.choosing.is_none() {
            let Some(choices) = self.choices(field) else { return false };
            let digit =
                letter.is_ascii_digit().then(|| choice(&choices, letter.encode_utf8(&mut [0; 4]))).flatten();
            if let Some(chosen) = digit {
                field.write(chosen);
                field.go_on();
                return true;
            }
            field.choosing = Some(Choosing { from: field.selected().start, choices });
        }
        let Some(choosing) = &field.choosing else { return false };
        let typed = field.text().get(choosing.from..field.selected().start).unwrap_or_default();
        match rest_of(&choosing.choices, &format!("{typed}{letter}")) {
            Some(rest) => {
                field.write(letter.encode_utf8(&mut [0; 4]));
                field.offer(&rest);
            }
            None if letter == ' ' && field.completes() => return field.accept(),
            None => {
                field.write(letter.encode_utf8(&mut [0; 4]));
                field.choosing = None;
            }
        }
        true
    }
}

impl Field {
    /// Whether an empty gap is selected.
    pub fn on_gap(&self) -> bool {
        self.text().get(self.selected()) == Some(GAP)
    }

    /// Whether the rest of a choice stands there for its first letters.
    pub fn completes(&self) -> bool {
        self.choosing.is_some() && !self.selected().is_empty()
    }

    /// Takes the choice that stands there. Answers whether one did.
    fn accept(&mut self) -> bool {
        if !self.completes() {
            return false;
        }
        let end = self.selected().end;
        self.go(end..end);
        self.go_on();
        true
    }

    /// From a gap that was filled to the next of the phrase, else behind its last word.
    fn go_on(&mut self) {
        self.choosing = None;
        let caret = self.caret();
        let rest = self.text().get(caret..).unwrap_or_default();
        let stop = rest.find('.').map_or(rest.len(), |at| at + 1);
        match rest.find(GAP).filter(|gap| *gap < stop) {
            Some(gap) => self.go(caret + gap..caret + gap + GAP.len()),
            None => {
                let end = caret + stop;
                let last = end == self.text().len();
                let stopped = rest.ends_with('.');
                self.go(end..end);
                if last {
                    self.write(if stopped { " " } else { ". " });
                }
            }
        }
    }
}

/// The begun phrase right before the caret: where it stands, and its letters.
fn begun(field: &Field) -> Option<(Range<usize>, String)> {
    let caret = field.caret();
    let before = field.text().get(..caret)?;
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = start.max(before.rfind([':', '+']).filter(|at| *at < 3).map_or(0, |at| at + 1));
    let word = before.get(start..)?.strip_prefix('.')?;
    let plain = word.starts_with(PLAIN) || word.contains('.');
    (!plain).then(|| (start..caret, word.to_string()))
}

/// What is left of the first choice that begins with these letters, in any case.
fn rest_of(choices: &[String], typed: &str) -> Option<String> {
    choices.iter().find_map(|choice| {
        let mut letters = choice.chars();
        typed
            .chars()
            .all(|wanted| {
                letters.next().is_some_and(|letter| letter.to_lowercase().eq(wanted.to_lowercase()))
            })
            .then(|| letters.collect())
    })
}
