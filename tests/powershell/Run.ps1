# Runs Pester files in this PowerShell; tests/powershell.rs starts it. Exit code 0 is all
# passed, 1 something failed, 3 that Pester 5 is not there.
param(
    [Parameter(Mandatory)] [string] $Path,
    # Tests with this tag are left out.
    [string] $ExcludeTag
)

if (-not (Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -ge 5 })) {
    Write-Output 'Pester 5 was not found.'
    exit 3
}
Import-Module -Name Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
if ($ExcludeTag) { $configuration.Filter.ExcludeTag = $ExcludeTag }
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration

Write-Output "$($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
# A file that breaks while it is read has no failed test, and none that passed.
if ($result.FailedCount -gt 0 -or $result.PassedCount -eq 0 -or $result.Result -eq 'Failed') { exit 1 }
exit 0
