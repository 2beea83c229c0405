//! For every eye: plain signs, colours that are chosen, and the cursor where the eye is.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::shell::page;
use crate::paths::Home;
use crate::settings::Settings;
use crate::tui::Machine;
use crate::tui::action::{Action, Scope};
use crate::tui::harness::Harness;
use crate::tui::key::Takes;
use crate::tui::msg::{Mood, Notice};
use crate::tui::screen::Screen;
use crate::tui::screen::card::listed;
use crate::tui::screen::review::tests::evening;
use crate::tui::sign::Signs;
use crate::tui::theme::{Shows, Theme};
use crate::tui::view::view;

/// Every page, and every part of one that has keys of its own.
pub(in crate::tui) fn scopes() -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Action::ALL.iter().map(|action| action.spec().scope).collect();
    scopes.sort();
    scopes.dedup();
    scopes.retain(|scope| *scope != Scope::Anywhere);
    scopes
}

#[test]
fn in_plain_signs_no_page_has_anything_but_plain_letters() {
    for scope in scopes() {
        let mut door = page(scope);
        door.model.session.look.signs = Signs::Ascii;
        for (columns, rows) in [(60, 16), (120, 40), (80, 24)] {
            let screen = door.resize(columns, rows).screen();
            let strange: String = screen.chars().filter(|letter| !letter.is_ascii()).collect();
            assert_eq!(strange, "", "{scope:?}\n{screen}");
        }
        insta::assert_snapshot!(format!("plain_signs_{scope:?}"), without_day_code(&door.screen()));
    }
}

/// A day code is another each time: what stands in the log is salted.
pub(super) fn without_day_code(screen: &str) -> String {
    match screen.split_once("Day code ") {
        Some((before, after)) => {
            format!("{before}Day code {}{}", "0".repeat(12), after.get(12..).unwrap_or_default())
        }
        None => screen.to_string(),
    }
}

#[test]
fn the_hint_line_leaves_the_last_column_free_on_every_page() {
    for scope in scopes() {
        let mut door = page(scope);
        for signs in [Signs::Unicode, Signs::Ascii] {
            door.model.session.look.signs = signs;
            for (columns, rows) in [(60, 16), (80, 24)] {
                let screen = door.resize(columns, rows).screen();
                let hint = screen.lines().last().unwrap_or_default().chars().count();
                assert!(hint < usize::from(columns), "{scope:?}\n{screen}");
            }
        }
    }
}

