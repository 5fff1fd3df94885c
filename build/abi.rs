//! Reduces the C header to its ABI: the parts that a compiled caller depends on.

use std::error::Error;
use std::fmt::Write;

/// Returns the ABI as sorted lines: functions with their types, structs with their size and
/// members, and numbers.
pub(crate) fn snapshot(header: &str) -> Result<String, Box<dyn Error>> {
    let code = without_comments(header);
    let mut lines = Vec::new();
    for line in code.lines() {
        lines.extend(constant(line));
    }
    for statement in statements(&code) {
        lines.extend(function(&statement));
        lines.extend(structure(&statement)?);
        lines.extend(alias(&statement));
    }
    lines.sort();
    let mut text = String::new();
    for line in lines {
        writeln!(text, "{line}")?;
    }
    Ok(text)
}

/// Returns the ABI version that the header declares.
pub(crate) fn version(header: &str) -> Result<u32, Box<dyn Error>> {
    let found = header
        .lines()
        .find_map(|line| line.strip_prefix("#define EXOMT_ABI_VERSION "));
    Ok(found
        .ok_or("the header has no EXOMT_ABI_VERSION")?
        .parse()?)
}

fn without_comments(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code + rest
}

/// Splits code into statements of one line each, without preprocessor lines. A statement includes
/// the content of its braces.
fn statements(code: &str) -> Vec<String> {
    let plain = code.lines().filter(|line| !line.starts_with('#'));
    let text = plain
        .collect::<Vec<_>>()
        .join(" ")
        .replace("extern \"C\" {", "");
    let (mut found, mut current, mut depth) = (Vec::new(), String::new(), 0);
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ';' if depth == 0 => {
                found.push(words(&current));
                current.clear();
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    found
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Describes a macro with a number. Skips versions, which change with each release and aren't part
/// of the ABI.
fn constant(line: &str) -> Option<String> {
    let (name, value) = line.strip_prefix("#define ")?.split_once(' ')?;
    let counts = name != "EXOMT_ABI_VERSION" && !name.starts_with("EXOMT_VERSION");
    counts.then(|| format!("constant {name} {}", value.trim()))
}

/// Describes a prototype, without the names of its parameters.
fn function(statement: &str) -> Option<String> {
    let (head, parameters) = statement.strip_suffix(')')?.split_once('(')?;
    let (result, name) = head.rsplit_once(' ')?;
    let types: Vec<String> = parameters.split(',').map(parameter_type).collect();
    Some(format!("function {name} ({}) {result}", types.join(", ")))
}

fn parameter_type(parameter: &str) -> String {
    let name = |character: char| character.is_alphanumeric() || character == '_';
    match parameter.trim() {
        "void" => "void".to_owned(),
        parameter => parameter.trim_end_matches(name).trim_end().to_owned(),
    }
}

/// Describes the numbers of an enum, or a struct with its size. The size is the sum of the members,
/// which need no padding.
fn structure(statement: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let numbers = |body: &str| -> Vec<String> {
        let names = body
            .split(',')
            .map(words)
            .filter(|number| !number.is_empty());
        names
            .map(|number| format!("number {}", number.replace(" = ", " ")))
            .collect()
    };
    if let Some(body) = statement.strip_prefix("enum {") {
        return Ok(numbers(body.trim_end_matches('}')));
    }
    let Some(rest) = statement.strip_prefix("typedef struct ") else {
        return Ok(Vec::new());
    };
    let (name, body) = rest.split_once(" {").ok_or("a struct without members")?;
    let (members, _) = body.split_once('}').ok_or("a struct without an end")?;
    let (mut size, mut types) = (0, Vec::new());
    for member in members
        .split(';')
        .map(words)
        .filter(|member| !member.is_empty())
    {
        let member_type = parameter_type(&member);
        size += match member_type.as_str() {
            "uint64_t" => 8,
            other => return Err(format!("build/abi.rs doesn't know the size of {other}").into()),
        };
        types.push(member);
    }
    Ok(vec![format!(
        "struct {name} {size} bytes: {}",
        types.join(", ")
    )])
}

fn alias(statement: &str) -> Option<String> {
    let rest = statement.strip_prefix("typedef ")?;
    (!rest.starts_with("struct ")).then(|| format!("type {rest}"))
}
