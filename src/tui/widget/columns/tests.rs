use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn nothing_is_wider_than_it_may_be_and_no_word_is_lost(
        text in "[a-z5N.é \u{200b}\u{202e}]{0,80}", columns in 1usize..30,
    ) {
        prop_assert!(width_of(&clip(&text, columns)) <= columns);
        let lines = wrap(&text, columns);
        prop_assert!(lines.iter().all(|line| width_of(line) <= columns));
        let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&text));
    }
}

#[test]
fn a_name_keeps_its_initial_beside_it_and_a_number_what_it_counts() {
    let says = "No row for Lena N. (away), Mai N.";
    assert_eq!(wrap(says, 16), ["No row for", "Lena N. (away),", "Mai N."]);
    assert_eq!(wrap("Dorota waits 5 seconds.", 15), ["Dorota waits", "5 seconds."]);
    assert_eq!(wrap("1 rushed, 2 phone", 13), ["1 rushed,", "2 phone"]);
    // A sentence that ends is no name, and what has no room together is broken where it has.
    assert_eq!(wrap("It ends. A. is new", 11), ["It ends. A.", "is new"]);
    assert_eq!(wrap("12 seconds", 7), ["12", "seconds"]);
}

#[test]
fn a_short_word_is_not_alone_on_the_last_line_where_another_can_come_down_to_it() {
    let says = "Somebody else wrote it: only they or a room lead can amend it.";
    assert_eq!(wrap(says, 58), ["Somebody else wrote it: only they or a room lead can", "amend it."]);
    // A name's initial and what a number counts come down with what they belong to.
    assert_eq!(wrap("Ask for Lena N. then.", 16), ["Ask for", "Lena N. then."]);
    // No row more is taken for it, a long word is no orphan, and a line of two words keeps both.
    assert_eq!(wrap("a bb ccc dddddddddd eeeeeeeeee", 19), ["a bb ccc dddddddddd", "eeeeeeeeee"]);
    assert_eq!(wrap("It is on extraordinarily", 15), ["It is on", "extraordinarily"]);
    assert_eq!(wrap("Going home then", 10), ["Going home", "then"]);
    assert_eq!(wrap("alone", 3), ["alo", "ne"]);
}

#[test]
fn a_name_keeps_its_initial_and_a_line_its_first_parts() {
    for (name, columns, says) in [
        ("Caoimhe O.", 10, "Caoimhe O."),
        ("Caoimhe O.", 9, "Caoim… O."),
        ("Caoimhe O.", 5, "Caoi…"),
        ("Caoimhe", 6, "Caoim…"),
    ] {
        assert_eq!(clip_name(name, columns), says);
    }
    let parts = ["Settling in", "11 families"].map(str::to_string);
    for (columns, says) in [(25, "Settling in · 11 families"), (24, "Settling in"), (3, "Settling in")] {
        assert_eq!(parts_that_fit(&parts, " · ", columns), says);
    }
}
