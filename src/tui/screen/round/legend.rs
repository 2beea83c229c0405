//! What the letters mean, above the grid. A tap on one of them says it of the row in use.

use super::State;
use crate::domain::round::Column;
use crate::tui::action::Action;
use crate::tui::key::{Chord, labelled};
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;

/// What stands there while a sentence is written and there is no room for the letters.
const WORDS: &str = "As on the card:  . phrases   > for home   @ with whom";

/// A part of the line, and the keys that a tap on it presses.
type Part = (String, Vec<Chord>);

impl State {
    /// All of it where there is room, else the words of the column in use and the letters of the others, else the
    /// column in use alone.
    pub(super) fn legend(&self, session: &Session, canvas: &mut Canvas, columns: &[&Column]) {
        let end = canvas.width().saturating_sub(1);
        let style = canvas.theme().muted;
        let all = || 0..columns.len();
        let short = |index: usize| Some(index) != self.column;
        let ways: [Vec<(usize, bool)>; 3] = [
            all().map(|index| (index, false)).collect(),
            all().map(|index| (index, short(index))).collect(),
            self.column.map(|index| (index, false)).into_iter().collect(),
        ];
        let fits = |parts: &Vec<Part>| {
            let wide: usize = parts.iter().map(|(says, _)| canvas.columns(says)).sum();
            !parts.is_empty() && wide < usize::from(end)
        };
        let parts = ways.iter().map(|way| self.legend_parts(session, columns, way)).find(fits);
        let mut x = 1;
        for (says, keys) in parts.unwrap_or_else(|| vec![(WORDS.to_string(), Vec::new())]) {
            let next = canvas.put_in(x, 1, end.saturating_sub(x), &says, style);
            canvas.button(x, 1, next - x, keys);
            x = next;
        }
        // The hint line of a narrow window has no room for it.
        if canvas.width() < 72 && self.column.is_some() {
            let key = session.keys.labels(Action::FillBlanks).into_iter().next().unwrap_or_default();
            let says = format!("{key} {}", Action::FillBlanks.spec().hint);
            if usize::from(x) + 3 + canvas.columns(&says) <= usize::from(end) {
                let from = canvas.put_right(end, 1, &says, style);
                canvas.button(from, 1, end - from, labelled(&key).into_iter().collect());
            }
        }
    }

    /// The legends of these columns, each with whether it has to be short. What is no letter goes to its column.
    fn legend_parts(&self, session: &Session, columns: &[&Column], shown: &[(usize, bool)]) -> Vec<Part> {
        let digits = session.keys.letters_off();
        let mut parts: Vec<Part> = Vec::new();
        for (index, short) in shown {
            let Some(column) = columns.get(*index) else { continue };
            if !parts.is_empty() {
                parts.push(("    ".to_string(), Vec::new()));
            }
            for (says, letter) in column.legend_parts(*short, digits) {
                let mut keys = self.keys_to(columns.len(), 0, Some(*index));
                keys.extend(letter.map(Chord::char));
                parts.push((says, keys));
            }
        }
        parts
    }
}
