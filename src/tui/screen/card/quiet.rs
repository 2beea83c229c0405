//! What is said quietly under the note, a line at most: never in the way of a key, and nothing of it is stored.

use std::ops::Range;

use ratatui::style::Style;

use super::State;
use super::desk::{self, AsRead};
use super::draw::columns;
use super::field::lines;
use crate::capture::MarkKind;
use crate::domain::day::short;
use crate::domain::{Child, Day, Kind, Session as Attends};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::{concern, spell};
use crate::tui::widget::canvas::Canvas;

/// The note as read, and its words that may be misspelt.
type Seen<'a> = (&'a AsRead, &'a [Range<usize>]);

impl State {
    /// Says it on the row below the note's own, between these columns. Answers whether there was something.
    pub(super) fn quiet(&self, session: &Session, canvas: &mut Canvas, y: u16, end: u16, seen: Seen) -> bool {
        if !self.asked.is_empty() || self.says.is_some() {
            return false;
        }
        let room = usize::from(end.saturating_sub(2));
        let Some((mut ways, style)) = self.to_say(session, canvas, room, seen) else { return false };
        if self.keys_above(session, canvas, end, seen.0).is_some() {
            ways = self.question_alone(session).into_iter().collect();
        }
        let fits = ways.iter().find(|way| canvas.columns(way) <= room).or(ways.last());
        let fits = fits.map_or("", String::as_str);
        canvas.put_in(2, y, end.saturating_sub(2), fits, style);
        canvas.keys_said(2, y, fits);
        true
    }

    /// The keys of the question on the card with what they do, where a low window has room for them only in the row
    /// above it, which says by whom the note is.
    pub(super) fn keys_above(
        &self,
        session: &Session,
        canvas: &Canvas,
        end: u16,
        read: &AsRead,
    ) -> Option<Vec<String>> {
        let room = usize::from(end.saturating_sub(2));
        let free = canvas.height() < 20 && self.asked.is_empty() && self.says.is_none();
        let alone = self.question_alone(session).filter(|says| free && canvas.columns(says) <= room)?;
        if self.more_than_the_question(session, canvas, room, read).is_some() {
            return None;
        }
        let ways = self.question_in_words(session, canvas, room, read)?;
        // Whole in one row with at least what the first key does.
        let whole = ways.iter().take(2).any(|way| canvas.columns(way) <= room && way.starts_with(&alone));
        (!whole).then(|| self.question_keys(session))
    }

    /// What matters most now, in one way for each width, the fullest first.
    fn to_say(
        &self,
        session: &Session,
        canvas: &Canvas,
        room: usize,
        (read, misspelt): Seen,
    ) -> Option<(Vec<String>, Style)> {
        let theme = canvas.theme();
        if let Some(says) = self.more_than_the_question(session, canvas, room, read) {
            return Some(says);
        }
        if let Some(ways) = self.question_in_words(session, canvas, room, read) {
            return Some((ways, theme.muted));
        }
        // In a small window the line would push others down: with much of them, bold letters say enough.
        let long = lines(self.note.text(), columns(canvas.width())).len() > 2;
        let crowded = canvas.height() < 20 && (long || read.children.len() > 1);
        let says = spell::may_be(&self.note, misspelt).filter(|_| !crowded)?;
        let key = key(session, Action::Spelling);
        let ways = [
            format!("{says}.  {key} offers other words."),
            format!("{says}.  {key}"),
            format!("{key} spelling"),
        ];
        Some((ways.into(), theme.muted))
    }

    /// What matters more than the question on the card.
    fn more_than_the_question(
        &self,
        session: &Session,
        canvas: &Canvas,
        room: usize,
        read: &AsRead,
    ) -> Option<(Vec<String>, Style)> {
        let theme = canvas.theme();
        if let Some(offers) = self.spell.offers(room) {
            return Some((vec![offers], theme.text));
        }
        if session.concern.are_in(&read.words) {
            return Some((of_a_concern(session), theme.text));
        }
        if self.draft.private {
            let step = read.note.parts.iter().any(|part| part.step) || read.kind == Kind::ForHome;
            let says = match step {
                true => "Only you and the leads read it: no family gets its step",
                false => "Only you and the leads read it; not in print or evidence",
            };
            let key = key(session, Action::Private);
            let ways = [says, &says.replace("Only you", "You")];
            let undone = ways.map(|says| format!("{says}.  {key} undoes it."));
            // Where there is no room for how it is undone, the line above says that.
            return Some((
                undone.into_iter().chain(ways.map(|says| format!("{says}."))).collect(),
                theme.text,
            ));
        }
        if let Some(says) = of_follow_up(session, read) {
            return Some((vec![says], theme.text));
        }
        if let Some(says) = self.of_siblings(session, read) {
            return Some((vec![says], theme.text));
        }
        self.of_time(session).map(|says| (vec![says], theme.text))
    }

