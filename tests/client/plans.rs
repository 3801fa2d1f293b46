//! Whatever a policy says and whatever the API answers: time and the budget are kept.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::Response;
use cloudflare_images::{
    Auth, Client, Clock, Error, TransportError, Limits, Response as Reply, Retry, Transport,
};
use proptest::prelude::*;

use crate::client::door::{StillClock, TOKEN, Way, documented, ids, stub};
use crate::client::properties::with;

/// So many policies are tried.
pub(crate) const CASES: u32 = 2_000;

/// What the API does to one attempt.
#[derive(Clone, Debug)]
struct Deed {
    status: u16,
    retry_after: Option<String>,
    /// The share that it takes of the time it is given.
    share: f64,
}

impl Deed {
    fn answer(&self, clock: &StillClock, limits: Limits) -> Result<Response<Bytes>, TransportError> {
        clock.advance(limits.timeout.mul_f64(self.share));
        if self.status == 0 {
            return Err(TransportError::timeout());
        }
        let mut answer = Response::builder().status(self.status);
        if let Some(value) = &self.retry_after {
            answer = answer.header("retry-after", value);
        }
        let body = documented().to_string().into();
        Ok(answer.body(body).expect("the answer is one"))
    }
}

/// An API that does one deed after another, and begins again.
fn outage(deeds: Vec<Deed>, clock: StillClock) -> impl Transport {
    let sent = AtomicUsize::new(0);
    stub(move |_, limits| {
        let at = sent.fetch_add(1, Ordering::SeqCst);
        deeds[at % deeds.len()].answer(&clock, limits)
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let status = prop::sample::select(vec![0_u16, 200, 429, 429, 500, 503]);
    let retry_after = prop::option::of((0_u32..200).prop_map(|seconds| seconds.to_string()));
    (status, retry_after, 0.0..1.0).prop_map(|(status, retry_after, share)| Deed {
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
            let retry = retry.base_delay(base).max_delay(cap).max_retry_after(longest);
            (retry.max_retries(retries).jitter(jitter), retries)
        },
    )
}

#[test]
fn no_plan_exceeds_the_deadline_or_the_budget() {
    let deeds = prop::collection::vec(deed(), 1..30);
    proptest!(with(CASES), |((retry, most) in policy(), deeds in deeds, chance in 0.0..1.0, deadline in 0_u64..400_000)| {
        let deadline = Duration::from_millis(deadline);
        let clock = StillClock::with_chance(chance);
        let builder = Client::builder().auth(Auth::api_token(TOKEN));
        let builder = builder.transport(outage(deeds, clock.clone()));
        let builder = builder.clock(clock.clone()).retry(retry).deadline(deadline);
        let client = builder.build().expect("it is complete");
        let (account, image) = ids();
        let (mut retries, mut successes) = (0, 0);
        for way in Way::BOTH.into_iter().cycle().take(20) {
            let began = clock.now();
            let outcome = way.send(client.images().v1().edit(&account, &image));
            let attempts = outcome.as_ref().map_or_else(Error::attempts, Reply::attempts);
            prop_assert!(clock.now() - began <= deadline, "{:?}", clock.waits());
            prop_assert!(attempts <= most + 1);
            retries += attempts.saturating_sub(1);
            successes += u32::from(outcome.is_ok());
            prop_assert!(retries <= 10 + successes / 10, "{retries} retries, {successes} successes");
        }
    });
}
