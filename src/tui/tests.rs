//! Flows: keys in, screen and store out.

mod boards;
mod capture;
mod child;
mod concern;
mod disk;
mod door;
mod drafts;
mod evaluation;
mod eyes;
mod fuzz;
mod groups;
mod hands;
mod idle;
mod lesson;
mod names;
mod pages;
mod phrases;
mod pinned;
mod presence;
mod refused;
mod round;
mod screens;
mod seconds;
mod shell;
mod spelling;
mod staff;
