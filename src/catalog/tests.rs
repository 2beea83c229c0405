use super::*;
use crate::capture::phrases::numbered;
use crate::domain::framework::{From, Mark};
use crate::domain::{AgeBand, Kind};

mod languages;
mod packs;

const ID: &str = "partnership-with-parents";
const REFLECTING: &str = "frameworks/reflecting-on-practice.toml";

fn shipped() -> Catalog {
    Catalog::shipped().expect("the shipped files read")
}

fn text_of(path: &str) -> &'static str {
    DATA.iter().find(|(name, _)| *name == path).expect("listed").1
}

/// The shipped files with one of them changed by `change`.
fn with(path: &str, change: impl Fn(&str) -> String) -> Result<Catalog, CatalogError> {
    let files: Vec<(&str, String)> = DATA
        .iter()
        .map(|&(name, text)| {
            let new = if name == path { change(text) } else { text.to_string() };
            assert!(name != path || new != text, "the change changes nothing");
            (name, new)
        })
        .collect();
    Catalog::read(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

/// Whether a hint stands in a text: its words next to each other, a star taking any ending.
fn fits(hint: &str, text: &str) -> bool {
    let split = |text: &str| {
        text.to_lowercase()
            .replace('’', "'")
            .split(|c: char| !c.is_alphanumeric() && c != '*')
            .filter(|word| !word.is_empty())
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let (hint, text) = (split(hint), split(text));
    text.windows(hint.len()).any(|words| {
        words.iter().zip(&hint).all(|(word, hint)| match hint.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == hint,
        })
    })
}

/// The statements that kind and hints suggest.
pub(super) fn suggested(catalog: &Catalog, kind: Kind, text: &str) -> Vec<String> {
    catalog.frameworks[0]
        .statements
        .iter()
        .filter(|s| s.kinds.contains(&kind) || s.hints.iter().any(|hint| fits(hint, text)))
        .map(|s| s.code.clone())
        .collect()
}

#[test]
fn every_file_in_data_is_listed_and_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).expect("a folder") {
            let path = item.expect("an item").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
                found.push(path);
            }
        }
    }
    found.sort();
    let mut listed: Vec<String> =
        DATA.iter().chain(demo::DATA).map(|(path, _)| (*path).to_string()).collect();
    // The dictionary is read by whoever checks spelling, and its notice by people.
    listed.extend(["aff", "dic", "license.txt"].map(|end| format!("words/en_GB.{end}")));
    // How reports look on paper, and the typefaces, are read by whoever prints.
    found.retain(|path| !path.starts_with("print/"));
    listed.sort();
    assert_eq!(found, listed);
    // A file whose text is spoilt is refused, so each listed one is read.
    for (path, _) in DATA {
        let error = with(path, |text| format!("{text}\nspoilt"));
        assert_eq!(error.expect_err(path).file, *path);
    }
}

#[test]
fn words_of_a_concern_are_found_in_every_form_and_not_in_every_note() {
    let catalog = shipped();
    for text in [
        "a bruise",
        "two bruises",
        "looks bruised",
        "bruising on the arm",
        "he disclosed",
        "a disclosure",
        "disclosing",
        "was left home alone",
        "SELF-HARM",
        "a black eye",
        "scared of daddy",
    ] {
        assert!(catalog.concern.are_in(text), "{text}");
    }
    // What every day is full of.
    for text in [
        "bit Ben, bumped heads, pushed on the slide",
        "fell and cut a knee, accident form signed",
        "nappy rash, cream on",
        "drunk all her milk",
        "marks on paper",
        "a burn of energy",
        "hit the ball",
        "on her own at the tray",
        "hurt his knee",
        "sunburnt at the weekend",
    ] {
        assert!(!catalog.concern.are_in(text), "{text}");
    }
    for phrase in &catalog.phrases.0 {
        assert!(!catalog.concern.are_in(&phrase.text), "{}", phrase.code);
    }
}

