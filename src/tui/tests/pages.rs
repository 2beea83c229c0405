//! The child's page, amending, search and rooms: keys in, screen and store out.

use crate::chance::Chance;
use crate::domain::entry::{Reason, Standing, Step, With, Withdrawn};
use crate::domain::*;
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};
use crate::tui::msg::Effect;

/// Who wrote, of the harness's staff.
pub(super) const SAM: usize = 0;
const PRIYA: usize = 1;
pub(super) const JO: usize = 2;

const AVA: usize = 0;
const OTHER_AVA: usize = 1;
const BEN: usize = 2;

/// A note that is in the record already.
pub(super) struct Given {
    by: usize,
    child: usize,
    kind: Kind,
    day: (u32, u32),
    at: (u32, u32),
    text: &'static str,
}

pub(super) fn given(by: usize, kind: Kind, day: (u32, u32), at: (u32, u32), text: &'static str) -> Given {
    Given { by, child: AVA, kind, day, at, text }
}

impl Harness {
    fn child(&self, index: usize) -> ChildId {
        self.model.session.roll.children[index].id
    }

    pub(super) fn give(&mut self, given: Given, change: impl FnOnce(&mut Entry)) -> EntryId {
        let mut chance =
            Chance::seeded(self.presses as u64 * 1000 + self.now.ms as u64 + given.text.len() as u64);
        let (month, day) = given.day;
        let day = Day::from_ymd_opt(2026, month, day).unwrap();
        let happened = Moment::at(day, Time::from_hms_opt(given.at.0, given.at.1, 0).unwrap(), 0);
        let roll = &self.model.session.roll;
        let by = roll.people[given.by].id;
        let mut entry = Entry {
            id: chance.id(happened),
            talk: chance.id(happened),
            child: roll.children[given.child].id,
            room: roll.children[given.child].room,
            kind: given.kind,
            happened,
            by,
            entered_by: None,
            with: Vec::new(),
            text: given.text.to_string(),
            family_words: Vec::new(),
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: Vec::new(),
            suggested: Vec::new(),
            round: None,
            pinned: None,
            moved_from: None,
        };
        change(&mut entry);
        let id = entry.id;
        let stamp = Stamp { person: Some(by), recorded: happened };
        self.worker.store().apply(&Change::Entry(Box::new(entry)).into(), stamp).unwrap();
        id
    }

    fn standing(&mut self, id: EntryId) -> Standing {
        self.worker.store().entry(id).unwrap().unwrap()
    }

    fn of(&mut self, child: usize) -> Vec<Standing> {
        let child = self.child(child);
        self.worker.store().child_entries(child, None, 100).unwrap()
    }

    /// The week that the page was drawn for.
    fn week(&mut self) {
        let mum = |entry: &mut Entry| entry.with = vec![With { word: "mum".into(), contact: None }];
        self.give(
            given(SAM, Kind::MovingOn, (11, 20), (8, 33), "Visit to Toddlers, stayed 20 minutes."),
            |_| {},
        );
        let friday = given(SAM, Kind::PickUp, (11, 20), (17, 4), "“She sung it all evening.”");
        let friday = self.give(friday, mum);
        self.give(given(SAM, Kind::DropOff, (11, 23), (8, 29), "Nothing new from home."), mum);
        self.give(given(JO, Kind::Feedback, (11, 23), (12, 38), "Ate most of it. Slept 40 minutes."), |_| {});
        self.give(given(JO, Kind::PickUp, (11, 23), (16, 52), "Told dad about the water tray."), |_| {});
        let person = Some(self.model.session.roll.people[SAM].id);
        let recorded = Moment { ms: at(9, 10).ms - 86_400_000, offset: 0 };
        let amend = Change::Amend {
            entry: friday,
            seen: 0,
            text: "“She sang it all evening.”".to_string(),
            family_words: vec!["She sang it all evening.".to_string()],
            reason: Reason::Spelling,
        };
        self.worker.store().apply(&amend.into(), Stamp { person, recorded }).unwrap();
    }
}

/// Ava O'Neill's page as Sam sees it, at 09:05.
fn page(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    door.week();
    door.keys("ao⏎Slept badly, up at 5. \"Can she rest early?\" @mum > read the bear book at bedtime⏎");
    door.wait(25 * 60);
    door.keys("ao→");
    door
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 16)];

