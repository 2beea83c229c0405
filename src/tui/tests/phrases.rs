//! Phrases: choices in their gaps, the list that narrows, and the page on which a lead keeps them.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::screens::at_every_size;
use crate::domain::{Day, Kind};
use crate::tui::harness::Harness;
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Msg};
use crate::tui::screen::card::{listed, numbered};

/// The words of the last entry of today.
fn last(door: &mut Harness) -> String {
    door.entries().last().map(|entry| entry.3.clone()).unwrap_or_default()
}

#[test]
fn a_choice_is_taken_by_its_digit_by_letters_or_left_for_words_of_ones_own() {
    for (keys, words) in [
        // By digits, each going to the next gap.
        ("f:.ate␣21⏎", "Ate most of lunch."),
        // By first letters: the rest is put in and Enter takes what stands there.
        ("f:.ate␣m⇥l⏎", "Ate most of lunch."),
        ("f:.ate␣m⏎l⏎", "Ate most of lunch."),
        ("f:.ate␣so⇥2⏎", "Ate some of breakfast."),
        ("f:.ate␣M⇥1⏎", "Ate Most of lunch."),
        // The whole word typed is the same as its beginning; a space takes it too.
        ("f:.ate␣most⇥tea⏎", "Ate most of tea."),
        ("f:.ate␣mo␣1⏎", "Ate most of lunch."),
        // Words of one's own.
        ("f:.ate␣more than half⇥1⏎", "Ate more than half of lunch."),
        ("f:.ate␣9 spoons⇥1⏎", "Ate 9 spoons of lunch."),
        // More after it.
        ("f:.ate␣11asked for more⏎", "Ate all of lunch. Asked for more."),
        ("f:.ate␣1l⇥asked for more⏎", "Ate all of lunch. Asked for more."),
        // The choice at the end of a phrase.
        ("d:.night␣2⏎", "Last night: up once."),
        ("d:.night␣up a⏎", "Last night: up a few times."),
        // Left empty.
        ("f:.ate␣⏎⏎", "Sat down to eat."),
        ("f:.ate␣m⏎⏎⏎", "Ate most."),
        // A letter taken back is only a letter.
        ("f:.ate␣m⌫⌫lots⇥1⏎", "Ate lots of lunch."),
        // What was typed is taken back: the gap is a gap again, and a digit its choice.
        ("f:.ate␣m⌫⌫31⏎", "Ate some of lunch."),
        ("f:.ate␣mo⌫⌫⌫s⇥1⏎", "Ate some of lunch."),
    ] {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎").keys(keys);
        assert_eq!(last(&mut door), words, "{keys}\n{}", door.screen());
    }
}

#[test]
fn every_phrase_on_a_digit_is_seen_whole_whatever_the_kind_and_window() {
    for (columns, rows) in [(60, 16), (80, 24), (100, 30), (120, 40)] {
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            let mut door = Harness::sam(columns, rows);
            // In an empty note, and where one was to be saved.
            for keys in [format!("ben⏎⇥{}⏎", index + 1), "⏎".to_string()] {
                door.keys(&keys);
                let screen = door.screen();
                // The pane of a wide window has its lines broken.
                let pane = screen.lines().filter_map(|row| Some(row.rsplit_once('│')?.1));
                let pane = pane.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
                let numbered = numbered(&door.model.session, kind);
                for (index, phrase) in numbered.iter().take(5).enumerate() {
                    let words = listed(phrase);
                    let says = format!("{} {words}", index + 1);
                    assert!(screen.contains(&says) || pane.contains(&says), "{kind:?} {says}\n{screen}");
                }
                let rest = [". all phrases", ". others", ".  all phrases"];
                assert!(rest.iter().any(|rest| screen.contains(rest)), "{screen}");
            }
        }
    }
}

#[test]
fn what_a_gap_offers_is_on_the_screen_while_it_is_empty() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎f:.ate␣");
    assert!(
        door.row("In the gap").contains("a number, first letters, or words of your own"),
        "{}",
        door.screen()
    );
    assert!(
        door.row("1 all").ends_with("1 all") && door.row("4 none").ends_with("4 none"),
        "{}",
        door.screen()
    );
    assert!(door.screen().contains("Enter leave it out"));
    door.keys("m");
    assert!(door.screen().contains("f:Ate most of [ ]"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("4 tea").ends_with("4 tea"), "{}", door.screen());
    door.keys("1");
    assert!(
        !door.screen().contains("In the gap") && door.screen().contains("Will save 1"),
        "{}",
        door.screen()
    );
}

