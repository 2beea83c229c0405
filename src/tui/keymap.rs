//! Which key does what on this machine: the table's own keys, with what the settings change. A changed key is taken
//! for the table's own, so no page knows that there is such a thing.

use std::collections::BTreeMap;

use super::action::{Action, Scope};
use super::key::{Chord, Takes, label};

/// The keys of every action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// What the settings wish: an action's name, and its keys with spaces between.
    wished: BTreeMap<String, String>,
    /// Letters are no commands; numbers do it all.
    letters_off: bool,
    /// The actions whose keys differ from the table's, each key in the place of one of the table's; empty for none.
    changed: Vec<(Action, Vec<String>)>,
}

/// A change that can't be: of which action, and a sentence that says why.
#[derive(Debug)]
struct Refused {
    name: String,
    why: String,
}

/// Keys that mean the same on every page, whose words and rows name them.
const FIXED: [&str; 13] = [
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
    "backspace",
    "f1",
];

/// What terminals, or the desktops around them, take for themselves: some of these are Backspace, Tab and Enter.
const LEFT_ALONE: [&str; 9] =
    ["ctrl-h", "ctrl-i", "ctrl-j", "ctrl-m", "ctrl-[", "ctrl-s", "ctrl-q", "ctrl-c", "ctrl-\\"];

impl Keymap {
    /// The table's keys with these changes, and a sentence for each that can't be: the others hold.
    pub fn new(wished: &BTreeMap<String, String>, letters_off: bool) -> (Keymap, Vec<String>) {
        let (mut wished, mut wrong) = (wished.clone(), Vec::new());
        loop {
            match Keymap::exactly(&wished, letters_off) {
                Ok(keymap) => return (keymap, wrong),
                Err(Refused { name, why }) => {
                    wished.remove(&name);
                    wrong.push(why);
                }
            }
        }
    }

    /// The table's keys with all of these changes.
    fn exactly(wished: &BTreeMap<String, String>, letters_off: bool) -> Result<Keymap, Refused> {
        let mut keymap = Keymap { wished: wished.clone(), letters_off, changed: Vec::new() };
        for (name, keys) in wished {
            let refused = |why| Refused { name: name.clone(), why };
            let action = Action::ALL.iter().copied().find(|action| action.spec().name == name);
            let action = action
                .ok_or_else(|| refused(format!("There is no “{name}”: “doorstep keys” lists the names.")))?;
            let keys: Vec<String> = keys.split_whitespace().map(str::to_lowercase).collect();
            keymap.check(action, &keys).map_err(refused)?;
            keymap.changed.push((action, keys));
        }
        keymap.refuse_doubles()?;
        if letters_off {
            keymap.number_letters();
        }
        Ok(keymap)
    }

    /// The same with letters as commands, or without.
    pub fn with_letters_off(&self, letters_off: bool) -> Keymap {
        Keymap::new(&self.wished, letters_off).0
    }

    /// Whether letters are no commands.
    pub fn letters_off(&self) -> bool {
        self.letters_off
    }

    /// The keys of an action, in the places of the table's; empty where one has none any more.
    fn keys(&self, action: Action) -> impl Iterator<Item = &str> {
        let changed = self.changed.iter().find(|(known, _)| *known == action).map(|(_, keys)| keys);
        let own: &[&str] = if changed.is_some() { &[] } else { action.spec().keys };
        changed.into_iter().flatten().map(String::as_str).chain(own.iter().copied())
    }

    /// The keys that work, as people read them.
    pub fn labels(&self, action: Action) -> Vec<String> {
        self.keys(action).filter(|key| !key.is_empty()).map(label).collect()
    }

    /// What a page says of an action's key, which it knows from the table: `Tab`, or several with spaces between.
    pub fn said(&self, action: Action, shown: &str) -> String {
        let own = action.spec().keys;
        let now = |part: &str| {
            let place = own.iter().position(|key| label(key) == part);
            place.and_then(|place| self.keys(action).nth(place)).map_or(part.to_string(), label)
        };
        shown.split(' ').map(now).collect::<Vec<_>>().join(" ")
    }

