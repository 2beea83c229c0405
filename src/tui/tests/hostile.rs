//! Every page on a record whose every text ends in words that would do something, with such words typed and pasted in,
//! drawn on a terminal as it is: every frame is whole, and nothing is done.

use std::num::NonZero;

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use unicode_width::UnicodeWidthStr;

use super::eyes::{Sent, scopes};
use super::shell::page;
use crate::chance::Chance;
use crate::safe;
use crate::safe::tests::hostile;
use crate::store::tests::hostile::Hostile;
use crate::tui::harness::Harness;
use crate::tui::key::Chord;
use crate::tui::msg::Msg;
use crate::tui::sign::Signs;
use crate::tui::theme::THEMES;
use crate::tui::view::view;

/// A terminal on which each page is drawn over the one before, as a person's is.
struct Watched {
    terminal: Terminal<CrosstermBackend<Sent>>,
    sent: Sent,
    shows: vt100::Parser<Steered>,
}

/// What a terminal was asked for besides showing letters.
#[derive(Default)]
struct Steered(Vec<String>);

impl vt100::Callbacks for Steered {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("a bell".into());
    }

    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("a flash".into());
    }

    fn resize(&mut self, _: &mut vt100::Screen, to: (u16, u16)) {
        self.0.push(format!("a size of {to:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.0.push(format!("an icon's name {name:?}"));
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.0.push(format!("a title {title:?}"));
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], what: &[u8]) {
        self.0.push(format!("a copy of {what:?}"));
    }

    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.0.push("a paste".into());
    }

    fn unhandled_char(&mut self, _: &mut vt100::Screen, letter: char) {
        self.0.push(format!("the letter {letter:?}"));
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.0.push(format!("the control {byte:02x}"));
    }

    fn unhandled_escape(&mut self, _: &mut vt100::Screen, one: Option<u8>, two: Option<u8>, byte: u8) {
        self.0.push(format!("an escape {one:?} {two:?} {byte:02x}"));
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, words: &[&[u8]]) {
        self.0.push(format!("a command {words:?}"));
    }
}

impl Watched {
    fn new((columns, rows): (u16, u16)) -> Watched {
        let sent = Sent::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let options = TerminalOptions { viewport };
        let terminal = Terminal::with_options(CrosstermBackend::new(sent.clone()), options).unwrap();
        let [high, wide] = [rows, columns].map(|size| NonZero::new(size).unwrap());
        let shows = vt100::Parser::new_with_callbacks(high, wide, 0, Steered::default());
        Watched { terminal, sent, shows }
    }

    /// Draws the page, and says what is wrong with it.
    fn draw(&mut self, door: &Harness) -> Result<(), String> {
        self.sent.0.borrow_mut().clear();
        let drawn = self.terminal.draw(|frame| drop(view(&door.model, frame))).unwrap().buffer.clone();
        let bytes = self.sent.0.borrow();
        let bytes = String::from_utf8(bytes.clone()).unwrap();
        // The terminal takes the sign of what may not be seen for a broken letter.
        self.shows.process(bytes.replace('\u{fffd}', "×").as_bytes());
        let asked = &self.shows.callbacks().0;
        if !asked.is_empty() {
            return Err(format!("the terminal was asked for {asked:?}"));
        }
        only_ours(&bytes)?;
        boxes_are_closed(&drawn)?;
        for y in 0..drawn.area.height {
            let mut x = 0;
            while x < drawn.area.width {
                let cell = drawn[(x, y)].symbol();
                let wide = u16::try_from(cell.width().max(1)).unwrap();
                let cells = (x..x + wide).filter_map(|x| self.shows.screen().cell(y, x));
                let shown: String = cells.map(vt100::Cell::contents).collect();
                let joins = |letter| matches!(letter, '\u{200c}' | '\u{200d}');
                if cell.chars().any(|letter| safe::hidden(letter) && !joins(letter)) {
                    return Err(format!("{cell:?} in row {y}, column {x}"));
                }
                if shown.trim_end() != cell.trim_end().replace('\u{fffd}', "×") {
                    return Err(format!("{shown:?} is where {cell:?} was drawn, in row {y}, column {x}"));
                }
                x += wide;
            }
        }
        Ok(())
    }
}

