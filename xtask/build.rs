//! Passes the host's target triple to the chores.

fn main() {
    let host = std::env::var("HOST").unwrap_or_default();
    println!("cargo:rustc-env=XTASK_HOST={host}");
}
