//! Styles: how a parameter that is a list or an object is written.

use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::lower::operations::media::is_json;
use crate::model::{Location, Style, StyleKind};
use crate::openapi::document::{Encoding, Parameter};

/// The style of a parameter, by what is written and by OpenAPI's defaults.
pub(in crate::lower) fn style(parameter: &Parameter, place: Location, report: &Report) -> Style {
    let is_json = parameter.content.keys().any(|name| is_json(name));
    Style {
        kind: if is_json {
            StyleKind::Json
        } else {
            form(parameter, place, report)
        },
        allow_reserved: parameter.allow_reserved && place == Location::Query,
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

fn form(parameter: &Parameter, place: Location, report: &Report) -> StyleKind {
    let default = if matches!(place, Location::Path | Location::Header) {
        "simple"
    } else {
        "form"
    };
    let style = parameter.style.as_deref().unwrap_or(default);
    let explode = parameter
        .explode
        .unwrap_or(matches!(style, "form" | "cookie"));
    let of_query = of_query(style, explode).filter(|_| place == Location::Query);
    if let Some(form) = of_query {
        return form;
    }
    match (place, style) {
        (Location::Cookie, "form" | "cookie") => StyleKind::Form { explode },
        (Location::Path, "label") => StyleKind::Label { explode },
        (Location::Path, "matrix") => StyleKind::Matrix { explode },
        (Location::Path | Location::Header, "simple") => StyleKind::Simple { explode },
        _ => {
            let message = format!("style `{style}` is not allowed in `{}`", parameter.location);
            let at = parameter.at.child("style");
            report.add(
                code::UNKNOWN_VALUE
                    .at(&at, message)
                    .help(format!("the default is `{default}`")),
            );
            StyleKind::Simple { explode }
        }
    }
}
