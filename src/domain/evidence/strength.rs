//! How strong the evidence for a statement is, by the rule that stands in its pack, and why in words.

use chrono::Days;

use super::{Figures, Strength, say};
use crate::domain::Day;
use crate::domain::framework::{About, StrengthRule};

/// How strong the evidence is at the end of a period, `to`.
///
/// Nothing agreed is none. About families: under the rule's share of them thin; broad, of enough voices,
/// recent and with enough changes strong; else fair. With no family on roll there is no share, so it is thin.
/// About the setting: fair with something recent, else thin.
pub fn strength(figures: &Figures, about: About, rule: &StrengthRule, to: Day) -> Strength {
    if figures.entries == 0 {
        return Strength::None;
    }
    match about {
        About::Setting if within(figures.last, to, rule.setting_weeks) => Strength::Fair,
        About::Setting => Strength::Thin,
        About::Families if figures.on_roll == 0 || !reaches(figures, rule.thin_below) => Strength::Thin,
        About::Families if missing(figures, rule, to).is_empty() => Strength::Strong,
        About::Families => Strength::Fair,
    }
}

/// The judgement that a strength suggests; `None` where it suggests nothing, for silence is not a No.
pub fn suggested(strength: Strength, rule: &StrengthRule) -> Option<&str> {
    let code = match strength {
        Strength::None => return None,
        Strength::Thin => &rule.suggests.thin,
        Strength::Fair => &rule.suggests.fair,
        Strength::Strong => &rule.suggests.strong,
    };
    Some(code.as_str()).filter(|code| !code.is_empty())
}

/// The rule's result in a sentence or two: `Thin: 3 of 12 families, under two in five.`
pub fn why(figures: &Figures, about: About, rule: &StrengthRule, to: Day) -> String {
    let strength = strength(figures, about, rule, to);
    let last = figures.last.map_or_else(|| "no day known".to_string(), |day| say::day(day, to));
    let families = format!("{} of {} families", figures.families, figures.on_roll);
    match (strength, about) {
        (Strength::None, _) => "None: nothing has been agreed for it yet.".to_string(),
        (Strength::Fair, About::Setting) => format!(
            "Fair: {} about the whole setting, last {last}, within {}.",
            say::counted(figures.entries, "entry", "entries"),
            say::counted(rule.setting_weeks, "week", "weeks")
        ),
        (_, About::Setting) => {
            let weeks = say::counted(rule.setting_weeks, "week", "weeks");
            format!("Thin: nothing in the last {weeks}; the last was {last}.")
        }
        (Strength::Thin, About::Families) if figures.on_roll == 0 => {
            "Thin: no family was on roll in this time, so there is no share to reckon.".to_string()
        }
        (Strength::Thin, About::Families) => {
            format!("Thin: {families}, under {}.", say::share(rule.thin_below))
        }
        (Strength::Strong, About::Families) => format!(
            "Strong: {families}, {}, last {last}, {}.",
            match figures.voices.iter().filter(|&&count| count > 0).count() {
                3 => "all three voices".to_string(),
                count => say::counted(count as u32, "voice", "voices"),
            },
            say::counted(figures.changed, "change", "changes").replacen("no ", "0 ", 1)
        ),
        (Strength::Fair, About::Families) => {
            format!("Fair: {families}. For strong: {}.", say::list(&missing(figures, rule, to)))
        }
    }
}

/// Whether families reach a share in hundredths, in whole numbers: 39.9 is not 40.
fn reaches(figures: &Figures, hundredths: u32) -> bool {
    u64::from(figures.families) * 100 >= u64::from(hundredths) * u64::from(figures.on_roll)
}

/// Whether the day lies in the last so many weeks up to `to`, itself the last day of them.
fn within(last: Option<Day>, to: Day, weeks: u32) -> bool {
    let before = to.checked_sub_days(Days::new(u64::from(weeks) * 7));
    last.is_some_and(|last| before.is_none_or(|before| last > before))
}

/// What it would take to be strong, in words; empty where it is.
fn missing(figures: &Figures, rule: &StrengthRule, to: Day) -> Vec<String> {
    let mut missing = Vec::new();
    if !reaches(figures, rule.strong_from) {
        missing.push(match rule.strong_from {
            100 => "every family".to_string(),
            share => format!("{} families", say::share(share)),
        });
    }
    let voices = figures.voices.iter().filter(|&&count| count > 0).count() as u32;
    if voices < rule.strong_voices {
        let names = ["staff's record", "the family's own words", "the child's words or response"];
        if rule.strong_voices == 3 {
            missing.extend(
                names.iter().zip(figures.voices).filter(|(_, count)| *count == 0).map(|(n, _)| n.to_string()),
            );
        } else {
            missing.push(say::counted(rule.strong_voices, "voice", "voices"));
        }
    }
    if !within(figures.last, to, rule.strong_weeks) {
        missing.push(format!("something in the last {}", say::counted(rule.strong_weeks, "week", "weeks")));
    }
    if figures.changed < rule.strong_changes {
        missing.push(match rule.strong_changes {
            1 => "something that changed because of it".to_string(),
            changes => say::counted(changes, "change", "changes"),
        });
    }
    missing
}
