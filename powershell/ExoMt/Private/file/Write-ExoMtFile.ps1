function Write-ExoMtFile {
    # Writes a file completely or not at all: writes a temporary file in the same folder, which then
    # replaces the file. Always removes the temporary file.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [System.Collections.IEnumerable] $Parts, [bool] $Force)

    $temporary = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($Path), ".exomt-$([System.IO.Path]::GetRandomFileName())")
    $stream = $null
    $moved = $false
    $reason = $null
    $category = 'WriteError'
    try {
        $stream = [System.IO.FileStream]::new($temporary, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::Write, [System.IO.FileShare]::None)
        foreach ($part in $Parts) { $stream.Write($part, 0, $part.Length) }
        $stream.Flush($true)
        $stream.Dispose()
        # Without -Force, Move fails if another program has created the file in the meantime.
        if ($Force -and [System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($temporary, $Path, [System.Management.Automation.Language.NullString]::Value) }
        else { [System.IO.File]::Move($temporary, $Path) }
        $moved = $true
    }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch {
        $base = $_.Exception.GetBaseException()
        $reason = $base.Message
        if ($base -is [System.UnauthorizedAccessException]) { $category = 'PermissionDenied' }
    }
    finally {
        if ($null -ne $stream) { $stream.Dispose() }
        if (-not $moved) { [System.IO.File]::Delete($temporary) }
    }
    if ($null -ne $reason) {
        Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (New-ExoMtFailure -Name 'FileUnwritable' -Category $category -Message "The file can't be written: $Path. $reason" -Fix 'Check the path, the free space and the rights of the account that runs this.')
    }
}
