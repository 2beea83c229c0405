//! The phrase as it is drawn while it is written.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::{FIELDS, Field, Form, ROOMS, shown, statements};
use crate::domain::AgeBand;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

impl Form {
    pub(in crate::tui::screen::phrases) fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "Phrases");
        let title = if self.before.is_some() { "Change a phrase" } else { "A new phrase" };
        let x = canvas.put(1, 1, title, bold) + 2;
        canvas.put(x, 1, self.kind.label(), theme.muted);
        canvas.rule(2);
        let roomy = canvas.height() >= 20;
        let wide = canvas.width().saturating_sub(19).min(76);
        let mut y = 3;
        let at = FIELDS.iter().position(|field| *field == self.field).unwrap_or(0);
        for (index, field) in FIELDS.into_iter().enumerate() {
            let here = index == at;
            let label = if here { bold } else { theme.muted };
            let text = match field {
                Field::Rooms => AgeBand::together(ROOMS.get(self.rooms).copied().unwrap_or_default()),
                // As the list has it; the mark is not typed.
                Field::Word if !here && !self.text(field).is_empty() => format!(".{}", self.text(field)),
                field => self.text(field),
            };
            if here {
                canvas.put(1, y + 1, field.label(), label);
                match field {
                    Field::Rooms => {
                        canvas.field(17, y, wide, 3);
                        canvas.put_in(
                            19,
                            y + 1,
                            wide.saturating_sub(4),
                            &text,
                            theme.focus.add_modifier(Modifier::BOLD),
                        );
                        canvas.cursor(19, y + 1);
                    }
                    _ => self.typed_at(field).draw(canvas, 17, y, wide, 3, true),
                }
                if field == Field::Rooms {
                    canvas.button(17, y + 1, wide, vec![Chord::plain(KeyCode::Right)]);
                }
                y += 3;
            } else {
                canvas.button(
                    0,
                    y,
                    wide + 17,
                    tap::steps(index.cast_signed().wrapping_sub(at.cast_signed())),
                );
                canvas.put(1, y, field.label(), label);
                canvas.put_in(19, y, wide.saturating_sub(4), &text, theme.text);
                y += 1;
            }
            y += u16::from(roomy && !here);
        }
        let (says, style) =
            if self.says.is_empty() { (self.field.help(), theme.muted) } else { (self.says.as_str(), bold) };
        let lines = wrap(says, usize::from(canvas.width().saturating_sub(3)).min(72));
        // What helps is told from a value by a row, where one is free.
        let known = u16::from(self.field == Field::Shows);
        let needs = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(known);
        y += u16::from(!roomy && y.saturating_add(needs) < canvas.height());
        for line in lines {
            canvas.put(1, y, &line, style);
            y += 1;
        }
        let known = statements(session, self.shows.text());
        if let (Field::Shows, Ok(known), true) = (self.field, known, self.says.is_empty()) {
            canvas.put_in(1, y, canvas.width().saturating_sub(2), &shown(session, &known), theme.text);
        }
    }
}
