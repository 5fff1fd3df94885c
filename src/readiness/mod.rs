//! Checks whether a tenant is ready for the app. Each rung of the check has its evidence, its fix,
//! and who can fix it.

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
