//! Whatever happens in whatever order: every figure of the roll-up is what a slow count over the list says, and
//! replaying the log gives the tables.
//!
//! There are 256 such lives; `PROPTEST_CASES=2000 cargo test --lib every_figure` lives as many.

mod erased;
mod happens;
mod slow;

use chrono::Datelike;
use proptest::prelude::*;

use self::happens::{CHILDREN, DAYS, Happens, happens, on, statements, wall};
use self::slow::Book;
use super::*;
use crate::domain::entry::With;
use crate::domain::evaluation::{Evaluated, Rated};
use crate::domain::evidence::{Figure, Figures, Opened, Piece, Scope, Strength};
use crate::domain::practice::{Held, Practice};

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
    book: Book,
    entries: Vec<Entry>,
    records: Vec<Practice>,
    homes: Vec<ContactId>,
    households: Vec<HouseholdId>,
    /// What was signed off last.
    signed: Option<SignOff>,
}

impl Life {
    fn new() -> Life {
        let mut nursery = Nursery::new();
        let now = nursery.now;
        while nursery.children.len() < CHILDREN {
            let id = nursery.chance.id(now);
            nursery.children.push(id);
        }
        let homes = (0..3).map(|_| nursery.chance.id(now)).collect();
        let households = (0..4).map(|_| nursery.chance.id(now)).collect();
        let mut life = Life {
            nursery,
            book: Book::default(),
            entries: Vec::new(),
            records: Vec::new(),
            homes,
            households,
            signed: None,
        };
        let mut changes: Vec<Change> = (0..3).map(|home| life.adult(home, home, home)).collect();
        for (index, id) in life.nursery.children.clone().into_iter().enumerate() {
            let Change::Child(mut child) = life.nursery.child(index % 6) else { continue };
            (child.id, child.room) = (id, life.nursery.rooms[usize::from(index >= 3)]);
            changes.push(Change::Child(child));
        }
        // As the nursery has it from the beginning.
        for (a, b) in [(0, 1), (3, 4)] {
            changes.push(Change::Siblings { a: life.nursery.children[a], b: life.nursery.children[b] });
        }
        life.act(DANA, changes);
        life
    }

    fn adult(&self, home: usize, household: usize, language: usize) -> Change {
        Change::Contact(Contact {
            id: self.homes[home],
            name: "Jo".into(),
            household: self.households[household],
            language: ["English", "Polish", " ", "Urdu "][language].into(),
            format: Format::Standard,
        })
    }

    /// Whom a talk was with: by word alone, by a word that the register may know better, by name.
    fn with(&self, bits: u8) -> Vec<With> {
        let adults = [
            ("mum", None),
            ("dad", None),
            ("gran", None),
            ("her", Some(0)),
            ("dad", Some(1)),
            ("jo", Some(2)),
        ];
        let said = adults.into_iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        said.map(|(_, (word, home))| With { word: word.into(), contact: home.map(|home| self.homes[home]) })
            .collect()
    }

    fn some(&self, bits: u8) -> Vec<ChildId> {
        (0..CHILDREN).filter(|n| bits >> n & 1 == 1).map(|n| self.nursery.children[n]).collect()
    }

    /// A practice record as it was first written, and how many times it was amended.
    fn record(&self, which: usize) -> Option<(Practice, u32)> {
        let record = self.records.get(which.checked_rem(self.records.len())?)?;
        let there = self.nursery.store.practice(record.id).unwrap();
        Some((record.clone(), there.map_or(0, |there| there.revision)))
    }

    fn one(&self, which: usize) -> Option<(EntryId, u32)> {
        let entry = self.one_of(which, |_| true)?;
        Some((entry.id, self.nursery.there(entry.id).revision))
    }

    fn one_of(&self, which: usize, of: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let all: Vec<&Entry> = self.entries.iter().filter(|entry| of(entry)).collect();
        all.get(which.checked_rem(all.len())?).copied()
    }

    /// Does all of it or, where the record refuses, nothing.
    fn act(&mut self, person: usize, changes: Vec<Change>) {
        match self.nursery.act(person, changes.clone()) {
            Ok(_) => changes.iter().for_each(|change| self.book.write(change, person == DANA)),
            Err(failure) => assert_eq!(failure.kind, crate::failure::Kind::Refused, "{failure}"),
        }
    }

