//! A correction beside the first words: why, then the new words; or, where an entry stands with the wrong
//! child, for whom it is.

mod draw;
mod plain;
mod whose;
mod words;

pub use plain::WORDS;

use super::child::say;
use super::names::{Answered, Names};
use super::spell::{Answered as Spelt, Spell};
use super::{Page, Press, Screen};
use crate::capture::entries::contact_for;
use crate::domain::entry::{Reason as Why, Review, Standing, Withdrawn};
use crate::domain::{Act, Change, ChildId, Draft, DraftId, Entry, Purpose, length};
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;

/// The children of a tie that are numbered.
const NUMBERED: usize = 9;

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    standing: Box<Standing>,
    /// The other entries of the same talk about the same child: they stand with the wrong child too.
    others: Vec<Standing>,
    step: Step,
    /// The new words.
    typed: Typed,
    draft: DraftId,
    /// The finder for the right child.
    name: Typed,
    /// The line of the found children that a person marked.
    chosen: Option<usize>,
    /// The question about another child's name in the new words.
    names: Names,
    /// The question about a word of them that may be misspelt.
    spell: Spell,
    saving: bool,
    says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Choosing why; the line that is marked.
    Why(usize),
    /// Writing the words, for that reason.
    Words(Why),
    /// Finding the right child.
    Child,
    /// Once more: for that child.
    Sure(ChildId),
}

/// Whether whoever is signed in may correct an entry, as far as is known here; the reason where not.
/// That the day was closed is known of today alone: the store knows it of every day.
pub fn may(session: &Session, entry: &Standing) -> Result<(), Reason> {
    let Some(person) = session.who() else { return Err("Sign in first.".to_string()) };
    match entry.withdrawn {
        Some(Withdrawn::TakenBack { .. }) => {
            return Err("It was taken back: there is nothing to amend.".to_string());
        }
        Some(Withdrawn::Struck { .. }) => {
            return Err("It was struck: amend it where it stands now.".to_string());
        }
        None => {}
    }
    if !say::whole(session, entry) {
        return Err("Only its writer and a room lead can read it.".to_string());
    }
    if person.role.leads() {
        return Ok(());
    }
    if entry.entry.by != person.id && entry.entry.entered_by != Some(person.id) {
        return Err("Somebody else wrote it: only they or a room lead can amend it.".to_string());
    }
    let todays = Some(entry.entry.room) == session.room && entry.entry.happened.day() == session.today();
    match &session.day.closed {
        Some((lead, _, _)) if todays => {
            let lead = say::first_name(session, *lead);
            Err(format!("{lead} has closed that day. Ask a room lead to amend it."))
        }
        _ => Ok(()),
    }
}

/// The line of the reasons with more to say.
const MORE_TO_SAY: usize = 3;

/// Opens the page for an entry, with the words of a draft where there is one.
pub fn open(session: &mut Session, standing: Standing, turn: &mut Turn) -> Screen {
    let purpose = Purpose::Amend(standing.entry.id);
    let kept = session.draft_for(&purpose);
    let why = kept.and_then(|draft| draft.why);
    let typed = kept.map(|draft| {
        let mut typed = Typed::new(draft.note.clone());
        typed.set_cursor(draft.cursor);
        typed
    });
    let draft = kept.map(|draft| draft.id);
    // Who is asked something has more to say; the child is right.
    let first = match standing.review {
        Review::SentBack { .. } => MORE_TO_SAY,
        _ => usize::from(typed.is_some()),
    };
    turn.effect(Effect::Talk(standing.entry.talk));
    State {
        others: Vec::new(),
        // Words that were begun go on where they were left.
        step: why.map_or(Step::Why(first), Step::Words),
        typed: typed.unwrap_or_else(|| Typed::new(standing.text())),
        draft: draft.unwrap_or_else(|| session.chance.id(session.now)),
        standing: Box::new(standing),
        name: Typed::default(),
        chosen: None,
        names: Names::default(),
        spell: Spell::default(),
        saving: false,
        says: String::new(),
    }
    .into()
}

impl State {
    fn changed(&self) -> bool {
        self.typed.text().trim() != self.standing.text().trim()
    }

