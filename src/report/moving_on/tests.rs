use super::*;
use crate::catalog::Catalog;
use crate::domain::entry::{Review, Withdrawn};
use crate::export;
use crate::report::example::{Example, at, day, example, id};
use crate::report::gather;

/// What a record is tested with: Ben has two homes, Ava's mum and dad share one.
struct Kept {
    e: Example,
    kinds: Vec<PracticeKind>,
}

fn kept() -> Kept {
    Kept { e: example(), kinds: Catalog::shipped().unwrap().practice }
}

impl Kept {
    fn with<T>(
        &self,
        (child, home): (ChildId, HouseholdId),
        (entries, records): (Vec<Standing>, Vec<PracticeStands>),
        look: impl Fn(&MovingOn) -> T,
    ) -> T {
        let guard = gather::name_guard(&self.e.roll);
        let names = Names::of(&self.e.roll);
        look(&MovingOn {
            roll: &self.e.roll,
            child,
            home,
            entries,
            records,
            kinds: &self.kinds,
            guard: &guard,
            names: &names,
            made: at(20, 17, 0),
        })
    }

    fn text(&self, of: (ChildId, HouseholdId), all: (Vec<Standing>, Vec<PracticeStands>)) -> String {
        self.with(of, all, |record| {
            String::from_utf8((export::format("txt").unwrap().write)(&record.report()).unwrap()).unwrap()
        })
    }

    fn record(&self, number: u128, kind: &str, child: ChildId, fields: &[(&str, Held)]) -> PracticeStands {
        PracticeStands {
            practice: Practice {
                id: id(900 + number),
                kind: kind.into(),
                day: day(2),
                room: Some(self.e.room),
                children: vec![child],
                by: self.e.sam,
                text: "PLANTEDTEXT".into(),
                family_words: vec![],
                fields: fields.iter().map(|(code, held)| (code.to_string(), held.clone())).collect(),
                shows: vec![],
                restricted: false,
            },
            recorded: at(2, 17, 0),
            revision: 0,
            amended: vec![],
            waits: false,
            agreed: None,
            printed: false,
            names_settled: false,
        }
    }

    fn sample(&self) -> (Vec<Standing>, Vec<PracticeStands>) {
        let e = &self.e;
        let mut step = e.entry(3, e.ava, Kind::ForHome, 16, "Count the stairs.", &[]);
        step.step = Some(heard("She counted to five.", Some("One two five!"), &[("mum", 50)]));
        let entries = vec![
            e.entry(1, e.ava, Kind::DropOff, 16, "Up at 5. “She sings in the bath.”", &[50]),
            e.entry(2, e.ava, Kind::MovingOn, 17, "Visit to the next room on Tuesday.", &[51]),
            step,
            e.entry(4, e.ava, Kind::Feedback, 17, "Pasta for lunch.", &[]),
            e.entry(5, e.ben, Kind::DropOff, 17, "“PLANTED of another child.”", &[53]),
        ];
        let text = |words: &str| Held::Text(words.into());
        let start = [
            ("with", Held::Contacts(vec![id(50)])),
            ("likes", text("Water, and anything that pours.")),
            ("home", text("Two books before bed.")),
        ];
        let records = vec![
            self.record(1, "starting-point", e.ava, &start),
            self.record(2, "starting-point", e.ben, &[("likes", text("PLANTED of another child."))]),
        ];
        (entries, records)
    }
}

fn heard(text: &str, childs: Option<&str>, with: &[(&str, u128)]) -> Step {
    Step::HeardBack {
        heard: text.into(),
        childs_words: childs.map(str::to_string),
        led_to_change: false,
        with: with
            .iter()
            .map(|(word, contact)| crate::domain::entry::With {
                word: (*word).into(),
                contact: Some(id(*contact)),
            })
            .collect(),
        told_in: None,
        by: id(10),
        at: at(19, 17, 0),
    }
}

#[test]
fn the_record_reads_as_it_should() {
    let kept = kept();
    insta::assert_snapshot!(kept.text((kept.e.ava, kept.e.oneills), kept.sample()));
}

