//! What is selected, whole: below the list, or beside it where there is room.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::super::items::{self, Item, Need, Row};
use super::super::ticks::{known_as, statements};
use super::super::{Mode, State, first_name};
use crate::domain::day::short;
use crate::domain::entry::{Review, Shown, Standing};
use crate::domain::evidence::suggest::proposed;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::private;
use crate::tui::screen::child::say;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::waits;

/// What a remark begins with where something waits for whoever reads it.
const WAITS: &str = "! ";

impl State {
    /// What is selected, below the list.
    pub(super) fn beneath(&self, session: &Session, canvas: &mut Canvas, top: u16, end: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let text_width = width.saturating_sub(2).min(76);
        if let Some(asks) = &self.asks {
            return asks.draw(session, canvas, (1, top), (text_width, end), private::WHY);
        }
        if self.decide(session, canvas, (1, top), (width.saturating_sub(2), end)) {
            return;
        }
        let Some(row) = self.row() else { return };
        if let Some((label, says)) = self.record_in_words(session, row) {
            canvas.put_in(1, top, width - 2, &label, bold);
            canvas.say((1, top + 1), (width - 2, 2), &says, theme.waiting_words());
            return;
        }
        let name = session.roll.short_name(row.child);
        let Some(standing) = self.selected() else {
            let Some(Need::Gap(missing)) = &row.need else { return };
            canvas.put(1, top, &format!("{name}  {}", missing.says()), bold);
            canvas.say((1, top + 1), (width - 2, 2), &missing.who_sees().join(" "), theme.text);
            return;
        };
        let entry = &standing.entry;
        let when = if entry.happened.day() == self.day {
            entry.happened.clock()
        } else {
            short(entry.happened.day())
        };
        let head = format!("{name}  {} {when}, {}", entry.kind.label(), self.whose(session, standing));
        canvas.put_in(1, top, width - 2, &head, bold);
        let rows = usize::from(end.saturating_sub(top));
        let shows = says_what_it_shows(session, row, standing);
        let mut y = top + 1;
        let remark = self.remark(session, row, standing);
        let remarked = remark.as_ref().map_or(0, |says| rows_of(says, width - 2));
        let counted = usize::from(shows && self.for_which(session, standing).is_some());
        let left = rows.saturating_sub(1 + remarked + usize::from(shows) + counted);
        let left = u16::try_from(left.clamp(1, 2)).unwrap_or(1);
        // That it is private stands in its row, and beside who wrote it.
        if !session.is_closed(standing) {
            y = canvas.say((1, y), (text_width, left), &say::words(session, standing), theme.text);
        }
        if let Some(says) = remark {
            // What it shows needs the last row, where it is said at all.
            let rows = end.saturating_sub(y + u16::from(shows));
            let style = if row.need.is_some() { theme.waiting_words() } else { theme.text };
            y = remarks(canvas, (1, y), (width - 2, rows), &says, style);
        }
        if !shows {
            return;
        }
        let shows = self.shows(session, standing);
        let mut x = canvas.put(1, y, "Shows:", theme.muted) + 2;
        let suggested = proposed(standing, &session.frameworks);
        let candidates = self.candidates(session, standing);
        if candidates.is_empty() {
            let says = match self.settled() {
                true => "nothing".to_string(),
                false if matches!(self.mode, Mode::Shows(_)) => "nothing yet".to_string(),
                false => session.keys.said(Action::ListStatements, "nothing yet   l lists what it may show"),
            };
            canvas.put(x, y, &says, theme.text);
        }
        let signs: Vec<(String, u16)> = candidates
            .iter()
            .map(|known| {
                let (number, title) = known_as(session, known);
                let ticked = shows.iter().find(|shown| shown.statement == *known);
                let sign = if ticked.is_some() { "■" } else { "□" };
                let says = format!("{sign} {number} {title}{}", changed(ticked));
                let wide = u16::try_from(canvas.columns(&says)).unwrap_or(width);
                (says, wide)
            })
            .collect();
        let widths: Vec<u16> = signs.iter().map(|(_, wide)| *wide).collect();
        let marked = match self.mode {
            Mode::Ticks(index) => index,
            _ => 0,
        };
        let seen = |skipped: usize, end: u16| {
            in_lines(widths.get(skipped..).unwrap_or_default(), (x, y), (width, end))
        };
        let mut places = seen(0, end);
        let mut skipped = 0;
        if places.len() < signs.len() {
            // The last row is no statement's: it says how many are not seen.
            let end = if y + 1 < end { end - 1 } else { end };
            places = seen(0, end);
            if marked >= places.len() {
                skipped = marked;
                places = seen(skipped, end);
            }
            canvas.hidden_of(end, skipped, places.len(), signs.len());
        }
        let hidden = signs.len() - places.len();
        for ((index, (says, wide)), (left, row)) in signs.iter().enumerate().skip(skipped).zip(places) {
            let here = self.mode == Mode::Ticks(index);
            canvas.button(left, row, *wide, self.tick_keys(index));
            if here {
                canvas.in_use(left, row, (*wide).min(width - left));
            }
            (x, y) = (canvas.put(left, row, says, if here { theme.bar } else { theme.text }) + 3, row);
        }
        let same = suggested.len() == shows.len()
            && suggested.iter().all(|one| shows.iter().any(|shown| shown.statement == one.statement));
        if same && hidden == 0 && !standing.agreed() && !suggested.is_empty() && x + 11 < width && y < end {
            canvas.put(x, y, "(suggested)", theme.muted);
        }
    }

