//! Flows: keys in, screen and store out.

mod capture;
mod door;
mod groups;
mod idle;
mod pages;
mod round;
mod screens;
mod shell;
