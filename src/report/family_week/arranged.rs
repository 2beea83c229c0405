//! What is cleared for a page, section by section, and as much of it as a page holds.

use super::words::{Is, Line};
use super::{FamilyWeek, Form};
use crate::domain::child::Format;
use crate::domain::entry::{Standing, Step};
use crate::domain::phrase::long_sentence;
use crate::domain::{Kind, Week};
use crate::report::Print;

/// So many of each section stand on the card of whoever tells a family: it is looked at while one speaks.
const ON_A_CARD: usize = 3;

/// The page's sections.
#[derive(Default)]
pub(super) struct Arranged<'a> {
    pub(super) highlights: Vec<&'a Standing>,
    pub(super) routine: Vec<&'a Standing>,
    pub(super) told: Vec<&'a Standing>,
    pub(super) to_try: Vec<&'a Standing>,
    pub(super) heard: Vec<&'a Standing>,
    pub(super) next: Vec<&'a Standing>,
    /// Some did not fit.
    pub(super) more: bool,
}

impl<'a> Arranged<'a> {
    /// Everything that stands on the page.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a Standing> {
        let Arranged { highlights, routine, told, to_try, heard, next, .. } = self;
        [highlights, routine, told, to_try, heard, next].into_iter().flatten().copied()
    }
}

impl FamilyWeek<'_> {
    /// What is cleared, section by section, as much of it as a page of that form holds.
    pub(super) fn arranged(&self, form: Form) -> Arranged<'_> {
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
        let mut room = Room::of(form);
        for section in [to_try, heard, next, told, highlights, routine] {
            if form.format == Format::TellDontWrite {
                *more |= section.len() > ON_A_CARD;
                section.truncate(ON_A_CARD);
            }
            *more |= room.keep(section, |standing| self.letters(form, standing));
        }
        all
    }

    /// How many letters each line has of what an entry says on the page, with what stands before it there.
    fn letters(&self, form: Form, standing: &Standing) -> Vec<usize> {
        let lines = self.lines_of(form, &[standing.entry.child], standing);
        let in_english = form.language.map_or(0, |language| language.in_english.chars().count() + 1);
        let before = |line: &Line| if line.is == Is::Own { 0 } else { in_english };
        let mut lines: Vec<usize> =
            lines.iter().map(|line| before(line) + line.text.chars().count()).collect();
        if let (Some(Step::HeardBack { heard, childs_words, .. }), Some(last)) =
            (&standing.step, lines.last_mut())
        {
            let childs = childs_words.as_deref().unwrap_or_default();
            *last += 24 + heard.chars().count() + childs.chars().count();
        }
        lines
    }

    /// The sentences on the page that somebody wrote and that are too long for easy words, the first of each entry.
    pub(super) fn long_sentences(&self, form: Form) -> Vec<String> {
        let bank = &self.languages.bank;
        let long = |standing: &Standing| {
            let own =
                bank.pieces(standing.text().trim(), &standing.entry.phrases).into_iter().find_map(|piece| {
                    match piece {
                        crate::domain::phrase::Piece::Free(text) => long_sentence(text).map(str::to_string),
                        crate::domain::phrase::Piece::Phrase(_) => None,
                    }
                });
            own.or_else(|| match &standing.step {
                Some(Step::HeardBack { heard, .. }) if self.may_hear(standing) => {
                    long_sentence(heard).map(str::to_string)
                }
                _ => None,
            })
        };
        let mut all: Vec<String> = self.arranged(form).all().filter_map(long).collect();
        all.dedup();
        all
    }
}

/// How much of a page is left, in points.
struct Room {
    left: usize,
    /// Of a heading, of a line, and of what stands between two notes.
    heading: usize,
    line: usize,
    gap: usize,
    /// How many letters a line holds.
    width: usize,
    begun: bool,
}

impl Room {
    /// An A4 page but for its head, its foot and who the key person is. On a page in another language the title, the
    /// headings and the notes stand in English too; in large print that is the front of a sheet and its back.
    fn of(form: Form) -> Room {
        let (page, heading, line, gap, width) = match (form.print(), form.language) {
            (Print::Standard | Print::OneSide, None) => (650, 36, 15, 5, 72),
            (Print::Standard | Print::OneSide, Some(_)) => (650 - 110, 36, 15, 5, 72),
            (Print::Large, None) => (590, 53, 24, 8, 36),
            (Print::Large, Some(_)) => (2 * 590 - 240, 77, 24, 8, 36),
        };
        Room { left: page, heading, line, gap, width, begun: false }
    }

    /// Keeps as many as fit, and says whether any did not. `letters` says how many each line of an entry has.
    fn keep(&mut self, entries: &mut Vec<&Standing>, letters: impl Fn(&Standing) -> Vec<usize>) -> bool {
        let before = entries.len();
        let mut headed = false;
        entries.retain(|standing| {
            let lines = letters(standing);
            let height: usize =
                lines.iter().map(|letters| (1 + letters / self.width) * self.line + self.gap).sum();
            let height = if headed { height } else { height + self.heading };
            // The first is kept whatever its length: a page of one long note is still that family's page.
            let fits = height <= self.left || !self.begun;
            if fits {
                self.left = self.left.saturating_sub(height);
                (self.begun, headed) = (true, true);
            }
            fits
        });
        entries.len() < before
    }
}
