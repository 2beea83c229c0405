//! The entries: those that the text cites, then the others.

use std::borrow::Cow;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::super::behind::Listed;
use super::super::marks::mark;
use super::super::{Part, State};
use super::WIDE;
use crate::store::ask::Source;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::records;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

impl State {
    /// The entries: cited, then the others. Where no rule closes them their last row says how many are not seen.
    pub(super) fn entries(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end, ruled): (u16, u16, bool),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let listed = self.listed();
        let cited = listed.iter().filter(|one| one.number.is_some()).count();
        let total = self.read.as_ref().map_or(0, |read| read.figures.entries);
        match (self.narrowed_to(session), self.list().of_families()) {
            (Some(figure), of_families) => {
                let head = canvas.put_in(x, top, columns, &figure, bold) + 2;
                let says = if of_families { "each by its strongest entry" } else { "strongest first" };
                canvas.put_fullest(head, top, (x + columns).saturating_sub(head), &[says], theme.muted);
            }
            (None, _) => {
                let head = canvas.put(x, top, "Entries cited", bold);
                // What it cites of other rooms or times is not among those that are counted here.
                let says = match u32::try_from(cited) {
                    _ if self.read.is_none() => {
                        canvas.put(head + 2, top, "being read", theme.muted);
                        return;
                    }
                    // Below stands that there is none.
                    _ if listed.is_empty() => String::new(),
                    Ok(cited) if cited > total => format!("{cited} · {total} of this time and room"),
                    _ => format!("{cited} of {total}"),
                };
                let head = canvas.put(head + 2, top, &says, theme.muted);
                let says = "Enter puts its number in the text";
                // While the text is written, Enter saves it.
                let cites = self.part != Part::Text && !listed.is_empty();
                if cites && usize::from(head - x) + says.len() + 4 < usize::from(columns) {
                    canvas.put_right(x + columns, top, says, theme.muted);
                }
            }
        }
        if listed.is_empty() && self.read.is_some() {
            let says = match self.narrowed() {
                None => "Nothing has been agreed for this statement in this time.",
                Some(list) if list.is_on_its_way() => "",
                Some(_) => "Nothing is behind it any more.",
            };
            canvas.say((x, top + 2), (columns, end.saturating_sub(top + 2)), says, theme.text);
            if self.part != Part::Text {
                canvas.cursor(x, top + 2);
            }
            return;
        }
        let wide = canvas.width() >= WIDE;
        // In a narrow window the words that have no room are read below the marked entry, and begin further left where
        // they need it.
        let (text_at, more_at) = if wide { (26, 26) } else { (36, 14) };
        let mut lines: Vec<Line> = Vec::new();
        for (index, one) in listed.iter().enumerate() {
            if self.narrowed().is_none() && one.number.is_none() && index == cited {
                if cited > 0 {
                    lines.push(Line::Said(String::new()));
                }
                // The weakest of very many are not fetched.
                let (here, all) = (listed.len() - cited, usize::try_from(total).unwrap_or(0));
                let says = match all.saturating_sub(cited) {
                    all if all > here => format!("Not cited yet: the strongest {here} of {all}"),
                    _ => "Not cited yet, strongest first".to_string(),
                };
                lines.push(Line::Said(says));
            }
            let text = words_of(session, one);
            let mut parts = wrap(&text, usize::from(columns.saturating_sub(text_at))).into_iter();
            if wide || index == self.marked {
                // Where there is room an entry's words take two lines.
                lines.push(Line::Entry(index, parts.next().unwrap_or_default()));
                let rest: Vec<String> = parts.collect();
                if !rest.is_empty() {
                    lines.push(Line::More(index, rest.join(" ")));
                }
            } else {
                lines.push(Line::Entry(index, text.to_string()));
            }
        }
        let room = usize::from(end.saturating_sub(top + 1)).max(1);
        let room = if ruled || lines.len() <= room { room } else { room.saturating_sub(1).max(1) };
        let here = |line: &Line| matches!(line, Line::Entry(index, _) if *index == self.marked);
        let at = lines.iter().position(here).unwrap_or(0);
        let more = |at: usize| matches!(lines.get(at), Some(Line::More(..)));
        let start = (at + 1 + usize::from(more(at + 1))).saturating_sub(room);
        // An entry of two lines is seen whole or not at all.
        let start = start + usize::from(more(start) && start < at);
        let room = room - usize::from(more(start + room) && room > 1);
        let entries = |from: usize, to: usize| {
            let some = lines.get(from..to.min(lines.len())).unwrap_or_default();
            some.iter().filter(|line| matches!(line, Line::Entry(..))).count()
        };
        let seen = (entries(0, start), entries(start, start + room), self.lines());
        canvas.hidden_before(x + columns, if ruled { end } else { end.saturating_sub(1) }, seen);
        for (line, y) in lines.iter().skip(start).take(room).zip(top + 1..) {
            if let Line::Entry(index, _) = line {
                // From the text, Tab goes to the entries first.
                let tab = (self.part == Part::Text).then_some(Chord::plain(KeyCode::Tab));
                let to = if tab.is_some() {
                    tap::steps(index.cast_signed().wrapping_sub(self.marked.cast_signed()))
                } else {
                    tap::to_row(self.marked, *index)
                };
                canvas.row(x - 1, y, columns + 1, 1, tab.into_iter().chain(to).collect());
            }
            match line {
                Line::Said(words) => {
                    canvas.put(x, y, words, theme.muted);
                }
                Line::More(index, words) => {
                    let here = *index == self.marked && self.part != Part::Text;
                    if here {
                        canvas.bar(x - 1, y, columns + 2);
                    }
                    let style = if here { theme.bar } else { theme.text };
                    let fits = canvas.columns(words) <= usize::from(columns.saturating_sub(text_at));
                    let at = if fits { text_at } else { more_at };
                    canvas.put_in(x + at, y, columns.saturating_sub(at), words, style);
                }
                Line::Entry(index, words) => {
                    let Some(one) = listed.get(*index) else { continue };
                    let marked = *index == self.marked;
                    self.entry_line(session, canvas, (one, words, marked), (x, y), (columns, wide));
                }
            }
        }
    }

    fn entry_line(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (one, text, marked): (&Listed, &str, bool),
        (x, y): (u16, u16),
        (columns, wide): (u16, bool),
    ) {
        let theme = canvas.theme();
        let here = marked && self.part != Part::Text;
        if here {
            canvas.in_use(x - 1, y, columns + 2);
        }
        let style = |plain: Style| match (here, marked) {
            (true, _) => theme.bar,
            (false, true) => plain.add_modifier(Modifier::BOLD),
            _ => plain,
        };
        if marked {
            canvas.put(x - 1, y, "▸", style(theme.focus));
        }
        let number = one.number.map_or(" · ".to_string(), mark);
        canvas.put(x + 1, y, &number, style(theme.text));
        let Some(evidence) = one.evidence else {
            let says = "not among the agreed entries of this time";
            canvas.put_in(x + 6, y, columns.saturating_sub(6), says, style(theme.muted));
            return;
        };
        let day = evidence.piece.day.format("%-d %b").to_string();
        canvas.put_right(x + 12, y, &day, style(theme.muted));
        let mut at = x + 14;
        let name = evidence.piece.child.map_or("setting".to_string(), |child| session.roll.short_name(child));
        canvas.put_name(at, y, 11, &name, style(theme.text));
        at += 12;
        if !wide {
            let kind = match &evidence.piece.kind {
                Ok(kind) => kind.label().to_string(),
                Err(code) => code.replace('-', " "),
            };
            canvas.put_fullest(at, y, 9, &[&kind, "record"], style(theme.text));
            at += 10;
        }
        canvas.put_in(at, y, (x + columns).saturating_sub(at), text, style(theme.text));
    }
}

/// A line of the list of entries.
enum Line {
    /// A heading, or nothing.
    Said(String),
    /// An entry by its place in the list, with what of its words stands on this line.
    Entry(usize, String),
    /// The rest of that entry's words.
    More(usize, String),
}

/// The latest words of an entry; empty where it is not among the evidence.
fn words_of<'a>(session: &Session, one: &'a Listed) -> Cow<'a, str> {
    match one.evidence.map(|evidence| &evidence.source) {
        Some(Source::Entry(standing)) if standing.amended_on().is_some() => {
            format!("amended since: {}", standing.text()).into()
        }
        Some(Source::Entry(standing)) => standing.text().into(),
        Some(Source::Practice(stands)) => {
            let says = records::say::all(session, &stands.practice);
            if stands.amended_on().is_some() { format!("amended since: {says}").into() } else { says.into() }
        }
        None => "".into(),
    }
}
