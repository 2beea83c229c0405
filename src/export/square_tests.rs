//! The recovery sheet as a PDF file: whole, and its square is drawn as the library has it and not written.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::*;
use crate::chance::Chance;
use crate::report::recovery_sheet::recovery_sheet;
use crate::report::{Block, Square};
use crate::store::vault::Sheet;

fn sheet(seed: u64) -> (String, Report) {
    let lines = Sheet::generate(&mut Chance::seeded(seed)).printed().to_string();
    let report = recovery_sheet("Little Acorns", &lines, tests::made()).unwrap();
    (lines, report)
}

fn square(report: &Report) -> &Square {
    let found = report.blocks.iter().find_map(|block| match block {
        Block::Square(square) => Some(square),
        _ => None,
    });
    found.expect("a square")
}

/// The shapes of a page.
#[derive(Default)]
struct Shapes(Vec<BezPath>);

impl Device<'_> for Shapes {
    fn draw_path(&mut self, path: &BezPath, at: Affine, _: &Paint<'_>, _: &PathDrawMode) {
        self.0.push(at * path.clone());
    }

    fn draw_glyph(&mut self, _: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {}
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip_path(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
}

/// The largest shape of the only page.
fn drawn(file: &[u8]) -> BezPath {
    let pdf = Pdf::new(file.to_vec()).unwrap();
    let pages = pdf.pages();
    assert_eq!(pages.len(), 1, "one side of paper");
    let cache = InterpreterCache::new();
    let any = Rect::new(0.0, 0.0, 1.0, 1.0);
    let settings = InterpreterSettings::default();
    let mut context = Context::new(Affine::IDENTITY, any, &cache, pdf.xref(), settings);
    let mut shapes = Shapes::default();
    interpret_page(&pages[0], &mut context, &mut shapes);
    shapes.0.into_iter().max_by_key(|path| path.elements().len()).expect("a shape")
}

#[test]
fn the_square_of_the_page_is_dark_where_the_librarys_is_and_nowhere_else() {
    for seed in [1, 2, 3] {
        let (_, report) = sheet(seed);
        let dark = &square(&report).dark;
        let shape = drawn(&(format("pdf").unwrap().write)(&report).unwrap());
        let around = shape.bounding_box();
        let field = around.width() / dark.len() as f64;
        assert!((around.width() - around.height()).abs() < 0.01 && field > 2.0, "a camera sees {around:?}");
        for (y, row) in dark.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                // The page counts from its foot.
                let at =
                    Point::new(around.x0 + (x as f64 + 0.5) * field, around.y1 - (y as f64 + 0.5) * field);
                assert_eq!(shape.contains(at), *dark, "row {y}, field {x}");
            }
        }
    }
}

#[test]
fn the_lines_are_written_once_and_what_is_said_of_the_square_and_of_the_file_is_no_key() {
    let (lines, report) = sheet(9);
    let file = (format("pdf").unwrap().write)(&report).unwrap();
    let (tags, alts, properties) = pdf::tests::figures(&file);
    assert_eq!(tags.iter().filter(|tag| *tag == "Figure").count(), 1, "{tags:?}");
    assert_eq!(alts, [square(&report).says.clone()]);
    let words = pdf::tests::words(&report);
    let written = words.split('\n').nth(1).unwrap();
    for line in lines.lines() {
        assert_eq!(written.matches(&line.replace(' ', "")).count(), 1, "{written}");
        assert!(!properties.contains(&line[4..]) && !alts[0].contains(&line[4..8]), "{properties}");
    }
}
