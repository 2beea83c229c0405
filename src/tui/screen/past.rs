//! What was exported before: which file, for whom, when, by whom. The newest first, read in pieces.

use super::evidence::span::dates;
use super::exports::{title, whom as called};
use super::{Page, Press};
use crate::domain::Exported;
use crate::domain::day::{long, short};
use crate::export as formats;
use crate::report::reports;
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::BETWEEN;

/// From so many columns on, a line says for whom its file was.
const WIDE: u16 = 78;
/// So many lines are read at once.
const PIECE: usize = 60;
/// So many letters of a hash are enough to find its file by.
const HASH: usize = 12;

/// The list as it stands.
#[derive(Debug, Default)]
pub struct State {
    rows: Vec<Exported>,
    /// Whether anything has been read yet.
    read: bool,
    /// Whether there may be more than what was read.
    more: bool,
    /// From which line on the next piece is awaited.
    awaited: Option<Option<u64>>,
    marked: usize,
}

impl State {
    /// The first piece of it.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let mut state = State::default();
        state.ask(session, None, turn);
        state
    }

    fn ask(&mut self, session: &Session, before: Option<u64>, turn: &mut Turn) {
        if let Some(person) = session.person {
            self.awaited = Some(before);
            turn.effect(Effect::Exported(person, before, PIECE));
        }
    }

    /// Reads on before the end is reached.
    fn read_on(&mut self, session: &Session, turn: &mut Turn) {
        if self.more && self.awaited.is_none() && self.marked + PIECE / 2 >= self.rows.len() {
            let last = self.rows.last().map(|row| row.seq);
            self.ask(session, last, turn);
        }
    }

    /// What a report is called.
    fn what(one: &Exported) -> String {
        reports::report(&one.report).map_or_else(|| one.report.clone(), title)
    }

    /// As what it was written, where that is known.
    fn form(one: &Exported) -> Option<&'static str> {
        let ends = one.form.as_deref()?;
        formats::FORMATS.iter().find(|format| format.extension == ends).map(|format| format.label)
    }

    /// All that is known of a line, in sentences.
    fn whole(session: &Session, one: &Exported) -> String {
        let by =
            one.by.and_then(|by| session.roll.person(by)).map_or("nobody", |person| person.name.as_str());
        let days = one.period.map(|period| match period.from == period.to {
            true => format!(", {}", short(period.from)),
            false => format!(", {}", dates(period)),
        });
        let notes = match one.entries {
            0 => "It shows no note.".to_string(),
            1 => "It shows 1 note.".to_string(),
            count => format!("It shows {count} notes."),
        };
        let hash: String = one.sha256.chars().take(HASH).collect();
        format!(
            "{}{}{}, for {}. By {by}, {} at {}. {notes} Its check code begins {hash}.",
            State::what(one),
            State::form(one).map(|form| format!(" ({form})")).unwrap_or_default(),
            days.unwrap_or_default(),
            called(&one.recipient),
            long(one.at.day()),
            one.at.clock()
        )
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Past
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.rows.len().saturating_sub(1);
        if let Some(line) = press.through(self.marked, last) {
            self.marked = line;
            self.read_on(session, turn);
            return true;
        }
        match press.action {
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        let says = match self.rows.get(self.marked) {
            Some(one) => {
                format!("{} of {}: {}", self.marked + 1, self.rows.len(), State::whole(session, one))
            }
            None => "Nothing has been exported yet.".to_string(),
        };
        Ask { says: vec![says], prompt: "next, back: ".to_string(), keys: true, ..Ask::default() }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, _turn: &mut Turn) {
        if let Answer::Exported(person, before, rows) = answer
            && session.person == Some(*person)
            && self.awaited == Some(*before)
        {
            (self.awaited, self.read, self.more) = (None, true, rows.len() == PIECE);
            self.rows.extend(rows.iter().cloned());
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, &format!("Exports{BETWEEN}what was exported"));
        canvas.rule(1);
        // The foot has room for all that is known of the marked line.
        let end = height.saturating_sub(if width < WIDE { 5 } else { 4 });
        let Some(marked) = self.rows.get(self.marked) else {
            if self.read {
                canvas.put(1, 2, "Nothing has been exported yet.", theme.text);
            }
            return canvas.cursor(1, 2);
        };
        canvas.rule(end);
        let fit = usize::from(end.saturating_sub(2)).max(1);
        let first = (self.marked + 1).saturating_sub(fit);
        // A narrow window says for whom below the list only, and in full.
        let (what, whom) = (16, (width >= WIDE).then_some(48));
        for (y, (index, one)) in (2..).zip(self.rows.iter().enumerate().skip(first).take(fit)) {
            let bar = index == self.marked;
            if bar {
                canvas.in_use(0, y, width);
                canvas.put(0, y, "▸", theme.bar);
            }
            canvas.row(0, y, width, 1, tap::take_row(self.marked, index));
            let (text, muted) = if bar { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            let when = format!("{} {}", one.at.day().format("%-d %b"), one.at.clock());
            canvas.put_in(2, y, what - 3, &when, muted);
            // Files of one minute are told apart by their form.
            let says = State::what(one);
            let ways = [State::form(one), one.form.as_deref()]
                .map(|form| format!("{says}{BETWEEN}{}", form.unwrap_or("")));
            let ways = if one.form.is_some() { ways.to_vec() } else { vec![says] };
            let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
            canvas.put_fullest(what, y, whom.unwrap_or(width - 5) - what - 1, &ways, text);
            let who = one.by.and_then(|by| session.roll.person(by)).map(|person| person.initials.as_str());
            let x = canvas.put_right(width.saturating_sub(1), y, who.unwrap_or_default(), muted);
            if let Some(whom) = whom {
                canvas.put_in(whom, y, x.saturating_sub(whom + 1), called(&one.recipient), text);
            }
        }
        canvas.hidden_of(end, first, fit, self.rows.len());
        let whole = State::whole(session, marked);
        canvas.say(
            (1, end + 1),
            (width.saturating_sub(2), height.saturating_sub(end + 1)),
            &whole,
            theme.text,
        );
    }
}
