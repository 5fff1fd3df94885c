function Update-ConsentConnection {
    # Takes what a connection has, without waiting, and answers its request once that is whole.
    param([System.Collections.IDictionary] $Connection, [System.Collections.IDictionary] $Place, [string] $State)

    $chunk = [byte[]]::new(16384)
    $code = [System.Net.Sockets.SocketError]::Success
    $count = $Connection.Socket.Receive($chunk, 0, $chunk.Length, 'None', [ref]$code)
    if ("$code" -eq 'WouldBlock') {
        # After its answer a client has a moment to go by itself: closing before it has sent
        # all could take the answer away from it.
        $patience = if ($Connection.Replied) { 1 } else { 5 }
        if ($Connection.Watch.Elapsed.TotalSeconds -gt $patience) { $Connection.Done = $true }
        return
    }
    if ("$code" -ne 'Success' -or $count -le 0 -or $Connection.Watch.Elapsed.TotalSeconds -gt 5) {
        $Connection.Done = $true
        return
    }
    if ($Connection.Replied) { return }
    $Connection.Received.Write($chunk, 0, $count)
    $request = Read-HttpRequest -Bytes $Connection.Received.ToArray() -Place $Place
    if ($request.Status -eq 0) { return }
    $reply = Get-ConsentReply -Request $request -State $State
    $null = $Connection.Socket.Send($reply.Bytes, 0, $reply.Bytes.Length, 'None', [ref]$code)
    # Says that no more comes; who is gone by now needs no telling.
    try { $Connection.Socket.Shutdown('Send') } catch { Write-Debug $_.Exception.Message }
    $Connection.Replied = $true
    $Connection.Watch = [System.Diagnostics.Stopwatch]::StartNew()
    $Connection.Answer = $reply.Answer
    if ($null -eq $reply.Answer) { Write-Verbose "A request that is not the answer was refused with $($reply.Status)." }
}
