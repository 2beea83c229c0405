//! A framework file of a setting's own, well meant or not: it is taken whole or refused with file and line.

#![no_main]

use doorstep::catalog::Catalog;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(mut catalog) = Catalog::shipped() else { return };
    let before = catalog.frameworks.len();
    match catalog.overlay("frameworks/our-own.toml", text) {
        Ok(()) => assert!(catalog.frameworks.len() >= before, "a shipped framework went"),
        Err(wrong) => {
            assert!(!wrong.is_empty(), "refused without a sentence");
            assert_eq!(catalog.frameworks.len(), before, "a refused file left something");
        }
    }
});
