//! Where keys count: every page, and every part of a page on which the same key does something else.

/// Where an action's keys count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// On every page, unless the page takes the key itself.
    Anywhere,
    /// The room words.
    Unlock,
    /// That another window has the record.
    Window,
    /// The sign-in.
    SignIn,
    /// The room board.
    Board,
    /// The room board, while it asks why a child is away.
    BoardAway,
    /// The card.
    Card,
    /// The card's line for whom it is.
    CardFor,
    /// The card's choice of the kind.
    CardWhat,
    /// The card's list of copies, a child a line.
    CardCopies,
    /// The daily round, in its cells.
    Round,
    /// The daily round, in a row's own sentence.
    RoundWords,
    /// The daily round's columns, while a lead chooses them.
    RoundColumns,
    /// The menu.
    Menu,
    /// Help, and the list of commands.
    Help,
    /// The day's end.
    Review,
    /// The day's end, while something is being ticked.
    ReviewTicks,
    /// The day's end, in the list of all statements.
    ReviewShows,
    /// The day's end, on the rest of a day that is gone through again.
    ReviewRest,
    /// The day's end, while something is being chosen.
    ReviewChoice,
    /// The day's end, while words are being written.
    ReviewWords,
    /// The evidence board.
    Evidence,
    /// The evidence board, while it is chosen what it is of.
    EvidenceChoice,
    /// The evidence board, while two days are typed.
    EvidenceDays,
    /// The evidence board, while a question for the door card is written.
    EvidencePin,
    /// The families that nobody has heard.
    Families,
    /// The evidence form as its files hold it.
    Form,
    /// The self-evaluation: its statements, its areas for development.
    Evaluation,
    /// The self-evaluation's ratings.
    Ratings,
    /// An area for development that is being written.
    AreaForm,
    /// A statement's page, on its citations.
    Statement,
    /// A statement's page, in its text.
    StatementText,
    /// A statement's page, while the entry is chosen that the text cites.
    StatementCite,
    /// A statement's page, while a draft is offered.
    StatementDraft,
    /// A statement's page, on its figures.
    StatementFigures,
    /// The weekly summary.
    Week,
    /// Everything that can leave the room.
    Exports,
    /// A report of the table.
    Export,
    /// A report of the table, while an answer is typed.
    ExportAnswer,
    /// What was exported before.
    Past,
    /// The requests for a child's whole record.
    Requests,
    /// A request that is written down.
    RequestNew,
    /// One request, in its lines.
    Request,
    /// One request, while it is chosen why a line goes out, or does not.
    RequestWhy,
    /// One request, in the words of a line.
    RequestWords,
    /// One request, on the rest of the plain lines.
    RequestRest,
    /// One request, while it is written why it takes longer.
    RequestMore,
    /// One request, on the record as its files hold it.
    RequestFile,
    /// What is due and what is held.
    Due,
    /// What is due, while another child's name is typed.
    DueFind,
    /// What is due, while it is written why something is held, let go or erased.
    DueReason,
    /// Something that would be erased.
    Erasing,
    /// The same, while it is chosen on which ground.
    ErasingGround,
    /// The same, while the second person is asked for.
    ErasingWho,
    /// What was erased.
    Erased,
    /// Files on their way out: the password of an archive.
    ArchivePassword,
    /// Files on their way out: where to, and how far it has come.
    Handing,
    /// Any page, while the PIN is asked again.
    AsksAgain,
    /// A child's page.
    Child,
    /// The child's page, while what was heard back is written.
    Heard,
    /// The child's page, while it asks which step was heard back.
    WhichStep,
    /// The child's page, while what was promised is ticked.
    Promised,
    /// The amend page: why.
    AmendWhy,
    /// The amend page: the new words.
    AmendWords,
    /// The amend page: the right child.
    AmendChild,
    /// Search.
    Search,
    /// The setting's phrases.
    Phrases,
    /// A phrase that is being written.
    PhraseForm,
    /// The choice of the room that is shown.
    Rooms,
    /// Colours, signs and letters.
    Settings,
    /// Who works here.
    Staff,
    /// The groups of the room.
    Groups,
    /// A group's name.
    GroupName,
    /// Who is in a group.
    GroupMembers,
    /// The practice records.
    Records,
    /// The choice of a kind for a new practice record.
    RecordKinds,
    /// One practice record.
    Record,
    /// A practice record that is being written.
    RecordForm,
    /// What a practice record shows, while it is ticked.
    RecordTicks,
    /// A safeguarding concern.
    Concern,
    /// What the check of the record found.
    Checked,
    /// Words that the disk did not take.
    Unsaved,
    /// The end of practice.
    Learnt,
}

