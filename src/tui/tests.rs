//! Flows: keys in, screen and store out.

mod capture;
mod pages;
mod screens;
mod shell;
