//! Whether a tenant is ready for the app, rung by rung: each with evidence, fix and fixer.

mod climb;
mod fix_steps;
mod probe_command;
mod report;
mod rung;
mod rungs;

pub use climb::{Ladder, ReadinessOptions};
#[cfg(test)]
pub(crate) use fix_steps::samples;
pub use report::Readiness;
pub use rung::{Rung, RungName, RungState, Step, StepKind};
