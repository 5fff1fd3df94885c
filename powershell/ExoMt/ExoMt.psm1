# The map: Public/ has the commands, Private/ what they share, one function a file.
Set-StrictMode -Version 3.0

if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw ("ExoMt cannot be loaded in the language mode '{0}': it calls its own library. Sign the module with a certificate that your application control policy (WDAC, AppLocker) allows, or allow its folder there: {1}" -f $ExecutionContext.SessionState.LanguageMode, $PSScriptRoot)
}

foreach ($folder in 'Private', 'Public') {
    foreach ($file in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')) {
        . $file
    }
}

$script:Shared = Enter-ExoMtProcess -ModuleRoot $PSScriptRoot
$script:Native = $script:Shared.Native
# What this runspace made and has to free: app handles with a weak reference to their object.
$script:OwnApps = New-Object 'System.Collections.Generic.List[object]'
$script:OwnOperations = New-Object 'System.Collections.Generic.HashSet[uint64]'
$script:Catalog = $null

Register-ExoMtCompleter

$ExecutionContext.SessionState.Module.OnRemove = { Exit-ExoMtProcess }

Export-ModuleMember -Function 'ConvertFrom-ExoMtToken', 'Get-ExoMtToken', 'New-ExoMtApp', 'Test-ExoMtToken'
