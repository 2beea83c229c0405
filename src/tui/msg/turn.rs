//! What a page wants besides its own change: to be done, to be said, to be gone to.

use super::Effect;
use crate::tui::action::Action;
use crate::tui::screen::Screen;

/// What a page wants, gathered while it handles something.
#[derive(Debug, Default)]
pub struct Turn {
    /// To be done.
    pub effects: Vec<Effect>,
    /// Where to go.
    pub go: Option<Go>,
    /// What to say on the notice line.
    pub notice: Option<Notice>,
}

impl Turn {
    /// To be done.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Says so, plainly.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { sign: Mood::Plain, text: text.into() });
    }

    /// Says so, with the sign of what is done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { sign: Mood::Done, text: text.into() });
    }

    /// Says so, with the sign of what needs a person.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { sign: Mood::Waiting, text: text.into() });
    }

    /// Goes to a page that replaces this one and everything below it.
    pub fn to(&mut self, screen: Screen) {
        self.go = Some(Go::To(Box::new(screen)));
    }

    /// Goes to a page from which Back comes to this one.
    pub fn over(&mut self, screen: Screen) {
        self.go = Some(Go::Over(Box::new(screen)));
    }

    /// Does an action as if its key had been pressed on the page below, to which it goes back.
    pub fn act(&mut self, action: Action) {
        self.go = Some(Go::Act(action));
    }

    /// Goes back to the page below; the room board where there is none.
    pub fn back(&mut self) {
        self.go = Some(Go::Back);
    }
}

/// Where to go.
#[derive(Debug)]
pub enum Go {
    /// There, with nothing below.
    To(Box<Screen>),
    /// There, with this page below.
    Over(Box<Screen>),
    /// To the page below.
    Back,
    /// To the page below, and there does the action.
    Act(Action),
}

/// A sentence above the hint line; it goes with the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its sign.
    pub sign: Mood,
    /// Its words.
    pub text: String,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Only said.
    Plain,
    /// Done.
    Done,
    /// Taken back.
    Back,
    /// Needs a person.
    Waiting,
    /// Something that went wrong.
    Stop,
}
