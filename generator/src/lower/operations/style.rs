//! Styles: how a parameter that is a list or an object is written.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::operations::media::is_json;
use crate::model::{Style, StyleKind};
use crate::openapi::document::{Encoding, Parameter, ParameterLocation};

/// The style of a parameter, by what is written and by OpenAPI's defaults.
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

/// The style of a field of a form, if its encoding gives it one.
pub(in crate::lower) fn of_field(encoding: &Encoding, report: &Report) -> Option<Style> {
    let is_styled =
        encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved.is_some();
    if !is_styled {
        return None;
    }
    let style = encoding.style.as_deref().unwrap_or("form");
    let form = of_query(style, encoding.explode.unwrap_or(style == "form"));
    if form.is_none() {
        let message = format!("unknown style `{style}` of a form field");
        let unknown = code::UNKNOWN_VALUE.at(&encoding.at.child("style"), message);
        report.add(unknown.help("the default is `form`"));
    }
    Some(Style {
        kind: form?,
        allow_reserved: encoding.allow_reserved.unwrap_or_default(),
    })
}

/// The styles of a query.
fn of_query(style: &str, explode: bool) -> Option<StyleKind> {
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
        (ParameterLocation::Query, _) => of_query(style, explode),
        (ParameterLocation::Cookie, "form" | "cookie") => Some(StyleKind::Form { explode }),
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
        let location = location.as_str();
        let message = format!("style `{style}` is not allowed in `{location}`");
        let unknown = code::UNKNOWN_VALUE.at(&parameter.at.child("style"), message);
        report.add(unknown.help(format!("the default is `{default}`")));
        StyleKind::Simple { explode }
    })
}