    /// How many rows what is selected takes below the list: a colleague's question is read whole, in a low window too.
    pub(super) fn rows_beneath(&self, session: &Session, width: u16) -> u16 {
        let (Some(row), Some(standing)) = (self.row(), self.selected()) else { return 0 };
        let remark = self.remark(session, row, standing).unwrap_or_default();
        // What a framework put in use adds is seen before it is agreed, with the words, or counted in a row of its own.
        let again = match self.for_which(session, standing) {
            Some(_) => 1 + self.candidates(session, standing).len(),
            None => 0,
        };
        // The rule, who and when, a line of the words, and what it shows.
        4 + u16::try_from(again + rows_of(&remark, width.saturating_sub(2))).unwrap_or(u16::MAX / 2)
    }

    /// What is selected, beside the list.
    pub(super) fn beside(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        if self.mode == Mode::Closing {
            // The day is asked about, not the child that happens to be marked.
            self.decide(session, canvas, (x, top), (columns, end));
            return;
        }
        if let Some(asks) = &self.asks {
            return asks.draw(session, canvas, (x, top), (columns, end), private::WHY);
        }
        let Some(row) = self.row() else { return };
        if let Some((label, says)) = self.record_in_words(session, row) {
            canvas.put_in(x, top, columns, &label, bold);
            canvas.say((x, top + 1), (columns, 2), &says, theme.waiting_words());
            return;
        }
        let name = session.roll.child(row.child).map(|child| child.name()).unwrap_or_default();
        let mut y = top;
        canvas.put_in(x, y, columns, &name, bold);
        y += 1;
        if let Some(standing) = self.selected() {
            let entry = &standing.entry;
            let when = if entry.happened.day() == self.day {
                entry.happened.clock()
            } else {
                format!("{} {}", short(entry.happened.day()), entry.happened.clock())
            };
            canvas.put_in(x, y, columns, &format!("{} {when}", entry.kind.label()), theme.text);
            canvas.put_in(x, y + 1, columns, &self.whose(session, standing), theme.muted);
            y += 3;
            // That it is private stands in its row, and beside who wrote it.
            let words =
                if session.is_closed(standing) { String::new() } else { say::words(session, standing) };
            for line in wrap(&words, usize::from(columns)).iter().take(8).filter(|_| !words.is_empty()) {
                canvas.put(x, y, line, theme.text);
                y += 1;
            }
            y += u16::from(!words.is_empty());
        } else if let (Some(Need::Gap(missing)), Mode::List) = (&row.need, &self.mode) {
            y = canvas.say((x, y), (columns, 2), missing.says(), theme.text) + 1;
        }
        if self.decide(session, canvas, (x, y), (columns, end)) {
            return;
        }
        let Some(standing) = self.selected() else {
            let Some(Need::Gap(missing)) = &row.need else { return };
            for (y, line) in (y..).zip(missing.who_sees()) {
                canvas.put(x, y, line, theme.text);
            }
            return;
        };
        if let Some(says) = self.remark(session, row, standing) {
            let style = if row.need.is_some() { theme.waiting_words() } else { theme.muted };
            y = remarks(canvas, (x, y), (columns, u16::MAX), &says, style) + 1;
        }
        if !standing.amendments.is_empty() && say::whole(session, standing) {
            canvas.put(x, y, "First words", theme.muted);
            y += 1;
            for line in wrap(&standing.entry.text, usize::from(columns)).iter().take(4) {
                canvas.put(x, y, line, theme.muted);
                y += 1;
            }
            y += 1;
        }
        if !says_what_it_shows(session, row, standing) {
            return;
        }
        let again = self.for_which(session, standing).is_some();
        let label = if standing.agreed() && !again { "agreed" } else { "suggested" };
        canvas.parts(x, y, &[("What it shows", bold), ("  ", bold), (label, theme.muted)]);
        y += 2;
        let shows = self.shows(session, standing);
        let candidates = self.candidates(session, standing);
        // What there is no room for is counted; the marked one is always among those that are shown.
        let room = usize::from(end.saturating_sub(y));
        let fits = if candidates.len() <= room { room } else { room.saturating_sub(1).max(1) };
        let skipped = match self.mode {
            Mode::Ticks(index) => (index + 1).saturating_sub(fits),
            _ => 0,
        };
        for (index, known) in candidates.iter().enumerate().skip(skipped).take(fits) {
            let (number, title) = known_as(session, known);
            let ticked = shows.iter().find(|shown| shown.statement == *known);
            let here = self.mode == Mode::Ticks(index);
            canvas.button(x, y, columns, self.tick_keys(index));
            if here {
                canvas.in_use(x, y, columns);
            }
            let style = if here { theme.bar } else { theme.text };
            let sign = if ticked.is_some() { "■" } else { "□" };
            canvas.put_in(x, y, columns, &format!("{sign} {number:<2} {title}{}", changed(ticked)), style);
            y += 1;
        }
        canvas.hidden_before(x + columns, y, (skipped, fits, candidates.len()));
        if candidates.is_empty() {
            let settled = self.settled() || standing.agreed();
            canvas.put(x, y, if settled { "nothing" } else { "– nothing is suggested" }, theme.text);
            y += 1;
        }
        y += 1;
        if y + 2 < end && !self.settled() && !standing.agreed() && !matches!(self.mode, Mode::Shows(_)) {
            canvas.put(x, y, "Space ticks, Enter agrees.", theme.muted);
            let all = statements(session).count();
            let says = session.keys.said(Action::ListStatements, &format!("More: l lists all {all}."));
            canvas.put(x, y + 1, &says, theme.muted);
        }
    }

