//! Backups beside copying the database's file, written through.

use std::fs::{self, File};
use std::path::Path;

use doorstep::clock::Clock;
use doorstep::paths::Home;
use doorstep::store::backup::{Lost, Set, restore};
use doorstep::store::{Store, files};

use super::nursery::Nursery;
use super::table::{Figure, Table};
use super::{Done, Options};

/// These take minutes each, so that they are taken so often at most.
const ROUNDS: usize = 3;

/// What a whole look at a record costs: made, brought back, drilled, verified.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    let names = ["backup: made and looked at", "backup: restored", "backup: drill", "verify, all of it"];
    if !names.iter().any(|name| options.wants(name)) {
        return Ok(());
    }
    let mut figures: [Figure; 4] = Default::default();
    for round in 0..options.rounds.min(ROUNDS) {
        for figure in &mut figures {
            figure.floor.take(|| copied(&large.home))?;
        }
        for nursery in [small, large] {
            let is_large = nursery.entries == large.entries;
            let mut store = nursery.store()?;
            // Each of a minute of its own: the same moment is not backed up twice.
            let now = Clock::Machine.now().plus_seconds(60 * round as i64);
            let [backup, back, drill, verify] = &mut figures;
            let set = timed(backup, is_large, || Ok(store.back_up(&nursery.home.backups(), now)?))?;
            timed(back, is_large, || restored(nursery, &set))?;
            timed(drill, is_large, || Ok(store.drill(&set)?))?;
            timed(verify, is_large, || whole(&mut store))?;
        }
    }
    for (name, figure) in names.iter().zip(&figures).filter(|(name, _)| options.wants(name)) {
        table.add(name, figure, None);
    }
    Ok(())
}

fn timed<T>(figure: &mut Figure, large: bool, job: impl FnOnce() -> Done<T>) -> Done<T> {
    if large { figure.large.take(job) } else { figure.small.take(job) }
}

fn copied(home: &Home) -> Done<()> {
    let to = home.folder().join("copied.db");
    fs::copy(home.database(), &to)?;
    File::open(&to)?.sync_all()?;
    files::sync_folder(home.folder())?;
    Ok(fs::remove_file(&to)?)
}

fn restored(nursery: &Nursery, set: &Set) -> Done<()> {
    let home = Home::at(beside(nursery.home.folder()));
    restore(set.path(), &home, &Lost::default(), |_| {
        nursery.key().map_err(|cause| doorstep::failure::Failure::refused(cause.to_string()))
    })?;
    Ok(fs::remove_dir_all(home.folder())?)
}

fn beside(folder: &Path) -> std::path::PathBuf {
    folder.with_extension("restored")
}

fn whole(store: &mut Store) -> Done<()> {
    match store.verify()?.into_iter().find(|check| !check.holds) {
        None => Ok(()),
        Some(wrong) => Err(wrong.says.into()),
    }
}