fn at_every_size(name: &str, mut door: Harness) {
    for (columns, rows) in SIZES {
        let screen = door.resize(columns, rows).screen();
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
    }
}

#[test]
fn a_childs_page() {
    at_every_size("child", page(80, 24));
}

#[test]
fn a_childs_page_with_an_entry_opened() {
    let mut door = page(80, 24);
    door.keys("↓↓↓↓↓⏎");
    at_every_size("child_opened", door);
}

#[test]
fn an_entry_of_another_year_says_its_year_and_the_columns_stand_apart() {
    let mut door = Harness::sam(80, 24);
    door.week();
    let last_year = |day| {
        let day = Day::from_ymd_opt(2025, 11, day).unwrap();
        Moment::at(day, Time::from_hms_opt(8, 30, 0).unwrap(), 0)
    };
    door.give(given(SAM, Kind::DropOff, (9, 9), (8, 30), "A year old."), |entry| {
        entry.happened = last_year(28);
    });
    door.give(given(SAM, Kind::DropOff, (9, 9), (8, 30), "Long ago."), |_| {});
    door.keys("ao→");
    for (columns, rows, old, recent) in [
        (80, 24, "28 Nov 2025  08:30  Drop-off   A year old.", "9 Sep        08:30  Drop-off   Long ago."),
        (120, 40, "28 Nov 2025  08:30  Drop-off   A year old.", "9 Sep        08:30  Drop-off   Long ago."),
        (60, 16, "28 Nov 2025  Drop-off   A year old.", "9 Sep        Drop-off   Long ago."),
    ] {
        let screen = door.resize(columns, rows).keys("⇟⇟↓↓↓↓↓↓↓↓").screen();
        assert!(screen.contains(old) && screen.contains(recent), "{screen}");
    }
}

#[test]
fn what_was_heard_back() {
    let mut door = page(80, 24);
    door.keys("↓hRead it twice⏎again!");
    at_every_size("heard", door);
}

#[test]
fn the_amend_page() {
    let mut door = page(80, 24);
    door.keys("a");
    at_every_size("amend_why", door);
    let mut door = page(80, 24);
    door.keys("a3");
    at_every_size("amend_words", door);
    let mut door = page(80, 24);
    door.keys("a1ben⏎");
    at_every_size("amend_child", door);
}

#[test]
fn the_search() {
    let mut door = page(80, 24);
    door.keys("⎋⎋7");
    assert!(door.screen().contains("type a word"), "{}", door.screen());
    at_every_size("search_empty", door);
    let mut door = page(80, 24);
    door.keys("⎋⎋7sleep");
    at_every_size("search", door);
    let mut door = page(80, 24);
    door.keys("⎋⎋7slzp⇥⇥");
    at_every_size("search_nothing", door);
}

#[test]
fn the_rooms() {
    let mut door = Harness::priya(80, 24);
    door.keys(":rooms⏎");
    at_every_size("rooms", door);
}

#[test]
fn the_cursor_stands_on_the_marked_entrys_first_letter() {
    let mut door = page(80, 24);
    assert_eq!(door.cursor(), ((2, 4), "T".to_string()));
    door.keys("↓");
    assert_eq!(door.cursor(), ((17, 5), "F".to_string()), "a step of the same talk begins with its kind");
    door.keys("↓");
    assert_eq!(door.cursor().1, "M");
}

#[test]
fn an_amendment_after_five_minutes_keeps_the_first_words_who_when_and_why() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎Ate \"toste\" at home⏎");
    door.wait(5 * 60 + 1).keys("⌃z");
    assert!(door.screen().contains("Enter adds a correction."), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Why?"), "{}", door.screen());
    door.keys("3");
    for _ in 0.."toste” at home.".chars().count() {
        door.keys("⌫");
    }
    door.keys("toast\" at home⏎");
    assert!(door.screen().contains("Amended. The first words stay readable."), "{}", door.screen());
    let entry = door.of(AVA).remove(0);
    assert_eq!(entry.entry.text, "Ate “toste” at home.");
    assert_eq!(entry.text(), "Ate “toast” at home.");
    assert_eq!(entry.family_words(), ["toast"]);
    let [amendment] = entry.amendments.as_slice() else { panic!("one amendment") };
    let sam = door.model.session.roll.people[SAM].id;
    assert_eq!((amendment.reason, amendment.by), (Reason::Spelling, sam));
    assert_eq!(amendment.at, door.now);
    door.keys("⏎");
    let screen = door.screen();
    assert!(screen.contains("First words: Ate “toste” at home."), "{screen}");
    assert!(screen.contains("Amended 08:45 by Sam: spelling."), "{screen}");
}

