function Resolve-OutputPath {
    # The full path of a file to write, looked at before the work begins: a folder that is not
    # there should not show after an hour. Relative paths start at the PowerShell location.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [bool] $Force)

    $full = $null
    $provider = $drive = $null
    $reason = 'It is not a path of the file system.'
    try {
        $full = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive)
        if ($provider.Name -ne 'FileSystem') { $full = $null }
    }
    catch { $reason = $_.Exception.GetBaseException().Message }
    if (-not $full) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidPath' -Category 'InvalidArgument' -Message "No file can be written at $(Protect-Text -Text $Path). $(Protect-Text -Text $reason)" -Fix 'Give -Path a file of the file system.')
    }
    $folder = [System.IO.Path]::GetDirectoryName($full)
    if ([System.IO.Directory]::Exists($full) -or -not $folder -or -not [System.IO.Path]::GetFileName($full)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'InvalidPath' -Category 'InvalidArgument' -Message "This is a folder, not a file: $full" -Fix 'Give -Path the name of a file in it.')
    }
    if (-not [System.IO.Directory]::Exists($folder)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FolderMissing' -Category 'ObjectNotFound' -Message "There is no folder $folder" -Fix 'Make the folder, or give -Path one that is there.')
    }
    if (-not $Force -and [System.IO.File]::Exists($full)) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FileExists' -Category 'ResourceExists' -Message "There is a file already: $full" -Fix 'Give another -Path, or -Force to replace it.')
    }
    $full
}
