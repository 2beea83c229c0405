//! The lists that stand in the rows' place: those whom the letters fit, and what is to do.

use ratatui::style::{Modifier, Style};

use super::find::{Choice, Meant};
use super::{State, ToDo};
use crate::domain::entry::Standing;
use crate::domain::{Because, Child, ChildId, Draft, EntryId, Kind, Purpose};
use crate::tui::model::Session;
use crate::tui::screen::records;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, parts_that_fit};

impl State {
    /// Those who fit, to choose from; `alone` where Enter takes the only one.
    pub(super) fn choices(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        choices: &[Choice],
        (says, alone): (&str, bool),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.put(2, 4, says, bold);
        let mut y = 5;
        let mut before = false;
        let name = |choice: &Choice| {
            let name = choice.who.name(session);
            if choice.near { format!("Did you mean {name}?") } else { name }
        };
        let longest = choices.iter().map(|choice| canvas.columns(&name(choice))).max().unwrap_or(0);
        let longest = u16::try_from(longest).unwrap_or(40).clamp(17, 40);
        for (index, choice) in choices.iter().enumerate() {
            // Those of other rooms come after a line.
            if choice.elsewhere && !before {
                y += 1;
                canvas.put(2, y, "Not on this room's list", theme.muted);
                y += 1;
            }
            before = choice.elsewhere;
            let chosen = self.chosen == Some(index);
            canvas.row(0, y, canvas.width(), 1, tap::number(index + 1));
            let style = match (chosen, choice.elsewhere) {
                (true, _) => theme.bar,
                (false, true) => theme.muted,
                (false, false) => theme.text,
            };
            if chosen {
                canvas.in_use(0, y, canvas.width());
            }
            // The mark stands on what Enter takes: in a tie on nobody, until one is chosen.
            if chosen || alone {
                canvas.put(2, y, "▸", if chosen { theme.bar } else { theme.focus });
            }
            canvas.put(4, y, &(index + 1).to_string(), style);
            canvas.put_in(7, y, longest, &name(choice), style);
            let quiet = if chosen { theme.bar } else { theme.muted };
            let known = known(session, choice);
            let parts: Vec<String> = known.split(BETWEEN).map(str::to_string).collect();
            let room = canvas.width().saturating_sub(7 + longest + 3 + 2);
            let says = parts_that_fit(&parts, BETWEEN, usize::from(room));
            canvas.put_in(7 + longest + 3, y, room, &says, quiet);
            y += 1;
        }
        if choices.is_empty() {
            canvas.put(2, y + 1, "Try fewer letters, or the number on the board.", theme.muted);
        }
    }

    pub(super) fn to_do_list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.put(2, 4, "To do now", theme.text.add_modifier(Modifier::BOLD));
        let short = |child: &ChildId| session.roll.short_name(*child);
        let selected = self.todo.unwrap_or(0);
        let items = State::to_do(session);
        let (top, fit) = canvas.seen_of((6, canvas.height()), selected, items.len());
        // Whose each is stands in one column.
        let names = items.iter().filter_map(|item| match item {
            ToDo::Promised(_, child) => Some(canvas.columns(&short(child))),
            _ => None,
        });
        let longest = u16::try_from(names.max().unwrap_or(0)).unwrap_or(0);
        for (line, (index, item)) in items.iter().enumerate().skip(top).take(fit).enumerate() {
            let y = 6 + u16::try_from(line).unwrap_or(0);
            let (what, who) = match item {
                ToDo::Draft(draft) => (drafted(draft).to_string(), of_whom(session, draft)),
                ToDo::Asked(_, child) => ("a question to you".to_string(), short(child)),
                ToDo::Due(child, kind) => (due(*kind).to_string(), short(child)),
                ToDo::NoWord(child) => ("no word yet".to_string(), short(child)),
                ToDo::Promised(entry, child) => (promise(session, *entry), short(child)),
                ToDo::Request(_, child) => (REQUEST.to_string(), short(child)),
            };
            let chosen = index == selected;
            canvas.row(0, y, canvas.width(), 1, tap::to_row(selected, index));
            let style: Style = if chosen { theme.bar } else { theme.text };
            if chosen {
                canvas.in_use(0, y, canvas.width());
                canvas.put(2, y, "▸", theme.bar);
            }
            canvas.put(4, y, &what, style);
            canvas.put_in(26, y, canvas.width().saturating_sub(30), &who, style);
            if let ToDo::Promised(entry, _) = item {
                canvas.put(26 + longest + 3, y, &promised_by(session, *entry), style);
            }
        }
    }
}

/// What a request for a child's whole record is called among what is to do.
pub(super) const REQUEST: &str = "a record asked for";

