//! An area for development as it is written: what, who, by when, how we will know, and where it stands.

mod plain;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;
use zeroize::Zeroizing;

use super::AREA;
use crate::domain::evaluation::{Area, AreaState};
use crate::domain::{Act, AreaId, Change, Draft, DraftId, Kind, Purpose, RoomId, TalkId, length};
use crate::store::ask::AreaStands;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::screen::at_once::{together, wrote_since};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

/// What is asked, in this order; after the last is where it stands.
const FIELDS: [(&str, &str); 4] = [
    ("What", "What will be done, in a sentence."),
    ("Who", "Who does it, by name or role."),
    ("By when", "A day, or as you say it: by half term."),
    ("How you know", "What you will see or hear once it is so."),
];

/// Where it may stand, as it is said.
const STATES: [(AreaState, &str); 3] =
    [(AreaState::Open, "to be done"), (AreaState::Done, "done"), (AreaState::LetGo, "let go")];

/// The form as it stands.
#[derive(Debug)]
pub(super) struct Form {
    framework: String,
    statement: Option<String>,
    id: AreaId,
    /// How many times it had been written when this was begun.
    seen: u32,
    fields: [Typed; 4],
    state: usize,
    /// Which of the fields is in use; after the last, where it stands.
    at: usize,
    draft: DraftId,
    /// What stood when this was begun; `None` where nobody knows it any more.
    base: Option<Area>,
    /// It was opened just now, or refused: what stands now is met as soon as it has been read.
    meets: bool,
    /// The words of the gap are offered: the first letter that is typed takes their place.
    offered: bool,
    /// What stood in it when it was opened.
    before: Zeroizing<String>,
    saving: bool,
    closed: bool,
    says: String,
}

/// What stands in the fields of an area.
fn words(area: &Area) -> [&str; 4] {
    [&area.what, &area.who, &area.by_when, &area.how].map(String::as_str)
}

impl Form {
    /// A new one, from a statement's gap where there is one.
    pub fn new(session: &mut Session, framework: &str, statement: Option<String>, gap: &str) -> Form {
        let now = session.now;
        let area = Area {
            id: session.chance.id(now),
            framework: framework.to_string(),
            statement,
            what: gap.to_string(),
            who: String::new(),
            by_when: String::new(),
            how: String::new(),
            state: AreaState::Open,
        };
        let mut form = Form::over(area, 0, session.chance.id(now));
        form.offered = !gap.is_empty();
        form
    }

    /// One that is there, with the words of a draft where there is one.
    pub fn of(session: &mut Session, stands: &AreaStands) -> Form {
        let drafts = &session.writer.drafts;
        let mut begun = drafts.iter().filter_map(Form::of_draft).filter(|form| form.id == stands.area.id);
        let mut form = match begun.next() {
            Some(mut form) => {
                form.meet(session, stands);
                form
            }
            None => {
                let draft = session.chance.id(session.now);
                Form {
                    base: Some(stands.area.clone()),
                    ..Form::over(stands.area.clone(), stands.revision, draft)
                }
            }
        };
        form.meets = true;
        form
    }

    /// The form of a draft; `None` where the draft is of something else.
    pub fn of_draft(draft: &Draft) -> Option<Form> {
        let Purpose::Area { framework, statement, id, seen } = &draft.purpose else { return None };
        let mut lines = draft.note.split('\n').map(str::to_string);
        let mut next = || lines.next().unwrap_or_default();
        let (what, who, by_when, how) = (next(), next(), next(), next());
        let state = next().parse().unwrap_or(0).min(STATES.len() - 1);
        let (framework, statement) = (framework.clone(), statement.clone());
        let state = STATES[state].0;
        let area = Area { id: *id, framework, statement, what, who, by_when, how, state };
        let mut form = Form::over(area, *seen, draft.id);
        // All of it is the draft's: what stood before is not known here.
        form.before = Zeroizing::default();
        form.fields[0].set_cursor(draft.cursor);
        Some(form)
    }

    fn over(area: Area, seen: u32, draft: DraftId) -> Form {
        let Area { id, framework, statement, what, who, by_when, how, state } = area;
        let mut form = Form {
            framework,
            statement,
            id,
            seen,
            fields: [what, who, by_when, how].map(Typed::new),
            state: STATES.iter().position(|(known, _)| *known == state).unwrap_or(0),
            at: 0,
            draft,
            base: None,
            meets: false,
            offered: false,
            before: Zeroizing::default(),
            saving: false,
            closed: false,
            says: String::new(),
        };
        form.before = Zeroizing::new(form.note());
        form
    }

    pub fn id(&self) -> AreaId {
        self.id
    }

    pub fn draft(&self) -> DraftId {
        self.draft
    }

