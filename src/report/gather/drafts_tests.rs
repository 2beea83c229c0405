//! The sixteen drafts of the made-up nursery, printed in `docs/drafts.md` with the entries that they cite, and each
//! of their numbers found again by looking through the record one entry at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::catalog::Catalog;
use crate::catalog::demo::DemoWords;
use crate::chance::Chance;
use crate::demo::{Nursery, Plan, WORDS};
use crate::domain::Period;
use crate::domain::evidence::thousands;
use crate::domain::{Day, Time, day};
use crate::paths::Home;
use crate::store::ask::Filter;
use crate::store::files;
use crate::store::vault::{self, Cost, Words};

pub(super) const FRAMEWORK: &str = "partnership-with-parents";

/// What a plain look through the record finds for a statement.
#[derive(Default)]
struct Found {
    entries: u32,
    families: BTreeSet<ChildId>,
    family_words: u32,
    childs_words: u32,
    changed: u32,
    last: Option<Day>,
}

impl Found {
    fn add(&mut self, day: Day, families: impl IntoIterator<Item = ChildId>, said: [bool; 2], changed: bool) {
        self.entries += 1;
        self.families.extend(families);
        self.family_words += u32::from(said[0]);
        self.childs_words += u32::from(said[1]);
        self.changed += u32::from(changed);
        self.last = self.last.max(Some(day));
    }
}

pub(super) fn demo(folder: &std::path::Path, catalog: &Catalog, now: Moment) -> Store {
    let home = Home::at(folder.join("home"));
    files::private_folder(home.folder()).unwrap();
    let mut chance = Chance::Machine;
    let (key, _) = vault::create_with(&home, &mut chance, &Words::parse(WORDS).unwrap(), Cost::TEST).unwrap();
    let mut store = Store::create(&home, &key, &mut chance).unwrap();
    let plan = Plan { weeks: 12, entries: None, seed: 1, now };
    store.apply_bulk(Nursery::new(plan, catalog, &DemoWords::shipped().unwrap()).acts()).unwrap();
    store
}

/// Each entry and each practice record looked at once, with nothing that the roll-up keeps.
fn look_through(store: &Store, roll: &Roll, period: Period) -> BTreeMap<String, Found> {
    let families = roll.families();
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let codes = |shows: &[crate::domain::entry::Shown]| -> BTreeMap<String, bool> {
        let mut codes = BTreeMap::new();
        for shown in shows.iter().filter(|shown| shown.statement.framework == FRAMEWORK) {
            *codes.entry(shown.statement.code.clone()).or_default() |= shown.changed;
        }
        codes
    };
    let filter = Filter { from: Some(period.from), to: Some(period.to), ..Filter::default() };
    let mut look = |standing: Standing| {
        let heard = match &standing.step {
            Some(Step::HeardBack { childs_words, led_to_change, .. }) => {
                Some((childs_words.as_deref().is_some_and(|words| !words.trim().is_empty()), *led_to_change))
            }
            _ => None,
        };
        let said = [!standing.family_words().is_empty(), heard.is_some_and(|(childs, _)| childs)];
        let by_itself = heard.is_some_and(|(_, led)| led) || standing.follow_up_done.is_some();
        if !standing.entry.private {
            for (code, changed) in codes(standing.shows()) {
                let family = families.get(&standing.entry.child).copied();
                found.entry(code).or_default().add(
                    standing.entry.happened.day(),
                    family,
                    said,
                    changed || by_itself,
                );
            }
        }
        Ok(())
    };
    store.list(&filter, &mut look).unwrap();
    let records = store.practices(period).unwrap();
    let counts = records.iter().filter(|stands| !stands.waits && !stands.practice.restricted);
    for record in counts.map(|stands| &stands.practice) {
        for (code, changed) in codes(&record.shows) {
            let reached = record.children.iter().filter_map(|child| families.get(child)).copied();
            let said = [!record.family_words.is_empty(), false];
            found.entry(code).or_default().add(record.day, reached, said, changed);
        }
    }
    found
}

/// A draft without what it quotes and without its marks.
fn ours(draft: &str) -> String {
    let mut text = String::new();
    let mut outside = true;
    for letter in draft.chars() {
        match letter {
            '“' | '[' => outside = false,
            '”' | ']' => outside = true,
            letter if outside => text.push(letter),
            _ => {}
        }
    }
    text
}

