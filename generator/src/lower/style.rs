//! Styles: how a parameter that is a list or an object is written.

use super::media::is_json;
use crate::code;
use crate::document::Parameter;
use crate::model::{Place, Style, StyleForm};
use crate::report::Report;

/// The style of a parameter, by what is written and by OpenAPI's defaults.
pub(super) fn style(parameter: &Parameter, place: Place, report: &Report) -> Style {
    let is_json = parameter.content.keys().any(|name| is_json(name));
    Style {
        form: if is_json {
            StyleForm::Json
        } else {
            form(parameter, place, report)
        },
        reserved: parameter.allow_reserved && place == Place::Query,
    }
}

fn form(parameter: &Parameter, place: Place, report: &Report) -> StyleForm {
    let default = if matches!(place, Place::Path | Place::Header) {
        "simple"
    } else {
        "form"
    };
    let style = parameter.style.as_deref().unwrap_or(default);
    let explode = parameter
        .explode
        .unwrap_or(matches!(style, "form" | "cookie"));
    match (place, style) {
        (Place::Query, "spaceDelimited" | "pipeDelimited") if explode => {
            StyleForm::Form { explode }
        }
        (Place::Query, "spaceDelimited") => StyleForm::Spaces,
        (Place::Query, "pipeDelimited") => StyleForm::Pipes,
        (Place::Query, "deepObject") => StyleForm::Deep,
        (Place::Query | Place::Cookie, "form") | (Place::Cookie, "cookie") => {
            StyleForm::Form { explode }
        }
        (Place::Path, "label") => StyleForm::Label { explode },
        (Place::Path, "matrix") => StyleForm::Matrix { explode },
        (Place::Path | Place::Header, "simple") => StyleForm::Simple { explode },
        _ => {
            let message = format!("`{}` has no style `{style}`", parameter.location);
            let at = parameter.at.child("style");
            report.add(
                code::UNKNOWN_VALUE
                    .at(&at, message)
                    .help(format!("leave it out for `{default}`")),
            );
            StyleForm::Simple { explode }
        }
    }
}
