//! Measures redaction, and shows that its time grows linearly with the text.
//!
//! Run `cargo bench --bench redact`. Each hostile text is measured at two lengths: eight times the
//! length must take about eight times as long.

#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up has to stop"
)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use exomt::redact::Redactor;

const MESSAGE: &str = "AADSTS700016: Application with identifier 'ae11b22c-3d44-4e55-8f66-778899aabbcc' was not found in the directory 'Contoso'.";
/// Each text is the start of a rule's match. Repeated without the end, it makes the rule search
/// again and again.
const HOSTILE: &[&str] = &[
    "a",
    "-----BEGIN ",
    "password",
    "password=[redacted:",
    "secret_id=",
    "secret \"",
    "-secret:a",
    "-token x",
    "?code=",
    "<secret ",
    "<token>",
    "Bearer a=",
    "Basic AAAA",
    "://a",
    "eyJ",
    "ab1-",
    "a%2",
];

fn redact(criterion: &mut Criterion) {
    let redactor = Redactor::new().expect("rules");
    criterion.bench_function("message", |bench| {
        bench.iter(|| redactor.redact(black_box(MESSAGE)));
    });
    let mut group = criterion.benchmark_group("hostile");
    for unit in HOSTILE {
        for length in [32 * 1024, 256 * 1024] {
            let text = unit.repeat(length / unit.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(*unit, length), &text, |bench, text| {
                bench.iter(|| redactor.redact(black_box(text)));
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = redact
}
criterion_main!(benches);
