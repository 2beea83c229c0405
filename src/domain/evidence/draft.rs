//! The drafted evidence text: which entries to cite, and two to five sentences made from figures and entries
//! alone. It is offered, and taken or left by a person. The same data give the same words.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::Datelike;

use super::{Figures, GapCounts, Piece, Voices, say};
use crate::domain::framework::{About, From, Statement};
use crate::domain::{Day, Kind, Period};

/// The most entries that a draft cites.
pub const MOST_CITED: usize = 5;

/// An entry as a draft and its list of citations need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The agreed link.
    pub piece: Piece,
    /// The latest words.
    pub text: String,
    /// The family's own words in them.
    pub family_words: Vec<String>,
    /// The child's initials, for the list beside the text; the draft itself names nobody.
    pub initials: String,
    /// When its words were amended after it was agreed.
    pub amended: Option<Day>,
}

/// A drafted evidence text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text, with `[1]` for the first cited entry.
    pub text: String,
}

/// Up to five to cite, strongest first: what changed something goes before what did not, then more voices,
/// then the later day. Each differs from those before in child, then in wording, then in writer, month and
/// kind, as far as there are such. An entry is taken once. The order in which `pieces` come makes no difference.
pub fn choose(pieces: Vec<Cited>) -> Vec<Cited> {
    fn strength(cited: &Cited) -> impl Ord + use<> {
        let piece = &cited.piece;
        (!piece.changed, Reverse(piece.voices.count()), Reverse(piece.day), piece.entry, piece.child)
    }
    let mut left = pieces;
    left.sort_by(|a, b| {
        let rest = |cited: &Cited| {
            let Voices { staff, family, child } = cited.piece.voices;
            let words = (cited.text.clone(), cited.family_words.clone(), cited.initials.clone());
            (words, cited.piece.by, [staff, family, child])
        };
        strength(a).cmp(&strength(b)).then_with(|| rest(a).cmp(&rest(b)))
    });
    let mut seen = BTreeSet::new();
    left.retain(|cited| seen.insert(cited.piece.entry));
    let mut chosen: Vec<Cited> = Vec::new();
    while chosen.len() < MOST_CITED {
        let alike = |cited: &Cited| {
            let a = &cited.piece;
            let count = |same: &dyn Fn(&Piece) -> bool| chosen.iter().filter(|b| same(&b.piece)).count();
            let child = count(&|b| a.child.is_some() && a.child == b.child);
            let wording = chosen.iter().filter(|other| worded_alike(&cited.text, &other.text)).count();
            let by = count(&|b| a.by == b.by);
            let month = count(&|b| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month()));
            let kind = count(&|b| a.kind == b.kind);
            (child, wording, by + month + kind)
        };
        // The first of the least alike: the order by strength decides between equals.
        let Some(next) = (0..left.len()).min_by_key(|&index| left.get(index).map(&alike)) else { break };
        let next = left.remove(next);
        chosen.push(next);
    }
    chosen.sort_by_key(strength);
    chosen
}

/// Whether half of all their words or more stand in both: five citations of one phrase convince nobody.
fn worded_alike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && 2 * a.intersection(&b).count() >= a.union(&b).count()
}

/// The draft for a statement over a period: what is done, how it is known, what changed, the honest gap.
///
/// `chosen` are the cited entries in the order of their numbers. `names` says whether words hold anybody's
/// name: such a quotation is never taken, nor one that holds a figure, which a reader could take for ours.
pub fn draft(
    statement: &Statement,
    figures: &Figures,
    chosen: &[Cited],
    gaps: &GapCounts,
    period: Period,
    names: &dyn Fn(&str) -> bool,
) -> Draft {
    if figures.entries == 0 {
        return Draft { text: nothing_yet(statement, figures, period) };
    }
    let writer = Writer { statement, figures, chosen, gaps, period, shape: shape(&statement.code) };
    let quote = chosen.iter().enumerate().find_map(|(index, cited)| {
        cited.family_words.iter().find_map(|words| Some((index, quotable(words, names)?)))
    });
    let sentences = [
        Some(writer.what_is_done(quote.as_ref().map(|(index, _)| *index))),
        Some(writer.how_it_is_known(quote)),
    ]
    .into_iter()
    .chain([writer.what_changed(), writer.who_is_missing(), writer.how_long_ago()])
    .flatten()
    .collect::<Vec<_>>();
    Draft { text: sentences.join(" ") }
}

/// What it all is made from.
struct Writer<'a> {
    statement: &'a Statement,
    figures: &'a Figures,
    chosen: &'a [Cited],
    gaps: &'a GapCounts,
    period: Period,
    shape: usize,
}

