//! `doorstep request`: a request for a child's whole record, from the day it comes to the file that answers it.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::evidence::{self, Format};
use super::session::Session;
use super::{Common, framework, held, list, out};
use crate::domain::policy::Outcome;
use crate::domain::practice::PracticeKind;
use crate::domain::request::decision::without;
use crate::domain::request::{
    Asker, Decision, Ended, Extension, Identity, RequestStands, Treatment, WHOLE_RECORD, Why,
};
use crate::domain::{Act, Change, ChildId, Day, Request, day, name};
use crate::export::{format, json, names};
use crate::failure::{Failure, Result};
use crate::leaving::{Leaving, Packing};
use crate::paths::Home;
use crate::report::gather;
use crate::report::reports::By;
use crate::report::whole_record::{Looked, NotYet, WholeRecord};

/// What to do about a request.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Write down that somebody asked, and when: the month begins
    New(New),
    /// All requests with their clocks
    List,
    /// What is held on the child: what a person has to decide, and what was decided
    Show(Show),
    /// Decide lines by their numbers: allow, leave words out, withhold, or take a decision back
    Decide(Decide),
    /// Read the record as it would go out
    Preview(Of),
    /// It was shown on a day who asks: the clock begins
    Shown(OnDay),
    /// It takes one or two months longer, and whoever asks was told why
    Extend(Extend),
    /// Whoever asked took the request back
    Withdraw(OnDay),
}

/// About which child.
#[derive(Debug, Args)]
pub struct Of {
    /// About this child, by any part of the name
    #[arg(long, value_name = "NAME")]
    child: String,
}

/// Who asked, and when.
#[derive(Debug, Args)]
pub struct New {
    #[command(flatten)]
    of: Of,
    /// The adult with parental responsibility who asks, by any part of the name; else the child
    #[arg(long, value_name = "ADULT")]
    from: Option<String>,
    /// The day on which it came; else today
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    came: Option<Day>,
    /// They were asked to show who they are: the clock waits until they have
    #[arg(long)]
    identity_asked: bool,
}

/// Which lines.
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    of: Of,
    /// Every line, those too that go out by themselves
    #[arg(long)]
    all: bool,
}

/// Which lines, what becomes of them and why.
#[derive(Debug, Args)]
pub struct Decide {
    #[command(flatten)]
    of: Of,
    /// The lines, by their numbers
    #[arg(value_name = "LINE", required = true)]
    lines: Vec<usize>,
    #[command(flatten)]
    how: How,
    /// Why; else that it is about the child, and of what is left out that it is about somebody else
    #[arg(long, value_parser = why(), conflicts_with = "undo")]
    why: Option<Why>,
}

/// What becomes of a line.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct How {
    /// It goes out as it is
    #[arg(long)]
    allow: bool,
    /// It goes out without these words; may be said more than once
    #[arg(long, value_name = "WORDS")]
    leave_out: Vec<String>,
    /// It does not go out
    #[arg(long)]
    withhold: bool,
    /// Nothing is decided any more
    #[arg(long)]
    undo: bool,
}

/// On which day.
#[derive(Debug, Args)]
pub struct OnDay {
    #[command(flatten)]
    of: Of,
    /// On this day; else today
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Day>,
}

/// By how much, and why.
#[derive(Debug, Args)]
pub struct Extend {
    #[command(flatten)]
    of: Of,
    /// One month or two
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    months: u8,
    /// Why, as whoever asks was told
    #[arg(long, value_name = "WORDS")]
    because: String,
}

/// A reason by its name.
fn why() -> impl TypedValueParser<Value = Why> {
    let known = PossibleValuesParser::new(Why::ALL.iter().map(|why| why.code()));
    known.try_map(|code| Why::ALL.into_iter().find(|why| why.code() == code).ok_or("there is no such reason"))
}

/// Does it.
pub fn run(common: &Common, what: &What) -> Result<()> {
    Session::writing(common, |session| asked(common, session, what))
}

