//! The weekly summary: left what must be looked at, right the page as the family will hold it. Saving waits
//! for every name of another child to be settled.

mod draw;
mod plain;
#[cfg(test)]
pub(crate) mod tests;

pub use plain::WORDS;

use std::cell::Cell;

use super::exports;
use super::handing::{self, About};
use super::review::{names, settling, unsoftened};
use super::{Page, Press};
use crate::domain::entry::Standing;
use crate::domain::policy::ReportKind;
use crate::domain::{RoomId, Week};
use crate::export;
use crate::report::obstacle::{Hindrance, Obstacle};
use crate::tui::action::{self, Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Parcel, Turn, WeekFor, WeekRead};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;

/// What the acts of this page are for.
const ERRAND: &str = "week";

/// The summary as it stands.
#[derive(Debug)]
pub struct State {
    room: RoomId,
    week: Week,
    whom: WeekFor,
    read: Option<WeekRead>,
    /// The check that is marked.
    marked: usize,
    /// Which lines of the marked check are seen in a low window, as it was drawn last: the first, and how many follow
    /// what is seen.
    said: Cell<(usize, usize)>,
    /// The page that is shown, and its first line that is.
    page: (usize, usize),
    /// Line by line, that the page is read out.
    aloud: bool,
    /// Where the files went that were saved last: how many, and the folder.
    saved: Option<(usize, String)>,
}

/// Whether the marked check asks about a name.
pub fn asks_about_a_name(model: &Model) -> Result<(), action::Reason> {
    match &model.screen {
        Screen::Week(state) if state.named().is_none() => {
            Err("No name of another child is asked about here.".to_string())
        }
        _ => Ok(()),
    }
}

impl State {
    /// The shown room's week, for its families.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        State::open_for(session, WeekFor::Families, turn)
    }

    /// The same for somebody.
    pub fn open_for(session: &Session, whom: WeekFor, turn: &mut Turn) -> State {
        let state = State {
            room: session.room.unwrap_or(RoomId(uuid::Uuid::nil())),
            week: Week::of(session.today()),
            whom,
            read: None,
            marked: 0,
            said: Cell::default(),
            page: (0, 0),
            aloud: false,
            saved: None,
        };
        state.ask(session, turn);
        state
    }

    fn ask(&self, session: &Session, turn: &mut Turn) {
        turn.effect(Effect::Week(self.room, self.week, self.whom, session.now));
    }

    /// Another week, or for somebody else: everything is read anew.
    fn anew(&mut self, session: &Session, turn: &mut Turn) {
        (self.read, self.marked, self.page, self.saved) = (None, 0, (0, 0), None);
        self.ask(session, turn);
    }

    /// What the lead should know: names first, then what a file that is written can't show, then what stops a page.
    fn checks(&self) -> Vec<&Obstacle> {
        let mut checks: Vec<&Obstacle> =
            self.read.as_ref().map(|read| read.obstacles.iter().collect()).unwrap_or_default();
        let letters = |check: &Obstacle| matches!(check.what, Hindrance::Letters(_));
        checks.sort_by_key(|check| (!is_name(check), !letters(check), !check.what.stops()));
        checks
    }

    fn mark(&mut self, check: usize) {
        self.marked = check;
        self.said.take();
    }

    /// How many names of other children nobody has settled.
    fn names_left(&self) -> usize {
        self.checks().iter().filter(|check| is_name(check)).count()
    }

    fn pages(&self) -> usize {
        self.read.as_ref().map_or(0, |read| read.pages.len())
    }

    /// The entry whose names the marked check is about.
    fn named(&self) -> Option<&Standing> {
        let Hindrance::Name { entry, .. } = &self.checks().get(self.marked)?.what else { return None };
        self.read.as_ref()?.named.iter().find(|standing| standing.entry.id == *entry)
    }

    fn settle(&self, session: &Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(standing) = self.named() else { return false };
        let hits = names(standing, &session.roll, &session.spelling);
        let Some(change) = settling(standing, &hits, digit) else {
            turn.say(unsoftened(&hits));
            return true;
        };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
        self.ask(session, turn);
        true
    }

    fn other_week(&mut self, session: &Session, days: i64, turn: &mut Turn) {
        let day = self.week.period().from.checked_add_signed(chrono::TimeDelta::days(days));
        match day.filter(|day| *day <= session.today()) {
            Some(day) => {
                self.week = Week::of(day);
                self.anew(session, turn);
            }
            None => turn.say("That week has not begun."),
        }
    }

    fn write_for(&mut self, session: &Session, whom: WeekFor, turn: &mut Turn) {
        if self.whom != whom {
            self.whom = whom;
            self.anew(session, turn);
        }
    }

    fn save(&mut self, turn: &mut Turn) {
        match (self.names_left(), self.pages()) {
            (0, 0) => turn.say("There is no page to save yet."),
            (0, _) => self.hand_out(turn),
            (1, _) => turn.warn("1 name to look at before you can save. Enter goes to it."),
            (count, _) => {
                turn.warn(format!("{count} names to look at before you can save. Enter goes to them."))
            }
        }
    }

    /// Opens what saves the pages as files.
    fn hand_out(&self, turn: &mut Turn) {
        let formats = export::labels(self.report());
        let says = match (self.whom, self.pages()) {
            (WeekFor::Room, _) => format!("The room's week: {formats}."),
            (WeekFor::Families, 1) => format!("1 page: {formats}."),
            (WeekFor::Families, pages) => format!("{pages} pages: {formats}."),
        };
        let left_out = match self.checks().iter().filter(|check| check.what.stops()).count() {
            0 => None,
            1 => Some("1 family has no page: the weekly summary says why.".to_string()),
            more => Some(format!("{more} families have no page: the weekly summary says why.")),
        };
        let about = About {
            title: "Weekly summary".to_string(),
            says,
            left_out: left_out.into_iter().collect(),
            folder: self.read.as_ref().map(|read| read.folder.clone()).unwrap_or_default(),
        };
        let page = handing::State::open(Parcel::Week(self.room, self.week, self.whom), about, turn);
        turn.over(page.into());
    }

    /// Its column of the formats.
    fn report(&self) -> ReportKind {
        match self.whom {
            WeekFor::Families => ReportKind::FamilyWeek,
            WeekFor::Room => ReportKind::RoomWeek,
        }
    }

    /// A page further in the text, then the next family's; or back.
    /// Whether the one page there is stands whole on the screen.
    fn is_all_seen(&self, session: &Session) -> bool {
        let lines = self.read.as_ref().map_or(0, |read| draw::lines(read, 0, session.size).len());
        self.pages() == 1 && lines <= draw::text_rows(session.size)
    }

    fn turn_page(&mut self, session: &Session, on: bool) {
        let rows = draw::text_rows(session.size);
        let (page, first) = self.page;
        let lines = self.read.as_ref().map_or(0, |read| draw::lines(read, page, session.size).len());
        self.page = match on {
            true if first + rows < lines => (page, first + rows),
            true if page + 1 < self.pages() => (page + 1, 0),
            false if first > 0 => (page, first.saturating_sub(rows)),
            false => (page.saturating_sub(1), 0),
            true => (page, first),
        };
    }
}

