//! The weekly summary: left what must be looked at, right the page as the family will hold it. Saving waits
//! for every name of another child to be settled.

use ratatui::style::Modifier;

use super::review::{names, softened};
use super::{Page, Press};
use crate::domain::entry::{Reason, Standing};
use crate::domain::{Change, RoomId, Week};
use crate::report::family_week::{Hindrance, Obstacle};
use crate::tui::action::{self, Action, Scope};
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Turn, WeekRead};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, wrap};
use crate::tui::widget::words::quoted;

/// What the acts of this page are for.
const ERRAND: &str = "week";
/// From so many columns on, both parts have more room.
const WIDE: u16 = 100;

/// The summary as it stands.
#[derive(Debug)]
pub struct State {
    room: RoomId,
    week: Week,
    read: Option<WeekRead>,
    /// The check that is marked.
    marked: usize,
    /// The page that is shown.
    page: usize,
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
    /// The shown room's week.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let state = State {
            room: session.room.unwrap_or(RoomId(uuid::Uuid::nil())),
            week: Week::of(session.today()),
            read: None,
            marked: 0,
            page: 0,
        };
        state.ask(session, turn);
        state
    }

    fn ask(&self, session: &Session, turn: &mut Turn) {
        turn.effect(Effect::Week(self.room, self.week, session.now));
    }

    /// What the lead should know, what stops a page first.
    fn checks(&self) -> Vec<&Obstacle> {
        let mut checks: Vec<&Obstacle> =
            self.read.as_ref().map(|read| read.obstacles.iter().collect()).unwrap_or_default();
        checks.sort_by_key(|check| (!is_name(check), !check.what.stops()));
        checks
    }

    /// How many names of other children nobody has settled.
    fn names_left(&self) -> usize {
        self.checks().iter().filter(|check| is_name(check)).count()
    }

    /// The entry whose names the marked check is about.
    fn named(&self) -> Option<&Standing> {
        let Hindrance::Name { entry, .. } = &self.checks().get(self.marked)?.what else { return None };
        self.read.as_ref()?.named.iter().find(|standing| standing.entry.id == *entry)
    }

    fn settle(&self, session: &Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(standing) = self.named() else { return false };
        let (entry, seen) = (standing.entry.id, standing.revision);
        let change = if digit == 1 {
            let text = softened(standing, &names(standing, &session.roll));
            let family_words = quoted(&text);
            Change::Amend { entry, seen, text, family_words, reason: Reason::Spelling }
        } else {
            Change::NameSettled { entry, seen }
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
                (self.read, self.marked, self.page) = (None, 0, 0);
                self.ask(session, turn);
            }
            None => turn.say("That week has not begun."),
        }
    }

    fn save(&self, session: &Session, turn: &mut Turn) {
        let pages = self.read.as_ref().map_or(0, |read| read.pages.len());
        match (self.names_left(), pages) {
            (0, 0) => turn.say("There is no page to save yet."),
            (0, _) => turn.effect(Effect::SaveWeek(self.room, self.week, session.stamp())),
            (1, _) => turn.warn("1 name to look at before you can save. Enter goes to it."),
            (count, _) => {
                turn.warn(format!("{count} names to look at before you can save. Enter goes to them."))
            }
        }
    }
}

