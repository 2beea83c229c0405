//! The rest of a day: all its notes that are gone through again, each with what it will show besides, agreed by one
//! key. Nothing is agreed unseen: Enter reads on until the last line has been on the screen.

use ratatui::style::Modifier;

use super::agree::Did;
use super::items::Item;
use super::ticks::in_short;
use super::{Mode, State};
use crate::domain::day::short;
use crate::domain::entry::{Shown, Standing};
use crate::domain::evidence::nothing_of;
use crate::domain::{Act, Change, Day};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// What agreeing the rest of a day is for.
pub(super) const AGREEING_REST: &str = "rest-of-day";

/// Where a line's parts begin: whose it is, its kind and what it shows, its words.
const NAME: u16 = 1;
const KIND: u16 = 13;
const WORDS: u16 = 25;

/// How far the list has been read: the first line that is seen, how many have room, how many there are, and before which
/// all have been seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    first: usize,
    fits: usize,
    all: usize,
    read: usize,
}

impl Reading {
    /// So many lines have room now, for lines of which these begin a note. In another window the lines are others. What
    /// is seen ends with a note where it can, so that reading on begins with one.
    fn drawn(&mut self, room: usize, begins: &[bool]) {
        let all = begins.len();
        if all != self.all {
            *self = Reading { all, ..Reading::default() };
        }
        self.first = self.first.min(all.saturating_sub(1));
        let whole = |fits: &usize| begins.get(self.first + fits).is_none_or(|begins| *begins);
        self.fits = (1..=room).rev().find(whole).unwrap_or(room).min(all.saturating_sub(self.first));
        if self.first <= self.read {
            self.read = self.read.max(self.first + self.fits);
        }
    }

    /// So many lines on or back, no further than the last screenful.
    fn by(&mut self, lines: isize) {
        let most = self.all.saturating_sub(self.fits).max(self.first);
        self.first = self.first.saturating_add_signed(lines).min(most);
    }

    /// Whether every line has been seen.
    fn whole(self) -> bool {
        self.all > 0 && self.read >= self.all
    }
}

/// A line of the list.
enum Line<'a> {
    /// A note, with as much of its words as has room beside its name and kind.
    Note(&'a Standing, String),
    /// The rest of its words, a row each.
    Words(String),
    Shows(String),
}

impl State {
    /// The notes of the day that are gone through again and nobody has agreed yet, in the order of the log.
    pub(super) fn rest(&self) -> Vec<&Standing> {
        let waits = |standing: &&Standing| {
            let id = standing.entry.id;
            self.late.contains_key(&id) && !self.pending.contains(&Item::Entry(id))
        };
        self.so_far.entries.iter().filter(waits).collect()
    }

    /// What agreeing a note will add to what it was agreed to show.
    fn adds(&self, session: &Session, standing: &Standing) -> Vec<Shown> {
        let mut shows = self.shows(session, standing);
        shows.retain(|shown| !standing.shows().contains(shown));
        shows
    }

    /// `M3 Taking part; M5 At home (changed)`: titles have commas of their own.
    fn adds_in_words(&self, session: &Session, standing: &Standing) -> String {
        let of = |shown: &Shown| {
            let found = session.frameworks.iter().find(|one| one.id == shown.statement.framework);
            let title = found.and_then(|framework| framework.statement(&shown.statement.code));
            let title = title.map_or("", |statement| statement.title.as_str());
            let changed = if shown.changed { " (changed)" } else { "" };
            format!("{} {title}{changed}", in_short(session, &shown.statement))
        };
        let adds: Vec<String> = self.adds(session, standing).iter().map(of).collect();
        if adds.is_empty() { "nothing: looked at".to_string() } else { adds.join("; ") }
    }

    /// Opens the list of them.
    pub(super) fn open_rest(&mut self, turn: &mut Turn) {
        if self.rest().is_empty() {
            return turn.say("No note of this day is to be gone through again for a framework put in use.");
        }
        self.reading.take();
        self.mode = Mode::Rest;
    }

    /// A key on the list.
    pub(super) fn press_rest(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let mut reading = self.reading.get();
        let page = reading.fits.max(1).cast_signed();
        let by = match press.action {
            Some(Action::TakeRest) if session.plain || reading.whole() => {
                self.agree_rest(session, turn);
                return true;
            }
            Some(Action::TakeRest) => {
                reading.first = reading.read;
                self.reading.set(reading);
                return true;
            }
            Some(Action::Up) => -1,
            Some(Action::Down) => 1,
            Some(Action::PageUp) => -page,
            Some(Action::PageDown) => page,
            Some(Action::First) => isize::MIN / 2,
            Some(Action::Last) => isize::MAX / 2,
            _ => return false,
        };
        if session.plain {
            turn.say("All of them were read out above: Enter agrees them, back leaves them.");
            return true;
        }
        reading.by(by);
        self.reading.set(reading);
        true
    }

