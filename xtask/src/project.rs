//! The project file, `codegen.toml`, which lists the clients of a workspace.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use generator::{OperationFilter, Source};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::client::{self, Client, SharedRuntime};
use crate::context::Context;
use crate::disk;
use crate::input::Specification;
use crate::package::PackageName;
use crate::status::WrongCall;

/// The name of the file.
pub(crate) const FILE: &str = "codegen.toml";

/// The contents of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    /// The folder of a crate with the runtime of all clients. By default each has its own.
    runtime: Option<Spanned<PathBuf>>,
    client: Vec<Spanned<Entry>>,
}

/// A client in the file. Paths are relative to the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The specification.
    spec: PathBuf,
    /// The folder of the crate.
    out: PathBuf,
    /// The name of the package, if `out` does not determine it.
    package: Option<PackageName>,
    /// Patterns for the `operationId`, or as in `GET /pets`.
    #[serde(default)]
    operations: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    paths: Vec<String>,
    /// Like `--lenient`.
    #[serde(default)]
    lenient: bool,
    /// The overlays, in the order in which they are applied.
    #[serde(default)]
    overlays: Vec<PathBuf>,
    /// The folder that references may lead into.
    root: Option<PathBuf>,
    /// Rules for pages, as in `x-pagination` of the document.
    #[serde(default)]
    pagination: Vec<Spanned<toml::Table>>,
    /// Names of parameters, as in `x-client-parameters` of the document.
    #[serde(default)]
    client_parameters: Vec<Spanned<String>>,
}

/// The nearest folder with a project file: this one, or one above it.
pub(crate) fn find(current: &Path) -> Option<PathBuf> {
    let mut folders = current.ancestors();
    let found = folders.find(|folder| has_clients(&folder.join(FILE)).unwrap_or(false))?;
    Some(found.to_owned())
}

/// Whether a `codegen.toml` lists clients. Returns `None` if it cannot be read.
fn has_clients(file: &Path) -> Option<bool> {
    let text = String::from_utf8(disk::read(file).ok()?).ok()?;
    let table = toml::from_str::<toml::Table>(&text);
    // If the syntax is wrong, loading the file reports that.
    Some(table.map_or(true, |table| table.contains_key("client")))
}

/// Fails if there is a `codegen.toml` beside a specification that is not a project file. Codegen read
/// settings from it once, which must not be ignored silently.
pub(crate) fn check_folder_of(spec: &Path, context: &Context<'_>) -> anyhow::Result<()> {
    let file = spec.with_file_name(FILE);
    if has_clients(&context.absolute(&file)) == Some(false) {
        let shown = context.display_path(&file);
        bail!(
            "{shown} has no `[[client]]`; make it a project file, or move its lines to the client \
             with this specification in the {FILE} of the workspace"
        );
    }
    Ok(())
}

/// The clients of the project file.
///
/// # Errors
///
/// Fails if there is no project file, or if it has errors.
pub(crate) fn clients(context: &Context<'_>) -> anyhow::Result<Vec<Client>> {
    let Some(folder) = &context.project else {
        bail!(
            "neither this folder nor one above it has a {FILE} with a `[[client]]`; \
             `{} codegen --help` shows one",
            context.program
        );
    };
    let path = folder.join(FILE);
    let shown = context.display_path(&path);
    let bytes = disk::read(&path).with_context(|| format!("cannot read {shown}"))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?;
    clients_in(folder, &text, context)
}

/// The clients of a project file with this text.
///
/// # Errors
///
/// Fails if it has errors.
pub(crate) fn clients_in(
    folder: &Path,
    text: &str,
    context: &Context<'_>,
) -> anyhow::Result<Vec<Client>> {
    let shown = &context.display_path(&folder.join(FILE));
    let file = File {
        folder,
        shown,
        text,
    };
    file.clients(context)
}

/// The clients with these packages, or all of them if there are none.
///
/// # Errors
///
/// Fails if no client has a package, and like [`clients`].
pub(crate) fn select(packages: &[String], context: &Context<'_>) -> anyhow::Result<Vec<Client>> {
    let mut clients = clients(context)?;
    let is = |client: &Client, package: &String| client.package.as_str() == package;
    for package in packages {
        if !clients.iter().any(|client| is(client, package)) {
            let all = names(&clients);
            let message = format!("{FILE} has no client `{package}`, but {all}");
            return Err(WrongCall(message).into());
        }
    }
    clients.retain(|client| packages.is_empty() || packages.iter().any(|it| is(client, it)));
    Ok(clients)
}

