function Stop-ConsentListener {
    # Frees the port.
    param([object[]] $Listeners)

    foreach ($listener in $Listeners) { if ($null -ne $listener) { $listener.Stop() } }
}