fn asked(common: &Common, session: &mut Session, what: &What) -> Result<()> {
    session.need(By::Manager, "answer a request for a child's record")?;
    match what {
        What::New(new) => begin(session, new),
        What::List => all(session),
        What::Show(show) => {
            let stands = open(session, &show.of.child)?;
            looking(common, session, &stands, |record| shown(record, show.all, session.today()))?
        }
        What::Decide(decide) => decided(common, session, decide),
        What::Preview(of) => {
            let stands = open(session, &of.child)?;
            looking(common, session, &stands, |record| {
                let report = record.report().map_err(|why| not_yet(&why))?;
                let text = format("txt").ok_or_else(|| Failure::refused("There is no plain text here."))?;
                held::tells(None, record.printed());
                out::say(&String::from_utf8_lossy(&(text.write)(&report)?))
            })?
        }
        What::Shown(on) => changed(session, on, |request, on| request.identity = Identity::Shown(on)),
        What::Withdraw(on) => changed(session, on, |request, on| request.ended = Some(Ended::Withdrawn(on))),
        What::Extend(extend) => {
            let Extend { of, months, because } = extend;
            let on = OnDay { of: Of { child: of.child.clone() }, on: None };
            changed(session, &on, |request, _| {
                request.extended = Some(Extension { months: *months, why: because.clone() });
            })
        }
    }
}

fn begin(session: &mut Session, new: &New) -> Result<()> {
    let child = list::child(session, &new.of.child)?;
    let asker = match &new.from {
        None => Asker::Child,
        Some(who) => adult(session, child, who)?,
    };
    let request = Request {
        id: session.chance.id(session.now),
        child,
        asker,
        came: new.came.unwrap_or(session.today()),
        identity: if new.identity_asked { Identity::Asked } else { Identity::Known },
        extended: None,
        ended: None,
    };
    write(session, request, 0)
}

/// The one adult of a child whom a name fits.
fn adult(session: &Session, child: ChildId, who: &str) -> Result<Asker> {
    let pieces = name::words(who);
    let fits = |named: &str| {
        let words = name::words(named);
        !pieces.is_empty()
            && pieces.iter().all(|piece| words.iter().any(|word| word.starts_with(piece.as_str())))
    };
    let adults: Vec<_> = session.roll.adults(child).map(|(_, adult)| adult).collect();
    match adults.iter().filter(|adult| fits(&adult.name)).collect::<Vec<_>>().as_slice() {
        [one] => Ok(Asker::Adult(one.id)),
        _ => {
            let known: Vec<&str> = adults.iter().map(|adult| adult.name.as_str()).collect();
            Err(Failure::refused(format!("“{who}” is not one of the child's adults."))
                .todo(format!("There are: {}.", known.join(", "))))
        }
    }
}

fn all(session: &Session) -> Result<()> {
    let requests = session.store.requests()?;
    if requests.is_empty() {
        return out::own("Nobody has asked for the record of a child.");
    }
    requests.iter().try_for_each(|stands| {
        let request = &stands.request;
        let child = session.roll.child(request.child).map(|child| child.name()).unwrap_or_default();
        let (asked, clock) = (day::long(request.came), request.clock(session.today()));
        out::say(&format!("{child}: {} asked on {asked}; {clock}", request.for_whom(&session.roll)))
    })
}

/// The last request for the record of a child that was not withdrawn.
fn open(session: &Session, who: &str) -> Result<RequestStands> {
    let child = list::child(session, who)?;
    let here = |stands: &RequestStands| {
        stands.request.child == child && !matches!(stands.request.ended, Some(Ended::Withdrawn(_)))
    };
    session.store.requests()?.into_iter().rfind(here).ok_or_else(|| {
        Failure::refused("Nobody has asked for the record of this child.")
            .todo("Write the request down first: doorstep request new --child NAME --from ADULT.")
    })
}

