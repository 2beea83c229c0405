//! What must hold when the machine fails or somebody tries to get at the record: a rig a file. Each does a first
//! number of trials with every run of the tests, and a second, larger one before a release:
//!
//! `DOORSTEP_LONG=1 cargo test --release --test suite faults -- --nocapture --test-threads 2`
//!
//! `DOORSTEP_TRIALS` is a number of one's own instead. What needs root or a tool that is not there is skipped aloud.

mod backup;
mod clock;
mod erasing;
mod full_disk;
mod guessing;
mod hangups;
mod inject;
mod kills;
mod leaving;
mod memory;
mod power;
mod rot;
mod slots;
mod stopped;
mod support;
mod tokens;
mod windows;
