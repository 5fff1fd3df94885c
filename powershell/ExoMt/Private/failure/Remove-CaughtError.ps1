function Remove-CaughtError {
    # Removes a caught error from the caller's $Error, where it would stand beside the error that the
    # command ends with. A module's own $Error is another list.
    param([System.Management.Automation.ErrorRecord] $Record)

    if ($global:Error.Count -gt 0 -and $global:Error[0].Exception -eq $Record.Exception) { $global:Error.RemoveAt(0) }
}
