//! What was done with a child's record: who wrote, corrected, agreed and sent out what of it, and when. It holds none of
//! the words: those stand in the record.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, Paragraph, Report, Table};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::practice::PracticeKind;
use crate::domain::request::{Asking, HeldLine};
use crate::domain::{Change, Child, EntryId, Kind, Moment, Period, PersonId, Role, Roll, day};
use crate::store::ask::Trace;

/// Who reads it.
const READER: Recipient = Recipient::Staff(Role::Manager);
/// Whom the page is for, as the record has it.
pub const PAGE_IS_FOR: &str = "the manager";

/// What the page is made from.
pub struct Audit<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The kinds of practice record.
    pub kinds: &'a [PracticeKind],
    /// Whose record.
    pub child: &'a Child,
    /// Every line of the log about the child, in its order.
    pub lines: Vec<Trace>,
    /// Which days.
    pub period: Period,
    /// When it is made.
    pub made: Moment,
}

impl Audit<'_> {
    /// The page.
    pub fn report(&self) -> Report {
        let child = self.cleared(Item::ChildName, self.child.name());
        let about = "What was done with a child's record";
        let mut report = Report::new(
            format!("What was done with {child}'s record"),
            format!("{} to {}", day::long(self.period.from), day::long(self.period.to)),
            self.made,
        );
        report.about = about.to_string();
        report.for_whom = "For the manager. It holds none of the words.".into();
        report.landscape = true;
        let lines: Vec<&Trace> = self.lines.iter().filter(|line| self.period.holds(line.at.day())).collect();
        report.blocks.push(Block::Facts(self.counts(&lines)));
        report.note(
            "Looking at a page is not recorded: whoever works here reads what is not private or restricted. What left as \
             a file stands here, with whom it was for; what was read on the screen does not.",
        );
        if lines.is_empty() {
            report.paragraph("Nothing was written in this time.");
            return report;
        }
        let entries: BTreeMap<EntryId, (Kind, Moment)> = self.lines.iter().filter_map(entry).collect();
        let mut table =
            Table::of(&[("When", 16), ("Who", 18), ("What was done", 40), ("With what, or for whom", 26)]);
        table.rows = lines
            .iter()
            .map(|line| {
                let (what, with) = self.told(line, &entries);
                vec![
                    format!("{} {}", line.at.day().format("%-d %b %Y"), line.at.clock()).into(),
                    self.who(line.by).into(),
                    Paragraph::new().bold(what).into(),
                    with.into(),
                ]
            })
            .collect();
        report.blocks.push(Block::Table(table));
        report
    }

    fn counts(&self, lines: &[&Trace]) -> Vec<(String, String)> {
        let people: BTreeSet<PersonId> = lines.iter().filter_map(|line| line.by).collect();
        let left = lines.iter().filter(|line| line.kind == "exported").count();
        let gone = lines.iter().filter(|line| line.change.is_none()).count();
        [
            ("Lines", lines.len()),
            ("By so many people", people.len()),
            ("Files that left", left),
            ("Lines whose words are gone", gone),
        ]
        .into_iter()
        .map(|(label, count)| (label.to_string(), count.to_string()))
        .collect()
    }

    /// What was done, and with what or for whom.
    fn told(&self, line: &Trace, entries: &BTreeMap<EntryId, (Kind, Moment)>) -> (String, String) {
        let of = line.of.and_then(|entry| entries.get(&entry));
        let of = of.map(|(kind, at)| format!("{} of {}", kind.label().to_lowercase(), day::long(at.day())));
        let Some(change) = &line.change else {
            return (format!("{}; its words are gone", gone(&line.kind)), of.unwrap_or_default());
        };
        let with = match change {
            Change::Exported { recipient, .. } => self.cleared(Item::AdultName, recipient.clone()),
            Change::Entry(entry) if entry.entered_by.is_some_and(|by| by != entry.by) => {
                format!("from paper, written by {}", self.who(Some(entry.by)))
            }
            Change::Erase(erasure) => format!("agreed by {}", self.who(erasure.second)),
            _ => of.unwrap_or_default(),
        };
        let what = match change {
            Change::Entry(entry) => format!("{} written", entry.kind.label()),
            Change::Request { .. } => "A request for the whole record".to_string(),
            Change::ClockSet { .. } => "The machine's clock was set".to_string(),
            Change::Decide { .. } => "A line decided for a request".to_string(),
            _ => self.line(line, change),
        };
        (what, with)
    }

    /// A line as the whole record says it, without its words.
    fn line(&self, line: &Trace, change: &Change) -> String {
        let nobody = |_: &str, _: &[crate::domain::ChildId]| Vec::new();
        let asking =
            Asking { roll: self.roll, kinds: self.kinds, guard: &nobody, child: self.child.id, home: None };
        let held = HeldLine { id: line.id, recorded: line.at, by: line.by, change: change.clone() };
        asking.told(&held).map_or_else(|| capital(&line.kind), |told| told.what)
    }

    fn who(&self, person: Option<PersonId>) -> String {
        match person {
            Some(person) => self.cleared(
                Item::StaffName,
                self.roll.person(person).map(|person| person.name.clone()).unwrap_or_default(),
            ),
            None => "the program".to_string(),
        }
    }

    fn cleared(&self, item: Item, words: String) -> String {
        match may_appear(item, &READER, ReportKind::Audit, &Facts::default()) {
            Verdict::Allow => words,
            _ => String::new(),
        }
    }
}

