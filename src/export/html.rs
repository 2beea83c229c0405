//! Web pages: one file that runs nothing, loads nothing and sends nothing, and prints as the PDF does. How it looks
//! stands in `data/print/report.css`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::turn::{self, Turn};
use super::{escape, foot};
use crate::domain::look::Look;
use crate::failure::Result;
use crate::report::chart::Lengths;
use crate::report::{Block, Chart, EntryLine, Paragraph, Print, Report, Style, Table};

/// How every report looks.
const LOOK: &str = include_str!("../../data/print/report.css");

/// In how many parts the room for a bar is drawn.
const DRAWN: u32 = 1000;

/// The report as a web page: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut page = Page { html: String::new(), level: 0, new_page: false, turn: Turn::of(report) };
    page.head(report);
    // Notes and lines of a list that stand one after the other are one list.
    let in_a_list = |block: &Block| matches!(block, Block::Entry(_));
    for blocks in report.blocks.chunk_by(|one, next| in_a_list(one) && in_a_list(next)) {
        page.blocks(blocks);
    }
    let foot = foot(report);
    let dir = page.dir(&foot);
    let closing =
        report.look.as_ref().map(|look| look.closing.as_str()).filter(|closing| !closing.is_empty());
    let closing = closing.map(|closing| format!("<p{DIR}>{}</p>", escape(closing))).unwrap_or_default();
    page.add(&format!("<footer{dir}>{closing}{}</footer>\n</main>\n</body>\n</html>\n", escape(&foot)));
    Ok(page.html.into_bytes())
}

/// Words run as their first letter does: from the right where that is Arabic or Hebrew.
const DIR: &str = " dir=\"auto\"";

fn side(report: &Report) -> &'static str {
    if report.landscape { "landscape" } else { "portrait" }
}

/// How this report looks: its paper, and the widths of its columns.
fn style(report: &Report) -> String {
    let tables = report.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(&table.columns),
        _ => None,
    });
    let shares: BTreeSet<u32> = tables.flatten().map(|column| column.share).collect();
    let widths: String = shares.iter().map(|share| format!(".w{share} {{ width: {share}%; }}\n")).collect();
    let accent = report.look.as_ref().and_then(|look| look.accent).map(|accent| {
        let accent = accent.digits();
        format!("h1, h2, h3, h4, th, figcaption, .masthead {{ color: #{accent}; }}\n.chart .bar {{ fill: #{accent}; }}\n")
    });
    let accent = accent.unwrap_or_default();
    format!(
        "\n{LOOK}{accent}{widths}@page {{ size: A4 {}; margin: 17mm 20mm 19mm; \
         @bottom-right {{ content: \"page \" counter(page) \" of \" counter(pages); \
         font: 8pt Arial, Helvetica, sans-serif; color: #595959; }} }}\n",
        side(report)
    )
}

/// The page as it grows.
struct Page {
    html: String,
    /// That of the heading before. A reader that jumps between headings stumbles over a level left out.
    level: u8,
    /// Whether what comes next begins a page of paper.
    new_page: bool,
    turn: Turn,
}

