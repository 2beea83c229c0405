//! A disk that is full: what the command line says, and that what was saved stays.

use super::support::skipped;
use crate::support::{Nursery, PROGRAM, text};

/// Makes a small disk for this process alone and moves the record there. Notes are written on it when it has no room
/// but what the record holds back, while it has room, when it has none at all, when it has too little for a note,
/// and when it has room again.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=12m,mode=700 tmpfs "$DISK" || exit 99
cp -p "$DOORSTEP_HOME"/* "$DISK" && export DOORSTEP_HOME="$DISK"
note() { "$PROGRAM" log --as SO "$@" 2>&1; }
dd if=/dev/zero of="$DISK/filler" bs=1k 2>/dev/null
echo "-- held back"; note chidi "wore the red boots"; ls "$DISK"
rm "$DISK/filler"
note ao "slept well"
dd if=/dev/zero of="$DISK/filler" bs=1k 2>/dev/null
echo "-- full"; note ben "slept badly"
truncate -s -48k "$DISK/filler"
echo "-- nearly full"; note ben "slept badly"
rm "$DISK/filler"
echo "-- room again"; note ben "up at five"
DOORSTEP_PIN_FILE="$LEADS_PIN_FILE" "$PROGRAM" verify --as PS
"#;

#[test]
fn a_note_on_a_full_disk_is_not_saved_and_says_what_is_safe_and_what_to_do() {
    let nursery = Nursery::set_up();
    let disk = nursery.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let lead = nursery.write_private("lead", "482915");
    let output = nursery
        .program_as("unshare", "SO")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT])
        .env("DISK", &disk)
        .env("PROGRAM", PROGRAM)
        .env("LEADS_PIN_FILE", lead)
        .output();
    let Some(output) = output.ok().filter(|output| text(&output.stdout).contains("-- full")) else {
        return skipped("a full disk", "no small disk can be made on this machine");
    };
    let said = text(&output.stdout);
    let part = |name: &str| {
        let rest = said.split(&format!("-- {name}\n")).nth(1).unwrap_or_default();
        rest.split("-- ").next().unwrap_or_default().to_string()
    };
    let back = part("held back");
    assert!(back.contains("Saved 1 entry.") && back.contains("Have somebody make room today."), "{said}");
    assert!(!back.contains("reserve"), "{said}");
    for (when, what) in [("full", "The disk is full."), ("nearly full", "NOT SAVED: the disk is full.")] {
        for sentence in
            [what, "Everything that was saved before is safe.", "Make room on it, then try again."]
        {
            assert!(part(when).contains(sentence), "{when}: {said}");
        }
    }
    assert!(part("room again").contains("Saved 1 entry."), "{said}");
    assert!(output.status.success(), "{said}");
}
