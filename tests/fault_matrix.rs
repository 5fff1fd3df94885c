//! Tests each fault with one tenant, with one of 500 tenants, and with all of 500. Every tenant
//! gets its own token or error, and is not delayed by the faults of other tenants.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{Fault, FaultKind};
use exomt::error::ErrorCode;
use serde_json::{Value, json};

use support::estate::{
    Estate, TokenResult, all, app_with, by_position, operation, requests, temporary,
};

/// A fault, with the expected outcomes if it passes after one request and if it stays.
struct Row {
    fault: Fault,
    passes: Outcome,
    stays: Outcome,
}

#[derive(Debug, Clone, Copy)]
enum Outcome {
    /// A token after this many attempts.
    Token(u32),
    /// An error after this many attempts; 0 for any number.
    Error(ErrorCode, u32),
}

use Outcome::{Error, Token};

impl Row {
    /// Creates the row of a fault that is retried.
    fn retried(kind: FaultKind, code: ErrorCode) -> Row {
        Row {
            fault: Fault::new(kind),
            passes: Token(2),
            stays: Error(code, 4),
        }
    }

    /// Creates the row of a fault that is not retried.
    fn not_retried(kind: FaultKind, code: ErrorCode) -> Row {
        Row {
            fault: Fault::new(kind),
            passes: Error(code, 1),
            stays: Error(code, 1),
        }
    }

    fn throttled(kind: FaultKind) -> Row {
        Row {
            fault: Fault {
                retry_after: Some("1".to_owned()),
                ..Fault::new(kind)
            },
            // Ten attempts take ten seconds, which is beyond the timeout.
            stays: Error(ErrorCode::Throttled, 0),
            ..Row::retried(kind, ErrorCode::Throttled)
        }
    }

    fn delayed(kind: FaultKind, delay_ms: u64, row: Row) -> Row {
        Row {
            fault: Fault {
                delay_ms: Some(delay_ms),
                ..Fault::new(kind)
            },
            ..row
        }
    }

    /// Checks all three cells of the row.
    fn check(&self) {
        self.one_tenant();
        self.one_of(500);
        self.check_all(500);
    }

    fn one_tenant(&self) {
        let cell = format!("{:?}, one tenant", self.fault.kind);
        for (stays, outcome) in [(false, self.passes), (true, self.stays)] {
            let estate = Estate::new(1);
            estate.fault(
                0,
                match stays {
                    true => self.fault.clone(),
                    false => temporary(1, self.fault.clone()),
                },
            );
            let time = if stays { 6_000 } else { 60_000 };
            let results = run(&estate, json!({"timeoutMs": time}), &cell);
            is_as_expected(&results[0], outcome, &cell);
        }
    }

    fn one_of(&self, count: usize) {
        let cell = format!("{:?}, one of {count}", self.fault.kind);
        let estate = Estate::new(count);
        let faulty = count / 3;
        estate.fault(faulty, temporary(1, self.fault.clone()));
        let results = run(&estate, json!({"timeoutMs": 60_000}), &cell);
        for (index, result) in results.iter().enumerate() {
            if index == faulty {
                is_as_expected(result, self.passes, &cell);
                continue;
            }
            // A single attempt without a wait shows that the other tenant's fault has not delayed
            // it.
            is_as_expected(result, Token(1), &format!("{cell}, healthy {index}"));
            let waits = &result.as_ref().unwrap().event.waits;
            assert!(waits.is_empty(), "{cell}: {index} waited: {waits:?}");
        }
    }

    fn check_all(&self, count: usize) {
        let cell = format!("{:?}, all of {count}", self.fault.kind);
        let estate = Estate::new(count);
        let everyone: Vec<_> = (0..count).collect();
        estate.faults(&everyone, temporary(1, self.fault.clone()));
        let results = run(&estate, json!({"timeoutMs": 60_000}), &cell);
        for (index, result) in results.iter().enumerate() {
            is_as_expected(result, self.passes, &format!("{cell}, {index}"));
        }
    }
}

