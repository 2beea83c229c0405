//! Flows: keys in, screen and store out.

mod capture;
mod concern;
mod door;
mod idle;
mod lesson;
mod pages;
mod phrases;
mod presence;
mod screens;
mod shell;
mod spelling;
