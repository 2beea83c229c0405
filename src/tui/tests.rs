//! Flows: keys in, screen and store out.

mod capture;
mod screens;
mod shell;
