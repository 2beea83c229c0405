//! A statement line by line: its figures and judgement, the entries one at a time, the text a sentence at a time.

use super::behind::Listed;
use super::marks::{mark, sentences};
use super::{Part, State};
use crate::domain::day::short;
use crate::store::ask::Source;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::evaluation::not_looked_at;
use crate::tui::screen::evidence::plain::{evidence_is, figures_in_words, judged_in_words, judging, listed};
use crate::tui::screen::records;
use crate::tui::widget::words::Words;

/// The words that are commands on the entries besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next entry" },
    Word { word: "cite", action: Action::CiteHere, says: "puts its number after your text" },
    Word {
        word: "keep",
        action: Action::KeepTextHere,
        says: "keeps its text of the last round as it stands",
    },
    Word { word: "open", action: Action::Right, says: "the whole entry" },
    Word {
        word: "figures",
        action: Action::StatementFigures,
        says: "its figures: each opens into what it counts",
    },
    Word { word: "wording", action: Action::FormWording, says: "what the statement asks" },
    Word { word: "next statement", action: Action::PageDown, says: "the statement after this one" },
    Word { word: "statement before", action: Action::PageUp, says: "the statement before this one" },
];

/// The words on the figures; a number opens one.
pub const FIGURES: &[Word] = &[Word { word: "", action: Action::Back, says: "goes back to the entries" }];

/// The words where something lies over the page.
pub const OVER: &[Word] = &[Word { word: "", action: Action::Back, says: "goes back to the entries" }];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let over = |says: String, list: Vec<String>| {
            let prompt = "Enter goes back: ".to_string();
            Ask { says: vec![says], list, prompt, words: OVER, keys: true, ..Ask::default() }
        };
        match self.part {
            Part::Entries | Part::Citing => self.asks_of_entry(session),
            Part::Text => self.asks_for_text(),
            Part::Draft => {
                let draft = self.offered().map(|(draft, _)| draft).unwrap_or_default();
                let list = sentences(&draft).into_iter().map(|(said, _)| said).collect();
                let says = "A draft, made from the figures and the entries:".to_string();
                let prompt = match self.text.said().is_empty() {
                    true => "Enter takes it and saves it, back leaves it: ",
                    false => "Enter puts it after your own words, back leaves it: ",
                };
                let prompt = prompt.to_string();
                Ask { says: vec![says], list, prompt, keys: true, ..Ask::default() }
            }
            Part::Preview => {
                let list = self.sentences_in_words();
                let says = if list.is_empty() { "Nothing is written yet." } else { "Your text:" };
                over(says.to_string(), list)
            }
            Part::Wording => {
                let parts = self.statement(session).map(|one| self.what_it_asks(one)).unwrap_or_default();
                let mut parts =
                    parts.into_iter().map(|(what, text)| format!("{what}: {}", text.replace('\n', " ")));
                over(parts.next().unwrap_or_default(), parts.collect())
            }
            Part::Figures => {
                let figures = self.all_figures().into_iter().zip(1_usize..);
                let list =
                    figures.map(|((figure, count), number)| format!("{number}. {}.", figure.counted(count)));
                let list: Vec<String> = list.collect();
                let prompt = format!("1-{} opens one, Enter goes back to the entries: ", list.len());
                let says = vec!["A family that is reached in several ways counts in each.".to_string()];
                Ask { says, list, prompt, words: FIGURES, keys: true, ..Ask::default() }
            }
            Part::Whole => {
                let listed = self.listed();
                let says = listed.get(self.marked).map(|one| whole_in_words(session, one));
                over(says.unwrap_or_default(), Vec::new())
            }
        }
    }

    fn asks_of_entry(&self, session: &Session) -> Ask {
        let mut says = vec![self.statement_in_words(session)];
        let listed = self.listed();
        says.push(match listed.get(self.marked) {
            Some(one) => {
                let what = if self.list().of_families() { "Family" } else { "Entry" };
                let of = format!("{what} {} of {}", self.marked + 1, self.lines());
                format!("{of}, {}", entry_in_words(session, one))
            }
            None => "Nothing has been agreed for this statement in this time.".to_string(),
        });
        // The figures are heard once, with the first entry; and so is what the list is narrowed to.
        let narrowed = self.narrowed_to(session);
        let back = if narrowed.is_some() { "back to all entries" } else { "back" };
        if self.marked > 0 {
            says.remove(0);
        } else if let (Some(figure), Some(first)) = (narrowed, says.first_mut()) {
            *first = format!("{figure}, strongest first:");
        }
        let judge = self.framework(session).map_or(String::new(), judging);
        let save = match self.carried_over(session) {
            _ if self.unsaved => "save, ",
            Some(_) => "keep, ",
            None => "",
        };
        let prompt = format!(
            "Enter next entry, cite, write, {save}preview, draft, {judge}figures, families, next statement, {back}: "
        );
        Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() }
    }

    /// `15 Title: evidence fair, not judged; the rule suggests P, you decide. 12 entries, ... Your text: 40 words.`
    fn statement_in_words(&self, session: &Session) -> String {
        let (Some(framework), Some(statement)) = (self.framework(session), self.statement(session)) else {
            return "No framework in use knows this statement.".to_string();
        };
        let Some(read) = &self.read else { return format!("{} {}.", statement.number, statement.title) };
        let suggests = match &read.suggested {
            Some(code) => format!("; the rule suggests {code}, you decide"),
            None if framework.judgements.is_empty() => String::new(),
            None => "; the rule suggests nothing".to_string(),
        };
        let count = self.text.text().split_whitespace().filter(|word| !word.starts_with('[')).count();
        let saved = match (count, self.unsaved) {
            (0, _) => "Nothing is written yet.".to_string(),
            (count, true) => format!("Your draft has {count} words, not saved yet."),
            (count, false) => match self.carried_over(session) {
                Some(round) => {
                    format!("Your text has {count} words {}: keep keeps them.", not_looked_at(round))
                }
                None => format!("Your text has {count} words, saved."),
            },
        };
        format!(
            "{} {}: {}{suggests}. {} {saved}",
            statement.number,
            statement.title,
            listed(&[evidence_is(read.strength), judged_in_words(framework, &self.judged().met)]),
            figures_in_words(session, &read.figures),
        )
    }

    /// The number of a figure opens it.
    pub(super) fn opens_by_number(&mut self, line: &str, turn: &mut Turn) -> bool {
        let index = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let index = index.filter(|index| self.part == Part::Figures && *index < self.all_figures().len());
        let Some(index) = index else { return false };
        self.figure = index;
        self.open_figure(turn);
        true
    }

    fn asks_for_text(&self) -> Ask {
        let list: Vec<String> = match &self.before {
            // What is being typed is the answer, and not yet a sentence of the text.
            Some(before) => sentences_of(before),
            None => self.sentences_in_words(),
        };
        let list: Vec<String> =
            list.into_iter().zip(1..).map(|(said, number)| format!("{number}. {said}")).collect();
        let says = match list.is_empty() {
            true => "Nothing is written yet. Type a sentence; [1] in it cites the entry of that number.",
            false => "Your text:",
        };
        let help = "A line is one more sentence. -2 takes the second out. Enter alone saves. :back keeps it as \
                    your draft.";
        let prompt = if list.is_empty() { "> " } else { "One more, -1 takes 1 out, Enter alone saves: " };
        Ask { says: vec![says.to_string()], list, prompt: prompt.to_string(), help, ..Ask::default() }
    }

    fn sentences_in_words(&self) -> Vec<String> {
        sentences_of(self.text.text())
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let before = self.before.take().unwrap_or_else(|| self.text.text().to_string());
        let line = line.trim();
        if line.is_empty() {
            self.text = Words::new(before);
            self.wrote(session, turn);
            self.part = Part::Entries;
            if !self.unsaved {
                turn.say("It is in the record as it stands.");
            }
            return self.save(session, turn);
        }
        let out = line.strip_prefix('-').and_then(|number| number.trim().parse::<usize>().ok());
        let text = match out.and_then(|number| number.checked_sub(1)) {
            Some(index) => {
                let mut said: Vec<String> = sentences(&before).into_iter().map(|(said, _)| said).collect();
                if index >= said.len() {
                    turn.say(format!("There are {} sentences.", said.len()));
                } else {
                    said.remove(index);
                }
                said.join(" ")
            }
            None => after(&before, line),
        };
        self.text = Words::new(text);
        self.wrote(session, turn);
    }

    /// A sentence while it is typed is kept behind the others.
    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if self.part != Part::Text || line.trim_start().starts_with([':', '-']) {
            return;
        }
        let before = self.before.get_or_insert_with(|| self.text.text().to_string());
        self.text = Words::new(after(before, line));
        self.wrote(session, turn);
    }
}

