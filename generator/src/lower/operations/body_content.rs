//! The representations of a request body: which of them have a method, and which share one.

use crate::lower::operations::body::{is_empty_form, request_properties};
use crate::lower::operations::encoding::has_file_media_type;
use crate::lower::operations::media::{Kind, Representation, distinct_names, representations};
use crate::lower::types::Types;
use crate::model::{Docs, Input, InputRole, Location, Type};
use crate::openapi::document::{Encoding, Primitive, RequestBody};
use crate::rust::names::Name;
use crate::schema::{NodeId, Shape};

/// Representations of a body that one method sends.
pub(in crate::lower) struct Group<'d> {
    /// The preferred one.
    pub(in crate::lower) representation: Representation<'d>,
    /// The default of the header `Content-Type`.
    pub(in crate::lower) media_type: String,
    pub(in crate::lower) name: Name,
    /// The setter of the media type, if there are several.
    pub(in crate::lower) content_type: Option<Input>,
}

/// The groups of a body's representations, the preferred one first.
pub(in crate::lower) fn groups<'d>(body: &'d RequestBody, types: &Types<'d>) -> Vec<Group<'d>> {
    let mut groups: Vec<Vec<Representation>> = Vec::new();
    for representation in representations(&body.content, types) {
        if let Some([preferred, ..]) = groups.first().map(Vec::as_slice)
            && is_redundant(&representation, preferred, types)
        {
            continue;
        }
        match representation.kind {
            Kind::Text => representation.warn_if_structured("text", types),
            Kind::Bytes => representation.warn_if_structured("bytes", types),
            _ => {}
        }
        let mut known = groups.iter_mut();
        match known.find(|group| has_same_inputs(&representation, &group[0], types)) {
            Some(group) => group.push(representation),
            None => groups.push(vec![representation]),
        }
    }
    named(groups)
}

fn named(groups: Vec<Vec<Representation>>) -> Vec<Group> {
    let preferred: Vec<&Representation> = groups.iter().map(|group| &group[0]).collect();
    let names = distinct_names(&preferred);
    let named = groups.into_iter().zip(names).filter_map(|(group, name)| {
        let first = group[0].short_name();
        let name = if group.iter().all(|it| it.short_name() == first) || !is_raw(&group[0]) {
            name
        } else if group.iter().all(|it| it.kind == Kind::Text) {
            Name::new("text")
        } else {
            Name::new("binary")
        };
        let content_type = content_type(&group);
        let representation = group.into_iter().next()?;
        Some(Group {
            media_type: representation.content_type().to_owned(),
            name,
            content_type,
            representation,
        })
    });
    named.collect()
}

/// Whether a representation has no method, since that of the preferred one sends the same value:
/// both have the same schema. Only a form with files can send more than JSON.
fn is_redundant<'d>(
    representation: &Representation<'d>,
    preferred: &Representation<'d>,
    types: &Types<'d>,
) -> bool {
    let is_empty = |it: &Representation<'d>| {
        it.kind == Kind::Form
            && it
                .schema()
                .is_some_and(|schema| is_empty_form(schema, types))
    };
    let is_same_value = !is_raw(preferred)
        && preferred.kind != representation.kind
        && representation.is_same_value(preferred, types)
        && !has_files(representation, types);
    is_same_value || is_empty(representation)
}

/// Whether one method can send both: it takes the same arguments.
fn has_same_inputs<'d>(
    representation: &Representation<'d>,
    other: &Representation<'d>,
    types: &Types<'d>,
) -> bool {
    let has_no_schema = representation.schema().is_none() && other.schema().is_none();
    let is_same_kind = representation.kind == other.kind || is_raw(representation) && is_raw(other);
    is_same_kind && (has_no_schema || representation.has_schema_of(other, types))
}

fn is_raw(representation: &Representation) -> bool {
    matches!(
        representation.kind,
        Kind::Text | Kind::Bytes | Kind::Stream(_)
    )
}

/// The setter of the header `Content-Type`, if the specification leaves the choice.
fn content_type(group: &[Representation]) -> Option<Input> {
    let preferred = group.first()?;
    let mut listed: Vec<&str> = Vec::new();
    for representation in group {
        // Servers that list `text/json` beside `application/json` treat both alike.
        let is_alike = representation.is_plain_json() && preferred.is_plain_json();
        if listed.is_empty() || !is_alike {
            listed.push(&representation.name);
        }
    }
    let is_choice = listed.len() > 1 || preferred.is_range() && !preferred.is_plain_json();
    let is_form = matches!(preferred.kind, Kind::Form | Kind::Multipart);
    if !is_choice || is_form {
        return None;
    }
    let choices = match listed.join("`, `").as_str() {
        "*/*" => String::new(),
        listed => format!(": `{listed}`"),
    };
    let default = preferred.content_type();
    let description =
        format!("The `Content-Type` of the body{choices}. The default is `{default}`.");
    Some(Input {
        name: Name::new("content type"),
        wire_name: "content-type".to_owned(),
        location: Location::Header,
        role: InputRole::Setter,
        ty: Type::String,
        constant: None,
        style: None,
        docs: Docs {
            description: Some(description),
            ..Docs::default()
        },
    })
}

/// Whether a form has parts that are files.
fn has_files<'d>(form: &Representation<'d>, types: &Types<'d>) -> bool {
    let properties = form
        .schema()
        .map(|schema| request_properties(schema, types));
    let mut properties = properties.into_iter().flatten();
    form.kind == Kind::Multipart
        && properties.any(|property| {
            let encoding = form.media.encoding.get(property.key);
            file_type(property.node, encoding, types).is_some()
        })
}

/// The type of a part that is a file or a list of files.
pub(in crate::lower) fn file_type(
    property: NodeId,
    encoding: Option<&Encoding>,
    types: &Types,
) -> Option<Type> {
    let graph = types.graph;
    let part = graph.shape(property);
    if is_file(part) || encoding.is_some_and(|encoding| has_file_media_type(encoding, part)) {
        return Some(Type::File);
    }
    if part.is_union {
        let branches = graph.branches(property).iter().map(|branch| branch.node);
        let all: Option<Vec<Type>> = branches
            .filter(|branch| !graph.is_null_branch(*branch))
            .map(|branch| file_type(branch, encoding, types))
            .collect();
        let all = all.filter(|all| !all.is_empty())?;
        // A list with one file is sent like a file, so the list covers both.
        return all.into_iter().max_by_key(|ty| *ty != Type::File);
    }
    match file_type(part.items?, encoding, types)? {
        Type::File => Some(Type::List(Box::new(Type::File))),
        _ => None,
    }
}

fn is_file(shape: &Shape) -> bool {
    let primitives = shape.primitives();
    let mut primitives = primitives.iter();
    let is_text = primitives.all(|it| [Primitive::String, Primitive::Null].contains(it));
    is_text && shape.format == Some("binary") || shape.has_content_media_type
}