#[test]
fn a_phrase_past_the_fifth_is_taken_by_its_number() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎.");
    let row = door.row(".slept");
    let number = row.split_whitespace().next().unwrap().to_string();
    assert!(row.contains("Slept well"), "{row}");
    assert!(number.parse::<usize>().unwrap() > 5);
    door.keys(&format!("{number}␣⏎"));
    assert_eq!(last(&mut door), "Slept well.");
    door.keys(&format!("grace⏎fine .{number}⏎"));
    assert_eq!(last(&mut door), "Fine. Slept well.");
    // A measure stays one.
    door.keys("hugo⏎took .75 ml⏎");
    assert_eq!(last(&mut door), "Took .75 ml.");
}

#[test]
fn a_room_is_offered_what_suits_its_age() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    assert!(door.row("2 Settled").contains("5 Upset at goodbye"), "{}", door.screen());
    for child in &mut door.model.session.roll.children {
        child.born = Day::from_ymd_opt(2026, 1, 14);
    }
    assert!(door.row("3 Last bottle at …").contains(". all"), "{}", door.screen());
    for child in &mut door.model.session.roll.children {
        child.born = Day::from_ymd_opt(2022, 1, 14);
    }
    assert!(door.row("2 Settled").contains("5 Keen to come in"), "{}", door.screen());
}

#[test]
fn the_list_of_phrases_at_every_size() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎.");
    at_every_size("phrases_all", door);
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎f:.ate␣m");
    at_every_size("phrase_choices", door);
}

#[test]
fn only_a_lead_opens_the_phrases() {
    let mut door = Harness::sam(80, 24);
    door.keys(":phrases⏎");
    assert!(door.screen().contains("A room lead or a manager does this."), "{}", door.screen());
}

#[test]
fn a_phrase_that_a_lead_adds_is_on_every_card_at_once() {
    let mut door = Harness::priya(80, 24);
    door.keys(":phrases⏎a");
    door.keys("brought their {bear|blanket} in []⇥brought a comforter in⇥⇥cosy⇥→→⇥1 15⏎");
    assert!(door.screen().contains("Saved. .cosy finds it on every card."), "{}", door.screen());
    let phrase = door.model.session.phrases.code("drop-off.cosy").cloned().unwrap();
    assert_eq!(phrase.written(), "Brought their {bear|blanket} in [ ].");
    assert_eq!(phrase.without.as_deref(), Some("Brought a comforter in."));
    assert_eq!(phrase.shows.iter().map(|shown| shown.code.as_str()).collect::<Vec<_>>(), ["1", "15"]);
    assert!(door.model.session.writer.drafts.is_empty());
    door.keys("⎋⎋⎋ben⏎.cosy 2⎋");
    // Somebody else, at once; and the entry carries what the phrase may show.
    door.keys("⌃l1").keys(crate::tui::harness::PIN);
    door.keys("grace⏎.cosy 1to show us⏎");
    assert_eq!(last(&mut door), "Brought their bear in to show us.");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    assert_eq!(entries.last().unwrap().entry.phrases, ["drop-off.cosy"]);
    assert!(entries.last().unwrap().entry.suggested.iter().any(|shown| shown.code == "1"));
}

#[test]
fn a_hidden_phrase_is_offered_no_more_and_old_notes_keep_it() {
    let mut door = Harness::priya(80, 24);
    door.keys("ben⏎2⏎:phrases⏎↓h");
    assert!(door.screen().contains("Hidden. It is offered no more"), "{}", door.screen());
    assert!(door.row("(hidden) Settled quickly").contains(".settled"), "{}", door.screen());
    assert!(door.screen().contains("h show again"));
    door.keys("⎋grace⏎");
    assert!(door.row("2 Ate breakfast").contains("5 Slept well"), "{}", door.screen());
    door.keys(".settled ⏎");
    assert_eq!(last(&mut door), ".settled.");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    assert_eq!(
        (entries[0].text(), &entries[0].entry.phrases[..]),
        ("Settled quickly, happy goodbye.", &["drop-off.settled".to_string()][..])
    );
    door.keys(":phrases⏎↓h");
    assert!(door.screen().contains("Shown again."), "{}", door.screen());
    assert!(door.model.session.phrases.of(Kind::DropOff).any(|phrase| phrase.word == "settled"));
}

#[test]
fn what_can_not_be_a_phrase_is_said_where_it_is_put_right() {
    for (keys, says, field) in [
        ("⏎", "Nothing is written yet.", "Words"),
        ("sang at the door⏎", "Which word finds it?", "Found by"),
        ("sang at the door⇥⇥⇥slept⏎", ".slept finds “Slept well” already.", "Found by"),
        ("sang at the door⇥⇥⇥two words⏎", "The word “two words” can't be typed", "Found by"),
        ("sang [ ]⇥⇥⇥sang⏎", "It has a gap and no form without it", "Gap left empty"),
        ("sang {one}⇥⇥⇥sang⏎", "Its choices can't be read", "Words"),
        ("sang with Daisy⇥⇥⇥sang⏎", "Daisy is a child's name.", "Words"),
        ("sang⇥⇥⇥sang⇥⇥99⏎", "There is no statement 99.", "May show"),
    ] {
        let mut door = Harness::priya(80, 24);
        door.keys(":phrases⏎a").keys(keys);
        assert!(door.screen().contains(says), "{keys}\n{}", door.screen());
        assert_eq!(door.row(field).matches('│').count(), 2, "{field} is in use\n{}", door.screen());
        assert!(door.worker.store().phrases().unwrap().is_empty());
    }
}

