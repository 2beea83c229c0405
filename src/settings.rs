//! What this machine was told once: whose room it stands in, and its colours. Holds no name of a person.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, Value};

use crate::catalog::{CatalogError, Source};
use crate::domain::Time;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;

/// The settings file of a home. Everything has a default, so an absent file is no trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The room that this machine stands in; else it is the room of whoever signs in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The colours by name, where somebody chose them; else what the terminal says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Plain signs only, for screens that draw others badly; else what the terminal says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ascii: Option<bool>,
    /// Letters are no commands: numbers do it all, for whom letters come by themselves (speech, a leaning hand).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub letters_off: bool,
    /// A second folder for backups, on another disk or a stick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<PathBuf>,
    /// When the setting closes, as `18:30`: the record is closed then, as soon as nobody is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// The record stays in a folder that is shared or copied to other machines: somebody said that it is safe there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub even_so: bool,
    /// Keys that differ from the usual: an action's name, and its keys with spaces between.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
}

impl Settings {
    /// The time at which the setting closes, where one is said that can be read.
    pub fn closing_time(&self) -> Option<Time> {
        Time::parse_from_str(self.closes.as_deref()?.trim(), "%H:%M").ok()
    }
}

/// One thing that is chosen on the screen and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The colours, by name.
    Theme(String),
    /// Plain signs, or drawn ones.
    Ascii(bool),
    /// Numbers instead of letters as commands.
    LettersOff(bool),
    /// The record stays where it lies, even so.
    EvenSo,
}

/// What the file is called where something in it is wrong.
pub const FILE: &str = "settings.toml";
/// The most bytes that it may have.
const MOST_BYTES: u64 = 64 * 1024;
/// After so many wrong lines the rest of a file is not tried: it is none of settings.
const MOST_WRONG: usize = 20;

impl Settings {
    /// Reads a home's settings: every line of the file that can be used holds, and what is wrong in the others is said.
    pub fn read(home: &Home) -> (Settings, Vec<CatalogError>) {
        match text(home) {
            Ok(text) => Settings::of(&text),
            Err(wrong) => (Settings::default(), vec![wrong]),
        }
    }

    /// The settings of a file's text. A line that can't be used is passed over as though it were not there.
    fn of(text: &str) -> (Settings, Vec<CatalogError>) {
        let mut lines: Vec<&str> = text.lines().collect();
        let mut wrong: Vec<CatalogError> = Vec::new();
        loop {
            let error = match Source::new(FILE, &lines.join("\n")).parse() {
                Ok(settings) => {
                    wrong.sort_by_key(|wrong| wrong.line);
                    return (settings, wrong);
                }
                Err(error) => error,
            };
            let line = error.line.and_then(|line| lines.get_mut(line - 1)).filter(|line| !line.is_empty());
            let heading = line.as_ref().is_some_and(|line| line.trim_start().starts_with('['));
            let (Some(line), true) = (line, wrong.len() < MOST_WRONG) else {
                return (Settings::default(), vec![wrong.into_iter().next().unwrap_or(error)]);
            };
            *line = "";
            if heading {
                // What stands under it would mean something else above it.
                let under = lines.iter_mut().skip(error.line.unwrap_or_default());
                under.take_while(|line| !line.trim_start().starts_with('[')).for_each(|line| *line = "");
            }
            wrong.push(error);
        }
    }