/// Looks at the record that a request asks for.
fn looking<T>(
    common: &Common,
    session: &Session,
    stands: &RequestStands,
    look: impl FnOnce(&WholeRecord) -> T,
) -> Result<T> {
    let kinds: Vec<PracticeKind> = framework::catalog(&Home::find(common.home.clone())?)?.practice;
    gather::whole_record(&session.store, &kinds, stands, session.now, look)
}

fn shown(record: &WholeRecord, all: bool, today: Day) -> Result<()> {
    let (looked, request) = (record.looked(), &record.stands.request);
    let waiting = looked.iter().filter(|one| one.outcome == Outcome::Undecided).count();
    out::say(&format!("{}: {}", request.for_whom(record.asking.roll), request.clock(today)))?;
    out::say(&format!("{} lines are held; still to be decided: {waiting}", looked.len()))?;
    let asked = |one: &&Looked| all || !one.causes.is_empty() || one.decision.is_some();
    looked.iter().filter(asked).try_for_each(|one| {
        let on = one.told.happened.unwrap_or(one.line.recorded).day();
        let causes: Vec<&str> = one.causes.iter().map(|cause| cause.label()).collect();
        let causes = if causes.is_empty() { String::new() } else { format!(" ({})", causes.join("; ")) };
        let on = Some(day::long(on)).filter(|on| !one.told.what.contains(on.as_str()));
        let on = on.map(|on| format!(", {on}")).unwrap_or_default();
        out::say(&format!("{:>5}  {}{on}{causes}", one.number, one.told.what))?;
        if !one.told.words.is_empty() {
            held::tells(None, one.entry());
            out::say(&format!("       {}", one.told.words))?;
        }
        out::say(&format!("       → {}", becomes(one)))
    })
}

/// What becomes of a line, in words.
fn becomes(one: &Looked) -> String {
    let Some(decision) = one.decision else {
        return if one.outcome == Outcome::Own { "goes out" } else { "to be decided" }.to_string();
    };
    let why = decision.why.label();
    match &decision.treatment {
        Treatment::Allow => format!("goes out: {why}"),
        Treatment::Redact(_) => match &one.out {
            Some(words) => format!("goes out as “{words}”: {why}"),
            None => "to be decided again: the marked words do not stand in it".to_string(),
        },
        Treatment::Withhold => format!("does not go out: {why}"),
    }
}

fn decided(common: &Common, session: &mut Session, decide: &Decide) -> Result<()> {
    let stands = open(session, &decide.of.child)?;
    let decision = decide.decision();
    let changes: Vec<Change> = looking(common, session, &stands, |record| -> Result<Vec<Change>> {
        let looked = record.looked();
        decide.lines.iter().map(|number| one(&stands, &looked, *number, decision.as_ref())).collect()
    })??;
    let stamp = session.stamp();
    session.store.apply(&Act::from(changes), stamp)?;
    let stands = open(session, &decide.of.child)?;
    looking(common, session, &stands, |record| {
        let looked = record.looked();
        let waiting = looked.iter().filter(|one| one.outcome == Outcome::Undecided).count();
        let of = |number: &usize| looked.iter().find(|one| one.number == *number);
        decide.lines.iter().filter_map(of).try_for_each(|one| {
            out::say(&format!("{:>5}  {} → {}", one.number, one.told.what, becomes(one)))
        })?;
        out::own(&format!("Saved. Still to be decided: {waiting}"))
    })?
}

/// What is decided of the line of a number.
fn one(
    stands: &RequestStands,
    looked: &[Looked],
    number: usize,
    decision: Option<&Decision>,
) -> Result<Change> {
    let line = looked.iter().find(|one| one.number == number);
    let line = line.ok_or_else(|| {
        Failure::refused(format!("There is no line {number}: they go from 1 to {}.", looked.len()))
    })?;
    if let Some(Decision { treatment: Treatment::Redact(parts), .. }) = decision
        && without(&line.told.words, parts).is_none()
    {
        return Err(Failure::refused(format!("Those words do not stand in line {number}."))
            .safe("Nothing was decided.")
            .todo("Write them as they stand there, letter for letter."));
    }
    let seen = stands.decided.get(&line.line.id).map_or(0, |decided| decided.revision);
    Ok(Change::Decide { request: stands.request.id, line: line.line.id, decision: decision.cloned(), seen })
}

