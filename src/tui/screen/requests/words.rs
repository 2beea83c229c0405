//! The words of a line, read whole, and those of them marked that are left out.

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::one::{One, Part};
use super::say;
use super::why::Why;
use crate::domain::request::Treatment;
use crate::domain::request::decision::without;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{HeldRead, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, width_of};

/// The words begin on this row.
const TOP: u16 = 3;

/// The words as they are marked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    /// Where each word stands in the text, in bytes.
    places: Vec<Range<usize>>,
    marked: BTreeSet<usize>,
    at: usize,
}

impl Words {
    /// With those marked that were left out before, or that are suggested.
    pub(super) fn of(line: &HeldRead) -> Words {
        let text = line.words.clone();
        let mut places = Vec::new();
        let mut start = None;
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            match (letter.is_whitespace(), start) {
                (true, Some(from)) => {
                    places.push(from..at);
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        let decided = line.decision.as_ref().or(line.suggestion.decision.as_ref());
        let parts = match decided.map(|decision| &decision.treatment) {
            Some(Treatment::Redact(parts)) => parts.as_slice(),
            _ => &[],
        };
        let found = parts.iter().flat_map(|part| text.match_indices(part.as_str()));
        let found: Vec<Range<usize>> = found.map(|(at, part)| at..at + part.len()).collect();
        let hit = |place: &Range<usize>| {
            found.iter().any(|found| found.start < place.end && place.start < found.end)
        };
        let marked: BTreeSet<usize> =
            places.iter().enumerate().filter(|(_, place)| hit(place)).map(|(index, _)| index).collect();
        let at = marked.first().copied().unwrap_or(0);
        Words { text, places, marked, at }
    }

    /// The marked words, those beside one another together; signs around them stay.
    pub(super) fn parts(&self) -> Vec<String> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for index in &self.marked {
            let Some(place) = self.places.get(*index) else { continue };
            match parts.last_mut().filter(|_| last.is_some_and(|last| last + 1 == *index)) {
                Some(part) => part.end = place.end,
                None => parts.push(place.clone()),
            }
            last = Some(*index);
        }
        let bare = |part: Range<usize>| {
            let words = self.text.get(part).unwrap_or_default();
            let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric());
            if bare.is_empty() { words.to_string() } else { bare.to_string() }
        };
        let mut parts: Vec<String> = parts.into_iter().map(bare).collect();
        parts.dedup();
        parts
    }

    /// Marks every place of some words, as somebody types them; `false` where they do not stand in the text.
    pub(super) fn mark(&mut self, words: &str) -> bool {
        let found: Vec<usize> = self.text.match_indices(words).map(|(at, _)| at).collect();
        let hit =
            |place: &Range<usize>| found.iter().any(|at| *at < place.end && place.start < at + words.len());
        let marked = self.places.iter().enumerate().filter(|(_, place)| hit(place)).map(|(index, _)| index);
        self.marked.extend(marked);
        !found.is_empty()
    }

    /// What goes out with the marked words left out.
    pub(super) fn left(&self) -> Option<String> {
        without(&self.text, &self.parts()).filter(|_| !self.marked.is_empty())
    }

    /// The words of each line in so many columns.
    fn lines(&self, columns: usize) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut taken = 0;
        for index in 0..self.places.len() {
            let wide = width_of(&self.shown(index));
            match lines.last_mut().filter(|_| taken + 1 + wide <= columns) {
                Some(line) => {
                    line.end = index + 1;
                    taken += 1 + wide;
                }
                None => {
                    lines.push(index..index + 1);
                    taken = wide;
                }
            }
        }
        lines
    }

    /// A word as it stands there: a marked one in brackets, so that no colour is needed to see it.
    fn shown(&self, index: usize) -> String {
        let word = self.places.get(index).and_then(|place| self.text.get(place.clone())).unwrap_or_default();
        if self.marked.contains(&index) { format!("[{word}]") } else { word.to_string() }
    }

    fn step(&mut self, session: &Session, by: isize) {
        let lines = self.lines(columns(session.size.0));
        let at = lines.iter().position(|line| line.contains(&self.at)).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(lines.len().saturating_sub(1));
        if let (Some(from), Some(line)) = (lines.get(at), lines.get(to)) {
            self.at = (line.start + self.at.saturating_sub(from.start)).min(line.end.saturating_sub(1));
        }
    }
}

