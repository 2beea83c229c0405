//! A phrase as it is written: its words, how it reads without its gap, what finds it, which rooms it suits.

mod draw;
mod plain;

use crate::capture::guard;
use crate::domain::framework::StatementRef;
use crate::domain::phrase::GAP;
use crate::domain::{
    Act, AgeBand, Change, ChildId, Draft, DraftId, Kind, Phrase, Purpose, RoomId, TalkId, length,
};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::typed::Typed;

/// What is asked of a phrase, in this order.
const FIELDS: [Field; 6] =
    [Field::Words, Field::Without, Field::Plain, Field::Word, Field::Rooms, Field::Shows];

/// The rooms that can be chosen: the ages next to each other.
const ROOMS: [&[AgeBand]; 6] = [
    &[],
    &[AgeBand::UnderTwos],
    &[AgeBand::UnderTwos, AgeBand::Twos],
    &[AgeBand::Twos],
    &[AgeBand::Twos, AgeBand::ThreesToFives],
    &[AgeBand::ThreesToFives],
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Words,
    Without,
    Plain,
    Word,
    Rooms,
    Shows,
}

impl Field {
    fn label(self) -> &'static str {
        match self {
            Field::Words => "Words",
            Field::Without => "Gap left empty",
            Field::Plain => "In easy words",
            Field::Word => "Found by",
            Field::Rooms => "For rooms of",
            Field::Shows => "May show",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Field::Words => {
                "What was seen or said, as you would say it at the door. A gap is [ ]; a gap with choices is {all|most|some}."
            }
            Field::Without => "How it reads where the gap stays empty. Leave it out where there is no gap.",
            Field::Plain => "Only where the words are not easy to read: short sentences, with the same gaps.",
            Field::Word => "One word in small letters: a full stop and this word put the phrase in.",
            Field::Rooms => "←→ choose. Other rooms can still find it.",
            Field::Shows => {
                "Numbers of the statements that it usually shows. A suggestion for the review only."
            }
        }
    }
}

/// The form as it stands.
#[derive(Debug)]
pub(super) struct Form {
    kind: Kind,
    /// The phrase that is changed; none for a new one.
    before: Option<Box<Phrase>>,
    words: Typed,
    without: Typed,
    plain: Typed,
    word: Typed,
    rooms: usize,
    shows: Typed,
    field: Field,
    draft: DraftId,
    /// Whether there is something of it to keep.
    changed: bool,
    saving: bool,
    closed: bool,
    says: String,
}

impl Form {
    /// The form for a phrase, or for a new one of that kind, with the words of a draft where there is one.
    pub(super) fn of(session: &mut Session, kind: Kind, phrase: Option<&Phrase>) -> Form {
        let code = phrase.map(|phrase| phrase.code.clone()).unwrap_or_default();
        let begun =
            session.draft_for(&Purpose::Phrase { code }).filter(|draft| draft.kind == Some(kind)).cloned();
        if let Some(draft) = begun {
            return Form::of_draft(session, &draft);
        }
        let draft = session.chance.id(session.now);
        Form::new(session, kind, phrase.cloned(), draft)
    }

    /// The form of a draft.
    pub(super) fn of_draft(session: &Session, draft: &Draft) -> Form {
        let before = match &draft.purpose {
            Purpose::Phrase { code } => session.phrases.code(code).cloned(),
            _ => None,
        };
        let kind = before.as_ref().map(|phrase| phrase.kind).or(draft.kind).unwrap_or(Kind::DropOff);
        let mut form = Form::new(session, kind, before, draft.id);
        let mut lines = draft.note.split('\n');
        for field in FIELDS {
            let line = lines.next().unwrap_or_default();
            match field {
                Field::Rooms => form.rooms = line.parse().unwrap_or(0).min(ROOMS.len() - 1),
                _ => {
                    if let Some(typed) = form.typed(field) {
                        *typed = Typed::new(line);
                    }
                }
            }
        }
        form.words.set_cursor(draft.cursor);
        form.changed = true;
        form
    }

