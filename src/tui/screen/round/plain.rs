//! The daily round line by line: a row at a time, its cells in order, then the sentence. A row counts with the Enter
//! that follows what will be saved, as on the screen.

use super::{NOBODY, State, Typing};
use crate::capture::editor::expand;
use crate::capture::{Press as Key, read};
use crate::domain::round::{Column, Value};
use crate::domain::{EntryId, Kind};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::card::desk;
use crate::tui::screen::card::field::Field;
use crate::tui::screen::spell;
use crate::tui::screen::spell::Answered;
use crate::tui::screen::{Page, Press};

/// The words that are commands in the cells.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::NextCell, says: "leaves this cell, for the next" },
    Word { word: "next", action: Action::Down, says: "the next child" },
    Word { word: "before", action: Action::Up, says: "the child before" },
    Word { word: "row done", action: Action::RowDone, says: "saves the row" },
    Word { word: "=", action: Action::SameAsAbove, says: "the same as the child before" },
    Word { word: "*", action: Action::FillBlanks, says: "the same for all after who have none" },
    Word { word: "back", action: Action::Back, says: "keeps the rows that are begun" },
];

/// The words that are commands in the sentence.
pub const SENTENCE: &[Word] = &[
    Word { word: "w", action: Action::RowSpelling, says: "other words for one that may be misspelt" },
    Word { word: "next", action: Action::Down, says: "the next child" },
    Word { word: "before", action: Action::Up, says: "the child before" },
    Word { word: "back", action: Action::Back, says: "keeps the rows that are begun" },
];

/// The words that are commands while it is asked what else a word may be.
pub const SPELLING: &[Word] = &[Word { word: "w", action: Action::RowSpelling, says: "the next such word" }];

