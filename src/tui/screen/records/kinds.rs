//! The choice of a kind for a new record: all that whoever is signed in may write, narrowed by what is typed.

use ratatui::style::Modifier;

use super::{Over, State};
use crate::domain::name::{fold, words};
use crate::domain::practice::PracticeKind;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::Press;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;

/// The kinds that may be written, of those that the letters fit.
pub(super) fn kinds<'a>(session: &'a Session, typed: &str) -> Vec<&'a PracticeKind> {
    let pieces = words(typed);
    let role = session.who().map(|who| who.role);
    let fits = |kind: &&PracticeKind| {
        let words = words(&kind.label);
        role.is_some_and(|role| kind.may_write(role))
            && pieces.iter().all(|piece| words.iter().any(|word| word.starts_with(piece.as_str())))
    };
    let mut kinds: Vec<&PracticeKind> = session.practice.iter().filter(fits).collect();
    // Those that begin with the letters come first: Enter takes the first.
    kinds.sort_by_key(|kind| !fold(&kind.label).starts_with(&fold(typed)));
    kinds
}

impl State {
    pub(super) fn press_kinds(&mut self, session: &mut Session, press: Press) -> bool {
        let Over::Kinds(typed, marked) = &mut self.over else { return false };
        let found: Vec<String> =
            kinds(session, typed.text()).into_iter().map(|kind| kind.code.clone()).collect();
        let last = found.len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => *marked = marked.saturating_sub(1),
            Some(Action::Down) => *marked = (*marked + 1).min(last),
            Some(Action::PageUp) => *marked = marked.saturating_sub(10),
            Some(Action::PageDown) => *marked = (*marked + 10).min(last),
            Some(Action::TakeRecordKind) => {
                if let Some(code) = found.get(*marked).cloned() {
                    self.begin(session, &code);
                }
            }
            Some(Action::Back) if !typed.is_empty() => {
                typed.clear();
                *marked = 0;
            }
            Some(Action::Back) => self.over = Over::List,
            _ => {
                if !typed.press(press) {
                    return false;
                }
                *marked = 0;
            }
        }
        true
    }

    pub(super) fn draw_kinds(&self, session: &Session, canvas: &mut Canvas, typed: &Typed, marked: usize) {
        let theme = canvas.theme();
        let width = canvas.width();
        canvas.header(session, "A new practice record");
        let x = canvas.put(1, 1, "What is it?", theme.text.add_modifier(Modifier::BOLD)) + 2;
        let end = canvas.put(x, 1, typed.text(), theme.text);
        canvas.put(end, 1, "▏", theme.focus);
        canvas.cursor(end, 1);
        canvas.rule(2);
        let found = kinds(session, typed.text());
        if found.is_empty() {
            canvas.put(3, 4, "No kind has these letters. Esc clears them.", theme.text);
            return;
        }
        let top: u16 = 3;
        let (first, fit) = canvas.seen_of((top, canvas.height()), marked, found.len());
        for (y, (index, kind)) in (top..).zip(found.iter().enumerate().skip(first).take(fit)) {
            let here = index == marked;
            canvas.row(0, y, width, 1, tap::take_row(marked, index));
            let (style, quiet) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if here {
                // The cursor stays where is typed.
                canvas.bar(0, y, width);
                canvas.put(1, y, "▸", style);
            }
            canvas.put_in(3, y, 36, &kind.label, style);
            if kind.restricted {
                canvas.put_in(41, y, width.saturating_sub(43), "for leads alone", quiet);
            }
        }
    }
}
