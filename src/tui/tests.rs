//! Flows: keys in, screen and store out.

mod capture;
mod concern;
mod door;
mod fuzz;
mod idle;
mod pages;
mod phrases;
mod presence;
mod screens;
mod seconds;
mod shell;
mod spelling;
