//! The weekly summary line by line: what must be looked at one at a time, a family's page on request, the files.

use super::State;
use crate::domain::day::short;
use crate::export::txt;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::WeekFor;
use crate::tui::plain::{Ask, Word};

/// The words that are commands here besides the page's keys: they name what a key turns.
pub const WORDS: &[Word] = &[
    Word { word: "families", action: Action::Left, says: "a page for each family" },
    Word { word: "room", action: Action::Right, says: "a page for the room" },
    Word { word: "week before", action: Action::NextPart, says: "the week before this one" },
    Word { word: "week after", action: Action::LastPart, says: "the week after this one" },
];

/// What reads a page out; said again it reads the next one.
const READ: &str = "read";

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let checks = self.checks();
        let mut says = vec![self.week_in_words()];
        if let Some(check) = checks.get(self.marked) {
            let stops = if check.what.stops() { "stops a page" } else { "to know" };
            let mut says_check = format!(
                "Check {} of {}, {stops}: {}",
                self.marked + 1,
                checks.len(),
                check.sentence(&session.roll)
            );
            if let Some(standing) = self.named() {
                says_check.push_str(&format!(" It says: {}", standing.text()));
            }
            says.push(says_check);
        } else if self.read.is_some() {
            says.push("Nothing is in the way.".to_string());
        }
        let mut prompt = String::new();
        if self.named().is_some() {
            prompt.push_str("1 a friend, 2 keeps the name, ");
        }
        if checks.len() > 1 {
            prompt.push_str("Enter next check, ");
        }
        if self.pages() > 0 {
            prompt.push_str("read, ");
        }
        if self.pages() > 0 && self.names_left() == 0 {
            prompt.push_str("save files, ");
        }
        prompt.push_str("back: ");
        let help = "read reads the page, and again the next one.";
        let list = if self.aloud { self.page_in_lines() } else { Vec::new() };
        if self.aloud {
            says.truncate(1);
            says.push(format!("Page {} of {}.", self.page.0 + 1, self.pages()));
        }
        Ask { says, list, prompt, words: WORDS, keys: true, help, ..Ask::default() }
    }

    /// `Week of Mon 23 Nov, for each family: 2 pages, 1 name to look at before you can save.`
    fn week_in_words(&self) -> String {
        let whom = if self.whom == WeekFor::Families { "for each family" } else { "for the room" };
        let pages = match self.pages() {
            0 => "no page can be written yet".to_string(),
            1 => "1 page".to_string(),
            count => format!("{count} pages"),
        };
        let rest = match (self.names_left(), &self.saved, &self.read) {
            (_, Some((_, folder)), _) => format!(", the files are in {folder}"),
            (0, None, Some(read)) => format!(", files go to {}", read.folder),
            (0, None, None) => String::new(),
            (1, ..) => ", 1 name to look at before you can save".to_string(),
            (count, ..) => format!(", {count} names to look at before you can save"),
        };
        format!("Week of {}, {whom}: {pages}{rest}.", short(self.week.period().from))
    }

    /// The shown page, as it is read aloud.
    fn page_in_lines(&self) -> Vec<String> {
        let page = self.read.as_ref().and_then(|read| read.pages.get(self.page.0));
        page.map(txt::aloud).unwrap_or_default()
    }

    pub(super) fn hears(&mut self, line: &str) -> bool {
        if line.trim() != READ || self.pages() == 0 {
            return false;
        }
        if std::mem::replace(&mut self.aloud, true) {
            self.page = ((self.page.0 + 1) % self.pages(), 0);
        }
        true
    }
}
