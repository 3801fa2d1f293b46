//! Arbitrary policies and responses: no call exceeds its deadline or the retry budget.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::Response;
use cloudflare_images::{
    Auth, Client, Clock, Error, Limits, Response as Reply, Retry, Transport, TransportError,
};
use proptest::prelude::*;

use crate::client::harness::{FakeClock, Mode, TOKEN, documented_response, ids, stub};
use crate::client::properties::with;

/// The number of policies.
pub(crate) const CASES: u32 = 2_000;

/// The reaction of the API to one attempt.
#[derive(Clone, Debug)]
struct Reaction {
    status: u16,
    retry_after: Option<String>,
    /// The share of the time limit that it takes.
    share: f64,
}

impl Reaction {
    fn response(
        &self,
        clock: &FakeClock,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        clock.advance(limits.timeout.mul_f64(self.share));
        if self.status == 0 {
            return Err(TransportError::timeout());
        }
        let mut response = Response::builder().status(self.status);
        if let Some(value) = &self.retry_after {
            response = response.header("retry-after", value);
        }
        let body = documented_response().to_string().into();
        Ok(response.body(body).expect("the response is one"))
    }
}

/// An API with these reactions in turn, again and again. It counts the errors after which it asks
/// for a delay.
fn outage(reactions: Vec<Reaction>, clock: FakeClock, delays: Arc<AtomicU32>) -> impl Transport {
    let sent = AtomicUsize::new(0);
    stub(move |_, limits| {
        let at = sent.fetch_add(1, Ordering::SeqCst);
        let reaction = &reactions[at % reactions.len()];
        let delay = reaction.retry_after.as_ref().filter(|delay| *delay != "0");
        if delay.is_some() && ![0, 200].contains(&reaction.status) {
            delays.fetch_add(1, Ordering::SeqCst);
        }
        reaction.response(&clock, limits)
    })
}

fn reaction() -> impl Strategy<Value = Reaction> {
    let status = prop::sample::select(vec![0_u16, 200, 429, 429, 500, 503]);
    let retry_after = prop::option::of((0_u32..200).prop_map(|seconds| seconds.to_string()));
    (status, retry_after, 0.0..1.0).prop_map(|(status, retry_after, share)| Reaction {
        status,
        retry_after,
        share,
    })
}

fn milliseconds(range: std::ops::Range<u64>) -> impl Strategy<Value = Duration> {
    prop_oneof![
        9 => range.prop_map(Duration::from_millis),
        1 => Just(Duration::MAX),
    ]
}

fn policy() -> impl Strategy<Value = (Retry, u32)> {
    let times = (
        milliseconds(0..20_000),
        milliseconds(0..20_000),
        milliseconds(0..200_000),
    );
    (times, 0_u32..20, -1.0..2.0_f64, any::<bool>()).prop_map(
        |((base, cap, longest), retries, jitter, is_any)| {
            let retry = if is_any {
                Retry::any_method()
            } else {
                Retry::default()
            };
            let retry = retry
                .base_delay(base)
                .max_delay(cap)
                .max_retry_after(longest);
            (retry.max_retries(retries).jitter(jitter), retries)
        },
    )
}

#[test]
fn no_call_exceeds_the_deadline_or_the_budget() {
    let reactions = prop::collection::vec(reaction(), 1..30);
    proptest!(with(CASES), |((retry, most) in policy(), reactions in reactions, random in 0.0..1.0, deadline in 0_u64..400_000)| {
        let deadline = Duration::from_millis(deadline);
        let clock = FakeClock::with_random(random);
        let builder = Client::builder().auth(Auth::api_token(TOKEN));
        let delays = Arc::new(AtomicU32::new(0));
        let builder = builder.transport(outage(reactions, clock.clone(), Arc::clone(&delays)));
        let builder = builder.clock(clock.clone()).retry(retry).deadline(deadline);
        let client = builder.build().expect("the settings are valid");
        let (account, image) = ids();
        let (mut retries, mut successes) = (0, 0);
        for mode in Mode::ALL.into_iter().cycle().take(20) {
            let began = clock.now();
            let outcome = mode.send(client.images().v1().edit(&account, &image));
            let attempts = outcome.as_ref().map_or_else(Error::attempts, Reply::attempts);
            prop_assert!(clock.now() - began <= deadline, "{:?}", clock.delays());
            prop_assert!(attempts <= most + 1);
            retries += attempts.saturating_sub(1);
            successes += u32::from(outcome.is_ok());
            // A retry after a delay that the API asks for costs nothing.
            let paid = retries - retries.min(delays.load(Ordering::SeqCst));
            prop_assert!(paid <= 10 + successes / 10, "{retries} retries, {successes} successes");
        }
    });
}
