//! What is wrong in a data file, and what to do about it.

use crate::failure::Failure;

/// Something wrong in a data file: which file, which line, what it is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    /// The file, as it is called under `data/` or in the setting's folder.
    pub file: String,
    /// The line, from 1; `None` where it is about the file as a whole.
    pub line: Option<usize>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do, a whole sentence.
    pub todo: String,
}

impl CatalogError {
    pub(crate) fn new(
        file: &str,
        line: Option<usize>,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> CatalogError {
        CatalogError { file: file.to_string(), line, what: what.into(), todo: todo.into() }
    }

    /// `frameworks/x.toml, line 12: statement 3 is there twice.`
    fn sentence(&self) -> String {
        match self.line {
            Some(line) => format!("{}, line {line}: {}.", self.file, self.what),
            None => format!("{}: {}.", self.file, self.what),
        }
    }
}

impl std::fmt::Display for CatalogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.sentence(), self.todo)
    }
}

impl std::error::Error for CatalogError {}

/// What stops a file from being read at all is the one thing that is told of it.
impl From<CatalogError> for Vec<CatalogError> {
    fn from(error: CatalogError) -> Vec<CatalogError> {
        vec![error]
    }
}

impl From<CatalogError> for Failure {
    fn from(error: CatalogError) -> Failure {
        Failure::refused(error.sentence()).todo(error.todo)
    }
}

/// Everything that is wrong in a file, a line each.
impl From<Vec<CatalogError>> for Failure {
    fn from(errors: Vec<CatalogError>) -> Failure {
        let lines: Vec<String> = errors.iter().map(CatalogError::to_string).collect();
        Failure::refused(lines.join("\n"))
    }
}
