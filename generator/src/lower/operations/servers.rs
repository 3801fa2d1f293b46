//! Where the API is, and what the caller can choose of it.

use crate::lower::operations::url::encoded;
use crate::model::{EnumVariant, NamedServer, Server, ServerVariable, Servers, VariableEnum};
use crate::openapi::document::{Document, Server as Written};
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// The first server, with the defaults of its variables.
pub(in crate::lower) fn first(document: &Document) -> Server {
    let first = document.servers.first();
    Server {
        url: first.map_or("/".to_owned(), Written::filled),
        env_var: first.and_then(|server| server.variable.clone()),
    }
}

/// The server that an operation goes to, if it is not the API's: its own, or its path's.
pub(in crate::lower) fn own(selected: Selected, document: &Document) -> Option<String> {
    let own = selected.operation.servers.first();
    let own = rooted(&own.or(selected.item.servers.first())?.filled());
    let root = rooted(&first(document).url);
    let is_own = own.trim_end_matches('/') != root.trim_end_matches('/');
    is_own.then(|| encoded(&own))
}

/// A URL with its host, or else a path that begins with a slash.
fn rooted(url: &str) -> String {
    if url.contains("://") {
        return url.to_owned();
    }
    let path = url.trim_start_matches("./").trim_start_matches('/');
    format!("/{path}")
}

impl Written {
    /// The URL with the defaults of its variables.
    fn filled(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, (name, variable)| {
            url.replace(&format!("{{{name}}}"), &variable.default)
        })
    }
}

/// The servers that the caller can choose from: none if there is only one, without variables.
///
/// A relative one is nowhere without a host, which only the caller knows.
pub(in crate::lower) fn servers(document: &Document) -> Servers {
    let mut servers = Servers::default();
    let written = &document.servers;
    if written.len() < 2 && written.iter().all(|it| it.variables.is_empty()) {
        return servers;
    }
    let absolute = written.iter().filter(|it| it.url.contains("://"));
    for server in absolute {
        let name = name(server, written);
        let is_in_url = |key: &str| server.url.contains(&format!("{{{key}}}"));
        let variables = server.variables.iter().filter(|(key, _)| is_in_url(key));
        let variables = variables.map(|(key, variable)| ServerVariable {
            name: Name::new(key),
            key: key.clone(),
            description: variable.description.clone(),
            default: variable.default.clone(),
            enum_index: choice(&name, key, &variable.values, &mut servers.enums),
        });
        let variables = variables.collect();
        servers.named.push(NamedServer {
            name,
            description: server.description.clone(),
            url: server.url.clone(),
            variables,
        });
    }
    servers
}

/// What a server is called: its name, else its description where that is short enough for one,
/// else its address.
fn name(server: &Written, all: &[Written]) -> Name {
    const WORDS: usize = 4;
    let is_name = |text: &&String| (1..=WORDS).contains(&text.split_whitespace().count());
    let described = server.description.as_ref().filter(is_name);
    if let Some(name) = server.name.as_ref().or(described) {
        return Name::new(name.trim().trim_end_matches('.'));
    }
    if all.len() == 1 {
        return Name::new("server");
    }
    let address = |server: &Written| {
        let address = server.url.split_once("://").map(|(_, address)| address);
        address.unwrap_or(&server.url).to_owned()
    };
    let own = address(server);
    // The scheme is all that tells some of them apart.
    if all.iter().filter(|other| address(other) == own).count() > 1 {
        return Name::new(&server.url);
    }
    Name::new(&own)
}

/// The values of a variable. Variables of one name and of the same values have one type.
fn choice(
    server: &Name,
    key: &str,
    values: &[String],
    choices: &mut Vec<VariableEnum>,
) -> Option<usize> {
    if values.is_empty() {
        return None;
    }
    let own = Name::new(key);
    let of_key = |it: &&VariableEnum| it.name.spelling().ends_with(key);
    let is_same = |it: &VariableEnum| it.values.iter().map(|value| &value.value).eq(values);
    let known = choices.iter().position(|it| of_key(&it) && is_same(it));
    if known.is_some() {
        return known;
    }
    let is_free = !choices.iter().any(|it| it.name == own);
    let values = values.iter().map(|value| EnumVariant {
        name: Name::new(value),
        value: value.clone(),
    });
    choices.push(VariableEnum {
        name: if is_free { own } else { server.join(key) },
        values: values.collect(),
    });
    Some(choices.len() - 1)
}
