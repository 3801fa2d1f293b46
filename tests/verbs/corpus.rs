//! `cargo xtask corpus`. It starts itself again, so the tests run the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use super::{root, tree, write};

/// The binary, built like by `cargo xtask`.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .args(["--package", "openapi-fragment", "--features", "development"])
        .arg("--message-format=json")
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    let lines = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .filter_map(|line| Some(PathBuf::from(line.get("executable")?.as_str()?)))
        .next_back()
        .unwrap()
});

fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

/// A folder with specifications, and a folder for the crates.
struct Corpus {
    specs: TempDir,
    out: TempDir,
}

/// The result of a call.
struct Ran {
    output: Output,
    json: Value,
    crates: Vec<String>,
}

impl Corpus {
    fn new(specs: &[(&str, &str)]) -> Self {
        let corpus = Self {
            specs: tempfile::tempdir().unwrap(),
            out: tempfile::tempdir().unwrap(),
        };
        for (path, text) in specs {
            write(&corpus.specs.path().join(path), text);
        }
        corpus
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_by(Path::new(env!("CARGO")), args)
    }

    /// Runs it with another cargo.
    fn run_by(&self, cargo: &Path, args: &[&str]) -> Ran {
        let json = self.specs.path().join("outcome");
        let output = Command::new(&*PROGRAM)
            .arg("corpus")
            .arg(self.specs.path())
            .arg("--out")
            .arg(self.out.path())
            .arg("--json")
            .arg(&json)
            .args(args)
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO", cargo)
            .env("CARGO_NET_OFFLINE", "true")
            .current_dir(root())
            .output()
            .unwrap();
        let json = std::fs::read(&json).unwrap_or_default();
        let folders = std::fs::read_dir(self.out.path().join("crates"));
        let mut crates: Vec<_> = folders
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        crates.sort();
        Ran {
            output,
            json: serde_json::from_slice(&json).unwrap_or_default(),
            crates,
        }
    }
}

impl Ran {
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "{}", self.text());
        self
    }

    fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    fn text(&self) -> String {
        self.stdout() + &self.stderr()
    }

    /// The row of a specification in the table, without measurements.
    #[track_caller]
    fn line(&self, spec: &str) -> Vec<String> {
        let text = self.stdout();
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("| {spec} ")));
        let line = line.unwrap_or_else(|| panic!("there is no {spec} in\n{text}"));
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    }
}

const TINY: &str = "\
openapi: 3.1.0
info: { title: Tiny, version: '1' }
servers: [{ url: 'https://example.com' }]
paths:
  x-note: this is no path
  /pets:
    get: { operationId: list, responses: { '204': { description: none } } }
    post: { operationId: add, responses: { '204': { description: none } } }
";

#[test]
fn a_corpus_without_problems_is_clean() {
    let corpus = Corpus::new(&[("tiny.yaml", TINY)]);
    let ran = corpus.run(&[]).ends(0);
    let line = ran.line("tiny.yaml");
    assert_eq!(line[1..4], ["2 / 2", "0", "0"], "{line:?}");
    assert_eq!(line[9..], ["0", "0", "0", "", "0"], "{line:?}");
    assert_eq!(ran.json["clean"], true);
    let row = &ran.json["specifications"][0];
    let is_positive = |pointer: &str| row.pointer(pointer).unwrap().as_f64().unwrap() > 0.0;
    assert!(is_positive("/generating/cpu_seconds"), "{row}");
    assert!(is_positive("/check/cpu_seconds"), "{row}");
    assert!(is_positive("/written/lines"), "{row}");
    // rustc needs more memory than the generator, which needs more than an idle program.
    let peak = |step: &str| row[step]["peak_bytes"].as_u64().unwrap();
    assert!(peak("check") > peak("generating"), "{row}");
    assert!(peak("generating") > 1 << 20, "{row}");
    // A crate that is not recompiled needs a fraction of this.
    assert!(peak("check") > 100 << 20, "{row}");
}

