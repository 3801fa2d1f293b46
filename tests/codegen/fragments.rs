//! A fragment is as good as the whole: the code of the two is the same.

use generator::fragment::{Wanted, cut};
use generator::{Kind, Settings, Source};

use super::doors::our_spec;

/// The files of the client of a specification.
fn code(text: String) -> Vec<(String, String)> {
    let settings = Settings {
        package: "client".to_owned(),
    };
    let output = generator::generate(&Source::new("spec.yaml", text).into(), &settings).unwrap();
    let api = output
        .files
        .into_iter()
        .filter(|file| file.kind == Kind::Api);
    api.map(|file| (file.path, file.text)).collect()
}

#[test]
fn a_fragment_with_everything_is_the_whole() {
    let wanted = Wanted {
        paths: vec!["/accounts/{account_id}/images/v1/{image_id}".to_owned()],
        ..Wanted::default()
    };
    let fragment = cut(&Source::new("spec.yaml", our_spec()).into(), &wanted).unwrap();
    assert_eq!(code(fragment.to_yaml()), code(our_spec()));
    assert_eq!(code(fragment.to_json()), code(our_spec()));
}
