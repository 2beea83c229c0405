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

    /// The chords of a terminal's event; none for releases.
    ///
    /// Where terminals write Esc before a key for Alt, nobody can tell Alt from an Esc that came together with the
    /// key after it, as over a slow line or through `screen`. Alt means nothing here, and Esc loses nothing: it is
    /// taken for both keys. Elsewhere Alt belongs to the terminal, and with Ctrl it is the AltGr that writes letters.
    pub fn of(event: KeyEvent) -> Vec<Chord> {
        if event.kind == KeyEventKind::Release {
            return Vec::new();
        }
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let chord = match event.code {
            KeyCode::Char(letter) if ctrl && (cfg!(unix) || !alt) => {
                Chord { code: KeyCode::Char(letter.to_ascii_lowercase()), ctrl: true }
            }
            KeyCode::Char(_) if alt && !ctrl && !cfg!(unix) => return Vec::new(),
            KeyCode::Char(letter) => Chord::char(letter),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Chord::plain(KeyCode::BackTab),
            code => Chord::plain(code),
        };
        // What is no letter and no control code has a sequence of its own, which says Alt for itself.
        let written =
            matches!(event.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace);
        let escape = (alt && cfg!(unix) && written).then_some(Chord::plain(KeyCode::Esc));
        escape.into_iter().chain([chord]).collect()
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
    fn a_shifted_letter_is_the_letter() {
        let key = |code, modifiers| Chord::of(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('A'), KeyModifiers::SHIFT), [Chord::char('A')]);
        assert_eq!(key(KeyCode::Char('*'), KeyModifiers::SHIFT), [Chord::char('*')]);
        let ctrl_z = Chord { code: KeyCode::Char('z'), ctrl: true };
        assert_eq!(key(KeyCode::Char('Z'), KeyModifiers::CONTROL), [ctrl_z]);
        assert_eq!(key(KeyCode::Tab, KeyModifiers::SHIFT), [Chord::plain(KeyCode::BackTab)]);
    }

    #[cfg(unix)]
    #[test]
    fn an_escape_that_came_together_with_the_next_key_is_both() {
        let key = |code, modifiers| Chord::of(KeyEvent::new(code, modifiers));
        let escape = Chord::plain(KeyCode::Esc);
        assert_eq!(key(KeyCode::Char('a'), KeyModifiers::ALT), [escape, Chord::char('a')]);
        let ctrl_l = Chord { code: KeyCode::Char('l'), ctrl: true };
        assert_eq!(key(KeyCode::Char('l'), KeyModifiers::ALT | KeyModifiers::CONTROL), [escape, ctrl_l]);
        assert_eq!(key(KeyCode::Enter, KeyModifiers::ALT), [escape, Chord::plain(KeyCode::Enter)]);
        // An arrow says Alt in its own sequence.
        assert_eq!(key(KeyCode::Up, KeyModifiers::ALT), [Chord::plain(KeyCode::Up)]);
    }

    #[cfg(not(unix))]
    #[test]
    fn alt_is_left_to_the_terminal_and_alt_gr_writes_a_letter() {
        let key = |code, modifiers| Chord::of(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('a'), KeyModifiers::ALT), []);
        let alt_gr = KeyModifiers::ALT | KeyModifiers::CONTROL;
        assert_eq!(key(KeyCode::Char('@'), alt_gr), [Chord::char('@')]);
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
