function Read-ExoMtFile {
    # Returns the bytes of a file. Resolves a relative path against the PowerShell location.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [string] $Parameter)

    $full = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $category = 'ObjectNotFound'
    $reason = 'The file doesn''t exist.'
    if ([System.IO.File]::Exists($full)) {
        try { return , [System.IO.File]::ReadAllBytes($full) }
        catch {
            $reason = $_.Exception.GetBaseException().Message
            if ($_.Exception.GetBaseException() -is [System.UnauthorizedAccessException]) { $category = 'PermissionDenied' }
        }
    }
    Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FileUnreadable' -Category $category -Message "The file of -$Parameter can't be read: $full. $reason" -Fix 'Check the path and the rights of the account that runs this.')
}
