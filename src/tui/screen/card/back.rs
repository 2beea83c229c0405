//! Taking back what was saved last: it leaves the record and opens as a card again.

use std::collections::BTreeSet;

use super::super::{board, round};
use super::{State, desk};
use crate::capture::{Reading, read};
use crate::domain::entry::{NoTakeBack, Standing};
use crate::domain::{Begun, Change, ChildId};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Mood, Notice, Turn};

/// What is offered where it is too late to take something back.
pub const OFFERS: &str = "  Enter adds a correction.";

/// Takes the writer's last conversation back, as one act, where that may still be. It opens again as a draft,
/// which is kept before anything is taken away. Where they have said since where a child is, that is taken back.
pub fn take_back(session: &mut Session, turn: &mut Turn) {
    if board::take_back(session, turn) {
        return;
    }
    let talk: Vec<_> =
        session.writer.last_talk.iter().filter(|entry| entry.withdrawn.is_none()).cloned().collect();
    let (Some(person), Some(first)) = (session.person, talk.first()) else {
        return turn.say("There is nothing of yours to take back.");
    };
    session.late = None;
    if let Some(why) = talk.iter().find_map(|entry| entry.take_back(person, session.now).err()) {
        if matches!(
            why,
            NoTakeBack::TooLate { .. }
                | NoTakeBack::ClockWasAhead(_)
                | NoTakeBack::Agreed
                | NoTakeBack::Printed
        ) {
            session.late = Some(first.entry.id);
        }
        let whose = whose(session, &talk);
        let correct = if session.late.is_some() { OFFERS } else { "" };
        return turn.warn(format!("{}{correct}", cannot(&whose, why)));
    }
    // A row of the round has cells, for which a card has no place.
    if talk.iter().any(|entry| entry.entry.round.is_some()) {
        return round::take_back(session, turn);
    }
    let mut children: Vec<ChildId> = Vec::new();
    for entry in &talk {
        if !children.contains(&entry.entry.child) {
            children.push(entry.entry.child);
        }
    }
    let mut draft = desk::blank(session, children);
    match session.finished.iter().rfind(|draft| draft.talk == first.entry.talk) {
        Some(finished) => {
            draft.children = finished.children.clone();
            draft.note = finished.note.clone();
            draft.cursor = finished.cursor;
            draft.answers = finished.answers;
            draft.digit = finished.digit.clone();
        }
        None => {
            draft.note = desk::words_of(session, &talk);
            draft.cursor = draft.note.chars().count();
        }
    }
    // What happened at a time happened then, however late it is saved again.
    let kind = first.entry.kind;
    let read = |ctx: &Reading| read(&draft.note, ctx).happened.is_some();
    let says = desk::reading_for(session, &draft.note, &draft.children, kind, read);
    draft.begun = Some(Begun { at: if says { session.now } else { first.entry.happened }, kind });
    draft.private = first.entry.private;
    draft.kind = Some(first.entry.kind);
    let changes: Vec<Change> = talk.iter().map(|entry| Change::TakeBack { entry: entry.entry.id }).collect();
    if let Some(room) = session.room {
        turn.effect(Effect::SaveDraft(Box::new(draft.clone()), room, session.now));
    }
    let talk = first.entry.talk;
    session.reopening = Some((talk, draft));
    turn.effect(Effect::Apply(changes.into(), session.stamp(), Errand::TakeBack(talk)));
}

/// Why something of theirs can't be taken back: `Ava O., saved 6 min ago: too late to take back.`
pub fn cannot(whose: &str, why: NoTakeBack) -> String {
    match why {
        NoTakeBack::TooLate { minutes } => {
            format!("{whose}, saved {minutes} min ago: too late to take back.")
        }
        why => format!("{whose}: {why}"),
    }
}

/// About whom entries are: somebody else may be marked on the page by now.
pub fn whose(session: &Session, entries: &[Standing]) -> String {
    let children: BTreeSet<ChildId> = entries.iter().map(|entry| entry.entry.child).collect();
    match children.first() {
        Some(child) if children.len() == 1 => session.roll.short_name(*child),
        _ => format!("{} children", children.len()),
    }
}

/// What came of taking back: the card opens again, or nothing was taken away and the draft is dropped. Where the
/// screen was locked meanwhile, the card waits for its writer.
pub fn taken_back(session: &mut Session, answer: &Answer, turn: &mut Turn) {
    let Answer::Applied(Errand::TakeBack(talk), done) = answer else { return };
    let Some((_, draft)) = session.reopening.take_if(|(waiting, _)| waiting == talk) else { return };
    match done {
        Ok(_) if session.person != Some(draft.writer) => {
            session.resume.insert(draft.writer, draft.id);
        }
        Ok(_) => {
            turn.notice = Some(Notice {
                sign: Mood::Back,
                text: "Taken back. It is open again; change it and press Enter, or Esc to keep it."
                    .to_string(),
            });
            session.writer.last_talk.clear();
            session.writer.drafts.insert(0, draft.clone());
            session.refresh(turn);
            turn.to(State::of(draft).into());
        }
        Err(why) => {
            turn.effect(Effect::DropDraft(draft.id));
            turn.notice = Some(Notice { sign: Mood::Stop, text: format!("It was not taken back. {why}") });
        }
    }
}
