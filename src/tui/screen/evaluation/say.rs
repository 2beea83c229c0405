//! What is said of an evaluation in few words.

use crate::domain::day::short;
use crate::domain::evaluation::{Evaluated, Evaluation, Missing, NoSuccessor};
use crate::domain::framework::{Framework, Statement};
use crate::store::ask::SignedOff;
use crate::tui::model::Session;

/// What sign-off waits for, a part of the form a sentence: `3 and 11 have no text`.
pub(super) fn waits(missing: &[Missing], framework: &Framework, now: &Evaluation) -> Vec<String> {
    let number = |code: &String| framework.named(code);
    let judgements: Vec<String> = missing
        .iter()
        .filter_map(|one| if let Missing::Judgement(code) = one { Some(number(code)) } else { None })
        .collect();
    let texts: Vec<String> = missing
        .iter()
        .filter_map(|one| if let Missing::Text(code) = one { Some(number(code)) } else { None })
        .collect();
    let carried: Vec<String> = missing
        .iter()
        .filter_map(|one| if let Missing::CarriedOver(code) = one { Some(number(code)) } else { None })
        .collect();
    let ratings: Vec<String> = missing
        .iter()
        .filter_map(|one| match one {
            Missing::Rating(code) => framework.ratings.iter().find(|row| row.code == *code),
            _ => None,
        })
        .map(|row| row.title.clone())
        .collect();
    let areas: Vec<String> = missing
        .iter()
        .filter_map(|one| match one {
            Missing::Area(id) => now.areas.iter().position(|area| area.id == *id),
            _ => None,
        })
        .map(|at| (at + 1).to_string())
        .collect();
    let verb = |of: &[String], one: &'static str, many: &'static str| if of.len() == 1 { one } else { many };
    let mut says = Vec::new();
    // Numbers are counted where there are many: `8 and 8 more` would be two kinds of number.
    let many = |of: &[String], what: (&str, &str)| {
        let first = of.first().filter(|_| of.len() > FEW)?;
        match of.len() == now.statements.len() {
            true => Some(format!("no statement {}", what.0)),
            false => Some(format!("{} statements {}, the first is {first}", of.len(), what.1)),
        }
    };
    if !judgements.is_empty() {
        let are = verb(&judgements, "is", "are");
        let says_few = || format!("{} {are} not judged", list(&judgements));
        says.push(many(&judgements, ("is judged", "are not judged")).unwrap_or_else(says_few));
    }
    if !texts.is_empty() {
        let have = verb(&texts, "has", "have");
        let says_few = || format!("{} {have} no text", list(&texts));
        says.push(many(&texts, ("has a text", "have no text")).unwrap_or_else(says_few));
    }
    if !carried.is_empty() {
        let not_yet = "from the term before, not looked at yet";
        says.push(match carried.as_slice() {
            all if all.len() == now.statements.len() => format!("all texts are {not_yet}"),
            [one] => format!("the text of {one} is {not_yet}"),
            [first, ..] if carried.len() > FEW => {
                format!("{} texts are {not_yet}, the first is {first}", carried.len())
            }
            _ => format!("the texts of {} are {not_yet}", list(&carried)),
        });
    }
    if ratings.len() > 1 && ratings.len() == now.ratings.len() {
        says.push("no rating is given".to_string());
    } else if !ratings.is_empty() {
        let rating = verb(&ratings, "rating", "ratings");
        says.push(format!("{rating} {} {} empty", list(&ratings), verb(&ratings, "is", "are")));
    }
    if !areas.is_empty() {
        let area = verb(&areas, "area", "areas");
        says.push(format!("{area} {}: by whom and by when", list(&areas)));
    }
    says
}

/// Of a text that is the last round's still: `from autumn term 2026, not looked at yet`.
pub(in crate::tui::screen) fn not_looked_at(round: &str) -> String {
    format!("from {round}, not looked at yet")
}

/// What the record holds of another edition: `Not in this edition: 9 and 17, at the end of the form`. Empty where
/// there is nothing.
pub(super) fn elsewhere(no_successor: &[NoSuccessor]) -> String {
    let codes: Vec<String> = no_successor.iter().map(|one| one.code.clone()).collect();
    match codes.as_slice() {
        [] => String::new(),
        codes => format!("Not in this edition, kept at the end of the form: {}.", list(codes)),
    }
}

