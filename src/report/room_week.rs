//! The room's week, for its lead: who was spoken with at which end of which day, what is still open, and
//! the notes themselves.

mod counted;

use std::collections::BTreeMap;

use super::{Block, Cell, Paragraph, Report, Table, Value};
use crate::domain::day;
use crate::domain::entry::{Review, Standing, Step, With, Withdrawn};
use crate::domain::policy::{Facts, Instead, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::{Child, ChildId, Day, EntryId, Kind, Moment, Role, Roll, RoomId, Session, Week};

/// Whoever reads it.
const LEAD: Recipient = Recipient::Staff(Role::RoomLead);

/// What the room's week is made from.
#[derive(Clone, Debug)]
pub struct RoomWeek<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Which room.
    pub room: RoomId,
    /// Which week.
    pub week: Week,
    /// The entries of the room's children in that week, those withdrawn among them.
    pub entries: Vec<Standing>,
    /// Steps for home that were given before the week and are open, or were heard back in it.
    pub earlier_steps: Vec<Standing>,
    /// The talks that are missing and were explained: child, day, kind, why.
    pub gaps: Vec<(ChildId, Day, Kind, String)>,
    /// The last day that counts as past: later days miss nothing yet.
    pub today: Day,
    /// When it is made.
    pub made: Moment,
    /// The record's day code.
    pub day_code: Option<String>,
}

/// What became of the talk at one end of a child's day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum End {
    #[default]
    Nothing,
    NoTalk,
    Talk,
}

