//! Erasing: who may, what goes and what stays, and that nothing brings it back.

use std::fs;

use super::requests::{LUCA, decide};
use super::*;
use crate::domain::entry::Step;
use crate::domain::erasure::{Erasure, ErasureTrouble, Ground, Subject};
use crate::domain::practice::Practice;
use crate::domain::request::{Asker, Decision, Ended, Treatment, Why};
use crate::store::ask::Erasing;

/// What is planted where it has to go.
const TOKEN: &str = "Quokka";

impl Nursery {
    fn erasing(&self, subject: Subject) -> Erasing {
        self.store.erasing(subject).expect("looked at")
    }

    /// An erasure of it as Luca and Dana decide it, of all that is there now.
    fn erasure(&self, subject: Subject) -> Erasure {
        let Erasing { child, lines, .. } = self.erasing(subject);
        Erasure {
            what: Some(subject),
            child,
            ground: Ground::Asked,
            why: "By letter.".into(),
            second: Some(self.people[DANA]),
            began: Some(self.now),
            lines,
        }
    }

    fn erases(&mut self, erasure: Erasure) -> Result<ask::Receipt> {
        self.act(LUCA, Change::Erase(Box::new(erasure)))
    }

    pub(super) fn erased(&mut self, subject: Subject) {
        let erasure = self.erasure(subject);
        self.erases(erasure).expect("erased");
    }

    fn leaves(&mut self, child: usize) {
        let Change::Child(mut left) = self.child(child) else { return };
        left.left = Some(day(11, 20));
        self.act(DANA, Change::Child(left)).expect("left");
    }

    /// Every table's every row, as text.
    fn everything(&self) -> String {
        let db = self.raw();
        let tables: Vec<String> = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'words'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        let mut all = String::new();
        for table in tables {
            let mut read = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = read.column_count();
            let mut rows = read.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    if let Ok(bytes) = row.get_ref(column).unwrap().as_bytes_or_null() {
                        all.push_str(&String::from_utf8_lossy(bytes.unwrap_or_default()));
                        all.push('\n');
                    }
                }
            }
        }
        all
    }

    fn has(&self, token: &str) -> bool {
        self.everything().to_lowercase().contains(&token.to_lowercase())
    }

    fn practice(&mut self, children: &[usize], text: &str) -> PracticeId {
        let record = Practice {
            id: self.chance.id(self.now),
            kind: "home-visit".into(),
            day: self.now.day(),
            room: None,
            children: children.iter().map(|child| self.children[*child]).collect(),
            by: self.people[DANA],
            text: text.into(),
            family_words: Vec::new(),
            fields: Default::default(),
            shows: vec![shown("2")],
            restricted: false,
        };
        let id = record.id;
        self.act(DANA, Change::Practice(Box::new(record))).expect("written");
        id
    }
}

#[test]
fn an_erased_entry_leaves_its_lines_and_none_of_its_words_anywhere() {
    let (mut nursery, adult) = Nursery::with_manager();
    let mut note = nursery.note(0, "Quokka at breakfast.");
    note.family_words = vec!["a quokka".into()];
    note.follow_up = Some(day(11, 25));
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    nursery.amended(id, "Quokka at lunch.").unwrap();
    nursery.agree(id, &["2"]);
    nursery.act(SAM, Change::FollowUpDone { entry: id, how: Some("quokka told".into()) }).unwrap();
    let kept = nursery.saved(0, "Kept.");
    nursery.agree(kept, &["2"]);
    // What was decided of it for a request that is answered holds its words too.
    let mut request = nursery.asked(Asker::Adult(adult));
    nursery.writes(LUCA, &request, 0).unwrap();
    let redact = Treatment::Redact(vec!["Quokka".into()]);
    let decision = Some(Decision { treatment: redact, why: Why::SomebodyElse });
    nursery.act(LUCA, decide(&request, LineId(id.0), decision, 0)).unwrap();
    request.ended = Some(Ended::Answered(nursery.now.day()));
    nursery.writes(LUCA, &request, 1).unwrap();
    assert!(nursery.has(TOKEN));
    let before: u64 = nursery.raw().query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap();

    let what = Subject::Entry(id);
    assert_eq!((nursery.erasing(what).entries, nursery.erasing(what).lines.len()), (1, 5));
    nursery.erased(what);
    assert!(!nursery.has(TOKEN));
    assert!(nursery.store.entry(id).unwrap().is_none());
    assert!(nursery.there(kept).agreed());
    let after: u64 = nursery.raw().query_row("SELECT count(*) FROM log", [], |row| row.get(0)).unwrap();
    assert_eq!(after, before + 1, "the lines stay, and one says that they were erased");
    nursery.holds();
    // It is there no more to be amended, agreed or erased.
    assert!(nursery.act(DANA, Change::NameSettled { entry: id, seen: 0 }).is_err());
    assert_eq!(nursery.erasing(what).stops, Some(ErasureTrouble::NotThere));
}

