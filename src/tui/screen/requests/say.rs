//! How requests and their lines are said.

use crate::domain::day::{long, short};
use crate::domain::policy::Outcome;
use crate::domain::request::decision::LEFT_OUT;
use crate::domain::request::{Asker, Decision, Ended, Identity, Request, Treatment};
use crate::report::whole_record::{NotYet, left_out as counted};
use crate::tui::model::Session;
use crate::tui::msg::{HeldRead, RequestLine, RequestRead};

/// Where the files go beside the record.
pub(super) const FOLDER: &str = "exports/whole-record";

/// Whose record it is, in full.
pub(super) fn child(session: &Session, request: &Request) -> String {
    session.roll.child(request.child).map(|child| child.name()).unwrap_or_default()
}

/// Who asks: an adult's name, or that it is the child.
pub(super) fn asker(session: &Session, request: &Request) -> String {
    match request.asker {
        Asker::Child => "the child".to_string(),
        Asker::Adult(adult) => {
            let adult = session.roll.contact(adult).map(|adult| adult.name.clone());
            adult.unwrap_or_else(|| "somebody who is not in the register".to_string())
        }
    }
}

/// How the clock stands, in a cell: `12 days left`, `answered 3 Dec`.
pub(super) fn clock(session: &Session, request: &Request) -> String {
    let on = |day: crate::domain::Day| day.format("%-d %b").to_string();
    match (request.ended, request.left(session.today())) {
        (Some(Ended::Answered(day)), _) => format!("answered {}", on(day)),
        (Some(Ended::Withdrawn(day)), _) => format!("withdrawn {}", on(day)),
        (None, Some(left)) => left,
        (None, None) => "waits".to_string(),
    }
}

/// Whether it is known that whoever asks is who they say.
pub(super) fn identity(request: &Request) -> String {
    match request.identity {
        Identity::Known => "You know who asks".to_string(),
        Identity::Asked => "It is not shown yet who asks".to_string(),
        Identity::Shown(day) => format!("Who asks was shown on {}", long(day)),
    }
}

/// `3 still to be decided.`
pub(super) fn left(waiting: usize) -> String {
    match waiting {
        0 => "Nothing is left to decide.".to_string(),
        1 => "1 is still to be decided.".to_string(),
        more => format!("{more} are still to be decided."),
    }
}

/// All that is known of a request, in sentences.
pub(super) fn whole(session: &Session, line: &RequestLine) -> String {
    let request = &line.stands.request;
    let more = request.extended.as_ref().map(|more| {
        let months = if more.months == 1 { "a month" } else { "two months" };
        format!(" It takes {months} longer: {}.", more.why.trim_end_matches('.'))
    });
    let lines = line.lines.map(|(held, waiting)| match held {
        1 => format!(" 1 line is held. {}", left(waiting)),
        held => format!(" {held} lines are held. {}", left(waiting)),
    });
    let mut clock = request.clock(session.today());
    if let Some(first) = clock.get(..1) {
        clock = format!("{}{}", first.to_uppercase(), clock.get(1..).unwrap_or_default());
    }
    // Who asks matters only while there is somebody to be given it.
    let withdrawn = matches!(request.ended, Some(Ended::Withdrawn(_)));
    let identity = if withdrawn { String::new() } else { format!(" {}.", identity(request)) };
    format!(
        "{}, asked for by {} on {}. {clock}.{identity}{}{}",
        child(session, request),
        asker(session, request),
        short(request.came),
        more.unwrap_or_default(),
        lines.unwrap_or_default()
    )
}

/// What becomes of a line, in one or two words.
pub(super) fn state(line: &HeldRead) -> &'static str {
    match (line.becomes().0, &line.decision) {
        _ if line.withdrawn => "",
        (Outcome::Undecided, _) => "to decide",
        (Outcome::Withheld, _) => "left out",
        (_, Some(Decision { treatment: Treatment::Redact(_), .. })) => "words out",
        _ => "goes",
    }
}

/// What becomes of a line, in a sentence.
pub(super) fn becomes(line: &HeldRead) -> String {
    if line.withdrawn {
        return "It does not go out: the request was withdrawn.".to_string();
    }
    let Some(decision) = &line.decision else {
        return if line.waits() {
            suggested(line)
        } else {
            "It goes out: nobody has to decide it.".to_string()
        };
    };
    let why = decision.why.label();
    match (&decision.treatment, line.becomes().1) {
        (Treatment::Allow, _) => format!("It goes out: {why}."),
        (Treatment::Withhold, _) => format!("It is left out: {why}."),
        (Treatment::Redact(_), Some(words)) => format!("It goes out as “{words}”: {why}."),
        (Treatment::Redact(_), None) => {
            "To be decided again: the words that were marked do not stand in it.".to_string()
        }
    }
}

/// Why a person decides a line, in a sentence.
pub(super) fn causes(line: &HeldRead) -> String {
    let causes: Vec<&str> = line.causes.iter().map(|cause| cause.label()).collect();
    format!("Yours to decide: {}.", causes.join("; "))
}

/// What is suggested, and why.
fn suggested(line: &HeldRead) -> String {
    let what = match line.suggestion.decision.as_ref().map(|decision| &decision.treatment) {
        None => return line.suggestion.because.to_string(),
        Some(Treatment::Allow) => "Suggested: it goes out.".to_string(),
        Some(Treatment::Withhold) => "Suggested: leave it out.".to_string(),
        Some(Treatment::Redact(parts)) => {
            let parts: Vec<String> = parts.iter().map(|part| format!("“{part}”")).collect();
            format!("Suggested: leave out {}.", parts.join(", "))
        }
    };
    format!("{what} {}", line.suggestion.because)
}

/// What was decided just now.
pub(super) fn done(decision: &Decision) -> &'static str {
    match decision.treatment {
        Treatment::Allow => "It goes out.",
        Treatment::Withhold => "It is left out.",
        Treatment::Redact(_) => "It goes out without these words.",
    }
}

/// `18 November 2026, written 09:05 by Sam Okafor`
pub(super) fn written(line: &HeldRead) -> String {
    let by = if line.by.is_empty() { String::new() } else { format!(" by {}", line.by) };
    let on = if line.recorded.day() == line.day {
        line.recorded.clock()
    } else {
        format!("{} {}", short(line.recorded.day()), line.recorded.clock())
    };
    // What says its day already says it once.
    let day = Some(long(line.day)).filter(|day| !line.what.contains(day)).map(|day| day + ", ");
    format!("{}written {on}{by}", day.unwrap_or_default())
}

/// What is not given, for each reason.
pub(super) fn left_out(read: &RequestRead) -> Vec<String> {
    let decisions = read.lines.iter().filter_map(|line| line.decision.as_ref());
    let lines = |count: usize| if count == 1 { "1 line".to_string() } else { format!("{count} lines") };
    counted(decisions)
        .into_iter()
        .flat_map(|(why, (withheld, redacted))| {
            let why = why.label();
            let whole = (withheld > 0).then(|| format!("{} left out: {why}.", lines(withheld)));
            let parts = (redacted > 0).then(|| format!("{} with {LEFT_OUT}: {why}.", lines(redacted)));
            whole.into_iter().chain(parts)
        })
        .collect()
}

/// Why there is no file yet, where something but lines stands in the way.
pub(super) fn barred(read: &RequestRead) -> Option<String> {
    read.barred.as_ref().filter(|why| !matches!(why, NotYet::Undecided(_))).map(ToString::to_string)
}
