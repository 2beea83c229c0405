//! Whatever happens in whatever order: the board is what a slow count over the list says, and replaying
//! the log gives the tables.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::entry::{Standing, Step, With};
use crate::domain::evaluation::{Evaluated, Rated};
use crate::domain::evidence::{Figures, Scope, Strength};
use crate::domain::practice::Practice;
use crate::store::ask::{Board, Filter};

const CODES: [&str; 3] = ["2", "13", "15"];

#[derive(Clone, Debug)]
enum Happens {
    Save { child: usize, kind: usize, days: i64, marks: u8, suggested: u8 },
    Agree { which: usize, shows: u8, changed: bool },
    SendBack { which: usize },
    Amend { which: usize, quotes: bool },
    TakeBack { which: usize },
    Strike { which: usize },
    HeardBack { which: usize, words: bool, changed: bool, told: bool },
    FollowUpDone { which: usize, how: bool },
    Presence { child: usize, is: usize },
    PresenceTakenBack { child: usize },
    Joined { a: usize, b: usize },
    Home { child: usize, home: usize },
    LeftHome { child: usize, home: usize },
    Moved { child: usize, room: usize },
    Bond { child: usize, person: usize },
    Grouped { group: usize, children: u8 },
    Concern,
    Phrase { word: usize, hidden: bool },
    Rate { row: usize, number: u8 },
    Area { which: usize, seen: u32, state: usize },
    SignOff,
    Practice { children: u8, room: usize, days: i64, shows: u8, changed: bool, restricted: bool },
}

fn happens() -> impl Strategy<Value = Happens> {
    let which = || any::<usize>();
    prop_oneof![
        8 => (0..6usize, 0..5usize, 0..30i64, any::<u8>(), 0..8u8).prop_map(|(child, kind, days, marks, suggested)| {
            Happens::Save { child, kind, days, marks, suggested }
        }),
        8 => (which(), 0..8u8, any::<bool>())
            .prop_map(|(which, shows, changed)| Happens::Agree { which, shows, changed }),
        1 => which().prop_map(|which| Happens::SendBack { which }),
        2 => (which(), any::<bool>()).prop_map(|(which, quotes)| Happens::Amend { which, quotes }),
        1 => which().prop_map(|which| Happens::TakeBack { which }),
        1 => which().prop_map(|which| Happens::Strike { which }),
        2 => (which(), any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(which, words, changed, told)| Happens::HeardBack { which, words, changed, told }),
        1 => (which(), any::<bool>()).prop_map(|(which, how)| Happens::FollowUpDone { which, how }),
        2 => (0..6usize, 0..6usize).prop_map(|(child, is)| Happens::Presence { child, is }),
        1 => (0..6usize).prop_map(|child| Happens::PresenceTakenBack { child }),
        1 => (0..6usize, 0..6usize).prop_map(|(a, b)| Happens::Joined { a, b }),
        1 => (0..6usize, 0..3usize).prop_map(|(child, home)| Happens::Home { child, home }),
        1 => (0..6usize, 0..3usize).prop_map(|(child, home)| Happens::LeftHome { child, home }),
        1 => (0..6usize, 0..2usize).prop_map(|(child, room)| Happens::Moved { child, room }),
        1 => (0..6usize, 0..3usize).prop_map(|(child, person)| Happens::Bond { child, person }),
        2 => (0..3usize, 0..64u8).prop_map(|(group, children)| Happens::Grouped { group, children }),
        1 => Just(Happens::Concern),
        1 => (0..3usize, any::<bool>()).prop_map(|(word, hidden)| Happens::Phrase { word, hidden }),
        1 => (0..2usize, 0..8u8).prop_map(|(row, number)| Happens::Rate { row, number }),
        2 => (0..2usize, 0..3u32, 0..3usize).prop_map(|(which, seen, state)| Happens::Area { which, seen, state }),
        2 => Just(Happens::SignOff),
        2 => (0..64u8, 0..3usize, 0..30i64, 0..8u8, any::<bool>(), any::<bool>()).prop_map(
            |(children, room, days, shows, changed, restricted)| {
                Happens::Practice { children, room, days, shows, changed, restricted }
            }
        ),
    ]
}

