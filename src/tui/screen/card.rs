//! The card: for whom, what, and what was said. What will be saved is shown whole before Enter saves it.

mod asked;
mod back;
pub(super) mod desk;
mod draw;
pub(super) mod field;
pub(super) mod ink;
mod note;
mod parts;
pub(super) mod pen;
mod phrases;
mod plain;
pub(super) mod quiet;
mod saves;

pub use asked::has_question;
pub use back::{OFFERS, cannot, take_back, taken_back, whose};
#[cfg(test)]
pub(in crate::tui) use desk::numbered;
pub(in crate::tui) use phrases::{listed, second_column};
pub use plain::{SPELLING, WORDS};

use super::spell::Spell;
use super::{Page, Press, board};
use crate::capture::editor::next_gap;
use crate::capture::{EntryTrouble, NameHit};
use crate::domain::entry::{SAVED_WITH_OTHER_WORDS, Standing};
use crate::domain::evidence::suggest;
use crate::domain::{Act, Begun, Change, ChildId, Draft, DraftId, Entry, Kind, length};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Mood, Notice, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use field::Field;

/// The card as it stands.
#[derive(Debug)]
pub struct State {
    /// What is kept of it: for whom, the kind that was chosen, the ids of what it will become.
    draft: Draft,
    note: Field,
    part: Part,
    /// Names of other children that the writer keeps in the note: see [`desk::kept`].
    kept_names: Vec<desk::Settled>,
    /// The name that is asked about, everywhere that it stands; empty where none is.
    asked: Vec<NameHit>,
    /// What the writer said of the question that is pinned to the card.
    asked_today: asked::Asked,
    /// The question about a word that may be misspelt.
    spell: Spell,
    /// What is said under the note.
    says: Option<String>,
    /// That it is being saved, and the letters that came meanwhile.
    saving: Option<String>,
    /// What is on its way to the record.
    sent: Vec<Entry>,
    /// Line by line: what is asked.
    step: plain::Step,
    /// Line by line: the note with what is typed of the line so far.
    typed: Option<String>,
}

/// The part of the card that is in use.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Note,
    For {
        typed: String,
        chosen: Option<usize>,
    },
    What {
        marked: Kind,
    },
    /// Every copy, a child a line: all who were on the card when the list was opened, and the marked line.
    Copies {
        all: Vec<ChildId>,
        marked: usize,
    },
}

impl State {
    /// A card for these children: their draft of this time of the day where there is one, else an empty one.
    pub fn open(session: &mut Session, children: Vec<ChildId>) -> State {
        let kind = desk::guessed(session, &children);
        State::of_kind(session, children, kind)
    }

    fn of_kind(session: &mut Session, children: Vec<ChildId>, kind: Kind) -> State {
        let same = |draft: &&Draft| desk::is_for(draft, &children) && desk::goes_on(session, draft, kind);
        match session.writer.drafts.iter().find(same).cloned() {
            Some(draft) => State::of(draft),
            None => State::of(desk::blank(session, children)),
        }
    }

    /// A card for the note of this kind that is due for a child; their draft where there is one.
    pub fn due(session: &mut Session, child: ChildId, kind: Kind) -> State {
        let mut card = State::of_kind(session, vec![child], kind);
        if card.note.text().is_empty() && kind != desk::kind(session, &card) {
            card.draft.kind = Some(kind);
        }
        card
    }

    /// A draft, as it was left.
    pub fn reopen(draft: &Draft) -> State {
        State::of(draft.clone())
    }

    fn of(draft: Draft) -> State {
        let blank = draft.note.trim().is_empty();
        let step = if blank { plain::Step::Words } else { plain::Step::Sure };
        State {
            note: Field::new(draft.note.clone(), draft.cursor),
            draft,
            part: Part::Note,
            kept_names: Vec::new(),
            asked: Vec::new(),
            asked_today: asked::Asked::default(),
            spell: Spell::default(),
            says: None,
            saving: None,
            sent: Vec::new(),
            step,
            typed: None,
        }
    }

    /// Puts the writer's last note in, where nothing is written yet.
    pub fn say_again(&mut self, session: &mut Session, turn: &mut Turn) {
        if self.note.text().is_empty() {
            self.note.write("=");
            self.keep(session, turn);
        }
    }