/// Whether nothing steers the terminal but what the program itself sends: places, inks, the cursor.
fn only_ours(bytes: &str) -> Result<(), String> {
    for sequence in bytes.split('\u{1b}').skip(1) {
        let end = sequence.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or_default();
        let numbers = sequence.strip_prefix('[').and_then(|rest| rest.get(..end.saturating_sub(1)));
        let ours = numbers.is_some_and(|numbers| {
            let ours = |letter| matches!(letter, '0'..='9' | ';' | ':' | '?');
            numbers.chars().all(ours) && matches!(&sequence[end..=end], "H" | "m" | "h" | "l")
        });
        if !ours {
            return Err(format!("{:?} was sent", sequence.chars().take(12).collect::<String>()));
        }
        if let Some(letter) = sequence.chars().find(|letter| letter.is_control()) {
            return Err(format!("{letter:?} was sent"));
        }
    }
    Ok(())
}

/// Whether each box has its four corners and a line down both sides.
fn boxes_are_closed(drawn: &Buffer) -> Result<(), String> {
    let (columns, rows) = (drawn.area.width, drawn.area.height);
    let at = |x: u16, y: u16| drawn[(x, y)].symbol();
    for (left, top) in (0..rows).flat_map(|y| (0..columns - 2).map(move |x| (x, y))) {
        // Alone, the corner is one of somebody's letters, or of the signs that the settings show.
        if at(left, top) != "╭" || [1, 2].iter().any(|more| at(left + more, top) != "─") {
            continue;
        }
        let right = (left..columns).find(|x| at(*x, top) == "╮");
        let bottom = (top..rows).find(|y| at(left, *y) == "╰");
        let (Some(right), Some(bottom)) = (right, bottom) else {
            return Err(format!("the box in row {top}, column {left} has no corner"));
        };
        let sides = (top + 1..bottom).all(|y| at(left, y) == "│" && at(right, y) == "│");
        if !sides || at(right, bottom) != "╯" {
            return Err(format!("the box in row {top}, column {left} is open"));
        }
    }
    Ok(())
}

#[test]
fn hostile_words_do_nothing_on_any_page_and_leave_every_frame_whole() {
    let (mut seed, mut taken, mut wrong) = (0, 0, Vec::new());
    while taken < hostile::trials() {
        for scope in scopes() {
            seed += 1;
            let words = Hostile::from_now_on(seed);
            let mut chance = Chance::seeded(seed);
            let mut door = page(scope);
            let (size, theme) =
                ([(80, 24), (60, 16), (120, 40)][chance.below(3)], chance.below(THEMES.len()));
            door.model.session.look.theme = &THEMES[theme];
            if chance.below(8) == 0 {
                door.model.session.look.signs = Signs::Ascii;
            }
            door.resize(size.0, size.1);
            let mut watched = Watched::new(size);
            let mut look = |door: &Harness, after: &str| {
                if let Err(why) = watched.draw(door) {
                    wrong.push(format!(
                        "{scope:?}, seed {seed}, after {after:?}: {why}\n{}",
                        watched.shows.screen().contents()
                    ));
                }
            };
            look(&door, "");
            let pasted = hostile::words(&mut chance);
            look(door.tell(Msg::Paste(pasted.clone())), &pasted);
            let typed = hostile::words(&mut chance);
            for letter in typed.chars().take(40) {
                door.tell(Msg::Key(Chord::char(letter), 1000));
            }
            look(&door, &typed);
            look(door.keys("↓"), "down");
            look(door.keys("⎋"), "back");
            taken += words.written() + 2;
        }
    }
    println!("{taken} hostile words on every page");
    assert!(wrong.is_empty(), "{} of {taken}:\n{}", wrong.len(), wrong.join("\n"));
}
