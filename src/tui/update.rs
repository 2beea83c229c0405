//! The pure middle: what a message does to the model, and what is to be done because of it.

use std::collections::BTreeMap;

use ratatui::crossterm::event::KeyCode;

use super::action::{Action, Scope};
use super::idle::{self, Closed};
use super::key::{Chord, Takes};
use super::lesson;
use super::lock::{close, close_once_kept, give_way, leave, lock};
use super::meanwhile::{Job, News};
use super::model::{Hold, Model, Session};
use super::msg::{Answer, Effect, Go, Mood, Msg, Notice, Turn, Writer};
use super::plain;
use super::refuse;
use super::screen::{
    Press, Screen, board, card, checked, child, concern, due, evaluation, evidence, exports, groups, help,
    phrases, records, requests, review, rooms, round, search, settings, sign_in, staff, unsaved, week,
};
use super::tap::{self, Touch};
use crate::domain::entry::Standing;
use crate::domain::{Moment, Purpose};
use crate::settings::FILE;

/// The smallest window in which pages are drawn: columns, rows.
pub const SMALLEST: (u16, u16) = (60, 16);

/// Takes in a message. Reads no clock: `now` is given.
pub fn update(model: &mut Model, msg: Msg, now: Moment) -> Vec<Effect> {
    let next_day = model.session.now.day() != now.day();
    model.session.now = now;
    // What is changed now stands elsewhere once it is drawn: a touch before that meant something else.
    let taps = std::mem::take(&mut model.taps);
    let mut turn = Turn::default();
    match msg {
        Msg::Key(chord, gap) if idle::stay(model, Some(chord)) => {
            // A hand that leans on Enter to stay does not save with the next one.
            let since = model.since_enter.saturating_add(gap);
            model.since_enter = if chord.code == KeyCode::Enter { 0 } else { since };
        }
        Msg::Touch(..) if model.locks_soon => {
            idle::stay(model, None);
        }
        Msg::Touch(touch, at, gap) => return touched(model, &taps, (touch, at), gap),
        Msg::Key(chord, gap) => key(model, chord, gap, &mut turn),
        Msg::Paste(text) => {
            idle::stay(model, None);
            model.notice = None;
            model.unknown = 0;
            if !refuse::paste(model, &text, &mut turn) {
                model.screen.page_mut().paste(&mut model.session, &text, &mut turn);
            }
        }
        Msg::Line(text) if refuse::line(model, &text, &mut turn) => {}
        Msg::Line(text) => plain::line(model, &text, &mut turn),
        Msg::Typed(text) if refuse::line(model, &text, &mut turn) => {}
        Msg::Typed(text) => model.screen.page_mut().typing(&mut model.session, &text, &mut turn),
        Msg::Size(columns, rows) => model.session.size = (columns, rows),
        Msg::Minute => {
            if matches!(model.screen, Screen::Unlock(_)) {
                turn.effect(Effect::FindKeyFile);
            }
            model.session.try_again(&mut turn);
            if model.session.untidy {
                turn.effect(Effect::Rest);
            }
            if next_day {
                model.session.refresh(&mut turn);
                model.session.look_for_due(&mut turn);
            }
            if model.session.person.is_some() {
                turn.effect(Effect::News);
            }
            let Session { opened, closes, .. } = &model.session;
            let came = closes.is_some_and(|closes| idle::closing_time_came(*opened, now, closes));
            // Whoever is writing still is not interrupted: the page locks when they are done.
            if came && model.session.person.is_none() {
                close(model, Closed::ClosingTime, &mut turn);
            }
        }
        Msg::Idle if model.session.person.is_none() || idle::warn(model) => {}
        Msg::Unused => close(model, Closed::Unused, &mut turn),
        Msg::Slept(slept) if slept >= idle::SLEEP => close(model, Closed::Slept, &mut turn),
        Msg::Slept(_) if model.session.person.is_none() => turn.effect(Effect::Redraw),
        Msg::Idle | Msg::Slept(_) => lock(model, &mut turn),
        Msg::Asked if model.session.hold != Hold::Ours => {}
        Msg::Asked => give_way(model, &mut turn),
        Msg::HangUp => {
            leave(model, &mut turn);
            model.session.flush(&mut turn);
            turn.effect(Effect::Quit);
        }
        Msg::Answer(answer) => take_in(model, answer, &mut turn),
    }
    close_once_kept(model, &mut turn);
    let mut effects = settle(model, turn);
    checked::show(model);
    effects.extend(ask_of_child(model));
    effects.extend(want_dictionary(model));
    lesson::look(model);
    effects
}

