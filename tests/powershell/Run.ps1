# Runs Pester files in this PowerShell; tests/powershell.rs starts it. Exit codes: 0 if all tests
# passed, 1 if any failed, 3 if Pester 5 is missing.
param(
    [Parameter(Mandatory)] [string] $Path,
    # Excludes tests with this tag.
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
# A file that fails to load has neither failed nor passed tests.
if ($result.FailedCount -gt 0 -or $result.PassedCount -eq 0 -or $result.Result -eq 'Failed') { exit 1 }
exit 0
