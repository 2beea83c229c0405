//! Draws the model: the page, the notice above the hints, the hints.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::action::Action;
use super::key::Chord;
use super::lesson;
use super::model::Model;
use super::msg::{Mood, Notice};
use super::refuse;
use super::screen::Screen;
use super::tap::Taps;
use super::update::SMALLEST;
use super::widget::canvas::Canvas;
use super::widget::columns::wrap;
use super::widget::hint;

/// Draws everything, puts the hardware cursor where the page wants it, and answers with what can be tapped.
pub fn view(model: &Model, frame: &mut Frame) -> Taps {
    let look = model.session.look;
    let area = frame.area();
    frame.buffer_mut().set_style(area, look.theme.ground);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(model, frame);
        return Taps::default();
    }
    let lesson = lesson_lines(model, area.width);
    let canvas = Canvas::new(frame.buffer_mut(), area, look);
    let taken = Said::of(model, &canvas).map_or(0, |said| said.gives_way(model));
    let taken = taken + u16::try_from(lesson.len()).unwrap_or(0);
    let body = Rect { height: area.height.saturating_sub(2 + taken), ..area };
    let mut canvas = Canvas::new(frame.buffer_mut(), body, look);
    model.screen.page().view(&model.session, &mut canvas);
    let cursor = canvas.cursor_at();
    let mut taps = canvas.into_taps();
    let mut canvas = Canvas::new(frame.buffer_mut(), area, look);
    let said = notice(model, &mut canvas, &taps);
    // A long sentence does not take the place of the one that says what to press next.
    let rows = u16::try_from(lesson.len()).unwrap_or(0);
    for (y, line) in (said.saturating_sub(rows)..).zip(&lesson) {
        canvas.clear(y, 1);
        match line.split_once('\t') {
            Some((says, out)) => {
                canvas.put(1, y, says, look.theme.text);
                canvas.put_right(area.width - 1, y, out, look.theme.muted);
            }
            None => drop(canvas.put(1, y, line, look.theme.text)),
        }
    }
    hint::draw(&mut canvas, area.height - 1, hint::items(model));
    taps.extend(canvas.into_taps());
    frame.set_cursor_position(cursor.unwrap_or((0, 0)));
    taps
}

/// What to press next in practice, and how practice is left: on one row where there is room, the way out after a
/// tab. Nothing where nobody practises.
fn lesson_lines(model: &Model, width: u16) -> Vec<String> {
    let Some(says) = lesson::says(model) else { return Vec::new() };
    let (width, out) = (usize::from(width.saturating_sub(2)), lesson::way_out(&model.session));
    if says.chars().count() + out.chars().count() + 3 <= width {
        return vec![format!("{says}\t{out}")];
    }
    if says.chars().count() <= width {
        return vec![says, format!("\t{out}")];
    }
    wrap(&format!("{says} {out}."), width)
}

/// From so many columns on a page may have a second pane.
const WIDE: u16 = 100;

/// A window with fewer rows is low.
const LOW: u16 = 20;

/// In at most so many rows a notice is said.
const MOST: usize = 4;

/// The sentence above the hints, as it is broken in rows.
struct Said {
    sign: &'static str,
    style: Style,
    words: Style,
    /// The column of the sign, and the one where the words begin.
    columns: (u16, u16),
    lines: Vec<String>,
    /// What stands at the right of the last row, so that it stays where the eye found it before.
    right: String,
}

impl Said {
    fn of(model: &Model, canvas: &Canvas) -> Option<Said> {
        // In a low window it would stand over the names of those who sign in: the short sentence says where it is read.
        let hides = |notice: &&Notice| {
            let low = matches!(model.screen, Screen::SignIn(_)) && canvas.height() < LOW;
            low && model.session.amiss_at_start().as_ref() == Some(*notice)
        };
        let notice = model.notice.as_ref().filter(|notice| !hides(notice))?;
        let theme = canvas.theme();
        // In letters a sign would be a word before the sentence that says the same: `ok Saved.`
        let in_words = matches!(notice.sign, Mood::Done | Mood::Back) && canvas.in_plain_letters();
        let (sign, style) = match notice.sign {
            _ if in_words => ("", theme.text),
            Mood::Plain => ("", theme.text),
            Mood::Done => ("✓", theme.muted),
            Mood::Back => ("↶", theme.text),
            Mood::Waiting => ("!", theme.waiting),
            Mood::Stop => (" ! ", theme.stop),
        };
        let at = u16::from(notice.sign != Mood::Stop);
        let x = match sign {
            "" => 1,
            _ => at + u16::try_from(canvas.columns(sign)).unwrap_or(0) + 1,
        };
        let words = match notice.sign {
            Mood::Waiting => theme.waiting_words(),
            _ => theme.text.add_modifier(Modifier::BOLD),
        };
        let text = model.session.keys.in_words(&notice.text);
        let (text, right) = text.split_once('\t').unwrap_or((text.as_str(), ""));
        let end = canvas.width().saturating_sub(1);
        let right = if end < 72 { right.replace(" takes it back", "") } else { right.to_string() };
        let room = usize::from(end.saturating_sub(x));
        let mut lines = wrap(text, room);
        if !right.is_empty() && canvas.columns(text) + 1 + canvas.columns(&right) > room {
            lines.push(String::new());
        }
        Some(Said { sign, style, words, columns: (at, x), lines, right })
    }

