//! Streams: responses that are read item by item.

use crate::lower::operations::media;
use crate::lower::types::Types;
use crate::model::{Decode, Framing, Stream, SuccessResponse, Type};
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
    let (content, (framing, media_type, media)) =
        contents.find_map(|content| Some((content, media::stream(content)?)))?;
    let is_optional = content.keys().any(|name| media::is_json(name));
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

/// Any response of bytes can be read as a stream.
pub(in crate::lower) fn bytes(response: &SuccessResponse) -> Option<Stream> {
    (response.decode == Decode::Bytes).then(|| Stream {
        media_type: response.accept.clone(),
        framing: Framing::Bytes,
        flag: None,
        item: Type::Bytes,
    })
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
    let json = body.content.iter().find(|(name, _)| media::is_json(name));
    let schema = json.and_then(|(_, media)| media.schema.as_ref());
    let flag = schema.and_then(|schema| types.shape(schema).properties.get(STREAM_FLAG));
    flag.is_some_and(|flag| {
        let flag = types.graph.shape(*flag).primitives();
        flag.contains(&Primitive::Boolean)
    })
}
