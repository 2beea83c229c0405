//! The list of keys in the documentation.

use super::{Action, Scope};
use crate::tui::keymap::Keymap;
use crate::tui::plain;

/// The list of keys as Markdown, made from the table and what the settings change of it.
pub fn keys_markdown(keymap: &Keymap) -> String {
    let mut text = String::from("# Keys\n\nMade from the table of actions; `doorstep keys` prints it.\n");
    let mut scopes: Vec<Scope> = Vec::new();
    for action in Action::ALL {
        if !scopes.contains(&action.spec().scope) {
            scopes.push(action.spec().scope);
        }
    }
    for scope in scopes {
        let title = scope.title();
        let mut letters = title.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        text.push_str(&format!("\n## {title}\n\n| Key | Does | Name |\n|---|---|---|\n"));
        for action in Action::ALL.iter().filter(|action| action.spec().scope == scope) {
            let spec = action.spec();
            let keys: Vec<String> = keymap.labels(*action).iter().map(|key| format!("`{key}`")).collect();
            let keys = if keys.is_empty() { "(menu)".to_string() } else { keys.join(" or ") };
            text.push_str(&format!("| {keys} | {} | {} |\n", spec.help, spec.name));
        }
        for (mark, says) in scope.marks() {
            text.push_str(&format!("| `{mark}` | {says} | (typed) |\n"));
        }
    }
    text.push_str(&plain::words_markdown());
    text
}