/// Asks for the open steps of the child whom the page is about. They are forgotten with the page.
fn ask_of_child(model: &mut Model) -> Option<Effect> {
    let child = model.screen.page().about();
    let known = model.session.about.as_ref().map(|(child, _)| *child);
    if known == child {
        return None;
    }
    model.session.about = child.map(|child| (child, None));
    child.map(Effect::OpenSteps)
}

/// Has the dictionary read as soon as there are words in a text that somebody writes, whether they were typed or were
/// there already.
fn want_dictionary(model: &mut Model) -> Option<Effect> {
    let words = model.screen.page().open_text().is_some_and(|(text, _)| !text.trim().is_empty());
    (words && model.session.spelling.wants_dictionary()).then_some(Effect::Dictionary)
}

/// Goes where the turn wants to go, says what it says, and hands on what is to be done.
pub(super) fn settle(model: &mut Model, turn: Turn) -> Vec<Effect> {
    // What was opened on a page is closed with it.
    model.session.private &= turn.go.is_none();
    match turn.go {
        Some(Go::To(screen)) => {
            model.screen = *screen;
            model.below.clear();
        }
        Some(Go::Over(screen)) => {
            let below = std::mem::replace(&mut model.screen, *screen);
            model.below.push(below);
        }
        Some(Go::Back) => model.screen = model.below.pop().unwrap_or_else(|| home(model)),
        Some(Go::Act(action)) => {
            model.screen = model.below.pop().unwrap_or_else(|| home(model));
            let mut effects = turn.effects;
            effects.extend(act(model, action));
            return effects;
        }
        None => {}
    }
    if turn.notice.is_some() {
        model.notice = turn.notice;
    }
    refuse::writing(model);
    model.quit |= turn.effects.iter().any(|effect| matches!(effect, Effect::Quit));
    turn.effects
}

/// The page that stands under all others.
fn home(model: &Model) -> Screen {
    match model.session.person {
        Some(_) => board::State::default().into(),
        None => sign_in::State::default().into(),
    }
}

/// Does an action that was chosen from a list, and says which key does it next time.
fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let mut turn = Turn::default();
    let spec = action.spec();
    match (spec.enabled)(model) {
        Err(reason) => turn.say(reason),
        Ok(()) => {
            let key = spec.keys.first();
            // Where words are written a letter or a sign is one of them, and a letter alone may be elsewhere too.
            let writes = model.screen.page().takes() == Takes::Words;
            let does_it =
                |key: &&String| key.chars().count() > 1 || !writes && !key.starts_with(char::is_alphanumeric);
            if let Some(key) = model.session.keys.labels(action).iter().find(does_it) {
                turn.say(format!("Next time: {key} does it."));
            }
            if !everywhere(model, action, &mut turn) {
                let chord = key.and_then(|key| Chord::parse(key).first().copied());
                let chord = chord.unwrap_or(Chord::plain(KeyCode::Null));
                let press = Press { action: Some(action), chord, gap: u64::MAX };
                model.screen.page_mut().press(&mut model.session, press, &mut turn);
            }
        }
    }
    settle(model, turn)
}

/// Presses the keys that a touch stands for. One that stands for none does nothing and says nothing.
fn touched(model: &mut Model, taps: &tap::Taps, (touch, at): (Touch, (u16, u16)), gap: u64) -> Vec<Effect> {
    let keys = match touch {
        Touch::Press => {
            let keys = taps.keys(at).to_vec();
            model.finger = (taps.is_row(at) && tap::only_moves(&keys)).then_some(at.1);
            keys
        }
        // The list goes with the finger.
        Touch::Drag => match model.finger.replace(at.1).map(|before| (before, at.1)) {
            Some((before, now)) => {
                tap::steps(isize::from(before.cast_signed()) - isize::from(now.cast_signed()))
            }
            None => {
                model.finger = None;
                Vec::new()
            }
        },
        Touch::Wheel(lines) if taps.is_row(at) => tap::steps(lines),
        Touch::Wheel(_) => Vec::new(),
    };
    let mut effects = Vec::new();
    for chord in &keys {
        let mut turn = Turn::default();
        key(model, *chord, gap, &mut turn);
        effects.extend(settle(model, turn));
    }
    if keys.is_empty() {
        model.taps = taps.clone();
    }
    effects
}

/// An Enter so soon after another, or after any key, is a leaning hand or a pasted line break.
pub(super) const LEANING: u64 = 80;
const BURST: u64 = 20;

