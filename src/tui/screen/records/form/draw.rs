//! How the form looks: the part in use in a box, the others a line each, and below them what the part is for or how
//! it is read.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::{Form, Part};
use crate::domain::practice::Holds;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::records::one;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

impl Form {
    pub(super) fn label(&self, part: Part) -> String {
        match part {
            Part::Children => "Children".to_string(),
            Part::Day => "On which day".to_string(),
            Part::Where => "Where".to_string(),
            Part::Field(_) => self.field(part).map(|field| field.label.clone()).unwrap_or_default(),
            Part::Text => "In words".to_string(),
            Part::FamilyWords => "The family's own words".to_string(),
            Part::Shows => "What it shows".to_string(),
            Part::Why => "Why it is amended".to_string(),
        }
    }

    /// What the part is for, and how it is written.
    pub(super) fn help(&self, session: &Session, part: Part) -> String {
        let needed = match self.field(part) {
            Some(field) if field.needed => "Needed. ",
            _ => "",
        };
        let help = match part {
            Part::Children => "Any part of a name, with commas between; none where it is about the setting.",
            Part::Day => "Today, or type another day: yesterday, Friday, 3 Nov.",
            Part::Where => "←→ chooses the room, or the whole setting.",
            Part::Text => "What was done, in a sentence or two.",
            Part::FamilyWords => "What the family said, just as they said it.",
            Part::Shows if self.kind.restricted => "→ ticks. It is counted as kept out, and shown to nobody.",
            Part::Shows => "→ ticks what it shows. Only what is ticked counts.",
            Part::Why => "←→ chooses. The first words stay readable.",
            Part::Field(_) => match self.field(part).map(|field| field.is) {
                Some(Holds::Date) => "A day: today, Friday, 3 Nov, 14/07/2026.",
                Some(Holds::Number) => "A whole number.",
                Some(Holds::Choice) => "←→ chooses, or its first letter.",
                Some(Holds::People) => "Names or initials of who works here, with commas between.",
                Some(Holds::Contacts) => {
                    let children = self.children(session).unwrap_or_default();
                    let adults: Vec<String> = children
                        .iter()
                        .flat_map(|child| session.roll.adults(*child))
                        .map(|(link, adult)| format!("{} ({})", adult.name, link.relation.to_lowercase()))
                        .collect();
                    return match (children.is_empty(), adults.is_empty()) {
                        (true, _) => {
                            "Put the child in first: then the adults of the family are found.".to_string()
                        }
                        (_, true) => "The register has no adult of this family yet.".to_string(),
                        _ => format!("{needed}{}.", adults.join(", ")),
                    };
                }
                _ => "In your own words.",
            },
        };
        format!("{needed}{help}")
    }

    pub(in super::super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        if let Some(ticks) = &self.ticks {
            return ticks.draw(session, canvas, &self.kind.label);
        }
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let title = if self.amends() { "Amend a practice record" } else { "A new practice record" };
        canvas.header(session, title);
        let x = canvas.put_in(1, 1, width.saturating_sub(2), &self.kind.label, bold) + 2;
        if self.kind.restricted {
            let ways = ["for room leads and managers alone", "for leads alone"];
            canvas.put_fullest(x, 1, width.saturating_sub(x + 1), &ways, theme.muted);
        }
        canvas.rule(2);
        // What is asked is never cut; the answers have what is left.
        let longest =
            self.parts.iter().map(|(part, _)| canvas.columns(&self.label(*part))).max().unwrap_or(0);
        let (least, most) = if width < 78 { (18, 26) } else { (28, 32) };
        let label_wide = u16::try_from(longest + 2).unwrap_or(least).clamp(least, most);
        let wide = width.saturating_sub(label_wide + 2).min(76);
        // The box, and beneath the list what is said of the part in use.
        let box_rows: u16 = match self.part() {
            Part::Text | Part::FamilyWords if canvas.height() >= 20 => 5,
            part if canvas.height() >= 20
                && self.field(part).is_some_and(|field| field.is == Holds::Text) =>
            {
                4
            }
            _ => 3,
        };
        let foot: u16 = if canvas.height() >= 20 { 3 } else { 2 };
        let (top, end) = (3_u16, canvas.height().saturating_sub(foot));
        let rows = usize::from(end.saturating_sub(top));
        let count = self.parts.len();
        // Where some are not seen the last row says so.
        let spare = usize::from(count + usize::from(box_rows) > rows + 1);
        let before = rows.saturating_sub(usize::from(box_rows) + spare);
        // The part in use is always seen; the others as far as there is room.
        let fit = (before + 1).min(count);
        let first = (self.at + 1).saturating_sub(fit).min(count.saturating_sub(fit));
        canvas.hidden_of(end.saturating_sub(1), first, fit, count);
        let mut y = top;
        for (index, (part, typed)) in self.parts.iter().enumerate().skip(first).take(fit) {
            let here = index == self.at;
            let label = self.label(*part);
            let text = match part {
                Part::Shows => one::shown(session, &self.ticked),
                _ => typed.text().to_string(),
            };
            if !here {
                let to = index.cast_signed().wrapping_sub(self.at.cast_signed());
                canvas.button(0, y, label_wide + wide, tap::steps(to));
                // A label that is longer than its column moves its answer, and in a box breaks.
                let x = canvas.put(1, y, &label, theme.muted).max(label_wide) + 2;
                let nothing = *part == Part::Shows && text.is_empty();
                let text = if nothing { "nothing" } else { text.as_str() };
                let end = label_wide + wide.saturating_sub(2);
                canvas.put_in(x, y, end.saturating_sub(x), text, theme.text);
                y += 1;
                continue;
            }
            for (line, y) in
                wrap(&label, usize::from(label_wide.saturating_sub(2))).iter().take(2).zip(y + 1..)
            {
                canvas.put(1, y, line, bold);
            }
            if *part == Part::Shows || self.chooses(*part) {
                canvas.field(label_wide, y, wide, 3);
                let text = if text.is_empty() { "nothing yet" } else { text.as_str() };
                let strong = theme.focus.add_modifier(Modifier::BOLD);
                canvas.put_in(label_wide + 2, y + 1, wide.saturating_sub(4), text, strong);
                canvas.button(label_wide, y + 1, wide, vec![Chord::plain(KeyCode::Right)]);
                canvas.cursor(label_wide + 2, y + 1);
                y += 3;
            } else {
                typed.draw(canvas, label_wide, y, wide, box_rows, true);
                y += box_rows;
            }
        }
        let (says, style) = match (self.says.is_empty(), self.as_read(session, self.part())) {
            (false, _) => (self.says.clone(), bold),
            (true, Some(Ok(read))) if read != self.text(self.part()) => {
                (format!("Reads: {read}"), theme.text)
            }
            (true, Some(Err(why))) => (why, theme.text),
            _ => (self.help(session, self.part()), theme.muted),
        };
        let says = wrap(&says, usize::from(width.saturating_sub(3)).min(84));
        for (line, y) in says.iter().take(usize::from(foot)).zip(end..) {
            canvas.put(1, y, line, style);
        }
    }
}
