function Test-WindowsPlatform {
    # Returns whether this is Windows, in any PowerShell.
    $env:OS -eq 'Windows_NT'
}
