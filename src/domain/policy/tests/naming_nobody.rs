//! What reports let through that name nobody: figures, for the manager, and nothing of a few; or nothing at all.

pub(super) const SETTING_WEEK: &str = "Agreed ----------
    OtherHome ----------
    WhoseNotKnown ----------
    NameWaiting ----------
    NotAgreed ----------
    Private ----------
    OwnPrivate ----------
    TakenBack ----------
    Struck ----------
    Former ----------
    ChildName ----------
    OtherChildName ----------
    AdultName ----------
    OtherAdultName ----------
    StaffName ----------
    Practice ----------
    Restricted ----------
    OwnDraft ----------
    Draft ----------
    GapReason ----------
    Address ----------
    Figure -------y--
    LargeCell -------y--
    SmallCell -------f--
    Whereabouts ----------
    Complaint ----------
    ComplaintWords ----------
    ComplaintNames ----------
    HeldOwn ----------
    HeldLetOut ----------
    HeldWithheld ----------
    HeldUndecided ----------";

/// A page on which nothing of the record stands.
pub(super) const NOTHING: &str = "Agreed ----------
    OtherHome ----------
    WhoseNotKnown ----------
    NameWaiting ----------
    NotAgreed ----------
    Private ----------
    OwnPrivate ----------
    TakenBack ----------
    Struck ----------
    Former ----------
    ChildName ----------
    OtherChildName ----------
    AdultName ----------
    OtherAdultName ----------
    StaffName ----------
    Practice ----------
    Restricted ----------
    OwnDraft ----------
    Draft ----------
    GapReason ----------
    Address ----------
    Figure ----------
    LargeCell ----------
    SmallCell ----------
    Whereabouts ----------
    Complaint ----------
    ComplaintWords ----------
    ComplaintNames ----------
    HeldOwn ----------
    HeldLetOut ----------
    HeldWithheld ----------
    HeldUndecided ----------";
