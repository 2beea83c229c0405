//! What is to be done for whoever was let go, as a list with ticks; and what is said of wrong tries.

use ratatui::style::Modifier;

use super::State;
use crate::domain::leaver::Leaver;
use crate::store::ask::WrongTries;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// `2 wrong tries`, in the column where it is said whether somebody has numbers of their own.
pub(super) fn tried(tries: WrongTries) -> String {
    if tries.count == 1 { "1 wrong try".to_string() } else { format!("{} wrong tries", tries.count) }
}

impl State {
    /// What is said of the wrong tries at the marked person's numbers.
    pub(super) fn marked_tries(&self, session: &Session) -> Option<String> {
        let person = *super::people(session).get(self.line)?;
        let tries = self.tries.get(&person.id)?;
        let name = person.first_name();
        Some(format!(
            "{} {name} is told so at the next sign-in. If it was not {name}, a one-use number gives them new ones.",
            tries.says(&format!("{name} was"), session.today())
        ))
    }

    /// A key while the list is shown.
    pub(super) fn press_on_list(&mut self, session: &Session, press: Press) -> bool {
        let Some((list, above)) = &mut self.list else { return false };
        let rows = rows(list, session.size.0, false).len();
        match press.action {
            Some(Action::Up) => *above = above.saturating_sub(1),
            Some(Action::Down) if usize::from(*above) + 1 < rows => *above += 1,
            Some(Action::Down) => {}
            Some(Action::Back | Action::Left) => self.list = None,
            _ => return false,
        }
        true
    }
}

/// A row of the list: a line of one of the things to do, or of what remains after them.
struct Row {
    /// Which of them; none for a free row and for what remains.
    of: Option<usize>,
    begins: bool,
    says: String,
}

/// The list in rows of that many columns. Where there is room a row is left between two items.
fn rows(list: &Leaver, columns: u16, apart: bool) -> Vec<Row> {
    let wide = usize::from(columns.min(84).saturating_sub(8));
    let mut rows = Vec::new();
    for (index, item) in list.items.iter().enumerate() {
        let lines = wrap(&item.says, wide).into_iter();
        let under = item.under.iter().flat_map(|under| wrap(under, wide));
        let line = |(at, says)| Row { of: Some(index), begins: at == 0, says };
        rows.extend(lines.chain(under).enumerate().map(line));
        rows.extend(apart.then(|| Row { of: None, begins: false, says: String::new() }));
    }
    let remains = wrap(&list.remains, wide).into_iter();
    rows.extend(remains.map(|says| Row { of: None, begins: false, says }));
    rows
}

/// Draws the list over the whole page. The first thing that is still to do is where the eye is.
pub(super) fn draw(list: &Leaver, above: u16, canvas: &mut Canvas) {
    let theme = canvas.theme();
    let (width, height) = (canvas.width(), canvas.height());
    let bold = theme.text.add_modifier(Modifier::BOLD);
    canvas.put_in(1, 2, width.saturating_sub(2), &format!("{} leaves", list.person.name), bold);
    let fit = usize::from(height.saturating_sub(4));
    let apart = Some(rows(list, width, true)).filter(|rows| rows.len() <= fit);
    let rows = apart.unwrap_or_else(|| rows(list, width, false));
    canvas.cursor(6, 4);
    let first = usize::from(above).min(rows.len().saturating_sub(fit));
    let next = list.items.iter().position(|item| !item.done);
    for (y, row) in (4..height).zip(rows.iter().skip(first)) {
        let item = row.of.and_then(|index| list.items.get(index));
        let here = row.of.is_some() && row.of == next;
        let style = match item {
            _ if here => theme.bar,
            Some(item) if item.done => theme.muted,
            _ => theme.text,
        };
        match (here, row.begins) {
            (true, true) => canvas.in_use(0, y, width),
            (true, false) => canvas.bar(0, y, width),
            _ => {}
        }
        if let Some(item) = item.filter(|_| row.begins) {
            canvas.put(0, y, if here { "▸" } else { "" }, style);
            canvas.tick(3, y, item.done, style);
        }
        canvas.put(6, y, &row.says, style);
    }
    canvas.hidden_of(1, first, fit, rows.len());
}