    fn new(session: &Session, kind: Kind, before: Option<Phrase>, draft: DraftId) -> Form {
        let of = |part: fn(&Phrase) -> Option<String>| {
            Typed::new(before.as_ref().and_then(part).unwrap_or_default())
        };
        Form {
            kind,
            words: of(|phrase| Some(phrase.written())),
            without: of(|phrase| phrase.without.clone()),
            plain: of(|phrase| phrase.plain.clone()),
            word: of(|phrase| Some(phrase.word.clone())),
            rooms: before
                .as_ref()
                .and_then(|phrase| ROOMS.iter().position(|rooms| *rooms == phrase.ages.as_slice()))
                .unwrap_or(0),
            shows: Typed::new(
                before.as_ref().map(|phrase| numbers(session, &phrase.shows)).unwrap_or_default(),
            ),
            before: before.map(Box::new),
            field: Field::Words,
            draft,
            changed: false,
            saving: false,
            closed: false,
            says: String::new(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The code of the phrase that is changed; empty for a new one.
    pub(super) fn code(&self) -> &str {
        self.before.as_ref().map_or("", |phrase| &phrase.code)
    }

    pub(super) fn word(&self) -> &str {
        self.word.text().trim()
    }

    pub(super) fn draft(&self) -> DraftId {
        self.draft
    }

    /// The draft of what is being written.
    pub(super) fn writing(&self) -> Option<DraftId> {
        (self.changed && !self.saving).then_some(self.draft)
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// It could not be saved, and why.
    pub(super) fn refused(&mut self, why: &str) {
        self.saving = false;
        self.says = why.to_string();
    }

    fn typed(&mut self, field: Field) -> Option<&mut Typed> {
        match field {
            Field::Words => Some(&mut self.words),
            Field::Without => Some(&mut self.without),
            Field::Plain => Some(&mut self.plain),
            Field::Word => Some(&mut self.word),
            Field::Shows => Some(&mut self.shows),
            Field::Rooms => None,
        }
    }

    fn text(&self, field: Field) -> String {
        match field {
            Field::Words => self.words.text().to_string(),
            Field::Without => self.without.text().to_string(),
            Field::Plain => self.plain.text().to_string(),
            Field::Word => self.word.text().to_string(),
            Field::Shows => self.shows.text().to_string(),
            Field::Rooms => self.rooms.to_string(),
        }
    }

    /// Keeps what was typed as a draft of its writer. Where it is the phrase as it stands there is nothing to keep.
    pub(super) fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person.filter(|_| !self.saving) else { return };
        let fresh = Form::new(session, self.kind, self.before.as_deref().cloned(), self.draft);
        let changed = FIELDS.iter().any(|field| self.text(*field) != fresh.text(*field));
        self.changed = changed;
        let note = FIELDS.map(|field| self.text(field)).join("\n");
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: TalkId(self.draft.0),
            children: Vec::new(),
            kind: Some(self.kind),
            private: true,
            note: if changed { note } else { String::new() },
            cursor: self.words.cursor(),
            ids: Vec::new(),
            why: None,
            answers: None,
            purpose: Purpose::Phrase { code: self.code().to_string() },
        };
        let room = session.room.unwrap_or(RoomId(uuid::Uuid::nil()));
        session.keep_words(draft, room, turn);
    }

    /// The phrase as it is written now, or the sentence why it can't be one and where that is put right.
    fn phrase(&self, session: &Session) -> Result<Phrase, (Field, String)> {
        let words = sentence(self.words.text());
        if words.is_empty() {
            return Err((Field::Words, "Nothing is written yet. Type what is said at the door.".to_string()));
        }
        let word = self.word().to_string();
        if word.is_empty() {
            return Err((Field::Word, "Which word finds it? One word in small letters.".to_string()));
        }
        let taken =
            session.phrases.of(self.kind).find(|other| other.word == word && other.code != self.code());
        if let Some(other) = taken {
            let words = super::listed(other);
            return Err((Field::Word, format!(".{word} finds “{words}” already. Choose another word.")));
        }
        let optional = |typed: &Typed| Some(sentence(typed.text())).filter(|said| !said.is_empty());
        let phrase = Phrase {
            ages: ROOMS.get(self.rooms).map(|rooms| rooms.to_vec()).unwrap_or_default(),
            without: optional(&self.without),
            plain: optional(&self.plain),
            shows: statements(session, self.shows.text()).map_err(|why| (Field::Shows, why))?,
            hidden: self.before.as_ref().is_some_and(|phrase| phrase.hidden),
            ..Phrase::new(&self.code_for(session, &word), self.kind, &word, &words)
        };
        if let Err(wrong) = phrase.check() {
            let field = match () {
                () if wrong.what.contains("the word “") => Field::Word,
                () if wrong.what.contains("easy words") => Field::Plain,
                () if wrong.what.contains("without") => Field::Without,
                () => Field::Words,
            };
            let mut what = wrong.what.chars();
            let what: String =
                what.next().map(char::to_uppercase).into_iter().flatten().chain(what).collect();
            return Err((field, format!("{what}. {}", wrong.todo)));
        }
        // A phrase goes to every family, so no child's name may stand in it.
        let everyone = ChildId(uuid::Uuid::nil());
        let named = guard(&words, &[everyone], &session.roll, None);
        if let Some(name) = named.iter().find(|hit| !hit.word).and_then(|hit| words.get(hit.range.clone())) {
            return Err((
                Field::Words,
                format!("{name} is a child's name. A phrase goes to every family: leave it out."),
            ));
        }
        Ok(phrase)
    }

    /// The code of the phrase, or one that no other has.
    fn code_for(&self, session: &Session, word: &str) -> String {
        if let Some(before) = &self.before {
            return before.code.clone();
        }
        let plain = format!("{}.{word}", self.kind.code());
        let others = (2..).map(|number| format!("{plain}-{number}"));
        std::iter::once(plain.clone())
            .chain(others)
            .find(|code| session.phrases.code(code).is_none())
            .unwrap_or(plain)
    }

    fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        match self.phrase(session) {
            Ok(phrase) if self.before.as_deref() == Some(&phrase) => {
                self.says = "Nothing is changed yet. Change the words, or press Esc.".to_string();
            }
            Ok(phrase) => {
                self.saving = true;
                session.forget(self.draft);
                let act = Act { changes: vec![Change::Phrase(Box::new(phrase))], finishes: Some(self.draft) };
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Page("phrase")));
            }
            Err((field, why)) => {
                self.field = field;
                self.says = why;
            }
        }
    }

    fn step(&mut self, by: usize) {
        let at = FIELDS.iter().position(|field| *field == self.field).unwrap_or(0);
        if let Some(field) = FIELDS.get((at + by) % FIELDS.len()) {
            self.field = *field;
        }
    }

    pub(super) fn open_text(&self) -> Option<(&str, usize)> {
        let text = match self.field {
            Field::Words => &self.words,
            Field::Without => &self.without,
            Field::Plain => &self.plain,
            Field::Word => &self.word,
            Field::Shows => &self.shows,
            Field::Rooms => return None,
        };
        Some((text.text(), length::NOTE))
    }

    pub(super) fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if let Some(typed) = self.typed(self.field) {
            typed.put(text);
            self.keep(session, turn);
        }
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        match press.action {
            Some(Action::SavePhrase) => self.save(session, turn),
            Some(Action::NextPart | Action::Down) => self.step(1),
            Some(Action::LastPart | Action::Up) => self.step(FIELDS.len() - 1),
            Some(Action::Back) => {
                self.keep(session, turn);
                if session.draft_for(&Purpose::Phrase { code: self.code().to_string() }).is_some() {
                    turn.say("Kept. It waits for you among your drafts.");
                }
                self.closed = true;
            }
            _ if self.field == Field::Rooms => {
                let by = match (press.action, press.chord.letter()) {
                    (Some(Action::Right), _) | (None, Some(' ')) => 1,
                    (Some(Action::Left), _) => ROOMS.len() - 1,
                    _ => return false,
                };
                self.rooms = (self.rooms + by) % ROOMS.len();
                self.says.clear();
                self.keep(session, turn);
            }
            _ => {
                let Some(typed) = self.typed(self.field) else { return false };
                if !typed.press(press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
        }
        true
    }

    pub(super) fn hint(&self, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::NextPart => said("Tab", "next"),
            Action::Left if self.field == Field::Rooms => said("←→", "choose"),
            Action::Back => said("Esc", "keep for later"),
            _ => None,
        }
    }

    fn typed_at(&self, field: Field) -> &Typed {
        match field {
            Field::Without => &self.without,
            Field::Plain => &self.plain,
            Field::Word => &self.word,
            Field::Shows => &self.shows,
            Field::Words | Field::Rooms => &self.words,
        }
    }
}

