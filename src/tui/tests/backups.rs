//! Backups beside the log: made on their own, and quiet unless a lead should know.

use std::sync::mpsc::{Receiver, channel};

use crate::domain::Day;
use crate::paths::Home;
use crate::store::ask::{Backups, When};
use crate::store::backup::sets;
use crate::tui::harness::{Harness, LEADS_PIN, at};
use crate::tui::meanwhile::{Hand, Job, News};
use crate::tui::msg::{Answer, Msg};

const OLD: &str = "The last good backup is 5 days old: Settings says more.";

fn news(stand: Backups) -> Msg {
    Msg::Answer(Answer::Meanwhile(News::Backups(Box::new(stand))))
}

/// How it stands, as the next news say.
fn told(news: &Receiver<Msg>) -> Backups {
    match news.recv() {
        Ok(Msg::Answer(Answer::Meanwhile(News::Backups(stand)))) => *stand,
        other => panic!("{other:?}"),
    }
}

fn stand(last: u32, failed: &[&str]) -> Msg {
    let failed = failed.iter().map(ToString::to_string).collect();
    let last = Day::from_ymd_opt(2026, 11, last);
    news(Backups { last, failed, ..Backups::default() })
}

#[test]
fn a_lead_reads_quietly_that_the_last_good_backup_is_old_and_nobody_else_does() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = Harness::priya(columns, rows);
        door.tell(stand(21, &[]));
        assert!(!door.screen().contains("backup"), "three days are no matter:\n{}", door.screen());
        door.tell(stand(19, &["No backup was made in /media/stick. Make room on it, then try again."]));
        assert!(door.screen().contains(&format!("! {OLD}")), "{}", door.screen());
        door.keys(":settings⏎");
        let screen = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            screen.contains("The last good backup is of 19 November 2026. No backup was made"),
            "{screen}"
        );
        assert!(screen.contains("Make room on it, then try again."), "{screen}");
        door.tell(stand(24, &[]));
        assert!(door.screen().contains("The last good backup is of 24 November 2026."), "{}", door.screen());
        let mut door = Harness::sam(columns, rows);
        door.tell(stand(19, &[]));
        assert!(!door.screen().contains("backup"), "{}", door.screen());
        assert!(!door.keys(":settings⏎").screen().contains("backup"), "{}", door.screen());
    }
}

#[test]
fn line_by_line_a_lead_hears_of_it_once() {
    let mut door = Harness::priya(80, 24);
    door.model.session.plain = true;
    door.tell(stand(19, &[]));
    assert_eq!(door.model.notice.as_ref().map(|notice| notice.text.as_str()), Some(OLD));
    door.tell(Msg::Minute);
    door.keys("x");
    assert!(door.model.notice.is_none());
}

#[test]
fn backups_are_made_at_sign_in_and_at_day_close_and_the_worker_goes_on_meanwhile() {
    let mut door = Harness::locked(80, 24);
    let (sender, inbox) = channel();
    door.worker.hire(Hand::new(sender));
    door.keys("2").keys(LEADS_PIN);
    let home = Home::at(door.home());
    let stand = told(&inbox);
    assert_eq!((stand.last, stand.amiss()), (Some(at(8, 40).day()), false), "{stand:?}");
    assert_eq!(sets(&home.backups()).unwrap().len(), 1);
    door.tell(news(stand));
    door.keys("⎋3c");
    assert!(door.screen().contains("The day is closed."), "{}", door.screen());
    told(&inbox);
    let set = sets(&home.backups()).unwrap().remove(0);
    assert_eq!(door.worker.store().since(&set).unwrap(), 0, "the day that was closed is in it");
}

#[test]
fn the_practice_nursery_is_not_backed_up_by_itself() {
    let mut door = Harness::practising(80, 24);
    let reader = door.worker.store().reader();
    assert_eq!(Job::Backups(When::DayClosed, door.now).perform(reader, &|| true), None);
    assert!(!Home::at(door.home()).backups().exists());
}

#[test]
fn backups_that_are_stopped_say_nothing() {
    let mut door = Harness::locked(80, 24);
    let reader = door.worker.store().reader();
    assert_eq!(Job::Backups(When::SignedIn, door.now).perform(reader, &|| false), None);
}
