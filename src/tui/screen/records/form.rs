//! A record as it is written: whom it reached, when and where, the fields of its kind, words, the family's own words,
//! and what it shows. Every part is a line of text, read as it is typed.

mod choose;
mod draw;
mod plain;
mod read;

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::ticks::Ticks;
use super::{SAVING, kind};
use crate::capture::record;
use crate::domain::entry::{Reason, Shown};
use crate::domain::practice::{Field, Held, Practice, PracticeKind, PracticeStands};
use crate::domain::{Act, Change, Draft, DraftId, PracticeId, Purpose, Role, RoomId, TalkId, length};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::typed::Typed;

/// Why a record is amended: what stands with the wrong child is put right in its own part.
const REASONS: [Reason; 3] = [Reason::MoreToSay, Reason::WrongFact, Reason::Spelling];
/// No room alone.
const EVERYWHERE: &str = "the whole setting";

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Children,
    Day,
    Where,
    /// A field of the kind, by its place.
    Field(usize),
    Text,
    FamilyWords,
    Shows,
    Why,
}

/// The form as it stands.
#[derive(Debug)]
pub(super) struct Form {
    kind: PracticeKind,
    id: PracticeId,
    /// How many times it had been amended when this was begun; `None` for a new record.
    seen: Option<u32>,
    /// The record that is amended, once it is known.
    amended: Option<Box<Practice>>,
    parts: Vec<(Part, Typed)>,
    at: usize,
    ticked: Vec<Shown>,
    ticks: Option<Ticks>,
    draft: DraftId,
    /// What stood in it when it was opened.
    before: Zeroizing<String>,
    /// The day stands there already: the first letter that is typed takes its place.
    offered: bool,
    saving: bool,
    closed: bool,
    says: String,
}

impl Form {
    /// A new record of that kind, or what its writer began of one.
    pub fn new(session: &mut Session, kind: &PracticeKind) -> Form {
        let begun = |draft: &&Draft| matches!(&draft.purpose, Purpose::Practice { kind: of, seen: None, .. } if *of == kind.code);
        let draft = session.writer.drafts.iter().find(begun).cloned();
        if let Some(form) = draft.and_then(|draft| Form::of_draft(session, &draft)) {
            return form;
        }
        let (id, draft) = (session.chance.id(session.now), session.chance.id(session.now));
        let ticked = kind.suggests(&session.frameworks).filter(|(_, ticked)| *ticked);
        let ticked = ticked.map(|(statement, _)| Shown { statement, changed: false }).collect();
        let mut form = Form::over(session, kind, id, draft, None);
        form.ticked = ticked;
        form.put(Part::Day, record::day_said(session.today()));
        let room = session.room().map_or(EVERYWHERE, |room| room.name.as_str()).to_string();
        form.put(Part::Where, room);
        form.before = Zeroizing::new(form.note());
        form
    }

    /// A record that is amended, with the words of a draft where there is one; `None` where its kind is known no more.
    pub fn of(session: &mut Session, stands: &PracticeStands) -> Option<Form> {
        let id = stands.practice.id;
        let begun = |draft: &&Draft| matches!(&draft.purpose, Purpose::Practice { record, seen: Some(_), .. } if *record == id);
        let draft = session.writer.drafts.iter().find(begun).cloned();
        if let Some(mut form) = draft.and_then(|draft| Form::of_draft(session, &draft)) {
            form.knows(session, stands);
            return Some(form);
        }
        let draft = session.chance.id(session.now);
        let mut form = Form::filled(session, &stands.practice, draft, Some(stands.revision))?;
        form.knows(session, stands);
        // Mostly there is more to say in one of its fields.
        form.at = form.parts.iter().position(|(part, _)| *part == Part::Field(0)).unwrap_or(0);
        Some(form)
    }

    /// A record that was taken back, to be written anew.
    pub fn again(session: &mut Session, practice: &Practice) -> Option<Form> {
        let (id, draft) = (session.chance.id(session.now), session.chance.id(session.now));
        let mut form = Form::filled(session, &Practice { id, ..practice.clone() }, draft, None)?;
        // All of it is the draft's: nothing of it stands anywhere else.
        form.before = Zeroizing::default();
        Some(form)
    }

