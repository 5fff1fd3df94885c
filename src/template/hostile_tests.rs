//! Puts hostile text into every placeholder of every template, and checks that the script still
//! parses and contains exactly the intended literals.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::sample::{LINE, Sample, TEXT, Values};
use super::{Line, Literal, Word, html_tokens, shell_tokens};

/// Text that would end a quote, run a command or hide something if it weren't escaped.
const HOSTILE: [&str; 13] = [
    "'; rm -rf /; '",
    "'; throw 'x'; '",
    "\u{2018}\u{2019}\u{201A}\u{201B}; throw 1 #",
    "\u{201C}\u{201D}\u{201E}\"",
    "\"; exit 1; \"",
    "$(throw 1) ${x} $env:PATH $x",
    "`whoami` `n `$x `'",
    "\\ \\' \\\\'",
    "\u{202E}'\u{202C}\u{200F}\u{2066}\u{2028}\u{2029}",
    "{{ app_id }} {% if x %} {# y #}",
    "<script>alert(1)</script> & <b title='x' y=\"z\">",
    "<<'END' # comment ) } @' '@ @\" \"@ %s %%",
    "'''\u{2019}''''\u{2019}\u{2018}'",
];

/// Returns the samples of all topics. A new topic with templates adds its samples here.
fn samples(values: &Values) -> Vec<Sample> {
    let mut all = Vec::new();
    all.extend(crate::audit::samples(values));
    all.extend(crate::consent::samples(values));
    all.extend(crate::readiness::samples(values));
    all.extend(crate::role::samples(values));
    all.extend(crate::setup::samples(values));
    all
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

/// Returns the files in a folder and its subfolders, as paths relative to `templates/`.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.append(&mut files(&path));
        } else {
            let name = path.strip_prefix(root()).expect("below templates");
            found.insert(name.to_str().expect("a name").replace('\\', "/"));
        }
    }
    found
}

fn source(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

/// Returns the parts of a template that are between an opening and a closing delimiter.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open)
        .skip(1)
        .map(move |rest| rest.split(close).next().unwrap_or_default().trim())
}

fn includes(path: &str) -> Vec<String> {
    between(&source(path), "{%", "%}")
        .filter_map(|tag| tag.trim_matches(['-', ' ']).strip_prefix("include"))
        .map(|name| name.trim().trim_matches('"').to_owned())
        .collect()
}

/// Returns the placeholders of a file and of the files it includes.
fn placeholders(path: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = between(&source(path), "{{", "}}")
        .map(|expression| {
            let name = expression.split(['|', '(']).next().unwrap_or_default();
            name.trim_matches(['-', ' ']).to_owned()
        })
        .collect();
    for included in includes(path) {
        found.append(&mut placeholders(&included));
    }
    found
}

#[test]
fn every_file_has_a_sample() {
    let samples = samples(&Values::new(""));
    let sampled: BTreeSet<&str> = samples.iter().map(|sample| sample.path).collect();
    let all = files(&root());
    let included: BTreeSet<String> = all.iter().flat_map(|path| includes(path)).collect();
    for path in &all {
        assert!(
            sampled.contains(&**path) || included.contains(path),
            "templates/{path} has no sample: add one to its topic's samples()"
        );
    }
    for path in sampled {
        assert!(all.contains(path), "templates/{path} is missing");
    }
}

#[test]
fn every_placeholder_of_every_file_is_shown_by_a_sample() {
    let samples = samples(&Values::new(""));
    let mut by_path: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in &samples {
        by_path.entry(sample.path).or_default().push(sample);
    }
    for (path, samples) in by_path {
        for placeholder in placeholders(path) {
            let shown = samples.iter().any(|sample| {
                let mut values = sample.values.iter();
                values.any(|(name, value)| *name == placeholder && sample.text.contains(value))
            });
            assert!(shown, "no sample of templates/{path} shows {placeholder}");
        }
    }
}

