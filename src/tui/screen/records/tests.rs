//! Practice records: keys in, screen and store out.

use ratatui::crossterm::event::KeyCode;

use crate::domain::entry::Reason;
use crate::domain::evidence::{Figures, Scope};
use crate::domain::practice::{Held, PracticeStands};
use crate::domain::{Change, Day, Draft, Period, Purpose, Stamp};
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::Msg;

impl Harness {
    fn records(&mut self) -> Vec<PracticeStands> {
        self.worker.store().practices(Period { from: Day::MIN, to: Day::MAX }).unwrap()
    }

    fn figures_of(&mut self, code: &str) -> Figures {
        let scope = Scope { rooms: Vec::new(), period: Period::term_to(self.now.day()) };
        let board = self.worker.store().board("partnership-with-parents", &scope).unwrap();
        board.get(code).cloned().unwrap_or_default()
    }

    fn own_drafts(&mut self) -> usize {
        let person = self.model.session.person.unwrap();
        self.worker.store().drafts(person).unwrap().len()
    }

    fn says(&mut self, words: &str) -> &mut Harness {
        let screen = self.screen();
        assert!(screen.contains(words), "no “{words}” on\n{screen}");
        self
    }

    fn no_word_of(&mut self, words: &str) -> &mut Harness {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” on\n{screen}");
        self
    }

    /// Priya signs in where Sam was.
    fn priya_comes(&mut self) -> &mut Harness {
        self.keys("⌃l2").keys(LEADS_PIN)
    }

    fn sam_comes(&mut self) -> &mut Harness {
        self.keys("⌃l1").keys(PIN)
    }
}

/// A home visit as its keys: the child, then the fields.
const VISIT: &str = "home v⏎ben⇥⇥⇥⇥priya⇥Builds with tins⇥The tins come along⏎";
/// A complaint of three weeks and three days ago.
const COMPLAINT: &str = "complaint⏎ben⇥31 oct⇥⇥⇥Wet clothes in the bag twice⏎";

/// Sam has written a home visit, and Priya looks at it.
pub(crate) fn visited(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    door.keys(":practice rec⏎⌃n").keys(VISIT);
    door.priya_comes().keys(":practice rec⏎⏎");
    door
}

#[test]
fn a_lead_writes_a_record_from_the_fields_of_its_kind_and_it_counts_at_once() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎").says("There is none yet");
    // The letters narrow the kinds; Enter takes the marked one.
    door.keys("⌃n").says("Survey: asked, found, done");
    door.keys("zzz").says("No kind has these letters. Esc clears them.").no_word_of("Enter begin");
    door.keys("⎋home v").says("Home visit").no_word_of("Survey");
    door.keys("⏎").says("A new practice record");
    // What is needed is asked for in a sentence, and so is what can't be read.
    door.keys("ben⏎").says("“Who went” is needed. Write it, then Enter.");
    door.keys("nobody⏎").says("Nobody who works here is called “nobody”.");
    assert!(door.records().is_empty());
    door.keys("⌫⌫⌫⌫⌫⌫ps").says("Reads: Priya Shah");
    door.keys("⏎").says("Say in a sentence what was done");
    door.keys("Went to see them.⇥come again⏎").says("Saved. It counts from now on.");
    let all = door.records();
    let practice = &all[0].practice;
    assert_eq!((all.len(), practice.kind.as_str(), practice.day), (1, "home-visit", door.now.day()));
    assert_eq!(practice.room, door.model.session.room);
    let priya = door.model.session.person.unwrap();
    assert_eq!(practice.fields["staff"], Held::People(vec![priya]));
    assert_eq!(practice.family_words, ["come again"]);
    assert!(!all[0].waits);
    // What the kind may show was ticked from the beginning.
    assert_eq!(door.figures_of("15").entries, 1);
    assert_eq!(door.own_drafts(), 0);
    door.says("Ben Clarke").says("Went to see them.").says("15 ");
}

