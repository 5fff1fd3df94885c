//! `cargo xtask header`: the only thing that writes `include/exomt.h`.

use crate::{Outcome, build, unknown};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let check = arguments.iter().any(|argument| argument == "--check");
    unknown(
        &arguments
            .iter()
            .filter(|argument| *argument != "--check")
            .collect::<Vec<_>>(),
    )?;
    let fresh = std::fs::read_to_string(build::library(None, false)?.out_dir.join("exomt.h"))?;
    let path = build::root().join("include/exomt.h");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed == fresh {
        return Ok(());
    }
    if check {
        return Err("include/exomt.h is not what src/ffi says: run cargo xtask header".into());
    }
    Ok(std::fs::write(path, fresh)?)
}
