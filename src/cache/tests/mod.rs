//! Tests the cache: its limits, random sequences of steps, and load on several threads.

mod audit;
mod limits;
mod model;
mod properties;
mod stress;
mod support;
