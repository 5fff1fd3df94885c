function Close-ExchangeConnection {
    # Closes this session's Exchange Online connections without a prefix, and detaches Get-EXO*
    # and the other cmdlets that never have one. Returns a failure if a connection stays open.
    #
    # The cmdlets of a connection are in a module tmpEXO_*, and ExchangeOnlineManagement removes the
    # connection when that module is removed. Disconnect-ExchangeOnline -ConnectionId has the same
    # effect but needs an id from Get-ConnectionInformation, which sends a request to every connected
    # tenant, throws on an unexpected response, and lists other runspaces' connections too.
    foreach ($module in Get-Module -Name 'tmpEXO_*' -All) {
        if ($module.Prefix) { continue }
        try { Remove-Module -ModuleInfo $module -Force -ErrorAction Stop }
        catch {
            Remove-CaughtError -Record $_
            return New-ExoMtFailure -Name 'DisconnectFailed' -Category 'CloseError' -Message "An Exchange Online connection is open and could not be closed: $($_.Exception.Message)" -Fix 'Run Disconnect-ExchangeOnline, or start a new PowerShell, and connect there. -KeepConnections connects beside the open connection.'
        }
    }
    # Get-EXO* use the latest connection, and keep using its token after it is closed.
    $settings = 'Microsoft.Exchange.Management.AdminApiProvider.AppSettings' -as [type]
    $attached = if ($null -ne $settings) { $settings.GetProperty('TokenProvider') }
    if ($null -ne $attached) { $attached.SetValue($null, $null) }
}
