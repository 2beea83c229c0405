//! Tests of what is let out of the room as evidence, and of the form that it makes.

use super::*;
use crate::domain::entry::{Review, Withdrawn};
use crate::domain::evidence::{Figures, Piece, Strength, Voices};
use crate::domain::framework::{About, Band, From, Judgement, RatingRow, StrengthRule};
use crate::export;
use crate::report::example::{Example, at, day, example, id};

fn framework() -> Framework {
    let statement = |code: &str, title: &str, about| Statement {
        code: code.into(),
        number: code.into(),
        title: title.into(),
        says: format!("{title}, said in our own words and long enough to need a second line on the form."),
        wording: None,
        from: From::Daily,
        about,
        kinds: vec![],
        practice: vec![],
        hints: vec![],
        marks: vec![],
        opening: None,
        would_help: None,
    };
    Framework {
        id: "partnership-with-parents".into(),
        title: "Partnership with parents".into(),
        publisher: "A council".into(),
        edition: "August 2018".into(),
        year: 2018,
        superseded_by: None,
        intro: vec![],
        evidence_heading: "How do you know?".into(),
        judgements: [("Y", "met"), ("P", "partly met"), ("N", "not met")]
            .map(|(code, label)| Judgement { code: code.into(), label: label.into() })
            .into(),
        strength: StrengthRule {
            thin_below: 40,
            strong_from: 80,
            strong_voices: 3,
            strong_weeks: 6,
            strong_changes: 1,
            setting_weeks: 13,
            suggests: Default::default(),
        },
        statements: (1..=16)
            .map(|number| {
                let about = if number % 4 == 0 { About::Setting } else { About::Families };
                statement(&number.to_string(), "Home learning comes in", about)
            })
            .collect(),
        bands: [("inadequate", 1), ("requires improvement", 3), ("good", 5), ("outstanding", 7)]
            .map(|(name, number)| Band { name: name.into(), number })
            .into(),
        ratings: ["Contracts", "Sharing news", "Settling in", "Taking part", "Planning", "Relationships"]
            .map(|title| RatingRow {
                code: title.into(),
                title: title.into(),
                descriptors: [1, 3, 5, 7].map(|band| format!("What {title} looks like at {band}.")).into(),
            })
            .into(),
        areas_for_development: true,
    }
}

fn evidence_of(e: &Example, standing: Standing) -> Evidence {
    let piece = Piece {
        statement: "partnership-with-parents/15".parse().unwrap(),
        entry: standing.entry.id,
        talk: standing.entry.talk,
        child: Some(standing.entry.child),
        family: Some(standing.entry.child),
        room: Some(e.room),
        day: standing.entry.happened.day(),
        kind: Ok(standing.entry.kind),
        by: standing.entry.by,
        voices: Voices { staff: true, family: !standing.family_words().is_empty(), child: false },
        changed: false,
    };
    Evidence { piece, source: Source::Entry(Box::new(standing)) }
}

fn form<'a>(e: &Example, framework: &'a Framework) -> EvidenceForm<'a> {
    let asked = Asked {
        roll: &e.roll,
        framework,
        practice: &[],
        guard: &|text, _| if text.contains("Isla") { vec!["Isla".into()] } else { vec![] },
        made: at(20, 17, 40),
    };
    let clearing = Clearing { asked: &asked, names: Names::of(&e.roll) };
    let mut hidden = vec![
        e.entry(30, e.ben, Kind::PickUp, 18, "PLANTED private", &[]),
        e.entry(31, e.ben, Kind::PickUp, 18, "PLANTED waiting", &[]),
        e.entry(32, e.ben, Kind::PickUp, 18, "PLANTED struck", &[]),
        e.entry(33, e.ben, Kind::PickUp, 18, "PLANTED with Isla", &[]),
    ];
    hidden[0].entry.private = true;
    hidden[1].review = Review::Waiting;
    hidden[2].withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(19, 9, 0) });
    let shown = [
        e.entry(
            1,
            e.ava,
            Kind::PickUp,
            18,
            "Siobhan: “Ava sang it all evening.” Sam made a song box.",
            &[50],
        ),
        e.entry(2, e.ben, Kind::DropOff, 17, "Ben counted the stairs with Lucy, one to five.", &[53]),
    ];
    let pool: Vec<Evidence> = shown.into_iter().chain(hidden).map(|one| evidence_of(e, one)).collect();
    let cited: Vec<Cited> = evidence::choose(pool.iter().filter_map(|one| clearing.citable(one)).collect());
    let figures = Figures {
        entries: 52,
        talks: 40,
        families: 4,
        on_roll: 5,
        voices: [52, 20, 7],
        changed: 7,
        last: Some(day(20)),
        weeks: [4; 13],
        kept_out: Default::default(),
    };
    let gaps = GapCounts { families: 1, someone_else: 1, just_started: 0 };
    let period = Period::term_to(day(20));
    let column = |statement: &'a Statement| {
        let figures = if statement.number == "9" {
            Figures { on_roll: 5, ..Figures::default() }
        } else {
            figures.clone()
        };
        let cited = if figures.entries == 0 { vec![] } else { cited.clone() };
        let own = statement.number == "2";
        StatementColumn {
            drafted: vec![],
            draft: evidence::draft(statement, &figures, &cited, &gaps, period, &|_| false).text,
            cited: cited.iter().enumerate().map(|(index, one)| citation(index + 1, one)).collect(),
            strength: if figures.entries == 0 { Strength::None } else { Strength::Fair },
            suggested: (figures.entries > 0).then(|| "P".to_string()),
            why: "Fair: 4 of 5 families.".into(),
            met: if own { "Y".into() } else { String::new() },
            text: if own {
                "Families tell us what is done at home and we plan from it [1].".into()
            } else {
                String::new()
            },
            gaps,
            statement,
            figures,
        }
    };
    EvidenceForm {
        framework,
        setting: "Little Acorns".into(),
        scope: Scope { rooms: vec![e.room], period },
        rooms: vec!["Sunflower".into()],
        families_on_roll: 5,
        statements: framework.statements.iter().map(column).collect(),
        made: at(20, 17, 40),
        day_code: Some("0a1b2c3d4e5f".into()),
    }
}

