//! The loop: waits on one channel, updates, draws, hands effects to the worker. It never waits for the store.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::model::Model;
use super::msg::{Effect, Msg};
use super::terminal::{Screen, heed_signals, listen};
use super::update::update;
use super::view::view;
use super::worker::Worker;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::framework::Framework;
use crate::domain::practice::PracticeKind;
use crate::domain::{Phrases, RoomId};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::{Key, Store};

/// What the program opens with.
pub struct Opening {
    /// Where the record lies.
    pub home: Home,
    /// Its key.
    pub key: Key,
    /// The room that this machine stands in; `None` for the room of whoever signs in.
    pub room: Option<RoomId>,
    /// The colours that were chosen, by name.
    pub theme: Option<String>,
    /// The phrase bank.
    pub phrases: Phrases,
    /// The frameworks of self-evaluation.
    pub frameworks: Vec<Framework>,
    /// The kinds of practice record.
    pub practice: Vec<PracticeKind>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// Opens the record and the screen, and stays until somebody leaves or the terminal closes.
///
/// Refuses where the record cannot be opened or the terminal cannot be drawn on.
pub fn run(opening: Opening) -> Result<()> {
    let clock = opening.clock;
    let mut worker = Worker::new(Store::open(&opening.home, &opening.key)?, Chance::Machine);
    worker.know(opening.frameworks.clone(), opening.practice);
    let mut model = Model::new(
        opening.phrases,
        opening.frameworks,
        opening.room,
        super::theme::Look::from_environment(opening.theme.as_deref()),
        Chance::Machine,
        clock.now(),
    );
    let (sender, inbox) = channel::<Msg>();
    let (orders, work) = channel::<Effect>();
    let mut screen = Screen::take()?;
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
    let _ = orders.send(Effect::Roll);

    while !model.quit {
        screen.terminal().draw(|frame| view(&model, frame)).map_err(|cause| {
            Failure::machine("This terminal can't be drawn on any more.", cause)
                .safe("What was saved is safe.")
        })?;
        // Nothing wakes the loop but something that happened, and the clock on the page once a minute.
        let first = match inbox.recv_timeout(to_next_minute(clock)) {
            Ok(msg) => msg,
            Err(RecvTimeoutError::Timeout) => Msg::Minute,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        let batch = std::iter::once(first).chain(std::iter::from_fn(|| inbox.try_recv().ok()));
        for msg in batch {
            for effect in update(&mut model, msg, clock.now()) {
                match effect {
                    Effect::Redraw => screen.forget(),
                    Effect::Quit => {}
                    effect => {
                        let _ = orders.send(effect);
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
    drop(screen);
    Ok(())
}

/// How long until the clock on the page shows the next minute.
fn to_next_minute(clock: Clock) -> Duration {
    let ms = clock.now().ms.rem_euclid(60_000);
    Duration::from_millis(u64::try_from(60_000 - ms).unwrap_or(60_000))
}
