//! Doorstep, the key person's daily log of a nursery room.
//!
//! The rooms of the house, in reading order. Arrows run one way:
//! `domain` ← `capture`, `catalog`, `register` ← `store` ← `report` ← `export` ← `tui`, `cli` ← `main`.
//!
//! - [`domain`] is the nursery itself: types and rules. No I/O, no SQL, no terminal, no clock.
//! - [`capture`] turns typed words into entries: finder, grammar, guess of the kind, name guard. Pure.
//! - [`catalog`] turns `data/*.toml` into domain values: frameworks, phrases, practice kinds, word lists.
//! - [`register`] turns a setting's own files (register, staff, PINs) into changes. Pure but for bytes given to it.
//! - [`store`] is the one log, its projections, its key and its witness; the only room that knows SQL.
//! - [`own`] lays a setting's own frameworks over what the program brings, and reads how its pages look.
//! - [`demo`] makes a believable nursery for practice, tests and benches.
//! - [`report`] builds every report as one model; [`export`] writes that model, one writer a format; [`leaving`] puts
//!   the files and the record's line of them down together.
//! - [`tui`] is the screen; [`cli`] is one file a subcommand.
//!
//! [`clock`], [`chance`] and [`paths`] are the only readers of time, randomness and environment;
//! [`safe`] makes text harmless wherever it is shown;
//! [`failure`] is what a person is told when something does not go.

pub mod capture;
pub mod catalog;
pub mod chance;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod domain;
pub mod export;
pub mod failure;
pub mod leaving;
pub mod own;
pub mod paths;
pub mod register;
pub mod report;
pub mod safe;
pub mod settings;
pub mod store;
pub mod tui;
