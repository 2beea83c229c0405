//! Going out of sight: what every open page keeps, the lock that wipes the screen, the one that closes the record, and
//! giving the record to another window.

use super::idle::Closed;
use super::meanwhile::Job;
use super::model::{Hold, Model};
use super::msg::{Effect, Turn};
use super::screen::{Screen, sign_in, window};

/// Every open page keeps what must not be lost.
pub(super) fn leave(model: &mut Model, turn: &mut Turn) {
    let pages = model.below.iter_mut().chain(std::iter::once(&mut model.screen));
    for screen in pages {
        screen.page_mut().leave(&mut model.session, turn);
    }
}

/// Wipes the screen down to the sign-in. Drafts stay with their writer.
pub(super) fn lock(model: &mut Model, turn: &mut Turn) {
    leave(model, turn);
    if model.lesson.is_some() {
        // Behind the practice room is the log itself, and it is locked.
        return turn.effect(Effect::Quit);
    }
    let pages = std::iter::once(&model.screen).chain(model.below.iter().rev());
    let writing = pages.into_iter().find_map(|screen| screen.page().writing());
    let session = &mut model.session;
    if let (Some(person), Some(draft)) = (session.person, writing) {
        session.resume.insert(person, draft);
    }
    session.flush(turn);
    session.person = None;
    session.private = false;
    session.told = false;
    session.due = 0;
    session.writer = Default::default();
    session.day = Default::default();
    session.late = None;
    session.spelling.forget_left();
    turn.effect(Effect::Redraw);
    turn.effect(Effect::Roll);
    turn.effect(Effect::SignedOut);
    turn.effect(Effect::Rest);
    model.locks_soon = false;
    model.notice = None;
    turn.notice = None;
    turn.to(sign_in::State::default().into());
}

/// Locks the screen, and closes the record as soon as every draft is on the disk: it opens again with the room words.
pub(super) fn close(model: &mut Model, why: Closed, turn: &mut Turn) {
    if matches!(model.screen, Screen::Unlock(_)) {
        // Nothing is open.
        return;
    }
    model.closing = Some(why);
    // Whatever looks at the whole record holds its key: it ends first, and nothing that follows waits for it.
    turn.effect(Effect::StopMeanwhile);
    if model.session.person.is_some() || model.lesson.is_some() {
        lock(model, turn);
    }
}

/// Ends the program of a record that is to be closed, once nothing is here alone: what the disk does not take stays here,
/// behind the lock, and is tried again. Whoever signs in meanwhile keeps it open.
pub(super) fn close_once_kept(model: &mut Model, turn: &mut Turn) {
    if model.session.person.is_some() && model.closing.take().is_some() && model.session.looked.is_none() {
        // It stays open: the check that was stopped begins again.
        turn.effect(Effect::Meanwhile(Job::Check));
    }
    if model.closing.is_some() && model.session.all_kept() {
        model.closed = model.closing.take();
        turn.effect(Effect::Quit);
    }
}

/// Gives the record to another window: what is being written is kept, and whoever comes back here is told.
pub(super) fn give_way(model: &mut Model, turn: &mut Turn) {
    let open = !matches!(model.screen, Screen::Unlock(_));
    if open {
        lock(model, turn);
    }
    if model.lesson.is_some() {
        // Practice ends, and the log behind it is asked again.
        return;
    }
    model.session.hold = Hold::Others;
    turn.effect(Effect::GiveWay);
    turn.to(window::State::gave_way(model.session.now, open).into());
}
