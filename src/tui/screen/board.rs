//! The room board.
use super::{Page, Press};
use crate::tui::action::{Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::Turn;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;

/// The board as it stands.
#[derive(Debug, Default)]
pub struct State {
    finder: String,
}

/// Whether nothing stands in the finder, so that Space and the marks are keys.
pub fn finder_is_empty(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Board(state) if !state.finder.is_empty() => Err("Esc clears the name first.".to_string()),
        _ => Ok(()),
    }
}

/// Whether this writer has a note that can be said again.
pub fn has_last_note(model: &Model) -> Result<(), Reason> {
    finder_is_empty(model)?;
    if model.session.writer.last_talk.is_empty() {
        Err("You have written no note yet that could be said again.".to_string())
    } else {
        Ok(())
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Board
    }
    fn takes(&self) -> Takes {
        Takes::Names
    }
    fn press(&mut self, _session: &mut Session, _press: Press, _turn: &mut Turn) -> bool {
        false
    }
    fn view(&self, session: &Session, canvas: &mut Canvas) {
        canvas.header(session, "Room");
    }
}
