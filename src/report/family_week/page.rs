//! The laying out of a family's page, in whatever form it is read.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::arranged::Arranged;
use super::words::{Is, Line};
use super::{FamilyWeek, Form, dates, possessive};
use crate::domain::child::Format;
use crate::domain::entry::{Standing, Step};
use crate::domain::phrase::PageWords;
use crate::domain::{Child, ChildId, Contact, Day, Period, day};
use crate::report::{Paragraph, Report, Style};

pub(super) fn page(family: &FamilyWeek, form: Form) -> Report {
    Page { family, form, words: form.words(&family.languages.english) }.report()
}

struct Page<'a> {
    family: &'a FamilyWeek<'a>,
    form: Form,
    words: &'static PageWords,
}

impl Page<'_> {
    fn report(&self) -> Report {
        let FamilyWeek { roll, week, made, .. } = self.family;
        let period = week.period();
        let children: Vec<&Child> =
            self.family.children.iter().filter_map(|&child| roll.child(child)).collect();
        let firsts: Vec<String> = children.iter().map(|child| child.first_name().to_string()).collect();
        let room = children.first().and_then(|child| roll.room(child.room)).map_or("", |room| &room.name);
        let readers: Vec<&Contact> = self
            .family
            .forms()
            .into_iter()
            .find(|(form, _)| *form == self.form)
            .map_or(vec![], |(_, who)| who);
        let adults: Vec<String> = readers.iter().map(|adult| adult.name.clone()).collect();
        let key_persons: BTreeSet<&str> = children
            .iter()
            .filter_map(|child| roll.key_person(child.id, false, period.to))
            .map(|person| person.first_name())
            .collect();
        let said = |words: &PageWords, text: &str, who: &str| {
            let children = words.list(&firsts);
            let marks = [
                ("{whose}", possessive(&children)),
                ("{children}", children),
                ("{room}", room.to_string()),
                ("{adults}", words.list(&adults)),
                ("{who}", who.to_string()),
            ];
            set(text, &marks)
        };
        let own = |text: &str| said(self.words, text, "");
        let mut report = Report::new(own(&self.words.title), self.dates(period), *made);
        report.about = own(&self.words.about);
        report.for_whom = own(&self.words.for_whom);
        report.print = self.form.print();
        report.tongue = self.form.tongue();
        let english = &self.family.languages.english.page;
        if self.unchecked() {
            let title = said(english, &english.title, "");
            report.note(Paragraph::new().quiet(format!("{title}, {}", dates(period))));
        }
        if self.form.format == Format::TellDontWrite {
            for adult in readers.iter().filter(|adult| is_foreign(&adult.language)) {
                report.note(format!("{} would rather speak {}.", adult.name, adult.language.trim()));
            }
        }
        self.fill(&mut report);
        if let [one] = key_persons.iter().collect::<Vec<_>>()[..] {
            report.paragraph(Paragraph::new().quiet(said(self.words, &self.words.key_person, one)));
        }
        report
    }

    fn fill(&self, report: &mut Report) {
        let arranged = self.family.arranged(self.form);
        let not_checked = self.unchecked()
            || arranged
                .all()
                .any(|one| self.family.lines(self.form, one).iter().any(|line| line.is == Is::Beside));
        let Arranged { highlights, routine, told, to_try, heard, next, more } = arranged;
        let english = &self.family.languages.english.page;
        if !highlights.is_empty() {
            self.heading(report, &self.words.noticed, &english.noticed);
            self.entries(report, &highlights);
        }
        // What a phrase says the family told at drop-off or we saw at lunch: it stands under neither's heading.
        if !routine.is_empty() {
            self.heading(report, &self.words.day_by_day, &english.day_by_day);
            for line in self.day_by_day(&routine) {
                report.paragraph(line.paragraph(self.form));
            }
        }
        if !told.is_empty() {
            self.heading(report, &self.words.told, &english.told);
            self.entries(report, &told);
        }
        if !to_try.is_empty() || !heard.is_empty() {
            match to_try.is_empty() {
                true => self.heading(report, &self.words.tried, &english.tried),
                false => self.heading(report, &self.words.to_try, &english.to_try),
            }
            self.entries(report, &to_try);
            heard.iter().for_each(|standing| self.heard(report, standing));
        }
        if !next.is_empty() {
            self.heading(report, &self.words.next_week, &english.next_week);
            for standing in next {
                let due = standing.entry.follow_up.map(|due| self.due(due)).unwrap_or_default();
                self.entry(report, due, self.family.lines_of(self.form, &[standing.entry.child], standing));
            }
        }
        if more {
            report.note(self.words.more.as_str());
            if self.unchecked() {
                report.note(self.english(&english.more));
            }
        }
        if let Some(language) = self.form.language.filter(|_| not_checked) {
            report.note(language.not_checked.as_str());
            let beside = format!(
                "Nobody has checked these words in {} yet, so the English stands beside them.",
                language.english
            );
            report.note(self.english(&beside));
        }
    }

    /// Whether the page's own words are in a language in which nobody has checked them.
    fn unchecked(&self) -> bool {
        self.form.language.is_some_and(|language| !language.checked())
    }

    /// English words that stand beside others.
    fn english(&self, text: &str) -> Paragraph {
        Line { text: text.to_string(), is: Is::Beside }.paragraph(self.form)
    }

    fn heading(&self, report: &mut Report, own: &str, english: &str) {
        let both = || format!("{own} · {english}");
        report.heading(1, if self.unchecked() { both() } else { own.to_string() });
    }

    /// A line each; one talk about brothers and sisters is told once.
    fn entries(&self, report: &mut Report, entries: &[&Standing]) {
        for (index, standing) in entries.iter().enumerate() {
            let same = |other: &&&Standing| {
                other.entry.talk == standing.entry.talk && other.text().trim() == standing.text().trim()
            };
            if entries.iter().take(index).any(|other| same(&other)) {
                continue;
            }
            let children: Vec<ChildId> = entries.iter().filter(same).map(|other| other.entry.child).collect();
            let lines = self.family.lines_of(self.form, &children, standing);
            self.entry(report, self.when(standing.entry.happened.day()), lines);
        }
    }

    fn entry(&self, report: &mut Report, when: String, lines: Vec<Line>) {
        let mut when = Some(when);
        for line in lines {
            report.entry(when.take().unwrap_or_default(), "", line.paragraph(self.form));
        }
    }

    /// A step that was tried, and what the family told of it: their words, as they are.
    fn heard(&self, report: &mut Report, standing: &Standing) {
        let Some(Step::HeardBack { heard, childs_words, .. }) = &standing.step else { return };
        let lines = self.family.lines_of(self.form, &[standing.entry.child], standing);
        let last_time = format!("{} ", self.words.last_time);
        let mut told = Paragraph::new();
        for (index, line) in lines.iter().enumerate() {
            let lead = if index == 0 { last_time.as_str() } else { "" };
            let words = line.paragraph(self.form);
            told.0.extend(Paragraph::new().quiet(lead).0.into_iter().chain(words.0));
            if self.form.language.is_some() {
                report.paragraph(std::mem::take(&mut told));
            }
        }
        let before = if told.0.is_empty() { "" } else { " " };
        let in_english = self.form.language.map(|language| format!("({}) ", language.in_english));
        let you_told = format!("{before}{} {}", self.words.you_told_us, in_english.unwrap_or_default());
        told = told.quiet(you_told).plain(heard.trim());
        if let Some(childs) = childs_words.as_deref().filter(|words| !words.trim().is_empty()) {
            told = told.and(Style::Quotation, format!(" “{}”", childs.trim()));
        }
        report.paragraph(told);
    }

    /// What a phrase says on most days, in a line: `Mon and Wed: Ate everything. Tue, Ava: Slept 40 minutes.` Then the
    /// same in English of what nobody wrote or nobody checked in the page's language.
    fn day_by_day(&self, routine: &[&Standing]) -> Vec<Line> {
        let (mut own, mut english) = (Days::default(), Days::default());
        for standing in routine {
            let lines = self.family.lines(self.form, standing);
            let said: Vec<&str> =
                lines.iter().filter(|line| line.is == Is::Own).map(|line| line.text.as_str()).collect();
            let day = standing.entry.happened.day();
            let who = |text: &str| self.family.of_whom(self.form, &[standing.entry.child], text);
            if !said.is_empty() {
                let said = said.join(" ");
                own.add(who(&said), said, self.day(day));
            }
            if lines.iter().any(|line| line.is != Is::Own) {
                let text = standing.text().trim().to_string();
                english.add(who(&text), text, day.format("%a").to_string());
            }
        }
        let words = &self.family.languages.english.page;
        [(own.said(self.words), Is::Own), (english.said(words), Is::English)]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, is)| Line { text, is })
            .collect()
    }

    /// `Mon`
    fn day(&self, on: Day) -> String {
        let place = on.weekday().num_days_from_monday() as usize;
        let own = self.form.language.and_then(|language| language.days.get(place).cloned());
        own.unwrap_or_else(|| on.format("%a").to_string())
    }

    /// `Mon 16 Nov`; in other languages without the month, which stands above.
    fn when(&self, on: Day) -> String {
        match self.form.language {
            Some(_) => format!("{} {}", self.day(on), on.day()),
            None => on.format("%a %-d %b").to_string(),
        }
    }

    fn due(&self, on: Day) -> String {
        if self.form.language.is_some() { self.when(on) } else { day::short(on) }
    }

    /// `16 to 22 November 2026`
    fn dates(&self, period: Period) -> String {
        let Some(language) = self.form.language else { return dates(period) };
        let month = |day: Day| language.months.get(day.month0() as usize).cloned().unwrap_or_default();
        let (from, to) = (period.from, period.to);
        let first = match (from.year(), from.month()) == (to.year(), to.month()) {
            true => format!("{}–", from.day()),
            false => format!("{} {} – ", from.day(), month(from)),
        };
        format!("{first}{} {} {}", to.day(), month(to), to.year())
    }
}

