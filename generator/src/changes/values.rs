//! What one value may be: its type, its format, its limits.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::View;
use super::{Changes, Class, Spot, Way};

/// Compares everything but what is inside of the value. Gives whether it makes sense to go on.
pub(super) fn compare(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) -> bool {
    let spot = &Spot {
        old: old.at(),
        new: new.at(),
        ..spot.clone()
    };
    if !types(old, new, way, spot, to) {
        return false;
    }
    values(old, new, way, spot, to);
    format(old, new, way, spot, to);
    limits(old, new, way, spot, to);
    default(old, new, way, spot, to);
    if new.has("deprecated") && !old.has("deprecated") {
        to.add(spot, Class::Addition, "deprecated", "it is deprecated");
    }
    let words = |view: &View| view.get("description").map(|part| part.value.clone());
    to.words(
        spot,
        "description",
        words(old).as_ref(),
        words(new).as_ref(),
    );
    true
}

fn types(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) -> bool {
    let (was, is) = (old.types(), new.types());
    let null =
        |types: &Option<BTreeSet<&str>>| types.as_ref().is_some_and(|it| it.contains("null"));
    match (null(&was), null(&is)) {
        (false, true) if was.is_some() => {
            to.add(spot, way.widened(), "nullable", "it may be `null`");
        }
        (true, false) if is.is_some() => {
            to.add(spot, way.narrowed(), "nullable", "it is never `null`");
        }
        _ => {}
    }
    let rest = |types: &Option<BTreeSet<&str>>| -> Option<BTreeSet<String>> {
        let types = types.as_ref()?.iter().filter(|ty| **ty != "null");
        Some(types.map(|ty| (*ty).to_owned()).collect())
    };
    let (was, is) = (rest(&was), rest(&is));
    if was == is {
        return true;
    }
    let within =
        |narrow: &Option<BTreeSet<String>>, wide: &Option<BTreeSet<String>>| match (narrow, wide) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(narrow), Some(wide)) => narrow
                .iter()
                .all(|ty| wide.contains(ty) || (ty == "integer" && wide.contains("number"))),
        };
    let class = if within(&was, &is) {
        way.widened()
    } else if within(&is, &was) {
        way.narrowed()
    } else {
        Class::Breaking
    };
    let message = format!(
        "the type was {}, and is {}",
        told(was.as_ref()),
        told(is.as_ref())
    );
    to.add(spot, class, "type", message);
    let common = was.zip(is);
    common.is_none_or(|(was, is)| was.intersection(&is).next().is_some())
}

fn told(types: Option<&BTreeSet<String>>) -> String {
    match types {
        None => "any".to_owned(),
        Some(types) if types.is_empty() => "none at all".to_owned(),
        Some(types) => types.iter().cloned().collect::<Vec<_>>().join(" or "),
    }
}

fn values(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) {
    match (old.values(), new.values()) {
        (Some(was), Some(is)) => {
            for value in is.iter().filter(|value| !was.contains(value)) {
                // An enum takes a value that it has not met.
                let message = format!("there is a value {value}");
                to.add(spot, Class::Addition, "value-added", message);
            }
            for value in was.iter().filter(|value| !is.contains(value)) {
                let message = format!("the value {value} is gone");
                to.add(spot, way.narrowed(), "value-gone", message);
            }
        }
        (None, Some(is)) => {
            let message = format!("only some values are left: {}", listed(&is));
            to.add(spot, way.narrowed(), "values-closed", message);
        }
        (Some(was), None) => {
            let message = format!("other values are possible than {}", listed(&was));
            to.add(spot, Class::Addition, "values-open", message);
        }
        (None, None) => {}
    }
}

fn listed(values: &[&Value]) -> String {
    match values {
        [] => "none".to_owned(),
        values => {
            let values: Vec<_> = values.iter().map(ToString::to_string).collect();
            values.join(", ")
        }
    }
}

/// The formats that change how a value is written.
const SHAPING: &[&str] = &[
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
    "byte",
    "binary",
    "base64",
];

fn format(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) {
    let said = |view: &View| {
        let format = view.get("format")?;
        format.value.as_str().map(str::to_owned)
    };
    let (was, is) = (said(old), said(new));
    if was == is {
        return;
    }
    let shapes = |format: &Option<String>| {
        format
            .as_deref()
            .is_some_and(|format| SHAPING.contains(&format))
    };
    let class = match (shapes(&was), shapes(&is)) {
        (false, false) => Class::Words,
        (false, true) => way.narrowed(),
        (true, false) => way.widened(),
        (true, true) => Class::Breaking,
    };
    let told = |format: Option<String>| format.map_or("none".to_owned(), |it| format!("`{it}`"));
    let message = format!("the format was {}, and is {}", told(was), told(is));
    to.add(spot, class, "format", message);
}

/// What bounds a value, and whether more of it allows more.
const LIMITS: &[(&str, bool)] = &[
    ("maxLength", true),
    ("maximum", true),
    ("exclusiveMaximum", true),
    ("maxItems", true),
    ("maxProperties", true),
    ("minLength", false),
    ("minimum", false),
    ("exclusiveMinimum", false),
    ("minItems", false),
    ("minProperties", false),
];

fn limits(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) {
    // What is received is not checked, so a limit is only documented.
    let class = |tighter: bool| match (way, tighter) {
        (Way::Received, _) => Class::Words,
        (Way::Sent, true) => Class::Breaking,
        (Way::Sent, false) => Class::Addition,
    };
    for &(keyword, is_most) in LIMITS {
        let tightest = |view: &View| {
            let all = view.all(keyword).into_iter();
            let numbers = all.filter_map(|part| part.value.as_f64());
            numbers.reduce(if is_most { f64::min } else { f64::max })
        };
        let tighter = match (tightest(old), tightest(new)) {
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(was), Some(is)) if was.total_cmp(&is).is_ne() => (is < was) == is_most,
            _ => continue,
        };
        let told = |view: &View| tightest(view).map_or("none".to_owned(), |it| it.to_string());
        let message = format!("`{keyword}` was {}, and is {}", told(old), told(new));
        to.add(spot, class(tighter), "limit", message);
    }
    for keyword in ["pattern", "multipleOf", "uniqueItems"] {
        let said = |view: &View| view.get(keyword).map(|part| part.value.clone());
        let (was, is) = (said(old), said(new).filter(|it| it != &Value::Bool(false)));
        if was == is {
            continue;
        }
        let class = class(is.is_some());
        let told = |value: Option<Value>| value.map_or("none".to_owned(), |it| it.to_string());
        let message = format!("`{keyword}` was {}, and is {}", told(was), told(is));
        to.add(spot, class, "limit", message);
    }
}

/// What is meant by a field that is left out.
fn default(old: &View, new: &View, way: Way, spot: &Spot, to: &mut Changes) {
    let said = |view: &View| view.get("default").map(|part| part.value.clone());
    let (was, is) = (said(old), said(new));
    if was == is {
        return;
    }
    let class = match (way, &was, &is) {
        (Way::Sent, Some(_), Some(_)) => Class::Breaking,
        (Way::Sent, None, Some(_)) => Class::Addition,
        _ => Class::Words,
    };
    let told = |value: Option<Value>| value.map_or("none".to_owned(), |it| it.to_string());
    let message = format!("the default was {}, and is {}", told(was), told(is));
    to.add(spot, class, "default", message);
}
