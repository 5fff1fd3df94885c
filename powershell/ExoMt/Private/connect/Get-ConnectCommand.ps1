function Get-ConnectCommand {
    # The genuine command that connects, of the version that fits, loaded for the whole
    # session; or a failure.
    param([string] $Resource)

    if ($Resource -eq 'Compliance' -and $env:OS -ne 'Windows_NT') {
        return New-ExoMtFailure -Name 'ComplianceUnavailable' -Category 'NotImplemented' -Message 'Security & Compliance PowerShell is not available on Linux and macOS: Connect-IPPSSession works on Windows only.' -Fix 'Run it on Windows.'
    }
    # -All sees a module too that only another module has imported.
    $loaded = $null
    foreach ($module in Get-Module -Name 'ExchangeOnlineManagement' -All) {
        if ($module.ExportedCommands.ContainsKey('Connect-ExchangeOnline') -and ($null -eq $loaded -or $module.Version -gt $loaded.Version)) { $loaded = $module }
    }
    $installed = @(Get-Module -Name 'ExchangeOnlineManagement' -ListAvailable -Verbose:$false)
    $chosen = Select-ExchangeModule -Loaded $loaded -Installed $installed -Resource $Resource -ShellVersion "$($PSVersionTable.PSVersion)".Split('-')[0] -IsDesktop ($PSVersionTable.PSEdition -eq 'Desktop')
    if (Test-ExoMtFailure $chosen) { return $chosen }
    if (-not (Get-Module -Name 'ExchangeOnlineManagement')) {
        try {
            if ($null -ne $loaded) { Import-Module -ModuleInfo $loaded -Global -DisableNameChecking -Verbose:$false -ErrorAction Stop }
            else { $chosen = Import-Module -Name $chosen.Path -Global -PassThru -DisableNameChecking -Verbose:$false -ErrorAction Stop }
        }
        catch {
            Remove-CaughtError -Record $_
            return New-ExoMtFailure -Name 'ModuleUnusable' -Category 'ResourceUnavailable' -Message "ExchangeOnlineManagement $($chosen.Version) could not be loaded: $($_.Exception.Message)" -Fix 'Install it again: Install-Module ExchangeOnlineManagement -Force -Scope CurrentUser. If its libraries clash with those of another module (Microsoft.Graph, Az), connect in a new PowerShell, first of all.'
        }
    }
    $name = if ($Resource -eq 'Compliance') { 'Connect-IPPSSession' } else { 'Connect-ExchangeOnline' }
    $command = $chosen.ExportedCommands[$name]
    # Azure Cloud Shell's variant takes no organization, a broken installation no token.
    if ($null -eq $command -or -not $command.Parameters.ContainsKey('AccessToken') -or -not $command.Parameters.ContainsKey('Organization')) {
        return New-ExoMtFailure -Name 'ModuleUnusable' -Category 'ResourceUnavailable' -Message "$name of ExchangeOnlineManagement $($chosen.Version) takes no -AccessToken with -Organization here." -Fix 'Use a PowerShell of your own computer or server: in Azure Cloud Shell the module signs in as its user only.'
    }
    $command
}
