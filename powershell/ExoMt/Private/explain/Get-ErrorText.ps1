function Get-ErrorText {
    # Returns everything an error says: ids, the command, and each exception with its type.
    param([object] $Failure)

    $parts = [System.Collections.Generic.List[string]]::new()
    $exception = $Failure
    if ($Failure -is [System.Management.Automation.ErrorRecord]) {
        $exception = $Failure.Exception
        $parts.Add($Failure.FullyQualifiedErrorId)
        $parts.Add([string]$Failure.CategoryInfo)
        if ($null -ne $Failure.ErrorDetails) { $parts.Add($Failure.ErrorDetails.Message) }
    }
    # Bounded, because an exception can be its own cause.
    for ($depth = 0; $depth -lt 16 -and $null -ne $exception; $depth++) {
        $parts.Add($exception.GetType().FullName + ': ' + $exception.Message)
        $exception = $exception.InnerException
    }
    $parts -join "`n"
}
