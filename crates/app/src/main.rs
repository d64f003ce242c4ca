//! The program `pushnchat`.

use std::process::ExitCode;

use clap::Parser;

/// Measured on the feed and the search: a fifth of the program's time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = app::cli::Cli::parse();
    // The allocator asks for huge pages, each of which counts whole as soon as one byte of it is used: measured, 20 MiB more
    // after the start and 10 KiB more an idle socket, for no less CPU. Where there is no such switch there are none.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    // One crypto provider for the whole process; two of them panic at run time.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        eprintln!("another crypto provider was installed before main");
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("the runtime does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(command.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pushnchat: {error:#}");
            ExitCode::FAILURE
        }
    }
}