/// Requests tokens for all tenants, and compares the results with the simulator's log.
fn run(estate: &Estate, more: Value, cell: &str) -> Vec<TokenResult> {
    let tenants: Vec<_> = estate.tenants.iter().map(ToString::to_string).collect();
    let mut set = json!({"requests": requests(&tenants), "concurrency": 16});
    let members = set.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    let results = by_position(all(&operation(&estate.app(), set)), &tenants);

    let mut asked = vec![0; tenants.len()];
    for entry in estate.simulator.requests() {
        let tenant = entry.path.split('/').nth(1).unwrap();
        let place = tenants.iter().position(|one| one == tenant).unwrap();
        asked[place] += 1;
    }
    let mut tokens = 0;
    for (index, result) in results.iter().enumerate() {
        let attempts = match result {
            Ok(got) => {
                tokens += 1;
                let claims = support::estate::claims(&got.token);
                assert_eq!(claims["tid"], tenants[index], "{cell}: another's token");
                assert_eq!(got.event.tenant_id.as_ref(), Some(&tenants[index]));
                // There are more waits than retries if the app as a whole was throttled.
                assert!(got.event.waits.len() as u32 >= got.event.attempts - 1);
                Some(got.event.attempts)
            }
            Err(error) => {
                assert!(!error.fix.is_empty() && !error.message.is_empty());
                error.attempts
            }
        };
        // A request that was canceled in flight doesn't report its attempts.
        if let Some(attempts) = attempts {
            assert_eq!(attempts, asked[index], "{cell}: {index}");
        }
    }
    assert_eq!(
        estate.cached_tokens().len(),
        tokens,
        "{cell}: every token is cached"
    );
    results
}

fn is_as_expected(result: &TokenResult, outcome: Outcome, cell: &str) {
    match (result, outcome) {
        (Ok(got), Token(attempts)) => assert_eq!(got.event.attempts, attempts, "{cell}"),
        (Err(error), Error(code, attempts)) => {
            assert_eq!(error.code, code, "{cell}: {}", error.message);
            if attempts > 0 {
                assert_eq!(error.attempts, Some(attempts), "{cell}");
            }
        }
        (Ok(_), outcome) => panic!("{cell}: a token instead of {outcome:?}"),
        (Err(error), outcome) => panic!("{cell}: {} instead of {outcome:?}", error.message),
    }
}

#[test]
fn throttled_with_json() {
    Row::throttled(FaultKind::Json429).check();
}

#[test]
fn throttled_with_text() {
    Row::throttled(FaultKind::Text429).check();
}

#[test]
fn unavailable() {
    Row::retried(FaultKind::Status, ErrorCode::ServiceUnavailable).check();
}

#[test]
fn reset() {
    Row::retried(FaultKind::Reset, ErrorCode::ConnectionLost).check();
}

#[test]
fn stalled() {
    let row = Row::retried(FaultKind::Stall, ErrorCode::ConnectionLost);
    Row::delayed(FaultKind::Stall, 400, row).check();
}

#[test]
fn half_a_body() {
    Row::retried(FaultKind::HalfBody, ErrorCode::ConnectionLost).check();
}

#[test]
fn an_html_page() {
    Row::not_retried(FaultKind::Html, ErrorCode::UnexpectedResponse).check();
}

#[test]
fn a_slow_start() {
    let row = Row {
        fault: Fault::new(FaultKind::Slow),
        passes: Token(1),
        stays: Token(1),
    };
    Row::delayed(FaultKind::Slow, 1_500, row).check();
}

#[test]
fn a_token_of_another_tenant() {
    Row::not_retried(FaultKind::WrongTenant, ErrorCode::TokenTenantMismatch).check();
}

#[test]
fn a_server_that_never_answers_times_out() {
    let estate = Estate::new(1);
    estate.fault(0, temporary(1, Fault::new(FaultKind::Stall)));
    let tenants = vec![estate.tenant(0)];
    let ask = |timeout: u64| {
        let mut options = estate.options();
        options["network"]["timeoutMs"] = timeout.into();
        let app = app_with(
            options,
            support::estate::secret(entra_sim::scenario::SECRET),
        );
        let set = json!({"requests": requests(&tenants), "timeoutMs": 3_000});
        by_position(all(&operation(&app, set)), &tenants).remove(0)
    };
    // The first request uses up the whole timeout; one with a shorter HTTP timeout is retried.
    is_as_expected(&ask(30_000), Error(ErrorCode::Timeout, 0), "no answer");
    estate.fault(0, temporary(1, Fault::new(FaultKind::Stall)));
    is_as_expected(&ask(700), Token(2), "an answer to the second request");
}
