//! From a row to its entries, and back: what Enter would save, what came of it, and taking it back.

use super::{State, Typing};
use crate::capture::{Card, entries, read};
use crate::domain::entry::Standing;
use crate::domain::evidence::suggest;
use crate::domain::round::Row;
use crate::domain::{Act, Change, ChildId, Entry, EntryId, Kind};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Mood, Notice, Turn};
use crate::tui::screen::card::{self, desk};

/// Takes the row back that was saved last, from another page: the round opens on it, with its cells and its sentence.
pub fn take_back(session: &mut Session, turn: &mut Turn) {
    let talk: Vec<Standing> =
        session.writer.last_talk.iter().filter(|entry| entry.withdrawn.is_none()).cloned().collect();
    let Some(entry) = talk.iter().map(|entry| &entry.entry).find(|entry| entry.round.is_some()) else {
        return;
    };
    if session.room != Some(entry.room) {
        let room = session.roll.room(entry.room).map_or("another room", |room| room.name.as_str());
        return turn.say(format!("That is a row of the round of {room}: go to that room first."));
    }
    let mut page = State::open(session);
    let row = page.row_of(session, entry, desk::words_of(session, &talk));
    page.finished.push(row);
    page.take_back(session, turn);
    turn.to(page.into());
}

/// What a row can't say.
const NOT_HERE: &str = "The round is how each child's day was. For that, open the child's own card.";

/// What is said where it is too late to take a row back: Enter is the row's own here.
const CORRECTS: &str = " Amend it on the child's page.";

impl State {
    /// The words of a row as they would be read: its cells', then its own.
    fn words(&self, session: &Session, row: &Row) -> Result<String, String> {
        let columns = self.columns(session);
        let own =
            desk::reading_for(session, &row.note, &[row.child], Kind::Feedback, |ctx| read(&row.note, ctx));
        if own.kind.is_some() || own.no_talk.is_some() || own.siblings || own.again {
            return Err(NOT_HERE.to_string());
        }
        // A digit alone is a phrase; behind the cells it would be only a digit.
        let digit = row.note.trim().len() == 1 && row.note.trim().chars().all(|c| c.is_ascii_digit());
        let said = match own.parts.first().filter(|_| digit) {
            Some(part) => part.text.clone(),
            None => row.note.clone(),
        };
        Ok([row.words(&columns), said].join(" ").trim().to_string())
    }

    /// The entries that a row would become, or the sentence why it can't.
    pub(super) fn would_save(
        &self,
        session: &Session,
        row: &Row,
        id: &mut dyn FnMut(ChildId, usize) -> EntryId,
    ) -> Result<Vec<Entry>, String> {
        let words = self.words(session, row)?;
        if words.is_empty() {
            return Err("Nothing is recorded in this row yet.".to_string());
        }
        let children = [row.child];
        let card = &mut Card {
            roll: &session.roll,
            room: &desk::room(session),
            children: &children,
            kind: Kind::Feedback,
            private: false,
            writer: self.draft.writer,
            entered_by: None,
            now: self.earlier.unwrap_or(session.now),
            clock: session.now,
            talk: row.talk,
            id,
        };
        let note = desk::reading_for(session, &words, &children, Kind::Feedback, |ctx| read(&words, ctx));
        let mut made = entries(&note, card).map_err(|trouble| trouble.to_string())?;
        match made.iter_mut().find(|entry| entry.kind == Kind::Feedback) {
            Some(entry) => entry.round = Some(row.recorded(&self.columns(session))),
            None => return Err("Say in a letter or a word how the day was, too.".to_string()),
        }
        Ok(made)
    }

