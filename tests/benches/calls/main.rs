//! The cost of a call, beside the same call written by hand with `reqwest` and `serde`.
//!
//! `cargo bench -p tests --bench calls` prints both and their ratio. The server is a process of its
//! own, on loopback, so that its work and its allocations are not counted. Times are measured in
//! pairs of short rounds, one right after the other, since the load of a machine varies; the ratio
//! is the median of those of the pairs, with the quartiles. Instructions in user space need
//! valgrind, and are left out without it. Nothing is asserted, since a machine is not a promise.
//!
//! `… --bench calls -- run CASE CONTESTANT COUNT` only makes calls, for a profiler. With a fourth
//! argument, that number of async calls run at the same time. `… -- times` only measures times.

mod by_hand;
mod generated;
mod measure;
mod server;

use std::hint::black_box;
use std::sync::Arc;
use std::thread;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::Runtime;

use self::measure::{Ratio, cpu_time, instructions, median, wall_time};
use self::server::Server;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const IMAGE: &str = "107b9558-dd06-4bbd-5fef-9c2c16bb7900";
const TOKEN: &str = "8M7wS6hCpXVc-DoRnPPY_UCWPgy8aea4Wy6kCe5T";
const USER_AGENT: &str = "cloudflare-images/0.1.0";
const RESPONSE: &str = r#"{"result":{"id":"107b9558-dd06-4bbd-5fef-9c2c16bb7900","filename":"logo.png","meta":{"key":"value"},"requireSignedURLs":true,"uploaded":"2014-01-02T02:20:00.123Z","variants":["https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero","https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"]},"success":true,"errors":[],"messages":[]}"#;

/// A client of the server.
trait Contestant: Send + Sync + 'static {
    /// The function that decodes a response, as valgrind names it.
    const DECODE: &'static str;

    /// Builds the request.
    fn build(&self);
    /// Makes a call without a socket: builds the request, and decodes [`RESPONSE`].
    fn local(&self) -> impl Future<Output = ()> + Send;
    /// Makes a call.
    fn call(&self) -> impl Future<Output = ()> + Send;
    /// Makes a call and blocks the thread.
    fn call_blocking(&self);
}

/// An action that the bench repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Case {
    Build,
    Local,
    Call,
    Blocking,
}

const CASES: [(&str, Case); 4] = [
    ("build", Case::Build),
    ("no socket", Case::Local),
    ("call", Case::Call),
    ("blocking", Case::Blocking),
];

/// How many calls run at the same time.
const CONCURRENCY: [u32; 3] = [1, 64, 512];

impl Case {
    fn run(self, contestant: &impl Contestant, runtime: &Runtime, count: u32) {
        match self {
            Self::Build => (0..count).for_each(|_| contestant.build()),
            Self::Local => runtime.block_on(async {
                for _ in 0..count {
                    contestant.local().await;
                }
            }),
            Self::Call => runtime.block_on(async {
                for _ in 0..count {
                    contestant.call().await;
                }
            }),
            Self::Blocking => (0..count).for_each(|_| contestant.call_blocking()),
        }
    }

    /// The allocations of one run.
    fn allocations(self, contestant: &impl Contestant, runtime: &Runtime) -> f64 {
        const COUNT: u32 = 500;
        self.run(contestant, runtime, 50);
        let region = Region::new(ALLOCATOR);
        self.run(contestant, runtime, COUNT);
        let change = region.change();
        let total = u32::try_from(change.allocations + change.reallocations);
        f64::from(total.expect("there are few")) / f64::from(COUNT)
    }
}

fn current_thread() -> Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("there is a runtime")
}

fn two_threads() -> Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("there is a runtime")
}