/// What is known of a choice beside its name.
pub(super) fn known(session: &Session, choice: &Choice) -> String {
    let child = match choice.who {
        Meant::Group(_) => return "a group of this room".to_string(),
        Meant::Child(child) => session.roll.child(child),
    };
    let says = if choice.elsewhere { whereabouts } else { about };
    child.map(|child| says(session, child)).unwrap_or_default()
}

/// `key person Sam · brother or sister Noah O.`
pub(super) fn about(session: &Session, child: &Child) -> String {
    let mut says = Vec::new();
    if let Some(person) = session.roll.key_person(child.id, false, session.today()) {
        says.push(format!("key person {}", person.first_name()));
    }
    let siblings: Vec<String> = session
        .roll
        .siblings_of(child.id)
        .into_iter()
        .filter_map(|sibling| session.roll.child(sibling))
        .filter(|sibling| sibling.on_roll(session.today()))
        .map(|sibling| sibling.first_name().to_string())
        .collect();
    if !siblings.is_empty() {
        says.push(format!("family of {}", siblings.join(", ")));
    }
    says.join(" · ")
}

/// Where a child is who is not on this room's list.
fn whereabouts(session: &Session, child: &Child) -> String {
    if child.left.is_some_and(|left| left < session.today()) {
        "has left".to_string()
    } else if !child.on_roll(session.today()) {
        "has not started yet".to_string()
    } else {
        session.roll.room(child.room).map(|room| format!("{} room", room.name)).unwrap_or_default()
    }
}

/// A promise: for when. Its words stay hidden: this page faces the door.
fn promise(session: &Session, entry: EntryId) -> String {
    let due = promised(session, entry).and_then(|standing| standing.entry.follow_up);
    let due = due.unwrap_or(session.today());
    let when = if due == session.today() { "today".to_string() } else { due.format("%-d %b").to_string() };
    format!("promised for {when}")
}

/// `by Sam`: whose promise it is.
fn promised_by(session: &Session, entry: EntryId) -> String {
    let by = promised(session, entry).and_then(|standing| session.roll.person(standing.entry.by));
    by.map(|person| format!("by {}", person.first_name())).unwrap_or_default()
}

fn promised(session: &Session, entry: EntryId) -> Option<&Standing> {
    session.day.promised.iter().find(|standing| standing.entry.id == entry)
}

/// What is due, as the board counts it.
pub(super) fn due(kind: Kind) -> &'static str {
    match kind {
        Kind::DropOff => "drop-off note",
        Kind::PickUp => "pick-up note",
        _ => "feedback",
    }
}

/// What a draft is, in a few words; of a reason, that it is not given yet.
pub(super) fn drafted(draft: &Draft) -> &'static str {
    match draft.purpose {
        Purpose::Note => "your draft",
        Purpose::Amend(_) => "your correction",
        Purpose::HeardBack(_) => "what was heard back",
        Purpose::FollowUp(_) => "how it was done",
        Purpose::Question(..) => "your question",
        Purpose::Gap(..) => "why no talk",
        Purpose::Round { .. } => "the daily round",
        Purpose::Evidence { .. } => "evidence text",
        Purpose::Area { .. } => "area for development",
        Purpose::Phrase { .. } => "a phrase",
        Purpose::Group { .. } => "a group",
        Purpose::Practice { .. } => "a practice record",
        Purpose::MoreTime(_) => "draft: why more time",
        Purpose::Because(_, Because::Hold) => "draft: why held",
        Purpose::Because(_, Because::Release) => "draft: why let go",
        Purpose::Because(_, Because::Erase) => "draft: why erased",
    }
}

/// About whom a draft is, or about which statement.
pub(super) fn of_whom(session: &Session, draft: &Draft) -> String {
    let statement = |framework: &str, code: &str| {
        let framework = session.frameworks.iter().find(|known| known.id == framework);
        let known = framework.and_then(|framework| framework.statement(code));
        known.map_or(code.to_string(), |known| format!("{} {}", known.number, known.title))
    };
    match &draft.purpose {
        Purpose::Evidence { statement: of, .. } => return statement(&of.framework, &of.code),
        // Its words stay hidden: this page faces the door.
        Purpose::Area { framework, statement: Some(code), .. } => return statement(framework, code),
        _ => {}
    }
    // Its kind tells several apart; of one for leads alone this page says no more than that it waits.
    if let Purpose::Practice { kind, .. } = &draft.purpose {
        let known = records::kind(session, kind).filter(|kind| !kind.restricted);
        return known.map(|kind| kind.label.clone()).unwrap_or_default();
    }
    if let Purpose::Phrase { .. } | Purpose::Group { .. } = draft.purpose {
        return draft.note.lines().next().unwrap_or_default().to_string();
    }
    let children = draft.children.iter().map(|child| session.roll.short_name(*child));
    children.collect::<Vec<_>>().join(", ")
}
