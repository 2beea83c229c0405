//! Spelling on the card and in the round: bold, a quiet line, a key; never in the way.

use ratatui::style::{Color, Modifier};

use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::theme::THEMES;

fn writing(note: &str) -> Harness {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎").spelling().keys(note);
    door
}

#[test]
fn the_dictionary_is_asked_for_once_when_somebody_first_writes() {
    use crate::tui::msg::Effect;
    let mut door = Harness::sam(80, 24);
    door.model.session.spelling = Default::default();
    let asks = |door: &mut Harness, letter: char| {
        let chord = crate::tui::key::Chord::char(letter);
        door.tell_slowly(crate::tui::msg::Msg::Key(chord, 1000));
        door.lose().iter().filter(|effect| matches!(effect, Effect::Dictionary)).count()
    };
    door.keys("ben⏎");
    assert_eq!([asks(&mut door, 'a'), asks(&mut door, 'b')], [1, 0]);
    // Until it is there, every word is right.
    door.keys("slepd well");
    assert!(!door.screen().contains("misspelt"), "{}", door.screen());
}

#[test]
fn a_word_that_nobody_knows_is_bold_once_it_is_finished_in_every_set_of_colours() {
    let mut door = writing("slepd");
    assert!(!door.screen().contains("misspelt"), "it is still being typed");
    door.keys(" well");
    for theme in &THEMES {
        door.model.session.look.theme = theme;
        assert!(door.row("misspelt").contains("“slepd” may be misspelt.  Ctrl-W"), "{}", door.screen());
        let (ink, _, weight) = door.style("slepd well");
        assert_eq!(weight, Modifier::BOLD, "{}", theme.name);
        assert_eq!(Some(ink), theme.text.fg.or(Some(ratatui::style::Color::Reset)), "{}", theme.name);
        assert!(!door.style("well▏").2.contains(Modifier::BOLD));
    }
}

#[test]
fn names_phrases_marks_and_the_familys_own_words_are_left_alone() {
    let mut door =
        writing("Núñez and isla and Okafor @mam \"spac dobze\" .tired 5am 20min GP Tesco settled.  nappies ");
    assert!(!door.screen().contains("misspelt"), "{}", door.screen());
    door.keys("xqzt ");
    assert!(door.screen().contains("“xqzt” may be misspelt"), "{}", door.screen());
}

#[test]
fn a_key_offers_other_words_and_a_digit_takes_one() {
    let mut door = writing("slepd well and brekfast too");
    assert!(door.screen().contains("“slepd” and another word may be misspelt."), "{}", door.screen());
    door.keys("⌃w");
    let line = door.row("“slepd”  1 ");
    assert!(line.contains("0 leave it"), "{}", door.screen());
    let slept = line.split("  ").find(|offer| offer.ends_with(" slept")).unwrap().chars().next().unwrap();
    door.keys(&slept.to_string());
    assert!(door.screen().contains("slept well and brekfast too▏"), "{}", door.screen());
    door.keys("⌃w1");
    assert!(door.screen().contains("slept well and breakfast too▏"), "{}", door.screen());
    door.keys("⌃z");
    assert!(door.screen().contains("brekfast"), "it can be undone: {}", door.screen());
}

#[test]
fn the_word_that_is_asked_about_is_in_the_bar_and_the_cursor_is_on_it() {
    type Writes = fn(&mut Harness);
    let in_every_text: [(&str, Writes); 4] = [
        ("the card", |door| {
            door.keys("ben⏎").spelling().keys("well slepd and fed ");
        }),
        ("a row", |door| {
            door.keys("ben⏎1⏎⎋2m⇥⇥⇥").spelling().keys("well slepd and fed ");
        }),
        ("a correction", |door| {
            door.spelling().keys("ben⏎well slepd and fed⏎ben→a3");
        }),
        ("heard back", |door| {
            door.spelling().keys("ben⏎n:count⏎ben→hwell slepd and fed ");
        }),
    ];
    for (place, write) in in_every_text {
        let mut door = Harness::sam(80, 24);
        write(&mut door);
        door.keys("⌃w");
        for theme in &THEMES {
            door.model.session.look.theme = theme;
            let (at, letter) = door.cursor();
            assert_eq!(letter, "s", "{place}: {}", door.screen());
            let cells = door.terminal.backend().buffer();
            let word: String = (0..5).map(|x| cells[(at.0 + x, at.1)].symbol()).collect();
            assert_eq!(word, "slepd", "{place}");
            for x in 0..5 {
                let cell = &cells[(at.0 + x, at.1)];
                assert!(cell.modifier.contains(theme.bar.add_modifier), "{place}, {}", theme.name);
                assert_eq!(cell.bg, theme.bar.bg.unwrap_or(Color::Reset), "{place}, {}", theme.name);
            }
        }
    }
}

