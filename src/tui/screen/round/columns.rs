//! Which columns the room has: a lead ticks them; with none ticked they go by the children's age.

use std::collections::BTreeSet;

use super::{State, ages};
use crate::domain::round::Column;
use crate::domain::{Act, Change, Room};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// What the answer to kept columns is known by.
const ERRAND: &str = "columns";

/// The choice while it is open.
#[derive(Debug)]
pub(super) struct Choosing {
    ticked: BTreeSet<String>,
    line: usize,
    /// On its way to the record.
    sent: Option<Room>,
}

impl Choosing {
    /// With the columns ticked that the room has now.
    pub fn of(session: &Session) -> Choosing {
        let now = session.room().map(|room| session.rounds.of(room, ages(session))).unwrap_or_default();
        let ticked = now.iter().map(|column| column.code.clone()).collect();
        Choosing { ticked, line: 0, sent: None }
    }

    /// The columns that there are, numbered, each with whether it is ticked.
    pub fn in_lines(&self, session: &Session) -> Vec<String> {
        let columns = session.rounds.columns.iter().zip(1..);
        let line = |(column, number): (&Column, usize)| {
            let is = if self.ticked.contains(&column.code) { ", in the round" } else { "" };
            format!("{number} {}{is}.", column.title)
        };
        columns.map(line).collect()
    }

    /// Puts the column of that number in, or takes it out; `false` where there is none.
    pub fn tick_number(&mut self, session: &Session, number: &str) -> bool {
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(column) = place.and_then(|place| session.rounds.columns.get(place)) else { return false };
        if !self.ticked.remove(&column.code) {
            self.ticked.insert(column.code.clone());
        }
        true
    }

    pub fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let room = session.room().map_or("No", |room| room.name.as_str());
        canvas.header(session, &format!("Columns of the daily round · {room} room"));
        canvas.rule(1);
        let usual =
            session.rounds.of_ages(ages(session)).into_iter().map(|column| column.title.to_lowercase());
        let age = ages(session).map_or(String::new(), |ages| format!(" ({})", ages.label()));
        let says = format!("Children of this age{age}: {}.", usual.collect::<Vec<_>>().join(", "));
        let wide = canvas.width().saturating_sub(3);
        let y = canvas.say((2, 2), (wide, 2), &says, theme.muted);
        canvas.put(2, y, "To have the columns by age, tick just those, or none.", theme.muted);
        let top = if canvas.height() < 20 { y + 1 } else { y + 2 };
        for (y, (index, column)) in (top..).zip(session.rounds.columns.iter().enumerate()) {
            let marked = index == self.line;
            canvas.row(0, y, canvas.width(), 1, tap::to_tick(self.line, index));
            let (style, quiet) = if marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(0, y, "▸", style);
            }
            let ticked = self.ticked.contains(&column.code);
            canvas.tick(3, y, ticked, if marked { style } else { theme.focus });
            canvas.put(7, y, &column.title, style);
            let legend = column.legend(false, false);
            let says = legend.split_once(": ").map_or("", |(_, says)| says);
            canvas.put(17, y, says, quiet);
        }
    }
}

impl State {
    pub(super) fn press_columns(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Some(choosing) = &mut self.choosing else { return false };
        let all = &session.rounds.columns;
        let last = all.len().saturating_sub(1);
        match press.action {
            _ if choosing.sent.is_some() => {}
            Some(Action::Up) => choosing.line = choosing.line.saturating_sub(1),
            Some(Action::Down) => choosing.line = (choosing.line + 1).min(last),
            Some(Action::First) => choosing.line = 0,
            Some(Action::Last) => choosing.line = last,
            Some(Action::TickColumn) => {
                if let Some(column) = all.get(choosing.line)
                    && !choosing.ticked.remove(&column.code)
                {
                    choosing.ticked.insert(column.code.clone());
                }
            }
            Some(Action::KeepColumns) => {
                let Some(room) = session.room() else { return true };
                // Those of the children's age are not chosen: they change as the children grow.
                let usual = session.rounds.of_ages(ages(session));
                let ticked = |column: &&Column| choosing.ticked.contains(&column.code);
                let as_usual = usual.len() == choosing.ticked.len() && usual.iter().all(ticked);
                let chosen = all.iter().filter(|column| ticked(column) && !as_usual);
                let round = chosen.map(|column| column.code.clone()).collect();
                let room = Room { round, ..room.clone() };
                let act = Act::from(Change::Room(room.clone()));
                choosing.sent = Some(room);
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(ERRAND)));
            }
            Some(Action::Back) => {
                self.choosing = None;
                turn.say("The columns are as they were.");
            }
            _ => return false,
        }
        true
    }

    /// What came of keeping the columns.
    pub(super) fn columns_kept(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        let Answer::Applied(Errand::Page(ERRAND), done) = answer else { return };
        let Some(room) = self.choosing.as_mut().and_then(|choosing| choosing.sent.take()) else { return };
        if let Err(why) = done {
            return turn.warn(why.clone());
        }
        let by_age = room.round.is_empty();
        session.roll.apply(&Change::Room(room));
        self.choosing = None;
        self.column = Some(0).filter(|_| !self.columns(session).is_empty());
        turn.done(match by_age {
            true => "The columns go by the children's age.",
            false => "The columns are kept for this room.",
        });
    }
}
