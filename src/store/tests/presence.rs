//! Where children are, what was heard back in a note, how promises were kept.

use super::*;
use crate::domain::entry::{Step, Withdrawn};

impl Nursery {
    fn says(&mut self, person: usize, child: usize, is: Whereabouts) -> Result<()> {
        let change = Change::Presence { child: self.children[child], day: self.now.day(), is };
        self.act(person, change).map(drop)
    }

    fn unsays(&mut self, person: usize, child: usize) -> Result<()> {
        let change = Change::PresenceTakenBack { child: self.children[child], day: self.now.day() };
        self.act(person, change).map(drop)
    }

    /// What stands of the first room's day: which child, where.
    fn said(&self) -> Vec<(ChildId, Whereabouts)> {
        let so_far = self.store.day(self.rooms[0], self.now.day()).unwrap();
        so_far.said.iter().map(|said| (said.child, said.is)).collect()
    }

    fn step(&mut self, child: usize) -> EntryId {
        let mut step = self.note(child, "Read the bear book.");
        step.kind = Kind::ForHome;
        let id = step.id;
        self.act(SAM, entry(step)).unwrap();
        id
    }

    fn heard(&mut self, step: EntryId, told_in: Option<EntryId>) -> Result<()> {
        let heard = "Axolotl again.".into();
        let change = Change::HeardBack {
            entry: step,
            heard,
            childs_words: None,
            led_to_change: false,
            with: vec![],
            told_in,
        };
        self.act(SAM, change).map(drop)
    }
}

#[test]
fn the_last_word_of_a_day_is_its_speakers_to_take_back_for_five_minutes() {
    let mut nursery = Nursery::new();
    let ill = Whereabouts::Away(AwayReason::Ill);
    nursery.says(SAM, 0, Whereabouts::Here).unwrap();
    nursery.says(MO, 0, ill).unwrap();
    // A child of the other room is not on this board.
    nursery.says(SAM, 3, Whereabouts::Here).unwrap();
    let ava = nursery.children[0];
    assert_eq!(nursery.said(), [(ava, Whereabouts::Here), (ava, ill)]);
    let refused = nursery.unsays(SAM, 0).unwrap_err().what;
    assert_eq!(refused, "Mo said at 08:30 where the child is.");
    nursery.unsays(MO, 0).unwrap();
    assert_eq!(nursery.said(), [(ava, Whereabouts::Here)], "the word before it counts again");
    nursery.now = nursery.now.plus_seconds(300);
    nursery.unsays(SAM, 0).unwrap();
    assert_eq!(nursery.unsays(SAM, 0).unwrap_err().what, "It was taken back already.");
    nursery.says(SAM, 0, ill).unwrap();
    nursery.now = nursery.now.plus_seconds(301);
    assert!(nursery.unsays(SAM, 0).unwrap_err().what.contains("5 min ago"));
    nursery.holds();
}

#[test]
fn of_another_day_leads_alone_say_where_a_child_was() {
    let mut nursery = Nursery::new();
    let child = nursery.children[0];
    let yesterday = Change::Presence { child, day: day(11, 23), is: Whereabouts::Here };
    assert!(nursery.act(SAM, yesterday.clone()).unwrap_err().what.starts_with("Only a room lead"));
    nursery.act(DANA, yesterday).unwrap();
    let nobody =
        Change::Presence { child: ChildId(uuid::Uuid::nil()), day: nursery.now.day(), is: Whereabouts::Here };
    assert_eq!(nursery.act(DANA, nobody).unwrap_err().what, "That child is not on the register.");
    nursery.holds();
}

#[test]
fn what_somebody_said_last_is_all_that_they_said_at_once() {
    let mut nursery = Nursery::new();
    nursery.says(SAM, 2, Whereabouts::Here).unwrap();
    nursery.now = nursery.now.plus_seconds(1);
    let both: Vec<Change> = [0, 1]
        .map(|child| Change::Presence {
            child: nursery.children[child],
            day: nursery.now.day(),
            is: Whereabouts::Here,
        })
        .to_vec();
    nursery.act(SAM, both).unwrap();
    nursery.now = nursery.now.plus_seconds(1);
    nursery.says(MO, 1, Whereabouts::Gone).unwrap();
    let last = nursery.store.last_said(nursery.people[SAM]).unwrap();
    assert_eq!(last.iter().map(|said| said.child).collect::<Vec<_>>(), nursery.children[..2]);
}