#[test]
fn words_of_a_concern_that_no_note_can_hold_are_refused() {
    for (word, says) in
        [("Bruise", "small letters"), ("", "small letters"), ("bruise", "twice"), ("7", "small")]
    {
        let error = with(CONCERN, |text| format!("{text}\n[[group]]\nwords = [\"{word}\"]")).unwrap_err();
        assert!(error.to_string().contains(says), "{word}: {error}");
    }
}

#[test]
fn the_pack_is_the_form_whole() {
    let catalog = shipped();
    let pack = catalog.framework(ID).expect("shipped");
    let codes: Vec<String> = (1..=16).map(|number| number.to_string()).collect();
    assert_eq!(pack.statements.iter().map(|s| s.code.clone()).collect::<Vec<_>>(), codes);
    assert!(pack.statements.iter().all(|s| s.number == s.code && s.wording.is_none()));
    assert_eq!(pack.ratings.len(), 6);
    assert_eq!(pack.bands.iter().map(|band| band.number).collect::<Vec<_>>(), [1, 3, 5, 7]);
    assert_eq!(pack.judgements.iter().map(|j| j.code.as_str()).collect::<Vec<_>>(), ["Y", "P", "N"]);
    assert!(pack.areas_for_development);
    assert!(pack.intro.len() >= 4);
    assert!(pack.statements.iter().all(|s| s.would_help.is_some() && !s.practice.is_empty()));
}

