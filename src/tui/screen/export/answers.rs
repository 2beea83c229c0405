//! What a report asks for: how each answer reads, how the arrows change it, how one is typed.

use std::collections::BTreeMap;

use chrono::{Datelike, TimeDelta};

use super::State;
use crate::capture::finder::{self, Asking, find};
use crate::domain::day::short;
use crate::domain::{ChildId, Day, Period, Responsibility, Week};
use crate::register::dates::{self, Years};
use crate::report::reports::Ask as Asked;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::evidence::span::{self, Span};
use crate::tui::widget::typed::Typed;

/// What a question is called in front of its answer.
pub(super) fn label(ask: Asked) -> &'static str {
    match ask {
        Asked::Room => "Room",
        Asked::Child => "Child",
        Asked::ReadWith => "Read with",
        Asked::Day => "Day",
        Asked::Week => "Week",
        Asked::Period => "Days",
        Asked::Framework => "Form",
    }
}

impl State {
    /// The answer as it reads.
    pub(super) fn value(&self, session: &Session, ask: Asked) -> String {
        let roll = &session.roll;
        match ask {
            Asked::Room => self.of.room.and_then(|room| roll.room(room)).map(|room| room.name.clone()),
            Asked::Child => self.of.child.map(|child| roll.short_name(child)),
            Asked::ReadWith => Some(self.of.read_with.clone().unwrap_or_else(|| "their home".to_string())),
            Asked::Day => self.of.day.map(short),
            Asked::Period => {
                let period = self.of.period.unwrap_or(Period::year_to(session.today()));
                Some(span::dates(period))
            }
            Asked::Week => self.of.week.map(|week| span::dates(week.period())),
            Asked::Framework => None,
        }
        .unwrap_or_else(|| "not chosen".to_string())
    }

    /// The next answer, or the one before.
    pub(super) fn turn_to(&mut self, session: &Session, ask: Asked, on: bool, turn: &mut Turn) {
        match ask {
            Asked::Room => {
                let rooms: Vec<_> = session.roll.rooms.iter().map(|room| room.id).collect();
                self.of.room = beside(&rooms, self.of.room, on);
            }
            Asked::Child => {
                let children: Vec<ChildId> = session.children().iter().map(|child| child.id).collect();
                self.of.child = beside(&children, self.of.child, on);
                self.of.read_with = None;
            }
            Asked::ReadWith => {
                let child = self.of.child;
                let adults = child.into_iter().flat_map(|child| session.roll.adults(child));
                let named = adults
                    .filter(|(link, _)| link.responsibility == Responsibility::Yes)
                    .map(|(_, adult)| Some(adult.name.clone()));
                let named: Vec<Option<String>> = std::iter::once(None).chain(named).collect();
                self.of.read_with = beside(&named, Some(self.of.read_with.clone()), on).flatten();
            }
            Asked::Day => {
                let days = TimeDelta::days(if on { 1 } else { -1 });
                self.of.day = self.of.day.and_then(|day| day.checked_add_signed(days)).or(self.of.day);
            }
            Asked::Period => {
                let today = session.today();
                let named: Vec<Period> = Span::NAMED.map(|span| span.period(today, None)).to_vec();
                let now = self.of.period.unwrap_or(Period::year_to(today));
                self.of.period = beside(&named, Some(now), on);
            }
            Asked::Week => {
                let days = TimeDelta::days(if on { 7 } else { -7 });
                let monday = self.of.week.and_then(|week| week.period().from.checked_add_signed(days));
                // A week that has not begun tells of nothing.
                self.of.week = monday.filter(|day| *day <= session.today()).map(Week::of).or(self.of.week);
            }
            Asked::Framework => return,
        }
        self.anew(session, turn);
    }

    /// Enter on a question: an answer is typed, or the next one is taken.
    pub(super) fn answer_to(&mut self, session: &Session, ask: Asked, turn: &mut Turn) {
        match ask {
            Asked::Child | Asked::Day | Asked::Period => self.typed = Some(Typed::default()),
            _ => self.turn_to(session, ask, true, turn),
        }
    }

