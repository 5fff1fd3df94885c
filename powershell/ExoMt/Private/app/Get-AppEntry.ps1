function Get-AppEntry {
    # The live part of an app object; a copy (from a job or a file) has none.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [psobject] $App)

    $entry = $null
    if ($script:Shared['Apps'].TryGetValue($App, [ref]$entry)) { return $entry }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'AppNotUsable' -Category 'InvalidArgument' -Message 'The object given as -App is not a live app: it is a copy from a job, another process or a file, or its module was removed.' -Fix 'Make the app with New-ExoMtApp in the process that uses it.')
}