    /// Saves the row in use as it stands, and goes down.
    pub(super) fn finish(&mut self, session: &mut Session, turn: &mut Turn) {
        self.typing = Typing::default();
        if let Some(why) = self.closed(session) {
            return turn.say(why);
        }
        let Some(row) = self.row().cloned() else {
            return turn.say("Nothing is recorded in this row yet: a letter, a number or a few words.");
        };
        self.asked = desk::named_in(session, &row.note, &[row.child], &self.kept_names);
        if !self.asked.is_empty() {
            return;
        }
        let mut ids = std::mem::take(&mut self.draft.ids);
        let mut chance = std::mem::replace(&mut session.chance, crate::chance::Chance::Machine);
        let now = session.now;
        let made = self.would_save(session, &row, &mut |child, part| {
            let known = ids.iter().find(|(c, p, _)| (*c, *p) == (child, part)).map(|(_, _, id)| *id);
            known.unwrap_or_else(|| {
                let id = chance.id(now);
                ids.push((child, part, id));
                id
            })
        });
        self.draft.ids = ids;
        session.chance = chance;
        match made {
            Ok(mut made) => {
                for entry in &mut made {
                    entry.suggested = suggest(entry, &session.phrases, &session.frameworks);
                }
                let changes = made.iter().map(|entry| Change::Entry(Box::new(entry.clone())));
                let act = Act::from(changes.collect::<Vec<_>>());
                self.keep(session, turn);
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Row(row.talk)));
                self.sent.push((row.talk, made));
                if let Some(next) = self.next_open(session, Some(row.child)) {
                    self.go(Some(next));
                    self.heard_from_the_first(session);
                }
            }
            Err(why) => turn.say(why),
        }
    }

    /// Rows that are in the record already, as after a power cut between saving and tidying, are no drafts.
    pub(super) fn drop_saved(&mut self, session: &Session) {
        let saved = |child: ChildId| {
            let id = self.draft.id_for(child, 0);
            session.day.entries.iter().any(|entry| Some(entry.entry.id) == id && entry.withdrawn.is_none())
        };
        let gone: Vec<ChildId> =
            self.rows.iter().map(|row| row.child).filter(|child| saved(*child)).collect();
        self.rows
            .retain(|row| !gone.contains(&row.child) || self.sent.iter().any(|(talk, _)| *talk == row.talk));
    }

    /// What came of saving a row, or of taking one back.
    pub(super) fn row_saved(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        let Answer::Applied(Errand::Row(talk), saved) = answer else { return };
        if let Some((_, child)) = self.reopening.take_if(|(reopening, _)| reopening == talk) {
            return self.taken_back(session, child, saved.as_ref().map(drop).map_err(String::clone), turn);
        }
        let Some(at) = self.sent.iter().position(|(sent, _)| sent == talk) else { return };
        let (_, made) = self.sent.remove(at);
        let Some(child) = made.first().map(|entry| entry.child) else { return };
        match saved {
            Ok(receipt) => {
                let happened = made.first().map(|entry| entry.happened.clock()).unwrap_or_default();
                let saved: Vec<Standing> =
                    made.into_iter().map(|entry| Standing::fresh(entry, receipt.seq, receipt.at)).collect();
                if self.earlier.is_none() {
                    session.day.entries.extend(saved.iter().cloned());
                }
                session.writer.last_talk = saved;
                let (gone, kept) =
                    std::mem::take(&mut self.rows).into_iter().partition(|row| row.talk == *talk);
                self.rows = kept;
                self.finished.extend::<Vec<Row>>(gone);
                self.draft.ids.retain(|(known, ..)| *known != child);
                self.keep(session, turn);
                session.refresh(turn);
                let name = session.roll.short_name(child);
                turn.done(format!(
                    "Saved for {name}, Feedback {happened}.\tCtrl-Z takes it back  5 min left"
                ));
                if self.on == Some(child) {
                    self.go(Some(child));
                }
            }
            Err(why) => {
                self.go(Some(child));
                let text = match why.starts_with("NOT SAVED") {
                    true => why.clone(),
                    false => format!("NOT SAVED. Your words are still here. {why}"),
                };
                turn.notice = Some(Notice { sign: Mood::Stop, text });
            }
        }
    }

    /// The row that an entry was, from what it keeps of the cells and from the words of its talk.
    fn row_of(&self, session: &Session, entry: &Entry, words: String) -> Row {
        let columns = self.columns(session);
        let mut row = Row::new(entry.child, entry.talk);
        for kept in entry.round.iter().flatten() {
            let column = columns.iter().find(|column| column.code == kept.column);
            let value = column.and_then(|column| column.value(kept.value.as_ref()?));
            row.set(&kept.column, value, false);
        }
        // The cells say their part of the words again.
        let said = row.words(&columns);
        row.note = words.strip_prefix(said.as_str()).map(str::trim_start).unwrap_or(&words).to_string();
        row
    }

    /// Takes the row that was saved last back, as it was. What was saved elsewhere opens on a card, as ever.
    pub(super) fn take_back(&mut self, session: &mut Session, turn: &mut Turn) {
        let last: Vec<Standing> =
            session.writer.last_talk.iter().filter(|entry| entry.withdrawn.is_none()).cloned().collect();
        let talk = last.first().map(|entry| entry.entry.talk);
        let row = self.finished.iter().rfind(|row| Some(row.talk) == talk).cloned();
        let (Some(row), Some(person)) = (row, session.person) else {
            self.keep(session, turn);
            card::take_back(session, turn);
            // Enter finishes the row here, and nothing else.
            if let (Some(_), Some(notice)) = (session.late.take(), &mut turn.notice) {
                notice.text = notice.text.replace(card::OFFERS, CORRECTS);
            }
            return;
        };
        if self.reopening.is_some() || self.rows.iter().any(|begun| begun.child == row.child) {
            return turn.say("This row is open again already.");
        }
        if let Some(why) = last.iter().find_map(|entry| entry.take_back(person, session.now).err()) {
            return turn.warn(format!("{}{CORRECTS}", card::cannot(&card::whose(session, &last), why)));
        }
        // Open again with new ids, and kept, before anything is taken away.
        self.on = Some(row.child);
        let old = row.talk;
        let child = row.child;
        if let Some(open) = self.begin(session) {
            open.cells = row.cells;
            open.note = row.note;
        }
        self.go(Some(child));
        self.keep(session, turn);
        self.reopening = Some((old, child));
        let changes: Vec<Change> =
            last.iter().map(|entry| Change::TakeBack { entry: entry.entry.id }).collect();
        turn.effect(Effect::Apply(changes.into(), session.stamp(), Errand::Row(old)));
    }

    fn taken_back(
        &mut self,
        session: &mut Session,
        child: ChildId,
        done: Result<(), String>,
        turn: &mut Turn,
    ) {
        match done {
            Ok(()) => {
                let talk = session.writer.last_talk.first().map(|entry| entry.entry.talk);
                session.day.entries.retain(|entry| Some(entry.entry.talk) != talk);
                session.writer.last_talk.clear();
                self.finished.retain(|row| Some(row.talk) != talk);
                session.refresh(turn);
                let text = "Taken back. The row is open again; change it and press Enter.".to_string();
                turn.notice = Some(Notice { sign: Mood::Back, text });
            }
            Err(why) => {
                self.rows.retain(|row| row.child != child);
                self.go(Some(child));
                self.keep(session, turn);
                turn.notice =
                    Some(Notice { sign: Mood::Stop, text: format!("It was not taken back. {why}") });
            }
        }
    }
}
