//! What each row of the policy has to say, for each report.

use super::naming_nobody;
use crate::domain::policy::ReportKind;

/// What is expected, written apart from the table: a line a matter, a letter a recipient in the order of
/// [`Class::ALL`]. `y` as it is, `-` not at all; i initials, r relation, p private note, l line, f few.
pub(super) const EXPECTED: [(ReportKind, &str); 14] = [
    (ReportKind::SettingWeek, naming_nobody::SETTING_WEEK),
    (ReportKind::KeyCard, naming_nobody::NOTHING),
    (
        ReportKind::FamilyWeek,
        "Agreed y---------
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName y---------
         OtherChildName ----------
         AdultName y---------
         OtherAdultName ----------
         StaffName y---------
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
         HeldUndecided ----------",
    ),
    (
        ReportKind::RoomWeek,
        "Agreed ------yy--
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ------yy--
         NotAgreed ------yy--
         Private ------pp--
         OwnPrivate ------pp--
         TakenBack ------ll--
         Struck ------ll--
         Former ----------
         ChildName ------yy--
         OtherChildName ------yy--
         AdultName ------yy--
         OtherAdultName ------yy--
         StaffName ------yy--
         Practice ------yy--
         Restricted ----------
         OwnDraft ----------
         Draft ----------
         GapReason ------yy--
         Address ----------
         Figure ------yy--
         LargeCell ------yy--
         SmallCell ------ff--
         Whereabouts ----------
         Complaint ----------
         ComplaintWords ----------
         ComplaintNames ----------
         HeldOwn ----------
         HeldLetOut ----------
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
    (
        ReportKind::EvidenceForm,
        "Agreed ------yyy-
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName ------iii-
         OtherChildName ------iii-
         AdultName ------rrr-
         OtherAdultName ------rrr-
         StaffName ------iii-
         Practice ------yyy-
         Restricted ----------
         OwnDraft ----------
         Draft ----------
         GapReason ----------
         Address ----------
         Figure ------yyy-
         LargeCell ------yyy-
         SmallCell ------fff-
         Whereabouts ----------
         Complaint ----------
         ComplaintWords ----------
         ComplaintNames ----------
         HeldOwn ----------
         HeldLetOut ----------
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
    (
        ReportKind::Handover,
        "Agreed -----yyy--
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting -----yyy--
         NotAgreed -----yyy--
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName -----yyy--
         OtherChildName -----yyy--
         AdultName -----yyy--
         OtherAdultName -----yyy--
         StaffName -----yyy--
         Practice ----------
         Restricted ----------
         OwnDraft ----------
         Draft ----------
         GapReason ----------
         Address ----------
         Figure ----------
         LargeCell ----------
         SmallCell ----------
         Whereabouts -----yyy--
         Complaint ----------
         ComplaintWords ----------
         ComplaintNames ----------
         HeldOwn ----------
         HeldLetOut ----------
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
    (
        ReportKind::BlankSheets,
        "Agreed ----------
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName -----yyy--
         OtherChildName -----yyy--
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
         HeldUndecided ----------",
    ),
    (
        ReportKind::MovingOn,
        "Agreed ---y------
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName ---y------
         OtherChildName ----------
         AdultName ---y------
         OtherAdultName ----------
         StaffName ---y------
         Practice ---y------
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
         HeldUndecided ----------",
    ),
    (
        ReportKind::WholeRecord,
        "Agreed ----------
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
         StaffName y---y-----
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
         HeldOwn y---y-----
         HeldLetOut y---y-----
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
    (
        ReportKind::Complaints,
        "Agreed ----------
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
         Complaint -------yyy
         ComplaintWords -------yyy
         ComplaintNames ----------
         HeldOwn ----------
         HeldLetOut ----------
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
    (
        ReportKind::Audit,
        "Agreed ----------
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName -------y--
         OtherChildName ----------
         AdultName -------y--
         OtherAdultName -------y--
         StaffName -------y--
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
         HeldUndecided ----------",
    ),
    (
        ReportKind::Due,
        "Agreed ----------
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting ----------
         NotAgreed ----------
         Private ----------
         OwnPrivate ----------
         TakenBack ----------
         Struck ----------
         Former ----------
         ChildName -------y--
         OtherChildName ----------
         AdultName ----------
         OtherAdultName ----------
         StaffName -------y--
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
         HeldUndecided ----------",
    ),
    (ReportKind::OwnPages, naming_nobody::NOTHING),
    (
        ReportKind::OnScreen,
        "Agreed -----yyy--
         OtherHome ----------
         WhoseNotKnown ----------
         NameWaiting -----yyy--
         NotAgreed -----yyy--
         Private -----pyy--
         OwnPrivate -----yyy--
         TakenBack -----lll--
         Struck -----lyy--
         Former -----yyy--
         ChildName -----yyy--
         OtherChildName -----yyy--
         AdultName -----yyy--
         OtherAdultName -----yyy--
         StaffName -----yyy--
         Practice -----yyy--
         Restricted ------yy--
         OwnDraft -----yyy--
         Draft ----------
         GapReason ------yy--
         Address ----------
         Figure ------yy--
         LargeCell ------yy--
         SmallCell ------yy--
         Whereabouts -----yyy--
         Complaint ------yy--
         ComplaintWords ------yy--
         ComplaintNames ------yy--
         HeldOwn ----------
         HeldLetOut ----------
         HeldWithheld ----------
         HeldUndecided ----------",
    ),
];
