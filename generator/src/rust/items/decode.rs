//! The runtime's names for the ways to decode a response.

use crate::model::Decode;

/// The base of the constant `OPERATION`.
pub(super) fn operation_base(decode: Decode) -> &'static str {
    match decode {
        Decode::ByStatus => "BY_STATUS",
        Decode::ByMediaType => "BY_MEDIA_TYPE",
        Decode::Json => "JSON",
        Decode::OptionalJson => "OPTIONAL_JSON",
        Decode::JsonOrText => "JSON_OR_TEXT",
        Decode::TextOrJson => "TEXT_OR_JSON",
        Decode::Text => "TEXT",
        Decode::Bytes => "BYTES",
        Decode::Enveloped => "ENVELOPED",
        Decode::OptionalEnveloped => "OPTIONAL_ENVELOPED",
        Decode::EnvelopeOnly => "ENVELOPE_ONLY",
        Decode::Redirect => "REDIRECT",
        Decode::Empty => "NO_CONTENT",
    }
}

/// The base of the constant of an operation in the mock. `decode` is that of the operation, `chosen`
/// that of the response that the mock sends.
pub(super) fn mock_base(decode: Decode, chosen: Decode, media_type: Option<&str>) -> &'static str {
    let is_text = media_type.is_some_and(|it| it.starts_with("text/"));
    match chosen {
        _ if decode == Decode::OptionalJson => "OPTIONAL_JSON",
        _ if decode == Decode::OptionalEnveloped => "OPTIONAL_ENVELOPED",
        Decode::Text | Decode::Bytes => "TEXT",
        Decode::JsonOrText | Decode::TextOrJson if is_text => "TEXT",
        Decode::Enveloped | Decode::OptionalEnveloped => "ENVELOPED",
        Decode::EnvelopeOnly => "ENVELOPE_ONLY",
        Decode::Redirect => "REDIRECT",
        Decode::Empty => "EMPTY",
        Decode::Json
        | Decode::OptionalJson
        | Decode::JsonOrText
        | Decode::TextOrJson
        | Decode::ByStatus
        | Decode::ByMediaType => "JSON",
    }
}

/// The method of `RawResponse`.
pub(super) fn response_method(decode: Decode) -> &'static str {
    match decode {
        // The variants of an enum by status are not decoded by status again.
        Decode::ByStatus | Decode::Json => "json",
        Decode::OptionalJson => "optional_json",
        Decode::JsonOrText => "json_or_text",
        Decode::TextOrJson => "text_or_json",
        Decode::ByMediaType => "by_media_type",
        Decode::Text => "text",
        Decode::Bytes => "bytes",
        Decode::Enveloped => "enveloped",
        Decode::OptionalEnveloped => "optional_enveloped",
        Decode::EnvelopeOnly => "envelope_only",
        Decode::Redirect => "redirect",
        Decode::Empty => "no_content",
    }
}
