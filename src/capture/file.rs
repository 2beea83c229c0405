//! The lines of a day's file: time, writer, who and note, parted by tabs. A date may stand before the time.

use chrono::NaiveDate;

use crate::domain::{Day, Time};

/// A line that holds a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The day, where the line says it.
    pub date: Option<Day>,
    /// When it happened.
    pub time: Time,
    /// Whose words they are, by initials.
    pub writer: String,
    /// For whom, as it would be typed.
    pub who: String,
    /// The note, as it would be typed.
    pub note: String,
}

/// A line that can't be taken apart. Its text is what a person is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Line {number}: {what}")]
pub struct LineTrouble {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What is wrong with it, and what to write.
    pub what: String,
}

/// The lines of a file, without those that are empty or begin with `#`. Line ends of any system and a
/// byte-order mark are taken in stride. A line without four parts, or without a time, is a [`LineTrouble`].
pub fn lines(text: &str) -> Vec<Result<FileLine, LineTrouble>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n')
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .map(|(index, line)| one(line, index + 1).map_err(|what| LineTrouble { number: index + 1, what }))
        .collect()
}

fn one(line: &str, number: usize) -> Result<FileLine, String> {
    let mut parts = line.splitn(4, '\t').map(str::trim);
    let (Some(when), Some(writer), Some(who), Some(note)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(
            "it needs a time, the writer's initials, who it is for and the note, with a tab between each."
                .to_string(),
        );
    };
    for (part, missing) in [
        (when, "the time is missing. Write it first: 08:05."),
        (writer, "the writer's initials are missing, after the time."),
        (who, "nobody is named, after the writer."),
        (note, "the note is empty."),
    ] {
        if part.is_empty() {
            return Err(missing.to_string());
        }
    }
    let mut words = when.split_whitespace();
    let (date, time) = match (words.next(), words.next(), words.next()) {
        (Some(time), None, _) => (None, time),
        (Some(date), Some(time), None) => {
            let day = day(date).ok_or_else(|| {
                format!("“{date}” is not a date that can be read. Write 14/07/2026 or 2026-07-14.")
            })?;
            (Some(day), time)
        }
        _ => return Err(format!("“{when}” is not a time. Write 08:05, or 14/07/2026 08:05.")),
    };
    let time = clock(time).ok_or_else(|| format!("“{time}” is not a time. Write it as 08:05."))?;
    let note = note.replace('\t', " ");
    Ok(FileLine { number, date, time, writer: writer.to_string(), who: who.to_string(), note })
}

/// A date in one of the four forms that settings write: `14/07/2026`, `14.07.2026`, `14-Jul-26`, `2026-07-14`.
pub fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let year = text.rsplit(['/', '.', '-']).next()?.len();
    let forms: &[&str] = match year {
        4 => &["%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y"],
        2 if text.len() > 9 || text.contains(['/', '.']) => &["%Y-%m-%d", "%d/%m/%y", "%d.%m.%y"],
        2 => &["%d-%b-%y", "%Y-%m-%d"],
        _ => &["%Y-%m-%d"],
    };
    forms.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

/// A time of day: `08:05`, `8.05`, `0805` or with seconds.
fn clock(text: &str) -> Option<Time> {
    ["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"].iter().find_map(|form| Time::parse_from_str(text, form).ok())
}
