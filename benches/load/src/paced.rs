//! Processes that report by lines of JSON, and of which some wait for a line before each step:
//! so what the server spent in a step can be read between two.

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::de::DeserializeOwned;

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
    input: ChildStdin,
    lines: Reports,
}

impl Paced {
    pub(crate) fn start(command: &mut Command) -> Result<Paced, Box<dyn Error>> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().ok_or("a process without input")?;
        let lines = lines(&mut child)?;
        Ok(Paced {
            child,
            input,
            lines,
        })
    }

    /// What it says next.
    pub(crate) fn report<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        next(&mut self.lines)
    }

    /// Lets it take its next step; gives what it says of it.
    pub(crate) fn step<T: DeserializeOwned>(&mut self) -> Result<T, Box<dyn Error>> {
        writeln!(self.input)?;
        self.report()
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Result<(), Box<dyn Error>> {
        drop(self.input);
        match self.child.wait()? {
            status if status.success() => Ok(()),
            status => Err(format!("a process ended with {status}").into()),
        }
    }
}