#[test]
fn the_offer_to_correct_goes_with_its_sentence() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎").wait(6 * 60).keys("⌃z↓⏎");
    assert!(!door.screen().contains("Why?"), "{}", door.screen());
}

#[test]
fn a_wrong_child_moves_the_whole_talk_and_the_lead_sees_what_was_struck() {
    let mut door = page(80, 24);
    door.keys("a1ava");
    assert!(door.screen().contains("Ava Patel"), "{}", door.screen());
    door.keys("⏎");
    assert!(!door.screen().contains("in the same words"), "a tie is never guessed: {}", door.screen());
    door.keys("⌫⌫⌫ben⏎");
    let screen = door.screen();
    assert!(screen.contains("Both entries of this talk move from Ava O'Neill to Ben Clarke"), "{screen}");
    door.keys("⏎");
    assert!(door.screen().contains("Moved to Ben Clarke."), "{}", door.screen());

    let moved = door.of(BEN);
    let words: Vec<&str> = moved.iter().map(|entry| entry.text()).collect();
    assert!(words.contains(&"Read the bear book at bedtime."), "{words:?}");
    assert!(words.iter().any(|words| words.starts_with("Slept badly")), "{words:?}");
    let struck: Vec<Standing> = door.of(AVA).into_iter().filter(|entry| entry.withdrawn.is_some()).collect();
    assert_eq!(struck.len(), 2);
    for copy in &moved {
        let first = struck.iter().find(|first| Some(first.entry.id) == copy.entry.moved_from).unwrap();
        assert!(matches!(first.withdrawn, Some(Withdrawn::Struck { .. })));
        assert_eq!((copy.entry.by, copy.entry.happened), (first.entry.by, first.entry.happened));
    }
    let screen = door.screen();
    assert!(screen.contains("Struck, wrong child, 09:05 by Sam."), "{screen}");
    assert!(!screen.contains("Slept badly"), "staff see that it was struck and not its words: {screen}");
    door.keys("⌃l2").keys(LEADS_PIN).keys("ao→");
    assert!(door.screen().contains("Slept badly"), "{}", door.screen());
}

