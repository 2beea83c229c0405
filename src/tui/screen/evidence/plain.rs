//! The evidence board line by line: a statement at a time, its figures in words.

use super::State;
use super::say::{ago, families, gaps_in_short};
use crate::domain::evidence::{Figures, Strength, strength};
use crate::domain::framework::{Framework, Statement};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next statement" },
    Word { word: "setting", action: Action::NextPart, says: "the whole setting, or the room again" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let ask =
            |prompt: &str| Ask { prompt: prompt.to_string(), words: WORDS, keys: true, ..Ask::default() };
        let Some(framework) = self.framework(session) else {
            return Ask {
                says: vec!["No framework of self-evaluation is set up.".to_string()],
                ..ask("back: ")
            };
        };
        let ordered = self.ordered(session);
        let at = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        let Some(statement) = ordered.get(at) else { return ask("back: ") };
        if self.listed.is_some() {
            let gaps = self.gaps.as_ref().map(|(_, gaps)| gaps.clone()).unwrap_or_default();
            let list = families(session, &self.whom, &gaps);
            let list = list.into_iter().map(|(names, why)| format!("{names}: {why}.")).collect();
            let says =
                format!("{} {}: families not heard yet, for you only.", statement.number, statement.title);
            return Ask { says: vec![says], list, ..ask("back: ") };
        }
        let room = self.whom.rooms.first().and_then(|room| session.roll.room(*room));
        let whose = room.map_or("whole setting".to_string(), |room| format!("{} room", room.name));
        let mut says = vec![self.statement_in_words(session, framework, statement)];
        if at == 0 {
            says.insert(0, format!("Evidence, {whose}, this term, {} statements.", ordered.len()));
        }
        let help = "A number goes to that statement.";
        let prompt = "Enter next, a number, open, families, thinnest, setting, back: ";
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
            "{} {}: {}, {}. {}{gaps}",
            statement.number,
            statement.title,
            evidence_is(strong),
            judged_in_words(framework, judged),
            figures_in_words(session, &figures),
        )
    }

    /// The number of a statement.
    pub(super) fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) -> bool {
        let wanted = line.trim();
        let found = self.framework(session).and_then(|framework| {
            framework.statements.iter().find(|statement| statement.number.eq_ignore_ascii_case(wanted))
        });
        let Some(statement) = found.filter(|_| self.listed.is_none()) else { return false };
        self.at = statement.code.clone();
        self.ask_gaps(session, turn);
        true
    }
}

/// `evidence fair`
pub(in crate::tui::screen) fn evidence_is(strength: Strength) -> String {
    format!("evidence {}", strength.label())
}

/// `judged partly`, by the framework's own word.
pub(in crate::tui::screen) fn judged_in_words(framework: &Framework, met: &str) -> String {
    match framework.judgements.iter().find(|judgement| judgement.code == met) {
        Some(judgement) => format!("judged {}", judgement.label),
        None => "not judged".to_string(),
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
    // The signs of the board are letters: whole words are heard.
    let last = match ago(figures.last, session.today()) {
        days if days.ends_with(" d") => days.replace(" d", " days ago"),
        weeks if weeks.ends_with(" w") => weeks.replace(" w", " weeks ago"),
        other => other,
    };
    format!(
        "{} {entries}, {} of {} families, {voices}, {} led to a change, last {last}.",
        figures.entries, figures.families, figures.on_roll, figures.changed,
    )
}
