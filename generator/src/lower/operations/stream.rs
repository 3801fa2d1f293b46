//! Streams: responses that are read item by item.

use crate::diagnostic::code;
use crate::lower::operations::media::{Kind, Representation, is_json, representations};
use crate::lower::types::Types;
use crate::model::{Decode, Framing, Shape, Stream, SuccessResponse, Type};
use crate::openapi::document::{MediaType, Operation, Primitive, RequestBody};
use crate::rust::names::Name;
use crate::schema::NodeId;

/// The flag in a request body that selects a stream in many APIs.
const STREAM_FLAG: &str = "stream";

/// The stream that an operation can return.
pub(in crate::lower) fn stream<'d>(
    operation: &'d Operation,
    body: Option<&'d RequestBody>,
    name: &Name,
    types: &mut Types<'d>,
) -> Option<Stream> {
    let successes = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| types.resolver.item(response));
    let mut contents = successes.map(|response| &response.content);
    let representations = contents.find_map(|content| {
        let all = representations(content, types);
        let is_stream = |it: &Representation| matches!(it.kind, Kind::Stream(_));
        all.iter().any(is_stream).then_some(all)
    })?;
    let is_optional = representations.iter().any(|it| it.kind == Kind::Json);
    let mut streams = representations.into_iter().filter_map(|it| match it.kind {
        Kind::Stream(framing) => Some((framing, it.name, it.media)),
        _ => None,
    });
    let (framing, media_type, media) = streams.next()?;
    for (_, other, media) in streams {
        let message = format!("`{other}` is left out: the stream is `{media_type}`");
        types
            .report
            .add(code::NOT_GENERATED.at(&media.at, message).on_key());
    }
    let schema = item_schema(framing, media, types);
    let is_text = schema.is_none_or(|it| types.graph.shape(it).primitives() == [Primitive::String]);
    let framing = match framing {
        Framing::Events if is_text => Framing::TextEvents,
        other => other,
    };
    let item = match schema {
        _ if framing == Framing::TextEvents => Type::String,
        Some(schema) => types.ty(schema, &name.join("event")),
        None => Type::Any,
    };
    Some(Stream {
        media_type,
        framing,
        flag: body
            .filter(|body| is_optional && has_stream_flag(body, types))
            .map(|_| STREAM_FLAG.to_owned()),
        item,
    })
}

/// The stream of a response of bytes or text, which may have other representations.
pub(in crate::lower) fn bytes_or_text(response: &SuccessResponse, types: &Types) -> Option<Stream> {
    let representations = lowered_representations(response, types);
    let stream = |framing, item: Type, decodes: &[Decode]| {
        let matching = representations
            .iter()
            .filter(|(ty, decode, _)| **ty == item && decodes.contains(decode));
        // The text of a response in JSON is within quotes.
        let media_types = matching
            .flat_map(|(_, _, media_types)| media_types.iter())
            .filter(|it| framing == Framing::Bytes || !is_json(it));
        let media_types: Vec<&str> = media_types.map(String::as_str).collect();
        (!media_types.is_empty()).then(|| Stream {
            media_type: media_types.join(", "),
            framing,
            flag: None,
            item,
        })
    };
    let text = [Decode::Text, Decode::TextOrJson, Decode::JsonOrText];
    stream(Framing::Bytes, Type::Bytes, &[Decode::Bytes])
        .or_else(|| stream(Framing::TextLines, Type::String, &text))
}

/// The representations of a response that have types of their own: the type, how it is decoded, and
/// the media types.
fn lowered_representations<'t>(
    response: &'t SuccessResponse,
    types: &'t Types,
) -> Vec<(&'t Type, Decode, &'t [String])> {
    let Some(ty) = &response.ty else {
        return Vec::new();
    };
    let is_by_status = match response.decode {
        Decode::ByMediaType => false,
        Decode::ByStatus => true,
        decode => return vec![(ty, decode, &response.accept)],
    };
    let def = ty.type_id().and_then(|id| types.defs[id.0].as_ref());
    let Some(Shape::Responses { variants, .. }) = def.map(|def| &def.shape) else {
        return Vec::new();
    };
    // A redirect has no media type.
    let variants = variants.iter().filter(|it| it.decode != Decode::Redirect);
    let typed = variants.filter_map(|it| Some((it.ty.as_ref()?, it.decode, it.keys.as_slice())));
    if !is_by_status {
        return typed.collect();
    }
    // The media types of a status are known only if all statuses have the same.
    let mut typed = typed.map(|(ty, decode, _)| (ty, decode, response.accept.as_slice()));
    let first = typed.next();
    let is_only = typed.all(|(_, decode, _)| first.is_some_and(|(_, it, _)| it == decode));
    first.into_iter().filter(|_| is_only).collect()
}

/// The schema of an item, or of the data of an event: `itemSchema` describes the event with its
/// fields, and `schema` only its data.
fn item_schema<'d>(framing: Framing, media: &'d MediaType, types: &Types<'d>) -> Option<NodeId> {
    if let Some(item) = &media.item_schema {
        return match framing {
            Framing::Events => types.shape(item).properties.get("data").copied(),
            _ => Some(types.graph.node(item)),
        };
    }
    let schema = media.schema.as_ref()?;
    let item = types.shape(schema).items;
    Some(item.unwrap_or_else(|| types.graph.node(schema)))
}

/// Whether the request body has a flag that selects a stream.
fn has_stream_flag<'d>(body: &'d RequestBody, types: &Types<'d>) -> bool {
    let all = representations(&body.content, types);
    let json = all.iter().find(|it| it.kind == Kind::Json);
    let schema = json.and_then(Representation::schema);
    let flag = schema.and_then(|schema| types.shape(schema).properties.get(STREAM_FLAG));
    flag.is_some_and(|flag| {
        let flag = types.graph.shape(*flag).primitives();
        flag.contains(&Primitive::Boolean)
    })
}
