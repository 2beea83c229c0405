//! A family's week: at most a page for a household, made of what a lead agreed and nothing else.

use std::collections::BTreeSet;

use super::{Names, Paragraph, Print, Report};
use crate::domain::child::{Format, Responsibility};
use crate::domain::day;
use crate::domain::entry::{Standing, Step};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, SaidBy, Verdict, may_appear};
use crate::domain::{Child, ChildId, Contact, ContactId, EntryId, HouseholdId, Moment, Period, Roll, Week};

/// Names of other children and of their families that words for these children hold, as they are written.
pub type Guard<'a> = &'a dyn Fn(&str, &[ChildId]) -> Vec<String>;

/// What a household's page is made from.
#[derive(Clone)]
pub struct FamilyWeek<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Whose page it is.
    pub household: HouseholdId,
    /// The children of that household whom it is about.
    pub children: Vec<ChildId>,
    /// Which week.
    pub week: Week,
    /// The entries of these children in that week, and their steps for home that were heard back in it.
    /// Others among them are left out.
    pub entries: &'a [Standing],
    /// Finds names of other children.
    pub guard: Guard<'a>,
    /// Everybody's names.
    pub names: &'a Names<'a>,
    /// When the page is made.
    pub made: Moment,
}

/// Something that stands in the way of a household's page, or that the lead should know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Whose page.
    pub household: HouseholdId,
    /// About which children.
    pub children: Vec<ChildId>,
    /// What it is.
    pub what: Hindrance,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Nobody has said whether an adult of the household has parental responsibility: no page.
    ResponsibilityNotKnown,
    /// Nobody of the household has it: no page.
    NoResponsibility,
    /// Agreed words hold somebody else's name, and nobody has settled it: no page until a person does.
    Name {
        /// In which entry.
        entry: EntryId,
        /// The names as they are written.
        names: Vec<String>,
    },
    /// So many entries are not agreed yet: left out.
    NotAgreed(u32),
    /// Nothing of the week may go to them: there is no page to write.
    NothingToSay,
    /// An adult asked for something that a file can't give them alone.
    Asked {
        /// Who.
        adult: ContactId,
        /// Which form they read.
        format: Format,
    },
    /// An adult would rather read another language; the page is in English.
    Language {
        /// Who.
        adult: ContactId,
        /// Which language.
        language: String,
    },
}

impl Hindrance {
    /// Whether no page is written while it stands.
    pub fn stops(&self) -> bool {
        matches!(
            self,
            Hindrance::ResponsibilityNotKnown
                | Hindrance::NoResponsibility
                | Hindrance::Name { .. }
                | Hindrance::NothingToSay
        )
    }
}

impl Obstacle {
    /// The obstacle in a sentence for the lead.
    pub fn sentence(&self, roll: &Roll) -> String {
        let names: Vec<String> =
            self.children.iter().filter_map(|&child| roll.child(child)).map(Child::short_name).collect();
        let adult = |id: ContactId| roll.contact(id).map_or("An adult", |adult| adult.name.as_str());
        let why = match &self.what {
            Hindrance::ResponsibilityNotKnown => {
                "no page, for it is not known whether anybody in this home has parental responsibility. \
                 Put it into the register and bring it in again."
                    .to_string()
            }
            Hindrance::NoResponsibility => {
                "no page for a home in which nobody has parental responsibility.".to_string()
            }
            Hindrance::Name { names, .. } => format!(
                "an agreed entry names {}. Change the words or settle the name at the review, then write the page.",
                list(names)
            ),
            Hindrance::NotAgreed(1) => "one entry is not agreed yet and is left out.".to_string(),
            Hindrance::NotAgreed(count) => format!("{count} entries are not agreed yet and are left out."),
            Hindrance::NothingToSay => {
                "no page, for nothing of this week may go to this home yet.".to_string()
            }
            Hindrance::Asked { adult: who, format } => {
                let how = match format {
                    Format::Braille => {
                        "reads Braille: tell them the page, or give the plain text to whoever brailles for you. \
                         A large print page is written for whoever reads it out."
                    }
                    Format::PlainWords => "asked for plain words: go through the page with them.",
                    Format::TellDontWrite => "asked to be told: no page is written for them.",
                    Format::Standard | Format::LargePrint => "has a page in the form they asked for.",
                };
                format!("{} {how}", adult(*who))
            }
            Hindrance::Language { adult: who, language } => {
                format!("{} reads {language}; the page is in English. Go through it with them.", adult(*who))
            }
        };
        format!("{}: {why}", list(&names))
    }
}