#[test]
fn what_daily_talk_carries_is_as_the_board_has_it() {
    let catalog = shipped();
    let of = |from: From| {
        let statements = catalog.frameworks[0].statements.iter().filter(|s| s.from == from);
        statements.map(|s| s.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(From::Daily), ["4", "6", "15", "16"]);
    assert_eq!(of(From::Partly), ["1", "2", "5", "7", "11", "12", "13"]);
    assert_eq!(of(From::Other), ["3", "8", "9", "10", "14"]);
}

#[test]
fn a_kind_alone_suggests_little() {
    let catalog = shipped();
    let table = [
        (Kind::DropOff, "Nothing new from home.", &[][..]),
        (Kind::DropOff, "Settled quickly, happy goodbye.", &[]),
        (Kind::DropOff, "Ate breakfast at home.", &[]),
        (Kind::DropOff, "Tired, woke at 5.", &[]),
        (Kind::DropOff, "Slept badly. “Can she rest early?”", &["13"]),
        (Kind::DropOff, "“She did her own coat today.”", &["15"]),
        (Kind::DropOff, "Gran says mum is visiting at the weekend.", &[]),
        (Kind::Feedback, "Ate most of it.", &["2"]),
        (Kind::Feedback, "New word: bubble. Slept 35 minutes.", &["2"]),
        (Kind::PickUp, "Nothing new.", &[]),
        (Kind::PickUp, "Told dad about the slide. “He never stops talking about it.”", &["2", "15"]),
        (Kind::PickUp, "Mum: he counted the stairs, 1 to 5.", &["15"]),
        (Kind::PickUp, "“She sang it all evening.”", &["15"]),
        (Kind::ForHome, "Read the bear book at bedtime.", &["6"]),
        (Kind::ForHome, "Pour at bath time.", &["6"]),
        (Kind::MovingOn, "Second visit on Tuesday, gran will stay for song time.", &["16"]),
        (Kind::MovingOn, "Settling visit, mum stayed nearby.", &["1", "16"]),
        (Kind::DropOff, "Talked about the children’s centre group.", &["9"]),
        (Kind::PickUp, "Mum asked when she learns to write.", &[]),
        (Kind::Feedback, "Ate the pasta and asked for more.", &["2"]),
        (Kind::ForHome, "Look for something round on the way home.", &["6"]),
        (Kind::PickUp, "Mum would like a private talk on Thursday.", &["4", "13"]),
    ];
    for (kind, text, expected) in table {
        assert_eq!(suggested(&catalog, kind, text), expected, "{text}");
    }
}

#[test]
fn what_was_heard_back_suggests_home_learning() {
    let catalog = shipped();
    let heard = |s: &&crate::domain::framework::Statement| s.marks.contains(&Mark::HeardBack);
    let codes: Vec<_> = catalog.frameworks[0].statements.iter().filter(heard).map(|s| &s.code).collect();
    assert_eq!(codes, ["6", "15"]);
}

#[test]
fn each_age_has_its_own_five_on_the_digits() {
    let phrases = shipped().phrases;
    let five = |kind: Kind, ages: AgeBand| {
        let numbered = numbered(&phrases, kind, Some(ages), &BTreeMap::new());
        numbered.iter().take(5).map(|phrase| phrase.word.as_str()).collect::<Vec<_>>().join(" ")
    };
    let table = [
        (
            Kind::DropOff,
            [
                "nothing settled bottle tired upset",
                "nothing settled ate tired upset",
                "nothing settled ate tired keen",
            ],
        ),
        (
            Kind::Feedback,
            [
                "bottle nap happy nappy ate",
                "everything most little slept happy",
                "everything most busy happy friend",
            ],
        ),
        (
            Kind::PickUp,
            [
                "nothing bottle nap told happy",
                "nothing told happy good showed",
                "nothing told happy friends good",
            ],
        ),
        (
            Kind::ForHome,
            ["read sing peek feel copy", "read sing count pour talk", "read sing count sounds retell"],
        ),
        (
            Kind::MovingOn,
            [
                "settling stayed alone comforter plan",
                "visit settling stayed alone comforter",
                "school teacher visit settling stayed",
            ],
        ),
    ];
    for (kind, expected) in table {
        assert_eq!(AgeBand::ALL.map(|ages| five(kind, ages)), expected, "{kind:?}");
    }
    assert!(phrases.0.iter().all(|phrase| phrase.code == format!("{}.{}", phrase.kind.code(), phrase.word)));
}

#[test]
fn phrases_say_what_was_seen_and_judge_nobody() {
    let judging = [
        "good boy",
        "good girl",
        "naughty",
        "badly behaved",
        "refused",
        "fussy",
        "lazy",
        "clingy",
        "difficult",
        "failed",
        "only",
        "should",
        "must",
        "problem",
        "tantrum",
        "bad mood",
        "whiny",
        "neglect",
        "unfortunately",
    ];
    for phrase in &shipped().phrases.0 {
        for text in
            [Some(&phrase.written()), phrase.without.as_ref(), phrase.plain.as_ref()].into_iter().flatten()
        {
            let words = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            for word in judging {
                assert!(!words.contains(&format!(" {word} ")), "{}: {text}", phrase.code);
            }
        }
    }
}

#[test]
fn restricted_practice_kinds_are_those_that_could_harm() {
    let catalog = shipped();
    let restricted: Vec<_> =
        catalog.practice.iter().filter(|kind| kind.restricted).map(|kind| kind.code.as_str()).collect();
    assert_eq!(restricted, ["complaint", "agency-contact", "family-profile"]);
    assert_eq!(catalog.practice_kind("home-visit").expect("a kind").label, "Home visit");
    assert_eq!(catalog.practice_kind("home visit"), None);
}

#[test]
fn a_search_word_finds_its_neighbours_in_any_case_and_not_itself() {
    let catalog = shipped();
    assert!(catalog.related("Sleep").contains(&"nap".to_string()));
    assert!(catalog.related("nap").contains(&"slept".to_string()));
    assert!(!catalog.related("sleep").contains(&"sleep".to_string()));
    assert!(catalog.related("water").contains(&"milk".to_string()), "a word of two groups has both");
    assert!(catalog.related("water").contains(&"sand".to_string()), "a word of two groups has both");
    assert!(catalog.related("xylophone").is_empty());
}

#[test]
fn what_is_wrong_in_a_file_is_told_by_line_and_by_what_to_do() {
    let framework = FRAMEWORK;
    let table = [
        (framework, "code = \"2\"", "code = \"1\"", "statement 1 is there twice", "code = \"2\""),
        (framework, "\"settling-plan\", \"home-visit\"", "\"tea-party\"", "“tea-party”", "code = \"1\""),
        (
            framework,
            "Settling planned together",
            "Settling planned together with all",
            "28 columns",
            "code = \"1\"",
        ),
        (framework, "\"settling plan\"", "\"Settling plan\"", "“Settling plan”", "code = \"1\""),
        (framework, "\"open day\"", "\"open* *day\"", "“open* *day”", "code = \"5\""),
        (framework, "strong = \"Y\"", "strong = \"Met\"", "“Met”", "suggests = "),
        (framework, "thin_below = 40", "thin_below = 90", "thin_below", "strong_from = "),
        (
            framework,
            "{ code = \"P\", label",
            "{ code = \"Y\", label",
            "judgement Y is there twice",
            "judgements = ",
        ),
        (
            framework,
            "{ code = \"P\", label",
            "{ code = \"PP\", label",
            "“PP”: they are y, p and n",
            "judgements = ",
        ),
        (
            framework,
            "    \"Nothing is agreed with families in writing.\",\n",
            "",
            "3 descriptors for 4 bands",
            "code = \"R1\"",
        ),
        (framework, "code = \"R2\"", "code = \"R1\"", "R1 is there twice", "code = \"R2\""),
        (framework, "number = 3\n", "number = 1\n", "no higher number", "requires improvement"),
        (framework, "about = \"families\"", "about = \"everyone\"", "everyone", "about = "),
        (
            framework,
            "daily = [\"moving-on\", \"drop-off\", \"pick-up\"]\n",
            "",
            "in which daily kinds",
            "code = \"1\"",
        ),
        (framework, "from = \"partly\"", "from = \"other\"", "can't carry it", "code = \"1\""),
        (
            framework,
            "title = \"Settling",
            "tags = [\"x\"]\ntitle = \"Settling",
            "the tag “x”",
            "code = \"1\"",
        ),
        (
            framework,
            "title = \"Settling",
            "section = \"x\"\ntitle = \"Settling",
            "the section “x”",
            "code = \"1\"",
        ),
        (
            framework,
            "practice = [\"survey\", \"suggestion\", \"preferred-communication\"]\n",
            "",
            "nothing could ever show statement 3",
            "code = \"3\"",
        ),
        (
            framework,
            "practice = [\"survey\", \"suggestion\", \"preferred-communication\"]",
            "practice = [\"complaint\", \"agency-contact\"]",
            "only restricted records show statement 3",
            "code = \"3\"",
        ),
        (
            framework,
            "daily = [\"feedback\", \"pick-up\"]",
            "daily = [\"feedback\", \"feedback\"]",
            "statement 2 names a daily kind twice",
            "code = \"2\"",
        ),
        (
            framework,
            "\"display\", \"document-given\"",
            "\"display\", \"display\"",
            "kind “display” twice",
            "code = \"7\"",
        ),
        (
            REFLECTING,
            "\"uncrc.12\", \"hscs.4.23\"",
            "\"uncrc.12\", \"uncrc.12\"",
            "tag “uncrc.12” twice",
            "code = \"QIF.p4.1\"",
        ),
        (REFLECTING, "section = \"LM\"\n", "", "stands in no section", "code = \"QIF.p4.1\""),
        (REFLECTING, "code = \"PLD\"", "code = \"LM\"", "the section LM is there twice", "code = \"PLD\""),
        (
            REFLECTING,
            "code = \"uncrc.5\"",
            "code = \"uncrc 5\"",
            "a code that can't be used",
            "code = \"uncrc.5\"",
        ),
        (REFLECTING, "parents/3\"", "parents/33\"", "parents/33, which is not known", "code = \"QIF.p5.1\""),
        (PHRASES, "without = \"Tired.\"\n", "", "drop-off.tired", "code = \"drop-off.tired\""),
        (
            PHRASES,
            "code = \"drop-off.settled\"",
            "code = \"drop-off.nothing\"",
            "drop-off.nothing is there twice",
            "code = \"drop-off.settled\"",
        ),
        (PHRASES, "word = \"settled\"", "word = \"nothing\"", "“nothing”", "code = \"drop-off.settled\""),
        (PHRASES, "parents/15", "parents/99", "parents/99", "code = \"drop-off.food\""),
        (PHRASES, "\"Ate breakfast at home.\"", "\"Ate [ ] at home.\"", "no form without", "drop-off.ate"),
        (
            PHRASES,
            "\"Settled quickly, happy goodbye.\"",
            "\"Slept well.\"",
            "say “Slept well.”",
            "drop-off.slept",
        ),
        (PHRASES, "{slept through|up once|", "{up once|up once|", "told apart", "drop-off.night"),
        (PHRASES, "word = \"spare\"", "hidden = true\nword = \"spare\"", "is hidden", "drop-off.spare"),
        (PHRASES, "ages = [\"threes-to-fives\"]\nword = \"keen\"", "word = \"keen\"", "same five", ""),
        (
            PHRASES,
            "\"Ate everything.\"",
            "\"Ate everything\"",
            "not a sentence",
            "code = \"feedback.everything\"",
        ),
        (
            PRACTICE,
            "code = \"starting-point\"",
            "code = \"settling-plan\"",
            "settling-plan is there twice",
            "code = \"starting-point\"",
        ),
        (
            PRACTICE,
            "at_most = \"asked\"",
            "at_most = \"found\"",
            "measured by what does not fit",
            "code = \"survey\"",
        ),
        (
            PRACTICE,
            "came_of_it = true",
            "at_most = \"asked\"",
            "measured by what does not fit",
            "code = \"survey\"",
        ),
        (PRACTICE, "label = \"Home visit\"", "label = \"\"", "no label", "code = \"home-visit\""),
        (
            PRACTICE,
            "code = \"plan\"",
            "code = \"wishes\"",
            "the field wishes twice",
            "code = \"settling-plan\"",
        ),
        (PRACTICE, "is = \"number\"", "is = \"choice\"", "can't be chosen from", "code = \"settling-plan\""),
        (
            PRACTICE,
            "restricted = true",
            "restricted = true\nwriters = \"key-persons\"",
            "key persons may",
            "complaint",
        ),
        (RELATED, "\"eats\"", "\"eat\"", "“eat” is there twice", "\"eat\", \"eats\""),
        (RELATED, "\"eats\"", "\"Eats\"", "“Eats”", "\"eat\", \"eats\""),
    ];
    for (path, from, to, what, near) in table {
        let error = with(path, |text| text.replacen(from, to, 1)).map(|_| ()).expect_err(what);
        assert_eq!(error.file, path, "{error}");
        assert!(error.what.contains(what), "{error}");
        assert!(error.todo.ends_with('.'), "{error}");
        match error.line {
            None => assert_eq!(near, "", "{error}"),
            Some(line) => {
                let lines: Vec<&str> = text_of(path).lines().collect();
                let from = line - 1;
                let there = lines[from..(from + 2).min(lines.len())].join("\n");
                assert!(there.contains(near) && !near.is_empty(), "{error}\npoints to\n{there}");
            }
        }
    }
}

#[test]
fn what_the_reader_of_files_says_is_put_into_plain_words() {
    for (from, to, says) in [
        (
            "says = \"Key person",
            "sags = \"Key person",
            "the line “sags” is not known here; these are: code, number",
        ),
        (
            "from = \"partly\"",
            "from = \"half\"",
            "the word “half” is not known here; these are: daily, partly, other",
        ),
        ("number = \"1\"\n", "", "a line with “number = …” is missing here"),
        ("[[statement]]", "[[statements]]", "the line “statements” is not known here"),
        ("thin_below = 40", "thin_below = \"40\"", "must be a whole number, 0 or more"),
        ("thin_below = 40", "thin_below = -1", "must be a whole number"),
        ("title = \"Settling", "tags = 5\ntitle = \"Settling", "must be a list in square brackets"),
        ("title = \"Partnership with parents\"", "title = 5", "must be words between quotation marks"),
    ] {
        let error = with(FRAMEWORK, |text| text.replacen(from, to, 1)).expect_err(says);
        assert!(error.what.contains(says) && error.line.is_some(), "{error}");
    }
}

#[test]
fn a_missing_shipped_file_is_named() {
    let without: Vec<_> = DATA.iter().copied().filter(|(path, _)| *path != RELATED).collect();
    let error = Catalog::read(&without).map(|_| ()).expect_err("one is missing");
    assert_eq!(error.file, RELATED);
}

#[test]
fn a_settings_file_adds_wording_and_hides_statements() {
    let name = format!("frameworks/{ID}.toml");
    let text = format!(
        "id = \"{ID}\"\n[[statement]]\ncode = \"1\"\nwording = \"As printed.\"\n[[statement]]\ncode = \"9\"\nhide = true\n"
    );
    let catalog = Catalog::with_settings_files([(name.as_str(), text.as_str())]).expect("it reads");
    let pack = catalog.framework(ID).expect("still there");
    assert_eq!(pack.statement("1").and_then(|s| s.wording.as_deref()), Some("As printed."));
    assert_eq!(pack.statement("2").and_then(|s| s.wording.as_deref()), None);
    assert_eq!(pack.statement("9"), None);
    assert_eq!(pack.statements.len(), 15);
    assert_eq!(catalog.frameworks.len(), shipped().frameworks.len());
}

#[test]
fn a_settings_file_may_have_strength_and_bands_otherwise() {
    let name = format!("frameworks/{ID}.toml");
    let strength = text_of(FRAMEWORK).split("[strength]").nth(1).and_then(|rest| rest.split("\n\n").next());
    let strength = strength.expect("it has a strength").replacen("thin_below = 40", "thin_below = 55", 1);
    let bands = ["inadequate", "requires improvement", "good", "outstanding"];
    let bands: Vec<String> = (2..)
        .zip(bands)
        .map(|(number, name)| format!("[[band]]\nname = \"{name}\"\nnumber = {number}\n"))
        .collect();
    let text = format!("id = \"{ID}\"\n[strength]{strength}\n{}", bands.concat());
    let catalog = Catalog::with_settings_files([(name.as_str(), text.as_str())]).expect("it reads");
    let (pack, shipped) = (catalog.framework(ID).expect("still there"), shipped());
    assert_eq!(pack.strength.thin_below, 55);
    assert_eq!(pack.bands.iter().map(|band| band.number).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!((&pack.statements, &pack.ratings), {
        let before = shipped.framework(ID).expect("shipped");
        (&before.statements, &before.ratings)
    });
    // What does not fit the rest of the framework is told as in a whole file.
    let few = format!("id = \"{ID}\"\n{}", bands[..3].concat());
    let errors = Catalog::with_settings_files([(name.as_str(), few.as_str())]).expect_err("three bands");
    assert!(errors.iter().all(|error| error.what.ends_with("has 4 descriptors for 3 bands")), "{errors:?}");
}

#[test]
fn a_shipped_file_is_a_pattern_for_ones_own() {
    for framework in &shipped().frameworks {
        let own = Catalog::file_of(&framework.id).expect("shipped").replacen(&framework.id, "our-own", 1);
        let catalog =
            Catalog::with_settings_files([("frameworks/our-own.toml", own.as_str())]).expect("it reads");
        assert_eq!(catalog.framework("our-own").map(|own| &own.title), Some(&framework.title));
    }
    assert_eq!(Catalog::file_of("our-own"), None);
}

#[test]
fn the_first_shipped_framework_is_in_use_and_those_that_the_setting_has_a_file_of() {
    let ids = |files: &[(&str, &str)]| {
        let catalog = Catalog::with_settings_files(files.iter().copied()).expect("it reads");
        assert_eq!(catalog.frameworks.len(), shipped().frameworks.len());
        catalog.in_use().iter().map(|framework| framework.id.clone()).collect::<Vec<_>>()
    };
    let takes = |id: &'static str| (format!("frameworks/{id}.toml"), format!("id = \"{id}\"\n"));
    let (policy, scottish) = (takes("working-in-partnership"), takes("reflecting-on-practice"));
    let away = (format!("frameworks/{ID}.toml"), format!("id = \"{ID}\"\nhide = true\n"));
    let [policy, scottish, away] =
        [&policy, &scottish, &away].map(|(name, text)| (name.as_str(), text.as_str()));
    assert_eq!(ids(&[]), [ID]);
    assert_eq!(ids(&[policy, scottish]), [ID, "working-in-partnership", "reflecting-on-practice"]);
    assert_eq!(ids(&[away, scottish]), ["reflecting-on-practice"]);
    assert_eq!(ids(&[scottish, away]), ["reflecting-on-practice"]);
    assert_eq!(ids(&[away, away]), [""; 0]);
}

#[test]
fn phrases_do_not_point_to_a_hidden_statement() {
    let name = format!("frameworks/{ID}.toml");
    let text = format!("id = \"{ID}\"\n[[statement]]\ncode = \"15\"\nhide = true\n");
    let pointing = |catalog: &Catalog| {
        catalog.phrases.0.iter().flat_map(|phrase| &phrase.shows).filter(|shown| shown.code == "15").count()
    };
    let catalog = Catalog::with_settings_files([(name.as_str(), text.as_str())]).expect("it reads");
    assert!(pointing(&shipped()) > 0);
    assert_eq!(pointing(&catalog), 0);
}

#[test]
fn a_settings_file_may_bring_a_whole_framework_or_replace_one() {
    let own = text_of(FRAMEWORK).replacen(ID, "our-own", 1);
    let catalog =
        Catalog::with_settings_files([("frameworks/our-own.toml", own.as_str())]).expect("it reads");
    assert_eq!(catalog.in_use().iter().map(|f| f.id.as_str()).collect::<Vec<_>>(), [ID, "our-own"]);

    let other = text_of(FRAMEWORK).replacen("year = 2018", "year = 2026", 1);
    let name = format!("frameworks/{ID}.toml");
    let catalog = Catalog::with_settings_files([(name.as_str(), other.as_str())]).expect("it reads");
    assert_eq!(catalog.in_use().iter().map(|f| f.year).collect::<Vec<_>>(), [Some(2026)]);
}

#[test]
fn a_settings_file_that_does_not_fit_is_refused_and_changes_nothing() {
    let table = [
        ("notes.txt", "", None, "not one that is read here"),
        ("frameworks/a/b.toml", "", None, "not one that is read here"),
        ("frameworks/other.toml", "id = \"partnership-with-parents\"", None, "“other”"),
        ("frameworks/other.toml", "id = \"other\"", None, "no framework “other”"),
        (
            "frameworks/partnership-with-parents.toml",
            "id = \"partnership-with-parents\"\n\n[[statement]]\ncode = \"99\"\nhide = true\n",
            Some(3),
            "no statement 99",
        ),
        (
            "frameworks/partnership-with-parents.toml",
            "id = \"partnership-with-parents\"\n[[statement]]\ncode = \"9\"\nhidden = true\n",
            Some(4),
            "hidden",
        ),
        ("frameworks/partnership-with-parents.toml", "id = \n", Some(1), ""),
    ];
    for (name, text, line, what) in table {
        let mut catalog = shipped();
        let before = catalog.frameworks.clone();
        let errors = catalog.overlay(name, text).expect_err(name);
        let [error] = errors.as_slice() else { panic!("{errors:?}") };
        assert_eq!((error.file.as_str(), error.line), (name, line), "{error}");
        assert!(error.what.contains(what), "{error}");
        assert_eq!(catalog.frameworks, before);
    }
}

#[test]
fn all_statements_hidden_is_refused() {
    let mut text = format!("id = \"{ID}\"\n");
    (1..=16).for_each(|code| text.push_str(&format!("[[statement]]\ncode = \"{code}\"\nhide = true\n")));
    let errors = shipped().overlay(&format!("frameworks/{ID}.toml"), &text).expect_err("nothing is left");
    assert!(errors.iter().all(|error| error.what.contains("no statements")), "{errors:?}");
}

#[test]
fn all_that_is_wrong_in_a_file_is_told_at_once_from_its_top_to_its_end() {
    let text = text_of(FRAMEWORK)
        .replacen("code = \"3\"", "code = \"2\"", 1)
        .replacen("\"settling-plan\", \"home-visit\"", "\"tea-party\", \"ball\"", 1)
        .replacen("thin_below = 40", "thin_below = 90", 1)
        .replacen("code = \"R2\"", "code = \"R1\"", 1);
    let errors = shipped().overlay(&format!("frameworks/{ID}.toml"), &text).expect_err("five are wrong");
    let says: Vec<&str> = errors.iter().map(|error| error.what.as_str()).collect();
    assert_eq!(
        says,
        [
            "thin_below is above strong_from",
            "statement 1 names the practice kind “tea-party”, which is not known",
            "statement 1 names the practice kind “ball”, which is not known",
            "statement 2 is there twice",
            "the rating R1 is there twice",
        ]
    );
    assert!(errors.is_sorted_by_key(|error| error.line), "{errors:?}");
    let told = crate::failure::Failure::from(errors).to_string();
    assert_eq!(told.lines().count(), 5, "{told}");
}

#[test]
fn a_person_is_told_the_file_the_line_and_what_to_do() {
    let error = CatalogError::new("phrases/en.toml", Some(7), "a word is missing", "Add it.");
    assert_eq!(error.to_string(), "phrases/en.toml, line 7: a word is missing. Add it.");
    let failure = crate::failure::Failure::from(error);
    assert_eq!(failure.to_string(), "phrases/en.toml, line 7: a word is missing. Add it.");
    assert_eq!(failure.exit_code(), 1);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_settings_file_panic(text in "(?s).{0,200}", whole in proptest::bool::ANY) {
        let name = format!("frameworks/{ID}.toml");
        let text = if whole { format!("{}\n{text}", text_of(FRAMEWORK)) } else { text };
        let mut catalog = shipped();
        let before = catalog.frameworks.clone();
        if catalog.overlay(&name, &text).is_err() {
            proptest::prop_assert_eq!(catalog.frameworks, before);
        }
    }
}

#[test]
fn a_round_whose_cells_could_not_be_set_or_read_is_refused() {
    let refused =
        |from: &str, to: &str| with(ROUNDS, |text| text.replacen(from, to, 1)).expect_err(from).to_string();
    for (from, to, says) in [
        ("code = \"bottle\"", "code = \"ate\"", "the column ate is there twice"),
        ("title = \"Bottle\"", "title = \"Milk in bottles\"", "no heading that fits"),
        ("{ key = \"m\", label = \"most\"", "{ key = \"a\", label = \"most\"", "have the key a"),
        ("{ key = \"m\", label = \"most\"", "{ key = \"m\", label = \"all\"", "are called all"),
        ("key = \"m\"", "key = \"*\"", "can't be set or shown"),
        ("words = \"Ate most.\"", "words = \"ate most\"", "are not a sentence"),
        ("Slept [ ] minutes.", "Slept for minutes.", "a sentence with one gap"),
        ("\"mood\"]\n\n[[band]]", "\"mod\"]\n\n[[band]]", "a column mod that is not known"),
        ("ages = \"twos\"", "ages = \"under-twos\"", "this age is there twice"),
        (
            "[[band]]\nages = \"twos\"\ncolumns = [\"ate\", \"slept\", \"mood\"]",
            "",
            "no columns go with twos",
        ),
        ("columns = [\"ate\", \"slept\", \"mood\"]", "columns = []", "this band has no columns"),
    ] {
        let error = refused(from, to);
        assert!(error.contains(says), "{from}: {error}");
    }
}
