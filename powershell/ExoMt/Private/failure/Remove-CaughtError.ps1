function Remove-CaughtError {
    # Takes an error that was caught out of the caller's $Error, where it would stand beside
    # the one that the command ends with. A module's own $Error is another list.
    param([System.Management.Automation.ErrorRecord] $Record)

    if ($global:Error.Count -gt 0 -and $global:Error[0].Exception -eq $Record.Exception) { $global:Error.RemoveAt(0) }
}