    pub fn closed(&self) -> bool {
        self.closed
    }

    pub fn takes_words(&self) -> bool {
        self.at < FIELDS.len()
    }

    /// It could not be kept, and why.
    pub fn refused(&mut self, why: &str) {
        self.saving = false;
        self.meets = true;
        self.says = why.to_string();
    }

    /// What stands has been read. It comes into the form where that is wanted: the form has just been opened, was
    /// refused over it, or goes on from a draft. Otherwise the words are left alone until they are saved.
    pub fn knows(&mut self, session: &mut Session, stands: &AreaStands, turn: &mut Turn) {
        if (std::mem::take(&mut self.meets) || self.base.is_none()) && self.meet(session, stands) {
            self.keep(session, turn);
        }
    }

    /// Somebody wrote the area since this was begun. What they wrote comes into the fields that were left as they
    /// stood; where both wrote, theirs stands before. The person sees both, and the next Enter is over the area as it
    /// stands now. Answers whether anything came.
    fn meet(&mut self, session: &Session, stands: &AreaStands) -> bool {
        let theirs = &stands.area;
        let base = self.base.replace(theirs.clone());
        if stands.revision == self.seen {
            return false;
        }
        self.seen = stands.revision;
        let of_base = base.as_ref().map(words);
        let mut both = Vec::new();
        for (index, (field, theirs)) in self.fields.iter_mut().zip(words(theirs)).enumerate() {
            let base = of_base.and_then(|base| base.get(index).copied());
            let said = together(base, theirs, field.text(), " / ");
            if said != theirs && said != field.text().trim() {
                both.push(index);
            }
            *field = Typed::new(said);
        }
        self.before = Zeroizing::new(Form::over(theirs.clone(), self.seen, self.draft).note());
        let mut says = vec![wrote_since(session, "area", stands.written)];
        let began = base.map_or(AreaState::Open, |base| base.state);
        let place = |state| STATES.iter().position(|(known, _)| *known == state).unwrap_or(0);
        let (there, here) = (place(theirs.state), self.state);
        // What was let go would take this off the form: only whoever writes it says that.
        if here == place(began) && theirs.state != AreaState::LetGo {
            self.state = there;
        } else if here != there {
            says.push(format!("There it is {}, here {}.", STATES[there].1, STATES[here].1));
        }
        says.push(match both.as_slice() {
            [] => "Theirs stands where you changed nothing; Enter saves yours beside it.".to_string(),
            [first, ..] => {
                self.at = *first;
                let fields: Vec<&str> = both.iter().map(|index| FIELDS[*index].0).collect();
                let fields = fields.join(", ");
                format!("Theirs stands before yours in {fields}; Enter saves both as one.")
            }
        });
        self.says = says.join(" ");
        true
    }

    fn note(&self) -> String {
        let fields = self.fields.iter().map(|field| field.text().to_string());
        fields.chain([self.state.to_string()]).collect::<Vec<_>>().join("\n")
    }

    /// Whether something is written in it that is not on the form already.
    pub fn has_words(&self) -> bool {
        self.note() != *self.before && !self.fields.iter().all(Typed::is_empty)
    }