    /// The form of a draft; `None` where the draft is of something else, or its kind is known no more.
    pub fn of_draft(session: &Session, draft: &Draft) -> Option<Form> {
        let Purpose::Practice { kind: code, record, seen, shows } = &draft.purpose else { return None };
        let kind = kind(session, code)?;
        let mut form = Form::over(session, kind, *record, draft.id, *seen);
        let mut lines = draft.note.split('\n');
        for (_, typed) in &mut form.parts {
            *typed = Typed::new(lines.next().unwrap_or_default());
        }
        form.at = lines.next().and_then(|at| at.parse().ok()).unwrap_or(0).min(form.parts.len() - 1);
        form.ticked = shows.clone();
        if let Some((_, typed)) = form.parts.get_mut(form.at) {
            typed.set_cursor(draft.cursor);
        }
        Some(form)
    }

    fn over(
        session: &Session,
        kind: &PracticeKind,
        id: PracticeId,
        draft: DraftId,
        seen: Option<u32>,
    ) -> Form {
        let leads = session.who().is_some_and(|who| who.role.leads());
        let fields = (0..kind.fields.len()).map(Part::Field);
        let parts = [Part::Children, Part::Day, Part::Where]
            .into_iter()
            .chain(fields)
            .chain([Part::Text, Part::FamilyWords])
            .chain(leads.then_some(Part::Shows))
            .chain(seen.map(|_| Part::Why));
        let mut form = Form {
            kind: kind.clone(),
            id,
            seen,
            amended: None,
            parts: parts.map(|part| (part, Typed::default())).collect(),
            at: 0,
            ticked: Vec::new(),
            ticks: None,
            draft,
            before: Zeroizing::default(),
            offered: false,
            saving: false,
            closed: false,
            says: String::new(),
        };
        form.put(Part::Why, REASONS[0].label().to_string());
        form
    }

    fn filled(session: &Session, practice: &Practice, draft: DraftId, seen: Option<u32>) -> Option<Form> {
        let kind = kind(session, &practice.kind)?;
        let mut form = Form::over(session, kind, practice.id, draft, seen);
        form.ticked = practice.shows.clone();
        let names = practice.children.iter().filter_map(|child| session.roll.child(*child));
        form.put(Part::Children, names.map(|child| child.name()).collect::<Vec<_>>().join(", "));
        form.put(Part::Day, record::day_said(practice.day));
        let room = practice.room.and_then(|room| session.roll.room(room));
        form.put(Part::Where, room.map_or(EVERYWHERE, |room| room.name.as_str()).to_string());
        for (place, field) in kind.fields.iter().enumerate() {
            if let Some(held) = practice.fields.get(&field.code) {
                form.put(Part::Field(place), read::typed(session, held));
            }
        }
        form.put(Part::Text, practice.text.clone());
        form.put(Part::FamilyWords, record::own_words_said(&practice.family_words));
        form.before = Zeroizing::new(form.note());
        Some(form)
    }

    fn put(&mut self, part: Part, text: String) {
        if let Some((_, typed)) = self.parts.iter_mut().find(|(known, _)| *known == part) {
            *typed = Typed::new(text);
        }
    }

    fn text(&self, part: Part) -> &str {
        self.parts.iter().find(|(known, _)| *known == part).map_or("", |(_, typed)| typed.text())
    }

    fn part(&self) -> Part {
        self.parts.get(self.at).map_or(Part::Text, |(part, _)| *part)
    }

    fn field(&self, part: Part) -> Option<&Field> {
        match part {
            Part::Field(place) => self.kind.fields.get(place),
            _ => None,
        }
    }

    /// Whether somebody of that role may write such a record.
    pub fn may_write(&self, role: Role) -> bool {
        self.kind.may_write(role)
    }

    pub fn record(&self) -> PracticeId {
        self.id
    }

    pub fn amends(&self) -> bool {
        self.seen.is_some()
    }

    pub fn closed(&self) -> bool {
        self.closed
    }

    pub fn ticking(&self) -> bool {
        self.ticks.is_some()
    }

