//! The hint line: the last row, composed from the table of actions, so that it cannot lie.

use ratatui::style::Modifier;

use super::canvas::Canvas;
use crate::tui::action::{Action, Scope};
use crate::tui::key::{Chord, Takes, find, label};
use crate::tui::model::Model;

/// One item: its key, its word, and whether it stays however narrow the window is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The action.
    pub action: Action,
    /// `Enter`
    pub key: String,
    /// `save`
    pub word: String,
    stays: bool,
}

/// The items for the page as it stands: what has a word and can be done now, most used first, back and help last.
pub fn items(model: &Model) -> Vec<Item> {
    let page = model.screen.page();
    let (scope, takes) = (page.scope(), page.takes());
    let mut items = Vec::new();
    for &action in Action::ALL {
        let spec = action.spec();
        if spec.scope != scope && spec.scope != Scope::Anywhere || (spec.enabled)(model).is_err() {
            continue;
        }
        let works =
            |key: &&&str| Chord::parse(key).iter().any(|chord| find(scope, takes, *chord) == Some(action));
        let Some(key) = spec.keys.iter().find(works) else { continue };
        let (key, word) = match page.hint(&model.session, action) {
            Some(said) => said,
            None => (label(key), spec.hint.to_string()),
        };
        if !word.is_empty() {
            items.push(Item { action, key, word, stays: matches!(action, Action::Back | Action::Help) });
        }
    }
    if takes == Takes::Words {
        // Where `?` is a letter, help has the other key.
        debug_assert!(items.iter().all(|item| item.action != Action::Help || item.key == "F1"));
    }
    if let Some(first) = items.first_mut() {
        first.stays = true;
    }
    items
}

/// Draws them on the row, dropping from the right what does not fit, but never the first, back or help.
pub fn draw(canvas: &mut Canvas, row: u16, mut items: Vec<Item>) {
    let theme = canvas.theme();
    let wide = |canvas: &Canvas, items: &[Item]| {
        items.iter().map(|item| canvas.columns(&item.key) + 1 + canvas.columns(&item.word) + 3).sum::<usize>()
    };
    while wide(canvas, &items).saturating_sub(2) > usize::from(canvas.width()) {
        match items.iter().rposition(|item| !item.stays) {
            Some(index) => items.remove(index),
            None => break,
        };
    }
    canvas.paint(0, row, canvas.width(), 1, theme.panel);
    let mut x = 1;
    for item in items {
        x = canvas.put(x, row, &item.key, theme.panel.add_modifier(Modifier::BOLD));
        x = canvas.put(x + 1, row, &item.word, theme.panel) + 3;
    }
}
