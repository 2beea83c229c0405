//! The evidence board line by line: a statement at a time, its figures in words.

use super::State;
use super::choose::{Choosing, Of, Pick};
use super::say::{ago_in_words, gaps_in_short};
use crate::domain::evidence::{Figures, Strength, strength};
use crate::domain::framework::{Framework, Statement};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};
use crate::tui::plain::{Ask, Word};

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next statement" },
    Word { word: "pin", action: Action::PinQuestion, says: "a question for the door card, or takes it down" },
    Word { word: "setting", action: Action::NextPart, says: "the whole setting, or the room again" },
];

/// The words in a list from which it is chosen what the board is of.
pub const CHOICE: &[Word] = &[Word { word: "", action: Action::Back, says: "goes back to the board" }];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let ask =
            |prompt: &str| Ask { prompt: prompt.to_string(), words: WORDS, keys: true, ..Ask::default() };
        if let Some(pinning) = &self.pinning {
            return self.asks_question(session, pinning);
        }
        if let Some(choosing) = &self.choosing {
            return self.asks_what(session, choosing);
        }
        let Some(framework) = &self.form else {
            return Ask {
                says: vec!["No framework of self-evaluation is set up.".to_string()],
                ..ask("back: ")
            };
        };
        let ordered = self.ordered();
        let at = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        let Some(statement) = ordered.get(at) else { return ask("back: ") };
        let mut says = vec![self.statement_in_words(session, framework, statement)];
        says.extend(self.pinned_heard(session));
        if at == 0 {
            let (whose, time) = (self.whose(session), self.span.label());
            let name = self.named(session).map(|name| format!(", {name}")).unwrap_or_default();
            says.insert(0, format!("Evidence, {whose}, {time}, {} statements{name}.", ordered.len()));
        }
        let help = "A number goes to that statement.";
        let prompt = "Enter next, a number, open, families, thinnest, setting, weeks, framework, back: ";
        Ask { says, help, ..ask(prompt) }
    }

    /// `15 Title: strength fair, judged Y. 12 entries of 5 of 11 families, voices staff and family, ...`
    fn statement_in_words(&self, session: &Session, framework: &Framework, statement: &Statement) -> String {
        let figures = self.figures(&statement.code);
        let judged = self.read.as_ref().and_then(|read| read.judged.get(&statement.code));
        let judged = judged.map_or("", |judged| judged.met.as_str());
        let strong = strength(&figures, statement.about, &framework.strength, self.whom.period.to);
        let gaps = self.gaps.as_ref().filter(|(code, _)| *code == statement.code);
        let gaps = match gaps {
            Some((_, gaps)) if !gaps.is_empty() => format!(" Not heard yet: {}.", gaps_in_short(gaps)),
            _ => String::new(),
        };
        format!(
            "{} {}: {}. {}{gaps}",
            statement.number,
            statement.title,
            listed(&[evidence_is(strong), judged_in_words(framework, judged)]),
            figures_in_words(session, &figures),
        )
    }

    /// The number of a statement.
    pub(super) fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) -> bool {
        let wanted = line.trim();
        if let Some(choosing) = &self.choosing {
            let of = choosing.of;
            return self.hears_what(session, of, line, turn);
        }
        let found = self.form.as_ref().and_then(|framework| {
            let called = |known: &str| known.eq_ignore_ascii_case(wanted);
            // Of several with that number the next, so that the same answer again reaches each of them.
            let at = framework.statements.iter().position(|statement| statement.code == self.at).unwrap_or(0);
            let (before, after) = framework.statements.split_at(at);
            let order = || after.iter().skip(1).chain(before).chain(after.first());
            let coded = order().find(|statement| called(&statement.code));
            coded.or_else(|| order().find(|statement| called(&statement.number)))
        });
        let Some(statement) = found else { return false };
        self.at = statement.code.clone();
        self.ask_gaps(turn);
        true
    }
}

