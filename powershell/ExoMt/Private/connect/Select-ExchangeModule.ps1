function Select-ExchangeModule {
    # The version to connect with: the loaded one, else the newest that is installed and fits;
    # or a failure. Two versions in one process would load two sets of the same assemblies.
    param([object] $Loaded, [object[]] $Installed, [string] $Resource, [version] $ShellVersion, [bool] $IsDesktop)

    $fitting = $newest = $null
    foreach ($module in $Installed) {
        if ($null -eq $newest -or $module.Version -gt $newest.Version) { $newest = $module }
        if (Get-ModuleObstacle -Version $module.Version -Resource $Resource -ShellVersion $ShellVersion -IsDesktop $IsDesktop) { continue }
        if ($null -eq $fitting -or $module.Version -gt $fitting.Version) { $fitting = $module }
    }
    if ($null -ne $Loaded) {
        $obstacle = Get-ModuleObstacle -Version $Loaded.Version -Resource $Resource -ShellVersion $ShellVersion -IsDesktop $IsDesktop
        if ($null -eq $obstacle) { return $Loaded }
        if ($null -ne $fitting) {
            $obstacle.message = "$($obstacle.message) It is loaded in this session, so $($fitting.Version), which is installed too, can not be."
            $obstacle.fix = "Start a new PowerShell and connect there before any other command of that module runs: then $($fitting.Version) is loaded."
        }
        return $obstacle
    }
    if ($null -ne $fitting) { return $fitting }
    if ($null -ne $newest) { return Get-ModuleObstacle -Version $newest.Version -Resource $Resource -ShellVersion $ShellVersion -IsDesktop $IsDesktop }
    $first = if ($Resource -eq 'Compliance') { '3.8.0' } else { '3.1.0' }
    New-ExoMtFailure -Name 'ModuleMissing' -Category 'NotInstalled' -Message 'The module ExchangeOnlineManagement, which makes the connection, is not installed for this PowerShell.' -Fix "Run: Install-Module ExchangeOnlineManagement -MinimumVersion $first -Scope CurrentUser."
}
