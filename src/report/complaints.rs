//! The complaints of a period, for whoever asks: when each came, about what area, whether it was answered within its
//! term, how it ended and what changed. Whom it is about, who brought it and what it says stand in the record alone.

use std::collections::BTreeMap;

use super::{Block, Cell, Names, Paragraph, Report, Table, Value};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::practice::{Held, Practice, PracticeKind};
use crate::domain::{Day, Moment, Period, day};

/// The kind of practice record that is a complaint.
pub const COMPLAINT: &str = "complaint";
/// Whom the list is for, as the record has it.
pub const LIST_IS_FOR: &str = "parents and inspectors who ask";
/// How a complaint ended that needs no answer.
const WITHDRAWN: &str = "withdrawn";

/// What the list is made from.
#[derive(Clone, Debug)]
pub struct Complaints<'a> {
    /// The setting's name.
    pub setting: String,
    /// The kind of record, which knows the term.
    pub kind: &'a PracticeKind,
    /// The complaints of the period.
    pub records: Vec<Practice>,
    /// Everybody's names.
    pub names: &'a Names<'a>,
    /// Which days.
    pub period: Period,
    /// When it is made.
    pub made: Moment,
}

/// How a complaint stands to its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clock {
    InTime,
    Late(i64),
    Open(i64),
    Over(i64),
    NotNeeded,
}

impl Complaints<'_> {
    /// Complaints of which what was done is left out because it names somebody: the days on which they came, for the
    /// manager, who can write it without names.
    pub fn left_out(&self) -> Vec<String> {
        let named = self.records.iter().filter(|record| self.done(record).is_some_and(|done| done.is_err()));
        named
            .map(|record| {
                format!(
                    "What was done about the complaint of {} is left out: it names somebody, or a way to reach \
                     somebody. Write it without, and make the list again.",
                    day::long(record.day)
                )
            })
            .collect()
    }

    /// The list.
    pub fn report(&self) -> Report {
        let dates = super::family_week::dates(self.period);
        let mut report = Report::new(format!("Complaints at {}", self.setting), dates, self.made);
        report.for_whom = "For parents and inspectors who ask. It names nobody.".into();
        report.landscape = true;
        let mut records: Vec<&Practice> =
            self.records.iter().filter(|_| self.told(Item::Complaint, true)).collect();
        records.sort_by_key(|record| (record.day, record.id));
        report.blocks.push(Block::Facts(self.counts(&records)));
        if records.is_empty() {
            report.paragraph("No complaint came in this time.");
            return report;
        }
        let mut table = Table::of(&[
            ("Came", 14),
            ("Area", 16),
            ("Answered", 18),
            ("How it ended", 14),
            ("What changed", 38),
        ]);
        table.rows = records.iter().map(|record| self.row(record)).collect();
        table.instead(0, "Came", records.iter().map(|record| Value::Day(record.day)).collect());
        report.blocks.push(Block::Table(table));
        if let Some(within) = self.kind.answer_within {
            report.note(format!(
                "A complaint in writing is answered within {within} days of the day on which it came."
            ));
        }
        report
    }

    fn row(&self, record: &Practice) -> Vec<Cell> {
        let done = match self.done(record) {
            None => Paragraph::new().quiet("not written yet"),
            Some(Ok(words)) => words.into(),
            Some(Err(())) => Paragraph::new().quiet("written, and left out here because it names somebody"),
        };
        vec![
            record.day.format("%-d %b %Y").to_string().into(),
            chosen(record, "area").unwrap_or("not said").into(),
            self.clock(record).says(self.kind.answer_within.unwrap_or_default()).into(),
            chosen(record, "outcome").unwrap_or("not yet").into(),
            done.into(),
        ]
    }

    fn counts(&self, records: &[&Practice]) -> Vec<(String, String)> {
        let clocks = || records.iter().map(|record| self.clock(record));
        let within = self.kind.answer_within.unwrap_or_default();
        let of = |test: &dyn Fn(Clock) -> bool| clocks().filter(|clock| test(*clock)).count();
        let mut facts = vec![("Complaints".to_string(), records.len().to_string())];
        for (label, count) in [
            (format!("Answered within {within} days"), of(&|clock| clock == Clock::InTime)),
            ("Answered later".into(), of(&|clock| matches!(clock, Clock::Late(_)))),
            ("Still within the time for an answer".into(), of(&|clock| matches!(clock, Clock::Open(_)))),
            ("Not answered, and the time is over".into(), of(&|clock| matches!(clock, Clock::Over(_)))),
            ("Withdrawn, no answer".into(), of(&|clock| clock == Clock::NotNeeded)),
        ] {
            if count > 0 {
                facts.push((label, count.to_string()));
            }
        }
        for (label, code) in [("By area", "area"), ("By how they ended", "outcome")] {
            let mut by: BTreeMap<&str, usize> = BTreeMap::new();
            for what in records.iter().filter_map(|record| chosen(record, code)) {
                *by.entry(what).or_default() += 1;
            }
            if !by.is_empty() {
                let by: Vec<String> = by.into_iter().map(|(what, count)| format!("{what} {count}")).collect();
                facts.push((label.to_string(), by.join(" · ")));
            }
        }
        facts
    }

    fn clock(&self, record: &Practice) -> Clock {
        let within = i64::from(self.kind.answer_within.unwrap_or_default());
        let days = |to: Day| (to - record.day).num_days();
        let answered = self.kind.answered_by.as_ref().and_then(|code| record.fields.get(code));
        match answered {
            Some(Held::Date(on)) if days(*on) <= within => Clock::InTime,
            Some(Held::Date(on)) => Clock::Late(days(*on)),
            _ if chosen(record, "outcome") == Some(WITHDRAWN) => Clock::NotNeeded,
            _ => match within - days(self.made.day()) {
                left @ 0.. => Clock::Open(left),
                over => Clock::Over(-over),
            },
        }
    }

    /// What was done, `Err` where it names somebody; `None` where nothing is written.
    fn done(&self, record: &Practice) -> Option<Result<String, ()>> {
        let Some(Held::Text(done)) = record.fields.get("done") else { return None };
        let done = done.trim();
        let clear = !self.names.hold(done);
        (!done.is_empty())
            .then(|| if self.told(Item::ComplaintWords, clear) { Ok(done.into()) } else { Err(()) })
    }

    fn told(&self, item: Item, names_clear: bool) -> bool {
        let facts = Facts { names_clear, ..Facts::default() };
        may_appear(item, &Recipient::Public, ReportKind::Complaints, &facts) == Verdict::Allow
    }
}

