//! A child's record for the next room or school. It goes there through a household that reads it first, so it holds
//! what that household may read and what is handed on with its agreement: agreed words, of nobody else's child.

use std::collections::{BTreeMap, BTreeSet};

use super::family_week::{Guard, list, possessive};
use super::{Block, Names, Paragraph, Report, Style};
use crate::domain::child::Responsibility;
use crate::domain::entry::{Standing, Step};
use crate::domain::policy::{Facts, Item, Reason, Recipient, ReportKind, SaidBy, Verdict, may_appear};
use crate::domain::practice::{Held, Practice, PracticeKind, PracticeStands};
use crate::domain::{Child, ChildId, Day, EntryId, HouseholdId, Kind, Moment, Roll, day};
use crate::store::ask::Source;

/// How many lines a part has at most: the newest. More would not be read there.
const MOST: usize = 8;

/// What the record is made from.
#[derive(Clone)]
pub struct MovingOn<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Whose record.
    pub child: ChildId,
    /// The household that reads it first.
    pub home: HouseholdId,
    /// The child's entries, oldest first.
    pub entries: Vec<Standing>,
    /// The practice records, of whomever; those of other children are left out.
    pub records: Vec<PracticeStands>,
    /// The kinds of practice record, which say what is restricted.
    pub kinds: &'a [PracticeKind],
    /// Finds names of other children.
    pub guard: Guard<'a>,
    /// Everybody's names.
    pub names: &'a Names<'a>,
    /// When it is made.
    pub made: Moment,
}

/// The parts of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Likes,
    Told,
    Steps,
    Move,
    Child,
    Family,
}

/// In which part each field of a practice record stands; the others stand in none.
const FIELDS: [(&str, &str, Part); 9] = [
    ("starting-point", "likes", Part::Likes),
    ("starting-point", "home", Part::Told),
    ("starting-point", "hopes", Part::Family),
    ("settling-plan", "wishes", Part::Told),
    ("settling-plan", "child", Part::Child),
    ("home-visit", "seen", Part::Told),
    ("review-meeting", "view", Part::Family),
    ("review-meeting", "child", Part::Child),
    ("review-meeting", "next", Part::Steps),
];

/// Something agreed that would stand in it but for somebody's name in it, until a lead settles that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWaits {
    /// What that is.
    pub source: Source,
    /// The names as they are written.
    pub names: Vec<String>,
    /// What they stand in: everything of a note that would be printed, of a practice record the fields with a name.
    pub words: String,
}

impl NameWaits {
    /// What it is and of which day, without its article: `note of Thu 12 Nov`.
    pub fn what(&self) -> String {
        match &self.source {
            Source::Entry(standing) => format!("note of {}", day::short(standing.entry.happened.day())),
            Source::Practice(record) => {
                format!("practice record of {}", day::short(record.practice.day))
            }
        }
    }

    /// Whose names they are: `Isla and Zara`.
    pub fn named(&self) -> String {
        list(&self.names)
    }
}

/// A line of a part.
struct Line {
    on: Day,
    words: Paragraph,
}