    /// A sentence that names keys with Ctrl, as they are here.
    pub fn in_words(&self, text: &str) -> String {
        let changed = self.changed.iter().flat_map(|(action, keys)| action.spec().keys.iter().zip(keys));
        let ctrl = changed.filter(|(own, _)| own.starts_with("ctrl-"));
        ctrl.fold(text.to_string(), |text, (own, key)| text.replace(&label(own), &label(key)))
    }

    /// The first key that works, as it is pressed.
    pub fn chord(&self, action: Action) -> Option<Chord> {
        self.keys(action).find_map(|key| Chord::parse(key).first().copied())
    }

    /// The first key that does this on a page, as people read it.
    pub fn shown(&self, scope: Scope, takes: Takes, action: Action) -> Option<String> {
        let works = |key: &&str| {
            Chord::parse(key)
                .iter()
                .any(|chord| self.find(scope, takes, *chord).is_some_and(|(found, _)| found == action))
        };
        self.keys(action).find(works).map(label)
    }

    /// The action of a chord on a page, and the table's own key for it: the page's first, then what works anywhere.
    pub fn find(&self, scope: Scope, takes: Takes, chord: Chord) -> Option<(Action, Chord)> {
        self.of(scope, chord).or_else(|| {
            let word = takes == Takes::Words && chord.letter().is_some();
            if word || scope == Scope::SignIn && chord.letter().is_some_and(|letter| letter != '?') {
                None
            } else {
                self.of(Scope::Anywhere, chord)
            }
        })
    }

    fn of(&self, scope: Scope, chord: Chord) -> Option<(Action, Chord)> {
        Action::ALL.iter().filter(|action| action.spec().scope == scope).find_map(|&action| {
            let own = action.spec().keys;
            self.keys(action).zip(own).find_map(|(key, own)| {
                // A span has a chord for each of its places.
                let place = Chord::parse(key).iter().position(|known| *known == chord)?;
                Chord::parse(own).get(place).map(|own| (action, *own))
            })
        })
    }

    /// Whether an action's keys may be these.
    fn check(&self, action: Action, keys: &[String]) -> Result<(), String> {
        let spec = action.spec();
        let name = spec.name;
        let labels: Vec<String> = spec.keys.iter().map(|key| label(key)).collect();
        let fixed = |key: &&&str| FIXED.contains(key) || Chord::parse(key).len() > 1;
        if let Some(key) = spec.keys.iter().find(fixed).filter(|key| **key != "f1") {
            let key = label(key);
            return Err(format!("“{name}” keeps {key}, which means the same on every page."));
        }
        if matches!(spec.scope, Scope::Card | Scope::RoundWords | Scope::StatementText)
            && spec.keys.iter().any(|key| key.len() == 1)
        {
            return Err(format!(
                "“{name}” keeps {}, which is a mark in the words themselves.",
                labels.join(" ")
            ));
        }
        if keys.len() != spec.keys.len() {
            let (count, has) = (spec.keys.len(), labels.join(" "));
            return Err(match count {
                0 => format!("“{name}” has no key; it is chosen from the menu or the commands."),
                1 => format!("“{name}” has one key ({has}): write one."),
                _ => format!("“{name}” has {count} keys ({has}): write {count}, with spaces between."),
            });
        }
        for (key, own) in keys.iter().zip(spec.keys) {
            let chord = match Chord::parse(key).as_slice() {
                [chord] => *chord,
                _ => {
                    return Err(format!(
                        "“{key}” for “{name}” is no key. One is written like ctrl-t, f1 or *."
                    ));
                }
            };
            if key == own {
                continue;
            }
            if LEFT_ALONE.contains(&key.as_str()) {
                return Err(format!("{} for “{name}” belongs to the terminal.", label(key)));
            }
            if FIXED.contains(&key.as_str()) {
                return Err(format!("{} for “{name}” means the same on every page already.", label(key)));
            }
            let letter = chord.letter().is_some_and(|letter| letter.is_alphanumeric());
            let words = matches!(spec.scope, Scope::Anywhere | Scope::Board | Scope::SignIn)
                || matches!(spec.scope, Scope::Card | Scope::Search | Scope::Help | Scope::Unlock)
                || matches!(spec.scope, Scope::Round | Scope::RoundWords);
            if letter && words {
                return Err(format!("“{key}” for “{name}” is a letter of a name or a word there."));
            }
        }
        Ok(())
    }