#[test]
fn a_word_can_be_left_as_it_is_until_the_screen_locks_and_any_other_key_goes_on() {
    let mut door = writing("snorfled all day");
    door.keys("⌃w0");
    assert!(!door.screen().contains("misspelt"), "{}", door.screen());
    door.keys(" xqzt ⌃w");
    assert!(door.screen().contains("“xqzt”"), "{}", door.screen());
    door.keys("and");
    assert!(door.screen().contains("xqzt and▏"), "letters are letters: {}", door.screen());
    door.keys("⌃w⎋");
    assert!(door.screen().contains("xqzt and▏"), "Esc closes the offer alone: {}", door.screen());
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1, "nothing is in the way of saving");
    door.keys("⌃l1").keys(crate::tui::harness::PIN).keys("ben⏎snorfled again");
    assert!(door.screen().contains("“snorfled” may be misspelt"), "{}", door.screen());
}

#[test]
fn a_word_of_the_dictionary_is_no_slip_of_a_name() {
    let mut door = writing("had a grape ");
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1, "{}", door.screen());
    // Without a dictionary the writer is asked; with it the word is known.
    for (ready, saved) in [(false, 0), (true, 1)] {
        let mut door = Harness::sam(80, 24);
        if ready {
            door.spelling();
        }
        door.keys("ben⏎chide him⏎");
        assert_eq!(door.entries().len(), saved, "{}", door.screen());
    }
}

#[test]
fn what_is_no_slip_at_the_door_is_none_at_review() {
    let mut door = Harness::sam(80, 24);
    door.spelling().keys("ben⏎chide him⏎").keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
    assert!(door.screen().contains("Chide him."), "{}", door.screen());
    assert!(
        !door.screen().contains("Chidi E., in") && !door.screen().contains("may be"),
        "{}",
        door.screen()
    );
}

/// In the sentence of Ben's row.
fn in_a_row(sentence: &str) -> Harness {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎chidi⏎1⏎⎋2m⇥⇥⇥").spelling().keys(sentence);
    door
}

