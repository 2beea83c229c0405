//! Whom nobody has heard: the families that a statement has nothing from, or all of them, the longest silence first,
//! with the last talk and the ways to reach them. For leads only: it names families beside what is missing.

mod plain;
mod say;

pub use plain::WORDS;

use ratatui::style::Modifier;

use super::evidence::say::ago;
use super::{Page, Press, child};
use crate::domain::evidence::{Scope as Whom, Unheard};
use crate::domain::framework::StatementRef;
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, clip_name};

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    /// The statement that it was opened from.
    statement: Option<StatementRef>,
    /// Whether all families are listed, and not those that this statement has nothing from.
    all: bool,
    whom: Whom,
    read: Option<Vec<Unheard>>,
    line: usize,
}

/// From so many columns on, the columns have more room.
const WIDE: u16 = 78;

impl State {
    /// The families that a statement has nothing from; without one all of the scope.
    pub fn open(_session: &Session, statement: Option<StatementRef>, whom: Whom, turn: &mut Turn) -> State {
        let all = statement.is_none();
        let state = State { statement, all, whom, read: None, line: 0 };
        state.ask(turn);
        state
    }

    /// Of which statement the list is.
    fn of(&self) -> Option<&StatementRef> {
        self.statement.as_ref().filter(|_| !self.all)
    }

    fn ask(&self, turn: &mut Turn) {
        turn.effect(Effect::Unheard(self.of().cloned(), self.whom.clone()));
    }

    fn list(&self) -> &[Unheard] {
        self.read.as_deref().unwrap_or_default()
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Families
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.list().len().saturating_sub(1);
        if let Some(line) = press.through(self.line, last) {
            self.line = line;
            return true;
        }
        match press.action {
            Some(Action::OpenFamily | Action::Right) => {
                let Some(&first) = self.list().get(self.line).and_then(|one| one.children.first()) else {
                    turn.say("There is no family here.");
                    return true;
                };
                let page = child::open_from(session, first, turn);
                turn.over(page);
            }
            Some(Action::NextPart) if self.statement.is_some() => {
                self.all = !self.all;
                (self.read, self.line) = (None, 0);
                self.ask(turn);
            }
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, _turn: &mut Turn) {
        if let Answer::Unheard(statement, whom, list) = answer
            && statement.as_ref() == self.of()
            && *whom == self.whom
        {
            self.read = Some(list.clone());
            self.line = self.line.min(list.len().saturating_sub(1));
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::OpenFamily if self.list().is_empty() => said("", ""),
            Action::NextPart if self.statement.is_none() => None,
            Action::NextPart if self.all => said("Tab", "this statement"),
            Action::NextPart => said("Tab", "all families"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, &self.place(session));
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let titles = self.titles(session);
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        canvas.put_fullest(1, 1, width.saturating_sub(2), &titles, bold);
        if self.read.is_some() && self.list().is_empty() {
            canvas.rule(2);
            canvas.put(1, 4, "Every family has been heard.", theme.text);
            return canvas.cursor(1, 4);
        }
        let columns = Columns::of(width);
        // The other lines of the page: the rule, how to reach them, what is beside it, and for whom this is.
        let foot = 6;
        for (x, head) in [(2, "Family"), (columns.last, "Last"), (columns.how, "The last talk")] {
            canvas.put(x, 2, head, theme.heading());
        }
        // With every family in the list, none is asked why.
        if let Some(x) = columns.why.filter(|_| self.list().iter().any(|one| one.why.is_some())) {
            canvas.put(x, 2, "Why", theme.heading());
        }
        canvas.rule(3);
        let end = height.saturating_sub(foot);
        canvas.rule(end);
        self.rows(session, canvas, &columns, (4, end));
        let Some(one) = self.list().get(self.line) else {
            return canvas.cursor(1, 4);
        };
        let reach = say::ways(session, one, "\n");
        canvas.put(1, end + 1, "To reach", theme.muted);
        let room = width.saturating_sub(12);
        // Two adults who have no room side by side stand one below the other.
        let beside = reach.replace('\n', BETWEEN);
        let fits = |says: &str| canvas.columns(says) <= usize::from(room);
        let y = match reach.split_once('\n').filter(|(one, other)| fits(one) && fits(other)) {
            Some((one, other)) if !other.contains('\n') && !fits(&beside) => {
                canvas.put(11, end + 1, one, theme.text);
                canvas.put(11, end + 2, other, theme.text);
                end + 3
            }
            _ => canvas.say((11, end + 1), (room, 2), &beside, theme.text),
        };
        let more = say::beside(session, one, columns.why.is_none(), BETWEEN);
        canvas.say((1, y), (width.saturating_sub(2), end + foot - 1 - y), &more, theme.text);
        canvas.put(1, end + foot - 1, "For you only. Silence is not a no.", theme.muted);
    }
}

/// Where the columns begin.
struct Columns {
    last: u16,
    how: u16,
    why: Option<u16>,
}

impl Columns {
    fn of(width: u16) -> Columns {
        match width {
            ..WIDE => Columns { last: 24, how: 31, why: None },
            // Names need the room; why it is missing, mostly the same of all, is said of the marked one.
            _ if width < 100 => Columns { last: 36, how: 43, why: None },
            _ => Columns { last: 34, how: 42, why: Some(76) },
        }
    }
}

impl State {
    fn rows(&self, session: &Session, canvas: &mut Canvas, columns: &Columns, (top, end): (u16, u16)) {
        let theme = canvas.theme();
        let width = canvas.width();
        let fit = usize::from(end.saturating_sub(top)).max(1);
        let first = (self.line + 1).saturating_sub(fit);
        canvas.hidden_of(end, first, fit, self.list().len());
        for (y, (index, one)) in (top..end).zip(self.list().iter().enumerate().skip(first)) {
            let here = index == self.line;
            canvas.row(0, y, width, 1, tap::to_row(self.line, index));
            let (style, quiet) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if here {
                canvas.in_use(0, y, width);
                canvas.put(0, y, "▸", style);
            }
            let names = clip_name(&say::names(session, one), usize::from(columns.last - 3));
            canvas.put(2, y, &names, style);
            let last = one.last.as_ref();
            canvas.put(columns.last, y, &ago(last.map(|last| last.day), session.today()), style);
            let room = columns.why.unwrap_or(width).saturating_sub(columns.how + 1);
            canvas.put_in(columns.how, y, room, &say::last(session, one), quiet);
            if let Some(x) = columns.why {
                canvas.put_in(x, y, width.saturating_sub(x + 1), say::why(one), quiet);
            }
        }
    }
}
