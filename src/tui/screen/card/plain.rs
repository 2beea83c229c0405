//! The card line by line: the words, then what will be saved, then Enter. Nothing is saved by the line that holds
//! the words, so whoever hears the screen hears all of it before it stands.

use std::ops::Range;

use super::{State, desk, quiet};
use crate::capture::editor::{drop_gap, expand, next_gap};
use crate::capture::phrases::Found;
use crate::capture::{EntryTrouble, Press as Key, Silence, read};
use crate::domain::day::short;
use crate::domain::phrase::ON_DIGITS;
use crate::domain::{ChildId, Entry, Kind, Moment};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::board::names::Names;
use crate::tui::screen::spell;

/// The words that are commands once a note has words.
pub const WORDS: &[Word] = &[
    Word {
        word: "y",
        action: Action::AnswersQuestion,
        says: "it answers the question on the card, or not so",
    },
    Word { word: "p", action: Action::Private, says: "for you and the leads only, or for the family again" },
    Word { word: "w", action: Action::Spelling, says: "other words for one that may be misspelt" },
    Word { word: "b", action: Action::Back, says: "keeps it for later" },
];

/// The words that are commands while it is asked what else a word may be.
pub const SPELLING: &[Word] = &[Word { word: "w", action: Action::Spelling, says: "the next such word" }];

/// What is asked of the card.
#[derive(Debug, Default)]
pub(super) enum Step {
    /// The words.
    #[default]
    Words,
    /// Whether it is right as it will stand.
    Sure,
    /// For whom it is, instead.
    Whom(Names),
}

/// What has to be said before it can be saved.
enum Unsettled {
    /// Nothing has to.
    Nothing,
    /// About a name of another child; whether the family said it.
    Name(ChildId, bool),
    /// Why there was no talk.
    Reason,
    /// What goes into a phrase's gap.
    Gap(Range<usize>),
}