    pub fn takes_words(&self) -> bool {
        self.ticks.is_none()
    }

    pub fn writing(&self) -> Option<DraftId> {
        (self.has_words() && !self.saving).then_some(self.draft)
    }

    /// The record that it amends has been read.
    pub fn knows(&mut self, session: &Session, stands: &PracticeStands) {
        let read = self.amended.replace(Box::new(stands.practice.clone()));
        if self.seen.is_some_and(|seen| seen != stands.revision) {
            self.meet(session, stands, read.as_deref());
        }
    }

    /// Somebody amended the record since this was begun. What they wrote comes into the fields that were left as they
    /// stood; where that is not known any more, only the person can say which words are right. Both are told before the
    /// next Enter, which is over the record as it stands now.
    fn meet(&mut self, session: &Session, stands: &PracticeStands, read: Option<&Practice>) {
        let who = stands.amended.last().map(|last| {
            let name = session.roll.person(last.by).map_or("Somebody", |person| person.first_name());
            format!("{name} amended this record at {}.", last.at.clock())
        });
        self.seen = Some(stands.revision);
        let lines = |practice: &Practice| Form::filled(session, practice, self.draft, self.seen);
        let Some(theirs) = lines(&stands.practice) else { return };
        let says = match read.and_then(lines) {
            Some(base) => {
                for ((mine, base), theirs) in self.parts.iter_mut().zip(&base.parts).zip(&theirs.parts) {
                    if mine.1.text() == base.1.text() {
                        *mine = theirs.clone();
                    }
                }
                if self.ticked == base.ticked {
                    self.ticked.clone_from(&theirs.ticked);
                }
                "Theirs stands where you changed nothing; Enter saves yours beside it."
            }
            None => "Your words are still here: Enter saves them over theirs, Esc and Esc shows theirs.",
        };
        self.before = Zeroizing::new(theirs.note());
        self.says = format!("{} {says}", who.unwrap_or_default());
    }

    /// It could not be saved, and why.
    pub fn refused(&mut self, why: &str) {
        self.saving = false;
        self.says = why.to_string();
    }

    /// What is said once it is in the record.
    pub fn saved(&self, session: &Session) -> String {
        let leads = session.who().is_some_and(|who| who.role.leads());
        let done = if self.amends() { "Amended; the first words stay readable" } else { "Saved" };
        match (self.kind.restricted, leads) {
            (true, _) => format!("{done}. Room leads and managers alone can read it."),
            (false, true) => format!("{done}. It counts from now on."),
            (false, false) => format!("{done}. It counts once a room lead has agreed it."),
        }
    }

    fn note(&self) -> String {
        let lines = self.parts.iter().map(|(_, typed)| typed.text().to_string());
        let shows = self.ticked.iter().map(|shown| format!("{} {}", shown.statement, shown.changed));
        lines.chain(shows).collect::<Vec<_>>().join("\n")
    }

    /// Whether something is written in it that is not in the record already.
    fn has_words(&self) -> bool {
        self.note() != *self.before && self.parts.iter().any(|(_, typed)| !typed.is_empty())
    }