#[test]
fn a_key_person_writes_some_kinds_and_a_lead_agrees_them() {
    let mut door = Harness::sam(80, 24);
    door.keys(":practice rec⏎⌃n").no_word_of("Survey").no_word_of("Complaint").no_word_of("Training");
    door.keys(VISIT).says("It counts once a room lead has agreed it.");
    assert!(door.records()[0].waits);
    assert_eq!((door.figures_of("15").entries, door.figures_of("15").kept_out.not_agreed), (0, 1));
    // It is among what the day's end asks of a lead; Enter opens it, and Enter agrees it.
    door.priya_comes().keys("⎋3");
    let row = door.row("Home visit: Sam wrote it");
    assert!(!row.contains("Ben"), "no child is named: {row}");
    // Nor does the cursor stand where a name would.
    for _ in 0..30 {
        if door.row("Home visit").contains('▸') {
            break;
        }
        door.keys("↓");
    }
    for (columns, rows, letter) in [(60, 16, "H"), (120, 40, "R"), (80, 24, "R")] {
        assert_eq!(door.resize(columns, rows).cursor().1, letter, "{}", door.screen());
        assert!(door.row("▸").contains("Home visit: Sam wrote it, to be agreed"), "{}", door.screen());
    }
    for _ in 0..40 {
        if door.row("Home visit: Sam wrote it").contains('▸') {
            break;
        }
        door.keys("↓");
    }
    door.keys("⏎").says("It counts once you agree it");
    // One statement is unticked, then it is agreed.
    door.keys("l␣⏎⏎").says("Agreed: it counts from now on.");
    let there = &door.records()[0];
    assert!(!there.waits);
    assert_eq!(there.practice.shows.len(), 3);
    assert_eq!((door.figures_of("1").entries, door.figures_of("15").entries), (0, 1));
    // Back is where it was opened: the day's end.
    door.keys("⎋").says("End of day").no_word_of("Sam wrote it");
    // What its writer changes afterwards waits again.
    door.sam_comes().keys(":practice rec⏎⏎a").says("Amend a practice record");
    door.keys("⇥⇥ and lids⏎").says("Amended");
    assert!(door.records()[0].waits);
    assert_eq!(door.figures_of("15").entries, 0);
}

#[test]
fn cover_has_no_practice_records() {
    let mut door = Harness::priya(80, 24);
    let lena = door.model.session.roll.people[3].id;
    door.model.session.person = Some(lena);
    door.keys(":practice rec⏎").says("Key persons, room leads and managers keep practice records.");
}

#[test]
fn no_name_of_a_kind_and_no_label_of_a_part_is_cut_in_any_window() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = Harness::priya(columns, rows);
        for kind in door.model.session.practice.clone() {
            door.keys(":practice rec⏎⌃n").keys(&kind.label.replace(':', "")).says(&kind.label);
            door.keys("⏎").says(&kind.label);
            for field in &kind.fields {
                let cut = |door: &mut Harness| {
                    let screen = door.screen();
                    let cut = field.label.split(' ').find(|word| !screen.contains(word));
                    cut.map(|word| format!("“{word}” of “{}” is cut\n{screen}", field.label))
                };
                // Of a long form only some parts are seen; the one in use always is.
                while cut(&mut door).is_some_and(|_| !door.row("below").is_empty()) {
                    door.keys("⇥");
                }
                assert_eq!(cut(&mut door), None);
            }
            door.keys("⎋⎋");
        }
        door.keys(":practice rec⏎⌃nreview m⏎ben⇥⇥⇥⇥priya⇥Talks more⇥⇥⇥To go on⏎").says("Saved");
        door.keys("⎋").says("Review meeting or parents' evening");
    }
}

#[test]
fn what_is_begun_waits_for_its_writer_and_is_never_lost() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃nsurvey⏎⇥⇥⇥Which hours fit?⇥12⌃l2").keys(LEADS_PIN);
    door.says("A new practice record").says("Which hours fit?").says("12");
    assert_eq!(door.own_drafts(), 1);
    let Purpose::Practice { shows: ticked, .. } = door.model.session.writer.drafts[0].purpose.clone() else {
        panic!("a practice record")
    };
    door.keys("⎋").says("Kept. It waits for you among your drafts.");
    // The board, which faces the door, says of which kind it is and no more.
    door.keys("⎋⇥").no_word_of("Which hours");
    assert!(door.row("a practice record").contains("Survey: asked, found, done"), "{}", door.screen());
    // Of one for leads alone not even that.
    door.keys("⎋:practice rec⏎⌃ncomplaint⏎ben⎋⎋⇥").no_word_of("Complaint").no_word_of("Ben Clarke");
    assert_eq!(door.screen().matches("a practice record").count(), 2, "{}", door.screen());
    while !door.row("Survey").contains('▸') {
        door.keys("↓");
    }
    door.keys("⏎").says("Which hours fit?");
    // The kind chosen again goes on with it too.
    door.keys("⎋⎋:practice rec⏎⌃nsurvey⏎").says("Which hours fit?");
    door.keys("⇥9⏎").says("Saved.");
    assert_eq!(door.own_drafts(), 1, "the complaint");
    let practice = &door.records()[0].practice;
    assert!(!ticked.is_empty() && practice.shows == ticked, "{ticked:?}");
    assert_eq!(practice.fields["asked"], Held::Number(12));
    assert_eq!(practice.fields["returned"], Held::Number(9));
    // Of one that is there only what is changed is kept.
    door.keys("a⎋");
    assert_eq!(door.own_drafts(), 1);
    door.keys("a?⎋");
    assert_eq!(door.own_drafts(), 2);
    let drafts = door.model.session.writer.drafts.clone();
    let amends = |draft: &Draft| matches!(draft.purpose, Purpose::Practice { seen: Some(0), .. });
    assert!(drafts.iter().any(amends), "{drafts:?}");
}

