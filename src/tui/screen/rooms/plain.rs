//! The choice of the room line by line.

use super::State;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let rooms =
            session.roll.rooms.iter().zip(1..).map(|(room, number)| format!("{number} {}.", room.name));
        Ask {
            says: vec![rooms.collect::<Vec<_>>().join(" ")],
            prompt: "Which room? ".to_string(),
            ..Ask::default()
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if ["back", "b"].contains(&line.trim()) {
            return turn.back();
        }
        let index = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match index.and_then(|index| session.roll.rooms.get(index)).map(|room| room.id) {
            Some(room) => State::show(session, room, turn),
            None => turn.say("Type the number of a room; back goes back."),
        }
    }
}
