//! A child's whole record, for whoever asked for it: every line that is held, as it was decided. What goes out, what is
//! left out and why is settled line by line before; here nothing is decided, and with a line undecided there is no
//! report.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Cell, Paragraph, Report, Table};
use crate::capture::guard::guard;
use crate::domain::policy::{Facts, Item, Outcome, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::request::decision::{LEFT_OUT, without};
use crate::domain::request::held::{Entries, Told};
use crate::domain::request::{
    Asker, Asking, Cause, Decision, Ended, HeldLine, Identity, RequestStands, Suggestion, Treatment, Why,
};
use crate::domain::{Change, Child, EntryId, Moment, day};

/// What is said of words that were left out of lines, and of lines that were withheld.
const RIGHTS: &[&str] = &[
    "You may ask us to look again at what was left out, and to put right what you think is wrong. Tell the setting's \
     manager.",
    "If our answer does not help, you may complain to the Information Commissioner's Office, the ICO: \
     ico.org.uk, telephone 0303 123 1113. You may also ask a court.",
    "What we keep a record for, who gets it and how long we keep it stands in our privacy notice, which we give you \
     with this.",
    "A safeguarding concern is never kept in this log. What a setting keeps of one is asked for apart, from its \
     safeguarding lead.",
];

/// What the words of the record mean.
const WORDS: &[(&str, &str)] = &[
    ("Agreed", "a room lead has read it and agreed what it shows"),
    ("Corrected", "somebody changed the words afterwards; the words before stand above"),
    ("Taken back", "its writer took it back within five minutes; the words are not kept"),
    ("Struck", "it was written about the wrong child, and does not count"),
    ("For home", "something to try at home, and what was heard of it"),
    (LEFT_OUT, "words stood here that are not given; why, and how often, is counted above"),
];

/// What the record is made from.
pub struct WholeRecord<'a> {
    /// Who asks, and with what the lines are read.
    pub asking: Asking<'a>,
    /// The request, with what was decided.
    pub stands: &'a RequestStands,
    /// Every line that is held, in the order of the log.
    pub lines: &'a [HeldLine],
    /// When it is made.
    pub made: Moment,
}

/// A line with what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked<'a> {
    /// Its number in the queue, from 1: its place in the log, so that it stays.
    pub number: usize,
    /// The line.
    pub line: &'a HeldLine,
    /// In plain words.
    pub told: Told,
    /// Why a person has to decide it; empty where nobody has to.
    pub causes: BTreeSet<Cause>,
    /// What was decided, where something was.
    pub decision: Option<&'a Decision>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The words as they go out; `None` where they do not.
    pub out: Option<String>,
}

impl Looked<'_> {
    /// The entry that the line is, where it is one.
    pub fn entry(&self) -> Option<EntryId> {
        match &self.line.change {
            Change::Entry(entry) => Some(entry.id),
            _ => None,
        }
    }
}

/// Why there is no record yet, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotYet {
    /// Lines wait for a decision.
    #[error("{} still to be decided: until then there is no file.", lines(*.0))]
    Undecided(usize),
    /// It is not shown who asks.
    #[error("It is not shown yet who asks: until then nothing goes out.")]
    NotShown,
    /// It was withdrawn.
    #[error("The request was withdrawn: there is nothing to give.")]
    Withdrawn,
    /// The household may not have it.
    #[error("It can't go to that household: {0}")]
    NotTheirs(&'static str),
}

/// `3 lines are`
fn lines(count: usize) -> String {
    if count == 1 { "1 line is".to_string() } else { format!("{count} lines are") }
}

/// Under which heading a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Register,
    Notes,
    Records,
    Presence,
    Out,
}

impl Part {
    const ALL: [Part; 5] = [Part::Register, Part::Notes, Part::Records, Part::Presence, Part::Out];