    /// Keeps one choice and leaves the rest as it stands in the file, with the comments of whoever wrote it.
    ///
    /// # Errors
    /// Refused where the file does not read as one of settings: nothing is written over it.
    pub fn remember(home: &Home, choice: &Choice) -> Result<()> {
        const UNKEPT: &str = "What you chose holds until Doorstep is closed.";
        let text = text(home).map_err(|wrong| Failure::from(wrong).safe(UNKEPT))?;
        let mut file: DocumentMut = text.parse().map_err(|_| {
            let wrong = Source::new(FILE, &text).parse::<Settings>().err();
            wrong
                .map_or_else(|| Failure::refused(format!("{FILE} can't be read.")), Failure::from)
                .safe(UNKEPT)
        })?;
        let (key, chosen) = match choice {
            Choice::Theme(name) => ("theme", Value::from(name)),
            Choice::Ascii(ascii) => ("ascii", Value::from(*ascii)),
            Choice::LettersOff(off) => ("letters_off", Value::from(*off)),
            Choice::EvenSo => ("even_so", Value::from(true)),
        };
        match file.get_mut(key).and_then(Item::as_value_mut) {
            Some(value) => {
                // What stands behind it on its line stays.
                let decor = value.decor().clone();
                *value = chosen;
                *value.decor_mut() = decor;
            }
            None => drop(file.insert(key, Item::Value(chosen))),
        }
        files::write_private(&home.settings(), file.to_string().as_bytes())
    }

    /// Writes them whole.
    pub fn write(&self, home: &Home) -> Result<()> {
        let text = toml::to_string(self)
            .map_err(|cause| Failure::machine("The settings could not be written.", cause))?;
        files::write_private(&home.settings(), text.as_bytes())
    }
}