    /// Keeps what was typed as a draft of its writer; nothing where it is as it was.
    pub fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person.filter(|_| !self.saving) else { return };
        let lines = self.parts.iter().map(|(_, typed)| typed.text().to_string());
        let note = lines.chain([self.at.to_string()]).collect::<Vec<_>>().join("\n");
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: TalkId(self.draft.0),
            children: Vec::new(),
            kind: None,
            private: true,
            note: if self.has_words() { note } else { String::new() },
            cursor: self.parts.get(self.at).map_or(0, |(_, typed)| typed.cursor()),
            ids: Vec::new(),
            why: None,
            answers: None,
            purpose: Purpose::Practice {
                kind: self.kind.code.clone(),
                record: self.id,
                seen: self.seen,
                shows: self.ticked.clone(),
            },
        };
        let room = session.room.unwrap_or(RoomId(uuid::Uuid::nil()));
        session.keep_words(draft, room, turn);
    }

    fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        if self.amends() && self.amended.is_none() {
            self.says = "The record is still being read. Press Enter once more.".to_string();
            return;
        }
        if self.amends() && !self.has_words() {
            self.says = "Nothing is changed yet. Change something, or press Esc.".to_string();
            return;
        }
        let practice = match self.practice(session) {
            Ok(practice) => practice,
            Err((part, why)) => {
                self.at = self.parts.iter().position(|(known, _)| *known == part).unwrap_or(0);
                self.says = why;
                return;
            }
        };
        self.saving = true;
        self.says.clear();
        session.finishing(self.draft, turn);
        let change = match self.seen {
            None => Change::Practice(Box::new(practice)),
            Some(seen) => {
                let why = self.text(Part::Why);
                let reason = REASONS.into_iter().find(|reason| reason.label() == why);
                Change::AmendPractice {
                    record: Box::new(practice),
                    seen,
                    reason: reason.unwrap_or(Reason::MoreToSay),
                }
            }
        };
        let act = Act { changes: vec![change], finishes: Some(self.draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(SAVING)));
    }

    pub fn open_text(&self) -> Option<(&str, usize)> {
        self.parts.get(self.at).map(|(_, typed)| (typed.text(), length::NOTE))
    }

    pub fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        let part = self.part();
        if self.saving || self.ticking() || self.chooses(part) || part == Part::Shows {
            return turn.say("Nothing was pasted: nothing is written here.");
        }
        if let Some((_, typed)) = self.parts.get_mut(self.at) {
            typed.put(text);
            self.says.clear();
            self.keep(session, turn);
        }
    }

    /// Goes to another part; what was typed stands as it was read.
    fn go(&mut self, session: &mut Session, by: isize, turn: &mut Turn) {
        self.settle(session);
        let count = self.parts.len().cast_signed();
        self.at = (self.at.cast_signed() + by).rem_euclid(count).unsigned_abs();
        self.offered = self.part() == Part::Day;
        self.says.clear();
        if self.has_words() {
            self.keep(session, turn);
        }
    }

    pub fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        if let Some(ticks) = &mut self.ticks {
            let meant = ticks.press(session, press);
            let done = ticks.done;
            if self.ticked != ticks.ticked {
                self.ticked = ticks.ticked.clone();
                self.keep(session, turn);
            }
            if done {
                self.ticks = None;
            }
            return meant;
        }
        let part = self.part();
        match press.action {
            Some(Action::SaveRecord) => self.save(session, turn),
            Some(Action::NextPart | Action::Down) => self.go(session, 1, turn),
            Some(Action::LastPart | Action::Up) => self.go(session, -1, turn),
            Some(Action::Back) => {
                self.keep(session, turn);
                if session.writer.drafts.iter().any(|draft| draft.id == self.draft) {
                    turn.say("Kept. It waits for you among your drafts.");
                }
                self.closed = true;
            }
            _ if part == Part::Shows => return self.press_shows(session, press),
            _ if self.chooses(part) => {
                if !self.choose(session, press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
            _ => {
                let offered = std::mem::take(&mut self.offered) && press.action.is_none();
                let Some((_, typed)) = self.parts.get_mut(self.at) else { return false };
                if offered && press.chord.letter().is_some() {
                    typed.clear();
                }
                if !typed.press(press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
        }
        true
    }

    pub fn hint(&self, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let part = self.part();
        match action {
            Action::NextPart => said("Tab", "next"),
            Action::Right if part == Part::Shows => said("→", "tick"),
            Action::Left if self.chooses(part) => said("←→", "choose"),
            Action::Back => said("Esc", "keep for later"),
            _ => None,
        }
    }

    /// The fields of the kind as they are read now.
    fn fields(&self, session: &Session) -> Result<BTreeMap<String, Held>, (Part, String)> {
        let children = self.children(session).unwrap_or_default();
        let mut fields = BTreeMap::new();
        for (place, field) in self.kind.fields.iter().enumerate() {
            let part = Part::Field(place);
            let text = self.text(part);
            if !text.trim().is_empty() {
                let held = read::held(session, field, text, &children).map_err(|why| (part, why))?;
                fields.insert(field.code.clone(), held);
            }
        }
        Ok(fields)
    }
}
