//! What one action does to one value.

use serde_json::Value;

use super::actions::Action;
use super::{Origin, Overlaid};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::input::pointer::Pointer;

/// A key to sort pointers by, so that items come in the order of their numbers.
pub(super) fn order(pointer: &Pointer) -> Vec<(usize, String)> {
    let tokens = pointer.tokens();
    tokens
        .map(|token| (token.parse().unwrap_or_default(), token.to_owned()))
        .collect()
}

/// Leads to a value and its origin.
fn find<'a>(
    overlaid: &'a mut Overlaid,
    pointer: &Pointer,
) -> Option<(&'a mut Value, &'a mut Origin)> {
    let (mut value, mut origin) = (&mut overlaid.value, &mut overlaid.origin);
    for token in pointer.tokens() {
        (value, origin) = match value {
            Value::Object(members) => (members.get_mut(token)?, origin.member(token)),
            Value::Array(items) => {
                let index: usize = token.parse().ok()?;
                let origins = origin.items(items.len());
                (items.get_mut(index)?, origins.get_mut(index)?)
            }
            _ => return None,
        };
    }
    Some((value, origin))
}

pub(super) fn remove(
    overlaid: &mut Overlaid,
    pointer: &Pointer,
    action: &Action,
) -> Result<(), Box<Diagnostic>> {
    let (Some(parent), Some(token)) = (pointer.parent(), pointer.last()) else {
        let message = "the whole document cannot be removed";
        return Err(Box::new(
            code::OVERLAY_VALUE.at(&action.at.child("target"), message),
        ));
    };
    // What is in something that is removed already is gone with it.
    match find(overlaid, &parent) {
        Some((Value::Object(members), _)) => {
            members.shift_remove(token);
        }
        Some((Value::Array(items), origin)) => {
            let index = token.parse().ok().filter(|index| *index < items.len());
            if let Some(index) = index {
                origin.items(items.len()).remove(index);
                items.remove(index);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Works a value into what a pointer leads to. A list that is copied is added item by item.
pub(super) fn update(
    overlaid: &mut Overlaid,
    pointer: &Pointer,
    value: &Value,
    origin: &Origin,
    at: &Pointer,
    is_copy: bool,
) -> Result<(), Box<Diagnostic>> {
    let Some((target, target_origin)) = find(overlaid, pointer) else {
        return Ok(());
    };
    if let Value::Array(items) = target
        && !(is_copy && value.is_array())
    {
        target_origin.items(items.len()).push(origin.clone());
        items.push(value.clone());
        return Ok(());
    }
    merge(target, target_origin, value, origin, at)
}

fn merge(
    target: &mut Value,
    target_origin: &mut Origin,
    value: &Value,
    origin: &Origin,
    at: &Pointer,
) -> Result<(), Box<Diagnostic>> {
    match (target, value) {
        (Value::Object(target), Value::Object(members)) => {
            for (key, value) in members {
                let (origin, at) = (origin.part(key), at.child(key));
                let target_origin = target_origin.member(key);
                if let Some(known) = target.get_mut(key) {
                    merge(known, target_origin, value, &origin, &at)?;
                } else {
                    target.insert(key.clone(), value.clone());
                    *target_origin = origin;
                }
            }
        }
        (Value::Array(target), Value::Array(items)) => {
            let origins = target_origin.items(target.len());
            for (index, item) in items.iter().enumerate() {
                origins.push(origin.part(&index.to_string()));
                target.push(item.clone());
            }
        }
        (target, value) if !is_container(target) && !is_container(value) => {
            *target = value.clone();
            *target_origin = origin.clone();
        }
        (target, value) => {
            let message = format!("{} cannot be worked into {}", kind(value), kind(target));
            let help = "remove what is there with an action before this one";
            return Err(Box::new(code::OVERLAY_VALUE.at(at, message).help(help)));
        }
    }
    Ok(())
}

fn is_container(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
        _ => "a single value",
    }
}
