function Get-ImportFailure {
    # Why the library can not be used, and what to do.
    param([System.Collections.IDictionary] $Failures, [string] $Path, [int] $Version)

    if ($Version) {
        return "ExoMt's library does not fit this module: $Path has interface version $Version, the module needs 1. Remove the module's folder and install it again."
    }
    $reasons = foreach ($failure in $Failures.GetEnumerator()) {
        if ([System.IO.File]::Exists($failure.Key)) { $failure.Value.Exception.GetBaseException().Message } else { "$($failure.Key) is missing." }
    }
    if ($env:PROCESSOR_ARCHITECTURE -eq 'x86' -and $env:PROCESSOR_ARCHITEW6432) {
        return "ExoMt has no library for 32-bit PowerShell: $reasons Run your script in the 64-bit one: $env:windir\SysNative\WindowsPowerShell\v1.0\powershell.exe, or pwsh.exe in $env:ProgramW6432\PowerShell\7."
    }
    "ExoMt's library could not be loaded: $reasons Install the module again, or build it for this platform with 'cargo xtask install'."
}