impl FamilyWeek<'_> {
    /// The children of a household for whom a page is due, and those for whom none may be, with why.
    /// `among` are the children in question.
    pub fn due(
        roll: &Roll,
        household: HouseholdId,
        among: &BTreeSet<ChildId>,
    ) -> (Vec<ChildId>, Vec<Obstacle>) {
        let mut due = Vec::new();
        let (mut without, mut not_known) = (Vec::new(), Vec::new());
        for child in in_order(roll, among).filter(|child| roll.households(child.id).contains(&household)) {
            match Recipient::household(roll, child.id, household) {
                Recipient::Household { responsibility: Responsibility::Yes, .. } => due.push(child.id),
                Recipient::Household { responsibility: Responsibility::No, .. } => without.push(child.id),
                _ => not_known.push(child.id),
            }
        }
        let obstacles =
            [(not_known, Hindrance::ResponsibilityNotKnown), (without, Hindrance::NoResponsibility)];
        let obstacles = obstacles
            .into_iter()
            .filter(|(children, _)| !children.is_empty())
            .map(|(children, what)| Obstacle { household, children, what })
            .collect();
        (due, obstacles)
    }

    /// Everything that stands in the way of this page, and what the lead should know before it goes out.
    pub fn in_the_way(&self) -> Vec<Obstacle> {
        let mut all = Vec::new();
        let mut not_agreed = 0;
        for standing in self.own_entries() {
            let names = self.names_waiting(standing);
            let facts = self.facts(standing, &names);
            let would = Facts { names_clear: true, ..facts.clone() };
            if !facts.agreed && !facts.private && facts.withdrawn.is_none() {
                not_agreed += u32::from(self.allowed(standing, &Facts { agreed: true, ..would }));
            } else if !facts.names_clear && self.allowed(standing, &would) {
                all.push(Hindrance::Name { entry: standing.entry.id, names });
            }
        }
        if not_agreed > 0 {
            all.push(Hindrance::NotAgreed(not_agreed));
        }
        if self.cleared().is_empty() {
            all.push(Hindrance::NothingToSay);
        }
        for adult in self.readers() {
            if !matches!(adult.format, Format::Standard | Format::LargePrint) {
                all.push(Hindrance::Asked { adult: adult.id, format: adult.format });
            }
            let language = adult.language.trim();
            if !language.is_empty() && !language.eq_ignore_ascii_case("english") {
                all.push(Hindrance::Language { adult: adult.id, language: language.to_string() });
            }
        }
        let (household, children) = (self.household, self.children.clone());
        all.into_iter().map(|what| Obstacle { household, children: children.clone(), what }).collect()
    }

    /// The sizes of print in which the adults of the household read, none where all of them are told.
    pub fn prints(&self) -> BTreeSet<Print> {
        self.readers()
            .filter_map(|adult| match adult.format {
                Format::Standard | Format::PlainWords => Some(Print::Standard),
                Format::LargePrint | Format::Braille => Some(Print::Large),
                Format::TellDontWrite => None,
            })
            .collect()
    }

    /// The entries whose words stand on the page of that print.
    pub fn printed(&self, print: Print) -> Vec<EntryId> {
        let Arranged { highlights, routine, told, to_try, heard, next, .. } = self.arranged(print);
        let all = [highlights, routine, told, to_try, heard, next].concat();
        all.iter().map(|standing| standing.entry.id).collect()
    }

    /// The page. It holds nothing that the policy does not allow this household, and is empty of words where
    /// nothing is.
    pub fn page(&self, print: Print) -> Report {
        let period = self.week.period();
        let children: Vec<&Child> =
            self.children.iter().filter_map(|&child| self.roll.child(child)).collect();
        let firsts: Vec<String> = children.iter().map(|child| child.first_name().to_string()).collect();
        let room =
            children.first().and_then(|child| self.roll.room(child.room)).map_or("", |room| &room.name);
        let mut report =
            Report::new(format!("{} week at {room}", possessive(&list(&firsts))), dates(period), self.made);
        let adults: Vec<String> = self.readers().map(|adult| adult.name.clone()).collect();
        report.for_whom = format!("For {}", list(&adults));
        report.print = print;
        self.fill(&mut report);
        let key_persons: BTreeSet<&str> = children
            .iter()
            .filter_map(|child| self.roll.key_person(child.id, false, period.to))
            .map(|person| person.first_name())
            .collect();
        if let [one] = key_persons.iter().collect::<Vec<_>>()[..] {
            let who = format!("{one}, {} key person", possessive(&list(&firsts)));
            report.paragraph(Paragraph::new().quiet(who));
        }
        report
    }

    fn fill(&self, report: &mut Report) {
        let Arranged { highlights, routine, told, to_try, heard, next, more } = self.arranged(report.print);
        if !highlights.is_empty() || !routine.is_empty() {
            report.heading(1, "What we noticed");
            self.lines(report, &highlights);
            let days: Vec<String> = routine
                .iter()
                .map(|one| format!("{}: {}", one.entry.happened.day().format("%a"), self.said(one)))
                .collect();
            if !days.is_empty() {
                report.paragraph(Paragraph::new().quiet("Day by day: ").plain(days.join(" ")));
            }
        }
        if !told.is_empty() {
            report.heading(1, "What you told us");
            self.lines(report, &told);
        }
        if !to_try.is_empty() || !heard.is_empty() {
            report.heading(1, "To try at home");
            self.lines(report, &to_try);
            for standing in heard {
                let Some(Step::HeardBack { heard, childs_words, .. }) = &standing.step else { continue };
                let mut words = Paragraph::new().quiet("Last time: ").plain(self.said(standing));
                words = words.quiet(" You told us: ").plain(heard.trim());
                if let Some(childs) = childs_words.as_deref().filter(|words| !words.trim().is_empty()) {
                    words = words.and(super::Style::Quotation, format!(" “{}”", childs.trim()));
                }
                report.paragraph(words);
            }
        }
        if !next.is_empty() {
            report.heading(1, "Next week");
            for standing in next {
                let due = standing.entry.follow_up.map(day::short).unwrap_or_default();
                report.entry(due, "", Paragraph::quoting(&self.said(standing)));
            }
        }
        if more {
            report.note("More was written this week than fits on a page. Please ask us.");
        }
    }

    /// What is cleared, section by section, as much of it as a page of that print holds.
    fn arranged(&self, print: Print) -> Arranged<'_> {
        let period = self.week.period();
        let next_week = Week::of(period.to.succ_opt().unwrap_or(period.to)).period();
        let mut all = Arranged::default();
        for standing in self.cleared() {
            let entry = &standing.entry;
            let section = match (&standing.step, entry.follow_up) {
                (Some(Step::HeardBack { .. }), _) => &mut all.heard,
                (Some(Step::Open), _) => &mut all.to_try,
                (None, Some(due)) if next_week.holds(due) && standing.follow_up_done.is_none() => {
                    &mut all.next
                }
                _ if !entry.with.is_empty() || !standing.family_words().is_empty() => &mut all.told,
                // What was written in somebody's own words goes before what a phrase says on most days.
                _ if entry.phrases.is_empty() => &mut all.highlights,
                _ => &mut all.routine,
            };
            section.push(standing);
        }
        // What a family can do, and what they said, is never crowded out by our own news.
        let Arranged { highlights, routine, told, to_try, heard, next, more } = &mut all;
        let sections = [to_try, heard, next, told, highlights, routine];
        let mut room = Room::of(print, sections.iter().filter(|section| !section.is_empty()).count());
        for section in sections {
            *more |= room.keep(section);
        }
        all
    }

    fn lines(&self, report: &mut Report, entries: &[&Standing]) {
        for standing in entries {
            let when = standing.entry.happened.day().format("%a %-d %b").to_string();
            report.entry(when, "", Paragraph::quoting(&self.said(standing)));
        }
    }

    /// The latest words; with the child's name before them where the page is about more than one.
    fn said(&self, standing: &Standing) -> String {
        let text = standing.text().trim();
        match self.roll.child(standing.entry.child) {
            Some(child) if self.children.len() > 1 && !text.contains(child.first_name()) => {
                format!("{}: {text}", child.first_name())
            }
            _ => text.to_string(),
        }
    }

    /// Adults of the household with responsibility for a child of the page, in the register's order.
    fn readers(&self) -> impl Iterator<Item = &Contact> {
        self.roll.contacts.iter().filter(|adult| {
            adult.household == self.household
                && self.roll.links.iter().any(|link| {
                    link.contact == adult.id
                        && self.children.contains(&link.child)
                        && link.responsibility == Responsibility::Yes
                })
        })
    }

    /// The week's entries of the page's children, oldest first, and their steps heard back in it.
    /// That there was no talk is for the room, not for a page.
    fn own_entries(&self) -> Vec<&Standing> {
        let period = self.week.period();
        let mut own: Vec<&Standing> = self
            .entries
            .iter()
            .filter(|standing| self.children.contains(&standing.entry.child))
            .filter(|standing| standing.entry.no_talk.is_none())
            .filter(|standing| {
                period.holds(standing.entry.happened.day())
                    || matches!(&standing.step, Some(Step::HeardBack { at, .. }) if period.holds(at.day()))
            })
            .collect();
        own.sort_by_key(|standing| (standing.entry.happened.day(), standing.seq));
        own
    }

    /// What may stand on the page.
    fn cleared(&self) -> Vec<&Standing> {
        let own = self.own_entries().into_iter();
        own.filter(|standing| self.allowed(standing, &self.facts(standing, &self.names_waiting(standing))))
            .collect()
    }

    fn allowed(&self, standing: &Standing, facts: &Facts) -> bool {
        let recipient = Recipient::household(self.roll, standing.entry.child, self.household);
        may_appear(Item::Words, &recipient, ReportKind::FamilyWeek, facts) == Verdict::Allow
    }

    fn facts(&self, standing: &Standing, names: &[String]) -> Facts {
        let facts = Facts::of(standing, self.roll, !names.is_empty());
        Facts { said_by: said_by(standing, self.roll, facts.said_by), ..facts }
    }

    /// Names in the words that would be printed, of anybody who is not of this household.
    fn names_waiting(&self, standing: &Standing) -> Vec<String> {
        let mut words = standing.text().to_string();
        if let Some(Step::HeardBack { heard, childs_words, .. }) = &standing.step {
            words = format!("{words} {heard} {}", childs_words.as_deref().unwrap_or_default());
        }
        let mut names = (self.guard)(&words, &self.children);
        names.extend(self.names.adults_elsewhere(&words, self.household, &self.children));
        names.dedup();
        names
    }
}

