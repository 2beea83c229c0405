//! The loop: waits on one channel, updates, shows, hands effects to the worker. It never waits for the store.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::idle::{self, Closed, Wake};
use super::keymap::Keymap;
use super::lesson;
use super::machine::Machine;
use super::meanwhile::{Hand, Job};
use super::model::{Hold, Model};
use super::msg::{Answer, Effect, Mood, Msg, Notice};
use super::plain::Plain;
use super::spelling;
use super::tap::Taps;
use super::terminal::{Screen, heed_signals, listen};
use super::theme::Look;
use super::update::update;
use super::worker::Worker;
use crate::capture::Dictionary;
use crate::catalog::Catalog;
use crate::chance::Chance;
use crate::clock::{self, Clock, Uptime};
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::own;
use crate::paths::Home;
use crate::store::window::Window;
use crate::store::{Key, Store, window};

/// What the program opens with.
pub struct Opening {
    /// Where the record lies.
    pub home: Home,
    /// Its key, or that the screen asks for the room words.
    pub unlock: Unlock,
    /// Why it was closed before, where it was: said where the room words are asked.
    pub closed: Option<Closed>,
    /// Whether it is used line by line instead of on a screen.
    pub plain: bool,
    /// Makes the practice room for a lesson, as it is at that moment.
    pub practice: Practice,
}

/// Makes a practice room: where it lies, its record, and that it is this program's for as long as that is held.
pub type Practice = fn(Moment) -> Result<(Home, Store, Option<Window>)>;

/// How the log is opened.
pub enum Unlock {
    /// With this key.
    Key(Key),
    /// With the room words, asked for on the screen.
    Ask,
}

/// How the program came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Somebody left it.
    Program,
    /// The record was closed: the program begins anew and asks for the room words.
    Closed(Closed),
}

/// What stands between the program and whoever uses it: a screen that is drawn, or lines.
pub(super) trait Face {
    /// Takes a message in and says what is to be done because of it.
    fn hear(&mut self, model: &mut Model, msg: Msg, now: Moment) -> Vec<Effect> {
        update(model, msg, now)
    }

    /// Shows how things stand, and answers with what of it can be tapped.
    fn show(&mut self, model: &Model) -> std::io::Result<Taps>;

    /// Forgets what was shown, so that all of it is shown anew.
    fn forget(&mut self) {}

    /// The same, and of what can be scrolled back to as far as the terminal allows that.
    fn wipe(&mut self) {
        self.forget();
    }

    /// Columns and rows, where the terminal says them.
    fn size(&mut self) -> Option<(u16, u16)>;

    /// What was asked of the worker is answered no more.
    fn alone(&mut self) {}
}

