//! Asks the record for what a report needs. Screen, print and JSON all begin here, so they show the same
//! figures and the same words.

use std::cell::{LazyCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;

use self::column::{Clearing, One};
use super::evidence_form::{EvidenceForm, WrittenFor, weeks_of};
use super::family_week::{FamilyWeek, Form, Guard};
use super::obstacle::{Hindrance, Obstacle};
use super::room_week::RoomWeek;
use super::said::Said;
use super::setting_week::{OneRoom, SettingWeek};
use super::{Names, Report};
use crate::capture::{Dictionary, Spelling};
use crate::catalog;
use crate::domain::entry::{Standing, Step};
use crate::domain::evaluation::{Evaluated, Evaluation, Rated};
use crate::domain::evidence::gaps::{families_on_roll, reasons};
use crate::domain::evidence::{self, GapFacts, Gaps, LastTalk, Scope, Unheard};
use crate::domain::framework::{Framework, RatingRow, StatementRef};
use crate::domain::practice::PracticeKind;
use crate::domain::{Child, ChildId, EntryId, HouseholdId, Kind, Moment, Phrases, Roll, RoomId, Week};
use crate::failure::Result;
use crate::store::Store;
use crate::store::ask::{Filter, Judged};

mod asked;
mod column;
pub mod edition;
mod handed_on;
mod room_day;
mod signed;

pub use asked::{asked_for, whole_record};
pub use handed_on::{complaints, due, first_reader, moving_on};
pub use room_day::{blank_sheets, handover};
pub use signed::signed;

/// How many agreed pieces a statement's draft chooses from: the strongest.
const TO_CHOOSE_FROM: usize = 60;
/// How far back a step for home is looked for that was heard back this week.
const STEP_WEEKS: u64 = 26;

/// The pages of a week and what stands in their way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamilyWeeks {
    /// The pages that may be written, in the order of the children.
    pub pages: Vec<FamilyPage>,
    /// Everything that the lead should know, in the same order.
    pub obstacles: Vec<Obstacle>,
}

/// A page that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyPage {
    /// Whose it is.
    pub household: HouseholdId,
    /// About which children, in order.
    pub children: Vec<ChildId>,
    /// In which form.
    pub form: Form,
    /// The page, or the card of whoever tells it.
    pub report: Report,
    /// The entries whose words stand on it.
    pub entries: Vec<EntryId>,
}

/// The name guard as reports use it: names of other children in words for some, as they are written, slips of
/// one letter among them. The dictionary is read only where something may be such a slip.
pub fn name_guard(roll: &Roll) -> impl Fn(&str, &[ChildId]) -> Vec<String> + '_ {
    // The same words are looked at for what stands in the way and for the page: once is enough.
    type Looked = BTreeMap<(String, Vec<ChildId>), Vec<String>>;
    let known: RefCell<Looked> = RefCell::default();
    let guard = crate::capture::guard::Guard::of(roll);
    let right = LazyCell::new(|| {
        let mut right = Spelling::default();
        right.learn(roll, &Phrases::default(), []);
        if let Some(dictionary) = Dictionary::shared(catalog::DICTIONARY) {
            right.take(dictionary);
        }
        right
    });
    move |text, children| {
        let key = (text.to_string(), children.to_vec());
        if let Some(names) = known.borrow().get(&key) {
            return names.clone();
        }
        let hits = guard.guard(text, children, Some(&|word| right.is_word(word)));
        let names: Vec<String> =
            hits.into_iter().filter_map(|hit| text.get(hit.range).map(str::to_string)).collect();
        known.borrow_mut().insert(key, names.clone());
        names
    }
}

/// The pages of the week for the families of a room, or of all rooms. `guard` finds names of others in words
/// for some children.
pub fn family_weeks(
    store: &Store,
    roll: &Roll,
    room: Option<RoomId>,
    week: Week,
    guard: Guard,
    made: Moment,
) -> Result<FamilyWeeks> {
    let entries = with_earlier_steps(store, room, week)?;
    Ok(pages(roll, room, week, &entries, guard, made))
}

/// The same from entries that are at hand.
pub fn pages(
    roll: &Roll,
    room: Option<RoomId>,
    week: Week,
    entries: &[Standing],
    guard: Guard,
    made: Moment,
) -> FamilyWeeks {
    let here: BTreeSet<ChildId> = roll
        .children
        .iter()
        .filter(|child| room.is_none_or(|room| child.room == room) && child.on_roll_in(week.period()))
        .map(|child| child.id)
        .collect();
    let mut homes: Vec<HouseholdId> = Vec::new();
    let mut children: Vec<_> = roll.children.iter().filter(|child| here.contains(&child.id)).collect();
    children.sort_by_cached_key(|child| {
        (child.first_name().to_lowercase(), child.surname.to_lowercase(), child.id)
    });
    for child in &children {
        for (_, adult) in roll.adults(child.id) {
            if !homes.contains(&adult.household) {
                homes.push(adult.household);
            }
        }
    }
    let mut all = FamilyWeeks::default();
    let names = Names::of(roll);
    for household in homes {
        let (due, obstacles) = FamilyWeek::due(roll, household, &here);
        all.obstacles.extend(obstacles);
        if due.is_empty() {
            continue;
        }
        let languages = catalog::page_languages();
        let family = FamilyWeek {
            roll,
            household,
            children: due,
            week,
            entries,
            guard,
            names: &names,
            languages,
            made,
        };
        let obstacles = family.in_the_way();
        let stopped = obstacles.iter().any(|obstacle| obstacle.what.stops());
        all.obstacles.extend(obstacles);
        let forms = if stopped { Vec::new() } else { family.forms() };
        all.pages.extend(forms.into_iter().map(|(form, _)| FamilyPage {
            household,
            children: family.children.clone(),
            form,
            report: family.page(form),
            entries: family.printed(form),
        }));
    }
    let alone = children.iter().filter(|child| roll.adults(child.id).next().is_none());
    all.obstacles.extend(alone.map(|child| Obstacle {
        household: None,
        children: vec![child.id],
        what: Hindrance::NoAdult,
    }));
    all
}

