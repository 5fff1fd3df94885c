//! Assembles the C header: one section for each module of `src/ffi`, in the order of
//! `src/ffi/mod.rs`. The module's documentation opens its section.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use cbindgen::{Builder, Config};

use crate::token_record::FIELDS;

/// The module whose section also lists the error codes of the core.
const ERRORS: &str = "error";
const ERROR_CODES: &str = "src/error/code.rs";

/// The placeholder for the fields of a token record in a function's documentation.
const TOKEN_RECORD: &str = " * A \"token\" record has the fields of `boundary/token_record.rs`.\n";

/// Returns the text of `include/exomt.h`.
pub(crate) fn assemble(root: &Path) -> Result<String, Box<dyn Error>> {
    let config = Config::from_file(root.join("cbindgen.toml"))?;
    let guard = config.include_guard.as_deref().unwrap_or_default();
    let mut header = format!(
        "{}\n\n{}\n\n#ifndef {guard}\n#define {guard}\n\n",
        config.autogen_warning.as_deref().unwrap_or_default().trim(),
        config.header.as_deref().unwrap_or_default().trim(),
    );
    for include in &config.sys_includes {
        header.push_str(&format!("#include <{include}>\n"));
    }
    header.push_str("\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
    for name in sections(root)? {
        header.push_str(&section(root, &config, &name)?);
    }
    header.push_str(&format!(
        "\n#ifdef __cplusplus\n}} /* extern \"C\" */\n#endif\n\n#endif /* {guard} */\n"
    ));
    Ok(header)
}

/// Returns the modules that `src/ffi/mod.rs` re-exports, in order.
fn sections(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = fs::read_to_string(root.join("src/ffi/mod.rs"))?;
    let name = |line: &str| {
        Some(
            line.strip_prefix("pub use ")?
                .strip_suffix("::*;")?
                .to_owned(),
        )
    };
    Ok(text.lines().filter_map(name).collect())
}

fn section(root: &Path, config: &Config, name: &str) -> Result<String, Box<dyn Error>> {
    let file = root.join(format!("src/ffi/{name}.rs"));
    let mut sources = vec![file.clone()];
    if name == ERRORS {
        sources.insert(0, root.join(ERROR_CODES));
    }
    let mut text = opening(&fs::read_to_string(&file)?, name)?;
    if name == "version" {
        text.push_str(&version_macros()?);
    }
    let items = items(config, &sources)?.replace(TOKEN_RECORD, &token_record());
    text.push('\n');
    text.push_str(c_style(&items).trim_start());
    Ok(text)
}

/// Returns the module's documentation as a C comment between horizontal rules.
fn opening(source: &str, name: &str) -> Result<String, Box<dyn Error>> {
    let lines: Vec<&str> = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .collect();
    if lines.is_empty() {
        return Err(format!("src/ffi/{name}.rs has no module documentation, which introduces its section of the header").into());
    }
    let rule = "-".repeat(90);
    let mut text = format!("\n/*\n * {rule}\n");
    for line in lines {
        text.push_str(format!(" *{line}").trim_end());
        text.push('\n');
    }
    text.push_str(&format!(" * {rule}\n */\n"));
    Ok(text)
}

/// Returns the version of the package as macros.
fn version_macros() -> Result<String, Box<dyn Error>> {
    let mut text =
        String::from("\n/**\n * The version of the library that this header belongs to.\n */\n");
    for part in ["MAJOR", "MINOR", "PATCH"] {
        let number = std::env::var(format!("CARGO_PKG_VERSION_{part}"))?;
        text.push_str(&format!("#define EXOMT_VERSION_{part} {number}\n"));
    }
    let version = std::env::var("CARGO_PKG_VERSION")?;
    text.push_str(&format!("#define EXOMT_VERSION \"{version}\"\n"));
    Ok(text)
}

/// Returns the declarations that cbindgen generates for these files, without its header and include
/// guard.
fn items(config: &Config, sources: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let mut config = config.clone();
    config.header = None;
    config.include_guard = None;
    config.autogen_warning = None;
    config.sys_includes.clear();
    let mut builder = Builder::new().with_config(config);
    for source in sources {
        builder = builder.with_src(source);
    }
    let mut text = Vec::new();
    builder.generate()?.write(&mut text);
    Ok(String::from_utf8(text)?)
}

/// Returns the fields of a token record as a list for a comment.
fn token_record() -> String {
    let mut text = String::from(" *\n * A \"token\" record has these fields:\n");
    for field in FIELDS {
        let note = match field.kind {
            "time" => " (seconds since 1970)",
            "list" => " (a list)",
            "directory_roles" => " (a list: name, template id, 1 if supported, for each role)",
            "flag" => " (1 or 0)",
            "milliseconds" => " (milliseconds)",
            "detail" => " (JSON: `findings`, `waits`; empty for a ready token without waits)",
            _ => "",
        };
        text.push_str(&format!(" * - `{}`{note}\n", field.camel_case()));
    }
    text
}

/// Changes cbindgen's output to what a C programmer expects: named structs, enums as plain numbers,
/// and no rustdoc headings.
fn c_style(text: &str) -> String {
    text.split("\n\n")
        .filter(|block| !block.is_empty())
        .map(|block| named_struct(&plain_enum(&without_safety(block))))
        .collect::<Vec<_>>()
        .join("\n\n")
        + "\n"
}

/// Removes the section "# Safety", which is the last part of a comment.
fn without_safety(block: &str) -> String {
    match (block.find(" *\n * # Safety"), block.find(" */")) {
        (Some(start), Some(end)) => format!("{}{}", &block[..start], &block[end..]),
        _ => block.to_owned(),
    }
}

/// Removes the name of an enum. Functions return numbers of two enums, so neither can be the return
/// type.
fn plain_enum(block: &str) -> String {
    match (
        block.find("\nenum "),
        block.find(" {\n"),
        block.find("\n};"),
    ) {
        (Some(start), Some(body), Some(end)) => {
            format!("{}\nenum{}\n}};", &block[..start], &block[body..end])
        }
        _ => block.to_owned(),
    }
}

fn named_struct(block: &str) -> String {
    let end = block.rsplit_once("\n} ");
    match end.and_then(|(_, name)| name.trim_end().strip_suffix(';')) {
        Some(name) => block.replace("typedef struct {", &format!("typedef struct {name} {{")),
        None => block.to_owned(),
    }
}
