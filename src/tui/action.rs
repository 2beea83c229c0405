//! The one table of actions. Key handling, the hint line, help, the command list, the menu and the
//! list of keys in the documentation all read it, so none of them can say what is not so.

mod enabled;
mod list;
#[cfg(test)]
mod tests;

use super::model::Model;
pub use super::scope::Scope;
use super::screen::{
    board, card, child, due, evaluation, evidence, export, records, requests, review, rooms, search,
    statement, unsaved, week,
};
use crate::domain::name::fold;
use enabled::{
    always, has_colours, may_change, may_close, may_leave, may_practise, may_practise_here, practice,
    practising, signed_in,
};
pub use list::keys_markdown;

/// Why an action cannot be done now, as a sentence.
pub type Reason = String;

/// Everything that is said of an action.
pub struct Spec {
    /// Its name in settings and documentation: `save-entry`.
    pub name: &'static str,
    /// Its keys, as [`super::key::Chord::parse`] reads them; the first is the one that is shown.
    pub keys: &'static [&'static str],
    /// Where they count.
    pub scope: Scope,
    /// The heading under which help lists it.
    pub group: &'static str,
    /// What it does, in a few words, for the list of commands. Empty where it is no command of its own.
    pub title: &'static str,
    /// What it does, for help.
    pub help: &'static str,
    /// The word on the hint line; empty where it is not shown there.
    pub hint: &'static str,
    /// Whether it can be done now; the reason where not.
    pub enabled: fn(&Model) -> Result<(), Reason>,
    /// Whether it stands on the card for the wall.
    pub wall: bool,
    /// Other words that people look for it by, besides those of its name, its title and its help.
    pub words: &'static str,
}

impl Spec {
    /// What is said of it, folded.
    pub fn says(&self) -> String {
        fold(&[self.title, self.help].join(" "))
    }

    /// Everything that it can be found by, folded: what a person types may stand anywhere in it.
    pub fn found_by(&self) -> String {
        format!("{} {} {}", self.says(), self.name, fold(self.words))
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident {
        name: $name:literal, keys: [$($key:literal),*], scope: $scope:ident, group: $group:literal,
        title: $title:literal, help: $help:literal, hint: $hint:literal, enabled: $enabled:expr
        $(, wall: $wall:literal)? $(, words: $words:literal)? $(,)?
    })*) => {
        /// Something that a person can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $action),* }

        impl Action {
            /// All of them, most used first: the order of hint lines and help.
            pub const ALL: &'static [Action] = &[$(Action::$action),*];

            /// What is said of it.
            pub fn spec(self) -> &'static Spec {
                match self {
                    $(Action::$action => &Spec {
                        name: $name, keys: &[$($key),*], scope: Scope::$scope, group: $group,
                        title: $title, help: $help, hint: $hint, enabled: $enabled,
                        wall: false $(| $wall)?, words: concat!("" $(, $words)?),
                    }),*
                }
            }
        }
    };
}

