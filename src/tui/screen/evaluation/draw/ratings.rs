//! The ratings: a row each, the numbers with their names over them, and what the numbers mean.

use ratatui::style::Modifier;

use super::super::{Part, State, Turned};
use super::Place;
use crate::domain::evaluation::{Evaluation, scale};
use crate::domain::framework::Framework;
use crate::tui::action::Action;
use crate::tui::key::labelled;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{hidden, width_of, wrap};

/// So many columns `PgDn  12 more below` takes, with the gap before it.
const MORE: u16 = 22;

/// Where the numbers of a scale stand in each row.
#[derive(Clone, Copy)]
struct Numbers {
    low: u8,
    high: u8,
    /// The column of the lowest.
    x: u16,
    /// From one to the next.
    step: u16,
    /// So many columns a row's name has.
    name: u16,
}

impl Numbers {
    fn of(framework: &Framework, canvas: &Canvas, place: Place) -> Option<Numbers> {
        let (low, high) = scale(framework)?;
        let count = u16::from(high - low) + 1;
        let longest = framework.ratings.iter().map(|row| canvas.columns(&row.title)).max().unwrap_or(0);
        // Every number has its place, whatever the rows are called.
        let most = place.end.saturating_sub(place.x + 7 + 3 * count);
        // After the name a blank, and the bracket of a lowest number that was given.
        let name = u16::try_from(longest + 2).unwrap_or(29).clamp(21, 29).min(most.max(2));
        let x = place.x + 6 + name;
        // The last number stands so far from the edge that its name can begin over it, where the others leave room.
        let last = framework.bands.last().map_or(0, |band| widest_word(canvas, &band.name));
        let named = place.end.saturating_sub(x + last + 1) / count.saturating_sub(1).max(1);
        let step = (place.end.saturating_sub(x) / count.max(1)).min(named.max(3)).clamp(3, 7);
        Some(Numbers { low, high, x, step, name: name - 2 })
    }

    fn at(self, number: u8) -> u16 {
        self.x + u16::from(number.saturating_sub(self.low)) * self.step
    }
}

/// The names of the bands over their numbers, each whole: broken in two rows where the window is high, and where they
/// have no room beside each other, the two ends of the scale, which say which way it goes.
pub(super) struct Heads(Vec<(u16, Vec<String>)>);

impl Heads {
    pub(super) fn over(framework: &Framework, canvas: &Canvas, place: Place) -> Heads {
        let numbers = Numbers::of(framework, canvas, place);
        let named = framework.bands.iter().filter_map(|band| {
            let number = u8::try_from(band.number).ok()?;
            Some((numbers?.at(number), band.name.as_str()))
        });
        let mut named: Vec<(u16, &str)> = named.collect();
        let margin = place.end.saturating_sub(1);
        let columns = |text: &str| u16::try_from(canvas.columns(text)).unwrap_or(u16::MAX);
        let rows = if canvas.height() < 20 { 1 } else { 2 };
        // The last stands as far left as its margin wishes.
        if let Some((x, name)) = named.last_mut() {
            let wide = if rows == 1 { columns(name) } else { widest_word(canvas, name) };
            *x = (*x).min(margin.saturating_sub(wide));
        }
        let ends = named.iter().skip(1).map(|(x, _)| x.saturating_sub(1)).chain([margin]);
        let heads: Vec<(u16, Vec<String>)> = named
            .iter()
            .zip(ends)
            .map(|((x, name), end)| (*x, wrap(name, usize::from(end.saturating_sub(*x)))))
            .collect();
        let whole = |((_, lines), (_, name)): (&(u16, Vec<String>), &(u16, &str))| {
            lines.len() <= rows && lines.join(" ") == **name
        };
        if heads.iter().zip(&named).all(whole) {
            return Heads(heads);
        }
        let (Some(numbers), Some(first), Some(last)) = (numbers, named.first(), named.last()) else {
            return Heads(Vec::new());
        };
        // The last begins over its number, or ends there, with the place of its bracket; the first gives way to it.
        let high = numbers.at(numbers.high);
        let begins = high + columns(last.1) <= margin;
        let at = if begins { high } else { (high + 2).min(margin).saturating_sub(columns(last.1)) };
        let begin = first.0.min(at.saturating_sub(columns(first.1) + 2));
        let both = begin > place.x + 6;
        let ends = [(if both { begin } else { first.0 }, first.1), (at, last.1)].into_iter();
        Heads(ends.take(if both { 2 } else { 1 }).map(|(x, name)| (x, vec![name.to_string()])).collect())
    }