impl State {
    fn asks_what(&self, session: &Session, choosing: &Choosing) -> Ask {
        if choosing.days.is_some() {
            let prompt = "Which days? ".to_string();
            return Ask {
                says: vec!["A first and a last day, as 1 Sep to 24 Nov.".to_string()],
                prompt,
                ..Ask::default()
            };
        }
        let offers = self.offers(session, choosing.of);
        let list = offers.iter().zip(1..).map(|(offer, number)| {
            let more = if offer.more.is_empty() { String::new() } else { format!(", {}", offer.more) };
            let shown = if offer.shown { ", shown now" } else { "" };
            let under = offer.under.as_ref().map(|under| format!("{under}: ")).unwrap_or_default();
            format!("{number} {under}{}{more}{shown}.", offer.says)
        });
        let (prompt, help) = match choosing.of {
            Of::Forms => ("A number, use 3, put away 3, back: ", "use and a number puts that one in use."),
            Of::Rooms => ("A number or several, back: ", "1 is the whole setting; 2 3 is two rooms."),
            Of::Times => ("A number, or two days, back: ", "Two days are typed as 1 Sep to 24 Nov."),
            Of::Tags => ("A number, back: ", "1 is the whole framework."),
        };
        let mut says = vec![format!("{} {}", choosing.of.title(), choosing.of.note())];
        says.extend(self.without_file(session).filter(|_| choosing.of == Of::Forms));
        let (list, prompt) = (list.collect(), prompt.to_string());
        Ask { says, list, prompt, help, keys: true, words: CHOICE, ..Ask::default() }
    }

    /// A number of the list, several rooms, two days, or what is to be put in use.
    fn hears_what(&mut self, session: &Session, of: Of, line: &str, turn: &mut Turn) -> bool {
        let line = line.trim();
        let offers = self.offers(session, of);
        let pick = |number: &str| {
            let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            index.and_then(|index| offers.get(index)).map(|offer| offer.pick.clone())
        };
        let put = [("use ", true), ("put away ", false)].into_iter().find_map(|(word, used)| {
            line.strip_prefix(word).filter(|_| of == Of::Forms).map(|number| (pick(number.trim()), used))
        });
        if let Some((picked, used)) = put {
            let Some(Pick::Form(id, _)) = picked else { return false };
            if let Some(choosing) = &mut self.choosing {
                choosing.put = Some((id.clone(), used));
            }
            turn.effect(Effect::PutInUse(id, used));
            return true;
        }
        let picks: Option<Vec<Pick>> = line.split_whitespace().map(pick).collect();
        match picks.as_deref() {
            Some([one]) => self.take(session, one.clone(), turn),
            Some([_, _, ..]) if of == Of::Rooms => {
                let rooms = picks.into_iter().flatten().filter_map(|pick| match pick {
                    Pick::Room(room) => room,
                    _ => None,
                });
                self.of_rooms(session, rooms.collect(), turn);
            }
            _ if of == Of::Times => self.take_days(session, line, turn),
            _ => return false,
        }
        true
    }
}

/// `evidence fair`
pub(in crate::tui::screen) fn evidence_is(strength: Strength) -> String {
    format!("evidence {}", strength.label())
}

/// Parts with commas between them, without those that say nothing.
pub(in crate::tui::screen) fn listed(parts: &[String]) -> String {
    parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `judged partly`, by the framework's own word; nothing where it judges nothing.
pub(in crate::tui::screen) fn judged_in_words(framework: &Framework, met: &str) -> String {
    match framework.judgements.iter().find(|judgement| judgement.code == met) {
        Some(judgement) => format!("judged {}", judgement.label),
        None if framework.judgements.is_empty() => String::new(),
        None => "not judged".to_string(),
    }
}

/// `y p n judge, `: how a question names the keys that judge; nothing where the framework judges nothing.
pub(in crate::tui::screen) fn judging(framework: &Framework) -> String {
    match framework.judging_keys() {
        keys if keys.is_empty() => keys,
        keys => format!("{keys} judge, "),
    }
}

/// `12 entries, 5 of 11 families, voices staff, family, 1 led to a change, last 3 days ago.`
pub(in crate::tui::screen) fn figures_in_words(session: &Session, figures: &Figures) -> String {
    let heard = super::say::voices_heard(figures);
    let voices = [(heard.staff, "staff"), (heard.family, "family"), (heard.child, "child")];
    let voices: Vec<&str> = voices.into_iter().filter_map(|(heard, who)| heard.then_some(who)).collect();
    let voices =
        if voices.is_empty() { "no voice".to_string() } else { format!("voices {}", voices.join(" and ")) };
    let entries = if figures.entries == 1 { "entry" } else { "entries" };
    let last = ago_in_words(figures.last, session.today());
    format!(
        "{} {entries}, {} of {} families, {voices}, {} led to a change, last {last}.",
        figures.entries, figures.families, figures.on_roll, figures.changed,
    )
}
