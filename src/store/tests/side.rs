//! Side rows: drafts and PINs.

use super::*;
use std::collections::BTreeMap;

use crate::store::ask::{PinTry, WrongTries};

impl Nursery {
    fn draft(&mut self, note: &str) -> Draft {
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.chance.id(self.now),
            writer: self.people[SAM],
            talk: self.chance.id(self.now),
            children: vec![self.children[0]],
            kind: None,
            private: false,
            note: note.into(),
            cursor: note.chars().count(),
            ids: vec![(self.children[0], 0, self.chance.id(self.now))],
            answers: None,
            purpose: Purpose::Note,
            why: None,
        };
        self.now = self.now.plus_seconds(1);
        let (room, now) = (self.rooms[0], self.now);
        self.store.save_draft(&draft, room, now).expect("kept");
        draft
    }

    fn tried(&mut self, person: usize, pin: &str) -> PinTry {
        let (person, now) = (self.people[person], self.now);
        self.store.try_pin(person, pin, now, self.up).expect("tried")
    }
}

#[test]
fn drafts_are_their_writers_and_come_back_the_last_first() {
    let mut nursery = Nursery::new();
    let (one, mut two) = (nursery.draft("ava sl"), nursery.draft("ben ate"));
    let [sam, dana] = [nursery.people[SAM], nursery.people[DANA]];
    let mut other = nursery.open().unwrap();
    assert_eq!(other.drafts(sam).unwrap(), [two.clone(), one.clone()]);
    assert_eq!(other.drafts(dana).unwrap(), []);
    assert_eq!(other.draft_counts().unwrap().get(&sam), Some(&2));
    two.note = " ".into();
    nursery.store.save_draft(&two, nursery.rooms[0], nursery.now).unwrap();
    assert_eq!(other.drafts(sam).unwrap(), std::slice::from_ref(&one));
    other.drop_draft(one.id).unwrap();
    assert_eq!(other.drafts(sam).unwrap(), []);
}

#[test]
fn a_draft_goes_with_the_act_that_finishes_it_and_stays_where_that_is_refused() {
    let mut nursery = Nursery::new();
    let draft = nursery.draft("ava slept");
    let mut note = nursery.note(0, "Slept.");
    note.id = draft.ids[0].2;
    let mut act = Act { changes: vec![entry(note)], finishes: Some(draft.id) };
    act.changes.push(Change::FollowUpDone { entry: draft.ids[0].2, how: None });
    nursery.act(SAM, act.clone()).unwrap_err();
    assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap().len(), 1);
    act.changes.pop();
    nursery.act(SAM, act.clone()).unwrap();
    assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap(), []);
    // The same draft, kept once more by a window that did not know: finishing it again saves nothing twice.
    nursery.store.save_draft(&draft, nursery.rooms[0], nursery.now).unwrap();
    assert_eq!(nursery.act(SAM, act).unwrap().already, 1);
    assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap(), []);
}

#[test]
fn a_draft_that_comes_behind_the_save_that_finished_it_is_none() {
    let mut nursery = Nursery::new();
    let mut draft = nursery.draft("ava slept");
    let mut note = nursery.note(0, "Slept.");
    note.id = draft.ids[0].2;
    let act = Act { changes: vec![entry(note)], finishes: Some(draft.id) };
    nursery.act(SAM, act).unwrap();
    nursery.store.save_draft(&draft, nursery.rooms[0], nursery.now).unwrap();
    assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap(), []);
    // What is written of other things may be gone on with under its name.
    draft.purpose = Purpose::Gap(nursery.children[0], day(11, 24));
    nursery.store.save_draft(&draft, nursery.rooms[0], nursery.now).unwrap();
    assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap(), [draft]);
}

#[test]
fn other_words_under_an_id_that_is_in_the_record_are_never_called_saved() {
    let mut nursery = Nursery::new();
    let draft = nursery.draft("slept later");
    let mut note = nursery.note(0, "Slept.");
    note.id = draft.ids[0].2;
    nursery.act(SAM, entry(note.clone())).unwrap();
    assert_eq!(nursery.act(SAM, entry(note.clone())).unwrap().already, 1);
    let (mut later, mut private, mut other) = (note.clone(), note.clone(), note);
    later.text = "Slept. Later.".into();
    private.private = true;
    other.child = nursery.children[1];
    for note in [later, private, other] {
        let act = Act { changes: vec![entry(note)], finishes: Some(draft.id) };
        let failure = nursery.act(SAM, act).unwrap_err();
        assert_eq!(failure.what, entry::SAVED_WITH_OTHER_WORDS);
        assert_eq!(nursery.store.drafts(nursery.people[SAM]).unwrap().len(), 1, "the words stay a draft");
    }
}

