//! What goes on meanwhile: jobs that look at the whole record while people write in it.
//!
//! They run one after the other on a thread of their own, which gives way to all others, and each has a reading store
//! of its own: neither the loop nor the worker ever waits for one. What a job found comes to the loop as any answer
//! does. When the record is closed, or put down for practice, the job ends at its next breath, and nothing of it is
//! heard any more.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::msg::{Answer, Msg};
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::ask::{Backups, Check, When};

/// A job that goes on meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Look through the whole record: begins with every start.
    Check,
    /// Make the backups that are due, and the month's drill: somebody signed in, or a day was closed, at that moment.
    Backups(When, Moment),
    /// Read in the record until it is stopped.
    #[cfg(test)]
    Reads,
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The record was looked through: a line for each part of it.
    Checked(Vec<Check>),
    /// It could not be, and nobody knows more than before: the sentence why.
    Unchecked(String),
    /// How it stands with the backups.
    Backups(Box<Backups>),
}

impl Job {
    /// Does it with a store of its own for as long as `go_on` says so; `None` where it was stopped.
    pub fn perform(self, mut store: Store, go_on: &dyn Fn() -> bool) -> Option<News> {
        match self {
            Job::Check => match store.look_through(go_on) {
                Ok(checks) => checks.map(News::Checked),
                Err(failure) => Some(News::Unchecked(failure.to_string())),
            },
            // The made-up nursery is made anew any day.
            Job::Backups(..) if store.home().practice_words().exists() => None,
            Job::Backups(when, now) => {
                let second = Settings::read(store.home()).0.backup;
                let stand = store.keep_backups(second.as_deref(), when, now, go_on);
                stand.map(Box::new).map(News::Backups)
            }
            #[cfg(test)]
            Job::Reads => store.reads_while(go_on).map_or_else(|why| panic!("{why}"), |()| None),
        }
    }
}

/// Where a job's news go; nowhere once it was stopped.
#[derive(Clone, Debug)]
struct Line(Arc<Mutex<Option<Sender<Msg>>>>);

impl Line {
    fn to(answers: Sender<Msg>) -> Line {
        Line(Arc::new(Mutex::new(Some(answers))))
    }