#[test]
fn the_form_names_nobody_and_holds_nothing_that_was_kept_out() {
    let e = example();
    let framework = framework();
    let form = form(&e, &framework);
    let mut all = export::json::evidence_json(&form).to_string();
    for format in export::FORMATS {
        let bytes = (format.write)(&form.report()).unwrap();
        if format.name == "docx" {
            all.extend(export::tests::parts(&bytes).into_iter().map(|(_, text)| text));
        } else {
            all.push_str(&String::from_utf8(bytes).unwrap());
        }
    }
    for name in ["PLANTED", "Ava", "O'Neill", "Siobhan", "Ben ", "Lucy", "Isla", "Sam "] {
        assert!(!all.contains(name), "{name}");
    }
    assert!(all.contains("Mum: “A.O. sang it all evening.” SO made a song box."), "{all}");
}

#[test]
fn the_form_has_a_row_for_each_statement_under_one_repeated_heading() {
    let e = example();
    let framework = framework();
    let bytes = (export::format("docx").unwrap().write)(&form(&e, &framework).report()).unwrap();
    let document =
        export::tests::parts(&bytes).into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    // The statements and the ratings each have a heading row; twelve lines are ruled at the end.
    assert_eq!(document.matches("<w:tblHeader").count(), 2);
    assert_eq!(document.matches("<w:tr>").count(), 1 + 16 + 1 + 6 + 12);
    assert!(document.contains("w:orient=\"landscape\""));
}

#[test]
fn a_draft_is_marked_and_a_leads_own_text_stands_alone() {
    let e = example();
    let framework = framework();
    let text = (export::format("txt").unwrap().write)(&form(&e, &framework).report()).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.matches("Draft. ").count(), 15, "{text}");
    assert!(text.contains("Families tell us what is done at home"));
    assert!(text.contains("Not yet") && text.contains("Suggested P."));
}

#[test]
fn the_json_has_every_promised_field() {
    let e = example();
    let framework = framework();
    let json = export::json::evidence_json(&form(&e, &framework));
    let keys =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let of = |names: &str| names.split(' ').map(str::to_string).collect::<BTreeSet<_>>();
    assert_eq!(keys(&json), of("framework edition from to rooms families_on_roll statements"));
    let statement = &json["statements"][0];
    assert_eq!(
        keys(statement),
        of("code number title entries talks families voices changed last weeks strength suggested why \
            judgement text draft cited gaps kept_out")
    );
    assert_eq!(statement["last"], "2026-11-20");
    assert_eq!(statement["judgement"], serde_json::Value::Null);
    assert_eq!(json["statements"][1]["judgement"], "Y");
    assert_eq!(json["from"], "2026-08-24");
}

#[test]
fn an_entry_in_json_has_every_promised_field_and_no_words_where_only_a_line_is_seen() {
    use crate::domain::policy::Sight;
    let e = example();
    let mut standing = e.entry(1, e.ava, Kind::DropOff, 18, "“Can she rest early?”", &[50]);
    standing.review = e.agreed(&["partnership-with-parents/15"]);
    let families = e.roll.families();
    let whole = export::json::entry_json(&standing, &e.roll, &families, Sight::Whole);
    for name in
        "id child child_id family_id talk_id kind happened recorded by with text family_words no_talk \
                 follow_up private suggested agreed withdrawn"
            .split_whitespace()
    {
        assert!(whole.get(name).is_some(), "{name}");
    }
    assert_eq!(whole["agreed"][0], "partnership-with-parents/15");
    assert_eq!(whole["with"][0], "mum");
    assert_eq!(whole["family_words"][0], "Can she rest early?");
    assert_eq!(whole["happened"], "2026-11-18T08:01:00+00:00");
    assert_eq!(whole["family_id"], serde_json::json!(id::<ChildId>(20)));
    let line = export::json::entry_json(&standing, &e.roll, &families, Sight::Line).to_string();
    assert!(!line.contains("rest early") && !line.contains("mum"), "{line}");
}