fn is_name(check: &Obstacle) -> bool {
    matches!(check.what, Hindrance::Name { .. })
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Week
    }

    fn takes(&self) -> Takes {
        Takes::Nothing
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        self.aloud = false;
        let last_check = self.checks().len().saturating_sub(1);
        match press.action {
            Some(Action::NextCheck) => {
                self.mark(if self.marked >= last_check { 0 } else { self.marked + 1 });
            }
            Some(Action::Up) => match self.said.get() {
                (0, _) => self.mark(self.marked.saturating_sub(1)),
                (first, more) => self.said.set((first - 1, more + 1)),
            },
            Some(Action::Down) => match self.said.get() {
                (_, 0) if self.marked < last_check => self.mark(self.marked + 1),
                (_, 0) => {}
                (first, more) => self.said.set((first + 1, more - 1)),
            },
            Some(Action::PageDown) => self.turn_page(session, true),
            Some(Action::PageUp) => self.turn_page(session, false),
            Some(Action::Left) => self.write_for(session, WeekFor::Families, turn),
            Some(Action::Right) => self.write_for(session, WeekFor::Room, turn),
            Some(Action::NextPart) => self.other_week(session, -7, turn),
            Some(Action::LastPart) => self.other_week(session, 7, turn),
            Some(Action::SettleNamed) => {
                return press.chord.digit().is_some_and(|digit| self.settle(session, digit, turn));
            }
            Some(Action::SaveFiles) => self.save(turn),
            Some(Action::OtherExports) => turn.over(exports::State::default().into()),
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn answers(&mut self, _session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        self.hears(line)
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Week(room, week, whom, read)
                if (*room, *week, *whom) == (self.room, self.week, self.whom) =>
            {
                self.mark(self.marked.min(read.obstacles.len().saturating_sub(1)));
                if self.page.0 >= read.pages.len() {
                    self.page = (0, 0);
                }
                self.read = Some(read.as_ref().clone());
                session.want_dictionary(turn);
            }
            Answer::Applied(Errand::Page(ERRAND), Err(why)) => turn.warn(why.clone()),
            Answer::FilesSaved(Ok((files, folder))) => self.saved = Some((*files, folder.clone())),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let room_for_more = session.size.0 >= 100;
        // A narrow line has room for short words; how the page goes on stands over it.
        let narrow = session.size.0 < draw::NARROW;
        let reads_on = self.said.get() != (0, 0);
        match action {
            // A narrow line has no room for it beside what is asked about a long check: ↓ goes on to the next too.
            Action::NextCheck if self.checks().len() < 2 || narrow && reads_on && self.named().is_some() => {
                said("", "")
            }
            // What is asked is read to its end before it is answered.
            Action::SettleNamed if self.named().is_some() && reads_on => {
                said("↑↓", "read   1 “a friend”   2 keep")
            }
            Action::Up if reads_on && self.named().is_some() => said("", ""),
            Action::Up if reads_on => said("↑↓", if narrow { "read" } else { "read on" }),
            Action::SettleNamed if self.named().is_some() => said("1", "“a friend”   2 keep"),
            Action::SaveFiles if self.pages() == 0 || self.names_left() > 0 => said("", ""),
            Action::SaveFiles if narrow => said("s", "save"),
            Action::OtherExports if !room_for_more => said("", ""),
            Action::PageDown if self.pages() > 0 && (narrow || self.is_all_seen(session)) => said("", ""),
            Action::PageDown if self.pages() > 0 => said("PgDn", "page"),
            Action::Left if self.whom == WeekFor::Room => said("←", "families"),
            Action::Right if self.whom == WeekFor::Families => said("→", "room"),
            Action::NextPart if room_for_more => said("Tab", "week before"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
