//! Compiles the code of the README. Each function contains one block.

#![allow(
    dead_code,
    unused_variables,
    reason = "the code is only compiled, since requests need credentials"
)]

use std::error::Error;

use cloudflare_images::{AccountId, Client, ImageId};

const HERE: &str = include_str!("readme.rs");
const README: &str = include_str!("../../README.md");

#[rustfmt::skip]
async fn call() -> Result<(), Box<dyn Error>> {
    use cloudflare_images::{AccountId, Client, ImageId};

    let client = Client::from_env()?; // CLOUDFLARE_API_TOKEN, or CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY
    let account: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
    let image: ImageId = "107b9558dd064bbd5fef9c2c16bb7900".parse()?;

    let image = client
        .images()
        .v1()
        .edit(&account, &image)
        .metadata([("source", "catalog-42")])
        .require_signed_urls(true)
        .send()
        .await?;
    println!("{:?}", image.id); // a new id: requireSignedURLs has changed
    Ok(())
}

async fn options(client: Client, account: AccountId, image: ImageId) -> Result<(), Box<dyn Error>> {
    use cloudflare_images::Options;
    use std::time::Duration;

    let audited = Options::new()
        .header("x-reason", "audit")
        .timeout(Duration::from_secs(5));
    let response = client
        .images()
        .v1()
        .edit(&account, &image)
        .options(audited)
        .creator("catalog")
        .send_with_response()
        .await?;
    println!("{:?} {:?}", response.request_id(), response.value());
    Ok(())
}

#[test]
fn the_code_of_the_readme_compiles() {
    let blocks: Vec<&str> = README
        .split("```rust\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    let functions: Vec<String> = HERE
        .split("-> Result<(), Box<dyn Error>> {\n")
        .skip(1)
        .take(2)
        .map(|rest| {
            let body = rest.split("    Ok(())\n").next().unwrap();
            let unindented = body.replace("\n    ", "\n");
            unindented.trim_start().to_owned()
        })
        .collect();
    assert_eq!(functions, blocks);
}
