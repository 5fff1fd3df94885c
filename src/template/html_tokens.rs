//! Splits HTML into tags, attribute values and text, for the tests.

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A tag without its attribute values; also a comment or a declaration.
    Tag(String),
    /// The value of an attribute in quotes, decoded.
    Attribute(String),
    /// Text between tags, decoded.
    Text(String),
}

/// Parses a page. Panics if a tag or a quote isn't closed, or if a placeholder is in a place where
/// escaping doesn't help: in a script, a style, or an attribute without quotes.
pub(super) fn tokens(page: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = page;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            found.push(Token::Text(decoded(text)));
        }
        rest = if tag.is_empty() {
            ""
        } else {
            read_tag(tag, &mut found)
        };
        for raw in ["<script", "<style"] {
            if matches!(found.last(), Some(Token::Tag(name)) if name.starts_with(raw)) {
                let (body, _) = rest.split_once("</").expect("a closing tag");
                assert!(!body.contains(super::sample::TEXT), "a value in {raw}>");
            }
        }
    }
    found
}

fn read_tag<'a>(tag: &'a str, found: &mut Vec<Token>) -> &'a str {
    let mut name = String::new();
    let mut values = Vec::new();
    let mut rest = tag;
    loop {
        let end = rest.find(['>', '"', '\'']).expect("a closed tag");
        name.push_str(&rest[..end]);
        let mark = &rest[end..=end];
        rest = &rest[end + 1..];
        if mark == ">" {
            break;
        }
        let (value, after) = rest.split_once(mark).expect("a closing quote");
        values.push(Token::Attribute(decoded(value)));
        rest = after;
    }
    assert!(
        !name.contains(super::sample::TEXT),
        "a value in a tag: {name}"
    );
    found.push(Token::Tag(name));
    found.append(&mut values);
    rest
}

fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = entity.split_once(';').expect("an entity");
        out.push(match name {
            "#34" | "quot" => '"',
            "#38" | "amp" => '&',
            "#39" => '\'',
            "#60" | "lt" => '<',
            "#62" | "gt" => '>',
            other => panic!("&{other};"),
        });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_attributes_and_text_are_distinguished() {
        assert_eq!(
            tokens("<a href=\"x?a&#38;b\" id='y'>t &lt; u</a>"),
            [
                Token::Tag("<a href= id=".to_owned()),
                Token::Attribute("x?a&b".to_owned()),
                Token::Attribute("y".to_owned()),
                Token::Text("t < u".to_owned()),
                Token::Tag("</a".to_owned()),
            ]
        );
    }
}