impl RoomWeek<'_> {
    /// The entries whose words are in the report.
    pub fn printed(&self) -> Vec<EntryId> {
        let all = self.entries.iter().chain(&self.earlier_steps);
        all.filter(|standing| self.verdict(standing) == Verdict::Allow).map(|one| one.entry.id).collect()
    }

    /// The report.
    pub fn report(&self) -> Report {
        let period = self.week.period();
        let room = self.roll.room(self.room).map_or("The room", |room| room.name.as_str());
        let dates = super::family_week::dates(period);
        let mut report = Report::new(format!("{room}: the week"), dates, self.made);
        report.for_whom = "For the room lead. It names children: keep it with the record.".into();
        report.day_code = self.day_code.clone();
        report.landscape = true;
        let children = self.children();
        report.blocks.push(Block::Facts(self.counts()));
        report.blocks.extend(self.spoken_with(&children).map(Block::Chart));
        report.heading(1, "Talks at both ends of the day");
        report.note(
            "in: at drop-off · out: at pick-up · (no talk): written that there was none · –: not written",
        );
        report.blocks.push(Block::Table(self.ends(&children)));
        self.explained(&mut report);
        self.steps(&mut report);
        report.heading(1, "What was written");
        report.blocks.push(Block::Table(self.written(&children)));
        report
    }

    /// The children of the room in that week, and those of whom anything was written in it, by name.
    pub(super) fn children(&self) -> Vec<&Child> {
        let period = self.week.period();
        let mut children: Vec<&Child> = self
            .roll
            .children
            .iter()
            .filter(|child| {
                (child.room == self.room && child.on_roll_in(period))
                    || self.entries.iter().any(|standing| standing.entry.child == child.id)
            })
            .collect();
        children.sort_by_cached_key(|child| {
            (child.first_name().to_lowercase(), child.surname.to_lowercase(), child.id)
        });
        children
    }

    fn verdict(&self, standing: &Standing) -> Verdict {
        let facts = Facts { names_clear: true, ..Facts::of_entry(standing) };
        may_appear(Item::Words, &LEAD, ReportKind::RoomWeek, &facts)
    }

    /// Child by day: which ends of it were spoken at.
    fn ends(&self, children: &[&Child]) -> Table {
        let mut ends: BTreeMap<(ChildId, Day), [End; 2]> = BTreeMap::new();
        for standing in self.entries.iter().filter(|one| one.withdrawn.is_none()) {
            let end = match standing.entry.kind {
                Kind::DropOff => 0,
                Kind::PickUp => 1,
                _ => continue,
            };
            let day = ends.entry((standing.entry.child, standing.entry.happened.day())).or_default();
            if let Some(end) = day.get_mut(end) {
                let talk = standing.entry.no_talk.is_none();
                *end = if talk || *end == End::Talk { End::Talk } else { End::NoTalk };
            }
        }
        let come = |day| children.iter().any(|child| child.pattern.on(day) != Session::None);
        let written = |day| children.iter().any(|child| ends.contains_key(&(child.id, day)));
        let days: Vec<Day> = self.days().filter(|&day| come(day) || written(day)).collect();
        let share = 78 / (days.len() as u32).max(1);
        let first = 100 - share * days.len() as u32;
        // The month stands above, with the week's days.
        let titles: Vec<String> = days.iter().map(|day| day.format("%a %-d").to_string()).collect();
        let mut columns = vec![("Child", first)];
        columns.extend(titles.iter().map(|title| (title.as_str(), share)));
        let mut table = Table::of(&columns);
        for child in children {
            let mut row: Vec<Cell> = vec![self.roll.short_name(child.id).into()];
            for &day in &days {
                let [came, went] = ends.get(&(child.id, day)).copied().unwrap_or_default();
                let comes = child.pattern.on(day) != Session::None && child.on_roll(day);
                let nothing = came == End::Nothing && went == End::Nothing;
                row.push(if nothing && (!comes || day > self.today) {
                    "".into()
                } else {
                    // Brackets part the two by themselves, in a column that has few letters.
                    let between = if [came, went].contains(&End::NoTalk) { " " } else { " · " };
                    format!("{}{between}{}", end(came, "in"), end(went, "out")).into()
                });
            }
            table.rows.push(row);
        }
        table
    }

    fn explained(&self, report: &mut Report) {
        if self.gaps.is_empty() {
            return;
        }
        report.heading(1, "Gaps that were explained");
        let mut gaps: Vec<_> = self
            .gaps
            .iter()
            .map(|(child, on, kind, why)| (*on, self.roll.short_name(*child), *kind, why))
            .collect();
        gaps.sort();
        for (on, name, kind, why) in gaps {
            report.entry(day::short(on), "", format!("{name}, {}: {why}", kind.label()));
        }
    }

    fn steps(&self, report: &mut Report) {
        let mut steps: Vec<&Standing> = self
            .earlier_steps
            .iter()
            .chain(&self.entries)
            .filter(|one| one.step.is_some() && one.withdrawn.is_none())
            .collect();
        if steps.is_empty() {
            return;
        }
        steps.sort_by_key(|one| {
            (matches!(one.step, Some(Step::HeardBack { .. })), one.entry.happened.day(), one.seq)
        });
        steps.dedup_by_key(|one| one.entry.id);
        report.heading(1, "Next steps for home");
        let mut table = Table::of(&[("Child", 16), ("Given", 16), ("Step", 34), ("What became of it", 34)]);
        table.instead(1, "Given", steps.iter().map(|one| Value::Day(one.entry.happened.day())).collect());
        for standing in steps {
            let child = self.roll.short_name(standing.entry.child);
            let became = match &standing.step {
                Some(Step::HeardBack { heard, childs_words, led_to_change, with, at, .. })
                    if self.verdict(standing) == Verdict::Allow =>
                {
                    let childs = childs_words.as_ref().map(|words| format!(" “{words}”")).unwrap_or_default();
                    let changed = if *led_to_change { " It changed what is planned." } else { "" };
                    Paragraph::quoting(&format!("{heard}{childs}{changed}")).quiet(format!(
                        " {}{}",
                        told_by(with),
                        day::short(at.day())
                    ))
                }
                Some(Step::HeardBack { .. }) => Paragraph::new().quiet("heard back"),
                _ => Paragraph::new().quiet("not heard yet"),
            };
            table.rows.push(vec![
                child.into(),
                day::short(standing.entry.happened.day()).into(),
                self.words(standing).into(),
                became.into(),
            ]);
        }
        report.blocks.push(Block::Table(table));
    }

    fn written(&self, children: &[&Child]) -> Table {
        let mut table =
            Table::of(&[("Child", 12), ("When", 21), ("What", 44), ("With, by", 11), ("Review", 12)]);
        table.grouped = true;
        let (mut times, mut kinds) = (Vec::new(), Vec::new());
        for child in children {
            let mut own: Vec<&Standing> =
                self.entries.iter().filter(|standing| standing.entry.child == child.id).collect();
            own.sort_by_key(|standing| (standing.entry.happened.day(), standing.seq));
            for (index, standing) in own.into_iter().enumerate() {
                let entry = &standing.entry;
                let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
                let by = self.roll.person(entry.by).map_or("", |person| person.initials.as_str());
                let who: Vec<&str> = with.into_iter().chain([by]).filter(|word| !word.is_empty()).collect();
                let name = if index == 0 { self.roll.short_name(child.id) } else { String::new() };
                let when = Paragraph::new()
                    .plain(format!("{} {} ", day::short(entry.happened.day()), entry.happened.clock()))
                    .quiet(entry.kind.label());
                let shows: Vec<&str> =
                    standing.shows().iter().map(|shown| shown.statement.code.as_str()).collect();
                let review = match &standing.review {
                    _ if standing.withdrawn.is_some() => String::new(),
                    Review::Agreed { .. } if shows.is_empty() => "agreed".to_string(),
                    Review::Agreed { .. } => format!("agreed, shows {}", shows.join(" ")),
                    Review::Waiting => "waiting".to_string(),
                    Review::SentBack { .. } => "sent back".to_string(),
                };
                times.push(Value::At(entry.happened));
                kinds.push(Value::Words(entry.kind.label().to_string()));
                table.rows.push(vec![
                    Paragraph::new().bold(name).into(),
                    when.into(),
                    self.words(standing).into(),
                    who.join(", ").into(),
                    review.into(),
                ]);
            }
        }
        table.instead(1, "When", times);
        table.instead(1, "Kind", kinds);
        table
    }

    /// The words as the policy lets a lead print them.
    fn words(&self, standing: &Standing) -> Paragraph {
        let who = |person| self.roll.person(person).map_or("somebody", |person| person.initials.as_str());
        match (self.verdict(standing), standing.withdrawn) {
            (Verdict::Allow, _) => {
                let words = Paragraph::quoting(standing.text());
                if standing.revision > 0 { words.quiet(" (corrected since)") } else { words }
            }
            (Verdict::Replace(Instead::PrivateNote), _) => Paragraph::new().quiet("private note"),
            (Verdict::Replace(_), Some(Withdrawn::TakenBack { by, at })) => {
                Paragraph::new().quiet(format!("taken back by {}, {}", who(by), at.clock()))
            }
            (Verdict::Replace(_), Some(Withdrawn::Struck { by, at })) => Paragraph::new().quiet(format!(
                "struck by {}, {}: wrong child",
                who(by),
                day::short(at.day())
            )),
            _ => Paragraph::new().quiet("not shown"),
        }
    }
}

