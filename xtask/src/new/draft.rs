//! All files of a new client, before anything is written.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use generator::fragment::{self, Fragment};
use generator::{Diagnostic, OperationFilter, Output, Settings, Source, Sources};

use super::manifests::Workspace;
use super::{Args, own_xtask, program};
use crate::client::Client;
use crate::context::{Context, slashed};
use crate::disk::{self, Edit};
use crate::package::PackageName;
use crate::project;
use crate::status::WrongCall;

/// The files that `new` writes, and the texts that it prints.
pub(super) struct Draft {
    /// The folder that contains everything.
    pub(super) folder: PathBuf,
    pub(super) edits: Vec<Edit>,
    /// The file of the fragment.
    pub(super) spec: PathBuf,
    /// The folder of the crate.
    pub(super) out: PathBuf,
    pub(super) package: PackageName,
    pub(super) fragment: Fragment,
    pub(super) output: Output,
    /// The program that makes the first call.
    pub(super) program: Option<String>,
    /// The command that runs the verbs from now on.
    pub(super) command: String,
}

impl Draft {
    /// Cuts and generates. The inner error is that of the specification.
    pub(super) fn new(
        args: &Args,
        filter: &OperationFilter,
        package: PackageName,
        specification: &Sources,
        context: &Context<'_>,
    ) -> anyhow::Result<Result<Self, Vec<Diagnostic>>> {
        let place = Place::new(args, &package, context)?;
        let (project, client) = place.project_file(args, &package, context)?;
        let fragment = match fragment::cut(specification, filter) {
            Ok(fragment) => fragment,
            Err(problems) => return Ok(Err(problems)),
        };
        let text = fragment.to_yaml();
        let name = slashed(place.spec.strip_prefix(&place.root)?).context("not UTF-8")?;
        let sources = Sources::new(Source::new(name, text.clone()));
        let settings = |filter| Settings {
            filter,
            ..client.settings()
        };
        let output = match generator::generate(&sources, &settings(OperationFilter::default())) {
            Ok(output) => output,
            Err(of_fragment) => {
                // Nobody has the fragment yet, so the places are those in the specification.
                let outcome = generator::generate(specification, &settings(filter.clone()));
                return Ok(Err(outcome.err().unwrap_or(of_fragment)));
            }
        };
        let mut files = output.files.clone();
        let program = program::add(&output, &mut files);
        let mut workspace = Workspace::of(&place.out, &place.root)?;
        workspace.add_member(&place.out)?;
        let folder = [&workspace.folder, &place.root];
        let folder = folder.into_iter().min_by_key(|it| it.iter().count());
        let mut edits = Edits::new(folder.unwrap_or(&place.root));
        edits.add(&place.spec, text, true)?;
        for file in files {
            edits.add(&place.out.join(file.path), file.text, true)?;
        }
        if let Some(program) = &program {
            edits.add(&place.out.join(program::PATH), program.clone(), true)?;
        }
        if let Some(source) = &args.xtask {
            own_xtask::add(source, &mut workspace, &mut edits, context)?;
        }
        edits.add(
            &workspace.folder.join("Cargo.toml"),
            workspace.text(),
            false,
        )?;
        // The last one, so that a killed run can be repeated.
        edits.add(&place.root.join(project::FILE), project, false)?;
        Ok(Ok(Self {
            folder: edits.folder,
            edits: edits.list,
            spec: place.spec,
            out: place.out,
            package,
            fragment,
            output,
            program,
            command: match args.xtask {
                Some(_) => "cargo xtask".to_owned(),
                None => context.program.clone(),
            },
        }))
    }
}

/// The files to write.
pub(super) struct Edits {
    folder: PathBuf,
    list: Vec<Edit>,
}

impl Edits {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            list: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, path: &Path, text: String, is_new: bool) -> anyhow::Result<()> {
        let path = path.strip_prefix(&self.folder)?;
        let path = slashed(path).context("the path of a folder is not UTF-8")?;
        self.list.push(Edit { path, text, is_new });
        Ok(())
    }
}

/// Where the client is written.
struct Place {
    /// The folder of the project file.
    root: PathBuf,
    spec: PathBuf,
    out: PathBuf,
}

impl Place {
    fn new(args: &Args, package: &PackageName, context: &Context<'_>) -> anyhow::Result<Self> {
        let root = match &context.project {
            Some(folder) => folder.clone(),
            None => Workspace::above(&context.current).unwrap_or_else(|| context.current.clone()),
        };
        let root = context.absolute(&root);
        let out = match &args.out {
            Some(out) => context.absolute(out),
            None => context.absolute(&root.join("crates").join(package.as_str())),
        };
        if out == root || !out.starts_with(&root) {
            let message = format!("`--out` has to be a folder below {}", root.display());
            return Err(WrongCall(message).into());
        }
        let spec = context.absolute(&root.join("spec").join(format!("{package}.yaml")));
        Ok(Self { root, spec, out })
    }

    /// The text of the project file with the client, and the client.
    ///
    /// # Errors
    ///
    /// Fails if it has such a client already, or if it has errors.
    fn project_file(
        &self,
        args: &Args,
        package: &PackageName,
        context: &Context<'_>,
    ) -> anyhow::Result<(String, Client)> {
        let path = self.root.join(project::FILE);
        let shown = context.display_path(&path);
        let existing = match disk::read(&path) {
            Ok(bytes) => {
                String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?
            }
            Err(_) => format!(
                "# The clients of this workspace: see `{} codegen --help`.\n",
                context.program
            ),
        };
        let clients = match &context.project {
            Some(_) => project::clients(context)?,
            None => Vec::new(),
        };
        let is_same = |it: &&Client| it.package == *package || it.out == self.out;
        if let Some(client) = clients.iter().find(is_same) {
            let place = client.place.as_deref().unwrap_or(&shown);
            return Err(anyhow!(
                "there is already a client `{}` in {}, at {place}",
                client.package,
                context.display_path(&client.out)
            ));
        }
        let text = self.with_entry(&existing, args, package)?;
        let client = project::clients_in(&self.root, &text, context)?.pop();
        Ok((text, client.context("the project file has no clients")?))
    }

    fn with_entry(
        &self,
        existing: &str,
        args: &Args,
        package: &PackageName,
    ) -> anyhow::Result<String> {
        let relative = |path: &Path| {
            let path = slashed(path.strip_prefix(&self.root).ok()?)?;
            Some(toml_edit::Value::from(path))
        };
        let spec = relative(&self.spec).context("the path of a folder is not UTF-8")?;
        let out = relative(&self.out).context("the path of a folder is not UTF-8")?;
        let package = if self.out.ends_with(package.as_str()) {
            String::new()
        } else {
            format!("package = \"{package}\"\n")
        };
        let lenient = if args.lenient { "lenient = true\n" } else { "" };
        let entry = format!("[[client]]\nspec = {spec}\nout = {out}\n{package}{lenient}");
        let existing = existing.trim_end();
        let separator = if existing.is_empty() { "" } else { "\n\n" };
        Ok(format!("{existing}{separator}{entry}"))
    }
}