/// What ends a line in a burst: some terminals paste the line feed as it is.
const LINE_FEED: Chord = Chord { code: KeyCode::Char('j'), ctrl: true };

/// A hand that has rested for so many milliseconds has seen the page.
const RESTED: u64 = 400;

/// Whether a key is the rest of what was typed while somebody's numbers were looked at. Its beginning is gone, and the rest
/// alone would be another word, on the board another child's: all of it is passed over, and said, until the hand rests.
fn ahead(model: &mut Model, chord: Chord, gap: u64, turn: &mut Turn) -> bool {
    let asking = matches!(&model.screen, Screen::SignIn(page) if page.is_asking());
    let letter = chord.letter().is_some();
    if asking || chord.ctrl || chord.code == KeyCode::Esc {
        model.typed_ahead = asking && (letter || model.typed_ahead);
        return false;
    }
    model.typed_ahead &= gap < RESTED;
    if model.typed_ahead {
        turn.warn("What you typed before this page had come was not taken. Type it once more.");
    }
    model.typed_ahead
}

fn key(model: &mut Model, chord: Chord, gap: u64, turn: &mut Turn) {
    model.since_enter = model.since_enter.saturating_add(gap);
    let burst = gap < BURST;
    if chord.code == KeyCode::Enter && (std::mem::take(&mut model.since_enter) < LEANING || burst)
        || chord == LINE_FEED && burst
    {
        model.line_end |= burst;
        return;
    }
    if ahead(model, chord, gap, turn) {
        return;
    }
    let line_end = std::mem::take(&mut model.line_end);
    model.notice = None;
    // The offer to correct what is too late to take back goes with its sentence.
    if chord.code == KeyCode::Enter && correct_late(model, turn) {
        return;
    }
    model.session.late = None;
    let page = model.screen.page();
    let takes = page.takes();
    let writes = takes != Takes::Nothing && chord.letter().is_some();
    let found = model.session.keys.find(page.scope(), takes, chord);
    // The page is given the table's own key, whichever stands for it here.
    let chord = found.map_or(chord, |(_, own)| own);
    let (action, reason) = match found.map(|(action, _)| (action, (action.spec().enabled)(model))) {
        Some((action, Ok(()))) => (Some(action), None),
        Some((_, Err(reason))) => (None, Some(reason)),
        None => (None, None),
    };
    if refuse::key(model, action, writes, turn) {
        return;
    }
    if line_end && writes {
        // The words of two lines that were pasted do not run together.
        let space = Press { action: None, chord: Chord::char(' '), gap: 0 };
        model.screen.page_mut().press(&mut model.session, space, turn);
    }
    let press = Press { action, chord, gap };
    let meant = match action {
        Some(action) => {
            everywhere(model, action, turn)
                || model.screen.page_mut().press(&mut model.session, press, turn)
                || action.spec().group == "Moving"
        }
        None if writes => model.screen.page_mut().press(&mut model.session, press, turn),
        None => false,
    };
    if let (false, Some(reason)) = (meant, reason) {
        model.unknown = 0;
        return turn.say(reason);
    }
    model.unknown = if meant { 0 } else { model.unknown.saturating_add(1) };
    if model.unknown >= 2 {
        let help = if takes == Takes::Words { "F1" } else { "?" };
        turn.say(format!("{help} shows the keys that work here."));
    }
}

/// Opens the correction of what was too late to take back, where that has just been offered.
pub(super) fn correct_late(model: &mut Model, turn: &mut Turn) -> bool {
    let session = &model.session;
    let Some(late) = session.late else { return false };
    let Some(entry) = session.writer.last_talk.iter().find(|entry| entry.entry.id == late) else {
        return false;
    };
    let page = child::open_for(session, entry.entry.child, Purpose::Amend(late), turn);
    turn.over(page);
    model.session.late = None;
    true
}