    /// The keys that tick what may be shown: from the list, Tab goes to the first of them.
    fn tick_keys(&self, index: usize) -> Vec<Chord> {
        match self.mode {
            Mode::Ticks(marked) => tap::to_tick(marked, index),
            _ => std::iter::once(Chord::plain(KeyCode::Tab)).chain(tap::to_tick(0, index)).collect(),
        }
    }

    /// What is to be said about the selected entry besides its words.
    pub(in super::super) fn remark(
        &self,
        session: &Session,
        row: &Row,
        standing: &Standing,
    ) -> Option<String> {
        // Of what is closed nothing stands anywhere on the page.
        if !session.reads(standing) {
            let opens = !row.done && session.is_closed(standing);
            return opens.then(|| session.keys.said(Action::AgreeNext, "Enter asks for your numbers."));
        }
        Some(match (&row.need, row.item) {
            (Some(Need::Names(hits)), _) if !row.done => {
                let child = session.roll.child(row.child).map_or("this", |child| child.first_name());
                let (who, many) = (self.named(session, hits), hits.len() > 1);
                let near = if hits.iter().all(|hit| hit.near) { "nearly " } else { "" };
                let verb = if many { "are" } else { "is" };
                let theirs = if items::softens(hits) { "" } else { "in the family's own words " };
                format!("! {who} {verb} {near}named {theirs}in a note for {child}'s family.")
            }
            (Some(Need::SentBack { answered }), _) if !row.done => match &standing.review {
                Review::SentBack { question, at, .. } => format!(
                    // The question, which may be cut, is last.
                    "{} Asked {}: {question}",
                    if *answered { "The words have changed since." } else { "No answer yet." },
                    at.clock()
                ),
                _ => return None,
            },
            (Some(Need::Amended), _) if !row.done => {
                let last = standing.amendments.last()?;
                let by = session.roll.person(last.by).map_or("", |person| person.first_name());
                format!("! {by} amended it: it goes to nobody until you agree it again.")
            }
            (_, Item::Entry(_)) if standing.entry.moved_from.is_some() && standing.amendments.is_empty() => {
                let first = standing.entry.moved_from.and_then(|first| self.standing(first));
                let child = first.and_then(|first| session.roll.child(first.entry.child));
                match child {
                    Some(child) => {
                        format!("Moved here from {}: it stood with the wrong child.", child.name())
                    }
                    None => "Moved here: it stood with the wrong child.".to_string(),
                }
            }
            (_, Item::Promise(_)) => {
                let due = standing.entry.follow_up.map(short).unwrap_or_default();
                format!("Promised for {due}. Enter says that it was done.")
            }
            (_, Item::Entry(_)) if !row.done && self.for_which(session, standing).is_some() => {
                let of = self.for_which(session, standing)?;
                format!("Agreed before this was in use: {of}. Enter adds what is ticked.")
            }
            (_, Item::Entry(_)) if standing.clock_set.is_some() && standing.amendments.is_empty() => {
                let clock = standing.clock_said()?;
                format!("! {clock}: is its day and time right?")
            }
            _ => {
                let amendment = standing.amendments.last()?;
                let by = session.roll.person(amendment.by).map_or("", |person| person.first_name());
                format!("amended {} by {by}: {}", amendment.at.clock(), amendment.reason.label())
            }
        })
    }