    /// Keeps what was typed as a draft of its writer; nothing where it is as it was.
    pub fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person.filter(|_| !self.saving) else { return };
        let (note, purpose) = (self.note(), self.purpose());
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: TalkId(self.draft.0),
            children: Vec::new(),
            kind: None::<Kind>,
            private: true,
            note: if self.has_words() { note } else { String::new() },
            cursor: self.fields[0].cursor(),
            ids: Vec::new(),
            why: None,
            answers: None,
            purpose,
        };
        let room = session.room.unwrap_or(RoomId(uuid::Uuid::nil()));
        session.keep_words(draft, room, turn);
    }

    fn purpose(&self) -> Purpose {
        Purpose::Area {
            framework: self.framework.clone(),
            statement: self.statement.clone(),
            id: self.id,
            seen: self.seen,
        }
    }

    fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        if self.fields[0].is_empty() {
            self.at = 0;
            self.says = "Nothing is written yet. Type what will be done.".to_string();
            return;
        }
        let text = |field: &Typed| field.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let [what, who, by_when, how] = &self.fields;
        let area = Area {
            id: self.id,
            framework: self.framework.clone(),
            statement: self.statement.clone(),
            what: text(what),
            who: text(who),
            by_when: text(by_when),
            how: text(how),
            state: STATES[self.state].0,
        };
        self.saving = true;
        session.finishing(self.draft, turn);
        let change = Change::Area { area: Box::new(area), seen: self.seen };
        let act = Act { changes: vec![change], finishes: Some(self.draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(AREA)));
    }

    pub fn open_text(&self) -> Option<(&str, usize)> {
        self.fields.get(self.at).map(|typed| (typed.text(), length::NOTE))
    }

    pub fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        let offered = self.at == 0 && std::mem::take(&mut self.offered);
        if let Some(typed) = self.fields.get_mut(self.at).filter(|_| !self.saving) {
            // As a letter does, what is pasted writes over what was offered.
            if offered {
                typed.clear();
            }
            typed.put(text);
            self.keep(session, turn);
        }
    }

    pub fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        let parts = FIELDS.len() + 1;
        match press.action {
            Some(Action::KeepArea) => self.save(session, turn),
            Some(Action::NextPart | Action::Down) => self.at = (self.at + 1) % parts,
            Some(Action::LastPart | Action::Up) => self.at = (self.at + parts - 1) % parts,
            Some(Action::Back) => {
                self.keep(session, turn);
                if session.writer.drafts.iter().any(|draft| draft.id == self.draft) {
                    turn.say("Kept. It waits for you among your drafts.");
                }
                self.closed = true;
            }
            _ => {
                let offered = self.at == 0 && std::mem::take(&mut self.offered);
                let meant = match self.fields.get_mut(self.at) {
                    Some(typed) => {
                        if offered && press.action.is_none() {
                            typed.clear();
                        }
                        typed.press(press)
                    }
                    None => {
                        let by = match (press.action, press.chord.letter()) {
                            (Some(Action::Right), _) | (None, Some(' ')) => 1,
                            (Some(Action::Left), _) => STATES.len() - 1,
                            _ => return false,
                        };
                        self.state = (self.state + by) % STATES.len();
                        true
                    }
                };
                if !meant {
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
        match action {
            Action::NextPart => said("Tab", "next"),
            Action::Left if self.at == FIELDS.len() => said("←→", "choose"),
            Action::Back => said("Esc", "keep for later"),
            _ => None,
        }
    }

    pub fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "Area for development");
        let framework = session.frameworks.iter().find(|framework| framework.id == self.framework);
        let from = self.statement.as_ref().and_then(|code| framework?.statement(code));
        if let Some(from) = from {
            let says = format!("from {}  {}", from.number, from.title);
            canvas.put_in(1, 1, canvas.width().saturating_sub(2), &says, theme.muted);
        }
        canvas.rule(2);
        let roomy = canvas.height() >= 20;
        let wide = canvas.width().saturating_sub(17).min(78);
        let mut y = 3;
        // A long text that is not written in has a second row, as far as there are some.
        let least = FIELDS.len() + 1 + if roomy { 2 * FIELDS.len() } else { 2 };
        let mut free = usize::from(canvas.height().saturating_sub(y + 2)).saturating_sub(least);
        let labels = FIELDS.iter().map(|(label, _)| *label).chain(["It is"]);
        for (index, label) in labels.enumerate() {
            let here = index == self.at;
            let long = self
                .fields
                .get(index)
                .is_some_and(|field| canvas.columns(field.text()) > usize::from(wide - 4));
            let rows = match here {
                true if index == 0 && roomy => 5,
                true => 3,
                false if long && free > 0 => 2,
                false => 1,
            };
            free -= usize::from(rows == 2);
            if here {
                canvas.put(1, y + 1, label, bold);
            } else {
                let to = index.cast_signed().wrapping_sub(self.at.cast_signed());
                canvas.button(0, y, wide + 15, tap::steps(to));
                canvas.put(1, y, label, theme.muted);
            }
            let state = STATES[self.state].1;
            match (self.fields.get(index), here) {
                (Some(field), true) => field.draw(canvas, 15, y, wide, rows, true),
                (Some(field), false) => {
                    canvas.say((17, y), (wide - 4, rows), field.text(), theme.text);
                }
                (None, true) => {
                    canvas.field(15, y, wide, 3);
                    canvas.put(17, y + 1, state, theme.focus.add_modifier(Modifier::BOLD));
                    canvas.button(15, y + 1, wide, vec![Chord::plain(KeyCode::Right)]);
                    canvas.cursor(17, y + 1);
                }
                (None, false) => drop(canvas.put(17, y, state, theme.text)),
            }
            y += rows + u16::from(roomy && !here);
        }
        let help = match FIELDS.get(self.at) {
            Some(_) if self.at == 0 && self.offered => {
                "Offered from the statement's gap: Tab takes it, or type your own."
            }
            Some((_, help)) => help,
            None => "←→ says where it stands. Let go takes it off the form.",
        };
        let (says, style) =
            if self.says.is_empty() { (help, theme.muted) } else { (self.says.as_str(), bold) };
        for line in wrap(says, usize::from(canvas.width().saturating_sub(3)).min(72)) {
            canvas.put(1, y, &line, style);
            y += 1;
        }
    }
}
