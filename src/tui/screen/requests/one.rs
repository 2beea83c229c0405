//! One request: every line that is held, gone through and decided by a key each.

use super::more::More;
use super::why::Why;
use super::words::Words;
use super::{DECIDING, WRITING, say};
use crate::domain::policy::ReportKind;
use crate::domain::request::Ended;
use crate::domain::request::{Cause, Decision, Extension, Identity, Treatment, Why as Reason};
use crate::domain::{Act, Change, DraftId, LineId, Request, RequestId};
use crate::export;
use crate::report::Report;
use crate::report::whole_record::NotYet;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, HeldRead, Parcel, RequestRead, Turn};
use crate::tui::screen::Press;
use crate::tui::screen::asks_again::AsksAgain;
use crate::tui::screen::handing::{self, About};

/// A request that is looked at.
#[derive(Debug)]
pub(super) struct One {
    pub(super) id: RequestId,
    /// It, once it has been read.
    pub(super) read: Option<RequestRead>,
    /// The line that is marked.
    pub(super) marked: usize,
    pub(super) part: Part,
    /// What is on its way to the record.
    under_way: Vec<(LineId, Option<Decision>)>,
    /// Withdrawing was asked for once.
    sure: bool,
    /// The numbers, asked once more before what is private among its lines is read.
    asks: AsksAgain,
    /// They were given.
    opened: bool,
    closed: bool,
}

/// What lies over its lines.
#[derive(Debug)]
pub(super) enum Part {
    /// Nothing.
    Lines,
    /// The choice of a reason.
    Why(Why),
    /// The words of a line, to be marked.
    Words(Words),
    /// The rest of the plain ones, from that one on.
    Rest(usize),
    /// More time than a month.
    More(Box<More>),
    /// The record as its files hold it.
    File(File),
}

/// The record as its files hold it.
#[derive(Debug, Default)]
pub(super) struct File {
    /// It, or the sentence why not; nothing while it is made.
    pub(super) read: Option<Result<Box<Report>, String>>,
    /// The first line that is seen.
    pub(super) first: usize,
    /// Line by line, that it is read out.
    pub(super) aloud: bool,
}

/// Asks for a request and its lines.
pub(super) fn read(session: &Session, id: RequestId, turn: &mut Turn) {
    if let Some(person) = session.person {
        turn.effect(Effect::Request(person, id, session.now));
    }
}

impl One {
    pub(super) fn of(id: RequestId) -> One {
        One {
            id,
            read: None,
            marked: 0,
            part: Part::Lines,
            under_way: Vec::new(),
            sure: false,
            asks: AsksAgain::default(),
            opened: false,
            closed: false,
        }
    }