actions! {
    // Room words.
    /// Opens the log with the room words.
    OpenLog { name: "open-log", keys: ["enter"], scope: Unlock, group: "Sign in", title: "",
        help: "open the log with these words", hint: "open", enabled: always }

    // Another window.
    /// Asks the window that has the record to give way.
    TakeOver { name: "take-over", keys: ["1"], scope: Window, group: "Sign in", title: "",
        help: "take the record over: the other window keeps its words and locks", hint: "take it over", enabled: always }
    /// Opens beside it.
    UseBoth { name: "use-both", keys: ["2"], scope: Window, group: "Sign in", title: "",
        help: "use both windows: each sees what the other saved", hint: "use both", enabled: always }
    /// Opens to read alone.
    OnlyRead { name: "only-read", keys: ["3"], scope: Window, group: "Sign in", title: "",
        help: "only read in this window: nothing is written from it", hint: "only read", enabled: always }

    // Sign-in.
    /// The recovery sheet instead of the words, or the other way round.
    OtherWay { name: "other-way", keys: ["tab"], scope: Unlock, group: "Sign in", title: "",
        help: "the recovery sheet instead of the room words, or back", hint: "the recovery sheet", enabled: always }
    /// A digit on the sign-in: a name's number, then the PIN's.
    Digit { name: "digit", keys: ["0-9"], scope: SignIn, group: "Sign in", title: "",
        help: "your name's number, then your own numbers", hint: "your name", enabled: always, wall: true }
    /// Chooses the name that is marked.
    ChooseName { name: "choose-name", keys: ["enter"], scope: SignIn, group: "Sign in", title: "",
        help: "choose the name that is marked, or take the initials", hint: "", enabled: always, wall: true }

    /// Leaves the practice nursery.
    LeavePractice { name: "leave-practice", keys: ["q"], scope: SignIn, group: "Sign in", title: "",
        help: "leave the practice nursery", hint: "leave", enabled: practice }

    /// Three minutes of practice, before anybody has signed in.
    PractiseHere { name: "practise-here", keys: ["p"], scope: SignIn, group: "Sign in", title: "",
        help: "learn the keys in three minutes, on a made-up room", hint: "practise", enabled: may_practise_here, wall: true }

    // Room board.
    /// Opens a card for the child on the line, those marked, or those that were typed.
    Write { name: "write", keys: ["enter"], scope: Board, group: "Here", title: "Write",
        help: "write for that child", hint: "write", enabled: always, wall: true }
    /// Marks a child so that one note goes to several.
    Mark { name: "mark", keys: ["space"], scope: Board, group: "Here", title: "Mark a child",
        help: "mark, and go down: more than one", hint: "mark", enabled: board::finder_is_empty, wall: true }
    /// Marks everyone who is here.
    Everyone { name: "everyone", keys: ["*"], scope: Board, group: "Here", title: "Same for everyone here",
        help: "everyone who is here", hint: "everyone", enabled: board::finder_is_empty, wall: true }
    /// Says that the child on the line, or those marked, are here.
    SayHere { name: "say-here", keys: ["]"], scope: Board, group: "Here", title: "Here, without a note",
        help: "here, without a note; those marked too", hint: "here", enabled: always, wall: true }
    /// Asks why the child on the line, or those marked, are away.
    SayAway { name: "say-away", keys: ["["], scope: Board, group: "Here", title: "Away, or gone home",
        help: "away and why, or gone home; marked too", hint: "away", enabled: always, wall: true }
    /// Writes what the family told of a next step of the child on the line.
    HearOn { name: "hear-on-board", keys: ["ctrl-n"], scope: Board, group: "Here", title: "A next step was heard back",
        help: "write what the family told of a next step", hint: "", enabled: board::has_open_step, wall: true }
    /// Takes the marked reason, or that of a number.
    ChooseAway { name: "choose-away", keys: ["1-5", "enter"], scope: BoardAway, group: "Here", title: "",
        help: "why the child is away", hint: "choose", enabled: always }
    /// Opens a card with this writer's last note.
    Again { name: "again", keys: ["="], scope: Board, group: "Here", title: "Same note again",
        help: "same note again", hint: "again", enabled: board::has_last_note, wall: true }

    // Card.
    /// Saves what is on the card.
    SaveEntry { name: "save-entry", keys: ["enter"], scope: Card, group: "Writing", title: "",
        help: "save", hint: "save", enabled: always, wall: true }
    /// The next gap of a phrase, else what kind of note it is.
    NextField { name: "next-field", keys: ["tab"], scope: Card, group: "Writing", title: "",
        help: "the next gap of a phrase, else what it is", hint: "change what", enabled: always, wall: true }
    /// Begins a phrase.
    Phrase { name: "phrase", keys: ["."], scope: Card, group: "Writing", title: "",
        help: "after a space: a phrase, by any part of it or its number", hint: "phrases", enabled: always, wall: true }
    /// Begins a next step for home.
    ForHome { name: "for-home", keys: [">"], scope: Card, group: "Writing", title: "",
        help: "after a space: also a next step for home", hint: "for home", enabled: always, wall: true }
    /// Changes what kind of note it is, wherever in it somebody is.
    ChangeKind { name: "change-kind", keys: ["ctrl-o"], scope: Card, group: "Writing", title: "Change what it is",
        help: "what it is, also while a phrase has a gap", hint: "", enabled: always, wall: true }
    /// For the writer and the leads only, or for the family again.
    Private { name: "private", keys: ["ctrl-p"], scope: Card, group: "Writing", title: "Private, or for the family",
        help: "private: you and the leads read it; no print or evidence", hint: "", enabled: always, wall: true }
    /// The note answers the question that is pinned to the card, or not so.
    AnswersQuestion { name: "answers-question", keys: ["ctrl-y"], scope: Card, group: "Writing", title: "It answers the question on the card",
        help: "this note answers the question on the card, or not", hint: "", enabled: card::has_question, wall: true }
    /// The question that is pinned to the card is not for this note.
    LeaveQuestion { name: "leave-question", keys: ["ctrl-d"], scope: Card, group: "Writing", title: "The question on the card: not now",
        help: "the question on the card is not for this note", hint: "", enabled: card::has_question, wall: true }
    /// What else a word may be that is not in the dictionary.
    Spelling { name: "spelling", keys: ["ctrl-w"], scope: Card, group: "Writing", title: "Other words for a misspelt one",
        help: "other words for one in bold, which may be misspelt", hint: "", enabled: always, wall: true }
    /// Links the note with the open step that it tells of, or parts them again.
    LinkStep { name: "link-step", keys: ["ctrl-n"], scope: Card, group: "Writing", title: "It tells of a next step",
        help: "this tells what became of the next step that is offered", hint: "", enabled: always, wall: true }
    /// Takes the names that were typed on the line for whom it is.
    TakeNames { name: "take-names", keys: ["enter"], scope: CardFor, group: "Writing", title: "",
        help: "take these children", hint: "take", enabled: always }
    /// Takes the kind that is marked.
    TakeKind { name: "take-kind", keys: ["enter"], scope: CardWhat, group: "Writing", title: "",
        help: "take this kind and go on writing", hint: "take", enabled: always }
    /// Chooses a kind by its number.
    ChooseKind { name: "choose-kind", keys: ["1-5"], scope: CardWhat, group: "Writing", title: "",
        help: "choose what it is", hint: "choose", enabled: always }
    /// Takes the marked child's copy out, or puts it back.
    TakeOut { name: "take-out", keys: ["space"], scope: CardCopies, group: "Writing", title: "",
        help: "take this child's copy out, or put it back", hint: "take out", enabled: always }
    /// Goes back to the note with the copies as they are ticked.
    CopiesDone { name: "copies-done", keys: ["enter"], scope: CardCopies, group: "Writing", title: "",
        help: "back to the note", hint: "to the note", enabled: always }

    // Daily round.
    /// Saves the row with what stands in it, and goes down.
    RowDone { name: "row-done", keys: ["enter"], scope: Round, group: "Here", title: "",
        help: "the row is done: save it and go down", hint: "row done", enabled: always }
    /// The next cell of the row.
    NextCell { name: "next-cell", keys: ["tab"], scope: Round, group: "Here", title: "",
        help: "the next cell; after the last the sentence", hint: "next", enabled: always }
    /// Copies the cell above.
    SameAsAbove { name: "same-as-above", keys: ["="], scope: Round, group: "Here", title: "Same as the cell above",
        help: "the same as the cell above", hint: "as above", enabled: always }
    /// Fills the blank cells below with this cell's value, to be confirmed row by row.
    FillBlanks { name: "fill-blanks", keys: ["*"], scope: Round, group: "Here", title: "Fill the blanks below",
        help: "fill the blanks below; ~ until Enter on their row", hint: "fill blanks", enabled: always }
    /// Which columns the room has.
    ChooseColumns { name: "choose-columns", keys: [], scope: Round, group: "Here", title: "Columns of the daily round",
        help: "which columns this room has", hint: "", enabled: review::leads }
    /// Saves the row with its sentence, and goes down.
    RowSaid { name: "row-said", keys: ["enter"], scope: RoundWords, group: "Writing", title: "",
        help: "the row is done: save it and go down", hint: "row done", enabled: always }
    /// The next gap of a phrase, else the first cell.
    NextInRow { name: "next-in-row", keys: ["tab"], scope: RoundWords, group: "Writing", title: "",
        help: "the next gap of a phrase, else the first cell", hint: "next", enabled: always }
    /// Begins a phrase.
    RowPhrase { name: "row-phrase", keys: ["."], scope: RoundWords, group: "Writing", title: "",
        help: "after a space: a phrase, found by any part of it", hint: "phrases", enabled: always }
    /// Begins a next step for home.
    RowForHome { name: "row-for-home", keys: [">"], scope: RoundWords, group: "Writing", title: "",
        help: "after a space: also a next step for home", hint: "for home", enabled: always }
    /// What else a word of the sentence may be that is not in the dictionary.
    RowSpelling { name: "row-spelling", keys: ["ctrl-w"], scope: RoundWords, group: "Writing", title: "Other words for a misspelt one",
        help: "other words for one in bold, which may be misspelt", hint: "", enabled: always }
    /// Ticks a column, or takes the tick away.
    TickColumn { name: "tick-column", keys: ["space"], scope: RoundColumns, group: "Here", title: "",
        help: "this room has the column, or not", hint: "tick", enabled: always }
    /// Keeps the columns that are ticked.
    KeepColumns { name: "keep-columns", keys: ["enter"], scope: RoundColumns, group: "Here", title: "",
        help: "keep these columns; with none ticked they go by age again", hint: "keep", enabled: always }

    // Menu.
    /// Chooses by number.
    ChooseItem { name: "choose-item", keys: ["0-9"], scope: Menu, group: "Menu", title: "",
        help: "choose by number", hint: "choose", enabled: always }
    /// Opens the item that is marked.
    OpenItem { name: "open-item", keys: ["enter"], scope: Menu, group: "Menu", title: "",
        help: "open what is marked", hint: "open", enabled: always }

    // Help and commands.
    /// Does what is marked.
    DoIt { name: "do-it", keys: ["enter"], scope: Help, group: "Help", title: "",
        help: "do what is marked", hint: "do it", enabled: always }

    // End of day.
    /// Agrees the selected entry with what it shows, and goes to the next.
    AgreeNext { name: "agree-next", keys: ["enter"], scope: Review, group: "Here", title: "",
        help: "agree what is ticked and go to the next", hint: "agree, next", enabled: always }
    /// One of two ways to settle a name of another child.
    SettleName { name: "settle-name", keys: ["1-2"], scope: Review, group: "Here", title: "",
        help: "a name of another child: 1 “a friend”, 2 keep", hint: "", enabled: always }
    /// Ticks or unticks the first statement that it may show.
    TickShown { name: "tick-shown", keys: ["space"], scope: Review, group: "Here", title: "",
        help: "tick or untick what it shows", hint: "tick", enabled: always }
    /// Lists all statements to tick.
    ListStatements { name: "list-statements", keys: ["l"], scope: Review, group: "Here", title: "",
        help: "all statements, to tick what it shows", hint: "shows", enabled: always }
    /// Corrects the entry.
    AmendEntry { name: "amend-entry", keys: ["a"], scope: Review, group: "Here", title: "",
        help: "correct it; the first words stay", hint: "amend", enabled: always }
    /// Says why a talk is missing.
    ReasonForGap { name: "reason-for-gap", keys: ["g"], scope: Review, group: "Here", title: "",
        help: "say why a talk is missing", hint: "gap reason", enabled: always }
    /// Sends it back to its writer with a question.
    AskWriter { name: "ask-writer", keys: ["s"], scope: Review, group: "Here", title: "",
        help: "send it back to its writer with a question", hint: "send back", enabled: always }
    /// Closes the day.
    CloseTheDay { name: "close-the-day", keys: ["c"], scope: Review, group: "Here", title: "Close the day",
        help: "close the day; its day code is shown", hint: "close", enabled: always }
    /// Goes to an earlier day of which something is left.
    EarlierDays { name: "earlier-days", keys: ["e"], scope: Review, group: "Here", title: "",
        help: "what is left of earlier days, also for a framework put in use", hint: "earlier days", enabled: always }
    /// Says whose drafts wait.
    WhoseDrafts { name: "whose-drafts", keys: ["d"], scope: Review, group: "Here", title: "",
        help: "whose notes are not finished", hint: "", enabled: always }
    /// Lists the rest of the day that is gone through again, to agree it at once.
    AgreeRest { name: "agree-rest", keys: ["r"], scope: Review, group: "Here", title: "",
        help: "the rest of this day at once, for a framework put in use", hint: "rest of this day", enabled: always }
    /// Agrees the rest of the day as it is listed.
    TakeRest { name: "take-rest", keys: ["enter"], scope: ReviewRest, group: "Here", title: "",
        help: "read on; at the end agree all that is listed, and go to the next day", hint: "agree", enabled: always }
    /// Agrees with what is ticked.
    AgreeTicked { name: "agree-ticked", keys: ["enter"], scope: ReviewTicks, group: "Here", title: "",
        help: "agree what is ticked and go to the next", hint: "agree, next", enabled: always }
    /// Ticks or unticks the statement that is marked.
    TickThis { name: "tick-this", keys: ["space"], scope: ReviewTicks, group: "Here", title: "",
        help: "tick or untick", hint: "tick", enabled: always }
    /// That something changed because of it.
    LedToChange { name: "led-to-change", keys: ["c"], scope: ReviewTicks, group: "Here", title: "",
        help: "something changed because of it, or not", hint: "something changed", enabled: always }
    /// Goes back to the entry with what is ticked.
    TickedAll { name: "ticked-all", keys: ["enter"], scope: ReviewShows, group: "Here", title: "",
        help: "back to the entry, with what is ticked", hint: "done", enabled: always }
    /// Ticks or unticks the statement that is marked in the list of all.
    TickFound { name: "tick-found", keys: ["space"], scope: ReviewShows, group: "Here", title: "",
        help: "tick or untick", hint: "tick", enabled: always }
    /// That something changed because of it.
    FoundChanged { name: "found-changed", keys: ["ctrl-n"], scope: ReviewShows, group: "Here", title: "",
        help: "something changed because of it, or not", hint: "something changed", enabled: always }
    /// Takes what is marked.
    TakeChoice { name: "take-choice", keys: ["enter"], scope: ReviewChoice, group: "Here", title: "",
        help: "take what is marked", hint: "take", enabled: always }
    /// A reason by its number.
    ChooseByNumber { name: "choose-by-number", keys: ["1-6"], scope: ReviewChoice, group: "Here", title: "",
        help: "choose by number", hint: "choose", enabled: always }
    /// Takes the words that were written.
    TakeWords { name: "take-words", keys: ["enter"], scope: ReviewWords, group: "Here", title: "",
        help: "keep the words", hint: "save", enabled: always }

    // Evidence.
    /// Opens the statement.
    OpenStatement { name: "open-statement", keys: ["enter"], scope: Evidence, group: "Here", title: "",
        help: "open the statement", hint: "open", enabled: always }
    /// The form's order, or the thinnest first.
    OrderBoard { name: "order-board", keys: ["o"], scope: Evidence, group: "Here", title: "",
        help: "as the form has them, or the thinnest first", hint: "order by", enabled: always }
    /// The families that are not there yet.
    WhichFamilies { name: "which-families", keys: ["f"], scope: Evidence, group: "Here", title: "",
        help: "families not heard yet, for leads only", hint: "families", enabled: always }
    /// For which time the board is.
    ChooseTime { name: "choose-time", keys: ["w"], scope: Evidence, group: "Here", title: "",
        help: "for which time: weeks, term, year, any two days", hint: "weeks", enabled: always }
    /// The form as it would leave the room.
    ExportForm { name: "export-form", keys: ["x"], scope: Evidence, group: "Here", title: "",
        help: "the form as Word, PDF and text: read it, save it", hint: "export", enabled: always }
    /// Pins a question to the door card for the selected statement, or takes it down.
    PinQuestion { name: "pin-question", keys: ["p"], scope: Evidence, group: "Here", title: "",
        help: "a question for the door card; the same key takes it down", hint: "pin a question", enabled: always }
    /// Pins the question that was written.
    PinIt { name: "pin-it", keys: ["enter"], scope: EvidencePin, group: "Writing", title: "",
        help: "pin it to the door card", hint: "pin it", enabled: always }
    /// Which framework the board shows, and which are in use.
    ChooseForm { name: "choose-form", keys: ["c"], scope: Evidence, group: "Here", title: "Which framework the board shows",
        help: "which framework; put one in use, or away", hint: "framework", enabled: always }
    /// Reads the framework by a tag.
    ChooseTag { name: "choose-tag", keys: ["t"], scope: Evidence, group: "Here", title: "",
        help: "by an article, a standard or another tag", hint: "tag", enabled: evidence::has_tags }
    /// Which rooms the board is of.
    ChooseRooms { name: "choose-rooms", keys: ["r"], scope: Evidence, group: "Here", title: "",
        help: "of which rooms", hint: "rooms", enabled: evidence::has_rooms }
    /// Takes what is marked.
    TakeOffer { name: "take-offer", keys: ["enter"], scope: EvidenceChoice, group: "Here", title: "",
        help: "show the board of what is marked, or of what is ticked", hint: "show", enabled: always }
    /// Takes by number.
    NumberedOffer { name: "numbered-offer", keys: ["1-9"], scope: EvidenceChoice, group: "Here", title: "",
        help: "show by number", hint: "choose", enabled: always }
    /// Puts a framework in use, or away; ticks a room.
    TickOffer { name: "tick-offer", keys: ["space"], scope: EvidenceChoice, group: "Here", title: "",
        help: "put a framework in use, or away; tick a room", hint: "tick", enabled: always }
    /// Takes the two days that were typed.
    TakeDays { name: "take-days", keys: ["enter"], scope: EvidenceDays, group: "Here", title: "",
        help: "show the board of these days", hint: "show", enabled: always }

    /// Opens the marked family's child.
    OpenFamily { name: "open-family", keys: ["enter"], scope: Families, group: "Here", title: "",
        help: "the child's page, with all that was said", hint: "child's page", enabled: always }

    /// Saves the form as files.
    SaveForm { name: "save-form", keys: ["s"], scope: Form, group: "Here", title: "",
        help: "save the form as files", hint: "save files", enabled: always }

    // Self-evaluation.
    /// Opens the marked statement's page, or the marked area for development.
    TakeLine { name: "take-line", keys: ["enter"], scope: Evaluation, group: "Here", title: "",
        help: "open the statement, where its text is written, or the area", hint: "open its page", enabled: always }
    /// Judges the marked statement, or takes the judgement away.
    JudgeLine { name: "judge-line", keys: ["y", "p", "n"], scope: Evaluation, group: "Here", title: "",
        help: "met, partly, not; the same again takes it away", hint: "met", enabled: evaluation::judges }
    /// Begins an area for development, from the marked statement's gap.
    ToDevelop { name: "to-develop", keys: ["a"], scope: Evaluation, group: "Here", title: "",
        help: "an area for development, from this statement's gap", hint: "to develop", enabled: evaluation::develops }
    /// Keeps the marked statement's text of the last round as it stands.
    KeepText { name: "keep-text", keys: ["k"], scope: Evaluation, group: "Here", title: "",
        help: "keep its text of the last term as it stands; again takes that back", hint: "keep the text", enabled: always }
    /// Signs the self-evaluation off, or says what is missing.
    SignOff { name: "sign-off", keys: ["S"], scope: Evaluation, group: "Here", title: "",
        help: "sign it off as it stands, or say what is missing", hint: "sign off", enabled: always }
    /// The form as it would leave the room.
    ExportEvaluation { name: "export-evaluation", keys: ["x"], scope: Evaluation, group: "Here", title: "",
        help: "the form as Word, PDF and text: read it, save it", hint: "export", enabled: always }
    /// The next framework that is in use.
    NextFramework { name: "next-framework", keys: ["c"], scope: Evaluation, group: "Here", title: "",
        help: "the next framework that is in use, in the same term", hint: "", enabled: evaluation::has_frameworks }
    /// Gives the marked rating a number, or takes it away.
    Rate { name: "rate", keys: ["1-7"], scope: Ratings, group: "Here", title: "",
        help: "rate it; the same again takes it away", hint: "rate", enabled: always }
    /// The evidence board.
    RatingEvidence { name: "rating-evidence", keys: ["enter"], scope: Ratings, group: "Here", title: "",
        help: "the evidence, statement by statement", hint: "evidence", enabled: always }
    /// An area for development.
    ToDevelopHere { name: "to-develop-here", keys: ["a"], scope: Ratings, group: "Here", title: "",
        help: "an area for development", hint: "to develop", enabled: evaluation::develops }
    /// Signs the self-evaluation off, or says what is missing.
    SignOffHere { name: "sign-off-here", keys: ["S"], scope: Ratings, group: "Here", title: "",
        help: "sign it off as it stands, or say what is missing", hint: "sign off", enabled: always }
    /// Keeps the area for development.
    KeepArea { name: "keep-area", keys: ["enter"], scope: AreaForm, group: "Writing", title: "",
        help: "keep it on the form", hint: "save", enabled: always }

    // Statement.
    /// Puts the entry's number in the text.
    CiteHere { name: "cite-here", keys: ["enter"], scope: Statement, group: "Here", title: "",
        help: "put its number in the text, and go on writing", hint: "cite here", enabled: always }
    /// Judges the statement, or takes the judgement away.
    Judge { name: "judge", keys: ["y", "p", "n"], scope: Statement, group: "Here", title: "",
        help: "met, partly, not; the same again takes it away", hint: "", enabled: statement::judges }
    /// Puts the text into the record.
    SaveText { name: "save-text", keys: ["s"], scope: Statement, group: "Here", title: "",
        help: "save the text; until then it is your draft", hint: "save", enabled: always }
    /// Offers a draft.
    OfferDraft { name: "offer-draft", keys: ["d"], scope: Statement, group: "Here", title: "",
        help: "a draft to take or leave", hint: "draft", enabled: always }
    /// Shows the text with what has no proof yet.
    PreviewText { name: "preview-text", keys: ["v"], scope: Statement, group: "Here", title: "",
        help: "see which sentences have no proof yet", hint: "preview", enabled: always }
    /// The families that this statement has nothing from.
    FamiliesHere { name: "families-here", keys: ["f"], scope: Statement, group: "Here", title: "",
        help: "families not heard yet, for leads only", hint: "families", enabled: always }
    /// The statement's figures, each of which opens.
    StatementFigures { name: "statement-figures", keys: ["t"], scope: Statement, group: "Here", title: "",
        help: "its figures: each opens into what it counts", hint: "figures", enabled: always }
    /// The statement's own wording.
    FormWording { name: "form-wording", keys: ["w"], scope: Statement, group: "Here", title: "",
        help: "what the statement says in full", hint: "", enabled: always }
    /// Keeps the statement's text of the last round as it stands.
    KeepTextHere { name: "keep-text-here", keys: ["k"], scope: Statement, group: "Here", title: "",
        help: "keep its text of the last term as it stands; again takes that back", hint: "keep the text", enabled: always }
    /// Puts what is written into the record.
    SaveWritten { name: "save-written", keys: ["enter"], scope: StatementText, group: "Writing", title: "",
        help: "save the text; until then it is your draft", hint: "save", enabled: always }
    /// Goes to the entries to choose one to cite.
    ChooseCited { name: "choose-cited", keys: ["["], scope: StatementText, group: "Writing", title: "",
        help: "choose an entry to cite", hint: "cite", enabled: always }
    /// Puts the chosen entry's number where the caret is.
    PutCited { name: "put-cited", keys: ["enter"], scope: StatementCite, group: "Writing", title: "",
        help: "put its number in the text, and go on writing", hint: "cite it", enabled: always }
    /// A new paragraph.
    NewParagraph { name: "new-paragraph", keys: ["ctrl-n"], scope: StatementText, group: "Writing", title: "",
        help: "a new line", hint: "new line", enabled: always }
    /// Takes the draft.
    TakeDraft { name: "take-draft", keys: ["enter"], scope: StatementDraft, group: "Here", title: "",
        help: "take the draft; what you wrote stays before it", hint: "take and save it", enabled: always }

    /// Opens the figure that is marked.
    OpenFigure { name: "open-figure", keys: ["enter"], scope: StatementFigures, group: "Here", title: "",
        help: "the entries or families that it counts", hint: "open", enabled: always }

    // Weekly summary.
    /// The next thing to look at.
    NextCheck { name: "next-check", keys: ["enter"], scope: Week, group: "Here", title: "",
        help: "the next thing to look at; the arrows read on in a long one", hint: "next", enabled: always }
    /// One of two ways to settle a name of another child.
    SettleNamed { name: "settle-named", keys: ["1-2"], scope: Week, group: "Here", title: "",
        help: "a name of another child: 1 “a friend”, 2 keep", hint: "", enabled: week::asks_about_a_name }
    /// Saves the pages as files.
    SaveFiles { name: "save-files", keys: ["s"], scope: Week, group: "Here", title: "",
        help: "save the pages as files", hint: "save files", enabled: always }
    /// Everything else that can leave the room.
    OtherExports { name: "other-exports", keys: ["e"], scope: Week, group: "Here", title: "",
        help: "every other report as files, and what was exported before", hint: "exports", enabled: always }

    // Exports.
    /// Opens what is marked.
    OpenExport { name: "open-export", keys: ["enter"], scope: Exports, group: "Here", title: "",
        help: "open what is marked", hint: "open", enabled: always }
    /// What was exported before.
    PastExports { name: "past-exports", keys: ["p"], scope: Exports, group: "Here", title: "What was exported",
        help: "what was exported before, and for whom", hint: "past", enabled: always }
    /// Changes the marked answer: types it where it can be typed.
    ChangeAnswer { name: "change-answer", keys: ["enter"], scope: Export, group: "Here", title: "",
        help: "type the marked answer; ←→ change it too", hint: "change", enabled: always }
    /// Ticks a kind of file, or takes the tick away.
    TickFormat { name: "tick-format", keys: ["space"], scope: Export, group: "Here", title: "",
        help: "this kind of file, or not", hint: "tick", enabled: always }
    /// One of two ways to settle a name of somebody else.
    SettleInReport { name: "settle-in-report", keys: ["1-2"], scope: Export, group: "Here", title: "",
        help: "a name of somebody else: 1 “a friend”, 2 keep", hint: "", enabled: export::asks_about_a_name }
    /// Saves the report as files.
    SaveReport { name: "save-report", keys: ["s"], scope: Export, group: "Here", title: "",
        help: "save it as files of the kinds that are ticked", hint: "save files", enabled: always }
    /// Takes the answer that was typed.
    TakeAnswer { name: "take-answer", keys: ["enter"], scope: ExportAnswer, group: "Here", title: "",
        help: "take this answer", hint: "take", enabled: always }

    // Requests for a child's whole record.
    /// Opens the marked request.
    OpenRequest { name: "open-request", keys: ["enter"], scope: Requests, group: "Here", title: "",
        help: "open the marked request, line by line", hint: "open", enabled: always }
    /// Writes a new request down.
    NewRequest { name: "new-request", keys: ["a"], scope: Requests, group: "Here", title: "",
        help: "write down that somebody asked for a child's record", hint: "new request", enabled: always }
    /// Takes an answer and goes on; after the last the request is written down.
    KeepRequest { name: "keep-request", keys: ["enter"], scope: RequestNew, group: "Writing", title: "",
        help: "the next question; after the last one it is written down", hint: "next", enabled: always }
    /// Reads the record as its files hold it.
    ReadRecord { name: "read-record", keys: ["v"], scope: Request, group: "Here", title: "",
        help: "read the record as it goes out", hint: "preview", enabled: always }
    /// Saves the record as files.
    SaveRecordFiles { name: "save-record-files", keys: ["s"], scope: Request, group: "Here", title: "",
        help: "save the record as files, which answers the request", hint: "save files", enabled: always }
    /// Reads the marked line whole, and marks the words of it that are left out.
    ReadLine { name: "read-line", keys: ["enter"], scope: Request, group: "Here", title: "",
        help: "read the line whole; mark the words that are left out", hint: "words", enabled: always }
    /// The marked line goes out.
    LetGo { name: "let-go", keys: ["g"], scope: Request, group: "Here", title: "",
        help: "it goes out as it is; where others are in it, why", hint: "goes", enabled: always }
    /// The marked line is left out.
    LeaveOut { name: "leave-out", keys: ["o"], scope: Request, group: "Here", title: "",
        help: "it is left out, and why", hint: "leave out", enabled: always }
    /// The next line that is still to be decided.
    NextUndecided { name: "next-undecided", keys: ["tab"], scope: Request, group: "Here", title: "",
        help: "the next line that is still to be decided", hint: "next", enabled: always }
    /// Nothing is decided of the marked line any more.
    ClearDecision { name: "clear-decision", keys: ["c"], scope: Request, group: "Here", title: "",
        help: "back to undecided", hint: "clear", enabled: always }
    /// Lists the rest of the plain lines, to decide them at once.
    DecideRest { name: "decide-rest", keys: ["r"], scope: Request, group: "Here", title: "",
        help: "the rest of the plain ones at once, once they are listed", hint: "the rest", enabled: always }
    /// Whoever asks has shown who they are.
    IdentityShown { name: "identity-shown", keys: ["i"], scope: Request, group: "Here", title: "",
        help: "who asks was shown today: the month begins", hint: "identity shown", enabled: always }
    /// It takes longer than a month.
    MoreTime { name: "more-time", keys: ["m"], scope: Request, group: "Here", title: "",
        help: "it takes one or two months longer, and they were told why", hint: "more time", enabled: always }
    /// Whoever asked took it back.
    WithdrawRequest { name: "withdraw-request", keys: ["w"], scope: Request, group: "Here", title: "",
        help: "whoever asked took it back; asked twice", hint: "withdrawn", enabled: always }
    /// Takes the reason that is marked.
    TakeWhy { name: "take-why", keys: ["enter"], scope: RequestWhy, group: "Here", title: "",
        help: "take the reason that is marked", hint: "take", enabled: always }
    /// A reason by its number.
    ChooseWhy { name: "choose-why", keys: ["1-5"], scope: RequestWhy, group: "Here", title: "",
        help: "why it goes out, or is left out", hint: "choose", enabled: always }
    /// Marks the word in use, or takes the mark away.
    MarkWord { name: "mark-word", keys: ["space"], scope: RequestWords, group: "Here", title: "",
        help: "mark this word, or not, and go on", hint: "mark", enabled: always }
    /// Leaves the marked words out.
    LeaveWordsOut { name: "leave-words-out", keys: ["enter"], scope: RequestWords, group: "Here", title: "",
        help: "leave the marked words out, and say why", hint: "leave them out", enabled: always }
    /// Decides the rest of the plain lines.
    TakePlain { name: "take-plain", keys: ["enter"], scope: RequestRest, group: "Here", title: "",
        help: "decide that all of these go out", hint: "they go out", enabled: always }
    /// Saves that it takes longer.
    KeepMoreTime { name: "keep-more-time", keys: ["enter"], scope: RequestMore, group: "Writing", title: "",
        help: "save that it takes longer, and why", hint: "save", enabled: always }
    /// Saves the record that was read as files.
    SaveReadRecord { name: "save-read-record", keys: ["s"], scope: RequestFile, group: "Here", title: "",
        help: "save it as files, which answers the request", hint: "save files", enabled: always }

    // What is due and what is held.
    /// Shows what would go if the marked row was erased.
    LookAtErasing { name: "look-at-erasing", keys: ["enter"], scope: Due, group: "Here", title: "",
        help: "what would go if it is erased, and what stays; nothing goes yet", hint: "what would go", enabled: due::erases }
    /// Holds the marked row.
    Hold { name: "hold", keys: ["h"], scope: Due, group: "Here", title: "",
        help: "hold it, and say why: it is not erased, even when it is due", hint: "hold", enabled: due::holds }
    /// Lets go what is held.
    LetGoHold { name: "let-go-hold", keys: ["l"], scope: Due, group: "Here", title: "",
        help: "let go what is held, and say why", hint: "let go", enabled: due::releases }
    /// Looks for another child.
    FindForDue { name: "find-for-due", keys: ["a"], scope: Due, group: "Here", title: "",
        help: "any other child: to be held, or to see what would go", hint: "another child", enabled: always }
    /// Takes the child who was typed.
    TakeFound { name: "take-found", keys: ["enter"], scope: DueFind, group: "Here", title: "",
        help: "put this child into the list", hint: "take", enabled: always }
    /// Takes why something is held, let go or erased.
    KeepReason { name: "keep-reason", keys: ["enter"], scope: DueReason, group: "Writing", title: "",
        help: "save it with these words; of an erasure, on to the numbers", hint: "save", enabled: always }
    /// Reads on; at the end goes on to the ground.
    EraseOn { name: "erase-on", keys: ["enter"], scope: Erasing, group: "Here", title: "",
        help: "read on; at the end on to the ground on which it is erased", hint: "go on", enabled: due::erases }
    /// Takes the ground that is marked.
    TakeGround { name: "take-ground", keys: ["enter"], scope: ErasingGround, group: "Here", title: "",
        help: "take the ground that is marked", hint: "take", enabled: always }
    /// A ground by its number.
    ChooseGround { name: "choose-ground", keys: ["1-5"], scope: ErasingGround, group: "Here", title: "",
        help: "on which ground it is erased", hint: "choose", enabled: always }
    /// Takes the second person's initials.
    TakeSecond { name: "take-second", keys: ["enter"], scope: ErasingWho, group: "Here", title: "",
        help: "take these initials: that person's own numbers are asked next", hint: "go on", enabled: always }
    /// Reads on; at the end goes back to the list.
    ReadErased { name: "read-erased", keys: ["enter"], scope: Erased, group: "Here", title: "",
        help: "read on; at the end back to the list", hint: "to the list", enabled: always }

    // Files on their way out.
    /// Takes the password; a typed one is asked twice.
    TakePassword { name: "take-password", keys: ["enter"], scope: ArchivePassword, group: "Here", title: "",
        help: "take this password; one that is typed is asked twice", hint: "take", enabled: always }
    /// Has the program make a password.
    MakePassword { name: "make-password", keys: ["tab"], scope: ArchivePassword, group: "Here", title: "",
        help: "have the program make one, of six words", hint: "make one", enabled: always }
    /// Takes the marked place for the files; once they lie there, goes back.
    TakePlace { name: "take-place", keys: ["enter"], scope: Handing, group: "Here", title: "",
        help: "this is where the files go; once they are there, back", hint: "save here", enabled: always }
    /// Looks again which sticks are in.
    LookAgain { name: "look-again", keys: ["l"], scope: Handing, group: "Here", title: "",
        help: "look again which sticks are in", hint: "look again", enabled: always }
    /// A digit of the PIN that is asked again.
    NumbersAgain { name: "numbers-again", keys: ["0-9"], scope: AsksAgain, group: "Here", title: "",
        help: "your own numbers, asked once more", hint: "your numbers", enabled: always }

    // A child's page.
    /// Shows all that is known of the marked entry, or hides it again.
    OpenEntry { name: "open-entry", keys: ["enter"], scope: Child, group: "Here", title: "",
        help: "the whole entry, with its first words and corrections", hint: "open", enabled: child::has_entry }
    /// A card for this child.
    WriteFor { name: "write-for", keys: ["w"], scope: Child, group: "Here", title: "Write for this child",
        help: "write for this child", hint: "write", enabled: child::here }
    /// Writes what the family told of a next step.
    HearBack { name: "hear-back", keys: ["h", "ctrl-n"], scope: Child, group: "Here", title: "Heard back on this step",
        help: "write what the family told of this next step", hint: "heard back", enabled: child::open_step }
    /// Marks what was promised as done.
    FollowUp { name: "follow-up-done", keys: ["f"], scope: Child, group: "Here", title: "What was promised is done",
        help: "what was promised here is done", hint: "done", enabled: child::promised }
    /// Corrects the marked entry.
    Amend { name: "amend", keys: ["a"], scope: Child, group: "Here", title: "Amend this entry",
        help: "correct the entry; the first words stay readable", hint: "amend", enabled: child::may_amend }
    /// The next child of the room.
    NextChild { name: "next-child", keys: ["n"], scope: Child, group: "Here", title: "Next child",
        help: "the child after this one on the board", hint: "next child", enabled: child::here }
    /// Searches this child's entries.
    SearchHere { name: "search-here", keys: ["/"], scope: Child, group: "Here", title: "Search this child's entries",
        help: "search this child's entries", hint: "search here", enabled: child::here }
    /// Goes on, and at the last question saves.
    KeepHeard { name: "keep-heard", keys: ["enter"], scope: Heard, group: "Writing", title: "",
        help: "the next question; after the last one it is saved", hint: "next", enabled: always }
    /// What else a word that was heard back may be that is not in the dictionary.
    HeardSpelling { name: "heard-spelling", keys: ["ctrl-w"], scope: Heard, group: "Writing", title: "Other words for a misspelt one",
        help: "other words for one in bold, which may be misspelt", hint: "", enabled: always }

    /// Takes the marked step, or that of a number.
    ChooseStep { name: "choose-step", keys: ["1-5", "enter"], scope: WhichStep, group: "Here", title: "",
        help: "the step that was heard back", hint: "choose", enabled: always }
    /// Ticks what was promised as done.
    KeepDone { name: "keep-done", keys: ["enter"], scope: Promised, group: "Writing", title: "",
        help: "done, with what happened or without a word", hint: "done", enabled: always }

    // Amending.
    /// Takes the reason that is marked.
    TakeReason { name: "take-reason", keys: ["enter"], scope: AmendWhy, group: "Amend", title: "",
        help: "take the reason that is marked", hint: "take", enabled: always }
    /// Chooses a reason by its number.
    ChooseReason { name: "choose-reason", keys: ["1-4"], scope: AmendWhy, group: "Amend", title: "",
        help: "why it is amended", hint: "choose why", enabled: always }
    /// Saves the new words beside the first ones.
    SaveWords { name: "save-words", keys: ["enter"], scope: AmendWords, group: "Amend", title: "",
        help: "save the new words beside the first ones", hint: "save", enabled: always }
    /// What else a word of a correction may be that is not in the dictionary.
    AmendSpelling { name: "amend-spelling", keys: ["ctrl-w"], scope: AmendWords, group: "Amend", title: "Other words for a misspelt one",
        help: "other words for one in bold, which may be misspelt", hint: "", enabled: always }
    /// Takes the child that was typed, then moves the entry.
    TakeChild { name: "take-child", keys: ["enter"], scope: AmendChild, group: "Amend", title: "",
        help: "take this child; once more moves the entry", hint: "take", enabled: always }

    // Search.
    /// Opens the child's page at the marked entry.
    OpenFound { name: "open-found", keys: ["enter"], scope: Search, group: "Here", title: "",
        help: "open the child's page at this entry", hint: "open", enabled: search::has_found }
    /// The next of the three choices that narrow the search.
    Narrow { name: "narrow", keys: ["tab"], scope: Search, group: "Here", title: "",
        help: "whose entries, which kind, which time: ←→ change it", hint: "narrow", enabled: always }

    // Phrases.
    /// Opens the marked phrase to change it.
    ChangePhrase { name: "change-phrase", keys: ["enter"], scope: Phrases, group: "Here", title: "",
        help: "change the marked phrase", hint: "change", enabled: always }
    /// Opens an empty form for a new phrase.
    AddPhrase { name: "add-phrase", keys: ["a"], scope: Phrases, group: "Here", title: "Add a phrase",
        help: "add a phrase of this kind", hint: "add", enabled: always }
    /// Hides the marked phrase, or shows it again.
    HidePhrase { name: "hide-phrase", keys: ["h"], scope: Phrases, group: "Here", title: "Hide a phrase",
        help: "hide the marked phrase, or show it again; old notes keep it", hint: "hide", enabled: always }
    /// Shows the phrases of another kind.
    KindOfPhrases { name: "kind-of-phrases", keys: ["1-5"], scope: Phrases, group: "Here", title: "",
        help: "the phrases of that kind; Tab for the next", hint: "kind", enabled: always }
    /// Saves the phrase for every card of the setting.
    SavePhrase { name: "save-phrase", keys: ["enter"], scope: PhraseForm, group: "Here", title: "",
        help: "save the phrase for every card of the setting", hint: "save", enabled: always }

    // Rooms.
    /// Shows the marked room.
    TakeRoom { name: "take-room", keys: ["enter"], scope: Rooms, group: "Here", title: "",
        help: "show this room", hint: "show", enabled: always }
    /// Chooses a room by its number.
    ChooseRoom { name: "choose-room", keys: ["1-9"], scope: Rooms, group: "Here", title: "",
        help: "choose by number", hint: "choose", enabled: always }

    // Staff.
    /// Gives the marked person a one-use number.
    OneUseNumber { name: "one-use-number", keys: ["enter"], scope: Staff, group: "Here", title: "",
        help: "a one-use number for whoever is new or forgot theirs", hint: "one-use number", enabled: always }

    /// Lets the marked person go.
    Leaves { name: "person-leaves", keys: ["ctrl-f"], scope: Staff, group: "Here", title: "",
        help: "they leave: they can't sign in from now on, and what is to be done besides", hint: "has left", enabled: always }

    // Groups.
    /// Opens the marked group, or a new one.
    OpenGroup { name: "open-group", keys: ["enter"], scope: Groups, group: "Here", title: "",
        help: "change the marked group, or begin a new one", hint: "open", enabled: always }
    /// Takes the name, and keeps the group where somebody is in it.
    NameGroup { name: "name-group", keys: ["enter"], scope: GroupName, group: "Here", title: "",
        help: "take the name; with children ticked, keep the group", hint: "keep", enabled: always }
    /// Keeps the group as it is ticked.
    KeepGroup { name: "keep-group", keys: ["enter"], scope: GroupMembers, group: "Here", title: "",
        help: "keep the group; with nobody ticked, let it go", hint: "keep", enabled: always }
    /// Ticks a child, or takes the tick away.
    TickMember { name: "tick-member", keys: ["space"], scope: GroupMembers, group: "Here", title: "",
        help: "put this child in, or take them out", hint: "tick", enabled: always }

    // Practice records.
    /// Opens the marked record.
    OpenRecord { name: "open-record", keys: ["enter"], scope: Records, group: "Here", title: "",
        help: "open the marked record", hint: "open", enabled: always }
    /// Begins a new record.
    NewRecord { name: "new-record", keys: ["ctrl-n"], scope: Records, group: "Here", title: "Begin a practice record",
        help: "begin a record: choose its kind, then fill in its form", hint: "new record", enabled: always }
    /// Begins a record of the marked kind.
    TakeRecordKind { name: "take-record-kind", keys: ["enter"], scope: RecordKinds, group: "Here", title: "",
        help: "begin a record of the marked kind", hint: "begin", enabled: always }
    /// Agrees a key person's record with what it shows.
    AgreeRecord { name: "agree-record", keys: ["enter"], scope: Record, group: "Here", title: "",
        help: "agree a key person's record with what it shows", hint: "agree", enabled: records::waits_for_lead }
    /// Lists what it may show, to tick before it is agreed.
    RecordShows { name: "record-shows", keys: ["l"], scope: Record, group: "Here", title: "",
        help: "what it shows, to tick before it is agreed", hint: "shows", enabled: records::waits_for_lead }
    /// Corrects the record.
    AmendRecord { name: "amend-record", keys: ["a"], scope: Record, group: "Here", title: "Amend this record",
        help: "correct it or write more; the first words stay", hint: "amend", enabled: records::may_amend }
    /// Saves the record.
    SaveRecord { name: "save-record", keys: ["enter"], scope: RecordForm, group: "Writing", title: "",
        help: "save the record", hint: "save", enabled: always }
    /// Goes back to the record with what is ticked.
    RecordTicked { name: "record-ticked", keys: ["enter"], scope: RecordTicks, group: "Here", title: "",
        help: "back to the record, with what is ticked", hint: "done", enabled: always }
    /// Ticks or unticks the statement that is marked.
    TickStatement { name: "tick-statement", keys: ["space"], scope: RecordTicks, group: "Here", title: "",
        help: "tick or untick", hint: "tick", enabled: always }
    /// That something changed because of it.
    RecordChanged { name: "record-changed", keys: ["c"], scope: RecordTicks, group: "Here", title: "",
        help: "something changed because of it, or not", hint: "something changed", enabled: always }
    /// All statements, or those of its kind.
    AllStatements { name: "all-statements", keys: ["l"], scope: RecordTicks, group: "Here", title: "",
        help: "all statements, or those that its kind may show", hint: "all", enabled: always }

    // A safeguarding concern.
    /// Keeps that it was passed on.
    PassedOn { name: "passed-on", keys: ["enter"], scope: Concern, group: "Here", title: "",
        help: "keep that you passed a concern on, and when; nothing else", hint: "I have passed it on", enabled: always }

    // Settings.
    /// Changes what is marked.
    ChangeSetting { name: "change-setting", keys: ["enter"], scope: Settings, group: "Here", title: "",
        help: "change it, and keep it", hint: "change", enabled: may_change }
    /// Changes by number.
    ChooseSetting { name: "choose-setting", keys: ["1-3"], scope: Settings, group: "Here", title: "",
        help: "change by number", hint: "choose", enabled: always }

    // Words that the disk did not take.
    /// Saves them once more.
    SaveAgain { name: "save-again", keys: ["1"], scope: Unsaved, group: "Here", title: "",
        help: "try to save once more", hint: "try again", enabled: always }
    /// Writes them on a stick.
    WordsToStick { name: "words-to-stick", keys: ["2"], scope: Unsaved, group: "Here", title: "",
        help: "write the words on a stick, as plain text", hint: "on a stick", enabled: always }
    /// Writes them as a page to print.
    WordsToPrint { name: "words-to-print", keys: ["3"], scope: Unsaved, group: "Here", title: "",
        help: "write the words as a page to print, in your own folder", hint: "to print", enabled: always }

    // End of practice.
    /// From practice to the log.
    ToTheLog { name: "to-the-log", keys: ["enter"], scope: Learnt, group: "Here", title: "",
        help: "from practice to the log", hint: "to the log", enabled: always }

    // Everywhere.
    /// Up a line.
    Up { name: "up", keys: ["up"], scope: Anywhere, group: "Moving", title: "",
        help: "a line up", hint: "", enabled: always }
    /// Down a line.
    Down { name: "down", keys: ["down"], scope: Anywhere, group: "Moving", title: "",
        help: "a line down", hint: "", enabled: always }
    /// Left, or out.
    Left { name: "left", keys: ["left"], scope: Anywhere, group: "Moving", title: "",
        help: "a letter left, or back out", hint: "", enabled: always }
    /// Right, or inside.
    Right { name: "right", keys: ["right"], scope: Anywhere, group: "Moving", title: "",
        help: "a letter right, or look inside", hint: "", enabled: always }
    /// A page up.
    PageUp { name: "page-up", keys: ["pgup"], scope: Anywhere, group: "Moving", title: "",
        help: "a page up", hint: "", enabled: always }
    /// A page down.
    PageDown { name: "page-down", keys: ["pgdn"], scope: Anywhere, group: "Moving", title: "",
        help: "a page down", hint: "", enabled: always }
    /// The beginning.
    First { name: "first", keys: ["home"], scope: Anywhere, group: "Moving", title: "",
        help: "to the beginning", hint: "", enabled: always }
    /// The end.
    Last { name: "last", keys: ["end"], scope: Anywhere, group: "Moving", title: "",
        help: "to the end", hint: "", enabled: always }
    /// The next part of the page.
    NextPart { name: "next-part", keys: ["tab"], scope: Anywhere, group: "Moving", title: "",
        help: "the next part of the page", hint: "", enabled: evaluation::has_parts }
    /// The part of the page before.
    LastPart { name: "last-part", keys: ["shift-tab"], scope: Anywhere, group: "Moving", title: "",
        help: "the part of the page before", hint: "", enabled: evaluation::has_parts }
    /// Takes the letter before the caret away.
    Erase { name: "erase", keys: ["backspace"], scope: Anywhere, group: "Moving", title: "",
        help: "take away the letter before", hint: "", enabled: always }
    /// Takes the letter after the caret away.
    EraseAhead { name: "erase-ahead", keys: ["delete"], scope: Anywhere, group: "Moving", title: "",
        help: "take away the letter after", hint: "", enabled: always }
    /// Takes the last thing back.
    TakeBack { name: "take-back", keys: ["ctrl-z"], scope: Anywhere, group: "Everywhere",
        title: "Take the last thing back", help: "take the last thing back", hint: "", enabled: signed_in, wall: true,
        words: "undo mistake" }
    /// Search.
    GoSearch { name: "search", keys: ["/"], scope: Anywhere, group: "Everywhere", title: "Search",
        help: "search", hint: "", enabled: signed_in, wall: true,
        words: "find look old notes entries" }
    /// The choice of the room that is shown.
    GoRooms { name: "rooms", keys: [], scope: Anywhere, group: "Everywhere", title: "Rooms",
        help: "show another room", hint: "", enabled: rooms::may_choose,
        words: "change" }
    /// The groups of the room.
    GoGroups { name: "groups", keys: [], scope: Anywhere, group: "Everywhere", title: "Groups",
        help: "keep those marked as a group, or change one", hint: "", enabled: review::leads }
    /// Who works here.
    GoStaff { name: "staff", keys: [], scope: Anywhere, group: "Everywhere", title: "Staff",
        help: "who works here; a one-use number for whoever forgot theirs", hint: "", enabled: review::leads,
        words: "person people colleague pin password numbers new leaver" }
    /// The room board.
    GoBoard { name: "room-board", keys: [], scope: Anywhere, group: "Everywhere", title: "Room board",
        help: "the room board", hint: "", enabled: signed_in,
        words: "children register list names door home start" }
    /// The daily round.
    GoRound { name: "daily-round", keys: [], scope: Anywhere, group: "Everywhere", title: "Daily round",
        help: "feedback for everyone who is here, a row a child", hint: "", enabled: signed_in,
        words: "lunch ate food sleep nap mood table" }
    /// The day's end.
    GoReview { name: "end-of-day", keys: [], scope: Anywhere, group: "Everywhere", title: "End of day",
        help: "agree the day's entries and close it", hint: "", enabled: review::leads,
        words: "evening sign review gaps" }
    /// The evidence board.
    GoEvidence { name: "evidence", keys: [], scope: Anywhere, group: "Everywhere", title: "Evidence",
        help: "the self-evaluation's evidence", hint: "", enabled: review::leads,
        words: "statements framework proof strength tags" }
    /// The self-evaluation.
    GoEvaluation { name: "self-evaluation", keys: [], scope: Anywhere, group: "Everywhere", title: "Self-evaluation",
        help: "judgements, ratings, areas for development, sign-off", hint: "", enabled: review::leads,
        words: "form sef inspector inspection" }
    /// The weekly summary.
    GoWeek { name: "weekly-summary", keys: [], scope: Anywhere, group: "Everywhere", title: "Weekly summary",
        help: "a page for each family", hint: "", enabled: review::leads,
        words: "parents summaries print" }
    /// Everything that can leave the room.
    GoExports { name: "exports", keys: [], scope: Anywhere, group: "Everywhere", title: "Exports",
        help: "every report as files, and what was exported before", hint: "", enabled: review::leads,
        words: "print pdf word handover moving on key card" }
    /// Requests for a child's whole record.
    GoRequests { name: "requests", keys: [], scope: Anywhere, group: "Everywhere", title: "Record requests",
        help: "requests for a child's whole record: write down, decide, answer", hint: "", enabled: requests::answers,
        words: "subject access parent asks gdpr data protection copy" }
    /// What is due and what is held.
    GoDue { name: "due-and-holds", keys: [], scope: Anywhere, group: "Everywhere", title: "Due and holds",
        help: "what is due to be erased, what is held; erasing, by two people", hint: "", enabled: due::opens,
        words: "delete remove retention gdpr data protection how long kept" }
    /// The setting's phrases.
    GoPhrases { name: "phrases", keys: [], scope: Anywhere, group: "Everywhere", title: "Phrases",
        help: "the phrases of the setting: add, change, hide", hint: "", enabled: review::leads,
        words: "sentences quick words" }
    /// The practice records.
    GoRecords { name: "practice-records", keys: [], scope: Anywhere, group: "Everywhere", title: "Practice records",
        help: "home visits, surveys, displays, training and what else shows it", hint: "", enabled: records::writes,
        words: "evidence complaint" }
    /// All commands.
    Commands { name: "commands", keys: [":", "ctrl-k"], scope: Anywhere, group: "Everywhere", title: "",
        help: "all commands", hint: "", enabled: signed_in, wall: true }
    /// Locks the screen.
    Lock { name: "lock", keys: ["ctrl-l"], scope: Anywhere, group: "Everywhere", title: "Lock",
        help: "lock the screen", hint: "", enabled: signed_in, wall: true,
        words: "sign out log out walk away" }
    /// Closes the record until somebody types the room words.
    CloseLog { name: "close-log", keys: [], scope: Anywhere, group: "Everywhere", title: "Close the log for the day",
        help: "close the log: the room words open it again; a lead can", hint: "", enabled: may_close,
        words: "shut" }
    /// Whom to tell of a safeguarding concern.
    Concern { name: "concern", keys: ["ctrl-g"], scope: Anywhere, group: "Everywhere", title: "A safeguarding concern",
        help: "a safeguarding concern", hint: "", enabled: signed_in, wall: true,
        words: "bruise worry disclosure child protection" }
    /// Draws the screen again.
    Redraw { name: "redraw", keys: ["ctrl-r"], scope: Anywhere, group: "Everywhere", title: "Draw the screen again",
        help: "draw the screen again", hint: "", enabled: always, wall: true }
    /// Colours, signs and letters.
    GoSettings { name: "settings", keys: [], scope: Anywhere, group: "Everywhere", title: "Settings",
        help: "colours, plain signs, letters as commands", hint: "", enabled: signed_in,
        words: "theme backup screen" }
    /// What the check of the record found.
    GoChecked { name: "record-check", keys: [], scope: Anywhere, group: "Everywhere", title: "The record's check",
        help: "when the record was looked through, and what was found", hint: "", enabled: signed_in,
        words: "verify damage damaged whole" }
    /// The next set of colours.
    Colours { name: "colours", keys: ["ctrl-t"], scope: Anywhere, group: "Everywhere", title: "Colours: the next ones",
        help: "the next set of colours", hint: "", enabled: has_colours, wall: true,
        words: "theme dark light contrast" }
    /// Plain letters instead of signs, or signs again.
    PlainSigns { name: "plain-signs", keys: [], scope: Anywhere, group: "Everywhere", title: "Plain signs, or drawn ones",
        help: "letters of the keyboard instead of signs and lines, or signs again", hint: "", enabled: always,
        words: "ascii screen reader symbols" }
    /// Numbers instead of letters as commands, or letters again.
    LettersOff { name: "letters-off", keys: [], scope: Anywhere, group: "Everywhere", title: "Letters as commands, or not",
        help: "numbers instead of letters as commands, or letters again", hint: "", enabled: always }
    /// Three minutes of practice.
    Practise { name: "practise", keys: [], scope: Anywhere, group: "Everywhere", title: "Practise: three minutes",
        help: "three minutes of practice", hint: "", enabled: may_practise,
        words: "learn tutorial lesson training" }
    /// Words that are here only.
    GoUnsaved { name: "not-saved", keys: [], scope: Anywhere, group: "Everywhere", title: "Words that are not saved",
        help: "words that the disk did not take: again, on a stick, to print", hint: "", enabled: unsaved::has_words }
    /// Leaves the practice room.
    LeaveLesson { name: "leave-lesson", keys: ["ctrl-x"], scope: Anywhere, group: "Everywhere", title: "Leave practice",
        help: "leave practice, at any time", hint: "", enabled: practising }
    /// Leaves the program.
    Leave { name: "leave", keys: [], scope: Anywhere, group: "Everywhere", title: "Leave the program",
        help: "leave the program; a lead can", hint: "", enabled: may_leave,
        words: "quit exit stop end close" }
    /// Back; never loses words.
    Back { name: "back", keys: ["esc"], scope: Anywhere, group: "Everywhere", title: "",
        help: "back, never loses words", hint: "back", enabled: always, wall: true }
    /// Help for this page.
    Help { name: "help", keys: ["?", "f1"], scope: Anywhere, group: "Everywhere", title: "Help",
        help: "the keys that work here", hint: "help", enabled: always, wall: true }
}