    /// Whose words stand on it, for tests that look for lost ones; none while they are on their way to the record.
    #[cfg(test)]
    pub(crate) fn words(&self) -> Option<(DraftId, &str)> {
        self.saving.is_none().then(|| (self.draft.id, self.note.text()))
    }

    /// Keeps what is written, durably; the writer's list of drafts knows it at once.
    fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let words = self.typed.as_deref().unwrap_or(self.note.text()).to_string();
        self.draft.digit = desk::digit(session, self, &words);
        self.draft.note = words;
        self.draft.cursor = self.typed.as_ref().map_or(self.note.cursor(), |typed| typed.chars().count());
        let known = session.writer.drafts.iter().position(|draft| draft.id == self.draft.id);
        let blank = self.draft.note.trim().is_empty();
        self.draft.begun = match self.draft.begun {
            _ if blank => None,
            None => Some(Begun { at: session.now, kind: desk::guessed(session, &self.draft.children) }),
            begun => begun,
        };
        match known {
            Some(index) if blank => drop(session.writer.drafts.remove(index)),
            Some(index) => {
                if let Some(draft) = session.writer.drafts.get_mut(index) {
                    *draft = self.draft.clone();
                }
            }
            None if blank => return,
            None => session.writer.drafts.insert(0, self.draft.clone()),
        }
        let count = u32::try_from(session.writer.drafts.len()).unwrap_or(u32::MAX);
        session.draft_counts.insert(self.draft.writer, count);
        if let Some(room) = session.room {
            session.keep(self.draft.clone(), room, turn);
        }
    }

    /// Links the note with the open step that it tells of, or parts them again.
    fn link(&mut self, session: &mut Session, turn: &mut Turn) {
        let read = desk::as_read(session, self);
        let told = desk::step_told(session, self, &read).map(|(step, linked)| (step.entry.id, linked));
        match told {
            Some((step, linked)) => {
                self.draft.answers = (!linked).then_some(step);
                self.keep(session, turn);
            }
            None => {
                turn.say("These words match no open next step. On the child's page each can be heard back.")
            }
        }
    }

    /// What Enter would save now.
    fn would_save(&self, session: &Session) -> Result<Vec<Entry>, EntryTrouble> {
        desk::as_read(session, self).would_save(session, self)
    }

    /// What the family told of the linked step, in the note's own words.
    fn heard(&self, session: &Session) -> Option<Change> {
        let read = desk::as_read(session, self);
        let (step, true) = desk::step_told(session, self, &read)? else { return None };
        let note = self.sent.iter().find(|entry| entry.kind != Kind::ForHome)?;
        Some(Change::HeardBack {
            entry: step.entry.id,
            heard: note.text.clone(),
            childs_words: None,
            led_to_change: false,
            with: note.with.clone(),
            told_in: Some(note.id),
        })
    }

    fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        // What is said again is said in its words, so that it can be said again after this one, too.
        let read = desk::as_read(session, self);
        if read.again && !read.note.again {
            self.note.set(read.words);
            self.keep(session, turn);
        }
        self.asked = desk::named(session, self);
        if !self.asked.is_empty() {
            return;
        }
        // An id once given stays: finishing this draft twice saves it once.
        let mut ids = std::mem::take(&mut self.draft.ids);
        let mut chance = std::mem::replace(&mut session.chance, crate::chance::Chance::Machine);
        let now = session.now;
        let saved = desk::as_read(session, self).will_save(session, self, &mut |child, part| match ids
            .iter()
            .find(|(c, p, _)| (*c, *p) == (child, part))
        {
            Some((_, _, id)) => *id,
            None => {
                let id = chance.id(now);
                ids.push((child, part, id));
                id
            }
        });
        self.draft.ids = ids;
        session.chance = chance;
        match saved {
            Ok(entries) => {
                self.sent = entries;
                let answered: Vec<_> = self.sent.iter().map(|entry| self.answered(session, entry)).collect();
                for (entry, answered) in self.sent.iter_mut().zip(answered) {
                    entry.pinned = answered;
                    entry.suggested = suggest(entry, &session.phrases, &session.frameworks);
                }
                let notes = self.sent.iter().map(|entry| Change::Entry(Box::new(entry.clone())));
                let changes = notes.chain(self.heard(session)).collect();
                self.draft.note = self.note.text().to_string();
                self.draft.cursor = self.note.cursor();
                session.forget(self.draft.id);
                let act = Act { changes, finishes: Some(self.draft.id) };
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Save(self.draft.id)));
                self.saving = Some(String::new());
            }
            Err(EntryTrouble::Empty) => {
                self.says = Some(
                    "Nothing is written yet. Type a few words, choose 1 to 5, or press - if there was no talk."
                        .to_string(),
                );
            }
            Err(trouble) => self.says = Some(trouble.to_string()),
        }
    }

    /// Line by line: what was typed of a line that is left is part of the note.
    fn take_typed(&mut self) {
        if let Some(typed) = self.typed.take() {
            self.note.set(typed);
        }
    }

    /// For whom, in a few words: `Ava O'Neill`, `8 children`.
    fn for_whom(session: &Session, children: &[ChildId]) -> String {
        match children {
            [child] => session.roll.child(*child).map(|child| child.name()).unwrap_or_default(),
            children => format!("{} children", children.len()),
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.part {
            Part::Note => Scope::Card,
            Part::For { .. } => Scope::CardFor,
            Part::What { .. } => Scope::CardWhat,
            Part::Copies { .. } => Scope::CardCopies,
        }
    }

    fn about(&self) -> Option<ChildId> {
        match self.draft.children.as_slice() {
            [child] => Some(*child),
            _ => None,
        }
    }

    fn takes(&self) -> Takes {
        match self.part {
            Part::Note | Part::For { .. } => Takes::Words,
            Part::What { .. } | Part::Copies { .. } => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(after) = &mut self.saving {
            // The answer is on its way; letters are never dropped.
            after.extend(press.chord.letter());
            return true;
        }
        self.take_typed();
        match self.part {
            Part::Note => self.press_note(session, press, turn),
            Part::For { .. } => self.press_for(session, press, turn),
            Part::What { .. } => self.press_what(session, press, turn),
            Part::Copies { .. } => self.press_copies(session, press, turn),
        }
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        (self.part == Part::Note).then(|| (self.note.text(), length::NOTE))
    }

    fn whose(&self, session: &Session) -> Option<String> {
        Some(desk::names(session, self))
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if self.part != Part::Note || self.saving.is_some() {
            return turn.say("Nothing was pasted: only the note takes pasted text.");
        }
        let line: String = text
            .replace("\r\n", " ")
            .chars()
            .map(|letter| if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter })
            .filter(|letter| !letter.is_control())
            .collect();
        self.note.paste(&line);
        self.changed(session, turn);
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        self.spell.take(answer);
        let Answer::Applied(Errand::Save(draft), saved) = answer else { return };
        if *draft != self.draft.id {
            return;
        }
        let after = self.saving.take().unwrap_or_default();
        match saved {
            Ok(receipt) => {
                // What it was when it was saved: with it written the next note's kind is another.
                let read = desk::as_read(session, self);
                // Known before the store tells the day anew: a Ctrl-Z that comes at once means this note, and the
                // board has it as soon as it is saved.
                let saved = std::mem::take(&mut self.sent).into_iter();
                let saved: Vec<Standing> =
                    saved.map(|entry| Standing::fresh(entry, receipt.seq, receipt.at)).collect();
                let (room, today) = (session.room, session.today());
                let shown =
                    |saved: &&Standing| Some(saved.entry.room) == room && saved.entry.happened.day() == today;
                session.day.entries.extend(saved.iter().filter(shown).cloned());
                session.writer.last_talk = saved;
                let whom = State::for_whom(session, &read.children);
                let at = read.note.moment(desk::happened(session, self));
                turn.done(if session.plain {
                    plain::saved(session.writer.last_talk.len(), &whom, at)
                } else {
                    let kind = read.kind.label();
                    format!("Saved for {whom}, {kind} {}.\tCtrl-Z takes it back  5 min left", at.clock())
                });
                let id = self.draft.id;
                session.writer.drafts.retain(|draft| draft.id != id);
                let count = u32::try_from(session.writer.drafts.len()).unwrap_or(u32::MAX);
                session.draft_counts.insert(self.draft.writer, count);
                session.finished.push(self.draft.clone());
                if session.finished.len() > 16 {
                    session.finished.remove(0);
                }
                session.refresh(turn);
                let mut board = board::State::at(session, read.children.first().copied());
                board.type_ahead(&after);
                turn.to(board.into());
            }
            Err(why) => {
                self.note.write(&after);
                // The words that are there are a note already; these are another.
                if why.contains(SAVED_WITH_OTHER_WORDS) {
                    self.draft.ids.clear();
                }
                self.keep(session, turn);
                let text = if why.starts_with("NOT SAVED") {
                    why.clone()
                } else {
                    format!("NOT SAVED. Your words are still here. {why}")
                };
                turn.notice = Some(Notice { sign: Mood::Stop, text });
            }
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        self.take_typed();
        self.keep(session, turn);
    }

    fn writing(&self) -> Option<DraftId> {
        (!self.note.text().trim().is_empty()).then_some(self.draft.id)
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if self.part != Part::Note {
            return match action {
                Action::TakeOut => match &self.part {
                    Part::Copies { all, marked }
                        if all
                            .get(*marked)
                            .is_some_and(|child| !desk::children(session, self).contains(child)) =>
                    {
                        said("Space", "put back")
                    }
                    _ => None,
                },
                Action::Back if matches!(self.part, Part::Copies { .. }) => said("Esc", "back"),
                Action::CopiesDone => said("Enter", "done"),
                Action::Up if matches!(self.part, Part::Copies { .. }) => said("↑↓", "choose"),
                Action::NextPart if matches!(self.part, Part::Copies { .. }) => said("Tab", "for whom"),
                Action::NextPart
                    if matches!(self.part, Part::What { .. }) && desk::children(session, self).len() > 1 =>
                {
                    said("Tab", "all copies")
                }
                Action::Back => said("Esc", "to the note"),
                _ => None,
            };
        }
        if !self.asked.is_empty() {
            return match action {
                Action::SaveEntry if self.asked.iter().any(|hit| hit.quoted) => said("", ""),
                Action::SaveEntry => said("1", "“a friend”"),
                Action::NextField => said("2", "keep"),
                Action::Back => said("Esc", "edit"),
                Action::Help => None,
                _ => said("", ""),
            };
        }
        if let Some(hint) = self.spell.hint(session, (Action::SaveEntry, Action::NextField), action) {
            return hint;
        }
        let pen = self.pen(session);
        let found = pen.found(&self.note);
        let why = || matches!(self.would_save(session), Err(EntryTrouble::NoReason));
        match action {
            Action::SaveEntry if pen.listed(&self.note, false).is_some() => said("Enter", "take it"),
            Action::SaveEntry if pen.fills(&self.note) => said("Enter", "fill its gap"),
            Action::SaveEntry if self.note.on_gap() => said("Enter", "leave it out"),
            Action::SaveEntry => match self.would_save(session) {
                Ok(entries) if entries.len() > 1 => said("Enter", &format!("save {}", entries.len())),
                Err(EntryTrouble::NoReason) => said("1-4", "why"),
                Err(EntryTrouble::Empty) if found.is_some() => said("", ""),
                Ok(_) | Err(EntryTrouble::Empty | EntryTrouble::Nobody) => None,
                Err(_) => said("", ""), // Why nothing would be saved stands where it would.
            },
            Action::NextField if self.note.completes() => said("Tab", "take it"),
            // What Enter takes the hint has said.
            Action::NextField if pen.listed(&self.note, false).is_some() => said("", ""),
            Action::NextField if pen.listed(&self.note, true).is_some() => said("Tab", "take the first"),
            Action::NextField if pen.puts_in(&self.note) => said("Tab", "put it in"),
            Action::NextField if next_gap(self.note.text(), 0).is_some() => said("Tab", "next gap"),
            Action::Phrase | Action::ForHome if found.is_some() => said("", ""),
            Action::Up if found.as_ref().is_some_and(|(_, found)| found.len() > 1) => said("↑↓", "choose"),
            Action::NextField | Action::Phrase | Action::ForHome if why() => said("", ""),
            Action::Back if self.note.text().trim().is_empty() => said("Esc", "back"),
            Action::Back => said("Esc", "keep"),
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
        let typed = self.with(session, text);
        if typed != self.typed {
            self.typed = typed;
            self.keep(session, turn);
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
