//! The practice room: three minutes on a made-up room, in which everything is done by doing it. The lesson watches
//! the ordinary pages and says in one quiet line what to press next; it is no page of its own, and the record that
//! is written to is the made-up one. Every key that it names stands in the table of actions.

use super::action::Action;
use super::model::{Model, Session};
use super::msg::{Answer, Effect, Errand, Turn};
use super::screen::{Screen, board, learnt};
use super::today::{self, Cell};
use crate::capture::{State as Found, find};
use crate::domain::{Child, ChildId, Moment, Practitioner, Role, Time};

/// Up to when the practice room is made up: children are arriving, and no note is late yet.
const MORNING: (u32, u32) = (8, 40);

/// So many seconds later the lesson begins: nothing that was made up can be taken back any more.
const LATER: i64 = 6 * 60;

/// How far the lesson has come.
#[derive(Debug, Default)]
pub struct Lesson {
    step: Step,
    /// That a note of this lesson was saved, and the record has not yet told for whom.
    saved: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    /// A note in five keys.
    #[default]
    Note,
    /// One note for several.
    Several,
    /// Taking it back.
    TakeBack,
    /// Leaving a note half way.
    Leave,
    /// Going on with it.
    GoOn,
    /// All of it has been done.
    Learnt,
}

/// What was learnt: what it is for, and the keys that did it.
pub fn learnt(session: &Session) -> [(&'static str, String); 4] {
    let key = |action| key(session, action);
    let enter = key(Action::SaveEntry);
    let (mark, back, next) = (key(Action::Mark), key(Action::Back), key(Action::NextPart));
    [
        ("A note in five keys", format!("two letters, {enter}, 1, {enter}")),
        ("The same for several", format!("{mark} on each, then {enter}")),
        ("Take it back", format!("{}, for five minutes", key(Action::TakeBack))),
        ("Called away", format!("{back} keeps; {next}, {enter} opens")),
    ]
}

/// Up to when the practice room of that day is made up.
pub fn morning(now: Moment) -> Moment {
    let time = Time::from_hms_opt(MORNING.0, MORNING.1, 0).unwrap_or_default();
    Moment::at(now.day(), time, now.offset)
}

/// When it is in the practice room as the lesson of that day begins.
pub fn begins(now: Moment) -> Moment {
    morning(now).plus_seconds(LATER)
}

/// Begins the lesson, as a key person of a room where a child can be written for in five keys.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let session = &mut model.session;
    let today = session.today();
    let at_the_door = |person: &&Practitioner| {
        person.role == Role::KeyPerson && person.room.is_some() && person.here_on(today)
    };
    let person = session.roll.people.iter().rfind(at_the_door);
    session.room = person.and_then(|person| person.room);
    session.person = person.map(|person| person.id);
    let mut turn = Turn::default();
    session.refresh(&mut turn);
    turn.to(board::State::default().into());
    model.lesson = Some(Lesson::default());
    super::update::settle(model, turn)
}

/// Looks at what came of it, and goes on a step where it was what the lesson asked for.
pub fn watch(model: &mut Model, answer: &Answer, turn: &mut Turn) {
    let Some(lesson) = &mut model.lesson else { return };
    match (lesson.step, answer) {
        (Step::Note | Step::Several, Answer::Applied(Errand::Save(_), Ok(_))) => lesson.saved = true,
        (Step::Note | Step::Several, Answer::Writer(..)) if std::mem::take(&mut lesson.saved) => {
            let mut children: Vec<ChildId> =
                model.session.writer.last_talk.iter().map(|entry| entry.entry.child).collect();
            children.sort_unstable();
            children.dedup();
            lesson.step = match children.len() {
                0 => lesson.step,
                // Whoever writes for several at once has learnt both.
                1 => Step::Several,
                _ => Step::TakeBack,
            };
        }
        (Step::TakeBack, Answer::Applied(Errand::TakeBack(_), Ok(_))) => lesson.step = Step::Leave,
        (Step::GoOn, Answer::Applied(Errand::Save(_), Ok(_))) => {
            lesson.step = Step::Learnt;
            turn.over(learnt::State.into());
        }
        _ => {}
    }
}

/// Looks at where a key has led.
pub fn look(model: &mut Model) {
    if let Some(lesson) = &mut model.lesson
        && lesson.step == Step::Leave
        && matches!(model.screen, Screen::Board(_))
        && !model.session.writer.drafts.is_empty()
    {
        lesson.step = Step::GoOn;
    }
}

