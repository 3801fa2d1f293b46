//! The verbs: what `cargo xtask` does to the disk, and what it says.

mod calls;
mod check;
mod choosing;
mod ci;
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
mod mutate;
mod overlays;
mod upstream;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anstream::StripStream;
use tempfile::TempDir;
use xtask::{Context, Status};

/// A folder with a specification and a crate as this workspace has them, and nothing else.
struct Workspace {
    folder: TempDir,
}

/// How a call went.
struct Ran {
    status: Status,
    stdout: String,
    stderr: String,
}

impl Workspace {
    /// Our own specification, and a crate without its `src/api`.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Self { folder };
        workspace.write("spec/cloudflare-images.yaml", &our_spec());
        workspace.write(
            "generated/Cargo.toml",
            "[package]\nname = \"cloudflare-images\"\n",
        );
        workspace
    }

    /// The same after `cargo xtask codegen`.
    fn generated() -> Self {
        let workspace = Self::new();
        workspace.xtask(&["codegen"]).succeeds();
        workspace
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

    /// Calls `cargo xtask` in the root of the workspace.
    fn xtask(&self, args: &[&str]) -> Ran {
        self.xtask_in("", args)
    }

    /// Calls `cargo xtask` in a folder of the workspace.
    fn xtask_in(&self, folder: &str, args: &[&str]) -> Ran {
        xtask(self.path(), &self.path().join(folder), args)
    }
}

fn xtask(workspace: &Path, current: &Path, args: &[&str]) -> Ran {
    let (mut stdout, mut stderr) = (StripStream::new(vec![]), StripStream::new(vec![]));
    let mut context = Context {
        workspace: workspace.to_owned(),
        current: current.to_owned(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        style: generator::Style::Plain,
    };
    let args = ["cargo xtask"].iter().chain(args).map(Into::into);
    let status = xtask::run(args, &mut context);
    let text = |stream: StripStream<Vec<u8>>| String::from_utf8(stream.into_inner()).unwrap();
    Ran {
        status,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// The folder of this workspace.
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

    /// Fails for this reason, and is told so on standard error alone.
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

/// Every file below a folder with its text, and every empty folder, which ends in `/`.
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
