function Import-NativeLibrary {
    # Loads runtimes/<rid>/native/<library> and checks that it fits this module: a library of
    # another build would be called with the wrong arguments.
    param([string] $ModuleRoot)

    $wanted = 1
    $reasons = @()
    foreach ($platform in Get-NativePlatform) {
        $file = switch -Wildcard ($platform) { 'win-*' { 'exomt.dll' } 'osx-*' { 'libexomt.dylib' } default { 'libexomt.so' } }
        $path = "$ModuleRoot/runtimes/$platform/native/$file"
        if ($platform -like 'win-*') { $path = $path -replace '/', '\' }
        $native = New-NativeType -Path $path
        try { $found = $native::exomt_abi_version() }
        catch {
            $reasons += if ([System.IO.File]::Exists($path)) { $_.Exception.GetBaseException().Message } else { "$path is missing." }
            continue
        }
        if ($found -ne $wanted) {
            throw "ExoMt's library does not fit this module: $path has interface version $found, the module needs $wanted. Remove the module's folder and install it again."
        }
        return $native
    }
    if ($env:PROCESSOR_ARCHITECTURE -eq 'x86' -and $env:PROCESSOR_ARCHITEW6432) {
        throw "ExoMt has no library for 32-bit PowerShell: $reasons Run your script in the 64-bit one: $env:windir\SysNative\WindowsPowerShell\v1.0\powershell.exe, or pwsh.exe in $env:ProgramW6432\PowerShell\7."
    }
    throw "ExoMt's library could not be loaded: $reasons Install the module again, or build it for this platform with 'cargo xtask install'."
}
