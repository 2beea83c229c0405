//! Closing the day, and what is left of it and of earlier ones.

use super::items::Counts;
use super::{CLOSING, Mode, State};
use crate::domain::Day;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};

impl State {
    pub(super) fn close(&mut self, session: &Session, turn: &mut Turn) {
        if let Some((_, _, code)) = &self.so_far.closed {
            return turn.say(format!("This day was closed already. Its day code is {code}."));
        }
        if self.counts().nothing_left() {
            self.close_now(session, turn);
        } else {
            self.mode = Mode::Closing;
        }
    }

    pub(super) fn close_now(&mut self, session: &Session, turn: &mut Turn) {
        self.mode = Mode::List;
        turn.effect(Effect::CloseDay(self.room, self.day, session.stamp(), Errand::Page(CLOSING)));
    }

    /// The day's figures.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(&self.rows)
    }

    /// What would be left of the day: `2 entries not looked at`.
    pub(super) fn left_in_words(&self, session: &Session) -> Vec<String> {
        let counts = self.counts();
        let mut left = Vec::new();
        for (count, one, many) in [
            (counts.entries, "entry not looked at", "entries not looked at"),
            (counts.sent_back, "entry sent back", "entries sent back"),
            (counts.promises, "promise not done", "promises not done"),
            (counts.gaps, "gap without a reason", "gaps without a reason"),
        ] {
            match count {
                0 => {}
                1 => left.push(format!("1 {one}")),
                count => left.push(format!("{count} {many}")),
            }
        }
        let waits = drafts(session);
        if !waits.is_empty() {
            left.push(format!("not finished by {}", waits.join(", ")));
        }
        left
    }

    pub(super) fn other_day(&mut self, session: &Session, turn: &mut Turn) {
        let days = self.days(session);
        if days.len() < 2 {
            return turn.say("Every earlier day has been looked at.");
        }
        let next = days.iter().position(|day| *day == self.day).map_or(0, |index| (index + 1) % days.len());
        if let Some(day) = days.get(next) {
            self.look_at(*day, turn);
        }
    }

    /// The days before this one of which something has not been looked at, oldest first, then today.
    fn days(&self, session: &Session) -> Vec<Day> {
        let mut days: Vec<Day> =
            session.day.left_over.iter().map(|standing| standing.entry.happened.day()).collect();
        days.push(session.today());
        days.sort();
        days.dedup();
        days
    }

    /// How many entries of earlier days nobody has looked at.
    pub(super) fn left_over(&self, session: &Session) -> usize {
        session.day.left_over.len()
    }

    pub(super) fn whose_drafts(&self, session: &Session, turn: &mut Turn) {
        let says = drafts(session);
        if says.is_empty() {
            turn.say("No draft is waiting.");
            return;
        }
        let says = format!("Not finished: {}.", says.join(", "));
        let own = session.person.and_then(|person| session.draft_counts.get(&person)).copied().unwrap_or(0);
        let all: u32 = session.draft_counts.values().sum();
        turn.say(match own {
            0 => format!("{says} Only they can open what they began."),
            own if own == all => format!("{says} They are yours: the board has them under what is to do."),
            own => format!("{says} The board has yours ({own}); only the others can open theirs."),
        });
    }
}

/// Whose drafts wait: `Sam`, `Jo (2)`.
pub(super) fn drafts(session: &Session) -> Vec<String> {
    let waiting = session.draft_counts.iter().filter(|(_, count)| **count > 0);
    waiting
        .filter_map(|(person, count)| {
            let name = session.roll.person(*person)?.first_name();
            Some(if *count > 1 { format!("{name} ({count})") } else { name.to_string() })
        })
        .collect()
}
