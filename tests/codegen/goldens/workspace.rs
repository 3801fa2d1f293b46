//! A workspace with the crates of all fixtures, and a program that uses them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use generator::Output;

use crate::codegen::fixtures::{ALL, Fixture};
use crate::codegen::{harness, large, standalone};

/// The workspace, written once for all tests.
pub(in crate::codegen) static WORKSPACE: LazyLock<Workspace> = LazyLock::new(Workspace::goldens);

/// The program, except the parts that depend on the fixtures.
const PROGRAM: [(&str, &str); 5] = [
    ("main", include_str!("program/main.rs")),
    ("fake", include_str!("program/fake.rs")),
    ("log", include_str!("program/log.rs")),
    ("loopback", include_str!("program/loopback.rs")),
    ("sink", include_str!("program/sink.rs")),
];

/// Warnings of the compiler are errors in generated crates.
pub(in crate::codegen) const LINTS: &str = "\n[lints.rust]\nwarnings = \"deny\"\n";

pub(crate) struct Workspace {
    folder: PathBuf,
    files: BTreeSet<PathBuf>,
}

impl Workspace {
    /// A workspace in a folder of this name, without members.
    pub(in crate::codegen) fn new(name: &str) -> Self {
        Self::at(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    /// A workspace in this folder, without members.
    pub(crate) fn at(folder: PathBuf) -> Self {
        let mut workspace = Self {
            folder,
            files: BTreeSet::new(),
        };
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        workspace.put("Cargo.lock", &fs::read_to_string(lock).unwrap());
        workspace
    }

    fn goldens() -> Self {
        let mut workspace = Self::new("goldens");
        let fixtures: Vec<Fixture> = ALL.iter().map(|name| Fixture::read(name)).collect();
        let packages: Vec<String> = fixtures.iter().map(Fixture::package).collect();
        let members = ["program".to_owned(), "crates/*".to_owned()];
        workspace.put_manifest(&members, &packages);
        for fixture in &fixtures {
            workspace.put_crate(
                &fixture.package(),
                fixture.generated(&fixture.package()),
                LINTS,
            );
        }
        let large = harness::generated("large", &large::spec());
        workspace.put_crate("large", large, LINTS);
        let ours = harness::ours(&harness::our_spec());
        workspace.put_crate("cloudflare-images", ours, LINTS);
        workspace.put_crate(standalone::MINIMAL, standalone::minimal(), LINTS);
        for (path, text) in standalone::files() {
            workspace.put(&format!("crates/{path}"), &text);
        }
        workspace.put_program(&fixtures);
        workspace.remove_others();
        workspace
    }

    /// Runs cargo in the workspace, and returns its standard output.
    #[track_caller]
    pub(crate) fn cargo(&self, args: &[&str], input: &str) -> String {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut cargo = Command::new(env!("CARGO"))
            .args(args)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_QUIET", "true")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTDOCFLAGS", "-D warnings")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = cargo.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        let output = cargo.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{stderr}\n{stdout}");
        stdout
    }

    /// Writes the manifest of the workspace.
    ///
    /// The `packages` are built without debug information and incremental compilation. The profile
    /// of dependencies is that of this workspace, so that they are not rebuilt.
    pub(in crate::codegen) fn put_manifest(&mut self, members: &[String], packages: &[String]) {
        let mut manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        for package in packages {
            let profile = format!("[profile.dev.package.{package}]");
            let _ = write!(
                manifest,
                "\n{profile}\ndebug = false\nincremental = false\n"
            );
        }
        self.put("Cargo.toml", &manifest);
    }

    pub(in crate::codegen) fn put_crate(&mut self, package: &str, output: Output, lints: &str) {
        for file in output.files {
            let lints = if file.path == "Cargo.toml" { lints } else { "" };
            let path = format!("crates/{package}/{}", file.path);
            self.put(&path, &format!("{}{lints}", file.text));
        }
    }

    fn put_program(&mut self, fixtures: &[Fixture]) {
        let mut manifest = "\
            [package]\nname = \"program\"\nedition = \"2024\"\n\n\
            [dependencies]\nbytes = \"1\"\nfutures-core = \"0.3\"\nhttp = \"1\"\n\
            jiff = { version = \"1\", default-features = false, features = [\"std\"] }\n\
            serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
            tokio = { version = \"1\", features = [\"rt\", \"time\"] }\n"
            .to_owned();
        for fixture in fixtures {
            let package = fixture.package();
            let path = format!("path = \"../crates/{package}\"");
            let _ = writeln!(
                manifest,
                "{package} = {{ {path}, features = [\"blocking\"] }}"
            );
        }
        self.put("program/Cargo.toml", &manifest);
        for (name, text) in PROGRAM {
            self.put(&format!("program/src/{name}.rs"), text);
        }
        let mut calls = String::new();
        for fixture in fixtures {
            if let Some(text) = fixture.calls() {
                self.put(&format!("program/src/calls/{}.rs", fixture.name), &text);
                let _ = writeln!(calls, "pub(crate) mod {};", fixture.name);
            }
        }
        self.put("program/src/calls/mod.rs", &calls);
        self.put("program/src/table.rs", &table(fixtures));
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn put(&mut self, path: &str, text: &str) {
        let path = self.folder.join(path);
        // Writing an unchanged file would make cargo rebuild it.
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        }
        self.files.insert(path);
    }

    /// Removes files of earlier runs that this one did not write.
    pub(in crate::codegen) fn remove_others(&self) {
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let is_known = self.files.iter().any(|file| file.starts_with(&path));
                match (path.is_dir(), is_known) {
                    (true, true) => folders.push(path),
                    (true, false) => fs::remove_dir_all(path).unwrap(),
                    (false, true) => {}
                    (false, false) => fs::remove_file(path).unwrap(),
                }
            }
        }
    }
}

/// The parts of the program that depend on the fixtures: a function for each schema and `calls.rs`.
fn table(fixtures: &[Fixture]) -> String {
    let with_calls = || fixtures.iter().filter(|fixture| fixture.calls().is_some());
    let mut transports = String::new();
    let mut calls = String::new();
    for Fixture { name, .. } in with_calls() {
        let _ = write!(transports, " {name}");
        let _ = writeln!(calls, "        (\"{name}\", crate::calls::{name}::calls),");
    }
    let mut schemas = String::new();
    for fixture in fixtures.iter().filter(|fixture| fixture.is_schemas()) {
        let name = fixture.name;
        for number in 0..harness::schemas(&fixture.spec).len() {
            let send = format!("{name}::pieces::Exchange{number}::send");
            let _ = writeln!(
                schemas,
                "        (\"{name}\", {number}) => crate::through({send}, json),"
            );
        }
    }
    format!(
        "\
use std::collections::BTreeMap;

use serde_json::Value;

use crate::log::Log;

transports! {{{transports} }}

pub(crate) fn through(fixture: &str, number: usize, json: &str) -> Result<Value, String> {{
    match (fixture, number) {{
{schemas}        _ => panic!(\"there is no schema {{number}} in {{fixture}}\"),
    }}
}}

pub(crate) fn calls() -> BTreeMap<&'static str, String> {{
    let calls: &[(&'static str, fn(&mut Log))] = &[
{calls}    ];
    let told = |calls: fn(&mut Log)| {{
        let mut log = Log::default();
        calls(&mut log);
        log.into_text()
    }};
    calls.iter().map(|(name, calls)| (*name, told(*calls))).collect()
}}
"
    )
}
