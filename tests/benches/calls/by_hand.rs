//! The call as one would write it by hand, with `reqwest` and `serde`.

use std::hint::black_box;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE};
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{ACCOUNT, Contestant, IMAGE, RESPONSE, TOKEN, USER_AGENT};

pub(crate) struct Client {
    base: String,
    reqwest: reqwest::Client,
    blocking: reqwest::blocking::Client,
}

#[derive(Serialize)]
struct Body {
    metadata: Value,
    #[serde(rename = "requireSignedURLs")]
    require_signed_urls: bool,
}

#[derive(Deserialize)]
struct Envelope {
    success: bool,
    #[expect(dead_code, reason = "only successful responses are decoded")]
    errors: Vec<Value>,
    result: Option<Image>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the decoded value is not read")]
struct Image {
    id: Option<String>,
    creator: Option<String>,
    filename: Option<String>,
    meta: Option<Map<String, Value>>,
    #[serde(rename = "requireSignedURLs")]
    require_signed_urls: Option<bool>,
    uploaded: Option<String>,
    variants: Option<Vec<String>>,
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        const TIMEOUT: Duration = Duration::from_secs(60);
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .build();
        let blocking = reqwest::blocking::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .build();
        Self {
            base: format!("{url}/client/v4"),
            reqwest: client.expect("the settings are valid"),
            blocking: blocking.expect("the settings are valid"),
        }
    }

    fn url(&self) -> String {
        format!("{}/accounts/{ACCOUNT}/images/v1/{IMAGE}", self.base)
    }

    fn request(&self) -> reqwest::RequestBuilder {
        self.reqwest
            .request(Method::PATCH, self.url())
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "gzip")
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, format!("Bearer {TOKEN}"))
            .body(body())
    }
}

fn body() -> Vec<u8> {
    let body = Body {
        metadata: json!({"source": "catalog-42"}),
        require_signed_urls: true,
    };
    serde_json::to_vec(&body).expect("it is JSON")
}

/// It is not inlined, so that the profiler finds it.
#[inline(never)]
fn decode(body: &[u8]) -> Image {
    let envelope: Envelope = serde_json::from_slice(body).expect("it is an envelope");
    assert!(envelope.success);
    envelope.result.expect("it has a result")
}

impl Contestant for Client {
    const DECODE: &'static str = "*by_hand::decode*";

    fn build(&self) {
        black_box(self.request().build().expect("it can be sent"));
    }

    async fn local(&self) {
        self.build();
        black_box(decode(black_box(RESPONSE.as_bytes())));
    }

    async fn call(&self) {
        let response = self.request().send().await.expect("there is a response");
        assert!(response.status().is_success());
        let body = response.bytes().await.expect("it has a body");
        black_box(decode(&body));
    }

    fn call_blocking(&self) {
        let response = self
            .blocking
            .request(Method::PATCH, self.url())
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "gzip")
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, format!("Bearer {TOKEN}"))
            .body(body())
            .send()
            .expect("there is a response");
        assert!(response.status().is_success());
        let body = response.bytes().expect("it has a body");
        black_box(decode(&body));
    }
}
