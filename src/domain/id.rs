//! Identities. Every one is a UUIDv7, made once by [`crate::chance`], the same on every machine:
//! nothing may depend on row numbers.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A room of the setting.
    RoomId;
    /// A member of staff.
    PersonId;
    /// A child, for as long as the record is kept.
    ChildId;
    /// A home that a child has.
    HouseholdId;
    /// An adult of a child's family.
    ContactId;
    /// One note about one child.
    EntryId;
    /// One conversation: the entries that were written from it share this.
    TalkId;
    /// Words that are not saved yet.
    DraftId;
    /// A practice record.
    PracticeId;
    /// A group of a room's children.
    GroupId;
    /// An area for development.
    AreaId;
    /// A request for a child's whole record.
    RequestId;
    /// A line of the log.
    LineId;
}
