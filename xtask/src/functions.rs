//! Merges the module's functions into as few files as a session has to load, because PowerShell
//! takes longer to parse a function than to run it once.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The functions of a module: name and text.
type Functions = BTreeMap<String, String>;

/// The file of the private functions that acquire a token, and the file of all others.
const TOKEN: &str = "ExoMt.Token.ps1";
const OTHERS: &str = "ExoMt.Private.ps1";
/// Commands that need only the token file start with this function, which calls [`INITIAL`].
const ENTRY: &str = "Enter-ExoMtTokenProcess";
const INITIAL: &str = "Initialize-ExoMtProcess";

/// Moves the functions of `Public/` into the script module, and those of `Private/` into two files.
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

/// Returns the text of a file that a function loads. With `script:`, its functions are defined in
/// the module, not in the loading function.
fn later(functions: &Functions) -> String {
    let text = format!("\n{}", joined(functions));
    text.replace("\nfunction ", "\nfunction script:")
        .trim_start()
        .to_owned()
}

/// Returns the functions that the token-acquiring commands can reach. These private functions call
/// no commands: the commands' names appear only in messages.
fn reached(public: &Functions, private: &Functions) -> BTreeSet<String> {
    let begin = public.iter().filter(|(_, text)| text.contains(ENTRY));
    let mut seen: BTreeSet<String> = begin.clone().map(|(name, _)| name.clone()).collect();
    let mut names: Vec<&str> = begin.flat_map(|(_, text)| words(text)).collect();
    names.push(INITIAL);
    while let Some(name) = names.pop() {
        let Some(text) = private.get(name) else {
            continue;
        };
        if seen.insert(name.to_owned()) {
            names.extend(words(text));
        }
    }
    seen
}

/// Returns words that can be names of functions. Skips comments, which also name other functions,
/// and completers, which load all functions first.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut help = false;
    let lines = text.lines().filter(move |line| {
        let line = line.trim_start();
        help |= line.starts_with("<#");
        let skipped = help || line.starts_with('#') || line.starts_with("[ArgumentCompleter(");
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
                "<#\nSee Test-It.\n#>\n[ArgumentCompleter({ Read-Name })]\nEnter-ExoMtTokenProcess\n$x = @(Read-One)",
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
            ("Read-Two", "'Use Test-It.'"),
            ("Read-Other", ""),
            ("Read-Name", ""),
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
