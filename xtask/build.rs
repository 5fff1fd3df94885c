//! Tells the chores which host they run on.

fn main() {
    let host = std::env::var("HOST").unwrap_or_default();
    println!("cargo:rustc-env=XTASK_HOST={host}");
}
