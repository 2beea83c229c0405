//! The self-evaluation's form with its evidence column filled: number, statement, how do you know?, met;
//! then the ratings with their bands, and lines for areas for development.

mod drawn;

use std::collections::BTreeSet;

use super::said::{self, Said, Signed};
use super::{Block, Cell, Paragraph, Report, Table, Value};
use crate::domain::day;
use crate::domain::evaluation::NoSuccessor;
use crate::domain::evidence::breadth::{NOT_KNOWN, NOT_SAID};
use crate::domain::evidence::{self, Cells, Figures, GapCounts, Scope, Strength, thousands};
use crate::domain::framework::{Framework, Statement};
use crate::domain::{Day, EntryId, Kind, Moment, Period, Roll, RoomId};

pub use drawn::weeks_of;

/// Whom the form is for, as the record has it.
pub const FORM_IS_FOR: &str = "whoever asks for the self-evaluation";

/// Everything that the form, its JSON and its preview show. The figures come from the one roll-up; every
/// word in it has been cleared for a reader outside the room.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceForm<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The setting's name.
    pub setting: String,
    /// Which rooms and days.
    pub scope: Scope,
    /// The names of the rooms.
    pub rooms: Vec<String>,
    /// The first day of which anything is linked to the framework; `None` where nothing ever was.
    pub linked_since: Option<Day>,
    /// The first day of which the record tells.
    pub told_since: Option<Day>,
    /// Families on the roll at any time of the period.
    pub families_on_roll: u32,
    /// How many families the statements have evidence from, all together, in each week by its Monday: the last weeks of
    /// the period. Empty where it is not known, as of a round that was signed off.
    pub families_by_week: Vec<(Day, u32)>,
    /// A column for each statement, in printed order.
    pub statements: Vec<StatementColumn<'a>>,
    /// What the record holds of codes that this edition does not have.
    pub no_successor: Vec<NoSuccessor>,
    /// What people rated and mean to do, and the last sign-off.
    pub said: Said,
    /// Whether it is a round as it stood when it was signed off.
    pub as_signed: bool,
    /// When it is made.
    pub made: Moment,
    /// The record's day code.
    pub day_code: Option<String>,
}

/// What is known about one statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementColumn<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Its figures, with what was kept out.
    pub figures: Figures,
    /// How strong the evidence is.
    pub strength: Strength,
    /// The judgement that this suggests.
    pub suggested: Option<String>,
    /// By which rule, in a sentence.
    pub why: String,
    /// The judgement that a person gave; empty where nobody did.
    pub met: String,
    /// The lead's own text, names replaced; empty where there is none, or where it speaks of other rooms.
    pub text: String,
    /// What the lead's text speaks of, where that is not what this form does.
    pub written_for: Option<WrittenFor>,
    /// The drafted text.
    pub draft: String,
    /// What the draft cites, in the order of its numbers.
    pub drafted: Vec<EntryId>,
    /// What the text cites, or the draft where there is no text, in the order of the numbers.
    pub cited: Vec<Citation>,
    /// How many families are missing, and how many for a reason that is known.
    pub gaps: GapCounts,
    /// Through whom, in which language and by which way families were reached, as it may leave the room.
    pub reached_by: Cells,
}

/// The rooms and days of which a text speaks that was written for another form. A text tells of the figures that
/// were before its writer: in a form of other rooms it would be untrue, in one of other days it needs its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFor {
    /// The names of the rooms; empty for the whole setting.
    pub rooms: Vec<String>,
    /// The days.
    pub period: Period,
    /// Whether it is of the same rooms and so stands in this form.
    pub here: bool,
}

/// By how many days two terms may differ and still be the same term to a reader: it goes on while it is written of.
const SAME_TERM: i64 = 7;

