//! Whether a tenant is ready for the app, rung by rung: each with its evidence, its fix and who
//! can fix it.

mod climb;
mod fix_steps;
mod ladder;
mod probe_command;
mod report;
mod rung;
mod rungs;

#[cfg(test)]
pub(crate) use fix_steps::samples;
pub use ladder::{Ladder, ReadinessOptions};
pub use report::Readiness;
pub use rung::{Rung, RungName, RungState, Step, StepKind};
