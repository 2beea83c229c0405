//! The lead's own text: kept with every key, in the record when it is saved, never rewritten.

use super::marks::{mark, renumber};
use super::{Part, State, TEXT};
use crate::domain::evaluation::term;
use crate::domain::{Act, Change, Draft, EntryId, Purpose, RoomId, TalkId};
use crate::store::ask::Judged;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, StatementRead, Turn};
use crate::tui::screen::Press;
use crate::tui::screen::at_once::{together, wrote_since};
use crate::tui::screen::evaluation::{self, nothing_to_keep};
use crate::tui::screen::evidence::say::whose;
use crate::tui::widget::words::Words;

impl State {
    /// What was read comes in; words that are being written are never touched by it. The text that stands is as seen
    /// as those words are: what nobody was shown here is not written over.
    pub(super) fn take_in(&mut self, session: &mut Session, read: &StatementRead, turn: &mut Turn) {
        let first = self.read.is_none();
        let judged = &read.judged;
        if first || !(self.unsaved || self.under_way) {
            if first || judged.revision != self.revision {
                self.text = Words::new(judged.text.clone());
                self.cited.clone_from(&judged.cited);
            }
            self.saved = judged.written.map(|(_, at)| at);
            self.revision = judged.revision;
        }
        let before = self.read.replace(read.clone()).map(|before| before.judged);
        if first {
            self.resume(session, turn);
        }
        if std::mem::take(&mut self.refused) {
            self.meet(session, before.filter(|before| before.revision == self.revision), turn);
        }
        self.begin_lists(read, turn);
        let known = |id: &EntryId| self.listed().iter().any(|one| one.id == *id && one.evidence.is_some());
        if first && self.unsaved && !self.cited.iter().all(known) {
            // What the words that were kept cite is read as well.
            self.ask(turn);
        }
    }

    /// Goes on with words that were kept before they were in the record.
    fn resume(&mut self, session: &mut Session, turn: &mut Turn) {
        let statement = self.known_as();
        let kept = session.writer.drafts.iter().find_map(|draft| match &draft.purpose {
            Purpose::Evidence { statement: of, cited, seen, .. } if *of == statement => {
                Some((draft.clone(), cited.clone(), *seen))
            }
            _ => None,
        });
        let Some((draft, cited, seen)) = kept else { return };
        self.text = Words::new(draft.note.clone());
        self.text.set_cursor(draft.cursor);
        self.cited = cited;
        self.draft = Some(draft.id);
        self.unsaved = true;
        self.revision = seen;
        self.meet(session, None, turn);
    }

    /// Somebody wrote this text since these words were begun. Theirs comes before them, with the caret where theirs
    /// begins: the writer sees both, and the next Enter is over the text as it stands now.
    fn meet(&mut self, session: &mut Session, base: Option<Judged>, turn: &mut Turn) {
        let theirs = self.judged();
        if theirs.revision == self.revision {
            return;
        }
        let mut cited = theirs.cited.clone();
        let mine = renumber(self.text.text(), &numbers_in(&mut cited, &self.cited));
        let base = base.map(|base| renumber(&base.text, &numbers_in(&mut cited, &base.cited)));
        self.text = Words::new(together(base.as_deref(), &theirs.text, &mine, "\n"));
        self.text.set_cursor(0);
        self.cited = if self.text.text() == theirs.text { theirs.cited } else { cited };
        self.revision = theirs.revision;
        self.part = Part::Text;
        self.wrote(session, turn);
        let who = wrote_since(session, "text", theirs.written);
        turn.warn(match self.unsaved {
            true => format!("{who} Theirs stands before yours now; Enter saves both as one."),
            false => format!("{who} All of yours stands in theirs."),
        });
    }

    /// Something was written: it is kept, and not in the record before its writer says so.
    pub(super) fn wrote(&mut self, session: &mut Session, turn: &mut Turn) {
        let judged = self.judged();
        self.unsaved = self.text.text().trim_end() != judged.text || self.cited != judged.cited;
        self.keep(session, turn);
    }

