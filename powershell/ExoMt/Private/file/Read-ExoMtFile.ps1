function Read-ExoMtFile {
    # The bytes of a file; relative paths start at the PowerShell location.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [string] $Parameter)

    $full = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $category = 'ObjectNotFound'
    $reason = 'There is no such file.'
    if ([System.IO.File]::Exists($full)) {
        try { return , [System.IO.File]::ReadAllBytes($full) }
        catch {
            $reason = $_.Exception.GetBaseException().Message
            if ($_.Exception.GetBaseException() -is [System.UnauthorizedAccessException]) { $category = 'PermissionDenied' }
        }
    }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FileUnreadable' -Category $category -Message "The file of -$Parameter could not be read: $full. $reason" -Fix 'Check the path and the rights of the account that runs this.')
}
