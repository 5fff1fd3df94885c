//! Matches names against patterns with `*` and `?`.

/// Returns whether a text contains wildcards.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Returns whether a name matches a pattern: `*` matches any characters, `?` matches one. Ignores
/// case.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().flat_map(char::to_lowercase).collect();
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let (mut at, mut from) = (0, 0);
    // The position of the last `*`, and of the first character that it doesn't match yet.
    let mut star = None;
    while from < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star_at, star_from)) = star else {
                    return false;
                };
                star = Some((star_at, star_from + 1));
                at = star_at + 1;
                from = star_from + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_any_characters_or_one() {
        for (pattern, name) in [
            ("*", ""),
            ("*", "Global Reader"),
            ("global reader", "Global Reader"),
            ("*READER", "Global Reader"),
            ("*o*a*", "Global Reader"),
            ("G?obal*", "Global Reader"),
            ("**Reader**", "Global Reader"),
            ("a*b*c", "aXbXbXc"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("", "x"),
            ("Global", "Global Reader"),
            ("?", ""),
            ("*x", "Global Reader"),
            ("[G]lobal*", "Global Reader"),
            ("Global Reade??", "Global Reader"),
            ("a*b*d", "aXbXbXc"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
        assert!(is_pattern("a*") && is_pattern("?") && !is_pattern("[a]"));
    }
}
