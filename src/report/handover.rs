//! Today's handover card of a room, for the next shift or cover: who is here, what was said, what was promised,
//! and what is open. Paper lies about, so nothing private is on it, not even that it is there.

use std::collections::BTreeMap;

use super::{Block, Cell, Paragraph, Report, Table};
use crate::domain::entry::Standing;
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::presence::presence;
use crate::domain::{Child, ChildId, Day, EntryId, Moment, Presence, Role, Roll, RoomId, Said, day};

/// Whom the card is for, as the record has it.
pub const CARD_IS_FOR: &str = "whoever has the room next";

/// What the card is made from.
#[derive(Clone, Debug)]
pub struct Handover<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Which room.
    pub room: RoomId,
    /// The day's entries of the room's children.
    pub entries: Vec<Standing>,
    /// Where children are by what somebody said without a note.
    pub said: Vec<Said>,
    /// What was promised and is due by that day.
    pub promised: Vec<Standing>,
    /// The next steps of the room's children that are open, newest first for each.
    pub steps: Vec<Standing>,
    /// When it is made; the day is this day.
    pub made: Moment,
    /// The record's day code.
    pub day_code: Option<String>,
}

/// The places in which children are, as the card counts and orders them.
const PLACES: [(Presence, &str); 5] = [
    (Presence::Here, "Here"),
    (Presence::Expected, "Expected"),
    (Presence::Unrecorded, "No word yet"),
    (Presence::Gone, "Gone home"),
    (Presence::Away, "Not today"),
];

