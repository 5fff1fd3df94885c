//! The cache under limits, random steps and load.

mod audit;
mod limits;
mod model;
mod properties;
mod stress;
mod support;
