//! Markdown (CommonMark, with tables as GitHub has them). Whatever stands in it is shown as the words that were
//! written: what would be markup is escaped, and the only tag is the `<br>` of ours between the lines of a cell.

use super::made;
use crate::failure::Result;
use crate::report::chart::Lengths;
use crate::report::{Block, Chart, Paragraph, Report, Style, Table};
use crate::safe;

/// The report as Markdown: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut parts = vec![format!("# {}", escape(&report.title))];
    let under = [&report.subtitle, &report.for_whom];
    parts.extend(under.into_iter().filter(|line| !line.is_empty()).map(|line| escape(line)));
    let in_a_list = |block: &Block| matches!(block, Block::Entry(_));
    for blocks in report.blocks.chunk_by(|one, next| in_a_list(one) && in_a_list(next)) {
        parts.extend(part(blocks));
    }
    parts.push(format!("Made {}", escape(&made(report))));
    Ok((parts.join("\n\n") + "\n").into_bytes())
}

/// One block, or several entries; nothing where there is nothing to read.
fn part(blocks: &[Block]) -> Option<String> {
    let text = match blocks {
        [Block::Heading { level, text }] => {
            format!("{} {}", "#".repeat(usize::from((*level).clamp(1, 3)) + 1), escape(text))
        }
        [Block::Paragraph(words) | Block::Note(words)] => inline(words),
        [Block::Facts(facts)] => {
            let facts = facts.iter().map(|(label, value)| {
                let words = Paragraph::new().bold(format!("{label}:")).plain(format!(" {value}"));
                format!("- {}", inline(&words))
            });
            facts.collect::<Vec<_>>().join("\n")
        }
        [Block::Table(table)] => self::table(table),
        [Block::Chart(chart)] => self::chart(chart),
        [Block::PageBreak] => "---".to_string(),
        // Squares for a camera and lines to write on are for paper.
        [Block::Square(_) | Block::Lines(_)] => return None,
        entries => {
            let entries = entries.iter().filter_map(|block| match block {
                Block::Entry(entry) if entry.lead().is_empty() => Some(format!("- {}", inline(&entry.words))),
                Block::Entry(entry) => Some(format!("- {}: {}", escape(&entry.lead()), inline(&entry.words))),
                _ => None,
            });
            entries.collect::<Vec<_>>().join("\n")
        }
    };
    (!text.is_empty()).then_some(text)
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let heads = table.columns.iter().map(|column| escape(&column.title)).collect();
    let rule = table.columns.iter().map(|_| "---".to_string()).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| cell.0.iter().map(inline).collect::<Vec<_>>().join("<br>"));
        line(cells.collect())
    });
    [line(heads), line(rule)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// In how many blocks a bar is drawn at most.
const BLOCKS: u32 = 24;

/// Its title, and a row a bar.
fn chart(chart: &Chart) -> String {
    let title = inline(&Paragraph::new().bold(chart.title.as_str()));
    let rows = chart.bars.iter().map(|bar| {
        let Lengths { bar: filled, missing, .. } = chart.lengths(bar, BLOCKS);
        let drawn = "█".repeat(filled as usize) + &"░".repeat(missing as usize);
        format!("| {} | {drawn} | {} |", escape(&bar.label), escape(&bar.says()))
    });
    let heads = format!("| {} |  | {} |", escape(&chart.by), escape(&chart.unit));
    let rows =
        [heads, "| --- | --- | --- |".to_string()].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
    format!("{title}\n\n{rows}")
}

/// Words with their emphasis, where Markdown can show it: bold, and only between spaces. Marks that touch other
/// letters would be read as the letters that they are.
fn inline(words: &Paragraph) -> String {
    let texts: Vec<String> = words.0.iter().map(|span| safe::line(&span.text)).collect();
    let mut out = String::new();
    for (index, (span, text)) in words.0.iter().zip(&texts).enumerate() {
        let escaped = escaped(text, out.trim().is_empty());
        let inner = escaped.trim();
        let open =
            text.starts_with(char::is_whitespace) || out.is_empty() || out.ends_with(char::is_whitespace);
        let after = texts.iter().skip(index + 1).find(|text| !text.is_empty());
        let closed = text.ends_with(char::is_whitespace)
            || after.is_none_or(|text| text.starts_with(char::is_whitespace));
        if span.style == Style::Bold && open && closed && !inner.is_empty() {
            out.push_str(&escaped.replacen(inner, &format!("**{inner}**"), 1));
        } else {
            out.push_str(&escaped);
        }
    }
    out.trim().to_string()
}

/// One line of words that are shown as they are, at the beginning of a line too.
fn escape(text: &str) -> String {
    escaped(&safe::line(text), true).trim().to_string()
}

/// The same with its spaces. `first` is whether it begins a line.
fn escaped(text: &str, first: bool) -> String {
    // What makes a list of a line: `-`, `+`, `1.`, `1)`; what makes a heading of the line above, or a definition.
    let rest = text.trim_start();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let marks: &[char] = if digits == 0 { &['-', '+', '=', ':'] } else { &['.', ')'] };
    let mark = first.then_some(text.len() - rest.len() + digits);
    let mut out = String::with_capacity(text.len());
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let always = matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '&'
                | '|'
                | '#'
                | '~'
                | '^'
                | '$'
                | '{'
                | '}'
                | '@'
        );
        let makes_a_list = mark == Some(at) && marks.contains(&letter);
        // `https://` is a link by itself in many readers.
        let of_an_address = letter == ':' && letters.peek().is_some_and(|(_, next)| *next == '/');
        if always || makes_a_list || of_an_address {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