impl MovingOn<'_> {
    /// The entries whose words stand in it.
    pub fn printed(&self) -> Vec<EntryId> {
        self.own()
            .filter(|one| self.part(one).is_some() && self.refused(one).is_none())
            .map(|one| one.entry.id)
            .collect()
    }

    /// What is left out of it and why, in sentences for the lead alone.
    pub fn left_out(&self) -> Vec<String> {
        let mut why: BTreeMap<&str, usize> = BTreeMap::new();
        let entries = self.own().filter(|one| self.part(one).is_some()).filter_map(|one| self.refused(one));
        let records = self.records().filter(|record| told(&record.practice).next().is_some());
        for Reason(reason) in entries.chain(records.filter_map(|record| self.refuses(record))) {
            *why.entry(reason).or_default() += 1;
        }
        let sentence = |(reason, count): (&str, usize)| match count {
            1 => format!("1 is left out: {reason}"),
            count => format!("{count} are left out: {reason}"),
        };
        why.into_iter().map(sentence).collect()
    }

    /// What only a name keeps out: the entries, oldest first, then the practice records as they come. One about several children
    /// is not among them, for no answer about a name makes it one child's.
    pub fn names_waiting(&self) -> Vec<NameWaits> {
        let waits = |one: &&Standing| {
            let facts = Facts::of(one, self.roll, true);
            let would = Facts { names_clear: true, ..facts };
            self.part(one).is_some()
                && self.refused(one).is_some()
                && self.denied(Item::Words, &would).is_none()
        };
        let named = |source: Source, words: &str| NameWaits {
            source,
            names: self.others_named(words),
            words: words.trim().to_string(),
        };
        let entries = self.own().filter(waits);
        let entries = entries.map(|one| named(Source::Entry(Box::new(one.clone())), &all_words(one)));
        let waits = |record: &&PracticeStands| {
            let would = Facts { names_clear: true, ..self.record_facts(record) };
            record.practice.children == [self.child]
                && told(&record.practice).next().is_some()
                && self.refuses(record).is_some()
                && self.denied(Item::Practice, &would).is_none()
        };
        let records = self.records().filter(waits).map(|record| {
            let fields = told(&record.practice).map(|(_, _, words)| words.trim());
            let fields: Vec<&str> = fields.filter(|words| self.names_others(words)).collect();
            named(Source::Practice(Box::new(record.clone())), &fields.join(" "))
        });
        entries.chain(records).collect()
    }

    /// The record.
    pub fn report(&self) -> Report {
        let first = self.roll.child(self.child).map_or("The child", Child::first_name);
        let setting = &self.roll.setting.name;
        let title =
            format!("Moving on: {}", self.roll.child(self.child).map(Child::name).unwrap_or_default());
        let mut report = Report::new(title, format!("From {setting}"), self.made);
        report.about = format!("A moving-on record from {setting}");
        let readers = list(&self.readers());
        report.for_whom = format!("For the next room or school, read first with {readers}");
        report.blocks.push(Block::Facts(self.facts()));
        let mut parts = self.parts();
        let mut part = |part| parts.remove(&part).unwrap_or_default();
        self.fill(&mut report, &format!("What {first} likes"), part(Part::Likes), 2);
        self.fill(&mut report, "What the family told us", part(Part::Told), 2);
        self.fill(&mut report, "Next steps, and what was heard of them", part(Part::Steps), 2);
        let moves = part(Part::Move);
        if !moves.is_empty() {
            self.fill(&mut report, "Talked over for the move", moves, 0);
        }
        self.fill(&mut report, &format!("{} own view", possessive(first)), part(Part::Child), 3);
        self.fill(&mut report, "The family's view", part(Part::Family), 3);
        report.heading(1, "Read, and handed on");
        report.paragraph(format!(
            "{readers}: I have read this record, and it may go to the next room or school. Which, signature, date:"
        ));
        report.blocks.push(Block::Lines(2));
        report
    }

    /// A part: its lines, oldest first, or room to write where there are none.
    fn fill(&self, report: &mut Report, heading: &str, mut lines: Vec<Line>, ruled: u8) {
        report.heading(1, heading);
        lines.sort_by_key(|line| line.on);
        let more = lines.len().saturating_sub(MOST);
        if lines.is_empty() {
            report.blocks.push(Block::Lines(ruled));
        }
        for line in lines.into_iter().skip(more) {
            report.entry(line.on.format("%b %Y").to_string(), "", line.words);
        }
        if more > 0 {
            report.note(format!("The newest {MOST}. More was written; please ask us."));
        }
    }

    fn facts(&self) -> Vec<(String, String)> {
        let today = self.made.day();
        let Some(child) = self.roll.child(self.child) else { return Vec::new() };
        let key = self.roll.key_person(child.id, false, today);
        let may = may_appear(Item::StaffName, &self.reader(), ReportKind::MovingOn, &Facts::default());
        let key = key.filter(|_| may == Verdict::Allow).map(|person| person.name.clone());
        let room = self.roll.room(child.room).map(|room| room.name.clone());
        let all = [
            ("Born", child.born.map(day::long)),
            ("Here since", child.started.map(day::long)),
            ("Room", room),
            ("Key person", key),
            ("Spoken at home", Some(list(&self.languages()))),
        ];
        all.into_iter()
            .filter_map(|(label, value)| Some((label.to_string(), value?)))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// The languages of the household that reads it.
    fn languages(&self) -> Vec<String> {
        let adults = self.roll.adults(self.child).filter(|(_, adult)| adult.household == self.home);
        let all: BTreeSet<String> = adults.map(|(_, adult)| adult.language.trim().to_string()).collect();
        all.into_iter().filter(|language| !language.is_empty()).collect()
    }

    /// The adults of the household who may agree to it.
    fn readers(&self) -> Vec<String> {
        let facts = Facts { homes: BTreeSet::from([self.home]), ..Facts::default() };
        let may = may_appear(Item::AdultName, &self.reader(), ReportKind::MovingOn, &facts);
        let adults = self.roll.adults(self.child).filter(|(link, adult)| {
            adult.household == self.home && link.responsibility == Responsibility::Yes
        });
        adults.filter(|_| may == Verdict::Allow).map(|(_, adult)| adult.name.clone()).collect()
    }

    fn parts(&self) -> BTreeMap<Part, Vec<Line>> {
        let mut parts: BTreeMap<Part, Vec<Line>> = BTreeMap::new();
        for one in self.own().filter(|one| self.refused(one).is_none()) {
            let Some(part) = self.part(one) else { continue };
            let words = self.words(one);
            parts.entry(part).or_default().push(Line { on: one.entry.happened.day(), words });
        }
        for record in self.records().filter(|record| self.refuses(record).is_none()) {
            for (part, _, words) in told(&record.practice) {
                let words = Paragraph::quoting(words.trim());
                parts.entry(part).or_default().push(Line { on: record.practice.day, words });
            }
        }
        parts
    }

    /// An entry's words; of a step, what was heard of it too, where that may go the same way.
    fn words(&self, standing: &Standing) -> Paragraph {
        let words = Paragraph::quoting(standing.text().trim());
        match &standing.step {
            Some(Step::HeardBack { heard, childs_words, .. }) if self.may_hear(standing) => {
                let mut words = words.quiet(" Heard back: ").plain(heard.trim());
                if let Some(childs) = childs_words.as_deref().filter(|words| !words.trim().is_empty()) {
                    words = words.and(Style::Quotation, format!(" “{}”", childs.trim()));
                }
                words
            }
            _ => words,
        }
    }

    fn own(&self) -> impl Iterator<Item = &Standing> {
        self.entries.iter().filter(|one| one.entry.child == self.child)
    }

    fn records(&self) -> impl Iterator<Item = &PracticeStands> {
        self.records.iter().filter(|record| record.practice.children.contains(&self.child))
    }

    /// Where an entry would stand; `None` for what says nothing that anybody needs there.
    fn part(&self, standing: &Standing) -> Option<Part> {
        let entry = &standing.entry;
        if entry.no_talk.is_some() {
            return None;
        }
        match entry.kind {
            Kind::ForHome => Some(Part::Steps),
            Kind::MovingOn => Some(Part::Move),
            // What they told in passing on most days is for the day; their own words are for longer.
            _ if !standing.family_words().is_empty() => Some(Part::Told),
            _ => None,
        }
    }

    fn reader(&self) -> Recipient {
        Recipient::next_setting(self.roll, self.child, self.home)
    }

    /// Why an entry may not stand in it; `None` where it may.
    fn refused(&self, standing: &Standing) -> Option<Reason> {
        let facts = Facts::of(standing, self.roll, self.names_others(&all_words(standing)));
        self.denied(Item::Words, &facts)
    }

    fn may_hear(&self, standing: &Standing) -> bool {
        Facts::of_heard(standing, self.roll, self.names_others(&all_words(standing)))
            .is_some_and(|facts| self.denied(Item::Words, &facts).is_none())
    }

    /// Why a practice record may not stand in it; `None` where it may.
    fn refuses(&self, record: &PracticeStands) -> Option<Reason> {
        self.denied(Item::Practice, &self.record_facts(record))
    }

    fn record_facts(&self, record: &PracticeStands) -> Facts {
        let practice = &record.practice;
        let alone = practice.children == [self.child];
        let clear = || record.names_settled || !self.names_others(&record_words(practice));
        Facts {
            open: practice.open(self.kinds),
            agreed: !record.waits,
            names_clear: alone && clear(),
            said_by: self.said_by(practice),
            ..Facts::default()
        }
    }

    fn denied(&self, item: Item, facts: &Facts) -> Option<Reason> {
        match may_appear(item, &self.reader(), ReportKind::MovingOn, facts) {
            Verdict::Allow => None,
            Verdict::Deny(why) => Some(why),
            Verdict::Replace(_) => Some(crate::domain::policy::NO_RULE),
        }
    }

    /// The households whose adults a record names as having told it. Where it names none, it is known whose words
    /// they are for a child of one home alone.
    fn said_by(&self, practice: &Practice) -> SaidBy {
        let told = practice.fields.values().filter_map(|held| match held {
            Held::Contacts(adults) => Some(adults),
            _ => None,
        });
        let homes: Option<BTreeSet<HouseholdId>> =
            told.flatten().map(|adult| Some(self.roll.contact(*adult)?.household)).collect();
        match homes {
            None => SaidBy::NotKnown,
            Some(homes) if !homes.is_empty() => SaidBy::Homes(homes),
            Some(_) if self.roll.households(self.child).len() > 1 => SaidBy::NotKnown,
            Some(_) => SaidBy::Nobody,
        }
    }

    fn names_others(&self, words: &str) -> bool {
        !self.others_named(words).is_empty()
    }

    /// The names of others in some words, as they are written, each once.
    fn others_named(&self, words: &str) -> Vec<String> {
        let mut names = (self.guard)(words, &[self.child]);
        names.extend(self.names.adults_elsewhere(words, self.home, &[self.child]));
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }
}

