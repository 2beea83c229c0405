//! A report on the screen: the plain text that its file holds.

use super::canvas::wrap;

/// So many columns a line of the text file has at most.
pub const PRINTED: usize = 72;

/// The lines of a report's text as they are shown in so many columns, and whether each is a heading.
pub fn printed(text: &str, columns: usize) -> Vec<(String, bool)> {
    let under = |line: &str| line.len() > 1 && line.chars().all(|letter| letter == '=' || letter == '-');
    let mut lines: Vec<(String, bool)> = Vec::new();
    let all: Vec<&str> = text.lines().collect();
    let mut whole: Vec<(String, bool)> = Vec::new();
    for (index, line) in all.iter().enumerate() {
        // The text file underlines its headings; here they are bold.
        if under(line) {
            continue;
        }
        let heading = all.get(index + 1).is_some_and(|next| under(next)) && !line.is_empty();
        if columns >= PRINTED {
            lines.push((line.to_string(), heading));
            continue;
        }
        // In a narrower window what the file broke is put together and broken anew.
        match whole.last_mut() {
            Some((before, false)) if line.starts_with("  ") && !before.is_empty() => {
                before.push(' ');
                before.push_str(line.trim_start());
            }
            _ => whole.push((line.to_string(), heading)),
        }
    }
    for (line, heading) in whole {
        let broken = wrap(&line, columns.saturating_sub(2));
        let indented = broken.iter().enumerate().map(|(index, line)| match index {
            0 => (line.clone(), heading),
            _ => (format!("  {line}"), heading),
        });
        lines.extend(indented);
    }
    lines
}