/// A text with a sentence after it.
fn after(before: &str, line: &str) -> String {
    format!("{} {line}", before.trim_end()).trim_start().to_string()
}

/// The sentences of a text, each without a number with that it has no proof.
fn sentences_of(text: &str) -> Vec<String> {
    let said = |(said, proved): (String, bool)| if proved { said } else { format!("{said} (no proof yet)") };
    sentences(text).into_iter().map(said).collect()
}

/// `cited as [2], Ava O., Feedback, Tue 24 Nov: words.`
fn entry_in_words(session: &Session, one: &Listed) -> String {
    let number = one.number.map_or("not cited".to_string(), |number| format!("cited as {}", mark(number)));
    let Some(evidence) = one.evidence else {
        return format!("{number}: not among the agreed entries of this time.");
    };
    let name = evidence.piece.child.map_or("setting".to_string(), |child| session.roll.short_name(child));
    let kind = match &evidence.piece.kind {
        Ok(kind) => kind.label().to_string(),
        Err(code) => records::label(session, code),
    };
    let words = match &evidence.source {
        Source::Entry(standing) if standing.amended_on().is_some() => {
            format!("amended since it was agreed: {}", standing.text())
        }
        Source::Entry(standing) => standing.text().to_string(),
        Source::Practice(stands) => {
            let says = records::say::all(session, &stands.practice);
            if stands.amended_on().is_some() { format!("amended since it was agreed: {says}") } else { says }
        }
    };
    format!("{number}, {name}, {kind}, {}: {words}", short(evidence.piece.day))
}

/// The same with who wrote it, whom they spoke with and its first words.
fn whole_in_words(session: &Session, one: &Listed) -> String {
    let mut says = entry_in_words(session, one);
    let Some(evidence) = one.evidence else { return says };
    if let Some(by) = session.roll.person(evidence.piece.by) {
        says.push_str(&format!(" By {}", by.name));
    }
    if let Source::Entry(standing) = &evidence.source {
        let with: Vec<&str> = standing.entry.with.iter().map(|with| with.word.as_str()).collect();
        if !with.is_empty() {
            says.push_str(&format!(", with {}", with.join(", ")));
        }
        if let Some(last) = standing.amendments.last() {
            says.push_str(&format!(
                ". Amended, {}. First words: {}",
                last.reason.label(),
                standing.entry.text
            ));
        }
    }
    format!("{}.", says.trim_end_matches('.'))
}
