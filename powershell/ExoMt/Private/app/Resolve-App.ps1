function Resolve-App {
    # Returns the app that a command uses: the one in -App, a new one from -AppId and its
    # certificate (the caller removes it), or the runspace's default app. With Optional, returns
    # nothing if there is no app, and accepts settings that differ from the app's.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Bound, [object] $Optional)

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
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppNotUsable' -Category 'InvalidArgument' -Message 'The object passed as -App is not a live app: it is a copy from a job, another process or a file, or its module was removed.' -Fix 'Make the app with New-ExoMtApp in the process that uses it.')
    }
    if ($Optional -or -not ($Bound['Environment'] -or $Bound['Authority'])) { return $entry }
    foreach ($name in 'Environment', 'Authority') {
        $given = "$($Bound[$name])".TrimEnd('/')
        # An alias matches too if the app was created with it.
        $known = "$($app.$name)", "$($entry['Options'][$name])".TrimEnd('/')
        if (-not $given -or $known -contains $given) { continue }
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppMismatch' -Category 'InvalidArgument' -Message "-$name is '$given', but the app was made for '$($known[0])'." -Fix "Omit -$name, or make another app with New-ExoMtApp -$name.")
    }
    $entry
}
