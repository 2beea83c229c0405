//! The file that holds the key, as damage or a forger would leave it: it is whole or it is not, and what it asks of
//! memory and time is bounded before any of it is spent.

#![no_main]

use doorstep::store::vault::{Sheet, Words, is_slot_file};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = is_slot_file(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = (Words::parse(text), Sheet::parse(text));
    }
});
