//! When what belongs to no one page can be done. What a page alone has, the page itself says.

use super::Reason;
use crate::tui::key::Takes;
use crate::tui::model::Model;
use crate::tui::screen::{Screen, settings};

/// For what can always be done.
pub(super) fn always(_: &Model) -> Result<(), Reason> {
    Ok(())
}

/// For what needs somebody to have signed in.
pub(super) fn signed_in(model: &Model) -> Result<(), Reason> {
    match model.session.person {
        Some(_) => Ok(()),
        None => Err("Sign in first.".to_string()),
    }
}

/// For terminals with more than one set of colours to choose from.
pub(super) fn has_colours(model: &Model) -> Result<(), Reason> {
    settings::other_colours(&model.session).map(|_| ())
}

/// For what Enter does on a line of the settings.
pub(super) fn may_change(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Settings(settings) if settings.on_colours() => has_colours(model),
        _ => Ok(()),
    }
}

/// For what only a practice nursery has.
pub(super) fn practice(model: &Model) -> Result<(), Reason> {
    if model.session.roll.setting.practice {
        no_initials(model)
    } else {
        Err("A room lead leaves the program from the menu.".to_string())
    }
}

/// Nobody practises in the midst of practice.
pub(super) fn may_practise(model: &Model) -> Result<(), Reason> {
    match &model.lesson {
        Some(_) => Err("This is practice already.".to_string()),
        None => Ok(()),
    }
}

/// The same by a letter, where letters are no initials.
pub(super) fn may_practise_here(model: &Model) -> Result<(), Reason> {
    no_initials(model).and_then(|()| may_practise(model))
}

/// For what a letter does on the sign-in: where initials are typed it is one of them.
fn no_initials(model: &Model) -> Result<(), Reason> {
    match model.screen.page().takes() {
        Takes::Words => Err("Esc goes back to the names first.".to_string()),
        _ => Ok(()),
    }
}

/// For what only the lesson has.
pub(super) fn practising(model: &Model) -> Result<(), Reason> {
    match &model.lesson {
        Some(_) => Ok(()),
        None => Err("Nobody is practising here.".to_string()),
    }
}

/// Closing is for leads: whoever opens it again has the room words.
pub(super) fn may_close(model: &Model) -> Result<(), Reason> {
    let session = &model.session;
    if session.roll.setting.practice || model.lesson.is_some() {
        Err("A practice nursery has no words of its own to open it with.".to_string())
    } else if session.holds_words() {
        Err("The disk did not take all words yet, and they are here only. Make room on it first.".to_string())
    } else if session.who().is_some_and(|person| person.role.leads()) {
        Ok(())
    } else {
        Err("Only a room lead or a manager closes the log. Ctrl-L locks it.".to_string())
    }
}

/// Leaving is for leads, and for anyone in a practice nursery: on a shared machine the program stays.
pub(super) fn may_leave(model: &Model) -> Result<(), Reason> {
    let session = &model.session;
    if session.holds_words() {
        Err("The disk did not take all words yet, and they are here only. Make room on it first.".to_string())
    } else if session.roll.setting.practice || session.who().is_some_and(|person| person.role.leads()) {
        Ok(())
    } else {
        Err("Only a room lead or a manager leaves the program. Ctrl-L locks it.".to_string())
    }
}
