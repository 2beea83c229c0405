//! A statement's page: its text on one side, the proof on the other. The lead's words are the lead's: a
//! draft is offered and taken or left, and nothing here rewrites a sentence.

mod behind;
#[cfg(test)]
mod behind_tests;
mod draw;
pub(super) mod marks;
mod plain;
#[cfg(test)]
pub(crate) mod tests;
mod text;

pub use self::behind::LISTED;
pub use self::plain::{FIGURES, OVER, WORDS};

use self::behind::List;
use super::{Page, Press, Screen, evaluation, families};
use crate::domain::evidence::Scope as Whom;
use crate::domain::framework::{Framework, Statement, StatementRef};
use crate::domain::{Change, DraftId, EntryId, Moment, Period, length};
use crate::store::ask::Judged;
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, StatementRead, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::words::Words;

/// What the acts of this page are for.
pub const ERRAND: &str = "statement";
/// What writing the text is for.
pub const TEXT: &str = "evidence-text";

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    framework: String,
    /// The codes in the order of the board, for the next statement.
    order: Vec<String>,
    code: String,
    whom: Whom,
    read: Option<StatementRead>,
    text: Words,
    /// Line by line, the text before the sentence that is being typed.
    before: Option<String>,
    /// The entries that the text cites, in the order of their numbers.
    cited: Vec<EntryId>,
    /// How many times the text had been written when this began.
    revision: u32,
    saved: Option<Moment>,
    /// Words or citations that are not in the record yet.
    unsaved: bool,
    /// A text is on its way to the record.
    under_way: bool,
    /// It was refused: what stands now is met as soon as it has been read.
    refused: bool,
    /// More was written while one was on its way.
    again: bool,
    /// Its writer knows that it would be of other rooms than the text in the record.
    moved: bool,
    /// Where to go once the text has landed.
    leaving: Option<Leaving>,
    /// The draft that keeps the words until they are in the record.
    draft: Option<DraftId>,
    /// All entries.
    all: List,
    /// What lies over them: those behind a figure, and of a figure of families those of one.
    over: Vec<List>,
    /// Which line of the list is marked.
    marked: usize,
    /// Which of the figures is marked.
    figure: usize,
    part: Part,
}

/// Which part of the page is in use, or lies over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The entries.
    Entries,
    /// The text.
    Text,
    /// The entries, while one is chosen for the place of the caret in the text.
    Citing,
    /// A draft that is offered.
    Draft,
    /// The text with what has no proof yet.
    Preview,
    /// What the statement says in full.
    Wording,
    /// All figures, each of which opens into what it counts.
    Figures,
    /// An entry, whole.
    Whole,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Leaving {
    Back,
    To(String),
}

/// For judging the statement that is shown.
pub fn judges(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Statement(page) => page.framework(&model.session).map_or(Ok(()), evaluation::judged),
        _ => Ok(()),
    }
}

impl State {
    /// The page of a statement of a framework for a scope.
    pub fn open(
        _session: &Session,
        framework: String,
        order: Vec<String>,
        code: &str,
        whom: Whom,
        turn: &mut Turn,
    ) -> State {
        let mut state = State {
            framework,
            order,
            code: code.to_string(),
            whom,
            read: None,
            text: Words::default(),
            before: None,
            cited: Vec::new(),
            revision: 0,
            saved: None,
            unsaved: false,
            under_way: false,
            refused: false,
            again: false,
            moved: false,
            leaving: None,
            draft: None,
            all: List::of_all(),
            over: Vec::new(),
            marked: 0,
            figure: 0,
            part: Part::Entries,
        };
        state.ask(turn);
        state
    }

    /// The page of a statement whose text was begun and is not in the record yet, for what its writer looked at.
    pub fn go_on(session: &Session, statement: StatementRef, scope: Option<Whom>, turn: &mut Turn) -> State {
        let framework = session.frameworks.iter().find(|framework| framework.id == statement.framework);
        let order = framework.map(|framework| {
            framework.statements.iter().map(|statement| statement.code.clone()).collect::<Vec<_>>()
        });
        let whom =
            scope.unwrap_or_else(|| Whom { rooms: Vec::new(), period: Period::term_to(session.today()) });
        let StatementRef { framework, code } = statement;
        let mut state = State::open(session, framework, order.unwrap_or_default(), &code, whom, turn);
        state.part = Part::Text;
        state
    }

