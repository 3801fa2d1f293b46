//! Compares the keywords that describe one value: type, enum, format, constraints, default.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Changes, Class, Direction, Location};
use super::merged::MergedSchema;

/// Compares everything except properties, items and branches. Returns whether the two have a type
/// in common, so that those can be compared, too.
pub(super) fn compare(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) -> bool {
    let location = &Location {
        old: old.at(),
        new: new.at(),
        ..location.clone()
    };
    if !types(old, new, direction, location, changes) {
        return false;
    }
    values(old, new, direction, location, changes);
    format(old, new, direction, location, changes);
    constraints(old, new, direction, location, changes);
    default(old, new, direction, location, changes);
    default_mapping(old, new, direction, location, changes);
    if new.has("deprecated") && !old.has("deprecated") {
        changes.add(location, Class::Addition, "deprecated", "became deprecated");
    }
    let words = |schema: &MergedSchema| schema.get("description").map(|part| part.value.clone());
    changes.documentation(
        location,
        "description",
        words(old).as_ref(),
        words(new).as_ref(),
    );
    true
}

fn types(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) -> bool {
    let (was, is) = (old.types(), new.types());
    let null =
        |types: &Option<BTreeSet<&str>>| types.as_ref().is_some_and(|it| it.contains("null"));
    match (null(&was), null(&is)) {
        (false, true) if was.is_some() => {
            changes.add(location, direction.widened(), "nullable", "became nullable");
        }
        (true, false) if is.is_some() => {
            changes.add(
                location,
                direction.narrowed(),
                "nullable",
                "is no longer nullable",
            );
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
        direction.widened()
    } else if within(&is, &was) {
        direction.narrowed()
    } else {
        Class::Breaking
    };
    let message = format!(
        "the type changed from {} to {}",
        describe_types(was.as_ref()),
        describe_types(is.as_ref())
    );
    changes.add(location, class, "type", message);
    let common = was.zip(is);
    common.is_none_or(|(was, is)| was.intersection(&is).next().is_some())
}

fn describe_types(types: Option<&BTreeSet<String>>) -> String {
    match types {
        None => "any".to_owned(),
        Some(types) if types.is_empty() => "none".to_owned(),
        Some(types) => types.iter().cloned().collect::<Vec<_>>().join(" or "),
    }
}

fn values(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    match (old.values(), new.values()) {
        (Some(was), Some(is)) => {
            for value in is.iter().filter(|value| !was.contains(value)) {
                // Generated enums accept unknown values.
                let message = format!("value {value} was added");
                changes.add(location, Class::Addition, "value-added", message);
            }
            for value in was.iter().filter(|value| !is.contains(value)) {
                let message = format!("value {value} was removed");
                changes.add(location, direction.narrowed(), "value-removed", message);
            }
        }
        (None, Some(is)) => {
            let message = format!("the values were restricted to {}", listed(&is));
            changes.add(location, direction.narrowed(), "values-closed", message);
        }
        (Some(was), None) => {
            let message = format!("the values are no longer restricted to {}", listed(&was));
            changes.add(location, Class::Addition, "values-open", message);
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

/// The formats that determine how a value is written.
const SYNTACTIC: &[&str] = &[
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

fn format(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    let of = |schema: &MergedSchema| {
        let format = schema.get("format")?;
        format.value.as_str().map(str::to_owned)
    };
    let (was, is) = (of(old), of(new));
    if was == is {
        return;
    }
    let is_syntactic = |format: &Option<String>| {
        format
            .as_deref()
            .is_some_and(|format| SYNTACTIC.contains(&format))
    };
    let class = match (is_syntactic(&was), is_syntactic(&is)) {
        (false, false) => Class::Documentation,
        (false, true) => direction.narrowed(),
        (true, false) => direction.widened(),
        (true, true) => Class::Breaking,
    };
    let describe =
        |format: Option<String>| format.map_or("none".to_owned(), |it| format!("`{it}`"));
    let message = format!(
        "the format changed from {} to {}",
        describe(was),
        describe(is)
    );
    changes.add(location, class, "format", message);
}

/// Numeric constraints, and whether each is an upper bound.
const BOUNDS: &[(&str, bool)] = &[
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

fn constraints(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    // The client does not check received values, so their constraints are only documentation.
    let class = |tighter: bool| match (direction, tighter) {
        (Direction::Received, _) => Class::Documentation,
        (Direction::Sent, true) => Class::Breaking,
        (Direction::Sent, false) => Class::Addition,
    };
    for &(keyword, is_upper) in BOUNDS {
        let tightest = |schema: &MergedSchema| {
            let all = schema.all(keyword).into_iter();
            let numbers = all.filter_map(|part| part.value.as_f64());
            numbers.reduce(if is_upper { f64::min } else { f64::max })
        };
        let tighter = match (tightest(old), tightest(new)) {
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(was), Some(is)) if was.total_cmp(&is).is_ne() => (is < was) == is_upper,
            _ => continue,
        };
        let describe =
            |schema: &MergedSchema| tightest(schema).map_or("none".to_owned(), |it| it.to_string());
        let message = format!(
            "`{keyword}` changed from {} to {}",
            describe(old),
            describe(new)
        );
        changes.add(location, class(tighter), "constraint", message);
    }
    for keyword in ["pattern", "multipleOf", "uniqueItems"] {
        let of = |schema: &MergedSchema| schema.get(keyword).map(|part| part.value.clone());
        let (was, is) = (of(old), of(new).filter(|it| it != &Value::Bool(false)));
        if was == is {
            continue;
        }
        let class = class(is.is_some());
        let describe = |value: Option<Value>| value.map_or("none".to_owned(), |it| it.to_string());
        let message = format!(
            "`{keyword}` changed from {} to {}",
            describe(was),
            describe(is)
        );
        changes.add(location, class, "constraint", message);
    }
}

/// The `default` of a property that is omitted.
fn default(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    let of = |schema: &MergedSchema| schema.get("default").map(|part| part.value.clone());
    let (was, is) = (of(old), of(new));
    if was == is {
        return;
    }
    let class = match (direction, &was, &is) {
        (Direction::Sent, Some(_), Some(_)) => Class::Breaking,
        (Direction::Sent, None, Some(_)) => Class::Addition,
        _ => Class::Documentation,
    };
    let describe = |value: Option<Value>| value.map_or("none".to_owned(), |it| it.to_string());
    let message = format!(
        "the default changed from {} to {}",
        describe(was),
        describe(is)
    );
    changes.add(location, class, "default", message);
}

/// `defaultMapping`: the branch of values whose discriminator is absent or not listed.
fn default_mapping(
    old: &MergedSchema,
    new: &MergedSchema,
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    let (was, is) = (default_branch(old), default_branch(new));
    let (class, message) = match (was, is) {
        (None, Some(is)) => (
            direction.widened(),
            format!("the default branch `{is}` was added"),
        ),
        (Some(was), None) => (
            direction.narrowed(),
            format!("the default branch `{was}` was removed"),
        ),
        (Some(was), Some(is)) if was != is => (
            Class::Breaking,
            format!("the default branch changed from `{was}` to `{is}`"),
        ),
        _ => return,
    };
    changes.add(location, class, "default-mapping", message);
}

/// The name of the component that `defaultMapping` refers to, by reference or by name.
fn default_branch<'v>(schema: &MergedSchema<'v>) -> Option<&'v str> {
    let default = schema.get("discriminator")?.get("defaultMapping")?;
    default.value.as_str()?.rsplit('/').next()
}
