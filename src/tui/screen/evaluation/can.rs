//! Which keys a framework's form has a use for. One that judges, rates or develops nothing has no key for it, and says so.

use super::{Part, State, has};
use crate::domain::framework::Framework;
use crate::tui::action::Reason;
use crate::tui::model::Model;
use crate::tui::screen::Screen;

/// For what more than one framework must be in use for.
pub fn has_frameworks(model: &Model) -> Result<(), Reason> {
    match model.session.frameworks.len() {
        0 | 1 => Err("One framework is in use. On the evidence board c puts others in use.".to_string()),
        _ => Ok(()),
    }
}

/// For judging the marked statement.
pub fn judges(model: &Model) -> Result<(), Reason> {
    let Some((page, framework)) = shown(model) else { return Ok(()) };
    judged(framework)?;
    match page.part {
        Part::Statements => Ok(()),
        _ => Err("Statements are judged: Tab goes to them.".to_string()),
    }
}

/// For what a framework must judge its statements for.
pub fn judged(framework: &Framework) -> Result<(), Reason> {
    match framework.judgements.is_empty() {
        true => Err("This framework judges nothing; its statements have texts.".to_string()),
        false => Ok(()),
    }
}

/// For what a framework's form must end with areas for development for.
pub fn develops(model: &Model) -> Result<(), Reason> {
    match shown(model) {
        Some((_, framework)) if !has(framework, Part::Areas) => {
            Err("This framework has no areas for development.".to_string())
        }
        _ => Ok(()),
    }
}

/// For going to another part of the page: on a form that has one part there is none.
pub fn has_parts(model: &Model) -> Result<(), Reason> {
    match shown(model) {
        Some((page, framework)) if page.form.is_none() && parts(framework) == 1 => {
            Err("This framework has statements only: no ratings, no areas for development.".to_string())
        }
        _ => Ok(()),
    }
}

/// How many parts a framework's form has.
pub(super) fn parts(framework: &Framework) -> usize {
    Part::ALL.into_iter().filter(|part| has(framework, *part)).count()
}

fn shown(model: &Model) -> Option<(&State, &Framework)> {
    match &model.screen {
        Screen::Evaluation(page) => {
            page.framework(&model.session).map(|framework| (page.as_ref(), framework))
        }
        _ => None,
    }
}
