function Get-NativePlatform {
    # The names of this process's platform, as .NET spells them (rid), the likeliest first.
    if ($env:OS -eq 'Windows_NT') {
        # The architecture of the process: a 32-bit one on 64-bit Windows says x86.
        $names = @{ AMD64 = 'win-x64'; x86 = 'win-x86'; ARM64 = 'win-arm64' }
        return $names["$env:PROCESSOR_ARCHITECTURE"]
    }
    $architecture = switch ("$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)") {
        'X64' { 'x64' }
        'Arm64' { 'arm64' }
        default { "$_" }
    }
    if ($IsMacOS) { return "osx-$architecture" }
    "linux-$architecture"
    "linux-musl-$architecture"
}