/// The same in figures alone: `13 judgements, 16 texts, 4 ratings`.
pub(super) fn in_short(missing: &[Missing]) -> String {
    let count = |of: fn(&Missing) -> bool| missing.iter().filter(|one| of(one)).count();
    let several = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let parts = [
        (count(|one| matches!(one, Missing::Judgement(_))), "judgement", ""),
        (count(|one| matches!(one, Missing::Text(_))), "text", ""),
        (count(|one| matches!(one, Missing::CarriedOver(_))), "text", " to look at again"),
        (count(|one| matches!(one, Missing::Rating(_))), "rating", ""),
        (count(|one| matches!(one, Missing::Area(_))), "area", ""),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    let says = parts.map(|(count, what, to_do)| format!("{}{to_do}", several(count, what)));
    says.collect::<Vec<_>>().join(", ")
}

/// In one short line how much of it there is: `38 things are missing`.
pub(super) fn how_many(missing: &[Missing]) -> String {
    match missing.len() {
        0 => String::new(),
        1 => "1 thing is missing".to_string(),
        several => format!("{several} things are missing"),
    }
}

/// So many are named.
const FEW: usize = 6;

/// `3, 7 and 11`; of many the first few, and how many more.
fn list(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if all.len() <= FEW => format!("{} and {last}", first.join(", ")),
        _ => {
            let first: Vec<&str> = all.iter().take(FEW - 1).map(String::as_str).collect();
            format!("{} and {} more", first.join(", "), all.len() - first.len())
        }
    }
}

/// The gap of a statement in words, to begin an area for development with.
pub(super) fn gap(one: &Evaluated, statement: &Statement) -> String {
    let left = one.on_roll.saturating_sub(one.families);
    match (&statement.would_help, left) {
        (Some(help), _) => help.clone(),
        (None, 0) => String::new(),
        (None, 1) => "Hear from the one family from whom there is nothing yet.".to_string(),
        (None, left) => format!("Hear from the {left} families from whom there is nothing yet."),
    }
}

/// When it was signed off as it stands, and by whom: no longer than a narrow window's row.
pub(super) fn signed(session: &Session, signed: &SignedOff) -> String {
    let by = signed.by.and_then(|by| session.roll.person(by));
    let by = by.map(|by| format!(" by {}", by.first_name())).unwrap_or_default();
    format!("Signed off {} at {}{by}.", short(signed.at.day()), signed.at.clock())
}

/// What is different from the last one that was signed off: `was P, thin`.
pub(super) fn moved(now: &Evaluated, before: Option<&Evaluated>) -> Option<String> {
    let before = before?;
    let met = (before.met != now.met).then(|| match before.met.as_str() {
        "" => "not judged".to_string(),
        met => met.to_string(),
    });
    let strength = (before.strength != now.strength).then(|| before.strength.label().to_string());
    let was: Vec<String> = met.into_iter().chain(strength).collect();
    (!was.is_empty()).then(|| format!("was {}", was.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evidence::{Figures, Strength};

    #[test]
    fn a_long_list_names_the_first_few() {
        let all: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        assert_eq!(list(&all[..1]), "1");
        assert_eq!(list(&all[..3]), "1, 2 and 3");
        assert_eq!(list(&all[..6]), "1, 2, 3, 4, 5 and 6");
        assert_eq!(list(&all), "1, 2, 3, 4, 5 and 4 more");
    }

    #[test]
    fn statements_of_one_page_are_told_apart_by_what_they_are_called() {
        let catalog = crate::catalog::Catalog::shipped().unwrap();
        let framework = catalog.framework("reflecting-on-practice").unwrap();
        let of = |statements: &[Statement]| Evaluation {
            framework: framework.id.clone(),
            judges: false,
            statements: statements
                .iter()
                .map(|one| Evaluated::of(&one.code, &Figures::default(), Strength::None))
                .collect(),
            ratings: Vec::new(),
            areas: Vec::new(),
        };
        let now = of(&framework.statements);
        let [first, second, ..] = framework.statements.as_slice() else { panic!("two statements") };
        assert_eq!(first.number, second.number);
        let missing: Vec<Missing> =
            [first, second].map(|one| Missing::Text(one.code.clone())).into_iter().collect();
        assert_eq!(
            waits(&missing, framework, &now),
            [format!("p4 {} and p4 {} have no text", first.title, second.title)]
        );
        for one in &framework.statements {
            let named = framework.named(&one.code);
            let called = framework.statements.iter().filter(|other| framework.named(&other.code) == named);
            assert_eq!(called.count(), 1, "{named}");
            let called = framework
                .statements
                .iter()
                .filter(|other| framework.number(&other.code) == framework.number(&one.code));
            assert_eq!(called.count(), 1, "{}", one.code);
        }
        let english = catalog.framework("partnership-with-parents").unwrap();
        assert_eq!(
            (english.named("2").as_str(), english.number("2"), english.number("x9")),
            ("2", "2", "x9")
        );
    }

    #[test]
    fn what_moved_is_said_and_nothing_where_nothing_did() {
        let of = |met: &str, strength| Evaluated {
            met: met.into(),
            ..Evaluated::of("2", &Figures::default(), strength)
        };
        let before = of("P", Strength::Thin);
        assert_eq!(moved(&of("P", Strength::Thin), Some(&before)), None);
        assert_eq!(moved(&of("Y", Strength::Thin), Some(&before)).unwrap(), "was P");
        assert_eq!(moved(&of("Y", Strength::Fair), Some(&before)).unwrap(), "was P, thin");
        assert_eq!(moved(&of("Y", Strength::Fair), None), None);
        assert_eq!(moved(&of("Y", Strength::Thin), Some(&of("", Strength::Thin))).unwrap(), "was not judged");
    }
}