fn entry(line: &Trace) -> Option<(EntryId, (Kind, Moment))> {
    match &line.change {
        Some(Change::Entry(entry)) => Some((entry.id, (entry.kind, entry.happened))),
        _ => None,
    }
}

/// What a line was whose words are gone.
fn gone(kind: &str) -> String {
    match kind {
        "entry" => "A note written".to_string(),
        "amend" => "A note corrected".to_string(),
        "practice" => "A practice record written".to_string(),
        other => capital(&other.replace('-', " ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LineId;
    use crate::domain::erasure::{Erasure, Ground};
    use crate::export;
    use crate::report::example::{at, example};

    /// A line of the example's first child, so many minutes after nine.
    fn line(
        minutes: i64,
        by: Option<PersonId>,
        kind: &str,
        of: Option<EntryId>,
        change: Option<Change>,
    ) -> Trace {
        let at = at(20, 9, 0).plus_seconds(minutes * 60);
        Trace { id: LineId(uuid::Uuid::from_u128(minutes as u128)), at, by, kind: kind.into(), of, change }
    }

    #[test]
    fn the_page_says_who_did_what_and_none_of_the_words() {
        let example = example();
        let roll = &example.roll;
        let child = roll.child(example.ava).unwrap();
        let (sam, dana) = (example.sam, example.priya);
        let entry = example.entry(1, child.id, Kind::DropOff, 19, "SECRET", &[]).entry;
        let id = entry.id;
        let sent = Change::Exported {
            report: "family-week".into(),
            recipient: "Jo Test".into(),
            period: None,
            sha256: String::new(),
            form: None,
            entries: vec![id],
        };
        let erased = Erasure { ground: Ground::Asked, second: Some(sam), ..Erasure::again(Vec::new()) };
        let lines = vec![
            line(0, Some(sam), "entry", None, Some(Change::Entry(Box::new(entry)))),
            line(1, Some(dana), "agree", Some(id), Some(Change::AgreementTakenBack { entry: id, seen: 0 })),
            line(2, Some(dana), "exported", None, Some(sent)),
            line(3, Some(sam), "entry", None, None),
            line(4, Some(dana), "erase", None, Some(Change::Erase(Box::new(erased)))),
        ];
        let period = Period { from: at(20, 9, 0).day(), to: at(20, 9, 0).day() };
        let audit = Audit { roll, kinds: &[], child, lines, period, made: at(20, 17, 0) };
        let text =
            String::from_utf8((export::format("txt").unwrap().write)(&audit.report()).unwrap()).unwrap();
        assert!(!text.contains("SECRET"), "{text}");
        insta::assert_snapshot!(text);
        let later = Period { from: at(21, 9, 0).day(), to: at(22, 9, 0).day() };
        let none = Audit { period: later, ..audit }.report();
        let none = String::from_utf8((export::format("txt").unwrap().write)(&none).unwrap()).unwrap();
        assert!(none.contains("Nothing was written in this time.") && !none.contains("Jo Test"), "{none}");
    }
}
