//! The call by hand, to compare the size of the program with that of `generated`.

use by_hand::{Client, Error, ImageEdit};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::new("https://api.cloudflare.com/client/v4", "token")?;
    let edit = ImageEdit {
        creator: Some("me".to_owned()),
        ..ImageEdit::default()
    };
    println!("{:?}", client.edit("account", "image", &edit).await?);
    Ok(())
}