/// Makes `count` calls, of which `concurrency` at a time.
fn concurrent(contestant: &Arc<impl Contestant>, runtime: &Runtime, concurrency: u32, count: u32) {
    let tasks = (0..concurrency).map(|_| {
        let contestant = Arc::clone(contestant);
        runtime.spawn(async move {
            for _ in 0..count / concurrency {
                contestant.call().await;
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        runtime.block_on(task).expect("no call fails");
    }
}

/// Makes `count` blocking calls, of which `concurrency` at a time.
fn concurrent_blocking(contestant: &impl Contestant, concurrency: u32, count: u32) {
    thread::scope(|scope| {
        for _ in 0..concurrency {
            scope.spawn(|| (0..count / concurrency).for_each(|_| contestant.call_blocking()));
        }
    });
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve"] => server::serve(),
        ["run", case, contestant, count] => run(case, contestant, count),
        ["run", "call", contestant, count, concurrency] => {
            run_concurrent(contestant, count, concurrency);
        }
        ["times"] => compare_times(),
        _ => compare(),
    }
}

fn run(case: &str, contestant: &str, count: &str) {
    let (_, case) = CASES[CASES
        .iter()
        .position(|it| it.0 == case)
        .expect("a case: build, no socket, call, blocking")];
    let count = count.parse().expect("a number");
    let server = Server::start();
    let runtime = current_thread();
    match contestant {
        "hand" => case.run(&by_hand::Client::new(&server.url), &runtime, count),
        "generated" => case.run(&generated::Client::new(&server.url), &runtime, count),
        _ => panic!("a contestant: hand, generated"),
    }
}

fn run_concurrent(contestant: &str, count: &str, concurrency: &str) {
    let number = |text: &str| text.parse::<u32>().expect("a number");
    let (concurrency, count) = (number(concurrency), number(count));
    let server = Server::start();
    let runtime = two_threads();
    match contestant {
        "hand" => {
            let hand = Arc::new(by_hand::Client::new(&server.url));
            concurrent(&hand, &runtime, concurrency, count);
        }
        "generated" => {
            let generated = Arc::new(generated::Client::new(&server.url));
            concurrent(&generated, &runtime, concurrency, count);
        }
        _ => panic!("a contestant: hand, generated"),
    }
}

fn compare() {
    println!("{:34}{:>12}{:>12}  ratio", "", "by hand", "generated");
    for (name, _) in CASES {
        let count = |contestant| instructions(name, contestant, None);
        if let Some((hand, generated)) = count("hand").zip(count("generated")) {
            row(&format!("{name}, instructions"), hand, generated);
        }
    }
    let decode = |contestant, function| instructions("no socket", contestant, Some(function));
    let hand = decode("hand", by_hand::Client::DECODE);
    if let Some((hand, generated)) = hand.zip(decode("generated", generated::Client::DECODE)) {
        row("decode, instructions", hand, generated);
    }
    let server = Server::start();
    let hand = by_hand::Client::new(&server.url);
    let generated = generated::Client::new(&server.url);
    let runtime = current_thread();
    for (name, case) in CASES {
        let allocations = case.allocations(&hand, &runtime);
        let ours = case.allocations(&generated, &runtime);
        row(&format!("{name}, allocations"), allocations, ours);
    }
    compare_times();
}

fn compare_times() {
    let server = Server::start();
    let hand = by_hand::Client::new(&server.url);
    let generated = Arc::new(generated::Client::new(&server.url));
    let runtime = current_thread();
    for (name, case) in CASES {
        // Calls are thousands of times slower than what needs no socket.
        let count = if matches!(case, Case::Build | Case::Local) {
            20_000
        } else {
            1_000
        };
        times(&format!("{name}, CPU µs"), count, cpu_time, |it| match it {
            Turn::Hand => case.run(&hand, &runtime, count),
            Turn::Generated => case.run(&*generated, &runtime, count),
        });
    }
    // A client of `reqwest` belongs to the runtime of its first call.
    let hand = Arc::new(by_hand::Client::new(&server.url));
    throughput(&hand, &generated, &two_threads());
}

/// Whose turn it is.
enum Turn {
    Hand,
    Generated,
}

/// The time of a call. The throughput is its inverse.
fn throughput(hand: &Arc<impl Contestant>, generated: &Arc<impl Contestant>, runtime: &Runtime) {
    const COUNT: u32 = 2_048;
    for concurrency in CONCURRENCY {
        let name = format!("call, {concurrency} at a time, µs");
        times(&name, COUNT, wall_time, |turn| match turn {
            Turn::Hand => concurrent(hand, runtime, concurrency, COUNT),
            Turn::Generated => concurrent(generated, runtime, concurrency, COUNT),
        });
    }
    for concurrency in CONCURRENCY {
        let name = format!("blocking, {concurrency} at a time, µs");
        times(&name, COUNT, wall_time, |turn| match turn {
            Turn::Hand => concurrent_blocking(&**hand, concurrency, COUNT),
            Turn::Generated => concurrent_blocking(&**generated, concurrency, COUNT),
        });
    }
}

/// Measures both in turn, and prints the microseconds of one run of each.
fn times(name: &str, count: u32, measure: fn(&mut dyn FnMut()) -> f64, run: impl Fn(Turn)) {
    const PAIRS: u32 = 15;
    let one = |seconds: f64| seconds * 1e6 / f64::from(count);
    let hand = || one(measure(&mut || run(Turn::Hand)));
    let generated = || one(measure(&mut || run(Turn::Generated)));
    // It opens the connections.
    black_box((hand(), generated()));
    let pairs = (0..PAIRS).map(|round| {
        if round % 2 == 0 {
            (hand(), generated())
        } else {
            let generated = generated();
            (hand(), generated)
        }
    });
    let pairs: Vec<(f64, f64)> = pairs.collect();
    let ratio = Ratio::of(&pairs);
    let hand = median(pairs.iter().map(|it| it.0));
    let generated = median(pairs.iter().map(|it| it.1));
    println!("{name:34}{hand:12.1}{generated:12.1}  {ratio}");
}

fn row(name: &str, hand: f64, generated: f64) {
    let ratio = generated / hand;
    println!("{name:34}{hand:12.0}{generated:12.0}  {ratio:.2}");
}
