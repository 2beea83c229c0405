//! The dictionary's own hand: it reads the dictionary once somebody writes, and finds other words for one that may
//! be misspelt. Neither the loop nor the store ever waits for it.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::msg::{Answer, Effect, Msg};
use crate::capture::Dictionary;
use crate::catalog;

/// So many other words are offered at most: each has a digit.
const OFFERED: usize = 5;

/// What keeps the dictionary; runs on a thread of its own beside the loop, or inline in a test.
#[derive(Debug)]
pub struct Speller {
    dictionary: Option<Arc<Dictionary>>,
}

impl Speller {
    /// Without its dictionary yet.
    pub const fn new() -> Speller {
        Speller { dictionary: None }
    }

    /// Does one of the two effects that are its own; what it can't do is left, for nobody waits for it.
    pub fn perform(&mut self, effect: &Effect) -> Answer {
        match effect {
            Effect::Dictionary => {
                self.dictionary = Dictionary::shared(catalog::DICTIONARY);
                self.dictionary.clone().map_or(Answer::Done, Answer::Dictionary)
            }
            Effect::OtherWords(word) => {
                let meant = self.dictionary.as_ref().map(|dictionary| dictionary.suggest(word, OFFERED));
                Answer::OtherWords(word.clone(), meant.unwrap_or_default())
            }
            _ => Answer::Done,
        }
    }
}

/// The way to its thread, which begins with the first that it is asked.
pub struct Hand {
    answers: Sender<Msg>,
    orders: Option<Sender<Effect>>,
}

impl Hand {
    /// Answers go there.
    pub fn new(answers: Sender<Msg>) -> Hand {
        Hand { answers, orders: None }
    }

    /// Asks. A machine that has no room for another thread goes without: every word is right then.
    pub fn ask(&mut self, effect: Effect) {
        if self.orders.is_none() {
            self.orders = self.begin();
        }
        if let Some(orders) = &self.orders {
            let _ = orders.send(effect);
        }
    }

    fn begin(&self) -> Option<Sender<Effect>> {
        let (orders, work) = channel::<Effect>();
        let answers = self.answers.clone();
        let begun = thread::Builder::new().name("spelling".to_string()).spawn(move || {
            let mut speller = Speller::new();
            for effect in work {
                let _ = answers.send(Msg::Answer(speller.perform(&effect)));
            }
        });
        begun.ok().map(|_| orders)
    }
}