impl Scope {
    /// The page's name, for help and the list of keys.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Anywhere => "everywhere",
            Scope::Unlock => "room words",
            Scope::Window => "another window",
            Scope::SignIn => "sign-in",
            Scope::Board => "room board",
            Scope::BoardAway => "room board, why away",
            Scope::Card => "card",
            Scope::CardFor => "card, for whom",
            Scope::CardWhat => "card, what it is",
            Scope::CardCopies => "card, its copies",
            Scope::Round => "daily round",
            Scope::RoundWords => "daily round, for the family",
            Scope::RoundColumns => "daily round, its columns",
            Scope::Menu => "menu",
            Scope::Help => "help and commands",
            Scope::Review => "end of day",
            Scope::ReviewTicks => "end of day, what it shows",
            Scope::ReviewShows => "end of day, all statements",
            Scope::ReviewRest => "end of day, the rest of a day",
            Scope::ReviewChoice => "end of day, a choice",
            Scope::ReviewWords => "end of day, writing",
            Scope::Evidence => "evidence",
            Scope::EvidenceChoice => "evidence, a choice",
            Scope::EvidenceDays => "evidence, two days",
            Scope::EvidencePin => "evidence, a question",
            Scope::Families => "families not heard",
            Scope::Form => "evidence form",
            Scope::Evaluation => "self-evaluation",
            Scope::Ratings => "self-evaluation, ratings",
            Scope::AreaForm => "area for development",
            Scope::Statement => "statement",
            Scope::StatementText => "statement, its text",
            Scope::StatementCite => "statement, what to cite",
            Scope::StatementDraft => "statement, a draft",
            Scope::StatementFigures => "statement, its figures",
            Scope::Week => "weekly summary",
            Scope::Exports => "exports",
            Scope::Export => "a report",
            Scope::ExportAnswer => "a report, an answer",
            Scope::Past => "what was exported",
            Scope::Requests => "record requests",
            Scope::RequestNew => "a record request, a new one",
            Scope::Request => "a record request",
            Scope::RequestWhy => "a record request, why",
            Scope::RequestWords => "a record request, the words of a line",
            Scope::RequestRest => "a record request, the plain ones",
            Scope::RequestMore => "a record request, more time",
            Scope::RequestFile => "a record request, as it goes out",
            Scope::Due => "due and holds",
            Scope::DueFind => "due and holds, another child",
            Scope::DueReason => "due and holds, why",
            Scope::Erasing => "what would be erased",
            Scope::ErasingGround => "what would be erased, the ground",
            Scope::ErasingWho => "what would be erased, the second person",
            Scope::Erased => "what was erased",
            Scope::ArchivePassword => "the password of an archive",
            Scope::Handing => "files on their way out",
            Scope::AsksAgain => "your numbers again",
            Scope::Child => "child's page",
            Scope::Heard => "child's page, heard back",
            Scope::WhichStep => "child's page, which step",
            Scope::Promised => "child's page, what was promised",
            Scope::AmendWhy => "amend, why",
            Scope::AmendWords => "amend, the words",
            Scope::AmendChild => "amend, the right child",
            Scope::Search => "search",
            Scope::Phrases => "phrases",
            Scope::PhraseForm => "phrases, a phrase",
            Scope::Rooms => "rooms",
            Scope::Settings => "settings",
            Scope::Staff => "staff",
            Scope::Groups => "groups",
            Scope::GroupName => "a group, its name",
            Scope::GroupMembers => "a group, who is in it",
            Scope::Records => "practice records",
            Scope::RecordKinds => "practice records, a new one",
            Scope::Record => "practice records, one of them",
            Scope::RecordForm => "practice records, writing",
            Scope::RecordTicks => "practice records, what it shows",
            Scope::Concern => "a concern",
            Scope::Checked => "the record's check",
            Scope::Unsaved => "not saved",
            Scope::Learnt => "end of practice",
        }
    }

    /// What letters and marks mean where they are words: no actions, but to be found in help all the same.
    pub fn marks(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Scope::Board => &[
                ("letters", "find a child by any part of a name"),
                ("number", "the child's number, then Enter"),
                ("lunch", "a group that a lead keeps, by any part of its name"),
                (",", "after a name: one more child"),
                ("+", "after a name: brothers and sisters too"),
            ],
            Scope::Card => &[
                ("1-5", "in an empty note: that phrase"),
                (".14", "after a space: the phrase of that number"),
                ("1-9 a-z", "in a gap with choices: a number or first letters"),
                ("\"", "the family's own words, kept exactly"),
                ("@mum", "who the talk was with"),
                ("@8:15", "when it happened, if not now; @yesterday too"),
                ("! !fri", "follow up today, or on that day"),
                ("{name}", "each child's own name"),
                ("d: f: p:", "at the start: drop-off, feedback, pick-up"),
                ("n: t:", "at the start: for home, moving on"),
                ("=", "in an empty note: your last note again"),
                ("-", "in an empty note: no talk, and why"),
                ("+", "in an empty note: brothers and sisters too"),
                ("\\", "the next character is only a character"),
            ],
            Scope::Round => &[
                ("letters", "set the cell: the line above says which"),
                ("0-9", "where minutes or amounts are asked"),
            ],
            Scope::RoundWords => &[
                ("1-5", "in an empty sentence: that phrase"),
                ("=", "in an empty sentence: the one above"),
                ("\" @ !", "as on the card"),
            ],
            Scope::ReviewShows => &[("letters", "find a statement by any part of its code or title")],
            Scope::StatementCite => &[("letters", "go on in the text, after the [")],
            Scope::RequestNew => {
                &[("letters", "any part of the child's name, or a day"), ("←→", "another choice")]
            }
            Scope::RequestMore => &[("↑↓", "one month more, or two")],
            Scope::DueFind => &[("letters", "any part of the child's name")],
            Scope::ErasingWho => &[("letters", "the second person's initials")],
            Scope::Records => &[("letters", "find a record by words, its kind or a child")],
            Scope::RecordKinds => &[("letters", "find a kind by any part of its name")],
            Scope::RecordForm => &[("←→", "another choice; a letter or a number takes one")],
            Scope::PhraseForm => &[
                ("[ ]", "a gap"),
                ("{ }", "a gap with choices, a bar between them"),
                ("←→", "which rooms it suits"),
            ],
            _ => &[],
        }
    }
}
