//! `doorstep recover`: what can be read of a damaged record becomes a new one, and what can't is named.

use std::path::PathBuf;

use clap::Args;

use super::session;
use super::{Common, making, out, typed};
use crate::chance::Chance;
use crate::domain::day::{long, short};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;
use crate::store::recover::{Recovered, recover};

/// Where the new record goes.
#[derive(Debug, Args)]
pub struct Options {
    /// A folder for the new record; the damaged one is named by --home, and stays as it is
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// So many of what is lost are named on the screen; the list beside the record has all.
const NAMED: usize = 30;

/// What of it could not become part of the new record lies in a file of this name beside it.
const LIST: &str = "not-recovered.txt";

/// Makes a new record out of what can be read of a damaged one.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let damaged = Home::find(common.home.clone())?;
    let new = Home::at(&options.to);
    if same(&damaged, &new) {
        return Err(Failure::usage(
            "The new record can't lie where the damaged one is: name another folder.",
        )
        .safe("Nothing was touched."));
    }
    making::need_none(&new)?;
    // Every copy of the key opens it, and a role can't be asked of a record that can't be read.
    let key = session::key(common, &damaged)?;
    let done = making::make(&new, |made| {
        let done = recover(&damaged, &key, made, &mut Chance::Machine)?;
        // What this machine was told, and the words of a practice nursery, go with it.
        for (from, to) in
            [(damaged.settings(), made.settings()), (damaged.practice_words(), made.practice_words())]
        {
            if let Ok(bytes) = std::fs::read(from) {
                files::write_private(&to, &bytes)?;
            }
        }
        Ok(done)
    })?;
    let list = list(&done);
    if !list.is_empty() {
        files::write_private(&new.folder().join(LIST), list.as_bytes())?;
    }
    tell(&done, &new)
}

fn same(one: &Home, other: &Home) -> bool {
    let whole = |home: &Home| std::fs::canonicalize(home.folder()).ok();
    one == other || whole(one).is_some_and(|one| Some(one) == whole(other))
}

fn tell(done: &Recovered, new: &Home) -> Result<()> {
    let count = |count: u64, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let folder = new.folder().display().to_string();
    out::say(&format!(
        "{} of the log, {} and {} stand in the new record in {folder}. Its day code is {}.",
        count(done.written, "line", "lines"),
        count(done.pins, "PIN", "PINs"),
        count(done.drafts, "draft", "drafts"),
        done.code
    ))?;
    if done.lost.is_empty() && done.refused.is_empty() {
        out::say("Everything that the damaged record held could be read.")?;
    }
    if !done.lost.is_empty() {
        out::say(&format!("{} could not be read:", count(done.lost.len() as u64, "line", "lines")))?;
        for lost in done.lost.iter().take(NAMED) {
            out::say(&format!("  {}", lost_line(lost.seq, lost.about.as_ref(), lost.why)))?;
        }
        if done.lost.len() > NAMED {
            out::say(&format!("  and {} more: all are in {LIST} there.", done.lost.len() - NAMED))?;
        }
    }
    if !done.refused.is_empty() {
        out::say(&format!(
            "{} could be read and not be written anew, because what they belong to is lost or they were changed. What \
             they say is in {LIST} there, readable to whoever may open that folder: write on from it what is needed, \
             then take it away.",
            count(done.refused.len() as u64, "line", "lines")
        ))?;
    }
    if done.ledger_lost {
        out::say(
            "The ledger of erasures can't be read: words that were erased may be there again. Erase once more what was \
             erased.",
        )?;
    }
    if done.pins == 0 {
        out::say("No PIN could be read: nobody can sign in. Restore a backup instead, if there is one.")?;
    }
    out::say(&format!(
        "The damaged record was not touched: keep it. The room words and the recovery sheet open both. Open the new one \
         with “doorstep --home {}”.",
        typed(&folder)
    ))
}

fn lost_line(seq: u64, about: Option<&(String, crate::domain::Day)>, why: &str) -> String {
    match about {
        Some((kind, day)) => format!("line {seq} ({kind}, {}): {why}", short(*day)),
        None => format!("line {seq}: {why}"),
    }
}

/// Everything that is not in the new record: what is lost by its number, what is left as it lay there.
fn list(done: &Recovered) -> String {
    let mut text = String::new();
    for lost in &done.lost {
        text.push_str(&lost_line(lost.seq, lost.about.as_ref(), lost.why));
        text.push('\n');
    }
    for line in &done.refused {
        let about = line.about.as_ref();
        let about = about.map(|(kind, at)| format!(" ({kind}, {} at {})", long(at.day()), at.clock()));
        text.push_str(&format!(
            "\nline {}{}: {}\n{}\n",
            line.seq,
            about.unwrap_or_default(),
            line.why,
            line.words
        ));
    }
    text
}
