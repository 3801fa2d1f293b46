//! How long the generator takes for a specification.
//!
//! `cargo bench -p tests --bench speed` measures; nothing is asserted, since a machine is not a promise.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generator::{Settings, Source, Sources};

/// Our own fragment, which is what a fragment is like.
const FRAGMENT: &str = include_str!("../../spec/cloudflare-images.yaml");

/// A specification of so many calls, each with types of its own and some that it shares.
fn specification(calls: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for number in 0..calls {
        let _ = write!(
            paths,
            r##"
  /teams/{{team_id}}/things{number}:
    parameters: [{{ name: team_id, in: path, required: true, schema: {{ $ref: "#/components/schemas/TeamId" }} }}]
    post:
      operationId: things{number}.add
      summary: Add a thing.
      parameters: [{{ name: dry, in: query, description: Whether nothing is to be done., schema: {{ type: boolean }} }}]
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Thing{number}" }} }} }} }}
      responses:
        "200": {{ description: The thing., content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Thing{number}" }} }} }} }}
        4XX: {{ description: Refused., content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Problem" }} }} }} }}"##
        );
        let _ = write!(
            schemas,
            r##"
    Thing{number}:
      type: object
      required: [name]
      properties:
        name: {{ type: string, description: What it is called., example: a }}
        state: {{ type: string, enum: [new, old{number}] }}
        owner: {{ $ref: "#/components/schemas/Owner" }}
        parts: {{ type: array, items: {{ type: object, properties: {{ size: {{ type: integer }} }} }} }}"##
        );
    }
    format!(
        r##"openapi: 3.1.0
info: {{ title: Things, version: "1" }}
paths:{paths}
components:
  schemas:
    TeamId: {{ type: string }}
    Owner: {{ type: object, properties: {{ since: {{ type: string, format: date-time }} }} }}
    Problem: {{ type: object, properties: {{ message: {{ type: string }} }} }}{schemas}
"##
    )
}

fn settings() -> Settings {
    Settings {
        package: "bench".to_owned(),
        ..Settings::default()
    }
}

fn generate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generate");
    group.sample_size(10);
    let cases = [
        ("our fragment".to_owned(), FRAGMENT.to_owned()),
        ("100 calls".to_owned(), specification(100)),
        ("1000 calls".to_owned(), specification(1000)),
    ];
    for (name, text) in cases {
        let sources = Sources::new(Source::new("spec.yaml", text.clone()));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(name),
            &sources,
            |bencher, it| {
                bencher.iter(|| {
                    generator::generate(black_box(it), &settings())
                        .expect("nothing is wrong with it")
                });
            },
        );
    }
    group.finish();
}

fn lint(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lint");
    group.sample_size(10);
    let sources = Sources::new(Source::new("spec.yaml", specification(1000)));
    group.bench_function("1000 calls", |bencher| {
        bencher.iter(|| generator::lint(black_box(&sources)));
    });
    group.finish();
}

criterion_group!(speed, generate, lint);
criterion_main!(speed);