    fn of(change: &Change) -> Part {
        match change {
            Change::Child(_)
            | Change::Contact(_)
            | Change::Link(_)
            | Change::Unlink { .. }
            | Change::Siblings { .. }
            | Change::KeyPerson(_)
            | Change::Group(_) => Part::Register,
            Change::Practice(_)
            | Change::AmendPractice { .. }
            | Change::TakeBackPractice { .. }
            | Change::AgreePractice { .. }
            | Change::PracticeNameSettled { .. }
            | Change::EvidenceText { .. } => Part::Records,
            Change::Presence { .. } | Change::PresenceTakenBack { .. } => Part::Presence,
            Change::Exported { .. } => Part::Out,
            _ => Part::Notes,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Part::Register => "The register",
            Part::Notes => "Notes at the door, and what became of them",
            Part::Records => "Records of practice",
            Part::Presence => "Where the child was",
            Part::Out => "What went out",
        }
    }
}

impl<'a> WholeRecord<'a> {
    /// Every line that says something, with what becomes of it, in the order of the log.
    pub fn looked(&self) -> Vec<Looked<'a>> {
        let entries = Entries::of(self.lines);
        let told = self.lines.iter().filter_map(|line| Some((line, self.asking.told(line)?)));
        told.enumerate().map(|(place, (line, told))| self.look(place + 1, line, told, &entries)).collect()
    }

    fn look(&self, number: usize, line: &'a HeldLine, told: Told, entries: &Entries) -> Looked<'a> {
        let causes = self.asking.causes(line, entries);
        let decision = self.stands.decided.get(&line.id).and_then(|decided| decided.decision.as_ref());
        let (outcome, out) = becomes(&told.words, &causes, decision);
        let facts = Facts { outcome, ..Facts::default() };
        let allowed = may_appear(Item::Held, &self.recipient(), ReportKind::WholeRecord, &facts);
        let out = out.filter(|_| allowed == Verdict::Allow);
        Looked { number, line, told, causes, decision, outcome, out }
    }

    /// What the program suggests for a line.
    pub fn suggests(&self, looked: &Looked) -> Suggestion {
        let words = &looked.told.words;
        // A brother's or sister's line is their name and nothing else, which no guard keeps from their own home.
        if let Change::Siblings { .. } = looked.line.change {
            return Suggestion::of(&looked.causes, words, std::slice::from_ref(words), &[]);
        }
        let named = (self.asking.guard)(words, &[self.asking.child]);
        // `May` may be a month: what reads as a word in each place is no name yet.
        let hits = guard(words, &[self.asking.child], self.asking.roll, None);
        let is_word = |name: &String| {
            let mut places = hits.iter().filter(|hit| words.get(hit.range.clone()) == Some(name)).peekable();
            places.peek().is_some() && places.all(|hit| hit.word)
        };
        let (words_too, named): (Vec<String>, Vec<String>) = named.into_iter().partition(is_word);
        Suggestion::of(&looked.causes, words, &named, &words_too)
    }

    /// Whom the policy takes it to be for.
    fn recipient(&self) -> Recipient {
        match (self.stands.request.asker, self.asking.home) {
            (Asker::Adult(_), Some(home)) => Recipient::household(self.asking.roll, self.asking.child, home),
            // Whoever asked is not in the register any more: nobody knows what they may have.
            (Asker::Adult(_), None) => Recipient::Public,
            (Asker::Child, _) => Recipient::Child,
        }
    }

    /// Why there is no report yet.
    ///
    /// # Errors
    /// Where a line waits for a decision, it is not shown who asks, the request was withdrawn, or the household of
    /// whoever asked may not have it any more.
    pub fn ready(&self, looked: &[Looked]) -> Result<(), NotYet> {
        let request = &self.stands.request;
        if matches!(request.ended, Some(Ended::Withdrawn(_))) {
            return Err(NotYet::Withdrawn);
        }
        if request.identity == Identity::Asked {
            return Err(NotYet::NotShown);
        }
        let own = Facts { outcome: Outcome::Own, ..Facts::default() };
        if let Verdict::Deny(why) = may_appear(Item::Held, &self.recipient(), ReportKind::WholeRecord, &own) {
            return Err(NotYet::NotTheirs(why.0));
        }
        match looked.iter().filter(|one| one.outcome == Outcome::Undecided).count() {
            0 => Ok(()),
            waiting => Err(NotYet::Undecided(waiting)),
        }
    }

    /// The record.
    ///
    /// # Errors
    /// As [`WholeRecord::ready`].
    pub fn report(&self) -> Result<Report, NotYet> {
        let looked = self.looked();
        self.ready(&looked)?;
        let roll = self.asking.roll;
        let name = roll.child(self.asking.child).map(Child::name).unwrap_or_default();
        let setting = &roll.setting.name;
        let mut report = Report::new(format!("The record of {name}"), format!("From {setting}"), self.made);
        report.about = format!("A record from {setting}");
        report.for_whom = format!("For {}", self.stands.request.for_whom(roll));
        self.cover(&mut report, &looked);
        report.blocks.push(Block::PageBreak);
        for part in Part::ALL {
            let of_part: Vec<&Looked> =
                looked.iter().filter(|one| Part::of(&one.line.change) == part).collect();
            if of_part.iter().all(|one| one.out.is_none()) {
                continue;
            }
            report.heading(1, part.heading());
            let mut table = Table::of(&[("When", 14), ("What", 18), ("What it says", 46), ("Written", 22)]);
            table.rows = together(of_part).into_iter().filter_map(|one| self.row(one)).collect();
            report.blocks.push(Block::Table(table));
        }
        Ok(report)
    }

    fn cover(&self, report: &mut Report, looked: &[Looked]) {
        let request = &self.stands.request;
        let asked = day::long(request.came);
        report.heading(1, "What this is");
        report.paragraph(format!(
            "This is what {} had written down about {} by the end of {asked}, the day on which it was asked for. Each \
             line says when it was written and by whom. Words that were corrected stand beside the words that came \
             after.",
            self.asking.roll.setting.name,
            self.asking.roll.child(request.child).map_or("the child", Child::first_name),
        ));
        let shown = match request.identity {
            Identity::Shown(on) => day::long(on),
            _ => "known to us".to_string(),
        };
        let facts = [
            ("Asked for by", request.for_whom(self.asking.roll)),
            ("Asked for on", asked),
            ("Who asks, shown", shown),
            ("Lines that are given", looked.iter().filter(|one| one.out.is_some()).count().to_string()),
        ];
        report.blocks.push(Block::Facts(facts.map(|(label, value)| (label.to_string(), value)).to_vec()));
        report.heading(1, "What is left out, and why");
        let why = left_out(looked.iter().filter_map(|one| one.decision));
        if why.is_empty() {
            report.paragraph("Nothing is left out.");
        } else {
            report.paragraph("We look at each line that may be about somebody else before it is given.");
            let mut table =
                Table::of(&[("Why", 60), ("Lines not given", 20), ("Lines given without some words", 20)]);
            table.rows = why
                .into_iter()
                .map(|(why, (withheld, parts))| {
                    vec![why.label().into(), withheld.to_string().into(), parts.to_string().into()]
                })
                .collect();
            report.blocks.push(Block::Table(table));
        }
        report.heading(1, "What you can do");
        RIGHTS.iter().for_each(|says| report.paragraph(*says));
        report.heading(1, "What the words mean");
        let words = WORDS.iter().map(|(word, means)| ((*word).to_string(), (*means).to_string()));
        report.blocks.push(Block::Facts(words.collect()));
    }

    /// A line as a row; `None` where it is not given.
    fn row(&self, one: &Looked) -> Option<Vec<Cell>> {
        let words = one.out.as_ref()?;
        let recorded = one.line.recorded;
        let when = one.told.happened.unwrap_or(recorded).day().format("%-d %b %Y").to_string();
        let may = may_appear(Item::StaffName, &self.recipient(), ReportKind::WholeRecord, &Facts::default());
        let by = one.line.writer().and_then(|by| self.asking.roll.person(by));
        let by = by.filter(|_| may == Verdict::Allow).map(|person| format!(", {}", person.name));
        let written =
            format!("{} {}{}", recorded.day().format("%-d %b %Y"), recorded.clock(), by.unwrap_or_default());
        let what = one.told.what.as_str();
        Some(vec![
            Paragraph::new().quiet(when).into(),
            what.into(),
            Paragraph::quoting(words).into(),
            Paragraph::new().quiet(written).into(),
        ])
    }

    /// The entries whose words are given.
    pub fn printed(&self) -> Vec<EntryId> {
        let given = self.looked().into_iter().filter(|one| one.out.is_some());
        given.filter_map(|one| one.entry()).collect()
    }
}

