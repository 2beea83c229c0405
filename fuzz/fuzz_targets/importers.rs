//! A register, a staff list or a list of PINs as somebody's program left it, or as an attacker made it: a plan or a
//! sentence comes of it, in bounded time and memory.

#![no_main]

use doorstep::chance::Chance;
use doorstep::domain::{Day, Moment, Roll};
use doorstep::register::{Answers, Ids, Import, List, read_pins, register_plan, staff_plan, table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (roll, answers) = (Roll::default(), Answers::default());
    let today = Day::from_ymd_opt(2026, 11, 24).expect("a day");
    let import = Import { bytes, sheet: None, roll: &roll, today, answers: &answers };
    let mut chance = Chance::Machine;
    let mut ids = Ids::new(&mut chance, Moment { ms: 1_800_000_000_000, offset: 0 });
    for plan in [register_plan(&import, &mut ids), staff_plan(&import, &mut ids)] {
        if let Err(trouble) = plan {
            assert!(!trouble.to_string().is_empty(), "a trouble without a sentence");
        }
    }
    if let Ok(table) = table(bytes, List::Staff, None) {
        let _ = read_pins(&table, &[], today);
    }
});
