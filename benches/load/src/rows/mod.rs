//! The measurements. Each one returns its rows of the table.

mod cold;
mod first;
mod memory;
mod pipeline;
mod warm;

use std::error::Error;

use crate::bench::Bench;
use crate::report::Row;

type Measure = fn(&Bench) -> Result<Vec<Row>, Box<dyn Error>>;

/// The measurements in the order of the table, with their names for `--only`.
pub(crate) const ALL: [(&str, Measure); 5] = [
    ("cold", cold::measure),
    ("warm", warm::measure),
    ("memory", memory::measure),
    ("pwsh", pipeline::measure),
    ("first", first::measure),
];
