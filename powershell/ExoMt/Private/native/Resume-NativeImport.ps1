function Resume-NativeImport {
    # Loads this platform's library after the most common one failed to load. Returns its interface
    # version, or throws an error that says what to do.
    param([string] $ModuleRoot, [System.Management.Automation.ErrorRecord] $Failure)

    if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
        throw "ExoMt cannot be loaded in a restricted language mode: it calls its own library. Sign the module with a certificate that your application control policy (WDAC, AppLocker) allows, or allow its folder there: $ModuleRoot"
    }
    $places = & {
        # The architecture of the process, which is x86 for a 32-bit process on 64-bit Windows.
        $names = @{ AMD64 = 'win-x64'; x86 = 'win-x86'; ARM64 = 'win-arm64' }
        if ($env:OS -eq 'Windows_NT') { return "\runtimes\$($names[$env:PROCESSOR_ARCHITECTURE])\native\exomt.dll" }
        $architecture = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        if ($IsMacOS) { return "/runtimes/osx-$architecture/native/libexomt.dylib" }
        # Both are tried, because only loading shows whether Linux has glibc or musl (Alpine).
        "/runtimes/linux-$architecture/native/libexomt.so"
        "/runtimes/linux-musl-$architecture/native/libexomt.so"
    }
    $reasons = @()
    foreach ($place in $places) {
        $path = "$ModuleRoot$place"
        if (-not [System.IO.File]::Exists($path)) {
            $reasons += "$path is missing."
            continue
        }
        try {
            # The import has already tried this path.
            if ($path -eq $script:LibraryPath) { throw $Failure }
            $version = (New-NativeType -Path $path -Methods @{ exomt_abi_version = [type]::EmptyTypes })::exomt_abi_version()
            $script:LibraryPath = $path
            return $version
        }
        catch { $reasons += $_.Exception.GetBaseException().Message }
    }
    if ($env:PROCESSOR_ARCHITECTURE -eq 'x86' -and $env:PROCESSOR_ARCHITEW6432) {
        throw "ExoMt has no library for 32-bit PowerShell: $reasons Run your script in the 64-bit one: $env:windir\SysNative\WindowsPowerShell\v1.0\powershell.exe, or pwsh.exe in $env:ProgramW6432\PowerShell\7."
    }
    throw "ExoMt's library could not be loaded: $reasons Install the module again, or build it for this platform with 'cargo xtask install'."
}