/// The columns that the words have in a window of that width.
fn columns(width: u16) -> usize {
    usize::from(width.saturating_sub(3)).min(96)
}

impl One {
    pub(super) fn open_words(&mut self, turn: &mut Turn) {
        let Some(line) = self.line() else { return };
        if line.words.trim().is_empty() {
            return turn.say("What it is says all of it: there are no words to mark.");
        }
        self.part = Part::Words(Words::of(line));
    }

    pub(super) fn press_words(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let Part::Words(words) = &mut self.part else { return false };
        let last = words.places.len().saturating_sub(1);
        match press.action {
            Some(Action::Left) => words.at = words.at.saturating_sub(1),
            Some(Action::Right) => words.at = (words.at + 1).min(last),
            Some(Action::Up) => words.step(session, -1),
            Some(Action::Down) => words.step(session, 1),
            Some(Action::PageUp) => words.step(session, -8),
            Some(Action::PageDown) => words.step(session, 8),
            Some(Action::First) => words.at = 0,
            Some(Action::Last) => words.at = last,
            Some(Action::MarkWord) => {
                if !words.marked.remove(&words.at) {
                    words.marked.insert(words.at);
                }
                words.at = (words.at + 1).min(last);
            }
            Some(Action::LeaveWordsOut) => self.leave_words_out(turn),
            Some(Action::Back) => self.part = Part::Lines,
            _ => return false,
        }
        true
    }

    /// On to the reason, where something is marked and it is not all of it.
    pub(super) fn leave_words_out(&mut self, turn: &mut Turn) {
        let Part::Words(words) = &self.part else { return };
        if words.marked.is_empty() {
            return turn.say("Space marks a word. Without a mark nothing is left out here.");
        }
        if words.marked.len() == words.places.len() {
            self.part = Part::Why(Why::of(Treatment::Withhold, self.line()));
            return turn.say("Every word is marked: the whole line is left out.");
        }
        self.part = Part::Why(Why::of(Treatment::Redact(words.parts()), self.line()));
    }

    pub(super) fn draw_words(&self, session: &Session, canvas: &mut Canvas, words: &Words) {
        let Some(line) = self.line() else { return };
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, &format!("Words left out{BETWEEN}{}", line.what));
        canvas.put_in(1, 1, width.saturating_sub(2), &say::written(line), theme.muted);
        canvas.rule(2);
        let lines = words.lines(columns(width));
        let low = height.saturating_sub(4);
        let at = lines.iter().position(|line| line.contains(&words.at)).unwrap_or(0);
        let rows = usize::from(low.saturating_sub(TOP)).max(1);
        let first = (at + 1).saturating_sub(rows);
        for (y, line) in (TOP..).zip(lines.iter().skip(first).take(rows)) {
            let mut x = 1;
            for index in line.clone() {
                let here = index == words.at;
                let style: Style = match (here, words.marked.contains(&index)) {
                    (true, _) => theme.bar,
                    (false, true) => bold,
                    (false, false) => theme.text,
                };
                if here {
                    canvas.cursor(x, y);
                }
                let end = canvas.put(x, y, &words.shown(index), style);
                canvas.button(x, y, end.saturating_sub(x), to_mark(words.at, index));
                x = end + 1;
            }
        }
        canvas.rule(low);
        canvas.hidden_of(low, first, rows, lines.len());
        let says = match words.left() {
            Some(left) => format!("It goes out as: {left}"),
            None => "Space marks the words that are left out.".to_string(),
        };
        canvas.say((1, low + 1), (width.saturating_sub(2), 3), &says, theme.muted);
    }
}

/// From the word in use to another one, and its mark.
fn to_mark(from: usize, to: usize) -> Vec<Chord> {
    let key = if to < from { KeyCode::Left } else { KeyCode::Right };
    let mut keys = vec![Chord::plain(key); from.abs_diff(to)];
    keys.push(Chord::char(' '));
    keys
}
