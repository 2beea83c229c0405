//! temporary
#![allow(missing_docs)]
pub struct Opening {
    pub home: crate::paths::Home,
    pub unlock: Unlock,
    pub room: Option<String>,
    pub theme: Option<String>,
    pub ascii: bool,
}
pub enum Unlock {
    Key(crate::store::vault::Key),
    Ask,
}
pub fn run(_o: Opening) -> crate::failure::Result<()> {
    Ok(())
}
pub fn keys_markdown() -> String {
    String::new()
}