/// `told by mum and dad, `; nothing where nobody wrote it down.
fn told_by(with: &[With]) -> String {
    let words: Vec<String> = with.iter().map(|with| with.word.clone()).collect();
    if words.is_empty() { String::new() } else { format!("told by {}, ", super::family_week::list(&words)) }
}

fn end(end: End, word: &str) -> String {
    match end {
        End::Nothing => "–".to_string(),
        End::NoTalk => format!("({word})"),
        End::Talk => word.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NoTalk;
    use crate::export;
    use crate::report::example::{Example, at, day, example, week};

    fn text(week: &RoomWeek) -> String {
        String::from_utf8((export::format("txt").unwrap().write)(&week.report()).unwrap()).unwrap()
    }

    fn sample(e: &Example) -> RoomWeek<'_> {
        let mut private = e.entry(3, e.ben, Kind::Feedback, 17, "PLANTEDPRIVATE", &[]);
        private.entry.private = true;
        let mut struck = e.entry(4, e.ben, Kind::Feedback, 17, "PLANTEDSTRUCK", &[]);
        struck.withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(18, 9, 0) });
        let mut none = e.entry(5, e.ava, Kind::PickUp, 16, "No talk: rushed.", &[]);
        none.entry.no_talk = Some(NoTalk::Rushed);
        let mut step = e.entry(6, e.ava, Kind::ForHome, 16, "Count the stairs.", &[]);
        step.step = Some(Step::HeardBack {
            heard: "He counted to five.".into(),
            childs_words: Some("One two five!".into()),
            led_to_change: true,
            with: vec![],
            told_in: None,
            by: e.sam,
            at: at(19, 17, 0),
        });
        RoomWeek {
            roll: &e.roll,
            room: e.room,
            week: week(),
            entries: vec![
                e.entry(1, e.ava, Kind::DropOff, 16, "Up at 5. “Can she rest early?”", &[50]),
                e.entry(2, e.ben, Kind::PickUp, 17, "Happy day.", &[53]),
                private,
                struck,
                none,
                step,
            ],
            earlier_steps: vec![e.entry(7, e.noah, Kind::ForHome, 2, "Sing the welcome song.", &[])],
            gaps: vec![(e.ava, day(18), Kind::PickUp, "collected by a neighbour".into())],
            today: day(20),
            made: at(20, 17, 40),
            day_code: Some("0a1b2c3d4e5f".into()),
        }
    }

    #[test]
    fn the_rooms_week_reads_as_it_should() {
        let e = example();
        insta::assert_snapshot!(text(&sample(&e)));
    }

    #[test]
    fn a_spreadsheet_of_it_has_days_times_and_kinds_of_their_own() {
        let e = example();
        let csv = (export::format("csv").unwrap().write)(&sample(&e).report()).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        for line in [
            "Child,When,Kind,What,\"With, by\",Review",
            "Ava O.,2026-11-16 08:01,Drop-off,Up at 5. “Can she rest early?”,\"mum, SO\",agreed",
            "Ava O.,2026-11-16 08:05,Pick-up,No talk: rushed.,SO,agreed",
            "Noah O.,2026-11-02,Sing the welcome song.,not heard yet,,",
        ] {
            assert!(csv.lines().any(|found| found == line), "{line}: {csv}");
        }
    }

    #[test]
    fn private_and_struck_words_are_only_counted() {
        let e = example();
        let week = sample(&e);
        let text = text(&week);
        assert!(!text.contains("PLANTED"), "{text}");
        assert!(text.contains("private note") && text.contains("struck by PS"), "{text}");
        assert_eq!(week.printed().len(), 5);
    }

    #[test]
    fn explained_gaps_stand_by_day_and_name() {
        let e = example();
        let gap = |child, on, kind| (child, day(on), kind, "away".to_string());
        let gaps = vec![
            gap(e.noah, 18, Kind::DropOff),
            gap(e.ava, 18, Kind::PickUp),
            gap(e.ava, 18, Kind::DropOff),
            gap(e.ben, 17, Kind::PickUp),
        ];
        let text = text(&RoomWeek { gaps, ..sample(&e) });
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(": away")).collect();
        let order: Vec<&str> = lines.iter().filter_map(|line| line.split_whitespace().nth(3)).collect();
        assert_eq!(order, ["Ben", "Ava", "Ava", "Noah"], "{text}");
        assert!(lines[1].contains("Drop-off") && lines[2].contains("Pick-up"), "{text}");
    }

    #[test]
    fn two_children_of_one_short_name_are_told_apart_everywhere() {
        let mut e = example();
        let ben = e.roll.child(e.ben).unwrap().clone();
        let other: ChildId = crate::report::example::id(29);
        e.roll.children.push(Child { id: other, surname: "Cole".into(), ..ben });
        let mut week = sample(&e);
        week.entries.push(e.entry(8, other, Kind::ForHome, 17, "Count the stairs.", &[]));
        week.gaps.push((other, day(18), Kind::PickUp, "away".into()));
        let text = text(&week);
        assert!(!text.contains("Ben C."), "{text}");
        for (name, times) in [("Ben Cl.", 2), ("Ben Co.", 4)] {
            assert_eq!(text.matches(name).count(), times, "{name}: {text}");
        }
    }

    #[test]
    fn a_day_to_come_misses_nothing() {
        let e = example();
        let week = RoomWeek { today: day(16), entries: vec![], ..sample(&e) };
        assert_eq!(text(&week).matches("– · –").count(), week.children().len());
    }

    #[test]
    fn the_days_of_the_week_are_drawn_and_a_day_of_few_families_only_as_such() {
        let mut e = example();
        let first = e.roll.child(e.zoe).unwrap().clone();
        let more: Vec<ChildId> = (0..4).map(|n| crate::report::example::id(60 + n)).collect();
        e.roll.children.extend(more.iter().map(|&id| Child { id, surname: "Doe".into(), ..first.clone() }));
        let talk = |number, child, on| e.entry(number, child, Kind::DropOff, on, "Came in well.", &[]);
        let mut entries: Vec<Standing> =
            more.iter().zip(1..).map(|(&child, number)| talk(number, child, 16)).collect();
        // Brothers and sisters are one family, and what was withdrawn or no talk counts for nothing.
        entries.extend([talk(10, e.ava, 16), talk(11, e.noah, 16), talk(12, e.zoe, 16), talk(13, e.zoe, 17)]);
        let mut withdrawn = talk(14, e.ben, 16);
        withdrawn.withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(18, 9, 0) });
        let mut none = talk(15, e.ben, 16);
        none.entry.no_talk = Some(NoTalk::Rushed);
        entries.extend([withdrawn, none]);
        let week = RoomWeek { entries, today: day(18), ..sample(&e) };
        let chart = week.spoken_with(&week.children()).unwrap();
        assert_eq!(
            chart.says(),
            "Families spoken with, day by day: Mon 16 Nov 6 of 9; Tue 17 Nov fewer than 5; Wed 18 Nov fewer than 5."
        );
        let drawn = week.report().blocks.into_iter().filter(|block| *block == Block::Chart(chart.clone()));
        assert_eq!(drawn.count(), 1);
    }
}
