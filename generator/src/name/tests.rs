use super::{Name, Scope};

/// Spelling in a specification, as a field, as a type.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "requireSignedURLs",
        "require_signed_urls",
        "RequireSignedUrls",
    ),
    ("image_ids", "image_ids", "ImageIds"),
    ("userIDs", "user_ids", "UserIds"),
    ("IDsByUser", "ids_by_user", "IdsByUser"),
    ("allowedIPs", "allowed_ips", "AllowedIps"),
    ("UUIDs", "uuids", "Uuids"),
    ("IPv4", "ipv4", "Ipv4"),
    ("IPv6Address", "ipv6_address", "Ipv6Address"),
    ("OAuth2Token", "oauth2_token", "Oauth2Token"),
    ("enableOAuth", "enable_oauth", "EnableOauth"),
    ("v1", "v1", "V1"),
    ("apiV1Beta2", "api_v1_beta2", "ApiV1Beta2"),
    ("HTTPServer", "http_server", "HttpServer"),
    ("HTTPSsl", "http_ssl", "HttpSsl"),
    ("aURLToFetch", "a_url_to_fetch", "AUrlToFetch"),
    ("DNS-Name", "dns_name", "DnsName"),
    (
        "images_api-response-common",
        "images_api_response_common",
        "ImagesApiResponseCommon",
    ),
    ("snake_case", "snake_case", "SnakeCase"),
    ("SCREAMING_CASE", "screaming_case", "ScreamingCase"),
    ("X-Auth-Email", "x_auth_email", "XAuthEmail"),
    ("S3Bucket", "s3_bucket", "S3Bucket"),
    ("sha256sum", "sha256sum", "Sha256sum"),
    ("type", "r#type", "Type"),
    ("self", "self_", "Self_"),
    ("crate", "crate_", "Crate"),
    ("async", "r#async", "Async"),
    ("gen", "r#gen", "Gen"),
    ("1st", "n1st", "N1st"),
    ("200", "n200", "N200"),
    ("+1", "plus_1", "Plus1"),
    ("-1", "minus_1", "Minus1"),
    ("*", "star", "Star"),
    ("<=", "less_equal", "LessEqual"),
    ("_", "underscore", "Underscore"),
    ("Größe", "größe", "Größe"),
    ("名前", "名前", "名前"),
    ("Gro\u{308}ße", "größe", "Größe"),
    ("\u{202e}", "other", "Other"),
    ("", "empty", "Empty"),
];

#[test]
fn names_are_split_and_cased_as_a_rust_programmer_would() {
    let got: Vec<_> = TABLE
        .iter()
        .map(|(spelled, _, _)| {
            let name = Name::spelled(*spelled);
            (
                *spelled,
                name.snake().to_string(),
                name.pascal().to_string(),
            )
        })
        .collect();
    let want: Vec<_> = TABLE
        .iter()
        .map(|(spelled, snake, pascal)| (*spelled, (*snake).to_owned(), (*pascal).to_owned()))
        .collect();
    assert_eq!(got, want);
}

#[test]
fn a_name_that_is_taken_gets_the_first_free_number() {
    let mut scope = Scope::with_taken(&["send"]);
    let claimed: Vec<_> = ["a-b", "a_b", "aB", "A_B_2", "send"]
        .iter()
        .map(|spelled| scope.claim(&Name::spelled(*spelled)).snake().to_string())
        .collect();
    assert_eq!(claimed, ["a_b", "a_b_2", "a_b_3", "a_b_2_2", "send_2"]);
}

#[test]
fn a_part_is_named_by_where_it_stands() {
    let name = Name::spelled("Message").part("source");
    assert_eq!(name.pascal().to_string(), "MessageSource");
}

#[test]
fn a_prefix_is_dropped_only_where_something_is_left() {
    let images = Name::spelled("Cloudflare Images");
    let update = Name::spelled("cloudflare-images-update-image");
    assert_eq!(
        update.without_prefix(&images).snake().to_string(),
        "update_image"
    );
    assert_eq!(
        images.without_prefix(&images).snake().to_string(),
        "cloudflare_images"
    );
}
