function Get-ConnectionId {
    # Returns the ids of the module's open connections, if its version lists them.
    param([System.Management.Automation.CommandInfo] $Command)

    $list = $Command.Module.ExportedCommands['Get-ConnectionInformation']
    if ($null -eq $list) { return }
    foreach ($connection in & $list -ErrorAction Ignore) {
        if ($null -ne $connection.PSObject.Properties['ConnectionId']) { [string]$connection.ConnectionId }
    }
}
