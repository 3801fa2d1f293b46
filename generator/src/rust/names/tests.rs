use super::dotted::short_names;
use super::name::Name;
use super::reserved::KEYWORDS;
use super::scope::Scope;
use super::shorten::shorten;
use super::symbols::distinguish;

/// A spelling, and its name as a field and as a type.
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
    ("mTLS", "mtls", "Mtls"),
    (
        "Access mTLS authentication",
        "access_mtls_authentication",
        "AccessMtlsAuthentication",
    ),
    ("mTLSCertificates", "mtls_certificates", "MtlsCertificates"),
    ("eTag", "etag", "Etag"),
    ("ETags", "etags", "Etags"),
    ("iOSVersion", "ios_version", "IosVersion"),
    ("minMacOS", "min_macos", "MinMacos"),
    ("iPadOS", "ipados", "Ipados"),
    ("vCPUs", "vcpus", "Vcpus"),
    ("vCPUCount", "vcpu_count", "VcpuCount"),
    ("OpenAIFile", "openai_file", "OpenaiFile"),
    ("oAuth2Token", "oauth2_token", "Oauth2Token"),
    ("graphQLQuery", "graphql_query", "GraphqlQuery"),
    ("sizeGiB", "size_gib", "SizeGib"),
    ("IoTHub", "iot_hub", "IotHub"),
    ("IPsecTunnel", "ipsec_tunnel", "IpsecTunnel"),
    ("eTagged", "e_tagged", "ETagged"),
    ("xPosition", "x_position", "XPosition"),
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
    ("№ Ⅷ", "no_viii", "NoViii"),
    ("ĸb", "b", "B"),
    ("\u{202e}", "other", "Other"),
    ("", "empty", "Empty"),
];

