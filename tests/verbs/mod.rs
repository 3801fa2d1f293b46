//! The verbs of `cargo xtask`: their effects on files, and their output.

mod arguments;
mod bench;
mod check;
mod ci;
mod client_parameters;
mod codegen;
mod corpus;
mod diff;
mod disk;
mod explain;
mod fragment;
mod full;
mod killed;
mod lenient;
mod lint;
mod mock;
mod mutate;
mod new;
mod overlays;
mod pagination;
mod program;
mod project;
mod selection;
mod shared_runtime;
mod summary;
mod upstream;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anstream::StripStream;
use openapi_fragment::{Context, Status};
use tempfile::TempDir;

/// The start of a project file with our client.
const OUR_CLIENT: &str = "\
[[client]]
spec = \"spec/cloudflare-images.yaml\"
out = \"generated\"
";

/// The manifest of our client.
const MANIFEST: &str = include_str!("../../generated/Cargo.toml");

/// The root of our client.
const LIBRARY: &str = include_str!("../../generated/src/lib.rs");

/// A temporary workspace with a project file, our specification and an empty crate.
struct Workspace {
    folder: TempDir,
}

/// The result of a call.
struct Ran {
    status: Status,
    stdout: String,
    stderr: String,
}

impl Workspace {
    /// A workspace whose crate has no `src/api`.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Self { folder };
        workspace.write("codegen.toml", OUR_CLIENT);
        workspace.write("spec/cloudflare-images.yaml", &our_spec());
        workspace.write("generated/Cargo.toml", MANIFEST);
        workspace.write("generated/src/lib.rs", LIBRARY);
        workspace
    }

    /// A workspace after `cargo xtask codegen`.
    fn generated() -> Self {
        let workspace = Self::new();
        workspace.xtask(&["codegen"]).succeeds();
        workspace
    }

    /// Replaces the project file by one that lists a client `pets-client` with these settings, which
    /// is generated from `pets/api.yaml` to `client`.
    fn list_pets(&self, settings: &str) {
        let client = "[[client]]\nspec = \"pets/api.yaml\"\nout = \"client\"\n\
                      package = \"pets-client\"\n";
        self.write("codegen.toml", &format!("{client}{settings}"));
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path().join(path), text);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Runs `cargo xtask` in the root of the workspace.
    fn xtask(&self, args: &[&str]) -> Ran {
        self.xtask_in("", args)
    }

    /// Runs `cargo xtask` in a folder of the workspace.
    fn xtask_in(&self, folder: &str, args: &[&str]) -> Ran {
        xtask(&self.path().join(folder), args)
    }
}

/// Runs `cargo xtask` in a folder.
fn xtask(current: &Path, args: &[&str]) -> Ran {
    let (mut stdout, mut stderr) = (StripStream::new(vec![]), StripStream::new(vec![]));
    let mut context = Context::new(current.to_owned(), &mut stdout, &mut stderr);
    let args = ["cargo xtask"].iter().chain(args).map(Into::into);
    let status = openapi_fragment::run(args, &mut context);
    let text = |stream: StripStream<Vec<u8>>| String::from_utf8(stream.into_inner()).unwrap();
    Ran {
        status,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// The root of the real workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Ran {
    #[track_caller]
    fn ends(self, status: Status) -> Self {
        assert_eq!(self.status, status, "{}{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn succeeds(self) -> Self {
        self.ends(Status::Success)
    }

    /// Fails with this reason on standard error, and without output on standard output.
    #[track_caller]
    fn fails(self, status: Status, reason: &str) -> Self {
        let ran = self.ends(status);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        ran
    }
}

fn our_spec() -> String {
    fs::read_to_string(root().join("spec/cloudflare-images.yaml")).unwrap()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// All files below a folder with their contents, and all empty folders, which end in `/`.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let mut entries = fs::read_dir(&current).unwrap().peekable();
        let name = |path: &Path| path.strip_prefix(folder).unwrap().display().to_string();
        if entries.peek().is_none() && current != folder {
            tree.insert(format!("{}/", name(&current)), String::new());
        }
        for entry in entries {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                tree.insert(name(&entry.path()), text);
            }
        }
    }
    tree
}