/// Whose words they are, where a child has more than one home: a talk that names nobody may still tell what
/// the adult of one home said, and that is not for the other.
fn said_by(standing: &Standing, roll: &Roll, said_by: SaidBy) -> SaidBy {
    let child = standing.entry.child;
    let several = roll.households(child).len() > 1;
    let heard = matches!(standing.step, Some(Step::HeardBack { .. }));
    if !several || (said_by != SaidBy::Nobody && !heard) {
        return said_by;
    }
    let text = standing.text().to_lowercase();
    let spoken: BTreeSet<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    let homes: BTreeSet<HouseholdId> = roll
        .adults(child)
        .filter(|(link, _)| spoken.contains(link.relation.to_lowercase().as_str()))
        .map(|(_, adult)| adult.household)
        .collect();
    if !homes.is_empty() && !heard {
        SaidBy::Homes(homes)
    } else if heard || !standing.family_words().is_empty() {
        SaidBy::NotKnown
    } else {
        said_by
    }
}

/// The page's sections.
#[derive(Default)]
struct Arranged<'a> {
    highlights: Vec<&'a Standing>,
    routine: Vec<&'a Standing>,
    told: Vec<&'a Standing>,
    to_try: Vec<&'a Standing>,
    heard: Vec<&'a Standing>,
    next: Vec<&'a Standing>,
    /// Some did not fit.
    more: bool,
}