impl WrittenFor {
    /// What is to be said of a text of that scope in a form of another; nothing where it is the form's own.
    pub fn unless_own(text: &Scope, form: &Scope, roll: &Roll) -> Option<WrittenFor> {
        let rooms = |scope: &Scope| -> BTreeSet<RoomId> {
            let of = |room: &RoomId| scope.rooms.is_empty() || scope.rooms.contains(room);
            roll.rooms.iter().map(|room| room.id).filter(of).collect()
        };
        let off = |one: Day, other: Day| (one - other).num_days().abs() > SAME_TERM;
        let here = rooms(text) == rooms(form);
        let other_term = off(text.period.from, form.period.from) || off(text.period.to, form.period.to);
        let named = text.rooms.iter().filter_map(|&room| roll.room(room));
        (!here || other_term).then(|| WrittenFor {
            rooms: named.map(|room| room.name.clone()).collect(),
            period: text.period,
            here,
        })
    }

    /// `Sunflower, 24 August to 20 November 2026`
    pub fn says(&self) -> String {
        let rooms = match self.rooms.as_slice() {
            [] => "the whole setting".to_string(),
            rooms => super::family_week::list(rooms),
        };
        format!("{rooms}, {}", super::family_week::dates(self.period))
    }
}

/// A cited entry or practice record as it may leave the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its number in the text.
    pub number: usize,
    /// Which.
    pub entry: EntryId,
    /// The child's initials; empty for what is about the setting.
    pub child: String,
    /// When it happened.
    pub day: Option<Day>,
    /// Its kind, or the practice record's code.
    pub kind: Option<Result<Kind, String>>,
    /// When its words were amended after a lead had agreed them.
    pub amended: Option<Day>,
    /// Its words, names replaced; why they are not shown where the policy does not allow them.
    pub words: Result<String, String>,
}

