//! The groups of the room, kept by a lead: what each is called and who is in it.

mod plain;

use std::collections::BTreeSet;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::{Page, Press, board};
use crate::domain::{Act, Change, ChildId, Draft, DraftId, Group, GroupId, Purpose, TalkId};
use crate::tui::action::{Action, Scope};
use crate::tui::key::{Chord, Takes};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;

/// What the answer to a kept group is known by.
const ERRAND: &str = "group";
/// The longest name of a group, in characters.
const LONGEST: usize = 40;

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// The line of the list: a group, and after the last a new one.
    line: usize,
    /// The group that is open.
    open: Option<Open>,
}

/// A group while it is made or changed.
#[derive(Debug)]
struct Open {
    /// Which; `None` for a new one.
    id: Option<GroupId>,
    name: Typed,
    ticked: BTreeSet<ChildId>,
    /// Whether the children are in use, and not the name.
    on_children: bool,
    line: usize,
    /// Begun with the children that were marked on the board: it goes back there.
    from_board: bool,
    /// What was asked before it is done: one more Enter.
    asked: bool,
    /// On its way to the record.
    sent: Option<Group>,
    draft: DraftId,
    /// What it is called and who is in it where nothing is changed.
    before: (String, BTreeSet<ChildId>),
}

impl State {
    /// The list; or, where children were marked on the board or there is no group yet, a new group of them.
    pub fn open(session: &mut Session, marked: Vec<ChildId>) -> State {
        let from_board = !marked.is_empty();
        let open = if from_board {
            Some(Open::new(session, None, marked, true))
        } else {
            groups(session).is_empty().then(|| Open::of(session, None))
        };
        State { line: 0, open }
    }

    /// The group that a draft was begun on.
    pub fn go_on(session: &Session, draft: &Draft) -> State {
        let open = Open::of_draft(session, draft);
        let same = |group: &&Group| Some(group.id) == open.id;
        let line = groups(session).iter().position(same).unwrap_or(groups(session).len());
        State { line, open: Some(open) }
    }

    fn press_list(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = groups(session).len();
        match press.action {
            Some(Action::Up) => self.line = self.line.saturating_sub(1),
            Some(Action::Down) => self.line = (self.line + 1).min(last),
            Some(Action::First) => self.line = 0,
            Some(Action::Last) => self.line = last,
            Some(Action::OpenGroup) => {
                let group = groups(session).get(self.line).map(|group| (*group).clone());
                self.open = Some(Open::of(session, group));
            }
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let groups = groups(session);
        let says = "A group's name, typed in Who, takes all who are not away.";
        canvas.put(2, 2, says, theme.muted);
        let (first, fit) = canvas.seen_of((4, canvas.height()), self.line, groups.len() + 1);
        for (y, index) in (4..).zip((0..=groups.len()).skip(first).take(fit)) {
            let marked = index == self.line;
            canvas.row(0, y, canvas.width(), 1, tap::take_row(self.line, index));
            let (style, quiet) = if marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(1, y, "▸", style);
            }
            let Some(group) = groups.get(index) else {
                canvas.put(3, y, "a new group", style);
                continue;
            };
            canvas.put_in(3, y, 24, &group.name, style.add_modifier(Modifier::BOLD));
            canvas.put(29, y, &format!("{:>2}", group.children.len()), style);
            let names = group.children.iter().map(|child| session.roll.short_name(*child));
            let names = names.collect::<Vec<_>>().join(", ");
            canvas.put_in(33, y, canvas.width().saturating_sub(35), &names, quiet);
        }
    }
}

impl Open {
    /// A group as it is, or a new one, with the draft of its writer where there is one.
    fn of(session: &mut Session, group: Option<Group>) -> Open {
        let id = group.as_ref().map(|group| group.id);
        let begun = |draft: &&Draft| matches!(&draft.purpose, Purpose::Group { room, group, .. } if *group == id && Some(*room) == session.room);
        match session.writer.drafts.iter().find(begun) {
            Some(draft) => Open::of_draft(session, draft),
            None => {
                let children = group.as_ref().map(|group| group.children.clone()).unwrap_or_default();
                Open::new(session, group.as_ref(), children, false)
            }
        }
    }

    fn of_draft(session: &Session, draft: &Draft) -> Open {
        let (id, ticked) = match &draft.purpose {
            Purpose::Group { group, ticked, .. } => (*group, ticked.clone()),
            _ => (None, Vec::new()),
        };
        let group = id.and_then(|id| session.roll.group(id));
        let children = group.map(|group| group.children.clone()).unwrap_or_default();
        let mut open = Open::with(draft.id, group, children, false);
        open.name = Typed::new(draft.note.lines().next().unwrap_or_default());
        open.name.set_cursor(draft.cursor);
        open.ticked = ticked.into_iter().collect();
        open
    }

    fn new(session: &mut Session, group: Option<&Group>, children: Vec<ChildId>, from_board: bool) -> Open {
        Open::with(session.chance.id(session.now), group, children, from_board)
    }

