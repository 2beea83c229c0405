//! One report of the table: what it asks for and as what it is saved on the left, on the right the page as its file
//! holds it.

mod answers;
mod draw;
mod plain;

pub(super) use answers::{child as child_called, day as day_called};
pub use plain::WORDS;

use super::exports::{title, whom};
use super::handing::{self, About};
use super::review::{names, settling, softens, unsoftened};
use super::{Page, Press};
use crate::capture::{guard, soften_all};
use crate::domain::entry::Reason;
use crate::domain::practice::{Held, PracticeStands};
use crate::domain::{Change, Week};
use crate::export::{self, txt};
use crate::report::moving_on::{NameWaits, printed_fields};
use crate::report::reports::{Ask as Asked, Listed};
use crate::store::ask::Source;
use crate::tui::action::{self, Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Parcel, ReportOf, ReportRead, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

/// The longest answer that can be typed: a name, two days.
const LONGEST: usize = 80;

/// What the acts of this page are for.
const ERRAND: &str = "report";

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    listed: &'static Listed,
    of: ReportOf,
    /// The formats as which it is saved, by their names.
    formats: Vec<&'static str>,
    /// The row that is marked.
    marked: usize,
    /// It, or the sentence why it can't be made; nothing while it is awaited.
    read: Option<Result<Box<ReportRead>, String>>,
    /// The first line of it that is shown.
    first: usize,
    /// Which of the names that wait is looked at.
    name: usize,
    /// An answer that is being typed.
    typed: Option<Typed>,
    /// Line by line, that it is read out.
    aloud: bool,
    /// The folder where its files lie that were saved last.
    saved: Option<String>,
}

/// A row of the left pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// Something that it asks for.
    Asked(Asked),
    /// A format, by its name.
    Format(&'static str),
    /// The names that keep something out of it until a person settles them, one at a time.
    Names,
}

/// Whether a name is asked about on the marked row.
pub fn asks_about_a_name(model: &Model) -> Result<(), action::Reason> {
    match &model.screen {
        Screen::Export(state) if state.named().is_none() => {
            Err("No name of somebody else is asked about on this line.".to_string())
        }
        _ => Ok(()),
    }
}

impl State {
    /// A report with what it asks for as it is most likely meant: the shown room, today, this school year.
    pub fn open(session: &Session, listed: &'static Listed, turn: &mut Turn) -> State {
        let takes = |ask: Asked| listed.needs.contains(&ask) || listed.takes.contains(&ask);
        let of = ReportOf {
            name: listed.name,
            room: session.room,
            child: None,
            read_with: None,
            day: takes(Asked::Day).then(|| session.today()),
            week: takes(Asked::Week).then(|| Week::of(session.today())),
            period: None,
        };
        let mut formats: Vec<&str> = export::on_screens(listed.kind).map(|format| format.name).collect();
        if formats.is_empty() {
            formats.extend(export::offered(listed.kind).next().map(|format| format.name));
        }
        let mut state = State {
            listed,
            of,
            formats,
            marked: 0,
            read: None,
            first: 0,
            name: 0,
            typed: None,
            aloud: false,
            saved: None,
        };
        state.anew(session, turn);
        state
    }

    fn rows(&self) -> Vec<Row> {
        let asked = self.listed.needs.iter().chain(self.listed.takes).map(|ask| Row::Asked(*ask));
        let formats = export::offered(self.listed.kind).map(|format| Row::Format(format.name));
        let names = (!self.names().is_empty()).then_some(Row::Names);
        asked.chain(formats).chain(names).collect()
    }

    /// What a name keeps out of it.
    fn names(&self) -> &[NameWaits] {
        self.made().map(|read| read.names_waiting.as_slice()).unwrap_or_default()
    }

    /// The one that is looked at, where their row is marked.
    fn named(&self) -> Option<&NameWaits> {
        self.names().get(self.name).filter(|_| self.row() == Some(Row::Names))
    }

    /// The next one, round and round.
    fn next_name(&mut self) {
        self.name = (self.name + 1) % self.names().len().max(1);
    }

    /// 1 “a friend”, 2 keep; then it is made anew, and stands as it was until it is.
    fn settle(&self, session: &Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(NameWaits { source, .. }) = self.named() else { return false };
        let change = match source {
            Source::Entry(standing) => {
                let hits = names(standing, &session.roll, &session.spelling);
                settling(standing, &hits, digit).ok_or_else(|| unsoftened(&hits))
            }
            Source::Practice(record) => settling_record(record, session, digit),
        };
        let change = match change {
            Ok(change) => change,
            Err(why) => {
                turn.say(why);
                return true;
            }
        };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
        turn.effect(Effect::Report(Box::new(self.of.clone()), session.now));
        true
    }

