//! The command line of the build step, see [`policy_index::cli`].

fn main() -> std::process::ExitCode {
    policy_index::cli::main()
}
