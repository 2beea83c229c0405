//! The form as it is drawn.

use ratatui::style::{Modifier, Style};

use super::{Field, Hear};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::card::quiet;
use crate::tui::screen::child::say;
use crate::tui::screen::spell;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

impl Hear {
    pub(in crate::tui::screen::child) fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let wide = 76.min(canvas.width().saturating_sub(3));
        canvas.header(session, "Heard back");
        let child = session.roll.child(self.step.entry.child).map(|child| child.name()).unwrap_or_default();
        let x = canvas.put(1, 1, &child, bold);
        let given = format!(
            "given {} by {}",
            say::when(session, self.step.entry.happened),
            say::first_name(session, self.step.entry.by)
        );
        canvas.put(x + 2, 1, &given, theme.muted);
        // Where it is not asked who told there is a second row for a long step.
        let size = (canvas.width().saturating_sub(2), if self.adults.is_empty() { 2 } else { 1 });
        let mut y = canvas.say((1, 2), size, self.step.text(), theme.text);
        canvas.rule(y);
        let roomy = canvas.height() >= 20;
        y += 1 + u16::from(roomy);
        let label = |field: Field| if self.field == field { bold } else { theme.muted };
        canvas.put(1, y, "What happened?", label(Field::Heard));
        // In a low window only the field that is written in has its box.
        let rows = |field: Field, roomily: u16| match (roomy, self.field == field) {
            (true, _) => roomily,
            (false, true) => 3,
            (false, false) => 2,
        };
        let misspelt = |typed: &Typed| spell::misspelt(session, typed, &[]);
        let asked = |in_use: bool| self.spell.place().filter(|_| in_use);
        let (words, in_use) = (misspelt(&self.heard), self.field == Field::Heard);
        self.heard.draw_marked(
            canvas,
            (1, y + 1),
            (wide, rows(Field::Heard, 4)),
            in_use,
            &words,
            asked(in_use),
        );
        y += rows(Field::Heard, 4) + 1 + u16::from(roomy);
        canvas.put(1, y, "The child's own words, where there were any", label(Field::Childs));
        let (words, in_use) = (misspelt(&self.childs), self.field == Field::Childs);
        self.childs.draw_marked(
            canvas,
            (1, y + 1),
            (wide, rows(Field::Childs, 3)),
            in_use,
            &words,
            asked(in_use),
        );
        y += rows(Field::Childs, 3) + 1 + u16::from(roomy);
        if !self.adults.is_empty() {
            y = self.who_told(canvas, y, label(Field::Told)) + u16::from(roomy);
        }
        let x = canvas.put(1, y, "Did it lead to a change in what you plan?", label(Field::Led)) + 3;
        let choice = |on: bool, word: &str| if on { format!("[{word}]") } else { format!(" {word} ") };
        let style = |on: bool| if on { theme.focus.add_modifier(Modifier::BOLD) } else { theme.text };
        if self.field == Field::Led {
            canvas.cursor(x + if self.led { 1 } else { 9 }, y);
        }
        let x = canvas.put(x, y, &choice(self.led, "y yes"), style(self.led));
        canvas.put(x + 1, y, &choice(!self.led, "n no"), style(!self.led));
        y += 1 + u16::from(roomy);
        if self.names.draw(
            session,
            canvas,
            (1, y),
            usize::from(wide),
            (&self.words_of(self.field), self.step.entry.child),
        ) {
            return;
        }
        let words = format!("{}\n{}", self.heard.text(), self.childs.text());
        let concern = quiet::concern_in(session, canvas, usize::from(wide), &words);
        let spelling = match self.field {
            Field::Heard => Some(&self.heard),
            Field::Childs => Some(&self.childs),
            Field::Told | Field::Led => None,
        };
        let spelling = spelling
            .and_then(|typed| self.spell.says(session, typed, Action::HeardSpelling, usize::from(wide)));
        if let Some(says) = concern.filter(|_| !self.spell.is_asked()).or(spelling)
            && self.says.is_empty()
            && self.field != Field::Told
        {
            canvas.put(1, y, &says, theme.text);
            canvas.keys_said(1, y, &says);
            return;
        }
        let whose = "Goes to the home of whoever told you; not said, to none.";
        let (says, style) = match self.field {
            Field::Told if self.says.is_empty() => (whose, theme.muted),
            _ => (self.says.as_str(), bold),
        };
        for line in wrap(says, usize::from(wide)) {
            canvas.put(1, y, &line, style);
            y += 1;
        }
    }

    /// The adults to choose from, by number, and the row after them.
    fn who_told(&self, canvas: &mut Canvas, top: u16, label: Style) -> u16 {
        let theme = canvas.theme();
        let (here, mut y) = (self.field == Field::Told, top);
        let mut x = canvas.put(1, y, "Who told you?", label) + 3;
        let not_said = [(0, "not said".to_string())];
        let adults = self.adults.iter().enumerate().map(|(index, (name, _))| (index + 1, name.clone()));
        for (number, name) in not_said.into_iter().chain(adults) {
            let chosen = self.told.map_or(0, |told| told + 1) == number;
            let says = if chosen { format!("[{number} {name}]") } else { format!(" {number} {name} ") };
            let columns = u16::try_from(canvas.columns(&says)).unwrap_or(u16::MAX);
            if x.saturating_add(columns) >= canvas.width() {
                (x, y) = (4, y + 1);
            }
            if chosen && here {
                canvas.cursor(x + 1, y);
            }
            let style = if chosen { theme.focus.add_modifier(Modifier::BOLD) } else { theme.text };
            x = canvas.put(x, y, &says, style) + 1;
        }
        y + 1
    }
}
