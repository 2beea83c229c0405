//! Flows: keys in, screen and store out.

mod capture;
mod door;
mod eyes;
mod hands;
mod idle;
mod pages;
mod screens;
mod shell;