impl EvidenceForm<'_> {
    /// The entries that it cites, in its order.
    pub fn cited(&self) -> Vec<EntryId> {
        self.statements.iter().flat_map(|column| column.cited.iter().map(|cited| cited.entry)).collect()
    }

    /// The form as a report.
    pub fn report(&self) -> Report {
        let framework = self.framework;
        let period = self.scope.period;
        let mut report = Report::new(framework.title.clone(), framework.edition.clone(), self.made);
        report.for_whom = self.setting.clone();
        report.landscape = true;
        report.day_code = self.day_code.clone();
        let signed = self.said.signed_off.as_ref();
        report.blocks.push(Block::Facts(vec![
            ("Rooms".into(), self.rooms.join(", ")),
            ("Period".into(), format!("{} to {}", day::long(period.from), day::long(period.to))),
            ("Families on roll".into(), self.families_on_roll.to_string()),
            ("Published by".into(), framework.publisher.clone()),
            ("Signed off".into(), signed.map_or("not yet".to_string(), Signed::says)),
        ]));
        if self.as_signed {
            report.note(
                "As it stood when it was signed off: judgements, texts, ratings and figures of that day.",
            );
        }
        report.note(
            "Statements are in our own words beside the number of the original, unless the setting has put its \
             wording in. Only entries that a room lead agreed are counted. Children and staff are given as \
             initials. A draft was put together from the record and is nobody's judgement.",
        );
        report.blocks.extend(self.not_linked().map(|says| Block::Note(Paragraph::from(says.as_str()))));
        if let Some(since) = &framework.superseded_by {
            report.note(Paragraph::new().bold("Superseded. ").plain(since.clone()));
        }
        for part in self.statements.chunk_by(|a, b| a.statement.section == b.statement.section) {
            let code = part.first().and_then(|column| column.statement.section.as_ref());
            if let Some(section) = framework.sections.iter().find(|section| Some(&section.code) == code) {
                report.heading(1, section.title.clone());
            }
            report.blocks.push(Block::Table(self.table(part)));
        }
        let charts = self.charts();
        if !charts.is_empty() {
            report.heading(1, "Families reached");
        }
        report.blocks.extend(charts.into_iter().map(Block::Chart));
        if !self.no_successor.is_empty() {
            report.heading(1, "Not in this edition");
            report.note(
                "What was judged, written, rated or agreed for codes that the edition in use does not have. It \
                 stays in the record under them; a text stands in the form of the rooms for which it was written.",
            );
            report.blocks.push(Block::Table(self.elsewhere()));
        }
        if !framework.ratings.is_empty() {
            report.blocks.push(Block::PageBreak);
            report.heading(1, "Ratings");
            report.note(said::note(framework));
            report.blocks.push(Block::Table(said::ratings(framework, &self.said)));
        }
        if framework.areas_for_development {
            report.blocks.push(Block::PageBreak);
            report.heading(1, "Areas for development");
            report.note("What, who, by when, and how you will know.");
            let written = u8::try_from(self.said.areas.len()).unwrap_or(u8::MAX);
            if written > 0 {
                report.blocks.push(Block::Table(said::areas(framework, &self.said)));
            }
            // What is ruled for a pen gives way to what is written.
            report.blocks.push(Block::Lines(12_u8.saturating_sub(written.saturating_mul(2)).max(4)));
        }
        self.about_the_original(&mut report);
        report
    }

    /// What the framework says before its statements, and what it names without asking for it, with what has replaced
    /// that since.
    fn about_the_original(&self, report: &mut Report) {
        let Framework { intro, references, .. } = self.framework;
        if !intro.is_empty() || !references.is_empty() {
            report.heading(1, "About the original");
        }
        intro.iter().for_each(|note| report.note(note.as_str()));
        if !references.is_empty() {
            report.heading(2, "Named, not asked for");
        }
        for reference in references {
            let line =
                Paragraph::new().quiet(format!("{}: ", reference.under)).plain(reference.title.clone());
            report.note(match &reference.superseded_by {
                Some(since) => line.plain(". ").bold("Superseded: ").plain(since.clone()),
                None => line,
            });
        }
    }

    /// What is to be said where the framework was not in use for all of the time that the record tells of: silence
    /// there says nothing of the work.
    pub fn not_linked(&self) -> Option<String> {
        let told = self.told_since?.max(self.scope.period.from);
        match self.linked_since {
            None => Some(
                "Nothing is linked to this framework yet: entries are, when they are agreed while it is in use."
                    .to_string(),
            ),
            Some(since) if (since - told).num_days() > SAME_TERM => Some(format!(
                "Entries are linked to this framework since {}: what was written before is not counted here.",
                day::long(since)
            )),
            Some(_) => None,
        }
    }

    /// A row for each code that this edition does not have.
    fn elsewhere(&self) -> Table {
        let framework = self.framework;
        let mut table = Table::of(&[("Code", 12), (framework.evidence_heading.as_str(), 75), ("Said", 13)]);
        for one in &self.no_successor {
            let mut known: Vec<Paragraph> =
                one.text.lines().filter(|line| !line.trim().is_empty()).map(Paragraph::quoting).collect();
            if let (1.., Some(last)) = (one.entries, one.last) {
                let entries = match one.entries {
                    1 => "1 entry".to_string(),
                    entries => format!("{} entries", thousands(entries)),
                };
                let families = match one.families {
                    0 => String::new(),
                    1 => " from one family".to_string(),
                    families => format!(" from {families} families"),
                };
                known.push(
                    Paragraph::new().quiet(format!("{entries}{families}, the last on {}.", day::long(last))),
                );
            }
            let said = one.number.map_or(one.met.clone(), |number| number.to_string());
            table.rows.push(vec![
                Paragraph::new().bold(one.code.clone()).into(),
                Cell(known),
                Paragraph::new().bold(said).into(),
            ]);
        }
        table
    }

    /// The statements of a part, with a column for met where the framework judges.
    fn table(&self, part: &[StatementColumn]) -> Table {
        let framework = self.framework;
        let judged = !framework.judgements.is_empty();
        let number =
            if framework.statements.iter().all(|statement| statement.number.len() <= 2) { 4 } else { 6 };
        let met = met_heading(framework);
        // Wide enough for two statements on a page, each row whole.
        let mut columns =
            vec![("No.", number), ("Key statement", 18), (framework.evidence_heading.as_str(), 69 - number)];
        match judged {
            true => columns.push((met.as_str(), 13)),
            false => columns.iter_mut().skip(2).for_each(|(_, width)| *width += 13),
        }
        let mut table = Table::of(&columns);
        for column in part {
            let statement = column.statement;
            let mut says = vec![Paragraph::from(statement.wording.as_deref().unwrap_or(&statement.says))];
            says.extend(statement.prompts.iter().map(|prompt| Paragraph::from(prompt.as_str())));
            says.push(Paragraph::new().quiet(statement.title.clone()));
            let mut row = vec![
                Paragraph::new().bold(statement.number.clone()).into(),
                Cell(says),
                Cell(self.evidence(column)),
            ];
            if judged {
                row.push(Cell(self.met(column)));
            }
            table.rows.push(row);
        }
        values(&mut table, part);
        table
    }

    fn evidence(&self, column: &StatementColumn) -> Vec<Paragraph> {
        let mut cell = if column.text.is_empty() {
            vec![Paragraph::new().bold("Draft. ").plain(column.draft.clone())]
        } else {
            column.text.lines().filter(|line| !line.trim().is_empty()).map(Paragraph::quoting).collect()
        };
        if let Some(written) = &column.written_for {
            cell.push(Paragraph::new().quiet(match written.here {
                true => format!("Written for {}.", written.says()),
                false => format!("A text was written for {}; it stands in that form.", written.says()),
            }));
        }
        cell.push(Paragraph::new().quiet(figures_line(&column.figures)));
        cell.extend(reached_line(&column.reached_by).map(|line| Paragraph::new().quiet(line)));
        for citation in &column.cited {
            let lead: Vec<String> = [
                citation.child.clone(),
                citation.day.map(day::short).unwrap_or_default(),
                citation.kind.as_ref().map(kind_label).unwrap_or_default(),
                citation.amended.map(|day| format!("amended since, {}", day::short(day))).unwrap_or_default(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
            let number = Paragraph::new().quiet(format!("[{}] {}: ", citation.number, lead.join(" · ")));
            cell.push(match &citation.words {
                Ok(words) => join(number, Paragraph::quoting(words)),
                Err(why) => number.quiet(format!("not shown. {why}")),
            });
        }
        // The draft says the gap itself; a lead's text may not.
        if !column.text.is_empty() && column.gaps.families > 0 && column.figures.entries > 0 {
            let GapCounts { families, someone_else, .. } = column.gaps;
            let of_them = match someone_else {
                0 => String::new(),
                count => format!(", {count} of them collected by someone else"),
            };
            let families = if families == 1 { "one family".into() } else { format!("{families} families") };
            cell.push(Paragraph::new().quiet(format!("Nothing yet from {families}{of_them}.")));
        }
        cell
    }

    fn met(&self, column: &StatementColumn) -> Vec<Paragraph> {
        let label = |code: &str| {
            let word = self.framework.judgements.iter().find(|word| word.code == code);
            word.map(|word| word.label.clone()).unwrap_or_default()
        };
        if !column.met.is_empty() {
            return vec![
                Paragraph::new().bold(column.met.clone()),
                Paragraph::new().quiet(label(&column.met)),
            ];
        }
        if self.framework.judgements.is_empty() {
            return Vec::new();
        }
        let not_yet = Paragraph::from("Not yet judged.");
        match &column.suggested {
            Some(code) => vec![not_yet, Paragraph::new().quiet(format!("Suggested {code}. {}", column.why))],
            None => vec![not_yet, Paragraph::new().quiet(column.why.clone())],
        }
    }
}

/// The figures of the statements, for whoever sorts and counts them: the same that their lines say in words.
fn values(table: &mut Table, part: &[StatementColumn]) {
    let numbers: Vec<Option<u32>> = part.iter().map(|column| column.statement.number.parse().ok()).collect();
    if numbers.iter().all(Option::is_some) {
        table.instead(0, "No.", numbers.into_iter().flatten().map(Value::Number).collect());
    }
    let after = table.columns.len().saturating_sub(1);
    let mut figures = |title: &str, of: &dyn Fn(&Figures) -> Value| {
        table.beside(after, title, part.iter().map(|column| of(&column.figures)).collect());
    };
    figures("Entries", &|figures| Value::Number(figures.entries));
    figures("Talks", &|figures| Value::Number(figures.talks));
    figures("Families", &|figures| Value::Number(figures.families));
    figures("Of families", &|figures| Value::Number(figures.on_roll));
    figures("Family's words", &|figures| Value::Number(figures.voices[1]));
    figures("Child's words", &|figures| Value::Number(figures.voices[2]));
    figures("Led to a change", &|figures| Value::Number(figures.changed));
    figures("Last", &|figures| figures.last.into());
    table.beside(
        after,
        "Strength",
        part.iter().map(|column| Value::Words(column.strength.label().to_string())).collect(),
    );
}

/// `Families by who spoke: mothers 12, fathers 6; by language: English 9; by way: drop-off 12.` Only numbers that may
/// be told; nothing where there are none.
fn reached_line(cells: &Cells) -> Option<String> {
    let lists = [("who spoke", &cells.relations), ("language", &cells.languages), ("way", &cells.ways)];
    let parts = lists.into_iter().filter_map(|(by, cells)| {
        let told = cells.iter().filter(|(name, _)| !matches!(name.as_str(), NOT_SAID | NOT_KNOWN));
        let told = told.filter(|(_, cell)| matches!(cell, evidence::Cell::Exact(1..)));
        let told: Vec<String> = told.map(|(name, cell)| format!("{name} {cell}")).collect();
        (!told.is_empty()).then(|| format!("by {by}: {}", told.join(", ")))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("Families {}.", parts.join("; ")))
}

/// `140 entries, 96 talks · 12 of 12 families · family's words in 33, child's in 9 · 9 led to a change · last 20 Nov`
pub fn figures_line(figures: &Figures) -> String {
    if figures.entries == 0 {
        return format!("0 of {} families.{}", figures.on_roll, kept_out(figures));
    }
    let several = |count: u32, one: &str, many: &str| {
        format!("{} {}", thousands(count), if count == 1 { one } else { many })
    };
    let [_, family, child] = figures.voices.map(thousands);
    // A note to several families is a talk with each: more talks than entries would read as a slip.
    let talks = match figures.talks < figures.entries {
        true => format!(" in {}", several(figures.talks, "talk", "talks")),
        false => String::new(),
    };
    let mut parts = vec![
        format!("{}{talks}", several(figures.entries, "entry", "entries")),
        format!("{} of {} families", figures.families, figures.on_roll),
        format!("family's own words in {family}, child's in {child}"),
        format!("{} led to a change", thousands(figures.changed)),
    ];
    parts.extend(figures.last.map(|last| format!("last {}", day::long(last))));
    format!("{}.{}", parts.join(" · "), kept_out(figures))
}

fn kept_out(figures: &Figures) -> String {
    let kept = &figures.kept_out;
    let counts =
        [(kept.private, "private"), (kept.restricted, "restricted"), (kept.not_agreed, "not agreed yet")];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" Left out: {}.", parts.join(", ")) }
}

fn met_heading(framework: &Framework) -> String {
    let codes: Vec<&str> = framework.judgements.iter().map(|word| word.code.as_str()).collect();
    if codes.is_empty() { "Met".to_string() } else { format!("Met {}", codes.join("/")) }
}

fn kind_label(kind: &Result<Kind, String>) -> String {
    match kind {
        Ok(kind) => kind.label().to_string(),
        Err(code) => code.replace('-', " "),
    }
}

fn join(mut first: Paragraph, second: Paragraph) -> Paragraph {
    first.0.extend(second.0);
    first
}
