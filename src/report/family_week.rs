//! A family's week: at most a page for a household, made of what a lead agreed and nothing else.

use std::collections::BTreeSet;

use super::obstacle::{Hindrance, Nothing, Obstacle};
use super::{Names, Report};
use crate::domain::child::{Format, Responsibility};
use crate::domain::entry::{Standing, Step};
use crate::domain::phrase::PageLanguages;
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::{
    Child, ChildId, Contact, ContactId, EntryId, HouseholdId, Moment, Period, Roll, Week, day,
};

mod arranged;
mod form;
mod page;
mod words;

pub use form::Form;

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
    /// The words of the page in every language in which it can be printed.
    pub languages: &'static PageLanguages,
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
        // What waits for a name may go to them once it is settled: that is not nothing.
        let named = all.iter().any(|what| matches!(what, Hindrance::Name { .. }));
        if self.cleared().is_empty() && !named {
            let written = self.own_entries().iter().any(|standing| standing.withdrawn.is_none());
            all.push(Hindrance::NothingToSay(match (written, not_agreed) {
                (false, _) => Nothing::Written,
                (true, 0) => Nothing::ForThem,
                (true, _) => Nothing::Agreed,
            }));
        }
        all.extend(self.how_they_read());
        let (household, children) = (self.household, self.children.clone());
        all.into_iter()
            .map(|what| Obstacle { household: Some(household), children: children.clone(), what })
            .collect()
    }

    /// What the lead should know of how the adults of the household read.
    fn how_they_read(&self) -> Vec<Hindrance> {
        let mut all = Vec::new();
        let mut foreign: Vec<(&str, Vec<ContactId>)> = Vec::new();
        for (form, adults) in self.forms() {
            if matches!(form.format, Format::Braille | Format::TellDontWrite) {
                all.extend(
                    adults.iter().map(|adult| Hindrance::Asked { adult: adult.id, format: form.format }),
                );
            }
            let long = self.long_sentences(form);
            if form.format == Format::PlainWords && !long.is_empty() {
                let adults = adults.iter().map(|adult| adult.id).collect();
                all.push(Hindrance::LongSentences { adults, sentences: long });
            }
            // Whoever is told hears it in the language of who tells; the card says which they would rather have.
            let english = form.language.is_none() && form.format != Format::TellDontWrite;
            for adult in adults.iter().filter(|_| english) {
                let language = adult.language.trim();
                match foreign.iter_mut().find(|(other, _)| *other == language) {
                    Some((_, adults)) => adults.push(adult.id),
                    None if language.is_empty() || language.eq_ignore_ascii_case("english") => {}
                    None => foreign.push((language, vec![adult.id])),
                }
            }
        }
        all.extend(
            foreign
                .into_iter()
                .map(|(language, adults)| Hindrance::Language { adults, language: language.into() }),
        );
        all
    }

    /// The forms in which the adults of the household have the page, each with whose it is.
    pub fn forms(&self) -> Vec<(Form, Vec<&Contact>)> {
        let mut forms: Vec<(Form, Vec<&Contact>)> = Vec::new();
        for adult in self.readers() {
            let form = Form::of(adult, self.languages);
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, adults)) => adults.push(adult),
                None => forms.push((form, vec![adult])),
            }
        }
        forms.sort_by_key(|(form, _)| form.place());
        forms
    }

    /// The page in one of its forms, or the card of whoever tells it. It holds nothing that the policy does not allow
    /// this household, and is empty of words where nothing is.
    pub fn page(&self, form: Form) -> Report {
        page::page(self, form)
    }

    /// The entries whose words stand on it.
    pub fn printed(&self, form: Form) -> Vec<EntryId> {
        self.arranged(form).all().map(|standing| standing.entry.id).collect()
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