/// The file's text; none where there is no such file.
fn text(home: &Home) -> Result<String, CatalogError> {
    let path = home.settings();
    // Looked at before it is opened: a pipe would keep whoever opens it waiting for ever, a device would never end.
    let odd = std::fs::metadata(&path).is_ok_and(|about| !about.is_file() || about.len() > MOST_BYTES);
    if odd {
        return Err(CatalogError::new(
            FILE,
            None,
            "it is not a file of a few lines",
            "Take it away for the usual settings.",
        ));
    }
    std::fs::read_to_string(path).or_else(|cause| match cause.kind() {
        ErrorKind::NotFound => Ok(String::new()),
        ErrorKind::InvalidData => Err(CatalogError::new(
            FILE,
            None,
            "it is not text in UTF-8",
            "Save it again as plain text, UTF-8, or take it away for the usual settings.",
        )),
        _ => Err(CatalogError::new(
            FILE,
            None,
            "it can't be read",
            "Let its owner be able to read it, or take it away for the usual settings.",
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_of_a_few_lines_is_told_and_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        std::fs::create_dir(home.settings()).unwrap();
        assert_eq!(Settings::read(&home).1.len(), 1);
        std::fs::remove_dir(home.settings()).unwrap();
        std::fs::write(home.settings(), "#".repeat(70_000)).unwrap();
        let (settings, wrong) = Settings::read(&home);
        assert!(settings == Settings::default() && wrong[0].to_string().contains("a few lines"), "{wrong:?}");
    }

    /// Settings in which nothing is wrong.
    fn read(home: &Home) -> Settings {
        let (settings, wrong) = Settings::read(home);
        assert_eq!(wrong, []);
        settings
    }

    #[test]
    fn settings_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        assert_eq!(Settings::read(&home), (Settings::default(), Vec::new()), "absent is no trouble");
        let keys = BTreeMap::from([("lock".to_string(), "ctrl-e".to_string())]);
        let mut settings = Settings { room: Some("Sunflower".into()), keys, ..Settings::default() };
        settings.write(&home).expect("written");
        assert_eq!(read(&home), settings);
        Settings::remember(&home, &Choice::Theme("slate".to_string())).expect("kept");
        Settings::remember(&home, &Choice::Ascii(true)).expect("kept");
        Settings::remember(&home, &Choice::LettersOff(true)).expect("kept");
        settings.theme = Some("slate".to_string());
        (settings.ascii, settings.letters_off) = (Some(true), true);
        assert_eq!(read(&home), settings, "the rest is as it was");
        let text = "# Ours.\nroom = \"Acorn\" # by the door\ntheme = \"cream\"  # for Jo\n\n# Jo's keys.\n[keys]\nlock = \"ctrl-e\"\n";
        std::fs::write(home.settings(), text).expect("written");
        Settings::remember(&home, &Choice::Theme("slate".to_string())).expect("kept");
        Settings::remember(&home, &Choice::Ascii(true)).expect("kept");
        let kept = std::fs::read_to_string(home.settings()).expect("read");
        let now = text.replace("cream", "slate").replace("# for Jo\n", "# for Jo\nascii = true\n");
        assert_eq!(kept, now, "what somebody wrote beside it stays");
    }

    #[test]
    fn a_wrong_line_is_named_and_every_other_holds() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        let room = || Settings { room: Some("Acorn".into()), ..Settings::default() };
        let usual = Settings::default;
        let key = |keys: &[&str]| keys.iter().map(|key| (key.to_string(), "ctrl-e".to_string())).collect();
        for (text, settings, says) in [
            ("room = \"Acorn\"\ncolour = 3\n", room(), &["line 2: the line “colour” is not known here"][..]),
            ("ascii = \"yes\"\nroom = \"Acorn\"\n", room(), &["line 1: this must be true or false"]),
            (
                "room = \"Acorn\"\ntheme = slate\n",
                room(),
                &[
                    "line 2: this line can't be read. Put it right: words stand between quotation marks, a list",
                ],
            ),
            ("room = \"Acorn\"\nroom = \"Oak\"\n", room(), &["line 2: this line says what another has said"]),
            (
                "theme = 4\nroom = \"Acorn\"\nletters_off = 1",
                room(),
                &["line 1: this must be words between quotation marks", "line 3: this must be true or false"],
            ),
            (
                "room = \"Acorn\"\n[keys]\nlock = \"ctrl-e\"\nhelp = 3\n",
                Settings { keys: key(&["lock"]), ..room() },
                &["line 4: this must be words between quotation marks"],
            ),
            // What stands under a heading that is not known is no setting, whatever it is called.
            (
                "ascii = true\n[old]\nroom = \"Oak\"\n",
                Settings { ascii: Some(true), ..usual() },
                &["line 2: the line “old”"],
            ),
            ("\"\"\"\nroom = \"Acorn\"", usual(), &["line 2: "]),
            (&"no settings\n".repeat(1000), usual(), &["line 1: this line can't be read"]),
        ] {
            std::fs::write(home.settings(), text).expect("written");
            let (read, wrong) = Settings::read(&home);
            assert_eq!(read, settings, "{text}");
            let said: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            assert_eq!(said.len(), says.len(), "{text}: {said:?}");
            for (said, says) in said.iter().zip(says) {
                assert!(said.starts_with(&format!("settings.toml, {says}")), "{said}");
                assert!(
                    !said.contains("expected") && !said.contains("literal") && !said.contains('`'),
                    "{said}"
                );
            }
        }
        for bytes in [&b"room = \"\xff\"\n"[..], b"\0\0\x01"] {
            std::fs::write(home.settings(), bytes).expect("written");
            let (read, wrong) = Settings::read(&home);
            assert_eq!((read, wrong.len()), (usual(), 1));
        }
        std::fs::remove_file(home.settings()).expect("away");
        std::fs::create_dir(home.settings()).expect("a folder in its place");
        let (_, wrong) = Settings::read(&home);
        assert_eq!(
            wrong.first().map(ToString::to_string).as_deref(),
            Some("settings.toml: it is not a file of a few lines. Take it away for the usual settings.")
        );
    }

    #[test]
    fn a_choice_is_kept_beside_a_wrong_value_and_never_in_a_file_that_does_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        let kept = || std::fs::read_to_string(home.settings()).expect("read");
        std::fs::write(home.settings(), "theme = 3\ncolour = 3\n").expect("written");
        Settings::remember(&home, &Choice::Theme("slate".to_string())).expect("kept");
        assert_eq!(kept(), "theme = \"slate\"\ncolour = 3\n");
        std::fs::write(home.settings(), "theme = slate\n").expect("written");
        let failure = Settings::remember(&home, &Choice::Ascii(true)).expect_err("no settings file");
        assert!(failure.what.starts_with("settings.toml, line 1: this line can't be read"), "{failure}");
        assert!(failure.safe.starts_with("What you chose holds"), "{failure}");
        assert_eq!(kept(), "theme = slate\n");
    }
}
