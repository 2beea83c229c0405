//! Keys in, screen, files and store out: the form as it leaves the room.

use crate::tui::harness::LEADS_PIN;
use crate::tui::screen::review::tests::evening;

#[test]
fn the_form_is_read_and_saved_with_the_leads_own_numbers_as_the_board_shows_it() {
    let mut harness = evening(80, 24);
    harness.keys("⎋⎋4x");
    assert!(harness.row("The form · Sunflower room").starts_with(" The form"), "{}", harness.screen());
    insta::assert_snapshot!("form_80x24", harness.screen());
    harness.keys("↓↓↓");
    assert!(harness.screen().contains("more above"), "{}", harness.screen());
    let exports = harness.home().join("exports");
    harness.keys("s111111");
    assert!(harness.screen().contains("Those numbers don't match."), "{}", harness.screen());
    assert!(!exports.exists(), "wrong numbers write nothing");
    harness.keys("⎋s").keys(LEADS_PIN);
    assert!(harness.screen().contains("Plain files now; you are responsible for them."));
    assert!(harness.row("The files are in").contains("exports/evidence"), "{}", harness.screen());
    let files = std::fs::read_dir(exports.join("evidence")).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    assert_eq!(
        files.len(),
        crate::export::on_screens(crate::domain::policy::ReportKind::EvidenceForm).count(),
        "{files:?}"
    );
    let text = std::fs::read_to_string(files.last().unwrap()).unwrap();
    assert!(text.contains("Sunflower") && text.contains("How do you know?"), "{text}");
    // What was read is what the file holds, but for the minute at which each was made.
    harness.keys("⏎");
    assert!(harness.row("The files are in").contains("exports/evidence"), "{}", harness.screen());
    harness.keys("↑↑↑");
    let shown = harness.screen();
    assert!(text.lines().take(2).all(|line| line.starts_with('=') || shown.contains(line)), "{shown}");
}

#[test]
fn the_self_evaluations_form_is_saved_from_its_own_page_too() {
    let mut harness = evening(80, 24);
    harness.keys(":self-evaluation⏎x");
    assert!(harness.screen().contains("The form · whole setting"), "{}", harness.screen());
}
