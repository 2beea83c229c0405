//! What is not taken in, whatever the page: keys in a window in which nobody sees what they do, and texts that are too
//! long. A paste that is too long is refused whole, so that no half of it stands there unseen.

use super::action::Action;
use super::model::{Hold, Model};
use super::msg::{Mood, Notice, Turn};
use super::screen::Screen;
use super::update::SMALLEST;
use crate::domain::length;

/// Whether a key is not taken; says why. `writes` says that it is a letter of a text.
pub(super) fn key(model: &Model, action: Option<Action>, writes: bool, turn: &mut Turn) -> bool {
    let letter = action.is_none() && writes;
    let unseen = unseen(model) && action != Some(Action::Lock);
    if unseen && !(writes_unseen(model) && (letter || action == Some(Action::Erase))) {
        // True still once the window is larger.
        turn.say("That key did nothing: the window was too small.");
        return true;
    }
    let (there, most) = open(model);
    let full = letter && there >= most;
    if full {
        turn.warn(format!(
            "{} characters are the most that fit here. What you wrote is kept: save it and go on in another.",
            grouped(most)
        ));
    }
    full
}

/// Closes a page on which somebody would write, in a window that only reads: its words would not be kept.
pub(super) fn writing(model: &mut Model) {
    let writes = matches!(
        model.screen,
        Screen::Card(_) | Screen::Round(_) | Screen::Amend(_) | Screen::Groups(_) | Screen::Phrases(_)
    ) || model.screen.page().open_text().is_some();
    if model.session.hold != Hold::Reads || !writes {
        return;
    }
    model.screen = model.below.pop().unwrap_or_else(|| super::screen::board::State::default().into());
    let text = "This window only reads: the other has the record. Write there.".to_string();
    model.notice = Some(Notice { sign: Mood::Waiting, text });
}

/// Whether pasted text is not taken; says why.
pub(super) fn paste(model: &Model, text: &str, turn: &mut Turn) -> bool {
    if unseen(model) && !writes_unseen(model) {
        turn.say("Nothing was pasted: the window was too small.");
        return true;
    }
    let ((there, most), more) = (open(model), text.chars().count());
    let refuses = there.saturating_add(more) > most;
    if refuses {
        let (more, most) = (grouped(more), grouped(most));
        turn.warn(format!(
            "Not pasted: that has {more} characters, and {most} fit here in all. What you wrote is as it was."
        ));
    }
    refuses
}

/// Whether a line that was typed whole is not taken; says why.
pub(super) fn line(model: &Model, line: &str, turn: &mut Turn) -> bool {
    let ((_, most), count) = (open(model), line.chars().count());
    if count > most {
        turn.warn(format!(
            "Not taken: that line has {} characters, and {} fit here. Write a shorter one.",
            grouped(count),
            grouped(most)
        ));
    }
    count > most
}

/// Whether the window is too small for any page: what nobody sees must not happen.
fn unseen(model: &Model) -> bool {
    let (columns, rows) = model.session.size;
    !model.session.plain && (columns < SMALLEST.0 || rows < SMALLEST.1)
}

/// Whether somebody writes a text, which goes on in a window that is too small.
pub(super) fn writes_unseen(model: &Model) -> bool {
    model.session.person.is_some() && model.screen.page().open_text().is_some()
}

/// How many characters the text has in which somebody writes, and how many fit.
fn open(model: &Model) -> (usize, usize) {
    let open = model.screen.page().open_text();
    open.map_or((0, length::NOTE), |(text, most)| (text.chars().count(), most))
}

/// `12,345`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}
