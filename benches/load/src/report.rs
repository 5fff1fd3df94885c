//! The table.

use std::time::Duration;

use crate::signature;

/// One line of it.
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) measured: String,
    pub(crate) goal: String,
    /// Of what was measured over what it is held against.
    pub(crate) ratio: Option<f64>,
    pub(crate) verdict: &'static str,
    /// Milliseconds of CPU a token: client, server.
    pub(crate) cpu: Option<(f64, f64)>,
    pub(crate) signature: Option<Duration>,
}

impl Row {
    /// Without a goal: to understand the others by.
    pub(crate) fn told(work: impl Into<String>, measured: impl Into<String>) -> Row {
        Row {
            work: work.into(),
            measured: measured.into(),
            goal: "-".to_owned(),
            ratio: None,
            verdict: "-",
            cpu: None,
            signature: None,
        }
    }

    /// Held against something of the same run: it should be at least this part of it.
    pub(crate) fn part(self, ratio: f64, least: f64) -> Row {
        Row {
            goal: format!(">= {least} x yardstick"),
            ratio: Some(ratio),
            verdict: verdict(ratio >= least),
            ..self
        }
    }

    /// Held against a limit.
    pub(crate) fn limit(self, measured: f64, most: f64, unit: &str) -> Row {
        Row {
            goal: format!("<= {most:.4} {unit}").replace(".0000", ""),
            ratio: Some(measured / most),
            verdict: verdict(measured <= most),
            ..self
        }
    }

    /// Held against a limit in milliseconds, wider on a machine that signs slower.
    pub(crate) fn limit_ms(self, measured: f64, most: f64, signature: Duration) -> Row {
        let scale = signature::scale(signature);
        Row {
            goal: format!("<= {most} ms x {scale:.2}"),
            ratio: Some(measured / (most * scale)),
            verdict: verdict(measured <= most * scale),
            ..self
        }
        .signed(signature)
    }

    pub(crate) fn cpu(self, client: f64, server: f64) -> Row {
        Row {
            cpu: Some((client, server)),
            ..self
        }
    }

    pub(crate) fn signed(self, signature: Duration) -> Row {
        Row {
            signature: Some(signature),
            ..self
        }
    }

    /// A figure that says nothing yet, whatever it is.
    pub(crate) fn void(self, why: &'static str) -> Row {
        Row {
            verdict: why,
            ..self
        }
    }
}

fn verdict(met: bool) -> &'static str {
    match met {
        true => "met",
        false => "**missed**",
    }
}

/// Prints all as Markdown.
pub(crate) fn print(rows: &[Row]) {
    println!(
        "| work | measured | goal | ratio | verdict | client CPU/token | server CPU/token | signature |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for row in rows {
        let ms = |value: Option<f64>| value.map_or("-".to_owned(), |ms| format!("{ms:.3} ms"));
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            row.work,
            row.measured,
            row.goal,
            row.ratio
                .map_or("-".to_owned(), |ratio| format!("{ratio:.2}")),
            row.verdict,
            ms(row.cpu.map(|(client, _)| client)),
            ms(row.cpu.map(|(_, server)| server)),
            ms(row.signature.map(|time| time.as_secs_f64() * 1_000.0)),
        );
    }
}
