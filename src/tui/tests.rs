//! Flows: keys in, screen and store out.

mod capture;
mod door;
mod idle;
mod pages;
mod presence;
mod screens;
mod shell;
