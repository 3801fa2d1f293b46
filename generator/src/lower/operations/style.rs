//! Styles: how arrays and objects are serialized in parameters and form fields.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::operations::media::is_json;
use crate::model::{Style, StyleKind};
use crate::openapi::document::{Encoding, Parameter, ParameterLocation};

/// The style of a parameter: the declared one, or the default of its location.
pub(in crate::lower) fn style(
    parameter: &Parameter,
    location: ParameterLocation,
    report: &Report,
) -> Style {
    let is_json = parameter.content.keys().any(|name| is_json(name));
    Style {
        kind: if is_json {
            StyleKind::Json
        } else {
            style_kind(parameter, location, report)
        },
        allow_reserved: parameter.allow_reserved && location == ParameterLocation::Query,
    }
}

/// The style of a form field, if its encoding has one.
pub(in crate::lower) fn field_style(encoding: &Encoding, report: &Report) -> Option<Style> {
    let is_styled =
        encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved.is_some();
    if !is_styled {
        return None;
    }
    let style = encoding.style.as_deref().unwrap_or("form");
    let kind = query_style(style, encoding.explode.unwrap_or(style == "form"));
    if kind.is_none() {
        let message = format!("unknown style `{style}` of a form field");
        let unknown = code::UNKNOWN_VALUE.at(&encoding.at.child("style"), message);
        report.add(unknown.help("the default is `form`"));
    }
    Some(Style {
        kind: kind?,
        allow_reserved: encoding.allow_reserved.unwrap_or_default(),
    })
}

/// The styles of query parameters and form fields.
fn query_style(style: &str, explode: bool) -> Option<StyleKind> {
    Some(match style {
        "form" => StyleKind::Form { explode },
        "spaceDelimited" | "pipeDelimited" if explode => StyleKind::Form { explode },
        "spaceDelimited" => StyleKind::SpaceDelimited,
        "pipeDelimited" => StyleKind::PipeDelimited,
        "deepObject" => StyleKind::DeepObject,
        _ => return None,
    })
}

/// The style of a parameter that is not JSON.
fn style_kind(parameter: &Parameter, location: ParameterLocation, report: &Report) -> StyleKind {
    let default = location.default_style();
    let style = parameter.style.as_deref().unwrap_or(default);
    let explode = parameter
        .explode
        .unwrap_or(matches!(style, "form" | "cookie"));
    let kind = match (location, style) {
        (ParameterLocation::Query, _) => query_style(style, explode),
        (ParameterLocation::QueryString, _) | (ParameterLocation::Cookie, "form") => {
            Some(StyleKind::Form { explode })
        }
        (ParameterLocation::Cookie, "cookie") => Some(StyleKind::PlainCookie { explode }),
        (ParameterLocation::Path, "label") => Some(StyleKind::Label { explode }),
        (ParameterLocation::Path, "matrix") => Some(StyleKind::Matrix { explode }),
        (ParameterLocation::Path | ParameterLocation::Header, "simple") => {
            Some(StyleKind::Simple { explode })
        }
        (ParameterLocation::Path | ParameterLocation::Header | ParameterLocation::Cookie, _) => {
            None
        }
    };
    kind.unwrap_or_else(|| {
        let message = format!("style `{style}` is not allowed in `{}`", location.as_str());
        let unknown = code::UNKNOWN_VALUE.at(&parameter.at.child("style"), message);
        report.add(unknown.help(format!("the default is `{default}`")));
        match location {
            ParameterLocation::Path | ParameterLocation::Header => StyleKind::Simple { explode },
            ParameterLocation::Query
            | ParameterLocation::QueryString
            | ParameterLocation::Cookie => StyleKind::Form {
                explode: parameter.explode.unwrap_or(true),
            },
        }
    })
}
