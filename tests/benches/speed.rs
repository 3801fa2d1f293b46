//! How long the generator takes for a specification.
//!
//! `cargo bench -p tests --bench speed` measures; nothing is asserted, since a machine is not a promise.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generator::{Settings, Source, Sources};
use openapi_fragment::bench::synthetic::specification;

/// Our own fragment, which is what a fragment is like.
const FRAGMENT: &str = include_str!("../../spec/cloudflare-images.yaml");

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
        ("100 operations".to_owned(), specification(100).to_string()),
        (
            "1000 operations".to_owned(),
            specification(1000).to_string(),
        ),
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
    let sources = Sources::new(Source::new("spec.json", specification(1000).to_string()));
    group.bench_function("1000 operations", |bencher| {
        bencher.iter(|| generator::lint(black_box(&sources)));
    });
    group.finish();
}

criterion_group!(speed, generate, lint);
criterion_main!(speed);