    fn with<T>(&self, what: impl FnOnce(&mut Option<Sender<Msg>>) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_open(&self) -> bool {
        self.with(|line| line.is_some())
    }

    fn tell(&self, news: News) {
        self.with(|line| line.as_ref().map(|line| line.send(Msg::Answer(Answer::Meanwhile(news)))));
    }

    /// After this nothing more comes: a job that is about to tell something waits here or was first.
    fn cut(&self) {
        self.with(|line| *line = None);
    }
}

/// How long a sweep waits for a job to let go of the record: a look at every page of a large one has no breath.
const PATIENCE: Duration = Duration::from_secs(20);

/// The jobs that were asked for and are not done, in their order.
#[derive(Clone, Debug, Default)]
struct Waiting(Arc<(Mutex<Vec<Job>>, Condvar)>);

impl Waiting {
    fn with<T>(&self, what: impl FnOnce(&mut Vec<Job>) -> T) -> T {
        what(&mut self.0.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn done(&self) {
        self.with(|jobs| jobs.drain(..1.min(jobs.len())).for_each(drop));
        self.0.1.notify_all();
    }

    /// Waits until all are done, or for as long as one may.
    fn over(&self) {
        let jobs = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.0.1.wait_timeout_while(jobs, PATIENCE, |jobs| !jobs.is_empty());
    }
}

/// An order: what to do, with which store, and to whom to tell it.
type Order = (Job, Store, Line);

/// The way to the thread, which begins with the first job.
pub struct Hand {
    answers: Sender<Msg>,
    orders: Option<Sender<Order>>,
    line: Line,
    waiting: Waiting,
}

impl Hand {
    /// News go there.
    pub fn new(answers: Sender<Msg>) -> Hand {
        Hand { line: Line::to(answers.clone()), answers, orders: None, waiting: Waiting::default() }
    }

    /// Has a job done with this store, after those that were asked for before.
    ///
    /// # Errors
    /// A machine failure where there is no room for another thread.
    pub fn ask(&mut self, job: Job, store: Store) -> Result<()> {
        if !self.line.is_open() {
            self.line = Line::to(self.answers.clone());
        }
        let orders = match &mut self.orders {
            Some(orders) => orders,
            none => none.insert(begin(self.waiting.clone())?),
        };
        self.waiting.with(|jobs| jobs.push(job));
        orders.send((job, store, self.line.clone())).map_err(|_| {
            Failure::refused("The record can't be looked through.").todo("Start the program again.")
        })
    }

    /// Stops whatever goes on and all that waits. Once this returns nothing of it is told any more.
    pub fn stop(&self) {
        self.line.cut();
    }
}

impl Hand {
    /// Has whatever goes on let go of the record, so that nothing of this program reads in it, and says what it was: to
    /// be asked for again afterwards.
    pub fn put_aside(&self) -> Vec<Job> {
        let jobs = self.waiting.with(|jobs| jobs.clone());
        self.stop();
        self.waiting.over();
        jobs
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.stop();
    }
}

fn begin(waiting: Waiting) -> Result<Sender<Order>> {
    let (orders, work) = channel::<Order>();
    let thread = thread::Builder::new().name("meanwhile".to_string());
    let begun = thread.spawn(move || {
        give_way();
        for (job, store, line) in work {
            if let Some(news) = job.perform(store, &|| line.is_open()) {
                line.tell(news);
            }
            waiting.done();
        }
    });
    begun
        .map(|_| orders)
        .map_err(|cause| Failure::machine("This machine has no room for another thread.", cause))
}

/// This thread runs when no other wants to.
#[cfg(target_os = "linux")]
fn give_way() {
    // Where it may not, it only takes its turn like any other.
    let _ = rustix::process::nice(15);
}

/// Elsewhere a thread's turn can't be told from its program's.
#[cfg(not(target_os = "linux"))]
fn give_way() {}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Receiver;

    use super::*;
    use crate::tui::harness::Harness;
    use crate::tui::msg::Effect;

    /// A hand, where its news come, and a door whose record it looks at.
    fn hand() -> (Hand, Receiver<Msg>, Harness) {
        let (sender, news) = channel();
        (Hand::new(sender), news, Harness::locked(80, 24))
    }

    #[test]
    fn a_job_is_done_on_a_thread_of_its_own_and_told_as_an_answer_one_after_the_other() {
        let (mut hand, news, mut door) = hand();
        for _ in 0..3 {
            hand.ask(Job::Check, door.worker.store().reader()).unwrap();
        }
        for _ in 0..3 {
            match news.recv().unwrap() {
                Msg::Answer(Answer::Meanwhile(News::Checked(checks))) => {
                    assert!(checks.len() >= 4 && checks.iter().all(|check| check.holds), "{checks:?}");
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn an_erasure_does_not_wait_for_the_programs_own_look_and_that_begins_again() {
        let (hand, news, mut door) = hand();
        door.worker.hire(hand);
        let to_sweep = |door: &mut Harness| door.worker.store().to_sweep().unwrap();
        door.worker.store().leave_to_sweep().unwrap();
        door.worker.perform(Effect::Meanwhile(Job::Reads));
        // It reads now: nothing can be swept while it does.
        while door.worker.store().sweep().unwrap() {
            door.worker.store().leave_to_sweep().unwrap();
        }
        door.worker.perform(Effect::Meanwhile(Job::Check));
        assert!(to_sweep(&mut door));
        let said = door.worker.perform(Effect::Rest);
        assert!(matches!(said, Msg::Answer(Answer::Rested(true))), "{said:?}");
        assert!(!to_sweep(&mut door));
        // Both were asked for again: where the one that only reads is stopped, nothing is told of either.
        let again = door.worker.put_meanwhile_aside();
        assert_eq!(again, [Job::Reads, Job::Check]);
        assert_eq!(news.try_iter().count(), 0);
    }

    #[test]
    fn once_it_is_stopped_nothing_of_it_is_heard_and_the_next_job_is() {
        let (mut hand, news, mut door) = hand();
        for _ in 0..5 {
            hand.ask(Job::Check, door.worker.store().reader()).unwrap();
        }
        hand.stop();
        // What was told before is one thing; after the stop comes nothing but what is asked from now on.
        let before = news.try_iter().count();
        hand.ask(Job::Check, door.worker.store().reader()).unwrap();
        drop(news.recv().unwrap());
        drop(hand);
        assert!(before <= 5);
        assert_eq!(news.iter().count(), 0, "news of a job that was stopped");
    }

    #[test]
    fn a_record_that_can_not_be_opened_is_not_called_wrong() {
        let (mut hand, news, mut door) = hand();
        let reader = door.worker.store().reader();
        std::fs::remove_file(door.home().join("doorstep.db")).unwrap();
        hand.ask(Job::Check, reader).unwrap();
        assert!(matches!(news.recv().unwrap(), Msg::Answer(Answer::Meanwhile(News::Unchecked(_)))));
    }
}
