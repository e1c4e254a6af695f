//! The binary `sportello`: one executable with commands.

use std::process::ExitCode;

use clap::Parser;
use server::commands::{Cli, run};

/// A page is made of thousands of small strings on several threads: the system's allocator takes a quarter
/// of the time of a page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}
