// Written by hand. Codegen copies it into clients.

//! The version of the runtime, which generated code depends on.

/// Fails to compile, and says what to do, if the code was generated for another version of the
/// runtime.
///
/// Raise the version if generated code uses the runtime in another way than before. It is a macro,
/// since an assertion would be silent if there are errors about missing items, too.
#[macro_export]
#[doc(hidden)]
macro_rules! runtime_version {
    (1) => {};
    ($other:literal) => {
        ::std::compile_error!(
            "`src/api` and the runtime are of different versions of openapi-fragment: generate all \
             clients again, with `openapi-fragment codegen` or `cargo xtask codegen`"
        );
    };
}

pub use runtime_version;
