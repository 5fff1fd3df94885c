//! Tests that facts are stored only in the files of `src/data`, and that these have one style
//! (`src/data/README.md`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use exomt::spelling::Name;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|ext| ext == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the name and text of each data file.
fn data() -> Vec<(String, String)> {
    let found: Vec<_> = files(&root().join("src/data"), "json")
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(found.len() >= 6, "{found:?}");
    found
}

/// Returns the numbered lines of a Rust file without its tests and comments.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = before_tests.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(place, line)| (place + 1, line.to_owned()))
        .collect()
}

/// Returns the Rust files of the library, without test-only modules.
fn sources() -> Vec<PathBuf> {
    let found = files(&root().join("src"), "rs");
    let mut test_modules = BTreeSet::new();
    for path in &found {
        let text = fs::read_to_string(path).unwrap();
        for after in text.split("#[cfg(test)]\n").skip(1) {
            let line = after.lines().find(|line| !line.starts_with("#[")).unwrap();
            if let Some((_, name)) = line.trim_end_matches(';').split_once("mod ") {
                test_modules.insert(name.to_owned());
            }
        }
    }
    assert!(test_modules.contains("tests"), "{test_modules:?}");
    let is_test = |path: &PathBuf| {
        path.with_extension("")
            .iter()
            .any(|part| test_modules.contains(&*part.to_string_lossy()))
    };
    found.into_iter().filter(|path| !is_test(path)).collect()
}

/// Formats JSON in the style of the data files, without changing the order of members.
fn formatted(json: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut characters = json.chars().filter(|one| *one != '\r').peekable();
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    while let Some(one) = characters.next() {
        match one {
            '"' => {
                out.push('"');
                while let Some(inner) = characters.next() {
                    out.push(inner);
                    match inner {
                        '\\' => out.push(characters.next().unwrap()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                while characters.peek().is_some_and(|next| next.is_whitespace()) {
                    characters.next();
                }
                out.push(one);
                if matches!(characters.peek(), Some('}' | ']')) {
                    out.push(characters.next().unwrap());
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth -= 1;
                line(&mut out, depth);
                out.push(one);
            }
            ',' => {
                out.push(',');
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            one if one.is_whitespace() => {}
            one => out.push(one),
        }
    }
    out.push('\n');
    out
}

#[test]
fn every_file_has_one_format() {
    for (name, text) in data() {
        assert!(!text.contains("\\u"), "{name} has escapes");
        let expected = formatted(&text);
        for (place, (line, expected)) in text.lines().zip(expected.lines()).enumerate() {
            assert_eq!(line, expected, "{name}, line {}", place + 1);
        }
        assert_eq!(text, expected, "{name}");
    }
}

/// The member names of every object in a file, in order.
#[derive(Default)]
struct Shape {
    objects: Vec<Vec<String>>,
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Shape, D::Error> {
        input.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut shape = Shape::default();
        let mut names = Vec::new();
        while let Some((name, inner)) = map.next_entry::<String, Shape>()? {
            let mut objects = inner.objects;
            // Names of definitions can be chosen freely, so they are skipped; the names of their
            // members are not.
            if ["sources", "confidences", "flows", "kinds"].contains(&&*name) {
                objects.pop();
            }
            names.push(name);
            shape.objects.extend(objects);
        }
        shape.objects.push(names);
        Ok(shape)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shape = Shape::default();
        while let Some(inner) = items.next_element::<Shape>()? {
            shape.objects.extend(inner.objects);
        }
        Ok(shape)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::default())
    }
}

#[test]
fn members_are_camel_case_and_in_one_order() {
    // The pairs of names that were seen in this order, with the file of each.
    let mut before: HashMap<(String, String), String> = HashMap::new();
    for (file, text) in data() {
        let shape: Shape = serde_json::from_str(&text).expect(&file);
        for names in shape.objects {
            for (place, name) in names.iter().enumerate() {
                let is_camel = name.starts_with(|one: char| one.is_ascii_lowercase())
                    && name.chars().all(|one| one.is_ascii_alphanumeric());
                assert!(is_camel, "{file}: {name}");
                for earlier in &names[..place] {
                    let reverse = (name.clone(), earlier.clone());
                    if let Some(other) = before.get(&reverse) {
                        panic!("{file} has {earlier} before {name}; {other} has it after");
                    }
                    before.insert((earlier.clone(), name.clone()), file.clone());
                }
            }
        }
    }
}

/// Collects the names of the sources that rows cite.
fn cited<'a>(value: &'a Value, out: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Array(names) if name == "sources" => {
                        out.extend(names.iter().map(|name| name.as_str().unwrap()));
                    }
                    member => cited(member, out),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| cited(item, out)),
        _ => {}
    }
}

#[test]
fn every_file_names_its_sources_and_rows_cite_them_by_name() {
    for (file, text) in data() {
        let json: Value = serde_json::from_str(&text).unwrap();
        let first: Vec<&str> = json["about"].as_str().into_iter().collect();
        assert!(first[0].ends_with('.'), "{file}");
        let day: Vec<usize> = json["collected"]
            .as_str()
            .unwrap()
            .split('-')
            .map(str::len)
            .collect();
        assert_eq!(day, [4, 2, 2], "{file}");
        let sources = json["sources"].as_object().expect(&file);
        assert!(!sources.is_empty(), "{file}");
        for (name, source) in sources {
            let source = source.as_object().unwrap();
            assert!(
                source["title"]
                    .as_str()
                    .is_some_and(|title| !title.is_empty())
            );
            if let Some(url) = source.get("url") {
                let url = url.as_str().unwrap();
                assert!(
                    url.starts_with("https://") && !url.contains("/en-us/"),
                    "{url}"
                );
            }
            let known = ["title", "url", "revision", "note"];
            assert!(
                source.keys().all(|key| known.contains(&&**key)),
                "{file}: {name}"
            );
        }
        let mut names = BTreeSet::new();
        cited(&json, &mut names);
        for name in names {
            assert!(sources.contains_key(name), "{file} cites {name}");
        }
    }
}

/// Collects every text in a data file.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(members) => members.values().for_each(|member| texts(member, out)),
        _ => {}
    }
}