/// So many names are said of a note to several.
const NAMED: usize = 8;
/// So many phrases are said of those that letters find.
const LISTED: usize = 30;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let mut asks = self.asks_of_step(session);
        if matches!(self.step, Step::Sure) && !self.spell.is_asked() {
            asks.says.extend(quiet::concern_heard(session, &desk::as_read(session, self).words));
        }
        asks
    }

    fn asks_of_step(&self, session: &Session) -> Ask {
        let words = "The marks of the card: .word a phrase, > a step for home, \"words\" the family's own, @mum, \
                     @8:15, ! follow up, - no talk, = your last note again, d: f: p: n: t: at the start what it is. \
                     . alone lists all phrases.";
        let sure = "Enter saves, c changes the words, f changes for whom, d: f: p: n: t: what it is; other words \
                    are added to the note.";
        let line = || Ask { prompt: "> ".to_string(), ..Ask::default() };
        if let Some(asks) = self.spell.asks(SPELLING) {
            return asks;
        }
        match &self.step {
            Step::Words if self.note.text().trim().is_empty() => {
                let waits = match desk::waiting(session, self).and_then(|draft| draft.begun) {
                    Some(begun) => format!(
                        " A draft of {} waits: back, then ! lists it.",
                        desk::clock(session, begun.at)
                    ),
                    None => String::new(),
                };
                let asks = format!("{}{waits} What was said?", self.heading(session));
                let question = self.question_heard(session);
                Ask {
                    says: question.into_iter().chain([asks, self.digits(session)]).collect(),
                    help: words,
                    ..line()
                }
            }
            Step::Words => {
                let begun = self.note.text().to_string();
                Ask { says: vec!["Change the words, then Enter.".to_string()], begun, help: words, ..line() }
            }
            Step::Whom(names) => {
                let prompt = if names.choosing() { "Which? " } else { "For whom? " }.to_string();
                Ask { says: names.says().to_vec(), prompt, help: "Any part of a name.", ..Ask::default() }
            }
            Step::Sure => match self.unsettled(session) {
                Unsettled::Nothing => {
                    let marks = desk::as_read(session, self).marks;
                    let spelling = spell::heard(session, &self.note, &marks);
                    let mut says =
                        vec![self.saves_in_words(session), format!("{spelling}Enter saves, c changes.")];
                    if let Some(question) = self.question_heard(session) {
                        says.insert(0, question);
                    }
                    Ask { says, words: WORDS, help: sure, ..line() }
                }
                Unsettled::Name(child, quoted) => {
                    let name = |child| session.roll.child(child).map(|child| child.first_name().to_string());
                    let named = name(child).unwrap_or_default();
                    let children = desk::children(session, self);
                    let family = match children.as_slice() {
                        [child] => format!("{}'s family", name(*child).unwrap_or_default()),
                        several => format!("{} families", several.len()),
                    };
                    let theirs = if quoted { " in the family's own words" } else { "" };
                    let says = format!("{named} is named{theirs} in a note for {family}.");
                    let how = if quoted {
                        "2 keeps the name, c changes."
                    } else {
                        "1 puts \"a friend\", 2 keeps the name, c changes."
                    };
                    let how = how.to_string();
                    Ask { says: vec![says, how], words: WORDS, ..line() }
                }
                Unsettled::Reason => Ask { says: vec![EntryTrouble::NoReason.to_string()], ..line() },
                Unsettled::Gap(_) => {
                    let note = self.note.text().replacen("[ ]", "...", 1);
                    let says = format!("{note} What goes there? Enter leaves it out.");
                    Ask { says: vec![says], ..line() }
                }
            },
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.typed = None;
        match self.spell.hear(session, &mut self.note, line) {
            spell::Answered::Nothing => {}
            spell::Answered::Left => return,
            spell::Answered::Changed => return self.changed(session, turn),
        }
        match &mut self.step {
            Step::Words => self.hear_words(session, line, turn),
            Step::Whom(names) => {
                if line.trim().is_empty() && !names.choosing() {
                    self.step = Step::Sure;
                } else if let Some(children) = names.hear(line, session) {
                    self.draft.children = children;
                    self.kept_names.clear();
                    self.step = Step::Sure;
                    self.changed(session, turn);
                }
            }
            Step::Sure => self.hear_sure(session, line, turn),
        }
    }

    /// The note as it would stand with what is typed of the line; `None` where the line adds nothing to it.
    pub(super) fn with(&self, session: &Session, line: &str) -> Option<String> {
        let note = self.note.text();
        let command = line.trim_start().starts_with(':') || line.trim() == "?";
        match &self.step {
            _ if command || self.spell.is_asked() => None,
            Step::Words => Some(line.to_string()),
            Step::Whom(_) => None,
            Step::Sure => match self.unsettled(session) {
                Unsettled::Gap(gap) => {
                    let mut note = note.to_string();
                    note.replace_range(gap, line.trim());
                    Some(note)
                }
                Unsettled::Reason => Some(format!("{} {}", note.trim(), line.trim())),
                Unsettled::Name(..) | Unsettled::Nothing
                    if line.trim().chars().count() < 2 || kind_mark(line).is_some() =>
                {
                    None
                }
                Unsettled::Name(..) | Unsettled::Nothing => {
                    Some(format!("{} {}", note.trim_end(), line.trim()))
                }
            },
        }
    }

    fn hear_words(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let line = line.trim();
        if line.is_empty() {
            turn.say(
                "Nothing is written yet. Type a few words, choose 1 to 5, or press - if there was no talk.",
            );
            return;
        }
        if let Some(letters) = line.strip_prefix('.').filter(|letters| !letters.contains(char::is_whitespace))
        {
            let found = desk::found(session, desk::kind(session, self), letters);
            let exact = |(number, phrase): &&Found| {
                phrase.word == letters || number.is_some_and(|number| number.to_string() == letters)
            };
            match (found.iter().find(exact), found.as_slice()) {
                (Some((_, phrase)), _) | (None, [(_, phrase)]) => {
                    let word = format!(".{}", phrase.word);
                    self.note.set(word);
                }
                (None, []) => self.note.set(line.to_string()),
                (None, several) => {
                    let listed = several.iter().take(LISTED).map(|(_, phrase)| format!(".{}", phrase.word));
                    let listed = listed.collect::<Vec<_>>().join(", ");
                    return turn.say(format!("Phrases: {listed}."));
                }
            }
        } else {
            self.note.set(line.to_string());
        }
        self.step = Step::Sure;
        self.open_gaps(session);
        self.changed(session, turn);
    }

    fn hear_sure(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let said = line.trim();
        let added = self.with(session, line);
        let open = self.unsettled(session);
        match (&open, said) {
            (Unsettled::Name(..) | Unsettled::Nothing, "c") => self.step = Step::Words,
            (Unsettled::Name(..), "1" | "2") => {
                let hits = desk::named(session, self);
                self.settle(session, &hits, said.chars().next(), turn);
            }
            (Unsettled::Gap(_), "") => {
                let edit = desk::reading(session, self, |ctx| drop_gap(self.note.text(), ctx));
                if let Some(edit) = edit {
                    self.note.apply(&edit);
                }
                self.changed(session, turn);
            }
            (Unsettled::Nothing, "") => {
                self.save(session, turn);
                if let Some(says) = self.says.take() {
                    turn.say(says);
                }
            }
            (Unsettled::Nothing, "f") => self.step = Step::Whom(Names::default()),
            _ => match (added, kind_mark(said)) {
                (Some(note), _) => {
                    self.note.set(note);
                    self.open_gaps(session);
                    self.changed(session, turn);
                }
                (None, Some(kind)) => {
                    self.take_kind(session, kind);
                    self.changed(session, turn);
                }
                (None, None) => turn.say("That means nothing here; ? says what does."),
            },
        }
    }

    /// The kind that was chosen counts, and not the one with which the note began.
    fn take_kind(&mut self, session: &Session, kind: Kind) {
        let own = desk::reading(session, self, |ctx| read(self.note.text(), ctx)).kind;
        if own.is_some() {
            let words = self.note.text().get(2..).unwrap_or_default().trim_start().to_string();
            self.note.set(words);
        }
        self.draft.kind = Some(kind);
    }

    /// Puts the words in for each phrase whose gap nobody has filled, so that the gap can be asked about.
    fn open_gaps(&mut self, session: &Session) {
        while let Some(gap) = self.gap(session).filter(|gap| self.note.text().get(gap.clone()) != Some("[ ]"))
        {
            let edit = desk::reading(session, self, |ctx| expand(self.note.text(), gap.end, Key::Tab, ctx));
            let Some(edit) = edit else { return };
            self.note.apply(&edit);
        }
    }

    fn gap(&self, session: &Session) -> Option<Range<usize>> {
        desk::reading(session, self, |ctx| read(self.note.text(), ctx)).gap
    }

    fn unsettled(&self, session: &Session) -> Unsettled {
        if desk::as_read(session, self).note.no_talk == Some(Silence::Waiting) {
            Unsettled::Reason
        } else if let Some(gap) = next_gap(self.note.text(), 0).filter(|_| self.gap(session).is_some()) {
            Unsettled::Gap(gap)
        } else {
            match desk::named(session, self).first() {
                Some(hit) => Unsettled::Name(hit.child, hit.quoted),
                None => Unsettled::Nothing,
            }
        }
    }

    /// `Ava O'Neill. Drop-off.`
    fn heading(&self, session: &Session) -> String {
        let children = desk::children(session, self);
        let name = |child: &ChildId| session.roll.child(*child).map(|child| child.name()).unwrap_or_default();
        let mut names: Vec<String> = children.iter().take(NAMED).map(name).collect();
        if children.len() > NAMED {
            names.push(format!("and {} more", children.len() - NAMED));
        }
        let count = if children.len() > 1 { format!("{} children: ", children.len()) } else { String::new() };
        format!("{count}{}. {}.", names.join(", "), desk::kind(session, self).label())
    }

    /// `1 nothing, 2 settled, 3 ate, 4 tired, 5 upset.`
    fn digits(&self, session: &Session) -> String {
        let numbered = desk::numbered(session, desk::kind(session, self));
        let listed = numbered
            .iter()
            .take(ON_DIGITS)
            .zip(1..)
            .map(|(phrase, number)| format!("{number} {}", phrase.word));
        format!("{}.", listed.collect::<Vec<_>>().join(", "))
    }

    /// `Will save 2. Drop-off: Tired, woke at 5am. For home: Read the bear book.`
    fn saves_in_words(&self, session: &Session) -> String {
        let read = desk::as_read(session, self);
        let entries = match read.would_save(session, self) {
            Ok(entries) => entries,
            Err(trouble) => return trouble.to_string(),
        };
        let children = &read.children;
        let mut says = format!("Will save {}", entries.len());
        if let [first, .., _] = children.as_slice() {
            let of = |child: ChildId| entries.iter().filter(move |entry| entry.child == child);
            let words = |child| of(child).map(|entry| (entry.kind, entry.text.as_str())).collect::<Vec<_>>();
            let same = children.iter().all(|child| words(*child) == words(*first));
            let each = if same {
                "for each".to_string()
            } else {
                let name = session.roll.child(*first).map(|child| child.first_name().to_string());
                format!("for {}, the others with their own names", name.unwrap_or_default())
            };
            says.push_str(&format!(", {each}"));
        }
        says.push('.');
        let first = children.first();
        for entry in entries.iter().filter(|entry| Some(&entry.child) == first) {
            let said = read.note.happened.is_some();
            says.push_str(&one(session, entry, said));
        }
        if self.draft.private {
            says.push_str(" For you and the leads only.");
        }
        says
    }
}

