//! The phrases of the setting, a kind at a time: a lead adds, changes, hides and shows them again.

mod form;
mod plain;

pub use plain::WORDS;

use ratatui::style::Modifier;

use super::card::listed;
use super::{Page, Press};
use crate::domain::{Act, AgeBand, Change, Draft, DraftId, Kind, Phrase, Purpose};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, width_of, wrap};
use form::Form;

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    kind: Kind,
    marked: usize,
    /// The phrase that is being written.
    form: Option<Form>,
    /// What was asked of the record and is not answered yet: whether the phrase is hidden from now on.
    asked: Option<bool>,
}

impl State {
    /// The phrases of the first kind, with the form of a draft open where one waits.
    pub fn open(session: &mut Session) -> State {
        let begun =
            session.writer.drafts.iter().find(|draft| matches!(draft.purpose, Purpose::Phrase { .. }));
        match begun.cloned() {
            Some(draft) => State::go_on(session, &draft),
            None => State { kind: Kind::DropOff, marked: 0, form: None, asked: None },
        }
    }

    /// The form that a draft was begun in, with its words.
    pub fn go_on(session: &mut Session, draft: &Draft) -> State {
        let form = Form::of_draft(session, draft);
        let kind = form.kind();
        let marked = all(session, kind).iter().position(|phrase| phrase.code == form.code()).unwrap_or(0);
        State { kind, marked, form: Some(form), asked: None }
    }

    fn selected<'a>(&self, session: &'a Session) -> Option<&'a Phrase> {
        all(session, self.kind).get(self.marked).copied()
    }

    fn show_kind(&mut self, kind: Kind) {
        self.kind = kind;
        self.marked = 0;
    }

    /// The kind so many places on, round and round.
    fn step_kind(&mut self, by: usize) {
        let at = Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        if let Some(kind) = Kind::ALL.get((at + by) % Kind::ALL.len()) {
            self.show_kind(*kind);
        }
    }

    /// Hides the marked phrase, or shows it again.
    fn hide(&mut self, session: &Session, turn: &mut Turn) {
        let Some(phrase) = self.selected(session).filter(|_| self.asked.is_none()) else { return };
        if let Some(other) =
            session.phrases.of(self.kind).find(|other| phrase.hidden && other.word == phrase.word)
        {
            return turn.say(format!(
                "“{}” is found by .{} now. Give one of them another word first.",
                listed(other),
                phrase.word
            ));
        }
        let changed = Phrase { hidden: !phrase.hidden, ..phrase.clone() };
        self.asked = Some(changed.hidden);
        let act = Act::from(Change::Phrase(Box::new(changed)));
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page("phrase-hidden")));
    }
}

/// The phrases of a kind, those that are hidden too, in the bank's order.
fn all(session: &Session, kind: Kind) -> Vec<&Phrase> {
    session.phrases.0.iter().filter(|phrase| phrase.kind == kind).collect()
}

impl Page for State {
    fn scope(&self) -> Scope {
        if self.form.is_some() { Scope::PhraseForm } else { Scope::Phrases }
    }