#[test]
fn a_step_told_of_in_a_note_is_open_again_without_its_words_once_the_note_goes() {
    let mut nursery = Nursery::new();
    let [kept, first, second] = [0, 0, 1].map(|child| nursery.step(child));
    let note = nursery.saved(0, "Read it twice.");
    let other = nursery.saved(1, "Read it twice.");
    nursery.heard(kept, None).unwrap();
    assert!(nursery.heard(second, Some(note)).unwrap_err().what.contains("not about the child"));
    nursery.heard(first, Some(note)).unwrap();
    nursery.heard(second, Some(other)).unwrap();
    nursery.act(SAM, Change::TakeBack { entry: note }).unwrap();
    assert_eq!(nursery.there(first).step, Some(Step::Open));
    for step in [kept, second] {
        assert!(matches!(nursery.there(step).step, Some(Step::HeardBack { .. })), "of another note");
    }
    nursery.holds();
    // Heard of once more, and then the note is struck: its words stay for the lead.
    let again = nursery.saved(0, "Read it three times.");
    nursery.heard(first, Some(again)).unwrap();
    nursery.act(DANA, Change::Strike { entry: again, seen: 0 }).unwrap();
    assert_eq!(nursery.there(first).step, Some(Step::Open));
    let told: u32 = nursery
        .raw()
        .query_row("SELECT count(*) FROM payload WHERE content LIKE '%Axolotl%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(told, 2, "only what stands is in the log");
    nursery.holds();
    let itself = Change::StepReopened { entry: kept };
    assert!(nursery.act(DANA, itself).is_err(), "no hand opens a step");
}

#[test]
fn how_a_promise_was_kept_is_told_and_goes_with_the_note() {
    let mut nursery = Nursery::new();
    let mut promise = nursery.note(0, "Will find the hat.");
    promise.follow_up = Some(nursery.now.day());
    let id = promise.id;
    nursery.act(SAM, entry(promise)).unwrap();
    nursery.act(MO, Change::FollowUpDone { entry: id, how: Some("Quokka had it.".into()) }).unwrap();
    let done = nursery.there(id).follow_up_done.unwrap();
    assert_eq!((done.by, done.how.as_deref()), (nursery.people[MO], Some("Quokka had it.")));
    assert!(nursery.store.day(nursery.rooms[0], nursery.now.day()).unwrap().promised.is_empty());
    nursery.holds();
    nursery.act(SAM, Change::TakeBack { entry: id }).unwrap();
    assert!(matches!(nursery.there(id).withdrawn, Some(Withdrawn::TakenBack { .. })));
    let told: u32 = nursery
        .raw()
        .query_row("SELECT count(*) FROM payload WHERE content LIKE '%Quokka%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(told, 0);
    nursery.holds();
}

#[test]
fn no_talk_can_be_agreed_and_shows_nothing() {
    let mut nursery = Nursery::new();
    let mut note = nursery.note(0, "No talk: rushed.");
    note.no_talk = Some(NoTalk::Rushed);
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    let agree = |shows| Change::Agree { entry: id, seen: 0, shows, nothing_of: None };
    let refused = nursery.act(DANA, agree(vec![shown("2")])).unwrap_err().what;
    assert_eq!(refused, "There was no talk, so it shows nothing.");
    nursery.act(DANA, agree(Vec::new())).unwrap();
    assert!(nursery.there(id).agreed());
    nursery.holds();
}

#[test]
fn the_newest_open_steps_of_a_child_are_read_newest_first() {
    let mut nursery = Nursery::new();
    let steps: Vec<EntryId> = (0..7).map(|_| nursery.step(0)).collect();
    let other = nursery.step(1);
    nursery.heard(steps[6], None).unwrap();
    let of = |child: usize| -> Vec<EntryId> {
        let own = nursery.store.open_steps(nursery.children[child]).unwrap();
        own.iter().map(|step| step.entry.id).collect()
    };
    assert_eq!(of(0), [steps[5], steps[4], steps[3], steps[2], steps[1]]);
    assert_eq!(of(1), [other]);
    let so_far = nursery.store.day(nursery.rooms[0], nursery.now.day()).unwrap();
    assert_eq!(so_far.open_steps[&nursery.children[0]], 6);
}
