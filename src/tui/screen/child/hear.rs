//! What a family told of a next step: what happened, the child's own words, who told it where the child has
//! more than one home, whether it led to a change.

mod draw;

use crate::domain::entry::{Standing, With};
use crate::domain::{Act, Change, ChildId, Draft, DraftId, Purpose, Roll};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Press;
use crate::tui::screen::card::quiet;
use crate::tui::screen::names::{Answered, Names};
use crate::tui::screen::spell::{self, Answered as Spelt, Spell};
use crate::tui::widget::typed::Typed;

/// The form as it stands.
#[derive(Debug)]
pub(super) struct Hear {
    step: Box<Standing>,
    draft: DraftId,
    heard: Typed,
    childs: Typed,
    /// The adults who may have told it, as they are called here. Asked where the child has more than one home:
    /// the words go to the home of whoever told it.
    adults: Vec<(String, With)>,
    /// Which of them did.
    told: Option<usize>,
    led: bool,
    field: Field,
    saving: bool,
    closed: bool,
    /// The question about another child's name in the field in use.
    names: Names,
    /// The question about a word of the field in use that may be misspelt.
    spell: Spell,
    says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Heard,
    Childs,
    Told,
    Led,
}

impl Hear {
    /// The form for a step, with the words of a draft where there is one.
    pub(super) fn of(session: &mut Session, step: &Standing) -> Hear {
        let purpose = Purpose::HeardBack(step.entry.id);
        let kept = session.writer.drafts.iter().find(|draft| draft.purpose == purpose);
        let (heard, childs) = kept
            .map(|draft| draft.note.split_once('\n').unwrap_or((draft.note.as_str(), "")))
            .map_or((Typed::default(), Typed::default()), |(heard, childs)| {
                (Typed::new(heard), Typed::new(childs))
            });
        let draft = kept.map(|draft| draft.id);
        Hear {
            step: Box::new(step.clone()),
            draft: draft.unwrap_or_else(|| session.chance.id(session.now)),
            heard,
            childs,
            adults: adults(&session.roll, step.entry.child),
            told: None,
            led: false,
            field: Field::Heard,
            saving: false,
            closed: false,
            names: Names::default(),
            spell: Spell::default(),
            says: String::new(),
        }
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// It could not be saved, and why.
    pub(super) fn refused(&mut self, why: &str) {
        self.saving = false;
        self.says = why.to_string();
    }

    /// The draft of what is being written.
    pub(super) fn writing(&self) -> Option<DraftId> {
        let words = !self.heard.is_empty() || !self.childs.is_empty();
        (words && !self.saving).then_some(self.draft)
    }

    /// Keeps what was typed as a draft of its writer.
    pub(super) fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person else { return };
        if self.saving {
            return;
        }
        let words = format!("{}\n{}", self.heard.text(), self.childs.text());
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: self.step.entry.talk,
            children: vec![self.step.entry.child],
            kind: None,
            private: self.step.entry.private,
            note: if words.trim().is_empty() { String::new() } else { words },
            cursor: self.heard.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::HeardBack(self.step.entry.id),
            why: None,
        };
        // The page may be opened again before the drafts are read anew.
        session.writer.drafts.retain(|kept| kept.id != draft.id);
        if !draft.note.is_empty() {
            session.writer.drafts.insert(0, draft.clone());
        }
        session.keep(draft, self.step.entry.room, turn);
    }

    /// The field after one. Who told it is asked only where that decides who may read it.
    fn after(&self, field: Field) -> Field {
        match field {
            Field::Heard => Field::Childs,
            Field::Childs if !self.adults.is_empty() => Field::Told,
            Field::Childs | Field::Told => Field::Led,
            Field::Led => Field::Heard,
        }
    }

    fn teller(&self) -> Option<&With> {
        self.adults.get(self.told?).map(|(_, with)| with)
    }

    fn next(&mut self, session: &mut Session, turn: &mut Turn) {
        self.says.clear();
        match self.field {
            Field::Heard if self.heard.is_empty() => {
                self.says = "Nothing is written yet. Type in a few words what happened.".to_string();
            }
            Field::Heard | Field::Childs | Field::Told => self.field = self.after(self.field),
            Field::Led if self.heard.is_empty() => self.field = Field::Heard,
            Field::Led => {
                if self.asks_about_a_name(session) {
                    return;
                }
                self.saving = true;
                session.forget(self.draft);
                let childs = self.childs.text().trim();
                let change = Change::HeardBack {
                    entry: self.step.entry.id,
                    heard: self.heard.text().trim().to_string(),
                    childs_words: (!childs.is_empty()).then(|| childs.to_string()),
                    led_to_change: self.led,
                    with: self.teller().into_iter().cloned().collect(),
                    told_in: None,
                };
                let act = Act { changes: vec![change], finishes: Some(self.draft) };
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Page("heard")));
            }
        }
    }

    /// Asks about another child's name where the words have one: they go to the family. A private step's do not.
    fn asks_about_a_name(&mut self, session: &Session) -> bool {
        let entry = &self.step.entry;
        if entry.private {
            return false;
        }
        for field in [Field::Heard, Field::Childs] {
            if self.names.ask(session, &self.words_of(field), entry.child) {
                self.field = field;
                return true;
            }
        }
        false
    }

    /// The words of a field; a child's own between quotation marks, so that nobody changes them for the child.
    fn words_of(&self, field: Field) -> String {
        match field {
            Field::Childs => format!("“{}”", self.childs.text()),
            _ => self.heard.text().to_string(),
        }
    }

    /// The answer about a name. Answers whether the key was one.
    fn settle(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let words = self.words_of(self.field);
        match self.names.answer(press, &words) {
            Answered::Nothing => return false,
            Answered::Edit => return press.action == Some(Action::Back),
            Answered::Again => return true,
            Answered::Softened(words) => {
                self.heard = Typed::new(words);
                self.keep(session, turn);
            }
            Answered::Kept => {}
        }
        self.field = Field::Led;
        self.next(session, turn);
        true
    }

    /// The text in which somebody writes.
    pub(super) fn open_text(&self) -> Option<&str> {
        match self.field {
            Field::Heard => Some(self.heard.text()),
            Field::Childs => Some(self.childs.text()),
            Field::Told | Field::Led => None,
        }
    }

    pub(super) fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match self.field {
            Field::Heard => self.heard.put(text),
            Field::Childs => self.childs.put(text),
            Field::Told | Field::Led => return,
        }
        self.keep(session, turn);
    }

    /// What came of asking for other words.
    pub(super) fn take(&mut self, answer: &Answer) {
        self.spell.take(answer);
    }

    /// Asks about a word that may be misspelt, and takes the answer. Answers whether the key was one of those.
    fn settle_spelling(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let typed = match self.field {
            Field::Heard => &mut self.heard,
            Field::Childs => &mut self.childs,
            Field::Told | Field::Led => return false,
        };
        match self.spell.answer(session, typed, press) {
            Spelt::Nothing if press.action == Some(Action::HeardSpelling) => {
                self.spell.ask(session, typed, &[], turn);
            }
            Spelt::Nothing => return false,
            Spelt::Left => {}
            Spelt::Changed => self.keep(session, turn),
        }
        true
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        if self.settle(session, press, turn) || self.settle_spelling(session, press, turn) {
            return true;
        }
        match press.action {
            Some(Action::KeepHeard) => self.next(session, turn),
            Some(Action::NextPart | Action::Down) => {
                self.field = self.after(self.field);
            }
            Some(Action::LastPart | Action::Up) => {
                self.field = match self.field {
                    Field::Heard => Field::Led,
                    Field::Childs => Field::Heard,
                    Field::Led if !self.adults.is_empty() => Field::Told,
                    Field::Told | Field::Led => Field::Childs,
                };
            }
            Some(Action::Back) => {
                self.keep(session, turn);
                if !self.heard.is_empty() || !self.childs.is_empty() {
                    turn.say(session.keys.said(Action::HearBack, "Kept. h opens it again."));
                }
                self.closed = true;
            }
            _ if self.field == Field::Told => match (press.action, press.chord.letter()) {
                (Some(Action::Left), _) => self.told = self.told.and_then(|told| told.checked_sub(1)),
                (Some(Action::Right), _) | (None, Some(' ')) => {
                    let next = self.told.map_or(0, |told| told + 1);
                    self.told = Some(next.min(self.adults.len().saturating_sub(1)));
                }
                (None, Some(digit)) => match digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok())
                {
                    Some(number) if number <= self.adults.len() => self.told = number.checked_sub(1),
                    _ => return false,
                },
                _ => return false,
            },
            _ if self.field == Field::Led => match (press.action, press.chord.letter()) {
                (Some(Action::Left | Action::Right), _) | (None, Some(' ')) => self.led = !self.led,
                (None, Some('y' | 'Y')) => self.led = true,
                (None, Some('n' | 'N')) => self.led = false,
                _ => return false,
            },
            _ => {
                let field = if self.field == Field::Heard { &mut self.heard } else { &mut self.childs };
                if !field.press(press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
        }
        true
    }

    /// Line by line: one question after the other.
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(says) = self.names.asks(session, &self.words_of(self.field), self.step.entry.child) {
            return Ask { says: vec![says], prompt: "> ".to_string(), ..Ask::default() };
        }
        let child = session.roll.child(self.step.entry.child).map(|child| child.name()).unwrap_or_default();
        let (asks, begun) = match self.field {
            Field::Heard => ("What happened?".to_string(), self.heard.text()),
            Field::Childs => {
                ("The child's own words, or Enter where there were none.".to_string(), self.childs.text())
            }
            Field::Told => {
                let adults = self.adults.iter().zip(1..);
                let adults = adults.map(|((name, _), number)| format!(", {number} {name}"));
                let whose = "It goes to the home of whoever told you; not said, to none.";
                (format!("Who told you? 0 not said{}. {whose}", adults.collect::<String>()), "")
            }
            Field::Led => (
                "Did it lead to a change in what you plan? y yes, n or Enter no. Then it is saved."
                    .to_string(),
                "",
            ),
        };
        let first = format!("{child}, heard back on: {}", self.step.text());
        let mut says = vec![format!("{} {asks}", self.says).trim().to_string()];
        if self.field == Field::Heard {
            says.insert(0, first);
        }
        let (prompt, begun) = ("> ".to_string(), begun.to_string());
        Ask { says, prompt, begun, help: ":back keeps it for later.", ..Ask::default() }
    }

    /// The answer to the question that is asked.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let press = |action, chord| Press { action, chord, gap: u64::MAX };
        if self.names.is_asked() {
            let letter = line.trim().chars().next().unwrap_or(' ');
            self.settle(session, press(None, Chord::char(letter)), turn);
            return;
        }
        let asks_for_words = matches!(self.field, Field::Heard | Field::Childs);
        if asks_for_words {
            self.types(session, line, turn);
            // Said before it is kept: one more Enter goes on with the same words.
            let typed = if self.field == Field::Heard { &self.heard } else { &self.childs };
            let spelling = spell::may_be(typed, &spell::misspelt(session, typed, &[]));
            let concern = quiet::concern_heard(session, line).or(spelling.map(|says| format!("{says}.")));
            if let Some(says) =
                concern.map(|says| format!("{says} Enter goes on.")).filter(|says| *says != self.says)
            {
                self.says = says;
                return;
            }
            self.says.clear();
        } else if let Some(letter) = line.trim().chars().next()
            && !self.press(session, press(None, Chord::char(letter)), turn)
        {
            self.says = match self.field {
                Field::Told => "A number of those, please.".to_string(),
                _ => "y or n, please.".to_string(),
            };
            return;
        }
        self.press(session, press(Some(Action::KeepHeard), Chord::NONE), turn);
    }

    /// What is typed so far.
    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match self.field {
            _ if self.names.is_asked() => return,
            Field::Heard => self.heard = Typed::new(line.trim()),
            Field::Childs => self.childs = Typed::new(line.trim()),
            Field::Told | Field::Led => return,
        }
        self.keep(session, turn);
    }

    pub(super) fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if let Some(hint) = self.names.hint(Action::KeepHeard, action) {
            return hint;
        }
        if let Some(hint) = self.spell.hint(session, (Action::KeepHeard, Action::NextPart), action) {
            return hint;
        }
        match action {
            Action::KeepHeard if self.field == Field::Led => said("Enter", "save"),
            // Before the first there is none.
            Action::LastPart if self.field == Field::Heard => said("", ""),
            Action::LastPart => said("Shift-Tab", "question before"),
            Action::Back => said("Esc", "keep for later"),
            _ => None,
        }
    }
}

/// The adults of a child of more than one home, in the register's order; none for a child of one home. Two of
/// one relation are told apart by their first names.
fn adults(roll: &Roll, child: ChildId) -> Vec<(String, With)> {
    if roll.households(child).len() < 2 {
        return Vec::new();
    }
    let shared = |relation: &str| {
        roll.adults(child).filter(|(link, _)| link.relation.eq_ignore_ascii_case(relation)).count() > 1
    };
    let adults = roll.adults(child).take(9).map(|(link, adult)| {
        let first = adult.name.split_whitespace().next().unwrap_or_default();
        let called =
            if shared(&link.relation) { format!("{} {first}", link.relation) } else { link.relation.clone() };
        (called, With { word: link.relation.to_lowercase(), contact: Some(adult.id) })
    });
    adults.collect()
}
