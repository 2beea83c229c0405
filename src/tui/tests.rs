//! Flows: keys in, screen and store out.

mod capture;
mod concern;
mod door;
mod groups;
mod idle;
mod pages;
mod phrases;
mod presence;
mod round;
mod screens;
mod shell;
mod spelling;
