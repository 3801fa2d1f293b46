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
