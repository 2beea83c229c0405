//! What opens on a child's page once whoever reads it has given their numbers again.

use super::State;
use super::done::Done;
use super::hear::Hear;
use crate::domain::Purpose;
use crate::domain::entry::Standing;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::amend;
use crate::tui::screen::asks_again::AsksAgain;

/// What opens once the numbers were right.
#[derive(Debug)]
pub(super) enum After {
    /// The marked entry.
    Marked,
    /// What is written about an entry.
    Writing(Purpose, Box<Standing>),
}

impl State {
    /// Opens what is written about an entry; one that is closed asks first.
    pub(super) fn write(
        &mut self,
        session: &mut Session,
        purpose: Purpose,
        entry: &Standing,
        turn: &mut Turn,
    ) {
        if session.is_closed(entry) {
            let after = After::Writing(purpose, Box::new(entry.clone()));
            self.asks = Some((AsksAgain::default(), after));
            return;
        }
        match purpose {
            Purpose::HeardBack(_) => self.hear = Some(Hear::of(session, entry)),
            Purpose::FollowUp(_) => self.done = Some(Done::of(session, entry)),
            _ => match amend::may(session, entry) {
                Ok(()) => {
                    let page = amend::open(session, entry.clone(), turn);
                    turn.over(page);
                }
                Err(why) => turn.say(why),
            },
        }
    }

    /// The numbers were right: what is private is open on this page.
    pub(super) fn open_after(&mut self, session: &mut Session, after: After, turn: &mut Turn) {
        session.private = true;
        match after {
            After::Marked => self.opened = self.current().map(|entry| entry.entry.id),
            After::Writing(purpose, entry) => self.write(session, purpose, &entry, turn),
        }
    }
}
