//! The table of results.

use std::time::Duration;

use crate::signature;

/// A row of the table.
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) measured: String,
    pub(crate) goal: String,
    /// The measured value divided by the goal.
    pub(crate) ratio: Option<f64>,
    pub(crate) verdict: &'static str,
    /// Milliseconds of CPU time per token: of the client, and of the server.
    pub(crate) cpu: Option<(f64, f64)>,
    pub(crate) signature: Option<Duration>,
}

impl Row {
    /// Creates a row without a goal, as context for the other rows.
    pub(crate) fn without_goal(work: impl Into<String>, measured: impl Into<String>) -> Row {
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

    /// Sets a minimum ratio to the yardstick as the goal.
    pub(crate) fn min_ratio(self, ratio: f64, min: f64) -> Row {
        Row {
            goal: format!(">= {min} x yardstick"),
            ratio: Some(ratio),
            verdict: verdict(ratio >= min),
            ..self
        }
    }

    /// Sets a maximum as the goal.
    pub(crate) fn max(self, measured: f64, max: f64, unit: &str) -> Row {
        Row {
            goal: format!("<= {max:.4} {unit}").replace(".0000", ""),
            ratio: Some(measured / max),
            verdict: verdict(measured <= max),
            ..self
        }
    }

    /// Sets a maximum in milliseconds as the goal. It is scaled up on a machine that signs slowly.
    pub(crate) fn max_ms(self, measured: f64, max: f64, signature: Duration) -> Row {
        let scale = signature::scale(signature);
        Row {
            goal: format!("<= {max} ms x {scale:.2}"),
            ratio: Some(measured / (max * scale)),
            verdict: verdict(measured <= max * scale),
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

    /// Marks the measurement as invalid.
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

/// Prints the table as Markdown.
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
