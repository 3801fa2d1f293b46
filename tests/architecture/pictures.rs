//! The pictures in `docs/` show real output.
//!
//! `INSTA_UPDATE=always` writes them again, like snapshots.

use std::fs;
use std::path::Path;
use std::process::Command;

use anstyle_svg::Term;
use generator::Style;
use openapi_fragment::Context;

use super::ROOT;

/// A specification with an error and a warning.
const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: \"1\" }
paths:
  /pets/{id}:
    get:
      operationId: pets.get
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        \"200\":
          description: The pet.
          content:
            application/json:
              schema: { $ref: \"#/components/schemas/Pets\" }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: integer, maximum: 100, example: 1000 }
";

#[track_caller]
fn check(name: &str, ansi: &str) {
    let svg = Term::new().min_width_px(760).render_svg(ansi);
    let path = Path::new(ROOT).join("docs").join(name);
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        fs::write(&path, &svg).unwrap();
    }
    let shown = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        shown == svg,
        "{name} is out of date: run this with INSTA_UPDATE=always"
    );
}

#[test]
fn the_picture_of_diagnostics_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut context = Context {
        style: Style::Coloured,
        ..Context::new(folder.path().to_owned(), &mut stdout, &mut stderr)
    };
    let args = ["openapi-fragment", "lint", "pets.yaml"].map(Into::into);
    openapi_fragment::run(args, &mut context);
    let output = String::from_utf8(stderr).unwrap();
    check(
        "diagnostics.svg",
        &format!("$ openapi-fragment lint pets.yaml\n{output}"),
    );
}

#[test]
fn the_picture_of_the_demo_is_up_to_date() {
    let output = Command::new(env!("CARGO_BIN_EXE_edit-image"))
        .args(["--demo"])
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    // The port is another one each time.
    let lines = output
        .lines()
        .map(|line| match line.split_once("127.0.0.1:") {
            Some((start, _)) => format!("{start}127.0.0.1:4010"),
            None => line.to_owned(),
        });
    let output: Vec<String> = lines.collect();
    let command = "$ cargo run -p cloudflare-images --example edit_image -- --demo";
    check("demo.svg", &format!("{command}\n{}\n", output.join("\n")));
}
