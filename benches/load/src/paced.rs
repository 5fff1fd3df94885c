//! Processes that report in lines of JSON. Some wait for a file before each step, so the server's
//! usage can be read between two steps. They don't wait for a line of input, because PowerShell
//! reads all input before it starts.

use std::error::Error;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use tempfile::TempDir;

/// The environment variable with the folder that contains a file for each step: `1`, `2`...
const STEPS_FOLDER: &str = "LOAD_STEPS";
/// The limit of a wait, because a parent that has died creates no more files.
const STEP_TIMEOUT: Duration = Duration::from_secs(600);

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
            .env(STEPS_FOLDER, steps.path())
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

    /// Reads the next report.
    pub(crate) fn report<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        next(&mut self.lines)
    }

    /// Lets the process run its next step. Returns the report of that step.
    pub(crate) fn step<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        self.taken += 1;
        std::fs::write(self.steps.path().join(self.taken.to_string()), "")?;
        self.report()
    }

    /// Waits for the process to exit.
    pub(crate) fn end(mut self) -> Result<(), Box<dyn Error>> {
        match self.child.wait()? {
            status if status.success() => Ok(()),
            status => Err(format!("a process ended with {status}").into()),
        }
    }
}

/// Waits until a step may run; called by the paced process.
pub(crate) fn wait_for_step(step: u32) -> Result<(), Box<dyn Error>> {
    let steps = std::env::var_os(STEPS_FOLDER).ok_or("LOAD_STEPS names no folder")?;
    let file = Path::new(&steps).join(step.to_string());
    let began = Instant::now();
    while !file.exists() {
        if began.elapsed() > STEP_TIMEOUT {
            return Err("the parent didn't start the next step".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
