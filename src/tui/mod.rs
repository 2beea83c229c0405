//! The terminal program.
//!
//! An event becomes a [`key::Chord`]; the chord, in the page's scope, an [`action::Action`] or a letter
//! of the field in use; that a [`msg::Msg`]; [`update::update`] changes the [`model::Model`] and answers
//! with [`msg::Effect`]s; the [`worker::Worker`], who alone owns the store, does them and answers with a
//! message; [`view::view`] draws. Only the loop in [`run`] touches the terminal.
//!
//! # How a page is added
//! 1. A file in `screen/` with a `State` (derives `Debug`) that implements [`screen::Page`], and a line in the
//!    `screens!` list of `screen/mod.rs`; `State.into()` is then a [`screen::Screen`].
//! 2. A [`action::Scope`] with its title, and the page's actions in the `actions!` table, most used first.
//!    The page is given each press (`Press.action`, or a letter where [`screen::Page::takes`] says that letters
//!    are words), and answers whether it meant something. `Up`, `Down`, `PageUp`, `Back` and the others of
//!    scope `Anywhere` come to it too; on `Back` it calls `turn.back()`.
//! 3. What it needs to know is in [`model::Session`] (roll, room, day, who is signed in, now) or comes as an
//!    [`msg::Answer`] to an [`msg::Effect`] that it put in the [`msg::Turn`]: a new question is a variant of
//!    both and an arm in `worker.rs`. Acts go out as `Effect::Apply(act, session.stamp(), Errand::Page("word"))`
//!    and come back as `Answer::Applied`. A page never sees the store.
//! 4. It draws on a [`widget::canvas::Canvas`] (all rows but the last two) with `session.look.theme`'s roles,
//!    first `canvas.header(session, place)`, and puts the cursor. Text drawn through the canvas is made safe.
//! 5. To reach it: `turn.over(page)` (Back comes here again) or `turn.to(page)`, an action of scope
//!    `Anywhere` in [`update::everywhere`], and a line in `screen/menu.rs`.

pub mod action;
pub mod idle;
pub mod key;
mod key_card;
pub mod keymap;
pub mod lesson;
mod lock;
mod machine;
mod meanwhile;
pub mod model;
pub mod msg;
pub mod plain;
pub mod private;
mod refuse;
mod run;
mod scope;
pub mod screen;
pub mod sign;
mod spelling;
pub mod tap;
mod terminal;
pub mod theme;
pub mod today;
pub mod update;
pub mod view;
pub mod widget;
pub mod worker;

pub use action::keys_markdown;
pub use idle::Closed;
pub use key_card::key_parts;
pub use machine::Machine;
pub use run::{Left, Opening, Unlock, run};
pub use terminal::columns;

#[cfg(test)]
pub(crate) mod harness;
#[cfg(test)]
mod tests;
