//! An example of a call, compiled with the documentation.

use super::resource::Path;
use crate::model::{Alternative, Input, Model, Operation, Shape, Type};
use crate::name::Name;
use std::collections::BTreeSet;

/// What the root of every client has.
const ROOT: &[&str] = &[
    "Auth",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "Response",
    "Retry",
];

/// With which features of the crate the example can be compiled.
fn condition(model: &Model, path: &Path) -> String {
    let first = path.names().next();
    let mut resources = model.root.children.iter();
    let resource = resources.find(|resource| Some(&resource.name) == first);
    match resource.and_then(|resource| resource.feature.as_ref()) {
        Some(feature) => format!("#[cfg(all(feature = \"async\", feature = \"{feature}\"))]"),
        None => "#[cfg(feature = \"async\")]".to_owned(),
    }
}

/// The code of an example. What a reader need not see is hidden with `#`.
pub(super) fn example(model: &Model, package: &str, path: &Path, operation: &Operation) -> String {
    let mut uses = BTreeSet::from(["Client".to_owned()]);
    let mut before = Vec::new();
    let mut arguments = Vec::new();
    for input in operation.arguments() {
        let (statement, argument) = given(model, input, &mut uses);
        before.extend(statement);
        arguments.push(argument);
    }
    let accessors = path
        .names()
        .map(|name| format!("    .{}()\n", name.snake()));
    let setters = operation.setters().filter_map(|input| {
        let value = literal(model, &input.ty, input.docs.examples.first()?)?;
        Some(format!("    .{}({value})\n", input.name.snake()))
    });
    let call = format!(
        "    .{}({})\n",
        operation.name.snake(),
        arguments.join(", ")
    );
    let answer = operation
        .answer
        .ty
        .as_ref()
        .map(|ty| answer_name(model, ty));
    let binding = answer
        .as_ref()
        .map(|answer| format!("let {answer} = "))
        .unwrap_or_default();
    let mut lines = vec![
        format!("# {}", condition(model, path)),
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        format!("use {package}::{};", listed(&uses)),
        String::new(),
        format!("let client = {};", client(model)),
    ];
    lines.extend(before);
    lines.push(String::new());
    let chain: String = accessors.chain([call]).chain(setters).collect();
    lines.push(format!("{binding}client\n{chain}    .send()\n    .await?;"));
    lines.extend(answer.map(|answer| format!("println!(\"{{{answer}:?}}\");")));
    lines.push("# Ok(())\n# }".to_owned());
    lines.join("\n")
}

/// How a client is made: from the environment, if credentials are found there.
fn client(model: &Model) -> String {
    let from_env =
        |alternative: &Alternative| alternative.parts.iter().all(|part| part.variable.is_some());
    match model.alternatives.first() {
        Some(_) if model.alternatives.iter().any(from_env) => "Client::from_env()?".to_owned(),
        Some(first) => {
            let parts: Vec<String> = first
                .parts
                .iter()
                .map(|part| format!("{:?}", part.name.snake_text()))
                .collect();
            format!(
                "Client::builder()\n    .{}({})\n    .build()?",
                first.name.snake(),
                parts.join(", ")
            )
        }
        None => "Client::builder().build()?".to_owned(),
    }
}

/// What the answer is called: after its type, if that has a name.
fn answer_name(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Named(id) => model.type_def(*id).name.snake().to_string(),
        _ => "answer".to_owned(),
    }
}

fn listed(uses: &BTreeSet<String>) -> String {
    let uses: Vec<&str> = uses.iter().map(String::as_str).collect();
    match uses.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}

/// An argument, and the statement that makes it where one is needed.
fn given(model: &Model, input: &Input, uses: &mut BTreeSet<String>) -> (Option<String>, String) {
    let name = input.name.snake();
    let example = input.docs.examples.first();
    if let Type::Named(id) = &input.ty {
        let def = model.type_def(*id);
        match &def.shape {
            Shape::Text { .. } => {
                let ty = def.name.pascal().to_string();
                let text = example
                    .or(def.examples.first())
                    .and_then(|example| text(example));
                let text = text.unwrap_or_else(|| placeholder(&input.name));
                uses.insert(public_path(&ty));
                return (
                    Some(format!("let {name}: {ty} = {text:?}.parse()?;")),
                    format!("&{name}"),
                );
            }
            Shape::Alias { target } => {
                let input = Input {
                    ty: target.clone(),
                    ..input.clone()
                };
                return given(model, &input, uses);
            }
            Shape::Struct { .. }
            | Shape::Enum { .. }
            | Shape::Union { .. }
            | Shape::Answers { .. }
            | Shape::Wrapper { .. } => {}
        }
    }
    match example
        .and_then(|example| literal(model, &input.ty, example))
        .or_else(|| simple(&input.ty, &input.name))
    {
        Some(literal) => (None, literal),
        // A value that an example cannot make up in a line is the reader's to fill in.
        None => (Some(format!("let {name} = todo!();")), format!("{name}")),
    }
}

/// Where a type is found from outside: at the root, unless the root has
/// something else of that name.
fn public_path(ty: &str) -> String {
    if ROOT.contains(&ty) {
        format!("types::{ty}")
    } else {
        ty.to_owned()
    }
}

fn text(example: &str) -> Option<String> {
    serde_json::from_str(example).ok()
}

fn placeholder(name: &Name) -> String {
    name.snake_text()
}

fn simple(ty: &Type, name: &Name) -> Option<String> {
    match ty {
        Type::Text => Some(format!("{:?}", placeholder(name))),
        Type::Bool => Some("true".to_owned()),
        Type::Integer(_) => Some("1".to_owned()),
        Type::Float(_) => Some("1.0".to_owned()),
        _ => None,
    }
}

/// An example value in Rust, where it is a simple one.
fn literal(model: &Model, ty: &Type, example: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(example).ok()?;
    match ty {
        Type::Text => value.as_str().map(|text| format!("{text:?}")),
        Type::Bool => value.as_bool().map(|flag| flag.to_string()),
        Type::Integer(_) => value.as_i64().map(|number| number.to_string()),
        Type::Float(_) => value.as_f64().map(|number| format!("{number:?}")),
        Type::Map(inner) if **inner == Type::Any => {
            let members = value.as_object()?.iter();
            let pairs: Option<Vec<String>> = members
                .map(|(key, value)| Some(format!("({key:?}, {:?})", value.as_str()?)))
                .collect();
            pairs
                .filter(|pairs| !pairs.is_empty())
                .map(|pairs| format!("[{}]", pairs.join(", ")))
        }
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => literal(model, target, example),
            _ => None,
        },
        _ => None,
    }
}