/// Opens the record and the screen, and stays until somebody leaves or the terminal closes.
///
/// # Errors
/// Refused where the record cannot be opened; a machine failure where the terminal cannot be drawn on.
pub fn run(opening: Opening) -> Result<Left> {
    let plain = opening.plain;
    let clock = Clock::Machine;
    // A room is never kept waiting at the door by its settings: those that can be used hold.
    let Machine { settings, keys, amiss } = Machine::read(&opening.home);
    let store = match &opening.unlock {
        Unlock::Key(key) => {
            let mut store = Store::open(&opening.home, key)?;
            store.heed_clock(Uptime::Machine);
            Some(store)
        }
        Unlock::Ask => None,
    };
    let locked = store.is_none();
    let (catalog, wrong) = own::catalog(&opening.home)?;
    let (_, of_pages) = own::look(&opening.home);
    let home = opening.home.clone();
    let worker = Worker::new(opening.home, store, Chance::Machine);
    let room = settings.room.clone();
    let look = Look::from_environment(settings.theme.as_deref(), settings.ascii);
    let look = if plain { look.in_letters() } else { look };
    let closes = settings.closing_time();
    let (mut model, mut worker) = dressed(worker, catalog, settings.room, keys.clone(), look, clock.now());
    model.session.closes = closes;
    model.session.amiss = amiss.into_iter().chain(wrong).chain(of_pages).collect();
    model.notice = model.session.amiss_at_start();
    model.session.plain = plain;
    if locked {
        model.screen = super::screen::unlock::State::closed(opening.closed).into();
    }
    let elsewhere = worker.take_window(clock.now(), room);
    if let Some(holder) = &elsewhere {
        model.session.hold = Hold::Others;
        model.screen = super::screen::window::State::others(holder.clone(), !locked).into();
    }
    let (sender, inbox) = channel::<Msg>();
    let face: Box<dyn Face> = if plain { Box::new(Plain::take()?) } else { Box::new(Screen::take()?) };
    heed_signals(sender.clone())?;
    heed_windows(home, sender.clone())?;
    listen(sender.clone());
    let speller = spelling::Hand::new(sender.clone());
    worker.hire(Hand::new(sender.clone()));
    let mut stage = Stage { face, inbox, sender, speller, dictionary: None };
    // Who may sign in is on the screen before the families are read, and that the clock is wrong before the names.
    let anew = |model: &Model| {
        let check = model.session.looked.is_none().then_some(Effect::Meanwhile(Job::Check));
        [Effect::LastLine, Effect::Staff, Effect::Roll].into_iter().chain(check).collect()
    };
    let mut first = match locked {
        // Behind a question about another window the page that asks for the words looks by itself.
        _ if elsewhere.is_some() => Vec::new(),
        true => vec![Effect::FindKeyFile],
        false => anew(&model),
    };
    loop {
        let (back, end) = stage.play(&mut model, worker, first, 0)?;
        worker = back;
        match end {
            End::Left => return Ok(Left::Program),
            End::Closed(why) => return Ok(Left::Closed(why)),
            End::Gone(failure) => return failure.map_or(Ok(Left::Program), Err),
            End::Practise => {}
        }
        // Whatever it found would be shown in the practice room; it begins anew afterwards.
        worker.stop_meanwhile();
        stage.hear_news(&mut model);
        first = anew(&model);
        // Shown before it is made, which takes a while.
        model.notice = Some(Notice { sign: Mood::Plain, text: MAKING.to_string() });
        let _ = stage.face.show(&model);
        model.notice = None;
        match stage.practise(opening.practice, &keys, (look, plain), &mut model.session.size) {
            Ok(End::Gone(failure)) => return failure.map_or(Ok(Left::Program), Err),
            // Behind the practice room the log is locked, and every draft is kept or held.
            Ok(End::Closed(why)) if model.session.all_kept() => return Ok(Left::Closed(why)),
            Ok(_) => {}
            Err(failure) => {
                let text = format!("The practice room could not be made. {failure}");
                model.notice = Some(Notice { sign: Mood::Stop, text });
            }
        }
    }
}

/// Looks whether another window asks for the record, once a second, and says so for as long as it does.
fn heed_windows(home: Home, sender: Sender<Msg>) -> Result<()> {
    const LOOKS: Duration = Duration::from_secs(1);
    let looks = move || {
        loop {
            thread::sleep(LOOKS);
            if window::asked(&home) && sender.send(Msg::Asked).is_err() {
                return;
            }
        }
    };
    let thread = thread::Builder::new().name("windows".to_string()).spawn(looks);
    thread.map(drop).map_err(|cause| Failure::machine("This machine has no room for another thread.", cause))
}

/// What is said while the practice room is made.
pub(super) const MAKING: &str = "Making the practice room. This takes a moment.";

/// A model and a worker that know what the program brings.
fn dressed(
    mut worker: Worker,
    catalog: Catalog,
    room: Option<String>,
    keys: Keymap,
    look: Look,
    now: Moment,
) -> (Model, Worker) {
    let frameworks = catalog.in_use().to_vec();
    let unused = catalog.not_in_use().to_vec();
    worker.know(catalog.frameworks, catalog.practice.clone(), catalog.retention);
    let phrases = catalog.phrases;
    let mut model = Model::new(phrases, frameworks, room, look, Chance::Machine, now);
    model.session.unused = unused;
    model.session.related = catalog.related;
    model.session.keys = keys;
    model.session.practice = catalog.practice;
    model.session.rounds = catalog.rounds;
    model.session.concern = catalog.concern;
    model.session.right = catalog.right;
    (model, worker)
}

/// Gives the worker its orders, in their order.
fn order(
    face: &mut dyn Face,
    orders: &Sender<Effect>,
    effects: impl IntoIterator<Item = Effect>,
    model: &mut Model,
) {
    for effect in effects {
        if orders.send(effect).is_err() {
            face.alone();
            let text =
                "NOT SAVED. The record can't be reached; your words stay here. Start the program again.";
            model.notice = Some(Notice { sign: Mood::Stop, text: text.to_string() });
        }
    }
}

