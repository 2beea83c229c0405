//! The phrases on the digits, or those that letters find; in a wide window a pane with the marks besides.

use ratatui::style::Modifier;

use super::State;
use super::desk::{self, AsRead};
use crate::domain::{Kind, Phrase};
use crate::tui::model::Session;
use crate::tui::widget::canvas::{Canvas, wrap};

impl State {
    /// The phrases on the digits, or those that the letters find.
    pub(super) fn phrases(&self, session: &Session, canvas: &mut Canvas, y: u16, kind: Kind) {
        let theme = canvas.theme();
        let height = canvas.height();
        if self.asked.is_some() {
            return;
        }
        let (title, lines) = match desk::begun(self) {
            Some((_, letters)) => {
                ("↓ chooses, Enter takes, or type more of its word", self.list(session, &letters, kind))
            }
            None => {
                let ranked = desk::ranked(session, kind);
                let numbered = ranked.iter().enumerate();
                let mut lines: Vec<_> = numbered
                    .map(|(index, phrase)| (format!("{} {}", index + 1, listed(phrase)), false))
                    .collect();
                lines.push((". all phrases".to_string(), false));
                ("a number picks one when the box is empty", lines)
            }
        };
        let x = canvas.put(2, y, "Phrases", theme.muted) + 2;
        canvas.put(x, y, title, theme.muted);
        let rows = usize::from(height.saturating_sub(y + 1)).clamp(1, 3);
        let second = canvas.width() * 38 / 80;
        let per = rows * 2;
        let top = lines.iter().position(|(_, marked)| *marked).map_or(0, |at| at / per * per);
        for (index, (says, marked)) in lines.iter().skip(top).take(per).enumerate() {
            let (column, row) = (index / rows, index % rows);
            let (x, end) = if column == 0 { (3, second) } else { (second, canvas.width()) };
            let style = if *marked { theme.bar } else { theme.text };
            canvas.put_in(x, y + 1 + row as u16, end.saturating_sub(x + 1), says, style);
        }
    }

    /// The phrases that the letters find, as lines, and which is marked.
    fn list(&self, session: &Session, letters: &str, kind: Kind) -> Vec<(String, bool)> {
        let found = desk::found(session, kind, letters);
        if found.is_empty() {
            return vec![("No phrase has that in it; it stays as typed.".to_string(), false)];
        }
        let line = |(index, (number, phrase)): (usize, (usize, &Phrase))| {
            (format!("{number:>2} {}", listed(phrase)), self.phrase == Some(index))
        };
        found.into_iter().enumerate().map(line).collect()
    }

    /// The second pane of a wide window.
    pub(super) fn pane(&self, session: &Session, canvas: &mut Canvas, x: u16, read: &AsRead) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let height = canvas.height();
        let wide = canvas.width().saturating_sub(x + 1);
        let kind = read.kind;
        let after = canvas.put(x, 2, "Phrases", bold) + 2;
        if let Some((_, letters)) = desk::begun(self) {
            canvas.put(after, 2, "↓ chooses, Enter takes", theme.muted);
            let lines = self.list(session, &letters, kind);
            let fit = usize::from(height.saturating_sub(6));
            let top = lines.iter().position(|(_, marked)| *marked).map_or(0, |at| at.saturating_sub(fit - 1));
            for (index, (says, marked)) in lines.iter().skip(top).take(fit).enumerate() {
                let style = if *marked { theme.bar } else { theme.text };
                canvas.put_in(x, 4 + index as u16, wide, says, style);
            }
            return;
        }
        canvas.put(after, 2, "number, when the box is empty", theme.muted);
        let mut y = 4;
        for (index, phrase) in desk::ranked(session, kind).iter().enumerate() {
            canvas.put(x, y, &(index + 1).to_string(), bold);
            canvas.put_in(x + 3, y, wide.saturating_sub(3), &listed(phrase), theme.text);
            y += 1;
        }
        y += 1;
        canvas.put(x, y, "Any time", bold);
        y += 2;
        for (mark, says) in [
            (".", "all phrases"),
            (">", "also a next step for home"),
            ("\"", "the family's own words"),
            ("@", "who with, or when: @dad @8:15"),
            ("!", "follow up: ! today, !fri"),
            ("=", "same note as last time"),
            ("-", "no talk today, and why"),
        ] {
            canvas.put(x, y, mark, bold);
            canvas.put(x + 3, y, says, theme.text);
            y += 1;
        }
        let on = &read.children;
        if on.len() > 2 {
            let out: Vec<String> = session
                .children()
                .into_iter()
                .filter(|child| !on.contains(&child.id))
                .map(|child| session.roll.short_name(child.id))
                .collect();
            if !out.is_empty() {
                y += 1;
                canvas.put(x, y, "Not on this card", bold);
                y += 1;
                for line in wrap(&out.join(" · "), usize::from(wide)) {
                    y += 1;
                    if y < height {
                        canvas.put(x, y, &line, theme.muted);
                    }
                }
            }
        }
    }
}

/// A phrase's words as they are listed: `Tired, woke at …`
pub(in crate::tui::screen) fn listed(phrase: &Phrase) -> String {
    phrase.text.replace("[ ]", "…").trim_end_matches('.').to_string()
}