#[test]
fn what_was_heard_of_a_step_in_an_erased_note_goes_and_the_step_is_open_again() {
    let (mut nursery, _) = Nursery::with_manager();
    let mut step = nursery.note(0, "Read at home.");
    step.kind = Kind::ForHome;
    let step_id = step.id;
    nursery.act(SAM, entry(step)).unwrap();
    let told = nursery.saved(0, "Quokka book.");
    let heard = Change::HeardBack {
        entry: step_id,
        heard: "The quokka book.".into(),
        childs_words: Some("quokka".into()),
        led_to_change: true,
        with: Vec::new(),
        told_in: Some(told),
    };
    nursery.act(SAM, heard).unwrap();
    nursery.agree(step_id, &["2"]);
    nursery.erased(Subject::Entry(told));
    assert!(!nursery.has(TOKEN));
    assert_eq!(nursery.there(step_id).step, Some(Step::Open));
    nursery.holds();
}

#[test]
fn a_note_that_stood_with_the_wrong_child_is_erased_in_both_places_from_either() {
    for from_the_first in [true, false] {
        let (mut nursery, _) = Nursery::with_manager();
        let first = nursery.saved(0, "Quokka.");
        let mut moved = nursery.there(first).entry;
        moved.id = nursery.chance.id(nursery.now);
        (moved.child, moved.moved_from) = (nursery.children[1], Some(first));
        let second = moved.id;
        nursery.act(DANA, vec![entry(moved), Change::Strike { entry: first, seen: 0 }]).unwrap();
        nursery.erased(Subject::Entry(if from_the_first { first } else { second }));
        assert!(!nursery.has(TOKEN), "{from_the_first}");
        nursery.holds();
    }
}

#[test]
fn a_practice_record_is_erased_with_its_corrections_and_counts_no_more() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.practice(&[0, 1], "Quokka at home.");
    let record =
        Practice { text: "Two quokkas.".into(), ..nursery.store.practice(id).unwrap().unwrap().practice };
    let amend = Change::AmendPractice { record: Box::new(record), seen: 0, reason: Reason::WrongFact };
    nursery.act(DANA, amend).unwrap();
    nursery.erased(Subject::Practice(id));
    assert!(!nursery.has(TOKEN) && nursery.store.practice(id).unwrap().is_none());
    nursery.holds();
}

