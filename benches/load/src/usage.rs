//! Reads the CPU time and memory of processes. Returns 0 or `None` if the system doesn't report
//! them.

use std::time::Duration;

/// Returns user and system time of all threads of this process.
pub fn cpu() -> Duration {
    cpu_of(Usage::Own)
}

/// Returns user and system time of the child processes that have exited.
pub fn children_cpu() -> Duration {
    cpu_of(Usage::Children)
}

enum Usage {
    Own,
    Children,
}

#[cfg(unix)]
fn cpu_of(usage_of: Usage) -> Duration {
    let who = match usage_of {
        Usage::Own => libc::RUSAGE_SELF,
        Usage::Children => libc::RUSAGE_CHILDREN,
    };
    // SAFETY: all zeros is a valid `rusage`, a struct of numbers.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer refers to the local `rusage`.
    if unsafe { libc::getrusage(who, &mut usage) } != 0 {
        return Duration::ZERO;
    }
    let time = |part: libc::timeval| {
        Duration::from_secs(u64::try_from(part.tv_sec).unwrap_or(0))
            + Duration::from_micros(u64::try_from(part.tv_usec).unwrap_or(0))
    };
    time(usage.ru_utime) + time(usage.ru_stime)
}

#[cfg(not(unix))]
fn cpu_of(_: Usage) -> Duration {
    Duration::ZERO
}

/// Returns the resident memory of this process in bytes (Linux).
pub fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1_024)
}

/// Returns the CPU time that all processes have used since the machine started, including time
/// that its host has stolen (Linux).
pub fn machine_cpu() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/stat").ok()?;
    let ticks: Vec<u64> = text
        .lines()
        .next()?
        .split_whitespace()
        .skip(1)
        .map_while(|field| field.parse().ok())
        .collect();
    let [user, nice, system, _idle, _waiting, interrupt, soft, steal] = *ticks.get(..8)? else {
        return None;
    };
    let busy = user + nice + system + interrupt + soft + steal;
    Some(Duration::from_millis(busy * 1_000 / ticks_per_second()))
}

#[cfg(unix)]
fn ticks_per_second() -> u64 {
    // SAFETY: `sysconf` takes and returns a number.
    let ticks = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    u64::try_from(ticks).unwrap_or(100).max(1)
}

#[cfg(not(unix))]
fn ticks_per_second() -> u64 {
    100
}

/// Returns the number of cores that this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
