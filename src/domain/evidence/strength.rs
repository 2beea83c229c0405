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
            format_args!("{} {}", figures.changed, if figures.changed == 1 { "change" } else { "changes" })
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

#[cfg(test)]
mod tests {
    use super::super::testing::{day, framework};
    use super::*;

    fn rule() -> StrengthRule {
        framework("p").strength
    }

    const TO: (u32, u32) = (11, 29);

    fn of(families: u32, on_roll: u32) -> Figures {
        Figures {
            entries: 52,
            talks: 50,
            families,
            on_roll,
            voices: [52, 20, 6],
            changed: 7,
            last: Some(day(11, 24)),
            ..Figures::default()
        }
    }

    fn weigh(figures: &Figures, about: About) -> Strength {
        strength(figures, about, &rule(), day(TO.0, TO.1))
    }

    #[test]
    fn shares_are_weighed_in_whole_numbers_at_their_very_edge() {
        for (families, on_roll, expected) in [
            (0, 12, Strength::Thin),
            (399, 1000, Strength::Thin),
            (400, 1000, Strength::Fair),
            (2, 5, Strength::Fair),
            (799, 1000, Strength::Fair),
            (79, 100, Strength::Fair),
            (800, 1000, Strength::Strong),
            (4, 5, Strength::Strong),
            (12, 12, Strength::Strong),
            (0, 0, Strength::Thin),
            (u32::MAX, u32::MAX, Strength::Strong),
            (u32::MAX / 2, u32::MAX, Strength::Fair),
        ] {
            assert_eq!(weigh(&of(families, on_roll), About::Families), expected, "{families} of {on_roll}");
        }
        let none = Figures { entries: 0, ..of(12, 12) };
        assert_eq!(weigh(&none, About::Families), Strength::None);
        assert_eq!(weigh(&none, About::Setting), Strength::None);
    }

    #[test]
    fn strong_takes_voices_changes_and_something_recent_each_by_itself() {
        let strong = of(10, 12);
        assert_eq!(weigh(&strong, About::Families), Strength::Strong);
        for voices in [[0, 1, 1], [1, 0, 1], [1, 1, 0]] {
            assert_eq!(weigh(&Figures { voices, ..strong.clone() }, About::Families), Strength::Fair);
        }
        assert_eq!(weigh(&Figures { changed: 0, ..strong.clone() }, About::Families), Strength::Fair);
        assert_eq!(weigh(&Figures { changed: 1, ..strong.clone() }, About::Families), Strength::Strong);
        // The last 42 days up to 29 November begin on 19 October.
        for (last, expected) in [
            (Some(day(10, 19)), Strength::Strong),
            (Some(day(10, 18)), Strength::Fair),
            (None, Strength::Fair),
        ] {
            assert_eq!(weigh(&Figures { last, ..strong.clone() }, About::Families), expected, "{last:?}");
        }
    }

    #[test]
    fn a_statement_about_the_setting_is_fair_with_something_recent_and_never_strong() {
        // The last 91 days up to 29 November begin on 31 August.
        for (last, expected) in [
            (Some(day(11, 24)), Strength::Fair),
            (Some(day(8, 31)), Strength::Fair),
            (Some(day(8, 30)), Strength::Thin),
            (None, Strength::Thin),
        ] {
            assert_eq!(weigh(&Figures { last, ..of(12, 12) }, About::Setting), expected, "{last:?}");
            assert_eq!(weigh(&Figures { last, ..of(0, 0) }, About::Setting), expected, "{last:?}");
        }
    }

    #[test]
    fn a_suggestion_stands_in_the_rule_and_silence_suggests_nothing() {
        let mut rule = rule();
        for (strength, code) in [
            (Strength::None, None),
            (Strength::Thin, Some("P")),
            (Strength::Fair, Some("P")),
            (Strength::Strong, Some("Y")),
        ] {
            assert_eq!(suggested(strength, &rule), code);
        }
        rule.suggests.strong.clear();
        assert_eq!(suggested(Strength::Strong, &rule), None);
    }

    #[test]
    fn why_shows_the_rules_result() {
        let say = |figures: &Figures, about| why(figures, about, &rule(), day(TO.0, TO.1));
        let all = of(10, 12);
        for (figures, about, words) in [
            (
                all.clone(),
                About::Families,
                "Strong: 10 of 12 families, all three voices, last 24 November, 7 changes.",
            ),
            (of(3, 12), About::Families, "Thin: 3 of 12 families, under two in five."),
            (
                of(0, 0),
                About::Families,
                "Thin: no family was on roll in this time, so there is no share to reckon.",
            ),
            (
                Figures { voices: [9, 9, 0], changed: 0, last: Some(day(9, 1)), ..of(7, 12) },
                About::Families,
                "Fair: 7 of 12 families. For strong: four in five families, the child's words or response, \
                 something in the last six weeks and something that changed because of it.",
            ),
            (
                Figures { entries: 5, ..all.clone() },
                About::Setting,
                "Fair: five entries about the whole setting, last 24 November, within 13 weeks.",
            ),
            (
                Figures { last: Some(day(8, 24)), ..all.clone() },
                About::Setting,
                "Thin: nothing in the last 13 weeks; the last was 24 August.",
            ),
            (Figures::default(), About::Families, "None: nothing has been agreed for it yet."),
        ] {
            assert_eq!(say(&figures, about), words);
        }
    }
}