/// How a record is left.
enum End {
    /// Somebody left it.
    Left,
    /// Somebody wants to practise, and comes back.
    Practise,
    /// The record is closed.
    Closed(Closed),
    /// The terminal closed, or can't be drawn on any more.
    Gone(Option<Failure>),
}

/// What one record after the other is shown on: the log itself, and a practice room between.
struct Stage {
    face: Box<dyn Face>,
    inbox: Receiver<Msg>,
    sender: Sender<Msg>,
    speller: spelling::Hand,
    /// The dictionary, once it has been read: whoever asked for it may have gone meanwhile.
    dictionary: Option<Arc<Dictionary>>,
}

impl Stage {
    /// Stays with a record until it is left, and gives its worker back. `ahead` milliseconds lie between the
    /// machine's clock and the record's.
    fn play(
        &mut self,
        model: &mut Model,
        worker: Worker,
        first: Vec<Effect>,
        ahead: i64,
    ) -> Result<(Worker, End)> {
        let now = || {
            let now = Clock::Machine.now();
            Moment { ms: now.ms.saturating_add(ahead), ..now }
        };
        let (orders, work) = channel::<Effect>();
        let sender = self.sender.clone();
        let hand = thread::Builder::new()
            .name("store".to_string())
            .spawn(move || {
                let mut worker = worker;
                for effect in work {
                    if let Some(news) = worker.news() {
                        let _ = sender.send(news);
                    }
                    let _ = sender.send(worker.perform(effect));
                }
                worker
            })
            .map_err(|cause| Failure::machine("This machine has no room for another thread.", cause))?;
        for effect in first {
            let _ = orders.send(effect);
        }
        model.quit = false;
        model.session.size = self.face.size().unwrap_or(model.session.size);
        self.face.forget();
        // What was asked of the record before is answered no more.
        self.face.alone();
        if let Some(dictionary) = &self.dictionary {
            let _ = self.sender.send(Msg::Answer(Answer::Dictionary(dictionary.clone())));
        }

        let mut end = End::Left;
        let mut touched = clock::elapsed_ms();
        let mut used = touched;
        let mut slept = clock::slept();
        // What an answer asks for next: it waits until the page shows that answer, so that "Saved" never waits
        // for a core on which the worker reads already.
        let mut next = Vec::new();
        while !model.quit {
            let shown = self.face.show(model);
            order(&mut *self.face, &orders, next.drain(..), model);
            let first = match shown {
                // Nothing wakes the loop but something that happened, the clock on the page once a minute, and a
                // page that nobody has touched for as long as it may stand.
                Ok(taps) => {
                    model.taps = taps;
                    let untouched = Duration::from_millis(clock::elapsed_ms().saturating_sub(touched));
                    let minute = match model.session.holds_words() {
                        true => to_next_minute(now()).min(TRY_AGAIN),
                        false => to_next_minute(now()),
                    };
                    let (wait, wake) = idle::wake(minute, untouched, idle::patience(model));
                    match self.inbox.recv_timeout(wait) {
                        Ok(msg) => msg,
                        Err(RecvTimeoutError::Timeout) if wake == Wake::Idle => Msg::Idle,
                        Err(RecvTimeoutError::Timeout) if idle::unused_since(used) => Msg::Unused,
                        Err(RecvTimeoutError::Timeout) => Msg::Minute,
                        Err(RecvTimeoutError::Disconnected) => Msg::HangUp,
                    }
                }
                // The terminal is gone: what was written is kept all the same.
                Err(cause) => {
                    end = End::Gone(Some(
                        Failure::machine("This terminal can't be drawn on any more.", cause)
                            .safe("What was saved is safe, and so are drafts."),
                    ));
                    Msg::HangUp
                }
            };
            // Whoever opens the lid is not known yet: what they press comes behind the lock.
            let asleep = clock::slept().saturating_sub(std::mem::replace(&mut slept, clock::slept()));
            let untouched = Duration::from_millis(clock::elapsed_ms().saturating_sub(touched));
            let overstayed = idle::overstayed(untouched, idle::patience(model));
            let woke = (asleep > idle::NAP || overstayed).then_some(Msg::Slept(asleep));
            let rest = std::iter::from_fn(|| self.inbox.try_recv().ok());
            for msg in woke.into_iter().chain([first]).chain(rest) {
                let answer = matches!(msg, Msg::Answer(_));
                if matches!(msg, Msg::Key(..) | Msg::Touch(..) | Msg::Paste(_)) {
                    used = clock::elapsed_ms();
                }
                match &msg {
                    Msg::Key(..) | Msg::Touch(..) | Msg::Paste(_) | Msg::Idle => {
                        touched = clock::elapsed_ms()
                    }
                    // A window that was small for a moment and is large again has lost what stood in it.
                    Msg::Size(..) => self.face.forget(),
                    Msg::HangUp if matches!(end, End::Left) => end = End::Gone(None),
                    Msg::Answer(Answer::Dictionary(read)) => self.dictionary = Some(read.clone()),
                    _ => {}
                }
                for effect in self.face.hear(model, msg, now()) {
                    match effect {
                        Effect::Redraw => self.face.wipe(),
                        Effect::Quit => {}
                        Effect::Practise => {
                            end = End::Practise;
                            model.quit = true;
                        }
                        effect @ (Effect::Dictionary | Effect::OtherWords(_)) => self.speller.ask(effect),
                        effect => next.push(effect),
                    }
                }
                if !answer {
                    order(&mut *self.face, &orders, next.drain(..), model);
                }
                if model.quit {
                    break;
                }
            }
        }
        order(&mut *self.face, &orders, next, model);
        // What was asked before is done before the record is left: above all the last draft.
        drop(orders);
        let mut worker = hand
            .join()
            .map_err(|_| Failure::refused("The record can't be reached.").todo("Start the program again."))?;
        self.land(model, &mut worker, &mut end, now());
        if let (End::Left, Some(why)) = (&end, model.closed) {
            end = End::Closed(why);
        }
        Ok((worker, end))
    }