/// The words that are commands while columns are chosen.
pub const COLUMNS: &[Word] = &[
    Word { word: "", action: Action::KeepColumns, says: "keeps the columns" },
    Word { word: "back", action: Action::Back, says: "leaves them as they were" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(choosing) = &self.choosing {
            let says = vec!["Columns of the daily round. With none they go by age.".to_string()];
            let prompt = "A number puts one in or takes it out, Enter keeps, back leaves: ".to_string();
            return Ask { says, list: choosing.in_lines(session), prompt, words: COLUMNS, ..Ask::default() };
        }
        if let Some(hit) = self.asked.first() {
            let says = desk::name_question(session, hit, self.field.text(), self.on.as_slice());
            let prompt = "1 a friend, 2 keeps the name, other words instead: ".to_string();
            return Ask { says: vec![says], prompt, ..Ask::default() };
        }
        if let Some(asks) = self.spell.asks(SPELLING) {
            return asks;
        }
        let lines = self.lines(session);
        let columns = self.columns(session);
        let done = lines.iter().filter(|line| line.done.is_some() && line.row.is_none()).count();
        let Some(line) = lines.iter().find(|line| Some(line.child.id) == self.on) else {
            let prompt = "back: ".to_string();
            return Ask { says: vec![NOBODY.to_string()], prompt, words: WORDS, ..Ask::default() };
        };
        let progress = format!("Daily round, {done} of {} done.", lines.len());
        let name = line.child.name();
        if line.row.is_none() && line.done.is_some() {
            let says = vec![progress, format!("{name}: done. {}", self.cells_in_words(session, &columns))];
            return Ask { says, prompt: "next, before, back: ".to_string(), words: WORDS, ..Ask::default() };
        }
        let Some(column) = self.column.and_then(|column| columns.get(column)) else {
            let (says, prompt) = match self.row() {
                Some(row) => {
                    let nil = EntryId::from(uuid::Uuid::nil());
                    let saves = match self.would_save(session, row, &mut |_, _| nil) {
                        Ok(entries) => {
                            let said =
                                entries.iter().map(|entry| format!("{}: {}", entry.kind.label(), entry.text));
                            format!("Will save {}. {}", entries.len(), said.collect::<Vec<_>>().join(" "))
                        }
                        Err(why) => why,
                    };
                    let marks = self.pen(session).marks(&self.field);
                    let spelling = spell::heard(session, &self.field, &marks);
                    let saves = format!("{name}. {saves} {spelling}").trim_end().to_string();
                    (saves, "Words for the family, or Enter saves the row: ")
                }
                None => (format!("{name}: nothing is recorded yet."), "Words for the family, or next: "),
            };
            let help = "Words take the place of those before; .word is a phrase, > a step for home, \"words\" the \
                        family's own. c goes back to the first cell.";
            return Ask {
                says: vec![says],
                prompt: prompt.to_string(),
                words: SENTENCE,
                help,
                ..Ask::default()
            };
        };
        let mut says = Vec::new();
        if self.column == Some(0) {
            says.push(progress);
            says.push(format!("{name}. {}", self.cells_in_words(session, &columns)));
        }
        let now = self.on.and_then(|child| self.value(session, child, column));
        let now =
            now.and_then(|value| column.label(value)).map_or(String::new(), |label| format!(", now {label}"));
        let legend = column.legend(false, false).replace("  ", ", ");
        let help = "A letter or a number sets the cell; several with spaces between them set this cell and those \
                    after it.";
        Ask { says, prompt: format!("{legend}{now}: "), words: WORDS, help, ..Ask::default() }
    }

    /// `Lunch most, slept 40.`
    fn cells_in_words(&self, session: &Session, columns: &[&Column]) -> String {
        let cell = |column: &&Column| {
            let value = self.value(session, self.on?, column)?;
            let filled = self.row().and_then(|row| row.cell(&column.code)).is_some_and(|cell| cell.filled);
            let filled = if filled { " (filled in for you)" } else { "" };
            Some(format!("{} {}{filled}", column.title, column.label(value)?))
        };
        match columns.iter().filter_map(cell).collect::<Vec<_>>() {
            none if none.is_empty() => "Nothing yet.".to_string(),
            some => format!("{}.", some.join(", ")),
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let line = line.trim();
        if self.hear_spelling(session, line, turn) {
            return;
        }
        if let Some(choosing) = &mut self.choosing {
            if !choosing.tick_number(session, line) {
                turn.say("A number of those, please, or Enter.");
            }
        } else if !self.asked.is_empty() {
            match line {
                "1" | "2" => {
                    let chord = Chord::char(if line == "1" { '1' } else { '2' });
                    self.press(session, Press { action: None, chord, gap: u64::MAX }, turn);
                }
                "" => {}
                words => {
                    self.asked.clear();
                    self.column = None;
                    self.hear_words(session, words, turn);
                }
            }
        } else if let Some(why) = self.closed(session) {
            turn.say(why);
        } else if self.column.is_some() {
            self.hear_cells(session, line, turn);
        } else {
            match line {
                "" if self.row().is_some() => self.finish(session, turn),
                "" => self.hear_action(session, Action::Down, turn),
                "c" => self.column = Some(0),
                words => self.hear_words(session, words, turn),
            }
        }
    }

    /// What a line answers about a word of the sentence; `false` where it is no answer.
    fn hear_spelling(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        let answered = self.spell.hear(session, &mut self.field, line);
        if answered == Answered::Changed {
            self.said(session, turn);
        }
        answered != Answered::Nothing
    }

    /// Sets this cell and those after it; nothing where one of them means nothing.
    fn hear_cells(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let columns: Vec<Column> = self.columns(session).into_iter().cloned().collect();
        let at = self.column.unwrap_or(0);
        let mut values = Vec::new();
        for (place, said) in line.split_whitespace().enumerate() {
            let Some(column) = columns.get(at + place) else {
                return turn.say(format!("There are {} cells after this one.", columns.len() - at - 1));
            };
            match value_of(column, said) {
                Ok(value) => values.push((column.code.clone(), value)),
                Err(why) => return turn.say(why),
            }
        }
        let count = values.len();
        for (code, value) in values {
            if let Some(row) = self.begin(session) {
                row.set(&code, Some(value), false);
            }
        }
        self.keep(session, turn);
        self.typing = Typing::default();
        self.column = Some(at + count).filter(|next| *next < columns.len());
    }

    fn hear_words(&mut self, session: &mut Session, words: &str, turn: &mut Turn) {
        self.types(session, words, turn);
        // A phrase by its word is put in whole, so that it is heard as it will stand.
        let end = self.field.text().len();
        let text = self.field.text().to_string();
        let edit = self.on.and_then(|child| {
            desk::reading_for(session, &text, &[child], Kind::Feedback, |ctx| {
                read(&text, ctx).gap.and_then(|_| expand(&text, end, Key::Tab, ctx))
            })
        });
        if let Some(edit) = edit {
            self.field.apply(&edit);
            self.said(session, turn);
        }
    }

    fn hear_action(&mut self, session: &mut Session, action: Action, turn: &mut Turn) {
        self.press(session, Press { action: Some(action), chord: Chord::NONE, gap: u64::MAX }, turn);
    }

    /// Line by line a row begins with its first cell: on the screen the hand stays in its column.
    pub(super) fn heard_from_the_first(&mut self, session: &Session) {
        if session.plain {
            self.column = Some(0).filter(|_| !self.columns(session).is_empty());
        }
    }

    /// A sentence while it is typed is its row's.
    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let answers = self.spell.is_asked() || !self.asked.is_empty();
        let elsewhere = self.column.is_some() || self.choosing.is_some() || answers;
        if elsewhere || self.closed(session).is_some() {
            return;
        }
        let words = line.trim_start();
        let named = SENTENCE.iter().any(|known| known.word == words);
        let command = words.starts_with(':') || words.chars().count() < 2 || named;
        // What turns out to be a command leaves no letters of its own.
        let before = self.before_line.get_or_insert_with(|| self.field.text().to_string());
        let words = if command { before.clone() } else { words.to_string() };
        if words != self.field.text() {
            let end = words.chars().count();
            self.field = Field::new(words, end);
            self.said(session, turn);
        }
    }
}

/// What was said of a column: a number, a letter, or the whole word.
fn value_of(column: &Column, said: &str) -> Result<Value, String> {
    let legend = || format!("{}.", column.legend(false, false).replace("  ", ", "));
    let mut letters = said.chars();
    if let Some(number) = &column.number
        && let Ok(minutes) = said.parse::<u16>()
    {
        return match minutes > number.most {
            true => Err(format!("{} {} at most.", number.most, number.unit)),
            false => Ok(Value::Number(minutes)),
        };
    }
    let by_letter = match (letters.next(), letters.next()) {
        (Some(letter), None) => column.choice(letter),
        _ => column.choices.iter().find(|choice| choice.label.eq_ignore_ascii_case(said)),
    };
    by_letter.map(|choice| Value::Choice(choice.key)).ok_or_else(legend)
}
