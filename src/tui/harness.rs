//! Keys in, screen and store out: the whole program in one thread, for tests. A real store in a folder of its
//! own, a clock that the test moves, a terminal that is only cells.

use std::fs;
use std::sync::{Mutex, OnceLock};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Color, Modifier};

use super::key::Chord;
use super::model::Model;
use super::msg::{Effect, Msg};
use super::sign::Signs;
use super::spelling::Speller;
use super::tap::{Taps, Touch};
use super::theme::{Look, Shows, THEMES};
use super::update::update;
use super::view::view;
use super::worker::Worker;
use crate::catalog::Catalog;
use crate::chance::Chance;
use crate::domain::*;
use crate::paths::Home;
use crate::store::tests::hostile::Hostile;
use crate::store::{Store, vault};

/// The program, a nursery, a clock and a window.
pub struct Harness {
    /// Goes away with the test.
    _folder: tempfile::TempDir,
    /// The model, to look at.
    pub model: Model,
    /// The worker, to look at the store.
    pub worker: Worker,
    /// What the clock shows.
    pub now: Moment,
    /// The window.
    pub terminal: Terminal<TestBackend>,
    /// The key presses so far.
    pub presses: usize,
    waiting: Vec<Effect>,
}

/// Sam's numbers, and Priya's.
pub const PIN: &str = "4816";
pub const LEADS_PIN: &str = "481625";

/// The children of Sunflower, in the board's order: two Avas, a brother and sister (Ava and Noah O'Neill), an
/// accent, an apostrophe.
const CHILDREN: [(&str, &str); 12] = [
    ("Ava", "O'Neill"),
    ("Ava", "Patel"),
    ("Ben", "Clarke"),
    ("Chidi", "Eze"),
    ("Daisy", "Lloyd"),
    ("Elif", "Kaya"),
    ("Finn", "Moss"),
    ("Grace", "Asante"),
    ("Hugo", "Núñez"),
    ("Isla", "Begum"),
    ("Noah", "O'Neill"),
    ("Zoë", "Kowalski"),
];

/// A Tuesday in November, at that time.
pub fn at(hour: u32, minute: u32) -> Moment {
    let day = Day::from_ymd_opt(2026, 11, 24).unwrap();
    Moment::at(day, Time::from_hms_opt(hour, minute, 0).unwrap(), 0)
}

/// A nursery that is made once and copied for each test: what is slow on purpose is done once.
fn template() -> &'static tempfile::TempDir {
    static TEMPLATE: OnceLock<tempfile::TempDir> = OnceLock::new();
    TEMPLATE.get_or_init(|| Hostile::without(make))
}

/// One for all tests.
static SPELLER: Mutex<Speller> = Mutex::new(Speller::new());

/// What the program brings, read once for all tests.
pub fn catalog() -> Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::shipped().unwrap()).clone()
}

/// The room words of the template.
fn words(chance: &mut Chance) -> vault::Words {
    vault::Words::generate(chance)
}

fn make() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    let mut chance = Chance::seeded(5);
    let words = words(&mut chance);
    let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST).unwrap();
    let mut store = Store::create(&home, &key, &mut chance).unwrap();
    let now = at(7, 0);
    let (room, other): (RoomId, RoomId) = (chance.id(now), chance.id(now));
    let stamp = Stamp { person: None, recorded: now };
    let setting = Setting { name: "Acorn Lane".to_string(), ..Setting::default() };
    let mut changes = vec![
        Change::Setting(setting),
        Change::Room(Room::new(room, "Sunflower")),
        Change::Room(Room::new(other, "Toddlers")),
    ];
    let staff = [
        ("Sam Okafor", "SO", Role::KeyPerson),
        ("Priya Shah", "PS", Role::RoomLead),
        ("Jo Bell", "JB", Role::KeyPerson),
        ("Lena Fox", "LF", Role::Cover),
    ];
    let mut people = Vec::new();
    for (name, initials, role) in staff {
        let id: PersonId = chance.id(now);
        people.push(id);
        let (name, initials) = (name.to_string(), initials.to_string());
        let person = Practitioner { id, name, initials, role, room: Some(room), from: None, until: None };
        changes.push(Change::Person(person));
    }
    let mut children = Vec::new();
    let elsewhere = ("Mia", "MacLeod");
    for (index, (forename, surname)) in CHILDREN.into_iter().chain([elsewhere]).enumerate() {
        let id: ChildId = chance.id(now);
        children.push(id);
        let mut pattern = Pattern::WEEKDAYS;
        if forename == "Finn" {
            pattern.0[1] = crate::domain::Session::None;
        }
        let mut hours = Hours::default();
        hours.0[1] = match forename {
            "Ben" => Time::from_hms_opt(9, 0, 0),
            "Noah" => Time::from_hms_opt(9, 30, 0),
            _ => None,
        };
        changes.push(Change::Child(Box::new(Child {
            id,
            forename: forename.to_string(),
            surname: surname.to_string(),
            known_as: None,
            born: Day::from_ymd_opt(2024, 7, 14),
            room: if index < CHILDREN.len() { room } else { other },
            started: None,
            left: None,
            pattern,
            hours,
            notes: String::new(),
        })));
        let (person, second) = (people[index % 2 * 2], false);
        changes.push(Change::KeyPerson(KeyPerson { child: id, person, second, from: None, until: None }));
    }
    changes.push(Change::Siblings { a: children[0], b: children[10] });
    store.apply(&changes.into(), stamp).unwrap();
    for (person, pin) in [(people[0], PIN), (people[1], LEADS_PIN)] {
        store.set_pin_at(person, pin, stamp, &mut chance, vault::Cost::TEST).unwrap();
    }
    drop(store);
    folder
}

