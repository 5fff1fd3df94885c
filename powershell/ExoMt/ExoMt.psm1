# The map: Public/ has the commands, Private/ what they share, one function a file.
Set-StrictMode -Version 3.0

#region functions: cargo xtask module puts the files' text here, since one file loads faster.
foreach ($file in Get-ChildItem -Path "$PSScriptRoot/Private/*.ps1", "$PSScriptRoot/Public/*.ps1") { . $file.FullName }
#endregion

try { $script:LibraryPath = Import-NativeLibrary $PSScriptRoot }
catch {
    # Asked only now, since each import would pay for it: a restricted language mode is where
    # the first call into .NET ends.
    if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') { throw }
    throw "ExoMt cannot be loaded in a restricted language mode: it calls its own library. Sign the module with a certificate that your application control policy (WDAC, AppLocker) allows, or allow its folder there: $PSScriptRoot"
}
# Both come with the first command: see Enter-ExoMtProcess.
$script:Shared = $null
$script:Native = $null
# What this runspace made and has to free: app handles with a weak reference to their
# object, and operations under way.
$script:OwnApps = @{}
$script:OwnOperations = @{}
$script:Catalog = $null

$ExecutionContext.SessionState.Module.OnRemove = { Exit-ExoMtProcess }