    fn takes(&self) -> Takes {
        if self.form.is_some() { Takes::Words } else { Takes::Nothing }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(form) = &mut self.form {
            let meant = form.press(session, press, turn);
            if form.closed() {
                self.form = None;
            }
            return meant;
        }
        let last = all(session, self.kind).len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::PageUp) => self.marked = self.marked.saturating_sub(10),
            Some(Action::PageDown) => self.marked = (self.marked + 10).min(last),
            Some(Action::First) => self.marked = 0,
            Some(Action::Last) => self.marked = last,
            Some(Action::NextPart | Action::Right) => self.step_kind(1),
            Some(Action::LastPart | Action::Left) => self.step_kind(Kind::ALL.len() - 1),
            Some(Action::KindOfPhrases) => {
                let index = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                let Some(kind) = index.and_then(|index| Kind::ALL.get(index)) else { return false };
                self.show_kind(*kind);
            }
            Some(Action::ChangePhrase) => {
                let Some(phrase) = self.selected(session).cloned() else { return false };
                self.form = Some(Form::of(session, self.kind, Some(&phrase)));
            }
            Some(Action::AddPhrase) => self.form = Some(Form::of(session, self.kind, None)),
            Some(Action::HidePhrase) => self.hide(session, turn),
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        self.form.as_ref().and_then(Form::open_text)
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.form {
            Some(form) => form.paste(session, text, turn),
            None => turn.say("Nothing was pasted: there is no phrase open."),
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some(form) = &mut self.form {
            form.hears(session, line, turn);
        }
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if let Some(form) = self.form.as_mut().filter(|_| !text.trim_start().starts_with(':')) {
            form.types(session, text, turn);
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Applied(Errand::Page("phrase-hidden"), done) => {
                let Some(hidden) = self.asked.take() else { return };
                match done {
                    Ok(_) => {
                        turn.done(if hidden {
                            "Hidden. It is offered no more; what was written with it stays."
                        } else {
                            "Shown again. Every card offers it."
                        });
                        session.refresh(turn);
                    }
                    Err(why) => turn.warn(why.clone()),
                }
            }
            Answer::Applied(Errand::Page("phrase"), done) => {
                let Some(form) = &mut self.form else { return };
                match done {
                    Ok(_) => {
                        turn.done(format!("Saved. .{} finds it on every card.", form.word()));
                        session.finishing(form.draft(), turn);
                        self.form = None;
                        session.refresh(turn);
                    }
                    Err(why) => form.refused(why),
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(form) = &mut self.form {
            form.keep(session, turn);
        }
    }

    fn writing(&self) -> Option<DraftId> {
        self.form.as_ref().and_then(Form::writing)
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if let Some(form) = &self.form {
            return form.hint(action);
        }
        match action {
            Action::HidePhrase if self.selected(session).is_some_and(|phrase| phrase.hidden) => {
                said("h", "show again")
            }
            Action::NextPart => said("Tab", "next kind"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        if let Some(form) = &self.form {
            return form.view(session, canvas);
        }
        let theme = canvas.theme();
        canvas.header(session, "Phrases");
        // In the narrowest window no blanks stand for brackets.
        let narrow = canvas.width() < 64;
        let mut x = 1;
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            let says = format!("{} {}", index + 1, kind.label());
            let end = if kind == self.kind {
                canvas.put(x, 1, &format!("[{says}]"), theme.focus.add_modifier(Modifier::BOLD))
            } else {
                let says = if narrow { says } else { format!(" {says} ") };
                canvas.put(x, 1, &says, theme.text)
            };
            canvas.button(x, 1, end - x, tap::number(index + 1));
            x = end + u16::from(narrow);
        }
        canvas.rule(2);
        let phrases = all(session, self.kind);
        let (width, height) = (canvas.width(), canvas.height());
        let about = 5;
        let fit = usize::from(height.saturating_sub(3 + about)).max(1);
        let top = (self.marked + 1).saturating_sub(fit);
        // What stands at the right: the word that finds it, and, where there is room, for which ages.
        // Both are as wide as any kind needs them: what is left is for the words.
        let widest = |of: fn(&Phrase) -> usize| session.phrases.0.iter().map(of).max().unwrap_or(0);
        let columns = |most: usize| u16::try_from(most).unwrap_or(u16::MAX);
        let found_by = columns(widest(|phrase| width_of(&phrase.word)).min(12)) + 1;
        let ages = columns(widest(|phrase| width_of(&AgeBand::together(&phrase.ages))).min(19));
        let (word, ages) = match width {
            76.. => (width - ages - found_by - 3, Some(width - ages - 1)),
            _ => (width - found_by - 1, None),
        };
        for (y, (index, phrase)) in (3..).zip(phrases.iter().enumerate().skip(top).take(fit)) {
            let marked = index == self.marked;
            let style = match (marked, phrase.hidden) {
                (true, _) => theme.bar,
                (false, true) => theme.muted,
                (false, false) => theme.text,
            };
            let quiet = if marked { theme.bar } else { theme.muted };
            canvas.row(0, y, width, 1, tap::to_row(self.marked, index));
            if marked {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", style);
            }
            let words = canvas.gaps(&listed(phrase));
            let words = if phrase.hidden { format!("(hidden) {words}") } else { words };
            canvas.put_in(3, y, word.saturating_sub(5), &words, style);
            canvas.put_in(word, y, found_by, &format!(".{}", phrase.word), quiet);
            if let Some(ages) = ages {
                canvas.put_in(ages, y, width - ages - 1, &AgeBand::together(&phrase.ages), quiet);
            }
        }
        let mut y = height.saturating_sub(about);
        canvas.rule(y);
        canvas.hidden_of(y, top, fit, phrases.len());
        y += 1;
        let Some(phrase) = phrases.get(self.marked) else { return };
        let mut says = Vec::new();
        if let Some(without) = &phrase.without {
            says.push(format!("Gap left empty: “{without}”"));
        }
        // A wide list has a column for it.
        if ages.is_none() {
            says.push(format!("For rooms of {}", AgeBand::together(&phrase.ages)));
        }
        if !phrase.shows.is_empty() {
            says.push(format!("May show {}", form::shown(session, &phrase.shows)));
        }
        if session.bank.code(&phrase.code) != Some(phrase) {
            says.push("your setting's own".to_string());
        }
        let columns = width.saturating_sub(2);
        // Words that the list has no room for stand here whole.
        let whole = canvas.gaps(&listed(phrase));
        if canvas.columns(&whole) > usize::from(word.saturating_sub(5)) {
            let rows = height.saturating_sub(y + 1);
            y = canvas.say((1, y), (columns, rows), &whole, theme.text.add_modifier(Modifier::BOLD));
        }
        let mut lines: Vec<String> = Vec::new();
        for part in says {
            let joined = lines.last().map(|line| format!("{line}{BETWEEN}{part}"));
            match joined.filter(|joined| canvas.columns(joined) <= usize::from(columns)) {
                Some(joined) => {
                    lines.pop();
                    lines.push(joined);
                }
                None => lines.push(part),
            }
        }
        // What has no room is left to the form that Enter opens: nothing is cut.
        for line in lines {
            let rows = u16::try_from(wrap(&line, usize::from(columns)).len()).unwrap_or(u16::MAX);
            if y.saturating_add(rows) > height {
                break;
            }
            y = canvas.say((1, y), (columns, rows), &line, theme.text);
        }
    }
}
