//! The card.
use super::{Page, Press};
use crate::tui::action::{Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::Turn;
use crate::tui::widget::canvas::Canvas;

/// The card as it stands.
#[derive(Debug, Default)]
pub struct State {}

/// Whether the note is the field in use.
pub fn note_in_use(_model: &Model) -> Result<(), Reason> {
    Ok(())
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Card
    }
    fn takes(&self) -> Takes {
        Takes::Words
    }
    fn press(&mut self, _session: &mut Session, _press: Press, _turn: &mut Turn) -> bool {
        false
    }
    fn view(&self, session: &Session, canvas: &mut Canvas) {
        canvas.header(session, "Card");
    }
}
