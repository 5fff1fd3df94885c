function Test-PortInUse {
    # Whether somebody listens at a port in the way of localhost. Asked before it is tried, since
    # a caught exception would stand beside the real error in -ErrorVariable.
    param([int] $Port)

    $places = @()
    try { $places = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners() }
    catch { Write-Debug "This computer does not tell who listens: $($_.Exception.Message)" }
    $ways = [System.Net.IPAddress]::Loopback, [System.Net.IPAddress]::Any, [System.Net.IPAddress]::IPv6Loopback, [System.Net.IPAddress]::IPv6Any
    foreach ($place in $places) {
        if ($place.Port -eq $Port -and $ways -contains $place.Address) { return $true }
    }
    $false
}