/// Does what is the same on every page; `false` where the page itself has to.
pub fn everywhere(model: &mut Model, action: Action, turn: &mut Turn) -> bool {
    match action {
        // Before the log is open there is nothing to lock, and there are no names to choose from.
        Action::Lock if matches!(model.screen, Screen::Unlock(_)) => {}
        Action::Lock => lock(model, turn),
        Action::CloseLog => close(model, Closed::Chosen, turn),
        Action::GoSearch => turn.over(search::State::default().into()),
        Action::Concern if !matches!(model.screen, Screen::Concern(_)) => {
            turn.over(concern::State::default().into());
        }
        Action::GoRooms => turn.over(rooms::State::at(&model.session).into()),
        Action::GoGroups => {
            let marked = match &model.screen {
                Screen::Board(board) => board.marked(&model.session),
                _ => Vec::new(),
            };
            turn.over(groups::State::open(&mut model.session, marked).into());
        }
        Action::GoStaff => {
            leave(model, turn);
            turn.effect(Effect::WrongTries(model.session.now));
            turn.over(staff::State::default().into());
        }
        Action::Redraw => turn.effect(Effect::Redraw),
        Action::Colours => settings::next_colours(&mut model.session, turn),
        Action::PlainSigns => settings::other_signs(&mut model.session, turn),
        Action::LettersOff => settings::letters_or_numbers(&mut model.session, turn),
        Action::GoUnsaved => unsaved::open(model, turn),
        Action::GoSettings => turn.over(settings::State::default().into()),
        Action::GoChecked if !matches!(model.screen, Screen::Checked(_)) => {
            turn.over(checked::State.into());
        }
        Action::GoBoard => {
            leave(model, turn);
            turn.to(board::State::default().into());
        }
        Action::GoRound => {
            leave(model, turn);
            let page = round::State::open(&mut model.session);
            turn.to(page.into());
        }
        Action::GoReview => {
            leave(model, turn);
            let page = review::State::open(&model.session, turn);
            turn.to(page.into());
        }
        Action::GoEvidence => {
            leave(model, turn);
            let page = evidence::State::open(&model.session, turn);
            turn.to(page.into());
        }
        Action::GoEvaluation => {
            leave(model, turn);
            let page = evaluation::State::open(&model.session, turn);
            turn.to(page.into());
        }
        Action::GoWeek => {
            leave(model, turn);
            let page = week::State::open(&model.session, turn);
            turn.to(page.into());
        }
        Action::GoExports => {
            leave(model, turn);
            turn.to(exports::State::default().into());
        }
        Action::GoRequests => {
            leave(model, turn);
            let page = requests::State::open(&model.session, turn);
            turn.over(page.into());
        }
        Action::GoDue => {
            leave(model, turn);
            let page = due::State::open(&model.session, turn);
            // Nothing below it shows any more what is erased here.
            turn.to(page.into());
        }
        Action::GoPhrases => {
            leave(model, turn);
            let page = phrases::State::open(&mut model.session);
            turn.over(page.into());
        }
        Action::GoRecords => {
            leave(model, turn);
            let page = records::State::open(&model.session, turn);
            turn.over(page.into());
        }
        Action::Help => {
            let scope = model.screen.page().scope();
            if scope == Scope::Help {
                return false;
            }
            turn.over(help::State::of(model).into());
        }
        Action::Commands if !matches!(model.screen, Screen::Help(_)) => {
            turn.over(help::State::commands(model).into());
        }
        Action::TakeBack
            if !matches!(
                model.screen,
                Screen::Card(_) | Screen::Round(_) | Screen::Records(_) | Screen::Review(_)
            ) =>
        {
            card::take_back(&mut model.session, turn);
        }
        Action::Practise | Action::PractiseHere => {
            lock(model, turn);
            turn.effect(Effect::Practise);
        }
        Action::Leave | Action::LeavePractice | Action::LeaveLesson | Action::ToTheLog => {
            leave(model, turn);
            model.session.flush(turn);
            turn.effect(Effect::Quit);
        }
        _ => return false,
    }
    true
}

