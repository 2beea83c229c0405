//! What pages are drawn with. Everything that reaches the screen goes through [`canvas::Canvas`].

pub mod canvas;
pub mod columns;
pub mod hint;
pub mod typed;
pub mod waits;
pub mod words;
