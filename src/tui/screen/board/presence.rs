//! Where children are, said without a note: here at one key, away or gone home with why. Taken back like a note.

use ratatui::style::Modifier;

use super::State;
use crate::domain::entry::{NoTakeBack, TAKE_BACK_SECONDS};
use crate::domain::{AwayReason, Change, Child, ChildId, Presence, Said, Whereabouts};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Mood, Notice, Turn};
use crate::tui::tap;
use crate::tui::today;
use crate::tui::widget::canvas::Canvas;

/// Whose absence is being explained, and which line is marked.
#[derive(Debug)]
pub(super) struct Away {
    children: Vec<ChildId>,
    marked: usize,
}

impl Away {
    /// Of children who are all here it is likeliest that they have gone home: that is marked first.
    pub(super) fn of(session: &Session, children: Vec<ChildId>) -> Away {
        let all_here = children.iter().all(|child| is_here(session, *child));
        let away = Away { children, marked: 0 };
        Away { marked: if all_here { away.choices(session).len().saturating_sub(1) } else { 0 }, ..away }
    }

    /// What is asked.
    pub(super) fn asks(&self, session: &Session) -> String {
        let here = self.children.iter().any(|child| is_here(session, *child));
        match (self.children.as_slice(), here) {
            ([one], true) => format!("{}: gone home, or not here today?", name(session, *one)),
            (several, true) => format!("These {} children: gone home, or not here today?", several.len()),
            ([one], false) => format!("Why is {} away today?", name(session, *one)),
            (several, false) => format!("Why are these {} children away today?", several.len()),
        }
    }

    /// The answers, numbered.
    pub(super) fn in_lines(&self, session: &Session) -> Vec<String> {
        let choices = self.choices(session).into_iter().zip(1..);
        choices.map(|(choice, number)| format!("{number} {}.", in_words(choice))).collect()
    }

    /// What can be said of them. Gone home comes last and only for who is here, so that the reasons keep
    /// their numbers.
    pub(super) fn choices(&self, session: &Session) -> Vec<Whereabouts> {
        let gone = self.children.iter().any(|child| is_here(session, *child)).then_some(Whereabouts::Gone);
        AwayReason::ALL.into_iter().map(Whereabouts::Away).chain(gone).collect()
    }

    pub(super) fn step(&mut self, session: &Session, by: isize) {
        let last = self.choices(session).len().saturating_sub(1);
        self.marked = self.marked.saturating_add_signed(by).min(last);
    }

    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.put(2, 4, &self.asks(session), theme.text.add_modifier(Modifier::BOLD));
        for (index, (choice, y)) in self.choices(session).into_iter().zip(6..).enumerate() {
            let marked = index == self.marked;
            let style = if marked { theme.bar } else { theme.text };
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(2, y, "▸", style);
            }
            canvas.row(0, y, canvas.width(), 1, tap::number(index + 1));
            canvas.put(4, y, &(index + 1).to_string(), style);
            canvas.put(7, y, in_words(choice), style);
        }
    }
}

impl State {
    /// Says that the children who are meant are here.
    pub(super) fn say_here(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(children) = self.meant(session, turn) {
            self.say(session, children, Whereabouts::Here, turn);
        }
    }

    /// Asks why the children who are meant are away.
    pub(super) fn ask_away(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(children) = self.meant(session, turn) {
            self.away = Some(Away::of(session, children));
        }
    }

    /// Takes a line of the question by its place, or the marked one.
    pub(super) fn choose_away(
        &mut self,
        session: &mut Session,
        line: Option<usize>,
        turn: &mut Turn,
    ) -> bool {
        let Some(away) = &self.away else { return false };
        let choice = away.choices(session).get(line.unwrap_or(away.marked)).copied();
        let Some(choice) = choice else { return false };
        if let Some(away) = self.away.take() {
            self.say(session, away.children, choice, turn);
        }
        true
    }

    pub(super) fn say(
        &mut self,
        session: &Session,
        children: Vec<ChildId>,
        is: Whereabouts,
        turn: &mut Turn,
    ) {
        let already = |child: &ChildId| match is {
            Whereabouts::Here => is_here(session, *child),
            _ => today::said(session, *child).is_some_and(|said| said.is == is),
        };
        let new: Vec<ChildId> = children.iter().copied().filter(|child| !already(child)).collect();
        self.clear();
        self.marked.clear();
        if new.is_empty() {
            return turn.say(match children.as_slice() {
                [one] => format!("{} is known to be so already.", name(session, *one)),
                _ => "They are known to be so already.".to_string(),
            });
        }
        let day = session.today();
        let changes: Vec<Change> =
            new.iter().map(|child| Change::Presence { child: *child, day, is }).collect();
        turn.effect(Effect::Apply(changes.into(), session.stamp(), Errand::Said(new, is)));
    }
}