fn data_texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, text) in data() {
        let mut all = Vec::new();
        texts(&serde_json::from_str(&text).unwrap(), &mut all);
        found.extend(all.into_iter().map(|text| (file.clone(), text)));
    }
    found
}

#[test]
fn every_marker_in_the_data_is_a_known_name() {
    let mut used = BTreeSet::new();
    for (file, text) in data_texts() {
        for rest in text.split('{').skip(1) {
            let key = rest.split('}').next().unwrap();
            let name = Name::ALL.iter().find(|name| name.key == key);
            used.insert(name.unwrap_or_else(|| panic!("{file}: {{{key}}}")).key);
        }
    }
    assert!(used.len() >= 5, "{used:?}");
}

/// Returns the first ExoMt command in a text, or the first parameter that only ExoMt's commands
/// have among the commands in these texts.
fn spelled_for_powershell(text: &str) -> Option<&str> {
    let own = [
        "-Environment",
        "-Resource",
        "-Organization",
        "-ForceRefresh",
        "-TimeoutSec",
        "-TotalTimeoutSec",
        "-CertificatePath",
        "-CertificateKeyPath",
        "-CertificatePassword",
        "-CertificateThumbprint",
        "-CertificateAuthorityPath",
        "-ConnectionUri",
        "-State",
        "-Probe",
        "-ProbeCommand",
        "-Wait",
    ];
    if let Some(place) = text.find("-ExoMt") {
        return Some(&text[place..]);
    }
    own.into_iter().find(|own| {
        text.match_indices(own).any(|(place, _)| {
            let after = text[place + own.len()..].chars().next();
            let before = text[..place].chars().next_back();
            !after.is_some_and(char::is_alphanumeric) && !before.is_some_and(char::is_alphanumeric)
        })
    })
}

#[test]
fn no_text_of_the_core_spells_options_as_one_host_does() {
    // Parameters of other commands that have the same name.
    let other_commands = [
        // Connect-MgGraph
        "\" -Environment {other}\"",
        // Connect-ExchangeOnline
        "as -Organization. It can read",
        // Connect-IPPSSession
        "Run Connect-IPPSSession -ConnectionUri",
    ];
    let mut found = BTreeMap::new();
    for path in sources() {
        for (line, text) in code(&path) {
            let is_other = other_commands.iter().any(|other| text.contains(other));
            if !is_other && spelled_for_powershell(&text).is_some() {
                found.insert(format!("{}:{line}", path.display()), text);
            }
        }
    }
    for (file, text) in data_texts() {
        let is_other = other_commands.iter().any(|other| text.contains(other));
        if !is_other && spelled_for_powershell(&text).is_some() {
            found.insert(file, text);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Returns the code of a PowerShell or XML file without comments and help.
fn script_code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let mut in_help = false;
    let lines = text.lines().enumerate().filter(|(_, line)| {
        in_help |= line.trim_start().starts_with("<#");
        let is_code = !in_help && !line.trim_start().starts_with('#');
        in_help &= !line.contains("#>");
        is_code
    });
    lines
        .map(|(place, line)| (place + 1, line.to_owned()))
        .collect()
}

/// Returns the code of the library and of the PowerShell module: file, line and text.
fn shipped_code() -> Vec<(PathBuf, usize, String)> {
    let mut found = Vec::new();
    for path in sources() {
        let lines = code(&path).into_iter();
        found.extend(lines.map(|(line, text)| (path.clone(), line, text)));
    }
    let rust = found.len();
    for extension in ["ps1", "psm1", "psd1", "ps1xml"] {
        for path in files(&root().join("powershell"), extension) {
            let lines = script_code(&path).into_iter();
            found.extend(lines.map(|(line, text)| (path.clone(), line, text)));
        }
    }
    assert!(rust > 10_000 && found.len() - rust > 2_000, "{rust}");
    found
}

#[test]
fn no_aadsts_number_is_in_code() {
    let file = fs::read_to_string(root().join("src/data/aadsts.json")).unwrap();
    let json: Value = serde_json::from_str(&file).unwrap();
    let codes: BTreeSet<String> = json["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["code"].to_string())
        .collect();
    // Other numbers, such as milliseconds, that happen to be codes too.
    let other = ["120_000"];
    for (path, line, text) in shipped_code() {
        for number in text.split(|one: char| !one.is_ascii_digit() && one != '_') {
            let plain = number.replace('_', "");
            assert!(
                !codes.contains(&plain) || other.contains(&number),
                "{}:{line}: {text}",
                path.display()
            );
        }
    }
}

#[test]
fn no_id_of_a_permission_an_application_or_a_role_is_in_code() {
    let is_guid = |text: &str| {
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        lengths == [8, 4, 4, 4, 12]
            && text
                .chars()
                .all(|one| one == '-' || one.is_ascii_hexdigit())
    };
    let mut ids = BTreeSet::new();
    for (_, text) in data_texts() {
        if is_guid(&text) {
            ids.insert(text);
        }
    }
    assert!(ids.len() > 150, "{}", ids.len());
    for (path, line, text) in shipped_code() {
        let text = text.to_lowercase();
        for id in &ids {
            assert!(
                !text.contains(id.as_str()),
                "{}:{line}: {id}",
                path.display()
            );
        }
    }
}