/// The room's week.
pub fn room_week<'a>(
    store: &Store,
    roll: &'a Roll,
    room: RoomId,
    week: Week,
    made: Moment,
) -> Result<RoomWeek<'a>> {
    let period = week.period();
    let all = with_earlier_steps(store, Some(room), week)?;
    let (entries, earlier): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|standing| period.holds(standing.entry.happened.day()));
    let today = made.day();
    let earlier_steps = earlier
        .into_iter()
        .filter(|standing| match &standing.step {
            Some(Step::Open) => true,
            Some(Step::HeardBack { at, .. }) => period.holds(at.day()),
            None => false,
        })
        .collect();
    let mut gaps = Vec::new();
    for day in period.from.iter_days().take(7).filter(|&day| day <= today) {
        let explained = store.day(room, day)?.gaps;
        gaps.extend(explained.into_iter().map(|(child, kind, why)| (child, day, kind, why)));
    }
    let day_code = Some(store.day_code()?);
    Ok(RoomWeek { roll, room, week, entries, earlier_steps, gaps, today, made, day_code })
}

/// The setting's week: that of each of its rooms.
pub fn setting_week<'a>(store: &Store, roll: &'a Roll, week: Week, made: Moment) -> Result<SettingWeek<'a>> {
    let due = week.period().to.min(made.day());
    let rooms = roll.rooms.iter().map(|room| {
        let follow_ups = store.day(room.id, due)?.promised.len();
        Ok(OneRoom { week: room_week(store, roll, room.id, week, made)?, follow_ups })
    });
    let (rooms, day_code) = (rooms.collect::<Result<_>>()?, Some(store.day_code()?));
    Ok(SettingWeek { roll, week, rooms, made, day_code })
}

/// The week's entries, and the steps for home given before it.
fn with_earlier_steps(store: &Store, room: Option<RoomId>, week: Week) -> Result<Vec<Standing>> {
    let period = week.period();
    let mut entries = Vec::new();
    let filter = Filter { room, from: Some(period.from), to: Some(period.to), ..Filter::default() };
    store.list(&filter, &mut |standing| {
        entries.push(standing);
        Ok(())
    })?;
    let before = Filter {
        from: period.from.checked_sub_days(Days::new(7 * STEP_WEEKS)),
        to: period.from.pred_opt(),
        kind: Some(Kind::ForHome),
        ..filter
    };
    store.list(&before, &mut |standing| {
        entries.push(standing);
        Ok(())
    })?;
    Ok(entries)
}

/// What the evidence of a framework is made from, beside the record.
pub struct Asked<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The framework.
    pub framework: &'a Framework,
    /// The kinds of practice record, which say what is restricted.
    pub practice: &'a [PracticeKind],
    /// Finds names of other families.
    pub guard: Guard<'a>,
    /// When it is asked.
    pub made: Moment,
}

/// The evidence of every statement of a framework for a scope.
pub fn evidence<'a>(store: &Store, asked: &Asked<'a>, scope: Scope) -> Result<EvidenceForm<'a>> {
    let (roll, framework) = (asked.roll, asked.framework);
    let board = store.board(&framework.id, &scope)?;
    let judged = store.judged(&framework.id)?;
    let facts = talk_facts(store, &scope)?;
    let families_on_roll = families_on_roll(roll, &scope).len() as u32;
    let clearing = Clearing { asked, names: Names::of(roll) };
    let mut no_successor = edition::among(framework, &board, &judged, &store.ratings(&framework.id)?);
    for one in &mut no_successor {
        let written = judged.get(&one.code).and_then(|judged| judged.scope.as_ref());
        let written = written.and_then(|written| WrittenFor::unless_own(written, &scope, roll));
        let here = written.is_none_or(|written| written.here);
        one.text = if here { clearing.names.hidden(&one.text, None) } else { String::new() };
    }
    let mut statements = Vec::with_capacity(framework.statements.len());
    for statement in &framework.statements {
        let figures = board.get(&statement.code).cloned().unwrap_or_else(|| evidence::Figures {
            on_roll: families_on_roll,
            ..evidence::Figures::default()
        });
        let judged = judged.get(&statement.code).cloned().unwrap_or_default();
        let one = One { store, clearing: &clearing, scope: &scope, statement };
        statements.push(one.column(figures, judged, &facts)?);
    }
    let counts = |code: &str| framework.has(code);
    let families_by_week = store.families_by_week(&framework.id, &counts, &weeks_of(&scope))?;
    let rooms = roll.rooms.iter().filter(|room| scope.rooms.is_empty() || scope.rooms.contains(&room.id));
    Ok(EvidenceForm {
        framework,
        setting: roll.setting.name.clone(),
        rooms: rooms.map(|room| room.name.clone()).collect(),
        linked_since: store.linked_since(&framework.id)?,
        told_since: store.first_day()?,
        families_on_roll,
        families_by_week,
        statements,
        no_successor,
        said: said(store, asked, &scope, &clearing.names)?,
        as_signed: false,
        scope,
        made: asked.made,
        day_code: Some(store.day_code()?),
    })
}

