//! The words of the made-up nursery.

/// Every file of the made-up nursery.
pub const DATA: &[(&str, &str)] = &[];
