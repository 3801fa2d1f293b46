//! Which way values of each type travel.

use crate::model::{Mode, Model, Resource, Shape, Type, TypeId, Use};

/// Marks each type as sent, received or both.
pub(super) fn mark(model: &mut Model) {
    let mut roots = Vec::new();
    collect(&model.root, &mut roots);
    if let Some(envelope) = &model.envelope {
        let entries = [Some(&envelope.errors), envelope.messages.as_ref()];
        let received = Use {
            sent: false,
            received: true,
        };
        roots.extend(
            entries
                .into_iter()
                .flatten()
                .map(|entries| (entries.item.clone(), received)),
        );
    }
    for (ty, used) in roots {
        visit(model, &ty, used);
    }
}

fn collect(resource: &Resource, roots: &mut Vec<(Type, Use)>) {
    for operation in &resource.operations {
        let sent = operation.inputs.iter().map(|input| &input.ty);
        roots.extend(sent.map(|ty| {
            (
                ty.clone(),
                Use {
                    sent: true,
                    received: false,
                },
            )
        }));
        let item = operation.mode.as_ref().map(Mode::item);
        let received = operation.answer.ty.iter().chain(item).chain(
            operation
                .failures
                .iter()
                .filter_map(|failure| failure.ty.as_ref()),
        );
        roots.extend(received.map(|ty| {
            (
                ty.clone(),
                Use {
                    sent: false,
                    received: true,
                },
            )
        }));
    }
    for child in &resource.children {
        collect(child, roots);
    }
}

fn visit(model: &mut Model, ty: &Type, used: Use) {
    let Some(TypeId(index)) = ty.named() else {
        return;
    };
    let before = model.types[index].used;
    let after = Use {
        sent: before.sent || used.sent,
        received: before.received || used.received,
    };
    if before == after {
        return;
    }
    model.types[index].used = after;
    let inner: Vec<Type> = match &model.types[index].shape {
        Shape::Struct { fields, rest } => fields
            .iter()
            .map(|field| &field.ty)
            .chain(rest)
            .cloned()
            .collect(),
        Shape::Answers { forms } => forms.iter().filter_map(|form| form.ty.clone()).collect(),
        Shape::Union { forms, .. } => forms.iter().map(|form| form.ty.clone()).collect(),
        Shape::Alias { target } | Shape::Wrapper { target } => vec![target.clone()],
        Shape::Enum { .. } | Shape::Text { .. } => Vec::new(),
    };
    for ty in inner {
        visit(model, &ty, used);
    }
}