/// `Saved 2 for Ava O'Neill at 8:47. u takes it back for 5 minutes.`
pub(super) fn saved(entries: usize, whom: &str, at: Moment) -> String {
    let clock = at.clock();
    let clock = clock.strip_prefix('0').unwrap_or(&clock);
    format!("Saved {entries} for {whom} at {clock}. u takes it back for 5 minutes.")
}

/// ` Drop-off 08:15, with mum: Slept badly. Follow up Fri 27 Nov.`
fn one(session: &Session, entry: &Entry, said: bool) -> String {
    let mut says = format!(" {}", entry.kind.label());
    if said || session.now.minutes_since(entry.happened) >= 5 {
        let day = entry.happened.day();
        let day = if day == session.today() { String::new() } else { format!("{} ", short(day)) };
        says.push_str(&format!(" {day}{}", entry.happened.clock()));
    }
    if !entry.with.is_empty() {
        let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
        says.push_str(&format!(", with {}", with.join(", ")));
    }
    says.push_str(&format!(": {}", entry.text));
    if let Some(day) = entry.follow_up {
        says.push_str(&format!(" Follow up {}.", short(day)));
    }
    says
}

/// The kind of a line that is nothing but the letter of one and a colon.
fn kind_mark(line: &str) -> Option<Kind> {
    let letter = line.trim().strip_suffix(':')?;
    Kind::ALL.into_iter().find(|kind| letter.eq_ignore_ascii_case(kind.letter().encode_utf8(&mut [0; 4])))
}