/// How much of a page is left, in lines.
struct Room {
    lines: usize,
    width: usize,
    begun: bool,
}

impl Room {
    /// A page's lines but for its head, its foot and a heading for each section.
    fn of(print: Print, sections: usize) -> Room {
        let (lines, width) = match print {
            Print::Standard => (38, 76),
            Print::Large => (29, 38),
        };
        Room { lines: lines - 3 * sections.min(6), width, begun: false }
    }

    /// Keeps as many as fit, and says whether any did not.
    fn keep(&mut self, entries: &mut Vec<&Standing>) -> bool {
        let before = entries.len();
        entries.retain(|standing| {
            let mut letters = standing.text().chars().count();
            if let Some(Step::HeardBack { heard, childs_words, .. }) = &standing.step {
                let childs = childs_words.as_deref().unwrap_or_default();
                letters += 24 + heard.chars().count() + childs.chars().count();
            }
            let lines = 1 + letters / self.width;
            // The first is kept whatever its length: a page of one long note is still that family's page.
            let fits = lines <= self.lines || !self.begun;
            self.lines = self.lines.saturating_sub(lines);
            self.begun = true;
            fits
        });
        entries.len() < before
    }
}

/// `16 to 22 November 2026`
pub(super) fn dates(period: Period) -> String {
    let from = if period.from.format("%Y%m").to_string() == period.to.format("%Y%m").to_string() {
        period.from.format("%-d").to_string()
    } else {
        period.from.format("%-d %B").to_string()
    };
    format!("{from} to {}", day::long(period.to))
}

/// Children by first name, as a board has them.
fn in_order<'a>(roll: &'a Roll, among: &'a BTreeSet<ChildId>) -> impl Iterator<Item = &'a Child> {
    let mut children: Vec<&Child> = roll.children.iter().filter(|child| among.contains(&child.id)).collect();
    children.sort_by_cached_key(|child| {
        (child.first_name().to_lowercase(), child.surname.to_lowercase(), child.id)
    });
    children.into_iter()
}

/// `Ava’s`, `Thomas’`
fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// `a, b and c`
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
