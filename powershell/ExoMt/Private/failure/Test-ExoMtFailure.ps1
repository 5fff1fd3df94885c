function Test-ExoMtFailure {
    # Returns whether a value is a failure and not a result.
    param([object] $Value)

    $Value -is [System.Management.Automation.PSCustomObject] -and $Value.PSObject.TypeNames[0] -eq 'ExoMt.Failure'
}
