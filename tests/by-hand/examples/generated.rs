//! The call with the generated client, to compare the size of the program with that of `by_hand`.

use cloudflare_images::{Auth, Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::builder().auth(Auth::api_token("token")).build()?;
    let edit = client
        .images()
        .v1()
        .edit(&"account".parse()?, &"image".parse()?)
        .creator("me");
    println!("{:?}", edit.send().await?);
    Ok(())
}