#[test]
fn files_have_no_carriage_returns_tabs_or_spaces_at_the_end_of_a_line() {
    for path in files(&root()) {
        let text = source(&path);
        assert!(!text.contains(['\r', '\t']), "templates/{path}");
        assert!(
            text.ends_with('\n'),
            "templates/{path} has no last line end"
        );
        for line in text.lines() {
            assert!(!line.ends_with(' '), "templates/{path}: {line}");
        }
    }
}

#[test]
fn control_characters_never_reach_a_script() {
    for hostile in ["a\nb", "a\r\nb", "a\u{1b}[0m", "\u{7}", "a\u{85}b", "\t"] {
        assert!(Literal::new(hostile).is_err(), "{hostile:?}");
        assert!(Word::new(hostile).is_err(), "{hostile:?}");
        let line = Line::new(hostile).to_string();
        assert!(!line.contains(char::is_control), "{hostile:?}: {line:?}");
    }
}

/// Replaces each mark of this kind with the result of `behind`, which adds the hostile text after
/// the mark.
fn with_hostile(text: &str, kind: &str, behind: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(kind) {
        let end = start + rest[start..].find('M').expect("the end of a mark") + 1;
        out.push_str(&rest[..start]);
        out.push_str(&behind(&rest[start..end]));
        rest = &rest[end..];
    }
    out + rest
}

fn literal(text: &str, hostile: &str) -> String {
    with_hostile(text, TEXT, |mark| format!("{mark}{hostile}"))
}

fn comment(text: &str, hostile: &str) -> String {
    with_hostile(text, LINE, |mark| {
        Line::new(&format!("{mark}{hostile}")).to_string()
    })
}