fn is_name(check: &Obstacle) -> bool {
    matches!(check.what, Hindrance::Name { .. })
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Week
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last_check = self.checks().len().saturating_sub(1);
        let last_page = self.read.as_ref().map_or(0, |read| read.pages.len().saturating_sub(1));
        match press.action {
            Some(Action::NextCheck) => {
                self.marked = if self.marked >= last_check { 0 } else { self.marked + 1 };
            }
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last_check),
            Some(Action::PageDown) => self.page = (self.page + 1).min(last_page),
            Some(Action::PageUp) => self.page = self.page.saturating_sub(1),
            Some(Action::Left) => self.other_week(session, -7, turn),
            Some(Action::Right) => self.other_week(session, 7, turn),
            Some(Action::SettleNamed) => {
                return press.chord.digit().is_some_and(|digit| self.settle(session, digit, turn));
            }
            Some(Action::SaveFiles) => self.save(session, turn),
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Week(room, week, read) if *room == self.room && *week == self.week => {
                self.marked = self.marked.min(read.obstacles.len().saturating_sub(1));
                self.page = self.page.min(read.pages.len().saturating_sub(1));
                self.read = Some(read.as_ref().clone());
            }
            Answer::Applied(Errand::Page(ERRAND), Err(why)) => turn.warn(why.clone()),
            Answer::WeekSaved(Ok((files, folder))) => turn.done(format!(
                "{files} files in {folder}. They are plain files now; you are responsible for them."
            )),
            Answer::WeekSaved(Err(why)) => turn.warn(why.clone()),
            _ => {}
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let pages = self.read.as_ref().map_or(0, |read| read.pages.len());
        match action {
            Action::NextCheck if self.checks().len() < 2 => said("", ""),
            Action::SettleNamed if self.named().is_some() => said("1", "“a friend”   2 keep"),
            Action::SaveFiles if pages == 0 || self.names_left() > 0 => said("", ""),
            Action::PageDown if pages > 1 => said("PgDn", "next page"),
            Action::Left => said("←", "week before"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        let period = self.week.period();
        let days = format!("{} to {}", period.from.format("%-d"), period.to.format("%-d %b"));
        canvas.header(session, &format!("Weekly summary · {days}"));
        canvas.rule(1);
        let middle = if width >= WIDE { 47 } else { width * 2 / 5 };
        let end = height.saturating_sub(2);
        canvas.down(middle, 2, end);
        canvas.rule(end);
        let Some(read) = &self.read else {
            canvas.cursor(1, 2);
            return;
        };
        let columns = middle - 2;
        let room = session.roll.room(self.room).map_or("", |room| room.name.as_str());
        canvas.parts(1, 2, &[("For   ", theme.muted), ("each family", bold)]);
        canvas.put_in(
            7,
            3,
            columns.saturating_sub(6),
            &format!("{room}, pages: {}", read.pages.len()),
            theme.text,
        );
        canvas.parts(1, 5, &[("As    ", theme.muted), ("Word, plain text", theme.text)]);
        canvas.put(1, 7, "Check", bold);
        let checks = self.checks();
        if checks.is_empty() {
            canvas.put_in(1, 8, columns, "✓ nothing stands in the way", theme.text);
            canvas.cursor(1, 8);
        }
        // The marked check is said in full; the others in a line, as far as there is room.
        let mut y = 8;
        for (index, check) in checks.iter().enumerate().skip(self.marked.saturating_sub(2)) {
            let says = check.sentence(&session.roll);
            let here = index == self.marked;
            if y >= end {
                break;
            }
            if here {
                canvas.bar(0, y, middle);
                canvas.cursor(3, y);
            }
            let sign = if check.what.stops() { "!" } else { "·" };
            let style = if here { theme.bar } else { theme.text };
            if here {
                canvas.put(0, y, "▸", theme.bar);
            }
            let waits = if check.what.stops() { theme.waiting } else { theme.muted };
            canvas.put(1, y, sign, if here { theme.bar } else { waits });
            let lines = wrap(&says, usize::from(columns.saturating_sub(3)));
            let shown = if here { lines.len() } else { 1 };
            for (part, line) in lines.iter().take(shown).enumerate() {
                if y < end {
                    let cut = !here && lines.len() > 1;
                    let line = if cut { format!("{line}…") } else { line.clone() };
                    canvas.put_in(
                        3,
                        y,
                        columns.saturating_sub(2),
                        &line,
                        if part == 0 { style } else { theme.text },
                    );
                    y += 1;
                }
            }
            if here && let Some(standing) = self.named() {
                for line in wrap(standing.text(), usize::from(columns.saturating_sub(3))) {
                    if y < end {
                        canvas.put(3, y, &line, bold);
                        y += 1;
                    }
                }
            }
        }
        let left = middle + 2;
        match read.pages.get(self.page) {
            Some((_, text)) => {
                let says = format!("page {} of {}", self.page + 1, read.pages.len());
                canvas.put(left, 2, &says, theme.muted);
                let columns = usize::from(width.saturating_sub(left + 1)).min(72);
                let lines = text.lines().flat_map(|line| wrap(line, columns));
                for (line, y) in lines.zip(4..end) {
                    canvas.put(left, y, &line, theme.text);
                }
            }
            None => {
                canvas.put(left, 4, "No page can be written yet.", theme.text);
            }
        }
        let says = match self.names_left() {
            0 => format!("Files go to {}, beside the record. None leaves this machine.", read.folder),
            1 => "1 name to look at before you can save.".to_string(),
            count => format!("{count} names to look at before you can save."),
        };
        let style = if self.names_left() == 0 { theme.muted } else { theme.waiting };
        canvas.put_in(1, end + 1, width.saturating_sub(2), &says, style);
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::child::{Contact, ContactLink, Format, Household, Responsibility};
    use crate::domain::*;
    use crate::tui::harness::Harness;
    use crate::tui::screen::review::tests::evening;

    /// Two notes that were agreed, one of them with a name that nobody has settled, and two homes to write to.
    fn week(columns: u16, rows: u16) -> Harness {
        let mut harness = evening(columns, rows);
        let mut chance = crate::chance::Chance::seeded(31);
        let mut changes = Vec::new();
        let children: Vec<(ChildId, String)> = {
            let session = &harness.model.session;
            session.children().iter().map(|child| (child.id, child.name())).collect()
        };
        for (child, name) in
            children.iter().filter(|(_, name)| name.starts_with("Ben") || name.ends_with("Patel"))
        {
            let (household, contact) = (chance.id(harness.now), chance.id(harness.now));
            changes.push(Change::Household(Household { id: household }));
            changes.push(Change::Contact(Contact {
                id: contact,
                name: format!("Mum of {name}"),
                household,
                language: String::new(),
                format: Format::Standard,
            }));
            changes.push(Change::Link(ContactLink {
                child: *child,
                contact,
                relation: "Mum".to_string(),
                responsibility: Responsibility::Yes,
                may_collect: None,
            }));
        }
        let room = harness.model.session.room.unwrap();
        let so_far = harness.worker.store().day(room, harness.now.day()).unwrap();
        let first = so_far.entries.first().unwrap().entry.clone();
        let notes = [("Ben Clarke", "Built a bridge with Isla."), ("Ava Patel", "Sang the welcome song.")];
        for (name, text) in notes {
            let child = children.iter().find(|(_, other)| other == name).unwrap().0;
            let entry = Entry {
                id: chance.id(harness.now),
                talk: chance.id(harness.now),
                child,
                kind: Kind::Feedback,
                with: Vec::new(),
                text: text.to_string(),
                family_words: Vec::new(),
                follow_up: None,
                suggested: Vec::new(),
                ..first.clone()
            };
            changes.push(Change::Agree { entry: entry.id, seen: 0, shows: Vec::new() });
            let stamp = Stamp { person: Some(first.by), recorded: harness.now };
            harness.worker.store().apply(&Change::Entry(Box::new(entry)).into(), stamp).unwrap();
        }
        let stamp = Stamp { person: harness.model.session.person, recorded: harness.now };
        harness.worker.store().apply(&changes.into(), stamp).unwrap();
        harness.tell_effect(crate::tui::msg::Effect::Roll);
        harness.keys("⎋⎋6");
        harness
    }

    #[test]
    fn saving_waits_until_the_name_is_settled_and_every_file_is_in_the_log() {
        let mut harness = week(80, 24);
        assert!(harness.screen().contains("1 name to look at"), "{}", harness.screen());
        harness.keys("s");
        assert!(!harness.home().join("exports").exists());
        harness.keys("1");
        assert!(!harness.screen().contains("name to look at"), "{}", harness.screen());
        insta::assert_snapshot!("week_80x24", harness.screen());
        harness.keys("s");
        let folder = harness.home().join("exports").join("2026-W48");
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 4, "{files:?}");
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
            assert!(!std::fs::read_to_string(file).unwrap().contains("Isla"));
        }
        let room = harness.model.session.room.unwrap();
        let so_far = harness.worker.store().day(room, harness.now.day()).unwrap();
        assert!(so_far.entries.iter().any(|standing| standing.printed));
    }
}
