//! `cargo xtask bench`, without building and running the programs.

use generator::{Settings, Source, Sources};
use openapi_fragment::bench::synthetic::specification;

#[test]
fn a_synthetic_specification_has_so_many_operations_and_no_warnings() {
    let text = specification(3).to_string();
    let sources = Sources::new(Source::new("spec.json", text));
    let settings = Settings {
        package: "things".to_owned(),
        ..Settings::default()
    };
    let output = generator::generate(&sources, &settings).unwrap();
    assert_eq!(output.operations, 3);
    assert!(output.warnings.is_empty(), "{:?}", output.warnings);
}
