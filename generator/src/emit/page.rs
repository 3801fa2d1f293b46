//! The documentation page of a call: all there is to know about it.

use super::auth::header_line;
use super::example::example;
use super::operation::{request_line, summary};
use super::prose::{Prose, documented, limits};
use super::resource::Path;
use super::types::link;
use crate::docs;
use crate::model::{Alternative, Decode, Failure, Input, Model, Operation, Place, Role, Security};

/// The page of a call.
pub(super) fn page(model: &Model, package: &str, path: &Path, operation: &Operation) -> Prose {
    let mut page = Prose::new(format!("{}.", summary(operation)))
        .markdown(
            operation
                .description
                .as_deref()
                .filter(|_| operation.summary.is_some()),
        )
        .paragraph(request_line(operation));
    page = security(page, model, operation);
    page = inputs(page, model, operation);
    page = answer(page, model, operation);
    page = failures(page, model, operation);
    page = page
        .heading("Example")
        .code("no_run", &example(model, package, path, operation));
    match &operation.answer.example {
        Some(example) => page.heading("Example response").code("json", example),
        None => page,
    }
}

fn security(page: Prose, model: &Model, operation: &Operation) -> Prose {
    let accepted: Vec<usize> = match &operation.security {
        Security::Any => (0..model.alternatives.len()).collect(),
        Security::Some(places) | Security::Optional(places) => places.clone(),
        Security::None => Vec::new(),
    };
    let mut page = page.heading("Security");
    if accepted.is_empty() {
        page = page.paragraph("No credentials are needed, and none are sent.");
    }
    for place in accepted {
        page = alternative(page, &model.alternatives[place]);
    }
    if let Security::Optional(_) = operation.security {
        page = page.paragraph("Credentials may be left out.");
    }
    match operation.permissions.as_slice() {
        [] => page,
        permissions => {
            let permissions: Vec<_> = permissions
                .iter()
                .map(|permission| docs::plain(permission))
                .collect();
            page.paragraph(format!(
                "Accepted permissions (at least one required): {}.",
                permissions.join(", ")
            ))
        }
    }
}

/// An alternative, with all that has to be sent for it.
fn alternative(page: Prose, alternative: &Alternative) -> Prose {
    let variant = alternative.name.pascal();
    let lead = format!(
        "{}, [`Auth::{variant}`](crate::Auth::{variant}):",
        docs::plain(&alternative.title)
    );
    let parts = alternative
        .parts
        .iter()
        .fold(Prose::default(), |prose, part| {
            prose
                .markdown(part.description.as_deref())
                .sentence(Some(format!("Sent as {}.", header_line(part))))
        });
    page.item(&lead, parts)
}

fn inputs(page: Prose, model: &Model, operation: &Operation) -> Prose {
    if operation.inputs.is_empty() {
        return page;
    }
    let mut page = page.heading("Parameters");
    for input in &operation.inputs {
        page = page.item(&lead(model, operation, input), described(input));
    }
    match operation
        .body
        .as_ref()
        .and_then(|body| body.example.as_deref())
    {
        Some(example) => page
            .paragraph("An example of the request's body:")
            .code("json", example),
        None => page,
    }
}

fn lead(model: &Model, operation: &Operation, input: &Input) -> String {
    let name = input.name.snake();
    let builder = operation.name.pascal();
    let kind = match input.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field | Place::Body => "body",
    };
    if input.role == Role::Argument {
        let ty = link(model, &input.ty)
            .map(|link| format!(", {link}"))
            .unwrap_or_default();
        format!("`{name}` ({kind}{ty}, required):")
    } else {
        // In a link, what follows a `#` is a fragment.
        let name_in_link = name.to_string().replace("r#", "");
        format!("[`{name}`]({builder}::{name_in_link}) ({kind}):")
    }
}

fn described(input: &Input) -> Prose {
    let short = crate::model::Docs {
        examples: Vec::new(),
        default: None,
        bounds: Vec::new(),
        ..input.docs.clone()
    };
    documented(&short, &format!("{}.", docs::code_span(&input.key)))
        .sentence(limits(&input.docs.bounds))
}

fn answer(page: Prose, model: &Model, operation: &Operation) -> Prose {
    let answer = &operation.answer;
    let ty = answer.ty.as_ref().and_then(|ty| link(model, ty));
    let what = ty.unwrap_or_else(|| {
        if answer.ty.is_some() {
            "The answer".to_owned()
        } else {
            "Nothing".to_owned()
        }
    });
    let envelope = model
        .envelope
        .as_ref()
        .filter(|_| matches!(answer.decode, Decode::Enveloped | Decode::OptionalEnveloped));
    let unwrapped = envelope
        .map(|envelope| format!(", the {} of the answer", docs::code_span(&envelope.result)));
    let described = answer
        .description
        .as_deref()
        .and_then(docs::summary)
        .map(|text| format!(" {text}"));
    page.heading("Returns").paragraph(format!(
        "{what}{}. Status {}.{}",
        unwrapped.unwrap_or_default(),
        docs::code_span(&answer.status),
        described.unwrap_or_default()
    ))
}

fn failures(page: Prose, model: &Model, operation: &Operation) -> Prose {
    if operation.failures.is_empty() {
        return page;
    }
    let mut page = page.heading("Errors");
    for failure in &operation.failures {
        page = page.item(
            &format!("{}:", docs::code_span(&failure.status)),
            told(model, failure),
        );
    }
    page
}

fn told(model: &Model, failure: &Failure) -> Prose {
    let described = failure
        .description
        .as_deref()
        .and_then(docs::summary)
        .unwrap_or_default();
    let link = failure.ty.as_ref().and_then(|ty| link(model, ty));
    let how = match (link, &model.envelope) {
        (Some(link), _) => {
            format!("[`Error::body_as`](crate::Error::body_as) reads its body as {link}.")
        }
        (None, Some(envelope)) if failure.ty.is_none() => {
            let errors = envelope.errors.name.snake();
            format!("[`Error::{errors}`](crate::Error::{errors}) has what the API says.")
        }
        _ => String::new(),
    };
    Prose::new(format!("{described} {how}").trim())
}
