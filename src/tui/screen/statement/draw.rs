//! How a statement's page is drawn.

use ratatui::style::{Modifier, Style};

use super::super::evidence::{ago, gaps_in_short, list_families, signs, voices_heard};
use super::{Listed, Part, State, sentences};
use crate::domain::entry::Standing;
use crate::domain::evidence::Voices;
use crate::store::ask::Source;
use crate::tui::model::Session;
use crate::tui::widget::canvas::{Canvas, wrap};

/// From so many columns on, text and entries stand side by side.
const WIDE: u16 = 100;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        let number = self.statement(session).map_or(self.code.as_str(), |statement| &statement.number);
        canvas.header(session, &format!("Evidence · statement {number} of {}", self.order.len()));
        let Some(statement) = self.statement(session) else {
            canvas.put(1, 2, "No framework in use knows this statement.", theme.text);
            canvas.cursor(1, 2);
            return;
        };
        let x = canvas.put(1, 1, number, bold) + 2;
        let x = canvas.put(x, 1, &statement.title, bold);
        let more = match statement.wording {
            Some(_) => "w shows the form's own wording",
            None => "w shows what it asks",
        };
        if usize::from(x) + more.len() + 5 < usize::from(width) {
            canvas.put_right(width.saturating_sub(1), 1, more, theme.muted);
        }
        self.met(session, canvas);
        canvas.rule(3);
        let body = (4, height);
        match self.part {
            Part::Wording => {
                let text = statement.wording.as_deref().unwrap_or(&statement.says);
                let from = if statement.wording.is_some() {
                    "The form's own wording"
                } else {
                    "What it asks, in short"
                };
                canvas.put(1, 5, from, theme.muted);
                let mut y = self.prose(canvas, text, (1, 6), theme.text, height);
                if let Some(help) = &statement.would_help {
                    canvas.put(1, y + 1, "Would help", theme.muted);
                    y = self.prose(canvas, help, (1, y + 2), theme.text, height);
                }
                if let Some(read) = &self.read {
                    canvas.put(1, y + 1, "By the rule", theme.muted);
                    self.prose(canvas, &read.why, (1, y + 2), theme.text, height);
                }
                canvas.cursor(1, 6);
            }
            Part::Families(first) => {
                let gaps = self.read.as_ref().map(|read| read.gaps.clone()).unwrap_or_default();
                list_families(session, canvas, ("Not heard yet", &self.whom, &gaps), first, body);
            }
            Part::Draft => self.draft(canvas, height),
            Part::Preview => self.preview(canvas, height),
            Part::Whole => self.whole(session, canvas, height),
            Part::Entries | Part::Text if width >= WIDE => {
                let middle = width * 8 / 15;
                canvas.down(middle, 4, height);
                self.words(session, canvas, (1, 4), (middle - 3, height.saturating_sub(12)));
                self.notes(canvas, (1, height.saturating_sub(8)), (middle - 3, height));
                self.entries(
                    session,
                    canvas,
                    (middle + 2, 4),
                    (width - middle - 3, height.saturating_sub(4)),
                );
                self.kept_out(canvas, (middle + 2, height.saturating_sub(3)), width - middle - 3);
            }
            Part::Entries | Part::Text => {
                let rows = (height.saturating_sub(7) * 3 / 8).max(3);
                self.words(session, canvas, (1, 4), (width.saturating_sub(2), rows + 5));
                canvas.rule(rows + 5);
                let below = u16::from(height >= 20) * 2;
                self.entries(session, canvas, (1, rows + 6), (width - 2, height - below));
                if below > 0 {
                    self.rule_in_words(canvas, (1, height - 2), (width - 2, 1));
                    self.kept_out(canvas, (1, height - 1), width - 2);
                }
            }
        }
    }

    /// The judgement and the figures.
    fn met(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let width = canvas.width();
        let judged = self.judged();
        let mut x = 1;
        let judgements = self.framework(session).map(|framework| framework.judgements.as_slice());
        if let Some(judgements) = judgements.filter(|judgements| !judgements.is_empty()) {
            x = canvas.put(x, 2, "Met", theme.muted) + 2;
            for one in judgements {
                let says = if one.code == judged.met { format!("[{}]", one.code) } else { one.code.clone() };
                let style = if one.code == judged.met {
                    theme.focus.add_modifier(Modifier::BOLD)
                } else {
                    theme.text
                };
                x = canvas.put(x, 2, &says, style) + 1;
            }
            x += 6;
        }
        let Some(read) = &self.read else { return };
        let figures = &read.figures;
        let entries = if figures.entries == 1 { "entry" } else { "entries" };
        let Voices { staff, family, child } = voices_heard(figures);
        let changes = figures.changed;
        let parts = if width >= WIDE {
            let heard: Vec<&str> = [(staff, "staff"), (family, "family"), (child, "child")]
                .into_iter()
                .filter_map(|(heard, who)| heard.then_some(who))
                .collect();
            let heard = if heard.is_empty() { "none yet".to_string() } else { heard.join(", ") };
            vec![
                format!("{} {entries}", figures.entries),
                format!("{} of {} families", figures.families, figures.on_roll),
                format!("voices: {heard}"),
                format!("{changes} led to a change"),
                format!("last {}", ago(figures.last, session.today())),
            ]
        } else {
            let voices = voices_heard(figures).count();
            vec![
                format!("{} {entries}", figures.entries),
                format!("{} of {} families", figures.families, figures.on_roll),
                format!("{voices} voice{}", if voices == 1 { "" } else { "s" }),
                format!("{changes} change{}", if changes == 1 { "" } else { "s" }),
            ]
        };
        canvas.put_in(x, 2, width.saturating_sub(x + 1), &parts.join(" · "), theme.text);
    }

    /// The lead's text, from its heading on.
    fn words(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) {
        let today = session.today();
        let theme = canvas.theme();
        let here = self.part == Part::Text;
        canvas.put(x, top, "How do you know?", theme.text.add_modifier(Modifier::BOLD));
        let count = self.text.text().split_whitespace().filter(|word| !word.starts_with('[')).count();
        let saved = match (self.unsaved || self.under_way, self.saved) {
            (true, _) => "not saved yet".to_string(),
            (false, Some(at)) if at.day() == today => format!("saved {}", at.clock()),
            (false, Some(at)) => format!("saved {}", crate::domain::day::short(at.day())),
            (false, None) => "nothing written yet".to_string(),
        };
        let other = self.read.as_ref().and_then(|read| read.written_for.as_ref());
        let says = if let Some(other) = other.filter(|_| !self.unsaved && !self.under_way) {
            format!("written for {other}")
        } else if count == 0 {
            saved
        } else {
            format!("{count} word{} · {saved}", if count == 1 { "" } else { "s" })
        };
        canvas.put_in(x + 18, top, columns.saturating_sub(18), &says, theme.muted);
        let rows = end.saturating_sub(top + 1);
        if here {
            // A bar beside the text says that it is in use where a box has no room.
            for y in top + 1..end {
                canvas.put(x.saturating_sub(1), y, "▏", theme.focus);
            }
        }
        if self.text.text().is_empty() && !here {
            let says = "Tab begins to write.  d offers a draft to take or leave.";
            canvas.put_in(x, top + 1, columns, says, theme.muted);
        }
        self.text.draw(canvas, (x, top + 1), (columns.min(72), rows), theme.text, here);
    }

    /// What holds for every text, under it.
    fn notes(&self, canvas: &mut Canvas, (x, top): (u16, u16), (columns, end): (u16, u16)) {
        let theme = canvas.theme();
        self.rule_in_words(canvas, (x, top), (columns, 3));
        let says = "Names become initials in the printed form. A sentence with no number after it has no \
                    proof yet; v marks it. Your words are never written over.";
        let mut y = top + 4;
        for line in wrap(says, usize::from(columns)) {
            if y < end {
                canvas.put(x, y, &line, theme.muted);
                y += 1;
            }
        }
    }

    /// The strength by the pack's rule, and what it suggests.
    fn rule_in_words(&self, canvas: &mut Canvas, (x, y): (u16, u16), (columns, rows): (u16, u16)) {
        let theme = canvas.theme();
        let Some(read) = &self.read else { return };
        let suggests = match &read.suggested {
            Some(code) => format!("suggests {code}, you decide"),
            None => "suggests nothing".to_string(),
        };
        let says = format!("{} {suggests}. {}", signs(read.strength), read.why);
        if rows == 1 {
            canvas.put_in(x, y, columns, &says, theme.text);
            return;
        }
        for (line, y) in wrap(&says, usize::from(columns)).iter().take(usize::from(rows)).zip(y..) {
            canvas.put_in(x, y, columns, line, theme.text);
        }
    }

    /// What is counted and not shown, and who is missing.
    fn kept_out(&self, canvas: &mut Canvas, (x, y): (u16, u16), columns: u16) {
        let theme = canvas.theme();
        let Some(read) = &self.read else { return };
        let out = read.figures.kept_out;
        let parts: Vec<String> =
            [(out.private, "private"), (out.restricted, "restricted"), (out.not_agreed, "not agreed yet")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
        let out = if parts.is_empty() {
            "Kept out  none".to_string()
        } else {
            format!("Kept out  {}", parts.join(", "))
        };
        let heard = if read.gaps.is_empty() {
            "Every family heard".to_string()
        } else {
            format!("Not heard yet  {}", gaps_in_short(&read.gaps))
        };
        if usize::from(columns) > canvas.columns(&out) + canvas.columns(&heard) + 3 {
            canvas.put_in(x, y, columns, &format!("{out}   {heard}"), theme.muted);
        } else {
            canvas.put_in(x, y, columns, &out, theme.muted);
            canvas.put_in(x, y + 1, columns, &heard, theme.muted);
        }
    }

    /// The entries: cited, then the others.
    fn entries(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let listed = self.listed();
        let cited = listed.iter().filter(|one| one.number.is_some()).count();
        let total = self.read.as_ref().map_or(0, |read| read.figures.entries);
        let head = canvas.put(x, top, "Entries cited", bold);
        let head = canvas.put(head + 2, top, &format!("{cited} of {total}"), theme.muted);
        let says = "Enter puts its number in the text";
        if usize::from(head - x) + says.len() + 4 < usize::from(columns) {
            canvas.put_right(x + columns, top, says, theme.muted);
        }
        if listed.is_empty() && self.read.is_some() {
            let says = "Nothing has been agreed for this statement in this time.";
            for (line, y) in wrap(says, usize::from(columns)).iter().zip(top + 2..end) {
                canvas.put(x, y, line, theme.text);
            }
            canvas.cursor(x, top + 2);
            return;
        }
        let wide = canvas.width() >= WIDE;
        let text_at = if wide { 25 } else { 35 };
        let mut lines: Vec<Line> = Vec::new();
        for (index, one) in listed.iter().enumerate() {
            if one.number.is_none() && index == cited {
                if cited > 0 {
                    lines.push(Line::Said(String::new()));
                }
                lines.push(Line::Said("Not cited yet, strongest first".to_string()));
            }
            let text = words_of(one);
            let mut parts = wrap(text, usize::from(columns.saturating_sub(text_at))).into_iter();
            if wide {
                // Where there is room an entry's words take two lines.
                lines.push(Line::Entry(index, parts.next().unwrap_or_default()));
                let rest: Vec<String> = parts.collect();
                if !rest.is_empty() {
                    lines.push(Line::More(rest.join(" ")));
                }
            } else {
                lines.push(Line::Entry(index, text.to_string()));
            }
        }
        let room = usize::from(end.saturating_sub(top + 1)).max(1);
        let here = |line: &Line| matches!(line, Line::Entry(index, _) if *index == self.marked);
        let at = lines.iter().position(here).unwrap_or(0);
        let start = (at + 1 + usize::from(wide)).min(lines.len()).saturating_sub(room);
        for (line, y) in lines.iter().skip(start).take(room).zip(top + 1..) {
            match line {
                Line::Said(words) => {
                    canvas.put(x, y, words, theme.muted);
                }
                Line::More(words) => {
                    canvas.put_in(x + text_at, y, columns.saturating_sub(text_at), words, theme.text);
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
        let here = marked && self.part == Part::Entries;
        if here {
            canvas.bar(x - 1, y, columns + 1);
            canvas.cursor(x + 1, y);
        }
        let style = |plain: Style| match (here, marked) {
            (true, _) => theme.bar,
            (false, true) => plain.add_modifier(Modifier::BOLD),
            _ => plain,
        };
        if marked {
            canvas.put(x - 1, y, "▸", style(theme.focus));
        }
        let number = one.number.map_or(" · ".to_string(), super::mark);
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
        canvas.put_in(at, y, 10, &name, style(theme.text));
        at += 11;
        if !wide {
            let kind = match &evidence.piece.kind {
                Ok(kind) => kind.label().to_string(),
                Err(code) => code.replace('-', " "),
            };
            canvas.put_in(at, y, 9, &kind, style(theme.text));
            at += 10;
        }
        canvas.put_in(at, y, (x + columns).saturating_sub(at), text, style(theme.text));
    }

    fn prose(&self, canvas: &mut Canvas, text: &str, (x, top): (u16, u16), style: Style, end: u16) -> u16 {
        let columns = usize::from(canvas.width().saturating_sub(x + 1)).min(72);
        let mut y = top;
        for paragraph in text.lines() {
            for line in wrap(paragraph, columns) {
                if y < end {
                    canvas.put(x, y, &line, style);
                    y += 1;
                }
            }
        }
        y
    }

    /// The draft, to be taken or left.
    fn draft(&self, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let Some(read) = &self.read else { return };
        canvas.put(
            1,
            4,
            "A draft, made from the figures and the entries",
            theme.text.add_modifier(Modifier::BOLD),
        );
        canvas.cursor(1, 6);
        let y = self.prose(canvas, &read.draft, (1, 6), theme.text, end);
        let says = if self.text.said().is_empty() {
            "Enter takes it as your text, to be changed as you like. Esc leaves it."
        } else {
            "Enter puts it after your own words, which stay as they are. Esc leaves it."
        };
        self.prose(canvas, says, (1, y + 1), theme.muted, end);
    }

    /// The text as it will stand, with a sign before each sentence that has no proof.
    fn preview(&self, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let sentences = sentences(self.text.text());
        let without = sentences.iter().filter(|(_, proved)| !proved).count();
        let says = match (sentences.len(), without) {
            (0, _) => "Nothing is written yet.".to_string(),
            (_, 0) => "Every sentence has its proof.".to_string(),
            (_, 1) => "1 sentence has no proof yet. It is marked with !".to_string(),
            (_, count) => format!("{count} sentences have no proof yet. They are marked with !"),
        };
        canvas.put(1, 4, &says, theme.text.add_modifier(Modifier::BOLD));
        canvas.cursor(1, 4);
        let mut y = 6;
        for (sentence, proved) in &sentences {
            if !proved && y < end {
                canvas.put(1, y, "!", theme.waiting);
            }
            let style = if *proved { theme.text } else { theme.waiting };
            y = self.prose(canvas, sentence, (3, y), style, end);
        }
    }

    /// A cited entry, whole.
    fn whole(&self, session: &Session, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let listed = self.listed();
        canvas.cursor(1, 5);
        let Some(one) = listed.get(self.marked) else { return };
        let Some(evidence) = one.evidence else {
            canvas.put(1, 5, "It is not among the agreed entries of this time.", theme.text);
            return;
        };
        let child = evidence.piece.child.and_then(|child| session.roll.child(child));
        let name = child.map_or("The setting".to_string(), |child| child.name());
        let by = session.roll.person(evidence.piece.by).map_or("", |person| person.name.as_str());
        canvas.put(1, 5, &name, bold);
        match &evidence.source {
            Source::Entry(standing) => {
                let entry = &standing.entry;
                let when = crate::domain::day::short(entry.happened.day());
                let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
                let with =
                    if with.is_empty() { String::new() } else { format!(", with {}", with.join(", ")) };
                let head = format!("{} · {when} {} · {by}{with}", entry.kind.label(), entry.happened.clock());
                canvas.put(1, 6, &head, theme.muted);
                let y = self.prose(canvas, standing.text(), (1, 8), theme.text, end);
                self.amended(session, canvas, standing, y + 1, end);
            }
            Source::Practice(practice) => {
                let when = crate::domain::day::short(practice.day);
                let head = format!("{} · {when} · {by}", practice.kind.replace('-', " "));
                canvas.put(1, 6, &head, theme.muted);
                self.prose(canvas, &practice.text, (1, 8), theme.text, end);
            }
        }
    }

    fn amended(&self, session: &Session, canvas: &mut Canvas, standing: &Standing, y: u16, end: u16) {
        let theme = canvas.theme();
        let Some(last) = standing.amendments.last() else { return };
        let by = session.roll.person(last.by).map_or("", |person| person.first_name());
        let when = crate::domain::day::short(last.at.day());
        let says =
            format!("Amended {when} {} by {by}: {}. First words:", last.at.clock(), last.reason.label());
        canvas.put(1, y, &says, theme.muted);
        self.prose(canvas, &standing.entry.text, (1, y + 1), theme.muted, end);
    }
}

/// A line of the list of entries.
enum Line {
    /// A heading, or nothing.
    Said(String),
    /// An entry by its place in the list, with what of its words stands on this line.
    Entry(usize, String),
    /// The rest of an entry's words.
    More(String),
}

/// The latest words of an entry; empty where it is not among the evidence.
fn words_of<'a>(one: &'a Listed) -> &'a str {
    match one.evidence.map(|evidence| &evidence.source) {
        Some(Source::Entry(standing)) => standing.text(),
        Some(Source::Practice(practice)) => &practice.text,
        None => "",
    }
}
