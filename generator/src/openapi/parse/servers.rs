//! Servers.

use super::reader::{Node, Object};
use crate::openapi::document::{Server, ServerVariable};
use indexmap::IndexSet;
use serde_json::Value;

/// `servers`
pub(super) fn servers(object: &Object) -> Vec<Server> {
    let servers = object.list("servers", server);
    servers.into_iter().flatten().collect()
}

fn server(node: &Node) -> Option<Server> {
    let object = node.object("a server")?;
    let server = Server {
        url: object.required_text("url"),
        name: object.text("name"),
        description: object.text("description"),
        variables: object.map("variables", server_variable),
        variable: object.text("x-env"),
    };
    object.close();
    Some(server)
}

fn server_variable(node: &Node) -> Option<ServerVariable> {
    let object = node.object("a server variable")?;
    let variable = ServerVariable {
        default: object.required_text("default"),
        values: distinct(object.list("enum", spelled)),
        description: object.text("description"),
    };
    object.close();
    Some(variable)
}

fn distinct(values: Vec<String>) -> Vec<String> {
    let values: IndexSet<String> = values.into_iter().collect();
    values.into_iter().collect()
}

/// A value as it is written in a URL. Ports are numbers in many specifications.
fn spelled(node: &Node) -> String {
    match node.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
