function Receive-ConsentConnection {
    # Accepts who came since the last look.
    param([object[]] $Listeners, [System.Collections.Generic.List[object]] $Connections)

    foreach ($listener in $Listeners) {
        while ($listener.Pending()) {
            # Whoever holds connections without use gives way to the next one.
            if ($Connections.Count -ge 32) {
                $Connections[0].Socket.Close()
                $Connections.RemoveAt(0)
            }
            $socket = $null
            # It may be gone again.
            try { $socket = $listener.AcceptSocket() } catch { Write-Debug $_.Exception.Message }
            if ($null -eq $socket) { break }
            $socket.Blocking = $false
            $Connections.Add(@{ Socket = $socket; Received = [System.IO.MemoryStream]::new(); Watch = [System.Diagnostics.Stopwatch]::StartNew(); Replied = $false; Done = $false; Answer = $null })
        }
    }
}
