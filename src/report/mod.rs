//! Reports: one model, and one builder a report. A builder asks the record, keeps to the one policy of
//! what may appear, and knows no format; the writers in `export` know only the model.

mod model;

pub use model::{Block, Cell, Column, EntryLine, Paragraph, Print, Report, Span, Style, Table};
