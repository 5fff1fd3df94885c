function Get-NativeLibraryPath {
    # The library for this process: runtimes/<rid>/native, as .NET names platforms.
    param([string] $ModuleRoot)

    $architecture = [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant()
    $isWindowsHere = [System.IO.Path]::DirectorySeparatorChar -eq '\'
    if ($isWindowsHere) { $system = 'win'; $file = 'exomt.dll' }
    elseif ([System.Runtime.InteropServices.RuntimeInformation]::IsOSPlatform([System.Runtime.InteropServices.OSPlatform]::OSX)) { $system = 'osx'; $file = 'libexomt.dylib' }
    elseif ([System.IO.Directory]::GetFiles('/lib', 'ld-musl-*').Length -gt 0) { $system = 'linux-musl'; $file = 'libexomt.so' }
    else { $system = 'linux'; $file = 'libexomt.so' }

    $folder = [System.IO.Path]::Combine($ModuleRoot, 'runtimes', "$system-$architecture", 'native')
    $path = [System.IO.Path]::Combine($folder, $file)
    if ([System.IO.File]::Exists($path)) { return $path }
    if ($isWindowsHere -and $architecture -eq 'x86' -and [System.Environment]::Is64BitOperatingSystem) {
        throw "ExoMt has no library for 32-bit PowerShell ($path is missing). Run your script in the 64-bit one: $env:windir\SysNative\WindowsPowerShell\v1.0\powershell.exe, or pwsh.exe in $env:ProgramW6432\PowerShell\7."
    }
    throw "ExoMt has no library for this platform ($system-$architecture): $path is missing. Install the module again, or build it for this platform with 'cargo xtask install'."
}