/// Takes an answer into the session, then gives it to every open page.
fn take_in(model: &mut Model, answer: Answer, turn: &mut Turn) {
    let mut let_go = None;
    let session = &mut model.session;
    match &answer {
        Answer::Roll(roll, drafts, pins) => {
            session.pins = pins.clone();
            session.roll = roll.as_ref().clone();
            session.machine_room =
                session.machine.as_ref().and_then(|name| roll.room_named(name)).map(|room| room.id);
            if let Some(wrong) = session.no_such_room() {
                turn.warn(wrong.to_string());
            }
            session.count_drafts(drafts);
            if session.spelling.is_ready() {
                session.learn_words();
            }
            let_go = session.who().filter(|who| !who.here_on(session.today())).map(|who| who.name.clone());
        }
        Answer::Remembered(amiss) => {
            session.amiss.retain(|wrong| wrong.file != crate::settings::FILE);
            session.amiss.extend(amiss.iter().cloned());
        }
        Answer::Day(room, day, so_far) if session.room == Some(*room) && session.today() == *day => {
            session.count_drafts(&so_far.drafts);
            session.day = so_far.as_ref().clone();
            // What changed the day may have answered a step.
            turn.effects.extend(session.about.as_ref().map(|(child, _)| Effect::OpenSteps(*child)));
        }
        Answer::Meanwhile(News::Backups(stand)) => session.hear_of_backups(stand.as_ref().clone(), turn),
        Answer::Frameworks(Ok(known)) => {
            session.frameworks.clone_from(&known.used);
            session.unused.clone_from(&known.unused);
            session.amiss.retain(|known| known.file == FILE);
            session.amiss.extend(known.wrong.iter().cloned());
        }
        // A one-use number takes the place of the numbers that somebody had.
        Answer::OneUse(person, Ok(_)) => drop(session.pins.remove(person)),
        Answer::OpenSteps(child, steps) => {
            if let Some((about, known)) = &mut session.about
                && about == child
            {
                *known = Some(steps.clone());
            }
        }
        Answer::Writer(person, writer) if session.person == Some(*person) => {
            session.writer = writer.as_ref().clone();
            session.join_held();
            session.phrases = session.bank.with(&writer.phrases);
            let place = session.room.map(|room| (room, session.today()));
            if session.ranked != place {
                session.ranked = place;
                session.phrase_use = used_before_today(writer, &session.day.entries);
            }
            let count = u32::try_from(writer.drafts.len()).unwrap_or(u32::MAX);
            session.draft_counts.insert(*person, count);
            match writer.set_aside {
                0 => {}
                1 => turn.warn("One draft of yours could not be opened. It was set aside; all else is here."),
                more => turn.warn(format!(
                    "{more} drafts of yours could not be opened. They were set aside; all else is here."
                )),
            }
            resume(session, turn);
        }
        Answer::Dictionary(dictionary) => {
            session.spelling.take(dictionary.clone());
            session.learn_words();
        }
        Answer::DraftKept(draft, kept) => {
            session.kept(*draft, kept.is_ok(), turn);
            if let Ok(space) = kept
                && std::mem::replace(&mut session.space, *space) != *space
            {
                session.warn_of_space(turn);
            }
            if let Err(why) = kept {
                let text = if why.starts_with("NOT SAVED") {
                    why.clone()
                } else {
                    format!("NOT SAVED. Your words are still here. {why}")
                };
                turn.notice = Some(Notice { sign: Mood::Stop, text });
            }
        }
        // The record is open: it is looked through while people sign in.
        Answer::Unlocked(Ok(())) => {
            session.opened = session.now;
            turn.effect(Effect::Meanwhile(Job::Check));
        }
        Answer::LastLine(last) => session.last_line = *last,
        Answer::Unseen(person, due) if session.person == Some(*person) => session.hear_of_due(*due, turn),
        Answer::Due(person, Ok(_)) if session.person == Some(*person) => session.due = 0,
        Answer::Rested(tidy) => session.untidy = !tidy,
        Answer::Failed(why) => turn.notice = Some(Notice { sign: Mood::Stop, text: why.clone() }),
        _ => {}
    }
    if let Some(name) = let_go {
        // By another window: this one shows and takes nothing more.
        lock(model, turn);
        turn.warn(format!("{name} can't sign in any more. Drafts are kept."));
        return;
    }
    let session = &mut model.session;
    card::taken_back(session, &answer, turn);
    board::said(session, &answer, turn);
    checked::take_in(session, &answer, turn);
    for below in &mut model.below {
        below.page_mut().answer(&mut model.session, &answer, turn);
    }
    model.screen.page_mut().answer(&mut model.session, &answer, turn);
    if let Answer::Applied(_, Err(why)) = &answer {
        unsaved::offer(model, why, turn);
    }
    lesson::watch(model, &answer, turn);
}

/// How often each phrase was used in the shown room before today: what is used today counts from tomorrow on, so
/// that a program that is started again finds every phrase in its place.
fn used_before_today(writer: &Writer, today: &[Standing]) -> BTreeMap<String, u32> {
    let mut uses = writer.phrase_use.clone();
    for entry in today.iter().filter(|entry| entry.withdrawn.is_none()) {
        for phrase in &entry.entry.phrases {
            if let Some(uses) = uses.get_mut(phrase) {
                *uses = uses.saturating_sub(1);
            }
        }
    }
    uses
}

/// Opens what was being written when the screen was locked, once its writer is back.
fn resume(session: &mut super::model::Session, turn: &mut Turn) {
    if let Some(draft) = session.person.and_then(|person| session.resume.remove(&person)) {
        let draft = session.writer.drafts.iter().find(|known| known.id == draft);
        if let Some(draft) = draft.cloned() {
            super::screen::go_on(session, &draft, turn);
        }
    }
}