/// What becomes of a line with these words and causes: what it counts as, and the words that would go out.
pub fn becomes(
    words: &str,
    causes: &BTreeSet<Cause>,
    decision: Option<&Decision>,
) -> (Outcome, Option<String>) {
    match decision.map(|decision| &decision.treatment) {
        Some(Treatment::Withhold) => (Outcome::Withheld, None),
        Some(Treatment::Allow) => (Outcome::LetOut, Some(words.to_string())),
        // Words that were marked and do not stand in it: it reads as it did not when it was decided.
        Some(Treatment::Redact(parts)) => match without(words, parts) {
            Some(words) => (Outcome::LetOut, Some(words)),
            None => (Outcome::Undecided, None),
        },
        None if causes.is_empty() => (Outcome::Own, Some(words.to_string())),
        None => (Outcome::Undecided, None),
    }
}

/// How many lines are not given for each reason, and how many are given without some words.
pub fn left_out<'d>(decisions: impl Iterator<Item = &'d Decision>) -> BTreeMap<Why, (usize, usize)> {
    let mut all: BTreeMap<Why, (usize, usize)> = BTreeMap::new();
    for decision in decisions {
        match decision.treatment {
            Treatment::Withhold => all.entry(decision.why).or_default().0 += 1,
            Treatment::Redact(_) => all.entry(decision.why).or_default().1 += 1,
            Treatment::Allow => {}
        }
    }
    all
}

