//! What a person is told when something does not go: what happened, what is safe, what to do.

/// A sentence or three for a person, never a code. The cause is for whoever helps them.
#[derive(Debug)]
pub struct Failure {
    /// What kind of failure it is, which decides the exit code.
    pub kind: Kind,
    /// What happened.
    pub what: String,
    /// What is safe, where that is in question; else empty.
    pub safe: String,
    /// What to do; else empty.
    pub todo: String,
    /// What the machine said, for whoever helps.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Refused: it may not be done, or not like this. Exit code 1.
    Refused,
    /// The machine could not: disk, permissions, a damaged file. Exit code 1.
    Machine,
    /// The words of the command were wrong. Exit code 2.
    Usage,
}

/// What most functions that can fail give back.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// Refused, in one sentence.
    pub fn refused(what: impl Into<String>) -> Failure {
        Failure {
            kind: Kind::Refused,
            what: what.into(),
            safe: String::new(),
            todo: String::new(),
            cause: None,
        }
    }

    /// The machine could not, and said why.
    pub fn machine(
        what: impl Into<String>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Failure {
        Failure { kind: Kind::Machine, cause: Some(cause.into()), ..Failure::refused(what) }
    }

    /// Wrong usage.
    pub fn usage(what: impl Into<String>) -> Failure {
        Failure { kind: Kind::Usage, ..Failure::refused(what) }
    }

    /// The same, with what is safe.
    #[must_use]
    pub fn safe(mut self, safe: impl Into<String>) -> Failure {
        self.safe = safe.into();
        self
    }

    /// The same, with what to do.
    #[must_use]
    pub fn todo(mut self, todo: impl Into<String>) -> Failure {
        self.todo = todo.into();
        self
    }

    /// The exit code that stands for it: 1 refused or failed, 2 wrong usage.
    pub fn exit_code(&self) -> u8 {
        if self.kind == Kind::Usage { 2 } else { 1 }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        for part in [&self.safe, &self.todo] {
            if !part.is_empty() {
                write!(f, " {part}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}
