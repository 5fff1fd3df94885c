function Test-WindowsPlatform {
    # Whether this is Windows, in any PowerShell.
    $env:OS -eq 'Windows_NT'
}