#[test]
fn two_who_amend_one_record_lose_nothing_of_either() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃nsurvey⏎⇥⇥⇥Which hours fit?⇥12⇥9⏎");
    let elsewhere = |door: &mut Harness, fields: [(&str, Held); 1]| {
        let there = door.records()[0].clone();
        let mut record = there.practice.clone();
        record.fields.extend(fields.map(|(code, held)| (code.to_string(), held)));
        let record = Box::new(record);
        let change = Change::AmendPractice { record, seen: there.revision, reason: Reason::MoreToSay };
        let stamp = Stamp { person: door.model.session.person, recorded: door.now };
        door.worker.store().apply(&change.into(), stamp).unwrap();
    };
    // While one writes in one field, another window puts right another.
    door.keys("a⇥⇥⇥⇥Open until six");
    elsewhere(&mut door, [("returned", Held::Number(10))]);
    door.keys("⏎").says("Priya amended this record at").says("Theirs stands where you changed nothing");
    door.keys("⏎").says("Amended");
    let fields = door.records()[0].practice.fields.clone();
    assert_eq!(fields["returned"], Held::Number(10));
    assert_eq!(fields["done"], Held::Text("Open until six".into()));
    // A draft that was left meanwhile does not know what it was begun over: its writer is told, and goes on.
    door.keys("a⇥⇥⇥⇥ now⎋⎋");
    elsewhere(&mut door, [("asked", Held::Number(13))]);
    door.keys("⎋:practice rec⏎⏎a").says("Your words are still here: Enter saves").says("Open until six now");
    door.keys("⏎").says("Amended");
    assert_eq!(door.records()[0].practice.fields["done"], Held::Text("Open until six now".into()));
}

#[test]
fn a_survey_that_was_acted_on_carries_changed_by_itself() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃nsurvey⏎⇥⇥⇥Which hours fit?⇥12⇥9⏎");
    assert_eq!(door.figures_of("3").changed, 0);
    // What was done is written later: that alone says that something changed.
    door.keys("a⇥⇥⇥⇥Open until half past six⏎").says("Amended").says("(changed)");
    assert_eq!((door.figures_of("3").entries, door.figures_of("3").changed), (1, 1));
    door.says("Amended Tue 24 Nov").says("more to say");
    let id = door.records()[0].practice.id;
    let versions = door.worker.store().practice_versions(id).unwrap();
    assert!(!versions[0].fields.contains_key("done") && versions[1].fields.contains_key("done"));
}

#[test]
fn the_kind_that_begins_with_the_letters_is_the_one_that_enter_takes() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃ncompl");
    assert!(door.row("▸").contains("Complaint"), "{}", door.screen());
    assert!(door.screen().contains("Suggestion or compliment"), "{}", door.screen());
}

#[test]
fn a_record_is_taken_back_for_five_minutes_and_opens_as_a_draft() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃n").keys(VISIT);
    assert_eq!(door.figures_of("15").entries, 1);
    door.keys("⌃z").says("Taken back: it is a draft again, and counts nowhere.").says("Builds with tins");
    assert_eq!((door.records().len(), door.figures_of("15").entries), (0, 0));
    assert_eq!(door.own_drafts(), 1);
    door.keys("⏎").says("Saved.");
    assert_eq!((door.records().len(), door.figures_of("15").entries, door.own_drafts()), (1, 1, 0));
    door.wait(301);
    door.keys("⌃z").says("too late to take back").says("corrects it");
    assert_eq!(door.records().len(), 1);
    for check in door.worker.store().verify().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}

