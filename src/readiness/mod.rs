//! Whether a tenant is ready for the app, rung by rung: each with evidence, fix and fixer.

mod climb;
mod probe_command;
mod report;
mod rung;
mod rungs;
mod steps;

pub use climb::{Ladder, ReadinessOptions};
pub use report::Readiness;
pub use rung::{Rung, RungName, RungState, Step, StepKind};
