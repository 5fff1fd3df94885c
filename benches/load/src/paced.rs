//! Processes that report by lines of JSON, and of which some wait for a file before each step:
//! so what the server spent in a step can be read between two. (Not for a line of input:
//! PowerShell reads all of that before it begins.)

use std::error::Error;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use tempfile::TempDir;

/// Names the folder in which a file for each step appears: `1`, `2`...
const STEPS: &str = "LOAD_STEPS";
/// A parent that has died makes no more files.
const LONGEST: Duration = Duration::from_secs(600);

pub(crate) type Reports = Lines<BufReader<ChildStdout>>;

pub(crate) fn lines(child: &mut Child) -> Result<Reports, Box<dyn Error>> {
    let output = child.stdout.take().ok_or("a process without output")?;
    Ok(BufReader::new(output).lines())
}

pub(crate) fn next<T: DeserializeOwned>(lines: &mut Reports) -> Result<T, Box<dyn Error>> {
    let line = lines.next().ok_or("a process ended without a report")??;
    serde_json::from_str(&line).map_err(|error| format!("{error}: {line}").into())
}

/// A process that waits before each step.
pub(crate) struct Paced {
    child: Child,
    lines: Reports,
    steps: TempDir,
    taken: u32,
}

impl Paced {
    pub(crate) fn start(command: &mut Command) -> Result<Paced, Box<dyn Error>> {
        let steps = tempfile::tempdir()?;
        let mut child = command
            .env(STEPS, steps.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = lines(&mut child)?;
        Ok(Paced {
            child,
            lines,
            steps,
            taken: 0,
        })
    }

    /// What it says next.
    pub(crate) fn report<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        next(&mut self.lines)
    }

    /// Lets it take its next step; gives what it says of it.
    pub(crate) fn step<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        self.taken += 1;
        std::fs::write(self.steps.path().join(self.taken.to_string()), "")?;
        self.report()
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Result<(), Box<dyn Error>> {
        match self.child.wait()? {
            status if status.success() => Ok(()),
            status => Err(format!("a process ended with {status}").into()),
        }
    }
}

/// The other side: waits until a step may be taken.
pub(crate) fn wait_for_step(step: u32) -> Result<(), Box<dyn Error>> {
    let steps = std::env::var_os(STEPS).ok_or("LOAD_STEPS names no folder")?;
    let file = Path::new(&steps).join(step.to_string());
    let began = Instant::now();
    while !file.exists() {
        if began.elapsed() > LONGEST {
            return Err("nobody let the next step begin".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