/// What to press next; `None` where nobody practises.
pub fn says(model: &Model) -> Option<String> {
    let step = model.lesson.as_ref()?.step;
    if model.session.plain {
        return Some(in_lines(model, step));
    }
    let key = |action| key(&model.session, action);
    let (write, save, back) = (key(Action::Write), key(Action::SaveEntry), key(Action::Back));
    let says = match (&model.screen, step) {
        (Screen::Learnt(_), _) => return Some("That is all there is to it.".to_string()),
        (Screen::Board(_), Step::Note) => match five_keys(&model.session) {
            Some((name, letters)) => format!("A note for {name} Type {letters}, then {write}."),
            None => format!("A note: type a child's name, then {write}."),
        },
        (Screen::Card(_), Step::Note) => format!("1 puts a phrase in, {save} saves it."),
        (Screen::Board(_), Step::Several) => {
            let mark = key(Action::Mark);
            format!("Several at once: {mark}, {mark}, then {write}.")
        }
        (Screen::Card(_), Step::Several) => format!("A few words, then {save}: saved for each."),
        (Screen::Board(_), Step::TakeBack) => {
            format!("A slip? {} takes the last note back.", key(Action::TakeBack))
        }
        (Screen::Card(_), Step::Leave) => format!("Open again. Called away? {back} keeps the words."),
        (Screen::Board(_), Step::Leave) => format!("Begin any note, then {back}: its words are kept."),
        (Screen::Board(_), Step::GoOn) => {
            format!("Kept. {} shows your draft, {write} opens it.", key(Action::NextPart))
        }
        (Screen::Card(_), Step::GoOn) => format!("Your words, as you left them. {save} saves."),
        (_, Step::Learnt) => return Some("Go on as long as you like.".to_string()),
        _ => format!("{back} goes back."),
    };
    Some(format!("{} of 4: {says}", number(step)))
}

fn number(step: Step) -> u8 {
    match step {
        Step::Note => 1,
        Step::Several => 2,
        Step::TakeBack => 3,
        _ => 4,
    }
}

/// What to type next, line by line.
fn in_lines(model: &Model, step: Step) -> String {
    let says = match (&model.screen, step) {
        (Screen::Learnt(_), _) => return "That is all there is to it.".to_string(),
        (Screen::Board(_), Step::Note) => match five_keys(&model.session) {
            Some((name, letters)) => format!("a note for {name} Type {letters}, then Enter."),
            None => "a note. Type a child's name, then Enter.".to_string(),
        },
        (Screen::Card(_), Step::Note) => {
            "type 1, a phrase, then Enter. You hear what will be saved, and Enter alone saves it.".to_string()
        }
        (Screen::Board(_), Step::Several) => {
            "several at once. Type two names with a comma between, then Enter.".to_string()
        }
        (Screen::Card(_), Step::Several) => {
            "a few words, then Enter; Enter alone saves them for each.".to_string()
        }
        (Screen::Board(_), Step::TakeBack) => "a slip? u takes the last note back.".to_string(),
        (Screen::Card(_), Step::Leave) => "called away? b keeps the words.".to_string(),
        (Screen::Board(_), Step::Leave) => {
            "begin any note with a few words and Enter, then b: its words are kept.".to_string()
        }
        (Screen::Board(_), Step::GoOn) => "kept. ! lists your draft, and its number opens it.".to_string(),
        (Screen::Card(_), Step::GoOn) => "your words, as you left them. Enter alone saves.".to_string(),
        (_, Step::Learnt) => return "Go on as long as you like; :leave-lesson leaves practice.".to_string(),
        _ => "Esc goes back.".to_string(),
    };
    format!("Practice, {} of 4: {says}", number(step))
}

/// How practice is left, at any moment.
pub fn way_out(session: &Session) -> String {
    format!("{} leaves practice", key(session, Action::LeaveLesson))
}

fn key(session: &Session, action: Action) -> String {
    session.keys.labels(action).into_iter().next().unwrap_or_default()
}

/// A child of the room whom two letters mean and nobody else, those first whose note is due.
fn five_keys(session: &Session) -> Option<(String, String)> {
    let room = session.room()?;
    let presence = today::everyone(session);
    let asking = today::asking(session, &presence)?;
    let initials = |child: &ChildId| {
        let child = session.roll.child(*child)?;
        let letters = [&child.forename, &child.surname];
        let letters: String = letters.iter().filter_map(|name| name.chars().next()).collect();
        let letters = letters.to_lowercase();
        let found = find(&letters, &asking).state == Found::One(child.id);
        found.then(|| (session.roll.short_name(child.id), letters))
    };
    let mut children: Vec<_> = session.children();
    // The step after this one marks that child and the next below.
    children.pop();
    let due = |child: &&Child| !matches!(today::row(session, room, child).drop_off, Cell::Due | Cell::NotYet);
    children.sort_by_key(due);
    children.iter().map(|child| child.id).find_map(|child| initials(&child))
}
