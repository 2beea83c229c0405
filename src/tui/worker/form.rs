//! The evidence form: read for the screen, and planned as files.

use std::sync::Arc;

use super::handing::{Holds, Planned};
use crate::domain::Moment;
use crate::domain::framework::Framework;
use crate::domain::policy::ReportKind::EvidenceForm as FORM;
use crate::domain::practice::PracticeKind;
use crate::export::{self, FileFormat, names};
use crate::failure::{Failure, Result};
use crate::report::evidence_form::{EvidenceForm, FORM_IS_FOR};
use crate::report::gather::{self, Asked};
use crate::store::Store;
use crate::tui::msg::{FormOf, FormRead};

/// Where its files go: a folder under the record's.
const FOLDER: &str = "exports/evidence";

/// By what a form is made.
pub(super) struct Kinds<'a> {
    pub(super) frameworks: &'a [Framework],
    pub(super) practice: &'a [PracticeKind],
}

impl Kinds<'_> {
    /// The form, and the name of its files without their ends, given to `then`.
    fn with_form<T>(
        &self,
        store: &Store,
        of: &FormOf,
        made: Moment,
        then: impl FnOnce(EvidenceForm<'_>, String) -> Result<T>,
    ) -> Result<T> {
        let unknown = || Failure::refused(format!("No framework in use is called {}.", of.framework));
        let whole =
            self.frameworks.iter().find(|framework| framework.id == of.framework).ok_or_else(unknown)?;
        let tagged = of.tag.as_deref().map(|tag| whole.tagged(tag).ok_or_else(unknown)).transpose()?;
        let framework = tagged.as_ref().unwrap_or(whole);
        let roll = store.shared_roll()?;
        let guard = gather::name_guard(&roll);
        let asked = Asked { roll: &roll, framework, practice: self.practice, guard: &guard, made };
        if !of.signed {
            let stem = names::evidence(&framework.id, of.tag.as_deref(), of.scope.period);
            return then(gather::evidence(store, &asked, of.scope.clone())?, stem);
        }
        let round = store.signed_off(&of.framework)?;
        let round = round.ok_or_else(|| Failure::refused("Nothing of this framework was signed off yet."))?;
        then(gather::signed(store, &asked, &round)?, names::signed(&framework.id, &round.what.name))
    }

    /// As it stands now, to be read on its page.
    pub(super) fn read(&self, store: &Store, of: &FormOf, made: Moment) -> Result<FormRead> {
        self.with_form(store, of, made, |form, _| {
            let report = form.report();
            let lacking = export::on_screens(FORM).find_map(|format| format.lacking(&report));
            Ok(FormRead {
                lacking: lacking.map(|lacking| lacking.says()),
                report,
                folder: FOLDER.to_string(),
                round: store.signed_off(&of.framework)?.map(|round| round.what.name),
            })
        })
    }

    /// It in every format of the screens, to be made one after the other.
    pub(super) fn plan(&self, store: &Store, of: &FormOf, made: Moment) -> Result<Vec<Planned>> {
        self.with_form(store, of, made, |form, stem| {
            let (report, entries, period) = (Arc::new(form.report()), form.cited(), form.scope.period);
            let planned = |format: &'static FileFormat| Planned {
                holds: Holds::Report(Arc::clone(&report), format),
                stem: stem.clone(),
                name: "evidence",
                recipient: FORM_IS_FOR.to_string(),
                period,
                entries: entries.clone(),
            };
            Ok(export::on_screens(FORM).map(planned).collect())
        })
    }
}
