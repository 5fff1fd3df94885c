function Get-ConnectCommand {
    # Returns the connect command of ExchangeOnlineManagement, or a failure. Loads the version that
    # works in this session into the global scope.
    param([string] $Resource)

    # -All also finds a module that only another module imported.
    $loaded = $null
    foreach ($module in Get-Module -Name 'ExchangeOnlineManagement' -All) {
        if ($module.ExportedCommands.ContainsKey('Connect-ExchangeOnline') -and ($null -eq $loaded -or $module.Version -gt $loaded.Version)) { $loaded = $module }
    }
    $installed = @(Get-Module -Name 'ExchangeOnlineManagement' -ListAvailable -Verbose:$false)
    $session = @{ resource = $Resource; installed = @($installed | ForEach-Object { "$($_.Version)" }); powershellVersion = "$($PSVersionTable.PSVersion)"; powershellEdition = $PSVersionTable.PSEdition; isWindows = $env:OS -eq 'Windows_NT' }
    if ($null -ne $loaded) { $session['loaded'] = "$($loaded.Version)" }
    $selected = Invoke-NativeJson -Name exomt_connection_select_module -Arguments (ConvertTo-Json -InputObject $session -Compress)
    if (Test-ExoMtFailure $selected) { return $selected }
    $chosen = if ($null -ne $loaded) { $loaded } else { @($installed | Where-Object { "$($_.Version)" -eq $selected.version })[0] }
    if (-not (Get-Module -Name 'ExchangeOnlineManagement')) {
        try {
            if ($null -ne $loaded) { Import-Module -ModuleInfo $loaded -Global -DisableNameChecking -Verbose:$false -ErrorAction Stop }
            else { $chosen = Import-Module -Name $chosen.Path -Global -PassThru -DisableNameChecking -Verbose:$false -ErrorAction Stop }
        }
        catch {
            Remove-CaughtError -Record $_
            return New-ExoMtFailure -Name 'ModuleUnusable' -Category 'ResourceUnavailable' -Message "ExchangeOnlineManagement $($chosen.Version) could not be loaded: $($_.Exception.Message)" -Fix 'Install it again: Install-Module ExchangeOnlineManagement -Force -Scope CurrentUser. If its libraries clash with those of another module (Microsoft.Graph, Az), connect first, in a new PowerShell.'
        }
    }
    $command = $chosen.ExportedCommands[$selected.command]
    # The variant in Azure Cloud Shell lacks -Organization; a broken installation lacks -AccessToken.
    if ($null -eq $command -or -not $command.Parameters.ContainsKey('AccessToken') -or -not $command.Parameters.ContainsKey('Organization')) {
        return New-ExoMtFailure -Name 'ModuleUnusable' -Category 'ResourceUnavailable' -Message "$($selected.command) of ExchangeOnlineManagement $($chosen.Version) doesn't accept -AccessToken with -Organization here." -Fix 'Use PowerShell on your own computer or server: in Azure Cloud Shell the module can only sign in as its user.'
    }
    $command
}
