//! Charts in a Word file: tables whose cells are the bars.

use std::fmt::Write as _;

use super::{Body, RULE};
use crate::report::chart::Lengths;
use crate::report::{Chart, Paragraph};

/// How wide a chart is at most, and in how many parts the room for its bars is.
const WIDEST_CHART: u32 = 9638;
const PARTS: u32 = 50;

impl Body {
    /// A table without rules, a row a bar: its name, the bar as cells that are filled, its number. What the bars show
    /// stands in it in letters, and once more as what a reader's program says of the table.
    pub(super) fn chart(&mut self, chart: &Chart, keeps: &str) {
        self.paragraph("TableHeading", &format!("<w:keepNext/>{keeps}"), &chart.title.as_str().into());
        let [name, number] = if self.look.whole { [34, 26] } else { [30, 14] };
        let across = self.width.min(WIDEST_CHART);
        let [name, number] = [name, number].map(|share| across * share / 100);
        let part = (across - name - number) / PARTS;
        let widths: Vec<u32> = [name].into_iter().chain((0..PARTS).map(|_| part)).chain([number]).collect();
        let rule = "<w:insideH w:val=\"single\" w:sz=\"36\" w:space=\"0\" w:color=\"FFFFFF\"/>";
        self.open_table(&widths, rule, 0, &chart.says());
        let bar_ink = self.colours.bar.clone();
        for (at, bar) in (1..).zip(&chart.bars) {
            let Lengths { bar: filled, missing, left } = chart.lengths(bar, PARTS);
            self.add("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            // All of it on one page, where one can hold it.
            let keep = if at < chart.bars.len() { "<w:keepNext/>" } else { "" };
            self.cell(&bar.label.as_str().into(), name, keep);
            for (parts, fill) in [(filled, Some(bar_ink.as_str())), (missing, Some(RULE)), (left, None)] {
                self.part(parts, parts * part, fill);
            }
            self.cell(&bar.says().into(), number, "");
            self.add("</w:tr>");
        }
        self.add("</w:tbl>");
    }

    /// So many parts of the room for a bar, as one cell; nothing for none.
    fn part(&mut self, parts: u32, width: u32, fill: Option<&str>) {
        if parts == 0 {
            return;
        }
        let fill = fill.map(|fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"));
        let _ = write!(
            self.xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{parts}\"/>{}</w:tcPr>",
            fill.unwrap_or_default()
        );
        self.paragraph("TableText", "", &Paragraph::new());
        self.add("</w:tc>");
    }
}