/// A sample: its name, its content with benign values, and its content with each hostile value.
type Rounds = (String, String, Vec<(&'static str, String)>);

/// Returns the samples of one kind of file.
fn rounds(extension: &str) -> Vec<Rounds> {
    let samples_with = |hostile| {
        samples(&Values::new(hostile))
            .into_iter()
            .filter(|sample| sample.path.ends_with(extension))
            .map(|sample| (sample.path, format!("{}{}", sample.prefix, sample.text)))
            .collect::<Vec<_>>()
    };
    let mut all: Vec<_> = samples_with("")
        .into_iter()
        .enumerate()
        .map(|(index, (path, text))| (format!("{path} (sample {index})"), text, Vec::new()))
        .collect();
    for hostile in HOSTILE {
        for (sample, (_, text)) in all.iter_mut().zip(samples_with(hostile)) {
            sample.2.push((hostile, text));
        }
    }
    all
}

#[test]
fn shell_scripts_hold_the_intended_literals() {
    use shell_tokens::Token;

    for (name, benign, hostile_texts) in rounds(".sh") {
        let tokens = shell_tokens::tokens(&benign);
        for (hostile, text) in hostile_texts {
            let expected: Vec<Token> = tokens
                .iter()
                .map(|token| match token {
                    Token::Literal(text) => Token::Literal(literal(text, hostile)),
                    Token::Comment(text) => Token::Comment(comment(text, hostile)),
                    other => other.clone(),
                })
                .collect();
            assert_eq!(shell_tokens::tokens(&text), expected, "{name}: {hostile}");
        }
    }
}

#[test]
fn bash_reads_every_shell_script() {
    let Ok(version) = Command::new("bash").arg("--version").output() else {
        missing("bash");
        return;
    };
    assert!(version.status.success());
    for (name, benign, hostile) in rounds(".sh") {
        for text in std::iter::once(benign).chain(hostile.into_iter().map(|(_, text)| text)) {
            let mut bash = Command::new("bash")
                .arg("-n")
                .stdin(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("bash");
            let mut input = bash.stdin.take().expect("a pipe");
            input.write_all(text.as_bytes()).expect("bash reads");
            drop(input);
            let output = bash.wait_with_output().expect("bash ends");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() && said.is_empty(),
                "{name}: {said}\n{text}"
            );
        }
    }
}

#[test]
fn pages_hold_the_intended_text() {
    use html_tokens::Token;

    for (name, benign, hostile_texts) in rounds(".html") {
        let tokens = html_tokens::tokens(&benign);
        for (hostile, text) in hostile_texts {
            let expected: Vec<Token> = tokens
                .iter()
                .map(|token| match token {
                    Token::Text(text) => Token::Text(literal(text, hostile)),
                    Token::Attribute(text) => Token::Attribute(literal(text, hostile)),
                    tag => tag.clone(),
                })
                .collect();
            assert_eq!(html_tokens::tokens(&text), expected, "{name}: {hostile}");
        }
    }
}

#[test]
fn every_kind_of_file_is_parsed_by_a_test() {
    for path in files(&root()) {
        assert!(
            [".ps1", ".sh", ".html"]
                .iter()
                .any(|known| path.ends_with(known)),
            "no test parses templates/{path}"
        );
    }
}

/// The result of PowerShell's parser for a script: the parse errors and the tokens.
type ParsedScript = (String, Vec<(String, String)>);

/// Parses all texts with PowerShell. Returns `None` if PowerShell isn't installed.
fn parse(texts: &[String]) -> Option<Vec<ParsedScript>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, text) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{index}.ps1"));
        std::fs::write(path, text).expect("a file");
    }
    let output = folder.path().join("tokens.txt");
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/powershell/session/Template.ps1");
    let shell = std::env::var_os("EXOMT_PWSH").unwrap_or_else(|| "pwsh".into());
    let status = Command::new(shell)
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .args([&script, folder.path(), &output])
        .status()
        .ok()?;
    assert!(status.success(), "{status}");
    let text = std::fs::read_to_string(output).expect("the tokens");
    let mut parsed: BTreeMap<usize, ParsedScript> = BTreeMap::new();
    for file in text.split('\u{1d}') {
        let mut parts = file.split('\u{1e}');
        let mut part = || parts.next().expect("a part");
        let index = part().trim_end_matches(".ps1").parse().expect("a number");
        let faults = part().to_owned();
        let tokens = parts
            .map(|token| token.split_once('\u{1f}').expect("a token"))
            .map(|(kind, value)| (kind.to_owned(), value.to_owned()))
            .collect();
        parsed.insert(index, (faults, tokens));
    }
    assert_eq!(parsed.len(), texts.len());
    Some(parsed.into_values().collect())
}

#[test]
fn powershell_reads_the_intended_literals() {
    let rounds = rounds(".ps1");
    let texts: Vec<String> = rounds
        .iter()
        .flat_map(|(_, benign, hostile)| {
            std::iter::once(benign).chain(hostile.iter().map(|(_, text)| text))
        })
        .cloned()
        .collect();
    let Some(parsed) = parse(&texts) else {
        missing("PowerShell");
        return;
    };
    let mut parsed = parsed.into_iter();
    for (name, benign, hostile_texts) in rounds {
        let (faults, tokens) = parsed.next().expect("the benign round");
        assert!(faults.is_empty(), "{name}: {faults}\n{benign}");
        for (hostile, text) in hostile_texts {
            let (faults, found) = parsed.next().expect("a hostile round");
            assert!(faults.is_empty(), "{name}: {faults}\n{text}");
            let expected: Vec<(String, String)> = tokens
                .iter()
                .map(|(kind, value)| {
                    let value = match &**kind {
                        "StringLiteral" => literal(value, hostile),
                        "Comment" => comment(value, hostile),
                        _ => value.clone(),
                    };
                    (kind.clone(), value)
                })
                .collect();
            assert_eq!(found, expected, "{name}: {hostile}\n{text}");
        }
    }
}

/// Handles a missing tool: fails in CI, and elsewhere reports that a test was skipped.
fn missing(what: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{what} is missing"
    );
    let _ = writeln!(
        std::io::stderr(),
        "\n*** {what} is missing: a test was LEFT OUT ***\n"
    );
}
