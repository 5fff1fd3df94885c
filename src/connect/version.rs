//! A version of a PowerShell module or of PowerShell itself: two to four numbers.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// A version. `7.6` equals `7.6.0`; a label after `-` is ignored, as in `7.6.0-preview.2`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Version {
    text: String,
    numbers: [u32; 4],
}

impl Version {
    fn parse(text: &str) -> Option<Version> {
        let text = text.trim().split('-').next()?;
        let mut numbers = [0; 4];
        let mut parts = text.split('.');
        for number in &mut numbers {
            match parts.next() {
                Some(part) => *number = part.parse().ok()?,
                None => break,
            }
        }
        parts.next().is_none().then(|| Version {
            text: text.to_owned(),
            numbers,
        })
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        self.numbers == other.numbers
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> std::cmp::Ordering {
        self.numbers.cmp(&other.numbers)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Version, D::Error> {
        let text = String::deserialize(input)?;
        Version::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("{text:?} is not a version such as 3.9.2")))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_compared_by_number() {
        let version = |text| Version::parse(text).expect("a version");
        assert!(version("3.10.0") > version("3.9.2"));
        assert!(version("7.6.0-preview.2") >= version("7.6"));
        assert_eq!(version("3.4"), version("3.4.0.0"));
        assert_eq!(version(" 3.9.2 ").to_string(), "3.9.2");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "3.",
            "a.b",
            "1.2.3.4.5",
            "-1.0",
            "3..1",
            "99999999999.0",
        ] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
    }
}
