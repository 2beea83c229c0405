//! One statement of the evidence form: its figures, its words, and what they cite as a stranger may read it.

use std::collections::BTreeMap;

use super::{Asked, TO_CHOOSE_FROM};
use crate::domain::entry::{Entry, Standing};
use crate::domain::evidence::gaps::reasons;
use crate::domain::evidence::{self, Cited, GapCounts, GapFacts, Scope};
use crate::domain::framework::{Statement, StatementRef};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::practice::{Named, Practice};
use crate::domain::{ChildId, EntryId, Period, PracticeId};
use crate::failure::Result;
use crate::report::Names;
use crate::report::evidence_form::{Citation, StatementColumn, WrittenFor};
use crate::store::Store;
use crate::store::ask::{Evidence, Judged, Source};

/// One statement being gathered.
pub(super) struct One<'a, 'b> {
    pub store: &'b Store,
    pub clearing: &'b Clearing<'a, 'b>,
    pub scope: &'b Scope,
    pub statement: &'a Statement,
}

impl<'a> One<'a, '_> {
    pub(super) fn column(
        &self,
        figures: evidence::Figures,
        judged: Judged,
        facts: &BTreeMap<ChildId, GapFacts>,
    ) -> Result<StatementColumn<'a>> {
        let Period { to, .. } = self.scope.period;
        let (statement, Clearing { asked, names }) = (self.statement, self.clearing);
        let rule = &asked.framework.strength;
        let reference = StatementRef { framework: asked.framework.id.clone(), code: statement.code.clone() };
        let reached = self.store.reached(&reference, self.scope)?;
        let gaps = GapCounts::of(&reasons(&reached, asked.roll, self.scope, facts));
        let pool = self.store.evidence(&reference, self.scope, TO_CHOOSE_FROM)?;
        let chosen = evidence::choose(pool.iter().filter_map(|piece| self.clearing.citable(piece)).collect());
        let draft = evidence::draft(statement, &figures, &chosen, &gaps, self.scope.period, &|words| {
            names.hold(words)
        });
        let text = judged.text.trim();
        let scope = judged.scope.as_ref().filter(|_| !text.is_empty());
        let written_for = scope.and_then(|scope| WrittenFor::unless_own(scope, self.scope, asked.roll));
        let text = if written_for.as_ref().is_none_or(|written| written.here) { text } else { "" };
        let cited = if text.is_empty() {
            chosen.iter().enumerate().map(|(index, cited)| citation(index + 1, cited)).collect()
        } else {
            let cited = judged.cited.iter().enumerate();
            cited.map(|(index, &entry)| self.by_id(index + 1, entry, &pool)).collect::<Result<_>>()?
        };
        let strength = evidence::strength(&figures, statement.about, rule, to);
        let reached_by = self.store.breadth(&reference, self.scope)?.cells_for_leaving();
        Ok(StatementColumn {
            statement,
            strength,
            suggested: evidence::suggested(strength, rule).map(str::to_string),
            why: evidence::strength::why(&figures, statement.about, rule, to),
            met: judged.met,
            text: names.hidden(text, None),
            written_for,
            draft: draft.text,
            drafted: chosen.iter().map(|cited| cited.piece.entry).collect(),
            cited,
            gaps,
            reached_by,
            figures,
        })
    }

    /// An entry or a practice record that the lead's own text cites: it keeps its number even where its words may
    /// not be shown.
    pub(super) fn by_id(&self, number: usize, entry: EntryId, pool: &[Evidence]) -> Result<Citation> {
        let found = pool.iter().find(|evidence| evidence.piece.entry == entry);
        if let Some(cited) = found.and_then(|found| self.clearing.citable(found)) {
            return Ok(citation(number, &cited));
        }
        let Clearing { asked, names } = self.clearing;
        let shown = |about: Option<ChildId>, day, kind, says: &str| Citation {
            amended: None,
            number,
            entry,
            child: about.and_then(|child| asked.roll.child(child)).map(|c| c.initials()).unwrap_or_default(),
            day: Some(day),
            kind: Some(kind),
            words: Ok(names.hidden(says, about)),
        };
        let hidden = |words| Citation {
            number,
            entry,
            child: String::new(),
            day: None,
            kind: None,
            amended: None,
            words,
        };
        if let Some(standing) = self.store.entry(entry)? {
            let Entry { child, happened, kind, .. } = &standing.entry;
            let cleared = self.clearing.clear(&standing);
            let citation = cleared.map_or_else(
                |why| hidden(Err(why)),
                |()| shown(Some(*child), happened.day(), Ok(*kind), standing.text()),
            );
            return Ok(Citation { amended: standing.amended_on(), ..citation });
        }
        // What counts as evidence carries one kind of id, whether it is an entry or a record.
        let not_agreed = || hidden(Err("It is not among the agreed evidence of this time.".to_string()));
        let Some(stands) = self.store.practice(PracticeId(entry.0))? else { return Ok(not_agreed()) };
        let record = &stands.practice;
        Ok(match self.clearing.open(record) {
            _ if stands.waits && stands.practice.restricted => not_agreed(),
            _ if stands.waits => Citation { amended: stands.amended_on(), ..not_agreed() },
            Err(why) => hidden(Err(why)),
            Ok(()) => {
                let about = record.children.first().copied().filter(|_| record.children.len() == 1);
                let says = self.clearing.record_says(record);
                let citation = shown(about, record.day, Err(record.kind.clone()), &says);
                Citation { amended: stands.amended_on(), ..citation }
            }
        })
    }
}