    /// How many rows they take, over the ratings.
    pub(super) fn rows(&self) -> u16 {
        self.0
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .and_then(|rows| u16::try_from(rows).ok())
            .unwrap_or(1)
    }

    fn draw(&self, canvas: &mut Canvas, top: u16) {
        let style = canvas.theme().heading();
        for (x, lines) in &self.0 {
            let first = top + self.rows().saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
            for (line, y) in lines.iter().zip(first..) {
                canvas.put(*x, y, line, style);
            }
        }
    }
}

/// So many columns the longest word of a name takes: the least in which it can be broken.
fn widest_word(canvas: &Canvas, name: &str) -> u16 {
    let widest = name.split(' ').map(|word| canvas.columns(word)).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX)
}

impl State {
    pub(super) fn ratings(&self, framework: &Framework, now: &Evaluation, canvas: &mut Canvas, place: Place) {
        let Some(numbers) = Numbers::of(framework, canvas, place) else { return };
        let heads = Heads::over(framework, canvas, place);
        heads.draw(canvas, place.top);
        let all = framework.ratings.len();
        let inside = Place { top: place.top + heads.rows(), ..place };
        let marked = self.lines[Part::Ratings as usize];
        let first = (marked + 1).saturating_sub(inside.fits());
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        for (y, (index, row)) in
            (inside.top..inside.bottom).zip(framework.ratings.iter().enumerate().skip(first))
        {
            let (style, quiet) = self.line_styles(canvas, Part::Ratings, index, (inside, y));
            canvas.put(place.x + 3, y, &format!("{:>2}", index + 1), quiet);
            canvas.put_in(place.x + 6, y, numbers.name, &row.title, style);
            let given = now.rating(&row.code);
            for number in numbers.low..=numbers.high {
                let (x, digit) = (numbers.at(number), number.to_string());
                let is = given == Some(number);
                let says = if is { format!("[{digit}]") } else { digit };
                let style = if is { style.add_modifier(Modifier::BOLD) } else { quiet };
                canvas.put(x.saturating_sub(u16::from(is)), y, &says, style);
                let number = tap::number(usize::from(number));
                let mut keys = self.tabs(Part::Ratings);
                keys.extend(tap::steps(index.cast_signed().wrapping_sub(marked.cast_signed())));
                keys.extend(number);
                canvas.button(x.saturating_sub(1), y, 3, keys);
            }
        }
    }

    /// What the numbers mean, from the line to which it was turned; its last row says what is not seen of it.
    pub(super) fn bands(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        bands: &[String],
        (top, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let (right, fits) = (canvas.width().saturating_sub(1), usize::from(end.saturating_sub(top)));
        let broken = |columns: u16| bands.iter().flat_map(|band| hung(band, usize::from(columns))).collect();
        let mut lines: Vec<String> = broken(right.saturating_sub(1));
        let whole = lines.len() <= fits;
        if !whole {
            // Beside its lines there is room for what is said of the others.
            lines = broken(right.saturating_sub(MORE));
        }
        let first = self.turned.get().first.min(lines.len().saturating_sub(fits));
        self.turned.set(Turned { first, fits, all: lines.len() });
        for (line, y) in lines.iter().skip(first).zip(top..end) {
            canvas.put(1, y, line, theme.text);
        }
        if !whole && end > top {
            let turns = if first + fits < lines.len() { Action::PageDown } else { Action::PageUp };
            let key = session.keys.labels(turns).into_iter().next().unwrap_or_default();
            // What is more below matters more than what was read.
            let says = match lines.len().saturating_sub(first + fits) {
                0 => hidden(first, fits, lines.len()),
                below => format!("{below} more below"),
            };
            let x = canvas.put_right(right, end - 1, &format!("{key}  {says} "), theme.muted);
            canvas.button(x, end - 1, right - x, labelled(&key).into_iter().collect());
        }
    }
}

/// A band in lines of at most so many columns; those after the first begin under its first word, not under its number.
fn hung(band: &str, columns: usize) -> Vec<String> {
    let (number, words) = band.split_once(' ').unwrap_or(("", band));
    let hang = width_of(number) + usize::from(!number.is_empty());
    let lines = wrap(words, columns.saturating_sub(hang)).into_iter().enumerate();
    lines
        .map(|(index, line)| {
            let before = if index == 0 { number } else { "" };
            format!("{before:hang$}{line}")
        })
        .collect()
}
