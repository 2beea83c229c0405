//! Practice records: who writes them, what counts, what stays in the log and what goes from it.

use super::*;
use crate::domain::evidence::{Figures, Scope};
use crate::domain::practice::{Held, Practice};
use crate::domain::request::HeldLine;

fn record(nursery: &mut Nursery, by: usize, restricted: bool) -> Practice {
    Practice {
        id: nursery.chance.id(nursery.now),
        kind: if restricted { "complaint" } else { "home-visit" }.into(),
        day: day(11, 24),
        room: Some(nursery.rooms[0]),
        children: vec![nursery.children[0]],
        by: nursery.people[by],
        text: "Went to see them.".into(),
        family_words: vec!["come again".into()],
        fields: [("agreed".to_string(), Held::Text("Three visits".into()))].into(),
        shows: vec![shown("2")],
        restricted,
    }
}

impl Nursery {
    fn practised(&mut self, by: usize, restricted: bool) -> Practice {
        let record = record(self, by, restricted);
        self.act(by, Change::Practice(Box::new(record.clone()))).unwrap();
        record
    }

    fn figures(&self) -> Figures {
        let scope = Scope { rooms: Vec::new(), period: Period::term_to(self.now.day()) };
        self.store.board("partnership-with-parents", &scope).unwrap().remove("2").unwrap_or_default()
    }