#[test]
fn the_same_keys_are_named_in_plain_signs_and_arrows_are_written_one_way() {
    let mut wrong = Vec::new();
    for (name, mut door) in pages() {
        for (columns, rows) in [(60, 16), (80, 24)] {
            let drawn = door.resize(columns, rows).screen();
            if drawn.contains("↑ ↓") || drawn.contains("← →") {
                wrong.push(format!("{name}: arrows that belong together are written side by side\n{drawn}"));
            }
            let hints = |screen: &str| screen.lines().last().unwrap_or_default().trim().to_string();
            let drawn = hints(&drawn);
            door.model.session.look.signs = Signs::Ascii;
            let plain = hints(&door.screen());
            door.model.session.look.signs = Signs::Unicode;
            for item in drawn.split("   ").map(|item| Signs::Ascii.write(item)) {
                if !plain.contains(&item) {
                    wrong.push(format!("{name} {columns}: {item} is lost of\n{drawn}\n{plain}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_warns_is_bold_with_its_sign_in_every_set_of_colours() {
    let amiss = |columns, rows, keys| {
        let mut door = Harness::priya(columns, rows);
        std::fs::write(Home::at(door.home()).settings(), "theme = \"pink\"\n").unwrap();
        door.model.session.amiss = Machine::read(&Home::at(door.home())).amiss;
        door.keys(keys);
        door
    };
    let (mut low, mut settings) = (amiss(60, 16, "x⌫"), amiss(80, 24, ":settings⏎"));
    let mut notice = Harness::sam(80, 24);
    notice.model.notice = Some(Notice { sign: Mood::Waiting, text: "Something waits.".to_string() });
    let mut sign_off = evening(80, 24);
    sign_off.keys("⎋⎋5");
    let mut name = Harness::sam(80, 24);
    name.keys("ao⏎played with Ben⏎");
    for (door, words) in [
        (&mut low, "Not all of settings.toml"),
        (&mut settings, "settings.toml: there are"),
        (&mut notice, "Something waits."),
        (&mut sign_off, "Before sign-off"),
        (&mut name, "Ben is named"),
    ] {
        for theme in &crate::tui::theme::THEMES {
            door.model.session.look.theme = theme;
            assert!(door.screen().contains(words), "{words}\n{}", door.screen());
            let (ink, _, weight) = door.style(words);
            assert!(weight.contains(Modifier::BOLD), "{words} in {}\n{}", theme.name, door.screen());
            assert_eq!(
                Some(ink),
                theme.waiting_words().fg.or(Some(Color::Reset)),
                "{words} in {}",
                theme.name
            );
        }
    }
}

#[test]
fn in_plain_signs_a_mark_touches_neither_a_number_nor_the_sign_of_the_row_in_use() {
    for (keys, lead) in
        [("*", false), ("*⏎Ate well⇥⇥", false), ("␣␣:groups⏎lunch⏎:groups⏎⏎⇥", true), ("⎋2:columns⏎", true)]
    {
        let mut door = if lead { Harness::priya(80, 24) } else { Harness::sam(80, 24) };
        door.keys("*]ao⏎1⏎ben⏎1⏎isla⏎1⏎noah⏎1⏎").keys(keys);
        door.model.session.look.signs = Signs::Ascii;
        for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
            let screen = door.resize(columns, rows).screen();
            let at = |sign: &str| screen.match_indices(sign).map(|(at, _)| at).collect::<Vec<_>>();
            let ticks = at("[x]");
            assert!(rows < 20 || !ticks.is_empty(), "{keys}\n{screen}");
            for tick in ticks {
                let around = (&screen[tick - 1..tick], &screen[tick + 3..tick + 4]);
                assert_eq!(around, (" ", " "), "{keys}\n{screen}");
            }
        }
    }
}

#[test]
fn in_plain_signs_the_weeks_of_a_trend_are_apart() {
    let mut door = crate::tui::screen::statement::tests::board(80, 24);
    assert!(door.row("Statement").contains("6 weeks"), "{}", door.screen());
    door.model.session.look.signs = Signs::Ascii;
    assert!(door.row("Statement").contains("3 weeks"), "{}", door.screen());
    assert!(door.row("Partners, kept informed").ends_with(". . 7"), "{}", door.screen());
}

#[test]
fn in_plain_signs_without_colour_every_state_of_the_board_is_its_own_word_or_sign() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎ben⏎⇥2lunch⏎");
    (door.model.session.look.signs, door.model.session.look.theme) =
        (Signs::Ascii, Theme::choose(None, Shows::Nothing));
    door.keys("↓↓␣");
    let state =
        |door: &mut Harness, name: &str, from: usize, to: usize| door.row(name)[from..to].trim().to_string();
    let now: Vec<String> =
        ["Ava O.", "Daisy L.", "Finn M."].iter().map(|name| state(&mut door, name, 20, 30)).collect();
    assert_eq!(now, ["* here", "o later", "- away"]);
    let drop_off: Vec<String> = ["Ava O.", "Ben C.", "Daisy L.", "Finn M."]
        .iter()
        .map(|name| state(&mut door, name, 30, 42))
        .collect();
    assert_eq!(drop_off, ["ok 08:40", "! no note", ".", "-"]);
    let rows: Vec<String> = door.screen().lines().map(str::to_string).collect();
    assert_eq!(rows.iter().filter(|row| row.starts_with('>')).count(), 1);
    assert!(door.row("Daisy L.").contains("[x] Daisy L."), "a mark is a sign: {}", door.screen());
    // What a sentence says needs no word for a sign before it.
    door.keys("␣ben⏎1⏎");
    assert!(door.row("Saved for").starts_with(" Saved for Ben Clarke"), "{}", door.screen());
    door.keys("⌃z");
    assert!(door.row("Taken back").starts_with(" Taken back. It is open"), "{}", door.screen());
}

/// Whether nothing of a row in use stands before its first letter but its mark, its number, signs and a tick, and the
/// cursor is on that letter. A number that a month follows, and a time, are where they begin.
fn begins_its_words(barred: &[(u16, char)], at: u16, signs: Signs) -> bool {
    let before: String = barred.iter().take_while(|(x, _)| *x < at).map(|(_, letter)| letter).collect();
    let plain = |word: &str| signs == Signs::Ascii && ["ok", "o", "[x]"].contains(&word);
    let number = |word: &str| word.len() < 3 && word.bytes().all(|letter| letter.is_ascii_digit());
    let from: String = barred.iter().skip_while(|(x, _)| *x < at).map(|(_, letter)| letter).collect();
    let mut words = from.split(' ');
    let (first, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let month = next.len() == 3 && next.starts_with(char::is_uppercase);
    first.starts_with(char::is_alphanumeric)
        && (!number(first) || month)
        && before.split(' ').all(|word| !word.contains(char::is_alphanumeric) || number(word) || plain(word))
}

#[test]
fn the_cursor_is_where_the_eye_is_on_every_page_after_every_step() {
    let mut wrong = Vec::new();
    for (name, mut door) in pages() {
        for key in ["", "↓", "↓", "↑", "→", "←", "⇥"] {
            door.keys(key);
            for (columns, rows, signs) in
                [(60, 16, Signs::Unicode), (120, 40, Signs::Unicode), (80, 24, Signs::Ascii)]
            {
                door.model.session.look.signs = signs;
                door.resize(columns, rows);
                let ((x, y), _) = door.cursor();
                let screen = door.screen();
                let mut amiss = |says: &str| wrong.push(format!("{name} after {key}: {says}\n{screen}"));
                if (x, y) == (0, 0) {
                    amiss("no place for the cursor");
                }
                if y + 1 >= rows {
                    amiss("the hints are not where one writes");
                }
                // Where a bar lies over a row it is the only one, and the cursor is on its first letter where nothing is
                // written in.
                let bar = door.model.session.look.theme.bar.bg;
                let cells = &door.terminal.backend().buffer();
                let barred: Vec<u16> = (0..rows)
                    .filter(|row| (0..columns).filter(|x| Some(cells[(*x, *row)].bg) == bar).count() > 12)
                    .collect();
                let (first, last) = (barred.first().copied(), barred.last().copied());
                if first.zip(last).is_some_and(|(first, last)| usize::from(last - first) >= barred.len()) {
                    amiss("two bars");
                }
                let writes = screen.contains(['▏', '_']) || door.model.screen.page().takes() == Takes::Words;
                let lies = |y: u16| (0..columns).map(move |x| (x, y)).filter(|at| Some(cells[*at].bg) == bar);
                let letters = |at: (u16, u16)| (at.0, cells[at].symbol().chars().next().unwrap_or(' '));
                let row: Vec<(u16, char)> =
                    first.into_iter().flat_map(|first| lies(first).map(letters)).collect();
                if first.is_some_and(|bar| !writes && (bar != y || !begins_its_words(&row, x, signs))) {
                    amiss(&format!("the cursor is on column {x} of row {y}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn in_a_gap_the_cursor_stands_where_the_next_letter_lands() {
    // On the card, at the end of the words and in their middle, and in a row's sentence.
    for (keys, after) in [("ben⏎4⇥", "5am"), ("ben⏎.upset ", "ten"), ("ben⏎1⏎⎋2⇥⇥⇥.snack ", "noon")]
    {
        let mut door = Harness::sam(80, 24);
        door.keys(keys);
        let ((x, y), letter) = door.cursor();
        let row: Vec<char> = door.screen().lines().nth(usize::from(y)).unwrap().chars().collect();
        let around: String = row.iter().skip(usize::from(x) - 1).take(3).collect();
        assert_eq!((around.as_str(), letter.as_str()), ("[ ]", " "), "{keys}\n{}", door.screen());
        assert!(!door.screen().contains("]▏"), "there is one caret: {}", door.screen());
        door.keys(after);
        assert_eq!(door.cursor().0.1, y, "{}", door.screen());
        let row = door.row(after);
        let end = row.find(after).map(|at| row[..at].chars().count() + after.len());
        assert_eq!(end, Some(usize::from(door.cursor().0.0)), "{}", door.screen());
    }
}

#[test]
fn a_mark_stands_on_whom_enter_takes_and_in_a_tie_on_nobody() {
    let mut door = Harness::sam(80, 24);
    door.keys("ava");
    assert!(door.row("1  Ava O'Neill").starts_with("    1"), "{}", door.screen());
    assert!(!door.screen().contains('▸'), "{}", door.screen());
    door.keys("↓");
    assert!(door.row("▸").contains("1  Ava O'Neill"), "{}", door.screen());
    // Where one alone is so near Enter takes that one.
    door.keys("⎋hugp");
    assert!(door.row("▸").contains("Did you mean Hugo Núñez?"), "{}", door.screen());
}

/// What else pages say when something has been done on them: the keys that lead there, from the board of a key person
/// or, where `true`, from a lead's.
const SAID: [(bool, &str); 27] = [
    (false, "ma"),
    (false, "avs"),
    (false, "zzz"),
    (false, "avb⏎"),
    (false, "]"),
    (false, "ao⏎"),
    (false, "ao⏎⏎"),
    (false, "ao⏎-"),
    (false, "ao⏎has a bruise on her arm"),
    (false, "ao⏎sleept badly⌃p"),
    (false, "ao⏎played with Ben⏎"),
    (false, "ao⏎n:read a book⏎ao⏎read it"),
    (false, "ao⏎1⏎⌃z"),
    (false, "ao⏎1⏎ao→⏎"),
    (false, "ao⏎slept badly⌃p⏎ao→"),
    (false, "ben⏎1⏎chidi⏎1⏎⎋2m*⇥⇥⇥"),
    (false, "⌃t"),
    (false, "&%"),
    (true, ":staff⏎⏎"),
    (true, ":groups⏎lunch⏎"),
    (true, "3↓↓c"),
    (true, ":leave"),
    (true, ":exports⏎↓↓↓↓⏎s"),
    (true, ":exports⏎↓↓↓↓⏎↓↓␣↓␣s"),
    (true, ":exports⏎↓↓↓↓↓⏎s"),
    (true, ":exports⏎↓↓↓↓⏎s481625:exports⏎p"),
    (true, "⌃l?"),
];

/// The same on the pages of the evening and of the self-evaluation.
const SAID_IN_THE_EVENING: [&str; 16] = [
    "↓↓",
    "↓↓↓↓",
    "c",
    "d",
    "e",
    "⎋⎋4o",
    "⎋⎋4⏎w",
    "⎋⎋4⏎v",
    "⎋⎋4⏎⏎",
    "⎋⎋4⏎t",
    "⎋⎋5y",
    "⎋⎋5S",
    "⎋⎋5⇥3",
    "⎋⎋6⏎",
    ":exports⏎↓↓↓⏎s481625",
    ":exports⏎↓↓↓⏎s⇥",
];

/// Every page, and every page after something has been done on it, with what says which it is.
fn pages() -> impl Iterator<Item = (String, Harness)> {
    let scopes = scopes().into_iter().map(|scope| (format!("{scope:?}"), page(scope)));
    let said = SAID.into_iter().map(|(lead, keys)| {
        let mut door = if lead { Harness::priya(80, 24) } else { Harness::sam(80, 24) };
        door.keys(keys);
        (keys.to_string(), door)
    });
    let evening = SAID_IN_THE_EVENING.into_iter().map(|keys| {
        let mut door = evening(80, 24);
        door.keys(keys);
        (format!("evening {keys}"), door)
    });
    scopes.chain(said).chain(evening)
}

/// Words that are not the program's own: names, notes, statements, phrases, what families and leads wrote. A list cuts
/// them; they are read in full where they are opened.
fn somebodys(door: &mut Harness) -> String {
    let session = &door.model.session;
    let phrases = session.phrases.0.iter().map(listed).collect::<Vec<_>>().join(" ");
    let frameworks = format!("{:?} {:?} {:?}", session.frameworks, session.unused, session.roll);
    let notes = format!("{:?} {:?} {:?}", session.phrases, session.day, session.writer);
    let records = "Built a tower of six";
    // The record's own lines, of which a list of a request shows the beginning.
    let held = match &door.model.screen {
        Screen::Requests(requests) => format!("{requests:?}"),
        Screen::Due(due) => format!("{due:?}"),
        _ => String::new(),
    };
    format!("{phrases} {frameworks} {notes} {records} {held}")
}

/// The sentences of a page that stand in one row, without the point at their end.
fn sentences(screen: &str) -> Vec<String> {
    let panes = screen.lines().flat_map(|line| line.split(" │ "));
    let cells = panes.flat_map(|line| line.split("  ")).map(str::trim);
    let whole = cells.filter(|cell| cell.ends_with(['.', '?'])).flat_map(|cell| cell.split(". "));
    let trimmed = whole.map(|says| says.trim_matches(|letter: char| !letter.is_alphanumeric()).to_string());
    trimmed.filter(|says| says.split(' ').count() > 4).collect()
}

/// Rows of a page as one line, and the same of what is left and right of the line between two panes.
fn in_one_line(screen: &str) -> [String; 3] {
    let joined = |part: fn(&str) -> &str| {
        let words: Vec<&str> = screen.lines().flat_map(|line| part(line).split_whitespace()).collect();
        words.join(" ")
    };
    [
        joined(|line| line),
        joined(|line| line.split('│').next().unwrap_or_default()),
        joined(|line| line.rsplit('│').next().unwrap_or_default()),
    ]
}

#[test]
fn a_sentence_that_is_begun_in_a_low_window_is_ended_there() {
    let mut broken = Vec::new();
    for (name, mut door) in pages() {
        let wide = sentences(&door.resize(99, 60).screen());
        let screen = door.resize(60, 16).screen();
        let low = in_one_line(&screen);
        // What is longer than its place is turned by a key that is named there.
        let turns = screen.contains("PgDn  ");
        for sentence in wide {
            let begin = sentence.split(' ').take(4).collect::<Vec<_>>().join(" ");
            let has = |words: &str| low.iter().any(|low| low.contains(words));
            // A list says of somebody's words that they go on.
            let cut = sentence.char_indices().any(|(at, _)| has(&format!("{}…", &sentence[..at])));
            if !turns && !cut && has(&begin) && !has(&sentence) {
                broken.push(format!("{name}: {sentence}\n{screen}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_sentence_of_our_own_is_cut_in_any_window() {
    let mut cuts = Vec::new();
    for (name, mut door) in pages() {
        for key in ["", "↓", "↓↓↓", "⇥"] {
            door.keys(key);
            let theirs = somebodys(&mut door);
            for (columns, rows) in [(60, 16), (80, 24), (72, 20)] {
                let screen = door.resize(columns, rows).screen();
                for line in screen.lines() {
                    for (at, _) in line.match_indices('…') {
                        let (before, after) = line.split_at(at);
                        let cell = before.rsplit("  ").next().unwrap_or_default();
                        let quoted = cell.rsplit([':', '“']).next().unwrap_or_default().trim();
                        let end: String =
                            quoted.chars().rev().take(14).collect::<Vec<_>>().iter().rev().collect();
                        // `… 6 more` and the end of a path begin with it, a gap of a phrase is followed by words.
                        let begins = before.trim().is_empty() || before.ends_with(' ') && after.len() > 3;
                        if !begins && !theirs.contains(&end) {
                            cuts.push(format!("{name} {columns}: {line}"));
                        }
                    }
                }
            }
        }
    }
    cuts.dedup();
    assert!(cuts.is_empty(), "{}", cuts.join("\n"));
}

#[test]
fn the_next_colours_are_shown_at_once_and_kept_for_the_next_start() {
    let mut door = Harness::sam(80, 24);
    let home = Home::at(door.home());
    door.keys("⌃t");
    assert!(door.row("Colours").contains("Colours: slate."), "{}", door.screen());
    let slate = door.model.session.look.theme;
    assert_eq!((slate.name, door.style("Who?").1), ("slate", slate.ground.bg.unwrap()));
    assert_eq!(Settings::read(&home).0.theme.as_deref(), Some("slate"));
    door.keys("ben⏎half a word⌃t");
    assert_eq!(door.model.session.look.theme.name, "contrast", "also while writing");
    assert!(door.screen().contains("half a word"));
    door.keys("⌃t⌃t⌃t");
    assert_eq!(Settings::read(&home).0.theme.as_deref(), Some("cream"));
}

#[test]
fn a_terminal_without_colours_says_why_there_are_no_others() {
    let mut door = Harness::sam(80, 24);
    let look = &mut door.model.session.look;
    (look.shows, look.theme) = (Shows::Nothing, Theme::choose(None, Shows::Nothing));
    door.keys("⌃t");
    assert!(door.screen().contains("This terminal shows no other colours"), "{}", door.screen());
    // And so does the line of the settings, which names no key for it; nor does help.
    door.keys(":settings⏎");
    assert!(!door.screen().contains("no other colours"), "{}", door.screen());
    let hints = |door: &mut Harness| door.screen().lines().last().unwrap_or_default().to_string();
    assert!(hints(&mut door).starts_with(" 2-3 choose"), "{}", door.screen());
    assert!(hints(door.keys("↓")).starts_with(" Enter change"), "{}", door.screen());
    door.keys("↑⏎");
    assert!(door.screen().contains("This terminal shows no other colours"), "{}", door.screen());
    door.keys("⎋⎋?");
    assert!(door.model.screen.page().scope() == Scope::Help, "{}", door.screen());
    for _ in 0..4 {
        assert!(!door.screen().contains("the next set of colours"), "{}", door.screen());
        door.keys("↓↓↓↓↓↓↓↓");
    }
    door.keys("⎋:settings⏎");
    door.keys("1");
    assert!(door.screen().contains("This terminal shows no other colours"), "{}", door.screen());
}

#[test]
fn plain_signs_are_chosen_from_the_commands_and_kept() {
    let mut door = Harness::sam(80, 24);
    door.keys(":drawn⏎");
    assert!(door.screen().is_ascii(), "{}", door.screen());
    assert_eq!(Settings::read(&Home::at(door.home())).0.ascii, Some(true));
    door.keys(":drawn⏎");
    assert!(door.screen().contains("Signs are drawn now."));
}

/// What a terminal is sent.
#[derive(Clone, Default)]
pub(super) struct Sent(pub(super) Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_key_on_the_card_sends_less_than_four_hundred_bytes() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    let sent = Sent::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(sent.clone()), TerminalOptions { viewport }).unwrap();
    let mut draw = |door: &Harness| {
        sent.0.borrow_mut().clear();
        terminal.draw(|frame| drop(view(&door.model, frame))).unwrap();
        sent.0.borrow().len()
    };
    assert!(draw(&door) > 1000, "the first time everything is drawn");
    let mut most = (0, ' ');
    for key in "Slept badly, up at 5 and again at 6. Ate well".chars() {
        door.keys(&key.to_string());
        most = most.max((draw(&door), key));
    }
    assert!(most.0 < 400, "{most:?}");
    assert!(draw(&door) < 40, "what did not change is not sent again");
}

#[test]
fn what_is_wrong_in_the_settings_is_said_until_it_is_mended() {
    let mut door = Harness::sam(60, 16);
    let home = Home::at(door.home());
    std::fs::write(home.settings(), "theme = \"pink\"\nascii = \"no\"\n").unwrap();
    door.model.session.amiss = Machine::read(&home).amiss;
    door.model.session.machine = Some("Moon".to_string());
    door.model.session.machine_room = None;
    let quiet = "! Not all of settings.toml is in use: Settings says why.";
    // At the start the first reason stands whole where there is room, and never over the names.
    door.keys("⌃l");
    door.model.notice = door.model.session.amiss_at_start();
    assert!(door.screen().contains(quiet) && door.row("Someone else").contains('5'), "{}", door.screen());
    let whole = door.resize(80, 24).screen();
    assert!(whole.contains("this must be true or false.") && !whole.contains(quiet), "{whole}");
    door.resize(60, 16).keys("1").keys(crate::tui::harness::PIN).keys("x⌫");
    assert!(door.screen().contains(quiet), "{}", door.screen());
    // The first reason stands whole however low the window is, and how many more there are.
    door.keys(":settings⏎");
    let screen = door.screen();
    assert!(screen.contains("! settings.toml, line 2: this must be true or false."), "{screen}");
    assert!(screen.contains("more below") || screen.contains("there is no room “Moon” here"), "{screen}");
    assert!(!screen.contains(quiet), "{screen}");
    // What is chosen anew is mended.
    door.keys("1");
    assert!(!door.screen().contains("pink"), "{}", door.screen());
    door.keys("2");
    door.model.session.machine = None;
    door.keys("⎋x⌫");
    assert!(!door.screen().contains(quiet), "{}", door.screen());
    assert_eq!(Machine::read(&home).amiss, []);
}

#[test]
fn a_sentence_of_several_rows_hides_nothing_of_who_signs_in_or_of_what_a_card_saves() {
    let long = "settings.toml, line 1: the line “colour” is not known here; these are: room, theme, ascii, \
                letters_off, backup, closes, even_so, keys. Check how it is spelt, or take it out.";
    let notice = Some(Notice { sign: Mood::Waiting, text: long.to_string() });
    // As many words as make the last row of the card one of what is saved.
    let mut door = Harness::sam(60, 16);
    door.keys(
        "ben⏎Slept badly and was up at five, then ate two bowls of porridge > sing at home > read a book",
    );
    for (columns, rows) in [(60, 16), (80, 24)] {
        let before = door.resize(columns, rows).screen();
        door.model.notice.clone_from(&notice);
        let screen = door.screen();
        let below = screen.split_once("Will save").unwrap().1;
        let first = below.lines().take_while(|row| !row.contains("! settings.toml")).collect::<Vec<_>>();
        // What has no room is counted, or says that it goes on.
        let saved = ["Sing at home", "Read a book"].iter().all(|step| first.join(" ").contains(step));
        let counted = first.iter().any(|row| row.contains("more below"));
        assert!(saved || counted, "{before}\n{screen}");
        assert!(first.join(" ").contains("Slept badly"), "{screen}");
        door.model.notice = None;
        assert_eq!(door.screen(), before, "it takes the rows only while it stands");
    }
    // Who signs in: a blank row above it, and nothing moves.
    let mut door = Harness::sam(80, 24);
    door.keys("⌃l");
    let names = door.screen();
    door.model.notice = notice;
    let screen = door.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let first = rows.iter().position(|row| row.contains("! settings.toml")).unwrap();
    assert_eq!(rows[first - 1].trim(), "", "{screen}");
    assert!(screen.contains("wrote them, and only for them."), "{screen}");
    let of_names = |screen: &str| screen.lines().take(10).map(str::to_string).collect::<Vec<_>>();
    assert_eq!(of_names(&screen), of_names(&names));
}
