//! The period of a search.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Iso8601;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{END_DATE, Name, START_DATE};

/// By default, a search starts this long before its end.
const DEFAULT_PERIOD: Duration = Duration::hours(24);

/// Start and end of a search, in UTC and whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: OffsetDateTime,
    pub(super) end: OffsetDateTime,
}

impl Period {
    /// Parses the start and the end. The end defaults to now, the start to 24 hours before the end.
    ///
    /// # Errors
    /// `InvalidDate`.
    pub(super) fn new(
        start: Option<&str>,
        end: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<Period> {
        let start = start.map(|text| parse(text, START_DATE)).transpose()?;
        let end = end.map(|text| parse(text, END_DATE)).transpose()?;
        let end = end.unwrap_or_else(|| in_seconds(now));
        let start = start.unwrap_or(end - DEFAULT_PERIOD);
        if start < end {
            return Ok(Period { start, end });
        }
        Err(Error::new(
            ErrorCode::InvalidDate,
            format!("{START_DATE} is not before {END_DATE}, which defaults to now."),
            format!("Give an earlier {START_DATE} or a later {END_DATE}."),
        ))
    }
}

/// Parses an ISO 8601 date, or a date and time. Without a time zone, the time is in UTC, as in the
/// audit log.
fn parse(text: &str, name: Name) -> Result<OffsetDateTime> {
    let iso = text.trim().replacen(' ', "T", 1);
    let date = || {
        Some(
            Date::parse(&iso, &Iso8601::DATE)
                .ok()?
                .midnight()
                .assume_utc(),
        )
    };
    let local = || {
        Some(
            PrimitiveDateTime::parse(&iso, &Iso8601::DATE_TIME)
                .ok()?
                .assume_utc(),
        )
    };
    let zoned = || OffsetDateTime::parse(&iso, &Iso8601::PARSING).ok();
    let time = zoned().or_else(local).or_else(date).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidDate,
            format!("{name}: '{}' is not a point in time.", clean_line(text)),
            "Give a date and time in ISO 8601, such as 2026-11-24 or 2026-11-24T18:30:00Z. Without a zone it is in UTC.",
        )
    })?;
    Ok(in_seconds(time.to_offset(UtcOffset::UTC)))
}

fn in_seconds(time: OffsetDateTime) -> OffsetDateTime {
    time.replace_nanosecond(0).unwrap_or(time)
}

/// Formats a time in a form that `Search-UnifiedAuditLog` accepts in every culture.
pub(super) fn for_search(time: OffsetDateTime) -> String {
    const FORMAT: &[BorrowedFormatItem<'_>] =
        format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");
    time.format(FORMAT).unwrap_or_default()
}

/// Formats a time in the form that Microsoft Graph accepts.
pub(super) fn for_graph(time: OffsetDateTime) -> String {
    const FORMAT: &[BorrowedFormatItem<'_>] =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    time.format(FORMAT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn iso_dates_and_times_are_read_in_utc() {
        let noon = datetime!(2026-11-21 12:30:00 UTC);
        for text in [
            "2026-11-21T12:30:00Z",
            "2026-11-21 12:30:00",
            " 2026-11-21T12:30 ",
            "2026-11-21T13:30:00+01:00",
            "2026-11-21T13:30:00.1234567+01:00",
            "2026-11-21T12:30:00.0000000",
            "2026-11-21 07:30:00-05:00",
        ] {
            assert_eq!(parse(text, START_DATE).expect(text), noon, "{text}");
        }
        assert_eq!(
            parse("2026-11-21", START_DATE).expect("a date"),
            datetime!(2026-11-21 00:00:00 UTC)
        );
    }

    #[test]
    fn an_invalid_time_is_refused_with_the_name_of_its_option() {
        for text in [
            "",
            "yesterday",
            "11/20/2026",
            "2026-13-01",
            "2026-11-20T25:00",
            "now",
        ] {
            let error = parse(text, END_DATE).expect_err(text);
            assert_eq!(error.code(), ErrorCode::InvalidDate, "{text}");
            assert!(
                error.to_string().starts_with(&END_DATE.to_string()),
                "{error}"
            );
        }
    }

    #[test]
    fn the_default_is_the_last_day_and_a_start_after_the_end_is_refused() {
        let now = datetime!(2026-11-21 12:30:00.5 UTC);
        let period = Period::new(None, None, now).expect("the default");
        assert_eq!(period.end, datetime!(2026-11-21 12:30:00 UTC));
        assert_eq!(period.start, datetime!(2026-11-20 12:30:00 UTC));
        for (start, end) in [
            (Some("2026-11-21"), Some("2026-11-20")),
            (Some("2026-11-21"), Some("2026-11-21")),
            (Some("2026-11-22"), None),
        ] {
            let error = Period::new(start, end, now).expect_err("in the wrong order");
            assert_eq!(error.code(), ErrorCode::InvalidDate);
        }
    }

    #[test]
    fn times_are_written_for_each_search() {
        let time = datetime!(2026-01-02 03:04:05 UTC);
        assert_eq!(for_search(time), "2026-01-02 03:04:05Z");
        assert_eq!(for_graph(time), "2026-01-02T03:04:05Z");
    }
}
