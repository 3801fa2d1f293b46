//! Which way values of each type travel, and for which resources.

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
const ASIDE: Usage = Usage {
    flattened: true,
    ..NONE
};

/// A way to a type.
#[derive(Clone, Copy)]
struct Way {
    used: Usage,
    /// The resource that it begins at, unless all do.
    resource: Option<usize>,
}

/// Marks each type as sent, received or both, and with the resources that it is for.
pub(in crate::lower) fn mark(model: &mut Model) {
    for def in &mut model.types {
        def.usage = NONE;
        def.resources.clear();
    }
    let mut roots = Vec::new();
    for (number, child) in model.root.children.iter().enumerate() {
        collect(child, number, &mut roots);
    }
    if let Some(envelope) = &model.envelope {
        let lists = [Some(&envelope.errors), envelope.messages.as_ref()];
        let way = Way {
            used: RECEIVED,
            resource: None,
        };
        let items = lists.into_iter().flatten();
        roots.extend(items.map(|list| (list.item.clone(), way)));
    }
    let way = Way {
        used: RECEIVED,
        resource: None,
    };
    roots.extend(model.webhook_bodies.iter().map(|ty| (ty.clone(), way)));
    for (ty, way) in roots {
        visit(model, &ty, way);
    }
}

fn collect(resource: &Resource, number: usize, roots: &mut Vec<(Type, Way)>) {
    let way = |used| Way {
        used,
        resource: Some(number),
    };
    for operation in &resource.operations {
        let sent = operation.inputs.iter().map(|input| &input.ty);
        roots.extend(sent.map(|ty| (ty.clone(), way(SENT))));
        let whole = operation
            .body
            .as_ref()
            .and_then(|body| body.flattened.as_ref());
        roots.extend(whole.map(|ty| (ty.clone(), way(ASIDE))));
        let failures = operation.error_responses.iter();
        let failures = failures.filter_map(|failure| failure.ty.as_ref());
        let failures = failures
            .chain(&operation.error_type)
            .chain(&operation.headers_type);
        let item = operation.iteration.as_ref().map(Iteration::item);
        let received = operation.response.ty.iter().chain(item).chain(failures);
        let received = received.chain(&operation.callback_bodies);
        roots.extend(received.map(|ty| (ty.clone(), way(RECEIVED))));
    }
    for child in &resource.children {
        collect(child, number, roots);
    }
}

fn visit(model: &mut Model, ty: &Type, way: Way) {
    let Some(TypeId(index)) = ty.type_id() else {
        return;
    };
    let all = model.root.children.len();
    let def = &mut model.types[index];
    let before = (def.usage, def.resources.len());
    def.usage = def.usage.union(way.used);
    match way.resource {
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
        visit(model, &ty, way);
    }
}