    fn live(&mut self, happens: &Happens) -> Option<()> {
        let changes = self.changes(happens)?;
        // Writers correct their own, and leads do.
        let sams = changes.iter().all(|change| match change {
            Change::Amend { family_words, .. } => family_words.is_empty(),
            Change::Practice(record) => record.by == self.nursery.people[SAM],
            Change::AmendPractice { .. } => matches!(happens, Happens::AmendPractice { sams: true, .. }),
            Change::TakeBackPractice { .. } => {
                matches!(happens, Happens::TakeBackPractice { sams: true, .. })
            }
            change => matches!(change, Change::Entry(_) | Change::TakeBack { .. }),
        });
        self.act(if sams { SAM } else { DANA }, changes);
        Some(())
    }

    fn changes(&mut self, happens: &Happens) -> Option<Vec<Change>> {
        let change = match *happens {
            Happens::Save { children, kind, on, marks, with, suggested } => {
                // Often of the same talk as the note before: another child, another room, another day.
                let talk = self.entries.last().filter(|_| marks & 128 != 0).map(|last| last.talk);
                let talk = talk.unwrap_or_else(|| self.nursery.chance.id(self.nursery.now));
                let with = if with & 3 == 0 { Vec::new() } else { self.with(with >> 2) };
                let mut notes = Vec::new();
                for child in self.some(children) {
                    let mut note = self.nursery.note(0, "Words at the door.");
                    (note.child, note.room) = (child, self.book.child(child).room);
                    (note.talk, note.kind) = (talk, Kind::ALL[kind]);
                    note.happened = wall(on, marks);
                    note.private = marks & 7 == 0;
                    note.follow_up = (marks & 8 != 0).then(|| day(12, 1));
                    note.no_talk = (marks & 48 == 48).then_some(if marks & 64 == 0 {
                        NoTalk::SomeoneElse
                    } else {
                        NoTalk::Rushed
                    });
                    if marks & 64 != 0 {
                        note.family_words = vec!["at the door".into()];
                    }
                    note.with = with.clone();
                    note.suggested = statements(suggested).collect();
                    self.entries.push(note.clone());
                    notes.push(entry(note));
                }
                return Some(notes);
            }
            Happens::Joined { a, b } => {
                Change::Siblings { a: self.nursery.children[a], b: self.nursery.children[b] }
            }
            Happens::Home { child, home, relation } => Change::Link(ContactLink {
                child: self.nursery.children[child],
                contact: self.homes[home],
                relation: ["Mam", "Dad", "Gran", " MUM"][relation].into(),
                responsibility: Responsibility::Yes,
                may_collect: None,
            }),
            Happens::LeftHome { child, home } => {
                Change::Unlink { child: self.nursery.children[child], contact: self.homes[home] }
            }
            Happens::Adult { home, household, language } => self.adult(home, household, language),
            Happens::Moved { child, room } => {
                let room = self.nursery.rooms[room];
                Change::Child(Box::new(Child {
                    room,
                    ..self.book.child(self.nursery.children[child]).clone()
                }))
            }
            Happens::Here { child, started, left } => {
                let (started, left) = (started.map(on), left.map(on));
                let child = self.book.child(self.nursery.children[child]).clone();
                Change::Child(Box::new(Child { started, left, ..child }))
            }
            Happens::Bond { child, person } => Change::KeyPerson(KeyPerson {
                child: self.nursery.children[child],
                person: self.nursery.people[person],
                second: false,
                from: None,
                until: None,
            }),
            Happens::Grouped { group, children } => Change::Group(Group {
                id: GroupId::from(uuid::Uuid::from_u128(group as u128)),
                room: self.nursery.rooms[0],
                name: "Lunch".into(),
                children: self.some(children),
            }),
            Happens::Concern => Change::ConcernPassedOn,
            Happens::Pinned { room, days } => Change::Pinned(Box::new(Pinned {
                room: self.nursery.rooms.get(room).copied(),
                statement: statement("2"),
                question: "What do you sing?".into(),
                until: self.nursery.now.day() + chrono::Days::new(days),
            })),
            Happens::Unpinned { room } => Change::Unpinned { room: self.nursery.rooms.get(room).copied() },
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
                    seen: self.nursery.store.ratings(FORM).unwrap().get(row).copied(),
                }
            }
            Happens::SignOff => {
                self.signed = Some(sign_off(&mut self.nursery));
                Change::SignOff(Box::new(self.signed.clone()?))
            }
            Happens::Area { which, seen, state } => {
                let state = [AreaState::Open, AreaState::Done, AreaState::LetGo][state];
                Change::Area {
                    area: Box::new(Area { state, ..super::evaluation::area(which as u128) }),
                    seen,
                }
            }
            Happens::Practice { children, kind, room, on: n, shows, changed, restricted, sams } => {
                let record = Practice {
                    id: self.nursery.chance.id(self.nursery.now),
                    kind: if kind { "home-visit" } else { "survey" }.into(),
                    day: on(n),
                    room: self.nursery.rooms.get(room).copied(),
                    children: self.some(children),
                    by: self.nursery.people[if sams { SAM } else { DANA }],
                    text: "Went to see them.".into(),
                    family_words: if changed { vec!["come again".into()] } else { Vec::new() },
                    fields: [("asked".to_string(), Held::Number(3))].into(),
                    shows: statements(shows).map(|statement| Shown { statement, changed }).collect(),
                    restricted,
                };
                self.records.push(record.clone());
                Change::Practice(Box::new(record))
            }
            Happens::AmendPractice { which, children, on: n, shows, .. } => {
                let (before, seen) = self.record(which)?;
                let record = Practice {
                    day: on(n),
                    children: self.some(children),
                    text: "Went twice.".into(),
                    shows: statements(shows).map(|statement| Shown { statement, changed: false }).collect(),
                    ..before
                };
                Change::AmendPractice { record: Box::new(record), seen, reason: Reason::MoreToSay }
            }
            Happens::AgreePractice { which, shows } => {
                let (record, seen) = self.record(which)?;
                let shows = statements(shows).map(|statement| Shown { statement, changed: true }).collect();
                Change::AgreePractice { practice: record.id, seen, shows }
            }
            Happens::TakeBackPractice { which, .. } => {
                Change::TakeBackPractice { practice: self.record(which)?.0.id }
            }
            Happens::Printed { which } => Change::Exported {
                report: "evidence".into(),
                recipient: "an adviser".into(),
                period: None,
                sha256: String::new(),
                form: None,
                entries: vec![EntryId(self.record(which)?.0.id.0)],
            },
            Happens::Agree { which, shows, changed, twice } => {
                let (entry, seen) = self.one(which)?;
                let once = statements(shows).map(|statement| Shown { statement, changed: false });
                let again = statements(shows).map(|statement| Shown { statement, changed });
                let shows = if twice { again.chain(once).collect() } else { again.collect() };
                Change::Agree { entry, seen, shows, nothing_of: Some(Vec::new()) }
            }
            Happens::AgreeTheRest { shows } => {
                let shows: Vec<Shown> =
                    statements(shows).map(|statement| Shown { statement, changed: false }).collect();
                let waits = self.entries.iter().filter(|note| {
                    let there = self.nursery.there(note.id);
                    !there.agreed() && there.withdrawn.is_none() && note.no_talk.is_none()
                });
                let agree = |note: &Entry| Change::Agree {
                    entry: note.id,
                    seen: self.nursery.there(note.id).revision,
                    shows: shows.clone(),
                    nothing_of: None,
                };
                return Some(waits.map(agree).collect());
            }
            Happens::AgreementTakenBack { which } => {
                let (entry, seen) = self.one(which)?;
                Change::AgreementTakenBack { entry, seen }
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
            Happens::Strike { which, copied_to } => {
                let (from, seen) = self.one(which)?;
                let struck = Change::Strike { entry: from, seen };
                let Some(child) = copied_to.map(|child| self.nursery.children[child]) else {
                    return Some(vec![struck]);
                };
                let first = self.entries.iter().find(|entry| entry.id == from)?.clone();
                let copy = Entry {
                    id: self.nursery.chance.id(self.nursery.now),
                    child,
                    room: self.book.child(child).room,
                    moved_from: Some(from),
                    ..first
                };
                let changes = vec![struck, entry(copy.clone())];
                if self.nursery.there(from).withdrawn.is_none() {
                    self.entries.push(copy);
                }
                return Some(changes);
            }
            Happens::HeardBack { which, words, changed, told, with } => {
                let step = self.one_of(which, |entry| entry.kind == Kind::ForHome)?;
                let note = self.one_of(which, |note| note.child == step.child && note.id != step.id);
                Change::HeardBack {
                    entry: step.id,
                    told_in: note.map(|note| note.id).filter(|_| told),
                    heard: "It went well.".into(),
                    childs_words: [None, Some(" "), Some("again!")][words].map(str::to_string),
                    led_to_change: changed,
                    with: self.with(with),
                }
            }
            Happens::ToldNoteGoes { which, back } => {
                let entry = self.one_of(which, |note| self.book.was_told_in(note.id))?.id;
                let seen = self.nursery.there(entry).revision;
                if back { Change::TakeBack { entry } } else { Change::Strike { entry, seen } }
            }
            Happens::FollowUpDone { which, how } => Change::FollowUpDone {
                entry: self.one_of(which, |entry| entry.follow_up.is_some())?.id,
                how: how.then(|| "Gave it to gran.".into()),
            },
            Happens::Close { room, on: n } => {
                Change::CloseDay { room: self.nursery.rooms[room], day: on(n), code: String::new() }
            }
            Happens::Presence { child, is } => {
                let away = AwayReason::ALL.map(Whereabouts::Away);
                let all: Vec<Whereabouts> =
                    away.into_iter().chain([Whereabouts::Here, Whereabouts::Gone]).collect();
                let day = self.nursery.now.day();
                Change::Presence { child: self.nursery.children[child], day, is: all[is] }
            }
            Happens::PresenceTakenBack { child } => {
                Change::PresenceTakenBack { child: self.nursery.children[child], day: self.nursery.now.day() }
            }
        };
        Some(vec![change])
    }

    /// That every figure of every statement for these rooms and days is what the slow count says.
    fn figures_hold(&self, scope: &Scope) -> std::result::Result<(), TestCaseError> {
        let (store, book) = (&self.nursery.store, &self.book);
        prop_assert_eq!(store.families_on_roll(scope).unwrap(), book.on_roll(scope));
        prop_assert_eq!(store.talk_facts(scope).unwrap(), book.talk_facts(scope));
        let boards = [FORM, "family-partnerships"].map(|form| (form, store.board(form, scope).unwrap()));
        for form in [FORM, "family-partnerships"] {
            // A framework with some of its statements, as a tag leaves it.
            for counts in [|_: &str| true, |code: &str| code != "2"] {
                let weeks = store.families_by_week(form, &counts, scope).unwrap();
                prop_assert_eq!(weeks, book.families_by_week(form, &counts, scope), "{}", form);
            }
        }
        for statement in statements(u8::MAX) {
            let board = boards.iter().find(|(form, _)| *form == statement.framework);
            let figures = board.and_then(|(_, board)| board.get(&statement.code)).cloned();
            prop_assert_eq!(&figures, &book.figures(&statement, scope), "{}", statement);
            let breadth = store.breadth(&statement, scope).unwrap();
            prop_assert_eq!(&store.reached(&statement, scope).unwrap(), &breadth.families);
            prop_assert_eq!(&breadth, &book.breadth(&statement, scope), "{}", statement);
            let page = store.evidence(&statement, scope, usize::MAX).unwrap();
            // What a text cites of it is found one by one, and nothing else is.
            let counts: BTreeSet<EntryId> = page.iter().map(|one| one.piece.entry).collect();
            let others = self.book.ids().filter(|id| !counts.contains(id)).take(3);
            let asked: Vec<EntryId> = counts.iter().copied().chain(others).collect();
            let among = store.evidence_among(&statement, scope, &asked).unwrap();
            let among: Vec<EntryId> = among.iter().map(|one| one.piece.entry).collect();
            prop_assert_eq!(among.len(), counts.len(), "each once");
            prop_assert_eq!(among.into_iter().collect::<BTreeSet<_>>(), counts, "{}", statement);
            let page: Vec<_> = page.iter().map(|one| (one.piece.entry.0, one.piece.child)).collect();
            prop_assert_eq!(page, book.evidence(&statement, scope), "{}", statement);
            let figures = figures.unwrap_or_default();
            // Of the thirty figures of each another few, so that a life takes seconds and all have their turn.
            let all = Figure::all(&figures, &breadth, scope.period.to);
            let turn = statement.code.len() + figures.entries as usize + scope.period.to.day() as usize;
            for (figure, count) in all.into_iter().skip(turn % 9).step_by(9) {
                let rows = behind(store, &statement, scope, &figure);
                prop_assert_eq!(rows.len(), count as usize, "{} {:?}", statement, figure);
                // Each of them is another one.
                let family = figure.counts_families();
                let of =
                    |piece: &Piece| piece.family.filter(|_| family).map_or(piece.entry.0, |family| family.0);
                prop_assert_eq!(rows.iter().map(of).collect::<BTreeSet<_>>().len(), rows.len());
                prop_assert!(rows.iter().all(|piece| scope.period.holds(piece.day)));
            }
        }
        Ok(())
    }
}