    /// Where the brothers and sisters are whom `+` asks for, where it brings none of them to the card.
    fn of_siblings(&self, session: &Session, read: &AsRead) -> Option<String> {
        if !read.note.siblings || read.children.len() > self.draft.children.len() {
            return None;
        }
        let on_card = &self.draft.children;
        let siblings = on_card.iter().flat_map(|child| session.roll.siblings_of(*child));
        let known = siblings.filter(|sibling| !on_card.contains(sibling));
        let known = known.filter_map(|sibling| session.roll.child(sibling));
        let other = known.filter(|sibling| sibling.on_roll(session.today())).find_map(|sibling| {
            let room = session.roll.room(sibling.room).filter(|room| Some(room.id) != session.room)?;
            Some(format!("+ brings nobody: {} is in {} room.", sibling.first_name(), room.name))
        });
        let all_here = || on_card.len() > 1;
        other.or_else(|| {
            (!all_here()).then(|| "+ brings nobody: no brother or sister is in this room.".into())
        })
    }

    /// That these words were begun at another time, or that others were and wait.
    fn of_time(&self, session: &Session) -> Option<String> {
        if let Some(begun) = desk::waiting(session, self).and_then(|draft| draft.begun) {
            return Some(format!("Your draft of {} waits in To do.", desk::clock(session, begun.at)));
        }
        let at = self.draft.begun?.at;
        let earlier = at.day() != session.today() || session.now.minutes_since(at) >= AN_HOUR;
        earlier.then(|| format!("Begun {}: it is saved as of then.", desk::clock(session, at)))
    }
}

/// So many minutes after it was begun a note says when that was.
const AN_HOUR: i64 = 60;

/// What is to be known of what is promised: that nobody comes on that day, and which day counts where two are said of
/// one entry.
fn of_follow_up(session: &Session, read: &AsRead) -> Option<String> {
    let days: Vec<Day> = read.note.parts.iter().filter_map(|part| part.follow_up).collect();
    let on_list = |day| session.room.map(|room| session.roll.in_room(room, day)).unwrap_or_default();
    let nobody = |day: &&Day| {
        let list = on_list(**day);
        let none = |child: &&Child| child.pattern.on(**day) == Attends::None;
        **day != session.today() && !list.is_empty() && list.iter().all(none)
    };
    if let Some(day) = days.iter().find(nobody) {
        return Some(format!("Nobody of this room comes on {}. It is kept for that day.", short(*day)));
    }
    // Each entry has one day: the last that is said of it.
    let mut marks: Vec<MarkKind> = read.note.marks.iter().map(|(_, kind)| *kind).collect();
    marks.retain(|kind| matches!(kind, MarkKind::Step | MarkKind::FollowUp));
    let twice = marks.windows(2).any(|pair| pair == [MarkKind::FollowUp, MarkKind::FollowUp]);
    let days = days.into_iter().map(short).collect::<Vec<_>>().join(", ");
    twice.then(|| format!("One day is taken: follow up {days}."))
}

/// What is said of words that tell of a concern, as it fits so many columns; `None` where they do not.
pub(in crate::tui::screen) fn concern_in(
    session: &Session,
    canvas: &Canvas,
    columns: usize,
    words: &str,
) -> Option<String> {
    session.concern.are_in(words).then(|| {
        let ways = of_a_concern(session);
        let fits = ways.iter().find(|way| canvas.columns(way) <= columns).or(ways.last());
        fits.cloned().unwrap_or_default()
    })
}

/// The same line by line, with how one goes to the page.
pub(in crate::tui::screen) fn concern_heard(session: &Session, words: &str) -> Option<String> {
    session.concern.are_in(words).then(|| {
        let tell = match concern::lead(session) {
            Some(lead) => format!(": tell {lead}. :concern says how."),
            None => ". :concern says whom to tell.".to_string(),
        };
        format!("A safeguarding concern does not belong here{tell}")
    })
}

/// That a concern does not belong in a note, and whom to tell: in one way for each width, the fullest first.
fn of_a_concern(session: &Session) -> Vec<String> {
    let key = key(session, Action::Concern);
    let mut ways = Vec::new();
    if let Some(lead) = concern::lead(session) {
        ways.push(format!("A safeguarding concern does not belong here: tell {lead}.  {key} says how."));
        ways.push(format!("A concern does not belong here: tell {lead}.  {key} says how."));
        ways.push(format!("A concern does not belong here: tell {lead}.  {key}"));
    } else {
        ways.push(format!("A safeguarding concern does not belong here.  {key} says whom to tell."));
    }
    ways.push(format!("A concern does not belong here.  {key}: whom to tell."));
    ways
}

/// The key of an action as people read it.
pub(super) fn key(session: &Session, action: Action) -> String {
    session.keys.labels(action).into_iter().next().unwrap_or_default()
}