    /// Whether words are kept here that are not in the record.
    pub(super) fn kept(&self) -> bool {
        self.unsaved && !self.text.said().is_empty()
    }

    /// Keeps what is written, so that neither a lock nor a power cut takes it.
    pub(super) fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person else { return };
        let id = *self.draft.get_or_insert_with(|| session.chance.id(session.now));
        let statement = self.known_as();
        let draft = Draft {
            begun: None,
            digit: None,
            id,
            writer,
            talk: TalkId(id.0),
            children: Vec::new(),
            kind: None,
            private: true,
            // What the record has already needs no draft.
            note: if self.unsaved { self.text.text().to_string() } else { String::new() },
            cursor: self.text.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::Evidence {
                statement,
                cited: self.cited.clone(),
                seen: self.revision,
                scope: Some(self.whom.clone()),
            },
            why: None,
        };
        let room = session.room.unwrap_or(RoomId(uuid::Uuid::nil()));
        session.keep_words(draft, room, turn);
    }

    /// A key while the entry is chosen that the text cites. What is typed is the text's own: no letter is a key here.
    pub(super) fn choose_cited(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::PutCited) => self.cite(session, turn),
            Some(Action::Up) => self.step(-1, turn),
            Some(Action::Down) => self.step(1, turn),
            Some(Action::PageUp) => self.step(-8, turn),
            Some(Action::PageDown) => self.step(8, turn),
            Some(Action::First) => self.step(isize::MIN / 2, turn),
            Some(Action::Last) => self.step(isize::MAX / 2, turn),
            Some(Action::Back | Action::Left | Action::Erase | Action::NextPart | Action::LastPart) => {
                self.part = Part::Text;
            }
            Some(_) => return false,
            None => {
                let Some(letter) = press.chord.letter() else { return false };
                self.part = Part::Text;
                self.text.insert(&format!("[{letter}"));
                self.wrote(session, turn);
            }
        }
        true
    }

    /// Whether there are numbers in it and nothing that they prove.
    fn only_numbers(&self) -> bool {
        let mut parts = self.text.text().split_whitespace();
        !self.text.said().is_empty() && parts.all(|part| part.starts_with('[') && part.ends_with(']'))
    }

    /// Sends the text to the record, unless it is there; what is on its way is waited for first.
    pub(super) fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        if !self.unsaved {
            return;
        }
        if self.only_numbers() {
            self.part = Part::Text;
            return turn.say("Write what it proves: the number stands behind it.");
        }
        if self.under_way {
            self.again = true;
            return;
        }
        if let Some(why) = self.leaves_another(session).filter(|_| !self.moved) {
            (self.moved, self.part) = (true, Part::Text);
            return turn.warn(why);
        }
        self.under_way = true;
        self.unsaved = false;
        let change = Change::EvidenceText {
            statement: self.known_as(),
            text: self.text.text().trim_end().to_string(),
            cited: self.cited.clone(),
            seen: self.revision,
            scope: Some(self.whom.clone()),
        };
        let mut act = Act::from(change);
        act.finishes = self.draft;
        if let Some(draft) = self.draft {
            session.finishing(draft, turn);
        }
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(TEXT)));
    }

    /// The last round, where the text is of that still and nobody has looked at it in this one; own words are looked at
    /// with their saving.
    pub(super) fn carried_over(&self, session: &Session) -> Option<&str> {
        let read = self.read.as_ref().filter(|_| !self.unsaved && !self.under_way)?;
        read.carried_over(&term(session.today()))
    }

    /// Keeps the text of the last round as it stands, for this one, or takes that back.
    pub(super) fn keep_text(&mut self, session: &Session, turn: &mut Turn) {
        if self.unsaved || self.under_way {
            return turn.say(
                session
                    .keys
                    .said(Action::SaveText, "Your words are not saved yet: s saves them for this term."),
            );
        }
        let carried_over = self.carried_over(session).is_some();
        let judged = self.judged();
        let keeping = evaluation::keeping(self.known_as(), &judged, carried_over, self.whom.period);
        let Some((change, errand)) = keeping else { return turn.say(nothing_to_keep(&judged.text)) };
        self.under_way = true;
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(errand)));
    }

    /// What is to be said where the text in the record speaks of other rooms: a form of those would lose it.
    fn leaves_another(&self, session: &Session) -> Option<String> {
        let judged = self.judged();
        let before = judged.scope.filter(|before| before.rooms != self.whom.rooms)?;
        let (before, now) = (whose(session, &before), whose(session, &self.whom));
        (!judged.text.is_empty()).then(|| {
            format!("This text is of the {before}, whose form would lose it. Save once more to make it the {now}'s.")
        })
    }

    /// Whether the marked entry's number stands where Enter would put it.
    pub(super) fn cited_at_caret(&self) -> bool {
        let number = self.listed().get(self.marked).and_then(|listed| listed.number);
        number.is_some_and(|number| self.text.before().ends_with(&mark(number)))
    }

    /// Puts the marked entry's number where the caret is, and goes on in the text after it: what is typed next is
    /// meant for it. Line by line each answer says itself what it is.
    pub(super) fn cite(&mut self, session: &mut Session, turn: &mut Turn) {
        let marked = self.listed().get(self.marked).map(|listed| (listed.number, listed.id));
        let Some((number, id)) = marked else { return };
        self.part = if session.plain { Part::Entries } else { Part::Text };
        let number = number.unwrap_or_else(|| match self.cited.iter().position(|cited| *cited == id) {
            Some(index) => index + 1,
            None => {
                self.keep_cited(id);
                self.cited.push(id);
                self.cited.len()
            }
        });
        let between = match self.text.before().chars().next_back() {
            None | Some(' ' | ']' | '\n') => "",
            Some(_) => " ",
        };
        if self.text.before().ends_with(&mark(number)) {
            return turn.say("It is cited there already.");
        }
        self.text.insert(&format!("{between}{}", mark(number)));
        if self.text.said() == mark(number) {
            // What is proved is still to be written, and stands before its number.
            self.text = Words::new(format!(" {}", mark(number)));
            self.text.set_cursor(0);
        }
        self.wrote(session, turn);
        self.marked = self.listed().iter().position(|listed| listed.id == id).unwrap_or(0);
    }

    /// What was found behind a figure is known among all entries, however many of those are stronger.
    fn keep_cited(&mut self, id: EntryId) {
        let listed = self.listed();
        let cited = listed.iter().find(|one| one.id == id).and_then(|one| one.evidence).cloned();
        if let (Some(cited), Some(read)) = (cited, &mut self.read) {
            read.cited.push(cited);
        }
    }

    /// What taking the draft would add, as it will stand: after the text where there is one, its numbers made to
    /// fit; and what the text cites then.
    pub(super) fn offered(&self) -> Option<(String, Vec<EntryId>)> {
        let read = self.read.as_ref()?;
        let mut cited = if self.text.said().is_empty() { Vec::new() } else { self.cited.clone() };
        let numbers = numbers_in(&mut cited, &read.drafted);
        Some((renumber(&read.draft, &numbers), cited))
    }

    /// Takes the draft that is offered. Enter was its saving, unless own words before it were not finished: they
    /// stay so. The judgement is what is to be decided next.
    pub(super) fn take_draft(&mut self, session: &mut Session, turn: &mut Turn) {
        self.part = Part::Entries;
        let Some((draft, cited)) = self.offered() else { return };
        let unfinished = self.kept();
        if self.text.said().is_empty() {
            self.text = Words::new(draft);
        } else {
            self.text.append(&format!("\n{draft}"));
        }
        self.cited = cited;
        self.wrote(session, turn);
        if unfinished {
            turn.say(session.keys.said(Action::SaveText, "It stands after your words. s saves both."));
        } else {
            self.save(session, turn);
        }
    }
}

/// The numbers that entries have in a list to which those that are not in it are added.
fn numbers_in(cited: &mut Vec<EntryId>, entries: &[EntryId]) -> Vec<usize> {
    let number = |id: &EntryId| match cited.iter().position(|other| other == id) {
        Some(index) => index + 1,
        None => {
            cited.push(*id);
            cited.len()
        }
    };
    entries.iter().map(number).collect()
}
