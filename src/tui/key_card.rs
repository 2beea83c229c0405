//! The key card for the wall by the door: one side of paper, as plain letters or as PDF, made from the table of actions.

use super::action::{Action, Scope};
use super::keymap::Keymap;
use super::sign::Signs;
use crate::export::sheet::{A4, Ink, Sheet, Type};

/// The column in which what a key does begins.
const DOES: usize = 18;

/// The least that has to be known, and how it is done.
const FIRST: [(&str, &str); 2] = [
    ("A note", "any part of the child's name, Enter, the words, Enter."),
    ("Five keys", "two letters of the name, Enter, 1, Enter."),
];

/// The card, as text: what the table of actions marks for the wall. Keys that only move the cursor are left out, for
/// they are what they are everywhere, and a lead's pages say their keys themselves.
pub fn key_card(keymap: &Keymap) -> String {
    let mut lines = vec!["DOORSTEP".to_string(), String::new()];
    lines.extend(FIRST.map(|(what, how)| format!("{what}:  {how}")));
    for (title, keys) in parts(keymap) {
        lines.extend([String::new(), title]);
        lines.extend(keys.iter().map(|(key, does)| format!("  {key:<DOES$}{does}")));
    }
    Signs::Ascii.write(&(lines.join("\n") + "\n"))
}

/// The parts of the card: where, and each key with what it does there.
fn parts(keymap: &Keymap) -> Vec<(String, Vec<(String, &'static str)>)> {
    let part = |scope: Scope| {
        let mut letters = scope.title().chars();
        let title = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let here = Action::ALL.iter().map(|action| (action.spec(), keymap.labels(*action)));
        let here = here.filter(|(spec, keys)| spec.wall && spec.scope == scope && !keys.is_empty());
        let keys = here.map(|(spec, keys)| (keys.join(" or "), spec.help));
        let marks = scope.marks().iter().map(|(mark, says)| (mark.to_string(), *says));
        (title, keys.chain(marks).collect())
    };
    let mut scopes: Vec<Scope> = Vec::new();
    for spec in Action::ALL.iter().map(|action| action.spec()).filter(|spec| spec.wall) {
        if !scopes.contains(&spec.scope) {
            scopes.push(spec.scope);
        }
    }
    scopes.into_iter().map(part).collect()
}

const INK: Ink = Ink(36, 33, 27);
const QUIET: Ink = Ink(92, 85, 70);
const HEADING: Ink = Ink(0, 78, 140);
const LINE: Ink = Ink(200, 192, 170);

/// Where words begin: the margin, and what a key does.
const LEFT: f32 = 48.0;
const RIGHT: f32 = 150.0;
/// The first part begins here; no line stands below the foot.
const TOP: f32 = 130.0;
const FOOT: f32 = A4.1 - 36.0;

/// The card as a PDF of one page of A4. However many keys there are, the lines stand close enough to be one page.
pub fn key_card_pdf(keymap: &Keymap) -> Vec<u8> {
    let type_of = |size, bold, ink| Type { size, bold, ink };
    let mut sheet = Sheet::blank();
    sheet.words(LEFT, 66.0, type_of(24.0, true, HEADING), "Doorstep");
    sheet.words(168.0, 66.0, type_of(11.0, false, QUIET), "the keys of the door");
    for (y, (what, how)) in [92.0, 109.0].into_iter().zip(FIRST) {
        sheet.words(LEFT, y, type_of(11.5, true, INK), what);
        sheet.words(120.0, y, type_of(11.5, false, INK), how);
    }
    let parts = parts(keymap);
    // A heading takes two rows.
    let rows: usize = parts.iter().map(|(_, keys)| keys.len() + 2).sum();
    let row = ((FOOT - TOP) / f32::from(u16::try_from(rows).unwrap_or(u16::MAX))).min(15.0);
    let size = (row * 0.74).min(10.5);
    let mut y = TOP;
    for (title, keys) in parts {
        sheet.rule(LEFT, y - row * 0.5, A4.0 - 2.0 * LEFT, LINE);
        y += row * 0.7;
        sheet.words(LEFT, y, type_of(size + 0.5, true, HEADING), &title);
        y += row * 1.1;
        for (key, does) in keys {
            sheet.words(LEFT, y, type_of(size, true, INK), &Signs::Ascii.write(&key));
            sheet.words(RIGHT, y, type_of(size, false, INK), does);
            y += row;
        }
        y += row * 0.2;
    }
    sheet.finish("Doorstep: the keys of the door")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One side of paper as it is printed: columns and rows.
    const SIDE: (usize, usize) = (80, 62);

    #[test]
    fn the_card_is_one_side_of_plain_letters_with_every_key_of_the_door() {
        let card = key_card(&Keymap::default());
        assert!(card.is_ascii());
        assert!(card.lines().count() <= SIDE.1, "{} lines", card.lines().count());
        assert!(card.lines().all(|line| line.len() <= SIDE.0), "{card}");
        for action in Action::ALL {
            let spec = action.spec();
            let says = Signs::Ascii.write(spec.help);
            let first = Keymap::default().labels(*action).into_iter().next().unwrap_or_default();
            let stands = card.lines().any(|line| line.ends_with(&says) && line.contains(&first));
            assert!(!spec.wall || stands, "{}", spec.name);
        }
    }

    #[test]
    fn of_the_keys_at_the_door_only_those_that_move_and_those_of_practice_are_left_out() {
        let scopes: Vec<Scope> = Action::ALL
            .iter()
            .map(|action| action.spec())
            .filter(|spec| spec.wall)
            .map(|spec| spec.scope)
            .collect();
        let left_out: Vec<&str> = Action::ALL
            .iter()
            .map(|action| action.spec())
            .filter(|spec| scopes.contains(&spec.scope) && !spec.wall && !spec.keys.is_empty())
            .filter(|spec| spec.group != "Moving")
            .map(|spec| spec.name)
            .collect();
        assert_eq!(left_out, ["leave-practice", "leave-lesson"]);
    }

    #[test]
    fn the_card_as_pdf_is_one_page_with_every_key_and_the_same_each_time() {
        let keymap = Keymap::default();
        let file = key_card_pdf(&keymap);
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(file, key_card_pdf(&keymap));
        let text = String::from_utf8_lossy(&file).into_owned();
        assert!(text.contains("/Count 1") && text.contains("/Lang"), "one page, in British English");
        let has = |words: &str| {
            let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            text.contains(&format!("({words})"))
        };
        for (title, keys) in parts(&keymap) {
            assert!(has(&title), "{title}");
            for (key, _) in keys {
                assert!(has(&Signs::Ascii.write(&key)), "{key}");
            }
        }
        // No line stands below the foot of the page.
        let lowest = text
            .lines()
            .filter_map(|line| line.strip_suffix(" Td")?.split(' ').next_back()?.parse::<f32>().ok())
            .fold(f32::MAX, f32::min);
        assert!(lowest >= 30.0, "{lowest}");
    }
}