/// Everything of an entry that would be printed.
fn all_words(standing: &Standing) -> String {
    match &standing.step {
        Some(Step::HeardBack { heard, childs_words, .. }) => {
            format!("{} {heard} {}", standing.text(), childs_words.as_deref().unwrap_or_default())
        }
        _ => standing.text().to_string(),
    }
}

/// What a practice record tells there: the part in which it stands, the field's code, its words.
fn told(practice: &Practice) -> impl Iterator<Item = (Part, &'static str, &str)> {
    let of_its_kind = FIELDS.into_iter().filter(|(kind, _, _)| *kind == practice.kind);
    of_its_kind.filter_map(|(_, field, part)| match practice.fields.get(field) {
        Some(Held::Text(words)) if !words.trim().is_empty() => Some((part, field, words.as_str())),
        _ => None,
    })
}

/// Everything of a practice record that would be printed.
fn record_words(practice: &Practice) -> String {
    let words: Vec<&str> = told(practice).map(|(_, _, words)| words.trim()).collect();
    words.join(" ")
}

/// The codes of a practice record's fields that would be printed, in the order in which they are.
pub fn printed_fields(practice: &Practice) -> impl Iterator<Item = &'static str> {
    told(practice).map(|(_, field, _)| field)
}

#[cfg(test)]
mod tests;