    /// Hears what came of the last orders, so that no answer reaches another record's pages. Only who comes back
    /// goes on from there.
    fn land(&mut self, model: &mut Model, worker: &mut Worker, end: &mut End, now: Moment) {
        while let Ok(msg) = self.inbox.try_recv() {
            match msg {
                Msg::HangUp => *end = End::Gone(None),
                Msg::Answer(answer) if matches!(end, End::Practise) => {
                    for effect in update(model, Msg::Answer(answer), now) {
                        let _ = self.sender.send(worker.perform(effect));
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes in what a job has told before it was stopped.
    fn hear_news(&mut self, model: &mut Model) {
        let waiting: Vec<Msg> = self.inbox.try_iter().collect();
        for msg in waiting {
            match msg {
                msg @ Msg::Answer(Answer::Meanwhile(_)) => drop(update(model, msg, Clock::Machine.now())),
                msg => drop(self.sender.send(msg)),
            }
        }
    }

    /// Keys that came while nothing answered were for no page that anybody saw.
    fn let_go_of_keys(&mut self) {
        let waiting: Vec<Msg> = self.inbox.try_iter().collect();
        let keys = |msg: &Msg| matches!(msg, Msg::Key(..) | Msg::Touch(..) | Msg::Paste(_));
        waiting.into_iter().filter(|msg| !keys(msg)).for_each(|msg| drop(self.sender.send(msg)));
    }

    /// Three minutes in a practice room, which goes away with everything in it.
    fn practise(
        &mut self,
        make: Practice,
        keys: &Keymap,
        (look, plain): (Look, bool),
        size: &mut (u16, u16),
    ) -> Result<End> {
        let clock = Clock::Machine.now();
        let now = lesson::begins(clock);
        let (home, store, window) = make(lesson::morning(clock))?;
        let worker = Worker::new(home.clone(), Some(store), Chance::Machine);
        let (catalog, _) = own::catalog(&home)?;
        let (mut model, mut worker) = dressed(worker, catalog, None, keys.clone(), look, now);
        model.session.plain = plain;
        let known = worker.perform(Effect::Roll);
        update(&mut model, known, now);
        let first = lesson::begin(&mut model);
        self.let_go_of_keys();
        let (worker, end) = self.play(&mut model, worker, first, now.ms - clock.ms)?;
        *size = model.session.size;
        drop((worker, window));
        // It is all made up. What can't be taken away lies among the machine's temporary things.
        let _ = std::fs::remove_dir_all(home.folder());
        Ok(end)
    }
}

/// What the disk did not take is tried again so often.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// How long until the clock on the page shows the next minute.
fn to_next_minute(now: Moment) -> Duration {
    let ms = now.ms.rem_euclid(60_000);
    Duration::from_millis(u64::try_from(60_000 - ms).unwrap_or(60_000))
}
