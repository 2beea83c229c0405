//! Small hands on every page: keys at random, pastes, windows, clocks and locks, with a disk that is now quick and
//! now slow. The same for the same seed. `DOORSTEP_KEYS=100000 cargo test --release --lib small_hands` runs long.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ratatui::crossterm::event::KeyCode;

use crate::chance::Chance;
use crate::domain::{Change, DraftId, PersonId};
use crate::tui::action::{Action, Scope};
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Answer, Effect, Msg};
use crate::tui::screen::Screen;
use crate::tui::update::update;

const ENTER: Chord = Chord::plain(KeyCode::Enter);

/// What a family or a colleague might type, marks and all, and what nobody would.
const WORDS: [&str; 26] = [
    "ao",
    "ava",
    "ben",
    "zoe",
    "mia",
    "grace",
    "slept well ",
    "told dad about Isla ",
    ".tired ",
    ".",
    "> ",
    "@mum ",
    "@8:15 ",
    "!fri ",
    "\"so happy\" ",
    "{name} ",
    "1",
    "4",
    "=",
    "-2",
    "+",
    "n:",
    "bruise ",
    "é🐻\u{200b}\u{202e}",
    "\\",
    "*",
];

const PASTES: [&str; 4] =
    ["slept well\r\n* q\r\n\u{1b}[2J", "\t\t\u{0}", "", "one two three four five six seven eight nine ten "];

/// Windows, those in which no page has room among them.
const SIZES: [(u16, u16); 8] =
    [(80, 24), (80, 24), (120, 40), (60, 16), (59, 16), (200, 60), (20, 5), (1, 1)];

/// Names that are on no locked screen.
const NAMES: [&str; 14] = [
    "Ava", "Ben", "Chidi", "Daisy", "Elif", "Finn", "Grace", "Hugo", "Isla", "Noah", "Zoë", "Mia", "O'Neill",
    "Patel",
];

struct Hands {
    door: Harness,
    chance: Chance,
    /// What the disk has not done yet, in its order.
    queue: VecDeque<Effect>,
    /// What was done last, to be told where something goes wrong.
    last: VecDeque<String>,
    /// The words that stood on a card last, by draft, until they were saved or taken away letter by letter.
    written: BTreeMap<DraftId, String>,
    /// Drafts of which something was being written on any page.
    begun: BTreeSet<DraftId>,
    /// Drafts that ended in an act, or of which no word is left.
    ended: BTreeSet<DraftId>,
    /// The words with which a card's draft was sent to be saved.
    sent: BTreeMap<DraftId, String>,
    people: Vec<PersonId>,
    since_enter: u64,
    keys: usize,
    /// A lead has left the program.
    quit: bool,
}

impl Drop for Hands {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what was done last: {:?}", self.last);
        }
    }
}

/// What stood before a message.
struct Before {
    scope: Scope,
    words: Option<(DraftId, String)>,
    asks: bool,
    leads: bool,
}

impl Hands {
    fn on(door: Harness, seed: u64) -> Hands {
        let people = door.model.session.roll.people.iter().map(|person| person.id).collect();
        Hands {
            door,
            chance: Chance::seeded(seed),
            queue: VecDeque::new(),
            last: VecDeque::new(),
            written: BTreeMap::new(),
            begun: BTreeSet::new(),
            ended: BTreeSet::new(),
            sent: BTreeMap::new(),
            people,
            since_enter: u64::MAX,
            keys: 0,
            quit: false,
        }
    }

    fn scope(&self) -> Scope {
        self.door.model.screen.page().scope()
    }

    fn words(&self) -> Option<(DraftId, String)> {
        match &self.door.model.screen {
            Screen::Card(card) => card.words().map(|(draft, words)| (draft, words.to_string())),
            _ => None,
        }
    }

