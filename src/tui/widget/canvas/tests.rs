use super::*;
use crate::tui::theme::Shows;
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
fn a_heading_is_not_the_last_that_is_seen_of_a_list_that_goes_on() {
    let lines = [false, true, true, false, true, true];
    for (rows, marked, seen) in
        [(5, 1, (0, 3)), (6, 1, (0, 6)), (4, 1, (0, 3)), (5, 4, (1, 4)), (2, 0, (0, 1))]
    {
        let mut of = (0, 0);
        drawn(40, rows, |canvas| of = canvas.seen_among(39, (0, rows), marked, &lines));
        assert_eq!(of, seen, "{rows} rows, {marked} marked");
    }
}

fn look(signs: Signs) -> Look {
    Look { theme: Theme::choose(None, Shows::Nothing), signs, shows: Shows::Nothing }
}

#[test]
fn what_is_cut_says_so_in_plain_letters_too() {
    for (text, drawn) in [
        ("Slept badly, up at 5.", "Slept badly..."),
        ("Slept badly.", "Slept badly."),
        ("✓ Slept badly", "ok Slept badly"),
        ("✓ Slept badly.", "ok Slept ba..."),
    ] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 20, 1), look(Signs::Ascii));
        canvas.put_in(0, 0, 14, text, Style::new());
        let row: String = (0..20).filter_map(|x| Some(buffer.cell((x, 0))?.symbol())).collect();
        assert_eq!(row.trim_end(), drawn);
    }
}

fn drawn(columns: u16, rows: u16, draw: impl FnOnce(&mut Canvas)) -> Vec<String> {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    draw(&mut Canvas::new(&mut buffer, area, look(Signs::Unicode)));
    let row = |y| (0..columns).filter_map(|x| Some(buffer.cell((x, y))?.symbol())).collect::<String>();
    (0..rows).map(|y| row(y).trim_end().to_string()).collect()
}

#[test]
fn the_fullest_wording_that_fits_is_drawn_and_a_sentence_says_where_its_rows_end() {
    let wordings = ["key person Sam", "Sam"];
    for (columns, says) in [(14, "key person Sam"), (13, "Sam"), (3, "Sam"), (2, "S…")] {
        let rows = drawn(20, 1, |canvas| {
            canvas.put_fullest(0, 0, columns, &wordings, Style::new());
        });
        assert_eq!(rows, [says]);
    }
    let sentence = "What is left waits; nothing is lost.";
    for (high, after, rows) in [
        (3, 3, ["What is left", "waits; nothing", "is lost.", ""]),
        (2, 2, ["What is left", "waits; nothin…", "", ""]),
        (0, 0, ["", "", "", ""]),
    ] {
        let mut next = 0;
        let seen = drawn(20, 4, |canvas| next = canvas.say((0, 0), (14, high), sentence, Style::new()));
        assert_eq!((next, seen), (after, rows.map(str::to_string).to_vec()));
    }
}

#[test]
fn a_sentence_with_a_sign_that_is_wider_in_plain_letters_is_not_cut() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 23, 2));
    let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 23, 2), look(Signs::Ascii));
    canvas.say((0, 0), (23, 2), "✓ nothing is in the way", Style::new());
    let row = |y| (0..23).filter_map(|x| Some(buffer.cell((x, y))?.symbol())).collect::<String>();
    assert_eq!((row(0).trim_end(), row(1).trim_end()), ("ok nothing is in", "the way"));
}

#[test]
fn what_a_list_hides_is_said_on_its_last_row_and_the_marked_line_is_seen() {
    for (marked, all, seen, says) in [
        (0, 4, (0, 4), ""),
        (0, 6, (0, 3), "3 more below"),
        (4, 6, (2, 3), "2 more above, 1 more below"),
        (5, 6, (3, 3), "3 more above"),
    ] {
        let mut which = (0, 0);
        let rows = drawn(40, 5, |canvas| which = canvas.seen_of((1, 5), marked, all));
        assert_eq!((which, rows[4].trim()), (seen, says));
    }
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

#[test]
fn what_is_offered_is_told_from_what_was_typed_without_colours() {
    let offered = |canvas: &mut Canvas| assert_eq!(canvas.put_offer(0, 0, "type a name"), 13);
    assert_eq!(drawn(20, 1, offered), ["(type a name)"]);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
    let shows = Shows::Every;
    let look = Look { theme: Theme::choose(None, shows), signs: Signs::Unicode, shows };
    Canvas::new(&mut buffer, Rect::new(0, 0, 20, 1), look).put_offer(0, 0, "type a name");
    assert_eq!(buffer.cell((0, 0)).map(|cell| cell.symbol()), Some("t"));
}

#[test]
fn the_keys_that_a_line_says_are_tapped_on_their_words() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 1));
    let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 80, 1), look(Signs::Unicode));
    let line = "“Zoé”  a word   1 “a friend”   2 keep   Esc edit  Tab lists it";
    canvas.keys_said(3, 0, line);
    let taps = canvas.into_taps();
    let key = |word: &str| {
        let at = line.split(word).next().unwrap_or_default().chars().count() as u16;
        taps.keys((3 + at, 0)).first().copied()
    };
    assert_eq!(key("friend"), labelled("1"));
    assert_eq!((key("keep"), key("Esc"), key("lists")), (labelled("2"), labelled("Esc"), labelled("Tab")));
    assert_eq!((key("Zoé"), key("a word")), (None, None), "a letter alone is a word");
}

#[test]
fn what_lies_outside_is_not_drawn() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
    let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 6, 1), look(Signs::Unicode));
    canvas.put(0, 0, "Ava O'Neill", Style::new());
    canvas.put(0, 5, "below", Style::new());
    canvas.put(40, 0, "beyond", Style::new());
    canvas.paint(3, 0, 90, 90, Style::new());
    canvas.field(4, 0, 9, 4);
    assert_eq!(buffer.cell((6, 0)).map(|cell| cell.symbol()), Some(" "));
    assert_eq!(buffer.cell((0, 1)).map(|cell| cell.symbol()), Some(" "));
}
