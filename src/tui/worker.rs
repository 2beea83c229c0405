//! The one owner of the store. It does effects one after the other and answers each.

use super::msg::{Answer, BoardRead, Effect, Msg, StatementRead, Writer};
use crate::chance::Chance;
use crate::domain::evidence::Scope;
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::practice::PracticeKind;
use crate::domain::{Change, Moment};
use crate::failure::{Failure, Result};
use crate::report::gather::{self, Asked};
use crate::store::Store;

/// How many agreed entries a statement's page lists at most: the strongest.
const LISTED: usize = 200;

/// Owns the store; runs on a thread of its own beside the loop, or inline in a test.
pub struct Worker {
    store: Store,
    chance: Chance,
    frameworks: Vec<Framework>,
    practice: Vec<PracticeKind>,
}

impl Worker {
    /// A worker for a store. Salts of PINs come from `chance`.
    pub fn new(store: Store, chance: Chance) -> Worker {
        Worker { store, chance, frameworks: Vec::new(), practice: Vec::new() }
    }

    /// Tells it the frameworks of self-evaluation and the kinds of practice record, which evidence is read by.
    pub fn know(&mut self, frameworks: Vec<Framework>, practice: Vec<PracticeKind>) {
        self.frameworks = frameworks;
        self.practice = practice;
    }

    /// The store, for tests that look at what was written.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Does one effect and says what came of it. Those that are the loop's own are answered with nothing.
    pub fn perform(&mut self, effect: Effect) -> Msg {
        Msg::Answer(self.answer(effect).unwrap_or_else(|failure| Answer::Failed(failure.to_string())))
    }

    fn answer(&mut self, effect: Effect) -> Result<Answer> {
        let said = |failure: Failure| failure.to_string();
        let store = &mut self.store;
        Ok(match effect {
            Effect::Roll => Answer::Roll(Box::new(store.roll()?), store.draft_counts()?),
            Effect::Day(room, day) => Answer::Day(room, day, Box::new(store.day(room, day)?)),
            Effect::Writer(person, room) => {
                let writer = Writer {
                    drafts: store.drafts(person)?,
                    last_talk: store.last_talk(person)?,
                    written: store.written(person)?,
                    phrase_use: room.map(|room| store.phrase_use(room)).transpose()?.unwrap_or_default(),
                };
                Answer::Writer(person, Box::new(writer))
            }
            Effect::TryPin(person, pin, now) => Answer::Pin(person, store.try_pin(person, &pin, now)?),
            Effect::SetPin(person, pin, stamp) => {
                Answer::PinSet(person, store.set_pin(person, &pin, stamp, &mut self.chance).map_err(said))
            }
            Effect::SaveDraft(draft, room, now) => {
                Answer::DraftKept(draft.id, store.save_draft(&draft, room, now).map_err(said))
            }
            Effect::DropDraft(draft) => {
                store.drop_draft(draft)?;
                Answer::Done
            }
            Effect::Apply(act, stamp, errand) => {
                Answer::Applied(errand, store.apply(&act, stamp).map_err(said))
            }
            Effect::Talk(talk) => Answer::Talk(talk, store.talk(talk)?),
            Effect::ChildEntries(child, limit) => {
                Answer::ChildEntries(child, store.child_entries(child, None, limit)?)
            }
            Effect::CloseDay(room, day, stamp, errand) => {
                let code = store.day_code()?;
                let change = Change::CloseDay { room, day, code };
                Answer::Applied(errand, store.apply(&change.into(), stamp).map_err(said))
            }
            Effect::Board(framework, scope) => {
                let read = BoardRead {
                    figures: store.board(&framework, &scope)?,
                    judged: store.judged(&framework)?,
                    on_roll: store.families_on_roll(&scope)?,
                };
                Answer::Board(framework, scope, Box::new(read))
            }
            Effect::Statement(statement, scope) => {
                let read = self.statement(&statement, &scope)?;
                Answer::Statement(statement, scope, Box::new(read))
            }
            Effect::Gaps(statement, scope) => {
                let gaps = gather::missing_families(store, &*store.shared_roll()?, &statement, &scope)?;
                Answer::Gaps(statement, scope, gaps)
            }
            Effect::Rest => {
                store.rest()?;
                Answer::Done
            }
            Effect::Redraw | Effect::Quit => Answer::Done,
        })
    }

    /// Everything of one statement: what the form says of it, and besides it what only the lead sees.
    fn statement(&self, statement: &StatementRef, scope: &Scope) -> Result<StatementRead> {
        let unknown = || Failure::refused(format!("No framework in use knows {statement}."));
        let framework = self.frameworks.iter().find(|framework| framework.id == statement.framework);
        let mut framework = framework.ok_or_else(unknown)?.clone();
        // The form of this one statement: the others' figures are not asked for.
        framework.statements.retain(|other| other.code == statement.code);
        let roll = self.store.shared_roll()?;
        let guard = gather::name_guard(&roll);
        let made = Moment { ms: 0, offset: 0 };
        let asked =
            Asked { roll: &roll, framework: &framework, practice: &self.practice, guard: &guard, made };
        let form = gather::evidence(&self.store, &asked, scope.clone())?;
        let column = form.statements.into_iter().next().ok_or_else(unknown)?;
        let mut judged = self.store.judged(&statement.framework)?;
        Ok(StatementRead {
            figures: column.figures,
            judged: judged.remove(&statement.code).unwrap_or_default(),
            strength: column.strength,
            suggested: column.suggested,
            why: column.why,
            evidence: self.store.evidence(statement, scope, LISTED)?,
            gaps: gather::missing_families(&self.store, &roll, statement, scope)?,
            draft: column.draft,
            drafted: column.drafted,
        })
    }
}