/// Everything about the first child holds the token; about others nothing does.
fn whole_life() -> (Nursery, EntryId) {
    let (mut nursery, adult) = Nursery::with_manager();
    let Change::Child(mut child) = nursery.child(0) else { panic!("a child") };
    (child.surname, child.notes) = ("Quokka".into(), "Quokka at night.".into());
    child.left = Some(day(11, 20));
    let household = nursery.chance.id(nursery.now);
    let own = Contact {
        id: adult,
        name: "Jo Quokka".into(),
        household,
        language: "English".into(),
        format: Format::Standard,
    };
    let shared = Contact { id: nursery.chance.id(nursery.now), name: "Gran Test".into(), ..own.clone() };
    let links =
        [(0, shared.id), (1, shared.id)].map(|(child, adult)| nursery.link(child, adult, Responsibility::No));
    nursery.act(DANA, vec![Change::Child(child), Change::Contact(own), Change::Contact(shared)]).unwrap();
    nursery.act(DANA, links.to_vec()).unwrap();
    let (first, other) = (nursery.children[0], nursery.children[2]);
    let bond = |child, person| {
        Change::KeyPerson(KeyPerson { child, person, second: false, from: None, until: None })
    };
    let group = Group {
        id: nursery.chance.id(nursery.now),
        room: nursery.rooms[0],
        name: "nap".into(),
        children: vec![first, other],
    };
    nursery
        .act(
            DANA,
            vec![bond(first, nursery.people[SAM]), bond(other, nursery.people[SAM]), Change::Group(group)],
        )
        .unwrap();
    let today = nursery.now.day();
    nursery.act(SAM, Change::Presence { child: first, day: today, is: Whereabouts::Here }).unwrap();
    let gap =
        |child, reason: &str| Change::Gap { child, day: today, kind: Kind::PickUp, reason: reason.into() };
    nursery.act(DANA, vec![gap(first, "quokka"), gap(other, "in a hurry")]).unwrap();
    // One talk about three in two rooms, so that a family's evidence falls into more than one cell.
    let mut notes: Vec<Entry> = [0, 1, 3].map(|child| nursery.note(child, "Painted.")).to_vec();
    let talk = notes[0].talk;
    notes[0].text = "Quokka painted.".into();
    notes.iter_mut().for_each(|note| note.talk = talk);
    let ids: Vec<EntryId> = notes.iter().map(|note| note.id).collect();
    nursery.act(SAM, notes.into_iter().map(entry).collect::<Vec<_>>()).unwrap();
    ids.iter().for_each(|id| nursery.agree(*id, &["2"]));
    let back = nursery.saved(0, "Quokka by mistake.");
    nursery.act(SAM, Change::TakeBack { entry: back }).unwrap();
    nursery.practice(&[0], "Quokka at home.");
    nursery.practice(&[0, 2], "A visit together.");
    let mut request = nursery.asked(Asker::Child);
    nursery.writes(LUCA, &request, 0).unwrap();
    request.ended = Some(Ended::Withdrawn(today));
    nursery.writes(LUCA, &request, 1).unwrap();
    let other_request = Request { child: nursery.children[1], ..nursery.asked(Asker::Child) };
    nursery.writes(LUCA, &other_request, 0).unwrap();
    let out = |entries: Vec<EntryId>, recipient: &str| Change::Exported {
        report: "family-week".into(),
        recipient: recipient.into(),
        period: None,
        sha256: String::new(),
        form: None,
        entries,
    };
    nursery.act(DANA, vec![out(vec![ids[0]], "Jo Quokka"), out(ids.clone(), "the room")]).unwrap();
    (nursery, ids[1])
}

#[test]
fn a_child_is_erased_with_every_line_about_them_and_the_others_stay_as_they_were() {
    let (mut nursery, other) = whole_life();
    let child = nursery.children[0];
    let what = Subject::Child(child);
    let erasing = nursery.erasing(what);
    assert_eq!((erasing.entries, erasing.records, erasing.adults, erasing.shared.len()), (1, 1, 1, 1));
    assert_eq!((erasing.left.len(), erasing.drafts, erasing.stops), (2, 0, None));
    let untouched = nursery.there(other);
    nursery.erased(what);
    assert!(!nursery.has(TOKEN));
    let roll = nursery.store.roll().unwrap();
    assert!(roll.child(child).is_none() && roll.children.len() == 5);
    assert!(roll.contacts.iter().all(|adult| adult.name == "Gran Test"), "an adult whom a sister has stays");
    assert!(roll.groups.iter().all(|group| group.children == [nursery.children[2]]));
    assert_eq!(nursery.there(other), untouched);
    assert_eq!(nursery.store.requests().unwrap().len(), 1);
    assert_eq!(
        nursery.held_on(0).iter().map(|line| log::kind(&line.change)).collect::<Vec<_>>(),
        ["group", "practice", "erase"]
    );
    nursery.holds();
    // And life goes on: whoever comes after has the place that replaying gives.
    let id = nursery.chance.id(nursery.now);
    nursery.children.push(id);
    let Change::Child(mut new) = nursery.child(1) else { return };
    new.id = id;
    nursery.act(DANA, Change::Child(new)).unwrap();
    let note = nursery.saved(2, "Quite well.");
    nursery.agree(note, &["2"]);
    nursery.holds();
}

