function Open-Browser {
    # Opens an address in the browser of this computer; without one the address is still shown.
    param([string] $Url)

    $start = [System.Diagnostics.ProcessStartInfo]::new($Url)
    $start.UseShellExecute = $true
    try { $null = [System.Diagnostics.Process]::Start($start) }
    catch { Write-Warning "No browser could be opened here ($($_.Exception.GetBaseException().Message)). Open the URL yourself." }
}