    fn known_as(&self) -> StatementRef {
        StatementRef { framework: self.framework.clone(), code: self.code.clone() }
    }

    fn ask(&mut self, turn: &mut Turn) {
        turn.effect(Effect::Statement(self.known_as(), self.whom.clone(), self.cited.clone()));
    }

    fn turn_to(&mut self, code: String, turn: &mut Turn) {
        self.code = code;
        self.read = None;
        self.text = Words::default();
        self.cited.clear();
        (self.revision, self.saved, self.unsaved, self.marked) = (0, None, false, 0);
        (self.moved, self.figure) = (false, 0);
        (self.all, self.over) = (List::of_all(), Vec::new());
        self.part = Part::Entries;
        self.draft = None;
        self.ask(turn);
    }

    fn framework<'a>(&self, session: &'a Session) -> Option<&'a Framework> {
        session.frameworks.iter().find(|framework| framework.id == self.framework)
    }

    fn statement<'a>(&self, session: &'a Session) -> Option<&'a Statement> {
        self.framework(session).and_then(|framework| framework.statement(&self.code))
    }

    fn judged(&self) -> Judged {
        self.read.as_ref().map(|read| read.judged.clone()).unwrap_or_default()
    }

    /// Leaves as soon as what was saved is in the record. What was not saved stays a draft.
    fn go(&mut self, leaving: Leaving, turn: &mut Turn) {
        self.leaving = Some(leaving);
        self.left(turn);
    }

    fn left(&mut self, turn: &mut Turn) {
        if self.under_way {
            return;
        }
        if self.leaving.is_some() && self.kept() {
            turn.say("Kept as your draft, not in the record yet. Its statement opens it again.");
        }
        match self.leaving.take() {
            Some(Leaving::Back) => turn.back(),
            Some(Leaving::To(code)) => self.turn_to(code, turn),
            None => {}
        }
    }

    fn next(&mut self, by: isize, turn: &mut Turn) {
        let at = self.order.iter().position(|code| *code == self.code).unwrap_or(0);
        match at.checked_add_signed(by).and_then(|next| self.order.get(next)).cloned() {
            Some(code) => self.go(Leaving::To(code), turn),
            None => turn.say("There is no other statement that way."),
        }
    }

    fn judge(&mut self, session: &Session, letter: char, turn: &mut Turn) {
        let Some(framework) = self.framework(session) else { return };
        let code = letter.to_uppercase().to_string();
        if let Err(why) = framework.judges_with(&code) {
            return turn.say(why);
        }
        let seen = self.judged().met;
        let met = if seen == code { String::new() } else { code };
        if met.is_empty() {
            turn.say(evaluation::taken_away(letter));
        }
        if let Some(read) = &mut self.read {
            read.judged.met.clone_from(&met);
        }
        let change = Change::Judge { statement: self.known_as(), met, seen: Some(seen) };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.part {
            Part::Text => Scope::StatementText,
            Part::Citing => Scope::StatementCite,
            Part::Draft => Scope::StatementDraft,
            Part::Figures => Scope::StatementFigures,
            _ => Scope::Statement,
        }
    }

    fn takes(&self) -> Takes {
        if matches!(self.part, Part::Text | Part::Citing) { Takes::Words } else { Takes::Nothing }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.leaving.is_some() && self.under_way {
            // It goes as soon as the words have landed; keys till then are not meant for this page.
            return true;
        }
        if self.part == Part::Text {
            let before = self.text.text().len();
            if self.text.press(press) {
                let changes = press.action.is_none()
                    || matches!(press.action, Some(Action::Erase | Action::EraseAhead))
                        && self.text.text().len() != before;
                if changes {
                    self.wrote(session, turn);
                }
                return true;
            }
        }
        self.before = None;
        if self.part == Part::Citing {
            return self.choose_cited(session, press, turn);
        }
        let list = self.part == Part::Entries;
        if self.part == Part::Figures
            && let Some(line) = press.through(self.figure, self.all_figures().len().saturating_sub(1))
        {
            self.figure = line;
            return true;
        }
        match press.action {
            Some(Action::NewParagraph) => {
                self.text.insert("\n");
                self.wrote(session, turn);
            }
            Some(Action::ChooseCited) if self.listed().is_empty() => {
                turn.say("There is no entry to cite: nothing was agreed for this statement in this time.");
            }
            Some(Action::ChooseCited) => self.part = Part::Citing,
            // The text keeps the keys: what is typed next is never a judgement.
            Some(Action::SaveWritten) if self.unsaved => self.save(session, turn),
            Some(Action::SaveWritten) => turn.say(session.keys.said(
                Action::NextPart,
                match self.text.said() {
                    "" => "Nothing is written yet. Tab goes to the entries.",
                    _ => "It is in the record as it stands. Tab goes to the entries.",
                },
            )),
            Some(Action::SaveText) if self.unsaved => self.save(session, turn),
            Some(Action::SaveText) => turn.say("There is nothing to save: it is in the record."),
            Some(Action::KeepTextHere) => self.keep_text(session, turn),
            Some(Action::NextPart | Action::LastPart) => {
                self.part = if self.part == Part::Text { Part::Entries } else { Part::Text };
            }
            // Until they are read nobody knows whether it cites one or begins to write.
            Some(Action::CiteHere) if list && self.read.is_none() => turn.say("Its entries are being read."),
            Some(Action::CiteHere) if list && self.listed().is_empty() => self.part = Part::Text,
            Some(Action::CiteHere) if list => self.cite(session, turn),
            Some(Action::Judge) => {
                if let Some(letter) = press.chord.letter() {
                    self.judge(session, letter, turn);
                }
            }
            Some(Action::OfferDraft) => match &self.read {
                Some(_) => self.part = Part::Draft,
                None => return false,
            },
            Some(Action::TakeDraft) => self.take_draft(session, turn),
            Some(Action::PreviewText) => {
                self.part = if self.part == Part::Preview { Part::Entries } else { Part::Preview };
            }
            Some(Action::FamiliesHere) => {
                let page = families::State::open(session, Some(self.known_as()), self.whom.clone(), turn);
                turn.over(page.into());
            }
            Some(Action::StatementFigures) => self.part = Part::Figures,
            Some(Action::OpenFigure) => self.open_figure(turn),
            Some(Action::FormWording) => {
                self.part = if self.part == Part::Wording { Part::Entries } else { Part::Wording };
            }
            Some(Action::Right) if list && !self.listed().is_empty() => self.open_line(turn),
            Some(Action::Up) => self.step(-1, turn),
            Some(Action::Down) => self.step(1, turn),
            Some(Action::First) => self.step(isize::MIN / 2, turn),
            Some(Action::Last) => self.step(isize::MAX / 2, turn),
            Some(Action::PageDown) => self.next(1, turn),
            Some(Action::PageUp) => self.next(-1, turn),
            Some(Action::Back | Action::Left) => match self.part {
                Part::Entries => {
                    if !self.widen_by_one() {
                        self.go(Leaving::Back, turn);
                    }
                }
                _ => self.part = Part::Entries,
            },
            _ => return false,
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        (self.part == Part::Text).then(|| (self.text.text(), length::TEXT))
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if self.part == Part::Text {
            self.text.insert(text);
            self.wrote(session, turn);
        } else {
            turn.say("Nothing was pasted: Tab goes to the text first.");
        }
    }

    fn writing(&self) -> Option<DraftId> {
        self.draft.filter(|_| self.kept())
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn answers(&mut self, _session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.opens_by_number(line, turn)
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.types(session, text, turn);
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Statement(statement, whom, read)
                if *statement == self.known_as() && *whom == self.whom =>
            {
                self.take_in(session, read, turn);
            }
            Answer::Behind(behind, rows) => self.came(behind, rows),
            Answer::Applied(
                Errand::Page(errand @ (TEXT | evaluation::KEEP | evaluation::KEEP_NO_MORE)),
                applied,
            ) if self.under_way => {
                self.under_way = false;
                let keeps = *errand != TEXT;
                match applied {
                    Ok(receipt) => {
                        if !keeps {
                            self.revision += 1;
                            self.saved = Some(receipt.at);
                        }
                        if std::mem::take(&mut self.again) {
                            self.save(session, turn);
                        }
                        turn.done(match self.part {
                            _ if keeps => evaluation::kept(session, errand),
                            Part::Text => {
                                session.keys.said(Action::NextPart, "Saved. Tab goes to the entries.")
                            }
                            _ => "Saved.".to_string(),
                        });
                        self.left(turn);
                        self.ask(turn);
                    }
                    Err(why) => {
                        // The words stay here, and what stands in the record is read: both are shown.
                        self.wrote(session, turn);
                        (self.again, self.refused, self.leaving) = (false, !keeps || self.unsaved, None);
                        turn.warn(match self.refused {
                            true => format!("{why} Your words are kept here, not saved yet."),
                            false => why.clone(),
                        });
                        self.ask(turn);
                    }
                }
            }
            Answer::Applied(Errand::Page(ERRAND), Err(why)) => {
                turn.warn(why.clone());
                self.ask(turn);
            }
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let list = self.part == Part::Entries;
        match action {
            Action::CiteHere | Action::OfferDraft | Action::OpenFigure if self.read.is_none() => said("", ""),
            Action::CiteHere if !list => said("", ""),
            // With nothing to cite there is still something to write.
            Action::CiteHere if self.listed().is_empty() => said("Enter", "write"),
            Action::CiteHere if self.cited_at_caret() => said("", ""),
            Action::CiteHere if self.listed().get(self.marked).is_some_and(|one| one.number.is_some()) => {
                said("Enter", "cite again")
            }
            // A narrow line has room for the way to the text with the shorter word only.
            Action::CiteHere if session.size.0 < 100 => said("Enter", "cite"),
            // Of a family its entries are looked for first.
            Action::Judge | Action::OfferDraft | Action::PreviewText if self.list().of_families() => {
                said("", "")
            }
            Action::Judge if list => said(&self.framework(session)?.judging_keys(), "met"),
            Action::SaveText if !list || !self.unsaved => said("", ""),
            Action::KeepTextHere if !list || self.carried_over(session).is_none() => said("", ""),
            Action::KeepTextHere if session.size.0 < 100 => said("k", "keep"),
            // Keeping what is the last round's needs the room.
            Action::PreviewText if session.size.0 < 100 && self.carried_over(session).is_some() => {
                said("", "")
            }
            Action::SaveWritten if !self.unsaved => said("", ""),
            Action::ChooseCited if self.listed().is_empty() => said("", ""),
            // A narrow line names it while there is nothing yet.
            Action::OfferDraft if session.size.0 < 100 && !self.text.said().is_empty() => said("", ""),
            // A small line names what no other line of the page does.
            Action::OfferDraft | Action::PreviewText if session.size.0 < 72 => said("", ""),
            // It stands at the figures.
            Action::StatementFigures => said("", ""),
            Action::OfferDraft | Action::PreviewText | Action::FamiliesHere if !list => said("", ""),
            // Under the entries stands who is not heard yet; a narrow hint line has no room for more.
            Action::FamiliesHere if session.size.0 < 100 => said("", ""),
            Action::NextPart if list && self.listed().is_empty() => said("", ""),
            Action::NextPart if list => said("Tab", "write"),
            Action::NextPart if self.part == Part::Text => said("Tab", "entries"),
            Action::PageDown if list && session.size.0 >= 100 => said("PgDn", "next statement"),
            Action::Right if list && self.list().of_families() => said("→", "its entries"),
            Action::Right if list && !self.listed().is_empty() && session.size.0 >= 100 => said("→", "open"),
            Action::TakeDraft if self.kept() => said("Enter", "add it after yours"),
            Action::TakeDraft if !self.text.said().is_empty() => said("Enter", "add it after yours and save"),
            Action::Back if self.part == Part::Figures => said("Esc", "entries"),
            Action::Back if list && self.narrowed().is_some_and(|list| list.opened.family.is_some()) => {
                said("Esc", "families")
            }
            Action::Back if list && self.narrowed().is_some() => said("Esc", "all entries"),
            Action::Back if self.part == Part::Citing => said("Esc", "back to the text"),
            Action::Back if self.part == Part::Draft => said("Esc", "leave it"),
            Action::Back if self.part == Part::Text && self.unsaved => said("Esc", "keep for later"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