    /// `Ava O.  Drop-off 08:31, Sam with mum`
    pub(in super::super) fn whose(&self, session: &Session, standing: &Standing) -> String {
        let entry = &standing.entry;
        let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
        let private = if entry.private { " · private" } else { "" };
        format!("{}{with}{private}", first_name(session, entry))
    }
}

/// How many rows a remark takes in so many columns.
fn rows_of(says: &str, columns: u16) -> usize {
    match says.strip_prefix(WAITS) {
        Some(says) => waits::rows(says, columns),
        None => wrap(says, usize::from(columns)).len(),
    }
}

/// Draws a remark, and answers with the row after it.
fn remarks(canvas: &mut Canvas, at: (u16, u16), room: (u16, u16), says: &str, style: Style) -> u16 {
    match says.strip_prefix(WAITS) {
        Some(says) => waits::say(canvas, at, room, says),
        None => canvas.say(at, room, says, style),
    }
}

/// Whether what an entry shows stands with it: not of one that names another child, nor of one that is closed.
pub(super) fn says_what_it_shows(session: &Session, row: &Row, standing: &Standing) -> bool {
    let decided = matches!(row.item, Item::Entry(_)) && !matches!(row.need, Some(Need::Names(_)));
    decided && session.reads(standing)
}

fn changed(shown: Option<&Shown>) -> &'static str {
    if shown.is_some_and(|shown| shown.changed) { " (changed)" } else { "" }
}

/// Where words of these widths come to stand, one behind the other in lines, as far as they have room: in the first
/// line from `from` on, in others under each other.
fn in_lines(widths: &[u16], from: (u16, u16), (width, end): (u16, u16)) -> Vec<(u16, u16)> {
    let (mut x, mut y) = from;
    let mut places = Vec::new();
    for &wide in widths {
        if x + wide > width.saturating_sub(1) && x > 9 {
            y += 1;
            x = 9;
        }
        if y >= end {
            break;
        }
        places.push((x, y));
        x += wide + 3;
    }
    places
}