/// What people rated and mean to do, with every name replaced, and the last sign-off.
fn said(store: &Store, asked: &Asked, scope: &Scope, names: &Names) -> Result<Said> {
    let id = &asked.framework.id;
    let last = store.signed_off(id)?;
    let signed_off = match last {
        None => None,
        Some(last) => {
            let now = evaluation(store, asked.framework, &last.what.scope)?;
            Some(signed::sign_off(asked, &last, scope, now.said() != last.what.evaluation.said()))
        }
    };
    let areas = store.areas(id)?.into_iter().map(|stands| names.of_area(&stands.area));
    Ok(Said { ratings: store.ratings(id)?, areas: areas.collect(), signed_off })
}

/// A framework's self-evaluation as it stands: what people said of it, and the figures of a scope.
pub fn evaluation(store: &Store, framework: &Framework, scope: &Scope) -> Result<Evaluation> {
    let board = store.board(&framework.id, scope)?;
    let mut judged = store.judged(&framework.id)?;
    let ratings = store.ratings(&framework.id)?;
    let on_roll = store.families_on_roll(scope)?;
    let statements = framework.statements.iter().map(|statement| {
        let figures = board
            .get(&statement.code)
            .cloned()
            .unwrap_or_else(|| evidence::Figures { on_roll, ..evidence::Figures::default() });
        let strength = evidence::strength(&figures, statement.about, &framework.strength, scope.period.to);
        let Judged { met, text, cited, .. } = judged.remove(&statement.code).unwrap_or_default();
        Evaluated { met, text, cited, ..Evaluated::of(&statement.code, &figures, strength) }
    });
    let rated = |row: &RatingRow| Rated { row: row.code.clone(), number: ratings.get(&row.code).copied() };
    Ok(Evaluation {
        framework: framework.id.clone(),
        judges: !framework.judgements.is_empty(),
        statements: statements.collect(),
        ratings: framework.ratings.iter().map(rated).collect(),
        areas: store.areas(&framework.id)?.into_iter().map(|stands| stands.area).collect(),
    })
}

/// Which families a statement has nothing from, and why where it is known. For the lead only: it names them.
pub fn missing_families(store: &Store, roll: &Roll, statement: &StatementRef, scope: &Scope) -> Result<Gaps> {
    let reached = store.reached(statement, scope)?;
    Ok(evidence::gaps(&reached, roll, scope, &talk_facts(store, scope)?))
}

/// The families that a statement has nothing from, or with no statement those of the scope, first those with whom no
/// talk was written in its time; each with its last talk. For the lead only: it names them.
pub fn unheard(
    store: &Store,
    roll: &Roll,
    statement: Option<&StatementRef>,
    scope: &Scope,
) -> Result<Vec<Unheard>> {
    let facts = talk_facts(store, scope)?;
    let on_roll = families_on_roll(roll, scope);
    let talked = |children: &[&Child]| {
        children.iter().any(|child| facts.get(&child.id).is_some_and(|facts| facts.entries > 0))
    };
    let reached = match statement {
        Some(statement) => store.reached(statement, scope)?,
        None => on_roll.iter().filter(|(_, children)| talked(children)).map(|(family, _)| *family).collect(),
    };
    let missing = reasons(&reached, roll, scope, &facts);
    let mut last = BTreeMap::new();
    for child in on_roll.values().flatten() {
        last.extend(store.last_talk_about(child.id)?.map(|talk| (child.id, LastTalk::of(&talk))));
    }
    Ok(evidence::unheard(&missing, statement.is_none(), roll, scope, &last))
}

fn talk_facts(store: &Store, scope: &Scope) -> Result<BTreeMap<ChildId, GapFacts>> {
    let facts = store.talk_facts(scope)?.into_iter();
    Ok(facts
        .map(|(child, facts)| {
            let entries = facts.entries.saturating_sub(facts.no_talk);
            (child, GapFacts { entries, no_talk: facts.no_talk, someone_else: facts.someone_else })
        })
        .collect())
}

#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod drafts_tests;
#[cfg(test)]
mod drawn_tests;
#[cfg(test)]
mod figures_tests;
#[cfg(test)]
mod tests;