#[test]
fn a_spoilt_draft_is_set_aside_and_the_others_open() {
    let mut nursery = Nursery::new();
    let (good, spoilt) = (nursery.draft("good"), nursery.draft("spoilt"));
    let sam = nursery.people[SAM];
    let db = nursery.raw();
    for content in ["{\"id\":", "", "[]", "\u{0}"] {
        nursery.store.save_draft(&spoilt, nursery.rooms[0], nursery.now).unwrap();
        db.execute(
            "UPDATE draft SET content = ? WHERE id = ?",
            rusqlite::params![content, spoilt.id.0.into_bytes()],
        )
        .unwrap();
        assert_eq!(nursery.store.drafts(sam).unwrap(), std::slice::from_ref(&good));
        assert_eq!(nursery.store.set_aside(sam).unwrap(), 1);
    }
    // Bytes that are no text at all.
    nursery.store.save_draft(&spoilt, nursery.rooms[0], nursery.now).unwrap();
    db.execute("UPDATE draft SET content = CAST(x'ff00fe' AS TEXT) WHERE id = ?", [spoilt.id.0.into_bytes()])
        .unwrap();
    assert_eq!(nursery.store.drafts(sam).unwrap(), [good]);
}

#[test]
fn a_draft_that_brought_the_program_down_while_it_was_opened_is_set_aside_at_the_next_start() {
    let mut nursery = Nursery::new();
    let draft = nursery.draft("fatal");
    let sam = nursery.people[SAM];
    nursery.raw().execute("UPDATE draft SET opening = 1", []).unwrap();
    assert_eq!(nursery.store.drafts(sam).unwrap(), []);
    assert_eq!(nursery.store.set_aside(sam).unwrap(), 1);
    // Written anew it is a draft like any other.
    nursery.store.save_draft(&draft, nursery.rooms[0], nursery.now).unwrap();
    assert_eq!(nursery.store.drafts(sam).unwrap().len(), 1);
    assert_eq!(nursery.store.drafts(sam).unwrap().len(), 1);
}

#[test]
fn drafts_leave_the_record_and_its_witness_alone() {
    let mut nursery = Nursery::new();
    let code = nursery.store.day_code().unwrap();
    nursery.draft("kept beside");
    assert_eq!(nursery.store.day_code().unwrap(), code);
    nursery.holds();
}

