//! How an entry and what became of it are said, for whoever is looking.

use chrono::Datelike;

use crate::domain::day::short;
use crate::domain::entry::{Review, Standing, Step, Withdrawn};
use crate::domain::{Child, Day, Kind, Moment, PersonId};
use crate::tui::model::Session;
use crate::tui::widget::columns::BETWEEN;

/// `Sam`
pub fn first_name(session: &Session, person: PersonId) -> String {
    session.roll.person(person).map_or("Somebody", |person| person.first_name()).to_string()
}

/// `09:10` today, `Mon 09:10` within a week, else `3 Nov 09:10`; with the year where it is another.
pub fn when(session: &Session, moment: Moment) -> String {
    let (day, today) = (moment.day(), session.today());
    let clock = moment.clock();
    if day == today {
        clock
    } else if day < today && (today - day).num_days() < 7 {
        format!("{} {clock}", day.format("%a"))
    } else {
        format!("{} {clock}", date(session, day))
    }
}

/// `3 Nov`; `3 Nov 2025` where that is another year.
pub fn date(session: &Session, day: Day) -> String {
    let form = if day.year() == session.today().year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

/// Whether all of it stands open to whoever is signed in.
pub fn whole(session: &Session, entry: &Standing) -> bool {
    session.reads(entry)
}

/// Its latest words, or what stands for them where they may not be read or are gone.
pub fn words(session: &Session, entry: &Standing) -> String {
    if whole(session, entry) && !taken_back(entry) {
        return entry.text().to_string();
    }
    withdrawn(session, entry).unwrap_or_else(|| "Private note.".to_string())
}

/// Whether it was taken back: its words are gone.
pub fn taken_back(entry: &Standing) -> bool {
    matches!(entry.withdrawn, Some(Withdrawn::TakenBack { .. }))
}

/// That it left the record: who, when and how.
pub fn withdrawn(session: &Session, entry: &Standing) -> Option<String> {
    let (how, by, at) = match entry.withdrawn? {
        Withdrawn::TakenBack { by, at } => ("Taken back", by, at),
        Withdrawn::Struck { by, at } => ("Struck, wrong child,", by, at),
    };
    Some(format!("{how} {} by {}.", when(session, at), first_name(session, by)))
}

/// `amended Mon 09:10 by Sam: spelling`
pub fn amended(session: &Session, entry: &Standing) -> Option<String> {
    let last = entry.amendments.last()?;
    let close = if last.after_close { ", after close" } else { "" };
    Some(format!(
        "amended {} by {}: {}{close}",
        when(session, last.at),
        first_name(session, last.by),
        last.reason.label()
    ))
}

/// What was promised and whether it has been done.
pub fn promise(session: &Session, entry: &Standing) -> Option<(String, bool)> {
    let due = entry.entry.follow_up?;
    Some(match &entry.follow_up_done {
        Some(done) => {
            let how = done.how.as_ref().map(|how| format!(": {how}")).unwrap_or_default();
            (
                format!("promised, done {} by {}{how}", when(session, done.at), first_name(session, done.by)),
                true,
            )
        }
        None => (format!("promised for {}", short(due)), false),
    })
}

/// What stands at the end of its line: how a step stands, else who wrote it.
pub fn end(session: &Session, entry: &Standing) -> String {
    match &entry.step {
        Some(Step::Open) if entry.withdrawn.is_none() => "open".to_string(),
        Some(Step::HeardBack { .. }) if entry.withdrawn.is_none() => "heard".to_string(),
        _ => first_name(session, entry.entry.by),
    }
}

/// `Sam Okafor, talking with mum`
pub fn writer(session: &Session, entry: &Standing) -> String {
    let name = session.roll.person(entry.entry.by).map_or("Somebody", |person| person.name.as_str());
    let with: Vec<&str> = entry.entry.with.iter().map(|with| with.word.as_str()).collect();
    let with = if with.is_empty() { String::new() } else { format!(", talking with {}", with.join(" and ")) };
    let paper = match entry.entry.entered_by {
        Some(by) if by != entry.entry.by => format!(", entered by {}", first_name(session, by)),
        _ => String::new(),
    };
    format!("{name}{with}{paper}")
}

/// `Drop-off  Tue 24 Nov 08:31`
pub fn title(entry: &Standing) -> String {
    let happened = entry.entry.happened;
    let private = if entry.entry.private { "  private" } else { "" };
    format!("{}  {} {}{private}", entry.entry.kind.label(), short(happened.day()), happened.clock())
}

/// Everything that is said of it besides its latest words, a paragraph each: first words and every
/// correction, what was heard back, what was promised.
pub fn history(session: &Session, entry: &Standing) -> Vec<String> {
    let mut says = Vec::new();
    if !whole(session, entry) {
        return says;
    }
    if !entry.amendments.is_empty() {
        says.push(format!("First words: {}", entry.entry.text));
    }
    let last = entry.amendments.len().saturating_sub(1);
    for (index, amendment) in entry.amendments.iter().enumerate() {
        let close = if amendment.after_close { ", after close" } else { "" };
        let words = if index == last { String::new() } else { format!(" {}", amendment.text) };
        says.push(format!(
            "Amended {} by {}: {}{close}.{words}",
            when(session, amendment.at),
            first_name(session, amendment.by),
            amendment.reason.label()
        ));
    }
    if let Some(Step::HeardBack { heard, childs_words, led_to_change, with, by, at, .. }) = &entry.step {
        let with: Vec<&str> = with.iter().map(|with| with.word.as_str()).collect();
        let from = if with.is_empty() { String::new() } else { format!(" from {}", with.join(" and ")) };
        let (when, by) = (when(session, *at), first_name(session, *by));
        says.push(format!("Heard back{from} {when} by {by}: {heard}"));
        if let Some(words) = childs_words {
            says.push(format!("The child: “{words}”"));
        }
        if *led_to_change {
            says.push("It led to a change in what is planned.".to_string());
        }
    }
    if let Some((promise, _)) = promise(session, entry) {
        let mut letters = promise.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if letters.as_str().ends_with(['.', '!', '?', '”']) { "" } else { "." };
        says.push(format!("{first}{}{end}", letters.as_str()));
    }
    if let Some(struck) = withdrawn(session, entry) {
        says.push(struck);
    }
    if let Some(clock) = entry.clock_said() {
        let mut letters = clock.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        says.push(format!("{first}{}: its time may be wrong.", letters.as_str()));
    }
    says
}

/// Where it is in the review: a sentence, and a line for each statement that it was agreed to show.
pub fn review(session: &Session, entry: &Standing) -> (String, Vec<(String, String)>) {
    match &entry.review {
        Review::Waiting => ("It counts once a lead has agreed it.".to_string(), Vec::new()),
        Review::SentBack { by, question, .. } => {
            (format!("{} asks: {question}", first_name(session, *by)), Vec::new())
        }
        Review::Agreed { .. } if entry.amended_since() => {
            ("Amended since it was agreed: a room lead looks at it again.".to_string(), Vec::new())
        }
        Review::Agreed { by, at, .. } => {
            let lines: Vec<(String, String)> = entry
                .shows()
                .iter()
                .map(|shown| {
                    let framework = session.frameworks.iter().find(|f| f.id == shown.statement.framework);
                    let statement =
                        framework.and_then(|framework| framework.statement(&shown.statement.code));
                    let changed = if shown.changed { ", changed" } else { "" };
                    match statement {
                        Some(statement) => {
                            (statement.number.clone(), format!("{}{changed}", statement.title))
                        }
                        None => (shown.statement.code.clone(), changed.to_string()),
                    }
                })
                .collect();
            let by = first_name(session, *by);
            let says = if lines.is_empty() {
                format!("agreed by {by}, shows nothing")
            } else {
                // On another day: gone through again, or looked at late.
                match at.day() == entry.entry.happened.day() {
                    true => format!("chosen by {by} at review"),
                    false => format!("chosen by {by} at review, {}", short(at.day())),
                }
            };
            (says, lines)
        }
    }
}

/// Puts the entries of one talk, which stand newest first, into the order in which they were written.
pub fn as_written(entries: &mut [Standing]) {
    entries
        .chunk_by_mut(|a, b| (a.entry.talk, a.entry.happened.ms) == (b.entry.talk, b.entry.happened.ms))
        .for_each(|talk| talk.sort_by_key(|entry| entry.seq));
}

/// How old a child is, who the key person is and where the child is, each in the ways in which a line may have room
/// for it, the fullest first: `2 years 4 months · key person Sam · here`, `2 y 4 m · key person Sam`, `key person Sam`.
pub fn about(session: &Session, child: &Child) -> [String; 4] {
    let today = session.today();
    let age = |brief| child.age(today).map(|age| age_in_words(age, brief));
    let (long, short) = (age(false), age(true));
    let key = session.roll.key_person(child.id, false, today);
    let key = key.map_or("no key person yet".to_string(), |key| format!("key person {}", key.first_name()));
    let said = crate::tui::today::said(session, child.id).map(|said| said.is.label());
    let join = |age: Option<String>, said: Option<String>| {
        age.into_iter().chain([key.clone()]).chain(said).collect::<Vec<_>>().join(BETWEEN)
    };
    [join(long, said.clone()), join(short.clone(), said), join(short, None), key.clone()]
}

/// `2 years 4 months`, briefly `2 y 4 m`.
fn age_in_words((years, months): (u32, u32), brief: bool) -> String {
    let many = |count: u32, word: &str, letter: &str| match (brief, count) {
        (true, _) => format!("{count} {letter}"),
        (false, 1) => format!("1 {word}"),
        (false, _) => format!("{count} {word}s"),
    };
    match (many(years, "year", "y"), many(months, "month", "m")) {
        (_, months) if years == 0 => months,
        (years, _) if months == 0 => years,
        (years, months) => format!("{years} {months}"),
    }
}

/// `brother or sister Noah` and, where that has no room, `family of Noah`.
pub fn siblings(session: &Session, child: &Child) -> Option<[String; 2]> {
    let siblings = session.roll.siblings_of(child.id);
    let names: Vec<&str> = siblings
        .iter()
        .filter_map(|sibling| session.roll.child(*sibling))
        .filter(|sibling| sibling.on_roll(session.today()))
        .map(|sibling| sibling.first_name())
        .collect();
    let short = format!("family of {}", names.join(", "));
    match names.as_slice() {
        [] => None,
        [one] => Some([format!("brother or sister {one}"), short]),
        _ => Some([format!("brothers and sisters {}", names.join(", ")), short]),
    }
}

/// The two talks of a day: drop-off, pick-up.
pub fn talks_on(entries: &[Standing], day: crate::domain::Day) -> [bool; 2] {
    [Kind::DropOff, Kind::PickUp].map(|kind| {
        entries.iter().any(|entry| {
            entry.entry.kind == kind
                && entry.entry.happened.day() == day
                && entry.withdrawn.is_none()
                && entry.entry.no_talk.is_none()
        })
    })
}
