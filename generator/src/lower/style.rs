//! Styles: how a parameter that is a list or an object is written.

use super::media::is_json;
use crate::code;
use crate::document::Parameter;
use crate::model::{Place, Style};
use crate::report::Report;

/// The style of a parameter, by what is written and by OpenAPI's defaults.
pub(super) fn style(parameter: &Parameter, place: Place, report: &Report) -> Style {
    if !parameter.content.is_empty() {
        return content(parameter, place, report);
    }
    let default = if matches!(place, Place::Path | Place::Header) {
        "simple"
    } else {
        "form"
    };
    let style = parameter.style.as_deref().unwrap_or(default);
    let explode = parameter.explode.unwrap_or(style == "form");
    match (place, style) {
        (Place::Query, "form") if parameter.allow_reserved => Style::FormReserved,
        (Place::Query, "form") => Style::Form { explode },
        (Place::Query, "spaceDelimited" | "pipeDelimited") if explode => Style::Form { explode },
        (Place::Query, "spaceDelimited") => Style::Spaces,
        (Place::Query, "pipeDelimited") => Style::Pipes,
        (Place::Query, "deepObject") => Style::Deep,
        (Place::Path, "label") => Style::Label { explode },
        (Place::Path, "matrix") => Style::Matrix { explode },
        (Place::Path | Place::Header, "simple") => Style::Simple { explode },
        (Place::Cookie, "form") => Style::Form { explode: true },
        _ => {
            let message = format!("`{}` has no style `{style}`", parameter.location);
            let at = parameter.at.child("style");
            report.add(
                code::UNKNOWN_VALUE
                    .at(&at, message)
                    .help(format!("leave it out for `{default}`")),
            );
            Style::Simple { explode }
        }
    }
}

/// A parameter with `content` is written in that format, of which only JSON is known.
fn content(parameter: &Parameter, place: Place, report: &Report) -> Style {
    let is_json = parameter.content.keys().any(|name| is_json(name));
    if place != Place::Query || !is_json {
        let message = "a parameter with `content` is supported only in the query, and as JSON";
        report.add(
            code::UNSUPPORTED
                .at(&parameter.at.child("content"), message)
                .on_key(),
        );
    }
    Style::Json
}