#[test]
fn names_are_split_and_cased_as_a_rust_programmer_would() {
    let got: Vec<_> = TABLE
        .iter()
        .map(|(spelled, _, _)| {
            let name = Name::new(*spelled);
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
        .map(|spelled| scope.claim(&Name::new(*spelled)).snake().to_string())
        .collect();
    assert_eq!(claimed, ["a_b", "a_b_2", "a_b_3", "a_b_2_2", "send_2"]);
}

#[test]
fn a_joined_name_has_the_words_of_both() {
    let name = Name::new("Message").join("source");
    assert_eq!(name.pascal().to_string(), "MessageSource");
}

#[test]
fn a_truncated_name_has_the_words_that_fit() {
    let truncated = |name: &str| Name::new(name).truncated(8).snake_string();
    let names = [
        "pet",
        "pet-store",
        "pet-stores",
        "pet store id",
        "petstores",
        "名前名前",
    ];
    let want = ["pet", "pet", "pet", "pet", "petstore", "名前"];
    assert_eq!(names.map(truncated), want);
}

/// A resource, and the names of its operations with the shortened ones.
const METHODS: &[(&str, &[(&str, &str)])] = &[
    (
        "Cloudflare Images",
        &[
            ("cloudflare-images-update-image", "update"),
            ("list-cloudflare-images", "list"),
            ("cloudflare-images", "cloudflare_images"),
        ],
    ),
    // The resource as the owner.
    (
        "servers",
        &[
            ("list_actions_for_server", "list_actions"),
            ("add_tag_to_a_server", "add_tag"),
            ("search_for_server", "search_for_server"),
            ("sign_in_for_server", "sign_in_for_server"),
        ],
    ),
    // Of two names that would be the same, the one with the owner keeps it.
    (
        "servers",
        &[
            ("list_server_actions", "list_actions"),
            ("list_actions_for_server", "list_actions_for_server"),
        ],
    ),
    // One thing and many of them.
    (
        "pets",
        &[
            ("listPets", "list"),
            ("createPet", "create"),
            ("pet_view", "view"),
            ("getAllPets", "get_all"),
            ("listLostPets", "list_lost_pets"),
            ("bulk_delete_pets", "bulk_delete"),
            ("power_off_pet", "power_off"),
            ("soft_delete_pet", "soft_delete"),
        ],
    ),
    ("Policy", &[("list_policies", "list")]),
    // `list` is for the plural of a name that is there.
    (
        "policies",
        &[("get_the_policy", "get"), ("get_policies", "list")],
    ),
    ("boxes", &[("get_box", "get"), ("read_boxes", "read")]),
    (
        "albums",
        &[
            ("get_an_album", "get"),
            ("get_albums", "list"),
            ("delete_album", "delete"),
            ("delete_albums", "delete_albums"),
        ],
    ),
    // What is left is what another call is or would be called.
    (
        "pet",
        &[
            ("getPet", "get"),
            ("getPets", "get_pets"),
            ("list", "list"),
            ("listPets", "list_pets"),
        ],
    ),
    // What is left is no name of a method.
    (
        "pets",
        &[
            ("pets_by_id", "pets_by_id"),
            ("get_by_pet", "get_by_pet"),
            ("pets_2", "pets_2"),
            ("list_pets_2", "list_pets_2"),
            ("pets_type", "pets_type"),
            ("clone_pets", "clone_pets"),
        ],
    ),
    // The words of the resource are in the middle.
    (
        "core_v1",
        &[
            ("list_core_v1_namespaced_pod", "list_namespaced_pod"),
            ("get_core_v1", "get"),
            ("core_v1_watch", "watch"),
        ],
    ),
    (
        "artists",
        &[
            ("get_an_artists_albums", "get_albums"),
            ("list_a_artist_s_keys", "list_keys"),
            ("get_top_artist_track", "get_top_track"),
            ("get_for_user_artist_list", "get_for_user_artist_list"),
        ],
    ),
    // A part of the name of the resource, the start of which is not what a method ends in.
    (
        "user tokens",
        &[
            ("create_token", "create"),
            ("list_user_sessions", "list_sessions"),
            ("get_user", "get_user"),
        ],
    ),
    (
        "user avatars",
        &[
            ("users_avatar", "users_avatar"),
            ("get_users_avatar", "get"),
        ],
    ),
    ("vector operations", &[("query_vectors", "query")]),
    (
        "beta judges",
        &[
            ("judge_conversation", "judge_conversation"),
            ("get_judge_by_id", "get_by_id"),
        ],
    ),
    // All names share what stands before the resource, or a start with a word of the resource.
    (
        "dashboards",
        &[
            ("list_organization_dashboards", "list"),
            ("create_organization_dashboard", "create"),
            ("delete_organization_dashboard", "delete"),
        ],
    ),
    (
        "keys",
        &[
            ("list_project_keys", "list_project_keys"),
            ("get_key", "get"),
        ],
    ),
    ("last month", &[("list_usage_record_last_month", "list")]),
    ("users", &[("users_create_user", "create")]),
    (
        "beta agents",
        &[
            ("agents_api_v1_agents_list", "list"),
            ("agents_api_v1_agents_create", "create"),
            ("agents_api_v1_agents_get", "get"),
        ],
    ),
    (
        "account",
        &[
            ("list_ssh_keys", "list_ssh_keys"),
            ("create_ssh_key", "create_ssh_key"),
        ],
    ),
    (
        "libraries",
        &[("libraries_list_v1", "list"), ("libraries_get_v1", "get")],
    ),
    // A preposition is a problem only at the end where words are removed.
    (
        "users",
        &[
            ("users_sign_in", "sign_in"),
            ("opt_out_users", "opt_out"),
            ("log_in", "log_in"),
            ("users_by_id", "users_by_id"),
        ],
    ),
    // Part of a word is no word.
    (
        "car",
        &[("carpet_list", "carpet_list"), ("get_cart", "get_cart")],
    ),
];

#[test]
fn a_method_does_not_repeat_its_resource() {
    for (resource, methods) in METHODS {
        let (names, want): (Vec<Name>, Vec<&str>) = methods
            .iter()
            .map(|(name, want)| (Name::new(*name), *want))
            .unzip();
        let path = [Name::new(*resource)];
        let got = shorten(&names, &path, &Scope::with_taken(&["clone"]));
        let got: Vec<String> = got.iter().map(Name::snake_string).collect();
        assert_eq!(got, want, "{resource}");
    }
}

#[test]
fn a_taken_name_gets_the_appended_word() {
    let mut scope = Scope::with_taken(&["Enrol"]);
    let claimed: Vec<_> = ["enrol", "list", "enrol"]
        .iter()
        .map(|spelled| {
            scope
                .claim_or_append(&Name::new(*spelled), "call")
                .pascal()
                .to_string()
        })
        .collect();
    assert_eq!(claimed, ["EnrolCall", "List", "EnrolCall2"]);
}

#[test]
fn names_that_differ_in_symbols_have_words_for_them() {
    let distinguished = |spellings: &[&str]| {
        let mut names: Vec<Name> = spellings.iter().map(|it| Name::new(*it)).collect();
        distinguish(&mut names.iter_mut().collect::<Vec<_>>());
        let names: Vec<String> = names.iter().map(Name::snake_string).collect();
        names.join(" ")
    };
    assert_eq!(distinguished(&["name", "-name"]), "name name_descending");
    assert_eq!(distinguished(&["-name", "+name"]), "minus_name plus_name");
    assert_eq!(
        distinguished(&["Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0"]),
        "etc_gmt0 etc_gmt_plus_0 etc_gmt_minus_0"
    );
    assert_eq!(
        distinguished(&["start", "start<", "start>"]),
        "start start_less start_greater"
    );
    assert_eq!(distinguished(&["a.b", "a/b"]), "a_dot_b a_slash_b");
    // A hyphen is a separator, and some symbols have no names: a number will follow.
    assert_eq!(distinguished(&["a-b", "a_b", "aB"]), "a_b a_b a_b");
    assert_eq!(distinguished(&["`", "``"]), "other other");
    // Names with different words do not change.
    assert_eq!(distinguished(&["-a", "b"]), "a b");
}

#[test]
fn dotted_names_are_as_short_as_they_are_unique() {
    let names = [
        "io.core.v1.Pod",
        "io.core.v1.Event",
        "io.events.v1.Event",
        "io.apps.v2",
        "Plain",
        "other.plain",
    ];
    let short = short_names(names.into_iter());
    let short = names.map(|name| short.get(name).map(Name::snake_string));
    let expected = [
        Some("pod"),
        Some("core_v1_event"),
        Some("events_v1_event"),
        Some("apps_v2"),
        None,
        None,
    ];
    assert_eq!(short, expected.map(|name| name.map(str::to_owned)));
}

#[test]
fn keywords_are_no_identifiers() {
    for keyword in KEYWORDS {
        // `syn` does not know that `gen` is a keyword since edition 2024.
        let is_identifier = syn::parse_str::<proc_macro2::Ident>(keyword).is_ok();
        assert_eq!(is_identifier, *keyword == "gen", "{keyword}");
    }
}