    fn with(draft: DraftId, group: Option<&Group>, children: Vec<ChildId>, from_board: bool) -> Open {
        let name = group.map(|group| group.name.clone()).unwrap_or_default();
        let ticked: BTreeSet<ChildId> = children.into_iter().collect();
        Open {
            id: group.map(|group| group.id),
            name: Typed::new(name.clone()),
            ticked: ticked.clone(),
            on_children: group.is_some(),
            line: 0,
            from_board,
            asked: false,
            sent: None,
            draft,
            before: (name, ticked),
        }
    }

    fn changed(&self) -> bool {
        self.name.text() != self.before.0 || self.ticked != self.before.1
    }

    /// Keeps what was begun as a draft of its writer. Where nothing is changed there is nothing to keep. Answers
    /// whether there was.
    fn keep(&self, session: &mut Session, turn: &mut Turn) -> bool {
        let (Some(writer), Some(room), None) = (session.person, session.room, &self.sent) else {
            return false;
        };
        let changed = self.changed();
        let names = self.ticked.iter().map(|child| session.roll.short_name(*child));
        let note = format!("{}\n{}", self.name.text(), names.collect::<Vec<_>>().join(", "));
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: TalkId(self.draft.0),
            children: Vec::new(),
            kind: None,
            private: true,
            note: if changed { note } else { String::new() },
            cursor: self.name.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::Group { room, group: self.id, ticked: self.ticked.iter().copied().collect() },
            why: None,
        };
        session.keep_words(draft, room, turn);
        changed
    }

    /// Saves the group, after one more look where another would go.
    fn save(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(room) = session.room else { return turn.say("No room is shown.") };
        let name = match Group::name_of(self.name.text()) {
            Ok(name) => name,
            Err(trouble) => {
                self.on_children = false;
                return turn.warn(trouble.to_string());
            }
        };
        let same = groups(session).into_iter().find(|group| group.called(&name)).map(|group| group.id);
        let taken = same.is_some() && same != self.id;
        if self.ticked.is_empty() && self.id.is_none() {
            self.on_children = true;
            return turn.say("Tick who is in it with Space, then Enter.");
        }
        if (taken || self.ticked.is_empty()) && !std::mem::replace(&mut self.asked, true) {
            return turn.warn(if taken {
                format!("There is a group {name} already. Enter again puts these children in its place.")
            } else {
                format!("Nobody is in it. Enter again lets the group {name} go.")
            });
        }
        let id = match same.or(self.id) {
            Some(id) => id,
            None => session.chance.id(session.now),
        };
        // In the board's order; who has left the room's list since is in it no more.
        let list = session.children();
        let children =
            list.iter().map(|child| child.id).filter(|child| self.ticked.contains(child)).collect();
        let group = Group { id, room, name, children };
        let mut changes = vec![Change::Group(group.clone())];
        if let Some(before) = self.id.filter(|before| *before != id) {
            // It took another's name and place.
            changes.push(Change::Group(Group { id: before, children: Vec::new(), ..group.clone() }));
        }
        self.sent = Some(group);
        session.forget(self.draft);
        let act = Act { changes, finishes: Some(self.draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(ERRAND)));
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let children: Vec<ChildId> = session.children().iter().map(|child| child.id).collect();
        let last = children.len().saturating_sub(1);
        let asked = std::mem::take(&mut self.asked);
        match press.action {
            Some(Action::NameGroup | Action::KeepGroup) => {
                self.asked = asked;
                self.save(session, turn);
            }
            Some(Action::NextPart | Action::LastPart) => self.on_children = !self.on_children,
            Some(Action::Down) if !self.on_children => self.on_children = true,
            _ if !self.on_children => {
                let long = press.chord.letter().is_some() && self.name.text().chars().count() >= LONGEST;
                if long || !self.name.press(press) {
                    return false;
                }
                self.keep(session, turn);
            }
            Some(Action::Up) if self.line == 0 => self.on_children = false,
            Some(Action::Up) => self.line = self.line.saturating_sub(1),
            Some(Action::Down) => self.line = (self.line + 1).min(last),
            Some(Action::PageUp) => self.line = self.line.saturating_sub(10),
            Some(Action::PageDown) => self.line = (self.line + 10).min(last),
            Some(Action::First) => self.line = 0,
            Some(Action::Last) => self.line = last,
            Some(Action::TickMember) => {
                if let Some(child) = children.get(self.line)
                    && !self.ticked.remove(child)
                {
                    self.ticked.insert(*child);
                }
                self.keep(session, turn);
            }
            _ => return false,
        }
        true
    }

    fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.put(2, 2, "What is it called?", bold);
        self.name.draw(canvas, 2, 3, 32.min(canvas.width().saturating_sub(4)), 3, !self.on_children);
        if self.name.is_empty() {
            let such = if canvas.width() < 64 { "as lunch, nap" } else { "as lunch, nap, buggy walk" };
            canvas.put(36, 4, such, theme.muted);
        }
        let children = session.children();
        let ticked = children.iter().filter(|child| self.ticked.contains(&child.id)).count();
        let x = canvas.put(2, 7, "Who is in it?", bold) + 2;
        canvas.put(x, 7, &format!("{ticked} of {}", children.len()), theme.muted);
        let top: u16 = 8;
        let (first, fit) = canvas.seen_of((top, canvas.height()), self.line, children.len());
        if self.on_children {
            canvas.button(2, 4, 32, vec![Chord::plain(KeyCode::Tab)]);
        }
        for (y, (index, child)) in (top..).zip(children.iter().enumerate().skip(first).take(fit)) {
            let marked = self.on_children && index == self.line;
            let style = if marked { theme.bar } else { theme.text };
            let to_list = (!self.on_children).then_some(Chord::plain(KeyCode::Tab));
            canvas.row(
                0,
                y,
                canvas.width(),
                1,
                to_list.into_iter().chain(tap::to_tick(self.line, index)).collect(),
            );
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(0, y, "▸", style);
            }
            let in_it = self.ticked.contains(&child.id);
            canvas.tick(3, y, in_it, if marked { style } else { theme.focus });
            canvas.put_in(7, y, 32, &child.name(), style);
        }
    }
}

