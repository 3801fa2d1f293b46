//! Marks whether types are used in requests or responses, and by which resources.

use crate::model::{Iteration, Model, Resource, Type, TypeId, Usage};

const NONE: Usage = Usage {
    sent: false,
    received: false,
    flattened: false,
};
const SENT: Usage = Usage { sent: true, ..NONE };
const RECEIVED: Usage = Usage {
    received: true,
    ..NONE
};
const FLATTENED: Usage = Usage {
    flattened: true,
    ..NONE
};

/// A use of a type.
#[derive(Clone, Copy)]
struct Use {
    usage: Usage,
    /// The resource that uses it; `None` for all of them.
    resource: Option<usize>,
}

/// Marks each type with its usage and its resources.
pub(in crate::lower) fn mark(model: &mut Model) {
    for def in &mut model.types {
        def.usage = NONE;
        def.resources.clear();
    }
    let mut roots = Vec::new();
    let received_by_all = Use {
        usage: RECEIVED,
        resource: None,
    };
    for (number, child) in model.root.children.iter().enumerate() {
        collect(child, number, &mut roots);
    }
    if let Some(envelope) = &model.envelope {
        let lists = [Some(&envelope.errors), envelope.messages.as_ref()];
        let items = lists.into_iter().flatten();
        roots.extend(items.map(|list| (list.item.clone(), received_by_all)));
    }
    roots.extend(
        model
            .webhook_bodies
            .iter()
            .map(|ty| (ty.clone(), received_by_all)),
    );
    for (ty, used) in roots {
        visit(model, &ty, used);
    }
}

/// Marks a type that the client itself sends, so that it does not belong to a single resource.
pub(super) fn mark_sent_by_client(model: &mut Model, ty: &Type) {
    let client = model.root.children.len();
    for resource in [None, Some(client)] {
        let usage = SENT;
        visit(model, ty, Use { usage, resource });
    }
}

fn collect(resource: &Resource, number: usize, roots: &mut Vec<(Type, Use)>) {
    let used = |usage| Use {
        usage,
        resource: Some(number),
    };
    for operation in &resource.operations {
        let sent = operation.inputs.iter().map(|input| &input.ty);
        roots.extend(sent.map(|ty| (ty.clone(), used(SENT))));
        let flattened = operation
            .body
            .as_ref()
            .and_then(|body| body.flattened.as_ref());
        roots.extend(flattened.map(|ty| (ty.clone(), used(FLATTENED))));
        let errors = operation.error_responses.iter();
        let errors = errors.filter_map(|response| response.ty.as_ref());
        let item = operation.iteration.as_ref().map(Iteration::item);
        let received = operation.response.ty.iter().chain(item).chain(errors);
        let received = received
            .chain(&operation.error_type)
            .chain(&operation.headers_type)
            .chain(&operation.callback_bodies);
        roots.extend(received.map(|ty| (ty.clone(), used(RECEIVED))));
    }
    for child in &resource.children {
        collect(child, number, roots);
    }
}

fn visit(model: &mut Model, ty: &Type, used: Use) {
    let Some(TypeId(index)) = ty.type_id() else {
        return;
    };
    let all = model.root.children.len();
    let def = &mut model.types[index];
    let before = (def.usage, def.resources.len());
    def.usage = def.usage.union(used.usage);
    match used.resource {
        Some(resource) => {
            def.resources.insert(resource);
        }
        None => def.resources.extend(0..all),
    }
    if before == (def.usage, def.resources.len()) {
        return;
    }
    let types: Vec<Type> = def.shape.types().into_iter().cloned().collect();
    for ty in types {
        visit(model, &ty, used);
    }
}