#[test]
fn a_child_of_the_same_name_is_chosen_by_number_and_the_other_is_not_offered() {
    let mut door = page(80, 24);
    door.keys("a1ava1");
    assert!(door.screen().contains("move from Ava O'Neill to Ava Patel"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.of(OTHER_AVA).len(), 2);
}

#[test]
fn a_stale_amendment_is_refused_and_the_newer_words_are_shown_with_ones_own() {
    let mut door = page(80, 24);
    door.keys("a4 And hot");
    let entry = door.of(AVA).into_iter().find(|entry| entry.text().starts_with("Slept badly")).unwrap();
    let change = Change::Amend {
        entry: entry.entry.id,
        seen: 0,
        text: "Slept well.".to_string(),
        family_words: Vec::new(),
        reason: Reason::WrongFact,
    };
    let person = Some(door.model.session.roll.people[PRIYA].id);
    let stamp = Stamp { person, recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
    door.keys("⏎");
    let screen = door.screen();
    assert!(screen.contains("Priya amended this at 09:05. Look at it again."), "{screen}");
    assert!(screen.contains("Slept well.") && screen.contains("And hot"), "{screen}");
    assert_eq!(door.standing(entry.entry.id).text(), "Slept well.");
    door.keys("⏎");
    assert!(door.standing(entry.entry.id).text().ends_with("And hot."), "{}", door.screen());
}

#[test]
fn words_of_an_amendment_survive_esc_and_the_lock() {
    let mut door = page(80, 24);
    door.keys("a4 More⎋⎋⎋").keys("⌃l");
    assert_eq!(door.model.session.draft_counts.values().sum::<u32>(), 1);
    door.keys("1").keys(PIN).keys("ao→a");
    assert!(door.screen().contains("early?” More"), "{}", door.screen());
    assert!(door.screen().contains("The words from now on (more to say)"), "{}", door.screen());
    // Locked in the middle of it, its writer is back where the words were.
    door.keys("←←⌃l");
    assert!(!door.screen().contains("More"), "{}", door.screen());
    door.keys("1").keys(PIN).keys("x");
    assert!(door.screen().contains("early?” Moxre"), "{}", door.screen());
    door.keys("⎋⎋⎋").keys("ao⏎");
    assert!(
        !door.screen().contains("More"),
        "the card does not take an amendment's words: {}",
        door.screen()
    );
}

#[test]
fn only_the_writer_and_leads_amend_and_after_close_leads_alone() {
    let mut door = page(80, 24);
    door.keys("↓↓");
    assert!(!door.screen().contains("a amend"), "Jo wrote it: {}", door.screen());
    door.keys("a");
    assert!(door.screen().contains("Somebody else wrote it"), "{}", door.screen());
    let person = Some(door.model.session.roll.people[PRIYA].id);
    let room = door.model.session.room.unwrap();
    let close = Change::CloseDay { room, day: door.now.day(), code: "0".repeat(12) };
    let stamp = Stamp { person, recorded: door.now };
    door.worker.store().apply(&close.into(), stamp).unwrap();
    door.keys("⌃l1").keys(PIN).keys("ao→a");
    assert!(door.screen().contains("Priya has closed that day."), "{}", door.screen());
    door.keys("⌃l2").keys(LEADS_PIN).keys("ao→a4 More⏎");
    let entry = door.of(AVA).into_iter().find(|entry| entry.text().starts_with("Slept badly")).unwrap();
    assert!(entry.amendments[0].after_close);
}

#[test]
fn private_words_are_not_on_anothers_screen_nor_found_by_their_search() {
    let mut door = Harness::sam(80, 24);
    let private = given(JO, Kind::DropOff, (11, 24), (8, 5), "Grandpa is very ill.");
    door.give(private, |entry| entry.private = true);
    door.keys("ao→");
    let screen = door.screen();
    assert!(screen.contains("Private note.") && !screen.contains("Grandpa"), "{screen}");
    door.keys("⏎");
    assert!(!door.screen().contains("Grandpa"), "{}", door.screen());
    door.keys("/grandpa");
    assert!(!door.screen().contains("very ill"), "{}", door.screen());
    // A lead's search finds it; its words are read where it is opened, with the lead's numbers.
    door.keys("⌃l2").keys(LEADS_PIN).keys("/grandpa");
    assert!(
        door.row("▸").contains("Private note.") && !door.screen().contains("very ill"),
        "{}",
        door.screen()
    );
}

#[test]
fn what_was_heard_back_closes_the_step() {
    let mut door = page(80, 24);
    // Wherever the mark is, the one open step is meant.
    door.keys("h");
    assert!(door.row("given ").contains("Ava O'Neill"), "{}", door.screen());
    door.keys("⎋↓hRead it twice at bedtime.⏎Again!⏎y⏎");
    let screen = door.screen();
    assert!(screen.contains("Saved: what was heard back."), "{screen}");
    assert!(screen.contains("heard") && screen.contains("0 open    1 heard back"), "{screen}");
    let entry = door.of(AVA).into_iter().find(|entry| entry.entry.kind == Kind::ForHome).unwrap();
    let Some(Step::HeardBack { heard, childs_words, led_to_change, .. }) = entry.step else {
        panic!("heard back")
    };
    assert_eq!((heard.as_str(), childs_words.as_deref()), ("Read it twice at bedtime.", Some("Again!")));
    assert!(led_to_change);
    assert!(!door.screen().contains("h heard back"), "it can't be heard back twice");
}

/// Ava's mum and dad, who live apart.
fn two_homes(door: &mut Harness) -> [ContactId; 2] {
    let mut chance = Chance::seeded(77);
    let child = door.child(AVA);
    let mut changes = Vec::new();
    let adults = [("Siobhan O'Neill", "Mum"), ("Declan O'Neill", "Dad")].map(|(name, relation)| {
        let (household, contact) = (chance.id(door.now), chance.id(door.now));
        changes.push(Change::Household(Household { id: household }));
        changes.push(Change::Contact(Contact {
            id: contact,
            name: name.to_string(),
            household,
            language: String::new(),
            format: Format::Standard,
        }));
        changes.push(Change::Link(ContactLink {
            child,
            contact,
            relation: relation.to_string(),
            responsibility: Responsibility::Yes,
            may_collect: None,
        }));
        contact
    });
    door.worker.store().apply(&changes.into(), Stamp { person: None, recorded: door.now }).unwrap();
    door.tell_effect(crate::tui::msg::Effect::Roll);
    adults
}

#[test]
fn who_told_it_is_asked_where_the_child_has_two_homes() {
    let mut door = page(80, 24);
    let [_, dad] = two_homes(&mut door);
    door.keys("↓hRead it twice at bedtime.⏎⏎");
    assert!(door.screen().contains("[0 not said]  1 Mum   2 Dad"), "{}", door.screen());
    assert!(door.screen().contains("Goes to the home of whoever told you"), "{}", door.screen());
    door.keys("3→→→2");
    assert!(door.screen().contains("[2 Dad]"), "{}", door.screen());
    door.keys("⏎y⏎");
    let entry = door.of(AVA).into_iter().find(|entry| entry.entry.kind == Kind::ForHome).unwrap();
    let Some(Step::HeardBack { with, led_to_change: true, .. }) = entry.step else { panic!("heard back") };
    assert_eq!(with, [With { word: "dad".to_string(), contact: Some(dad) }]);
    door.keys("⏎");
    assert!(door.screen().contains("Heard back from dad"), "{}", door.screen());
}

#[test]
fn the_form_that_asks_who_told_it_fits_every_size() {
    let mut door = page(80, 24);
    two_homes(&mut door);
    door.keys("↓hRead it twice at bedtime.⏎Again!⏎1");
    at_every_size("heard_of_two_homes", door);
}

#[test]
fn two_of_one_short_name_are_told_apart_on_the_board() {
    let mut door = Harness::sam(80, 24);
    let patel = door.model.session.roll.children[1].clone();
    assert!(door.screen().contains("Ava P."), "{}", door.screen());
    let other = Child { id: Chance::seeded(78).id(door.now), surname: "Price".to_string(), ..patel };
    let change = Change::Child(Box::new(other));
    door.worker.store().apply(&change.into(), Stamp { person: None, recorded: door.now }).unwrap();
    door.tell_effect(crate::tui::msg::Effect::Roll);
    let screen = door.screen();
    assert!(
        screen.contains("Ava Pa.") && screen.contains("Ava Pr.") && !screen.contains("Ava P."),
        "{screen}"
    );
}

#[test]
fn words_of_a_form_that_was_left_are_there_again() {
    let mut door = page(80, 24);
    door.keys("↓hRead it⏎mine⎋");
    assert!(door.screen().contains("Kept. h opens it again."), "{}", door.screen());
    door.keys("⌃l1").keys(PIN).keys("ao→↓h");
    assert!(door.screen().contains("Read it"), "{}", door.screen());
    door.keys("⌃l1").keys(PIN);
    let screen = door.screen();
    assert!(screen.contains("Read it") && screen.contains("mine"), "{screen}");
}

#[test]
fn what_was_promised_is_marked_as_done() {
    let mut door = Harness::sam(80, 24);
    let promise = given(JO, Kind::PickUp, (11, 20), (16, 0), "Will look for the red hat.");
    let id = door.give(promise, |entry| entry.follow_up = Day::from_ymd_opt(2026, 11, 23));
    door.keys("ao→");
    assert!(door.screen().contains("! promised for Mon 23 Nov"), "{}", door.screen());
    door.keys("f⏎");
    assert!(door.standing(id).follow_up_done.is_some());
    assert!(!door.screen().contains("! promised"), "{}", door.screen());
    door.keys("f");
    assert!(door.screen().contains("marked as done already"), "{}", door.screen());
}

#[test]
fn a_long_page_goes_on_and_loses_nothing_at_the_seam() {
    let mut door = Harness::sam(80, 24);
    for index in 0..150_u32 {
        let words: &'static str = Box::leak(format!("Note number {index:03}.").into_boxed_str());
        let day = (9 + index / 60, 1 + index / 3 % 20);
        door.give(given(SAM, Kind::Feedback, day, (8 + index % 3, index % 60), words), |_| {});
    }
    door.keys("ao→");
    let shown = door.screen().matches("Note number").count();
    assert!(shown > 5, "{}", door.screen());
    let older = format!("Older: {} entries", 150 - shown);
    assert!(door.screen().contains(&older), "{older}\n{}", door.screen());
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..160 {
        let screen = door.screen();
        seen.extend(
            screen.lines().filter_map(|line| line.split_once("number ")).map(|(_, n)| n[..3].to_string()),
        );
        door.keys("↓");
    }
    assert_eq!(seen.len(), 150, "{}", door.screen());
    assert!(!door.screen().contains("Older"), "{}", door.screen());
}

#[test]
fn the_next_child_is_the_boards_next() {
    let mut door = page(80, 24);
    door.keys("n");
    assert!(door.row("2 years 4 months").contains("Ava Patel"), "{}", door.screen());
    door.keys("w");
    assert!(door.row("For ").contains("Ava Patel"), "{}", door.screen());
}

#[test]
fn a_search_for_sleep_finds_slept() {
    let mut door = page(80, 24);
    door.keys("⎋⎋/sleep");
    let screen = door.screen();
    assert!(screen.contains("Slept badly") && screen.contains("Slept 40 minutes"), "{screen}");
    assert!(screen.contains("2 found. sleep also finds"), "{screen}");
    door.keys("⏎");
    assert!(door.row("2 years").contains("Ava O'Neill"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("/ sleep").contains("sleep"), "back comes to the search: {}", door.screen());
}

#[test]
fn marks_and_names_narrow_the_search() {
    let mut door = page(80, 24);
    door.give(Given { child: BEN, ..given(JO, Kind::DropOff, (11, 24), (8, 0), "Slept at gran's.") }, |_| {});
    door.keys("⎋⎋/ben sleep");
    assert!(door.screen().contains("1 found.") && door.screen().contains("gran's"), "{}", door.screen());
    door.keys("⎋/by:jo sleep");
    assert!(door.screen().contains("2 found."), "{}", door.screen());
    door.keys("⎋/kind:home open");
    assert!(door.row("▸").contains("Read the bear book"), "{}", door.screen());
    door.keys("⎋/\"rest early\"");
    assert!(door.screen().contains("1 found."), "{}", door.screen());
    door.keys("⎋/slept⇥⇥→");
    assert!(door.screen().contains("[Drop-off]") && door.screen().contains("2 found."), "{}", door.screen());
}

#[test]
fn an_entry_of_another_term_is_found_only_where_all_terms_are_looked_through() {
    let mut door = Harness::sam(80, 24);
    door.give(given(SAM, Kind::Feedback, (3, 2), (9, 0), "Loved the snails."), |_| {});
    door.keys("/snails");
    assert!(door.screen().contains("No entry has “snails” in it this term."), "{}", door.screen());
    door.keys("⇥⇥⇥→");
    assert!(door.screen().contains("1 found."), "{}", door.screen());
}

#[test]
fn staff_search_their_room_and_leads_everywhere() {
    let mut door = Harness::sam(80, 24);
    let mia = door.model.session.roll.children.len() - 1;
    door.give(
        Given { child: mia, ..given(JO, Kind::Feedback, (11, 23), (9, 0), "Loved the snails.") },
        |_| {},
    );
    door.keys("/snails");
    assert!(!door.screen().contains("1 found."), "{}", door.screen());
    door.keys("⌃l2").keys(LEADS_PIN).keys("/snails");
    assert!(door.screen().contains("1 found."), "{}", door.screen());
    door.keys("⇥→");
    assert!(!door.screen().contains("1 found."), "{}", door.screen());
}

#[test]
fn a_late_answer_to_an_older_question_is_dropped() {
    use crate::tui::key::Chord;
    use crate::tui::msg::{Answer, Msg};
    let mut door = page(80, 24);
    let bear = door.of(AVA).into_iter().filter(|entry| entry.entry.kind == Kind::ForHome).collect::<Vec<_>>();
    door.keys("⎋⎋/slee");
    door.tell_slowly(Msg::Key(Chord::char('p'), 1000));
    door.tell(Msg::Answer(Answer::Found(4, bear)));
    assert!(!door.screen().contains("bear book"), "{}", door.screen());
    assert!(door.land() > 0);
    assert!(door.screen().contains("2 found."), "{}", door.screen());
}

#[test]
fn the_room_words_or_the_sheet_open_the_log_and_neither_is_shown() {
    let words = "abandon ability able about above absent";
    let mut door = Harness::locked(80, 24);
    door.model.screen = crate::tui::screen::unlock::State::default().into();
    door.keys(words);
    let screen = door.screen();
    assert!(screen.contains("●●●●●●● ●●●●●●● ●●●●") && !screen.contains("abandon"), "{screen}");
    door.keys("⏎");
    assert!(door.screen().contains("Those words do not open this setting"), "{}", door.screen());
    assert!(door.screen().contains("●●●●●●● ●●●●●●● ●●●●"), "they stay, to be put right");
    door.keys("⌫⌫⌫⌫⏎");
    assert!(door.screen().contains("Word 6"), "{}", door.screen());
    door.keys("ab⌃l");
    assert!(door.screen().contains("●●"), "there is nothing to lock yet: {}", door.screen());
    door.keys("⎋");
    assert!(!door.screen().contains("●"), "{}", door.screen());
    door.keys("⇥K7QM2F9DXA⏎K7QM⏎");
    at_every_size("unlock_sheet", door);
}

#[test]
fn the_printed_words_and_the_printed_sheet_open_it() {
    use crate::tui::worker::Worker;
    let folder = tempfile::tempdir().unwrap();
    let home = crate::paths::Home::at(folder.path().join("home"));
    let mut chance = Chance::seeded(5);
    let words = crate::store::vault::Words::generate(&mut chance);
    let cost = crate::store::vault::Cost::TEST;
    let (key, sheet) = crate::store::vault::create_with(&home, &mut chance, &words, cost).unwrap();
    drop(crate::store::Store::create(&home, &key, &mut chance).unwrap());
    let printed: Vec<String> = sheet.printed().lines().map(|line| line.to_lowercase()).collect();
    for keys in [format!("{}⏎", words.as_str()), format!("⇥{}⏎", printed.join("⏎"))] {
        let mut door = Harness::locked(80, 24);
        door.model.screen = crate::tui::screen::unlock::State::default().into();
        door.worker = Worker::new(home.clone(), None, Chance::seeded(1));
        door.keys(&keys);
        assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    }
}

#[test]
fn a_stick_with_the_key_file_is_found_by_itself_and_enter_alone_opens_with_it() {
    use crate::store::vault::{self, KeyFile, Secret};
    use crate::tui::worker::Worker;
    let folder = tempfile::tempdir().unwrap();
    let home = crate::paths::Home::at(folder.path().join("home"));
    let mut chance = Chance::seeded(5);
    let words = vault::Words::generate(&mut chance);
    let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST).unwrap();
    drop(crate::store::Store::create(&home, &key, &mut chance).unwrap());
    let file = KeyFile::generate(&mut chance);
    vault::change(&home, &key, &Secret::KeyFile(&file), &mut chance).unwrap();
    let stick = folder.path().join("KINGSTON");
    std::fs::create_dir(&stick).unwrap();
    let locked = |sticks: Vec<std::path::PathBuf>| {
        let mut door = Harness::locked(80, 24);
        door.model.screen = crate::tui::screen::unlock::State::default().into();
        door.worker = Worker::new(home.clone(), None, Chance::seeded(1));
        door.worker.plug(sticks);
        door.tell_effect(Effect::FindKeyFile);
        door
    };
    // A stick without one is no matter, and words open as ever while one is in.
    let mut door = locked(vec![stick.clone()]);
    assert!(!door.screen().contains("KINGSTON"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Nothing is typed yet."), "{}", door.screen());
    std::fs::create_dir(stick.join("Doorstep")).unwrap();
    crate::store::files::write_private(&stick.join("Doorstep").join(KeyFile::NAME), file.text().as_bytes())
        .unwrap();
    // It came in while the page stood: within the minute, or with the next Enter.
    door.wait(60);
    let screen = door.screen();
    assert!(
        screen.contains("The stick KINGSTON has a key file") && !screen.contains("Nothing is"),
        "{screen}"
    );
    door.keys("abandon");
    assert!(!door.screen().contains("KINGSTON"), "words are typed: {}", door.screen());
    door.keys("⎋⇥");
    assert!(!door.screen().contains("KINGSTON"), "the sheet is asked: {}", door.screen());
    door.keys("⇥⏎");
    assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    at_every_size("unlock_key_file", locked(vec![stick.clone()]));
    // Another setting's, and one that is damaged: a sentence why, and it is not offered again while it is in.
    let other = KeyFile::generate(&mut chance).text().to_string();
    for (text, why) in
        [(other, "This key file does not open"), ("doorstep key 1\n00\n".into(), "This is no key file")]
    {
        crate::store::files::write_private(&stick.join("Doorstep").join(KeyFile::NAME), text.as_bytes())
            .unwrap();
        let mut door = locked(vec![stick.clone()]);
        door.keys("⏎");
        let screen = door.screen();
        assert!(screen.contains(why) && !screen.contains("has a key file"), "{screen}");
        door.keys("⏎");
        assert!(door.screen().contains("Nothing is typed yet."), "{}", door.screen());
        door.keys(words.as_str()).keys("⏎");
        assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    }
}

#[test]
fn a_lead_looks_at_another_room_and_staff_of_this_machines_do_not() {
    let mut door = Harness::priya(80, 24);
    door.keys(":rooms⏎2");
    assert!(door.row("Who?").contains("Who?") && door.screen().contains("Mia M."), "{}", door.screen());
    // Which room it is stands on what is done for a room, where it is not their own.
    for (page, name) in [("end of", "End of day"), ("daily", "Daily round"), ("weekly", "Weekly summary")] {
        door.keys(&format!(":{page}⏎"));
        let head = door.screen().lines().next().unwrap_or_default().to_string();
        assert!(head.contains(name) && head.contains(" · Toddlers · "), "{head}");
        door.keys("⎋");
    }
    let mut own = Harness::priya(80, 24);
    own.keys(":end of⏎");
    assert!(own.row("End of day").contains(" End of day · Tue 24 Nov"), "{}", own.screen());
    let mut door = Harness::sam(80, 24);
    door.keys(":rooms⏎");
    assert!(!door.screen().contains("Toddlers"), "{}", door.screen());
}

#[test]
fn a_note_that_was_taken_back_says_so_to_its_own_writer() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎Ate toast at home⏎⌃z⎋ao→");
    door.keys("⏎");
    assert!(door.screen().contains("It was taken back: its words are gone."), "{}", door.screen());
    door.keys("↓a");
    assert!(door.screen().contains("It was taken back"), "{}", door.screen());
    assert!(!door.screen().contains("Only its writer"), "{}", door.screen());
}

#[test]
fn a_list_that_goes_on_says_how_many_lines_are_not_seen() {
    let mut door = Harness::priya(60, 16);
    door.keys(":phrases⏎");
    assert!(door.screen().contains("34 more below"), "{}", door.screen());
    door.keys("↓↓↓↓↓↓↓↓↓↓");
    assert!(door.screen().contains("more above, "), "{}", door.screen());
    door.resize(120, 60);
    assert!(!door.screen().contains("more below"), "{}", door.screen());
}

#[test]
fn a_key_that_comes_before_a_page_is_read_is_told_so() {
    use crate::tui::key::Chord;
    use crate::tui::msg::Msg;
    use ratatui::crossterm::event::KeyCode;
    let mut door = Harness::sam(120, 40);
    door.keys("ben⏎Slept.⏎ben");
    let press = |chord| Msg::Key(chord, 1_000);
    door.tell_slowly(press(Chord::plain(KeyCode::Right))).tell_slowly(press(Chord::char('f')));
    let screen = door.screen();
    assert!(screen.contains("What is written is being read."), "{screen}");
    // Nor is anything said of figures that are not there yet.
    assert!(!screen.contains("nobody yet") && !screen.contains("Talks this week"), "{screen}");
    door.resize(80, 24);
    assert!(!door.screen().contains("nobody yet") && !door.screen().contains("Talks this week"));
    door.land();
    assert!(door.screen().contains("Talks this week 1"), "{}", door.screen());
}
