function Resolve-OutputPath {
    # Returns the full path of a file to write, and checks it before the work begins: a user shouldn't
    # learn of a missing folder after an hour. Resolves a relative path against the PowerShell
    # location.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [bool] $Force)

    $full = $provider = $drive = $null
    $reason = 'It isn''t a path of the file system.'
    try {
        $full = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive)
        if ($provider.Name -ne 'FileSystem') { $full = $null }
    }
    catch { $reason = $_.Exception.GetBaseException().Message }
    if (-not $full) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidPath' -Category 'InvalidArgument' -Message "No file can be written at $(Protect-Text -Text $Path). $(Protect-Text -Text $reason)" -Fix 'Pass -Path a path of the file system.')
    }
    $folder = [System.IO.Path]::GetDirectoryName($full)
    if ([System.IO.Directory]::Exists($full) -or -not $folder -or -not [System.IO.Path]::GetFileName($full)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidPath' -Category 'InvalidArgument' -Message "This is a folder, not a file: $full" -Fix 'Pass -Path the name of a file in it.')
    }
    if (-not [System.IO.Directory]::Exists($folder)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FolderMissing' -Category 'ObjectNotFound' -Message "The folder doesn't exist: $folder" -Fix 'Create the folder, or pass -Path a file in an existing one.')
    }
    if (-not $Force -and [System.IO.File]::Exists($full)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FileExists' -Category 'ResourceExists' -Message "The file exists already: $full" -Fix 'Pass another -Path, or use -Force to replace it.')
    }
    $full
}
