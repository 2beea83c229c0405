//! The nursery: its types and its rules. No I/O, no SQL, no terminal, no clock.
//!
//! Start with [`change`], the one list of everything that can happen to the record, then [`entry`],
//! what it is mostly about, and [`roll`], who is who.

pub mod age_band;
pub mod change;
pub mod child;
pub mod concern;
pub mod day;
pub mod deeds;
pub mod draft;
pub mod entry;
pub mod erasure;
pub mod evaluation;
pub mod evidence;
pub mod exported;
pub mod framework;
pub mod group;
pub mod id;
pub mod key_part;
pub mod kind;
pub mod leaver;
pub mod length;
pub mod look;
pub mod name;
pub mod phrase;
pub mod pinned;
pub mod policy;
pub mod practice;
pub mod practitioner;
pub mod presence;
pub mod request;
pub mod retention;
pub mod roll;
pub mod room;
pub mod round;

pub use age_band::AgeBand;
pub use change::{Act, Change, Stamp};
pub use child::{Child, Contact, ContactLink, Format, Household, KeyPerson, Responsibility};
pub use concern::ConcernWords;
pub use day::{Day, Moment, Period, Time, Week};
pub use draft::{Because, Begun, Draft, Purpose};
pub use entry::{Entry, Standing};
pub use erasure::{Erasure, Subject};
pub use evaluation::{Area, AreaState, Evaluation, SignOff};
pub use exported::Exported;
pub use group::Group;
pub use id::{
    AreaId, ChildId, ContactId, DraftId, EntryId, GroupId, HouseholdId, LineId, PersonId, PracticeId,
    RequestId, RoomId, TalkId,
};
pub use key_part::KeyPart;
pub use kind::{Kind, NoTalk};
pub use phrase::{Phrase, Phrases};
pub use pinned::Pinned;
pub use practitioner::{Practitioner, Role};
pub use presence::{AwayReason, Presence, Said, Whereabouts};
pub use request::Request;
pub use roll::Roll;
pub use room::{Hours, Pattern, Room, Session, Setting};
pub use round::Rounds;