    /// How many rows it takes.
    fn rows(&self) -> u16 {
        u16::try_from(self.lines.len().min(MOST)).unwrap_or(1)
    }

    /// How many of the page's rows it takes for as long as it stands. Mostly it lies over them; who signs in reads the
    /// lines beside it, and what a card will save, a request asks or is held is never hidden: there the page has fewer.
    fn gives_way(&self, model: &Model) -> u16 {
        let page = matches!(
            model.screen,
            Screen::Card(_) | Screen::SignIn(_) | Screen::Requests(_) | Screen::Due(_)
        );
        if page { self.rows().saturating_sub(1) } else { 0 }
    }
}

/// Draws the sentence above the hints, on a page on which so much can be tapped. Answers with its first row.
fn notice(model: &Model, canvas: &mut Canvas, page: &Taps) -> u16 {
    let row = canvas.height().saturating_sub(2);
    let Some(said) = Said::of(model, canvas) else {
        amiss(model, canvas);
        return row;
    };
    let theme = canvas.theme();
    let end = canvas.width().saturating_sub(1);
    // What takes it back is said once: the page's own words for it give way.
    let back: Vec<Chord> = model.session.keys.chord(Action::TakeBack).into_iter().collect();
    for area in page.pressing(&back).filter(|_| !said.right.is_empty()) {
        // So does what they stand behind, which is what was saved; a wide window has the page beside it.
        let from = if end < WIDE { 0 } else { area.x };
        let columns = area.right().saturating_sub(from);
        canvas.put(from, area.y, &" ".repeat(usize::from(columns)), theme.ground);
        canvas.button(from, area.y, columns, Vec::new());
    }
    let first = (row + 1).saturating_sub(said.rows());
    // A long sentence takes the rows above for as long as it stands.
    if first < row {
        canvas.clear(first, row + 1 - first);
    }
    let (at, x) = said.columns;
    canvas.put(at, first, said.sign, said.style);
    for (y, line) in (first..=row).zip(&said.lines) {
        canvas.put(x, y, line, said.words);
    }
    if !said.right.is_empty() {
        let at = canvas.put_right(end, row, &said.right, theme.text);
        canvas.button(at, row, end.saturating_sub(at), back);
    }
    first
}

/// Says quietly, where somebody begins, that something in the setting's own files is not in use.
fn amiss(model: &Model, canvas: &mut Canvas) {
    let begins = matches!(model.screen, Screen::Unlock(_) | Screen::SignIn(_) | Screen::Board(_));
    let says = model.session.amiss_in_short();
    if begins && !says.is_empty() {
        let (theme, row) = (canvas.theme(), canvas.height().saturating_sub(2));
        let x = canvas.put(1, row, "!", theme.waiting) + 1;
        let says: Vec<&str> = says.iter().map(String::as_str).collect();
        canvas.put_fullest(x, row, canvas.width(), &says, theme.waiting_words());
    }
}

/// What stands in a window in which no page has room. Only typing still lands in the page: see [`super::refuse`].
fn too_small(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    let look = model.session.look;
    let mut canvas = Canvas::new(frame.buffer_mut(), area, look);
    let typing = match model.session.person {
        Some(_) if refuse::writes_unseen(model) => {
            "What you wrote is kept and you can go on typing.".to_string()
        }
        Some(_) => model.session.keys.in_words("Until then keys do nothing; only Ctrl-L locks."),
        None => "Until then keys do nothing.".to_string(),
    };
    let says = [
        "Make this window bigger, please.".to_string(),
        format!("It is {} x {}; this page needs {} x {}.", area.width, area.height, SMALLEST.0, SMALLEST.1),
        typing,
        model.notice.as_ref().map(|notice| notice.text.replace('\t', " ")).unwrap_or_default(),
    ];
    let left = u16::from(area.width > 20) * 2;
    let lines = says
        .iter()
        .flat_map(|says| wrap(says, usize::from(area.width.saturating_sub(left + u16::from(left > 0)))));
    let top = u16::from(area.height > 6);
    for (y, line) in (top..area.height).zip(lines) {
        canvas.put(left, y, &line, look.theme.text);
    }
    // Where the first sentence begins; a window may have no row at all.
    if left < area.width && top < area.height {
        frame.set_cursor_position((left, top));
    }
}
