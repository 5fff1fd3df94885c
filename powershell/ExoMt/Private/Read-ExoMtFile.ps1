function Read-ExoMtFile {
    # The bytes of a file; relative paths start at the PowerShell location.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [string] $Parameter)

    $full = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    try { , [System.IO.File]::ReadAllBytes($full) }
    catch {
        $reason = $_.Exception.GetBaseException()
        $category = if ($reason -is [System.UnauthorizedAccessException]) { 'PermissionDenied' } else { 'ObjectNotFound' }
        throw (New-ExoMtException -Failure (New-ExoMtFailure -Name 'FileUnreadable' -Category $category -Message "The file of -$Parameter could not be read: $full. $($reason.Message)" -Fix 'Check the path and the rights of the account that runs this.'))
    }
}
