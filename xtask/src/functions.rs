//! Merges the module's functions into as few files as a session reads: PowerShell needs longer
//! to read a function than to run it once.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Functions: name and text.
type Functions = BTreeMap<String, String>;

/// The file of the private functions that acquire a token, and that of the others.
const TOKEN: &str = "ExoMt.Token.ps1";
const OTHERS: &str = "ExoMt.Private.ps1";
/// Commands that need only the first file begin with this function, which calls the next.
const BEGINS: &str = "Enter-ExoMtTokenProcess";
const INITIAL: &str = "Initialize-ExoMtProcess";

/// Moves the text of `Public/` into the script module, and that of `Private/` into two files.
pub(crate) fn merge(module: &Path) -> Result<(), Box<dyn Error>> {
    let root = module.join("ExoMt.psm1");
    let text = fs::read_to_string(&root)?;
    let (before, rest) = text
        .split_once("#region functions")
        .ok_or("ExoMt.psm1 has no region")?;
    let (_, after) = rest
        .split_once("#endregion")
        .ok_or("the region in ExoMt.psm1 has no end")?;
    let public = take(&module.join("Public"))?;
    let private = take(&module.join("Private"))?;
    let needed = reached(&public, &private);
    let (token, others): (Functions, Functions) = private
        .into_iter()
        .partition(|(name, _)| needed.contains(name));
    fs::write(module.join(TOKEN), later(&token))?;
    fs::write(module.join(OTHERS), later(&others))?;
    let paths = format!(
        "$script:TokenFunctions = \"$PSScriptRoot/{TOKEN}\"\n$script:OtherFunctions = \"$PSScriptRoot/{OTHERS}\""
    );
    let merged = format!(
        "{before}#region functions\n{paths}\n{}#endregion{after}",
        joined(&public)
    );
    Ok(fs::write(root, merged)?)
}

/// Reads the functions of a folder and removes the folder.
fn take(folder: &Path) -> Result<Functions, Box<dyn Error>> {
    let mut functions = Functions::new();
    for entry in fs::read_dir(folder)? {
        let file: PathBuf = entry?.path();
        if file.is_dir() {
            functions.append(&mut take(&file)?);
            continue;
        }
        let name = file.file_stem().ok_or("a file without a name")?;
        functions.insert(
            name.to_string_lossy().into_owned(),
            fs::read_to_string(&file)?,
        );
    }
    fs::remove_dir_all(folder)?;
    Ok(functions)
}

fn joined(functions: &Functions) -> String {
    functions.values().map(|text| format!("{text}\n")).collect()
}

/// Returns the text for a file that a function reads: `script:` defines its functions in the
/// module, not in that function.
fn later(functions: &Functions) -> String {
    let text = format!("\n{}", joined(functions));
    text.replace("\nfunction ", "\nfunction script:")
        .trim_start()
        .to_owned()
}

/// Returns the functions that commands which acquire tokens can reach.
fn reached(public: &Functions, private: &Functions) -> BTreeSet<String> {
    let begin = public.iter().filter(|(_, text)| text.contains(BEGINS));
    let mut names: Vec<&str> = begin.map(|(name, _)| name.as_str()).collect();
    names.push(INITIAL);
    let mut seen = BTreeSet::new();
    while let Some(name) = names.pop() {
        let Some(text) = public.get(name).or_else(|| private.get(name)) else {
            continue;
        };
        if seen.insert(name.to_owned()) {
            names.extend(words(text));
        }
    }
    seen
}

/// Returns words that can be names of functions. Comments are left out: they name others too.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut help = false;
    let lines = text.lines().filter(move |line| {
        let line = line.trim_start();
        help |= line.starts_with("<#");
        let skipped = help || line.starts_with('#');
        help &= !line.contains("#>");
        !skipped
    });
    let apart = |character: char| !character.is_alphanumeric() && character != '-';
    lines.flat_map(move |line| line.split(apart))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(texts: &[(&str, &str)]) -> Functions {
        let owned = texts
            .iter()
            .map(|(name, text)| (name.to_string(), text.to_string()));
        owned.collect()
    }

    #[test]
    fn a_function_is_reached_through_any_caller() {
        let public = functions(&[
            (
                "Get-It",
                "<#\nSee Test-It.\n#>\nEnter-ExoMtTokenProcess\n$x = @(Read-One)",
            ),
            ("Test-It", "Enter-ExoMtProcess; Read-Other"),
        ]);
        let private = functions(&[
            ("Initialize-ExoMtProcess", "{ Exit-All }"),
            ("Exit-All", ""),
            (
                "Read-One",
                "# unlike Read-Other\n& { Read-Two -Deep; Read-One }",
            ),
            ("Read-Two", ""),
            ("Read-Other", ""),
        ]);
        let found: Vec<String> = reached(&public, &private).into_iter().collect();
        assert_eq!(
            found,
            [
                "Exit-All",
                "Get-It",
                "Initialize-ExoMtProcess",
                "Read-One",
                "Read-Two"
            ]
        );
    }
}
