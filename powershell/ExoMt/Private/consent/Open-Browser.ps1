function Open-Browser {
    # Opens a URL in the browser of this computer. The library can't do this, because on Linux it
    # doesn't see PATH, DISPLAY and BROWSER of the PowerShell session (see Get-NetworkOption).
    param([string] $Url)

    $start = [System.Diagnostics.ProcessStartInfo]::new($Url)
    $start.UseShellExecute = $true
    try { $null = [System.Diagnostics.Process]::Start($start) }
    catch { Write-Warning "Can't open a browser on this computer ($($_.Exception.GetBaseException().Message)). Open the URL yourself: $Url" }
}