/// The lines of one entry or record beside one another, each group where its first line stands.
fn together<'b, 'a>(lines: Vec<&'b Looked<'a>>) -> Vec<&'b Looked<'a>> {
    let mut first: BTreeMap<uuid::Uuid, usize> = BTreeMap::new();
    let mut placed: Vec<(usize, usize, &Looked)> = Vec::new();
    for one in lines {
        let of = root(&one.line.change).unwrap_or(one.line.id.0);
        let place = *first.entry(of).or_insert(one.number);
        placed.push((place, one.number, one));
    }
    placed.sort_by_key(|(place, number, _)| (*place, *number));
    placed.into_iter().map(|(_, _, one)| one).collect()
}

/// The entry or practice record that a line is about.
fn root(change: &Change) -> Option<uuid::Uuid> {
    match change {
        Change::Entry(entry) => Some(entry.id.0),
        Change::Amend { entry, .. }
        | Change::TakeBack { entry }
        | Change::Strike { entry, .. }
        | Change::Agree { entry, .. }
        | Change::AgreementTakenBack { entry, .. }
        | Change::SendBack { entry, .. }
        | Change::HeardBack { entry, .. }
        | Change::StepReopened { entry }
        | Change::FollowUpDone { entry, .. }
        | Change::NameSettled { entry, .. } => Some(entry.0),
        Change::Practice(record) | Change::AmendPractice { record, .. } => Some(record.id.0),
        Change::TakeBackPractice { practice }
        | Change::AgreePractice { practice, .. }
        | Change::PracticeNameSettled { practice, .. } => Some(practice.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