#[test]
fn a_half_typed_phrase_is_kept_by_esc_by_the_lock_and_when_it_is_refused() {
    let mut door = Harness::priya(80, 24);
    door.keys(":phrases⏎3a").keys("waved to the bus⇥⇥⇥bus⎋");
    assert!(door.screen().contains("Kept. It waits for you among your drafts."), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("To do now").contains("your drafts 1"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("a phrase").contains("waved to the bus"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("A new phrase").contains("Pick-up"), "{}", door.screen());
    assert!(door.row("Found by").contains("bus"), "{}", door.screen());
    door.keys(" stop⌃l2").keys(crate::tui::harness::LEADS_PIN);
    assert!(door.screen().contains("waved to the bus stop"), "gone on with in place: {}", door.screen());
    // The disk does not take it: the words stay.
    door.tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1000));
    let lost = door.lose();
    assert!(lost.iter().any(|effect| matches!(effect, Effect::Apply(..))));
    let answer = crate::tui::msg::Answer::Applied(
        crate::tui::msg::Errand::Page("phrase"),
        Err("NOT SAVED: the disk is full.".to_string()),
    );
    door.tell(Msg::Answer(answer));
    assert!(door.screen().contains("NOT SAVED: the disk is full."), "{}", door.screen());
    door.keys("⎋");
    assert!(door.screen().contains("waved to the bus stop"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Saved. .bus finds it"), "{}", door.screen());
    assert!(door.model.session.phrases.code("pick-up.bus").is_some());
}

#[test]
fn the_page_and_the_form_at_every_size() {
    let mut door = Harness::priya(80, 24);
    door.keys(":phrases⏎↓↓h↓");
    at_every_size("phrases_page", door);
    let mut door = Harness::priya(80, 24);
    door.keys(":phrases⏎2↓↓↓↓↓↓↓⏎⇥");
    at_every_size("phrases_form", door);
}

#[test]
fn where_numbers_are_reasons_no_phrase_has_one() {
    let mut door = Harness::sam(80, 24);
    assert!(door.keys("ao⏎").screen().contains("Phrases  number alone"), "{}", door.screen());
    let screen = door.keys("-").screen();
    assert!(screen.contains("Why was there no talk? 1 rushed"), "{screen}");
    assert!(!screen.contains("Phrases"), "{screen}");
    assert!(door.style("Why was there no talk?").2.contains(Modifier::BOLD), "what is asked is bold");
    assert!(door.keys("⌫").screen().contains("Phrases  number alone"), "{}", door.screen());
    // Nor is there where they are kinds. In a wide window they stay where they are, without their numbers.
    let mut door = Harness::sam(120, 40);
    let first = |door: &mut Harness| door.row("Nothing new from home").to_string();
    door.keys("ao⏎");
    assert!(first(&mut door).contains("1  Nothing new"), "{}", door.screen());
    for (keys, back) in [("-", "⌫⌫"), ("⌃o", "⎋")] {
        door.keys(keys);
        assert!(!first(&mut door).contains("1  Nothing new"), "{keys}: {}", door.screen());
        assert!(!door.screen().contains("number alone"), "{keys}: {}", door.screen());
        let muted = door.model.session.look.theme.muted.fg;
        assert_eq!(Some(door.style("all phrases").0), muted, "nor is a mark a key: {}", door.screen());
        door.keys(back);
    }
    assert!(first(&mut door).contains("1  Nothing new"), "{}", door.screen());
}

#[test]
fn a_phrase_with_a_gap_is_filled_and_the_hint_says_so() {
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().trim().to_string();
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎.night");
    assert!(hint(&mut door).starts_with("Enter fill its gap"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.entries().is_empty() && door.screen().contains("slept through"), "{}", door.screen());
    // One without is saved as it stands.
    door.keys("⎋grace⏎.slept");
    assert!(hint(&mut door).starts_with("Enter save"), "{}", door.screen());
}

#[test]
fn a_phrase_with_a_gap_is_not_promised_before_it_is_put_in_and_one_that_the_list_cuts_is_read_whole() {
    let mut door = Harness::sam(120, 40);
    door.keys("ben⏎.share");
    assert!(door.row("Will save").contains("the note, once the phrase is put in"), "{}", door.screen());
    let mut door = Harness::sam(120, 40);
    door.keys("ben⏎.ups");
    assert!(door.row("Upset at goodbye, fine after … minutes").starts_with("   Upset"), "{}", door.screen());
}
