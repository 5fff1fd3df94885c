//! Selects the version of ExchangeOnlineManagement that can connect with a token. Data:
//! `data/exchange-module.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use super::version::Version;
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;

/// The edition of PowerShell that the version requirements in the data file don't apply to.
const WINDOWS_POWERSHELL: &str = "Desktop";

/// A PowerShell session (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct ModuleOptions {
    /// The PowerShell to connect to, `Exchange` or `Compliance`; defaults to `Exchange`.
    pub resource: Option<String>,
    /// The version of ExchangeOnlineManagement that the session has loaded, if any.
    pub loaded: Option<Version>,
    /// The installed versions of ExchangeOnlineManagement.
    pub installed: Vec<Version>,
    /// The version of PowerShell.
    pub powershell_version: Version,
    /// The edition of PowerShell: `Desktop` is Windows PowerShell.
    pub powershell_edition: String,
    /// Whether the session runs on Windows; defaults to the platform of this library.
    pub is_windows: Option<bool>,
}

/// The version to connect with.
#[derive(Debug, Serialize)]
pub(crate) struct ExchangeModule {
    /// The version, as the options spell it.
    pub version: String,
    /// The module command that makes the connection.
    pub command: &'static str,
}

#[derive(Deserialize)]
struct ModuleFile {
    commands: Vec<Command>,
    requirements: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Command {
    name: String,
    resource: String,
    accepts_token_since: Version,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Requirement {
    since: Version,
    powershell: Version,
    last_before: Version,
}

static FILE: Lazy<Option<ModuleFile>> =
    Lazy::new(|| serde_json::from_str(include_str!("../data/exchange-module.json")).ok());

impl ExchangeModule {
    /// Selects the loaded version, or else the newest installed one that works in this PowerShell.
    /// If a version is loaded, no other version can be used, because that would load a second set
    /// of the same assemblies into the process.
    ///
    /// # Errors
    /// `InvalidResource`, `ModuleMissing`, `ModuleTooOld`, `PowerShellTooOld`,
    /// `ComplianceUnavailable`.
    pub(crate) fn select(options: &ModuleOptions) -> Result<ExchangeModule> {
        let resource = Resource::parse_powershell(options.resource.as_deref().unwrap_or_default())?;
        let is_windows = options.is_windows.unwrap_or(cfg!(windows));
        if resource == Resource::Compliance && !is_windows {
            return Err(Error::new(
                ErrorCode::ComplianceUnavailable,
                "Security & Compliance PowerShell is not available on Linux and macOS: Connect-IPPSSession works on Windows only.",
                "Run it on Windows.",
            ));
        }
        let file = FILE.as_ref();
        let file = file.ok_or_else(|| Error::internal("exchange-module.json is unreadable"))?;
        let command = file
            .commands
            .iter()
            .find(|command| command.resource == resource.name())
            .ok_or_else(|| Error::internal("exchange-module.json lacks a command"))?;
        let chosen = |version: &Version| ExchangeModule {
            version: version.to_string(),
            command: &command.name,
        };
        let fits = |version: &&Version| file.check(command, version, options).is_ok();
        let fitting = options.installed.iter().filter(fits).max();
        if let Some(loaded) = &options.loaded {
            return match (file.check(command, loaded, options), fitting) {
                (Ok(()), _) => Ok(chosen(loaded)),
                (Err(error), None) => Err(error),
                (Err(error), Some(other)) => Err(Error::new(
                    error.code(),
                    format!(
                        "{error} It is loaded in this session, so {other}, which is installed too, can't be loaded."
                    ),
                    format!(
                        "Start a new PowerShell and connect there before any other command of that module runs: then {other} is loaded."
                    ),
                )),
            };
        }
        if let Some(fitting) = fitting {
            return Ok(chosen(fitting));
        }
        if let Some(newest) = options.installed.iter().max() {
            file.check(command, newest, options)?;
        }
        Err(Error::new(
            ErrorCode::ModuleMissing,
            "The module ExchangeOnlineManagement, which makes the connection, is not installed for this PowerShell.",
            command.how_to_install(),
        ))
    }
}

impl Command {
    fn how_to_install(&self) -> String {
        format!(
            "Run: Install-Module ExchangeOnlineManagement -MinimumVersion {} -Scope CurrentUser.",
            self.accepts_token_since
        )
    }
}

impl ModuleFile {
    /// Checks that a version can connect with a token in this PowerShell.
    fn check(&self, command: &Command, version: &Version, options: &ModuleOptions) -> Result<()> {
        let first = &command.accepts_token_since;
        if version < first {
            return Err(Error::new(
                ErrorCode::ModuleTooOld,
                format!(
                    "ExchangeOnlineManagement {version} is too old: its {} accepts a token since {first}.",
                    command.name
                ),
                command.how_to_install(),
            ));
        }
        if options.powershell_edition == WINDOWS_POWERSHELL {
            return Ok(());
        }
        let unmet = self.requirements.iter().find(|requirement| {
            *version >= requirement.since && options.powershell_version < requirement.powershell
        });
        let Some(unmet) = unmet else {
            return Ok(());
        };
        let mut fix = format!(
            "Use PowerShell {} or later, or Windows PowerShell 5.1.",
            unmet.powershell
        );
        if unmet.last_before >= *first {
            fix.push_str(&format!(
                " For this PowerShell: Install-Module ExchangeOnlineManagement -RequiredVersion {} -Scope CurrentUser.",
                unmet.last_before
            ));
        }
        Err(Error::new(
            ErrorCode::PowerShellTooOld,
            format!(
                "ExchangeOnlineManagement {version} needs PowerShell {}; this is {}.",
                unmet.powershell, options.powershell_version
            ),
            fix,
        ))
    }
}

#[cfg(test)]
mod tests;