impl Handover<'_> {
    /// The entries whose words are on the card.
    pub fn printed(&self) -> Vec<EntryId> {
        let places = self.places();
        let rows =
            places.keys().flat_map(|child| self.notes(*child).into_iter().chain(self.step(*child, &places)));
        let mut printed: Vec<EntryId> = rows.chain(self.open_promises()).map(|one| one.entry.id).collect();
        printed.sort();
        printed.dedup();
        printed
    }

    /// The card.
    pub fn report(&self) -> Report {
        let room = self.roll.room(self.room).map_or("The room", |room| room.name.as_str());
        let today = self.today();
        let when = format!("{}, {}", today.format("%A %-d %B %Y"), self.made.clock());
        let mut report = Report::new(format!("{room}: handover"), when, self.made);
        report.for_whom = "For the next shift and cover. It names children: keep it with the record.".into();
        report.day_code = self.day_code.clone();
        let places = self.places();
        let count = |place| places.values().filter(|is| **is == place).count();
        let facts = PLACES.map(|(place, label)| (label.to_string(), count(place).to_string()));
        report.blocks.push(Block::Facts(facts.into_iter().filter(|(_, count)| count != "0").collect()));
        self.promises(&mut report);
        report.heading(1, "The children, and what was said today");
        report.blocks.push(Block::Table(self.children(&places)));
        let away = self.not_today(&places);
        if !away.is_empty() {
            report.paragraph(Paragraph::new().bold("Not today: ").plain(super::family_week::list(&away)));
        }
        report.note("Private notes are not on this card. Whoever may read them finds them on the screen.");
        report
    }

    fn today(&self) -> Day {
        self.made.day()
    }

    /// Where each child of the room is, as far as that may be told.
    fn places(&self) -> BTreeMap<ChildId, Presence> {
        let told = may_appear(Item::Whereabouts, &READER, ReportKind::Handover, &Facts::default());
        if told != Verdict::Allow {
            return BTreeMap::new();
        }
        let (today, room) = (self.today(), self.roll.room(self.room));
        let place = |child: &Child| {
            let said = self.said.iter().rfind(|said| said.child == child.id && said.day == today);
            // A private note says where a child is too: to the board as to the card.
            let notes =
                self.entries.iter().filter(|one| one.entry.child == child.id && one.withdrawn.is_none());
            presence(child, room, today, self.made, said, notes)
        };
        self.roll.in_room(self.room, today).into_iter().map(|child| (child.id, place(child))).collect()
    }

    /// A row a child who comes today: those who are here first, each with what was said and the step to ask about.
    fn children(&self, places: &BTreeMap<ChildId, Presence>) -> Table {
        let mut table = Table::of(&[("Child", 16), ("Where", 12), ("Key person", 10), ("Said today", 62)]);
        for (place, label) in PLACES {
            for child in self.roll.in_room(self.room, self.today()) {
                let notes = self.notes(child.id);
                // Who does not come is named below, unless something was said of them all the same.
                if places.get(&child.id) != Some(&place) || place == Presence::Away && notes.is_empty() {
                    continue;
                }
                let key = self.roll.key_person(child.id, false, self.today());
                let said = notes.into_iter().map(|one| {
                    let lead = format!("{} {} ", one.entry.happened.clock(), one.entry.kind.label());
                    self.line(lead, one)
                });
                let step = self.step(child.id, places).map(|one| {
                    let lead = format!("To try at home since {}: ", day::short(one.entry.happened.day()));
                    self.line(lead, one)
                });
                table.rows.push(vec![
                    Paragraph::new().bold(self.roll.short_name(child.id)).into(),
                    label.into(),
                    key.map_or(String::new(), |person| person.initials.clone()).into(),
                    Cell(said.chain(step).collect()),
                ]);
            }
        }
        table
    }

    /// Those of whom nothing is said because they do not come today.
    fn not_today(&self, places: &BTreeMap<ChildId, Presence>) -> Vec<String> {
        let all = self.roll.in_room(self.room, self.today()).into_iter().filter(|child| {
            places.get(&child.id) == Some(&Presence::Away) && self.notes(child.id).is_empty()
        });
        all.map(|child| self.roll.short_name(child.id)).collect()
    }

    /// What was said of a child, agreed or not, in the order in which it happened.
    fn notes(&self, child: ChildId) -> Vec<&Standing> {
        let mut own: Vec<&Standing> =
            self.entries.iter().filter(|one| one.entry.child == child && self.may_stand(one)).collect();
        own.sort_by_key(|one| (one.entry.happened.ms, one.seq));
        own
    }

    /// The open next step of a child who is still to be collected: it can be asked about. Not one that was given today,
    /// which stands among what was said.
    fn step(&self, child: ChildId, places: &BTreeMap<ChildId, Presence>) -> Option<&Standing> {
        let collected = matches!(places.get(&child), None | Some(Presence::Gone | Presence::Away));
        self.steps.iter().filter(|_| !collected).find(|one| {
            one.entry.child == child && one.entry.happened.day() < self.today() && self.may_stand(one)
        })
    }

    fn open_promises(&self) -> impl Iterator<Item = &Standing> {
        self.promised.iter().filter(|one| one.follow_up_done.is_none() && self.may_stand(one))
    }

    /// What is due: today's first, then what is open from before.
    fn promises(&self, report: &mut Report) {
        let today = Some(self.today());
        let (due, before): (Vec<&Standing>, Vec<&Standing>) =
            self.open_promises().partition(|one| one.entry.follow_up == today);
        for (heading, promised) in [("Promised for today", due), ("Promised before, and still open", before)]
        {
            if promised.is_empty() {
                continue;
            }
            report.heading(1, heading);
            for one in promised {
                let when = one.entry.follow_up.map(day::short).unwrap_or_default();
                report.entry(when, self.roll.short_name(one.entry.child), self.line(String::new(), one));
            }
        }
    }

    /// A note's words between what stands before them and whose they are.
    fn line(&self, lead: String, standing: &Standing) -> Paragraph {
        let mut words = Paragraph::new().quiet(lead);
        words.0.extend(Paragraph::quoting(standing.text().trim()).0);
        words.quiet(format!(" {}", self.initials(standing)))
    }

    fn initials(&self, standing: &Standing) -> &str {
        self.roll.person(standing.entry.by).map_or("", |person| person.initials.as_str())
    }

    fn may_stand(&self, standing: &Standing) -> bool {
        may_appear(Item::Words, &READER, ReportKind::Handover, &Facts::of_entry(standing)) == Verdict::Allow
    }
}

