//! `doorstep leaver`: lets somebody go at once, and lists what is to be done besides. For somebody who has left it lists
//! what is still to be done.

use clap::Args;

use super::session::Session;
use super::{Common, out};
use crate::domain::Practitioner;
use crate::failure::{Failure, Result};

/// Who leaves.
#[derive(Debug, Args)]
pub struct Options {
    /// Their initials
    #[arg(value_name = "INITIALS")]
    who: String,
    /// Do it without asking once more
    #[arg(long)]
    yes: bool,
}

/// Lets somebody go, and prints the list.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    Session::writing(common, |session| leaves(session, options))
}

fn leaves(session: &mut Session, options: &Options) -> Result<()> {
    session.need_lead("let somebody go")?;
    let today = session.today();
    let person = named(session, &options.who)?;
    if person.here_on(today) {
        let asks = || out::yes(&format!("{} can't sign in from now on?", person.name));
        if !(options.yes || out::can_ask() && asks()?) {
            return Err(Failure::refused("Nobody was let go.").todo("Say --yes where nobody can be asked."));
        }
        session.store.let_go(person.id, session.stamp())?;
    }
    let list = session.store.leaver(person.id, session.person.id)?;
    out::say(&format!("{} leaves", person.name))?;
    list.lines().iter().try_for_each(|line| out::say(line))
}

/// The person with these initials: who works here today, else who left last.
fn named(session: &Session, initials: &str) -> Result<Practitioner> {
    let today = session.today();
    let roll = &session.roll;
    let left = || {
        let theirs =
            roll.people.iter().filter(|person| person.initials.eq_ignore_ascii_case(initials.trim()));
        theirs.filter(|person| !person.here_on(today)).max_by_key(|person| person.until)
    };
    roll.by_initials(initials, today).or_else(left).cloned().ok_or_else(|| {
        Failure::refused(format!("Nobody has or had the initials “{initials}”."))
            .todo("See “doorstep list people”.")
    })
}