    /// Keeps the words as a draft of their writer. Where they are the latest words there is nothing to keep.
    fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person.filter(|_| !self.saving) else { return };
        let entry = &self.standing.entry;
        let why = match self.step {
            Step::Words(why) => Some(why),
            _ => session.draft_for(&Purpose::Amend(entry.id)).and_then(|kept| kept.why),
        };
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: entry.talk,
            children: vec![entry.child],
            kind: Some(entry.kind),
            private: entry.private,
            note: if self.changed() { self.typed.text().to_string() } else { String::new() },
            cursor: self.typed.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::Amend(entry.id),
            why,
        };
        session.keep_words(draft, entry.room, turn);
    }

    fn choose(&mut self, index: usize) -> bool {
        let Some(&why) = Why::ALL.get(index) else { return false };
        self.says.clear();
        self.step = if why == Why::WrongChild { Step::Child } else { Step::Words(why) };
        true
    }

    fn save(&mut self, session: &mut Session, why: Why, turn: &mut Turn) {
        if self.typed.is_empty() {
            self.says = "There are no words in it. Write what it should say.".to_string();
            return;
        }
        if !self.changed() {
            self.says = "Nothing is changed yet. Change the words, or press Esc.".to_string();
            return;
        }
        // What is private goes to no family.
        let entry = &self.standing.entry;
        if !entry.private && self.names.ask(session, self.typed.text(), entry.child) {
            return;
        }
        let (text, family_words) = words::read(session, &self.standing, self.typed.text());
        let change = Change::Amend {
            entry: self.standing.entry.id,
            seen: self.standing.revision,
            text,
            family_words,
            reason: why,
        };
        self.send(session, vec![change], turn);
    }

    fn send(&mut self, session: &mut Session, changes: Vec<Change>, turn: &mut Turn) {
        self.saving = true;
        session.finishing(self.draft, turn);
        let act = Act { changes, finishes: Some(self.draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page("amend")));
    }

    /// Strikes the entry, and those of the same talk, and copies them to the right child. Nothing is retyped.
    fn move_to(&mut self, session: &mut Session, child: ChildId, turn: &mut Turn) {
        let room = session.roll.child(child).map(|child| child.room);
        let mut changes = Vec::new();
        for standing in std::iter::once(self.standing.as_ref()).chain(&self.others) {
            let first = &standing.entry;
            let mut with = first.with.clone();
            for with in &mut with {
                with.contact = contact_for(&with.word, child, &session.roll);
            }
            let copy = Entry {
                id: session.chance.id(session.now),
                child,
                room: room.unwrap_or(first.room),
                with,
                text: standing.text().to_string(),
                family_words: standing.family_words().to_vec(),
                moved_from: Some(first.id),
                ..first.clone()
            };
            changes.push(Change::Strike { entry: first.id, seen: standing.revision });
            changes.push(Change::Entry(Box::new(copy)));
        }
        self.send(session, changes, turn);
    }

    /// Does what was answered about a name. Answers whether the key was an answer.
    fn settle(&mut self, session: &mut Session, answered: Answered, why: Why, turn: &mut Turn) -> bool {
        match answered {
            Answered::Softened(words) => {
                self.typed = Typed::new(words);
                self.keep(session, turn);
                self.save(session, why, turn);
            }
            Answered::Kept => self.save(session, why, turn),
            Answered::Again => {}
            Answered::Edit | Answered::Nothing => return false,
        }
        true
    }

    fn press_words(&mut self, session: &mut Session, press: Press, turn: &mut Turn, why: Why) -> bool {
        let answered = self.names.answer(press, self.typed.text());
        if self.settle(session, answered, why, turn) {
            return true;
        }
        match self.spell.answer(session, &mut self.typed, press) {
            Spelt::Nothing => {}
            Spelt::Left => return true,
            Spelt::Changed => {
                self.keep(session, turn);
                return true;
            }
        }
        match press.action {
            Some(Action::AmendSpelling) => self.spell.ask(session, &self.typed, &[], turn),
            Some(Action::SaveWords) => self.save(session, why, turn),
            Some(Action::Up | Action::LastPart) => self.step = Step::Why(place(why)),
            _ => {
                if !self.typed.press(press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
        }
        true
    }
}

/// The reason's line.
fn place(why: Why) -> usize {
    Why::ALL.iter().position(|reason| *reason == why).unwrap_or(0)
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.step {
            Step::Why(_) => Scope::AmendWhy,
            Step::Words(_) => Scope::AmendWords,
            Step::Child | Step::Sure(_) => Scope::AmendChild,
        }
    }

    fn takes(&self) -> Takes {
        match self.step {
            Step::Why(_) | Step::Sure(_) => Takes::Nothing,
            Step::Words(_) | Step::Child => Takes::Words,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        if press.action == Some(Action::Back) {
            self.says.clear();
            if self.names.answer(press, "") != Answered::Nothing
                || self.spell.answer(session, &mut self.typed, press) != Spelt::Nothing
            {
                return true;
            }
            match self.step {
                Step::Sure(_) => self.step = Step::Child,
                Step::Child => self.step = Step::Why(0),
                Step::Words(_) | Step::Why(_) => {
                    if self.changed() {
                        turn.say("Kept. Your words wait here for you.");
                    }
                    self.keep(session, turn);
                    turn.back();
                }
            }
            return true;
        }
        match self.step {
            Step::Why(marked) => match press.action {
                Some(Action::Up) => self.step = Step::Why((marked + 3) % 4),
                Some(Action::Down) => self.step = Step::Why((marked + 1) % 4),
                Some(Action::TakeReason) => return self.choose(marked),
                Some(Action::ChooseReason) => {
                    return press
                        .chord
                        .digit()
                        .and_then(|digit| digit.checked_sub(1))
                        .is_some_and(|i| self.choose(i));
                }
                _ => return false,
            },
            Step::Words(why) => return self.press_words(session, press, turn, why),
            Step::Child => return self.press_child(session, press),
            Step::Sure(child) => match press.action {
                Some(Action::TakeChild) => self.move_to(session, child, turn),
                _ => return false,
            },
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        matches!(self.step, Step::Words(_)).then(|| (self.typed.text(), length::NOTE))
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match self.step {
            Step::Words(_) if !self.saving => {
                self.typed.put(text);
                self.keep(session, turn);
            }
            _ => turn.say("Nothing was pasted: there is no note open."),
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        self.spell.take(answer);
        let id = self.standing.entry.id;
        match answer {
            Answer::Talk(talk, entries) if *talk == self.standing.entry.talk => {
                let child = self.standing.entry.child;
                self.others = entries
                    .iter()
                    .filter(|other| other.entry.child == child && other.entry.id != id)
                    .filter(|other| may(session, other).is_ok())
                    .cloned()
                    .collect();
            }
            Answer::Applied(Errand::Page("amend"), Ok(_)) if self.saving => {
                let said = match self.step {
                    Step::Sure(child) => {
                        let name = session.roll.child(child).map(|child| child.name()).unwrap_or_default();
                        format!("Moved to {name}. The room lead sees it at review.")
                    }
                    _ if self.standing.agreed() && !session.who().is_some_and(|who| who.role.leads()) => {
                        "Amended. A room lead looks at it again before it goes to the family.".to_string()
                    }
                    _ => "Amended. The first words stay readable.".to_string(),
                };
                turn.done(said);
                turn.back();
            }
            Answer::Applied(Errand::Page("amend"), Err(why)) if self.saving => {
                self.saving = false;
                self.says = why.clone();
                // What stands now may be newer than what was seen: it is shown before another try.
                turn.effect(Effect::Entry(id));
                turn.effect(Effect::Talk(self.standing.entry.talk));
                self.keep(session, turn);
            }
            Answer::Entry(entry, Some(newer)) if *entry == id => self.standing = newer.clone(),
            Answer::Failed(_) if self.saving => {
                self.saving = false;
                self.keep(session, turn);
            }
            _ => {}
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        self.keep(session, turn);
    }

    fn writing(&self) -> Option<DraftId> {
        (self.changed() && !self.saving).then_some(self.draft)
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        if let Some(hint) = self.names.hint(Action::SaveWords, action) {
            return hint;
        }
        if let Some(hint) = self.spell.hint(session, (Action::SaveWords, Action::LastPart), action) {
            return hint;
        }
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match (action, self.step) {
            (Action::TakeChild, Step::Sure(_)) => said("Enter", "move it"),
            (Action::LastPart, Step::Words(_) | Step::Child) => said("Shift-Tab", "another reason"),
            (Action::Back, Step::Words(_)) if self.changed() => said("Esc", "keep for later"),
            (Action::Back, Step::Child | Step::Sure(_)) => said("Esc", "back"),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.types(session, text, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