/// An answer to why somebody is away.
fn in_words(choice: Whereabouts) -> &'static str {
    match choice {
        Whereabouts::Away(reason) => reason.label(),
        _ => "has been here and has gone home",
    }
}

fn is_here(session: &Session, child: ChildId) -> bool {
    session.roll.child(child).is_some_and(|child| today::presence(session, child) == Presence::Here)
}

fn name(session: &Session, child: ChildId) -> String {
    session.roll.child(child).map(Child::name).unwrap_or_default()
}

/// `Ben Clarke is`, `3 children are`
fn they_are(session: &Session, children: &[ChildId]) -> String {
    match children {
        [one] => format!("{} is", name(session, *one)),
        several => format!("{} children are", several.len()),
    }
}

/// What came of saying where children are, or of taking that back: known at once, before the day is read anew.
pub fn said(session: &mut Session, answer: &Answer, turn: &mut Turn) {
    if session.person.is_none() {
        // The screen was locked meanwhile: it names nobody.
        return;
    }
    match answer {
        Answer::Applied(Errand::Said(children, is), Ok(receipt)) => {
            let (Some(by), count) = (session.person, children.len() as u64) else { return };
            let first = receipt.seq.saturating_sub(count.saturating_sub(1));
            let words = children.iter().zip(first..).map(|(child, seq)| Said {
                seq,
                child: *child,
                day: receipt.at.day(),
                is: *is,
                by,
                at: receipt.at,
            });
            session.writer.last_said = words.collect();
            session.day.said.extend(&session.writer.last_said);
            let so = match is {
                Whereabouts::Here => "here",
                Whereabouts::Away(_) => "away",
                Whereabouts::Gone => "gone home",
            };
            let who = they_are(session, children);
            turn.done(match session.plain {
                true => format!("{who} {so}. u takes it back for 5 minutes."),
                false => format!("{who} {so}.\tCtrl-Z takes it back  5 min left"),
            });
            session.refresh(turn);
        }
        Answer::Applied(Errand::SaidTakenBack(children), Ok(_)) => {
            let taken: Vec<u64> = session.writer.last_said.drain(..).map(|said| said.seq).collect();
            session.day.said.retain(|said| !taken.contains(&said.seq));
            let text = format!("Taken back: where {} now.", they_are(session, children));
            turn.notice = Some(Notice { sign: Mood::Back, text });
            session.refresh(turn);
        }
        Answer::Applied(Errand::Said(..) | Errand::SaidTakenBack(_), Err(why)) => turn.warn(why.clone()),
        _ => {}
    }
}

/// Whether the last thing that whoever is signed in did was to say where children are, and not a note.
pub fn is_last(session: &Session) -> bool {
    let note = session.writer.last_talk.iter().filter(|entry| entry.withdrawn.is_none());
    let note = note.map(|entry| entry.seq).max().unwrap_or(0);
    session.writer.last_said.last().is_some_and(|said| said.seq > note)
}

/// Takes back the last that was said of where children are. Answers `false` where a note came after it, which is
/// what is meant then.
pub fn take_back(session: &Session, turn: &mut Turn) -> bool {
    let words = &session.writer.last_said;
    let (Some(first), true) = (words.first(), is_last(session)) else { return false };
    let since = session.now.ms - first.at.ms;
    if since.abs() > TAKE_BACK_SECONDS * 1000 {
        let why = match since {
            0.. => NoTakeBack::TooLate { minutes: session.now.minutes_since(first.at) },
            _ => NoTakeBack::ClockWasAhead(first.at),
        };
        turn.warn(format!("{why}  On the board, ] and [ say where the child is now."));
        return true;
    }
    let children: Vec<ChildId> = words.iter().map(|said| said.child).collect();
    let changes: Vec<Change> =
        words.iter().map(|said| Change::PresenceTakenBack { child: said.child, day: said.day }).collect();
    turn.effect(Effect::Apply(changes.into(), session.stamp(), Errand::SaidTakenBack(children)));
    true
}