impl Writer<'_> {
    fn what_is_done(&self, quoted: Option<usize>) -> String {
        let (figures, when) = (self.figures, span(self.period));
        let opening = self.statement.opening.clone().unwrap_or_else(|| self.own_opening());
        let opening = opening.trim().trim_end_matches('.');
        let entries = match self.statement.from {
            From::Other => say::counted(figures.entries, "record", "records"),
            _ => say::counted(figures.entries, "entry", "entries"),
        };
        let whom = match (figures.families, figures.on_roll) {
            (0, _) => String::new(),
            (1, 1) => " from the one family on roll".to_string(),
            (families, all) if families >= all => format!(" from all {} families", say::number(families)),
            (families, all) => {
                format!(" from {} of {} families", say::number(families), say::number(all))
            }
        };
        let last = figures.last.map(|last| say::day(last, self.period.to));
        let (on, latest) = match &last {
            Some(day) if figures.entries == 1 => (format!(", on {day}"), format!(", on {day}")),
            Some(day) => (format!(", most recently on {day}"), format!(", the last on {day}")),
            None => (String::new(), String::new()),
        };
        // The marks stand behind what they show, before the figures.
        let opening = format!("{opening}{}", self.cites_of_what_is_done(quoted));
        match (self.statement.about, self.shape) {
            (_, _) if figures.entries == 1 => {
                format!("{opening}; it rests on {entries}{whom} {when}{on}.")
            }
            (About::Families, 0) => format!("{opening}: {entries}{whom} {when}{on}."),
            (About::Families, 1) => format!("{opening}; {entries}{whom} show it {when}{latest}."),
            (About::Families, _) => format!("{opening}, as {entries}{whom} show {when}{latest}."),
            (About::Setting, 0) => format!("{opening}, with {entries}{whom} {when}{on}."),
            (About::Setting, 1) => {
                format!("{opening}; we wrote it down in {entries}{whom} {when}{latest}.")
            }
            (About::Setting, _) => format!("{opening}: there are {entries}{whom} {when}{on}."),
        }
    }

    /// What is cited nowhere else, or the strongest two, so that each entry of the list is cited once at least.
    fn cites_of_what_is_done(&self, quoted: Option<usize>) -> String {
        let changed = self.cited_as_changed();
        let rest: Vec<usize> = (0..self.chosen.len())
            .filter(|index| Some(*index) != quoted && !changed.contains(index))
            .collect();
        if rest.is_empty() { cites(0..self.chosen.len().min(2)) } else { cites(rest) }
    }

    /// The strongest two that changed something: a row of five marks at one sentence is not read.
    fn cited_as_changed(&self) -> Vec<usize> {
        let changed = self.chosen.iter().enumerate().filter(|(_, cited)| cited.piece.changed);
        changed.map(|(index, _)| index).take(if self.figures.changed == 0 { 0 } else { 2 }).collect()
    }

    /// An opening from where it happened, for a statement whose pack brings none.
    fn own_opening(&self) -> String {
        let mut ways: Vec<String> = Vec::new();
        for cited in self.chosen {
            let way = match &cited.piece.kind {
                Ok(Kind::DropOff) => "at drop-off".to_string(),
                Ok(Kind::Feedback) => "in what we tell families about the day".to_string(),
                Ok(Kind::PickUp) => "at pick-up".to_string(),
                Ok(Kind::ForHome) => "in what is tried at home".to_string(),
                Ok(Kind::MovingOn) => "when children move on".to_string(),
                Err(code) => format!("in our records of “{}”", code.replace('-', " ")),
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        if ways.is_empty() {
            "We see this in our record".to_string()
        } else {
            format!("We see this {}", say::list(&ways))
        }
    }

    fn how_it_is_known(&self, quote: Option<(usize, String)>) -> String {
        let [_, family, child] = self.figures.voices;
        let child_cites = cites(
            (0..self.chosen.len())
                .filter(|&i| self.chosen.get(i).is_some_and(|c| c.piece.voices.child))
                .take(2),
        );
        let entries = self.figures.entries;
        let of_them = |count: u32| match count {
            1 if entries == 1 => "it".to_string(),
            _ if count >= entries => "all of them".to_string(),
            _ => format!("{} of them", say::number(count)),
        };
        let childs = match child {
            1 if entries == 1 => "the child's own words or response",
            1 => "a child's own words or response",
            _ => "children's own words or responses",
        };
        if let Some((index, words)) = quote {
            let cite = cites([index]);
            let stop = if words.ends_with(['!', '?']) { "" } else { "," };
            let said = match self.shape {
                0 => format!("One family said “{words}”{cite}"),
                1 => format!("In one family's words: “{words}”{cite}"),
                _ => format!("“{words}”{stop} one family told us{cite}"),
            };
            return match child {
                0 if self.statement.about == About::Setting => format!("{said}."),
                0 => match self.shape {
                    0 => format!("{said}; children's own words are not in it yet."),
                    1 => format!("{said}; what children themselves say of it we have still to write down."),
                    _ => format!("{said}; no child's own words stand beside it so far."),
                },
                _ => format!("{said}, and {childs} stand in {}{child_cites}.", of_them(child)),
            };
        }
        match (family, child) {
            (0, 0) if self.statement.about == About::Setting || self.statement.from == From::Other => {
                "So far the record is ours alone.".to_string()
            }
            (0, 0) => "That is our own record, without families' or children's own words.".to_string(),
            (0, _) => format!(
                "{} stand in {}{child_cites}, families' own words in none yet.",
                say::capital(childs),
                of_them(child)
            ),
            (_, 0) => format!("Families' own words stand in {}, children's in none yet.", of_them(family)),
            _ => format!(
                "Families' own words stand in {}, {childs} in {}{child_cites}.",
                of_them(family),
                of_them(child)
            ),
        }
    }

    fn what_changed(&self) -> Option<String> {
        let changed = self.figures.changed;
        let cites = cites(self.cited_as_changed());
        let number = say::capital(&say::number(changed));
        Some(match (changed, self.statement.about) {
            (0, About::Setting) => return None,
            (0, _) => "We have not yet written down what changed because of it.".to_string(),
            (changed, _) if changed >= self.figures.entries && changed == 1 => {
                format!("It changed what we planned{cites}.")
            }
            (changed, _) if changed >= self.figures.entries => {
                format!("All of them changed what we planned{cites}.")
            }
            (_, About::Setting) => format!("{number} of them led us to do something differently{cites}."),
            _ => match self.shape {
                0 => format!("{number} of these changed what we planned{cites}."),
                1 => format!("{number} of them led to something new in what we do{cites}."),
                _ => format!("Because of {} of them we planned differently{cites}.", number.to_lowercase()),
            },
        })
    }

    fn who_is_missing(&self) -> Option<String> {
        let GapCounts { families: missing, someone_else, just_started } = *self.gaps;
        if self.statement.about == About::Setting || missing == 0 {
            return None;
        }
        let families = say::counted(missing, "family", "families");
        let one_of = |count: u32, one: &str, many: &str| match (count, missing) {
            (1, 1) => format!("it {one}"),
            (2, 2) => format!("both {many}"),
            (count, all) if count == all => format!("all {many}"),
            (1, _) => format!("one {one}"),
            (count, _) => format!("{} {many}", say::number(count)),
        };
        let mut why = Vec::new();
        if someone_else > 0 {
            why.push(one_of(someone_else, "is collected by someone else", "are collected by someone else"));
        }
        if just_started > 0 {
            why.push(one_of(just_started, "has only just started", "have only just started"));
        }
        let why = if why.is_empty() { String::new() } else { format!("; {}", say::list(&why)) };
        Some(match self.shape {
            0 => format!("We have nothing yet from {families}{why}."),
            1 => format!("Still to hear from: {families}{why}."),
            _ if missing == 1 => format!("{} is not in it yet{why}.", say::capital(&families)),
            _ => format!("{} are not in it yet{why}.", say::capital(&families)),
        })
    }

    /// Said where the last six weeks are empty, which a count over a term would hide.
    fn how_long_ago(&self) -> Option<String> {
        let quiet = self.figures.weeks.iter().rev().take(6).all(|&entries| entries == 0);
        quiet.then(|| "Nothing has been added in the weeks since.".to_string())
    }
}

fn nothing_yet(statement: &Statement, figures: &Figures, period: Period) -> String {
    let first = format!("We have nothing agreed here {}.", span(period));
    let second = match (statement.from, statement.about) {
        (From::Other, _) => {
            "Talk at the door does not show it by itself: it needs a record of its own.".to_string()
        }
        (_, About::Setting) => "It is for us to begin, and to write down when we do.".to_string(),
        _ if figures.on_roll == 0 => "No family was on roll in this time.".to_string(),
        _ => match figures.on_roll {
            1 => "We have still to hear from the one family on roll.".to_string(),
            on_roll => format!("We have still to hear from all {} families on roll.", say::number(on_roll)),
        },
    };
    format!("{first} {second}")
}

/// The family's words as they can stand in a sentence; `None` where they should not.
fn quotable(words: &str, names: &dyn Fn(&str) -> bool) -> Option<String> {
    let words = words.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    let count = words.split_whitespace().count();
    let inner = words.trim_end_matches(['!', '?']);
    let unfit = !(3..=18).contains(&count)
        || inner.contains(['.', '!', '?', '\n', '“', '”', '[', ']'])
        || words.chars().any(char::is_numeric)
        || words.chars().any(char::is_control)
        || names(words);
    (!unfit).then(|| words.to_string())
}

/// `this week`, `this term` or, for what is longer, words that fit any time.
fn span(period: Period) -> &'static str {
    match (period.to - period.from).num_days() {
        ..7 => "this week",
        7..126 => "this term",
        _ => "in this time",
    }
}

/// ` [1][3]`; nothing where nothing is cited.
fn cites(indexes: impl IntoIterator<Item = usize>) -> String {
    let cites: String = indexes.into_iter().map(|index| format!("[{}]", index + 1)).collect();
    if cites.is_empty() { cites } else { format!(" {cites}") }
}

/// Which of three ways of saying a statement is written in, so that a form of many does not read like one
/// sentence with other numbers. FNV-1a over its code: the same on every machine.
fn shape(code: &str) -> usize {
    let hash =
        code.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash % 3) as usize
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