    fn row(&self) -> Option<Row> {
        self.rows().get(self.marked).copied()
    }

    /// Whether nothing can be made before a child is chosen.
    fn wants_child(&self) -> bool {
        self.listed.needs.contains(&Asked::Child) && self.of.child.is_none()
    }

    /// It is made anew, unless it needs an answer first.
    fn anew(&mut self, session: &Session, turn: &mut Turn) {
        (self.read, self.first, self.name, self.saved) = (None, 0, 0, None);
        if self.wants_child() {
            let says = "Choose the child first: Enter on its line, then any part of the name.";
            self.read = Some(Err(says.to_string()));
            return;
        }
        turn.effect(Effect::Report(Box::new(self.of.clone()), session.now));
    }

    fn made(&self) -> Option<&ReportRead> {
        self.read.as_ref().and_then(|read| read.as_ref().ok()).map(Box::as_ref)
    }

    fn tick(&mut self, name: &'static str) {
        match self.formats.iter().position(|format| *format == name) {
            Some(at) => drop(self.formats.remove(at)),
            None => self.formats.push(name),
        }
    }

    /// Opens what saves it as files.
    fn hand_out(&self, turn: &mut Turn) {
        let read = match &self.read {
            Some(Ok(read)) => read,
            // Why, the page says already.
            Some(Err(_)) if self.wants_child() => {
                return turn.warn("Nothing to save yet: no child is chosen.");
            }
            Some(Err(why)) => return turn.warn(why.clone()),
            // The page says so.
            None => return,
        };
        let ticked =
            || export::offered(self.listed.kind).filter(|format| self.formats.contains(&format.name));
        let labels: Vec<&str> = ticked().map(|format| format.label).collect();
        if labels.is_empty() {
            return turn.warn("Tick at least one kind of file first: Space ticks it.");
        }
        let about = About {
            title: title(self.listed),
            says: format!("{}: {}. For {}.", title(self.listed), labels.join(", "), whom(&read.recipient)),
            left_out: self.left_out(),
            folder: read.folder.clone(),
        };
        let formats = ticked().map(|format| format.name).collect();
        let page = handing::State::open(Parcel::Report(self.of.clone(), formats), about, turn);
        turn.over(page.into());
    }

    /// What is not in it, and what its files can't show, of those that are ticked.
    fn left_out(&self) -> Vec<String> {
        let Some(read) = self.made() else { return Vec::new() };
        let lacking = read.lacking.iter().filter(|(format, _)| self.formats.contains(format));
        read.left_out.iter().chain(lacking.map(|(_, says)| says)).cloned().collect()
    }

    /// The lines of the page, with what is not in it below, and how many of them are seen at once.
    fn lines(&self, (width, height): (u16, u16)) -> (Vec<(String, bool)>, usize) {
        let columns = usize::from(width.saturating_sub(super::preview::middle(width) + 3));
        let mut lines = self.made().map(|read| txt::lines(&read.report, columns)).unwrap_or_default();
        let left_out = self.left_out();
        if !left_out.is_empty() {
            lines.push((String::new(), false));
            lines.push(("Not in the file".to_string(), true));
            lines.extend(left_out.iter().flat_map(|says| wrap(says, columns)).map(|line| (line, false)));
        }
        (lines, usize::from(height.saturating_sub(draw::TEXT + 4)).max(1))
    }

    fn press_typed(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Some(typed) = &mut self.typed else { return false };
        match press.action {
            Some(Action::TakeAnswer) => {
                let text = typed.text().to_string();
                self.take(session, &text, turn);
            }
            Some(Action::Back) => self.typed = None,
            _ => return typed.press(press),
        }
        true
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        if self.typed.is_some() { Scope::ExportAnswer } else { Scope::Export }
    }

    fn takes(&self) -> Takes {
        if self.typed.is_some() { Takes::Words } else { Takes::Nothing }
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        self.typed.as_ref().map(|typed| (typed.text(), LONGEST))
    }