fn codes(bits: u8) -> impl Iterator<Item = &'static str> {
    CODES.into_iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, code)| code)
}

/// The form whose self-evaluation is signed off.
const FORM: &str = "partnership-with-parents";

/// A form of one statement as the record has it now, with a text that has just been written: nothing is missing.
fn sign_off(nursery: &mut Nursery) -> SignOff {
    let text = "We talk.";
    let seen = nursery.store.judged(FORM).unwrap().get("2").map_or(0, |judged| judged.revision);
    let statement = statement("2");
    let words = Change::EvidenceText { statement, text: text.into(), cited: Vec::new(), seen, scope: None };
    nursery.act(DANA, words).unwrap();
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(nursery.now.day()) };
    let on_roll = nursery.store.families_on_roll(&scope).unwrap();
    let figures = nursery.store.board(FORM, &scope).unwrap().remove("2");
    let figures = figures.unwrap_or_else(|| Figures { on_roll, ..Figures::default() });
    let one = Evaluated { text: text.into(), ..Evaluated::of("2", &figures, Strength::None) };
    let ratings = nursery.store.ratings(FORM).unwrap().into_iter();
    let evaluation = Evaluation {
        framework: FORM.into(),
        judges: false,
        statements: vec![one],
        ratings: ratings.map(|(row, number)| Rated { row, number: Some(number) }).collect(),
        areas: nursery.store.areas(FORM).unwrap().into_iter().map(|stands| stands.area).collect(),
    };
    SignOff { name: "autumn term 2026".into(), scope, evaluation }
}

/// A nursery to which things happen; what the record refuses did not happen.
struct Life {
    nursery: Nursery,
    entries: Vec<Entry>,
    homes: Vec<ContactId>,
    /// What was signed off last.
    signed: Option<SignOff>,
}

impl Life {
    fn new() -> Life {
        let mut nursery = Nursery::new();
        let homes: Vec<ContactId> = (0..3).map(|_| nursery.chance.id(nursery.now)).collect();
        for id in &homes {
            let contact = Contact {
                id: *id,
                name: "Jo".into(),
                household: nursery.chance.id(nursery.now),
                language: "English".into(),
                format: Format::Standard,
            };
            nursery.act(DANA, Change::Contact(contact)).unwrap();
        }
        Life { nursery, entries: Vec::new(), homes, signed: None }
    }

    fn one(&self, which: usize) -> Option<(EntryId, u32)> {
        let entry = self.entries.get(which.checked_rem(self.entries.len())?)?;
        Some((entry.id, self.nursery.there(entry.id).revision))
    }

    /// A later note about the child of that entry.
    fn note_of_the_same_child(&self, which: usize) -> Option<EntryId> {
        let step = self.entries.get(which.checked_rem(self.entries.len())?)?;
        let same = |note: &&Entry| note.child == step.child && note.id != step.id;
        self.entries.iter().rfind(same).map(|note| note.id)
    }