    /// A message, and what must hold of it.
    fn hear(&mut self, msg: Msg) {
        self.last.push_back(format!("{:.160}", format!("{msg:?}")));
        if self.last.len() > 60 {
            self.last.pop_front();
        }
        let session = &self.door.model.session;
        let asks = self.door.model.screen.page().hint(session, Action::SaveEntry);
        let before = Before {
            scope: self.scope(),
            words: self.words(),
            asks: asks.is_some_and(|(key, _)| key == "1"),
            leads: session.who().is_some_and(|person| person.role.leads()),
        };
        let key = match &msg {
            Msg::Key(chord, gap) => Some((*chord, *gap)),
            _ => None,
        };
        let meant = key.is_some_and(|(chord, gap)| {
            let since = self.since_enter.saturating_add(gap);
            self.since_enter = if chord == ENTER { 0 } else { since };
            chord == ENTER && gap >= 20 && since >= 80
        });
        let effects = update(&mut self.door.model, msg, self.door.now);
        for effect in &effects {
            if let Effect::Apply(act, ..) = effect {
                self.weigh(&act.changes, &before, key.map(|(chord, _)| chord), meant);
                if let (Some(draft), Some((of, words))) = (act.finishes, &before.words)
                    && draft == *of
                {
                    self.sent.insert(draft, words.clone());
                }
            }
        }
        self.queue.extend(effects);
        let quit = std::mem::replace(&mut self.quit, self.door.model.quit);
        if self.quit && !quit {
            // Before the log is open there is nothing to leave behind.
            let unopened = before.scope == Scope::Unlock
                && key.is_some_and(|(chord, _)| chord == Chord::plain(KeyCode::Esc));
            let chosen = before.leads && meant && matches!(before.scope, Scope::Menu | Scope::Help);
            // The end of practice is left for the log.
            let learnt = before.scope == Scope::Learnt && meant;
            assert!(unopened || chosen || learnt, "nobody wanted to leave");
        }
        if let Some((draft, words)) = self.words() {
            if words.trim().is_empty() {
                self.written.remove(&draft);
            } else {
                self.written.insert(draft, words);
            }
        }
        self.begun.extend(self.door.model.screen.page().writing());
        if self.door.model.session.person.is_none() && self.scope() != Scope::Unlock {
            let screen = self.door.screen();
            let named = NAMES.iter().find(|name| screen.contains(**name));
            assert_eq!(named, None, "a name on a locked screen:\n{screen}");
        }
    }

    /// Every entry was meant by somebody who saw what it would be.
    fn weigh(&self, changes: &[Change], before: &Before, chord: Option<Chord>, meant: bool) {
        let moved = changes.iter().any(|change| matches!(change, Change::Strike { .. }));
        for change in changes {
            let Change::Entry(entry) = change else { continue };
            assert!(!entry.text.trim().is_empty() || entry.no_talk.is_some(), "an empty entry: {entry:?}");
            let note = before.words.as_ref().is_some_and(|(_, words)| !words.trim().is_empty());
            let settled =
                before.asks && chord.and_then(Chord::digit).is_some_and(|digit| digit == 1 || digit == 2);
            // A row of the round says below the grid what will be saved.
            let row = entry.round.is_some() && matches!(before.scope, Scope::Round | Scope::RoundWords);
            // What Enter meant before, and the disk did not take.
            let again = before.scope == Scope::Unsaved && chord.and_then(Chord::digit) == Some(1);
            assert!(
                again || (moved || row) && meant || note && (meant && before.scope == Scope::Card || settled),
                "an entry that nobody meant, from {:?}: {entry:?}",
                before.scope
            );
        }
    }

    /// Lets the disk do at most so much of what it was asked.
    fn work(&mut self, most: usize) {
        for _ in 0..most {
            let Some(effect) = self.queue.pop_front() else { break };
            let finishes = match &effect {
                Effect::Apply(act, ..) => act.finishes,
                Effect::SaveDraft(draft, ..) if draft.note.trim().is_empty() => Some(draft.id),
                Effect::DropDraft(draft) => Some(*draft),
                _ => None,
            };
            let keeps = match &effect {
                Effect::SaveDraft(draft, ..) => Some((draft.id, draft.note.clone())),
                _ => None,
            };
            let msg = self.door.worker.perform(effect);
            if let Some((draft, words)) = keeps
                && self.ended.contains(&draft)
            {
                if self.is_kept(draft) {
                    self.ended.remove(&draft);
                } else if let Some(sent) = self.sent.get(&draft) {
                    // A lock behind the Enter that saved it: there is nothing left to keep, if they are the same words.
                    assert_eq!(words.trim(), sent.trim(), "words that came after Enter are lost");
                }
            }
            if let (Some(draft), Msg::Answer(answer)) = (finishes, &msg)
                && !matches!(
                    answer,
                    Answer::Applied(_, Err(_)) | Answer::Failed(_) | Answer::DraftKept(_, Err(_))
                )
            {
                self.ended.insert(draft);
                self.written.remove(&draft);
            }
            self.hear(msg);
        }
    }

    fn is_kept(&mut self, draft: DraftId) -> bool {
        let store = self.door.worker.store();
        self.people.iter().any(|person| store.drafts(*person).unwrap().iter().any(|kept| kept.id == draft))
    }

    /// Once the disk has done everything: no word is lost.
    fn rest(&mut self) {
        while !self.queue.is_empty() {
            self.work(100);
        }
        let mut kept = BTreeMap::new();
        for person in self.people.clone() {
            let drafts = self.door.worker.store().drafts(person).unwrap();
            kept.extend(drafts.into_iter().map(|draft| (draft.id, draft.note)));
        }
        for (draft, words) in &self.written {
            assert_eq!(kept.get(draft), Some(words), "words of a card are lost");
        }
        for draft in self.begun.difference(&self.ended) {
            assert!(kept.contains_key(draft), "words of {draft:?} are lost");
        }
    }

