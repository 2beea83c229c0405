//! Everything that can leave the room: each report of the one table that whoever is signed in may make, and what was
//! exported before.

use super::{Page, Press, evidence, export, past, requests, week};
use crate::domain::policy::ReportKind;
use crate::export as formats;
use crate::report::reports::{Listed, REPORTS};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Turn, WeekFor};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The list as it stands.
#[derive(Debug, Default)]
pub struct State {
    marked: usize,
}

/// The words of the last line, which is no report.
const PAST: &str = "What was exported before, and for whom";

/// The reports that whoever is signed in may make, as the table has them.
fn reports(session: &Session) -> Vec<&'static Listed> {
    let role = session.who().map(|person| person.role);
    REPORTS.iter().filter(|listed| role.is_some_and(|role| listed.by.may(role))).collect()
}

/// What a report is, where a line has no room for all of it.
fn briefly(listed: &Listed) -> &'static str {
    listed.what.split(", ").next().unwrap_or(listed.what)
}

/// What a report is called where it is one thing among others: `The handover card`.
pub(super) fn title(listed: &Listed) -> String {
    let label = match listed.kind {
        // They are told apart by what they say.
        ReportKind::OwnPages => briefly(listed),
        kind => kind.label(),
    };
    let mut letters = label.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A recipient behind the word for: a report may have that word at its head.
pub(super) fn whom(recipient: &str) -> &str {
    recipient.strip_prefix("For ").unwrap_or(recipient)
}

impl State {
    /// What the marked line leads to: a report, or what was exported before.
    fn open(&self, session: &mut Session, turn: &mut Turn) {
        let Some(listed) = reports(session).get(self.marked).copied() else {
            let page = past::State::open(session, turn);
            return turn.over(page.into());
        };
        // What has a page of its own is made there, and nowhere else.
        let page = match listed.kind {
            ReportKind::FamilyWeek => week::State::open(session, turn).into(),
            ReportKind::RoomWeek => week::State::open_for(session, WeekFor::Room, turn).into(),
            ReportKind::EvidenceForm => {
                let page = evidence::State::open(session, turn);
                turn.say("Choose the form here; x shows it as its files hold it, and s saves it there.");
                page.into()
            }
            ReportKind::WholeRecord => requests::State::open(session, turn).into(),
            _ => export::State::open(session, listed, turn).into(),
        };
        turn.over(page);
    }

    /// What is said of the marked line: as what it is written.
    fn says(&self, session: &Session) -> String {
        match reports(session).get(self.marked) {
            Some(listed) => format!("As {}.", formats::all_labels(listed.kind)),
            None => "The newest first, with whom each file was for.".to_string(),
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Exports
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = reports(session).len();
        if let Some(line) = press.through(self.marked, last) {
            self.marked = line;
            return true;
        }
        match press.action {
            Some(Action::OpenExport | Action::Right) => self.open(session, turn),
            Some(Action::PastExports) => {
                self.marked = last;
                self.open(session, turn);
            }
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        let reports = reports(session);
        let line = reports.get(self.marked).map_or(PAST, |listed| listed.what);
        Ask {
            says: vec![format!(
                "What leaves the room, {} of {}: {line}. {}",
                self.marked + 1,
                reports.len() + 1,
                self.says(session)
            )],
            prompt: "Enter opens it, next, past, back, or its number: ".to_string(),
            keys: true,
            help: "A number goes to that line.",
            ..Ask::default()
        }
    }

    fn answers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match number.filter(|number| *number <= reports(session).len()) {
            Some(number) => self.marked = number,
            None if line.trim() == "past" => {
                self.marked = reports(session).len();
                self.open(session, turn);
            }
            None => return false,
        }
        true
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, "Exports");
        canvas.rule(1);
        let reports = reports(session);
        let end = height.saturating_sub(2);
        let (first, fit) = canvas.seen_of((2, end), self.marked, reports.len() + 1);
        let lines = reports.iter().map(|listed| (listed.what, briefly(listed))).chain([(PAST, PAST)]);
        for (y, (index, (what, short))) in (2..).zip(lines.enumerate().skip(first).take(fit)) {
            let bar = index == self.marked;
            if bar {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", theme.bar);
            }
            canvas.row(0, y, width, 1, tap::take_row(self.marked, index));
            let style = if bar { theme.bar } else { theme.text };
            canvas.put_fullest(3, y, width.saturating_sub(4), &[what, short], style);
        }
        canvas.rule(end);
        canvas.say((1, end + 1), (width.saturating_sub(2), 1), &self.says(session), theme.muted);
    }
}
