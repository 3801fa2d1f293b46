//! Streams: responses that are read item by item.

use crate::diagnostic::code;
use crate::lower::operations::media::{Kind, Representation, representations};
use crate::lower::types::Types;
use crate::model::{Decode, Framing, ResponseVariant, Shape, Stream, SuccessResponse, Type};
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

/// Any response of bytes can be read as a stream, also if it has other representations.
pub(in crate::lower) fn bytes(response: &SuccessResponse, types: &Types) -> Option<Stream> {
    let variants = match response.ty.as_ref()? {
        Type::Named(id) => match &types.defs[id.0].as_ref()?.shape {
            Shape::Responses { variants, .. } => variants,
            _ => return None,
        },
        _ => &Vec::new(),
    };
    let bytes = variants.iter().filter(|it| it.decode == Decode::Bytes);
    let accept: Vec<String> = match response.decode {
        Decode::Bytes => response.accept.clone(),
        Decode::ByMediaType => bytes.flat_map(|it| it.keys.clone()).collect(),
        // A redirect has no media type.
        Decode::ByStatus if bytes.count() + redirects(variants) == variants.len() => {
            response.accept.clone()
        }
        _ => return None,
    };
    (!accept.is_empty()).then(|| Stream {
        media_type: accept.join(", "),
        framing: Framing::Bytes,
        flag: None,
        item: Type::Bytes,
    })
}

fn redirects(variants: &[ResponseVariant]) -> usize {
    let redirects = variants.iter().filter(|it| it.decode == Decode::Redirect);
    redirects.count()
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
