//! Reports: one model, and one builder a report. A builder asks the record, keeps to the one policy of
//! what may appear, and knows no format; the writers in `export` know only the model.

pub mod audit;
pub mod blank_sheets;
pub mod chart;
pub mod complaints;
pub mod due;
pub mod erasing;
pub mod evidence_form;
pub mod family_week;
pub mod gather;
pub mod handover;
pub mod key_card;
mod model;
pub mod moving_on;
mod names;
pub mod obstacle;
pub mod pages;
mod reach;
pub mod recovery_sheet;
pub mod reports;
pub mod room_week;
pub mod said;
pub mod setting_week;
pub mod whole_record;

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod leak_tests;

pub use chart::{Bar, Chart};
pub use model::{
    Block, Cell, Column, EntryLine, Paragraph, Print, Report, Span, Square, Style, Table, Tongue, Value,
    Values,
};
pub use names::Names;