/// The numbers in it, written in digits or in words from two on (`one family said` is no count).
fn numbers(text: &str) -> BTreeSet<String> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    text.split(|letter: char| !letter.is_alphanumeric() && letter != ',')
        .map(|word| word.trim_matches(','))
        .filter_map(|word| match WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)) {
            Some(at) => Some((at + 2).to_string()),
            None => word.chars().next().is_some_and(|first| first.is_ascii_digit()).then(|| word.to_string()),
        })
        .collect()
}

fn page(form: &EvidenceForm) -> String {
    let period = form.scope.period;
    let mut page = format!(
        "# Drafts\n\nWhat the program drafts for the evidence column of *{}*, on the made-up nursery that\n\
         `doorstep demo --today {}` makes: {} to {}, {} families. Nobody edited a word. Under\n\
         each draft stand the entries that it cites, as they leave the room. A test makes this page, and finds each\n\
         number of each draft by looking through the record one entry at a time.\n",
        form.framework.title,
        form.made.day(),
        day::long(period.from),
        day::long(period.to),
        form.families_on_roll,
    );
    for column in &form.statements {
        let statement = column.statement;
        page += &format!(
            "\n## {} {}\n\n{}\n\n> {}\n",
            statement.code, statement.title, statement.says, column.draft
        );
        page += "\n";
        for cited in &column.cited {
            let kind = match &cited.kind {
                Some(Ok(kind)) => kind.label().to_lowercase(),
                Some(Err(code)) => code.replace('-', " "),
                None => String::new(),
            };
            let day = cited.day.map(day::short).unwrap_or_default();
            let of = if cited.child.is_empty() { String::new() } else { format!("{}, ", cited.child) };
            let words = cited.words.as_ref().map_or_else(|why| why.clone(), Clone::clone);
            page += &format!("{}. {of}{kind}, {day}: {words}\n", cited.number);
        }
        page +=
            &format!("\nSuggested {}: {}\n", column.suggested.as_deref().unwrap_or("nothing"), column.why);
    }
    page
}

#[test]
fn every_number_of_every_draft_is_found_in_the_record_and_the_page_of_drafts_is_current() {
    let today = Day::from_ymd_opt(2026, 11, 24).unwrap();
    let now = Moment::at(today, Time::from_hms_opt(18, 30, 0).unwrap(), 0);
    let catalog = Catalog::shipped().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = demo(folder.path(), &catalog, now);
    let roll = store.roll().unwrap();
    let framework = catalog.framework(FRAMEWORK).unwrap();
    let guard = name_guard(&roll);
    let asked = Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made: now };
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(today) };
    let form = evidence(&store, &asked, scope.clone()).unwrap();
    let found = look_through(&store, &roll, scope.period);
    assert_eq!(form.statements.len(), 16);
    let on_roll = roll.children.iter().filter(|child| child.on_roll_in(scope.period));
    let on_roll =
        on_roll.filter_map(|child| roll.families().get(&child.id).copied()).collect::<BTreeSet<_>>();
    for column in &form.statements {
        let found = &found[&column.statement.code];
        let missing = on_roll.difference(&found.families).count() as u32;
        let plain: BTreeSet<String> = [
            found.entries,
            found.families.len() as u32,
            on_roll.len() as u32,
            found.family_words,
            found.childs_words,
            found.changed,
            found.last.map_or(0, |last| chrono::Datelike::day(&last)),
            missing,
            column.gaps.someone_else,
            column.gaps.just_started,
        ]
        .into_iter()
        .map(thousands)
        .collect();
        let opening = column.statement.opening.as_deref().unwrap_or_default().trim_end_matches('.');
        let draft = ours(&column.draft);
        let said = numbers(draft.strip_prefix(opening).unwrap_or(&draft));
        let strange: Vec<_> = said.difference(&plain).collect();
        assert!(strange.is_empty(), "{strange:?} of {} in: {draft}", column.statement.code);
        assert!(said.len() > 1, "{draft}");
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/drafts.md");
    if crate::paths::variable("DOORSTEP_RENEW").is_some() {
        std::fs::write(file, page(&form)).unwrap();
    }
    assert!(
        std::fs::read_to_string(file).unwrap_or_default() == page(&form),
        "docs/drafts.md is old: DOORSTEP_RENEW=1 cargo test --lib drafts renews it"
    );
}