#[test]
fn a_pin_is_known_again_and_its_setting_stands_in_the_log_without_it() {
    let mut nursery = Nursery::new();
    let (sam, stamp) = (nursery.people[SAM], nursery.stamp(SAM));
    assert_eq!(nursery.tried(SAM, "2580"), PinTry::NoPin);
    assert!(nursery.store.set_pin(sam, "1234", stamp, &mut Chance::Machine).is_err());
    nursery.store.set_pin(sam, "7294", stamp, &mut Chance::Machine).unwrap();
    assert!(nursery.store.has_pin(sam).unwrap());
    assert_eq!(nursery.tried(SAM, "7294"), PinTry::Right(None));
    let said: u32 = nursery
        .raw()
        .query_row("SELECT count(*) FROM payload WHERE content LIKE '%7294%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, 0);
    nursery.holds();
}

#[test]
fn a_one_use_number_is_no_pin_and_only_a_lead_gives_one_to_another() {
    let mut nursery = Nursery::new();
    let (mo, sams, danas) = (nursery.people[MO], nursery.stamp(SAM), nursery.stamp(DANA));
    assert!(nursery.store.one_use(mo, sams, &mut Chance::Machine).is_err());
    let number = nursery.store.one_use(mo, danas, &mut Chance::Machine).unwrap();
    assert_eq!(nursery.tried(MO, &number), PinTry::OneUse);
    assert!(!nursery.store.has_pin(mo).unwrap());
}

#[test]
fn wrong_tries_are_counted_across_windows_and_cost_that_person_time() {
    let mut nursery = Nursery::new();
    for person in [SAM, MO] {
        let (who, stamp) = (nursery.people[person], nursery.stamp(person));
        nursery.store.set_pin(who, "7294", stamp, &mut Chance::Machine).unwrap();
    }
    let tries = [(3, 0), (2, 0), (1, 0), (0, 5)];
    for (left, wait) in tries {
        assert_eq!(nursery.tried(SAM, "1111"), PinTry::Wrong { left, wait });
        nursery.store.close();
    }
    assert_eq!(nursery.tried(SAM, "7294"), PinTry::Wait { seconds: 5 });
    assert_eq!(nursery.tried(MO, "7294"), PinTry::Right(None));
    nursery.now = nursery.now.plus_seconds(6);
    assert_eq!(nursery.tried(SAM, "not a pin"), PinTry::Wrong { left: 0, wait: 15 });
    let last = nursery.now;
    nursery.now = nursery.now.plus_seconds(16);
    let counted = WrongTries { count: 5, last };
    assert_eq!(
        nursery.store.wrong_tries(nursery.now).unwrap(),
        BTreeMap::from([(nursery.people[SAM], counted)])
    );
    assert_eq!(nursery.tried(SAM, "7294"), PinTry::Right(Some(counted)), "its owner is told of them");
    assert!(nursery.store.wrong_tries(nursery.now).unwrap().is_empty());
    assert_eq!(nursery.tried(SAM, "1111"), PinTry::Wrong { left: 3, wait: 0 });
}

#[test]
fn a_try_is_on_the_disk_before_it_is_looked_at() {
    let mut nursery = Nursery::new();
    let (sam, stamp) = (nursery.people[SAM], nursery.stamp(SAM));
    nursery.store.set_pin(sam, "7294", stamp, &mut Chance::Machine).unwrap();
    // Where the count can't be written, not even the right one gets in.
    nursery
        .raw()
        .execute_batch("CREATE TRIGGER full BEFORE UPDATE ON pin BEGIN SELECT RAISE(ABORT, 'disk'); END")
        .unwrap();
    assert!(nursery.store.try_pin(sam, "7294", nursery.now, None).is_err());
}

#[test]
fn after_twenty_wrong_tries_of_anybody_the_sign_in_rests_for_all() {
    let mut nursery = Nursery::new();
    for person in [SAM, MO] {
        let (who, stamp) = (nursery.people[person], nursery.stamp(person));
        nursery.store.set_pin(who, "7294", stamp, &mut Chance::Machine).unwrap();
    }
    let db = nursery.raw();
    for _ in 0..20 {
        assert!(matches!(nursery.tried(SAM, "1111"), PinTry::Wrong { .. }));
        db.execute("UPDATE pin SET wrong = 0", []).unwrap();
    }
    assert_eq!(nursery.tried(MO, "7294"), PinTry::Wait { seconds: 300 });
    nursery.now = nursery.now.plus_seconds(301);
    assert_eq!(nursery.tried(MO, "7294"), PinTry::Right(None));
}

#[test]
fn a_clock_that_is_put_forward_shortens_no_wait() {
    let mut nursery = Nursery::new();
    let (sam, stamp) = (nursery.people[SAM], nursery.stamp(SAM));
    nursery.store.set_pin(sam, "7294", stamp, &mut Chance::Machine).unwrap();
    nursery.up = Some(1_000_000);
    for _ in 0..4 {
        assert!(matches!(nursery.tried(SAM, "1111"), PinTry::Wrong { .. }));
    }
    nursery.now = nursery.now.plus_seconds(365 * 86_400);
    assert_eq!(nursery.tried(SAM, "7294"), PinTry::Wait { seconds: 5 });
    nursery.now = nursery.now.plus_seconds(-2 * 365 * 86_400);
    nursery.up = Some(1_005_000);
    assert!(
        matches!(nursery.tried(SAM, "7294"), PinTry::Right(Some(_))),
        "nor does one put back draw it out"
    );
}

#[test]
fn wrong_tries_are_said_with_the_day_where_it_was_another() {
    let at = |hour: i64| Moment { ms: 1_764_000_000_000 + hour * 3_600_000, offset: 0 };
    let (one, more) = (WrongTries { count: 1, last: at(0) }, WrongTries { count: 2, last: at(0) });
    assert_eq!(one.says("you were", at(1).day()), "1 wrong try since you were last here, at 16:00.");
    assert_eq!(
        more.says("you were", at(1).day()),
        "2 wrong tries since you were last here, the last at 16:00."
    );
    let told = more.says("Sam was", at(24).day());
    assert_eq!(told, "2 wrong tries since Sam was last here, the last on Mon 24 Nov at 16:00.");
}

#[test]
fn a_cut_at_a_later_look_sets_no_sound_draft_aside() {
    let mut nursery = Nursery::new();
    nursery.draft("half a sentence");
    let sam = nursery.people[SAM];
    assert_eq!(nursery.store.drafts(sam).unwrap().len(), 1);
    nursery.raw().execute("UPDATE draft SET opening = 1", []).unwrap();
    assert_eq!(nursery.store.drafts(sam).unwrap().len(), 1);
    assert_eq!(nursery.store.set_aside(sam).unwrap(), 0);
}

#[test]
fn a_draft_too_is_given_the_room_that_was_held_back() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    nursery.store.with(|db| Ok(db.pragma_update(None, "max_page_count", 1)?)).unwrap();
    nursery.draft(&"half a sentence ".repeat(2_000));
    assert_eq!(nursery.store.space(), ask::Space::Short);
    let sam = nursery.people[0];
    assert_eq!(nursery.store.drafts(sam).unwrap().len(), 1);
}

#[test]
fn who_looked_at_what_is_due_is_known_of_each_person_and_by_every_window() {
    let mut nursery = Nursery::new();
    let [sam, dana] = [nursery.people[SAM], nursery.people[DANA]];
    assert_eq!(nursery.store.looked_at_due(dana).unwrap(), None);
    for looked in [day(11, 2), day(12, 1)] {
        nursery.store.look_at_due(dana, looked).unwrap();
        let other = nursery.open().unwrap();
        assert_eq!(
            (other.looked_at_due(dana).unwrap(), other.looked_at_due(sam).unwrap()),
            (Some(looked), None)
        );
    }
}