    fn paste(&mut self, _session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.typed {
            Some(typed) => typed.put(text),
            None => turn.say("Nothing was pasted: Enter on a line opens it."),
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        self.aloud = false;
        if self.typed.is_some() {
            return self.press_typed(session, press, turn);
        }
        let (lines, rows) = self.lines(session.size);
        let last_line = lines.len().saturating_sub(rows);
        let last = self.rows().len().saturating_sub(1);
        match (press.action, self.row()) {
            (Some(Action::Up), _) => self.marked = self.marked.saturating_sub(1),
            (Some(Action::Down), _) => self.marked = (self.marked + 1).min(last),
            (Some(Action::PageUp), _) => self.first = self.first.saturating_sub(rows),
            (Some(Action::PageDown), _) => self.first = (self.first + rows).min(last_line),
            (Some(Action::First), _) => self.first = 0,
            (Some(Action::Last), _) => self.first = last_line,
            (Some(Action::Left), Some(Row::Asked(ask))) => self.turn_to(session, ask, false, turn),
            (Some(Action::Right), Some(Row::Asked(ask))) => self.turn_to(session, ask, true, turn),
            (Some(Action::ChangeAnswer), Some(Row::Asked(ask))) => self.answer_to(session, ask, turn),
            (Some(Action::ChangeAnswer | Action::TickFormat), Some(Row::Format(name))) => self.tick(name),
            (Some(Action::ChangeAnswer), Some(Row::Names)) => self.next_name(),
            (Some(Action::SettleInReport), _) => {
                return press.chord.digit().is_some_and(|digit| self.settle(session, digit, turn));
            }
            (Some(Action::TickFormat), _) => turn.say("Space ticks a kind of file: go down to one."),
            (Some(Action::SaveReport), _) => self.hand_out(turn),
            (Some(Action::Back | Action::Left), _) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.take(session, line, turn);
    }

    fn answers(&mut self, session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        self.hears(session, line)
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Report(of, read) if **of == self.of => {
                self.read = Some(read.clone());
                self.name = self.name.min(self.names().len().saturating_sub(1));
                self.marked = self.marked.min(self.rows().len().saturating_sub(1));
                if !self.names().is_empty() {
                    session.want_dictionary(turn);
                }
            }
            Answer::Applied(Errand::Page(ERRAND), Err(why)) => turn.warn(why.clone()),
            Answer::FilesSaved(Ok((_, folder))) => self.saved = Some(folder.clone()),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if self.typed.is_some() {
            return None;
        }
        match (action, self.row()) {
            (Action::ChangeAnswer, Some(Row::Asked(ask))) if is_typed(ask) => said("Enter", "type it"),
            (Action::ChangeAnswer, Some(Row::Names)) if self.names().len() > 1 => said("Enter", "next"),
            (Action::ChangeAnswer, _) => said("", ""),
            (Action::SettleInReport, Some(Row::Names)) => said("1", "“a friend”   2 keep"),
            (Action::TickFormat, Some(Row::Asked(_) | Row::Names) | None) => said("", ""),
            (Action::SaveReport, _) if self.made().is_none() || self.formats.is_empty() => said("", ""),
            (Action::Left, Some(Row::Asked(_))) => said("←→", "change"),
            (Action::PageDown, _) => {
                let (lines, rows) = self.lines(session.size);
                (lines.len() > rows).then(|| ("PgDn".to_string(), "page".to_string()))
            }
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}

/// What settles the names in a practice record, as [`settling`] does those of an entry: “a friend” in their place (1)
/// in each field that is printed, or that they are kept.
///
/// # Errors
/// Why “a friend” can stand for none of them.
fn settling_record(record: &PracticeStands, session: &Session, digit: usize) -> Result<Change, &'static str> {
    let (seen, mut softer) = (record.revision, record.practice.clone());
    if digit != 1 {
        return Ok(Change::PracticeNameSettled { practice: softer.id, seen });
    }
    let is_word = |word: &str| session.spelling.is_word(word);
    let mut hits = Vec::new();
    for field in printed_fields(&record.practice) {
        if let Some(Held::Text(words)) = softer.fields.get_mut(field) {
            let named = guard(words, &record.practice.children, &session.roll, Some(&is_word));
            *words = soften_all(words, &named);
            hits.extend(named);
        }
    }
    if !softens(&hits) {
        return Err(unsoftened(&hits));
    }
    Ok(Change::AmendPractice { record: Box::new(softer), seen, reason: Reason::Spelling })
}

/// Whether an answer can be typed.
fn is_typed(ask: Asked) -> bool {
    matches!(ask, Asked::Child | Asked::Day | Asked::Period)
}
