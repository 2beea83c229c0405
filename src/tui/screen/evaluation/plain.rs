//! The self-evaluation line by line: statements, ratings and areas for development, each a line at a time.

use super::can::parts;
use super::{Part, State, has, say};
use crate::domain::evaluation::{AreaState, term, word_count};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::evidence::plain::{evidence_is, judged_in_words, judging, listed};

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next line" },
    Word {
        word: "write",
        action: Action::TakeLine,
        says: "its page, where its text is written, or the area for development",
    },
    Word { word: "develop", action: Action::ToDevelop, says: "an area for development" },
    Word { word: "keep", action: Action::KeepText, says: "keeps its text of the last round as it stands" },
    Word { word: "part", action: Action::NextPart, says: "statements, ratings, areas for development" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(asks) = &self.asks {
            return asks.asks(session, "Asked once more, before it is signed off.");
        }
        if let Some(form) = &self.form {
            return form.asks();
        }
        let ask = |says: Vec<String>, prompt: &str| {
            let prompt = prompt.to_string();
            Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() }
        };
        let (Some(framework), Some(now)) = (self.framework(session), self.now()) else {
            return ask(vec!["No framework of self-evaluation is set up.".to_string()], "back: ");
        };
        let mut says = Vec::new();
        if self.marked() == 0 {
            let waits = say::waits(&self.missing(session), framework, now);
            let waits = match waits.is_empty() {
                true => "Nothing is missing for sign-off".to_string(),
                false => format!("Sign-off waits: {}", waits.join("; ")),
            };
            let elsewhere = self.elsewhere();
            let says_all = format!("Self-evaluation, {}. {waits}. {elsewhere}", term(session.today()));
            says.push(says_all.trim_end().to_string());
        }
        let part = if parts(framework) > 1 { "part, " } else { "" };
        let (line, prompt) = match self.part {
            Part::Statements => {
                let carried_over = self.carried_over(session);
                let statement = framework.statements.get(self.marked());
                let one = statement.and_then(|statement| Some((statement, now.statement(&statement.code)?)));
                let line = one.map(|(statement, one)| {
                    let text = match word_count(&one.text) {
                        0 => "no text".to_string(),
                        words => format!("{words} words"),
                    };
                    let round = self.last_round().filter(|_| carried_over.contains(&one.code));
                    let text = match round {
                        Some(round) => format!("{text} {}: keep keeps them", say::not_looked_at(round)),
                        None => text,
                    };
                    let moved = self.moved(one).map(|was| format!("{was} in the last round"));
                    format!(
                        "{} {}: {}.",
                        statement.number,
                        statement.title,
                        listed(&[
                            judged_in_words(framework, &one.met),
                            evidence_is(one.strength),
                            text,
                            moved.unwrap_or_default(),
                        ]),
                    )
                });
                let develop = if has(framework, Part::Areas) { "develop, " } else { "" };
                (line, format!("Enter next, {}write, {develop}{part}sign off, back: ", judging(framework)))
            }
            Part::Ratings => {
                let row = framework.ratings.get(self.marked());
                let line = row.map(|row| {
                    let rated = now.ratings.iter().find(|rated| rated.row == row.code);
                    let rated = rated.and_then(|rated| rated.number);
                    let rated = rated.map_or("not rated".to_string(), |number| format!("rated {number}"));
                    let bands = framework.bands.iter().zip(&row.descriptors);
                    let bands = bands.map(|(band, words)| format!("{} {}: {words}", band.number, band.name));
                    let bands = bands.collect::<Vec<_>>().join(" ");
                    format!("Rating {}, {}: {rated}. {bands}", self.marked() + 1, row.title)
                });
                (line, format!("Enter next, a number rates it, {part}sign off, back: "))
            }
            Part::Areas => {
                let line = match now.areas.get(self.marked()) {
                    Some(area) => {
                        let state = if area.state == AreaState::Done { "done" } else { "to be done" };
                        format!(
                            "Area {} of {}: {} By {}, {}. {state}.",
                            self.marked() + 1,
                            now.areas.len(),
                            area.what,
                            or_nobody(&area.who),
                            or_nobody(&area.by_when),
                        )
                    }
                    None if now.areas.is_empty() => "No area for development yet.".to_string(),
                    None => "Another area for development.".to_string(),
                };
                (Some(line), format!("Enter next, write, {part}sign off, back: "))
            }
        };
        says.extend(line);
        ask(says, &prompt)
    }
}

/// What stands there, or that nothing does.
fn or_nobody(said: &str) -> &str {
    if said.is_empty() { "not said" } else { said }
}
