function Get-ModuleObstacle {
    # Why a version of ExchangeOnlineManagement can not connect with a token in this
    # PowerShell; nothing if it can.
    param([version] $Version, [string] $Resource, [version] $ShellVersion, [bool] $IsDesktop)

    $command = 'Connect-ExchangeOnline'
    $first = [version]'3.1.0'
    if ($Resource -eq 'Compliance') {
        $command = 'Connect-IPPSSession'
        $first = [version]'3.8.0'
    }
    if ($Version -lt $first) {
        return New-ExoMtFailure -Name 'ModuleTooOld' -Category 'NotInstalled' -Message "ExchangeOnlineManagement $Version is too old: its $command takes a token since $first." -Fix "Run: Install-Module ExchangeOnlineManagement -MinimumVersion $first -Scope CurrentUser."
    }
    # Windows PowerShell is not affected: the module has other libraries for it.
    if ($IsDesktop) { return }
    foreach ($step in @('3.10.0', '7.6', '3.9.2'), @('3.5.0', '7.4', '3.4.0')) {
        if ($Version -lt [version]$step[0] -or $ShellVersion -ge [version]$step[1]) { continue }
        $fix = "Use PowerShell $($step[1]) or later, or Windows PowerShell 5.1."
        if ([version]$step[2] -ge $first) { $fix = "$fix For this PowerShell: Install-Module ExchangeOnlineManagement -RequiredVersion $($step[2]) -Scope CurrentUser." }
        return New-ExoMtFailure -Name 'PowerShellTooOld' -Category 'NotInstalled' -Message "ExchangeOnlineManagement $Version needs PowerShell $($step[1]); this is $ShellVersion." -Fix $fix
    }
}