    /// All that was listed is agreed as it is ticked: one act.
    fn agree_rest(&mut self, session: &Session, turn: &mut Turn) {
        let agree = |standing: &Standing| {
            let shows = self.shows(session, standing);
            let nothing_of = Some(nothing_of(&shows, &session.frameworks));
            Change::Agree { entry: standing.entry.id, seen: standing.revision, shows, nothing_of }
        };
        let rest = self.rest();
        let changes: Vec<Change> = rest.iter().map(|standing| agree(standing)).collect();
        let entries: Vec<_> = rest.iter().map(|standing| (standing.entry.id, standing.revision)).collect();
        if entries.is_empty() {
            return;
        }
        for (entry, _) in &entries {
            self.late.remove(entry);
            self.pending.insert(Item::Entry(*entry));
        }
        let key = if session.plain { "rest" } else { "r" };
        let day = short(self.day);
        let back = match entries.len() {
            1 => format!("The note of {day} is as it was agreed before. {key} lists it."),
            many => format!("{many} notes of {day} are as they were agreed before. {key} lists them."),
        };
        let back = session.keys.said(Action::AgreeRest, &back);
        self.resting = Some(Did::Agreed { day: self.day, entries, back });
        self.under_way += 1;
        turn.effect(Effect::Apply(Act::from(changes), session.stamp(), Errand::Page(AGREEING_REST)));
    }

    /// It is in the record: the next such day comes, with its list.
    pub(super) fn rest_agreed(&mut self, session: &Session, turn: &mut Turn) {
        let Some(did) = self.resting.take() else { return };
        if let Did::Agreed { day, entries, .. } = &did {
            let agreed = format!("{} agreed for {}", entries.len(), short(*day));
            let next = self.next_late(*day);
            let says = match (next, entries.len()) {
                (None, 1) => format!("{agreed}, the last day. Ctrl-Z takes it back."),
                (None, _) => format!("{agreed}, the last day. Ctrl-Z takes them back."),
                (Some(_), 1) => format!("{agreed}. Ctrl-Z takes it back."),
                (Some(_), _) => format!("{agreed}. Ctrl-Z takes them back."),
            };
            turn.done(session.keys.in_words(&says));
            match next {
                Some(next) => {
                    self.look_at(next, turn);
                    self.reading.take();
                }
                None => self.mode = Mode::List,
            }
        }
        self.acts.push(did);
    }

    /// The next day with such notes; from the last on the first.
    fn next_late(&self, after: Day) -> Option<Day> {
        self.late_days().filter(|day| *day > after).min().or_else(|| self.late_days().min())
    }

    /// `7 notes were agreed before this was in use, for Family partnerships. Each with what it will show.`
    fn rest_in_words(&self, session: &Session) -> String {
        let rest = self.rest();
        let mut of: Vec<String> = rest.iter().filter_map(|one| self.for_which(session, one)).collect();
        of.sort();
        of.dedup();
        // One may be for two of them, and another for one.
        of.sort_by_key(|names| std::cmp::Reverse(names.len()));
        let first = of.first().cloned().unwrap_or_default();
        of.retain(|names| *names == first || !first.contains(names.as_str()));
        let notes = if rest.len() == 1 { "1 note was".into() } else { format!("{} notes were", rest.len()) };
        format!("{notes} agreed before this was in use, for {}.", of.join(" and "))
    }

    /// What Enter does on the list now.
    pub(super) fn rest_hint(&self) -> String {
        match (self.reading.get().whole(), self.rest().len()) {
            (false, _) => "read on".to_string(),
            (true, 1) => "agree it".to_string(),
            (true, many) => format!("agree these {many}"),
        }
    }