    /// What asks for the numbers, as long as something private is among the lines and nobody has given them. Why it takes
    /// longer shows no line, and is written on meanwhile.
    pub(super) fn asks_for_numbers(&self) -> Option<&AsksAgain> {
        let private = self.read.as_ref().is_some_and(|read| read.lines.iter().any(HeldRead::is_private));
        let closed = private && !self.opened && !matches!(self.part, Part::More(_));
        closed.then_some(&self.asks)
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// The line with the numbers, line by line.
    pub(super) fn hears_numbers(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        self.asks.hears(session, line, turn);
    }

    /// The line that is marked.
    pub(super) fn line(&self) -> Option<&HeldRead> {
        self.read.as_ref()?.lines.get(self.marked)
    }

    pub(super) fn request(&self) -> Option<&Request> {
        self.read.as_ref().map(|read| &read.stands.request)
    }

    /// Whether it was taken back: then there is no file.
    fn is_withdrawn(&self) -> bool {
        self.request().is_some_and(|request| matches!(request.ended, Some(Ended::Withdrawn(_))))
    }

    /// The plain ones that are still to be decided.
    pub(super) fn plain(&self) -> Vec<&HeldRead> {
        self.read.iter().flat_map(|read| &read.lines).filter(|line| line.is_plain()).collect()
    }

    /// The next line that is still to be decided, from the marked one on and round.
    fn next_waiting(&self) -> Option<usize> {
        let lines = &self.read.as_ref()?.lines;
        let order = (self.marked + 1..lines.len()).chain(0..=self.marked);
        order.into_iter().find(|index| lines.get(*index).is_some_and(HeldRead::waits))
    }

    fn go_to_next(&mut self, turn: &mut Turn) {
        match self.next_waiting() {
            Some(next) => self.marked = next,
            None if self.read.is_none() => turn.say("Its lines are being read."),
            None => turn.say("Nothing is left to decide: v shows the record, s saves it."),
        }
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.asks_for_numbers().is_some() {
            if matches!(press.action, Some(Action::Back)) {
                self.closed = true;
                return true;
            }
            return self.asks.press(session, press, turn);
        }
        let sure = std::mem::take(&mut self.sure);
        match &self.part {
            Part::Lines => self.press_lines(session, press, sure, turn),
            Part::Why(_) => self.press_why(session, press, turn),
            Part::Words(_) => self.press_words(session, press, turn),
            Part::Rest(_) => self.press_rest(session, press, turn),
            Part::More(_) => self.press_more(session, press, turn),
            Part::File(_) => self.press_file(session, press, turn),
        }
    }

    fn press_lines(&mut self, session: &mut Session, press: Press, sure: bool, turn: &mut Turn) -> bool {
        let last = self.read.as_ref().map_or(0, |read| read.lines.len()).saturating_sub(1);
        if let Some(line) = press.through(self.marked, last) {
            self.marked = line;
            return true;
        }
        match press.action {
            Some(Action::ReadLine | Action::Right) => self.open_words(turn),
            Some(Action::LetGo) => self.let_go(session, turn),
            Some(Action::LeaveOut) if self.line().is_some() => {
                self.part = Part::Why(Why::of(Treatment::Withhold, self.line()));
            }
            Some(Action::ClearDecision) => match self.line().map(|line| (line.id, line.decision.is_some())) {
                Some((line, true)) => self.decide(session, vec![(line, None)], turn),
                Some((_, false)) => turn.say("Nothing was decided of this line."),
                None => {}
            },
            Some(Action::NextUndecided) => self.go_to_next(turn),
            Some(Action::DecideRest) => match self.plain().is_empty() {
                true => turn.say("No plain line is left: the others are decided one by one."),
                false => self.part = Part::Rest(0),
            },
            Some(Action::ReadRecord) => self.open_file(session, turn),
            Some(Action::SaveRecordFiles) => self.hand_out(session, turn),
            Some(Action::MoreTime) => self.open_more(session, turn),
            Some(Action::IdentityShown) => self.shown(session, turn),
            Some(Action::WithdrawRequest) => self.withdraw(session, sure, turn),
            Some(Action::Back | Action::Left) => self.closed = true,
            _ => return false,
        }
        true
    }

    /// The marked line goes out: at once where it is about nobody else, else for a reason that is chosen.
    fn let_go(&mut self, session: &Session, turn: &mut Turn) {
        let Some(line) = self.line() else { return };
        if line.causes.is_empty() && line.decision.is_none() {
            return turn.say("It goes out by itself: nobody has to decide it.");
        }
        let others = [Cause::Others, Cause::OtherHome, Cause::Restricted];
        if others.iter().any(|cause| line.causes.contains(cause)) {
            self.part = Part::Why(Why::of(Treatment::Allow, self.line()));
        } else {
            let decision = Decision { treatment: Treatment::Allow, why: Reason::TheirOwn };
            self.decide(session, vec![(line.id, Some(decision))], turn);
        }
    }

    /// Sends decisions to the record, all of them as one act.
    pub(super) fn decide(
        &mut self,
        session: &Session,
        all: Vec<(LineId, Option<Decision>)>,
        turn: &mut Turn,
    ) {
        if !self.under_way.is_empty() {
            return turn.say("The decision before this one is on its way.");
        }
        let Some(read) = &self.read else { return };
        let revision = |id: LineId| {
            let line = read.lines.iter().find(|line| line.id == id);
            line.map_or(0, |line| line.revision)
        };
        let changes: Vec<Change> = all
            .iter()
            .map(|(line, decision)| Change::Decide {
                request: self.id,
                line: *line,
                decision: decision.clone(),
                seen: revision(*line),
            })
            .collect();
        self.under_way = all;
        turn.effect(Effect::Apply(Act::from(changes), session.stamp(), Errand::Page(DECIDING)));
    }

    fn decided(&mut self, session: &Session, done: Result<(), &String>, turn: &mut Turn) {
        let sent = std::mem::take(&mut self.under_way);
        if let Err(why) = done {
            turn.warn(why.clone());
            return read(session, self.id, turn);
        }
        let Some(read) = &mut self.read else { return };
        for (line, decision) in &sent {
            read.decided(*line, decision.as_ref());
        }
        let left = read.waiting();
        let what = match sent.as_slice() {
            [(_, None)] => "Undecided again.".to_string(),
            [(_, Some(decision))] => say::done(decision).to_string(),
            many => format!("{} lines go out.", many.len()),
        };
        turn.done(format!("{what} {}", say::left(left)));
        if sent.iter().any(|(_, decision)| decision.is_some())
            && let Some(next) = self.next_waiting()
        {
            self.marked = next;
        }
    }

    /// What stands in the way of a file, with the key that settles it.
    fn in_the_way(&self) -> Option<String> {
        let why = self.read.as_ref()?.ready().err()?;
        let then = match why {
            NotYet::Undecided(_) => " Tab goes to the next.",
            NotYet::NotShown => " i says that it was shown.",
            NotYet::Withdrawn | NotYet::NotTheirs(_) => "",
        };
        Some(format!("{why}{then}"))
    }

    fn open_file(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(why) = self.in_the_way() {
            return turn.warn(why);
        }
        if let Some(person) = session.person {
            self.part = Part::File(File::default());
            turn.effect(Effect::Record(person, self.id, session.now));
        }
    }

    /// Opens what saves the record as files.
    pub(super) fn hand_out(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(why) = self.in_the_way() {
            return turn.warn(why);
        }
        let Some(read) = &self.read else { return };
        let labels = export::all_labels(ReportKind::WholeRecord);
        let request = &read.stands.request;
        let about = About {
            title: "a child's whole record".to_string(),
            says: format!("The record: {}. For {}.", labels, request.for_whom(&session.roll)),
            left_out: say::left_out(read),
            folder: say::FOLDER.to_string(),
        };
        let page = handing::State::open(Parcel::Record(self.id), about, turn);
        turn.over(page.into());
    }

    /// Writes the request as it is to stand from now on.
    pub(super) fn write(&self, session: &Session, request: Request, turn: &mut Turn) {
        let Some(read) = &self.read else { return };
        let change = Change::Request { request: Box::new(request), seen: read.stands.revision };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(WRITING)));
    }

    fn shown(&self, session: &Session, turn: &mut Turn) {
        let Some(request) = self.request() else { return };
        if request.identity != Identity::Asked {
            return turn.say(format!("{}.", say::identity(request)));
        }
        let identity = Identity::Shown(session.today());
        self.write(session, Request { identity, ..request.clone() }, turn);
    }

    fn withdraw(&mut self, session: &Session, sure: bool, turn: &mut Turn) {
        let Some(request) = self.request() else { return };
        if request.ended.is_some() {
            return turn.say("This request has ended already.");
        }
        if !sure {
            self.sure = true;
            return turn
                .say("w once more says that whoever asked took it back. Nothing goes out for it then.");
        }
        let ended = Some(Ended::Withdrawn(session.today()));
        self.write(session, Request { ended, ..request.clone() }, turn);
    }

    fn open_more(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(request) = self.request() else { return };
        match (request.ended, request.runs_from()) {
            (Some(_), _) => turn.say("This request has ended already."),
            (None, None) => turn.say("The clock does not run yet: there is nothing to extend."),
            _ => self.part = Part::More(Box::new(More::of(session, self.id))),
        }
    }

    /// The request with so much more time.
    pub(super) fn extended(&self, months: u8, why: String) -> Option<Request> {
        Some(Request { extended: Some(Extension { months, why }), ..self.request()?.clone() })
    }

    pub(super) fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if self.asks_for_numbers().is_some() {
            self.opened = self.asks.answer(session, answer);
        }
        match answer {
            Answer::Request(id, read) if *id == self.id => {
                let first = self.read.is_none();
                self.marked = self.marked.min(read.lines.len().saturating_sub(1));
                self.read = Some(read.as_ref().clone());
                // The first that waits is where the work begins.
                if first && !self.line().is_some_and(HeldRead::waits) {
                    self.marked = self.next_waiting().unwrap_or(self.marked);
                }
            }
            Answer::Record(id, made) if *id == self.id => {
                if let Part::File(file) = &mut self.part {
                    file.read = Some(made.clone());
                }
            }
            Answer::Applied(Errand::Page(DECIDING), done) => {
                self.decided(session, done.as_ref().map(|_| ()), turn);
            }
            Answer::Failed(_) => self.under_way.clear(),
            _ => {}
        }
    }

    pub(super) fn writing(&self) -> Option<DraftId> {
        match &self.part {
            Part::More(more) => more.writing(),
            _ => None,
        }
    }

    pub(super) fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let hidden = || said("", "");
        if self.asks_for_numbers().is_some() {
            return None;
        }
        match &self.part {
            Part::File(file) => return file.hint(session, action),
            Part::More(_) if action == Action::Up => return said("↑↓", "months"),
            Part::Why(why) if action == Action::ChooseWhy => return said(&why.keys(), "why"),
            Part::Words(_) if action == Action::Left => return said("←→", "a word"),
            Part::Lines => {}
            _ => return None,
        }
        let waits = self.read.as_ref().map_or(0, RequestRead::waiting);
        let ended = self.request().is_none_or(|request| request.ended.is_some());
        match action {
            Action::LetGo
            | Action::LeaveOut
            | Action::ClearDecision
            | Action::MoreTime
            | Action::WithdrawRequest
                if ended =>
            {
                hidden()
            }
            Action::ClearDecision if self.line().is_none_or(|line| line.decision.is_none()) => hidden(),
            Action::LetGo if self.line().is_some_and(|line| !line.waits() && line.decision.is_none()) => {
                hidden()
            }
            Action::ReadLine if self.line().is_none() => hidden(),
            Action::NextUndecided if waits == 0 => hidden(),
            Action::DecideRest if self.plain().is_empty() => hidden(),
            Action::ReadRecord | Action::SaveRecordFiles
                if waits > 0 || self.is_withdrawn() || self.read.is_none() =>
            {
                hidden()
            }
            Action::IdentityShown
                if self.request().is_none_or(|request| request.identity != Identity::Asked) =>
            {
                hidden()
            }
            _ => None,
        }
    }
}
