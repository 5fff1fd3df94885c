function Open-Browser {
    # Opens a URL in the browser of this computer. This is not in the library: on Linux a library
    # can't see the PATH, DISPLAY and BROWSER of a PowerShell session (see Get-ProxyOption).
    param([string] $Url)

    $start = [System.Diagnostics.ProcessStartInfo]::new($Url)
    $start.UseShellExecute = $true
    try { $null = [System.Diagnostics.Process]::Start($start) }
    catch { Write-Warning "Can't open a browser on this computer ($($_.Exception.GetBaseException().Message)). Open the URL yourself: $Url" }
}
