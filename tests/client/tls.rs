//! The TLS settings of a client.

use cloudflare_images::{Auth, Client, ClientBuilder, ErrorKind};

/// A self-signed certificate. Its key does not exist any more.
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----
MIIBkTCCATegAwIBAgIUNh/pgEFGRNGgDFXOcfqZQy/zjP8wCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjcxMDAyMDVaGA8yMTI2MTEwMzEwMDIw
NVowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHfT
BoOGyA6tF2+LPELKDH8bZD6xITmbx/jMv3E5RfJaV7hyJfeQ6pe4bzzL8LeAhbJ3
QAXxOPad6GN/fttFMEqjbzBtMB0GA1UdDgQWBBR1KI9GmM154caTBPkz8s4Klzfe
PTAfBgNVHSMEGDAWgBR1KI9GmM154caTBPkz8s4KlzfePTAPBgNVHRMBAf8EBTAD
AQH/MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNIADBF
AiEAjfVBPPp7ggxd7psh6Qms2I4tnB8teGZGkCYAa2utUIoCIEoxPfVqYvD9gvez
qBvo2mz+PEOyLCx3yHphPvKO+wLz
-----END CERTIFICATE-----
";

/// The error of a setting.
#[track_caller]
fn refuse(configure: impl Fn(ClientBuilder) -> ClientBuilder) -> String {
    let outcome = configure(Client::builder().auth(Auth::api_token("t"))).build();
    let error = outcome.expect_err("the setting is invalid");
    assert_eq!(error.kind(), ErrorKind::Config);
    error.to_string()
}

#[test]
fn ca_certificates_are_pem() {
    let client = Client::builder().ca_certificates(CERTIFICATE).build();
    client.expect("the certificate is valid");
    let message = refuse(|builder| builder.ca_certificates("canary"));
    assert!(message.contains("CA certificates"), "{message}");
    assert!(!message.contains("canary"), "{message}");
}

#[test]
fn a_client_identity_needs_a_key() {
    for pem in ["canary", CERTIFICATE] {
        let message = refuse(|builder| builder.client_identity(pem));
        assert!(message.contains("private key"), "{message}");
        assert!(!message.contains("canary"), "{message}");
    }
}
