//! What a request for a child's whole record is answered from.

use super::name_guard;
use crate::domain::practice::PracticeKind;
use crate::domain::request::{Asking, RequestStands};
use crate::domain::{Moment, Period, Request};
use crate::failure::Result;
use crate::report::whole_record::WholeRecord;
use crate::store::Store;

/// Looks at the record that a request asks for.
pub fn whole_record<T>(
    store: &Store,
    kinds: &[PracticeKind],
    stands: &RequestStands,
    made: Moment,
    look: impl FnOnce(&WholeRecord) -> T,
) -> Result<T> {
    let (roll, request) = (store.shared_roll()?, &stands.request);
    let guard = name_guard(&roll);
    let home = request.home(&roll);
    let asking = Asking { roll: &roll, kinds, guard: &guard, child: request.child, home };
    let lines = store.held(request.child, request.came)?;
    Ok(look(&WholeRecord { asking, stands, lines: &lines, made }))
}

/// The days that a request asks for: from the first of which the record tells to the one on which it came.
pub fn asked_for(store: &Store, request: &Request) -> Result<Period> {
    let from = store.first_day()?.unwrap_or(request.came).min(request.came);
    Ok(Period { from, to: request.came })
}
