// Written by `cargo xtask codegen`, the same for every API.

//! The TLS settings of a client.

use reqwest::{Certificate, ClientBuilder, Identity};

use crate::runtime::error::Error;

/// The TLS settings.
#[derive(Clone, Default)]
pub(crate) struct Tls {
    ca_certificates: Vec<Certificate>,
    identity: Option<Identity>,
}

impl Tls {
    /// Adds CA certificates in PEM.
    pub(crate) fn add_ca_certificates(&mut self, pem: &[u8]) -> Result<(), Error> {
        let refuse = |why: &str| Error::config(format!("the CA certificates are {why}"));
        let certificates = Certificate::from_pem_bundle(pem);
        let certificates = certificates.map_err(|_| refuse("not PEM"))?;
        if certificates.is_empty() {
            return Err(refuse("missing: the PEM has none"));
        }
        self.ca_certificates.extend(certificates);
        Ok(())
    }

    /// Sets the certificate of the client, with its key, in PEM. A message does not show them.
    pub(crate) fn set_identity(&mut self, pem: &[u8]) -> Result<(), Error> {
        let identity = Identity::from_pem(pem).map_err(|_| {
            let message = "the client identity needs a private key and its certificates, in PEM";
            Error::config(message)
        })?;
        self.identity = Some(identity);
        Ok(())
    }

    pub(crate) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        let bundled = bundled_ca_certificates();
        let certificates = self.ca_certificates.iter().cloned().chain(bundled);
        let certificates: Vec<_> = certificates.collect();
        let builder = if certificates.is_empty() {
            builder
        } else {
            builder.tls_certs_merge(certificates)
        };
        match &self.identity {
            Some(identity) => builder.identity(identity.clone()),
            None => builder,
        }
    }
}

/// The CA certificates that the crate contains.
#[cfg(feature = "bundled-roots")]
fn bundled_ca_certificates() -> impl Iterator<Item = Certificate> {
    let certificates = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    certificates.filter_map(|der| Certificate::from_der(der).ok())
}

/// The CA certificates that the crate contains: none without the feature `bundled-roots`.
#[cfg(not(feature = "bundled-roots"))]
fn bundled_ca_certificates() -> impl Iterator<Item = Certificate> {
    std::iter::empty()
}
