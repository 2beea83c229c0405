use super::*;
use crate::tui::theme::Shows;

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
fn the_cursor_is_where_the_words_of_the_row_in_use_begin() {
    for (row, at) in [
        ("▸ 1  Ava O'Neill", 5),
        ("▸ 12  Ava O'Neill", 6),
        ("▸   ✓  Ava O'Neill", 7),
        ("▸ ■ 6 Learning at home", 6),
        ("▸ 24 Nov  08:40", 2),
        ("▸  3 Nov 2025  Pick-up", 3),
        ("▸ 08:40  Drop-off", 2),
        ("  ·  ·", 0),
        ("  12", 0),
    ] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 30, 1), look(Signs::Unicode));
        canvas.in_use(0, 0, 30);
        canvas.put(0, 0, row, Style::new());
        assert_eq!(canvas.cursor_at(), Some((at, 0)), "{row}");
    }
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
