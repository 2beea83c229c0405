//! Keys: how a chord is written, how a terminal's event becomes one, and which action it stands for.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key as it counts here: terminals differ on Shift for letters, so the letter alone says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

impl Chord {
    /// A key without Ctrl.
    pub const fn plain(code: KeyCode) -> Chord {
        Chord { code, ctrl: false }
    }

    /// No key: an action that was not chosen by one.
    pub const NONE: Chord = Chord::plain(KeyCode::Null);

    /// A letter, digit or mark.
    pub const fn char(letter: char) -> Chord {
        Chord::plain(KeyCode::Char(letter))
    }

    /// The chord of a terminal's event; `None` for releases and for what is held with Alt, which
    /// belongs to the terminal and to keyboards that write with it.
    pub fn of(event: KeyEvent) -> Option<Chord> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        // AltGr arrives as Ctrl and Alt with the letter that it writes.
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        match event.code {
            KeyCode::Char(letter) if ctrl && !alt => {
                Some(Chord { code: KeyCode::Char(letter.to_ascii_lowercase()), ctrl: true })
            }
            KeyCode::Char(letter) if ctrl == alt => Some(Chord::char(letter)),
            KeyCode::Char(_) => None,
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => {
                Some(Chord::plain(KeyCode::BackTab))
            }
            code => Some(Chord::plain(code)),
        }
    }

    /// The letter that it writes, where it writes one.
    pub fn letter(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if !self.ctrl => Some(letter),
            _ => None,
        }
    }

    /// The digit that it writes.
    pub fn digit(self) -> Option<usize> {
        self.letter().and_then(|letter| letter.to_digit(10)).map(|digit| digit as usize)
    }

    /// The chords of one written key of the table: `enter`, `ctrl-z`, `f1`, `*`, or a span `1-9`.
    /// Empty for what is not a key.
    pub fn parse(text: &str) -> Vec<Chord> {
        let mut letters = text.chars();
        if let (Some(from), Some('-'), Some(to), None) =
            (letters.next(), letters.next(), letters.next(), letters.next())
        {
            return (from..=to).map(Chord::char).collect();
        }
        let code = match text {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "shift-tab" => KeyCode::BackTab,
            "space" => KeyCode::Char(' '),
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "backspace" => KeyCode::Backspace,
            "delete" => KeyCode::Delete,
            "f1" => KeyCode::F(1),
            _ => {
                let (rest, ctrl) = text.strip_prefix("ctrl-").map_or((text, false), |rest| (rest, true));
                let mut letters = rest.chars();
                return match (letters.next(), letters.next()) {
                    (Some(letter), None) => vec![Chord { code: KeyCode::Char(letter), ctrl }],
                    _ => Vec::new(),
                };
            }
        };
        vec![Chord::plain(code)]
    }
}

/// A written key of the table as people read it: `Ctrl-Z`, `Enter`, `→`.
pub fn label(key: &str) -> String {
    match key {
        "up" => "↑".to_string(),
        "down" => "↓".to_string(),
        "left" => "←".to_string(),
        "right" => "→".to_string(),
        "pgup" => "PgUp".to_string(),
        "pgdn" => "PgDn".to_string(),
        "shift-tab" => "Shift-Tab".to_string(),
        _ if key.chars().count() <= 1 || !key.starts_with(|c: char| c.is_ascii_lowercase()) => {
            key.to_string()
        }
        _ => match key.strip_prefix("ctrl-") {
            Some(rest) => format!("Ctrl-{}", rest.to_uppercase()),
            None => {
                let mut letters = key.chars();
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
        },
    }
}

/// The names of the keys that write no letter.
const NAMED: [&str; 16] = [
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "space",
    "up",
    "down",
    "left",
    "right",
    "pgup",
    "pgdn",
    "home",
    "end",
    "backspace",
    "delete",
    "f1",
];

/// The one key that people read as this: `Ctrl-Z`, `Enter`, `→`, `a`; `None` for spans and for what is no key.
pub fn labelled(shown: &str) -> Option<Chord> {
    let named = NAMED.iter().find(|name| label(name) == shown);
    let written = match (named, shown.strip_prefix("Ctrl-")) {
        (Some(name), _) => name.to_string(),
        (None, Some(letter)) => format!("ctrl-{}", letter.to_lowercase()),
        (None, None) => shown.to_string(),
    };
    match Chord::parse(&written).as_slice() {
        [chord] => Some(*chord),
        _ => None,
    }
}

/// What letters are on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Commands only.
    Nothing,
    /// A name in the finder: letters are words, but the marks that are keys everywhere stay keys.
    Names,
    /// Words: every mark is a word's, and only the page's own keys are keys.
    Words,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_letter_is_the_letter_and_alt_is_left_to_the_terminal() {
        let key = |code, modifiers| Chord::of(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('A'), KeyModifiers::SHIFT), Some(Chord::char('A')));
        assert_eq!(key(KeyCode::Char('*'), KeyModifiers::SHIFT), Some(Chord::char('*')));
        assert_eq!(key(KeyCode::Char('a'), KeyModifiers::ALT), None);
        assert_eq!(
            key(KeyCode::Char('@'), KeyModifiers::ALT | KeyModifiers::CONTROL),
            Some(Chord::char('@'))
        );
        assert_eq!(
            key(KeyCode::Char('Z'), KeyModifiers::CONTROL),
            Some(Chord { code: KeyCode::Char('z'), ctrl: true })
        );
        assert_eq!(key(KeyCode::Tab, KeyModifiers::SHIFT), Some(Chord::plain(KeyCode::BackTab)));
    }

    #[test]
    fn written_keys_read_as_people_write_them() {
        for (key, shown) in
            [("ctrl-z", "Ctrl-Z"), ("enter", "Enter"), ("*", "*"), ("1-9", "1-9"), ("f1", "F1")]
        {
            assert_eq!(label(key), shown);
        }
        assert_eq!(Chord::parse("1-3"), ['1', '2', '3'].map(Chord::char));
        assert_eq!(Chord::parse("nonsense"), []);
        for name in NAMED.iter().chain(&["ctrl-z", "a", "*", "[", "7"]) {
            assert_eq!(labelled(&label(name)).as_slice(), Chord::parse(name), "{name}");
        }
        assert_eq!(labelled("1-9"), None);
        assert_eq!(labelled("letters"), None);
    }
}
