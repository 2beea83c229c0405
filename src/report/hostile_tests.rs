//! Every report on a record whose every text ends in words that would do something.

use super::leak_tests::Pair;
use crate::catalog::Catalog;
use crate::export::FORMATS;
use crate::export::tests::{need_valid, read_as_words};
use crate::store::tests::hostile::Hostile;

#[test]
fn no_report_of_hostile_words_makes_a_file_that_asks_for_anything() {
    let catalog = Catalog::shipped().unwrap();
    for seed in 0..2 {
        let words = Hostile::from_now_on(seed);
        let pair = Pair::new();
        assert!(words.written() > 50, "{}", words.written());
        let mut reports: Vec<_> = pair.pages(0).into_values().collect();
        reports.extend(pair.moving_on(0, &catalog).into_values());
        reports.extend(pair.of_the_setting(0, &catalog).into_iter().map(|(_, report)| report));
        reports.extend(pair.more_of_the_setting(0, &catalog).into_iter().map(|(_, report)| report));
        for report in &reports {
            for format in &FORMATS {
                need_valid(format, &(format.write)(report).unwrap());
                if format.name != "brf" {
                    assert!(!read_as_words(format, report).is_empty());
                }
            }
        }
    }
}
