//! The documentation of an operation, on its builder. Setters are documented on their own.

use super::call_example::call_example;
use super::doc_comment::DocComment;
use super::error_docs::{errors, named_type};
use super::field_docs::{adds_information, input_docs};
use super::resource_path::ResourcePath;
use super::type_docs::type_link;
use super::type_tokens::type_string;
use crate::model::{Docs, Input, InputRole, Model, Operation, Security};
use crate::rust::docs;
use crate::rust::json;
use proc_macro2::TokenStream;

const UNSUPPORTED_CREDENTIALS: &str = "The client does not support the required credentials: set a header in the `Options` of the call.";

/// The documentation of an operation.
pub(super) fn operation_docs(
    model: &Model,
    package: &str,
    path: &ResourcePath,
    operation: &Operation,
    output: &TokenStream,
) -> DocComment {
    let title = summary(operation).filter(|_| operation.summary.is_some());
    let known = title.as_deref().unwrap_or_default();
    let description = operation.description.as_deref();
    let mut docs = DocComment::default()
        .optional_paragraph(title.as_ref().map(|title| format!("{title}.")))
        .markdown(description.filter(|text| adds_information(text, known)))
        .markdown(operation.external_docs.as_deref())
        .paragraph(request(model, path, operation, output))
        .sentence(media_type(operation))
        .sentence(server(operation))
        .sentence(idempotency_key(operation))
        .optional_paragraph(credentials(model, operation))
        .sentence(permissions(operation))
        .optional_paragraph(required_setters(operation))
        .optional_paragraph(callbacks(model, operation));
    docs = responses(docs, model, operation);
    let example = call_example(model, package, path, operation);
    docs = docs.code_block("no_run", &example);
    docs = arguments(docs, model, operation);
    docs = errors(docs, model, package, operation);
    match &operation.response.example {
        Some(example) => docs
            .heading("Example response")
            .code_block(language(example), example),
        None => docs,
    }
}

fn idempotency_key(operation: &Operation) -> Option<String> {
    let header = operation.idempotency_key.as_ref()?;
    Some(format!(
        "All attempts of a call have the same key in `{header}`, so that it can be retried without \
         being applied twice."
    ))
}

/// What an operation does, without a full stop: its summary, else the first sentence of its
/// description.
pub(super) fn summary(operation: &Operation) -> Option<String> {
    let text = operation
        .summary
        .as_deref()
        .or(operation.description.as_deref());
    let summary = text.and_then(docs::summary)?;
    Some(summary.trim_end_matches('.').to_owned())
}

/// Where the operation is in the client, what it sends, what it returns, and its name in errors.
fn request(
    model: &Model,
    path: &ResourcePath,
    operation: &Operation,
    output: &TokenStream,
) -> String {
    let method = operation.name.snake();
    let arguments = operation.arguments().next().map_or("", |_| "…");
    let call = docs::code_span(&format!("{}.{method}({arguments})", path.accessors()));
    let resource = path.names().last().map(|name| name.pascal().to_string());
    let method = method.to_string();
    let link = resource.map(|resource| format!("{resource}::{}", method.trim_start_matches("r#")));
    let call = link.map_or(call.clone(), |link| format!("[{call}]({link})"));
    let request = docs::code_span(&format!("{} {}", operation.method, operation.path));
    let returned = operation.response.ty.as_ref().map(|ty| {
        let ty = type_link(model, ty).unwrap_or_else(|| docs::code_span(&type_string(output)));
        format!(" and returns {ty}")
    });
    let id = docs::code_span(&path.operation_id(&operation.name));
    let returned = returned.unwrap_or_default();
    format!("{call} sends {request}{returned}. Errors and logs call it {id}.")
}

/// The media type of the body, if other methods send it in other media types.
fn media_type(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref()?;
    let others = body.other_media_types.iter();
    let others: Vec<String> = others.map(|it| docs::code_span(it)).collect();
    (!others.is_empty()).then(|| {
        format!(
            "The body is {}; other methods send {}.",
            docs::code_span(&body.media_type),
            others.join(" and ")
        )
    })
}

/// The language of an example.
fn language(example: &str) -> &'static str {
    if json::is_json(example) {
        "json"
    } else {
        "text"
    }
}

/// The operation's own server.
fn server(operation: &Operation) -> Option<String> {
    let url = operation.server.as_ref()?;
    let server = docs::code_span(url);
    Some(if url.starts_with('/') {
        format!("Sent to the path {server} of the client's host.")
    } else {
        format!("Sent to {server}, unless a base URL is set on the client.")
    })
}

/// Links to the setters that must be called.
fn required_setters(operation: &Operation) -> Option<String> {
    let links = operation.required_setters().map(setter_link);
    let links: Vec<String> = links.collect();
    let mut inputs = operation.inputs.iter();
    let whole = inputs.find(|input| input.role == InputRole::WholeBody);
    let whole = whole.map(|input| format!(", or {} with all of them", setter_link(input)));
    (!links.is_empty()).then(|| {
        format!(
            "Required: {}{}.",
            links.join(", "),
            whole.unwrap_or_default()
        )
    })
}

