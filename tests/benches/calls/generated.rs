//! The call of the generated client.

use std::future::{Future, ready};
use std::hint::black_box;
use std::pin::Pin;

use bytes::Bytes;
use cloudflare_images::images::v1::Edit;
use cloudflare_images::{AccountId, Auth, ImageId, Limits, Transport, TransportError, http};
use serde_json::json;

use crate::{ACCOUNT, Contestant, IMAGE, RESPONSE, TOKEN};

pub(crate) struct Client {
    network: cloudflare_images::Client,
    /// A client whose transport responds itself.
    local: cloudflare_images::Client,
    account: AccountId,
    image: ImageId,
}

struct Local;

impl Transport for Local {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        let body = Bytes::from_static(RESPONSE.as_bytes());
        Box::pin(ready(Ok(http::Response::new(body))))
    }
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        let builder = || {
            cloudflare_images::Client::builder()
                .base_url(format!("{url}/client/v4"))
                .auth(Auth::api_token(TOKEN))
        };
        Self {
            network: builder().build().expect("the settings are valid"),
            local: builder()
                .transport(Local)
                .build()
                .expect("the settings are valid"),
            account: ACCOUNT.parse().expect("an id"),
            image: IMAGE.parse().expect("an id"),
        }
    }

    fn edit(&self, client: &cloudflare_images::Client) -> Edit {
        client
            .images()
            .v1()
            .edit(&self.account, &self.image)
            .metadata(json!({"source": "catalog-42"}))
            .require_signed_urls(true)
    }
}

impl Contestant for Client {
    const DECODE: &'static str = "*RawResponse*enveloped*";

    fn build(&self) {
        let request = self.edit(&self.network).to_request();
        black_box(request.expect("it can be sent"));
    }

    async fn local(&self) {
        let image = self.edit(&self.local).send().await;
        black_box(image.expect("it is answered"));
    }

    async fn call(&self) {
        let image = self.edit(&self.network).send().await;
        black_box(image.expect("it is answered"));
    }

    fn call_blocking(&self) {
        let image = self.edit(&self.network).send_blocking();
        black_box(image.expect("it is answered"));
    }
}