#[test]
fn what_may_not_go_on_changes_nothing_and_each_reason_is_told_to_the_lead() {
    let kept = kept();
    let e = &kept.e;
    let whose = (e.ava, e.oneills);
    let clean = kept.text(whose, kept.sample());
    assert!(!clean.contains("PLANTED"), "{clean}");
    let planted = |number, change: &dyn Fn(&mut Standing)| {
        let mut one = e.entry(number, e.ava, Kind::MovingOn, 18, "PLANTED words.", &[50]);
        change(&mut one);
        one
    };
    let gone = |withdrawn| move |one: &mut Standing| one.withdrawn = Some(withdrawn);
    let (mut entries, mut records) = kept.sample();
    entries.extend([
        planted(31, &|one| one.entry.private = true),
        planted(32, &|one| one.review = Review::Waiting),
        planted(33, &gone(Withdrawn::Struck { by: e.priya, at: at(20, 9, 0) })),
        planted(34, &gone(Withdrawn::TakenBack { by: e.sam, at: at(20, 9, 0) })),
        planted(35, &|one| one.entry.text = "PLANTED with Isla.".into()),
        // Gran, who lives elsewhere and has no responsibility, said it.
        e.entry(36, e.ava, Kind::MovingOn, 18, "PLANTED by gran.", &[52]),
    ]);
    let text = |words: &str| Held::Text(words.into());
    let likes = [("likes", text("PLANTED likes."))];
    let mut restricted = kept.record(11, "starting-point", e.ava, &likes);
    restricted.practice.restricted = true;
    let mut waits = kept.record(12, "starting-point", e.ava, &likes);
    waits.waits = true;
    let mut of_two = kept.record(13, "starting-point", e.ava, &likes);
    of_two.practice.children.push(e.ben);
    let gran = [("with", Held::Contacts(vec![id(52)])), ("likes", text("PLANTED by gran."))];
    records.extend([
        restricted,
        waits,
        of_two,
        kept.record(14, "starting-point", e.ava, &[("likes", text("PLANTED: plays with Isla."))]),
        kept.record(15, "starting-point", e.ava, &gran),
        kept.record(16, "family-profile", e.ava, &[("faith", text("PLANTED faith."))]),
        kept.record(17, "agency-contact", e.ava, &[("shared", text("PLANTED agency."))]),
    ]);
    assert_eq!(kept.text(whose, (entries.clone(), records.clone())), clean);
    let left_out =
        kept.with(whose, (entries.clone(), records.clone()), |record| record.left_out().join("\n"));
    for why in [
        "private",
        "No room lead has agreed",
        "does not stand",
        "still to be settled",
        "Restricted",
        "household",
    ] {
        assert!(left_out.contains(why), "{why}: {left_out}");
    }
    let printed = kept.with(whose, (entries, records), |record| record.printed());
    assert_eq!(printed, kept.with(whose, kept.sample(), |record| record.printed()));
    assert_eq!(printed.len(), 3);
}

#[test]
fn each_home_hands_on_its_own_words_and_what_nobody_in_particular_told() {
    let kept = kept();
    let e = &kept.e;
    let mut step = e.entry(3, e.ben, Kind::ForHome, 17, "Sing the song.", &[]);
    step.step = Some(heard("HEARDBYDAD.", None, &[("dad", 54)]));
    let entries = || {
        vec![
            e.entry(1, e.ben, Kind::MovingOn, 16, "SAIDBYMUM.", &[53]),
            e.entry(2, e.ben, Kind::MovingOn, 16, "SAIDBYDAD.", &[54]),
            step.clone(),
        ]
    };
    let mums = kept.text((e.ben, e.bens_mum), (entries(), vec![]));
    let dads = kept.text((e.ben, e.bens_dad), (entries(), vec![]));
    for (text, there, not_there) in [
        (&mums, ["SAIDBYMUM", "Sing the song"], ["SAIDBYDAD", "HEARDBYDAD"]),
        (&dads, ["SAIDBYDAD", "HEARDBYDAD"], ["SAIDBYMUM", "Lucy"]),
    ] {
        assert!(there.iter().all(|words| text.matches(words).count() == 1), "{text}");
        assert!(not_there.iter().all(|words| !text.contains(words)), "{text}");
    }
    // A household without responsibility, and one of which it is not known, hand on nothing.
    for of in [(e.ava, e.gran), (e.zoe, e.zoes)] {
        let said = vec![e.entry(1, of.0, Kind::MovingOn, 16, "PLANTED.", &[])];
        assert!(!kept.text(of, (said, vec![])).contains("PLANTED"));
    }
}

#[test]
fn where_the_record_says_nothing_there_are_lines_to_write_on() {
    let kept = kept();
    let lines = |all| {
        kept.with((kept.e.ava, kept.e.oneills), all, |record| {
            record.report().blocks.iter().filter(|block| matches!(block, Block::Lines(_))).count()
        })
    };
    // What the child likes, what was told, steps, both views, and the signature; the first three are filled in.
    assert_eq!(lines((vec![], vec![])), 6);
    assert_eq!(lines(kept.sample()), 3);
}

