//! How the list is drawn: what is due, what is held, and all that is known of the marked row.

use ratatui::style::Modifier;

use super::{State, say};
use crate::tui::model::Session;
use crate::tui::msg::{DueRead, DueRow};
use crate::tui::tap;
use crate::tui::widget::canvas::{Canvas, divided};
use crate::tui::widget::columns::{BETWEEN, wrap};
use crate::tui::widget::typed::Typed;

/// From so many columns on, the marked row stands beside the list.
const WIDE: u16 = 100;
/// From so many rows on, a page is not low.
const TALL: u16 = 20;
/// The list begins on this row.
const TOP: u16 = 2;

/// A row of the list.
enum Row<'a> {
    /// A heading, over so many.
    Heading(&'static str, usize),
    /// The one in that place.
    One(usize, &'a DueRow),
}

/// Under which heading a row stands.
fn heading(row: &DueRow) -> &'static str {
    match (&row.due, &row.hold) {
        (Some(_), _) => "Due",
        (None, Some(_)) => "Held, and not due",
        (None, None) => "Looked for",
    }
}

impl State {
    pub(super) fn draw_list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, "Due and holds");
        canvas.rule(1);
        let Some(read) = &self.read else {
            canvas.put(1, TOP, "They are being read.", theme.muted);
            return canvas.cursor(1, TOP);
        };
        let mut top = TOP;
        if let Some(wrong) = read.wrong.first() {
            let says = format!("{wrong} Until it is mended nothing is due.");
            canvas.put(1, top, "!", theme.waiting);
            top = canvas.say((3, top), (width.saturating_sub(4), 4), &says, theme.waiting_words()) + 1;
        }
        let Some(row) = self.row() else {
            canvas.cursor(1, top);
            let columns = width.saturating_sub(2).min(84);
            let mut y = canvas.say((1, top), (columns, 3), say::NONE, theme.text) + 1;
            let rows = height.saturating_sub(y);
            let terms = |short| read.terms.iter().map(|term| say::term(term, short)).collect::<Vec<_>>();
            for says in fitting(terms, (columns, rows)) {
                y = canvas.say((1, y), (columns, height.saturating_sub(y)), &says, theme.muted);
            }
            return;
        };
        if width >= WIDE {
            let middle = width / 2;
            canvas.down(middle, top, height);
            self.list(canvas, (top, height), middle);
            pane(session, canvas, (read, row), (middle + 2, top), (width.saturating_sub(middle + 3), height));
        } else {
            let columns = width.saturating_sub(2);
            // A low window says the source of a term in a word sooner than it shows fewer rows.
            let rows = |row| {
                let lines = say::whole(session, read, row, height < TALL).into_iter();
                lines.map(|line| wrap(&line, usize::from(columns)).len()).sum::<usize>()
            };
            // The same for every row, so that the rule stays where it is; for those under one heading where the list has
            // not room for all else.
            let lines = self.lines().len();
            let all = self.rows().map(rows).max().unwrap_or(0);
            let alike =
                self.rows().filter(|other| heading(other) == heading(row)).map(rows).max().unwrap_or(0);
            let whole = lines + 1 + all <= usize::from(height.saturating_sub(top));
            let split = divided((top, height), lines, if whole { all } else { alike }).max(top + 4);
            self.list(canvas, (top, split), width);
            canvas.rule(split);
            pane(session, canvas, (read, row), (1, split + 1), (columns, height));
        }
    }

    /// A heading before each group, with how many are in it.
    fn lines(&self) -> Vec<Row<'_>> {
        let mut lines = Vec::new();
        let mut before = None;
        for (index, row) in self.rows().enumerate() {
            if before != Some(heading(row)) {
                before = Some(heading(row));
                let count = self.rows().filter(|other| heading(other) == heading(row)).count();
                lines.push(Row::Heading(heading(row), count));
            }
            lines.push(Row::One(index, row));
        }
        lines
    }

    fn list(&self, canvas: &mut Canvas, (top, end): (u16, u16), width: u16) {
        let theme = canvas.theme();
        let lines = self.lines();
        let here = |line: &Row| matches!(line, Row::One(index, _) if *index == self.marked);
        let at = lines.iter().position(here).unwrap_or(0);
        let chosen: Vec<bool> = lines.iter().map(|line| matches!(line, Row::One(..))).collect();
        let (first, fit) = canvas.seen_among(width.saturating_sub(1), (top, end), at, &chosen);
        for (y, line) in (top..).zip(lines.iter().skip(first).take(fit)) {
            match line {
                Row::Heading(says, count) => {
                    canvas.put(1, y, &format!("{says} ({count})"), theme.heading());
                }
                Row::One(index, row) => {
                    let here = *index == self.marked;
                    let (text, muted) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
                    if here {
                        canvas.in_use(0, y, width);
                        canvas.put(1, y, "▸", theme.bar);
                    }
                    canvas.row(0, y, width, 1, tap::to_row(self.marked, *index));
                    let state = canvas.put_right(width.saturating_sub(1), y, &say::state(row), muted);
                    canvas.put_in(3, y, state.saturating_sub(5), &row.what, text);
                }
            }
        }
    }
}

/// All that is known of the marked row; where there is no room for the source of its term, that in a word.
fn pane(
    session: &Session,
    canvas: &mut Canvas,
    (read, row): (&DueRead, &DueRow),
    (x, top): (u16, u16),
    (columns, end): (u16, u16),
) {
    let theme = canvas.theme();
    let whole = |short| say::whole(session, read, row, short);
    let says = fitting(whole, (columns, end.saturating_sub(top)));
    let mut y = top;
    for line in says {
        y = canvas.say((x, y), (columns, end.saturating_sub(y)), &line, theme.text);
    }
}

/// Sentences with all that is known of a term's source where they have room in so many columns and rows, else without it.
fn fitting(says: impl Fn(bool) -> Vec<String>, (columns, rows): (u16, u16)) -> Vec<String> {
    let whole = says(false);
    let lines: usize = whole.iter().map(|line| wrap(line, usize::from(columns)).len()).sum();
    if lines <= usize::from(rows) { whole } else { says(true) }
}

/// A child's name, being typed.
pub(super) fn find(session: &Session, canvas: &mut Canvas, typed: &Typed) {
    let theme = canvas.theme();
    let columns = canvas.width().saturating_sub(2).min(72);
    canvas.header(session, &format!("Due and holds{BETWEEN}another child"));
    canvas.rule(1);
    canvas.put(1, TOP, FIND, theme.text.add_modifier(Modifier::BOLD));
    typed.draw(canvas, 1, TOP + 1, columns.min(44), 3, true);
    canvas.say((1, TOP + 4), (columns, 3), FIND_HELP, theme.muted);
}

/// What is asked.
pub(super) const FIND: &str = "Which child?";
/// What helps to answer it.
pub(super) const FIND_HELP: &str = "Any part of the name, then Enter; one who has left too. Then you can hold the record, or look at what would be erased.";