#[test]
fn nobody_erases_alone_nor_with_somebody_who_may_not_nor_slowly_nor_for_no_reason() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Kept.");
    let good = nursery.erasure(Subject::Entry(id));
    let people = nursery.people.clone();
    let began = |seconds: i64, nursery: &Nursery| Some(nursery.now.plus_seconds(seconds));
    let slow = began(-601, &nursery);
    let ahead = began(1, &nursery);
    for (wrong, says) in [
        (Erasure { second: None, ..good.clone() }, "Two people"),
        (Erasure { second: Some(people[LUCA]), ..good.clone() }, "Two people"),
        (Erasure { second: Some(people[SAM]), ..good.clone() }, "Two people"),
        (Erasure { what: None, ..good.clone() }, "Two people"),
        (Erasure { began: slow, ..good.clone() }, "More than 10 minutes"),
        (Erasure { began: ahead, ..good.clone() }, "More than 10 minutes"),
        (Erasure { began: None, ..good.clone() }, "More than 10 minutes"),
        (Erasure { why: " ".into(), ..good.clone() }, "Say why"),
        (Erasure { lines: good.lines[1..].to_vec(), ..good.clone() }, "Something was written"),
        (Erasure { child: None, ..good.clone() }, "Something was written"),
    ] {
        let refused = nursery.erases(wrong.clone()).unwrap_err();
        assert!(refused.what.starts_with(says), "{wrong:?}: {refused}");
    }
    for person in [SAM, DANA, MO] {
        let refused = nursery.act(person, Change::Erase(Box::new(good.clone()))).unwrap_err();
        assert!(refused.what.starts_with("Only a manager"), "{refused}");
    }
    let nobody = Stamp { person: None, recorded: nursery.now };
    let refused =
        nursery.store.apply(&Change::Erase(Box::new(Erasure::again(good.lines.clone()))).into(), nobody);
    assert!(
        refused.unwrap_err().what.starts_with("Only a manager"),
        "what comes back goes by the ledger alone"
    );
    let left = Practitioner {
        until: Some(day(11, 20)),
        ..nursery.store.roll().unwrap().person(people[DANA]).unwrap().clone()
    };
    nursery.act(LUCA, Change::Person(left)).unwrap();
    assert!(nursery.erases(good).unwrap_err().what.contains("has left"));
    // What was written meanwhile has not been seen.
    let again = nursery.erasure(Subject::Entry(id));
    nursery.amended(id, "Kept, corrected.").unwrap();
    assert!(nursery.erases(again).is_err());
    assert_eq!(nursery.there(id).text(), "Kept, corrected.");
    assert!(!nursery.home().erased().exists(), "what is refused stands in no ledger");
}

#[test]
fn what_is_held_or_asked_for_or_about_a_child_who_comes_is_not_erased() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Quokka.");
    let child = nursery.children[0];
    let (of_child, of_entry) = (Subject::Child(child), Subject::Entry(id));
    let refused = |nursery: &mut Nursery, what| {
        let erasure = nursery.erasure(what);
        nursery.erases(erasure).unwrap_err().what
    };
    assert_eq!(refused(&mut nursery, of_child), "This child is on the roll.");
    nursery.leaves(0);
    let request = nursery.asked(Asker::Child);
    nursery.writes(LUCA, &request, 0).unwrap();
    assert!(refused(&mut nursery, of_child).starts_with("Somebody has asked"));
    assert!(refused(&mut nursery, of_entry).starts_with("Somebody has asked"));
    let answered = Request { ended: Some(Ended::Answered(nursery.now.day())), ..request };
    nursery.writes(LUCA, &answered, 1).unwrap();
    for (held, others) in [(of_child, of_entry), (of_entry, of_child)] {
        let reason = "The insurer asked.".to_string();
        let hold = Change::Hold { subject: held, child: Some(child), reason: reason.clone() };
        assert!(nursery.act(SAM, hold.clone()).unwrap_err().what.starts_with("Only a room lead"));
        nursery.act(DANA, hold.clone()).unwrap();
        let twice = nursery.act(DANA, hold).unwrap_err();
        assert_eq!(twice.what, "Dana has held it since 2026-11-24: The insurer asked.");
        for what in [held, others] {
            assert_eq!(refused(&mut nursery, what), "It is held: The insurer asked.", "{what:?}");
        }
        nursery.holds();
        let release = Change::Release { subject: held, child: Some(child), reason: "It is over.".into() };
        assert!(nursery.act(DANA, release.clone()).unwrap_err().what.starts_with("Only a manager"));
        nursery.act(LUCA, release.clone()).unwrap();
        assert_eq!(nursery.act(LUCA, release).unwrap_err().what, "It is not held.");
        assert_eq!(nursery.store.holds().unwrap(), []);
    }
    nursery.erased(of_child);
    // Why it was held was about the child too.
    assert!(!nursery.has(TOKEN) && !nursery.has("insurer"));
    nursery.holds();
}

