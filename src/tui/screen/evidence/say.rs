//! Figures in signs and few words, the same on the board and on a statement's page.

use std::collections::BTreeMap;

use ratatui::style::Modifier;

use crate::domain::Day;
use crate::domain::evidence::{Figures, Gaps, Scope as Whom, Strength, Voices};
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;

/// What the board says of the last day: `today`, `3 d`, `2 w`, `never`.
pub(in crate::tui::screen) fn ago(last: Option<Day>, today: Day) -> String {
    match last.map(|last| (today - last).num_days()) {
        None => "never".to_string(),
        Some(..=0) => "today".to_string(),
        Some(days @ 1..14) => format!("{days} d"),
        Some(days) => format!("{} w", days / 7),
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
pub(super) fn bars(weeks: &[u32], count: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let weeks = weeks.get(weeks.len().saturating_sub(count)..).unwrap_or(weeks);
    let most = weeks.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return "·".repeat(weeks.len());
    }
    let most = most.max(7);
    weeks
        .iter()
        .map(|&week| {
            let height = (week as usize * (BARS.len() - 1)).div_ceil(most as usize);
            BARS.get(height).copied().unwrap_or('█')
        })
        .collect()
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

/// The families of a list of gaps, by the room that is meant: all the family's children who are in it.
pub(in crate::tui::screen) fn families(session: &Session, whom: &Whom, gaps: &Gaps) -> Vec<(String, String)> {
    let on_roll = crate::domain::evidence::gaps::families_on_roll(&session.roll, whom);
    let mut families: Vec<(String, String)> = gaps
        .iter()
        .map(|(family, why)| {
            let children = on_roll.get(family).map(Vec::as_slice).unwrap_or_default();
            let mut names: Vec<String> =
                children.iter().map(|child| session.roll.short_name(child.id)).collect();
            names.sort();
            (names.join(", "), why.clone())
        })
        .collect();
    families.sort();
    families
}

/// The list of families, over a page.
pub(in crate::tui::screen) fn list_families(
    session: &Session,
    canvas: &mut Canvas,
    (title, whom, gaps): (&str, &Whom, &Gaps),
    first: usize,
    (top, end): (u16, u16),
) {
    let theme = canvas.theme();
    let width = canvas.width();
    canvas.put_in(1, top, width.saturating_sub(2), title, theme.text.add_modifier(Modifier::BOLD));
    canvas.put(1, top + 1, "For you only. Silence is not a No.", theme.muted);
    let families = families(session, whom, gaps);
    if families.is_empty() {
        canvas.put(1, top + 3, "Every family has been heard.", theme.text);
    }
    canvas.cursor(1, top + 3);
    let room = usize::from(end.saturating_sub(top + 3));
    for ((name, why), y) in families.iter().skip(first).take(room).zip(top + 3..) {
        canvas.put_in(1, y, 24, name, theme.text);
        canvas.put_in(27, y, width.saturating_sub(28), why, theme.muted);
    }
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
    }

    #[test]
    fn bars_show_nothing_as_dots_and_one_as_more_than_nothing() {
        assert_eq!(bars(&[0; 13], 7), "·······");
        assert_eq!(bars(&[9, 9, 9, 9, 9, 9, 0, 1, 2, 3, 7, 0, 1], 7), "▁▂▃▄█▁▂");
        assert_eq!(bars(&[140, 0, 70], 3), "█▁▅");
    }
}
