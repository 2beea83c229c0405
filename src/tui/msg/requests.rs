//! Requests for a child's whole record as their pages show them.

use std::collections::BTreeSet;

use crate::domain::policy::Outcome;
use crate::domain::request::{Cause, Decision, RequestStands, Suggestion};
use crate::domain::{Day, LineId, Moment};
use crate::report::whole_record::{NotYet, becomes};

/// A request in the list of them.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// It, with what was decided.
    pub stands: RequestStands,
    /// How many lines are held, and how many of them are still to be decided; `None` where it has ended.
    pub lines: Option<(usize, usize)>,
}

/// One request with every line that is held.
#[derive(Clone, Debug)]
pub struct RequestRead {
    /// It.
    pub stands: RequestStands,
    /// The lines, those that a person decides first, in their groups.
    pub lines: Vec<HeldRead>,
    /// What stands in the way of a file besides lines that are undecided.
    pub barred: Option<NotYet>,
}

/// A line that is held, as the page shows it.
#[derive(Clone, Debug)]
pub struct HeldRead {
    /// Which.
    pub id: LineId,
    /// Its number among all of them.
    pub number: usize,
    /// The day of which it tells.
    pub day: Day,
    /// When it was written.
    pub recorded: Moment,
    /// By whom; empty where nobody is known.
    pub by: String,
    /// What it is: `Drop-off`.
    pub what: String,
    /// What it says; empty where what it is says all.
    pub words: String,
    /// Why a person has to decide it; empty where nobody has to.
    pub causes: BTreeSet<Cause>,
    /// What the program suggests, where a person has to.
    pub suggestion: Suggestion,
    /// What was decided last.
    pub decision: Option<Decision>,
    /// How many times it was decided.
    pub revision: u32,
    /// That the request was taken back: nothing goes out for it, and nobody decides it any more.
    pub withdrawn: bool,
}

/// The groups in which the lines are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Those that a person decides, by the first of their causes that is the gravest.
    Because(Cause),
    /// Those that go out by themselves.
    Own,
    /// Those of a request that was taken back.
    Kept,
}

impl Group {
    /// The gravest first.
    const CAUSES: [Cause; 5] =
        [Cause::Restricted, Cause::Others, Cause::OtherHome, Cause::Private, Cause::Staff];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Group::Because(Cause::Restricted) => "Restricted, or an agency's",
            Group::Because(Cause::Others) => "May be about someone else",
            Group::Because(Cause::OtherHome) => "Another household's",
            Group::Because(Cause::Private) => "Private",
            Group::Because(Cause::Staff) => "Said among staff",
            Group::Own => "Goes out by itself",
            Group::Kept => "Held",
        }
    }

    /// Its place in the order.
    pub fn place(self) -> usize {
        match self {
            Group::Because(cause) => Group::CAUSES.iter().position(|one| *one == cause).unwrap_or(0),
            Group::Own | Group::Kept => Group::CAUSES.len(),
        }
    }
}

impl HeldRead {
    /// The group in which it is gone through.
    pub fn group(&self) -> Group {
        if self.withdrawn {
            return Group::Kept;
        }
        let gravest = Group::CAUSES.iter().find(|cause| self.causes.contains(cause));
        gravest.map_or(Group::Own, |cause| Group::Because(*cause))
    }

    /// What becomes of it, and the words that would go out.
    pub fn becomes(&self) -> (Outcome, Option<String>) {
        becomes(&self.words, &self.causes, self.decision.as_ref())
    }

    /// Whether it is or was private: nobody reads it here who has not given their numbers once more.
    pub fn is_private(&self) -> bool {
        self.causes.contains(&Cause::Private)
    }

    /// Whether it is still to be decided.
    pub fn waits(&self) -> bool {
        !self.withdrawn && self.becomes().0 == Outcome::Undecided
    }

    /// Whether it is a plain one, which is still to be decided.
    pub fn is_plain(&self) -> bool {
        self.waits() && self.suggestion.is_plain()
    }
}

impl RequestRead {
    /// How many lines are still to be decided.
    pub fn waiting(&self) -> usize {
        self.lines.iter().filter(|line| line.waits()).count()
    }

    /// Whether there can be a file.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn ready(&self) -> Result<(), NotYet> {
        match (&self.barred, self.waiting()) {
            (Some(barred), _) => Err(barred.clone()),
            (None, 0) => Ok(()),
            (None, waiting) => Err(NotYet::Undecided(waiting)),
        }
    }

    /// The record has it so now.
    pub fn decided(&mut self, line: LineId, decision: Option<&Decision>) {
        if let Some(line) = self.lines.iter_mut().find(|held| held.id == line) {
            line.decision = decision.cloned();
            line.revision += 1;
        }
    }
}
