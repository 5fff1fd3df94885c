function Get-ConnectionId {
    # The ids of the connections that the genuine module has open, where it tells them.
    param([System.Management.Automation.CommandInfo] $Command)

    $list = $Command.Module.ExportedCommands['Get-ConnectionInformation']
    if ($null -eq $list) { return }
    foreach ($connection in & $list -ErrorAction Ignore) {
        if ($null -ne $connection.PSObject.Properties['ConnectionId']) { [string]$connection.ConnectionId }
    }
}
