//! The documentation page of a call: all there is to know about it that its
//! methods, which stand on the same page, do not say.

use super::example::example;
use super::operation::{request_line, summary};
use super::prose::{Prose, documented, is_telling, limits};
use super::resource::Path;
use super::types::link;
use crate::model::{Docs, Input, Model, Operation, Security, Shape, Type};
use crate::rust::docs;
use crate::rust::json;

const BY_HAND: &str = "The client has no credentials of the kind that is needed: set a header in the `Options` of the call.";

/// The page of a call.
pub(super) fn page(model: &Model, package: &str, path: &Path, operation: &Operation) -> Prose {
    let title = summary(operation).filter(|_| operation.summary.is_some());
    let known = title.as_deref().unwrap_or_default();
    let description = operation.description.as_deref();
    let mut page = Prose::default()
        .maybe(title.as_ref().map(|title| format!("{title}.")))
        .markdown(description.filter(|text| is_telling(text, known)))
        .markdown(operation.external_docs.as_deref())
        .paragraph(request_line(operation))
        .sentence(server(operation))
        .sentence(credentials(model, operation))
        .sentence(permissions(operation))
        .maybe(callbacks(model, operation))
        .lists();
    page = answers(page, model, operation);
    page = page.code("no_run", &example(model, package, path, operation));
    page = arguments(page, model, operation);
    match &operation.response.example {
        Some(example) => page
            .heading("Example response")
            .code(language(example), example),
        None => page,
    }
}

/// What a reader is to take an example for.
fn language(example: &str) -> &'static str {
    if json::is_json(example) {
        "json"
    } else {
        "text"
    }
}

/// Where it goes, if not to the API's own server.
fn server(operation: &Operation) -> Option<String> {
    let url = operation.server.as_ref()?;
    let server = docs::code_span(url);
    Some(if url.starts_with('/') {
        format!("Goes to {server} of the host that the client has.")
    } else {
        format!("Goes to {server}, unless the client is given a base URL.")
    })
}

/// The types of what the API sends because of the call.
fn callbacks(model: &Model, operation: &Operation) -> Option<String> {
    let links = operation
        .callback_bodies
        .iter()
        .filter_map(|ty| link(model, ty));
    let links: Vec<String> = links.collect();
    (!links.is_empty()).then(|| format!("Callbacks bring {}.", links.join(" and ")))
}

/// The credentials, where they are not the usual ones.
fn credentials(model: &Model, operation: &Operation) -> Option<String> {
    if operation.security == model.default_security && operation.security != Security::Unsupported {
        return None;
    }
    let all: Vec<usize> = (0..model.security_requirements.len()).collect();
    let (accepted, otherwise) = match &operation.security {
        Security::Unsupported => return Some(BY_HAND.to_owned()),
        Security::None => return Some("No credentials are needed, and none are sent.".to_owned()),
        Security::Any => (&all, ""),
        Security::OneOf(places) => (places, ""),
        Security::Optional(places) => (places, ", or none"),
    };
    let links = accepted.iter().map(|place| {
        let variant = model.security_requirements[*place].name.pascal();
        format!("[`Auth::{variant}`](crate::Auth::{variant})")
    });
    let links: Vec<String> = links.collect();
    Some(format!("Credentials: {}{otherwise}.", links.join(" or ")))
}

fn permissions(operation: &Operation) -> Option<String> {
    let permissions: Vec<_> = operation
        .permissions
        .iter()
        .map(|permission| docs::plain_text(permission))
        .collect();
    (!permissions.is_empty()).then(|| {
        format!(
            "Accepted permissions (at least one required): {}.",
            permissions.join(", ")
        )
    })
}