#[test]
fn a_copy_from_before_loses_again_what_was_erased_and_a_ledger_that_went_away_comes_back() {
    let (mut nursery, other) = whole_life();
    nursery.store.rest().unwrap();
    let home = nursery.home();
    let old = [home.database(), home.witness()].map(|path| fs::read(path).unwrap());
    nursery.erased(Subject::Child(nursery.children[0]));
    nursery.store.rest().unwrap();
    let ledger = fs::read(home.erased()).unwrap();
    assert!(!String::from_utf8_lossy(&ledger).contains(TOKEN));
    assert_eq!(nursery.store.replay_erasures().unwrap(), 0);
    fs::remove_file(home.erased()).unwrap();
    nursery.store.close();
    nursery.store = nursery.open().unwrap();
    assert_eq!(fs::read(home.erased()).unwrap().len(), ledger.len(), "the record knows what it erased");

    nursery.store.close();
    for (path, bytes) in [home.database(), home.witness()].iter().zip(&old) {
        fs::write(path, bytes).unwrap();
    }
    let _ = fs::remove_file(home.folder().join("doorstep.db-wal"));
    nursery.store = nursery.open().unwrap();
    assert!(!nursery.has(TOKEN));
    assert!(nursery.store.to_sweep().unwrap());
    nursery.store.rest().unwrap();
    assert!(!nursery.store.to_sweep().unwrap());
    assert!(nursery.store.entry(other).unwrap().is_some());
    let by: Option<[u8; 16]> =
        nursery.raw().query_row("SELECT person FROM log WHERE kind = 'erase'", [], |row| row.get(0)).unwrap();
    assert_eq!(by, None);
    assert_eq!(fs::read(home.erased()).unwrap().len(), ledger.len());
    nursery.holds();
}

#[test]
fn an_erasure_that_stopped_between_the_ledger_and_the_record_is_finished_at_the_next_start() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Quokka.");
    let erasure = nursery.erasure(Subject::Entry(id));
    // Stands for a disk that takes nothing once the ledger is written.
    let db = nursery.raw();
    db.execute_batch(
        "CREATE TRIGGER fault BEFORE INSERT ON side WHEN NEW.name = 'erased'
         BEGIN SELECT RAISE(ABORT, 'disk'); END",
    )
    .unwrap();
    drop(db);
    let failure = nursery.erases(erasure).unwrap_err();
    assert!(failure.what.starts_with("NOT SAVED"), "{failure}");
    assert!(nursery.store.entry(id).unwrap().is_some());
    nursery.raw().execute_batch("DROP TRIGGER fault").unwrap();
    nursery.store.close();
    nursery.store = nursery.open().unwrap();
    assert!(!nursery.has(TOKEN) && nursery.store.entry(id).unwrap().is_none());
    nursery.holds();
}

#[test]
fn drafts_about_what_is_erased_go_with_it_and_others_stay() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Said.");
    let what = Subject::Child(nursery.children[0]);
    let mut draft = |children: &[usize], purpose| {
        let draft = Draft {
            begun: None,
            digit: None,
            id: nursery.chance.id(nursery.now),
            writer: nursery.people[SAM],
            talk: nursery.chance.id(nursery.now),
            children: children.iter().map(|child| nursery.children[*child]).collect(),
            kind: None,
            private: false,
            note: "quokka".into(),
            cursor: 0,
            ids: Vec::new(),
            answers: None,
            purpose,
            why: None,
        };
        nursery.store.save_draft(&draft, nursery.rooms[0], nursery.now).unwrap();
        draft.id
    };
    draft(&[0], Purpose::Note);
    draft(&[], Purpose::Amend(id));
    // Why it is to be held goes too; why it is erased as well, and is no note that anybody counts.
    draft(&[0], Purpose::Because(what, Because::Hold));
    draft(&[0], Purpose::Because(what, Because::Erase));
    let (both, other) = (draft(&[0, 1], Purpose::Note), draft(&[1], Purpose::Note));
    nursery.leaves(0);
    assert_eq!(nursery.erasing(what).drafts, 3);
    nursery.erased(what);
    let mut left: Vec<DraftId> =
        nursery.store.drafts(nursery.people[SAM]).unwrap().iter().map(|one| one.id).collect();
    left.sort();
    let mut kept = vec![both, other];
    kept.sort();
    assert_eq!(left, kept);
}

#[test]
fn the_guard_lets_no_words_go_that_no_erasure_names() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Kept.");
    let seq = nursery.there(id).seq;
    let db = nursery.raw();
    // A row of the table alone is no erasure: a line of the log is.
    db.execute("INSERT INTO erased (line, seq) SELECT id, seq FROM log WHERE seq = ?", [seq]).unwrap();
    let refused = db.execute("DELETE FROM payload WHERE seq = ?", [seq]).unwrap_err().to_string();
    assert!(refused.contains("an erasure alone"), "{refused}");
    let check = nursery.store.verify().unwrap();
    assert!(check.iter().any(|check| !check.holds && check.says.contains("still there")), "{check:?}");
    assert!(check.iter().any(|check| !check.holds && check.says.contains("“erased”")), "{check:?}");
}
