//! Which room is shown: for whoever leads, and where the machine stands in no room of its own.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press, board};
use crate::domain::RoomId;
use crate::domain::policy::may_see_all_rooms;
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::model::{Model, Session};
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The line that is marked.
#[derive(Debug, Default)]
pub struct State {
    marked: usize,
}

/// Whether whoever is signed in may look at another room.
pub fn may_choose(model: &Model) -> Result<(), Reason> {
    let session = &model.session;
    match session.who() {
        None => Err("Sign in first.".to_string()),
        Some(who) if may_see_all_rooms(who, session.machine_room) => Ok(()),
        Some(_) => Err("This machine shows its own room. A room lead can look at the others.".to_string()),
    }
}

impl State {
    /// The list with the shown room marked.
    pub fn at(session: &Session) -> State {
        let marked = session.roll.rooms.iter().position(|room| Some(room.id) == session.room);
        State { marked: marked.unwrap_or(0) }
    }

    fn show(session: &mut Session, room: RoomId, turn: &mut Turn) {
        if session.room != Some(room) {
            session.room = Some(room);
            session.day = Default::default();
        }
        session.refresh(turn);
        turn.to(board::State::default().into());
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Rooms
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let rooms = session.roll.rooms.len().max(1);
        let chosen = match press.action {
            Some(Action::Up) => {
                self.marked = (self.marked + rooms - 1) % rooms;
                return true;
            }
            Some(Action::Down) => {
                self.marked = (self.marked + 1) % rooms;
                return true;
            }
            Some(Action::Back | Action::Left) => {
                turn.back();
                return true;
            }
            Some(Action::ChooseRoom) => press.chord.digit().and_then(|digit| digit.checked_sub(1)),
            Some(Action::TakeRoom) => Some(self.marked),
            _ => None,
        };
        match chosen.and_then(|index| session.roll.rooms.get(index)).map(|room| room.id) {
            Some(room) => State::show(session, room, turn),
            None => return false,
        }
        true
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let rooms = session.roll.rooms.len().clamp(1, 9);
        (action == Action::ChooseRoom).then(|| (format!("1-{rooms}"), "choose".to_string()))
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.header(session, "Rooms");
        canvas.rule(1);
        canvas.put(2, 3, "Which room is shown?", theme.text.add_modifier(Modifier::BOLD));
        let top: u16 = 5;
        // With more rooms than rows the marked one stays in sight.
        let (first, fit) = canvas.seen_of((top, canvas.height()), self.marked, session.roll.rooms.len());
        for (y, (index, room)) in (top..).zip(session.roll.rooms.iter().enumerate().skip(first).take(fit)) {
            let marked = index == self.marked;
            canvas.row(0, y, canvas.width(), 1, tap::take_row(self.marked, index));
            let (style, quiet) = if marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(1, y, "▸", style);
            }
            canvas.put(3, y, &(index + 1).to_string(), style);
            match Some(room.id) == session.room {
                true => canvas.chosen(6, y, 24, &room.name, style),
                false => canvas.put_in(6, y, 24, &room.name, style),
            };
            let children = session.roll.in_room(room.id, session.today()).len();
            let children = if children == 1 { "1 child".to_string() } else { format!("{children} children") };
            canvas.put(32, y, &children, quiet);
        }
    }
}