    /// What was typed, or why it is no answer.
    pub(super) fn take(&mut self, session: &Session, text: &str, turn: &mut Turn) {
        let Some(super::Row::Asked(ask)) = self.row() else { return };
        let taken = match ask {
            Asked::Child => child(session, text).map(|child| {
                self.of.child = Some(child);
                self.of.read_with = None;
            }),
            Asked::Day => day(text, session.today()).map(|day| self.of.day = Some(day)),
            Asked::Period => span::typed(text, session.today())
                .map(|period| self.of.period = Some(period))
                .map_err(str::to_string),
            _ => return,
        };
        match taken {
            Ok(()) => {
                self.typed = None;
                self.anew(session, turn);
            }
            Err(why) => turn.say(why),
        }
    }
}

/// The one after another in a list, round and round; the first where that other is not in it.
fn beside<T: Clone + PartialEq>(list: &[T], now: Option<T>, on: bool) -> Option<T> {
    let count = list.len();
    let at = now.and_then(|now| list.iter().position(|one| *one == now));
    let next = match (at, on) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % count.max(1),
        (Some(at), false) => (at + count - 1) % count.max(1),
    };
    list.get(next).cloned()
}

/// The child that is meant: of this room first, as on the board; else the only one elsewhere. A tie is never guessed.
pub(in crate::tui::screen) fn child(session: &Session, text: &str) -> Result<ChildId, String> {
    let Some(room) = session.room else { return Err("No room is shown here.".to_string()) };
    let (presence, written) = (BTreeMap::new(), &session.writer.written);
    let asking = Asking { roll: &session.roll, room, today: session.today(), presence: &presence, written };
    let found = find(text, &asking);
    let names = |children: &mut dyn Iterator<Item = ChildId>| -> String {
        children.take(4).map(|child| session.roll.short_name(child)).collect::<Vec<_>>().join(", ")
    };
    match (found.state, found.hits.as_slice()) {
        (finder::State::One(child), _) => Ok(child),
        (_, [only]) => Ok(only.child),
        (finder::State::Empty, _) => Err("Type any part of the child's name.".to_string()),
        (finder::State::Near(near), _) => {
            Err(format!("Nobody is called that. Did you mean {}?", names(&mut near.into_iter())))
        }
        (_, []) => Err("Nobody is called that.".to_string()),
        (_, hits) => {
            // Those who fit best: letters that are only somewhere in a name mean nobody.
            let best = hits.iter().map(|hit| hit.class).min();
            let who = names(&mut hits.iter().filter(|hit| Some(hit.class) == best).map(|hit| hit.child));
            Err(format!("More than one child fits: {}. Type more of the name.", who.trim_end_matches('.')))
        }
    }
}

/// A day as somebody typed it; one without its year is the nearest that is not long past.
pub(in crate::tui::screen) fn day(text: &str, today: Day) -> Result<Day, String> {
    let whole = dates::day(text.trim(), Years::Children).ok();
    let with = || {
        let near = |day: &Day| (*day - today).num_days().abs() < 183;
        let years = [today.year(), today.year() + 1, today.year() - 1];
        years.into_iter().find_map(|year| {
            dates::day(&format!("{} {year}", text.trim()), Years::Children).ok().filter(near)
        })
    };
    whole.or_else(with).ok_or_else(|| "Write a day, as 24 Nov.".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_its_year_is_the_nearest_and_what_is_none_is_said() {
        let of = |y, m, d| Day::from_ymd_opt(y, m, d).unwrap();
        let today = of(2026, 11, 24);
        for (text, expected) in [
            ("25 Nov", Some(of(2026, 11, 25))),
            ("4 jan", Some(of(2027, 1, 4))),
            ("2026-12-01", Some(of(2026, 12, 1))),
            ("31 Nov", None),
            ("", None),
        ] {
            assert_eq!(day(text, today).ok(), expected, "{text}");
        }
    }

    #[test]
    fn answers_go_round_and_one_that_is_gone_begins_anew() {
        let list = [1, 2, 3];
        let wanted = [(None, true, 1), (Some(3), true, 1), (Some(1), false, 3), (Some(9), true, 1)];
        for (now, on, next) in wanted {
            assert_eq!(beside(&list, now, on), Some(next));
        }
        assert_eq!(beside::<u8>(&[], None, true), None);
    }
}
