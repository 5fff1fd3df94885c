function Get-NativeLibraryPath {
    # Returns where the library for this platform is in the module, the likeliest place first.
    if ($env:OS -eq 'Windows_NT') {
        # The architecture of the process: a 32-bit one on 64-bit Windows says x86.
        $names = @{ AMD64 = 'win-x64'; x86 = 'win-x86'; ARM64 = 'win-arm64' }
        return "\runtimes\$($names[$env:PROCESSOR_ARCHITECTURE])\native\exomt.dll"
    }
    $architecture = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
    if ($IsMacOS) { return "/runtimes/osx-$architecture/native/libexomt.dylib" }
    # Only trying tells whether a Linux has glibc or musl (Alpine).
    "/runtimes/linux-$architecture/native/libexomt.so"
    "/runtimes/linux-musl-$architecture/native/libexomt.so"
}