/// The client with this package. Without a package, the project file has to list only one client.
///
/// # Errors
///
/// See [`select`].
pub(crate) fn one(package: Option<&String>, context: &Context<'_>) -> anyhow::Result<Client> {
    let mut clients = select(package.map_or(&[], std::slice::from_ref), context)?;
    if clients.len() > 1 {
        let all = names(&clients);
        return Err(WrongCall(format!("choose one of the clients: {all}")).into());
    }
    clients.pop().context("the project file lists no clients")
}

fn names(clients: &[Client]) -> String {
    let names = clients.iter().map(|it| format!("`{}`", it.package));
    names.collect::<Vec<_>>().join(", ")
}

/// The text of the file, for the places of its errors.
struct File<'f> {
    folder: &'f Path,
    shown: &'f str,
    text: &'f str,
}

impl File<'_> {
    fn clients(&self, context: &Context<'_>) -> anyhow::Result<Vec<Client>> {
        let contents: Contents = toml::from_str(self.text).map_err(|error| {
            let place = self.place(error.span().map_or(0, |span| span.start));
            anyhow!("{place}: {}", error.message())
        })?;
        let runtime = contents
            .runtime
            .map(|out| {
                let place = self.place(out.span().start);
                let out = context.absolute(&self.folder.join(out.into_inner()));
                let runtime = SharedRuntime::new(out, place.clone(), context);
                runtime.map_err(|error| anyhow!("{place}: {error:#}"))
            })
            .transpose()?;
        let mut clients: Vec<Client> = Vec::new();
        for entry in contents.client {
            let place = self.place(entry.span().start);
            let add = || {
                let mut client = self.client(entry.into_inner(), &place, context)?;
                client.runtime.clone_from(&runtime);
                client.check_distinct_from_runtime()?;
                for other in &clients {
                    client.check_distinct(other)?;
                }
                anyhow::Ok(client)
            };
            // An invalid call is about arguments, not about this file.
            clients.push(add().map_err(|error| anyhow!("{place}: {error:#}"))?);
        }
        Ok(clients)
    }

    fn client(&self, entry: Entry, place: &str, context: &Context<'_>) -> anyhow::Result<Client> {
        let path = |path: PathBuf| context.absolute(&self.folder.join(path));
        let out = path(entry.out);
        let extensions = [
            self.extension("x-pagination", &entry.pagination)?,
            self.extension("x-client-parameters", &entry.client_parameters)?,
        ];
        Ok(Client {
            specification: Specification {
                path: path(entry.spec),
                overlays: entry.overlays.into_iter().map(path).collect(),
                root: entry.root.map(path),
                extensions: extensions.into_iter().flatten().collect(),
            },
            package: client::package(entry.package, &out, context)?,
            out,
            filter: OperationFilter {
                operations: entry.operations,
                tags: entry.tags,
                paths: entry.paths,
            },
            lenient: entry.lenient,
            runtime: None,
            place: Some(place.to_owned()),
        })
    }

    /// An overlay that adds the entries of a list to the extension of the document. Each entry has
    /// the place that it has in this file, so that diagnostics about it point there.
    fn extension<T: Serialize>(
        &self,
        key: &str,
        entries: &[Spanned<T>],
    ) -> anyhow::Result<Option<Source>> {
        if entries.is_empty() {
            return Ok(None);
        }
        let mut text = format!(
            "{{overlay: 1.0.0, info: {{title: {FILE}, version: 1.0.0}}, \
             actions: [{{target: $, update: {{{key}: ["
        );
        for entry in entries {
            let (line, column) = position(self.text, entry.span().start);
            let (current, _) = position(&text, text.len());
            text.push_str(&"\n".repeat(line.saturating_sub(current)));
            let (_, current) = position(&text, text.len());
            text.push_str(&" ".repeat(column.saturating_sub(current)));
            text.push_str(&serde_json::to_string(entry.get_ref())?);
            text.push(',');
        }
        text.push_str("\n]}}]}\n");
        Ok(Some(Source::new(self.shown, text)))
    }

    fn place(&self, offset: usize) -> String {
        let (line, column) = position(self.text, offset);
        format!("{}:{line}:{column}", self.shown)
    }
}

/// The line and the column of an offset, counted from 1.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
