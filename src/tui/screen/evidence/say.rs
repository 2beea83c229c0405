//! Figures in signs and few words, the same on the board and on a statement's page.

use std::collections::BTreeMap;

use crate::domain::evidence::{Figures, Gaps, Scope, Strength, Voices};
use crate::domain::{Day, Week};
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;

/// Of whom figures are: `Sunflower room`, `Sunflower and Toddlers`, `whole setting`.
pub(in crate::tui::screen) fn whose(session: &Session, scope: &Scope) -> String {
    let names = scope.rooms.iter().filter_map(|room| session.roll.room(*room));
    match names.map(|room| room.name.as_str()).collect::<Vec<_>>().as_slice() {
        [] => "whole setting".to_string(),
        [room] => format!("{room} room"),
        [rooms @ .., last] => format!("{} and {last}", rooms.join(", ")),
    }
}

/// What the board says of the last day: `today`, `3 d`, `2 w`, `never`.
pub(in crate::tui::screen) fn ago(last: Option<Day>, today: Day) -> String {
    match last.map(|last| (today - last).num_days()) {
        None => "never".to_string(),
        Some(..=0) => "today".to_string(),
        Some(days @ 1..14) => format!("{days} d"),
        Some(days) => format!("{} w", days / 7),
    }
}

/// The same in words, for a sentence: `3 days ago`.
pub(in crate::tui::screen) fn ago_in_words(last: Option<Day>, today: Day) -> String {
    match ago(last, today) {
        day if day == "1 d" => "1 day ago".to_string(),
        days if days.ends_with(" d") => days.replace(" d", " days ago"),
        weeks if weeks.ends_with(" w") => weeks.replace(" w", " weeks ago"),
        other => other,
    }
}

/// `■■□□`
pub(in crate::tui::screen) fn signs(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "□□□□",
        Strength::Thin => "■□□□",
        Strength::Fair => "■■□□",
        Strength::Strong => "■■■■",
    }
}

/// `s f c`, with a dot for each voice that is not there.
pub(super) fn voices(figures: &Figures) -> String {
    let [staff, family, child] = figures.voices;
    let sign = |count: u32, letter: &'static str| if count > 0 { letter } else { "·" };
    [sign(staff, "s"), sign(family, "f"), sign(child, "c")].join(" ")
}

/// The last so many weeks as bars, the fullest the highest.
pub(in crate::tui::screen) fn bars(weeks: &[u32], count: usize) -> String {
    // None is as high as its row, so that the rows of a board do not run into one.
    const BARS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];
    let weeks = weeks.get(weeks.len().saturating_sub(count)..).unwrap_or(weeks);
    let most = weeks.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return "·".repeat(weeks.len());
    }
    let most = most.max(6);
    weeks
        .iter()
        .map(|&week| {
            let height = (week as usize * (BARS.len() - 1)).div_ceil(most as usize);
            BARS.get(height).copied().unwrap_or('▇')
        })
        .collect()
}

/// The bars of as many weeks as have room in so many columns, and how many these are. In plain letters they are digits:
/// spaces keep them from being one number.
pub(in crate::tui::screen) fn trend(canvas: &Canvas, weeks: &[u32], columns: usize) -> (String, usize) {
    if !canvas.in_plain_letters() {
        return (bars(weeks, columns), columns.min(weeks.len()));
    }
    let count = columns.div_ceil(2).min(weeks.len());
    (in_letters(weeks, count), count)
}

/// Where bars are digits the lowest would be read as one: a week with nothing is a point.
fn in_letters(weeks: &[u32], count: usize) -> String {
    let shown = weeks.iter().skip(weeks.len().saturating_sub(count));
    let bars = bars(weeks, count);
    let signs = bars.chars().zip(shown).map(|(bar, week)| if *week == 0 { '.' } else { bar });
    signs.map(String::from).collect::<Vec<_>>().join(" ")
}

/// The last two weeks of a time in words: `this week 2, last week 4`.
pub(in crate::tui::screen) fn last_weeks(weeks: &[u32], to: Day, today: Day) -> String {
    let (this, last) = match Week::of(to) == Week::of(today) {
        true => ("this week", "last week"),
        false => ("its last week", "the week before"),
    };
    match weeks {
        [.., before, end] => format!("{this} {end}, {last} {before}"),
        _ => String::new(),
    }
}

/// `10 families (collected by someone else 3)`
pub(in crate::tui::screen) fn gaps_in_short(gaps: &Gaps) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for why in gaps.values() {
        *reasons.entry(why).or_default() += 1;
    }
    let families = if gaps.len() == 1 { "1 family".to_string() } else { format!("{} families", gaps.len()) };
    let known: Vec<String> = reasons
        .iter()
        .filter(|(why, _)| !why.starts_with("talks written"))
        .map(|(why, count)| format!("{why} {count}"))
        .collect();
    if known.is_empty() { families } else { format!("{families} ({})", known.join(", ")) }
}

/// How many of the three voices speak in the figures.
pub(in crate::tui::screen) fn voices_heard(figures: &Figures) -> Voices {
    let [staff, family, child] = figures.voices.map(|count| count > 0);
    Voices { staff, family, child }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_said_in_days_then_weeks() {
        let day = |d| Day::from_ymd_opt(2026, 11, d).unwrap();
        for (last, says) in [(24, "today"), (23, "1 d"), (11, "13 d"), (10, "2 w"), (1, "3 w")] {
            assert_eq!(ago(Some(day(last)), day(24)), says);
        }
        assert_eq!(ago(None, day(24)), "never");
        for (last, says) in [(24, "today"), (23, "1 day ago"), (11, "13 days ago"), (10, "2 weeks ago")] {
            assert_eq!(ago_in_words(Some(day(last)), day(24)), says);
        }
    }

    #[test]
    fn the_last_weeks_are_said_in_words() {
        let day = |d| Day::from_ymd_opt(2026, 11, d).unwrap();
        let weeks = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 2];
        assert_eq!(last_weeks(&weeks, day(29), day(24)), "this week 2, last week 4");
        assert_eq!(last_weeks(&weeks, day(22), day(24)), "its last week 2, the week before 4");
    }

    #[test]
    fn bars_show_nothing_as_dots_and_one_as_more_than_nothing() {
        assert_eq!(bars(&[0; 13], 7), "·······");
        assert_eq!(bars(&[9, 9, 9, 9, 9, 9, 0, 1, 2, 3, 7, 0, 1], 7), "▁▂▃▄▇▁▂");
        assert_eq!(bars(&[140, 0, 70], 3), "▇▁▄");
        assert_eq!(in_letters(&[9, 140, 0, 70], 3), "▇ . ▄");
    }
}