impl Decide {
    /// What was said; `None` to take back what was decided.
    fn decision(&self) -> Option<Decision> {
        let How { allow, withhold, undo, leave_out } = &self.how;
        let treatment = match (*allow, *withhold, *undo) {
            (_, _, true) => return None,
            (true, ..) => Treatment::Allow,
            (_, true, _) => Treatment::Withhold,
            _ => Treatment::Redact(leave_out.clone()),
        };
        let usual = if *allow { Why::TheirOwn } else { Why::SomebodyElse };
        Some(Decision { treatment, why: self.why.unwrap_or(usual) })
    }
}

fn changed(session: &mut Session, on: &OnDay, change: impl FnOnce(&mut Request, Day)) -> Result<()> {
    let stands = open(session, &on.of.child)?;
    let mut request = stands.request;
    change(&mut request, on.on.unwrap_or(session.today()));
    write(session, request, stands.revision)
}

/// Writes a request, and says how its clock stands.
fn write(session: &mut Session, request: Request, seen: u32) -> Result<()> {
    let clock = request.clock(session.today());
    let says = format!("Saved. {}: {clock}", request.for_whom(&session.roll));
    let stamp = session.stamp();
    session.store.apply(&Change::Request { request: Box::new(request), seen }.into(), stamp)?;
    out::done(&says, &format!("Saved: {clock}"))
}

/// Why there is no file, and what to do.
fn not_yet(why: &NotYet) -> Failure {
    let failure = Failure::refused(why.to_string()).safe("What was decided is kept.");
    match why {
        NotYet::Undecided(_) => failure.todo("doorstep request show --child NAME lists them."),
        NotYet::NotShown => failure.todo("Once they have shown it: doorstep request shown --child NAME."),
        NotYet::Withdrawn | NotYet::NotTheirs(_) => failure,
    }
}

/// Makes the record as a file, puts it into the folder and into the record of what went out, and marks the request as
/// answered.
pub fn export(
    common: &Common,
    child: &str,
    format: Format,
    (folder, packing): (&Path, &Packing),
) -> Result<()> {
    Session::writing(common, |session| answer(common, session, (child, format), (folder, packing)))
}

fn answer(
    common: &Common,
    session: &mut Session,
    (child, format): (&str, Format),
    (folder, packing): (&Path, &Packing),
) -> Result<()> {
    session.need(By::Manager, "make a child's whole record")?;
    let stands = open(session, child)?;
    let request = &stands.request;
    let period = gather::asked_for(&session.store, request)?;
    let stem = names::whole_record(&session.roll, request.child, period);
    let (file, entries) = looking(common, session, &stands, |record| -> Result<_> {
        let refused = |why: NotYet| not_yet(&why);
        let file = match format {
            Format::File(format) => {
                evidence::made(format, stem, &record.report().map_err(refused)?, session.look.as_ref())?
            }
            Format::Json => {
                let value = json::record_json(record).map_err(refused)?;
                json::finished(stem, &value)
            }
        };
        Ok((file, record.printed()))
    })??;
    let recipient = request.for_whom(&session.roll);
    let leaving = Leaving { file, report: WHOLE_RECORD, recipient, period, entries };
    let (answered, seen) = (request.answered(session.today()), stands.revision);
    let says = answered.as_ref().map(|request| request.clock(session.today()));
    let also = answered.map(|request| Change::Request { request: Box::new(request), seen });
    evidence::write_with(session, (folder, packing), vec![leaving], also)?;
    says.map_or(Ok(()), |clock| {
        let says = format!("Saved. {}: {clock}", request.for_whom(&session.roll));
        out::done(&says, &format!("Saved: {clock}"))
    })
}
