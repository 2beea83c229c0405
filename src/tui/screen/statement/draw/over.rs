//! What lies over the page for a while: a draft, the preview, an entry, what the statement asks.

use ratatui::style::Modifier;

use super::super::State;
use super::super::marks::sentences;
use crate::domain::entry::{Reason, Standing};
use crate::domain::framework::Statement;
use crate::domain::{Moment, PersonId};
use crate::store::ask::Source;
use crate::tui::model::Session;
use crate::tui::screen::records;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

impl State {
    /// What the statement asks, in the form's words where they are known.
    pub(super) fn wording(&self, statement: &Statement, canvas: &mut Canvas, height: u16) {
        let theme = canvas.theme();
        let parts = self.what_it_asks(statement);
        let columns = usize::from(canvas.width().saturating_sub(2)).min(72);
        let rows = |text: &str| text.lines().map(|line| wrap(line, columns).len()).sum::<usize>();
        // In a low window the parts stand without a blank row between them, and in a lower one their headings go into the
        // lines, so that all of it stands on the page.
        let tall = |more: usize| parts.iter().map(|(_, text)| rows(text) + more).sum::<usize>();
        let fits = |more: usize| tall(more) + 4 <= usize::from(height);
        let (headed, parted) = (fits(1), fits(2));
        let mut y = 4 + u16::from(parted);
        canvas.cursor(1, y + u16::from(headed));
        for (what, text) in &parts {
            y = if headed {
                canvas.put(1, y, what, theme.heading());
                self.prose(canvas, text, (1, y + 1), theme.text, height) + u16::from(parted)
            } else {
                let says = format!("{what}: {}", text.replace('\n', " "));
                self.prose(canvas, &says, (1, y), theme.text, height)
            };
        }
    }

    /// What the statement asks, what to ask oneself beside it, what would help, and what the rule says: each with its
    /// heading.
    pub(in crate::tui::screen::statement) fn what_it_asks(
        &self,
        statement: &Statement,
    ) -> Vec<(&'static str, String)> {
        let own = match &statement.wording {
            Some(wording) => ("The form's own wording", wording.clone()),
            None => ("What it asks, in short", statement.says.clone()),
        };
        let prompts =
            (!statement.prompts.is_empty()).then(|| ("To ask yourselves", statement.prompts.join("\n")));
        let help = statement.would_help.clone().map(|help| ("Would help", help));
        let rule = self.read.as_ref().map(|read| ("By the rule", read.why.clone()));
        [Some(own), prompts, help, rule].into_iter().flatten().collect()
    }

    /// The draft, to be taken or left.
    pub(super) fn draft(&self, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let Some((draft, _)) = self.offered() else { return };
        let title = "A draft, made from the figures and the entries";
        canvas.put(1, 4, title, theme.text.add_modifier(Modifier::BOLD));
        // What Enter does with it the hint line says.
        let says = match self.text.said().is_empty() {
            true => "Once it is your text you can change it as you like.",
            false => {
                "It goes after your own words, which stay as they are; a number is that of its entry in your text."
            }
        };
        let columns = usize::from(canvas.width().saturating_sub(2)).min(72);
        let lines: Vec<String> = draft.lines().flat_map(|line| wrap(line, columns)).collect();
        let says = wrap(says, columns);
        // In a low window the draft stands without the blank rows, and, where it is long, alone.
        let rows = usize::from(end.saturating_sub(6));
        let roomy = lines.len() + says.len() < rows;
        let top = if roomy { 6 } else { 5 };
        canvas.cursor(1, top);
        let (first, fit) = canvas.seen_of((top, end), 0, lines.len());
        let mut y = top;
        for line in lines.iter().skip(first).take(fit) {
            canvas.put(1, y, line, theme.text);
            y += 1;
        }
        let y = y + u16::from(roomy);
        if usize::from(end.saturating_sub(y)) >= says.len() {
            for (line, y) in says.iter().zip(y..) {
                canvas.put(1, y, line, theme.muted);
            }
        }
    }

    /// The text as it will stand, with a sign before each sentence that has no proof.
    pub(super) fn preview(&self, canvas: &mut Canvas, end: u16) {
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
            let style = if *proved { theme.text } else { theme.waiting_words() };
            y = self.prose(canvas, sentence, (3, y), style, end);
        }
    }

    /// A cited entry, whole.
    pub(super) fn whole(&self, session: &Session, canvas: &mut Canvas, end: u16) {
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
            Source::Practice(stands) => {
                let practice = &stands.practice;
                let when = crate::domain::day::short(practice.day);
                let head = format!("{} · {when} · {by}", records::label(session, &practice.kind));
                canvas.put(1, 6, &head, theme.muted);
                let y = self.prose(canvas, &records::say::all(session, practice), (1, 8), theme.text, end);
                if let Some(last) = stands.amended.last() {
                    let says = format!("{}.", amended_in_words(session, last.at, last.by, last.reason));
                    canvas.put(1, y + 1, &says, theme.muted);
                }
            }
        }
    }

    fn amended(&self, session: &Session, canvas: &mut Canvas, standing: &Standing, y: u16, end: u16) {
        let theme = canvas.theme();
        let Some(last) = standing.amendments.last() else { return };
        let says = format!("{}. First words:", amended_in_words(session, last.at, last.by, last.reason));
        canvas.put(1, y, &says, theme.muted);
        self.prose(canvas, &standing.entry.text, (1, y + 1), theme.muted, end);
    }
}

/// `Amended Fri 20 Nov 17:30 by Sam: wrong fact`
fn amended_in_words(session: &Session, at: Moment, by: PersonId, reason: Reason) -> String {
    let by = session.roll.person(by).map_or("", |person| person.first_name());
    let when = crate::domain::day::short(at.day());
    format!("Amended {when} {} by {by}: {}", at.clock(), reason.label())
}