#[test]
fn what_is_restricted_is_seen_by_leads_alone_and_a_complaint_has_its_clock() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃n").keys(COMPLAINT).says("Room leads and managers alone can read it.");
    door.says("To be answered within 4 days.").says("Wet clothes");
    // Among what the day's end asks, in words that name no child.
    door.keys("⎋⎋⎋3");
    let row = door.row("Complaint: to be answered within 4 days");
    assert!(!row.contains("Ben") && !row.contains("Wet"), "{row}");
    // Nobody else has it: not in the list, not by its words, not in what is read for them, not in search.
    door.sam_comes().keys(":practice rec⏎").says("There is none yet").no_word_of("Complaint");
    door.keys("wet").no_word_of("clothes");
    door.keys("⎋⎋/wet").no_word_of("clothes");
    door.keys("⎋⇥").no_word_of("omplaint");
    // Answering it closes the clock; not before it was made.
    door.priya_comes().keys(":practice rec⏎⏎a⇥⇥⇥⇥30 oct⏎").says("is before the day of the record");
    door.keys("⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫today⏎").says("Amended");
    door.no_word_of("To be answered").keys("⎋⎋⎋3").no_word_of("Complaint:");
    let figures = door.figures_of("13");
    assert_eq!((figures.entries, figures.kept_out.restricted), (0, 1));
}

#[test]
fn what_is_shared_with_an_agency_without_consent_needs_its_reason() {
    let mut door = Harness::priya(80, 24);
    let keys = "agency⏎⇥⇥⇥Health visitor⇥⇥a⇥⇥What we saw at meals⇥ps⏎";
    door.keys(":practice rec⏎⌃n").keys(keys).says("Saved.");
    door.keys("⎋⌃nagency⏎⇥⇥⇥Health visitor⇥⇥→→⇥⇥What we saw at meals⇥ps⏎");
    door.says("“Why it was shared without” is needed.");
    door.keys("A bruise that nobody explained⏎").says("Saved.");
    assert_eq!(door.records().len(), 2);
}

#[test]
fn records_are_found_by_words_by_kind_and_by_child() {
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃n").keys(VISIT).keys("⎋⌃n").keys(COMPLAINT).keys("⎋");
    door.says("2 records");
    for (key, marked) in [(KeyCode::End, "Complaint"), (KeyCode::Home, "Home visit")] {
        door.tell(Msg::Key(Chord::plain(key), 1_000));
        assert!(door.row("▸").contains(marked), "{}", door.screen());
    }
    for (find, wanted, other) in [
        ("tins", "Home visit", "Complaint"),
        ("complaint", "Complaint", "Home visit"),
        ("home cl", "Home visit", "Wet"),
    ] {
        door.keys(find).says("1 record").says(wanted).no_word_of(other);
        assert_eq!(
            door.cursor(),
            ((7 + find.len() as u16, 1), "▏".to_string()),
            "where is typed, as on the board"
        );
        door.keys("⎋");
    }
    door.keys("clarke").says("2 records").keys(" nothing").says("No record has these words.");
    door.keys("⎋⌃nho");
    assert_eq!((door.cursor().0.1, door.cursor().1), (1, "▏".to_string()), "{}", door.screen());
}

#[test]
fn the_words_of_all_records_begin_in_one_column() {
    let mut door = visited(80, 24);
    door.keys("⎋⌃n").keys(COMPLAINT).keys("⎋⌃nsurvey⏎⇥⇥⇥Which hours fit?⇥12⇥9⏎⎋");
    for (columns, rows) in [(60, 16), (72, 20), (80, 24), (120, 40)] {
        let screen = door.resize(columns, rows).screen();
        let at = |words: &str| {
            let line = screen
                .lines()
                .find(|line| line.contains(words))
                .unwrap_or_else(|| panic!("{words}: {screen}"));
            line[..line.find(words).unwrap()].chars().count()
        };
        let begins = ["waits for a lead", "answer in 4 days"].map(at);
        assert_eq!(begins, [begins[0]; 2], "{screen}");
        // A kind that is longer than its column stands whole, and its words give way.
        assert!(screen.contains("Survey: asked, found, done"), "{screen}");
        assert_eq!(screen.contains("Which h"), columns >= 80, "{screen}");
        assert!(columns < 80 || at("Which h") == begins[0], "{screen}");
    }
}

#[test]
fn how_practice_records_look() {
    let sizes = |name: &str, mut door: Harness| {
        for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
            let screen = door.resize(columns, rows).screen();
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
        }
    };
    let mut door = visited(80, 24);
    door.keys("⎋⌃n").keys(COMPLAINT).keys("⎋⌃nsurvey⏎⇥⇥⇥Which hours fit?⇥12⇥9⏎⎋");
    sizes("records", door);
    sizes("record", visited(80, 24));
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃n");
    sizes("record_kinds", door);
    let mut door = Harness::priya(80, 24);
    door.keys(":practice rec⏎⌃nhome v⏎ben⇥⇥⇥⇥ps⇥Builds with tins");
    sizes("record_form", door);
    let mut door = visited(80, 24);
    door.keys("l↓");
    sizes("record_ticks", door);
}