    /// Refuses a key that does two things on one page.
    fn refuse_doubles(&self) -> Result<(), Refused> {
        for (action, keys) in &self.changed {
            let spec = action.spec();
            for key in keys {
                let chords = Chord::parse(key);
                let shares = |other: &&Action| {
                    let scope = other.spec().scope;
                    let meets =
                        scope == spec.scope || scope == Scope::Anywhere || spec.scope == Scope::Anywhere;
                    *other != action
                        && meets
                        && self
                            .keys(**other)
                            .any(|known| Chord::parse(known).iter().any(|c| chords.contains(c)))
                };
                // What the table itself has twice, on a page and anywhere, is so on purpose.
                let own = spec.keys.contains(&key.as_str());
                if let Some(other) = Action::ALL.iter().find(shares).filter(|_| !own) {
                    let (key, name, other) = (label(key), spec.name, other.spec().name);
                    let why = format!("{key} can't be “{name}”: it is “{other}”.");
                    return Err(Refused { name: name.to_string(), why });
                }
            }
        }
        Ok(())
    }

    /// Gives every command that is a letter the next free number of its page, in the table's order; none where
    /// numbers are used up.
    fn number_letters(&mut self) {
        let is_letter = |key: &str| key.len() == 1 && key.starts_with(|c: char| c.is_ascii_alphabetic());
        let mut taken: Vec<(Scope, Chord)> = Action::ALL
            .iter()
            .flat_map(|action| {
                let chords: Vec<Chord> = self.keys(*action).flat_map(Chord::parse).collect();
                chords.into_iter().map(|chord| (action.spec().scope, chord))
            })
            .collect();
        for &action in Action::ALL {
            let keys: Vec<String> = self.keys(action).map(str::to_string).collect();
            if !keys.iter().any(|key| is_letter(key)) {
                continue;
            }
            let scope = action.spec().scope;
            let mut number = |key: String| {
                if !is_letter(&key) {
                    return key;
                }
                let free = "1234567890".chars().find(|digit| !taken.contains(&(scope, Chord::char(*digit))));
                taken.extend(free.map(|digit| (scope, Chord::char(digit))));
                free.map(String::from).unwrap_or_default()
            };
            let keys = keys.into_iter().map(&mut number).collect();
            self.changed.retain(|(known, _)| *known != action);
            self.changed.push((action, keys));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(name: &str, keys: &str) -> Result<Keymap, String> {
        let wished = BTreeMap::from([(name.to_string(), keys.to_string())]);
        Keymap::exactly(&wished, false).map_err(|refused| refused.why)
    }

    #[test]
    fn a_changed_key_stands_in_the_place_of_the_tables() {
        let keymap = wish("judge", "j i u").expect("good");
        let found = |letter| keymap.find(Scope::Statement, Takes::Nothing, Chord::char(letter));
        assert_eq!(found('i'), Some((Action::Judge, Chord::char('p'))));
        assert_eq!(found('p'), None, "the old key is free");
        assert_eq!(keymap.labels(Action::Judge), ["J", "I", "U"].map(str::to_lowercase));
        assert_eq!(keymap.said(Action::Judge, "y n"), "j u");
        assert_eq!(keymap.said(Action::Judge, "1-6"), "1-6", "what is not its key is left");
        let keymap = wish("lock", "ctrl-e").expect("good");
        let ctrl = |letter| Chord { ctrl: true, ..Chord::char(letter) };
        assert_eq!(keymap.find(Scope::Card, Takes::Words, ctrl('e')), Some((Action::Lock, ctrl('l'))));
        assert_eq!(keymap.find(Scope::Card, Takes::Words, ctrl('l')), None);
        assert_eq!(keymap.shown(Scope::Card, Takes::Words, Action::Lock).as_deref(), Some("Ctrl-E"));
        assert!(wish("help", "? f1").is_ok(), "the table's own keys may be written");
    }

    #[test]
    fn what_cannot_be_is_refused_in_words_that_say_why() {
        for (name, keys, why) in [
            ("lokc", "ctrl-e", "There is no “lokc”"),
            ("lock", "ctrl-ee", "is no key"),
            ("lock", "ctrl-z", "it is “take-back”"),
            ("lock", "ctrl-p", "it is “private”"),
            ("amend-entry", "g", "it is “reason-for-gap”"),
            ("amend-entry", "/", "it is “search”"),
            ("lock", "ctrl-h", "belongs to the terminal"),
            ("lock", "ctrl-s", "belongs to the terminal"),
            ("lock", "f5", "is no key"),
            ("lock", "x", "is a letter of a name or a word"),
            ("lock", "tab", "means the same on every page already"),
            ("write", "ctrl-w", "keeps Enter"),
            ("digit", "ctrl-w", "keeps 0-9"),
            ("phrase", "ctrl-w", "is a mark in the words"),
            ("row-phrase", "ctrl-w", "is a mark in the words"),
            ("row-spelling", "w", "is a letter of a name or a word"),
            ("fill-blanks", "s", "is a letter of a name or a word"),
            ("judge", "j", "has 3 keys (y p n)"),
            ("lock", "", "has one key (Ctrl-L)"),
            ("room-board", "ctrl-b", "has no key"),
        ] {
            let refused = wish(name, keys).expect_err(name);
            assert!(refused.contains(why), "{name} = {keys}: {refused}");
        }
    }

    #[test]
    fn one_wrong_change_leaves_the_others() {
        let wished = [("lock", "ctrl-z"), ("take-back", "ctrl-l"), ("private", "ctrl-c"), ("lokc", "ctrl-e")];
        let wished = wished.map(|(name, keys)| (name.to_string(), keys.to_string())).into();
        let (keymap, wrong) = Keymap::new(&wished, false);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong.iter().any(|why| why.contains("“lokc”")), "{wrong:?}");
        assert!(wrong.iter().any(|why| why.contains("belongs to the terminal")), "{wrong:?}");
        let said = |action| keymap.labels(action).concat();
        assert_eq!((said(Action::Lock).as_str(), said(Action::TakeBack).as_str()), ("Ctrl-Z", "Ctrl-L"));
        assert_eq!(said(Action::Private), "Ctrl-P");
    }

    #[test]
    fn with_letters_off_every_command_has_a_number_or_stands_in_the_menu() {
        let keymap = Keymap::exactly(&BTreeMap::new(), true).expect("good");
        for &action in Action::ALL {
            let letters = |key: &str| key.len() == 1 && key.starts_with(|c: char| c.is_ascii_alphabetic());
            assert!(!keymap.keys(action).any(letters), "{action:?}");
            let had = action.spec().keys.iter().filter(|key| letters(key)).count();
            // At the sign-in numbers are names. Practice stands in the list of commands once somebody is in, and
            // a practice nursery is left by closing its window.
            let at_the_door = matches!(action, Action::LeavePractice | Action::PractiseHere);
            let reached = keymap.labels(action).len() >= had || at_the_door;
            assert!(reached, "{action:?} can't be reached: its page has no number left");
        }
        let found = |letter| keymap.find(Scope::Review, Takes::Nothing, Chord::char(letter));
        assert_eq!(found('a'), None);
        assert_eq!(found('3'), Some((Action::ListStatements, Chord::char('l'))));
        assert_eq!(found('1'), Some((Action::SettleName, Chord::char('1'))), "numbers keep their places");
        assert_eq!(keymap.with_letters_off(false), Keymap::default());
    }
}
