//! The talk with whoever types: keys and answers in, text for the terminal out. Pure, but for the model's own
//! effects, which are handed on.

use std::collections::VecDeque;

use ratatui::crossterm::event::KeyCode;

use super::line::Line;
use super::{Ask, by_key};
use crate::domain::{Moment, PersonId};
use crate::safe;
use crate::tui::key::Chord;
use crate::tui::lesson;
use crate::tui::model::Model;
use crate::tui::msg::{Answer, Effect, Msg};
use crate::tui::run::MAKING;
use crate::tui::screen::{Screen, board};
use crate::tui::sign::Signs;
use crate::tui::update::{LEANING, update};

/// What is said of a step at most, in lines.
const LINES: usize = 2;
const END: &str = "\r\n";

/// What was said last, and what is being typed in answer.
#[derive(Default)]
pub struct Talk {
    /// What is asked, and the answer so far; `None` while the program works on the last answer.
    asked: Option<(Ask, Line)>,
    /// Keys that came before the question.
    ahead: VecDeque<(Chord, u64)>,
    /// Effects whose answers are still to come.
    awaited: usize,
    /// Who is being talked with.
    person: Option<PersonId>,
    /// That they have not been told of their day yet.
    greet: bool,
    since_enter: Option<u64>,
    /// The next Enter ends a line that has ended by itself.
    ended: bool,
    out: String,
}

impl Talk {
    /// Takes a message in; answers with what is to be done.
    pub fn hear(&mut self, model: &mut Model, msg: Msg, now: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        match msg {
            Msg::Key(chord, gap) => self.ahead.push_back((chord, gap)),
            msg => {
                // Files are made one after the other; whoever waits for them can stop them meanwhile.
                let files = matches!(msg, Msg::Answer(Answer::Handing(..) | Answer::FilesSaved(_)));
                // News come by themselves: what was asked for is answered all the same.
                let news = matches!(msg, Msg::Answer(Answer::Meanwhile(_)));
                if matches!(msg, Msg::Answer(_)) && !files && !news {
                    self.awaited = self.awaited.saturating_sub(1);
                }
                // What was asked while they were made is over with the last of them.
                if matches!(msg, Msg::Answer(Answer::FilesSaved(_))) && self.asked.take().is_some() {
                    self.out.push_str(END);
                }
                self.tell(model, msg, now, &mut effects);
            }
        }
        loop {
            self.speak(model);
            if self.asked.is_none() || model.quit {
                return effects;
            }
            let Some((chord, gap)) = self.ahead.pop_front() else { return effects };
            self.key(model, chord, gap, now, &mut effects);
        }
    }