    fn key(&mut self, chord: Chord) {
        self.keys += 1;
        // Enters lean and burst more often than letters do.
        let gap = if self.chance.below(if chord == ENTER { 3 } else { 8 }) == 0 {
            self.chance.below(120) as u64
        } else {
            1000
        };
        self.hear(Msg::Key(chord, gap));
    }

    /// One of the keys that mean something in that scope.
    fn key_of(&mut self, scope: Scope) {
        let specs = Action::ALL.iter().map(|action| action.spec()).filter(|spec| spec.scope == scope);
        let chords: Vec<Chord> = specs.flat_map(|spec| spec.keys).flat_map(|key| Chord::parse(key)).collect();
        if let Some(chord) = self.chance.pick(&chords).copied() {
            self.key(chord);
        }
    }

    fn sign_in(&mut self) {
        self.door.now = self.door.now.plus_seconds(700);
        self.hear(Msg::Minute);
        let (name, pin) = if self.chance.below(2) == 0 { ('1', PIN) } else { ('2', LEADS_PIN) };
        for chord in [KeyCode::Esc, KeyCode::Esc].map(Chord::plain) {
            self.key(chord);
        }
        for letter in std::iter::once(name).chain(pin.chars()) {
            self.key(Chord::char(letter));
            self.work(10);
        }
    }

    fn hit(&mut self) {
        if self.door.model.session.person.is_none() && self.chance.below(3) > 0 {
            return self.sign_in();
        }
        match self.chance.below(100) {
            0..45 => self.key_of(self.scope()),
            45..60 => self.key_of(Scope::Anywhere),
            60..80 => {
                let words = self.chance.pick(&WORDS).copied().unwrap_or_default();
                words.chars().for_each(|letter| self.key(Chord::char(letter)));
            }
            80..90 => self.key(ENTER),
            90 => {
                let text = self.chance.pick(&PASTES).copied().unwrap_or_default();
                self.hear(Msg::Paste(text.to_string()));
            }
            91 | 92 => {
                let (columns, rows) = self.chance.pick(&SIZES).copied().unwrap_or((80, 24));
                self.door.terminal.backend_mut().resize(columns, rows);
                self.hear(Msg::Size(columns, rows));
            }
            93 | 94 => {
                let jumps = [20, 400, 3 * 3600, 12 * 3600, -2 * 3600, 400 * 24 * 3600, -400 * 24 * 3600];
                let jump = self.chance.pick(&jumps).copied().unwrap_or(0);
                self.door.now = self.door.now.plus_seconds(jump);
                self.hear(Msg::Minute);
            }
            95 | 96 => self.hear(Msg::Idle),
            97 if self.chance.below(2) == 0 => self.hear(Msg::Slept(std::time::Duration::from_secs(60))),
            97 => self.key(Chord { code: KeyCode::Char('l'), ctrl: true }),
            _ => {
                let letter = char::from(b'a' + self.chance.below(26) as u8);
                let ctrl = self.chance.below(2) == 0;
                self.key(Chord { code: KeyCode::Char(letter), ctrl });
            }
        }
        self.keys += 1;
    }
}

/// Hits so many keys from that page on.
fn play(scope: Scope, keys: usize, seed: u64) -> usize {
    let mut hands = Hands::on(super::shell::page(scope), seed);
    while hands.keys < keys && !hands.quit {
        hands.hit();
        match hands.chance.below(4) {
            0 => {}
            1 => hands.work(1),
            _ => hands.work(100),
        }
        if hands.chance.below(4) == 0 {
            hands.door.screen();
        }
        if hands.chance.below(20) == 0 {
            hands.rest();
        }
    }
    hands.rest();
    for check in hands.door.worker.store().verify().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
    hands.keys
}

#[test]
fn small_hands_end_nothing_save_nothing_and_lose_no_word() {
    let number = |name| crate::paths::variable(name).and_then(|number| number.parse().ok());
    let seed: usize = number("DOORSTEP_SEED").unwrap_or(1);
    let mut scopes: Vec<Scope> = Action::ALL.iter().map(|action| action.spec().scope).collect();
    scopes.sort_unstable();
    scopes.dedup();
    // A short run begins on every third page; they lead to one another.
    let (keys, apart) = number("DOORSTEP_KEYS").map_or((1_000, 3), |keys| (keys, 1));
    let each = (keys * apart / scopes.len()).clamp(20, 1_500);
    let (mut hit, mut round) = (0, seed * 1_000);
    while hit < keys {
        for scope in scopes.iter().step_by(apart) {
            round += 1;
            // Where something goes wrong, this says where it began.
            eprintln!("from {scope:?}, seed {round}");
            hit += play(*scope, each, round as u64);
        }
    }
}
