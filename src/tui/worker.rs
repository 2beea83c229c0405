//! The one owner of the store. It does effects one after the other and answers each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::key_card::key_parts;
use super::machine::Machine;
use super::meanwhile::{Hand, Job};
use super::msg::{Answer, Behind, BoardRead, Effect, Known, Msg, Writer};
use crate::chance::Chance;
use crate::clock::{self, Uptime};
use crate::domain::framework::Framework;
use crate::domain::practice::PracticeKind;
use crate::domain::retention::Kept;
use crate::domain::{Change, Moment, PersonId};
use crate::failure::{Failure, Result};
use crate::leaving::sticks::{Stick, Sticks};
use crate::own;
use crate::paths::Home;
use crate::report::gather;
use crate::report::key_card::KeyPart;
use crate::settings::Settings;
use crate::store::ask::{Holder, PinTry};
use crate::store::window::{self, Taken, Window};
use crate::store::{Store, files, vault};

mod due;
mod evidence;
mod form;
mod handing;
mod listed;
mod records;
mod requests;
mod weekly;

/// The keys of the door, as this machine has them.
fn keys(home: &Home) -> Vec<KeyPart> {
    key_parts(&Machine::read(home).keys)
}

/// Owns the store; runs on a thread of its own beside the loop, or inline in a test.
pub struct Worker {
    home: Home,
    store: Option<Store>,
    chance: Chance,
    frameworks: Vec<Framework>,
    practice: Vec<PracticeKind>,
    kept: Vec<Kept>,
    sticks: Sticks,
    /// How long the machine has been up, by a clock that nobody can set.
    up: fn() -> Option<u64>,
    /// The line of the log at which the roll was read last.
    roll_at: Option<u64>,
    /// The files that are being handed out.
    run: Option<handing::Run>,
    /// Who does the jobs that go on meanwhile; without one they are done at once.
    meanwhile: Option<Hand>,
    /// That no other window has the record.
    window: Option<Window>,
    /// The room that this machine stands in, for whoever opens another window.
    room: Option<String>,
    only_reads: bool,
}

impl Worker {
    /// A worker for the record in that home, open or still to be opened with the room words. Salts of PINs
    /// come from `chance`.
    pub fn new(home: Home, store: Option<Store>, chance: Chance) -> Worker {
        Worker {
            home,
            store,
            chance,
            frameworks: Vec::new(),
            practice: Vec::new(),
            kept: Vec::new(),
            sticks: Sticks::Machine,
            up: clock::up,
            roll_at: None,
            run: None,
            meanwhile: None,
            window: None,
            room: None,
            only_reads: false,
        }
    }

    /// Has jobs that look at the whole record done by that hand, so that nothing waits for them.
    pub fn hire(&mut self, hand: Hand) {
        self.meanwhile = Some(hand);
    }

    /// Stops them: once this returns, nothing is heard of them any more.
    pub fn stop_meanwhile(&self) {
        if let Some(hand) = &self.meanwhile {
            hand.stop();
        }
    }

    /// Has them let go of the record, and says which there were.
    #[cfg(test)]
    pub fn put_meanwhile_aside(&self) -> Vec<Job> {
        self.meanwhile.as_ref().map(Hand::put_aside).unwrap_or_default()
    }

    /// Tells it what evidence and reports are made by: the frameworks of self-evaluation, the kinds of practice record,
    /// how long things are kept.
    pub fn know(&mut self, frameworks: Vec<Framework>, practice: Vec<PracticeKind>, kept: Vec<Kept>) {
        self.frameworks = frameworks;
        self.practice = practice;
        self.kept = kept;
    }

    /// Takes the record for this window, where no other has it; else who has it. Where that can't be seen nobody is kept
    /// waiting for it.
    pub fn take_window(&mut self, now: Moment, room: Option<String>) -> Option<Option<Holder>> {
        self.room = room;
        match Window::take(&self.home, now, self.room.clone()) {
            Ok(Taken::Ours(window)) => self.window = Some(window),
            Ok(Taken::Others(holder)) => return Some(holder),
            Err(_) => {}
        }
        None
    }