#[test]
fn in_a_rows_sentence_a_word_is_bold_once_it_is_finished_and_a_digit_takes_another() {
    let mut door = in_a_row("slepd");
    assert!(!door.screen().contains("misspelt"), "it is still being typed");
    door.keys(" well and brekfast too");
    assert!(door.row("misspelt").contains("“slepd” and another word may be misspelt.  Ctrl-W"));
    assert!(door.style("slepd well").2.contains(Modifier::BOLD), "{}", door.screen());
    assert!(!door.style("well and").2.contains(Modifier::BOLD));
    door.keys("⌃w");
    assert!(door.row("“slepd”  1 ").contains("0 leave it"), "{}", door.screen());
    let hints = door.screen().lines().last().unwrap().to_string();
    assert!(hints.contains("1-3 take it   0 leave it"), "{hints}");
    door.tap("slept");
    assert!(door.row("Ben C.").contains("slept well and brekfast too▏"), "{}", door.screen());
    assert!(door.row("Will save").contains("Ate most. Slept well and brekfast too."), "{}", door.screen());
    door.keys("⌃w1⌃z");
    assert!(door.row("Ben C.").contains("brekfast"), "it can be undone: {}", door.screen());
    door.keys("⌃w0");
    assert!(!door.screen().contains("misspelt"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.entries().last().unwrap().3, "Ate most. Slept well and brekfast too.");
}

#[test]
fn in_a_rows_sentence_any_other_key_goes_on_and_another_row_is_another_question() {
    let mut door = in_a_row("xqzt ⌃w");
    assert!(door.screen().contains("“xqzt”  "), "{}", door.screen());
    door.keys("and");
    assert!(door.row("Ben C.").contains("xqzt and▏"), "letters are letters: {}", door.screen());
    door.keys("⌃w⎋");
    assert!(door.row("Ben C.").contains("xqzt and▏"), "Esc closes the offer alone: {}", door.screen());
    door.keys("⌃w↓");
    assert!(door.row("Chidi E.").contains('▏') && !door.screen().contains("xqzt”"), "{}", door.screen());
    door.keys("⌃w");
    assert!(door.screen().contains("Every word here is in the dictionary."), "{}", door.screen());
    door.keys("↑⌃w⏎");
    assert_eq!(door.entries().last().unwrap().3, "Ate most. Xqzt and.", "nothing is in the way");
}

#[test]
fn names_phrases_and_marks_of_a_sentence_are_left_alone_and_look_as_on_the_card() {
    let mut door = in_a_row("Isla @mam \"spac dobze\" !fri ");
    assert!(!door.screen().contains("misspelt"), "{}", door.screen());
    assert!(door.style("@mam").2.contains(Modifier::BOLD), "{}", door.screen());
    let focus = door.model.session.look.theme.focus.fg;
    assert_eq!(Some(door.style("@mam").0), focus);
}

#[test]
fn what_was_pasted_ends_the_question() {
    for mut door in [writing("slepd well⌃w"), in_a_row("slepd well⌃w")] {
        assert!(door.screen().contains("0 leave it"), "{}", door.screen());
        door.tell(crate::tui::msg::Msg::Paste(" and more".to_string()));
        assert!(!door.screen().contains("0 leave it"), "{}", door.screen());
    }
}

#[test]
fn how_it_looks_in_the_round() {
    let door = in_a_row("slepd well and brekfast too");
    super::screens::at_every_size("round_spelling", door);
    let mut door = in_a_row("slepd well and brekfast too");
    door.keys("⌃w");
    super::screens::at_every_size("round_spelling_offer", door);
}

#[test]
fn how_it_looks() {
    let door = writing("slepd well and brekfast too");
    super::screens::at_every_size("spelling", door);
    let mut door = writing("slepd well and brekfast too");
    door.keys("⌃w");
    super::screens::at_every_size("spelling_offer", door);
}

/// Takes the offered word.
fn take(door: &mut Harness, word: &str) {
    let line = door.row("0 leave it");
    let offer = line.split("  ").find(|offer| offer.ends_with(&format!(" {word}")));
    let digit = offer.unwrap_or_else(|| panic!("{line}")).chars().next().unwrap();
    door.keys(&digit.to_string());
}

#[test]
fn a_correction_marks_words_and_offers_others_as_the_card_does() {
    let mut door = Harness::sam(80, 24);
    door.spelling().keys("ben⏎slepd well⏎ben→a3");
    assert!(door.row("misspelt").contains("“Slepd” may be misspelt.  Ctrl-W"), "{}", door.screen());
    let place = door.place("│ Slepd");
    assert_eq!(door.terminal.backend().buffer()[(place.0 + 2, place.1)].modifier, Modifier::BOLD);
    door.keys("⌃w");
    assert!(door.screen().lines().last().unwrap().contains("1-3 take it"), "{}", door.screen());
    take(&mut door, "Slept");
    assert!(door.screen().contains("Slept well") && !door.screen().contains("misspelt"), "{}", door.screen());
    door.keys(" brekfast too⌃w⎋");
    assert!(door.screen().contains("brekfast too▏"), "Esc goes on writing: {}", door.screen());
    door.keys("⌃w");
    take(&mut door, "breakfast");
    door.keys("⏎");
    assert!(door.screen().contains("Amended."), "{}", door.screen());
    assert!(door.screen().contains("Breakfast too"), "{}", door.screen());
}

#[test]
fn what_was_heard_back_marks_words_and_offers_others_in_each_of_its_texts() {
    let mut door = Harness::sam(80, 24);
    door.spelling().keys("ben⏎n:count the pegs⏎ben→h");
    door.keys("she cownted them ");
    assert!(door.row("misspelt").contains("“cownted” may be misspelt.  Ctrl-W"), "{}", door.screen());
    door.keys("⌃w");
    take(&mut door, "counted");
    door.keys("⏎more peggs ");
    assert!(
        door.screen().contains("counted them") && door.screen().contains("“peggs” may be"),
        "{}",
        door.screen()
    );
    door.keys("⌃w");
    take(&mut door, "pegs");
    door.keys("⏎n⏎⏎");
    let screen = door.screen();
    assert!(screen.contains("counted them") && screen.contains("more pegs"), "{screen}");
}

#[test]
fn the_dictionary_is_asked_for_where_words_stand_already() {
    use crate::tui::msg::{Effect, Msg};
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slepd well⎋");
    door.model.session.spelling = Default::default();
    door.keys("⇥");
    door.tell_slowly(Msg::Key(
        crate::tui::key::Chord::plain(ratatui::crossterm::event::KeyCode::Enter),
        1000,
    ));
    let asked = door.lose().iter().filter(|effect| matches!(effect, Effect::Dictionary)).count();
    assert!(door.screen().contains("slepd well"), "{}", door.screen());
    assert_eq!(asked, 1);
}