impl Clock {
    fn says(self, within: u32) -> String {
        match self {
            Clock::InTime => format!("within {within} days"),
            Clock::Late(days) => format!("after {days} days"),
            Clock::Open(left) => format!("not yet, {}", days(left, "left")),
            Clock::Over(over) => format!("not yet, {}", days(over, "over")),
            Clock::NotNeeded => "withdrawn".to_string(),
        }
    }
}

/// `1 day left`, `3 days over`
fn days(count: i64, end: &str) -> String {
    format!("{count} {} {end}", if count == 1 { "day" } else { "days" })
}

/// What a choice field says.
fn chosen<'a>(record: &'a Practice, code: &str) -> Option<&'a str> {
    match record.fields.get(code) {
        Some(Held::Choice(choice)) => Some(choice),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::export;
    use crate::report::example::{Example, at, day, example, id};

    fn text(list: &Complaints) -> String {
        String::from_utf8((export::format("txt").unwrap().write)(&list.report()).unwrap()).unwrap()
    }

    fn record(e: &Example, number: u128, on: u32, fields: &[(&str, Held)]) -> Practice {
        Practice {
            id: id(900 + number),
            kind: COMPLAINT.into(),
            day: day(on),
            room: None,
            children: vec![e.ava],
            by: e.priya,
            text: "PLANTEDTEXT".into(),
            family_words: vec!["PLANTEDWORDS".into()],
            fields: [("about", "PLANTEDABOUT Isla"), ("found", "PLANTEDFOUND Ben")]
                .map(|(code, words)| (code.to_string(), Held::Text(words.into())))
                .into_iter()
                .chain([("from".to_string(), Held::Contacts(vec![id(50)]))])
                .chain(fields.iter().map(|(code, held)| (code.to_string(), held.clone())))
                .collect(),
            shows: vec![],
            restricted: true,
        }
    }

    fn choice(what: &str) -> Held {
        Held::Choice(what.into())
    }

    fn with<'a>(e: &Example, kind: &'a PracticeKind, names: &'a Names<'a>) -> Complaints<'a> {
        let done = |words: &str| ("done", Held::Text(words.into()));
        let records = vec![
            record(
                e,
                1,
                2,
                &[
                    ("area", choice("food and meals")),
                    ("answered", Held::Date(day(10))),
                    ("outcome", choice("upheld")),
                    done("Menus hang at the door a week before."),
                ],
            ),
            record(e, 2, 16, &[("area", choice("staff")), done("Talked with Isla's mum and with Sam.")]),
            record(e, 3, 18, &[("outcome", choice("withdrawn"))]),
        ];
        let period = Period { from: day(1), to: day(30) };
        Complaints { setting: "Little Acorns".into(), kind, records, names, period, made: at(20, 17, 0) }
    }

    fn kind() -> PracticeKind {
        Catalog::shipped().unwrap().practice_kind(COMPLAINT).unwrap().clone()
    }

    #[test]
    fn the_list_reads_as_it_should() {
        let (e, kind) = (example(), kind());
        let names = Names::of(&e.roll);
        insta::assert_snapshot!(text(&with(&e, &kind, &names)));
    }

    #[test]
    fn a_spreadsheet_of_it_has_a_row_a_complaint_that_sorts_by_its_day() {
        let (e, kind) = (example(), kind());
        let names = Names::of(&e.roll);
        let csv = (export::format("csv").unwrap().write)(&with(&e, &kind, &names).report()).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let line = "2026-11-02,food and meals,within 28 days,upheld,Menus hang at the door a week before.";
        assert!(csv.lines().any(|found| found == line), "{csv}");
        assert!(!csv.contains("PLANTED"), "{csv}");
    }

    #[test]
    fn nobody_is_named_and_what_was_done_is_left_out_where_it_names_somebody() {
        let (e, kind) = (example(), kind());
        let names = Names::of(&e.roll);
        let mut list = with(&e, &kind, &names);
        let said = text(&list);
        for never in ["PLANTED", "Isla", "Sam", "Ava", "Siobhan", "Ben", "PS"] {
            assert!(!said.contains(never), "{never}: {said}");
        }
        assert_eq!(said.matches("Menus hang at the door").count(), 1, "{said}");
        assert_eq!(list.left_out().len(), 1);
        assert!(list.left_out()[0].contains("16 November 2026"));
        // Which child it is about, and who brought it, change nothing.
        for record in &mut list.records {
            record.children = vec![e.ben];
            record.fields.insert("from".into(), Held::Contacts(vec![id(54)]));
            record.fields.insert("about".into(), Held::Text("Something else.".into()));
        }
        assert_eq!(text(&list), said);
        list.records[1].fields.insert("done".into(), Held::Text("Ring 0131 496 0000.".into()));
        assert!(!text(&list).contains("0131"));
    }

    #[test]
    fn the_term_runs_from_the_day_on_which_it_came() {
        let (e, kind) = (example(), kind());
        let names = Names::of(&e.roll);
        let clock = |on, answered: Option<u32>, today| {
            let fields: Vec<_> =
                answered.map(|day_of| ("answered", Held::Date(day(day_of)))).into_iter().collect();
            let list = Complaints { made: at(today, 9, 0), ..with(&e, &kind, &names) };
            list.clock(&record(&e, 1, on, &fields)).says(28)
        };
        assert_eq!(clock(1, Some(29), 30), "within 28 days");
        assert_eq!(clock(1, Some(30), 30), "after 29 days");
        assert_eq!(clock(1, None, 28), "not yet, 1 day left");
        assert_eq!(clock(1, None, 29), "not yet, 0 days left");
        assert_eq!(clock(1, None, 30), "not yet, 1 day over");
    }
}
