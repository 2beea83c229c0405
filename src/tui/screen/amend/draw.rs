//! How the amend page is drawn.

use ratatui::style::{Modifier, Style};

use super::{State, Step, Why, say};
use crate::capture::State as Found;
use crate::domain::entry::Review;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::card::quiet;
use crate::tui::screen::spell;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let child =
            session.roll.child(self.standing.entry.child).map(|child| child.name()).unwrap_or_default();
        let roomy = canvas.height() >= 20;
        let left = 1;
        let wide = 76.min(canvas.width().saturating_sub(2));
        let prose = usize::from(wide).min(72);
        canvas.header(session, "Amend");
        let x = canvas.put(left, 1, &child, bold);
        canvas.put(x + 2, 1, &say::title(&self.standing), theme.text);
        canvas.put(left, 2, &say::writer(session, &self.standing), theme.muted);
        canvas.rule(3);

        let mut y = 4 + u16::from(roomy);
        let mut block = |canvas: &mut Canvas, label: &str, words: &str, style: Style, most: usize| {
            canvas.put(left, y, label, theme.muted);
            y += 1;
            let mut lines = wrap(words, prose - 2);
            if lines.len() > most {
                lines.truncate(most);
                if let Some(last) = lines.last_mut() {
                    last.push('…');
                }
            }
            for line in lines {
                canvas.put(left + 2, y, &line, style);
                y += 1;
            }
            y += u16::from(roomy);
        };
        let most = if roomy { 4 } else { 2 };
        block(canvas, "First words: they stay readable", &self.standing.entry.text, theme.text, most);
        if let Some(amended) = say::amended(session, &self.standing) {
            block(canvas, &format!("Now, {amended}"), self.standing.text(), theme.text, most);
        }
        if let (Some(question), Review::SentBack { by, .. }) = (self.standing.asked(), &self.standing.review)
        {
            let who = say::first_name(session, *by);
            block(canvas, &format!("{who} asks"), question, theme.waiting_words(), most);
        }
        match self.step {
            Step::Why(marked) => self.why(canvas, left, y, marked),
            Step::Words(why) => {
                let label = format!("The words from now on ({})", why.label());
                canvas.put(left, y, &label, bold);
                let rows = if roomy { 6 } else { 4 };
                let misspelt = spell::misspelt(session, &self.typed, &[]);
                self.typed.draw_marked(
                    canvas,
                    (left, y + 1),
                    (wide, rows),
                    true,
                    &misspelt,
                    self.spell.place(),
                );
                let y = y + rows + 1 + u16::from(roomy);
                let words = self.typed.text();
                if self.names.draw(session, canvas, (left, y), prose, (words, self.standing.entry.child)) {
                    return;
                }
                let concern = quiet::concern_in(session, canvas, usize::from(wide), words);
                let concern = concern.filter(|_| !self.spell.is_asked());
                let spelling = self.spell.says(session, &self.typed, Action::AmendSpelling, prose);
                match concern.or(spelling) {
                    Some(says) if self.says.is_empty() => {
                        canvas.put(left, y, &says, theme.text);
                        canvas.keys_said(left, y, &says);
                    }
                    _ => self.say(canvas, left, y, prose),
                }
            }
            Step::Child => self.child(session, canvas, left, y, wide),
            Step::Sure(child) => {
                let to = session.roll.child(child).map(|child| child.name()).unwrap_or_default();
                let own = session.roll.child(self.standing.entry.child);
                let own = own.map(|child| child.name()).unwrap_or_default();
                let count = self.others.len() + 1;
                let moves = match count {
                    1 => "It moves".to_string(),
                    2 => "Both entries of this talk move".to_string(),
                    _ => format!("All {count} entries of this talk move"),
                };
                let says = [
                    format!("{moves} from {own} to {to}, in the same words."),
                    "The room lead sees at review what was struck. Nobody else does.".to_string(),
                ];
                canvas.cursor(left, y);
                for (says, style) in says.iter().zip([bold, theme.text]) {
                    for line in wrap(says, prose) {
                        canvas.put(left, y, &line, style);
                        y += 1;
                    }
                }
                for other in &self.others {
                    let says = format!("  {}  {}", other.entry.kind.label(), other.text());
                    canvas.put_in(left, y, wide, &says, theme.muted);
                    y += 1;
                }
                self.say(canvas, left, y + 1, prose);
            }
        }
    }

    fn why(&self, canvas: &mut Canvas, left: u16, y: u16, marked: usize) {
        let theme = canvas.theme();
        canvas.put(left, y, "Why?", theme.text.add_modifier(Modifier::BOLD));
        let says = [
            "it moves to the right child as it is",
            "what it says is not what happened",
            "a word is misspelt",
            "something is missing",
        ];
        for ((index, why), (row, says)) in Why::ALL.iter().enumerate().zip((y + 1..).zip(says)) {
            let (style, quiet) =
                if index == marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            canvas.row(0, row, canvas.width(), 1, tap::number(index + 1));
            if index == marked {
                canvas.in_use(0, row, canvas.width());
                canvas.put(left, row, "▸", style);
            }
            canvas.put(left + 2, row, &(index + 1).to_string(), style);
            canvas.put(left + 5, row, why.label(), style);
            canvas.put(left + 20, row, says, quiet);
        }
    }

    fn child(&self, session: &Session, canvas: &mut Canvas, left: u16, mut y: u16, wide: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.put(left, y, "Who is the right child?", bold);
        self.name.draw(canvas, left, y + 1, wide.min(40), 3, true);
        y += 4;
        let (finding, children) = self.found(session);
        let asks = match &finding.state {
            Found::Near(_) => "Nobody here is called that. Did you mean",
            Found::Elsewhere => "In other rooms, or not on the list today",
            Found::Tie if children.len() > 1 => "More than one fits. Which one?",
            _ => "",
        };
        if !asks.is_empty() {
            canvas.put(left, y, asks, theme.text);
            y += 1;
        }
        for (index, child) in children.iter().enumerate() {
            let Some(child) = session.roll.child(*child) else { continue };
            let marked = self.chosen == Some(index)
                || (self.chosen.is_none() && finding.state == Found::One(child.id));
            let (style, quiet) = if marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            canvas.row(0, y, canvas.width(), 1, tap::number(index + 1));
            if marked {
                canvas.bar(0, y, canvas.width());
                canvas.put(left, y, "▸", style);
            }
            canvas.put(left + 2, y, &(index + 1).to_string(), style);
            canvas.put_in(left + 5, y, 26, &child.name(), style);
            let key = session.roll.key_person(child.id, false, session.today());
            let key = key.map(|key| format!("key person {}", key.first_name())).unwrap_or_default();
            canvas.put(left + 32, y, &key, quiet);
            y += 1;
        }
        self.say(canvas, left, y + 1, usize::from(wide).min(72));
    }

    fn say(&self, canvas: &mut Canvas, left: u16, y: u16, columns: usize) {
        let style = canvas.theme().text.add_modifier(Modifier::BOLD);
        for (row, line) in (y..).zip(wrap(&self.says, columns)) {
            canvas.put(left, row, &line, style);
        }
    }
}