impl Page {
    /// Which way words run. On a page from the right that is said of every paragraph with a letter of such a script.
    fn dir(&self, text: &str) -> &'static str {
        if self.turn.right && self.turn.of_words(text) { " dir=\"rtl\"" } else { DIR }
    }

    fn inline(&self, words: &Paragraph) -> String {
        inline(words, self.turn.right && self.turn.of_words(&words.text()))
    }

    fn add(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn head(&mut self, report: &Report) {
        let side = side(report);
        let print = if report.print == Print::Large { " large" } else { "" };
        let style = style(report);
        // A browser keeps to this whatever the page says: this style alone, and nothing from anywhere.
        let digest = BASE64_STANDARD.encode(Sha256::digest(&style));
        // A picture stands in the page itself.
        let logo = report.look.as_ref().and_then(|look| look.logo.as_ref());
        let pictures = if logo.is_some() { " img-src data:;" } else { "" };
        let policy = format!(
            "default-src 'none';{pictures} style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        );
        let _ = write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"{code}\"{page_dir}>\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"referrer\" content=\"no-referrer\"/>\n<title>{about}</title>\n\
             <style>{style}</style>\n</head>\n\
             <body class=\"{side}{print}\">\n<main>\n{masthead}<header>\n<h1{dir}>{title}</h1>\n",
            code = escape(&report.tongue.code),
            page_dir = if self.turn.right { " dir=\"rtl\"" } else { "" },
            masthead = report.look.as_deref().map(masthead).unwrap_or_default(),
            dir = self.dir(&report.title),
            about = escape(&report.about),
            title = escape(&report.title),
        );
        for line in [&report.subtitle, &report.for_whom].into_iter().filter(|line| !line.is_empty()) {
            let _ = writeln!(self.html, "<p{}>{}</p>", self.dir(line), escape(line));
        }
        self.add("</header>\n");
    }

    /// The class of what opens now, which begins a page where one was asked for.
    fn class(&mut self, own: &str) -> String {
        match (own, std::mem::take(&mut self.new_page)) {
            ("", false) => String::new(),
            ("", true) => " class=\"page\"".to_string(),
            (own, false) => format!(" class=\"{own}\""),
            (own, true) => format!(" class=\"{own} page\""),
        }
    }

    /// One block, or several entries.
    fn blocks(&mut self, blocks: &[Block]) {
        match blocks {
            [Block::PageBreak] => self.new_page = true,
            [Block::Heading { level, text }] => {
                self.level = (*level).clamp(1, self.level.min(2) + 1);
                let (tag, class) = (self.level + 1, self.class(""));
                let dir = self.dir(text);
                let _ = writeln!(self.html, "<h{tag}{class}{dir}>{}</h{tag}>", escape(text));
            }
            [Block::Paragraph(words)] => self.paragraph("", words),
            [Block::Note(words)] => self.paragraph("note", words),
            [Block::Facts(facts)] => {
                let class = self.class("");
                let _ = writeln!(self.html, "<dl{class}>");
                for (label, value) in facts {
                    let (label, value) = (escape(label), escape(value));
                    let _ = writeln!(self.html, "<div><dt{DIR}>{label}</dt> <dd{DIR}>{value}</dd></div>");
                }
                self.add("</dl>\n");
            }
            [Block::Table(table)] => self.table(table),
            [Block::Chart(chart)] => self.chart(chart),
            // A camera reads it on paper alone.
            [Block::Square(square)] => self.paragraph("note", &square.says.as_str().into()),
            [Block::Lines(count)] => {
                let class = self.class("lines");
                let lines = "<div></div>".repeat(usize::from(*count));
                let _ = writeln!(self.html, "<div{class}>{lines}</div>");
            }
            entries => {
                let class = self.class("");
                let _ = writeln!(self.html, "<ul{class}>");
                for block in entries {
                    if let Block::Entry(entry) = block {
                        self.entry(entry);
                    }
                }
                self.add("</ul>\n");
            }
        }
    }

    fn paragraph(&mut self, class: &str, words: &Paragraph) {
        let class = self.class(class);
        let (dir, words) = (self.dir(&words.text()), self.inline(words));
        let _ = writeln!(self.html, "<p{class}{dir}>{words}</p>");
    }

    fn entry(&mut self, entry: &EntryLine) {
        let (lead_dir, dir) = (self.dir(&entry.lead()), self.dir(&entry.words.text()));
        let (lead, words) = (escape(&entry.lead()), self.inline(&entry.words));
        let _ =
            writeln!(self.html, "<li><span class=\"quiet\"{lead_dir}>{lead}</span> <p{dir}>{words}</p></li>");
    }

    /// Where a screen has no room for all columns they are moved along, with the keys as well.
    fn table(&mut self, table: &Table) {
        let class = self.class("sheet");
        let _ = writeln!(
            self.html,
            "<div{class} role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table>\n<colgroup>"
        );
        for column in &table.columns {
            let _ = write!(self.html, "<col class=\"w{}\"/>", column.share);
        }
        self.add("</colgroup>\n<thead>\n<tr>");
        for column in &table.columns {
            let _ = write!(self.html, "<th scope=\"col\"{DIR}>{}</th>", escape(&column.title));
        }
        self.add("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.add("<tr>");
            for cell in row {
                self.add("<td>");
                for words in &cell.0 {
                    let _ = write!(self.html, "<p{DIR}>{}</p>", self.inline(words));
                }
                self.add("</td>");
            }
            self.add("</tr>\n");
        }
        self.add("</tbody>\n</table>\n</div>\n");
    }

    /// Bars are drawn; each has its name before it and its number behind it in letters, so that a reader who sees none
    /// of them misses nothing. They are drawn by numbers alone: nothing of the report's words is in a drawing.
    fn chart(&mut self, chart: &Chart) {
        let class = self.class("chart");
        let title = escape(&chart.title);
        let _ = writeln!(self.html, "<figure{class}>\n<figcaption{DIR}>{title}</figcaption>\n<dl>");
        for bar in &chart.bars {
            let Lengths { bar: filled, missing, .. } = chart.lengths(bar, DRAWN);
            // On a page from the right, bars begin there.
            let from =
                |width: u32, before: u32| if self.turn.right { DRAWN - before - width } else { before };
            let rect = |class: &str, width: u32, before: u32| match width {
                0 => String::new(),
                _ => {
                    let x = from(width, before);
                    format!("<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"10\"/>")
                }
            };
            let _ = writeln!(
                self.html,
                "<div><dt{DIR}>{}</dt> <dd aria-hidden=\"true\"><svg viewBox=\"0 0 {DRAWN} 10\" \
                 preserveAspectRatio=\"none\" focusable=\"false\">{}{}</svg></dd> <dd{DIR}>{}</dd></div>",
                escape(&bar.label),
                rect("bar", filled, 0),
                rect("missing", missing, filled),
                escape(&bar.says()),
            );
        }
        self.add("</dl>\n</figure>\n");
    }
}

/// The setting's name and picture, above everything; nothing where it has neither.
fn masthead(look: &Look) -> String {
    let name =
        if look.name.is_empty() { String::new() } else { format!("<p{DIR}>{}</p>", escape(&look.name)) };
    let logo = look.logo.as_ref().map(|logo| {
        // Where the name stands beside it, the picture says nothing more.
        let alt = if name.is_empty() { "Logo" } else { "" };
        let png = BASE64_STANDARD.encode(&logo.png);
        format!(
            "<img alt=\"{alt}\" width=\"{}\" height=\"{}\" src=\"data:image/png;base64,{png}\"/>",
            logo.width, logo.height
        )
    });
    match (name, logo.unwrap_or_default()) {
        (name, logo) if name.is_empty() && logo.is_empty() => String::new(),
        (name, logo) => format!("<div class=\"masthead\">{name}{logo}</div>\n"),
    }
}

fn inline(words: &Paragraph, right: bool) -> String {
    let spans = words.0.iter().map(|span| {
        let text = turn::kept(escape(&span.text), right);
        match span.style {
            Style::Plain => text,
            Style::Bold => format!("<strong>{text}</strong>"),
            Style::Quotation => format!("<span class=\"said\">{text}</span>"),
            Style::Quiet => format!("<span class=\"quiet\">{text}</span>"),
        }
    });
    spans.collect()
}
