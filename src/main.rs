//! `lint`: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    advert_lint::cli::main()
}
