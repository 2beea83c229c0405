//! Pages for the manager that are made from what the program itself is made of: who may see what, how long things are
//! kept, and the facts of a privacy notice. Nothing of the record is in them but the setting's name.

mod policy;
mod privacy;
mod retention;
mod roles;

pub use policy::policy;
pub use privacy::privacy;
pub use retention::retention;
pub use roles::roles;

/// Whom such a page is for, as the record has it.
pub const PAGE_IS_FOR: &str = "the manager";

/// A sentence's first letter, large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
