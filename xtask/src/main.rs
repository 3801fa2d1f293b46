//! The binary `openapi-fragment`.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Generating a client makes many small allocations: with the allocator of glibc it takes half as
/// long again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    openapi_fragment::main()
}