fn setter_link(input: &Input) -> String {
    let name = input.name.snake().to_string();
    let name = name.trim_start_matches("r#");
    format!("[`{name}`](Self::{name})")
}

/// Links to the types of the callback bodies.
fn callbacks(model: &Model, operation: &Operation) -> Option<String> {
    let links = operation
        .callback_bodies
        .iter()
        .filter_map(|ty| type_link(model, ty));
    let links: Vec<String> = links.collect();
    (!links.is_empty()).then(|| format!("Callbacks send {}.", links.join(" and ")))
}

fn credentials(model: &Model, operation: &Operation) -> Option<String> {
    let all: Vec<usize> = (0..model.security_requirements.len()).collect();
    let (accepted, or_none) = match &operation.security {
        Security::Unsupported => return Some(UNSUPPORTED_CREDENTIALS.to_owned()),
        Security::None => return Some("No credentials are needed, and none are sent.".to_owned()),
        Security::Any => (&all, ""),
        Security::OneOf(indices) => (indices, ""),
        Security::Optional(indices) => (indices, ", or none"),
    };
    let accepted = accepted
        .iter()
        .filter(|index| model.security_requirements[**index].is_declared);
    let links = accepted.map(|index| {
        let variant = model.security_requirements[*index].name.pascal();
        format!("[`Auth::{variant}`](crate::Auth::{variant})")
    });
    let links: Vec<String> = links.collect();
    (!links.is_empty()).then(|| format!("Credentials: {}{or_none}.", links.join(" or ")))
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

/// Adds the arguments that have more to say than their names and types, and the example of the body.
fn arguments(docs: DocComment, model: &Model, operation: &Operation) -> DocComment {
    let arguments = operation
        .arguments()
        .map(|input| (input, argument_docs(model, input)));
    let mut arguments = arguments.filter(|(_, docs)| !docs.is_empty()).peekable();
    let mut docs = docs;
    if arguments.peek().is_some() {
        docs = docs.heading("Arguments");
    }
    for (input, argument) in arguments {
        docs = docs.list_item(&format!("`{}`:", input.name.snake()), argument);
    }
    let example = operation
        .body
        .as_ref()
        .and_then(|body| body.example.as_deref())
        .filter(|example| *example != "{}");
    match example {
        Some(example) => docs
            .heading("Example request body")
            .code_block(language(example), example),
        None => docs,
    }
}

/// The documentation of an argument. Its example is in that of the call.
fn argument_docs(model: &Model, input: &Input) -> DocComment {
    let description = input.docs.description.clone();
    let docs = Docs {
        description: description.filter(|text| adds_information(text, &input.name.in_words())),
        examples: Vec::new(),
        default: None,
        ..input.docs.clone()
    };
    input_docs(
        model,
        &Input {
            docs,
            ..input.clone()
        },
    )
}

/// Responses with the same type and description.
struct ResponseGroup<'m> {
    statuses: Vec<&'m str>,
    link: Option<String>,
    description: Option<String>,
}

/// Adds a list of the responses, and the method that decodes headers.
fn responses(mut docs: DocComment, model: &Model, operation: &Operation) -> DocComment {
    for group in response_groups(model, operation) {
        let statuses: Vec<_> = group.statuses.into_iter().map(docs::code_span).collect();
        let statuses = statuses.join(", ");
        docs = match (group.link, group.description) {
            (Some(link), Some(description)) => docs.list_item(
                &format!("{statuses} ({link}):"),
                DocComment::new(description),
            ),
            (Some(link), None) => {
                docs.list_item(&format!("{statuses}:"), DocComment::new(format!("{link}.")))
            }
            (None, Some(description)) => {
                docs.list_item(&format!("{statuses}:"), DocComment::new(description))
            }
            (None, None) => docs,
        };
    }
    let headers = named_type(model, operation.headers_type.as_ref()).map(|(def, link)| {
        let name = def.name.pascal();
        format!("`response.headers_as::<{name}>()` decodes the headers of the response: {link}.")
    });
    docs.optional_paragraph(headers)
}

/// The success response, then the error responses. Of the success response the signature says the
/// type.
fn response_groups<'m>(model: &Model, operation: &'m Operation) -> Vec<ResponseGroup<'m>> {
    let known = summary(operation).unwrap_or_default();
    let description = |text: &Option<String>| {
        let text = text.as_deref().and_then(docs::summary);
        text.filter(|text| adds_information(text, &known))
    };
    let response = &operation.response;
    let mut groups = vec![ResponseGroup {
        statuses: vec![&response.status],
        link: None,
        description: description(&response.description),
    }];
    for error in &operation.error_responses {
        let link = error.ty.as_ref().and_then(|ty| type_link(model, ty));
        let description = description(&error.description);
        let mut errors = groups.iter_mut().skip(1);
        match errors.find(|it| it.link == link && it.description == description) {
            Some(group) => group.statuses.push(&error.status),
            None => groups.push(ResponseGroup {
                statuses: vec![&error.status],
                link,
                description,
            }),
        }
    }
    groups
}
