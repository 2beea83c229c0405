//! The loop: waits on one channel, updates, shows, hands effects to the worker. It never waits for the store.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::idle::{self, Wake};
use super::keymap::Keymap;
use super::model::Model;
use super::msg::{Effect, Mood, Msg, Notice};
use super::plain::Plain;
use super::spelling;
use super::tap::Taps;
use super::terminal::{Screen, heed_signals, listen};
use super::theme::Look;
use super::update::update;
use super::worker::Worker;
use crate::catalog::Catalog;
use crate::chance::Chance;
use crate::clock::{self, Clock};
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::settings::Settings;
use crate::store::{Key, Store};

/// What the program opens with.
pub struct Opening {
    /// Where the record lies.
    pub home: Home,
    /// Its key, or that the screen asks for the room words.
    pub unlock: Unlock,
    /// What this machine was told once.
    pub settings: Settings,
    /// Whether it is used line by line instead of on a screen.
    pub plain: bool,
}

/// How the log is opened.
pub enum Unlock {
    /// With this key.
    Key(Key),
    /// With the room words, asked for on the screen.
    Ask,
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

    /// Columns and rows, where the terminal says them.
    fn size(&mut self) -> Option<(u16, u16)>;

    /// What was asked of the worker is answered no more.
    fn alone(&mut self) {}
}

/// Opens the record and the screen, and stays until somebody leaves or the terminal closes.
///
/// # Errors
/// Refused where the record cannot be opened; a machine failure where the terminal cannot be drawn on.
pub fn run(opening: Opening) -> Result<()> {
    let plain = opening.plain;
    let clock = Clock::Machine;
    let settings = opening.settings;
    let keys = own_keys(&settings)?;
    let store = match &opening.unlock {
        Unlock::Key(key) => Some(Store::open(&opening.home, key)?),
        Unlock::Ask => None,
    };
    let locked = store.is_none();
    let mut worker = Worker::new(opening.home, store, Chance::Machine);
    let catalog = Catalog::shipped()
        .map_err(|cause| Failure::machine("The program's own words can't be read.", cause))?;
    worker.know(catalog.frameworks.clone(), catalog.practice);
    let look = Look::from_environment(settings.theme.as_deref(), settings.ascii);
    let look = if plain { look.in_letters() } else { look };
    let (phrases, frameworks) = (catalog.phrases, catalog.frameworks);
    let mut model = Model::new(phrases, frameworks, settings.room, look, Chance::Machine, clock.now());
    model.session.related = catalog.related;
    model.session.rounds = catalog.rounds;
    model.session.keys = keys;
    model.session.concern = catalog.concern;
    model.session.right = catalog.right;
    model.session.plain = plain;
    if locked {
        model.screen = super::screen::unlock::State::default().into();
    }
    let (sender, inbox) = channel::<Msg>();
    let (orders, work) = channel::<Effect>();
    let mut speller = spelling::Hand::new(sender.clone());
    let mut face: Box<dyn Face> = if plain { Box::new(Plain::take()?) } else { Box::new(Screen::take()?) };
    heed_signals(sender.clone())?;
    listen(sender.clone());
    let hand = thread::Builder::new()
        .name("store".to_string())
        .spawn(move || {
            let mut worker = worker;
            for effect in work {
                let _ = sender.send(worker.perform(effect));
            }
        })
        .map_err(|cause| Failure::machine("This machine has no room for another thread.", cause))?;
    if !locked {
        // Who may sign in is on the screen before the families are read.
        let _ = orders.send(Effect::Staff);
        let _ = orders.send(Effect::Roll);
    }
    model.session.size = face.size().unwrap_or(model.session.size);

    let mut ended = Ok(());
    let mut touched = clock::elapsed_ms();
    let mut slept = clock::slept();
    while !model.quit {
        let first = match face.show(&model) {
            // Nothing wakes the loop but something that happened, the clock on the page once a minute, and a
            // page that nobody has touched for as long as it may stand.
            Ok(taps) => {
                model.taps = taps;
                let untouched = Duration::from_millis(clock::elapsed_ms().saturating_sub(touched));
                let (wait, wake) = idle::wake(to_next_minute(clock), untouched, idle::patience(&model));
                match inbox.recv_timeout(wait) {
                    Ok(msg) => msg,
                    Err(RecvTimeoutError::Timeout) if wake == Wake::Idle => Msg::Idle,
                    Err(RecvTimeoutError::Timeout) => Msg::Minute,
                    Err(RecvTimeoutError::Disconnected) => Msg::HangUp,
                }
            }
            // The terminal is gone: what was written is kept all the same.
            Err(cause) => {
                ended = Err(Failure::machine("This terminal can't be drawn on any more.", cause)
                    .safe("What was saved is safe, and so are drafts."));
                Msg::HangUp
            }
        };
        // Whoever opens the lid is not known yet: what they press comes behind the lock.
        let woke = clock::slept().saturating_sub(std::mem::replace(&mut slept, clock::slept())) > idle::NAP;
        let rest = std::iter::from_fn(|| inbox.try_recv().ok());
        for msg in woke.then_some(Msg::Slept).into_iter().chain([first]).chain(rest) {
            if matches!(msg, Msg::Key(..) | Msg::Touch(..) | Msg::Paste(_) | Msg::Idle) {
                touched = clock::elapsed_ms();
            }
            for effect in face.hear(&mut model, msg, clock.now()) {
                match effect {
                    Effect::Redraw => face.forget(),
                    Effect::Quit => {}
                    effect @ (Effect::Dictionary | Effect::OtherWords(_)) => speller.ask(effect),
                    effect => {
                        if orders.send(effect).is_err() {
                            face.alone();
                            let text = "NOT SAVED. The record can't be reached; your words stay here. \
                                        Start the program again.";
                            model.notice = Some(Notice { sign: Mood::Stop, text: text.to_string() });
                        }
                    }
                }
            }
            if model.quit {
                break;
            }
        }
    }
    // What was asked before is done before the program ends: above all the last draft.
    drop(orders);
    let _ = hand.join();
    drop(face);
    ended
}

/// The keys as the settings have them.
///
/// # Errors
/// Refused where they name a key that can't be, in words that say why.
pub fn own_keys(settings: &Settings) -> Result<Keymap> {
    Keymap::new(&settings.keys, settings.letters_off).map_err(|why| {
        Failure::refused(format!("A key in settings.toml can't be as it is written there. {why}"))
            .safe("The record is not touched.")
            .todo("Mend that line under [keys], or take it away for the usual key.")
    })
}

/// How long until the clock on the page shows the next minute.
fn to_next_minute(clock: Clock) -> Duration {
    let ms = clock.now().ms.rem_euclid(60_000);
    Duration::from_millis(u64::try_from(60_000 - ms).unwrap_or(60_000))
}