/// `15 Home learning comes in, 13 Views asked and acted on`
pub(super) fn shown(session: &Session, shows: &[StatementRef]) -> String {
    let known = shows.iter().filter_map(|shown| {
        let framework = session.frameworks.iter().find(|framework| framework.id == shown.framework)?;
        framework.statement(&shown.code).map(|statement| format!("{} {}", statement.number, statement.title))
    });
    known.collect::<Vec<_>>().join(", ")
}

/// The statements as they are typed: by their code alone where they are of the first framework.
fn numbers(session: &Session, shows: &[StatementRef]) -> String {
    let first = session.frameworks.first().map(|framework| framework.id.as_str());
    let typed = |shown: &StatementRef| match first == Some(shown.framework.as_str()) {
        true => shown.code.clone(),
        false => shown.to_string(),
    };
    shows.iter().map(typed).collect::<Vec<_>>().join(" ")
}

/// The statements that were typed, or the sentence which is not known.
fn statements(session: &Session, typed: &str) -> Result<Vec<StatementRef>, String> {
    let mut all = Vec::new();
    for word in typed.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
        let known = session.frameworks.iter().find_map(|framework| {
            let code = word.strip_prefix(&format!("{}/", framework.id)).unwrap_or(word);
            let statement = framework.statement(code)?;
            Some(StatementRef { framework: framework.id.clone(), code: statement.code.clone() })
        });
        match known {
            Some(statement) if all.contains(&statement) => {}
            Some(statement) => all.push(statement),
            None => {
                return Err(format!(
                    "There is no statement {word}. Type the numbers as the evidence page has them."
                ));
            }
        }
    }
    Ok(all)
}

/// What was typed as a sentence of the bank: single spaces, a capital first, a full stop last, and `[]` as a gap.
fn sentence(typed: &str) -> String {
    let words = typed.replace("[]", GAP).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let mut said: String =
        letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
    if said.ends_with(|last: char| !matches!(last, '.' | '!' | '?')) {
        said.push('.');
    }
    said
}
