//! The client against a server on loopback.

mod auth;
mod auth_provider;
mod behaviours;
mod bulk_edit;
mod faults;
mod harness;
mod limits;
mod logs;
mod mocks;
mod observers;
mod options;
mod promises;
mod properties;
mod public_types;
mod releases;
mod requests;
mod responses;
mod retries;
mod retry_properties;
mod secrets;
mod server;
mod time;
mod tls;
mod transports;