/// What lets words leave the room, and how they look there.
pub(super) struct Clearing<'a, 'b> {
    pub asked: &'b Asked<'a>,
    pub names: Names<'a>,
}

impl Clearing<'_, '_> {
    /// A piece as a stranger may read it; `None` where the policy does not let it leave.
    pub(super) fn citable(&self, evidence: &Evidence) -> Option<Cited> {
        let piece = evidence.piece.clone();
        let roll = self.asked.roll;
        let (text, family_words, about, amended) = match &evidence.source {
            Source::Entry(standing) => {
                self.clear(standing).ok()?;
                let (text, about) = (standing.text().to_string(), Some(standing.entry.child));
                (text, standing.family_words(), about, standing.amended_on())
            }
            Source::Practice(stands) => {
                let record = &stands.practice;
                self.open(record).ok()?;
                let family_words = record.family_words.as_slice();
                (self.record_says(record), family_words, piece.child, stands.amended_on())
            }
        };
        Some(Cited {
            text: self.names.hidden(&text, about),
            family_words: family_words.iter().map(|words| self.names.hidden(words, about)).collect(),
            initials: about
                .and_then(|child| roll.child(child))
                .map(|child| child.initials())
                .unwrap_or_default(),
            amended,
            piece,
        })
    }

    /// A record in plain sentences, with the fields of its kind; whoever they name as the policy has it.
    fn record_says(&self, record: &Practice) -> String {
        let roll = self.asked.roll;
        let name = |named: Named| match named {
            Named::Person(id) => roll.person(id).map(|person| person.initials.clone()).unwrap_or_default(),
            Named::Contact(id) => {
                let links = record.children.iter().flat_map(|child| roll.adults(*child));
                let relation =
                    links.filter(|(_, adult)| adult.id == id).map(|(link, _)| &link.relation).next();
                relation.cloned().unwrap_or_else(|| "an adult of the family".to_string())
            }
        };
        let kind = self.asked.practice.iter().find(|kind| kind.code == record.kind);
        kind.map_or_else(|| record.text.clone(), |kind| kind.says(record, &name))
    }

    fn clear(&self, standing: &Standing) -> Result<(), String> {
        let found = !(self.asked.guard)(standing.text(), &[standing.entry.child]).is_empty();
        self.may(Item::Words, &Facts::of(standing, self.asked.roll, found))
    }

    fn open(&self, record: &Practice) -> Result<(), String> {
        let open = record.open(self.asked.practice);
        self.may(Item::Practice, &Facts { open, ..Facts::default() })
    }

    fn may(&self, item: Item, facts: &Facts) -> Result<(), String> {
        match may_appear(item, &Recipient::Adviser, ReportKind::EvidenceForm, facts) {
            Verdict::Allow => Ok(()),
            Verdict::Replace(instead) => Err(format!("It may only stand {}.", instead.label())),
            Verdict::Deny(why) => Err(why.to_string()),
        }
    }
}

pub(super) fn citation(number: usize, cited: &Cited) -> Citation {
    Citation {
        number,
        entry: cited.piece.entry,
        child: cited.initials.clone(),
        day: Some(cited.piece.day),
        kind: Some(cited.piece.kind.clone()),
        amended: cited.amended,
        words: Ok(cited.text.clone()),
    }
}
