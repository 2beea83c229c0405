//! A family's week: at most a page for a household, made of what a lead agreed and nothing else.

use std::collections::BTreeSet;

use super::obstacle::{Hindrance, Nothing, Obstacle};
use super::{Names, Paragraph, Print, Report};
use crate::domain::child::{Format, Responsibility};
use crate::domain::day;
use crate::domain::entry::{Standing, Step};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::{
    Child, ChildId, Contact, ContactId, EntryId, HouseholdId, Kind, Moment, Period, Roll, Week,
};

/// Names of other children and of their families that words for these children hold, as they are written.
pub type Guard<'a> = &'a dyn Fn(&str, &[ChildId]) -> Vec<String>;

/// The phrases that say that there is nothing to say: a family knows that.
const NOTHING: [&str; 2] = ["Nothing new.", "Nothing new from home."];

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
            .map(|(children, what)| Obstacle { household: Some(household), children, what })
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
            let written = self.own_entries().iter().any(|standing| standing.withdrawn.is_none());
            all.push(Hindrance::NothingToSay(match (written, not_agreed) {
                (false, _) => Nothing::Written,
                (true, 0) => Nothing::ForThem,
                (true, _) => Nothing::Agreed,
            }));
        }
        let mut languages: Vec<(&str, Vec<ContactId>)> = Vec::new();
        for adult in self.readers() {
            if !matches!(adult.format, Format::Standard | Format::LargePrint) {
                all.push(Hindrance::Asked { adult: adult.id, format: adult.format });
            }
            let language = adult.language.trim();
            match languages.iter_mut().find(|(other, _)| *other == language) {
                Some((_, adults)) => adults.push(adult.id),
                None => languages.push((language, vec![adult.id])),
            }
        }
        let foreign = languages
            .into_iter()
            .filter(|(language, _)| !language.is_empty() && !language.eq_ignore_ascii_case("english"));
        all.extend(
            foreign.map(|(language, adults)| Hindrance::Language { adults, language: language.into() }),
        );
        let (household, children) = (self.household, self.children.clone());
        all.into_iter()
            .map(|what| Obstacle { household: Some(household), children: children.clone(), what })
            .collect()
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
        report.about = format!("A week at {room}");
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
        if !highlights.is_empty() {
            report.heading(1, "What we noticed");
            self.lines(report, &highlights);
        }
        // What a phrase says the family told at drop-off or we saw at lunch: it stands under neither's heading.
        if !routine.is_empty() {
            report.heading(1, "Day by day");
            report.paragraph(Paragraph::new().plain(self.day_by_day(&routine)));
        }
        if !told.is_empty() {
            report.heading(1, "What you told us");
            self.lines(report, &told);
        }
        if !to_try.is_empty() || !heard.is_empty() {
            report.heading(1, if to_try.is_empty() { "Tried at home" } else { "To try at home" });
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
                (Some(Step::HeardBack { .. }), _) if self.may_hear(standing) => &mut all.heard,
                (Some(_), _) => &mut all.to_try,
                (None, Some(due)) if next_week.holds(due) && standing.follow_up_done.is_none() => {
                    &mut all.next
                }
                _ if !standing.family_words().is_empty() => &mut all.told,
                // What was written in somebody's own words goes before what a phrase says on most days.
                _ if !entry.phrases.is_empty() => &mut all.routine,
                // In the morning it is the family who tells, at the end of the day it is us.
                _ if !entry.with.is_empty() && entry.kind == Kind::DropOff => &mut all.told,
                _ => &mut all.highlights,
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

    /// A line each; one talk about brothers and sisters is told once.
    fn lines(&self, report: &mut Report, entries: &[&Standing]) {
        for (index, standing) in entries.iter().enumerate() {
            let same = |other: &&&Standing| {
                other.entry.talk == standing.entry.talk && other.text().trim() == standing.text().trim()
            };
            if entries.iter().take(index).any(|other| same(&other)) {
                continue;
            }
            let children: Vec<ChildId> = entries.iter().filter(same).map(|other| other.entry.child).collect();
            let when = standing.entry.happened.day().format("%a %-d %b").to_string();
            report.entry(when, "", Paragraph::quoting(&self.said_of(&children, standing)));
        }
    }

    /// What a phrase says on most days, in a line: `Mon and Wed: Ate everything. Tue, Ava: Slept 40 minutes.`
    fn day_by_day(&self, routine: &[&Standing]) -> String {
        let mut said: Vec<(String, &str, Vec<String>)> = Vec::new();
        for standing in routine {
            let (who, text) = (self.of_whom(&[standing.entry.child], standing), standing.text().trim());
            let day = standing.entry.happened.day().format("%a").to_string();
            match said.iter_mut().find(|(of, words, _)| *of == who && *words == text) {
                Some((_, _, days)) if !days.contains(&day) => days.push(day),
                Some(_) => {}
                None => said.push((who, text, vec![day])),
            }
        }
        let line = |(who, text, days): (String, &str, Vec<String>)| {
            let who = if who.is_empty() { who } else { format!(", {who}") };
            format!("{}{who}: {text}", list(&days))
        };
        said.into_iter().map(line).collect::<Vec<_>>().join(" ")
    }

    /// The latest words; with the child's name before them where the page is about more than one.
    fn said(&self, standing: &Standing) -> String {
        self.said_of(&[standing.entry.child], standing)
    }

    fn said_of(&self, children: &[ChildId], standing: &Standing) -> String {
        let (who, text) = (self.of_whom(children, standing), standing.text().trim());
        if who.is_empty() { text.to_string() } else { format!("{who}: {text}") }
    }

    /// Of whom the words are, where the page is about more than one and they don't say it.
    fn of_whom(&self, children: &[ChildId], standing: &Standing) -> String {
        let firsts: Vec<String> = children
            .iter()
            .filter_map(|&child| Some(self.roll.child(child)?.first_name().to_string()))
            .collect();
        let told = firsts.iter().all(|first| standing.text().contains(first.as_str()));
        if self.children.len() < 2 || told { String::new() } else { list(&firsts) }
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
    /// That there was no talk, or nothing new, is for the room, not for a page.
    fn own_entries(&self) -> Vec<&Standing> {
        let period = self.week.period();
        let mut own: Vec<&Standing> = self
            .entries
            .iter()
            .filter(|standing| self.children.contains(&standing.entry.child))
            .filter(|standing| standing.entry.no_talk.is_none() && !NOTHING.contains(&standing.text().trim()))
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
        own.filter(|standing| self.may_stand(standing)).collect()
    }

    /// Whether it has something for this home: a step of an earlier week only with what was heard of it.
    fn may_stand(&self, standing: &Standing) -> bool {
        let this_week = self.week.period().holds(standing.entry.happened.day());
        let facts = self.facts(standing, &self.names_waiting(standing));
        self.allowed(standing, &facts) && (this_week || self.may_hear(standing))
    }

    /// Whether this home may read what was heard back of a step.
    fn may_hear(&self, standing: &Standing) -> bool {
        let found = !self.names_waiting(standing).is_empty();
        Facts::of_heard(standing, self.roll, found).is_some_and(|facts| self.allowed(standing, &facts))
    }

    fn allowed(&self, standing: &Standing, facts: &Facts) -> bool {
        let recipient = Recipient::household(self.roll, standing.entry.child, self.household);
        may_appear(Item::Words, &recipient, ReportKind::FamilyWeek, facts) == Verdict::Allow
    }

    fn facts(&self, standing: &Standing, names: &[String]) -> Facts {
        Facts::of(standing, self.roll, !names.is_empty())
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

/// How much of a page is left, in points.
struct Room {
    left: usize,
    /// Of a line, and of what stands between two notes.
    line: usize,
    gap: usize,
    /// How many letters a line holds.
    width: usize,
    begun: bool,
}

impl Room {
    /// An A4 page but for its head, its foot, who the key person is, and a heading for each section.
    fn of(print: Print, sections: usize) -> Room {
        let (page, heading, line, gap, width) = match print {
            Print::Standard => (650, 36, 15, 5, 72),
            Print::Large => (590, 53, 24, 8, 36),
        };
        Room { left: page - heading * sections.min(6), line, gap, width, begun: false }
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
            let height = (1 + letters / self.width) * self.line + self.gap;
            // The first is kept whatever its length: a page of one long note is still that family's page.
            let fits = height <= self.left || !self.begun;
            self.left = self.left.saturating_sub(height);
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
pub(super) fn possessive(name: &str) -> String {
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
