//! What this machine was told once: whose room it stands in, and its colours. Holds no name of a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
    /// Keys that differ from the usual: an action's name, and its keys with spaces between.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
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
}

impl Settings {
    /// Reads a home's settings. Refuses a file that is not one, naming the line.
    pub fn read(home: &Home) -> Result<Settings> {
        let path = home.settings();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(cause) => {
                return Err(Failure::machine(format!("{} could not be read.", path.display()), cause));
            }
        };
        toml::from_str(&text).map_err(|cause: toml::de::Error| {
            let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let why = cause.message().lines().collect::<Vec<_>>().join(" ");
            let file = path.display();
            Failure::machine(format!("Line {line} of {file} can't be understood: {why}."), cause)
                .safe("The record is not touched.")
                .todo("Mend that line, or take the file away to begin with the usual settings.")
        })
    }

    /// Keeps one choice and leaves the rest as it stands in the file.
    pub fn remember(home: &Home, choice: &Choice) -> Result<()> {
        let mut settings = Settings::read(home)?;
        match choice {
            Choice::Theme(name) => settings.theme = Some(name.clone()),
            Choice::Ascii(ascii) => settings.ascii = Some(*ascii),
            Choice::LettersOff(off) => settings.letters_off = *off,
        }
        settings.write(home)
    }

    /// Writes them whole.
    pub fn write(&self, home: &Home) -> Result<()> {
        let text = toml::to_string(self)
            .map_err(|cause| Failure::machine("The settings could not be written.", cause))?;
        files::write_private(&home.settings(), text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_they_were_written_and_a_strange_line_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        assert_eq!(Settings::read(&home).expect("absent is no trouble"), Settings::default());
        let keys = BTreeMap::from([("lock".to_string(), "ctrl-e".to_string())]);
        let mut settings = Settings { room: Some("Sunflower".into()), keys, ..Settings::default() };
        settings.write(&home).expect("written");
        assert_eq!(Settings::read(&home).expect("read"), settings);
        Settings::remember(&home, &Choice::Theme("slate".to_string())).expect("kept");
        Settings::remember(&home, &Choice::Ascii(true)).expect("kept");
        Settings::remember(&home, &Choice::LettersOff(true)).expect("kept");
        settings.theme = Some("slate".to_string());
        (settings.ascii, settings.letters_off) = (Some(true), true);
        assert_eq!(Settings::read(&home).expect("read"), settings, "the rest is as it was");
        std::fs::write(home.settings(), "room = \"Acorn\"\ncolour = 3\n").expect("written");
        let failure = Settings::read(&home).expect_err("refused");
        assert!(failure.what.starts_with("Line 2 of "), "{failure}");
        assert!(failure.what.contains("unknown field `colour`"), "{failure}");
    }
}
