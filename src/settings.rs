//! What this machine was told once: whose room it stands in, and its colours. Holds no name of a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, TomlError, Value};

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

    /// Keeps one choice and leaves the rest as it stands in the file, with the comments of whoever wrote it.
    pub fn remember(home: &Home, choice: &Choice) -> Result<()> {
        // Refused first where it is no settings file: nothing is written over it.
        Settings::read(home)?;
        let failed = |cause: Box<dyn std::error::Error + Send + Sync>| {
            Failure::machine("The settings could not be kept.", cause)
        };
        let text = match std::fs::read_to_string(home.settings()) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|cause| failed(cause.into()))?,
        };
        let mut file: DocumentMut = text.parse().map_err(|cause: TomlError| failed(cause.into()))?;
        let (key, chosen) = match choice {
            Choice::Theme(name) => ("theme", Value::from(name)),
            Choice::Ascii(ascii) => ("ascii", Value::from(*ascii)),
            Choice::LettersOff(off) => ("letters_off", Value::from(*off)),
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
        let text = "# Ours.\nroom = \"Acorn\" # by the door\ntheme = \"cream\"  # for Jo\n\n# Jo's keys.\n[keys]\nlock = \"ctrl-e\"\n";
        std::fs::write(home.settings(), text).expect("written");
        Settings::remember(&home, &Choice::Theme("slate".to_string())).expect("kept");
        Settings::remember(&home, &Choice::Ascii(true)).expect("kept");
        let kept = std::fs::read_to_string(home.settings()).expect("read");
        let now = text.replace("cream", "slate").replace("# for Jo\n", "# for Jo\nascii = true\n");
        assert_eq!(kept, now, "what somebody wrote beside it stays");
        std::fs::write(home.settings(), "room = \"Acorn\"\ncolour = 3\n").expect("written");
        Settings::remember(&home, &Choice::Ascii(true)).expect_err("no settings file");
        let failure = Settings::read(&home).expect_err("refused");
        assert!(failure.what.starts_with("Line 2 of "), "{failure}");
        assert!(failure.what.contains("unknown field `colour`"), "{failure}");
    }
}
