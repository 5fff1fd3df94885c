function Start-ConsentListener {
    # Listens at a port of this computer only, for both kinds of addresses that localhost may
    # stand for; or a failure. The caller stops the listeners.
    param([int] $Port)

    $listeners = [System.Collections.Generic.List[object]]::new()
    $inUse = New-ExoMtFailure -Name 'PortInUse' -Category 'ResourceBusy' -Message "Port $Port of this computer is used by another program." -Fix 'End that program, or take another port: -RedirectUri http://localhost:8401. Entra does not compare the port of http://localhost.'
    if (Test-PortInUse -Port $Port) { return $inUse }
    foreach ($address in [System.Net.IPAddress]::Loopback, [System.Net.IPAddress]::IPv6Loopback) {
        $listener = [System.Net.Sockets.TcpListener]::new($address, $Port)
        $listener.Server.Blocking = $false
        # On Windows others could listen beside us; elsewhere it would keep the port for minutes
        # after its last use. A listener's own property would be set again whenever Server is read.
        if ($env:OS -eq 'Windows_NT') { $listener.Server.ExclusiveAddressUse = $true }
        $reason = $null
        try { $listener.Start() }
        catch { $reason = $_.Exception.GetBaseException() }
        if ($null -eq $reason) {
            $listeners.Add($listener)
            continue
        }
        $code = if ($reason -is [System.Net.Sockets.SocketException]) { "$($reason.SocketErrorCode)" } else { '' }
        # A computer may lack IPv6. But what somebody else holds there could get the answer.
        if ("$($address.AddressFamily)" -eq 'InterNetworkV6' -and $code -ne 'AddressAlreadyInUse') { continue }
        Stop-ConsentListener -Listeners $listeners
        if ($code -eq 'AddressAlreadyInUse') { return $inUse }
        return New-ExoMtFailure -Name 'PortUnavailable' -Category 'ResourceUnavailable' -Message "This computer does not let PowerShell listen at port $Port ($($reason.Message))." -Fix 'Take a port above 1023: -RedirectUri http://localhost:8400. Entra does not compare the port of http://localhost.'
    }
    # As it is: PowerShell would take a list apart.
    , $listeners
}
