//! Charts of a workbook: the numbers in cells, and the bars beside them as whoever opens it draws them.

use rust_xlsxwriter::{Chart as Drawn, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill};

use super::super::grid::MOST;
use super::{Done, LABELS, Looks, Sheet, UNITS, cut, lines};
use crate::report::Chart;
use crate::safe;

/// What is said beside a drawing takes so many units of UTF-16.
const SAID: usize = 255;
/// A drawing is as high as so many bars at most.
const MOST_BARS: u32 = 60;
/// The colour of bars.
const BAR: &str = "#17505E";

impl Sheet {
    /// What the bars of a chart count, a row each, and the bars beside them, drawn by whoever opens the workbook.
    pub(super) fn chart(&mut self, chart: &Chart, name: &str, looks: &Looks) -> Done {
        let heads = [chart.by.as_str(), &chart.unit, MOST];
        let columns = if chart.has_most() { 3 } else { 2 };
        for ((column, head), width) in (0u16..).zip(heads).zip([LABELS, 14.0, 8.0]).take(columns) {
            self.sheet.set_column_width(column, width)?;
            self.sheet.write_string_with_format(0, column, cut(&safe::line(head), UNITS), &looks.head)?;
        }
        for bar in &chart.bars {
            self.row += 1;
            let (label, says) = (safe::line(&bar.label), bar.count.to_string());
            let label = cut(&label, UNITS);
            self.high(lines(label, LABELS as usize))?;
            self.sheet.write_string_with_format(self.row, 0, label, looks.of(label))?;
            match bar.number() {
                Some(number) => self.sheet.write_number_with_format(self.row, 1, number, &looks.text)?,
                None => self.sheet.write_string_with_format(self.row, 1, says, &looks.text)?,
            };
            if let Some(of) = bar.of {
                self.sheet.write_number_with_format(self.row, 2, of, &looks.text)?;
            }
        }
        self.sheet.set_freeze_panes(1, 0)?;
        // The library takes words that look like a range for one: what is said in the drawing stands in a cell under it.
        let beside = u16::try_from(columns + 1).unwrap_or(u16::MAX);
        let title = safe::line(&chart.title);
        self.sheet.write_string_with_format(
            0,
            beside,
            cut(&title, UNITS),
            &looks.label.clone().unset_text_wrap(),
        )?;
        let mut drawn = Drawn::new_bar();
        drawn
            .add_series()
            .set_name((name, 0, 1))
            .set_categories((name, 1, 0, self.row, 0))
            .set_values((name, 1, 1, self.row, 1))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BAR)))
            .set_data_label(ChartDataLabel::new().show_value())
            .set_gap(40);
        drawn.title().set_name((name, 0, beside)).set_font(ChartFont::new().set_size(12));
        drawn.legend().set_hidden();
        // The first stands at the top, as in print.
        drawn.y_axis().set_reverse();
        drawn.x_axis().set_min(0);
        drawn.set_alt_text(alt(chart));
        let bars = u32::try_from(chart.bars.len()).unwrap_or(u32::MAX).min(MOST_BARS);
        drawn.set_width(620).set_height(90 + 22 * bars);
        self.sheet.insert_chart(0, beside, &drawn)?;
        Ok(())
    }
}

/// What is said to whoever can't see the drawing: all of it where it has room, else where it stands.
fn alt(chart: &Chart) -> String {
    let whole = safe::line(&chart.says());
    let fits = whole.encode_utf16().count() <= SAID;
    if fits { whole } else { "The numbers stand in the cells beside it.".to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::tests::sample;

    #[test]
    fn what_is_said_of_a_drawing_is_never_cut() {
        let mut chart = sample();
        assert_eq!(alt(&chart), chart.says());
        chart.title = "é".repeat(SAID);
        assert_eq!(alt(&chart), "The numbers stand in the cells beside it.");
    }
}