/// The card is made for whoever may see least of those who read it.
const READER: Recipient = Recipient::Staff(Role::Cover);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Review, Withdrawn};
    use crate::domain::{Kind, Whereabouts};
    use crate::export;
    use crate::report::example::{Example, at, day, example};

    fn text(card: &Handover) -> String {
        String::from_utf8((export::format("txt").unwrap().write)(&card.report()).unwrap()).unwrap()
    }

    fn sample(e: &Example) -> Handover<'_> {
        let mut waiting = e.entry(1, e.ava, Kind::DropOff, 20, "Up at 5. “Can she rest early?”", &[50]);
        waiting.review = Review::Waiting;
        let mut due = e.entry(4, e.ben, Kind::PickUp, 18, "Bring the slide photos for dad.", &[54]);
        due.entry.follow_up = Some(day(20));
        let mut late = e.entry(5, e.noah, Kind::PickUp, 12, "Ask about the spare coat.", &[50]);
        late.entry.follow_up = Some(day(16));
        Handover {
            roll: &e.roll,
            room: e.room,
            entries: vec![
                waiting,
                e.entry(2, e.ben, Kind::PickUp, 20, "Happy day.", &[53]),
                e.entry(3, e.ben, Kind::DropOff, 20, "Dad is away until Friday.", &[54]),
            ],
            said: vec![Said {
                seq: 9,
                child: e.zoe,
                day: day(20),
                is: Whereabouts::Away(crate::domain::AwayReason::Ill),
                by: e.sam,
                at: at(20, 8, 40),
            }],
            promised: vec![late, due],
            steps: vec![e.entry(6, e.noah, Kind::ForHome, 17, "Sing the welcome song.", &[])],
            made: at(20, 12, 30),
            day_code: Some("0a1b2c3d4e5f".into()),
        }
    }

    #[test]
    fn the_card_reads_as_it_should() {
        let e = example();
        insta::assert_snapshot!(text(&sample(&e)));
    }

    #[test]
    fn nothing_private_withdrawn_or_corrected_is_on_it_and_what_nobody_agreed_is() {
        let e = example();
        let clean = sample(&e);
        let mut card = sample(&e);
        let planted = |number, child, change: &dyn Fn(&mut Standing)| {
            let mut one = e.entry(number, child, Kind::Feedback, 20, "PLANTED words", &[50]);
            // A child who is here already, so that the note changes nothing but words.
            one.entry.kind = Kind::DropOff;
            one.entry.follow_up = Some(day(20));
            change(&mut one);
            one
        };
        let gone = |withdrawn| move |one: &mut Standing| one.withdrawn = Some(withdrawn);
        let all = [
            planted(31, e.ava, &|one| one.entry.private = true),
            planted(32, e.ava, &gone(Withdrawn::Struck { by: e.priya, at: at(20, 9, 0) })),
            planted(33, e.ava, &gone(Withdrawn::TakenBack { by: e.sam, at: at(20, 9, 0) })),
        ];
        for list in [&mut card.entries, &mut card.promised, &mut card.steps] {
            list.extend(all.iter().cloned());
        }
        assert_eq!(text(&card), text(&clean));
        assert_eq!(card.printed(), clean.printed());
        card.entries[0].amendments.push(crate::domain::entry::Amendment {
            text: "Slept until 7 after all.".into(),
            family_words: vec![],
            reason: crate::domain::entry::Reason::WrongFact,
            by: e.sam,
            at: at(20, 9, 0),
            after_close: false,
            unseen: false,
        });
        let corrected = text(&card);
        assert!(corrected.contains("Slept until 7") && !corrected.contains("rest early"), "{corrected}");
    }

    #[test]
    fn a_promise_that_was_kept_and_why_a_child_is_away_are_not_on_it() {
        let e = example();
        let mut card = sample(&e);
        card.promised[1].follow_up_done =
            Some(crate::domain::entry::Done { by: e.sam, at: at(20, 9, 0), how: None });
        let text = text(&card);
        assert!(!text.contains("slide photos") && text.contains("spare coat"), "{text}");
        assert!(text.contains("Not today: Zoë K.") && !text.contains(", ill"), "{text}");
    }
}