impl Harness {
    /// Locked, at 08:40, in a window of so many columns and rows.
    pub fn locked(columns: u16, rows: u16) -> Harness {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        let made = template().path().join("home");
        fs::create_dir(home.folder()).unwrap();
        fs::set_permissions(home.folder(), fs::metadata(&made).unwrap().permissions()).unwrap();
        for file in fs::read_dir(&made).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), home.folder().join(file.file_name())).unwrap();
        }
        let key = vault::open_with_words(&home, &words(&mut Chance::seeded(5))).unwrap();
        let store = Store::open(&home, &key).unwrap();
        Harness::with(folder, home, store, Some("Sunflower"), (columns, rows))
    }

    /// At the beginning of practice.
    pub fn practising(columns: u16, rows: u16) -> Harness {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        let store = crate::cli::demo::practice_in(&home, super::lesson::morning(at(17, 20))).unwrap();
        let mut harness = Harness::with(folder, home, store, None, (columns, rows));
        harness.now = super::lesson::begins(harness.now);
        harness.model.session.now = harness.now;
        let effects = super::lesson::begin(&mut harness.model);
        harness.perform(effects);
        harness
    }

    fn with(
        folder: tempfile::TempDir,
        home: Home,
        mut store: Store,
        room: Option<&str>,
        (columns, rows): (u16, u16),
    ) -> Harness {
        let catalog = catalog();
        let look = Look { theme: &THEMES[0], signs: Signs::Unicode, shows: Shows::Every };
        let now = at(8, 40);
        let frameworks = catalog.in_use().to_vec();
        let unused = catalog.not_in_use().to_vec();
        let phrases = catalog.phrases;
        let mut model =
            Model::new(phrases, frameworks, room.map(str::to_string), look, Chance::seeded(9), now);
        model.session.unused = unused;
        model.session.related = catalog.related;
        model.session.practice = catalog.practice.clone();
        model.session.rounds = catalog.rounds;
        model.session.concern = catalog.concern;
        model.session.right = catalog.right;
        // Reading the dictionary takes a moment: a test that is about it asks for it with [`Harness::spelling`].
        model.session.spelling.wants_dictionary();
        model.session.size = (columns, rows);
        Hostile::rename(&mut store, Stamp { person: None, recorded: at(7, 1) });
        let mut worker = Worker::new(home, Some(store), Chance::seeded(3));
        worker.know(catalog.frameworks, catalog.practice, catalog.retention);
        worker.forget_uptime();
        let mut harness = Harness {
            _folder: folder,
            model,
            worker,
            now,
            terminal: Terminal::new(TestBackend::new(columns, rows)).unwrap(),
            presses: 0,
            waiting: Vec::new(),
        };
        harness.perform(vec![Effect::Roll]);
        harness
    }

    /// On the board as Sam, at 08:40.
    pub fn sam(columns: u16, rows: u16) -> Harness {
        let mut harness = Harness::locked(columns, rows);
        harness.keys("1").keys(PIN);
        harness.presses = 0;
        harness
    }

    /// On the board as Priya, who leads the room.
    pub fn priya(columns: u16, rows: u16) -> Harness {
        let mut harness = Harness::locked(columns, rows);
        harness.keys("2").keys(LEADS_PIN);
        harness.presses = 0;
        harness
    }

    /// Moves the clock on, as it is when nobody touches a key.
    pub fn wait(&mut self, seconds: i64) -> &mut Harness {
        self.now = self.now.plus_seconds(seconds);
        self.tell(Msg::Minute)
    }

    /// A message, and everything that it leads to.
    pub fn tell(&mut self, msg: Msg) -> &mut Harness {
        let effects = update(&mut self.model, msg, self.now);
        self.perform(effects);
        self
    }

    /// An effect, as if a page had asked for it.
    pub fn tell_effect(&mut self, effect: Effect) -> &mut Harness {
        self.perform(vec![effect]);
        self
    }

    /// Has the dictionary read.
    pub fn spelling(&mut self) -> &mut Harness {
        self.tell_effect(Effect::Dictionary)
    }

    /// The folder of the record.
    pub fn home(&self) -> std::path::PathBuf {
        self._folder.path().join("home")
    }

    /// What a page wanted, as if a key had brought it.
    pub fn take(&mut self, turn: super::msg::Turn) -> &mut Harness {
        let effects = super::update::settle(&mut self.model, turn);
        self.perform(effects);
        self
    }

    /// A message whose effects are not done yet: [`Harness::land`] does them.
    pub fn tell_slowly(&mut self, msg: Msg) -> &mut Harness {
        let effects = update(&mut self.model, msg, self.now);
        self.waiting.extend(effects);
        self
    }

    /// Forgets what was left to do, as if the machine could not.
    pub fn lose(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.waiting)
    }

    /// Does what was left to do.
    pub fn land(&mut self) -> usize {
        let waiting = std::mem::take(&mut self.waiting);
        let count = waiting.len();
        self.perform(waiting);
        count
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(news) = self.worker.news() {
                self.tell(news);
            }
            let msg = self.answer(effect);
            self.tell(msg);
        }
    }

    /// Does an effect, as the worker or the speller does it.
    pub fn answer(&mut self, effect: Effect) -> Msg {
        match effect {
            Effect::Dictionary | Effect::OtherWords(_) => {
                Msg::Answer(SPELLER.lock().unwrap().perform(&effect))
            }
            effect => self.worker.perform(effect),
        }
    }

    /// Keys as they are written: letters are letters; ⏎ Enter, ␣ Space, ⎋ Esc, ⇥ Tab, ↑ ↓ ← →, ⌫ Backspace,
    /// ⌃ before a letter Ctrl. A second lies between them.
    pub fn keys(&mut self, keys: &str) -> &mut Harness {
        let mut letters = keys.chars();
        while let Some(letter) = letters.next() {
            let chord = match letter {
                '⏎' => Chord::plain(KeyCode::Enter),
                '␣' => Chord::char(' '),
                '⎋' => Chord::plain(KeyCode::Esc),
                '⇥' => Chord::plain(KeyCode::Tab),
                '↑' => Chord::plain(KeyCode::Up),
                '↓' => Chord::plain(KeyCode::Down),
                '←' => Chord::plain(KeyCode::Left),
                '→' => Chord::plain(KeyCode::Right),
                '⌫' => Chord::plain(KeyCode::Backspace),
                '⌃' => Chord { code: KeyCode::Char(letters.next().unwrap()), ctrl: true },
                letter => Chord::char(letter),
            };
            self.presses += 1;
            self.tell(Msg::Key(chord, 1000));
        }
        self
    }

    /// Touches the page as it is seen, a second after what came before.
    pub fn touch(&mut self, touch: Touch, at: (u16, u16)) -> &mut Harness {
        self.draw();
        self.tell(Msg::Touch(touch, at, 1000))
    }

    /// Taps the first place that has these words.
    pub fn tap(&mut self, words: &str) -> &mut Harness {
        let at = self.place(words);
        self.touch(Touch::Press, at)
    }

    /// Where the first place is that has these words: column, row.
    pub fn place(&mut self, words: &str) -> (u16, u16) {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| Some((line.find(words)?, y, line)));
        let (at, y, line) = found.unwrap_or_else(|| panic!("no “{words}” on\n{screen}"));
        (line[..at].chars().count() as u16, y as u16)
    }

    /// Makes the window so large.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Harness {
        self.terminal.backend_mut().resize(columns, rows);
        self.tell(Msg::Size(columns, rows))
    }

    fn draw(&mut self) {
        let model = &self.model;
        let mut taps = Taps::default();
        self.terminal.draw(|frame| taps = view(model, frame)).unwrap();
        self.model.taps = taps;
    }

    /// What the window shows, without the blanks at the ends of rows.
    pub fn screen(&mut self) -> String {
        self.draw();
        let buffer = self.terminal.backend().buffer();
        let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_string() + "\n").collect()
    }

    /// The row of the window that has these words; empty where none has.
    pub fn row(&mut self, words: &str) -> String {
        self.screen().lines().find(|line| line.contains(words)).unwrap_or_default().to_string()
    }

    /// Where the cursor is, and the letter under it.
    pub fn cursor(&mut self) -> ((u16, u16), String) {
        self.draw();
        let at = self.terminal.get_cursor_position().unwrap();
        ((at.x, at.y), self.terminal.backend().buffer()[(at.x, at.y)].symbol().to_string())
    }

    /// The inks and the weight of the first place that has these words.
    pub fn style(&mut self, words: &str) -> (Color, Color, Modifier) {
        let screen = self.screen();
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
        let x = line[..line.find(words).unwrap()].chars().count();
        let cell = &self.terminal.backend().buffer()[(x as u16, y as u16)];
        (cell.fg, cell.bg, cell.modifier)
    }

    /// Today's entries of the room, as the store has them: child, kind, clock and words of those that stand.
    pub fn entries(&mut self) -> Vec<(String, Kind, String, String)> {
        let (room, day) = (self.model.session.machine_room.unwrap(), self.now.day());
        let so_far = self.worker.store().day(room, day).unwrap();
        let roll = self.worker.store().roll().unwrap();
        so_far
            .entries
            .iter()
            .filter(|entry| entry.withdrawn.is_none())
            .map(|entry| {
                let child = roll.child(entry.entry.child).unwrap().name();
                (child, entry.entry.kind, entry.entry.happened.clock(), entry.text().to_string())
            })
            .collect()
    }
}
