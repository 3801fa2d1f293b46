//! The client against a server on loopback.

mod answers;
mod auth;
mod behaviours;
mod door;
mod faults;
mod house;
mod logs;
mod observers;
mod options;
mod plans;
mod promises;
mod properties;
mod provider;
mod requests;
mod retries;
mod secrets;
mod server;
mod time;
mod transports;
