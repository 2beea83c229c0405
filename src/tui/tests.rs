//! Flows: keys in, screen and store out.

mod capture;
mod concern;
mod door;
mod eyes;
mod groups;
mod hands;
mod idle;
mod pages;
mod phrases;
mod presence;
mod round;
mod screens;
mod shell;
mod spelling;