    /// What the terminal is to be told; it is told once.
    pub fn out(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Nothing that is asked of the worker is answered any more. What was typed ahead was for another page.
    pub fn alone(&mut self) {
        self.ahead.clear();
        self.awaited = 0;
    }

    fn tell(&mut self, model: &mut Model, msg: Msg, now: Moment, effects: &mut Vec<Effect>) {
        let new = update(model, msg, now);
        let awaited = |effect: &&Effect| {
            !matches!(effect, Effect::Redraw | Effect::Quit | Effect::HandOut(..) | Effect::HandOn)
        };
        self.awaited += new.iter().filter(awaited).count();
        if new.iter().any(|effect| matches!(effect, Effect::Unlock(_) | Effect::UnlockWith(_))) {
            self.say(model, "Opening. This takes a moment.");
        }
        if new.iter().any(|effect| matches!(effect, Effect::Practise)) {
            self.say(model, MAKING);
        }
        effects.extend(new);
    }

    fn key(&mut self, model: &mut Model, chord: Chord, gap: u64, now: Moment, effects: &mut Vec<Effect>) {
        let since = self.since_enter.map(|since| since.saturating_add(gap));
        self.since_enter = since;
        let Some((_, line)) = &mut self.asked else { return };
        let by_itself = std::mem::take(&mut self.ended);
        // The key that ends the warning is not typed.
        if model.locks_soon {
            return self.tell(model, Msg::Key(chord, gap), now, effects);
        }
        match chord {
            Chord { code: KeyCode::Enter, .. } | LINE_FEED => {
                self.since_enter = Some(0);
                if by_itself && line.text().is_empty() {
                    return;
                }
                // A leaning hand, or the lines of a paste: their words stay together and save nothing.
                if since.is_some_and(|since| since < LEANING) {
                    if !line.text().is_empty() {
                        let told = line.write(' ');
                        self.out.push_str(&told);
                        self.typed(model, now, effects);
                    }
                    return;
                }
                self.answer(model, now, effects);
            }
            END_OF_INPUT => {
                self.out.push_str(END);
                self.tell(model, Msg::HangUp, now, effects);
                let waiting = model.session.writer.drafts.len();
                if model.session.person.is_some() && waiting > 0 {
                    let drafts =
                        if waiting == 1 { "1 draft waits" } else { &format!("{waiting} drafts wait") };
                    self.say(model, &format!("Kept. {drafts} for you."));
                }
            }
            KILL_LINE => {
                let told = line.clear();
                self.out.push_str(&told);
                self.typed(model, now, effects);
            }
            Chord { code: KeyCode::Backspace, .. } => {
                let told = line.erase();
                self.out.push_str(&told);
                self.typed(model, now, effects);
            }
            INTERRUPT => self.leave_line(model, ":back", now, effects),
            chord => match (chord.letter(), by_key(&model.session.keys, chord)) {
                (Some(letter), _) => {
                    let told = line.write(letter);
                    let full = line.full();
                    self.out.push_str(&told);
                    self.typed(model, now, effects);
                    if full {
                        self.answer(model, now, effects);
                        self.ended = true;
                    }
                }
                (None, Some(command)) => self.leave_line(model, &command, now, effects),
                (None, None) => {}
            },
        }
    }

    /// The page knows at every key what is typed, so that it is kept.
    fn typed(&mut self, model: &mut Model, now: Moment, effects: &mut Vec<Effect>) {
        if let Some((_, line)) = &self.asked {
            let text = line.seen().to_string();
            self.tell(model, Msg::Typed(text), now, effects);
        }
    }

    fn answer(&mut self, model: &mut Model, now: Moment, effects: &mut Vec<Effect>) {
        if let Some((_, mut line)) = self.asked.take() {
            self.out.push_str(END);
            self.tell(model, Msg::Line(line.take()), now, effects);
        }
    }

    /// A key that is a command: what is typed has been kept where it must be.
    fn leave_line(&mut self, model: &mut Model, command: &str, now: Moment, effects: &mut Vec<Effect>) {
        self.asked = None;
        self.out.push_str(END);
        self.tell(model, Msg::Line(command.to_string().into()), now, effects);
    }

    /// Says what there is to say, and asks what the page asks once everything before has been done.
    fn speak(&mut self, model: &mut Model) {
        if model.session.person != self.person {
            self.next_person(model);
        }
        if let Some((ask, line)) = &self.asked {
            // Something happened in the middle of a line.
            if let Some(notice) = model.notice.take() {
                let again = format!("{}{}", ask.prompt, line.seen());
                self.out.push_str(END);
                self.say(model, &spoken(&notice.text));
                self.out.push_str(&written(model, &again));
            }
            return;
        }
        if self.awaited > 0 || model.quit {
            return;
        }
        let mut says: Vec<String> = Vec::new();
        if self.person.is_some()
            && std::mem::take(&mut self.greet)
            && matches!(model.screen, Screen::Board(_))
        {
            says.extend(board::greeting(&model.session));
        }
        says.extend(model.notice.take().map(|notice| spoken(&notice.text)));
        says.extend(lesson::says(model));
        let ask = model.screen.page().question(&model.session);
        says.extend(ask.says.iter().cloned());
        while says.len() > LINES {
            let second = says.remove(1);
            if let Some(first) = says.first_mut() {
                *first = format!("{first} {second}");
            }
        }
        for line in says.iter().chain(&ask.list) {
            self.say(model, line);
        }
        let line = Line::begun(&ask.begun, ask.echo);
        let asks = format!("{}{}", ask.prompt, line.seen());
        self.out.push_str(&written(model, &asks));
        self.asked = Some((ask, line));
    }

    /// Somebody signed in, or the page was locked: then what was said of children goes out of sight. What the
    /// terminal keeps above its window is its own.
    fn next_person(&mut self, model: &mut Model) {
        if self.person.is_some() {
            self.asked = None;
            self.ahead.clear();
            self.out.push_str(&END.repeat(usize::from(model.session.size.1).clamp(1, 100)));
        }
        self.person = model.session.person;
        self.greet = self.person.is_some();
    }

    fn say(&mut self, model: &Model, line: &str) {
        self.out.push_str(&written(model, &model.session.keys.in_words(line)));
        self.out.push_str(END);
    }
}

/// A sentence of the notice line without the gaps that part it on a screen.
fn spoken(notice: &str) -> String {
    notice.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same words as this terminal writes them: nothing that steers it, and no signs but letters.
fn written(model: &Model, text: &str) -> String {
    let signs = model.session.look.signs;
    let mut plain = String::with_capacity(text.len());
    for letter in safe::line(text).chars() {
        match (signs, crate::tui::sign::in_letters(letter)) {
            (_, Some(word)) => plain.push_str(word),
            (Signs::Ascii, None) => plain.push_str(&Signs::Ascii.write(letter.encode_utf8(&mut [0; 4]))),
            (Signs::Unicode, None) => plain.push(letter),
        }
    }
    plain
}

const LINE_FEED: Chord = Chord { code: KeyCode::Char('j'), ctrl: true };
const END_OF_INPUT: Chord = Chord { code: KeyCode::Char('d'), ctrl: true };
const KILL_LINE: Chord = Chord { code: KeyCode::Char('u'), ctrl: true };
const INTERRUPT: Chord = Chord { code: KeyCode::Char('c'), ctrl: true };