    fn live(&mut self, happens: &Happens) -> Option<()> {
        let nursery = &mut self.nursery;
        let change = match *happens {
            Happens::Save { child, kind, days, marks, suggested } => {
                let mut note = nursery.note(child, "Words at the door.");
                let roll = nursery.store.roll().unwrap();
                note.room = roll.child(note.child).unwrap().room;
                note.kind = Kind::ALL[kind];
                note.happened = at(day(10, 26) + chrono::Days::new(days as u64), 9, 0);
                note.private = marks & 7 == 0;
                note.follow_up = (marks & 8 != 0).then(|| day(12, 1));
                note.no_talk = (marks & 48 == 48).then_some(NoTalk::SomeoneElse);
                if marks & 64 != 0 {
                    note.family_words = vec!["at the door".into()];
                }
                // Often of the same talk as the note before: another child, another room, another day.
                if let Some(last) = self.entries.last().filter(|_| marks & 128 != 0) {
                    note.talk = last.talk;
                }
                note.suggested = codes(suggested).map(statement).collect();
                self.entries.push(note.clone());
                entry(note)
            }
            Happens::Joined { a, b } => Change::Siblings { a: nursery.children[a], b: nursery.children[b] },
            Happens::Home { child, home } => Change::Link(ContactLink {
                child: nursery.children[child],
                contact: self.homes[home],
                relation: "Mum".into(),
                responsibility: Responsibility::Yes,
                may_collect: None,
            }),
            Happens::LeftHome { child, home } => {
                Change::Unlink { child: nursery.children[child], contact: self.homes[home] }
            }
            Happens::Moved { child, room } => {
                let Change::Child(mut value) = nursery.child(child) else { return None };
                value.room = nursery.rooms[room];
                Change::Child(value)
            }
            Happens::Bond { child, person } => Change::KeyPerson(KeyPerson {
                child: nursery.children[child],
                person: nursery.people[person],
                second: false,
                from: None,
                until: None,
            }),
            Happens::Grouped { group, children } => Change::Group(Group {
                id: GroupId::from(uuid::Uuid::from_u128(group as u128)),
                room: nursery.rooms[0],
                name: "Lunch".into(),
                children: (0..6).filter(|n| children >> n & 1 == 1).map(|n| nursery.children[n]).collect(),
            }),
            Happens::Concern => Change::ConcernPassedOn,
            Happens::Phrase { word, hidden } => {
                let word = ["one", "two", "three"][word];
                let phrase = Phrase::new(&format!("drop-off.{word}"), Kind::DropOff, word, "Came in.");
                Change::Phrase(Box::new(Phrase { hidden, ..phrase }))
            }
            Happens::Rate { row, number } => {
                let row = ["R1", "R2"][row];
                Change::Rate {
                    framework: FORM.into(),
                    row: row.into(),
                    number: Some(number).filter(|number| *number > 0),
                    seen: nursery.store.ratings(FORM).unwrap().get(row).copied(),
                }
            }
            Happens::SignOff => {
                self.signed = Some(sign_off(nursery));
                Change::SignOff(Box::new(self.signed.clone()?))
            }
            Happens::Area { which, seen, state } => {
                let state = [AreaState::Open, AreaState::Done, AreaState::LetGo][state];
                Change::Area {
                    area: Box::new(Area { state, ..super::evaluation::area(which as u128) }),
                    seen,
                }
            }
            Happens::Practice { children, room, days, shows, changed, restricted } => {
                Change::Practice(Box::new(Practice {
                    id: nursery.chance.id(nursery.now),
                    kind: "home-visit".into(),
                    day: day(10, 26) + chrono::Days::new(days as u64),
                    room: nursery.rooms.get(room).copied(),
                    children: (0..6)
                        .filter(|n| children >> n & 1 == 1)
                        .map(|n| nursery.children[n])
                        .collect(),
                    by: nursery.people[DANA],
                    text: "Went to see them.".into(),
                    family_words: if changed { vec!["come again".into()] } else { Vec::new() },
                    shows: codes(shows).map(|code| Shown { statement: statement(code), changed }).collect(),
                    restricted,
                }))
            }
            Happens::Agree { which, shows, changed } => {
                let (entry, seen) = self.one(which)?;
                let shows = codes(shows).map(|code| Shown { statement: statement(code), changed });
                Change::Agree { entry, seen, shows: shows.collect() }
            }
            Happens::SendBack { which } => {
                Change::SendBack { entry: self.one(which)?.0, question: "Which one?".into() }
            }
            Happens::Amend { which, quotes } => {
                let (entry, seen) = self.one(which)?;
                let family_words = if quotes { vec!["he said so".into()] } else { Vec::new() };
                Change::Amend {
                    entry,
                    seen,
                    text: "Other words.".into(),
                    family_words,
                    reason: Reason::Spelling,
                }
            }
            Happens::TakeBack { which } => Change::TakeBack { entry: self.one(which)?.0 },
            Happens::Strike { which } => {
                let (entry, seen) = self.one(which)?;
                Change::Strike { entry, seen }
            }
            Happens::HeardBack { which, words, changed, told } => Change::HeardBack {
                entry: self.one(which)?.0,
                told_in: self.note_of_the_same_child(which).filter(|_| told),
                heard: "It went well.".into(),
                childs_words: words.then(|| "again!".into()),
                led_to_change: changed,
                with: words.then(|| With { word: "mum".into(), contact: None }).into_iter().collect(),
            },
            Happens::FollowUpDone { which, how } => Change::FollowUpDone {
                entry: self.one(which)?.0,
                how: how.then(|| "Gave it to gran.".into()),
            },
            Happens::Presence { child, is } => {
                let away = AwayReason::ALL.map(Whereabouts::Away);
                let all: Vec<Whereabouts> =
                    away.into_iter().chain([Whereabouts::Here, Whereabouts::Gone]).collect();
                let day = nursery.now.day();
                Change::Presence { child: nursery.children[child], day, is: all[is] }
            }
            Happens::PresenceTakenBack { child } => {
                Change::PresenceTakenBack { child: nursery.children[child], day: nursery.now.day() }
            }
        };
        // Writers correct their own, and leads do.
        let sams = match &change {
            Change::Amend { family_words, .. } => family_words.is_empty(),
            change => matches!(change, Change::Entry(_) | Change::TakeBack { .. }),
        };
        let done = self.nursery.act(if sams { SAM } else { DANA }, change);
        if let Err(failure) = done {
            assert_eq!(failure.kind, crate::failure::Kind::Refused, "{failure}");
        }
        Some(())
    }
}