/// The groups of the shown room.
fn groups(session: &Session) -> Vec<&Group> {
    session.room.map(|room| session.roll.groups_of(room).collect()).unwrap_or_default()
}

impl Page for State {
    fn scope(&self) -> Scope {
        match &self.open {
            None => Scope::Groups,
            Some(open) if open.on_children => Scope::GroupMembers,
            Some(_) => Scope::GroupName,
        }
    }

    fn takes(&self) -> Takes {
        match &self.open {
            Some(open) if !open.on_children => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match &mut self.open {
            None => self.press_list(session, press, turn),
            Some(open) if open.sent.is_some() => true,
            Some(open) if press.action == Some(Action::Back) => {
                let (from_board, kept) = (open.from_board, open.keep(session, turn));
                self.open = None;
                if from_board || groups(session).is_empty() {
                    turn.back();
                }
                turn.say(if kept {
                    "Kept. It waits for you among your drafts."
                } else {
                    "Nothing was changed."
                });
                true
            }
            Some(open) => open.press(session, press, turn),
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        let Answer::Applied(Errand::Page(ERRAND), done) = answer else { return };
        let Some(open) = &mut self.open else { return };
        let Some(group) = open.sent.take() else { return };
        if let Err(why) = done {
            open.keep(session, turn);
            return turn.warn(why.clone());
        }
        session.finishing(open.draft, turn);
        if let Some(before) = open.id.filter(|before| *before != group.id) {
            session.roll.apply(&Change::Group(Group { id: before, children: Vec::new(), ..group.clone() }));
        }
        session.roll.apply(&Change::Group(group.clone()));
        turn.done(match group.children.len() {
            0 => format!("The group {} is let go.", group.name),
            count => format!("Kept: {}, {count} of this room. Type its name in Who.", group.name),
        });
        if open.from_board {
            turn.to(board::State::default().into());
        }
        self.open = None;
        self.line = groups(session).iter().position(|kept| kept.id == group.id).unwrap_or(0);
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(open) = &self.open {
            open.keep(session, turn);
        }
    }

    fn writing(&self) -> Option<DraftId> {
        self.open.as_ref().filter(|open| open.changed() && open.sent.is_none()).map(|open| open.draft)
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let open = self.open.as_ref();
        // With nobody in a new group yet, Enter goes where Tab goes.
        let goes_on = open.is_some_and(|open| open.id.is_none() && open.ticked.is_empty());
        match action {
            Action::Back if open.is_some() => said("Esc", "later"),
            Action::NameGroup if goes_on => said("Enter", "who is in it"),
            Action::NextPart if goes_on && open.is_some_and(|open| !open.on_children) => said("", ""),
            Action::NextPart if open.is_some_and(|open| open.on_children) => said("Tab", "name"),
            Action::NextPart if open.is_some() => said("Tab", "who is in it"),
            Action::Up if open.is_none() => said("↑↓", "choose"),
            _ => None,
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.open {
            None => turn.say("Nothing was pasted: Enter opens a group."),
            Some(open) if open.on_children => turn.say("Nothing was pasted: Tab goes to the name first."),
            Some(open) if open.name.text().chars().count() + text.chars().count() > LONGEST => {
                turn.warn(format!("Not pasted: a group's name has at most {LONGEST} characters."));
            }
            Some(open) => {
                open.name.put(text);
                open.keep(session, turn);
            }
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn answers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.hears_numbers(session, line, turn)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let room = session.room().map_or("No", |room| room.name.as_str());
        canvas.header(session, &format!("Groups of {room} room"));
        canvas.rule(1);
        match &self.open {
            None => self.list(session, canvas),
            Some(open) => open.draw(session, canvas),
        }
    }
}
