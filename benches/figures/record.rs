//! The record as the screen and the reports ask it, beside bare commits and bare queries.

use doorstep::catalog::Catalog;
use doorstep::chance::Chance;
use doorstep::clock::Clock;
use doorstep::domain::entry::Shown;
use doorstep::domain::evidence::Scope;
use doorstep::domain::framework::StatementRef;
use doorstep::domain::{Act, Change, ChildId, Draft, Entry, Kind, Moment, Period, Stamp, Time, Week};
use doorstep::report::gather::{self, Asked};
use doorstep::store::Store;
use doorstep::store::ask::Search;

use super::bare::Bare;
use super::nursery::Nursery;
use super::table::{Figure, Table};
use super::{Done, Options};

/// The framework that is asked about, and a statement of it with much evidence.
pub const FRAMEWORK: &str = "partnership-with-parents";

/// A nursery with its record open.
pub struct Record<'n> {
    /// Which.
    pub nursery: &'n Nursery,
    /// Its record.
    pub store: Store,
    children: Vec<ChildId>,
    /// The statement with the most evidence.
    pub busiest: StatementRef,
    chance: Chance,
}

impl<'n> Record<'n> {
    /// Opens it.
    pub fn open(nursery: &'n Nursery) -> Done<Record<'n>> {
        let store = nursery.store()?;
        let roll = store.roll()?;
        let children = roll.in_room(nursery.room, nursery.day).iter().map(|child| child.id).collect();
        let scope = Scope { rooms: Vec::new(), period: Period::term_to(nursery.day) };
        let board = store.board(FRAMEWORK, &scope)?;
        let busiest = board.iter().max_by_key(|(_, figures)| figures.entries);
        let code = busiest.map(|(code, _)| code.clone()).ok_or("no evidence")?;
        let busiest = StatementRef { framework: FRAMEWORK.to_string(), code };
        Ok(Record { nursery, store, children, busiest, chance: Chance::seeded(nursery.entries) })
    }

    fn setting(&self) -> Scope {
        Scope { rooms: Vec::new(), period: Period::term_to(self.nursery.day) }
    }

    fn room(&self) -> Scope {
        Scope { rooms: vec![self.nursery.room], period: Period::term_to(self.nursery.day) }
    }

    fn child(&mut self) -> Done<ChildId> {
        self.chance.pick(&self.children).copied().ok_or_else(|| "the room is empty".into())
    }

    fn search(&self, search: Search) -> Done<usize> {
        let search = Search { viewer: Some(self.nursery.lead), limit: 50, ..search };
        Ok(self.store.search(&search)?.len())
    }

    /// Saves a note and agrees it.
    pub fn agreed_note(&mut self) -> Done<()> {
        let (act, stamp) = self.note(TEXT)?;
        self.store.apply(&act, stamp)?;
        let (agree, stamp) = self.agreement(&act, stamp)?;
        self.store.apply(&agree, stamp)?;
        Ok(())
    }

    /// The lead's agreement that a note of [`Record::note`] shows the busiest statement.
    fn agreement(&self, act: &Act, stamp: Stamp) -> Done<(Act, Stamp)> {
        let Some(Change::Entry(entry)) = act.changes.first() else { return Err("not a note".into()) };
        let shows = vec![Shown { statement: self.busiest.clone(), changed: false }];
        let change = Change::Agree { entry: entry.id, seen: 0, shows, nothing_of: Some(Vec::new()) };
        let stamp = Stamp { person: Some(self.nursery.lead), recorded: stamp.recorded.plus_seconds(60) };
        Ok((Act::from(change), stamp))
    }

    /// A new note of the writer about a child of the room.
    fn note(&mut self, text: &str) -> Done<(Act, Stamp)> {
        let child = self.child()?;
        let now = Moment::at(self.nursery.day, Time::from_hms_opt(18, 40, 0).unwrap_or_default(), 0);
        let entry = Entry {
            id: self.chance.id(now),
            talk: self.chance.id(now),
            child,
            room: self.nursery.room,
            kind: Kind::Feedback,
            happened: now,
            by: self.nursery.writer,
            entered_by: None,
            with: Vec::new(),
            text: text.to_string(),
            family_words: vec!["Can she rest early?".to_string()],
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: Vec::new(),
            suggested: vec![self.busiest.clone()],
            round: None,
            pinned: None,
            moved_from: None,
        };
        let stamp = Stamp { person: Some(self.nursery.writer), recorded: now };
        Ok((Act::from(Change::Entry(Box::new(entry))), stamp))
    }
}

const TEXT: &str = "Slept badly, was up at five and asked for the bear book again at breakfast. \
    “Can she rest early?” We read it twice, and she told Sam what the bear did next.";

/// What is asked of the record. First, for every other figure adds to it.
pub fn measure_reading(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    let mut bare = bare(options)?;
    opening(options, small, large, table)?;
    let (mut one, mut other) = (Record::open(small)?, Record::open(large)?);
    reading(options, &mut bare, &mut one, &mut other, table)?;
    searching(options, &mut bare, &one, &other, table)?;
    reports(options, &mut bare, &one, &other, table)
}

/// What is saved in it.
pub fn measure_writing(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    writing(options, &mut bare(options)?, &mut Record::open(small)?, &mut Record::open(large)?, table)
}

fn bare(options: &Options) -> Done<Bare> {
    Bare::at_hand(&options.folder.join(format!("bare-{}.db", options.large)), options.large)
}

/// Takes a figure on both records in turn with its floor.
fn each(
    rounds: usize,
    bare: &mut Bare,
    rows: usize,
    one: &mut Record<'_>,
    other: &mut Record<'_>,
    mut ask: impl FnMut(&mut Record<'_>) -> Done<()>,
) -> Done<Figure> {
    let mut figure = Figure::default();
    for round in 0..rounds + 3 {
        let mut warm = Figure::default();
        let kept = if round < 3 { &mut warm } else { &mut figure };
        kept.floor.take(|| bare.read(rows))?;
        kept.small.take(|| ask(one))?;
        kept.large.take(|| ask(other))?;
    }
    Ok(figure)
}

fn opening(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    if !options.wants("open") {
        return Ok(());
    }
    let folder = &options.folder;
    let keys = (small.key()?, large.key()?);
    let (mut open, mut roll) = (Figure::default(), Figure::default());
    for _ in 0..30 {
        let mut bare = open
            .floor
            .take(|| Bare::at_hand(&folder.join(format!("bare-{}.db", options.large)), options.large))?;
        let one = open.small.take(|| Ok(Store::open(&small.home, &keys.0)?))?;
        let other = open.large.take(|| Ok(Store::open(&large.home, &keys.1)?))?;
        roll.floor.take(|| bare.read(100))?;
        roll.small.take(|| Ok(one.shared_roll()?))?;
        roll.large.take(|| Ok(other.shared_roll()?))?;
    }
    table.add("open the record", &open, None);
    table.add("open: who is who", &roll, None);
    Ok(())
}

fn reading(
    options: &Options,
    bare: &mut Bare,
    one: &mut Record<'_>,
    other: &mut Record<'_>,
    table: &mut Table,
) -> Done<()> {
    let rounds = options.rounds;
    if options.wants("day of a room") {
        let day = other.store.day(other.nursery.room, other.nursery.day)?;
        let rows = day.entries.len() + day.promised.len() + day.left_over.len();
        let figure = each(rounds, bare, rows, one, other, |record| {
            record.store.day(record.nursery.room, record.nursery.day)?;
            Ok(())
        })?;
        let small = one.store.day(one.nursery.room, one.nursery.day)?;
        table.note(format!("A room's day: {} entries in the small record, {} in the large, {} and {} promised, {} and {} left over.",
            small.entries.len(), day.entries.len(), small.promised.len(), day.promised.len(), small.left_over.len(), day.left_over.len()));
        table.add("day of a room", &figure, None);
    }
    if options.wants("child's page") {
        let figure = each(rounds, bare, 20, one, other, |record| {
            let child = record.child()?;
            record.store.child_figures(child, record.nursery.day)?;
            record.store.child_entries(child, None, 20)?;
            Ok(())
        })?;
        table.add("child's page", &figure, None);
    }
    if options.wants("writer") {
        let figure = each(rounds, bare, 100, one, other, |record| {
            let (writer, room) = (record.nursery.writer, record.nursery.room);
            record.store.drafts(writer)?;
            record.store.last_talk(writer)?;
            record.store.written(writer)?;
            record.store.phrase_use(room)?;
            Ok(())
        })?;
        table.add("what the card knows of its writer", &figure, None);
    }
    if options.wants("evidence board, a room") {
        // A week of each statement is a kept row.
        let figure = each(rounds, bare, 16 * 13, one, other, |record| {
            record.store.board(FRAMEWORK, &record.room())?;
            Ok(())
        })?;
        table.add("evidence board, a room", &figure, None);
    }
    if options.wants("evidence board, all") {
        let rooms = other.store.shared_roll()?.rooms.len();
        let figure = each(rounds, bare, 16 * 13 * (rooms + 1), one, other, |record| {
            record.store.board(FRAMEWORK, &record.setting())?;
            Ok(())
        })?;
        table.add("evidence board, all rooms", &figure, None);
    }
    if options.wants("statement's page") {
        let figure = each(rounds, bare, 60, one, other, |record| {
            record.store.evidence(&record.busiest, &record.room(), 60)?;
            record.store.reached(&record.busiest, &record.room())?;
            Ok(())
        })?;
        table.add("statement's page, a room", &figure, None);
        let figure = each(rounds, bare, 60, one, other, |record| {
            record.store.evidence(&record.busiest, &record.setting(), 60)?;
            record.store.reached(&record.busiest, &record.setting())?;
            Ok(())
        })?;
        table.add("statement's page, all rooms", &figure, None);
    }
    Ok(())
}

fn searching(
    options: &Options,
    bare: &mut Bare,
    one: &Record<'_>,
    other: &Record<'_>,
    table: &mut Table,
) -> Done<()> {
    // As the page asks unless a person says “all terms”.
    let since = |record: &Record<'_>| Some(record.setting().period.from);
    let mut ask = |name: &str, aim: Option<f64>, searches: &[Search], term: bool| -> Done<()> {
        if !options.wants(name) {
            return Ok(());
        }
        let mut figure = Figure::default();
        // Each at least once after the round that only warms.
        for round in 0..=(options.rounds / searches.len().max(1)).max(1) {
            for search in searches {
                let mut warm = Figure::default();
                let kept = if round == 0 { &mut warm } else { &mut figure };
                kept.floor.take(|| bare.read(50))?;
                for (record, times) in [(one, &mut kept.small), (other, &mut kept.large)] {
                    let from = since(record).filter(|_| term);
                    times.take(|| record.search(Search { from, ..search.clone() }))?;
                }
            }
        }
        table.add(name, &figure, aim);
        Ok(())
    };
    let typed = |word: &str| -> Vec<Search> {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let words = ends.filter_map(|end| word.get(..end));
        words.map(|word| Search { words: vec![vec![word.to_string()]], ..Search::default() }).collect()
    };
    let exact = |words: &[&str]| {
        [Search { exact: words.iter().map(|word| word.to_string()).collect(), ..Search::default() }]
    };
    let two = exact(&["garden", "book"]);
    ask("search, newest 50", Some(2.0), &exact(&["garden"]), true)?;
    ask("search, newest 50 of two words", Some(2.0), &two, true)?;
    ask("search, newest 50 of two words, all terms", None, &two, false)?;
    ask("search, rare words", None, &exact(&["bear book"]), true)?;
    ask(
        "search as one types, each key",
        None,
        &[typed("garden"), typed("slept"), typed("happy")].concat(),
        true,
    )
}

fn reports(
    options: &Options,
    bare: &mut Bare,
    one: &Record<'_>,
    other: &Record<'_>,
    table: &mut Table,
) -> Done<()> {
    if !options.wants("report") {
        return Ok(());
    }
    let catalog = Catalog::shipped()?;
    let framework = catalog.framework(FRAMEWORK).ok_or("no such framework")?;
    let made = Clock::Machine.now();
    let mut form = Figure::default();
    let mut week = Figure::default();
    for _ in 0..5 {
        form.floor.take(|| bare.read(16 * 60))?;
        for (record, times) in [(one, &mut form.small), (other, &mut form.large)] {
            let roll = record.store.roll()?;
            let guard = gather::name_guard(&roll);
            let asked = Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made };
            times.take(|| Ok(gather::evidence(&record.store, &asked, record.setting())?))?;
        }
        week.floor.take(|| bare.read(700))?;
        for (record, times) in [(one, &mut week.small), (other, &mut week.large)] {
            let roll = record.store.roll()?;
            let guard = gather::name_guard(&roll);
            let of = Week::of(record.nursery.day);
            times.take(|| {
                Ok(gather::family_weeks(&record.store, &roll, Some(record.nursery.room), of, &guard, made)?)
            })?;
        }
    }
    table.add("report: the whole evidence form", &form, None);
    table.add("report: a room's week for families", &week, None);
    Ok(())
}

fn writing<'n>(
    options: &Options,
    bare: &mut Bare,
    one: &mut Record<'n>,
    other: &mut Record<'n>,
    table: &mut Table,
) -> Done<()> {
    if !options.wants("save") {
        return Ok(());
    }
    let (mut save, mut agree, mut searched, mut draft) =
        (Figure::default(), Figure::default(), Figure::default(), Figure::default());
    for _ in 0..options.rounds.max(100) {
        let mut notes = Vec::new();
        for record in [&mut *one, &mut *other] {
            notes.push(record.note(TEXT)?);
        }
        let [(first, stamp), (second, other_stamp)] = &notes[..] else { break };
        let bytes = format!("{first:?}").into_bytes();
        save.floor.take(|| bare.write(&bytes))?;
        searched.floor.take(|| bare.write_searched(TEXT))?;
        save.small.take(|| Ok(one.store.apply(first, *stamp)?))?;
        save.large.take(|| Ok(other.store.apply(second, *other_stamp)?))?;

        agree.floor.take(|| bare.write(&bytes))?;
        for (record, act, times) in
            [(&mut *one, first, &mut agree.small), (&mut *other, second, &mut agree.large)]
        {
            let (agree, stamp) = record.agreement(act, *stamp)?;
            times.take(|| Ok(record.store.apply(&agree, stamp)?))?;
        }

        draft.floor.take(|| bare.write(TEXT.as_bytes()))?;
        for (record, times) in [(&mut *one, &mut draft.small), (&mut *other, &mut draft.large)] {
            let now = stamp.recorded;
            let kept = drafted(record, now)?;
            let room = record.nursery.room;
            times.take(|| Ok(record.store.save_draft(&kept, room, now)?))?;
        }
    }
    // The same floor for both, and beside it what a row costs that can be searched.
    let (floor, with_search) = (save.floor.at(0.5), searched.floor.at(0.5));
    table.add("save a note", &save, None);
    table.note(format!(
        "A bare commit with an index and a search index takes {with_search:.3} ms, {:.1} times the bare one; \
         saving a note takes {:.1} times that (aim 1.5).",
        with_search / floor,
        save.large.at(0.5) / with_search
    ));
    save.floor = searched.floor;
    table.add("save a note, to a searched row", &save, Some(1.5));
    table.add("save: a lead agrees a note", &agree, None);
    table.add("save: a draft", &draft, None);
    Ok(())
}

/// A draft of the writer, a new one each time.
fn drafted(record: &mut Record<'_>, now: Moment) -> Done<Draft> {
    Ok(Draft {
        id: record.chance.id(now),
        writer: record.nursery.writer,
        talk: record.chance.id(now),
        children: vec![record.child()?],
        kind: None,
        private: false,
        note: TEXT.to_string(),
        begun: None,
        digit: None,
        cursor: 0,
        ids: Vec::new(),
        answers: None,
        purpose: doorstep::domain::draft::Purpose::default(),
        why: None,
    })
}
