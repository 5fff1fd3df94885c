//! Whether a tenant is ready for the app, rung by rung: each with evidence, fix and fixer.

mod climb;
mod command;
mod domain;
mod exchange;
mod exchange_error;
mod ground;
mod principal;
mod probe;
mod report;
mod rights;
mod rung;
mod steps;

pub use climb::{Ladder, ReadinessOptions};
pub use report::Readiness;
pub use rung::{Rung, RungName, RungState, Step, StepKind};