    fn lines(&self, kind: &str) -> (u32, u32) {
        self.raw()
            .query_row(
                "SELECT count(*), count(p.seq) FROM log l LEFT JOIN payload p ON p.seq = l.seq WHERE l.kind = ?",
                [kind],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap()
    }
}

fn amended(before: &Practice, text: &str, seen: u32) -> Change {
    let record = Practice { text: text.into(), ..before.clone() };
    Change::AmendPractice { record: Box::new(record), seen, reason: Reason::MoreToSay }
}

#[test]
fn a_leads_record_counts_at_once_and_a_key_persons_once_a_lead_has_agreed_it() {
    let mut nursery = Nursery::new();
    nursery.practised(DANA, false);
    assert_eq!(nursery.figures().entries, 1);
    let sams = nursery.practised(SAM, false);
    assert_eq!((nursery.figures().entries, nursery.figures().kept_out.not_agreed), (1, 1));
    let agree = Change::AgreePractice { practice: sams.id, seen: 0, shows: vec![shown("2"), shown("13")] };
    assert!(nursery.act(SAM, agree.clone()).is_err(), "nobody agrees what they wrote themselves");
    nursery.act(DANA, agree.clone()).unwrap();
    assert_eq!((nursery.figures().entries, nursery.figures().kept_out.not_agreed), (2, 0));
    let there = nursery.store.practice(sams.id).unwrap().unwrap();
    assert_eq!(there.practice.shows, [shown("2"), shown("13")]);
    assert_eq!(there.agreed.map(|(by, _)| by), Some(nursery.people[DANA]));
    assert!(nursery.act(DANA, agree).is_err());
    // What its writer changes afterwards a lead has not seen.
    nursery.act(SAM, amended(&sams, "Went twice.", 0)).unwrap();
    assert_eq!((nursery.figures().entries, nursery.figures().kept_out.not_agreed), (1, 1));
    // A lead's own correction needs no second look.
    nursery.act(DANA, amended(&sams, "Went three times.", 1)).unwrap();
    assert_eq!(nursery.figures().entries, 2);
    nursery.holds();
}

#[test]
fn a_correction_leaves_the_first_words_in_the_log_and_is_refused_over_others_than_those_seen() {
    let mut nursery = Nursery::new();
    let first = nursery.practised(DANA, false);
    nursery.act(DANA, amended(&first, "Went twice.", 0)).unwrap();
    let refused = nursery.act(DANA, amended(&first, "Went thrice.", 0)).unwrap_err();
    assert!(refused.what.starts_with("Dana amended this record at"), "{refused}");
    let versions = nursery.store.practice_versions(first.id).unwrap();
    let words: Vec<&str> = versions.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(words, ["Went to see them.", "Went twice."]);
    let there = nursery.store.practice(first.id).unwrap().unwrap();
    assert_eq!((there.practice.text.as_str(), there.revision), ("Went twice.", 1));
    assert_eq!(there.amended[0].reason, Reason::MoreToSay);
    assert_eq!(nursery.figures().entries, 1);
    // It takes its children, its day and what it shows along.
    let moved =
        Practice { children: vec![nursery.children[3]], day: day(6, 1), shows: Vec::new(), ..first.clone() };
    let change = Change::AmendPractice { record: Box::new(moved), seen: 1, reason: Reason::WrongFact };
    nursery.act(DANA, change).unwrap();
    assert_eq!(nursery.figures().entries, 0);
    let other = Practice { kind: "event".into(), ..first.clone() };
    let change = Change::AmendPractice { record: Box::new(other), seen: 2, reason: Reason::WrongFact };
    assert!(nursery.act(DANA, change).is_err(), "what kind it is stays");
    nursery.holds();
}

#[test]
fn what_is_taken_back_leaves_a_line_without_words_and_counts_no_more() {
    let mut nursery = Nursery::new();
    let first = nursery.practised(DANA, false);
    nursery.act(DANA, amended(&first, "Went twice.", 0)).unwrap();
    assert_eq!(nursery.figures().entries, 1);
    let back = Change::TakeBackPractice { practice: first.id };
    assert!(nursery.act(SAM, back.clone()).unwrap_err().what.starts_with("Somebody else wrote it"));
    nursery.act(DANA, back.clone()).unwrap();
    assert_eq!((nursery.figures(), nursery.store.practice(first.id).unwrap()), (Figures::default(), None));
    assert_eq!((nursery.lines("practice"), nursery.lines("amend-practice")), ((1, 0), (1, 0)));
    assert!(nursery.act(DANA, back).is_err(), "once");
    nursery.holds();
    // Once a lead has agreed it, it went out, or five minutes are over, it stays.
    let agreed = nursery.practised(SAM, false);
    nursery.act(DANA, Change::AgreePractice { practice: agreed.id, seen: 0, shows: Vec::new() }).unwrap();
    let printed = nursery.practised(DANA, false);
    let exported = Change::Exported {
        report: "evidence".into(),
        recipient: "an adviser".into(),
        period: None,
        sha256: String::new(),
        form: None,
        entries: vec![EntryId(printed.id.0)],
    };
    nursery.act(DANA, exported).unwrap();
    let late = nursery.practised(DANA, false);
    for (by, one, why) in [(SAM, &agreed, "It has been agreed"), (DANA, &printed, "It has been printed")] {
        let refused = nursery.act(by, Change::TakeBackPractice { practice: one.id }).unwrap_err();
        assert!(refused.what.starts_with(why), "{refused}");
    }
    nursery.now = nursery.now.plus_seconds(301);
    let refused = nursery.act(DANA, Change::TakeBackPractice { practice: late.id }).unwrap_err();
    assert!(refused.what.starts_with("Saved 5 min ago"), "{refused}");
    nursery.holds();
}

#[test]
fn who_may_not_read_a_record_changes_nothing_of_it_and_who_may_not_write_one_writes_none() {
    let mut nursery = Nursery::new();
    for (by, restricted) in [(SAM, true), (MO, true), (MO, false)] {
        let record = record(&mut nursery, by, restricted);
        assert!(nursery.act(by, Change::Practice(Box::new(record))).is_err());
    }
    let for_another = record(&mut nursery, DANA, false);
    assert!(nursery.act(SAM, Change::Practice(Box::new(for_another))).is_err(), "nobody writes as another");
    let mut silent = record(&mut nursery, DANA, false);
    (silent.text, silent.fields) = (" ".into(), [("came".to_string(), Held::Number(3))].into());
    assert!(nursery.act(DANA, Change::Practice(Box::new(silent))).is_err(), "it says nothing");
    let secret = nursery.practised(DANA, true);
    for change in [amended(&secret, "Mine.", 0), Change::TakeBackPractice { practice: secret.id }] {
        let refused = nursery.act(SAM, change).unwrap_err();
        assert!(refused.what.starts_with("That record is not there"), "{refused}");
    }
    let open = nursery.practised(DANA, false);
    assert!(nursery.act(SAM, amended(&open, "Mine.", 0)).unwrap_err().what.starts_with("Somebody else"));
    assert_eq!((nursery.figures().entries, nursery.figures().kept_out.restricted), (1, 1));
    nursery.holds();
}

#[test]
fn a_record_of_an_older_program_stands_as_it_did() {
    let mut nursery = Nursery::new();
    let first = nursery.practised(DANA, false);
    // As an older program left it.
    nursery
        .raw()
        .execute_batch(
            "DROP TABLE practice;
             CREATE TABLE practice (seq INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
             CREATE INDEX practice_day ON practice (day);
             INSERT INTO practice SELECT seq, 739944 FROM log WHERE kind = 'practice'",
        )
        .unwrap();
    nursery.raw().execute_batch(super::schema::BEFORE_SPOKEN).unwrap();
    nursery.renewed(8);
    assert_eq!(nursery.store.practice(first.id).unwrap().unwrap().practice, first);
    assert_eq!(nursery.figures().entries, 1);
    nursery.holds();
}

#[test]
fn a_name_that_a_lead_lets_stand_in_a_record_is_settled_until_its_words_change() {
    let mut nursery = Nursery::new();
    let sams = nursery.practised(SAM, false);
    nursery
        .act(DANA, Change::AgreePractice { practice: sams.id, seen: 0, shows: vec![shown("13")] })
        .unwrap();
    let settle = |seen| Change::PracticeNameSettled { practice: sams.id, seen };
    let there = |nursery: &Nursery| nursery.store.practice(sams.id).unwrap().unwrap();
    assert!(nursery.act(SAM, settle(0)).is_err(), "a lead alone");
    nursery.act(DANA, settle(0)).unwrap();
    assert!(there(&nursery).names_settled);
    assert_eq!(there(&nursery).practice.shows, [shown("13")], "what was agreed stays");
    nursery.holds();
    let lines = nursery.store.held(nursery.children[0], nursery.now.day()).unwrap();
    let settled = |line: &&HeldLine| matches!(line.change, Change::PracticeNameSettled { .. });
    assert_eq!(lines.iter().filter(settled).count(), 1, "it is held on the child");
    nursery.act(DANA, amended(&sams, "Went to see Mia.", 0)).unwrap();
    assert!(!there(&nursery).names_settled, "of other words nobody has said so");
    let refused = nursery.act(DANA, settle(0)).unwrap_err();
    assert!(refused.what.starts_with("Dana amended this record at"), "{refused}");
    let secret = nursery.practised(DANA, true);
    assert!(nursery.act(SAM, Change::PracticeNameSettled { practice: secret.id, seen: 0 }).is_err());
    nursery.holds();
}
