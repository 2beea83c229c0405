//! The hint line: the last row, composed from the table of actions, so that it cannot lie. A tap on an item does
//! what its key does.

use ratatui::style::Modifier;

use super::canvas::Canvas;
use super::columns::width_of;
use crate::tui::action::{Action, Scope};
use crate::tui::key::{Takes, labelled};
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

/// The key that takes what is offered, and what it is.
const ENTER: &str = "Enter";
const OFFERED: &str = "add a correction";

/// Between two items.
const GAP: &str = "   ";

/// The items for the page as it stands: what has a word and can be done now, most used first, back and help last.
pub fn items(model: &Model) -> Vec<Item> {
    let page = model.screen.page();
    let (scope, takes) = (page.scope(), page.takes());
    let keys = &model.session.keys;
    let mut items = Vec::new();
    for &action in Action::ALL {
        let spec = action.spec();
        if spec.scope != scope && spec.scope != Scope::Anywhere || (spec.enabled)(model).is_err() {
            continue;
        }
        let Some(key) = keys.shown(scope, takes, action) else { continue };
        // What is offered in the sentence above is what Enter does, and not what it does on the page.
        let offered = model.session.late.is_some() && key == ENTER;
        let (key, word) = match page.hint(&model.session, action) {
            _ if offered => (key, OFFERED.to_string()),
            Some((key, word)) => (keys.said(action, &key), word),
            None => (key, spec.hint.to_string()),
        };
        let stays = matches!(action, Action::Back | Action::Help);
        // A page may say two keys of one action: `1` `“a friend”   2 keep`.
        let mut parts = word.split(GAP);
        let first = parts.next().map(|word| (key, word.to_string()));
        let more = parts.filter_map(|part| part.split_once(' ')).map(|(key, word)| (key.into(), word.into()));
        let said = first.into_iter().chain(more).filter(|(_, word)| !word.is_empty());
        items.extend(said.map(|(key, word)| Item { action, key, word, stays }));
    }
    if takes == Takes::Words {
        // Where `?` is a letter, help has the other key.
        debug_assert!(items.iter().all(|item| item.action != Action::Help || item.key != "?"));
    }
    if let Some(first) = items.first_mut() {
        first.stays = true;
    }
    items
}

/// Draws them on the row, dropping from the right what does not fit, but never the first, back or help. The same keys are
/// there in plain letters: where those are longer the gaps are narrower.
pub fn draw(canvas: &mut Canvas, row: u16, mut items: Vec<Item>) {
    let theme = canvas.theme();
    // The last column stays free, as the first does.
    let fits = |items: &[Item], gap: usize, columns: &dyn Fn(&str) -> usize| {
        let wide = items.iter().map(|item| columns(&item.key) + 1 + columns(&item.word) + gap).sum::<usize>();
        wide + 2 <= usize::from(canvas.width()) + gap
    };
    let drop_last = |items: &mut Vec<Item>| {
        let last = items.iter().rposition(|item| !item.stays);
        last.map(|index| items.remove(index)).is_some()
    };
    while !fits(&items, GAP.len(), &width_of) && drop_last(&mut items) {}
    let written = |says: &str| canvas.columns(says);
    let gap = if fits(&items, GAP.len(), &written) { GAP.len() } else { GAP.len() - 1 };
    while !fits(&items, gap, &written) && drop_last(&mut items) {}
    let gap = u16::try_from(gap).unwrap_or(1);
    let style = theme.panel;
    canvas.paint(0, row, canvas.width(), 1, style);
    let mut x = 1;
    for item in items {
        let from = x;
        x = canvas.put(x, row, &item.key, style.add_modifier(Modifier::BOLD));
        let word = canvas.put(x + 1, row, &item.word, style);
        tappable(canvas, row, &item, from, word);
        x = word + gap;
    }
}

/// An item with one key is tapped anywhere, one with several on each of them. A span's numbers are tapped on the rows
/// that have them.
fn tappable(canvas: &mut Canvas, row: u16, item: &Item, from: u16, end: u16) {
    if let Some(chord) = labelled(&item.key) {
        canvas.button(from - 1, row, end + 2 - from, vec![chord]);
        return;
    }
    let mut x = from;
    for part in item.key.split_inclusive(|letter: char| letter == ' ' || "↑↓←→".contains(letter)) {
        let columns = u16::try_from(canvas.columns(part)).unwrap_or(1);
        if let Some(chord) = labelled(part.trim_end()) {
            canvas.button(x, row, columns, vec![chord]);
        }
        x += columns;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::sign::Signs;
    use crate::tui::theme::{Look, Shows, Theme};

    fn item(action: Action, key: &str, word: &str, stays: bool) -> Item {
        Item { action, key: key.to_string(), word: word.to_string(), stays }
    }

    #[test]
    fn what_would_reach_the_last_column_is_left_away() {
        let items = [
            item(Action::Write, "Enter", "write", true),
            item(Action::NextPart, "Tab", "part", false),
            item(Action::Back, "Esc", "back", true),
        ];
        let whole = " Enter write   Tab part   Esc back";
        for (columns, says) in [(35, whole), (34, " Enter write   Esc back")] {
            assert_eq!(row(&items, columns, Signs::Unicode), says);
        }
    }

    #[test]
    fn what_is_longer_in_plain_letters_makes_the_gaps_narrower_and_drops_no_key() {
        let items = [
            item(Action::Write, "Enter", "write", true),
            item(Action::Right, "→", "look", false),
            item(Action::Back, "Esc", "back", true),
        ];
        assert_eq!(row(&items, 33, Signs::Unicode), " Enter write   → look   Esc back");
        assert_eq!(row(&items, 33, Signs::Ascii), " Enter write  -> look  Esc back");
        assert_eq!(row(&items, 34, Signs::Ascii), " Enter write   -> look   Esc back");
        assert_eq!(row(&items, 32, Signs::Ascii), " Enter write   Esc back", "nor does it have one more");
    }

    /// The line of these items in so many columns, whose last is free.
    fn row(items: &[Item], columns: u16, signs: Signs) -> String {
        let area = Rect::new(0, 0, columns, 1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::choose(None, Shows::Nothing);
        let look = Look { theme, signs, shows: Shows::Nothing };
        draw(&mut Canvas::new(&mut buffer, area, look), 0, items.to_vec());
        let row: String = (0..columns).filter_map(|x| Some(buffer.cell((x, 0))?.symbol())).collect();
        assert!(row.ends_with(' '), "{row}");
        row.trim_end().to_string()
    }
}
