//! Moves the parameters of `x-client-parameters` from the operations to the client.

use super::usage;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::model::{ClientParameter, Input, InputRole, Location, Model, Resource, Type};
use crate::openapi::document::ClientParameterName;
use crate::rust::names::Name;

/// Makes each listed parameter a setter of the client, and an optional setter of the operations. It
/// has the type that most operations have it with; others keep it as it is.
pub(in crate::lower) fn apply(model: &mut Model, listed: &[ClientParameterName], report: &Report) {
    for ClientParameterName { name, at } in listed {
        let Some(parameter) = most_common(model, name) else {
            let message = format!("no operation has a parameter `{name}` that the client can set");
            let help = "it is a path parameter, a query parameter or a header with a single value";
            report.add(code::CLIENT_PARAMETER.at(at, message).help(help));
            continue;
        };
        visit(&mut model.root, &mut |input| {
            if is_candidate(input, name) && is_of(input, parameter.location, &parameter.ty) {
                input.role = InputRole::ClientSetter {
                    is_optional: input.role == InputRole::Setter,
                };
            }
        });
        usage::mark_sent_by_client(model, &parameter.ty);
        model.client_parameters.push(parameter);
    }
    sort(&mut model.root);
}

/// The parameter with the location and the type that most operations have it with.
fn most_common(model: &mut Model, name: &str) -> Option<ClientParameter> {
    let mut found: Vec<(ClientParameter, usize)> = Vec::new();
    visit(&mut model.root, &mut |input| {
        if !is_candidate(input, name) {
            return;
        }
        let mut known = found.iter_mut();
        match known.find(|(it, _)| is_of(input, it.location, &it.ty)) {
            Some((_, count)) => *count += 1,
            None => found.push((parameter(input), 1)),
        }
    });
    let first = found.into_iter().rev();
    let (parameter, _) = first.max_by_key(|(_, count)| *count)?;
    Some(parameter)
}

fn parameter(input: &Input) -> ClientParameter {
    ClientParameter {
        name: Name::new(&input.wire_name),
        wire_name: input.wire_name.clone(),
        location: input.location,
        ty: input.ty.clone(),
        docs: input.docs.clone(),
    }
}

/// Whether an input is a parameter of this name whose value is not a list, an object or a constant.
fn is_candidate(input: &Input, name: &str) -> bool {
    let is_parameter = matches!(
        input.location,
        Location::Path | Location::Query | Location::Header
    );
    let can_be_set = matches!(input.role, InputRole::Argument | InputRole::Setter);
    input.wire_name == name && is_parameter && can_be_set && input.style.is_none()
}

fn is_of(input: &Input, location: Location, ty: &Type) -> bool {
    input.location == location && input.ty == *ty
}

fn visit(resource: &mut Resource, visitor: &mut impl FnMut(&mut Input)) {
    for operation in &mut resource.operations {
        operation.inputs.iter_mut().for_each(&mut *visitor);
    }
    for child in &mut resource.children {
        visit(child, visitor);
    }
}

/// Arguments come before setters.
fn sort(resource: &mut Resource) {
    for operation in &mut resource.operations {
        if operation.client_setters().next().is_some() {
            operation.inputs.sort_by_key(|input| input.role);
        }
    }
    resource.children.iter_mut().for_each(sort);
}
