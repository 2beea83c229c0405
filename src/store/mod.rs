//! The one log, its key and its witness.

pub mod files;
pub mod pin;
pub mod vault;
pub mod witness;