    /// The list, on the rows from `top` on.
    pub(super) fn draw_rest(&self, session: &Session, canvas: &mut Canvas, top: u16) {
        let theme = canvas.theme();
        let (width, end) = (canvas.width(), canvas.height());
        let rest = self.rest();
        canvas.cursor(NAME, top);
        if rest.is_empty() {
            // The day is being read.
            return;
        }
        let says = self.rest_in_words(session);
        let top = canvas.say((NAME, top), (width - 2, 3), &says, theme.text.add_modifier(Modifier::BOLD));
        let columns = usize::from(width.saturating_sub(KIND + 1));
        let mut lines: Vec<Line> = Vec::new();
        for standing in rest {
            let words = usize::from(width.saturating_sub(WORDS + 1));
            let mut words = wrap(standing.text(), words).into_iter();
            lines.push(Line::Note(standing, words.next().unwrap_or_default()));
            lines.extend(words.map(Line::Words));
            let shows = format!("shows {}", self.adds_in_words(session, standing));
            lines.extend(wrap(&shows, columns).into_iter().map(|line| Line::Shows(line.to_string())));
        }
        let room = usize::from(end.saturating_sub(top)).max(1);
        let lines_seen = if lines.len() > room { room.saturating_sub(1).max(1) } else { room };
        let begins: Vec<bool> = lines.iter().map(|line| matches!(line, Line::Note(..))).collect();
        let mut reading = self.reading.get();
        reading.drawn(lines_seen, &begins);
        self.reading.set(reading);
        let fits = reading.fits;
        let notes = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Note(..))).count();
        let (above, below) = lines.split_at_checked(reading.first).unwrap_or((&lines, &[]));
        let seen = below.get(..fits.min(below.len())).unwrap_or_default();
        if lines.len() > room {
            canvas.hidden_of(end.saturating_sub(1), notes(above), notes(seen), notes(&lines));
        }
        for (line, y) in seen.iter().zip(top..) {
            match line {
                Line::Note(standing, words) => {
                    let name = session.roll.short_name(standing.entry.child);
                    canvas.put_name(NAME, y, KIND - NAME - 1, &name, theme.text);
                    let kind = standing.entry.kind.label();
                    canvas.put_in(KIND, y, WORDS - KIND - 1, kind, theme.muted);
                    canvas.put(WORDS, y, words, theme.muted);
                }
                Line::Words(words) => drop(canvas.put(WORDS, y, words, theme.muted)),
                Line::Shows(says) => drop(canvas.put(KIND, y, says, theme.text)),
            }
        }
    }

    /// The list line by line: it is heard whole before it is agreed.
    pub(super) fn asks_for_rest(&self, session: &Session) -> Ask {
        let rest = self.rest();
        let heard = |standing: &&Standing| {
            let name = session.roll.short_name(standing.entry.child);
            let (kind, text) = (standing.entry.kind.label(), standing.text());
            format!("{name}, {kind}: {text} Shows {}.", self.adds_in_words(session, standing))
        };
        let says = vec![format!("{}: {}", short(self.day), self.rest_in_words(session))];
        let prompt = match rest.len() {
            1 => "Enter agrees it and goes to the next day, back leaves it: ".to_string(),
            many => format!("Enter agrees these {many} and goes to the next day, back leaves them: "),
        };
        Ask { says, list: rest.iter().map(heard).collect(), prompt, keys: true, ..Ask::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_whole_once_every_line_was_seen_and_its_end_alone_is_not_enough() {
        let of = |lines: usize| vec![true; lines];
        let mut reading = Reading::default();
        assert!(!reading.whole(), "nothing was drawn");
        reading.drawn(4, &of(10));
        reading.first = 6;
        reading.drawn(4, &of(10));
        assert!(!reading.whole(), "4 and 5 were not seen");
        reading.first = 3;
        reading.drawn(4, &of(10));
        assert!(!reading.whole(), "on to 7: {reading:?}");
        reading.by(9);
        reading.drawn(4, &of(10));
        assert_eq!((reading.first, reading.whole()), (6, true), "the last four");
        // In another window the lines are others.
        reading.drawn(4, &of(14));
        assert!(!reading.whole());
        reading.drawn(14, &of(14));
        assert!(reading.whole());
    }

    #[test]
    fn reading_on_begins_with_a_note_and_one_that_is_longer_than_the_screen_is_read_in_pieces() {
        let begins = [true, false, true, false, false, true, false, false, false, false];
        let mut reading = Reading::default();
        let mut seen = Vec::new();
        while !reading.whole() {
            reading.first = reading.read;
            reading.drawn(4, &begins);
            seen.push((reading.first, reading.fits));
        }
        assert_eq!(seen, [(0, 2), (2, 3), (5, 4), (9, 1)]);
        reading.by(-1);
        reading.drawn(4, &begins);
        assert_eq!(reading.first, 8);
    }
}