/// The board, counted the slow way.
fn slow(store: &Store, scope: &Scope) -> Board {
    struct Line {
        statement: StatementRef,
        note: uuid::Uuid,
        talk: uuid::Uuid,
        family: Option<ChildId>,
        day: Day,
        voices: [bool; 3],
        changed: bool,
    }
    let roll = store.roll().unwrap();
    let families = roll.families();
    let inside = |room: Option<RoomId>, day: Day| {
        scope.period.holds(day)
            && (scope.rooms.is_empty() || room.is_some_and(|room| scope.rooms.contains(&room)))
    };
    let mut lines = Vec::new();
    let mut board = Board::new();
    let mut all: Vec<Standing> = Vec::new();
    store
        .list(&Filter::default(), &mut |standing| {
            all.push(standing);
            Ok(())
        })
        .unwrap();
    for standing in all.iter().filter(|standing| standing.withdrawn.is_none()) {
        let (entry, day) = (&standing.entry, standing.entry.happened.day());
        if !inside(Some(entry.room), day) {
            continue;
        }
        let (child_spoke, led) = match &standing.step {
            Some(Step::HeardBack { childs_words, led_to_change, .. }) => {
                (childs_words.is_some(), *led_to_change)
            }
            _ => (false, false),
        };
        for code in CODES {
            let shown = standing.shows().iter().find(|shown| shown.statement == statement(code));
            let figures = board.entry(code.to_string()).or_default();
            if entry.private {
                let would = shown.is_some() || entry.suggested.contains(&statement(code));
                figures.kept_out.private += u32::from(would);
            } else if !standing.agreed() {
                figures.kept_out.not_agreed += u32::from(entry.suggested.contains(&statement(code)));
            } else if let Some(shown) = shown {
                lines.push(Line {
                    statement: statement(code),
                    note: entry.id.0,
                    talk: entry.talk.0,
                    family: families.get(&entry.child).copied(),
                    day,
                    voices: [true, !standing.family_words().is_empty(), child_spoke],
                    changed: shown.changed || led || standing.follow_up_done.is_some(),
                });
            }
        }
    }
    let ever = Period { from: Day::MIN, to: Day::MAX };
    for practice in store.practices(Period { from: day(1, 1), to: day(12, 31) }).unwrap() {
        assert!(ever.holds(practice.day));
        if !inside(practice.room, practice.day) {
            continue;
        }
        for shown in &practice.shows {
            if practice.restricted {
                board.entry(shown.statement.code.clone()).or_default().kept_out.restricted += 1;
                continue;
            }
            let mut reached: Vec<Option<ChildId>> =
                practice.children.iter().map(|child| families.get(child).copied()).collect();
            if reached.is_empty() {
                reached.push(None);
            }
            lines.extend(reached.into_iter().map(|family| Line {
                statement: shown.statement.clone(),
                note: practice.id.0,
                talk: practice.id.0,
                family,
                day: practice.day,
                voices: [true, !practice.family_words.is_empty(), false],
                changed: shown.changed,
            }));
        }
    }
    for (code, figures) in CODES.map(|code| (code, board.remove(code).unwrap_or_default())) {
        let mut figures: Figures = figures;
        let lines: Vec<&Line> = lines.iter().filter(|line| line.statement == statement(code)).collect();
        let notes: BTreeMap<_, _> = lines.iter().map(|line| (line.note, *line)).collect();
        figures.entries = notes.len() as u32;
        figures.talks =
            lines.iter().map(|line| (line.talk, line.family)).collect::<BTreeSet<_>>().len() as u32;
        figures.families = lines.iter().filter_map(|line| line.family).collect::<BTreeSet<_>>().len() as u32;
        figures.last = lines.iter().map(|line| line.day).max();
        for line in notes.values() {
            figures.changed += u32::from(line.changed);
            for voice in 0..3 {
                figures.voices[voice] += u32::from(line.voices[voice]);
            }
            let end = Week::of(scope.period.to).period().from;
            let ago = (end - Week::of(line.day).period().from).num_weeks() as usize;
            if ago < 13 {
                figures.weeks[12 - ago] += 1;
            }
        }
        if figures != Figures::default() {
            figures.on_roll = roll
                .children
                .iter()
                .filter(|child| scope.rooms.is_empty() || scope.rooms.contains(&child.room))
                .map(|child| families[&child.id])
                .collect::<BTreeSet<_>>()
                .len() as u32;
            board.insert(code.to_string(), figures);
        }
    }
    board.retain(|_, figures| *figures != Figures::default());
    board
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_board_is_what_a_slow_count_says_and_replay_gives_the_tables(
        lived in prop::collection::vec(happens(), 1..60),
        scopes in prop::collection::vec((0..34u64, 0..34u64, 0..4usize), 6),
    ) {
        let mut life = Life::new();
        for happens in &lived {
            life.live(happens);
        }
        let store = &life.nursery.store;
        for (from, length, rooms) in scopes {
            let from = day(10, 24) + chrono::Days::new(from);
            let period = Period { from, to: from + chrono::Days::new(length) };
            let rooms = life.nursery.rooms.iter().enumerate().filter(|(n, _)| rooms >> n & 1 == 1);
            let scope = Scope { rooms: rooms.map(|(_, room)| *room).collect(), period };
            prop_assert_eq!(store.board("partnership-with-parents", &scope).unwrap(), slow(store, &scope));
        }
        let signed = life.nursery.store.signed_off(FORM).unwrap().map(|signed| signed.what);
        prop_assert_eq!(signed, life.signed, "it stays as it stood, whatever came after");
        for check in life.nursery.store.verify().unwrap() {
            prop_assert!(check.holds, "{}: {}", check.name, check.says);
        }
    }
}