#[test]
fn every_field_that_it_prints_is_a_text_of_a_kind_that_the_program_brings_and_is_not_restricted() {
    let kinds = kept().kinds;
    for (kind, field, _) in FIELDS {
        let kind = kinds.iter().find(|known| known.code == kind).unwrap_or_else(|| panic!("{kind}"));
        let field = kind.field(field).unwrap_or_else(|| panic!("{field}"));
        assert!(!kind.restricted, "{}", kind.code);
        assert!(matches!(field.is, crate::domain::practice::Holds::Text), "{}", field.code);
    }
}

#[test]
fn who_reads_first_is_the_one_home_with_responsibility_or_is_said() {
    let e = example();
    let child = |id| e.roll.child(id).unwrap();
    let reader = |of, named| gather::first_reader(&e.roll, child(of), named);
    assert_eq!(reader(e.ava, None).unwrap(), e.oneills);
    assert_eq!(reader(e.ben, Some(" will clarke ")).unwrap(), e.bens_dad);
    let said = |of, named| reader(of, named).unwrap_err().to_string();
    assert!(said(e.ben, None).contains("Lucy Clarke and Will Clarke"));
    assert!(said(e.ava, Some("Bríd O'Neill")).contains("nobody with parental responsibility"));
    assert!(said(e.zoe, None).contains("names nobody with parental responsibility"));
}

#[test]
fn what_a_name_alone_keeps_out_waits_for_a_person_and_is_in_it_once_that_is_settled() {
    let kept = kept();
    let e = &kept.e;
    let whose = (e.ava, e.oneills);
    let mut named = e.entry(61, e.ava, Kind::MovingOn, 18, "Goes with Isla and Isla.", &[50]);
    let mut private = e.entry(62, e.ava, Kind::MovingOn, 18, "Goes with Isla.", &[50]);
    private.entry.private = true;
    // Nothing that anybody needs there, and another child's.
    let passing = e.entry(63, e.ava, Kind::Feedback, 18, "Pasta with Isla.", &[]);
    let bens = e.entry(64, e.ben, Kind::MovingOn, 18, "Goes with Isla.", &[53]);
    let look = |named: &Standing| {
        let entries = vec![named.clone(), private.clone(), passing.clone(), bens.clone()];
        kept.with(whose, (entries, Vec::new()), |record| (record.names_waiting(), record.printed()))
    };
    let (waiting, printed) = look(&named);
    assert_eq!(printed, []);
    let [one] = &waiting[..] else { panic!("{waiting:?}") };
    assert_eq!(one.source, Source::Entry(Box::new(named.clone())));
    assert_eq!((one.what().as_str(), one.named().as_str()), ("note of Wed 18 Nov", "Isla"));
    assert_eq!(one.words, "Goes with Isla and Isla.");
    named.names_settled = true;
    assert_eq!(look(&named), (Vec::new(), vec![named.entry.id]));
}

#[test]
fn a_name_in_a_practice_record_waits_too_but_in_one_about_two_children() {
    let kept = kept();
    let e = &kept.e;
    let text = |words: &str| Held::Text(words.into());
    let told = Held::Contacts(vec![id(50)]);
    let fields =
        [("with", told), ("likes", text("Plays with Isla.")), ("home", text("Two books before bed."))];
    let mut named = kept.record(21, "starting-point", e.ava, &fields);
    let mut of_two = kept.record(22, "starting-point", e.ava, &fields);
    of_two.practice.children.push(e.ben);
    let look = |named: &PracticeStands| {
        let records = vec![named.clone(), of_two.clone()];
        let text = kept.text((e.ava, e.oneills), (Vec::new(), records.clone()));
        kept.with((e.ava, e.oneills), (Vec::new(), records), |record| {
            (record.names_waiting(), text.contains("Plays with Isla."))
        })
    };
    let (waiting, printed) = look(&named);
    assert!(!printed);
    let [one] = &waiting[..] else { panic!("{waiting:?}") };
    assert_eq!(one.source, Source::Practice(Box::new(named.clone())));
    assert_eq!((one.what().as_str(), one.named().as_str()), ("practice record of Mon 2 Nov", "Isla"));
    assert_eq!(one.words, "Plays with Isla.");
    named.names_settled = true;
    assert_eq!(look(&named), (Vec::new(), true));
    of_two.names_settled = true;
    let printed = kept.text((e.ava, e.oneills), (Vec::new(), vec![of_two]));
    assert!(!printed.contains("Plays with Isla."), "{printed}");
}