/// A script in place of cargo.
#[cfg(unix)]
fn fake_cargo(corpus: &Corpus, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;

    let path = corpus.specs.path().join("cargo");
    write(&path, &format!("#!/bin/sh\n{script}"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn messages_of_the_compiler_are_counted_and_printed() {
    let corpus = Corpus::new(&[("tiny.yaml", TINY)]);
    let script = r#"
echo '{"reason":"compiler-message","message":{"level":"warning","message":"unused `a`","rendered":"at a","code":{"code":"unused"}}}'
echo '{"reason":"compiler-message","message":{"level":"warning","message":"unused `b`","rendered":"at b","code":{"code":"unused"}}}'
echo '{"reason":"compiler-message","message":{"level":"error","message":"no `c`","rendered":"at c","code":null}}'
echo '{"reason":"compiler-message","message":{"level":"error","message":"aborting due to 1 previous error; 2 warnings emitted","rendered":"","code":null}}'
echo '{"reason":"build-finished","success":false}'
exit 101"#;
    let cargo = fake_cargo(&corpus, script);
    let ran = corpus.run_by(&cargo, &[]).ends(1);
    assert_eq!(ran.line("tiny.yaml")[9..], ["1", "2", "", "", "0"]);
    let stdout = ran.stdout();
    assert!(
        stdout.contains("tiny.yaml: 3 messages of rustc\n      2 × unused `…`\n"),
        "{stdout}"
    );
    assert!(
        stdout.contains("such as unused `a`\n      1 × no `c`\n"),
        "{stdout}"
    );
    assert_eq!(
        ran.json["specifications"][0]["check"]["messages"][2]["rendered"],
        "at c"
    );
    let ran = corpus.run_by(&cargo, &["-v"]).ends(1);
    assert!(ran.stdout().contains("  at b\n"), "{}", ran.stdout());

    let cargo = fake_cargo(&corpus, "echo no such registry >&2; exit 101");
    let ran = corpus.run_by(&cargo, &[]).ends(1);
    assert_eq!(
        ran.line("tiny.yaml")[9..],
        ["failed", "failed", "", "", "0"]
    );
    assert!(
        ran.stdout().contains("cargo failed\nno such registry"),
        "{}",
        ran.stdout()
    );
}

/// Two valid examples of a type, and an invalid one.
fn with_examples() -> String {
    TINY.replacen(
        "responses: { '204': { description: none } } }",
        "responses: { '200': { description: it, content: { application/json: { schema: \
         { type: object, properties: { a: { type: integer } }, \
         examples: [{ a: 1 }, { a: 2 }, { a: b }] } } } } } }",
        1,
    )
}

#[test]
fn examples_are_tested() {
    let corpus = Corpus::new(&[("examples.yaml", &with_examples())]);
    let ran = corpus.run(&[]).ends(0);
    assert_eq!(ran.line("examples.yaml")[12], "2 / 2 (1)");
    let ran = corpus.run(&["--no-examples"]).ends(0);
    assert_eq!(ran.line("examples.yaml")[12], "");
}

#[cfg(unix)]
#[test]
fn a_failing_example_is_reported() {
    let corpus = Corpus::new(&[("failing.yaml", &with_examples())]);
    let script = r#"
[ "$1" = test ] || exit 0
echo "thread 'x' panicked at src/api/examples.rs:1:2:"
echo "the example at /paths/a/0 cannot be read: no"
exit 101"#;
    let cargo = fake_cargo(&corpus, script);
    let ran = corpus.run_by(&cargo, &[]).ends(1);
    assert_eq!(ran.line("failing.yaml")[12], "1 / 2 (1)");
    let expected = "/paths/a/0: an example cannot be read: no";
    assert!(ran.stdout().contains(expected), "{}", ran.stdout());
}

#[test]
fn findings_of_clippy_are_counted() {
    // Tests run concurrently in one target folder, in which crates need unique names.
    let corpus = Corpus::new(&[("linted.yaml", TINY)]);
    corpus.run(&["--no-check"]).ends(0);
    write(
        &corpus.out.path().join("clippy.toml"),
        "too-many-arguments-threshold = 0\n",
    );
    let ran = corpus.run(&[]).ends(1);
    let line = ran.line("linted.yaml");
    assert_eq!(line[9..11], ["0", "0"]);
    assert!(line[11].parse::<usize>().unwrap() > 0, "{line:?}");
    assert!(ran.stdout().contains("of clippy\n"), "{}", ran.stdout());
}

#[test]
fn errors_and_warnings_are_reported() {
    let broken = TINY.replace(
        "operationId: list,",
        "operationId: list, parameters: [{ in: query }],",
    );
    let widened = TINY.replace(
        "responses: { '204': { description: none } } }",
        "responses: { '200': { description: it, content: { application/json: { schema: \
         { allOf: [{ type: string, enum: [a] }, { enum: [b] }] } } } } } }",
    );
    let corpus = Corpus::new(&[
        ("broken.yml", &broken),
        ("parts/pet.yaml", "type: object\n"),
        ("parts/not.yaml", "a: [\n"),
        ("widened.json", &as_json(&widened)),
        ("read-me.txt", "nothing"),
        (".hidden/tiny.yaml", TINY),
    ]);
    let ran = corpus.run(&["--no-check"]).ends(1);
    let (stdout, stderr) = (ran.stdout(), ran.stderr());
    assert_eq!(ran.line("broken.yml")[1], "failed");
    assert_eq!(ran.line("parts/not.yaml")[1], "failed");
    assert_eq!(ran.line("widened.json")[1], "2 / 2");
    assert!(stdout.contains("broken.yml: 1 error\n"), "{stdout}");
    assert!(stdout.contains("get/parameters/0"), "{stdout}");
    assert!(
        stdout.contains("widened.json: 2 warnings\n      2 × "),
        "{stdout}"
    );
    assert!(stderr.contains("Skipped parts/pet.yaml"), "{stderr}");
    assert!(
        stderr.contains("2 of 3 specifications not clean"),
        "{stderr}"
    );
    assert!(!ran.text().contains("hidden"), "{}", ran.text());
    assert_eq!(ran.crates, ["widened"]);

    let ran = corpus
        .run(&["--no-check", "--only", "widened", "-v"])
        .ends(0);
    let stdout = ran.stdout();
    assert_eq!(stdout.matches("/responses/200/").count(), 2, "{stdout}");
}

fn as_json(yaml: &str) -> String {
    serde_yaml::from_str::<Value>(yaml).unwrap().to_string()
}

#[test]
fn specifications_are_selected_by_name() {
    let corpus = Corpus::new(&[
        ("a/one.yaml", TINY),
        ("a/two.yaml", TINY),
        ("a-two.yaml", TINY),
        ("one.json", &as_json(TINY)),
        ("1.yaml", TINY),
    ]);
    let chosen = |args: &[&str]| {
        let ran = corpus.run(&[&["--no-check"], args].concat()).ends(0);
        let rows = ran.json["specifications"].as_array().unwrap().clone();
        let name = |row: &Value| row["spec"].as_str().unwrap().to_owned();
        rows.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&["--only", "one"]), ["a/one.yaml", "one.json"]);
    assert_eq!(chosen(&["--only", "a/"]), ["a/one.yaml", "a/two.yaml"]);
    assert_eq!(
        chosen(&["--only", "a/two", "--only", "1.yaml"]),
        ["1.yaml", "a/two.yaml"]
    );
    let all = corpus.run(&["--no-check"]).ends(0);
    assert_eq!(all.crates, ["a-one", "a-two", "a-two-2", "api-1", "one"]);
    let ran = corpus.run(&["--only", "three"]).ends(1);
    assert!(ran.stderr().contains("named three"), "{}", ran.stderr());
    assert_eq!(ran.stdout(), "");
}

#[test]
fn files_of_the_user_are_not_replaced() {
    let corpus = Corpus::new(&[("tiny.yaml", TINY)]);
    write(&corpus.out.path().join("mine.txt"), "mine");
    let before = tree(corpus.out.path());
    let ran = corpus.run(&["--no-check"]).ends(1);
    assert!(ran.stderr().contains("not empty"), "{}", ran.stderr());
    assert_eq!(tree(corpus.out.path()), before);
}

#[test]
fn a_crate_is_replaced_by_the_next_run() {
    let corpus = Corpus::new(&[("tiny.yaml", TINY)]);
    corpus.run(&["--no-check"]).ends(0);
    let folder = corpus.out.path().join("crates/tiny");
    let before = tree(&folder);
    write(&folder.join("src/lib.rs"), "an older one");
    write(&folder.join("src/api/older.rs"), "an older one");
    corpus.run(&["--no-check"]).ends(0);
    assert_eq!(tree(&folder), before);
}