/// The arguments that their names and types do not explain. What is optional
/// is a method on the same page.
fn arguments(page: Prose, model: &Model, operation: &Operation) -> Prose {
    let told: Vec<_> = operation
        .arguments()
        .filter_map(|input| Some((input, told(model, input)?)))
        .collect();
    let example = operation
        .body
        .as_ref()
        .and_then(|body| body.example.as_deref())
        .filter(|example| *example != "{}");
    let mut page = page;
    if !told.is_empty() {
        page = page.heading("Arguments");
    }
    for (input, prose) in told {
        page = page.item(&format!("`{}`:", input.name.snake()), prose);
    }
    match example {
        Some(example) => page
            .heading("Example of the body")
            .code(language(example), example),
        None => page,
    }
}

/// What is to be said of an argument: not what its type says of itself.
fn told(model: &Model, input: &Input) -> Option<Prose> {
    let of_type = match &input.ty {
        Type::Named(id) => Some(model.type_def(*id)),
        _ => None,
    };
    let is_of_type = |text: &String| {
        of_type.is_some_and(|def| def.description.as_ref() == Some(text))
            || !is_telling(text, &input.name.in_words())
    };
    let description = input.docs.description.clone();
    let short = Docs {
        description: description.filter(|text| !is_of_type(text)),
        examples: Vec::new(),
        default: None,
        constraints: Vec::new(),
        ..input.docs.clone()
    };
    let has_limits = of_type.is_some_and(|def| matches!(def.shape, Shape::StringNewtype { .. }));
    let limits = limits(&input.docs.constraints).filter(|_| !has_limits);
    let prose = documented(&short, "").sentence(limits);
    (!prose.is_empty()).then_some(prose)
}

/// What comes back, as far as the type of the answer does not say it.
fn answers(page: Prose, model: &Model, operation: &Operation) -> Prose {
    let known = summary(operation).unwrap_or_default();
    let words = |description: &Option<String>| {
        let text = description.as_deref().and_then(docs::summary);
        text.filter(|text| is_telling(text, &known))
    };
    let mut items: Vec<(Vec<&str>, Option<String>, Option<String>)> = Vec::new();
    let answer = &operation.response;
    items.push((vec![&answer.status], None, words(&answer.description)));
    for failure in &operation.error_responses {
        let link = failure.ty.as_ref().and_then(|ty| link(model, ty));
        let words = words(&failure.description);
        let same = |(_, other, text): &&mut (Vec<&str>, _, _)| *other == link && *text == words;
        match items.iter_mut().skip(1).find(same) {
            Some((statuses, ..)) => statuses.push(&failure.status),
            None => items.push((vec![&failure.status], link, words)),
        }
    }
    let mut page = page;
    for (statuses, link, words) in items {
        let statuses: Vec<_> = statuses.into_iter().map(docs::code_span).collect();
        let statuses = statuses.join(", ");
        page = match (link, words) {
            (Some(link), Some(words)) => {
                page.item(&format!("{statuses} ({link}):"), Prose::new(words))
            }
            (Some(link), None) => {
                page.item(&format!("{statuses}:"), Prose::new(format!("{link}.")))
            }
            (None, Some(words)) => page.item(&format!("{statuses}:"), Prose::new(words)),
            (None, None) => page,
        };
    }
    let failure = operation.error_type.as_ref().and_then(|ty| {
        let (name, link) = (named(model, ty)?, link(model, ty)?);
        Some(format!(
            "`error.details::<{name}>()` says why a call has failed: {link}."
        ))
    });
    let headers = operation.headers_type.as_ref().and_then(|ty| {
        let (name, link) = (named(model, ty)?, link(model, ty)?);
        Some(format!(
            "`response.headers_as::<{name}>()` reads the headers of a response: {link}."
        ))
    });
    let errors = model.envelope.as_ref().and_then(|envelope| {
        let item = &envelope.errors.item;
        let (name, link) = (named(model, item)?, link(model, item)?);
        Some(format!(
            "`error.errors_as::<{name}>()` has the errors of the API: {link}."
        ))
    });
    page.maybe(failure).maybe(errors).maybe(headers)
}

/// The name of a type, where it has one of its own.
fn named(model: &Model, ty: &Type) -> Option<String> {
    match ty {
        Type::Named(id) => Some(model.type_def(*id).name.pascal().to_string()),
        _ => None,
    }
}
