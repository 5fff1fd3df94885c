function Remove-CaughtError {
    # Removes a caught error from the global $Error, so that the list has only the error that the
    # command throws. A module has its own $Error, which is another list.
    param([System.Management.Automation.ErrorRecord] $Record)

    if ($global:Error.Count -gt 0 -and $global:Error[0].Exception -eq $Record.Exception) { $global:Error.RemoveAt(0) }
}