    /// Asks the window that has the record for it. Whether it gave way.
    fn take_over(&mut self, now: Moment) -> Result<bool> {
        match Window::ask(&self.home, now, self.room.clone(), window::PATIENCE)? {
            Taken::Ours(window) => self.window = Some(window),
            Taken::Others(_) => return Ok(false),
        }
        Ok(true)
    }

    /// Tells other windows who is signed in here. Where that can't be written they are told less.
    fn says(&mut self, who: Option<PersonId>) {
        let roll = self.store.as_ref().and_then(|store| store.shared_roll().ok());
        let who = who.zip(roll).and_then(|(who, roll)| Some(roll.person(who)?.initials.clone()));
        if let Some(window) = &mut self.window {
            let _ = window.signed_in(who);
        }
    }

    /// Says which sticks are in, in the machine's place.
    #[cfg(test)]
    pub fn plug(&mut self, sticks: Vec<std::path::PathBuf>) {
        self.sticks = Sticks::These(sticks);
    }

    /// Leaves how long the machine has been up to the tests' own clock, which only counts forward where they say so.
    #[cfg(test)]
    pub fn forget_uptime(&mut self) {
        self.up = || None;
    }

    /// The store, for tests that look at what was written.
    #[cfg(test)]
    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("the store is open")
    }

    /// Opens the record: several lines are the recovery sheet's, one line is the room words.
    fn unlock(&mut self, typed: &str) -> Result<()> {
        let key = if typed.trim().contains('\n') {
            vault::open_with_sheet(&self.home, &vault::Sheet::parse(typed)?)?
        } else {
            vault::open_with_words(&self.home, &vault::Words::parse(typed.trim())?)?
        };
        self.open(&key)
    }

    /// The same with a key file.
    fn unlock_with(&mut self, file: &Path) -> Result<()> {
        let key = vault::open_with_key_file(&self.home, &vault::KeyFile::read(file)?)?;
        self.open(&key)
    }

    /// The first stick that is in with a key file on it, and the key file.
    fn key_file(&self) -> Option<(Stick, PathBuf)> {
        let sticks = self.sticks.found().into_iter();
        sticks.filter_map(|stick| Some((stick.clone(), stick.file(vault::KeyFile::NAME)?))).next()
    }

    fn open(&mut self, key: &vault::Key) -> Result<()> {
        let mut store = Store::open(&self.home, key)?;
        store.hold_room();
        store.heed_clock(Uptime::Machine);
        self.store = Some(store);
        Ok(())
    }

    /// Takes a framework into use, or out of it, and says how things stand.
    fn put_in_use(&mut self, id: &str, used: bool) -> Result<Known> {
        let (catalog, wrong) = own::put_in_use(&self.home, id, used)?;
        let (used, unused) = (catalog.in_use().to_vec(), catalog.not_in_use().to_vec());
        let known = Known { used, unused, wrong };
        self.know(catalog.frameworks, catalog.practice, catalog.retention);
        Ok(known)
    }

    /// Who is who, where another window changed it since it was read here: whoever was let go there is let go here, before
    /// anything more is done for them.
    pub fn news(&mut self) -> Option<Msg> {
        // Where the record can't be read, the effect that is to be done says so.
        let changed = self.store.as_ref()?.roll_changed().ok()?;
        (changed > self.roll_at?).then(|| self.perform(Effect::Roll))
    }

    /// Does one effect and says what came of it. Those that are the loop's own are answered with nothing.
    pub fn perform(&mut self, effect: Effect) -> Msg {
        Msg::Answer(self.answer(effect).unwrap_or_else(|failure| Answer::Failed(failure.to_string())))
    }

    fn answer(&mut self, effect: Effect) -> Result<Answer> {
        let said = |failure: Failure| failure.to_string();
        if let Effect::Unlock(words) = &effect {
            return Ok(Answer::Unlocked(self.unlock(words).map_err(said)));
        }
        if let Effect::UnlockWith(file) = &effect {
            return Ok(Answer::Unlocked(self.unlock_with(file).map_err(said)));
        }
        if let Effect::Remember(choice) = &effect {
            Settings::remember(&self.home, choice)?;
            return Ok(Answer::Remembered(Machine::read(&self.home).amiss));
        }
        if let Some(refused) = refused(&effect).filter(|_| self.only_reads) {
            return refused;
        }
        let effect = match effect {
            Effect::HandOut(handout, stamp) => return Ok(self.hand_out(*handout, stamp)),
            effect => effect,
        };
        match &effect {
            Effect::HandOn => return Ok(self.hand_on()),
            Effect::StopHanding => return Ok(self.stop_handing()),
            Effect::Sticks => return Ok(Answer::Sticks(self.sticks.found())),
            Effect::FindKeyFile => return Ok(Answer::KeyFile(self.key_file())),
            Effect::StopMeanwhile => {
                self.stop_meanwhile();
                return Ok(Answer::Done);
            }
            Effect::PutDown(path, text) => {
                let put = files::write_private(path, text.as_bytes());
                return Ok(Answer::PutDown(put.map(|()| path.display().to_string()).map_err(said)));
            }
            Effect::TakeOver(now) => return Ok(Answer::TakenOver(self.take_over(*now)?)),
            Effect::GiveWay => {
                self.window = None;
                return Ok(Answer::Done);
            }
            Effect::OnlyRead => {
                self.only_reads = true;
                return Ok(Answer::Done);
            }
            Effect::SignedOut => {
                self.says(None);
                return Ok(Answer::Done);
            }
            _ => {}
        }
        let Some(store) = &mut self.store else {
            return Err(Failure::refused("The log is not open yet."));
        };
        Ok(match effect {
            Effect::Staff | Effect::Roll => {
                self.roll_at = Some(store.roll_changed()?);
                let roll = if matches!(effect, Effect::Staff) { store.staff()? } else { store.roll()? };
                let mut pins = BTreeSet::new();
                for person in &roll.people {
                    if store.has_pin(person.id)? {
                        pins.insert(person.id);
                    }
                }
                Answer::Roll(Box::new(roll), store.draft_counts()?, pins)
            }
            Effect::Day(room, day) => Answer::Day(room, day, Box::new(store.day(room, day)?)),
            Effect::Late(room, period, known) => {
                let (phrases, frameworks) = *known;
                Answer::Late(room, evidence::late(store, room, period, &phrases, &frameworks)?)
            }
            Effect::Writer(person, room) => {
                let before = store.set_aside(person)?;
                let writer = Writer {
                    drafts: store.drafts(person)?,
                    set_aside: store.set_aside(person)?.saturating_sub(before),
                    last_talk: store.last_talk(person)?,
                    last_said: store.last_said(person)?,
                    written: store.written(person)?,
                    phrase_use: room.map(|room| store.phrase_use(room)).transpose()?.unwrap_or_default(),
                    phrases: store.phrases()?,
                    requests: requests::waiting(store, person)?,
                };
                Answer::Writer(person, Box::new(writer))
            }
            Effect::TryPin(person, pin, now) => {
                let tried = store.try_pin(person, &pin, now, (self.up)())?;
                if matches!(tried, PinTry::Right(_)) {
                    self.says(Some(person));
                }
                Answer::Pin(person, tried)
            }
            Effect::TrySecond(person, pin, now) => {
                Answer::Pin(person, store.try_pin(person, &pin, now, (self.up)())?)
            }
            Effect::News => Answer::Done,
            Effect::WrongTries(now) => Answer::WrongTries(store.wrong_tries(now)?),
            Effect::SetPin(person, pin, stamp) => {
                Answer::PinSet(person, store.set_pin(person, &pin, stamp, &mut self.chance).map_err(said))
            }
            Effect::OneUse(person, stamp) => {
                Answer::OneUse(person, store.one_use(person, stamp, &mut self.chance).map_err(said))
            }
            Effect::LetGo(person, stamp) => {
                let reader = stamp.person.unwrap_or(person);
                let gone = store.let_go(person, stamp).and_then(|()| store.leaver(person, reader));
                Answer::LetGo(gone.map(Box::new).map_err(said))
            }
            Effect::SaveDraft(draft, room, now) => {
                let kept = store.save_draft(&draft, room, now).map(|()| store.space());
                Answer::DraftKept(draft.id, kept.map_err(said))
            }
            Effect::DropDraft(draft) => {
                store.drop_draft(draft)?;
                Answer::Done
            }
            Effect::Apply(act, stamp, errand) => {
                Answer::Applied(errand, store.apply(&act, stamp).map_err(said))
            }
            Effect::Talk(talk) => Answer::Talk(talk, store.talk(talk)?),
            Effect::ChildEntries(child, before, limit) => {
                Answer::ChildEntries(child, before, store.child_entries(child, before, limit)?)
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
                    pinned: store.pinned()?,
                    since: store.first_day()?,
                    recorded: store.recorded_frameworks()?,
                };
                Answer::Board(framework, scope, Box::new(read))
            }
            Effect::Statement(statement, scope, cited) => {
                let kinds = (self.frameworks.as_slice(), self.practice.as_slice());
                let read = evidence::statement(store, kinds, &statement, &scope, cited)?;
                Answer::Statement(statement, scope, Box::new(read))
            }
            Effect::Behind(behind) => {
                let Behind { statement, scope, opened, after, limit } = behind.as_ref();
                let rows = store.behind(statement, scope, opened, after.as_ref(), *limit)?;
                Answer::Behind(behind, rows)
            }
            Effect::Evaluation(framework, scope) => {
                let read = evidence::evaluation(store, &self.frameworks, &framework, &scope)?;
                Answer::Evaluation(framework, scope, Box::new(read))
            }
            Effect::Gaps(statement, scope) => {
                let gaps = gather::missing_families(store, &*store.shared_roll()?, &statement, &scope)?;
                Answer::Gaps(statement, scope, gaps)
            }
            Effect::Unheard(statement, scope) => {
                let list = gather::unheard(store, &*store.shared_roll()?, statement.as_ref(), &scope)?;
                Answer::Unheard(statement, scope, list)
            }
            Effect::PutInUse(id, used) => Answer::Frameworks(self.put_in_use(&id, used).map_err(said)),
            Effect::Week(room, week, whom, now) => {
                Answer::Week(room, week, whom, Box::new(weekly::read(store, room, week, whom, now)?))
            }
            Effect::Form(of, now) => {
                let kinds = form::Kinds { frameworks: &self.frameworks, practice: &self.practice };
                Answer::Form(Box::new(kinds.read(store, &of, now)?), of)
            }
            Effect::Report(of, now) => {
                let keys = keys(&self.home);
                let terms = own::terms(&self.home, &self.kept);
                let kinds = listed::Kinds { practice: &self.practice, kept: &self.kept, terms, keys };
                let read = kinds.read(store, &of, now).map(Box::new).map_err(said);
                Answer::Report(of, read)
            }
            Effect::Requests(person, now) => {
                Answer::Requests(person, requests::list(store, &self.practice, person, now).map_err(said))
            }
            Effect::Request(person, id, now) => {
                Answer::Request(id, Box::new(requests::read(store, &self.practice, (person, id), now)?))
            }
            Effect::Record(person, id, now) => {
                let made = requests::record(store, &self.practice, (person, id), now);
                Answer::Record(id, made.map(Box::new).map_err(said))
            }
            Effect::Unseen(person, now) => {
                Answer::Unseen(person, due::unseen(store, &own::terms(&self.home, &self.kept), person, now)?)
            }
            Effect::Due(person, now) => {
                let terms = own::terms(&self.home, &self.kept);
                let read = due::list(store, &self.practice, terms, person, now);
                if read.is_ok() && !self.only_reads {
                    store.look_at_due(person, now.day())?;
                }
                Answer::Due(person, read.map(Box::new).map_err(said))
            }
            Effect::Erasing(person, subject, today) => {
                let read = due::erasing(store, &self.practice, (person, subject), today);
                Answer::Erasing(subject, read.map(Box::new).map_err(said))
            }
            Effect::Exported(person, before, limit) => {
                Answer::Exported(person, before, store.exported(person, before, limit)?)
            }
            Effect::ChildFigures(child, today) => {
                Answer::ChildFigures(child, Box::new(store.child_figures(child, today)?))
            }
            Effect::OpenSteps(child) => Answer::OpenSteps(child, store.open_steps(child)?),
            Effect::Entry(entry) => Answer::Entry(entry, store.entry(entry)?.map(Box::new)),
            Effect::Practices(person) => {
                Answer::Practices(person, records::readable(store, &self.practice, person)?)
            }
            Effect::PracticeVersions(person, id) => {
                Answer::PracticeVersions(id, records::versions(store, &self.practice, person, id)?)
            }
            Effect::Search(number, search) => Answer::Found(number, store.search(&search)?),
            Effect::Meanwhile(job) => {
                let store = store.reader();
                match &mut self.meanwhile {
                    Some(hand) => {
                        hand.ask(job, store)?;
                        Answer::Done
                    }
                    // They are long: a test that is about them hires a hand.
                    None if matches!(job, Job::Backups(..)) => Answer::Done,
                    None => job.perform(store, &|| true).map_or(Answer::Done, Answer::Meanwhile),
                }
            }
            Effect::LastLine => Answer::LastLine(store.last_recorded()?),
            Effect::Rest => {
                // Where an erasure left something to clear away, the program's own look through the record waits for it.
                let aside = match &self.meanwhile {
                    Some(hand) if store.to_sweep()? => hand.put_aside(),
                    _ => Vec::new(),
                };
                let rested = store.rest();
                for job in aside {
                    let reader = store.reader();
                    self.meanwhile.iter_mut().try_for_each(|hand| hand.ask(job, reader.reader()))?;
                }
                Answer::Rested(rested?)
            }
            Effect::Unlock(_)
            | Effect::UnlockWith(_)
            | Effect::FindKeyFile
            | Effect::StopMeanwhile
            | Effect::HandOut(..)
            | Effect::HandOn
            | Effect::StopHanding
            | Effect::Sticks
            | Effect::PutDown(..)
            | Effect::SignedOut
            | Effect::TakeOver(_)
            | Effect::GiveWay
            | Effect::OnlyRead
            | Effect::Remember(_)
            | Effect::Dictionary
            | Effect::OtherWords(_)
            | Effect::Redraw
            | Effect::Practise
            | Effect::Quit => Answer::Done,
        })
    }
}

/// What a window that only reads answers in the record's place; `None` where it only reads.
fn refused(effect: &Effect) -> Option<Result<Answer>> {
    let why = || {
        Failure::refused("NOT SAVED: this window only reads.")
            .safe("The other window has the record.")
            .todo("Write there, or open this one again and take it over.")
    };
    let said = || why().to_string();
    Some(match effect {
        Effect::Apply(_, _, errand) | Effect::CloseDay(_, _, _, errand) => {
            Ok(Answer::Applied(errand.clone(), Err(said())))
        }
        Effect::SaveDraft(draft, ..) => Ok(Answer::DraftKept(draft.id, Err(said()))),
        Effect::SetPin(person, ..) => Ok(Answer::PinSet(*person, Err(said()))),
        Effect::OneUse(person, _) => Ok(Answer::OneUse(*person, Err(said()))),
        Effect::HandOut(..) => Ok(Answer::FilesSaved(Err(said()))),
        Effect::PutInUse(..) => Ok(Answer::Frameworks(Err(said()))),
        Effect::DropDraft(_) => Err(why()),
        _ => return None,
    })
}
