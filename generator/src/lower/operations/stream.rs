//! Streams: answers that come piece by piece.

use crate::lower::operations::media;
use crate::lower::types::Types;
use crate::lower::types::scalars::primitives;
use crate::model::{Decode, Framing, Stream, SuccessResponse, Type};
use crate::openapi::document::{MediaType, Operation, Primitive, RequestBody, Schema};
use crate::rust::names::Name;

/// The field of a body that many APIs ask for a stream with.
const SWITCH: &str = "stream";

/// How the answer of an operation can be had piece by piece.
pub(in crate::lower) fn stream(
    operation: &Operation,
    body: Option<&RequestBody>,
    name: &Name,
    types: &mut Types,
) -> Option<Stream> {
    let good = operation
        .responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| types.resolver.item(response));
    let mut contents = good.map(|response| &response.content);
    let (content, (framing, media_type, media)) =
        contents.find_map(|content| Some((content, media::stream(content)?)))?;
    let is_asked_for = content.keys().any(|name| media::is_json(name));
    let schema = piece(framing, media, types);
    let is_text = schema
        .as_ref()
        .is_none_or(|schema| primitives(&types.opened(schema)) == [Primitive::String]);
    let framing = match framing {
        Framing::Events if is_text => Framing::TextEvents,
        other => other,
    };
    let item = match schema {
        _ if framing == Framing::TextEvents => Type::String,
        Some(schema) => types.ty(&schema, &name.join("event")),
        None => Type::Any,
    };
    Some(Stream {
        media_type,
        framing,
        flag: body
            .filter(|body| is_asked_for && has_switch(body, types))
            .map(|_| SWITCH.to_owned()),
        item,
    })
}

/// Bytes can be had as they arrive.
pub(in crate::lower) fn of_bytes(answer: &SuccessResponse) -> Option<Stream> {
    (answer.decode == Decode::Bytes).then(|| Stream {
        media_type: answer.accept.clone(),
        framing: Framing::Bytes,
        flag: None,
        item: Type::Bytes,
    })
}

/// The schema of a piece, or of the data of an event: `itemSchema` describes
/// the whole event, `schema` what is in it.
fn piece(framing: Framing, media: &MediaType, types: &Types) -> Option<Schema> {
    if let Some(item) = &media.item_schema {
        let event = types.opened(item);
        return match framing {
            Framing::Events => event.properties.get("data").cloned(),
            _ => Some(item.clone()),
        };
    }
    let schema = media.schema.as_ref()?;
    match types.opened(schema).items {
        Some(item) => Some(*item),
        None => Some(schema.clone()),
    }
}

/// Whether the body has a flag that asks for a stream.
fn has_switch(body: &RequestBody, types: &Types) -> bool {
    let json = body.content.iter().find(|(name, _)| media::is_json(name));
    let schema = json.and_then(|(_, media)| media.schema.as_ref());
    let flag = schema.and_then(|schema| types.opened(schema).properties.get(SWITCH).cloned());
    flag.is_some_and(|flag| {
        let flag = primitives(&types.opened(&flag));
        flag.contains(&Primitive::Boolean)
    })
}
