//! Closing the day, and what is left of it and of earlier ones.

use super::items::Counts;
use super::{CLOSING, Mode, State};
use crate::domain::Day;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};

impl State {
    pub(super) fn close(&mut self, session: &Session, turn: &mut Turn) {
        if let Some((by, at, code)) = &self.so_far.closed {
            let who = session.roll.person(*by).map_or("a lead", |person| person.first_name());
            return turn.say(format!("This day was closed at {} by {who}. Day code {code}.", at.clock()));
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

    /// The days before this one of which something has not been looked at, or can be gone through again, oldest first,
    /// then today.
    pub(super) fn days(&self, session: &Session) -> Vec<Day> {
        let mut days: Vec<Day> =
            session.day.left_over.iter().map(|standing| standing.entry.happened.day()).collect();
        days.extend(self.late_days());
        days.push(session.today());
        days.sort();
        days.dedup();
        days
    }

    /// How many entries of earlier days nobody has looked at, or nobody since a framework is in use.
    pub(super) fn left_over(&self, session: &Session) -> usize {
        let late = self.late_days().filter(|day| *day < session.today());
        session.day.left_over.len() + late.count()
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
            own if own == all => format!("{says} Yours: the board has them under To do."),
            own => format!("{says} The board has yours ({own}); only the others can open theirs."),
        });
    }
}

/// Whose drafts wait: `Sam`, `Jo (2)`.
pub(super) fn drafts(session: &Session) -> Vec<String> {
    let said = |(name, count): (&str, u32)| match count {
        1 => name.to_string(),
        count => format!("{name} ({count})"),
    };
    waiting(session).map(said).collect()
}

/// How many are not finished, and by whom: `2 drafts not finished, by Sam`; briefly `2 drafts`, and nothing where none
/// waits.
pub(super) fn not_finished(session: &Session, briefly: bool) -> String {
    let drafts = match waiting(session).map(|(_, count)| count).sum() {
        0 => return String::new(),
        1 => "1 draft".to_string(),
        count => format!("{count} drafts"),
    };
    match waiting(session).map(|(name, _)| name).collect::<Vec<_>>().as_slice() {
        _ if briefly => drafts,
        [by] => format!("{drafts} not finished, by {by}"),
        _ => format!("{drafts} not finished: {}", self::drafts(session).join(", ")),
    }
}

/// Whose drafts wait, and how many of each.
fn waiting(session: &Session) -> impl Iterator<Item = (&str, u32)> {
    let waiting = session.draft_counts.iter().filter(|(_, count)| **count > 0);
    waiting.filter_map(|(person, count)| Some((session.roll.person(*person)?.first_name(), *count)))
}