/// Everything behind a figure, read three at a time.
fn behind(store: &Store, statement: &StatementRef, scope: &Scope, figure: &Figure) -> Vec<Piece> {
    let opened = Opened { figure: figure.clone(), family: None };
    let mut rows: Vec<Piece> = Vec::new();
    loop {
        let page = store.behind(statement, scope, &opened, rows.last(), 3).unwrap();
        let end = page.is_empty() || figure.counts_families();
        rows.extend(page.into_iter().map(|one| one.piece));
        if end {
            return rows;
        }
    }
}

/// What happens in a life, and the rooms and days that are looked at after it.
type Lived = (Vec<Happens>, Vec<(usize, u64, u64, usize)>);

fn lives() -> impl Strategy<Value = Lived> {
    let length = prop_oneof![4 => 0..40u64, 1 => 40..400u64, 1 => Just(1826)];
    (prop::collection::vec(happens(), 1..60), prop::collection::vec((0..DAYS, 0..4u64, length, 0..4usize), 6))
}

/// Lives it, and looks at everything in the window that wrote it, or in one that is opened afterwards.
fn every_figure_holds((lived, scopes): &Lived, anew: bool) -> std::result::Result<(), TestCaseError> {
    let mut life = Life::new();
    for happens in lived {
        life.live(happens);
    }
    if anew {
        life.nursery.store = life.nursery.open().unwrap();
    }
    for (n, before, length, rooms) in scopes {
        let from = on(*n) - chrono::Days::new(*before);
        let period = Period { from, to: from + chrono::Days::new(*length) };
        let rooms = life.nursery.rooms.iter().enumerate().filter(|(n, _)| rooms >> n & 1 == 1);
        life.figures_hold(&Scope { rooms: rooms.map(|(_, room)| *room).collect(), period })?;
    }
    let signed = life.nursery.store.signed_off(FORM).unwrap().map(|signed| signed.what);
    prop_assert_eq!(signed, life.signed, "it stays as it stood, whatever came after");
    for check in life.nursery.store.verify().unwrap() {
        prop_assert!(check.holds, "{}: {}", check.name, check.says);
    }
    Ok(())
}

/// Half of the lives that proptest would live: the other half is lived at the same time.
fn half() -> ProptestConfig {
    let all = ProptestConfig::default();
    ProptestConfig { cases: all.cases.div_ceil(2), failure_persistence: None, ..all }
}

proptest! {
    #![proptest_config(half())]

    #[test]
    fn every_figure_is_what_a_slow_count_says_and_replay_gives_the_tables(life in lives()) {
        every_figure_holds(&life, false)?;
    }

    #[test]
    fn every_figure_is_the_same_to_whoever_opens_the_record_afterwards(life in lives()) {
        every_figure_holds(&life, true)?;
    }
}
