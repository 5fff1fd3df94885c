function Resolve-App {
    # Returns the live app that a command works with: -App, a new one from -AppId and its
    # certificate (the caller removes it), or the runspace's default app. Optional: returns
    # nothing when no app is known, and lets the caller's own settings win over the app's.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [bool] $Optional)

    if ($Bound.ContainsKey('AppId')) {
        $entry = New-AppObject -Cmdlet $Cmdlet -Bound $Bound
        $entry['IsTemporary'] = $true
        return $entry
    }
    $app = $script:DefaultApp
    if ($Bound.ContainsKey('App')) { $app = $Bound['App'] }
    elseif ($Optional -and $null -eq $app) { return }
    if ($null -eq $app) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppMissing' -Category 'InvalidArgument' -Message 'No app was given, and this runspace has no default app.' -Fix 'Run New-ExoMtApp with -Default once, or pass its object as -App. Other runspaces (ForEach-Object -Parallel, jobs) have no default app of their own.')
    }
    $entry = $null
    if (-not $script:Shared['Apps'].TryGetValue($app, [ref]$entry)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppNotUsable' -Category 'InvalidArgument' -Message 'The object given as -App is not a live app: it is a copy from a job, another process or a file, or its module was removed.' -Fix 'Make the app with New-ExoMtApp in the process that uses it.')
    }
    if (-not $Optional -and ($Bound['Environment'] -or $Bound['Authority'])) { Assert-AppSetting -Cmdlet $Cmdlet -Entry $entry -Bound $Bound }
    $entry
}