/// What was said on which days, of whom.
#[derive(Default)]
struct Days(Vec<(String, String, Vec<String>)>);

impl Days {
    fn add(&mut self, who: String, text: String, day: String) {
        match self.0.iter_mut().find(|(of, words, _)| *of == who && *words == text) {
            Some((_, _, days)) if !days.contains(&day) => days.push(day),
            Some(_) => {}
            None => self.0.push((who, text, vec![day])),
        }
    }

    fn said(self, words: &PageWords) -> String {
        let line = |(who, text, days): (String, String, Vec<String>)| {
            let who = if who.is_empty() { who } else { format!(", {who}") };
            format!("{}{who}: {text}", words.list(&days))
        };
        self.0.into_iter().map(line).collect::<Vec<_>>().join(" ")
    }
}

/// Words with what stands for each mark in braces. What is put in is not looked at again: it may be anybody's name.
fn set(words: &str, marks: &[(&str, String)]) -> String {
    let (mut out, mut rest) = (String::new(), words);
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match marks.iter().find_map(|(mark, with)| Some((from.strip_prefix(mark)?, with))) {
            Some((after, with)) => {
                out.push_str(with);
                rest = after;
            }
            None => {
                out.push('{');
                rest = from.strip_prefix('{').unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_foreign(language: &str) -> bool {
    let language = language.trim();
    !language.is_empty() && !language.eq_ignore_ascii_case("english")
}
